package nl.ketenbrug.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * An order to put events before a partner once more, under the same id and number.
 *
 * @param partner code of the subscription
 * @param akkoordDoor the second person, where one was needed; never who asked
 * @param keuze what was asked for; null of an order of before that was kept
 * @param omvang events that fell under it when it was given
 * @param onderweg of these, claimed: perhaps on the partner's queue, perhaps not yet
 * @param aangeboden of these, put on the partner's queue
 * @param bevestigd of the offered ones, confirmed since: only these reached the partner for sure;
 *     null when an older engine offered some of them, which did not note what was
 * @param zonderInhoud of these, no longer to be had: the log keeps their body no more
 * @param inmiddelsBeantwoord of these, unconfirmed when they were asked for and answered since
 * @param nietGegeven of these, still on queue {@code verlopen}: the broker did not give them
 * @param achterhaald of these, what withdraws or corrects them stands on the partner's queue or was
 *     read since they were asked for: behind that they are not offered
 * @param perSeconde events a second at most
 */
public record Heraanbod(
    UUID id,
    String partner,
    String gevraagdDoor,
    Instant gevraagd,
    String akkoordDoor,
    Toestand toestand,
    Keuze keuze,
    int perSeconde,
    long omvang,
    long onderweg,
    long aangeboden,
    Long bevestigd,
    long zonderInhoud,
    long inmiddelsBeantwoord,
    long nietGegeven,
    long achterhaald) {

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
   * @param vanaf lowest number
   * @param van from this moment of being laid ready
   * @param tot before this moment of being laid ready
   * @param dossier the pseudonymous key of one debtor
   * @param verlopen only those that expired and were not confirmed since
   * @param bevestigd also those that the partner confirmed; without it only what it did not
   */
  public record Keuze(
      @JsonIgnore String partner,
      Long vanaf,
      Instant van,
      Instant tot,
      String gebeurtenistype,
      UUID berichtId,
      String dossier,
      boolean verlopen,
      boolean bevestigd) {}

  /**
   * What a choice holds.
   *
   * @param bevestigd confirmed, or handed over on paper: offered again only when the choice asks
   *     for these too
   * @param verlopen expired: offered again
   * @param staatKlaar not answered: these stand on the partner's queue
   * @param geweigerd refused by the partner: set apart, an operator releases them
   * @param opnieuw how many an order offers, with what withdraws or corrects these
   */
  public record Telling(
      long bevestigd, long verlopen, long staatKlaar, long geweigerd, long opnieuw) {}

  /**
   * One event of an order.
   *
   * @param aanbod which offering of this event to this partner it became, the first one of all
   *     counted; null when it was not offered
   * @param uitkomst what became of it; null as long as its turn has not come
   * @param bevestigd whether the partner confirmed it since
   */
  public record Regel(
      long volgnummer, UUID berichtId, Integer aanbod, String uitkomst, boolean bevestigd) {}
}
