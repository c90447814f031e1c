package nl.ketenbrug.source;

import nl.ketenbrug.message.Bronweigering;

/**
 * What can be wrong with an answer of Suwinet so that it may not be processed (Digikoppeling WUS
 * WB013, Transactiestandaard 4.0). Asking again does not help: a person looks at it.
 */
enum Antwoordgebrek {
  NIET_ONDERTEKEND("antwoord-niet-ondertekend", "het antwoord van bron %s is niet ondertekend"),
  HANDTEKENING(
      "antwoord-handtekening-ongeldig",
      "de handtekening onder het antwoord van bron %s klopt niet met de inhoud"),
  NIET_ALLES_ONDERTEKEND(
      "antwoord-niet-geheel-ondertekend",
      "in het antwoord van bron %s valt een verplicht deel buiten de handtekening"),
  ALGORITME(
      "antwoord-algoritme-niet-toegestaan",
      "het antwoord van bron %s is ondertekend op een wijze die niet is toegestaan"),
  CERTIFICAAT_VERLOPEN(
      "antwoord-certificaat-verlopen",
      "het certificaat waarmee het antwoord van bron %s is ondertekend, is nu niet geldig"),
  CERTIFICAAT_ONBEKEND(
      "antwoord-certificaat-niet-vertrouwd",
      "het certificaat waarmee het antwoord van bron %s is ondertekend, wordt niet vertrouwd of is ingetrokken"),
  ANDER_OIN(
      "antwoord-ander-oin",
      "het antwoord van bron %s is ondertekend door een andere organisatie dan de aanbieder"),
  TIJDSTEMPEL(
      "antwoord-tijdstempel-ongeldig",
      "het antwoord van bron %s heeft geen tijdstempel, of een te oud of te nieuw"),
  GEEN_BEVESTIGING(
      "antwoord-zonder-bevestiging", "het antwoord van bron %s bevestigt onze handtekening niet"),
  ANDERE_BEVESTIGING(
      "antwoord-andere-bevestiging",
      "het antwoord van bron %s bevestigt een andere handtekening dan de onze"),
  ANDERE_VRAAG(
      "antwoord-op-andere-vraag",
      "het antwoord van bron %s verwijst naar een andere vraag dan de onze"),
  ADRESSERING(
      "antwoord-adressering-onjuist",
      "de adressering van het antwoord van bron %s is niet volgens de Transactiestandaard"),
  ANDERE_DIENST(
      "antwoord-andere-dienst",
      "het antwoord van bron %s is van een andere dienst, versie of operatie dan gevraagd"),
  DTD("antwoord-dtd-verboden", "het antwoord van bron %s bevat een DTD"),
  TE_GROOT("antwoord-te-groot", "het antwoord van bron %s is groter dan is afgesproken");

  private final String code;
  private final String uitleg;

  Antwoordgebrek(String code, String uitleg) {
    this.code = code;
    this.uitleg = uitleg;
  }

  Bronweigering weiger(String bron) {
    return new Bronweigering(bron, code, uitleg.formatted(bron));
  }
}
