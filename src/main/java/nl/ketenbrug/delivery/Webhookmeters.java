package nl.ketenbrug.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How deliveries to webhooks go, as numbers to warn on. A webhook that waits is no fault of this
 * engine and leaves its health alone.
 */
@Component
class Webhookmeters {

  private static final Logger LOG = LoggerFactory.getLogger(Webhookmeters.class);

  private final MeterRegistry registry;
  private final Webhookstanden standen;
  private final Webhookwachtenden wachtenden;
  private final Clock clock;
  private volatile Map<String, Webhookstand> gemeten = Map.of();
  private volatile Map<String, Long> wachtend = Map.of();
  private volatile boolean onleesbaar;

  Webhookmeters(
      MeterRegistry registry,
      Partners partners,
      Webhookstanden standen,
      Webhookwachtenden wachtenden,
      Clock clock) {
    this.registry = registry;
    this.standen = standen;
    this.wachtenden = wachtenden;
    this.clock = clock;
    partners.metWebhook().forEach(partner -> volg(partner.code()));
  }

  private void volg(String partner) {
    Gauge.builder("ketenbrug.webhook.storing.seconden", () -> storing(partner))
        .tag("partner", partner)
        .description("Hoe lang er bij de webhook niets lukt; 0 als het loopt")
        .register(registry);
    Gauge.builder("ketenbrug.webhook.waarschuwing", () -> stand(partner).waarschuwingen())
        .tag("partner", partner)
        .description("De stap van waarschuwing; 0 is geen")
        .register(registry);
    Gauge.builder("ketenbrug.webhook.wachtend", () -> wachtend.getOrDefault(partner, 0L))
        .tag("partner", partner)
        .description(
            "Gebeurtenissen waarop de ontvanger een fout antwoordt; elk houdt haar dossier op")
        .register(registry);
  }

  /** Counts a request by what became of it. */
  void tel(String partner, Webhookantwoord antwoord) {
    registry
        .counter(
            "ketenbrug.webhook.pogingen",
            "partner",
            partner,
            "uitkomst",
            antwoord.soort().name().toLowerCase(Locale.ROOT))
        .increment();
  }

  @Scheduled(fixedDelay = 15_000)
  void meet() {
    try {
      gemeten = standen.alle();
      wachtend = wachtenden.aantallen();
      onleesbaar = false;
    } catch (DataAccessException e) {
      if (!onleesbaar) {
        LOG.warn(
            "Hoe het met de webhooks gaat is niet te lezen ({})", e.getClass().getSimpleName());
      }
      onleesbaar = true;
    }
  }

  private Webhookstand stand(String partner) {
    return gemeten.getOrDefault(partner, Webhookstand.NIEUW);
  }

  private long storing(String partner) {
    Instant sinds = stand(partner).misluktSinds();
    return sinds == null ? 0 : Math.max(0, Duration.between(sinds, clock.instant()).toSeconds());
  }
}
