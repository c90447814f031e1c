package nl.ketenbrug.simulator.suwinet;

import java.time.LocalDate;

/**
 * An income statement: what an employer reported over one period. Amounts in cents.
 *
 * @param loonLbPh wage for wage tax and social contributions, with the holiday allowance that was
 *     paid in this period
 * @param ingehoudenLbPh withheld from it
 * @param vakantietoeslag holiday allowance paid in this period
 * @param opgebouwdeVakantietoeslag holiday allowance built up in this period
 */
record Opgave(
    LocalDate begin,
    LocalDate eind,
    int uren,
    long brutoloonSv,
    long loonLbPh,
    long ingehoudenLbPh,
    long vakantietoeslag,
    long opgebouwdeVakantietoeslag,
    long reiskosten) {}
