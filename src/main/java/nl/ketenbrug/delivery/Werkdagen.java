package nl.ketenbrug.delivery;

import java.time.LocalDate;

/** Knows working days: no Saturday, no Sunday, no holiday of the Algemene termijnenwet. */
@FunctionalInterface
public interface Werkdagen {

  /**
   * The last day of a term of so many working days; the day itself does not count.
   *
   * @param aantal 1 or more
   */
  LocalDate na(LocalDate dag, int aantal);
}
