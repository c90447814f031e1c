package nl.ketenbrug.simulator.zending;

import java.time.Instant;
import java.time.LocalDate;
import nl.ketenbrug.simulator.scenario.Zending;

/**
 * What became of a message. Immutable.
 *
 * @param nummer from 1, in the order of delivery
 * @param stand where it is
 * @param pogingen how often it was offered
 * @param tijdstip of the last attempt by the real clock, or null
 * @param status HTTP status of the last attempt; null without an answer
 * @param antwoord its body, or why there was none
 */
record Verzending(
    int nummer,
    Zending zending,
    Stand stand,
    int pogingen,
    Instant tijdstip,
    Integer status,
    String antwoord) {

  /**
   * Where a message is. {@code EERDER}: answered in an earlier life of the simulator; {@code
   * MISLUKT}: its text cannot be made any more.
   */
  enum Stand {
    WACHT,
    OPNIEUW,
    BEANTWOORD,
    MISLUKT,
    EERDER
  }

  static Verzending nieuw(int nummer, Zending zending, boolean eerder) {
    return new Verzending(
        nummer, zending, eerder ? Stand.EERDER : Stand.WACHT, 0, null, null, null);
  }

  boolean isKlaar() {
    return stand != Stand.WACHT && stand != Stand.OPNIEUW;
  }

  boolean isTeDoen(LocalDate vandaag) {
    return !isKlaar() && !zending.dag().isAfter(vandaag);
  }

  Verzending na(Stand nu, Instant moment, Integer gegeven, String tekst) {
    return new Verzending(nummer, zending, nu, pogingen + 1, moment, gegeven, tekst);
  }
}
