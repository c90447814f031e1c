package nl.ketenbrug.enrichment;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an event from elsewhere says of a fact, in the words in which following compares.
 *
 * @param regel the rule that makes events of this fact
 * @param feit which fact, as {@link Verandering#feit()}
 * @param verwant other facts of that object that rules tell by some of the same fields
 * @param was how it was; empty when the event does not say
 * @param zegt how it is now, as {@link Verandering#zegt()}; empty when the event does not say
 * @param lijst how it was, as {@link Verandering#lijst()}
 */
record Gemeld(
    Veranderregels.Regel regel,
    String feit,
    List<String> verwant,
    String was,
    String zegt,
    String lijst) {

  /** Whether the event says how it is now. */
  boolean zegtHoeHetIs() {
    return !zegt.isEmpty();
  }

  /** The fact and those that are related to it. */
  Stream<String> feiten() {
    return Stream.concat(Stream.of(feit), verwant.stream());
  }

  /**
   * All that following must say as well, for its event to be left out.
   *
   * @param adres whether a partner gets to see an address in it
   */
  String alles(boolean adres) {
    return Verandering.alles(zegt, lijst, regel.overAdres() && adres);
  }
}
