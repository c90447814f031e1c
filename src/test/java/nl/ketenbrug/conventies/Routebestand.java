package nl.ketenbrug.conventies;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.Yaml;

/**
 * One file under {@code routes}.
 *
 * @param naam file name without extension; it is the id too
 * @param inhoud the list at the top of the file
 */
record Routebestand(String naam, String tekst, List<Map<String, Object>> inhoud) {

  private static final String EINDE = ".camel.yaml";

  /** A step of a route: what kind, and its options (a single word stands under {@code waarde}). */
  record Stap(String soort, Map<String, Object> opties) {}

  static List<Routebestand> alle() {
    return Bestanden.in("routes", EINDE).stream().map(Routebestand::lees).toList();
  }

  static Routebestand lees(String pad) {
    return lees(Path.of(pad));
  }

  private static Routebestand lees(Path pad) {
    return van(Bestanden.naam(pad).replace(EINDE, ""), Bestanden.lees(pad));
  }

  private static Routebestand van(String naam, String tekst) {
    return new Routebestand(naam, tekst, new Yaml().load(tekst));
  }

  /** The same file with one thing spoilt, for the proof that a check can fail. */
  Routebestand met(String oud, String nieuw) {
    if (!tekst.contains(oud)) {
      throw new AssertionError(naam + " has no " + oud + " to spoil");
    }
    return van(naam, tekst.replace(oud, nieuw));
  }

  boolean isFoutafhandeling() {
    return naam.equals("error-handling");
  }

  boolean isSjabloon() {
    return inhoud.get(0).containsKey("routeTemplate");
  }

  /** The definition that carries the id: of the route, or of its template. */
  Map<String, Object> definitie() {
    return Bestanden.map(inhoud.get(0).values().iterator().next());
  }

  Map<String, Object> route() {
    return isSjabloon() ? Bestanden.map(definitie().get("route")) : definitie();
  }

  Map<String, Object> from() {
    return Bestanden.map(route().get("from"));
  }

  List<Stap> stappen() {
    List<Stap> stappen = new ArrayList<>();
    bezoek(
        (sleutel, waarde) -> {
          if (sleutel.equals("steps") && waarde instanceof List<?> lijst) {
            lijst.forEach(stap -> stappen.add(stap(stap)));
          }
        });
    return stappen;
  }

  private static Stap stap(Object stap) {
    Map.Entry<String, Object> enige = Bestanden.map(stap).entrySet().iterator().next();
    Object opties = enige.getValue();
    return new Stap(
        enige.getKey(), opties instanceof Map ? Bestanden.map(opties) : Map.of("waarde", opties));
  }

  /** All that has a uri: where the route reads, and where it sends. */
  List<Map<String, Object>> eindpunten() {
    List<Map<String, Object>> eindpunten = new ArrayList<>();
    if (route().containsKey("from")) {
      eindpunten.add(from());
    }
    for (Stap stap : stappen()) {
      if (stap.opties().containsKey("uri")) {
        eindpunten.add(stap.opties());
      }
    }
    return eindpunten;
  }

  /** Every key with its value, at every depth. */
  void bezoek(BiConsumer<String, Object> bezoeker) {
    bezoek(inhoud, bezoeker);
  }

  private static void bezoek(Object plek, BiConsumer<String, Object> bezoeker) {
    if (plek instanceof List<?> lijst) {
      lijst.forEach(deel -> bezoek(deel, bezoeker));
    }
    Bestanden.map(plek)
        .forEach(
            (sleutel, waarde) -> {
              bezoeker.accept(sleutel, waarde);
              bezoek(waarde, bezoeker);
            });
  }
}
