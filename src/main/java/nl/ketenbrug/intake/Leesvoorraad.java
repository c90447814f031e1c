package nl.ketenbrug.intake;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Readers at rest: to make one costs ten times what it takes to read a message of 2 kB. Each serves
 * one thread at a time.
 *
 * <p>One that refused is not used again: whatever state it is in, the next message has no part. And
 * none serves more than {@value #LEVEN} times: it keeps each name of an element that it ever met,
 * and in an envelope those may be any.
 */
final class Leesvoorraad<T> {

  static final int LEVEN = 1000;

  private final Supplier<T> maker;
  private final Queue<Lezer<T>> vrij = new ConcurrentLinkedQueue<>();

  Leesvoorraad(Supplier<T> maker) {
    this.maker = maker;
  }

  /** Reads something; throws what it refuses. */
  interface Werk<T, R, E extends Exception> {
    R lees(T lezer) throws E;
  }

  private record Lezer<T>(T zelf, int keren) {}

  <R, E extends Exception> R met(Werk<T, R, E> werk) throws E {
    Lezer<T> rust = vrij.poll();
    Lezer<T> lezer = rust == null ? new Lezer<>(maker.get(), 0) : rust;
    R gelezen = werk.lees(lezer.zelf());
    if (lezer.keren() + 1 < LEVEN) {
      vrij.add(new Lezer<>(lezer.zelf(), lezer.keren() + 1));
    }
    return gelezen;
  }
}
