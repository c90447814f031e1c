package nl.ketenbrug.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.dossier.Herkenbaar;
import nl.ketenbrug.dossier.Match;
import nl.ketenbrug.enrichment.Matchbeheer;

/**
 * A match with both its sides, as page and API show it.
 *
 * @param vergeleken each field with what came of it
 */
record Matchrij(
    String id,
    String graad,
    boolean opnieuw,
    String kenmerk,
    Instant gemaakt,
    Instant beoordeeld,
    Map<String, String> vergeleken,
    Wie schuldenaar,
    Wie persoon,
    Zaak zaak) {

  /**
   * @param adres postcode and number; null when it is not known, or secret
   */
  record Wie(String naam, String geboortedatum, String adres) {

    static Wie van(Herkenbaar wie, boolean geheim) {
      String naam =
          Stream.of(
                  wie.voornamen() == null ? wie.voorletters() : wie.voornamen(),
                  wie.voorvoegsel(),
                  wie.geslachtsnaam())
              .filter(Objects::nonNull)
              .collect(Collectors.joining(" "));
      String adres =
          geheim || wie.postcode() == null || wie.huisnummer() == null
              ? null
              : wie.postcode() + " " + wie.huisnummer();
      return new Wie(naam, wie.geboortedatum(), adres);
    }
  }

  /**
   * @param register the source that it comes from
   * @param rechtbank the court, or who gives debt help
   */
  record Zaak(
      String register,
      String nummer,
      String vorigNummer,
      String soort,
      String rechtbank,
      List<Matchbeheer.Publicatie> publicaties) {}

  static Matchrij van(Matchbeheer.Dossier dossier) {
    Match match = dossier.match();
    // Only an explicit "not secret" shows the address of a debtor.
    boolean geheim = !Boolean.FALSE.equals(dossier.schuldenaar().geheimhouding());
    Map<String, String> vergeleken = new TreeMap<>();
    match
        .vergeleken()
        .velden()
        .forEach((veld, uitkomst) -> vergeleken.put(veld.naam(), uitkomst.naam()));
    return new Matchrij(
        match.id().toString(),
        match.graad().naam(),
        match.opnieuw(),
        dossier.gezien(),
        match.gemaakt(),
        match.beoordeeld(),
        vergeleken,
        Wie.van(dossier.schuldenaar(), geheim),
        // Beside "gelijk" the address in the register would be that of the debtor.
        Wie.van(dossier.persoon(), geheim),
        new Zaak(
            match.bron(),
            dossier.nummer(),
            dossier.vorigNummer(),
            dossier.soort(),
            dossier.instantie(),
            dossier.publicaties()));
  }
}
