package nl.ketenbrug.enrichment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.dossier.Signalen;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Whether signals about organisations are kept up with. Read from the database once in a while, so
 * that who asks for them costs nothing.
 */
@Component
class Signaalmeters implements MeterBinder {

  private static final Logger LOG = LoggerFactory.getLogger(Signaalmeters.class);
  private static final Signalen.Stand NIETS = new Signalen.Stand(null, 0, 0, 0);

  private final Signalen signalen;
  private final Bronnen bronnen;
  private final VolgSettings settings;
  private final Clock clock;
  private volatile Signalen.Stand stand = NIETS;

  Signaalmeters(Signalen signalen, Bronnen bronnen, VolgSettings settings, Clock clock) {
    this.signalen = signalen;
    this.bronnen = bronnen;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("ketenbrug.signalen.uren", this::uren)
        .description(
            "Uren sinds voor het laatst alle signalen gelezen waren, of sinds het begin; 0 als er niet gevolgd wordt")
        .register(registry);
    Gauge.builder("ketenbrug.signalen.open", () -> stand.open())
        .description("Signalen over organisaties in dossiers die nog te vertellen zijn")
        .register(registry);
    Gauge.builder("ketenbrug.signalen.apart", () -> stand.apart())
        .description("Signalen waar in dertig dagen geen gebeurtenis uit te maken was")
        .register(registry);
    Gauge.builder("ketenbrug.signalen.ongevolgd", () -> stand.ongevolgd())
        .description(
            "Signalen over organisaties die in geen dossier voorkomen, sinds het begin; van die is niets bewaard")
        .register(registry);
  }

  private double uren() {
    return stand.sinds() == null ? 0 : Duration.between(stand.sinds(), clock.instant()).toHours();
  }

  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
  void meet() {
    try {
      stand =
          bronnen.alle().stream()
              .filter(bron -> bron.isSignaaldienst() && settings.volgt(bron.naam()))
              .map(Bron::naam)
              .findFirst()
              .map(signalen::stand)
              .orElse(NIETS);
    } catch (DataAccessException e) {
      LOG.warn("De stand van de signalen is niet te lezen ({})", e.getClass().getSimpleName());
    }
  }
}
