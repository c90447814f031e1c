package nl.ketenbrug.message;

/**
 * Burgerservicenummer: nine digits that pass the elfproef (Besluit BSN). Leading zeros count.
 *
 * <p>A BSN stands in message bodies only; {@link #toString()} therefore never shows it, so that it
 * cannot reach a log line, a header or a metric by accident. Use {@link #value()} only where a body
 * is written.
 */
public record Bsn(String value) {

  public Bsn {
    if (value == null || !isGeldig(value)) {
      throw new IllegalArgumentException("Geen geldig burgerservicenummer");
    }
  }

  /** Whether this text could be one. */
  public static boolean isGeldig(String tekst) {
    return tekst.matches("\\d{9}") && passesElfproef(tekst);
  }

  private static boolean passesElfproef(String digits) {
    int sum = 0;
    for (int i = 0; i < 8; i++) {
      sum += (digits.charAt(i) - '0') * (9 - i);
    }
    sum -= digits.charAt(8) - '0';
    return sum % 11 == 0 && !digits.equals("000000000");
  }

  @Override
  public String toString() {
    return "Bsn[afgeschermd]";
  }
}
