package nl.ketenbrug.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * What follows from the seed: each blow has a chance of its own, so that one that found nothing to
 * hit, and is tried again, changes none that comes after it.
 */
final class Martelloting {

  private final long seed;
  private int nummer;
  private int poging;
  private Random random;

  Martelloting(long seed) {
    this.seed = seed;
    this.random = lot(seed, 0, 0);
  }

  /** Neighbouring seeds give chances that are not alike. */
  private static Random lot(long seed, int nummer, int poging) {
    long eigen = seed * 1_000_003L + nummer * 64L + poging;
    return new Random(new SplittableRandom(eigen).nextLong());
  }

  /** From here on it is about the next blow. */
  void volgende() {
    nummer++;
    poging = 0;
    random = lot(seed, nummer, poging);
  }

  /** From here on it is about another attempt at the same blow. */
  void nogEens() {
    poging++;
    random = lot(seed, nummer, poging);
  }

  /**
   * @return from 0, less than this
   */
  int onder(int grens) {
    return random.nextInt(grens);
  }

  <T> T een(List<T> keuze) {
    return keuze.get(random.nextInt(keuze.size()));
  }

  /** In an order of chance. */
  static <T> List<T> geschud(List<T> alle, long seed, int keer) {
    List<T> geschud = new ArrayList<>(alle);
    Collections.shuffle(geschud, lot(seed, -1, keer));
    return geschud;
  }
}
