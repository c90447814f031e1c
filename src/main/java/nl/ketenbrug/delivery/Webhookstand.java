package nl.ketenbrug.delivery;

import java.time.Instant;
import java.util.List;

/**
 * How the deliveries to a webhook go.
 *
 * @param poging failures in a row; 0 when it runs
 * @param misluktSinds the first of them, or since when what waits for an error leaves no room
 * @param wachtTot nothing is sent before; null when nothing waits
 * @param laatsteFout code of the last failure; stays after it was over
 * @param waarschuwingen steps of warning given since {@code misluktSinds}
 * @param handdrukAdres address at which the receiver agreed to get events
 * @param handdrukHerkomst our name in that agreement
 * @param perMinuut events a minute that it allows; null when it set no bound
 */
public record Webhookstand(
    int poging,
    Instant misluktSinds,
    Instant wachtTot,
    Instant laatsteGelukt,
    Instant laatsteMislukt,
    String laatsteFout,
    int waarschuwingen,
    String handdrukAdres,
    String handdrukHerkomst,
    Integer perMinuut) {

  static final Webhookstand NIEUW =
      new Webhookstand(0, null, null, null, null, null, 0, null, null, null);

  /**
   * What happens next: it runs, it waits, or one event is sent as a trial.
   *
   * @param fouten what the receiver answered with an error; that is a trial too while it took
   *     nothing since
   */
  public String toestand(Instant nu, List<Webhookwacht> fouten) {
    if (poging == 0 && fouten.stream().noneMatch(this::isNaLaatsteSucces)) {
      return "loopt";
    }
    return wachtTot != null && wachtTot.isAfter(nu) ? "wacht" : "proef";
  }

  private boolean isNaLaatsteSucces(Webhookwacht fout) {
    return laatsteGelukt == null || fout.sinds().isAfter(laatsteGelukt);
  }
}
