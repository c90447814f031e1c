package nl.ketenbrug.delivery;

import java.time.Instant;
import java.util.Set;

/**
 * What a partner wants of what it is entitled to. It can only be less: the grondslag, the types,
 * the scope and the fields stand in the file.
 *
 * @param gebeurtenistypen the types that it wants; null for all of the file
 * @param filter which of these; null for all
 * @param sinds since when
 * @param door the account that chose so
 */
public record Abonnementkeuze(
    Set<String> gebeurtenistypen, Gebeurtenisfilter filter, Instant sinds, String door) {

  /** Whether an event passes that the file lets pass. */
  public boolean laatDoor(String type, String source) {
    return wil(type) && (filter == null || filter.laatDoor(type, source));
  }

  /** Whether it wants this type, from some source. */
  public boolean wil(String type) {
    return gebeurtenistypen == null || gebeurtenistypen.contains(type);
  }
}
