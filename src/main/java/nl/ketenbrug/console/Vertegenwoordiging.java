package nl.ketenbrug.console;

import java.util.List;

/**
 * Who acts for a debtor under curatele or bewind.
 *
 * @param maatregel curatele or bewind
 * @param sinds ISO date of its first day
 * @param omvang what it is about, in the words of the register, or null
 * @param artikel of the law that says who represents
 * @param vertegenwoordigers who that is; null for who does not hear of a change of it
 */
record Vertegenwoordiging(
    String maatregel,
    String sinds,
    String omvang,
    String artikel,
    List<Vertegenwoordiger> vertegenwoordigers) {

  /**
   * @param organisatie or null
   * @param sinds ISO date
   */
  record Vertegenwoordiger(String naam, String organisatie, String sinds) {}
}
