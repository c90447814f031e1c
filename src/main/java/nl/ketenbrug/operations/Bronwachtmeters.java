package nl.ketenbrug.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.dossier.Bronuitval.Stand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How much waits for which source. Read from the database once in a while. */
@Component
class Bronwachtmeters {

  private static final Logger LOG = LoggerFactory.getLogger(Bronwachtmeters.class);

  private final Bronwacht wacht;
  private final MultiGauge berichten;

  Bronwachtmeters(Bronwacht wacht, MeterRegistry registry) {
    this.wacht = wacht;
    this.berichten =
        MultiGauge.builder("ketenbrug.wacht.op.bron")
            .description("Berichten die wachten tot een bron weer antwoordt")
            .register(registry);
  }

  @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
  void meet() {
    try {
      List<Stand> stand = wacht.stand();
      berichten.register(
          stand.stream()
              .map(een -> MultiGauge.Row.of(Tags.of("bron", een.bron()), een.berichten()))
              .toList(),
          true);
    } catch (DataAccessException e) {
      LOG.warn("Wat op een bron wacht is niet te lezen ({})", e.getClass().getSimpleName());
    }
  }

  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
  void ruimOp() {
    try {
      wacht.ruimOp();
    } catch (DataAccessException e) {
      LOG.warn("Wat niet meer wacht is niet op te ruimen ({})", e.getClass().getSimpleName());
    }
  }
}
