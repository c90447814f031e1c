package nl.ketenbrug.simulator.brp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Knows which paths a question may name in {@code fields}. */
final class BrpVelden {

  private static final String BESTAND = "velden.yaml";
  private static final Set<String> DELEN_VAN_DATUM =
      Set.of("type", "datum", "jaar", "maand", "onbekend", "langFormaat");
  private static final Set<String> DELEN_VAN_WAARDE = Set.of("code", "omschrijving", "soort");

  private static final Map<String, Object> BOOM = lees();

  private BrpVelden() {}

  static boolean bestaat(String pad) {
    Object hier = BOOM;
    for (String stap : pad.split("\\.", -1)) {
      hier = onder(hier, stap);
      if (hier == null) {
        return false;
      }
    }
    return true;
  }

  /** All paths that lead to a single value, a date or a coded value. */
  static Set<String> paden() {
    Set<String> paden = new TreeSet<>();
    verzamel("", BOOM, paden);
    return paden;
  }

  private static Object onder(Object hier, String stap) {
    if (hier instanceof Map<?, ?> groep) {
      return groep.get(stap);
    }
    boolean deel =
        "datum".equals(hier) && DELEN_VAN_DATUM.contains(stap)
            || "waarde".equals(hier) && DELEN_VAN_WAARDE.contains(stap);
    return deel ? "ja" : null;
  }

  private static void verzamel(String voor, Object hier, Set<String> paden) {
    if (!(hier instanceof Map<?, ?> groep)) {
      paden.add(voor);
      return;
    }
    groep.forEach(
        (naam, deel) -> verzamel(voor.isEmpty() ? "" + naam : voor + "." + naam, deel, paden));
  }

  private static Map<String, Object> lees() {
    try (InputStream in = BrpVelden.class.getResourceAsStream(BESTAND)) {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(BESTAND + " is niet te lezen", e);
    }
  }
}
