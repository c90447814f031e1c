package nl.ketenbrug.enrichment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import nl.ketenbrug.dossier.Herzieningen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Whether the duty of art. 475d lid 3 onder a Rv is done, as numbers to warn on. They are read from
 * the database once in a while, so that who asks for them costs nothing.
 */
@Component
class Herzieningsmeters implements MeterBinder {

  private static final Logger LOG = LoggerFactory.getLogger(Herzieningsmeters.class);

  private record Stand(long verstreken, long dagen, long tegengehouden, long wacht) {}

  private final Herzieningsbeheer beheer;
  private final Herzieningen herzieningen;
  private volatile Stand stand = new Stand(0, 0, 0, 0);

  Herzieningsmeters(Herzieningsbeheer beheer, Herzieningen herzieningen) {
    this.beheer = beheer;
    this.herzieningen = herzieningen;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("ketenbrug.herziening.termijn.verstreken", () -> stand.verstreken())
        .description("Dossiers van wie de twaalf maanden om zijn")
        .register(registry);
    Gauge.builder("ketenbrug.herziening.termijn.dagen", () -> stand.dagen())
        .description("Dagen dat de eerste van hen wacht")
        .register(registry);
    Gauge.builder("ketenbrug.herziening.termijn.tegengehouden", () -> stand.tegengehouden())
        .description("1 als een andere herziening die van vandaag tegenhoudt")
        .register(registry);
    Gauge.builder("ketenbrug.herziening.wacht", () -> stand.wacht())
        .description("Herzieningen die wachten op een bron die niemand antwoordt, of op cijfers")
        .register(registry);
  }

  @Scheduled(
      initialDelayString = "${ketenbrug.herziening.voeding}",
      fixedDelayString = "${ketenbrug.herziening.controle}")
  void meet() {
    try {
      Herzieningsbeheer.Termijnstand termijn = beheer.termijnstand();
      LocalDate oudste = termijn.achterstand().oudste();
      stand =
          new Stand(
              termijn.achterstand().dossiers(),
              oudste == null ? 0 : ChronoUnit.DAYS.between(oudste, beheer.vandaag()),
              termijn.tegengehoudenDoor() == null ? 0 : 1,
              herzieningen.wachtende());
    } catch (DataAccessException e) {
      LOG.warn("De herzieningen konden niet worden geteld ({})", e.getClass().getSimpleName());
    }
  }
}
