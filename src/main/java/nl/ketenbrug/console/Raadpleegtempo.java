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

  Raadpleegtempo(RaadplegenSettings settings) {
    this.tempos =
        RateLimiterRegistry.of(
            RateLimiterConfig.custom()
                .limitRefreshPeriod(TIJDVAK)
                .limitForPeriod(settings.perMinuut())
                .timeoutDuration(Duration.ZERO)
                .build());
  }

  /** Whether this partner may ask now; counts when it may. */
  boolean mag(Partner partner) {
    return tempos.rateLimiter(partner.code()).acquirePermission();
  }
}
