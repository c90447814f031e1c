package nl.ketenbrug.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The measurement of the stock runs from the jar, to its end; how fast is not asked here. */
class VoorraadbenchIT {

  @Test
  void computesAStockToTheQueuesOfThePartnersAndHoldsItAgainstBarePublishing() throws Exception {
    String jar = System.getProperty("ketenbrug.jar", "");
    assumeTrue(
        !jar.isEmpty() && Files.exists(Path.of(jar)),
        "Deze proef heeft de gebouwde jar nodig (systeemeigenschap ketenbrug.jar): mvn verify");
    Path uitvoer = Path.of("target", "voorraadbench.txt");
    Process bench =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar,
                "bench",
                "voorraad",
                "--dossiers",
                "40")
            .redirectErrorStream(true)
            .redirectOutput(uitvoer.toFile())
            .start();
    try {
      assertThat(bench.waitFor(4, TimeUnit.MINUTES)).as("de meting eindigt").isTrue();
    } finally {
      bench.destroyForcibly();
    }
    String tekst = Files.readString(uitvoer, StandardCharsets.UTF_8);
    assertThat(bench.exitValue()).as(tekst).isZero();
    assertThat(tekst)
        .contains("lezen en publiceren, zonder motor")
        .contains("proef: lezen en rekenen")
        .contains("herziening tot op de wachtrijen van de afnemers")
        .contains("100%          40 berekend")
        .contains("hoger=")
        .doesNotContain("geweigerd");
  }
}
