package nl.ketenbrug.simulator.scenario;

/**
 * A fictional employer.
 *
 * @param loonheffingennummer nine digits, {@code L}, two digits
 * @param fiNr number of the legal person at the tax office, nine digits
 */
public record Werkgever(
    String naam,
    String loonheffingennummer,
    String fiNr,
    String straat,
    int huisnummer,
    String postcode,
    String plaats) {}
