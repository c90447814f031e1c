package nl.ketenbrug.enrichment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.dossier.Insolventies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Whether the insolvency register is followed, as numbers to warn on; zero when it is not to be.
 * They are read from the database once in a while, so that who asks for them costs nothing.
 */
@Component
class Insolventiemeters implements MeterBinder {

  private static final Logger LOG = LoggerFactory.getLogger(Insolventiemeters.class);

  private record Stand(long uren, long vastgelopen) {}

  private final Insolventies insolventies;
  private final InsolventieSettings settings;
  private final Clock clock;
  private volatile Stand stand = new Stand(0, 0);

  Insolventiemeters(Insolventies insolventies, InsolventieSettings settings, Clock clock) {
    this.insolventies = insolventies;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("ketenbrug.insolventies.uren", () -> stand.uren())
        .description("Uren sinds het tijdstip tot waar het register is ingenomen")
        .register(registry);
    Gauge.builder("ketenbrug.insolventies.vastgelopen", () -> stand.vastgelopen())
        .description(
            "Zaken die drie keer of vaker niet in te nemen waren, en verdwijningen die nog niet te vertellen zijn")
        .register(registry);
  }

  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
  void meet() {
    if (!settings.aan()) {
      return;
    }
    try {
      Insolventies.Achterstand nu = insolventies.achterstand();
      stand = new Stand(Duration.between(nu.sinds(), clock.instant()).toHours(), nu.vastgelopen());
    } catch (DataAccessException e) {
      LOG.warn("De achterstand bij registers is niet te lezen ({})", e.getClass().getSimpleName());
    }
  }
}
