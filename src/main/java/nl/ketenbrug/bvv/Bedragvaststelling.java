package nl.ketenbrug.bvv;

import java.time.LocalDate;
import nl.ketenbrug.message.Bedrag;

/**
 * The beslagvrije voet without its receipt, in cents a month.
 *
 * @param bedrag what the attachment must leave (Rv art. 475b lid 1)
 * @param basis after ceiling, woonlandfactor and increases, before the deductions of Rv art. 475db;
 *     rounded half-up to cents
 * @param plafond the ceiling of Rv art. 475da lid 1 for this household
 * @param geldigTot first day on which the determination no longer holds (Rv art. 475d lid 2)
 */
public record Bedragvaststelling(Bedrag bedrag, Bedrag basis, Bedrag plafond, LocalDate geldigTot)
    implements Bedragbepaling {}
