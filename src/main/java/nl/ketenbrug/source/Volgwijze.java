package nl.ketenbrug.source;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.LocalTime;

/**
 * How often and when a source may be asked about people who are followed.
 *
 * @param elke seconds between two questions about one person; people are spread over that time
 * @param perMinuut questions a minute at most, of all engines together
 * @param van first moment of the day at which it may be asked, Dutch time
 * @param tot last moment of the day, not included
 * @param terugval seconds until it is asked again after it could not answer; twice as long each
 *     time
 * @param terugvalHoogstens seconds at most
 */
public record Volgwijze(
    @Min(1) long elke,
    @Min(1) int perMinuut,
    @NotNull @Pattern(regexp = TIJD) String van,
    @NotNull @Pattern(regexp = TIJD) String tot,
    @Min(1) long terugval,
    @Min(1) long terugvalHoogstens) {

  private static final String TIJD = "([01]\\d|2[0-3]):[0-5]\\d|24:00";

  /** The same for somebody about whom there is too much to ask in one turn. */
  public Volgwijze inBeurten(int beurten) {
    return new Volgwijze(
        Math.max(1, elke / beurten), perMinuut, van, tot, terugval, terugvalHoogstens);
  }

  /** Whether it may be asked at this time of the day. */
  public boolean isOpen(LocalTime nu) {
    return !nu.isBefore(LocalTime.parse(van))
        && (tot.equals("24:00") || nu.isBefore(LocalTime.parse(tot)));
  }

  /**
   * How long to leave it in peace.
   *
   * @param pogingen failures in a row, from one
   */
  public Duration wacht(int pogingen) {
    int verdubbelingen = Math.min(Math.max(pogingen - 1, 0), 30);
    return Duration.ofSeconds(
        Math.min(terugvalHoogstens, terugval * (1L << Math.min(verdubbelingen, 20))));
  }

  @AssertTrue(message = "van ligt voor tot, en is niet 24:00")
  boolean isDagdeel() {
    return van == null || tot == null || (!van.equals("24:00") && van.compareTo(tot) < 0);
  }
}
