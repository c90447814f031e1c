package nl.ketenbrug.bench;

/**
 * Which message belongs to which dossier: they have their turn one after the other, and a third of
 * them with three to five messages back to back, so that the order of a dossier is put to the test.
 */
final class Martelvolgorde {

  /** What is to be delivered now. */
  record Plaats(int nummer, int dossier, boolean eigen) {}

  private static final int KORTSTE_STOOT = 3;
  private static final int STOTEN = 3;
  private static final int DERDE = 3;

  /** One in so many belongs to somebody whom the sources do not know at first. */
  private static final int GIF_PER = 7;

  private static final int EERSTE_GIF = 2;

  private final int dossiers;
  private int nummer;
  private int dossier;
  private int beurt;

  /** Messages of this turn that went. */
  private int gegaan;

  Martelvolgorde(int dossiers) {
    this.dossiers = dossiers;
  }

  Plaats volgende() {
    if (gegaan == berichten(dossier, beurt)) {
      dossier = (dossier + 1) % dossiers;
      beurt += dossier == 0 ? 1 : 0;
      gegaan = 0;
    }
    gegaan++;
    return new Plaats(nummer++, dossier, eigen());
  }

  /** Whether this one had a turn. */
  boolean isGeweest(int ander) {
    return beurt > 0 || ander <= dossier;
  }

  /** One more, when all turns are over. */
  Plaats slot(int dossier) {
    return new Plaats(nummer++, dossier, dossier % DERDE == 0);
  }

  /** Messages back to back that a dossier has in this turn. */
  private static int berichten(int dossier, int beurt) {
    return heeftStoot(dossier) ? KORTSTE_STOOT + (dossier + beurt) % STOTEN : 1;
  }

  /** One of each three next to each other, not always the same one. */
  static boolean heeftStoot(int dossier) {
    return (dossier + dossier / DERDE) % DERDE == 0;
  }

  /** Whether the sources do not know this one at first, of so many of whom they do not. */
  static boolean isGif(int dossier, int aantal) {
    return dossier % GIF_PER == EERSTE_GIF && dossier / GIF_PER < aantal;
  }

  /**
   * In a third of the dossiers the bailiff is {@code CORE}, in a third not, in a third later: in
   * the midst of what comes back to back, or from the second turn.
   */
  private boolean eigen() {
    return dossier % DERDE == 0 || dossier % DERDE == 2 && (beurt > 0 || gegaan > 1);
  }
}
