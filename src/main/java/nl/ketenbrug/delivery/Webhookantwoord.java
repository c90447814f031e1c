package nl.ketenbrug.delivery;

import java.time.Duration;
import java.util.Set;

/**
 * What became of one request.
 *
 * @param code stable code of what went wrong; null when nothing did
 * @param status HTTP status; 0 when there was none
 * @param reden why the receiver refuses the event; null otherwise
 * @param later how long the receiver asks to wait; null when it does not say
 */
record Webhookantwoord(Soort soort, String code, int status, String reden, Duration later) {

  /** Something answered, and not in HTTP. */
  static final String GEEN_HTTP = "webhook-geen-http";

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

  /** Statuses of a receiver, or of what stands before it, that takes nothing at the moment. */
  private static final Set<Integer> NU_NIETS = Set.of(408, 429, 502, 503, 504);

  /** Faults that are of one event although no status came. */
  private static final Set<String> VAN_DE_GEBEURTENIS =
      Set.of(GEEN_HTTP, "webhook-intern", "webhook-zonder-envelop");

  /**
   * Whether it may be about this event alone: the receiver is there, and answers it with an error;
   * or we could not even make the request. Everything else is about the receiver.
   */
  boolean overDeGebeurtenis() {
    if (soort != Soort.MISLUKT) {
      return false;
    }
    return status > 0 ? !NU_NIETS.contains(status) : VAN_DE_GEBEURTENIS.contains(code);
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
