package nl.ketenbrug.simulator.bron;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** State of one source: how it behaves now, what it counted and its last requests. Thread-safe. */
public final class Bronstand {

  /** So many requests are kept; older ones go. */
  static final int BEWAARDE_VERZOEKEN = 50;

  /**
   * What the control API shows.
   *
   * @param verzoeken number of requests seen since the start or the last reset
   * @param uitkomsten the same number, split by outcome
   */
  public record Overzicht(
      Bron bron, Regeling regeling, long verzoeken, Map<Uitkomst, Long> uitkomsten) {}

  private final Bron bron;
  private final Deque<Verzoek> laatste = new ArrayDeque<>();
  private final Map<Uitkomst, Long> uitkomsten = new EnumMap<>(Uitkomst.class);
  private Regeling regeling = Regeling.GEWOON;
  private long gezien;

  public Bronstand(Bron bron) {
    this.bron = bron;
    wis();
  }

  public synchronized void stel(Regeling nieuw) {
    regeling = nieuw;
  }

  /** Notes the request and tells how to treat it; uses up one of {@code aantal}. */
  synchronized Regeling neemAan(Verzoek verzoek) {
    gezien++;
    laatste.addLast(verzoek);
    if (laatste.size() > BEWAARDE_VERZOEKEN) {
      laatste.removeFirst();
    }
    Regeling nu = regeling;
    if (nu.aantal() != null) {
      regeling = nu.aantal() > 1 ? nu.metAantal(nu.aantal() - 1) : Regeling.GEWOON;
    }
    return nu;
  }

  synchronized void tel(Uitkomst uitkomst) {
    uitkomsten.merge(uitkomst, 1L, Long::sum);
  }

  public synchronized Overzicht overzicht() {
    return new Overzicht(bron, regeling, gezien, new EnumMap<>(uitkomsten));
  }

  /** The last requests, oldest first. */
  public synchronized List<Verzoek> verzoeken() {
    return List.copyOf(laatste);
  }

  /** Forgets requests and counters; the behaviour stays. */
  public synchronized void wis() {
    laatste.clear();
    gezien = 0;
    for (Uitkomst uitkomst : Uitkomst.values()) {
      uitkomsten.put(uitkomst, 0L);
    }
  }
}
