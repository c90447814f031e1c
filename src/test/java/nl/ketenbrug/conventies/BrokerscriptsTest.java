package nl.ketenbrug.conventies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The scripts of the standalone broker, against a folder that stands in for the distribution of
 * Artemis: it writes down how it was called, and makes the files of an instance that the scripts
 * touch. What the distribution itself does with its arguments is not tested.
 */
class BrokerscriptsTest {

  private static final Path MAAK = Bestanden.TOP.resolve("broker/make-broker.sh");
  private static final Path START = Bestanden.TOP.resolve("broker/start-broker.sh");

  /** Each of these would be lost in a file of properties, or in a shell. */
  private static final String LASTIG = " a\\b=c:d#e!f\"g'h$i";

  @TempDir private Path map;
  private final Map<String, String> omgeving = new HashMap<>();
  private Path instantie;

  private record Afloop(int code, String uitvoer) {}

  @BeforeEach
  void aStandInForTheDistribution() throws Exception {
    instantie = map.resolve("instantie");
    Path distributie = Files.createDirectories(map.resolve("distributie/bin"));
    script(
        distributie.resolve("artemis"),
        """
        [ "$1" = create ] || exit 9
        printf '%s\\n' "$@" > "$(dirname "$0")/aanroep"
        for instance in "$@"; do :; done
        mkdir -p "$instance/bin" "$instance/etc"
        printf 'ARTEMIS_HOME=x\\nJAVA_ARGS="-Dvan-de-distributie=1"\\n' > "$instance/etc/artemis.profile"
        echo '<van-de-distributie/>' > "$instance/etc/broker.xml"
        printf '#!/bin/sh\\nprintf "%%s\\\\n" "$@"\\n' > "$instance/bin/artemis"
        chmod +x "$instance/bin/artemis"
        """);
    omgeving.put("ARTEMIS_HOME", map.resolve("distributie").toString());
    omgeving.put(
        "KETENBRUG_PLUGIN", Files.writeString(map.resolve("plugin.jar"), "plugin").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"make-broker.sh", "start-broker.sh"})
  void aScriptCanBeReadByAnyShell(String naam) throws Exception {
    String script = Bestanden.TOP.resolve("broker").resolve(naam).toString();
    assertThat(voer("sh", "-n", script)).isEqualTo(new Afloop(0, ""));
    assertThat(Files.readString(Path.of(script)))
        .startsWith("#!/bin/sh\n")
        .contains("\nset -eu\n")
        .doesNotContain("\r");
  }

  @Test
  void withoutADistributionNothingIsMade() throws Exception {
    omgeving.remove("ARTEMIS_HOME");
    weigert("ARTEMIS_HOME is not the folder of an Apache Artemis distribution.");
    omgeving.put("ARTEMIS_HOME", map.toString());
    weigert("ARTEMIS_HOME is not the folder of an Apache Artemis distribution.");
  }

  @Test
  void withoutAnInstanceOrAPluginNothingIsMade() throws Exception {
    assertThat(voer("sh", MAAK.toString()).uitvoer()).startsWith("Usage: ");
    omgeving.put("KETENBRUG_PLUGIN", "/geen/plugin.jar");
    weigert("There is no plugin /geen/plugin.jar");
  }

  @Test
  void aPathThatTheStartFilesBreakIsRefused() throws Exception {
    instantie = map.resolve("in stantie");
    weigert("Only letters, digits");
  }

  /** It was found out halfway once, and what was made could not be made again. */
  @Test
  void keysThatAreNotThereAreRefusedBeforeAnythingIsMade() throws Exception {
    omgeving.put("KETENBRUG_BROKER_SLEUTELBOS", "/geen/sleutels.p12");
    weigert("There is no /geen/sleutels.p12.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ANDER=broker-b | KETENBRUG_BROKER_ANDER is host:port.",
        "ANDER=b:1 | A pair needs KETENBRUG_BROKER_PAARGEHEIM",
        "ANDER=b:1 PAARGEHEIM=x TLS_HOST=0.0.0.0 | A broker of a pair needs an address",
        "ANDER=b:1 PAARGEHEIM=x SLOTEN=sloten | KETENBRUG_BROKER_SLOTEN is an absolute path.",
        "ANDER=b:1 PAARGEHEIM=x | A pair needs KETENBRUG_BROKER_SLOTEN",
        "ANDER=b:1 PAARGEHEIM=x SLEUTELBOS=/dev/null | There is no /dev/null.",
      })
  void aPairThatLacksSomethingIsRefused(String geval) throws Exception {
    String[] delen = geval.split(" \\| ");
    for (String een : delen[0].split(" ")) {
      omgeving.put("KETENBRUG_BROKER_" + een.split("=")[0], een.split("=")[1]);
    }
    weigert(delen[1]);
  }

