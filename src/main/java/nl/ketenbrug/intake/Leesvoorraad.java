package nl.ketenbrug.intake;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Readers at rest: to make one costs ten times what it takes to read a message of 2 kB. Each serves
 * one thread at a time.
 *
 * <p>One that refused is not used again: whatever state it is in, the next message has no part. And
 * none reads more than {@value #LEVEN} characters, or is kept after one message of {@value #GROOT}:
 * it keeps each name of an element that it ever met, ten bytes for each character, and in an
 * envelope those may be any. Of messages of 2 kB one in five hundred makes a new reader.
 *
 * <p>Not bounded here: the names that Saxon keeps of the trees (its NamePool), for as long as an
 * engine runs; after a million different ones it refuses each message that brings a new one.
 */
final class Leesvoorraad<T> {

  static final int LEVEN = 1 << 20;

  static final int GROOT = 256 << 10;

  private final Supplier<T> maker;
  private final Queue<Lezer<T>> vrij = new ConcurrentLinkedQueue<>();

  Leesvoorraad(Supplier<T> maker) {
    this.maker = maker;
  }

  /** Reads something; throws what it refuses. */
  interface Werk<T, R, E extends Exception> {
    R lees(T lezer) throws E;
  }

  /**
   * @param gelezen characters so far
   */
  private record Lezer<T>(T zelf, int gelezen) {}

  /**
   * @param lengte of what is read, in characters
   */
  <R, E extends Exception> R met(int lengte, Werk<T, R, E> werk) throws E {
    Lezer<T> rust = vrij.poll();
    Lezer<T> lezer = rust == null ? new Lezer<>(maker.get(), 0) : rust;
    R gelezen = werk.lees(lezer.zelf());
    if (lengte < GROOT && lezer.gelezen() + lengte < LEVEN) {
      vrij.add(new Lezer<>(lezer.zelf(), lezer.gelezen() + lengte));
    }
    return gelezen;
  }
}
