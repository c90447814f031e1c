package nl.ketenbrug.enrichment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronvragen;
import nl.ketenbrug.source.Vraagonderwerp;

/** Asks a source about somebody who is followed, in the way of that source. */
final class Volgvragen {

  private static final String BRP = "brp";

  private final Bronvragen vragen;
  private final BiFunction<Dossiersleutel, String, Optional<String>> bewaard;

  /**
   * @param bewaard what is kept of the last good answer of a source about a debtor
   */
  Volgvragen(Bronvragen vragen, BiFunction<Dossiersleutel, String, Optional<String>> bewaard) {
    this.vragen = vragen;
    this.bewaard = bewaard;
  }

  /**
   * @param koppen the properties of the message under which is asked
   * @return the canonical answer, about this person or his properties alone
   */
  String stel(Bron bron, Dossiersleutel dossier, Bsn bsn, Map<String, Object> koppen) {
    if (bron.naam().equals(BRP)) {
      return Bevraging.wacht(vragen.brp(List.of(bsn), koppen));
    }
    if (!bron.isJson()) {
      return Bevraging.wacht(vragen.suwinet(bron.naam(), bsn, koppen));
    }
    if (bron.json().perceelVan() == null) {
      return Bevraging.wacht(vragen.json(bron.naam(), new Vraagonderwerp.Persoon(bsn), koppen));
    }
    return percelen(bron, dossier, koppen);
  }

  /**
   * One answer about all properties of a debtor. Which those are another source said: nobody is
   * asked about a property that is not his.
   */
  private String percelen(Bron bron, Dossiersleutel dossier, Map<String, Object> koppen) {
    String eigendom = bron.json().perceelVan();
    Canoniek feiten =
        Canoniek.lees(
            bewaard
                .apply(dossier, eigendom)
                .orElseThrow(
                    () ->
                        new GeweigerdBericht(
                            "eigendom-onbekend",
                            "bron %s heeft van deze schuldenaar nog niets gezegd"
                                .formatted(eigendom))));
    String zaken =
        feiten.delen("//k:OnroerendeZaak/k:aanduiding").stream()
            .map(
                aanduiding ->
                    Bevraging.wacht(vragen.json(bron.naam(), perceel(aanduiding), koppen)))
            .map(Canoniek::lees)
            .flatMap(antwoord -> antwoord.delen("/k:Brongegevens/k:OnroerendeZaak").stream())
            .map(Canoniek::xml)
            .collect(Collectors.joining());
    return "<Brongegevens xmlns=\"%s\" uitkomst=\"gevonden\">%s</Brongegevens>"
        .formatted(Canoniek.NAMESPACE, zaken);
  }

  private static Vraagonderwerp perceel(Canoniek aanduiding) {
    try {
      return new Vraagonderwerp.Perceel(
          aanduiding.verplicht("k:gemeentecode"),
          tekst(aanduiding, "k:gemeente"),
          aanduiding.verplicht("k:sectie"),
          aanduiding.verplicht("k:perceel"),
          tekst(aanduiding, "k:appartement"));
    } catch (IllegalArgumentException e) {
      throw new GeweigerdBericht("aanduiding-onvolledig", e.getMessage());
    }
  }

  private static String tekst(Canoniek aanduiding, String veld) {
    Optional<String> tekst = aanduiding.tekst(veld);
    return tekst.orElse(null);
  }
}
