package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

class OpdrachtregelTest {

  private static final Path TOP = Path.of("").toAbsolutePath();

  @TempDir private Path map;

  private final StringWriter uit = new StringWriter();
  private final StringWriter fout = new StringWriter();
  private LogLevel niveau;

  @BeforeEach
  void remembersTheLogLevel() {
    LoggerConfiguration wortel =
        LoggingSystem.get(getClass().getClassLoader())
            .getLoggerConfiguration(LoggingSystem.ROOT_LOGGER_NAME);
    niveau = wortel.getEffectiveLevel();
  }

  @AfterEach
  void restoresTheLogLevel() {
    LoggingSystem.get(getClass().getClassLoader())
        .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, niveau);
  }

  @Test
  void withoutACommandOrWithSettingsOnlyTheEngineStarts() {
    assertThat(Opdrachtregel.voorDeMotor()).contains(new String[] {});
    assertThat(Opdrachtregel.voorDeMotor("--server.port=8081", "meer"))
        .contains(new String[] {"--server.port=8081", "meer"});
    assertThat(Opdrachtregel.voorDeMotor("serve", "--server.port=8081"))
        .contains(new String[] {"--server.port=8081"});
  }

  @Test
  void anythingElseDoesNotStartTheEngine() {
    for (String[] argumenten :
        new String[][] {{"check"}, {"bench", "bvv"}, {"srve"}, {"-h"}, {"serve", "--help"}}) {
      assertThat(Opdrachtregel.voorDeMotor(argumenten)).isEqualTo(Optional.empty());
    }
  }

  @Test
  void helpNamesTheCommandsThatExist() {
    assertThat(voer("--help")).isZero();

    assertThat(uit.toString()).startsWith("Gebruik: java -jar ketenbrug.jar");
    assertThat(uit.toString().lines().dropWhile(regel -> !regel.equals("Opdrachten:")).skip(1))
        .extracting(regel -> regel.strip().split(" ")[0])
        .containsExactly("serve", "check", "broker", "broker-account");
  }

  @Test
  void whatIsNotUnderstoodIsSaidInASentenceAndIsNoFindingOfACheck() {
    assertThat(voer("chek")).isEqualTo(2);
    assertThat(fout.toString()).contains("Onbekend: chek").contains("--help");

    assertThat(voer("check", ".", "nog een")).isEqualTo(2);
    assertThat(fout.toString()).contains("Onbekend: nog een");
  }

  @Test
  void theShippedFilesAreInOrder() {
    assertThat(voer("check", TOP.toString())).as(uit.toString()).isZero();

    assertThat(uit.toString()).contains("halfjaren").contains("In orde.").doesNotContain("fout");
    assertThat(uit.toString().lines().filter(regel -> regel.matches("[a-z' ]+ +\\d.*"))).hasSize(8);
  }

  @Test
  void everyKindOfFileThatIsWrongIsNamed() throws IOException {
    kopieer();
    vervang("config/bvv/2026-07-01.yaml", "\"2208.48\"", "\"2208.4x\"");
    vervang("config/sources/beslagregister.yaml", "levering:", "leverng:");
    vervang("config/partners/cjib.yaml", "profiel: beperkt", "profiel: onbekend");
    vervang("transforms/beperkt/beperkt-v1.xsd", "xs:complexType", "xs:complexTyp");
    vervang("transforms/bvv/canonical-to-bvv.xsl", "<xsl:template", "<xsl:templat");
    vervang("routes/processing/look-up-json.camel.yaml", "steps:", "stappen:");
    vervang("config/veranderingen/brp.yaml", "k:overleden = 'true'", "k:overleden = [");

    assertThat(voer("check", map.toString())).isEqualTo(1);

    assertThat(uit.toString().lines().filter(regel -> regel.startsWith("fout: ")))
        .anyMatch(regel -> regel.contains("2026-07-01.yaml"))
        .anyMatch(regel -> regel.contains("beslagregister.yaml"))
        .anyMatch(regel -> regel.contains("cjib.yaml") && regel.contains("onbekend"))
        .anyMatch(regel -> regel.contains("beperkt-v1.xsd"))
        .anyMatch(regel -> regel.contains("canonical-to-bvv.xsl"))
        .anyMatch(regel -> regel.contains("veranderingen/brp.yaml"))
        .anyMatch(regel -> regel.contains("look-up-json.camel.yaml"));
    assertThat(uit.toString()).contains("de motor start hier niet op");
  }

  @Test
  void aStylesheetThatReachesOutsideDoesNotCompile() throws IOException {
    kopieer();
    vervang(
        "transforms/bvv/canonical-to-bvv.xsl",
        "</xsl:stylesheet>",
        "<xsl:include href=\"http://127.0.0.1:9/x.xsl\"/></xsl:stylesheet>");

    assertThat(voer("check", map.toString())).isEqualTo(1);
    assertThat(uit.toString()).contains("canonical-to-bvv.xsl");
  }

  @Test
  void aFolderThatIsNoInstallationIsRefused() {
    assertThat(voer("check", map.toString())).isEqualTo(2);
    assertThat(fout.toString()).contains("heeft geen map config");
  }

  private int voer(String... argumenten) {
    return Opdrachtregel.voer(new PrintWriter(uit, true), new PrintWriter(fout, true), argumenten);
  }

  private void kopieer() throws IOException {
    for (String deel : Mapcontrole.MAPPEN) {
      try (Stream<Path> bestanden = Files.walk(TOP.resolve(deel))) {
        for (Path bestand : bestanden.toList()) {
          Files.copy(bestand, map.resolve(TOP.relativize(bestand).toString()));
        }
      }
    }
  }

  private void vervang(String pad, String oud, String nieuw) throws IOException {
    String tekst = Files.readString(map.resolve(pad));
    assertThat(tekst).as(pad).contains(oud);
    Files.writeString(map.resolve(pad), tekst.replace(oud, nieuw));
  }
}
