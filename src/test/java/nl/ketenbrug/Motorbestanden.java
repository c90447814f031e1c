package nl.ketenbrug;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** A copy of the installation's files that a test may change. */
final class Motorbestanden {

  private static final String[] MAPPEN = {"routes", "transforms", "config", "broker"};

  private final Path map;

  private Motorbestanden(Path map) {
    this.map = map;
  }

  /** Copies the installation that the tests run in to {@code map}, which is emptied first. */
  static Motorbestanden kopie(Path map) throws IOException {
    FileSystemUtils.deleteRecursively(map);
    for (String naam : MAPPEN) {
      FileSystemUtils.copyRecursively(Path.of(naam), map.resolve(naam));
    }
    return new Motorbestanden(map);
  }

  Path map() {
    return map;
  }

  /**
   * Lets the simulated sources know these debtors, all living alone with one job, and no others.
   */
  void schuldenaren(List<String> bsns) throws IOException {
    StringBuilder scenario =
        new StringBuilder(
            """
            geweigerdeAfnemers: []
            werkgevers:
              bakkerij:
                {naam: Bakkerij De Proefkorst BV, loonheffingennummer: 999900011L01, fiNr: "999900011",
                 straat: Deegstraat, huisnummer: 1, postcode: 9901XA, plaats: Verzonnendam}
            personen:
            """);
    for (String bsn : bsns) {
      scenario.append(
          """
            - bsn: "%s"
              doel: alleenstaande met een baan
              brp:
                naam: {voornamen: Alida, geslachtsnaam: Verzonneling}
                geslacht: V
                geboren: "1988-04-12"
                gemeente: {code: "9901", naam: Verzonnendam}
                verblijf:
                  sinds: P5Y
                  adres: {straat: Bedachtelaan, huisnummer: 12, postcode: 9901ZA, woonplaats: Verzonnendam}
              polis:
                inkomstenverhoudingen:
                  - werkgever: bakkerij
                    volgnummer: 1
                    begin: P6Y
                    loonheffingskorting: true
                    uren: 156
                    brutoCent: 285000
                    ingehoudenCent: 31200
          """
              .formatted(bsn));
    }
    Files.writeString(map.resolve("config/simulator/scenario.yaml"), scenario);
  }

  /** Gives what is asked behind Suwinet the milliseconds that a busy machine needs. */
  void tijdslimiet(String bron, int millis) throws IOException {
    Path bestand = map.resolve("config/sources/" + bron + ".yaml");
    Files.writeString(
        bestand,
        Files.readString(bestand).replaceFirst("tijdslimiet: \\d+", "tijdslimiet: " + millis));
  }

  /** Adds a source that delivers by itself, with schema and stylesheet of another. */
  void tweedeBron(String naam, String alsBron) throws IOException {
    String instelling = Files.readString(map.resolve("config/sources/" + alsBron + ".yaml"));
    Files.writeString(
        map.resolve("config/sources/" + naam + ".yaml"),
        instelling.replace("naam: " + alsBron, "naam: " + naam));
    Path transforms = map.resolve("transforms");
    Files.createDirectories(transforms.resolve(naam));
    Files.copy(
        transforms.resolve(alsBron).resolve(alsBron + "-to-canonical.xsl"),
        transforms.resolve(naam).resolve(naam + "-to-canonical.xsl"));
  }

  /** Lets the stylesheet of a source stop at messages in which this element has this value. */
  void laatStylesheetWeigeren(String bron, String element, String waarde) throws IOException {
    laatWeigeren(
        "transforms/" + bron + "/" + bron + "-to-canonical.xsl",
        "*/%s = '%s'".formatted(element, waarde));
  }

  /** Lets the stylesheet of a profile stop at events about this registration. */
  void laatProfielWeigeren(String profiel, String registratieId) throws IOException {
    laatWeigeren(
        "transforms/" + profiel + "/canonical-to-" + profiel + ".xsl",
        "//*:registratieId = '%s'".formatted(registratieId));
  }

  private void laatWeigeren(String stylesheet, String voorwaarde) throws IOException {
    Path xsl = map.resolve(stylesheet);
    String tekst = Files.readString(xsl);
    String begin = "<xsl:template match=\"/\">";
    if (!tekst.contains(begin)) {
      throw new IllegalStateException(stylesheet + " heeft geen sjabloon voor het document");
    }
    String regel =
        "<xsl:if test=\"%s\"><xsl:message terminate=\"yes\" error-code=\"KB-PROEF\">Dit stylesheet weigert.</xsl:message></xsl:if>"
            .formatted(voorwaarde);
    Files.writeString(xsl, tekst.replace(begin, begin + regel));
  }

  /** Gives the broker of the next start this plugin beside its own, or no other. */
  void brokerplugin(Class<?> plugin) throws IOException {
    String xml = Files.readString(Path.of("broker/broker.xml"));
    String extra =
        "<broker-plugin class-name=\"%s\"/>".formatted(plugin == null ? "" : plugin.getName());
    Files.writeString(
        map.resolve("broker/broker.xml"),
        plugin == null ? xml : xml.replace("</broker-plugins>", extra + "</broker-plugins>"));
  }

  /** Test BSNs (9999xxxxx) that pass the elfproef, from {@code vanaf} on. */
  static List<String> bsns(int vanaf, int aantal) {
    List<String> bsns = new ArrayList<>();
    for (int nummer = vanaf; bsns.size() < aantal; nummer++) {
      if (elfproef(nummer)) {
        bsns.add(Integer.toString(nummer));
      }
    }
    return bsns;
  }

  private static boolean elfproef(int nummer) {
    String cijfers = Integer.toString(nummer);
    int som = -Character.digit(cijfers.charAt(8), 10);
    for (int i = 0; i < 8; i++) {
      som += (9 - i) * Character.digit(cijfers.charAt(i), 10);
    }
    return som % 11 == 0;
  }

  /** The compiled files of a class, nested ones too, in a folder of their own. */
  static void kopieerKlasse(Class<?> klasse, Path doel) throws IOException {
    Path bron = Path.of(klasse.getProtectionDomain().getCodeSource().getLocation().getPath());
    Path pakket = Path.of(klasse.getPackageName().replace('.', '/'));
    Files.createDirectories(doel.resolve(pakket));
    try (Stream<Path> files = Files.list(bron.resolve(pakket))) {
      files
          .filter(
              file ->
                  file.getFileName()
                      .toString()
                      .matches(klasse.getSimpleName() + "(\\$.*)?\\.class"))
          .forEach(file -> kopieer(file, doel.resolve(pakket).resolve(file.getFileName())));
    }
  }

  private static void kopieer(Path file, Path doel) {
    try {
      Files.write(doel, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
