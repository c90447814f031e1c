package nl.ketenbrug.delivery;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import nl.ketenbrug.message.Bsn;

/**
 * What people and partners say in words: why a partner refuses, why somebody pauses, releases or
 * withholds. It stands in the log for good, outside a message body, and so names nobody by number.
 */
public final class Reden {

  /** Characters. */
  public static final int LANGSTE = 500;

  private static final Pattern LANG = Pattern.compile("[0-9]{8,}");

  /** A day as people write it: of eight digits too, and one in eleven passes the elfproef. */
  private static final Pattern DAG =
      Pattern.compile(
          "[0-3][0-9]([-/.])[01][0-9]\\1(19|20)[0-9]{2}|(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]");

  private Reden() {}

  /** Whether it is short text that names no person by a long number. */
  static boolean magInHetLog(String reden) {
    return reden.length() <= LANGSTE
        && reden.codePoints().allMatch(Reden::isTekst)
        && !noemtNummer(reden);
  }

  /**
   * Whether it may name a person: nine digits or more of any script, whatever stands between that
   * is no letter; eight when a zero before them makes a BSN and they are not written as a day.
   */
  public static boolean noemtNummer(String reden) {
    StringBuilder kaal = new StringBuilder();
    reden.codePoints().filter(Character::isLetterOrDigit).forEach(teken -> zet(kaal, teken));
    return LANG.matcher(kaal)
        .results()
        .map(MatchResult::group)
        .anyMatch(cijfers -> isNummer(cijfers, reden));
  }

  private static void zet(StringBuilder kaal, int teken) {
    int cijfer = Character.digit(teken, 10);
    kaal.appendCodePoint(cijfer < 0 ? teken : '0' + cijfer);
  }

  private static boolean isNummer(String cijfers, String reden) {
    return cijfers.length() > 8 || (Bsn.isGeldig("0" + cijfers) && !isDag(cijfers, reden));
  }

  private static boolean isDag(String cijfers, String reden) {
    return DAG.matcher(reden)
        .results()
        .anyMatch(dag -> dag.group().replaceAll("[^0-9]", "").equals(cijfers));
  }

  /** Half a pair of UTF-16 is no character; a database takes neither that nor a NUL. */
  public static boolean isTekst(int teken) {
    return !Character.isISOControl(teken) && Character.getType(teken) != Character.SURROGATE;
  }
}
