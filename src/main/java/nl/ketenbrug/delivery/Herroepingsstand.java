package nl.ketenbrug.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * How far a withdrawal or correction is with everyone who got what it names.
 *
 * @param betreft the event that is withdrawn or corrected
 * @param soort intrekking or correctie
 * @param dossier pseudonymous key
 * @param open whether it is not settled yet with somebody
 */
public record Herroepingsstand(
    UUID berichtId,
    UUID betreft,
    String soort,
    String gebeurtenistype,
    String dossier,
    Instant sinds,
    boolean open,
    List<Bij> afnemers) {

  /**
   * How far it is with one partner.
   *
   * @param toelichting who settled it otherwise and how; null when nobody did
   */
  public record Bij(String naam, Stand stand, String toelichting) {}

  /** How far it is. */
  public enum Stand {
    /** The partner accepted the withdrawal. */
    BEVESTIGD,
    /** It is laid ready, and the partner did not answer yet. */
    OPENSTAAND,
    /** The partner refused it; it is set apart. */
    GEWEIGERD,
    /** The partner did not answer it in its term; it stands on queue {@code verlopen}. */
    VERLOPEN,
    /**
     * The partner got the earlier event and not this one: it has no right to this type, or a person
     * withheld it.
     */
    NIET_GELEVERD,
    /** A person settled it otherwise. */
    AFGEDAAN;

    /** Whether nothing is left to be done about it. */
    boolean isGeregeld() {
      return this == BEVESTIGD || this == AFGEDAAN;
    }

    @JsonValue
    public String naam() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Stand van(String naam) {
      return Arrays.stream(values()).filter(s -> s.naam().equals(naam)).findFirst().orElseThrow();
    }
  }
}
