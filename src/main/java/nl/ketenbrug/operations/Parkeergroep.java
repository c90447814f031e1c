package nl.ketenbrug.operations;

import java.time.Instant;

/**
 * What stands on one parking queue for one reason.
 *
 * @param stap id of the step of the route at which it went wrong; null when that is not known
 * @param aantal messages
 * @param dossiers that these belong to; what has no dossier is not counted
 * @param oudste since when the first of them stands there
 * @param vrijTeGeven whether it is known to which queue they go back
 */
public record Parkeergroep(
    String parkeerplek,
    String stap,
    String reden,
    long aantal,
    long dossiers,
    Instant oudste,
    Instant jongste,
    boolean vrijTeGeven) {

  /** Which group. */
  public record Keuze(String parkeerplek, String stap, String reden) {}
}
