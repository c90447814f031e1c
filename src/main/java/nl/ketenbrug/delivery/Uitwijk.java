package nl.ketenbrug.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;

/**
 * A partner, or one dossier at a partner, that gets paper instead of its channel for a time.
 *
 * @param groep what was asked at once: a region, or a dossier at all partners
 * @param regio by which it was asked; null when not by a region
 * @param dossier pseudonymous key; null = everything of this partner
 * @param tot when it ends by itself; null = when somebody ends it
 * @param dicht channel amqp: since when the broker gives this partner nothing; null otherwise
 */
public record Uitwijk(
    UUID id,
    UUID groep,
    String partner,
    String regio,
    String dossier,
    Vorm vorm,
    String reden,
    Instant vanaf,
    Instant tot,
    String gevraagdDoor,
    boolean akkoordNodig,
    String akkoordDoor,
    Instant dicht,
    Instant beeindigd,
    String beeindigdDoor) {

  /** The file that a bundle is. */
  public enum Vorm {
    @JsonProperty("pdf")
    PDF,
    @JsonProperty("csv")
    CSV;

    public String naam() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Whether a second person has to say yes before it begins. */
  public boolean isWachtOpAkkoord() {
    return beeindigd == null && akkoordNodig && akkoordDoor == null;
  }
}
