package nl.ketenbrug;

import java.util.Map;
import java.util.TreeMap;

/**
 * An event that a year must give.
 *
 * @param over the event that it corrects or withdraws, or null
 * @param velden values of its content: {@code oud.} and {@code nieuw.} before a name for what it
 *     was and became; an empty one must not be there
 */
record Verwachting(
    String bsn, int ronde, String type, Verwachting over, Map<String, String> velden) {

  Verwachting {
    velden = new TreeMap<>(velden);
  }

  boolean isIntrekking() {
    return over != null && !type.endsWith("-gecorrigeerd");
  }

  @Override
  public String toString() {
    return "ronde %d %s %s".formatted(ronde, type, velden);
  }
}
