package nl.ketenbrug.console;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Berichtoverzicht;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Leaves on record who looked at which message, before it is shown (AVG article 5(2), article 32:
 * who processes personal data can show who saw them).
 */
@Component
class Inzage {

  private static final Logger LOG = LoggerFactory.getLogger(Inzage.class);

  private final Berichtenlog log;
  private final Clock klok;

  Inzage(Berichtenlog log, ObjectProvider<Clock> klok) {
    this.log = log;
    this.klok = klok.getIfAvailable(Clock::systemUTC);
  }

  /**
   * Records that {@code actor} is about to see these messages.
   *
   * @param waar how it is shown, for the reader of the log
   * @throws org.springframework.web.ErrorResponseException 503 when it cannot be recorded; then
   *     nothing may be shown
   */
  void legVast(List<Berichtoverzicht> berichten, String actor, String waar) {
    try {
      berichten.forEach(bericht -> log.schrijf(regel(bericht, actor, waar)));
    } catch (RuntimeException e) {
      LOG.error(
          "inzage-niet-vastgelegd: inzage is niet vast te leggen; er wordt niets getoond ({})",
          Oorzaken.metPlaats(e));
      LOG.debug("Inzage is niet vast te leggen", e);
      throw Problemen.fout(
          HttpStatus.SERVICE_UNAVAILABLE,
          "inzage-niet-vastgelegd",
          "Inzage niet vastgelegd",
          "Dat u dit bericht bekijkt kan nu niet worden vastgelegd; daarom wordt het niet"
              + " getoond.");
    }
  }

  private LogRegel regel(Berichtoverzicht bericht, String actor, String waar) {
    Instant nu = klok.instant();
    return new LogRegel(
        BerichtId.nieuw(nu).value(),
        nu,
        Stap.INGEZIEN,
        bericht.berichtId(),
        bericht.correlatieId(),
        bericht.oorzaakId(),
        null,
        bericht.type(),
        bericht.bron(),
        bericht.dossier(),
        null,
        null,
        null,
        null,
        actor,
        null,
        waar,
        null,
        null,
        null);
  }
}
