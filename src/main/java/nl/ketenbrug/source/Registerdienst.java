package nl.ketenbrug.source;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;

/**
 * A register that tells only what changed since a moment, and gives one case at a time; from {@code
 * config/sources/<bron>.yaml}.
 *
 * @param namespace of question and answer; the action is this, a slash and the operation
 * @param vragen our own schema of the questions, from the top folder
 * @param schema our own schema of what the answers hold, from the top folder
 * @param maximum largest answer with one case, in bytes, envelope included
 * @param maximumLijst largest answer with a list, in bytes
 * @param tijdslimiet milliseconds that one question may take
 * @param vanaf ISO moment with offset: what is asked when nothing is known yet
 * @param rustigVan from when in the evening the register may be asked for everything, Dutch time
 * @param rustigTot until when in the morning; in the weekend it may be at any time
 * @param tempo how often it is asked what changed, and how many cases a minute
 */
public record Registerdienst(
    @NotBlank String namespace,
    @NotBlank String vragen,
    @NotBlank String schema,
    @Min(1024) long maximum,
    @Min(1024) long maximumLijst,
    @Min(100) int tijdslimiet,
    @NotBlank String vanaf,
    @NotNull @Pattern(regexp = TIJD) String rustigVan,
    @NotNull @Pattern(regexp = TIJD) String rustigTot,
    @NotNull @Valid Volgwijze tempo) {

  private static final String TIJD = "([01]\\d|2[0-3]):[0-5]\\d";

  /** The first moment to ask about. */
  public OffsetDateTime begin() {
    return OffsetDateTime.parse(vanaf);
  }

  /**
   * Whether it is quiet: at night or in the weekend.
   *
   * @param nu Dutch time
   */
  public boolean isRustig(ZonedDateTime nu) {
    DayOfWeek dag = nu.getDayOfWeek();
    LocalTime tijd = nu.toLocalTime();
    return dag == DayOfWeek.SATURDAY
        || dag == DayOfWeek.SUNDAY
        || !tijd.isBefore(LocalTime.parse(rustigVan))
        || tijd.isBefore(LocalTime.parse(rustigTot));
  }

  /** Bytes that the answer to this operation may have. */
  long maximum(String operatie) {
    return operatie.equals("getCase") ? maximum : maximumLijst;
  }

  @AssertTrue(message = "vanaf is een tijdstip met zijn verschil met UTC")
  boolean isMoment() {
    try {
      return vanaf == null || OffsetDateTime.parse(vanaf) != null;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
