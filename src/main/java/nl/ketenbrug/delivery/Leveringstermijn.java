package nl.ketenbrug.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How long a partner may leave an event unconfirmed.
 *
 * @param werkdagen working days after the day on which it was laid ready; the last one counts whole
 * @param waarschuwing working days that the partner has at least after the warning
 */
public record Leveringstermijn(@Min(2) @Max(250) int werkdagen, @Min(1) int waarschuwing) {

  @JsonIgnore
  @AssertTrue(message = "is korter dan de termijn zelf: waarschuwing ligt onder werkdagen")
  public boolean isWaarschuwingKorter() {
    return waarschuwing < werkdagen;
  }

  /** As short as the partner chose; never longer than this one. */
  Leveringstermijn hoogstens(int gekozen) {
    int korter = Math.min(werkdagen, gekozen);
    return new Leveringstermijn(korter, Math.min(waarschuwing, korter - 1));
  }
}
