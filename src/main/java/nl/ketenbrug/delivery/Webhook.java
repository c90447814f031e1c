package nl.ketenbrug.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;

/**
 * Where and how the engine sends a partner its events: CloudEvents 1.0 over HTTP.
 *
 * @param url where to; https, or http to this machine
 * @param vorm how an event stands in a request; binary when left out
 * @param sleutelbos name of a bundle under {@code spring.ssl.bundle} with our key and certificate,
 *     and with the authorities that are trusted; null: no certificate of ours, authorities of the
 *     JDK
 * @param ondertekening whether each request is signed; true when left out
 * @param geduld how long nothing may succeed before the subscription is paused; three days when
 *     left out
 * @param handdruk whether the receiver is asked first if it wants events of ours; true when left
 *     out
 */
public record Webhook(
    @NotNull(message = "ontbreekt (webhook-adres-ongeldig)") URI url,
    Vorm vorm,
    String sleutelbos,
    Boolean ondertekening,
    Duration geduld,
    Boolean handdruk) {

  private static final Duration DRIE_DAGEN = Duration.ofDays(3);

  public Webhook {
    vorm = vorm == null ? Vorm.BINAIR : vorm;
    ondertekening = ondertekening == null || ondertekening;
    geduld = geduld == null ? DRIE_DAGEN : geduld;
    handdruk = handdruk == null || handdruk;
  }

  /** The two ways of the HTTP binding of CloudEvents. */
  public enum Vorm {
    /** Attributes in {@code ce-} headers, the event's own XML as the body. */
    @JsonProperty("binair")
    BINAIR,
    /** All of it in one JSON document. */
    @JsonProperty("gestructureerd")
    GESTRUCTUREERD
  }
}
