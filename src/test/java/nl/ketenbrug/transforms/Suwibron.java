package nl.ketenbrug.transforms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.ketenbrug.simulator.SuwiContract;
import org.yaml.snakeyaml.Yaml;

/** A source that is asked through Suwinet, as its file describes it. */
record Suwibron(String naam, String dienst, String versie, String operatie, String schema) {

  /** Of every file in {@code config/sources}; fails on none. */
  static List<Suwibron> alle() throws IOException {
    List<Suwibron> bronnen = new ArrayList<>();
    try (Stream<Path> bestanden = Files.list(Path.of("config/sources"))) {
      for (Path bestand : bestanden.sorted().toList()) {
        Map<String, Object> bron = new Yaml().load(Files.readString(bestand));
        if (bron.get("suwinet") instanceof Map<?, ?> suwinet) {
          bronnen.add(
              new Suwibron(
                  bron.get("naam").toString(),
                  suwinet.get("dienst").toString(),
                  suwinet.get("versie").toString(),
                  suwinet.get("operatie").toString(),
                  suwinet.get("schema").toString()));
        }
      }
    }
    if (bronnen.isEmpty()) {
      throw new AssertionError("No source is asked through Suwinet");
    }
    return bronnen;
  }

  /** The real contract; skips the running test when it is not on this machine. */
  SuwiContract contract() throws Exception {
    return SuwiContract.lees(dienst, versie, operatie);
  }

  String actie() {
    return "http://bkwi.nl/SuwiML/Diensten/" + dienst + "-" + versie + "/" + operatie;
  }

  /** The examples in the form of the source; fails on none. */
  List<Path> examples() {
    List<Path> gevonden =
        Transforms.files(".xml").stream()
            .filter(f -> f.startsWith(Transforms.ROOT.resolve(naam).resolve("examples")))
            .filter(f -> !f.toString().endsWith(".canonical.xml"))
            .toList();
    if (gevonden.isEmpty()) {
      throw new AssertionError("No examples of " + naam);
    }
    return gevonden;
  }
}
