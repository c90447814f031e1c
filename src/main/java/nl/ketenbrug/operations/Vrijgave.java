package nl.ketenbrug.operations;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

/**
 * An order to let a group of parked messages go on, to refuse them for good, or to withhold them
 * from their partner.
 *
 * @param toelichting why they are refused or withheld; null when they are let go
 * @param omvang messages that fell under it when it was given
 * @param gelukt of these, processed after all
 * @param teruggekomen of these, set apart again
 * @param overgeslagen of these, left where they are because an earlier one of their dossier came
 *     back or was left, because the broker did not give them, or because the order may not be
 *     carried out for them; or let go and ended without an answer of their partner: expired, or
 *     handed over on paper
 * @param afgewezen of these, refused for good
 * @param ingehouden of these, withheld from their partner
 * @param nietMeerGeparkeerd of these, gone because somebody else decided, or taken off because
 *     their partner accepted another copy
 * @param onderweg of these, let go while it is not known yet what becomes of them
 * @param perSeconde messages a second at most
 */
public record Vrijgave(
    UUID id,
    String parkeerplek,
    String stap,
    String reden,
    Daad daad,
    String toelichting,
    String gevraagdDoor,
    Instant gevraagd,
    Toestand toestand,
    int perSeconde,
    long omvang,
    long gelukt,
    long teruggekomen,
    long overgeslagen,
    long afgewezen,
    long ingehouden,
    long nietMeerGeparkeerd,
    long onderweg) {

  /** What becomes of the messages. */
  public enum Daad {
    VRIJGEVEN,
    AFWIJZEN,
    INHOUDEN;

    @JsonValue
    public String naam() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Daad van(String naam) {
      return Arrays.stream(values()).filter(d -> d.naam().equals(naam)).findFirst().orElseThrow();
    }
  }

  /** Where an order stands. */
  public enum Toestand {
    /** One message goes first; the others wait for what becomes of it. */
    PROEF,
    LOOPT,
    GEPAUZEERD,
    /** A message came back; a person decides whether the rest is tried. */
    GESTOPT,
    GEREED,
    AFGEBROKEN;

    @JsonValue
    public String naam() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Toestand van(String naam) {
      return Arrays.stream(values()).filter(t -> t.naam().equals(naam)).findFirst().orElseThrow();
    }
  }
}
