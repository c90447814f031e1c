package nl.ketenbrug.bvv;

import java.util.Arrays;

/**
 * What this package assumes where the law is silent or its text (mostly the Besluit beslagvrije
 * voet) is unavailable. Every assumption that a result rests on stands on its receipt.
 */
public enum Aanname {
  VLOER("A-VLOER", "Geen onderdeel van de formule en ook de uitkomst wordt lager dan nul."),
  NEGATIEF("A-NEGATIEF", "Een negatief belastbaar jaarinkomen telt als nul."),
  BUITENLAND(
      "A-BUITENLAND",
      "De woonlandfactor vermenigvuldigt ook het bedrag zonder woonadres (letterlijke lezing)."),
  VOLGORDE(
      "A-VOLGORDE",
      "Een inrichting gaat voor op een ontbrekend adres, en de woonlandfactor op de verhogingen."),
  BANKBUITENLAND(
      "A-BANKBUITENLAND",
      "Zonder beslissing van de kantonrechter is er bij een vaste verblijfplaats in het buitenland"
          + " geen beschermd banksaldo."),
  LID5TERMIJN(
      "A-LID5TERMIJN",
      "De ministeriële termijn van de woonkostenverhoging is niet beschikbaar; de opgegeven"
          + " einddatum geldt, en zonder einddatum het einde van deze vaststelling."),
  LID5GEHUWD(
      "A-LID5GEHUWD",
      "Bij gehuwden is de woonkostenverhoging ten hoogste het opgegeven tekort van de echtgenoot."),
  LID7(
      "A-LID7",
      "Het bedrag van de verhoging van lid 7 is opgegeven; de rekenwijze van de AMvB is niet"
          + " beschikbaar."),
  INRICHTING(
      "A-INRICHTING", "De grens van 95% van Rv art. 475dc geldt niet voor het inrichtingsbedrag."),
  NETTO("A-NETTO", "Het maandinkomen is het opgegeven netto bedrag inclusief vakantiebijslag."),
  MAANDINKOMEN(
      "A-MAANDINKOMEN",
      "Het maandinkomen is niet opgegeven; de grens van 95% van Rv art. 475dc is niet getoetst."),
  TERMIJN(
      "A-TERMIJN", "Inkomen per week of vier weken is omgerekend naar een maand (52/12 of 13/12)."),
  DETENTIE(
      "A-DETENTIE", "Voor detentie kent de wet geen regel; de formule is op verzoek gebruikt."),
  PERIODE("A-PERIODE", "De cijfers zijn die van het halfjaar waarin de rechtsdatum valt."),
  GELDIGHEID("A-GELDIGHEID", "Voor deze categorie geldt een opgegeven kortere geldigheidsduur."),
  INDEX(
      "A-INDEX",
      "Nieuwe normbedragen op 1 januari of 1 juli zijn op zichzelf geen plicht tot herbepaling."),
  DALING("A-DALING", "Een verlaging werkt vanaf de eerste betaling na de mededeling, nooit terug."),
  DAGNUL("A-DAGNUL", "De dag van de gebeurtenis is dag nul van een termijn."),
  AANGEWEZEN(
      "A-475DC2",
      "De lijst van aangewezen uitkeringen is niet beschikbaar; de opgave van de aanvrager geldt."),
  OMSLAG(
      "A-OMSLAG",
      "De voet is naar rato verdeeld in centen; resterende centen gaan naar de grootste fracties."),
  INKOMEN(
      "A-INKOMEN",
      "Het inkomen is berekend met de gekozen strategie; de rekenregels van de AMvB zijn niet"
          + " beschikbaar."),
  STRUCTUREEL(
      "A-STRUCTUREEL",
      "Een uitbetaling van vakantiebijslag of eindejaarsuitkering is structureel als elke opgave"
          + " van de reeks er een heeft; anders telt alleen de opbouw."),
  HELETIJDVAK("A-HELETIJDVAK", "Opgaven die geen heel tijdvak beslaan tellen niet mee."),
  NETTOVERHOUDING(
      "A-NETTOVERHOUDING",
      "De inhouding op de opgebouwde vakantiebijslag heeft dezelfde verhouding als die op het loon."),
  KIND(
      "A-KIND",
      "Een kind jonger dan 18 jaar dat op het adres woont geldt als ten laste komend kind."),
  EXECHTGENOOT("A-EXECHTGENOOT", "Gewezen echtgenoten op hetzelfde adres gelden als gehuwd."),
  PARTNERZONDERBSN(
      "A-PARTNERZONDERBSN",
      "De echtgenoot heeft geen burgerservicenummer; diens inkomen moet anders worden verkregen.");

  private final String code;
  private final String tekst;

  Aanname(String code, String tekst) {
    this.code = code;
    this.tekst = tekst;
  }

  public String code() {
    return code;
  }

  /** The sentence in Dutch. */
  public String tekst() {
    return tekst;
  }

  static Aanname van(String code) {
    return Arrays.stream(values()).filter(a -> a.code.equals(code)).findFirst().orElseThrow();
  }

  Kwitantie.AannameRegel regel() {
    return new Kwitantie.AannameRegel(code, tekst);
  }
}
