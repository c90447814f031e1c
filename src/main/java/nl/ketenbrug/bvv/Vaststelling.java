package nl.ketenbrug.bvv;

import nl.ketenbrug.message.Bedrag;

/**
 * The beslagvrije voet, in cents a month.
 *
 * @param bedrag what the attachment must leave (Rv art. 475b lid 1)
 * @param basis after ceiling, woonlandfactor and increases, before the deductions of Rv art. 475db;
 *     rounded half-up to cents
 * @param plafond the ceiling of Rv art. 475da lid 1 for this household
 */
public record Vaststelling(Bedrag bedrag, Bedrag basis, Bedrag plafond, Kwitantie kwitantie)
    implements Uitkomst {}
