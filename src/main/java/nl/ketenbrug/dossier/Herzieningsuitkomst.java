package nl.ketenbrug.dossier;

import nl.ketenbrug.message.Bedrag;
import nl.ketenbrug.message.Dossiersleutel;

/**
 * What became of one dossier in a recalculation.
 *
 * @param open a change that is sent but does not stand in the dossier yet
 * @param oud cents a month, or null
 * @param nieuw cents a month, or null when there is no new amount
 * @param code stable code of a refusal, or null
 * @param reden Dutch sentence of a refusal with its article, or null; holds no BSN
 * @param bericht the event of a change that is {@code open}, as it is sent; else null
 */
public record Herzieningsuitkomst(
    Dossiersleutel dossier,
    Soort soort,
    boolean open,
    Bedrag oud,
    Bedrag nieuw,
    String code,
    String reden,
    String bericht) {

  /** The same with the event that makes it known. */
  public Herzieningsuitkomst met(String gebeurtenis) {
    return new Herzieningsuitkomst(dossier, soort, open, oud, nieuw, code, reden, gebeurtenis);
  }

  public enum Soort {
    /** The first one: there was none to be replaced. */
    BEPAALD,
    GELIJK,
    HOGER,
    LAGER,
    /** The same amount on another basis (before the deductions of art. 475db Rv). */
    BASIS,
    /** The same amount and basis for a new period. */
    VERLENGD,
    /** The law or a source refuses; a person acts. */
    GEWEIGERD,
    /** A fault with this dossier, in what is kept of it or in the program; a person acts. */
    MISLUKT,
    /** Its turn passed: the attachment ended, or another determination came. */
    VERVALLEN,
    /** Computed and sent, but another determination came first. */
    INGEHAALD;

    public String naam() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
