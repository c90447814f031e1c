package nl.ketenbrug.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Follows withdrawals and corrections until everyone who got what they name has confirmed them, and
 * says in numbers which are not; a person settles what cannot be confirmed.
 */
@Service
public class Herroepingsvolger {

  private static final Logger LOG = LoggerFactory.getLogger(Herroepingsvolger.class);

  private final Herroepingsstanden standen;
  private final Berichtenlog log;
  private final Brokertransactie broker;
  private final Clock clock;
  private volatile Herroepingsstanden.Achterstand stand =
      new Herroepingsstanden.Achterstand(0, null);

  Herroepingsvolger(
      Herroepingsstanden standen,
      Berichtenlog log,
      Brokertransactie broker,
      Clock clock,
      MeterRegistry registry) {
    this.standen = standen;
    this.log = log;
    this.broker = broker;
    this.clock = clock;
    Gauge.builder("ketenbrug.herroepingen.open", () -> stand.aantal())
        .description("Intrekkingen en correcties die niet ieder bevestigde die het eerdere kreeg")
        .register(registry);
    Gauge.builder("ketenbrug.herroepingen.oudste.uren", this::uren)
        .description("Hoe lang de oudste daarvan open is; 0 als er geen is")
        .register(registry);
  }

  /**
   * Settles it for one partner, which knows it in another way, with who says so in the log: at the
   * broker before the database commits, so that nothing is settled without its record.
   *
   * @return false when somebody did before
   */
  @Transactional
  public boolean doeAf(Herroepingsstand herroeping, String partner, String wie, String hoe) {
    if (!standen.doeAf(herroeping.berichtId(), partner, wie, hoe)) {
      return false;
    }
    LogRegel regel =
        new LogRegelBouwer(Stap.AFGEDAAN, new BerichtId(herroeping.berichtId()), clock.instant())
            .gebeurtenistype(herroeping.gebeurtenistype())
            .dossier(herroeping.dossier())
            .partner(partner, null)
            .actor(wie)
            .reden(herroeping.soort(), hoe)
            .bouw();
    broker.doe(() -> log.schrijf(regel));
    return true;
  }

  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
  void kijk() {
    try {
      standen.rondAf();
      stand = standen.achterstand();
    } catch (DataAccessException e) {
      LOG.warn("Open herroepingen zijn niet te tellen ({})", e.getClass().getSimpleName());
    }
  }

  private long uren() {
    Instant oudste = stand.oudste();
    return oudste == null ? 0 : Duration.between(oudste, clock.instant()).toHours();
  }
}
