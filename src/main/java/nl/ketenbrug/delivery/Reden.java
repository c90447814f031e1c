package nl.ketenbrug.delivery;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.message.Bsn;

/**
 * What people and partners say in words: why a partner refuses, why somebody pauses, releases or
 * withholds. It stands in the log for good, outside a message body, and so names nobody by number.
 */
public final class Reden {

  /** Characters. */
  public static final int LANGSTE = 500;

  private static final Pattern LANG = Pattern.compile("[0-9]{8,}");

  /** A day as people write it, of eight digits too; it makes no number with what stands beside. */
  private static final Pattern DAG =
      Pattern.compile(
          "(?<![0-9])([0-3][0-9]([-/.])[01][0-9]\\2(19|20)[0-9]{2}"
              + "|(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])(?![0-9])");

  /** What goes on to the next of a list; the comma of an amount has no space behind it. */
  private static final Pattern VOLGENDE = Pattern.compile("[,;:]\\s");

  private Reden() {}

  /** Whether it is short text that names no person by a long number. */
  static boolean magInHetLog(String reden) {
    return reden.length() <= LANGSTE
        && reden.codePoints().allMatch(Reden::isTekst)
        && !noemtNummer(reden);
  }

  /**
   * Whether it may name a person: nine digits or more of any script, whatever stands between that
   * is no letter, no day and goes on to nothing next ({@code , ; :} and a space); eight when a zero
   * before them makes a BSN. And nine that are a BSN, also when they are written as a list.
   */
  public static boolean noemtNummer(String reden) {
    String zonderDagen = DAG.matcher(metCijfers(reden)).replaceAll("x");
    return cijfers(VOLGENDE.matcher(zonderDagen).replaceAll("x")).anyMatch(Reden::isNummer)
        || cijfers(zonderDagen).anyMatch(Bsn::isGeldig);
  }

  private static String metCijfers(String reden) {
    return reden
        .codePoints()
        .map(teken -> Character.digit(teken, 10) < 0 ? teken : '0' + Character.digit(teken, 10))
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /** The long rows of digits, without what stands between them. */
  private static Stream<String> cijfers(String tekst) {
    StringBuilder kaal = new StringBuilder();
    tekst.codePoints().filter(Character::isLetterOrDigit).forEach(kaal::appendCodePoint);
    return LANG.matcher(kaal).results().map(MatchResult::group);
  }

  private static boolean isNummer(String cijfers) {
    return cijfers.length() > 8 || Bsn.isGeldig("0" + cijfers);
  }

  /** Half a pair of UTF-16 is no character; a database takes neither that nor a NUL. */
  public static boolean isTekst(int teken) {
    return !Character.isISOControl(teken) && Character.getType(teken) != Character.SURROGATE;
  }
}
