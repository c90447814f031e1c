package nl.ketenbrug.enrichment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.dossier.Registraties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How much was registered late of late; read once in a while, so that asking costs nothing. */
@Component
class Registratiemeters implements MeterBinder {

  private static final Logger LOG = LoggerFactory.getLogger(Registratiemeters.class);

  private static final int DAGEN = 30;

  private final Registraties registraties;
  private final Clock clock;
  private volatile long teLaat;

  Registratiemeters(Registraties registraties, Clock clock) {
    this.registraties = registraties;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("ketenbrug.registraties.telaat", () -> teLaat)
        .description("Beslagmutaties van de laatste dertig dagen die na drie werkdagen kwamen")
        .register(registry);
  }

  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
  void meet() {
    try {
      teLaat =
          registraties.teLaat(
              LocalDate.now(clock.withZone(Registratiebewaker.NEDERLAND)).minusDays(DAGEN));
    } catch (DataAccessException e) {
      LOG.warn("De late registraties zijn niet te tellen ({})", e.getClass().getSimpleName());
    }
  }
}
