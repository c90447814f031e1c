package nl.ketenbrug.dossier;

import java.time.LocalTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who collects for all who attached the payments of one debtor: article 478 lid 1 and 2 Rv.
 *
 * <p>That not all will be paid in full (lid 1) is taken as given: no register knows the contrary.
 */
public final class Coordinatie {

  /** Laid by a bailiff's writ. */
  private static final String DOOR_DEURWAARDER = "executoriaal-derdenbeslag";

  /** Laid by a creditor who needs no bailiff (lid 2). */
  private static final Set<String> ZONDER_DEURWAARDER =
      Set.of("vereenvoudigd-derdenbeslag", "loonvordering");

  private static final String CONCURRENT = "concurrent";
  private static final String GEEN_PERIODIEKE_BETALING = "geen-periodieke-betaling";

  private static final Comparator<Beslag> OUDSTE_EERST =
      Comparator.comparing(Beslag::dag)
          .thenComparing(Beslag::tijd, Comparator.nullsLast(LocalTime::compareTo))
          .thenComparing(Beslag::eerste);

  private Coordinatie() {}

  /**
   * @param lid the part of article 478 Rv: 1 or 2
   */
  public record Uitkomst(Beslag beslag, int lid) {}

  /**
   * The attachment whose party coordinates.
   *
   * @param beslagen all of one debtor, running or not
   * @return empty when no attachment that counts runs
   */
  public static Optional<Uitkomst> bepaal(Collection<Beslag> beslagen) {
    List<Beslag> volgorde =
        beslagen.stream().filter(Coordinatie::teltMee).sorted(OUDSTE_EERST).toList();
    if (volgorde.isEmpty()) {
      return Optional.empty();
    }
    Beslag oudste = volgorde.get(0);
    if (!doorDeurwaarder(oudste) && isHogerBevoorrecht(oudste, volgorde)) {
      return Optional.of(new Uitkomst(oudste, 2));
    }
    return Optional.of(
        new Uitkomst(
            volgorde.stream().filter(Coordinatie::doorDeurwaarder).findFirst().orElse(oudste), 1));
  }

  /**
   * Attachments under a third party on a payment of article 475c. A set-off, a withholding at the
   * source or a payment arrangement is no attachment, and a bank balance or movables are no such
   * payment. Suspension does not end an attachment.
   */
  static boolean teltMee(Beslag beslag) {
    return beslag.loopt()
        && beslag.dag() != null
        && (doorDeurwaarder(beslag) || ZONDER_DEURWAARDER.contains(beslag.soort()))
        && !GEEN_PERIODIEKE_BETALING.equals(beslag.bronVanInkomen());
  }

  /**
   * Higher than every later one. Which of two privileges is the higher follows from substantive law
   * (art. 3:278 ff. BW, art. 21 IW 1990) and stands in no register; so it is certain only towards
   * claims without privilege.
   */
  private static boolean isHogerBevoorrecht(Beslag oudste, List<Beslag> volgorde) {
    return !CONCURRENT.equals(oudste.preferentie())
        && volgorde.stream().skip(1).allMatch(later -> CONCURRENT.equals(later.preferentie()));
  }

  private static boolean doorDeurwaarder(Beslag beslag) {
    return DOOR_DEURWAARDER.equals(beslag.soort());
  }
}
