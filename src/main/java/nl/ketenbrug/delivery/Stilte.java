package nl.ketenbrug.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

/**
 * Hours in which the engine sends a partner nothing by itself, in Dutch time. A silence belongs to
 * the day on which it begins, and goes over midnight when it ends no later than it begins; one that
 * ends as it begins lasts a whole day.
 *
 * @param van first minute, such as 22:00
 * @param tot the minute at which it is over, such as 06:00
 * @param dagen the days on which it begins; null or empty is every day
 */
public record Stilte(
    @NotNull @Pattern(regexp = UUR, message = "is een tijd zoals 22:00") String van,
    @NotNull @Pattern(regexp = UUR, message = "is een tijd zoals 06:00") String tot,
    Set<@NotNull Dag> dagen) {

  public static final String UUR = "([01][0-9]|2[0-3]):[0-5][0-9]";

  public Stilte {
    dagen = dagen == null ? Set.of() : Set.copyOf(dagen);
  }

  /** Whether a week without holidays has a minute in which it is not silent. */
  public static boolean latenIetsOver(List<Stilte> stilten) {
    return Stiltetijden.latenIetsOver(stilten);
  }

  LocalTime begin() {
    return LocalTime.parse(van);
  }

  LocalTime einde() {
    return LocalTime.parse(tot);
  }

  boolean overMiddernacht() {
    return !einde().isAfter(begin());
  }

  /**
   * @param feestdag whether the day is a holiday of the Algemene termijnenwet
   */
  boolean geldtOp(DayOfWeek dag, boolean feestdag) {
    return dagen.isEmpty()
        || dagen.contains(Dag.values()[dag.ordinal()])
        || feestdag && dagen.contains(Dag.FEESTDAG);
  }

  /** Days of the week, in their order, and holidays that fall on a Monday to Friday. */
  public enum Dag {
    @JsonProperty("maandag")
    MAANDAG,
    @JsonProperty("dinsdag")
    DINSDAG,
    @JsonProperty("woensdag")
    WOENSDAG,
    @JsonProperty("donderdag")
    DONDERDAG,
    @JsonProperty("vrijdag")
    VRIJDAG,
    @JsonProperty("zaterdag")
    ZATERDAG,
    @JsonProperty("zondag")
    ZONDAG,
    @JsonProperty("feestdag")
    FEESTDAG
  }
}
