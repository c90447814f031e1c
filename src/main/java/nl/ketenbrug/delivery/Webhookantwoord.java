package nl.ketenbrug.delivery;

import java.time.Duration;

/**
 * What became of one request.
 *
 * @param code stable code of what went wrong; null when nothing did
 * @param status HTTP status; 0 when there was none
 * @param reden why the receiver refuses the event; null otherwise
 * @param later how long the receiver asks to wait; null when it does not say
 */
record Webhookantwoord(Soort soort, String code, int status, String reden, Duration later) {

  enum Soort {
    /** The receiver has it. */
    AANGENOMEN,
    /** The receiver will not take this event, and says why. */
    GEWEIGERD,
    /** The receiver wants nothing any more. */
    STOP,
    /** It did not succeed; the same event again, later. */
    MISLUKT
  }

  static Webhookantwoord aangenomen(int status) {
    return new Webhookantwoord(Soort.AANGENOMEN, null, status, null, null);
  }

  static Webhookantwoord geweigerd(int status, String reden) {
    return new Webhookantwoord(Soort.GEWEIGERD, null, status, reden, null);
  }

  static Webhookantwoord stop(int status) {
    return new Webhookantwoord(Soort.STOP, "webhook-stop", status, null, null);
  }

  static Webhookantwoord mislukt(String code, int status, Duration later) {
    return new Webhookantwoord(Soort.MISLUKT, code, status, null, later);
  }

  static Webhookantwoord mislukt(String code) {
    return mislukt(code, 0, null);
  }
}
