package nl.ketenbrug.bvv;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import nl.ketenbrug.message.Bedrag;

/** What stands in the way of a calculation, looked at before it starts. */
final class Toelaatbaarheid {

  /** Ten billion euros; beyond it an amount is a mistake and the square would not fit. */
  private static final long HOOGSTE_CENT = 1_000_000_000_000L;

  /** The table of the Regeling has one or two; a tiny power of ten would fill the receipt. */
  private static final int DECIMALEN_VAN_FACTOR = 10;

  private Toelaatbaarheid() {}

  static Optional<Weigering> beletsel(Verzoek verzoek, Halfjaar halfjaar) {
    Optional<Weigering> invoer = ongeldigeInvoer(verzoek);
    if (invoer.isPresent()) {
      return invoer;
    }
    if (verzoek.leefsituatie() == null) {
      return weiger(
          Weigeringsgrond.LEEFSITUATIE_ONBEKEND,
          "Rv art. 475da lid 1",
          "De leefsituatie van de schuldenaar is niet bekend.");
    }
    return verzoek.soort() == Beslagsoort.BANK
        ? Bankbeslag.beletsel(verzoek)
        : periodiek(verzoek, halfjaar);
  }

  private static Optional<Weigering> periodiek(Verzoek verzoek, Halfjaar halfjaar) {
    if (!halfjaar.heeftFormule()) {
      return weiger(
          Weigeringsgrond.GEEN_PARAMETERS_VOOR_DATUM,
          "Rv art. 475da lid 2",
          "Voor het halfjaar vanaf %s zijn alleen de maxima bekend, niet de cijfers van de formule."
              .formatted(halfjaar.vanaf()));
    }
    if (verzoek.detentie() == Detentie.ZONDER_GRONDSLAG) {
      return weiger(
          Weigeringsgrond.DETENTIE_NIET_ONDERSTEUND,
          "Rv art. 475e",
          "De wet kent geen regel voor een schuldenaar in detentie.");
    }
    if (verzoek.aangewezenUitkering()) {
      return weiger(
          Weigeringsgrond.KENNISGEVING_ZONDER_BEDRAG,
          "Rv art. 475dc lid 2",
          "Voor deze uitkering geeft de deurwaarder geen bedrag op maar de zin: "
              + Kennisgeving.TEKST
              + ". "
              + Aanname.AANGEWEZEN.tekst());
    }
    if (verzoek.termijn() != Termijn.MAAND && !verzoek.termijnOmrekenen()) {
      return weiger(
          Weigeringsgrond.TERMIJN_NIET_MAANDELIJKS,
          "Rv art. 475d lid 6",
          "De wet kent alleen bedragen per maand en er is niet voor omrekening gekozen.");
    }
    if (verzoek.instelling() != null
        && verzoek.leefsituatie().gehuwd()
        && !verzoek.instelling().beideEchtgenoten()) {
      return weiger(
          Weigeringsgrond.INRICHTING_ECHTGENOOT_NIET_ONDERSTEUND,
          "Rv art. 475e lid 2",
          "Een van de echtgenoten verblijft in een inrichting; daarvoor is geen rekenregel bekend.");
    }
    if (verzoek.metFormule() && verzoek.belastbaarJaarinkomen() == null) {
      return weiger(
          Weigeringsgrond.ONVOLDOENDE_INKOMENSGEGEVENS,
          "Rv art. 475d lid 1",
          "Het belastbaar jaarinkomen is niet bekend.");
    }
    if (verzoek.buitenland() && verzoek.woonlandfactor() == null) {
      return weiger(
          Weigeringsgrond.WOONLANDFACTOR_ONBEKEND,
          "Rv art. 475da lid 4",
          "De schuldenaar woont buiten Nederland en de woonlandfactor is niet bekend.");
    }
    return Optional.empty();
  }

