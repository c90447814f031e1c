package nl.ketenbrug.bvv;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import nl.ketenbrug.message.Bedrag;

/**
 * Whether a determination must or may be made anew, and from when the new amount counts (Rv art.
 * 475d lid 3 to 5 and art. 475i lid 3 and 4).
 */
public final class Herbepaling {

  /** Rv art. 475i lid 3: four weeks after receipt of the notice. */
  private static final int MELDINGSTERMIJN_DAGEN = 28;

  private Herbepaling() {}

  /** What may lead to a new determination. */
  public enum Aanleiding {
    /** Rv art. 475d lid 3: informed, with reasons, of a structural change. */
    STRUCTURELE_WIJZIGING,
    /** Rv art. 475d lid 4: otherwise aware of relevant facts. */
    ANDERE_WETENSCHAP,
    /** New ceilings or norms on 1 January or 1 July: an option under lid 4 (A-INDEX). */
    NORMWIJZIGING
  }

  /** Something that happened, and when the attacher knew. */
  public record Feit(Aanleiding aanleiding, LocalDate bekendOp) {}

  public enum Mate {
    VERPLICHT,
    BEVOEGD,
    GEEN
  }

  /**
   * @param sinds the moment the duty or the awareness arose; null when there is neither
   */
  public record Oordeel(Mate mate, LocalDate sinds, String artikel, String reden) {}

  /**
   * First day of a new amount.
   *
   * @param aanname what it rests on beyond the law's text, or null
   */
  public record Ingang(LocalDate vanaf, String artikel, Kwitantie.AannameRegel aanname) {}

  /**
   * The strongest ground on {@code datum}, and of equals the earliest.
   *
   * @param geldigheid of the determination in force
   * @param feiten what became known since that determination
   */
  public static Oordeel beoordeel(Geldigheid geldigheid, LocalDate datum, List<Feit> feiten) {
    List<Feit> bekend =
        feiten.stream()
            .filter(f -> !f.bekendOp().isAfter(datum))
            .sorted(Comparator.comparing(Feit::bekendOp))
            .toList();
    LocalDate wijziging = eerste(bekend, true);
    boolean verstreken = !datum.isBefore(geldigheid.tot());
    if (verstreken && (wijziging == null || !geldigheid.tot().isAfter(wijziging))) {
      return new Oordeel(
          Mate.VERPLICHT,
          geldigheid.tot(),
          "Rv art. 475d lid 3",
          "De geldigheidsduur van de vaststelling is verstreken.");
    }
    if (wijziging != null) {
      return new Oordeel(
          Mate.VERPLICHT,
          wijziging,
          "Rv art. 475d lid 3",
          "Een structurele wijziging is met redenen gemeld.");
    }
    LocalDate overig = eerste(bekend, false);
    return overig == null
        ? new Oordeel(Mate.GEEN, null, "Rv art. 475d lid 2", "De vaststelling geldt nog.")
        : new Oordeel(
            Mate.BEVOEGD,
            overig,
            "Rv art. 475d lid 4",
            "Er zijn andere relevante feiten bekend. " + Aanname.INDEX.tekst());
  }

  /**
   * First day of the new amount. An increase counts from the moment the duty or awareness arose (Rv
   * art. 475d lid 5). For a decrease the law has no day; it counts from the first payment after the
   * notice, never back (A-DALING).
   */
  public static Ingang ingang(
      Bedrag oud, Bedrag nieuw, LocalDate sinds, LocalDate eersteBetalingNaMededeling) {
    return nieuw.compareTo(oud) > 0
        ? new Ingang(sinds, "Rv art. 475d lid 5", null)
        : new Ingang(eersteBetalingNaMededeling, "-", Aanname.DALING.regel());
  }

  /**
   * Rv art. 475i lid 3 and 4: circumstances that raise the amount and are reported within four
   * weeks after receipt of the notice count from the attachment, or from the new determination;
   * reported later, from the report (Rv art. 475d lid 5).
   *
   * @param begin day of the attachment (lid 3) or of the new determination (lid 4)
   */
  public static Ingang ingangNaMelding(
      LocalDate begin, LocalDate ontvangstMededeling, LocalDate melding, Wettermijn termijnen) {
    LocalDate laatste = termijnen.laatsteDag(ontvangstMededeling, MELDINGSTERMIJN_DAGEN);
    return melding.isAfter(laatste)
        ? new Ingang(melding, "Rv art. 475d lid 5", Aanname.DAGNUL.regel())
        : new Ingang(begin, "Rv art. 475i lid 3 en 4", Aanname.DAGNUL.regel());
  }

  private static LocalDate eerste(List<Feit> feiten, boolean structureel) {
    return feiten.stream()
        .filter(f -> (f.aanleiding() == Aanleiding.STRUCTURELE_WIJZIGING) == structureel)
        .map(Feit::bekendOp)
        .findFirst()
        .orElse(null);
  }
}
