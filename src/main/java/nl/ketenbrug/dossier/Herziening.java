package nl.ketenbrug.dossier;

import java.time.Instant;
import java.time.LocalDate;
import nl.ketenbrug.message.BerichtId;

/**
 * One recalculation of the stock of running attachments.
 *
 * @param proef compute only: nothing changes and nothing is sent
 * @param cijferbestand figures of the peildatum when it started, with their SHA-256 in {@code
 *     cijferhash}
 * @param geteld dossiers whose turn it was at the start
 * @param uitgezet dossiers handed out up to now, each with a row of its own
 * @param allesUitgezet there is nobody left to hand out
 * @param gestartDoor user name, or null when the engine began by itself
 * @param afgerondOp when it was done or cancelled, or null
 */
public record Herziening(
    BerichtId id,
    Reden reden,
    Modus modus,
    boolean proef,
    LocalDate peildatum,
    String cijferbestand,
    String cijferhash,
    Status status,
    long geteld,
    long uitgezet,
    boolean allesUitgezet,
    String gestartDoor,
    Instant gestartOp,
    Instant gewijzigdOp,
    Instant afgerondOp) {

  /** The same with this number of dossiers whose turn it is. */
  public Herziening met(long aantal) {
    return new Herziening(
        id,
        reden,
        modus,
        proef,
        peildatum,
        cijferbestand,
        cijferhash,
        status,
        aantal,
        uitgezet,
        allesUitgezet,
        gestartDoor,
        gestartOp,
        gewijzigdOp,
        afgerondOp);
  }

  /** Why the stock is computed again. The name in lower case is what the outside sees. */
  public enum Reden {
    /** The twelve months are over: a duty (art. 475d lid 3 onder a Rv). */
    TERMIJN,
    /** Other figures hold now: no ground by itself (A-INDEX), only at an operator's choice. */
    CIJFERS,
    /** Everybody, at an operator's choice. */
    ALLES,
    /** A source says something else that touches the amount (art. 475d lid 3 and 4 Rv). */
    WIJZIGING;

    public String naam() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Where the inputs come from. */
  public enum Modus {
    /** Asked anew at the sources. */
    STRENG,
    /** As they were kept, where the installation keeps them. */
    BEWAARD;

    public String naam() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public enum Status {
    LOOPT,
    GEPAUZEERD,
    GEREED,
    AFGEBROKEN;

    public String naam() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
