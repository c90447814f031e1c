package nl.ketenbrug.bvv;

import java.util.Arrays;

/** The grounds on which this package refuses. Codes are stable; partners may switch on them. */
public enum Weigeringsgrond {
  GEEN_PARAMETERS_VOOR_DATUM(
      "GeenParametersVoorDatum",
      "Kies een datum binnen de bekende halfjaren of voeg de cijfers toe."),
  LEEFSITUATIE_ONBEKEND(
      "LeefsituatieOnbekend", "Geef de leefsituatie op, met bewijs volgens Rv art. 475ga lid 2."),
  ONVOLDOENDE_INKOMENSGEGEVENS(
      "OnvoldoendeInkomensgegevens",
      "Geef het belastbaar jaarinkomen op of vraag de gegevens op volgens Rv art. 475g of 475ga."),
  WOONLANDFACTOR_ONBEKEND("WoonlandfactorOnbekend", "Geef de woonlandfactor van het woonland op."),
  LID7_BEDRAG_ONBEKEND(
      "Lid7BedragOnbekend", "Geef het bedrag van de verhoging op dat de AMvB voorschrijft."),
  TEKORT_ECHTGENOOT_ONBEKEND(
      "TekortEchtgenootOnbekend",
      "Geef op welk deel van de hogere woonkosten de echtgenoot niet kan betalen."),
  TERMIJN_NIET_MAANDELIJKS(
      "TermijnNietMaandelijks",
      "Geef bedragen per maand op of kies uitdrukkelijk voor omrekening."),
  INRICHTING_ECHTGENOOT_NIET_ONDERSTEUND(
      "InrichtingEchtgenootNietOndersteund",
      "Laat de deurwaarder het bedrag zelf bepalen, of geef op dat beide echtgenoten zijn opgenomen."),
  DETENTIE_NIET_ONDERSTEUND(
      "DetentieNietOndersteund", "Kies uitdrukkelijk een grondslag, of laat de rechter beslissen."),
  BANKBESLAG_BUITENLAND(
      "BankbeslagBuitenland", "De schuldenaar kan de kantonrechter vragen lid 5 toe te passen."),
  KENNISGEVING_ZONDER_BEDRAG(
      "KennisgevingZonderBedrag",
      "Zend de kennisgeving van Rv art. 475dc lid 2 in plaats van een bedrag."),
  VERDELING_NIET_BEPAALD(
      "VerdelingNietBepaald", "De coördinerende deurwaarder stelt rang en aandelen vast."),
  ONGELDIGE_INVOER("OngeldigeInvoer", "Verbeter het genoemde gegeven.");

  private final String code;
  private final String remedie;

  Weigeringsgrond(String code, String remedie) {
    this.code = code;
    this.remedie = remedie;
  }

  public String code() {
    return code;
  }

  Weigering weigering(String artikel, String reden) {
    return new Weigering(code, artikel, reden, remedie);
  }

  static Weigeringsgrond vanCode(String code) {
    return Arrays.stream(values())
        .filter(g -> g.code.equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Onbekende weigeringsgrond: " + code));
  }
}
