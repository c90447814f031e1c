package nl.ketenbrug.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** That it measures and prints; how fast this machine is, is no matter of a test. */
class TransformbenchTest {

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
  void printsALineForEachSourceWithBothSpeedsAndTheirRatio() {
    StringWriter uit = new StringWriter();

    int uitgang =
        opdracht(uit)
            .execute(
                "transform",
                "--kort",
                "--meting=20",
                "--bron=svb",
                "--bron=brp-stuf",
                "--bron=brp",
                "--bron=brk",
                "--bron=cir");

    assertThat(uitgang).isZero();
    List<String> regels =
        uit.toString()
            .lines()
            .filter(regel -> regel.matches("(svb|brp-stuf|brp|brk|cir) .*"))
            .toList();
    assertThat(regels).hasSize(5);
    assertThat(regels)
        .allSatisfy(
            regel ->
                assertThat(regel.substring(36).strip().split("\\s+"))
                    .hasSize(4)
                    .doesNotContain("0", "0,0", "NaN"));
  }

  @Test
  void refusesASourceThatIsNotThere() {
    StringWriter uit = new StringWriter();

    assertThat(opdracht(uit).execute("transform", "--bron=bestaat-niet")).isEqualTo(2);
    assertThat(uit.toString()).contains("geen bron om te meten");
  }

  private static CommandLine opdracht(StringWriter uit) {
    PrintWriter schrijver = new PrintWriter(uit, true);
    Bench bench =
        new Bench(
            instellingen -> {
              throw new AssertionError("bench transform start geen motor");
            });
    return new CommandLine(bench).setOut(schrijver).setErr(schrijver);
  }
}
