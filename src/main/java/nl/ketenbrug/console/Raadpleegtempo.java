package nl.ketenbrug.console;

import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import java.time.Duration;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.RaadplegenSettings;
import org.springframework.stereotype.Component;

/**
 * How often a partner may consult: looking before an attachment is one question at a time, going
 * through all numbers is not. A restart forgets the count.
 */
@Component
class Raadpleegtempo {

  static final Duration TIJDVAK = Duration.ofMinutes(1);

  private final RateLimiterRegistry tempos;
  private final RateLimiterRegistry weigeringen;

  Raadpleegtempo(RaadplegenSettings settings) {
    this.tempos = register(settings);
    this.weigeringen = register(settings);
  }

  private static RateLimiterRegistry register(RaadplegenSettings settings) {
    return RateLimiterRegistry.of(
        RateLimiterConfig.custom()
            .limitRefreshPeriod(TIJDVAK)
            .limitForPeriod(settings.perMinuut())
            .timeoutDuration(Duration.ZERO)
            .build());
  }

  /** Whether one more refusal of this partner goes on record; counts when it does. */
  boolean magVastleggen(Partner partner) {
    return weigeringen.rateLimiter(partner.code()).acquirePermission();
  }

  /** Whether this partner may ask now; counts when it may. */
  boolean mag(Partner partner) {
    return tempos.rateLimiter(partner.code()).acquirePermission();
  }
}
