package nl.ketenbrug.bvv;

import java.time.LocalDate;
import nl.ketenbrug.message.Bedrag;

/**
 * A periodic payment to the debtor.
 *
 * @param kenmerk the caller's own reference; never a BSN
 * @param netto cents a month, net as in Rv art. 475a lid 2
 * @param beslagdatum day of the oldest attachment on it, or null when not attached
 */
public record Betaling(String kenmerk, Betalingssoort soort, Bedrag netto, LocalDate beslagdatum) {}
