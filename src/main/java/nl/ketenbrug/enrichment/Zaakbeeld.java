package nl.ketenbrug.enrichment;

import java.time.LocalDate;
import java.util.List;

/**
 * A case that holds now, as {@code GET /api/v1/openstaand} tells of it.
 *
 * @param soort of the case
 * @param begin first day, or null
 * @param grond of a moratorium, or null
 * @param omvang of bewind, or null
 * @param vertegenwoordigers who represent the debtor, or did or will
 */
public record Zaakbeeld(
    String soort,
    LocalDate begin,
    String grond,
    String omvang,
    List<Vertegenwoordiger> vertegenwoordigers) {

  /**
   * @param organisatie or null
   * @param tot day from which another represents, or null
   */
  public record Vertegenwoordiger(
      String naam, String organisatie, LocalDate sinds, LocalDate tot) {}

  /**
   * @param inhoud canonical {@code Schuldhulp} or {@code Bewind}
   */
  public static Zaakbeeld van(String soort, String inhoud) {
    Canoniek object = Canoniek.lees(inhoud).delen("/*").get(0);
    return new Zaakbeeld(
        soort,
        dag(object, "k:begin"),
        object.tekst("k:moratorium/k:grond").orElse(null),
        object.tekst("k:omvang").orElse(null),
        object.delen("k:vertegenwoordiger").stream()
            .map(
                wie ->
                    new Vertegenwoordiger(
                        wie.tekst("k:naam").orElse(null),
                        wie.tekst("k:organisatie").orElse(null),
                        dag(wie, "k:sinds"),
                        dag(wie, "k:tot")))
            .toList());
  }

  private static LocalDate dag(Canoniek object, String veld) {
    return object.tekst(veld).map(LocalDate::parse).orElse(null);
  }
}
