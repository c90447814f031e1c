package nl.ketenbrug.dossier;

import java.util.List;
import nl.ketenbrug.message.Oin;

/**
 * A dossier whose turn it is, as it stands now.
 *
 * @param invoer the kept inputs, still encrypted; null where none are kept or asked for
 * @param beslagen registration ids of the attachments that run
 * @param partijen who is a party by one of them
 */
public record Herzieningsdossier(
    Bvvstand stand, byte[] invoer, List<String> beslagen, List<Oin> partijen) {}
