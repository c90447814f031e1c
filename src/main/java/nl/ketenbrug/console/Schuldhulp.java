package nl.ketenbrug.console;

/**
 * Debt help that runs.
 *
 * @param soort aanmelding, schuldregeling, stabilisatie or moratorium
 * @param sinds ISO date of its first day
 * @param tot ISO date of its last day, or null when none is known
 * @param stoptInning whether by law nothing may be collected today
 * @param artikel of the law, or null when the law says nothing
 * @param toelichting what it does, and what was assumed
 */
record Schuldhulp(
    String soort,
    String sinds,
    String tot,
    boolean stoptInning,
    String artikel,
    String toelichting) {}
