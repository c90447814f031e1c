package nl.ketenbrug.console;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Webhook;
import nl.ketenbrug.delivery.Webhookstand;
import nl.ketenbrug.delivery.Webhookstanden;
import nl.ketenbrug.delivery.Webhookwacht;
import nl.ketenbrug.delivery.Webhookwachtenden;

/**
 * How the deliveries to a webhook go.
 *
 * @param adres scheme, host and path; a query may hold something that is nobody else's
 * @param toestand loopt, wacht (until {@code volgendePoging}), proef (one event, then the rest) or
 *     gepauzeerd
 * @param pogingen failures in a row
 * @param misluktSinds the first of them; null when it runs
 * @param volgendePoging null unless it waits
 * @param laatsteFout code of the last failure, also when it is over
 * @param waarschuwingen steps of warning since {@code misluktSinds}
 * @param pauzeNa when the subscription is paused if nothing succeeds before; null when it runs or
 *     is paused
 * @param perMinuut events a minute that the receiver allows; null when it set no bound
 * @param wachtend how many events the receiver answers with an error while it is there; each holds
 *     up its own dossier
 * @param gebeurtenissen the oldest of them, at most a hundred
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
    Integer perMinuut,
    int wachtend,
    List<Wachtend> gebeurtenissen) {

  private static final int HOOGSTENS = 100;

  /**
   * @param pogingen errors that the receiver answered
   * @param sinds the first of them
   * @param volgendePoging not before; null when it waits for its turn
   * @param fout code of the last one
   */
  record Wachtend(
      UUID berichtId,
      long volgnummer,
      int pogingen,
      Instant sinds,
      Instant volgendePoging,
      String fout) {

    static Wachtend van(Webhookwacht w) {
      return new Wachtend(
          w.berichtId(),
          w.volgnummer(),
          w.poging(),
          w.sinds(),
          w.wacht() ? w.wachtTot() : null,
          w.fout());
    }
  }

  /** While the subscription stands still there is no next attempt. */
  static Webhookbeeld van(
      Partner partner,
      Webhookstanden standen,
      Webhookwachtenden wachtenden,
      boolean gepauzeerd,
      Instant nu) {
    Webhook webhook = partner.webhook();
    if (webhook == null) {
      return null;
    }
    Webhookstand stand = standen.van(partner.code());
    Instant sinds = stand.misluktSinds();
    List<Webhookwacht> wachtend = wachtenden.van(partner.code());
    String toestand = gepauzeerd ? "gepauzeerd" : stand.toestand(nu, wachtend);
    return new Webhookbeeld(
        webhook.url().toString().replaceFirst("\\?.*", ""),
        webhook.vorm(),
        webhook.ondertekening(),
        toestand,
        stand.poging(),
        sinds,
        toestand.equals("wacht") ? stand.wachtTot() : null,
        stand.laatsteGelukt(),
        stand.laatsteMislukt(),
        stand.laatsteFout(),
        stand.waarschuwingen(),
        gepauzeerd || sinds == null ? null : sinds.plus(webhook.geduld()),
        stand.perMinuut(),
        wachtend.size(),
        wachtend.stream().limit(HOOGSTENS).map(Wachtend::van).toList());
  }
}
