package nl.ketenbrug.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a partner wants of what it is entitled to. It can only be less: the grondslag, the types,
 * the scope and the fields stand in the file.
 *
 * @param gebeurtenistypen the types that it wants; null for all of the file
 * @param filter which of these; null for all
 * @param termijn working days within which it wants to confirm, shorter than the file; null as
 *     there
 * @param tempo events a minute that it wants, no more than the file; null as there
 * @param stilte silences that it wants besides those of the file; null for none
 * @param sinds since when
 * @param door the account that chose so
 */
public record Abonnementkeuze(
    Set<String> gebeurtenistypen,
    Gebeurtenisfilter filter,
    Integer termijn,
    Integer tempo,
    List<Stilte> stilte,
    Instant sinds,
    String door) {

  /** Without a rate and silences. */
  public Abonnementkeuze(
      Set<String> gebeurtenistypen,
      Gebeurtenisfilter filter,
      Integer termijn,
      Instant sinds,
      String door) {
    this(gebeurtenistypen, filter, termijn, null, null, sinds, door);
  }

  /** Whether it wants events of this type. */
  public boolean wil(String type) {
    return (gebeurtenistypen == null || gebeurtenistypen.contains(type))
        && (filter == null || filter.laatDoor(type));
  }
}
