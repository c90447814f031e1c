package nl.ketenbrug.enrichment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.dossier.Bronverloop;
import nl.ketenbrug.dossier.Volgindicaties;
import nl.ketenbrug.dossier.Volgingen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Whether the source that tells who changed is kept up with, and what sources give that nothing
 * reads. Read from the database once in a while, so that who asks for them costs nothing.
 */
@Component
class Volgmeters implements MeterBinder {

  private static final Logger LOG = LoggerFactory.getLogger(Volgmeters.class);

  private record Stand(
      long uren, long teVertellen, Bronverloop.Aantal verloop, List<String> dicht) {}

  private final Volgindicaties indicaties;
  private final Volgingen volgingen;
  private final Volgtempo tempo;
  private final Bronverloop verloop;
  private final VolgSettings settings;
  private final String brp;
  private final Clock clock;
  private volatile Stand stand = new Stand(0, 0, new Bronverloop.Aantal(0, 0), List.of());

  Volgmeters(
      Volgindicaties indicaties,
      Volgingen volgingen,
      Volgtempo tempo,
      Bronverloop verloop,
      VolgSettings settings,
      VerrijkingSettings verrijking,
      Clock clock) {
    this.indicaties = indicaties;
    this.volgingen = volgingen;
    this.tempo = tempo;
    this.verloop = verloop;
    this.settings = settings;
    this.brp = verrijking.brp();
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("ketenbrug.volgen.wijzigingen.uren", () -> stand.uren())
        .description(
            "Uren sinds de bron voor het laatst zei over wie iets wijzigde, of sinds de eerste vraag; 0 zonder zo'n bron")
        .register(registry);
    Gauge.builder("ketenbrug.volgen.volgindicaties.open", () -> stand.teVertellen())
        .description("Hoe vaak aan die bron nog te vertellen is dat het volgen begon of eindigde")
        .register(registry);
    Gauge.builder("ketenbrug.bronverloop.velden", () -> stand.verloop().ruw())
        .tag("soort", "ruw")
        .description("Velden die bronnen geven en die niets leest")
        .register(registry);
    Gauge.builder("ketenbrug.bronverloop.velden", () -> stand.verloop().canoniek())
        .tag("soort", "canoniek")
        .description("Velden die bronnen geven en die niets leest")
        .register(registry);
    for (String bron : settings.bronnen()) {
      Gauge.builder("ketenbrug.volgen.gestopt", () -> stand.dicht().contains(bron) ? 1 : 0)
          .tag("bron", bron)
          .description("1: deze bron staat onze vragen niet toe en wordt niet meer gevraagd")
          .register(registry);
    }
  }

  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
  void meet() {
    try {
      Volgindicaties.Achterstand nu =
          tempo
              .dienst(brp)
              .filter(bron -> settings.aan())
              .map(bron -> indicaties.achterstand(bron.naam()))
              .orElse(new Volgindicaties.Achterstand(null, 0));
      long uren = nu.sinds() == null ? 0 : Duration.between(nu.sinds(), clock.instant()).toHours();
      stand = new Stand(uren, nu.teVertellen(), verloop.aantal(), volgingen.dicht());
    } catch (DataAccessException e) {
      LOG.warn("De stand van het volgen is niet te lezen ({})", e.getClass().getSimpleName());
    }
  }
}
