package nl.ketenbrug.enrichment;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import nl.ketenbrug.bvv.Vaststelling;
import nl.ketenbrug.dossier.Dossiers;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import nl.ketenbrug.source.Bronvragen;
import org.springframework.stereotype.Component;

/**
 * Determines the beslagvrije voet of one debtor from what BRP and Polis answer now: for a new
 * attachment and for a recalculation alike.
 */
@Component
class Bronbepaling {

  private final Bronvragen bronnen;
  private final Bron brp;
  private final Bronantwoorden antwoorden;
  private final Dossiers dossiers;
  private final Vaststeller vaststeller;

  /**
   * @throws IllegalArgumentException when there is no file of the source at which the BRP is asked
   */
  Bronbepaling(
      Bronvragen bronnen,
      Bronnen bestanden,
      VerrijkingSettings settings,
      Bronantwoorden antwoorden,
      Dossiers dossiers,
      Vaststeller vaststeller) {
    this.bronnen = bronnen;
    this.brp = bestanden.bron(settings.brp());
    this.antwoorden = antwoorden;
    this.dossiers = dossiers;
    this.vaststeller = vaststeller;
  }

  /**
   * @param partner who lives with the debtor as his spouse
   * @param inkomsten of the debtor, as Polis answered
   */
  record Resultaat(
      Huishouden huishouden,
      Optional<Canoniek> partner,
      Optional<Canoniek> inkomsten,
      Optional<Canoniek> partnerInkomsten,
      Vaststelling vaststelling) {}

  /**
   * @param koppen properties of the event that the questions belong to
   * @throws nl.ketenbrug.message.BronNietBereikbaar when a source cannot answer now
   * @throws GeweigerdBericht when the law or a source refuses
   */
  Resultaat bepaal(
      Bsn schuldenaar, LocalDate peildatum, Dossiersleutel dossier, Map<String, Object> koppen) {
    Bevraging bevraging = new Bevraging(bronnen, brp, antwoorden, koppen);
    CompletableFuture<Optional<Canoniek>> eigenInkomsten = bevraging.inkomsten(schuldenaar);
    Huishouden huishouden = huishouden(bevraging, schuldenaar);
    Vaststeller.Grondslag grondslag = vaststeller.grondslag(huishouden, peildatum);
    Optional<Canoniek> partner =
        grondslag.gehuwd() ? huishouden.huisgenoot() : Optional.<Canoniek>empty();
    Optional<Canoniek> partnerInkomsten =
        partner.flatMap(
            persoon -> Bevraging.wacht(bevraging.inkomsten(new Bsn(persoon.verplicht("k:bsn")))));
    Optional<Canoniek> inkomsten = Bevraging.wacht(eigenInkomsten);
    Vaststelling vaststelling =
        vaststeller.bepaal(
            grondslag, inkomsten, partnerInkomsten, dossiers.derdeBeslagenen(dossier));
    return new Resultaat(huishouden, partner, inkomsten, partnerInkomsten, vaststelling);
  }

  private static Huishouden huishouden(Bevraging bevraging, Bsn schuldenaar) {
    List<Canoniek> gevonden = Bevraging.wacht(bevraging.personen(List.of(schuldenaar)));
    if (gevonden.isEmpty()) {
      throw new GeweigerdBericht(
          "schuldenaar-onbekend", "de BRP kent niemand met het nummer van de schuldenaar");
    }
    Canoniek persoon = gevonden.get(0);
    if (persoon.waar("k:overleden")) {
      throw new GeweigerdBericht(
          "schuldenaar-overleden",
          "volgens de BRP is de schuldenaar overleden; een mens moet dit beslag beoordelen");
    }
    return new Huishouden(
        persoon, Bevraging.wacht(bevraging.personen(Huishouden.verwanten(persoon))));
  }
}