  @Test
  void anInstanceHasOurFilesAndNoAccount() throws Exception {
    assertThat(maak().code()).isZero();

    assertThat(instantie.resolve("etc/broker.xml"))
        .hasSameTextualContentAs(Bestanden.TOP.resolve("broker/broker.xml"));
    assertThat(instantie.resolve("etc/login.config"))
        .hasSameTextualContentAs(Bestanden.TOP.resolve("broker/login.config"));
    assertThat(instantie.resolve("lib/ketenbrug-brokerplugin.jar")).hasContent("plugin");
    assertThat(instantie.resolve("etc/artemis-users.properties")).isEmptyFile();
    assertThat(instantie.resolve("etc/artemis-roles.properties")).isEmptyFile();
    assertThat(instantie.resolve("etc/paar.properties")).doesNotExist();
    assertThat(rechten("etc/artemis-users.properties")).isEqualTo("rw-------");
    assertThat(rechten("etc/broker.properties")).isEqualTo("rw-------");
    List<String> aanroep =
        Files.readAllLines(map.resolve("distributie/bin/aanroep")).stream()
            .map(woord -> woord.matches("[0-9a-f]{48}") ? "WILLEKEURIG" : woord)
            .toList();
    assertThat(String.join(" ", aanroep))
        .isEqualTo(
            "create --silent --user nobody --password WILLEKEURIG --role nobody --require-login"
                + " --no-web --no-autotune --nio "
                + instantie);
    assertThat(javaArgs())
        .isEqualTo(
            "-Dvan-de-distributie=1 -Dketenbrug.broker.host=127.0.0.1 -Dketenbrug.broker.port=61616"
                + " -Dketenbrug.broker.min-disk-free=2GB -Dketenbrug.broker.critical-policy=HALT");
    omgeving.put("KETENBRUG_BROKER_HOST", "10.0.0.7");
    omgeving.put("KETENBRUG_BROKER_PORT", "5671");
    assertThat(javaArgs()).contains("broker.host=10.0.0.7", "broker.port=5671");
  }

  /** The distribution's own broker.xml is replaced, so it tells an instance that is being made. */
  @Test
  void anInstanceIsNotMadeTwice() throws Exception {
    maak();
    Files.writeString(instantie.resolve("etc/artemis-users.properties"), "ketenbrug = x\n");

    Afloop nogEens = maak();

    assertThat(nogEens.code()).isEqualTo(2);
    assertThat(nogEens.uitvoer()).contains("is an instance already; nothing was changed.");
    assertThat(instantie.resolve("etc/artemis-users.properties")).hasContent("ketenbrug = x");
  }

  @Test
  void theKeysAreItsOwnAndTheirPasswordIsTakenAsItIs() throws Exception {
    Path sleutels = Files.writeString(map.resolve("sleutels.p12"), "sleutels");
    omgeving.put("KETENBRUG_BROKER_SLEUTELBOS", sleutels.toString());
    omgeving.put("KETENBRUG_BROKER_SLEUTELWACHTWOORD", LASTIG);
    omgeving.put("KETENBRUG_BROKER_TLS_PORT", "5671");
    Afloop afloop = maak();

    assertThat(afloop.code()).as(afloop.uitvoer()).isZero();
    assertThat(afloop.uitvoer()).doesNotContain(LASTIG.strip());
    assertThat(instantie.resolve("etc/broker.p12")).hasContent("sleutels");
    assertThat(rechten("etc/broker.p12")).isEqualTo("rw-------");
    String acceptor = "acceptorConfigurations.partners-tls.params.";
    assertThat(instelling(acceptor + "keyStorePassword")).isEqualTo(LASTIG);
    assertThat(instelling(acceptor + "keyStorePath")).isEqualTo(instantie + "/etc/broker.p12");
    assertThat(instelling(acceptor + "port")).isEqualTo("5671");
    assertThat(instelling(acceptor + "host")).isEqualTo("127.0.0.1");
    assertThat(instelling(acceptor + "sslEnabled")).isEqualTo("true");
  }

