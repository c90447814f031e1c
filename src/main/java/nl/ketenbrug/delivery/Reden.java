package nl.ketenbrug.delivery;

/** A reason that a partner gives in words. It stands in the log for good. */
final class Reden {

  /** Characters. */
  static final int LANGSTE = 500;

  private Reden() {}

  /** Whether it is short text that names no person by a long number. */
  static boolean magInHetLog(String reden) {
    return reden.length() <= LANGSTE
        && reden.codePoints().allMatch(Reden::isTekst)
        && !reden.replaceAll("[ .-]", "").matches("(?s).*\\d{9}.*");
  }

  /** Half a pair of UTF-16 is no character; a database takes neither that nor a NUL. */
  private static boolean isTekst(int teken) {
    return !Character.isISOControl(teken) && Character.getType(teken) != Character.SURROGATE;
  }
}
