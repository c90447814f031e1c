package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronvragen;
import nl.ketenbrug.source.Vraagonderwerp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a source about somebody who is followed, in the way of that source. */
final class Volgvragen {

  private static final Logger LOG = LoggerFactory.getLogger(Volgvragen.class);
  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");
  private static final String BRP = "brp";

  /** What BRK Bevragen takes as the name of a gemeente: it refuses a question with another one. */
  private static final String GEMEENTE = "[a-zA-Z0-9' ,-]+";

  private final Bronvragen vragen;
  private final BiFunction<Dossiersleutel, String, Optional<String>> gezegd;
  private final BiFunction<Dossiersleutel, String, Optional<String>> bewaard;
  private final Duration hoogstens;
  private final Clock clock;

  /**
   * @param gezegd what a source said about a debtor in answer to the last question; empty when that
   *     failed
   * @param bewaard what is kept of the last good answer of a source about a debtor, also when it
   *     failed since
   * @param hoogstens how long all questions about the properties of one debtor may take together
   */
  Volgvragen(
      Bronvragen vragen,
      BiFunction<Dossiersleutel, String, Optional<String>> gezegd,
      BiFunction<Dossiersleutel, String, Optional<String>> bewaard,
      Duration hoogstens,
      Clock clock) {
    this.vragen = vragen;
    this.gezegd = gezegd;
    this.bewaard = bewaard;
    this.hoogstens = hoogstens;
    this.clock = clock;
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
   * asked about a property that is not his, or of which his right ended. A property that is not
   * found, or that no question can be written for, keeps what was known of it: that says nothing
   * about the attachments on it.
   *
   * @throws BronNietBereikbaar when one of the questions failed, or they take too long together
   */
  private String percelen(Bron bron, Dossiersleutel dossier, Map<String, Object> koppen) {
    String eigendom = bron.json().perceelVan();
    Canoniek feiten =
        Canoniek.lees(
            gezegd
                .apply(dossier, eigendom)
                .orElseThrow(
                    () ->
                        new GeweigerdBericht(
                            "eigendom-onbekend",
                            "bron %s heeft van deze schuldenaar nog niets gezegd"
                                .formatted(eigendom))));
    Instant einde = clock.instant().plus(hoogstens);
    StringBuilder zaken = new StringBuilder();
    for (Canoniek aanduiding : feiten.delen(vanHem())) {
      if (clock.instant().isAfter(einde)) {
        throw new BronNietBereikbaar(
            bron.naam(),
            "bron-te-laat",
            "de vragen aan bron %s over de zaken van deze schuldenaar duren samen te lang"
                .formatted(bron.naam()),
            null);
      }
      List<Canoniek> antwoord = vraag(bron, aanduiding, koppen);
      if (antwoord.isEmpty()) {
        antwoord = eerder(bron, dossier, aanduiding);
      }
      antwoord.forEach(zaak -> zaken.append(zaak.xml()));
    }
    return "<Brongegevens xmlns=\"%s\" uitkomst=\"gevonden\">%s</Brongegevens>"
        .formatted(Canoniek.NAMESPACE, zaken);
  }

  /**
   * The properties to which he has a right now. An end of which the day is not complete, or
   * unknown, is one that came: the attachments on what he sold are those of the buyer.
   */
  private String vanHem() {
    return """
        //k:OnroerendeZaak[empty(k:recht) or k:recht[empty(k:einde)
          or k:einde[matches(., '^[0-9]{4}(-[0-9]{2}){0,2}$') and . gt substring('%s', 1, string-length(.))]]
        ]/k:aanduiding"""
        .formatted(LocalDate.now(clock.withZone(NEDERLAND)));
  }

  private List<Canoniek> vraag(Bron bron, Canoniek aanduiding, Map<String, Object> koppen) {
    Vraagonderwerp perceel;
    try {
      perceel = perceel(aanduiding);
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "Bron {} wordt over een zaak niet gevraagd, wat bekend was blijft: {}",
          bron.naam(),
          e.getMessage());
      return List.of();
    }
    return Canoniek.lees(Bevraging.wacht(vragen.json(bron.naam(), perceel, koppen)))
        .delen("/k:Brongegevens/k:OnroerendeZaak");
  }

  private List<Canoniek> eerder(Bron bron, Dossiersleutel dossier, Canoniek aanduiding) {
    String sleutel = sleutel(aanduiding);
    return bewaard.apply(dossier, bron.naam()).map(Canoniek::lees).stream()
        .flatMap(feiten -> feiten.delen("//k:OnroerendeZaak").stream())
        .filter(
            zaak ->
                zaak.delen("k:aanduiding").stream()
                    .map(Volgvragen::sleutel)
                    .anyMatch(sleutel::equals))
        .toList();
  }

  /** Without the name of the gemeente: the sources may write it each in its own way. */
  private static String sleutel(Canoniek aanduiding) {
    return String.join(
        "|",
        List.of(
            aanduiding.tekst("k:gemeentecode").orElse(""),
            aanduiding.tekst("k:sectie").orElse(""),
            aanduiding.tekst("k:perceel/number()").orElse(""),
            aanduiding.tekst("k:appartement/number()").orElse("")));
  }

  /**
   * @throws IllegalArgumentException when a part has not the form that the source asks for
   */
  private static Vraagonderwerp perceel(Canoniek aanduiding) {
    String gemeente = aanduiding.tekst("k:gemeente").orElse(null);
    if (gemeente != null && !gemeente.matches(GEMEENTE)) {
      throw new IllegalArgumentException("gemeente heeft niet de vorm " + GEMEENTE);
    }
    return new Vraagonderwerp.Perceel(
        aanduiding.tekst("k:gemeentecode").orElse(null),
        gemeente,
        aanduiding.tekst("k:sectie").orElse(null),
        aanduiding.tekst("k:perceel").orElse(null),
        aanduiding.tekst("k:appartement").orElse(null));
  }
}
