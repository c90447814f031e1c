package nl.ketenbrug.dossier;

import java.time.Instant;
import java.time.LocalDate;
import nl.ketenbrug.message.BerichtId;

/**
 * One recalculation of the stock of running attachments.
 *
 * @param proef compute only: nothing changes and nothing is sent
 * @param peildatum day on which it began; who is computed later gets that later day, except in a
 *     {@code proef}
 * @param cijferbestand figures of the peildatum when it started, with their SHA-256 in {@code
 *     cijferhash}
 * @param geteld dossiers whose turn it was at the start
 * @param uitgezet dossiers handed out up to now, each with a row of its own
 * @param allesUitgezet there is nobody left to hand out
 * @param gestartDoor user name, or null when the engine began by itself
 * @param afgerondOp when it was done or cancelled, or null
 * @param zonderStand dossiers with a running attachment and without a determination at the start;
 *     null where they were not counted
 * @param onderweg dossiers whose turn it would have been, but of whom a change was on its way at
 *     the start; null where they were not counted
 * @param wacht what it waits for, or null
 * @param gewistOp when the outcomes by dossier were deleted, or null
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
    Instant afgerondOp,
    Long zonderStand,
    Long onderweg,
    Wacht wacht,
    Instant gewistOp) {

  /**
   * Why nobody is computed now.
   *
   * @param op name of the source that answers nobody, or {@code cijfers}
   * @param code stable code of what went wrong
   * @param reden Dutch sentence; holds no BSN
   * @param tot moment of the next try
   */
  public record Wacht(String op, String code, String reden, Instant sinds, Instant tot) {}

  /**
   * The same with these numbers of dossiers: whose turn it is, those without determination, and
   * those of whom a change is on its way.
   */
  public Herziening met(long aantal, long zonder, long wijzigingen) {
    return met(peildatum, cijferbestand, cijferhash, aantal, zonder, wijzigingen);
  }

  /** The same as it is carried out on this day, with the figures of this day. */
  public Herziening op(LocalDate dag, String bestand, String hash) {
    return met(dag, bestand, hash, geteld, zonderStand, onderweg);
  }

  private Herziening met(
      LocalDate dag, String bestand, String hash, long aantal, Long zonder, Long wijzigingen) {
    return new Herziening(
        id,
        reden,
        modus,
        proef,
        dag,
        bestand,
        hash,
        status,
        aantal,
        uitgezet,
        allesUitgezet,
        gestartDoor,
        gestartOp,
        gewijzigdOp,
        afgerondOp,
        zonder,
        wijzigingen,
        wacht,
        gewistOp);
  }

  /** Why the stock is computed again. The name in lower case is what the outside sees. */
  public enum Reden {
    /** The twelve months are over: a duty (art. 475d lid 3 onder a Rv). */
    TERMIJN,
    /** Other figures hold now: no ground by itself (A-INDEX), only at an operator's choice. */
    CIJFERS,
    /** Everybody, at an operator's choice. */
    ALLES,
    /** Who has a running attachment and no determination yet, where the sources can be asked. */
    ZONDER_STAND,
    /** A source says something else that touches the amount (art. 475d lid 3 and 4 Rv). */
    WIJZIGING;

    public String naam() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
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
