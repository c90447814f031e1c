package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * {@code bench torture --short}, as an operator runs it. Each build has another seed, which is
 * printed; {@code -Dtorture.seed=} repeats one.
 */
class TortureIT {

  /**
   * Five minutes on a machine that does much beside it. More than its own limits take together when
   * something stands still, so that it can say what.
   */
  private static final long GEDULD_MINUTEN = 25;

  /** For each blow; some follow when there are no more blows. */
  private static final int BERICHTEN = 7;

  private static final List<String> SLAGEN =
      List.of(
          "motor_dood",
          "afnemers_dood",
          "database_dood",
          "broker_dood",
          "motor_bevroren",
          "verbinding_stil",
          "verbinding_traag",
          "verbinding_geknipt",
          "schijf_vol");

  private static int aangenomen(String tekst) {
    return Pattern.compile("Aangenomen (\\d+) berichten van \\1,")
        .matcher(tekst)
        .results()
        .mapToInt(een -> Integer.parseInt(een.group(1)))
        .findFirst()
        .orElse(0);
  }

  @Test
  void everyAcceptedMessageIsFoundBackInFourBooksAfterNineKindsOfBlows() throws Exception {
    String jar = System.getProperty("ketenbrug.jar", "");
    assumeTrue(
        !jar.isEmpty() && Files.exists(Path.of(jar)),
        "Deze proef heeft de gebouwde jar nodig (systeemeigenschap ketenbrug.jar): mvn verify");
    assumeTrue(
        System.getProperty("os.name").startsWith("Linux"),
        "Deze proef bevriest processen met seinen van Linux");
    Path werk = Path.of("target", "torture").toAbsolutePath();
    FileSystemUtils.deleteRecursively(werk);
    File verslag = new File("target", "torture.txt");
    Klassenarchief klassen = Klassenarchief.van(Path.of(jar));
    ProcessBuilder opdracht =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                klassen.starter().toString(),
                "bench",
                "torture",
                "--short",
                "--programmas=" + Testdatabase.programmas().toAbsolutePath(),
                "--werk=" + werk,
                "--berichten=" + BERICHTEN,
                "--seed=" + Long.getLong("torture.seed", System.nanoTime() % 1_000_000))
            .redirectErrorStream(true)
            .redirectOutput(verslag);
    // The launcher of each process that it starts reads them here.
    opdracht
        .environment()
        .put(
            "JDK_JAVA_OPTIONS",
            klassen.opties().stream().map("\"%s\""::formatted).collect(Collectors.joining(" ")));
    Process proef = opdracht.start();
    try {
      boolean klaar = proef.waitFor(GEDULD_MINUTEN, TimeUnit.MINUTES);
      // Broken off it may end in half a character.
      String tekst = new String(Files.readAllBytes(verslag.toPath()), StandardCharsets.UTF_8);
      System.out.println(tekst);
      assertThat(klaar).as("De proef komt af").isTrue();
      assertThat(proef.exitValue()).as(tekst).isZero();
      // A count of nothing would find no difference either.
      assertThat(tekst)
          .contains("Geen verschil.")
          .matches(alles -> aangenomen(alles) >= BERICHTEN * SLAGEN.size(), "of every blow")
          .containsPattern("nog een bericht in [1-9]\\d* dossiers")
          .containsPattern("martel-pull .* [1-9]\\d* verlopen");
      for (String slag : SLAGEN) {
        assertThat(tekst).as("had gevolg").contains(slag + "=1");
      }
    } finally {
      // It takes its processes along.
      proef.destroy();
      if (!proef.waitFor(3, TimeUnit.MINUTES)) {
        proef.destroyForcibly();
      }
    }
  }
}