  @Test
  void halfOfAPairKnowsTheOtherOneAndTheLocks() throws Exception {
    String sloten = Files.createDirectories(map.resolve("sloten")).toString();
    omgeving.put("KETENBRUG_BROKER_ANDER", "broker-b:61618");
    omgeving.put("KETENBRUG_BROKER_PAARGEHEIM", LASTIG);
    omgeving.put("KETENBRUG_BROKER_SLOTEN", sloten);
    Afloop afloop = maak();

    assertThat(afloop.code()).as(afloop.uitvoer()).isZero();
    assertThat(instelling("clusterPassword")).isEqualTo(LASTIG);
    assertThat(instantie.resolve("etc/paar.properties"))
        .hasSameTextualContentAs(Bestanden.TOP.resolve("broker/paar.properties"));
    assertThat(javaArgs())
        .contains(
            "-Dketenbrug.broker.ander.host=broker-b",
            "-Dketenbrug.broker.ander.port=61618",
            "-Dketenbrug.broker.sloten=" + sloten,
            "-Dketenbrug.broker.sloten-gedeeld=false");
  }

  @Test
  void halfOfAPairByTlsTrustsTheOtherOneByAFileThatOnlyItReads() throws Exception {
    omgeving.put("KETENBRUG_BROKER_ANDER", "broker-b:61617");
    omgeving.put("KETENBRUG_BROKER_PAARGEHEIM", "geheim");
    omgeving.put("KETENBRUG_BROKER_ZOOKEEPER", "z1:2181,z2:2181,z3:2181");
    omgeving.put(
        "KETENBRUG_BROKER_SLEUTELBOS", Files.writeString(map.resolve("s.p12"), "s").toString());
    omgeving.put(
        "KETENBRUG_BROKER_VERTROUWD", Files.writeString(map.resolve("v.p12"), "v").toString());
    omgeving.put("KETENBRUG_BROKER_VERTROUWDWACHTWOORD", "a\\b\"c");
    Afloop afloop = maak();

    assertThat(afloop.code()).as(afloop.uitvoer()).isZero();
    assertThat(rechten("etc/vertrouwd.p12")).isEqualTo("rw-------");
    assertThat(rechten("etc/vertrouwd.jvm")).isEqualTo("rw-------");
    assertThat(Files.readAllLines(instantie.resolve("etc/vertrouwd.jvm")))
        .contains("\"-Dorg.apache.activemq.ssl.trustStorePassword=a\\\\b\\\"c\"");
    assertThat(javaArgs()).contains("@" + instantie + "/etc/vertrouwd.jvm").doesNotContain("a\\b");
    Properties paar = lees("etc/paar.properties");
    String sloten = "HAPolicyConfiguration.distributedManagerConfiguration.";
    assertThat(paar.getProperty(sloten + "properties.connect-string"))
        .isEqualTo("z1:2181,z2:2181,z3:2181");
    assertThat(paar.stringPropertyNames().stream().filter(naam -> naam.startsWith(sloten)))
        .hasSize(2);
    assertThat(instelling("connectorConfigurations.ander.params.sslEnabled")).isEqualTo("true");
  }

  @Test
  void aStartLaysTheSettingsOfTheInstanceOverItsFile() throws Exception {
    maak();
    assertThat(voer("sh", START.toString(), instantie.toString()))
        .isEqualTo(new Afloop(0, "run\n--properties\n" + instantie + "/etc/broker.properties\n"));
  }

  /** Bodies of messages stand in the journal, the pages and what a pair sets aside. */
  @Test
  void noOtherAccountReadsWhatABrokerKeeps() throws Exception {
    maak();
    assertThat(rechten("")).isEqualTo("rwx------");
    try (Stream<Path> bestanden = Files.walk(instantie)) {
      assertThat(bestanden.filter(een -> isLeesbaarVoorAnderen(een))).isEmpty();
    }

    Files.setPosixFilePermissions(instantie, PosixFilePermissions.fromString("rwxr-xr-x"));
    script(instantie.resolve("bin/artemis"), "mkdir journal\necho x > journal/een.amq\n");
    Afloop afloop =
        voer(
            "sh",
            "-c",
            "umask 022; cd \"$1\" && exec sh \"$0\" .",
            START.toString(),
            instantie.toString());
    assertThat(afloop).isEqualTo(new Afloop(0, ""));
    assertThat(rechten("")).as("one of an earlier version").isEqualTo("rwxr-x---");
    assertThat(rechten("journal")).isEqualTo("rwx------");
    assertThat(rechten("journal/een.amq")).isEqualTo("rw-------");
  }

