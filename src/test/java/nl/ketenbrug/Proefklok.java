package nl.ketenbrug;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/** A clock that stands where the test puts it. */
public final class Proefklok extends Clock {

  private final Supplier<Instant> nu;

  public Proefklok(Supplier<Instant> nu) {
    this.nu = nu;
  }

  @Override
  public Instant instant() {
    return nu.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
