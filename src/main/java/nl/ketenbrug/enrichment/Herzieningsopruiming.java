package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import nl.ketenbrug.dossier.Herzieningen;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Deletes what became of each dossier once nobody needs it: amounts and refusals of a person are
 * personal data (art. 5 lid 1 onder e AVG). The totals of the recalculation stay. What a court
 * needs stands in the log.
 */
@Component
class Herzieningsopruiming {

  private static final Logger LOG = LoggerFactory.getLogger(Herzieningsopruiming.class);

  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  /** Recalculations in one round, and dossiers in one deletion: no lock is held for long. */
  private static final int HERZIENINGEN = 10;

  private static final int DOSSIERS = 10_000;

  private final Herzieningen herzieningen;
  private final Berichtenlog losLog;
  private final HerzieningSettings settings;
  private final Clock clock;

  Herzieningsopruiming(
      Herzieningen herzieningen,
      @Qualifier("losBerichtenlog") Berichtenlog losLog,
      HerzieningSettings settings,
      Clock clock) {
    this.herzieningen = herzieningen;
    this.losLog = losLog;
    this.settings = settings;
    this.clock = clock;
  }

  @Scheduled(
      initialDelayString = "${ketenbrug.herziening.controle}",
      fixedDelayString = "${ketenbrug.herziening.controle}")
  void ruimOp() {
    Instant grens = clock.instant().atZone(NEDERLAND).minus(settings.bewaartermijn()).toInstant();
    try {
      herzieningen.teWissen(grens, HERZIENINGEN).forEach(this::wis);
    } catch (DataAccessException | TransactionException | JmsException e) {
      LOG.warn(
          "Uitkomsten konden niet worden gewist ({}); bij de volgende ronde wel",
          e.getClass().getSimpleName());
    }
  }

  /** Totals first; who falls out half way goes on with the rest, and tells it at the end. */
  private void wis(BerichtId id) {
    herzieningen.bewaarVerslag(id);
    while (herzieningen.wis(id, DOSSIERS) > 0) {
      LOG.debug("Van herziening {} zijn uitkomsten gewist", id);
    }
    herzieningen.isGewist(id, () -> meld(id));
  }

  private void meld(BerichtId id) {
    losLog.schrijf(
        new LogRegelBouwer(Stap.BESTUURD, id, clock.instant())
            .bron(Herzieningswerk.BRON)
            .reden(
                "gewist",
                "bewaartermijn %s om: de uitkomsten van %d dossiers zijn gewist, de tellingen niet"
                    .formatted(settings.bewaartermijn(), herzieningen.verslag(id).berekend()))
            .bouw());
  }
}