  private static boolean isLeesbaarVoorAnderen(Path bestand) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(bestand))
          .substring(3)
          .contains("r");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aStartOfWhatIsNoInstanceSaysSo() throws Exception {
    Afloop afloop = voer("sh", START.toString(), map.toString());
    assertThat(afloop.code()).isEqualTo(2);
    assertThat(afloop.uitvoer()).startsWith("Usage: ");
  }

  @Test
  void halfOfAPairAsksWhetherItMayStart() throws Exception {
    omgeving.put("KETENBRUG_BROKER_ANDER", "broker-b:61618");
    omgeving.put("KETENBRUG_BROKER_PAARGEHEIM", "geheim");
    omgeving.put("KETENBRUG_BROKER_SLOTEN", map.toString());
    maak();
    Path java = map.resolve("java");
    omgeving.put("JAVACMD", java.toString());
    script(java, "echo \"$@\"\nexit 3\n");
    Afloop nee = voer("sh", START.toString(), instantie.toString());
    assertThat(nee.code()).isEqualTo(3);
    assertThat(nee.uitvoer())
        .contains("-Dketenbrug.broker.ander.host=broker-b")
        .endsWith(" nl.ketenbrug.broker.Paarstart " + instantie + "\n");

    script(java, "exit 0\n");
    assertThat(voer("sh", START.toString(), instantie.toString()).uitvoer())
        .isEqualTo(
            "run\n--properties\n%1$s/etc/paar.properties,%1$s/etc/broker.properties\n"
                .formatted(instantie));

    omgeving.put("KETENBRUG_BROKER_HOST", "0.0.0.0");
    assertThat(voer("sh", START.toString(), instantie.toString()).code()).isEqualTo(2);
  }

  /** An instance of another version may have other files, and a plugin of another version. */
  @Test
  void theDocumentNamesTheVersionOfArtemisThatWeBuildWith() {
    assertThat(versie("pom.xml", "<artemis\\.version>([^<]+)<"))
        .isEqualTo(versie("src/docs/standalone-broker.md", "`apache-artemis` ([0-9.]+[0-9])"));
  }

  private static String versie(String bestand, String patroon) {
    Matcher gevonden = Pattern.compile(patroon).matcher(Bestanden.lees(Path.of(bestand)));
    assertThat(gevonden.find()).as(bestand).isTrue();
    return gevonden.group(1);
  }

  private void weigert(String zin) throws Exception {
    Afloop afloop = maak();
    assertThat(afloop.uitvoer()).startsWith(zin);
    assertThat(afloop.code()).isEqualTo(2);
    assertThat(instantie).doesNotExist();
  }

  private Afloop maak() throws Exception {
    return voer("sh", MAAK.toString(), instantie.toString());
  }

  private String javaArgs() throws Exception {
    Path profiel = instantie.resolve("etc/artemis.profile");
    return voer("sh", "-c", ". \"$0\"; printf %s \"$JAVA_ARGS\"", profiel.toString()).uitvoer();
  }

  private String instelling(String naam) throws IOException {
    return lees("etc/broker.properties").getProperty(naam);
  }

  private Properties lees(String bestand) throws IOException {
    Properties gelezen = new Properties();
    try (Reader lezer = Files.newBufferedReader(instantie.resolve(bestand))) {
      gelezen.load(lezer);
    }
    return gelezen;
  }

  private String rechten(String bestand) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(instantie.resolve(bestand)));
  }

  private static void script(Path plaats, String regels) throws IOException {
    Files.writeString(plaats, "#!/bin/sh\nset -eu\n" + regels);
    Files.setPosixFilePermissions(plaats, PosixFilePermissions.fromString("rwx------"));
  }

  private Afloop voer(String... opdracht) throws Exception {
    ProcessBuilder bouwer = new ProcessBuilder(opdracht).redirectErrorStream(true);
    bouwer
        .environment()
        .keySet()
        .removeIf(naam -> naam.startsWith("KETENBRUG_") || naam.startsWith("ARTEMIS_"));
    bouwer.environment().putAll(omgeving);
    Process proces = bouwer.start();
    proces.getOutputStream().close();
    String uitvoer = new String(proces.getInputStream().readAllBytes());
    assertThat(proces.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Afloop(proces.exitValue(), uitvoer);
  }
}
