package nl.ketenbrug.delivery;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import nl.ketenbrug.message.Bsn;

/** A reason that a partner gives in words. It stands in the log for good. */
final class Reden {

  /** Characters. */
  static final int LANGSTE = 500;

  private static final Pattern LANG = Pattern.compile("[0-9]{8,}");

  private Reden() {}

  /** Whether it is short text that names no person by a long number. */
  static boolean magInHetLog(String reden) {
    return reden.length() <= LANGSTE
        && reden.codePoints().allMatch(Reden::isTekst)
        && !noemtNummer(reden);
  }

  /** Nine digits or more, whatever stands between; eight when a zero before them makes a BSN. */
  private static boolean noemtNummer(String reden) {
    StringBuilder kaal = new StringBuilder();
    reden.codePoints().filter(Character::isLetterOrDigit).forEach(teken -> zet(kaal, teken));
    return LANG.matcher(kaal).results().map(MatchResult::group).anyMatch(Reden::isNummer);
  }

  private static void zet(StringBuilder kaal, int teken) {
    int cijfer = Character.digit(teken, 10);
    kaal.appendCodePoint(cijfer < 0 ? teken : '0' + cijfer);
  }

  private static boolean isNummer(String cijfers) {
    return cijfers.length() > 8 || Bsn.isGeldig("0" + cijfers);
  }

  /** Half a pair of UTF-16 is no character; a database takes neither that nor a NUL. */
  private static boolean isTekst(int teken) {
    return !Character.isISOControl(teken) && Character.getType(teken) != Character.SURROGATE;
  }
}
