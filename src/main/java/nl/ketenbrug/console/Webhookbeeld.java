package nl.ketenbrug.console;

import java.time.Instant;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Webhook;
import nl.ketenbrug.delivery.Webhookstand;
import nl.ketenbrug.delivery.Webhookstanden;

/**
 * How the deliveries to a webhook go.
 *
 * @param adres scheme, host and path; a query may hold something that is nobody else's
 * @param toestand loopt, wacht (until {@code volgendePoging}), proef (one event, then the rest) or
 *     gepauzeerd
 * @param pogingen failures in a row
 * @param misluktSinds the first of them; null when it runs
 * @param laatsteFout code of the last failure, also when it is over
 * @param waarschuwingen steps of warning since {@code misluktSinds}
 * @param pauzeNa when the subscription is paused if nothing succeeds before; null when it runs or
 *     is paused
 * @param perMinuut events a minute that the receiver allows; null when it set no bound
 */
record Webhookbeeld(
    String adres,
    Webhook.Vorm vorm,
    boolean ondertekend,
    String toestand,
    int pogingen,
    Instant misluktSinds,
    Instant volgendePoging,
    Instant laatsteGelukt,
    Instant laatsteMislukt,
    String laatsteFout,
    int waarschuwingen,
    Instant pauzeNa,
    Integer perMinuut) {

  /** While the subscription stands still there is no next attempt. */
  static Webhookbeeld van(Partner partner, Webhookstanden standen, boolean gepauzeerd, Instant nu) {
    Webhook webhook = partner.webhook();
    if (webhook == null) {
      return null;
    }
    Webhookstand stand = standen.van(partner.code());
    Instant sinds = stand.misluktSinds();
    return new Webhookbeeld(
        webhook.url().toString().replaceFirst("\\?.*", ""),
        webhook.vorm(),
        webhook.ondertekening(),
        gepauzeerd ? "gepauzeerd" : stand.toestand(nu),
        stand.poging(),
        sinds,
        gepauzeerd || stand.poging() == 0 ? null : stand.wachtTot(),
        stand.laatsteGelukt(),
        stand.laatsteMislukt(),
        stand.laatsteFout(),
        stand.waarschuwingen(),
        gepauzeerd || sinds == null ? null : sinds.plus(webhook.geduld()),
        stand.perMinuut());
  }
}
