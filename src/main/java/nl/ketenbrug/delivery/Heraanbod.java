package nl.ketenbrug.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * An order to put confirmed events before a partner once more, under the same id and number.
 *
 * @param partner code of the subscription
 * @param akkoordDoor the second person, where one was needed
 * @param omvang events that fell under it when it was given
 * @param aangeboden of these, put on the partner's queue
 * @param zonderInhoud of these, no longer to be had: the log keeps their body no more
 * @param perSeconde events a second at most
 */
public record Heraanbod(
    UUID id,
    String partner,
    String gevraagdDoor,
    Instant gevraagd,
    String akkoordDoor,
    Toestand toestand,
    int perSeconde,
    long omvang,
    long aangeboden,
    long zonderInhoud) {

  /** Where an order stands. */
  public enum Toestand {
    WACHT_OP_AKKOORD,
    LOOPT,
    GEPAUZEERD,
    GEREED,
    AFGEBROKEN;

    @JsonValue
    public String naam() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    static Toestand van(String naam) {
      return Arrays.stream(values()).filter(t -> t.naam().equals(naam)).findFirst().orElseThrow();
    }
  }

  /**
   * Which events; what is null does not narrow.
   *
   * @param verlopen only those that expired and were not confirmed since
   * @param vanaf lowest number
   * @param van from this moment of being laid ready
   * @param tot before this moment of being laid ready
   */
  public record Keuze(
      String partner,
      Long vanaf,
      Instant van,
      Instant tot,
      String gebeurtenistype,
      UUID berichtId,
      boolean verlopen) {}

  /**
   * What a choice holds.
   *
   * @param bevestigd confirmed: these can be offered again
   * @param staatKlaar not answered: these are on the partner's queue already
   * @param verlopen expired: these can be offered again too
   * @param geweigerd refused by the partner: set apart, an operator releases them
   */
  public record Telling(long bevestigd, long verlopen, long staatKlaar, long geweigerd) {

    /** How many can be offered again. */
    public long opnieuw() {
      return bevestigd + verlopen;
    }
  }
}
