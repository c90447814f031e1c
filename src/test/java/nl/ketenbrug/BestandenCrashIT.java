package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * The jar is killed while it takes files from a folder: every file becomes one message, and none
 * stays behind or is lost.
 */
class BestandenCrashIT {

  private static final int AANTAL = 120;
  private static final Duration GEDULD = Duration.ofSeconds(90);

  @Test
  void everyFileBecomesOneMessageWhenTheEngineIsKilledOnTheWay() throws Exception {
    Stilte.bewaar();
    String jar = System.getProperty("ketenbrug.jar", "");
    assumeTrue(
        !jar.isEmpty() && Files.exists(Path.of(jar)),
        "Deze proef heeft de gebouwde jar nodig (systeemeigenschap ketenbrug.jar): mvn verify");
    Path werkmap = Path.of("target", "bestanden-crash").toAbsolutePath();
    FileSystemUtils.deleteRecursively(werkmap);
    Path map = Files.createDirectories(werkmap.resolve("data/aanleveringen/svb"));
    String xml = Files.readString(Path.of("transforms/svb/examples/gevonden.xml"));
    String bsn = xml.replaceAll("(?s).*?<Burgerservicenr>(\\d{9}).*", "$1");
    List<String> bsns = Motorbestanden.bsns(999_993_000, AANTAL);
    for (int i = 0; i < AANTAL; i++) {
      Files.writeString(map.resolve("antwoord-" + i + ".xml"), xml.replace(bsn, bsns.get(i)));
    }

    try (Motorproces motor =
        new Motorproces(
            Path.of(jar),
            Motorbestanden.kopie(werkmap.resolve("map")),
            werkmap,
            "--ketenbrug.aanleveringen.rust=0")) {
      motor.start();
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(GEDULD)
          .until(() -> tel(map) < AANTAL * 3 / 4);
      motor.dood();
      assertThat(tel(map)).as("killed on the way").isPositive();
      motor.start();
      motor.wachtTotGereed();
      await().atMost(GEDULD).until(() -> tel(map) + tel(map.resolve("bezig")) == 0);
      assertThat(tel(map.resolve("klaar"))).isEqualTo(AANTAL);
      assertThat(map.resolve("fout")).doesNotExist();

      Webklant auditor = new Webklant(motor.adres(), "auditor", "auditor");
      await().atMost(GEDULD).until(() -> vastgelegd(auditor).size() >= AANTAL);
      assertThat(vastgelegd(auditor)).isEqualTo(idsInNamen(map.resolve("klaar")));
      assertThat(motor.uitvoer()).doesNotContain("9999");
    }
  }

  /** Ids of messages whose last step is {@code vastgelegd}, over all pages of the log. */
  private static Set<String> vastgelegd(Webklant auditor) throws Exception {
    Set<String> ids = new HashSet<>();
    String na = "";
    while (true) {
      var pagina = auditor.json("/api/v1/log/berichten?limiet=100" + na);
      pagina
          .path("berichten")
          .forEach(
              bericht -> {
                if (bericht.path("laatsteStap").asText().equals("vastgelegd")) {
                  ids.add(bericht.path("berichtId").asText());
                }
              });
      if (pagina.path("volgende").isNull()) {
        return ids;
      }
      na = "&na=" + pagina.path("volgende").asText();
    }
  }

  private static Set<String> idsInNamen(Path map) throws IOException {
    Set<String> ids = new HashSet<>();
    try (Stream<Path> bestanden = Files.list(map)) {
      bestanden.forEach(bestand -> ids.add(bestand.getFileName().toString().substring(0, 36)));
    }
    return ids;
  }

  private static long tel(Path map) throws IOException {
    if (Files.notExists(map)) {
      return 0;
    }
    try (Stream<Path> bestanden = Files.list(map)) {
      return bestanden.filter(bestand -> bestand.toString().endsWith(".xml")).count();
    }
  }
}
