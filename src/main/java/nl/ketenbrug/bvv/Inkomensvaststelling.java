package nl.ketenbrug.bvv;

import java.time.LocalDate;
import java.util.List;
import nl.ketenbrug.message.Bedrag;

/**
 * @param belastbaarJaarinkomen C: of debtor and spouse together, cents a year
 * @param begin first day of the indicatieperiode
 * @param eind last day of the indicatieperiode
 */
public record Inkomensvaststelling(
    Inkomensstrategie strategie,
    Bedrag belastbaarJaarinkomen,
    LocalDate begin,
    LocalDate eind,
    List<Verhouding> verhoudingen,
    List<Kwitantie.AannameRegel> aannames)
    implements Inkomensbepaling {

  public Inkomensvaststelling {
    verhoudingen = List.copyOf(verhoudingen);
    aannames = List.copyOf(aannames);
  }

  /**
   * What one income relation contributes.
   *
   * @param aantalOpgaven statements that were averaged
   * @param vakantietoeslagStructureel its payouts count as wage instead of the built-up part
   * @param epsStructureel the same for extra periode salaris
   * @param jaarinkomen cents a year, rounded half-up
   * @param nettoMaandinkomen including vakantiebijslag, cents a month, rounded half-up (A-NETTO)
   */
  public record Verhouding(
      String kenmerk,
      Inkomstenverhouding.Persoon van,
      Betalingssoort soort,
      int aantalOpgaven,
      LocalDate begin,
      LocalDate eind,
      boolean vakantietoeslagStructureel,
      boolean epsStructureel,
      Bedrag jaarinkomen,
      Bedrag nettoMaandinkomen) {}

  /** All net income of this person, cents a month; the debtor's is the base of Rv art. 475dc. */
  public Bedrag nettoMaandinkomen(Inkomstenverhouding.Persoon van) {
    return new Bedrag(
        verhoudingen.stream()
            .filter(v -> v.van() == van)
            .mapToLong(v -> v.nettoMaandinkomen().cent())
            .sum());
  }
}
