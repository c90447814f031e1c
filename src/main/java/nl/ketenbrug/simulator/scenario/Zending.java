package nl.ketenbrug.simulator.scenario;

import java.time.LocalDate;
import java.util.Map;
import nl.ketenbrug.message.Bsn;

/**
 * A message that a source delivers to the engine by itself.
 *
 * @param bron code of the source, as in {@code config/sources}
 * @param op ISO date from which it is delivered
 * @param bsn whom it is about; from 9999xxxxx, passes the elfproef
 * @param bericht name of the text, without {@code .xml}
 * @param velden what the text leaves open besides {@code bsn} and {@code dag}
 */
public record Zending(
    String bron, String op, String bsn, String bericht, Map<String, String> velden) {

  /** Also what keeps a name within its folder. */
  private static final String NAAM = "[a-z0-9]+(-[a-z0-9]+)*";

  private static final String TESTREEKS = "9999";

  public Zending {
    if (bron == null || !bron.matches(NAAM) || bericht == null || !bericht.matches(NAAM)) {
      throw new IllegalArgumentException(
          "Een zending heeft een bron en een bericht: kleine letters, cijfers en streepjes");
    }
    if (op == null || bsn == null) {
      throw new IllegalArgumentException("Een zending heeft een dag (op) en een bsn");
    }
    LocalDate.parse(op);
    if (!new Bsn(bsn).value().startsWith(TESTREEKS)) {
      throw new IllegalArgumentException("Een zending gaat over een BSN buiten de testreeks");
    }
    velden = velden == null ? Map.of() : Map.copyOf(velden);
  }

  public LocalDate dag() {
    return LocalDate.parse(op);
  }

  @Override
  public String toString() {
    return "Zending[" + bron + " " + bericht + " op " + op + "]";
  }
}