  private static Optional<Weigering> ongeldigeInvoer(Verzoek verzoek) {
    if (verzoek.instelling() != null && verzoek.instelling().kosten() == null) {
      return ongeldig("De prijs van de inrichting ontbreekt.");
    }
    Rechterlijkeverhoging rechter = verzoek.rechterlijkeVerhoging();
    if (rechter != null && !rechter.volledig()) {
      return ongeldig("Van de beslissing van de kantonrechter ontbreekt het bedrag of een dag.");
    }
    Verhogingen verhogingen = verzoek.verhogingen();
    if (onmogelijk(verhogingen.woonkostenTot()) || onmogelijk(verhogingen.verlengdTot())) {
      return ongeldig("Het einde van de woonkostenverhoging is geen dag die kan.");
    }
    String bedrag = ongeldigBedrag(verzoek);
    if (bedrag != null) {
      return ongeldig("Het bedrag van " + bedrag + " is negatief of onwaarschijnlijk hoog.");
    }
    Bedrag jaarinkomen = verzoek.belastbaarJaarinkomen();
    if (jaarinkomen != null && jaarinkomen.cent() > HOOGSTE_CENT) {
      return ongeldig("Het belastbaar jaarinkomen is onwaarschijnlijk hoog.");
    }
    BigDecimal factor = verzoek.woonlandfactor();
    if (factor != null && (factor.signum() <= 0 || factor.compareTo(BigDecimal.TEN) > 0)) {
      return ongeldig("De woonlandfactor is niet groter dan 0 of is groter dan 10.");
    }
    if (factor != null && factor.scale() > DECIMALEN_VAN_FACTOR) {
      return ongeldig("De woonlandfactor heeft te veel decimalen.");
    }
    if (verzoek.geldigheidMaanden() < 1 || verzoek.geldigheidMaanden() > Geldigheid.MAANDEN) {
      return ongeldig("De geldigheidsduur ligt niet tussen 1 en 12 maanden.");
    }
    return Optional.empty();
  }

  /** Name of the first monthly amount, by alphabet, that cannot be right; null when all can. */
  private static String ongeldigBedrag(Verzoek verzoek) {
    Aftrek aftrek = verzoek.aftrek();
    if (buitenBereik(aftrek.eigenInkomen())) {
      return "aftrek.eigenInkomen";
    }
    if (buitenBereik(aftrek.inkomenPartner())) {
      return "aftrek.inkomenPartner";
    }
    if (buitenBereik(aftrek.loonheffingAuto())) {
      return "aftrek.loonheffingAuto";
    }
    if (verzoek.instelling() != null && buitenBereik(verzoek.instelling().kosten())) {
      return "instelling.kosten";
    }
    if (buitenBereik(verzoek.maandinkomen())) {
      return "maandinkomen";
    }
    Rechterlijkeverhoging rechter = verzoek.rechterlijkeVerhoging();
    if (rechter != null && buitenBereik(rechter.bedrag())) {
      return "rechterlijkeVerhoging.bedrag";
    }
    Verhogingen verhogingen = verzoek.verhogingen();
    if (buitenBereik(verhogingen.lid7Bedrag())) {
      return "verhogingen.lid7Bedrag";
    }
    if (buitenBereik(verhogingen.tekortEchtgenoot())) {
      return "verhogingen.tekortEchtgenoot";
    }
    return buitenBereik(verhogingen.woonkosten()) ? "verhogingen.woonkosten" : null;
  }

  private static boolean onmogelijk(LocalDate datum) {
    return datum != null && !Invoerlijst.kan(datum);
  }

  private static boolean buitenBereik(Bedrag bedrag) {
    return bedrag != null && (bedrag.cent() < 0 || bedrag.cent() > HOOGSTE_CENT);
  }

  private static Optional<Weigering> ongeldig(String reden) {
    return weiger(Weigeringsgrond.ONGELDIGE_INVOER, "Rv art. 475d lid 1", reden);
  }

  private static Optional<Weigering> weiger(Weigeringsgrond grond, String artikel, String reden) {
    return Optional.of(grond.weigering(artikel, reden));
  }
}
