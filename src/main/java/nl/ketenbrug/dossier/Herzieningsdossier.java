package nl.ketenbrug.dossier;

import java.time.Instant;
import java.util.List;
import nl.ketenbrug.message.Bedrag;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Oin;

/**
 * A dossier whose turn it is, as it stands now.
 *
 * @param stand the determination in force; null where there is none
 * @param bsn the number of the debtor, still encrypted; null where it is not kept
 * @param invoer the kept inputs, still encrypted; null where none are kept or asked for
 * @param beslagen registration ids of the attachments that run
 * @param partijen who is a party by one of them
 * @param poging the last try that failed, or null
 */
public record Herzieningsdossier(
    Dossiersleutel dossier,
    Bvvstand stand,
    byte[] bsn,
    byte[] invoer,
    List<String> beslagen,
    List<Oin> partijen,
    Instant poging) {

  /** The amount in force, or null. */
  public Bedrag bedrag() {
    return stand == null ? null : stand.bedrag();
  }
}
