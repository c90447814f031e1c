package nl.ketenbrug.messagelog;

import java.time.Instant;
import java.util.UUID;

/**
 * Which messages, newest first. Every part but the limit may be null: then it does not restrict.
 *
 * @param van earliest moment of registration, inclusive
 * @param tot latest moment of registration, exclusive
 * @param type exact event type
 * @param na cursor: the {@code volgende} of the page before
 * @param limiet number of messages on a page, 1 to {@value #MAX_LIMIET}
 */
public record Logvraag(
    UUID berichtId,
    UUID correlatieId,
    Instant van,
    Instant tot,
    String type,
    Logcursor na,
    int limiet) {

  public static final int LIMIET = 50;
  public static final int MAX_LIMIET = 200;

  public Logvraag {
    if (limiet < 1 || limiet > MAX_LIMIET) {
      throw new IllegalArgumentException("limiet ligt tussen 1 en " + MAX_LIMIET);
    }
    if (van != null && tot != null && !van.isBefore(tot)) {
      throw new IllegalArgumentException("van ligt voor tot");
    }
  }

  /** The newest messages, without restriction. */
  public static Logvraag nieuwste() {
    return new Logvraag(null, null, null, null, null, null, LIMIET);
  }
}
