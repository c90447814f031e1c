package nl.ketenbrug.bvv;

import nl.ketenbrug.message.Bedrag;

/**
 * What Rv art. 475db deducts, cents a month, net and including vakantiebijslag; null means not
 * stated and counts as nothing.
 *
 * @param inkomenPartner unattached payments a to i of the spouse (lid 1 onder a)
 * @param eigenInkomen unattached payments a to i of the debtor (lid 1 onder b)
 * @param loonheffingAuto wage tax on private use of the employer's vehicle (lid 1 onder c)
 */
public record Aftrek(Bedrag inkomenPartner, Bedrag eigenInkomen, Bedrag loonheffingAuto) {

  public static final Aftrek GEEN = new Aftrek(null, null, null);
}
