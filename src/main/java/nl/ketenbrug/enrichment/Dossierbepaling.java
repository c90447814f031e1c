package nl.ketenbrug.enrichment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.ketenbrug.bvv.Herberekening;
import nl.ketenbrug.bvv.Kwitantie;
import nl.ketenbrug.bvv.Uitkomst;
import nl.ketenbrug.bvv.Vaststelling;
import nl.ketenbrug.bvv.Weigering;
import nl.ketenbrug.dossier.Bvvstanden;
import nl.ketenbrug.dossier.Herziening;
import nl.ketenbrug.dossier.Herziening.Modus;
import nl.ketenbrug.dossier.Herzieningsdossier;
import nl.ketenbrug.dossier.Schuldenaren;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.GeweigerdBericht;
import org.springframework.stereotype.Component;

/** Determines one dossier of the stock anew: by the sources, or by what was kept. */
@Component
class Dossierbepaling {

  private static final TypeReference<List<Kwitantie.Invoer>> INVOER = new TypeReference<>() {};

  private final Schuldenaren schuldenaren;
  private final Bvvstanden standen;
  private final Bronbepaling bronnen;
  private final Herberekening herberekening;
  private final ObjectMapper json;

  Dossierbepaling(
      Schuldenaren schuldenaren,
      Bvvstanden standen,
      Bronbepaling bronnen,
      Herberekening herberekening,
      ObjectMapper json) {
    this.schuldenaren = schuldenaren;
    this.standen = standen;
    this.bronnen = bronnen;
    this.herberekening = herberekening;
    this.json = json;
  }

  /**
   * @param geheimhouding of the data of the debtor, as the BRP said just now; empty when it was not
   *     asked
   */
  record Bepaald(Vaststelling vaststelling, Optional<Boolean> geheimhouding) {}

  /**
   * @param herziening with the day and the figures of this determination
   * @param koppen properties of the event that questions belong to
   * @throws nl.ketenbrug.message.BronNietBereikbaar when a source cannot answer now
   * @throws GeweigerdBericht when the law or a source refuses
   * @throws nl.ketenbrug.dossier.OnleesbareBewaring when what was kept does not open
   */
  Bepaald bepaal(Herziening herziening, Herzieningsdossier dossier, Map<String, Object> koppen) {
    if (herziening.modus() == Modus.BEWAARD) {
      return new Bepaald(uitBewaring(herziening, dossier), Optional.empty());
    }
    Bronbepaling.Resultaat resultaat =
        bronnen.bepaal(bsn(dossier), herziening.peildatum(), dossier.dossier(), koppen);
    return new Bepaald(
        resultaat.vaststelling(),
        resultaat.huishouden().schuldenaar().tekst("k:geheimhouding").map(Boolean::valueOf));
  }

  /** The number of the debtor; see {@link #bepaal}. */
  Bsn bsn(Herzieningsdossier dossier) {
    if (dossier.bsn() == null) {
      throw new GeweigerdBericht(
          "burgerservicenummer-niet-bewaard",
          "van dit dossier is geen burgerservicenummer bewaard");
    }
    return schuldenaren.bsn(dossier.dossier(), dossier.bsn());
  }

  private Vaststelling uitBewaring(Herziening herziening, Herzieningsdossier dossier) {
    if (dossier.invoer() == null) {
      throw new GeweigerdBericht(
          "invoer-niet-bewaard", "van deze vaststelling is geen invoer bewaard");
    }
    String invoer = standen.invoer(dossier.dossier(), dossier.invoer());
    try {
      Uitkomst uitkomst =
          herberekening.opPeildatum(json.readValue(invoer, INVOER), herziening.peildatum());
      if (uitkomst instanceof Weigering weigering) {
        throw new GeweigerdBericht(
            weigering.code(), weigering.artikel() + ": " + weigering.reden());
      }
      return (Vaststelling) uitkomst;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Bewaarde invoer is geen lijst van een kwitantie", e);
    }
  }
}
