package nl.ketenbrug.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import nl.ketenbrug.bvv.Bedragvaststelling;
import nl.ketenbrug.bvv.BeslagvrijeVoet;
import nl.ketenbrug.bvv.Cijfers;
import nl.ketenbrug.bvv.Verzoek;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;

/** That it measures and prints; how fast this machine is, is no matter of a test. */
class BvvbenchTest {

  private static final String SLOT = "jmh.ignoreLock";

  /** Another build on this machine may be measuring; here no figure depends on it. */
  @BeforeEach
  void ignoresOtherMeasurements() {
    System.setProperty(SLOT, "true");
  }

  @AfterEach
  void minds() {
    System.clearProperty(SLOT);
  }

  @Test
  void printsALineForEachWayOfCalculating() {
    StringWriter uit = new StringWriter();
    CommandLine opdracht =
        new CommandLine(new Bench(zonderMotor())).setOut(new PrintWriter(uit, true));

    int uitgang = opdracht.execute("bvv", "--kort", "--meting=20", "--seed=7");

    assertThat(uitgang).isZero();
    assertThat(uit.toString()).contains("seed 7").contains("kernen");
    List<String> regels =
        uit.toString().lines().filter(regel -> regel.matches(".*\\d,\\d\\d .*\\d,\\d")).toList();
    assertThat(regels)
        .extracting(regel -> regel.substring(0, 26).strip())
        .containsExactly(
            "bedrag, gemengd",
            "2022-2025, kwadratisch",
            "2026, lineair",
            "met kwitantie",
            "met kwitantie in JSON",
            "bedrag, na de kwitanties");
    // name, /s and core, /s, us, bytes, x: none of them nought, but for an x that is less than 0.05
    // because the first line is measured cold
    assertThat(regels)
        .allSatisfy(
            regel ->
                assertThat(regel.substring(26).strip())
                    .matches("(\\S+\\s+){4}\\d+,\\d")
                    .doesNotContainPattern("(^|\\s)(0|0,00|NaN)\\s"));
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    StringWriter fout = new StringWriter();
    CommandLine opdracht =
        new CommandLine(new Bench(zonderMotor())).setErr(new PrintWriter(fout, true));

    int uitgang = opdracht.execute("bvv", "--cijfers=bestaat/niet");

    assertThat(uitgang).isEqualTo(2);
    assertThat(fout.toString()).contains("Er is geen map bestaat/niet");
  }

  @Test
  void theSameSeedGivesTheSameRequestsAndNoneIsRefused() {
    BeslagvrijeVoet bvv = new BeslagvrijeVoet(Cijfers.lees(Path.of("config/bvv")));
    for (Verzoeken.Werk werk : Verzoeken.Werk.values()) {
      Verzoek[] verzoeken = new Verzoeken(7, werk).neem(2000);

      assertThat(new Verzoeken(7, werk).neem(2000)).isEqualTo(verzoeken);
      assertThat(new Verzoeken(8, werk).neem(2000)).isNotEqualTo(verzoeken);
      assertThat(Arrays.stream(verzoeken).map(bvv::bedrag))
          .as("%s", werk)
          .allMatch(Bedragvaststelling.class::isInstance);
    }
  }

  private static Function<String[], ConfigurableApplicationContext> zonderMotor() {
    return instellingen -> {
      throw new AssertionError("bench bvv start geen motor");
    };
  }
}
