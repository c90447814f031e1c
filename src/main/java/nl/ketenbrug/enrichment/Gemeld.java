package nl.ketenbrug.enrichment;

import java.util.List;

/**
 * What an event from elsewhere says of a fact, in the words in which following compares.
 *
 * @param regel the rule that makes events of this fact
 * @param feit which fact, as {@link Verandering#feit()}
 * @param verwant other facts of that object that rules tell by some of the same fields
 * @param was how it was; empty when the event does not say
 * @param zegt how it is now, as {@link Verandering#zegt()}
 * @param lijst how it was, as {@link Verandering#lijst()}
 */
record Gemeld(
    Veranderregels.Regel regel,
    String feit,
    List<String> verwant,
    String was,
    String zegt,
    String lijst) {

  /**
   * All that following must say as well, for its event to be left out.
   *
   * @param adres whether a partner gets to see an address in it
   */
  String alles(boolean adres) {
    return Verandering.alles(zegt, lijst, regel.overAdres() && adres);
  }
}
