package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import nl.ketenbrug.bvv.Wettermijn;
import nl.ketenbrug.delivery.Stilte.Dag;
import org.junit.jupiter.api.Test;

class StiltetijdenTest {

  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");
  private static final Stilte NACHT = new Stilte("22:00", "06:00", null);
  private final Stiltetijden tijden = new Stiltetijden(new Wettermijn(Set.of())::naWerkdagen);

  @Test
  void aSilenceGoesOverMidnightAndItsEndDoesNotCount() {
    assertThat(tot("2026-11-16T21:59:59", NACHT)).isNull();
    assertThat(tot("2026-11-16T22:00:00", NACHT)).isEqualTo(op("2026-11-17T06:00:00"));
    assertThat(tot("2026-11-17T05:59:59", NACHT)).isEqualTo(op("2026-11-17T06:00:00"));
    assertThat(tot("2026-11-17T06:00:00", NACHT)).isNull();
  }

  @Test
  void aSilenceBelongsToTheDayOnWhichItBegins() {
    Stilte vrijdagnacht = new Stilte("22:00", "06:00", Set.of(Dag.VRIJDAG));
    assertThat(tot("2026-11-20T23:00:00", vrijdagnacht)).as("Friday").isNotNull();
    assertThat(tot("2026-11-21T05:00:00", vrijdagnacht)).as("Saturday morning").isNotNull();
    assertThat(tot("2026-11-20T05:00:00", vrijdagnacht)).as("Friday morning").isNull();
    assertThat(tot("2026-11-21T23:00:00", vrijdagnacht)).as("Saturday night").isNull();
  }

  @Test
  void silencesThatMeetAreOne() {
    Stilte weekend = new Stilte("00:00", "00:00", Set.of(Dag.ZATERDAG, Dag.ZONDAG));
    assertThat(tot("2026-11-20T23:00:00", NACHT, weekend))
        .as("Friday evening until Monday morning")
        .isEqualTo(op("2026-11-23T06:00:00"));
  }

  @Test
  void holidaysOfTheTermijnenwetAreKnown() {
    Stilte feest = new Stilte("00:00", "00:00", Set.of(Dag.FEESTDAG));
    assertThat(tot("2026-04-27T12:00:00", feest))
        .as("Koningsdag, a Monday")
        .isEqualTo(op("2026-04-28T00:00:00"));
    assertThat(tot("2026-04-28T12:00:00", feest)).isNull();
    assertThat(tot("2026-12-25T12:00:00", feest)).as("first day of Christmas").isNotNull();
    assertThat(tot("2026-12-26T12:00:00", feest)).as("a Saturday is named as such").isNull();
  }

  @Test
  void itKeepsDutchTimeWhenTheClockChanges() {
    // On 25 October 2026 the hour from two to three comes twice: the night lasts nine hours.
    assertThat(tijden.tot(List.of(NACHT), Instant.parse("2026-10-24T20:00:00Z")))
        .contains(Instant.parse("2026-10-25T05:00:00Z"));
    // On 28 March 2027 it is skipped: seven hours.
    assertThat(tijden.tot(List.of(NACHT), Instant.parse("2027-03-27T21:00:00Z")))
        .contains(Instant.parse("2027-03-28T04:00:00Z"));
    Stilte inHetGat = new Stilte("02:30", "04:00", null);
    assertThat(tijden.tot(List.of(inHetGat), Instant.parse("2027-03-28T01:29:00Z"))).isEmpty();
    assertThat(tijden.tot(List.of(inHetGat), Instant.parse("2027-03-28T01:30:00Z")))
        .contains(Instant.parse("2027-03-28T02:00:00Z"));
  }

  @Test
  void aWeekKeepsAMinute() {
    assertThat(Stilte.latenIetsOver(List.of())).isTrue();
    assertThat(Stilte.latenIetsOver(List.of(NACHT))).isTrue();
    assertThat(Stilte.latenIetsOver(List.of(NACHT, new Stilte("06:00", "22:00", null)))).isFalse();
    assertThat(Stilte.latenIetsOver(List.of(new Stilte("08:00", "08:00", null)))).isFalse();
  }

  private Instant tot(String moment, Stilte... stilten) {
    return tijden.tot(List.of(stilten), op(moment)).orElse(null);
  }

  private static Instant op(String lokaal) {
    return LocalDateTime.parse(lokaal).atZone(NEDERLAND).toInstant();
  }
}
