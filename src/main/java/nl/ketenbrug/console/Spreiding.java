package nl.ketenbrug.console;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.ketenbrug.dossier.Herzieningsverslag.Klasse;

/**
 * How many changes of which size, as a drawing of bars: where each stands, in units of the SVG.
 *
 * @param omschrijving the same in a sentence, for who does not see the drawing
 */
record Spreiding(int breedte, int hoogte, List<Staaf> staven, String omschrijving) {

  /**
   * @param y of the top of the bar, which is {@code lengte} wide and {@link #HOOG} high
   */
  record Staaf(int y, int lengte, String klasse, String aantal, String kleur) {
    public int tekstY() {
      return y + 17;
    }

    public int na() {
      return LINKS + lengte + 8;
    }
  }

  static final int LINKS = 190;
  private static final int HOOG = 24;
  private static final int TUSSEN = 6;
  private static final int LANGST = 420;

  /** Room after the longest bar for its number. */
  private static final int RECHTS = 90;

  static Spreiding van(List<Klasse> klassen) {
    long meeste = Math.max(1, klassen.stream().mapToLong(Klasse::aantal).max().orElse(1));
    List<Staaf> staven =
        IntStream.range(0, klassen.size()).mapToObj(i -> staaf(i, klassen.get(i), meeste)).toList();
    String zin =
        klassen.stream()
            .filter(klasse -> klasse.aantal() > 0)
            .map(klasse -> naam(klasse) + ": " + Herzieningrij.getal(klasse.aantal()))
            .collect(Collectors.joining("; "));
    return new Spreiding(
        LINKS + LANGST + RECHTS,
        klassen.size() * (HOOG + TUSSEN),
        staven,
        zin.isEmpty() ? "Er zijn geen wijzigingen." : zin + ".");
  }

  boolean leeg() {
    return staven.stream().allMatch(staaf -> staaf.aantal().equals("0"));
  }

  private static Staaf staaf(int plaats, Klasse klasse, long meeste) {
    int lengte = (int) (LANGST * klasse.aantal() / meeste);
    return new Staaf(
        plaats * (HOOG + TUSSEN),
        klasse.aantal() == 0 ? 0 : Math.max(2, lengte),
        naam(klasse),
        Herzieningrij.getal(klasse.aantal()),
        kleur(klasse));
  }

  private static String kleur(Klasse klasse) {
    if (klasse.totCent() != null && klasse.totCent() <= 0) {
      return "lager";
    }
    return klasse.vanCent() != null && klasse.vanCent() > 0 ? "hoger" : "gelijk";
  }

  private static String naam(Klasse klasse) {
    if (klasse.vanCent() == null) {
      return "meer dan %s lager".formatted(euro(-klasse.totCent()));
    }
    if (klasse.totCent() == null) {
      return "meer dan %s hoger".formatted(euro(klasse.vanCent() - 1));
    }
    if (klasse.vanCent() == 0) {
      return "zelfde bedrag";
    }
    return klasse.totCent() <= 0
        ? "%s tot %s lager".formatted(euro(-klasse.totCent()), euro(-klasse.vanCent()))
        : "%s tot %s hoger".formatted(euro(klasse.vanCent() - 1), euro(klasse.totCent() - 1));
  }

  private static String euro(long cent) {
    return String.format(Locale.ROOT, "€ %d", cent / 100);
  }
}
