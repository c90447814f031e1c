package nl.ketenbrug.dossier;

import java.time.LocalDate;
import java.time.LocalTime;
import nl.ketenbrug.message.BerichtId;

/**
 * One attachment, or what the chain treats like one, as the register last reported it.
 *
 * @param soort kind, as in the canonical model: executoriaal-derdenbeslag, verrekening, …
 * @param bronVanInkomen the payment it lies on, as in the canonical model
 * @param derdeBeslagene loonheffingennummer or KvK number of the one who pays, or null
 * @param dag day of the attachment
 * @param tijd decides between attachments of one day, or null
 * @param rang as the attaching party stated it, or null
 * @param preferentie code of the claim's privilege; {@code concurrent} is none
 * @param status lopend, geschorst, beeindigd
 * @param eerste the event by which it became known
 */
public record Beslag(
    String registratieId,
    String soort,
    String bronVanInkomen,
    Beslaglegger beslaglegger,
    String derdeBeslagene,
    LocalDate dag,
    LocalTime tijd,
    Integer rang,
    String preferentie,
    String status,
    BerichtId eerste) {

  /** A suspended attachment still lies (art. 476 Rv suspends collecting only). */
  public boolean loopt() {
    return !status.equals("beeindigd");
  }
}
