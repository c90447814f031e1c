package nl.ketenbrug.enrichment;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.dossier.Afleidingen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Events of the engine itself that cannot be sent. Read from the database once in a while. */
@Component
class Afleidingsmeters {

  private static final Logger LOG = LoggerFactory.getLogger(Afleidingsmeters.class);

  private final Afleidingen afleidingen;
  private final MultiGauge vast;

  Afleidingsmeters(Afleidingen afleidingen, MeterRegistry registry) {
    this.afleidingen = afleidingen;
    this.vast =
        MultiGauge.builder("ketenbrug.afleidingen.vast")
            .description("Gebeurtenissen van de motor zelf die niet te verzenden zijn, per code")
            .register(registry);
  }

  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
  void meet() {
    try {
      vast.register(
          afleidingen.vastPerCode().entrySet().stream()
              .map(een -> MultiGauge.Row.of(Tags.of("code", een.getKey()), een.getValue()))
              .toList(),
          true);
    } catch (DataAccessException e) {
      LOG.warn("Wat niet te verzenden is, is niet te lezen ({})", e.getClass().getSimpleName());
    }
  }
}
