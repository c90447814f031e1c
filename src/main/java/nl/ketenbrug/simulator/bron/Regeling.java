package nl.ketenbrug.simulator.bron;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a source must behave from now on, as set over the control API or for one person in the
 * scenario file.
 *
 * @param toestand the behaviour; mandatory
 * @param vertragingMs delay before the answer in milliseconds, 0 to 120000; left out: 3000 for
 *     {@code traag}, else 0
 * @param aantal only for the next so many requests, then {@code gewoon} again; left out: until
 *     changed
 * @param wijze only for {@code storing}: status 503 (default) or a broken connection
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Regeling(Toestand toestand, Integer vertragingMs, Integer aantal, Wijze wijze) {

  public static final Regeling GEWOON = new Regeling(Toestand.GEWOON, 0, null, null);

  private static final int STANDAARD_TRAAG_MS = 3_000;
  private static final int LANGSTE_MS = 120_000;

  /** In which way a source is out of order. */
  public enum Wijze {
    @JsonProperty("503")
    STATUS_503,
    @JsonProperty("verbroken")
    VERBROKEN
  }

  public Regeling {
    if (toestand == null) {
      throw new IllegalArgumentException("toestand ontbreekt");
    }
    if (vertragingMs == null) {
      vertragingMs = toestand == Toestand.TRAAG ? STANDAARD_TRAAG_MS : 0;
    }
    if (vertragingMs < 0 || vertragingMs > LANGSTE_MS) {
      throw new IllegalArgumentException("vertragingMs ligt buiten 0 tot en met " + LANGSTE_MS);
    }
    if (aantal != null && aantal < 1) {
      throw new IllegalArgumentException("aantal is minder dan 1");
    }
    if (wijze != null && toestand != Toestand.STORING) {
      throw new IllegalArgumentException("wijze hoort alleen bij storing");
    }
  }

  boolean antwoordtUitScenario() {
    return toestand == Toestand.GEWOON || toestand == Toestand.TRAAG;
  }

  Regeling metAantal(int rest) {
    return new Regeling(toestand, vertragingMs, rest, wijze);
  }
}
