package nl.ketenbrug.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * What a partner gets in one file, and how far it is.
 *
 * @param uitgereikt when it was first given; null when it was not yet
 * @param gesloten when the last of it was answered; null while it is open
 * @param aantal events in it
 * @param open of these, not answered
 */
public record Batch(
    UUID id, Instant gemaakt, Instant uitgereikt, Instant gesloten, int aantal, int open) {

  /** Its name as a file. */
  public String bestandsnaam() {
    return "batch-" + id + ".csv";
  }
}
