package nl.ketenbrug.bvv;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The receipt: everything needed to follow the calculation by hand and to repeat it years later. A
 * tree of records, strings, numbers and dates that a JSON mapper writes and reads plainly. Holds no
 * name and no number of a person.
 *
 * @param regelversie version of the rules in this package
 * @param cijferbestand the figures file used
 * @param peildatum day of the determination
 * @param rechtVan day whose law and figures were used; differs from {@code peildatum} only in a
 *     recalculation with the law of another day
 * @param invoer every input with its source
 * @param invoerDigest SHA-256 over the canonical text of {@code invoer}
 * @param stappen in the order of the law
 * @param cijfers the figures used, each once
 * @param aannames what the result rests on beyond the law's text
 * @param bedragCent the beslagvrije voet, cents a month
 * @param basisCent before the deductions of Rv art. 475db, cents a month
 * @param plafondCent the ceiling of Rv art. 475da lid 1, cents a month
 * @param geldigVanaf first day
 * @param geldigTot first day on which the determination no longer holds (Rv art. 475d lid 2)
 * @param verhogingTot first day without the increase of Rv art. 475da lid 5, or null
 */
public record Kwitantie(
    String regelversie,
    Bestand cijferbestand,
    LocalDate peildatum,
    LocalDate rechtVan,
    List<Invoer> invoer,
    String invoerDigest,
    List<Stap> stappen,
    List<GebruiktCijfer> cijfers,
    List<AannameRegel> aannames,
    long bedragCent,
    long basisCent,
    long plafondCent,
    LocalDate geldigVanaf,
    LocalDate geldigTot,
    LocalDate verhogingTot) {

  public Kwitantie {
    invoer = List.copyOf(invoer);
    stappen = List.copyOf(stappen);
    cijfers = List.copyOf(cijfers);
    aannames = List.copyOf(aannames);
  }

  /** The same receipt without the names of rules and figures: what was computed from what. */
  Berekening berekening() {
    return new Berekening(
        peildatum,
        rechtVan,
        invoer,
        stappen,
        List.of(bedragCent, basisCent, plafondCent),
        geldigVanaf,
        geldigTot,
        Optional.ofNullable(verhogingTot));
  }

  /** What has to come out again when a receipt is computed anew. */
  record Berekening(
      LocalDate peildatum,
      LocalDate rechtVan,
      List<Invoer> invoer,
      List<Stap> stappen,
      List<Long> centen,
      LocalDate geldigVanaf,
      LocalDate geldigTot,
      Optional<LocalDate> verhogingTot) {}

  /** A figures file and the SHA-256 of its bytes. */
  public record Bestand(String naam, String sha256) {}

  /**
   * One input.
   *
   * @param waarde canonical text: cents, an ISO date, {@code ja} or {@code nee}, or a name
   * @param eenheid {@code cent}, {@code cent/jaar}, {@code cent/maand}, {@code cent/termijn},
   *     {@code datum}, {@code factor}, {@code maanden} or {@code -}
   * @param herkomst where it came from, for example {@code opgegeven}, {@code brp}, {@code polis}
   */
  public record Invoer(String naam, String waarde, String eenheid, String herkomst) {}

  /**
   * One step.
   *
   * @param id stable name
   * @param formule in words and letters of the article
   * @param onafgerond outcome in euros a month, in full
   * @param afgerondCent the same for display; only the last step is really rounded
   */
  public record Stap(
      String id,
      String artikel,
      String omschrijving,
      String formule,
      List<Operand> operanden,
      String onafgerond,
      long afgerondCent) {

    public Stap {
      operanden = List.copyOf(operanden);
    }
  }

  /** A value that a step used. */
  public record Operand(String naam, String waarde, String eenheid) {}

  /** A figure that the calculation used, as its file states it. */
  public record GebruiktCijfer(
      String naam,
      String voor,
      String waarde,
      String eenheid,
      String artikel,
      String status,
      String bron) {}

  /** An assumption: its code and a Dutch sentence. */
  public record AannameRegel(String code, String tekst) {}
}
