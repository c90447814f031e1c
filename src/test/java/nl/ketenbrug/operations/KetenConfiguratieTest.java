package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import nl.ketenbrug.messagelog.Inhoudhash;
import nl.ketenbrug.messagelog.Versiestempels;
import nl.ketenbrug.source.Bronnen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.mock.env.MockEnvironment;

/** That what the chain reads at its start is what its records are stamped with. */
class KetenConfiguratieTest {

  private static final List<String> MAPPEN =
      List.of("config/sources", "config/veranderingen", "config/partners");

  @TempDir private Path map;

  /** Somebody writes a file for the next start, before the first record is made. */
  @Test
  void everyFileThatIsReadIsStampedByWhatWasRead() throws IOException {
    for (String een : List.of("config", "transforms", "routes")) {
      kopieer(een);
    }
    Map<String, String> gelezen = bestanden();
    KetenConfiguration keten = new KetenConfiguration();
    Installatie installatie =
        new Installatie(map.toString(), map.toString(), "00000099000000000000");
    Versiestempels stempels = keten.versiestempels(installatie);
    try (ValidatorFactory fabriek = Validation.buildDefaultValidatorFactory()) {
      Instellingsbestanden bestanden = new Instellingsbestanden(fabriek.getValidator());
      MockEnvironment omgeving = new MockEnvironment();
      Bronnen bronnen = keten.bronnen(installatie, bestanden, stempels, omgeving);
      keten.vergelijkers(installatie, bestanden, stempels);
      keten.partners(
          installatie,
          bestanden,
          new Profielbestanden(map, bestanden),
          stempels,
          bronnen,
          new DefaultSslBundleRegistry(),
          omgeving);
    }

    for (String bestand : gelezen.keySet()) {
      Files.writeString(map.resolve(bestand), "\n# later\n", StandardOpenOption.APPEND);
    }

    assertThat(bestanden().values()).as("changed").doesNotContainAnyElementsOf(gelezen.values());
    assertThat(gelezen).hasSizeGreaterThan(MAPPEN.size());
    gelezen.forEach(
        (bestand, hash) ->
            assertThat(stempels.vanBestanden(bestand)).containsExactly(Map.entry(bestand, hash)));
  }

  private Map<String, String> bestanden() throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (String een : MAPPEN) {
      try (Stream<Path> paden = Files.list(map.resolve(een))) {
        for (Path pad : paden.filter(p -> p.toString().endsWith(".yaml")).toList()) {
          hashes.put(een + "/" + pad.getFileName(), Inhoudhash.van(Files.readString(pad)));
        }
      }
    }
    return hashes;
  }

  private void kopieer(String naam) throws IOException {
    try (Stream<Path> paden = Files.walk(Path.of(naam))) {
      for (Path pad : paden.toList()) {
        Files.copy(pad, map.resolve(pad.toString()));
      }
    }
  }
}
