package nl.ketenbrug.simulator;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The day on which the scenario is played: today, or a day that was set. Only what the sources know
 * follows it; signatures and certificates keep to the real clock.
 */
final class Kalender extends Clock {

  private final Clock klok;
  private volatile LocalDate gezet;

  Kalender(Clock klok) {
    this.klok = klok;
  }

  /**
   * @param dag null for today again
   */
  void zet(LocalDate dag) {
    gezet = dag;
  }

  LocalDate vandaag() {
    return LocalDate.now(this);
  }

  @Override
  public Instant instant() {
    return Optional.ofNullable(gezet)
        .map(dag -> dag.atTime(LocalTime.NOON).atZone(getZone()).toInstant())
        .orElseGet(klok::instant);
  }

  @Override
  public ZoneId getZone() {
    return klok.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
