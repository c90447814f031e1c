/**
 * The law of the beslagvrije voet: Wetboek van Burgerlijke Rechtsvordering (Rv), second book,
 * articles 475 to 475i, as it reads from 1 January 2022, and for bank accounts from 2021.
 *
 * <p>Pure functions of what is passed in: no clock, no network, no settings. Figures come by date
 * from {@code config/bvv}. What the rules do not express is refused ({@link
 * nl.ketenbrug.bvv.Weigering}), never approximated. Amounts are whole cents at the edge and exact
 * fractions inside; there is one rounding, in {@link nl.ketenbrug.bvv.Maandbedrag#afgerond()}.
 *
 * <p>Start at {@link nl.ketenbrug.bvv.BeslagvrijeVoet}.
 */
package nl.ketenbrug.bvv;
