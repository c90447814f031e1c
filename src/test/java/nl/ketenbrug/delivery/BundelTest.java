package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.ketenbrug.delivery.Bundelinhoud.Stuk;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** What stands on paper: all of the profile's body, in words, whatever its format and its names. */
class BundelTest {

  private static final Instant GEMAAKT = Instant.parse("2026-11-17T05:00:00Z");
  private static final String DOSSIER = "1f0c9a6e5b7d".repeat(5) + "1f0c";

  @Test
  void everyFormatOfAProfileIsReadable() throws Exception {
    assertThat(regels("volledig/examples/bvv-vastgesteld.xml"))
        .contains(
            "Vaststelling – Beslagvrije voet – Bedrag = € 1.712,54",
            "Vaststelling – Beslagvrije voet – Geldig tot = 16 november 2027",
            "Geregistreerd = 17 november 2026, 09:05:13",
            "Vaststelling – Schuldenaar – Geheimhouding = nee")
        .anyMatch(regel -> regel.contains("Artikel = 475da lid 1"));
    assertThat(regels("beperkt-json/examples/bvv-vastgesteld.json"))
        .contains("Beslagvrije voet – Bedrag = € 1.712,54", "Schuldenaar – Bsn = 999958379");
    assertThat(regels("beperkt-csv/examples/bvv-vastgesteld.csv"))
        .contains("Beslagvrije voet centen = € 1.712,54", "Bsn = 999958379");
    assertThat(regels("bvv-suwiml/examples/bvv-vastgesteld.xml"))
        .anyMatch(regel -> regel.endsWith("Waarde bedr = € 1.712,54"))
        .anyMatch(regel -> regel.endsWith("Dat peil = 16 november 2026"));
  }

  /** By the types of the schemas, and in every example of every profile that a partner can get. */
  @Test
  void everyAmountOfEveryProfileStandsInEurosWithTwoDecimals() throws Exception {
    int bedragen = 0;
    for (Path profiel : profielen()) {
      Set<String> namen = bedragnamen(profiel);
      namen.forEach(
          naam ->
              assertThat(Leesbaar.waarde(naam, "-123456"))
                  .as("%s in %s", naam, profiel)
                  .isEqualTo("€ -1.234,56"));
      for (Path voorbeeld : bestanden(profiel.resolve("examples"))) {
        String body = Files.readString(voorbeeld);
        List<Leesbaar.Regel> regels = Leesbaar.van(body);
        List<String> verwacht = centen(body, namen);
        bedragen += verwacht.size();
        assertThat(regels.stream().map(Leesbaar.Regel::waarde).toList())
            .as(voorbeeld.toString())
            .containsAll(verwacht);
        assertThat(regels)
            .as(voorbeeld.toString())
            .noneMatch(
                regel ->
                    regel.waarde().matches("-?\\d{3,}")
                        && laatste(regel).matches(String.join("|", MONEY)));
      }
    }
    assertThat(bedragen).isGreaterThan(40);
  }

  @Test
  void whatTheReceiptCountsInCentsStandsInEurosAndWhatItDoesNotStandsAsItIs() {
    List<String> regels =
        Leesbaar.van(
                """
                {"invoer":[{"naam":"inkomen","waarde":"210050","eenheid":"cent/maand"},
                {"naam":"looptijd","waarde":"36","eenheid":"maanden"},
                {"naam":"bankdrempel","waarde":"5","eenheid":"cent"}],
                "stappen":[{"onafgerond":"1712.543333","afgerondCent":171254,"uitkomst":9}],
                "bedragCent":171254,"peildatum":"2026-11-16"}""")
            .stream()
            .map(regel -> regel.label() + " = " + regel.waarde())
            .toList();
    assertThat(regels)
        .contains(
            "Invoer – Waarde = € 2.100,50 per maand",
            "Invoer – Waarde = 36",
            "Invoer – Eenheid = maanden",
            "Invoer – Waarde = € 0,05",
            "Stappen – Onafgerond = € 1.712,54 (onafgerond 1712.543333)",
            "Stappen – Afgerond cent = € 1.712,54",
            "Stappen – Uitkomst = € 0,09",
            "Bedrag cent = € 1.712,54",
            "Peildatum = 16 november 2026");
  }

  private static final List<String> MONEY =
      List.of("bedrag.*", "restant", "hoofdsom", "rente", "kosten", "basis", "plafond", "uitkomst");

  private static String laatste(Leesbaar.Regel regel) {
    String label = regel.label().toLowerCase(Locale.ROOT);
    return label.substring(label.lastIndexOf('–') + 1).strip();
  }

  private static List<Path> profielen() throws IOException {
    try (Stream<Path> mappen = Files.list(Path.of("transforms"))) {
      return mappen.filter(map -> Files.exists(map.resolve("profiel.yaml"))).sorted().toList();
    }
  }

  private static List<Path> bestanden(Path map) throws IOException {
    try (Stream<Path> paden = Files.list(map)) {
      return paden.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Elements whose type is money by the schema of the profile. */
  private static Set<String> bedragnamen(Path profiel) throws IOException {
    Set<String> namen = new TreeSet<>();
    for (Path pad : bestanden(profiel)) {
      if (pad.toString().endsWith(".xsd")) {
        Pattern.compile("<xs:element name=\"(\\w+)\" type=\"(Bedrag|BedragMetTeken)\"")
            .matcher(Files.readString(pad))
            .results()
            .forEach(gevonden -> namen.add(gevonden.group(1)));
        if (Files.readString(pad).contains("WaardeBedr")) {
          namen.add("WaardeBedr");
        }
      }
      if (pad.toString().endsWith(".schema.json")) {
        namen.add("bedrag");
      }
      if (pad.endsWith("kolommen.txt")) {
        Files.readAllLines(pad).stream()
            .filter(naam -> naam.endsWith("Centen"))
            .forEach(namen::add);
      }
    }
    return namen;
  }

  /** As a person reads it: each whole number in a field of one of these names. */
  private static List<String> centen(String body, Set<String> namen) {
    DecimalFormat euro =
        new DecimalFormat("€ #,##0.00", new DecimalFormatSymbols(Locale.forLanguageTag("nl-NL")));
    return namen.stream()
        .flatMap(
            naam ->
                Pattern.compile("(?:<%1$s[^>]*>|\"%1$s\":\\s*)(-?\\d+)[<,}\\s]".formatted(naam))
                    .matcher(body)
                    .results()
                    .map(gevonden -> new BigDecimal(gevonden.group(1)).movePointLeft(2)))
        .map(bedrag -> euro.format(bedrag).replace("-€ ", "€ -"))
        .toList();
  }

  @Test
  void theSameContentGivesTheSameBytesAtAnyMoment() throws Exception {
    Bundelinhoud inhoud = inhoud(stuk(1, "<G><naam>Jansen</naam></G>"));
    byte[] eerst = Bundelpdf.maak(inhoud);
    Thread.sleep(1100);
    assertThat(Bundelpdf.maak(inhoud)).isEqualTo(eerst);
    assertThat(Bundelpdf.maak(inhoud(stuk(1, "<G><naam>Janssen</naam></G>")))).isNotEqualTo(eerst);
  }

  @Test
  void aNameThatTheFontDoesNotHaveStopsNothingAndIsSeen() throws Exception {
    String pdf = tekst(Bundelpdf.maak(inhoud(stuk(3, "<G><naam>Ğül Kovács-Erdő 文 🙂</naam></G>"))));
    assertThat(pdf)
        .contains("Ğül Kovács-Erdő [U+6587] [U+1F642]", "Volgnummer 3", "bladzijde 1 van 1");
  }

  @Test
  void whatDoesNotFitOnALineOrAPageGoesOn() throws Exception {
    List<Stuk> veel = new ArrayList<>();
    for (int nummer = 1; nummer <= 120; nummer++) {
      veel.add(stuk(nummer, "<G><kenmerk>" + "a1b2c3d4".repeat(40) + "</kenmerk></G>"));
    }
    byte[] pdf = Bundelpdf.maak(new Bundelinhoud("cjib", "CJIB", 7, GEMAAKT, veel));
    String tekst = tekst(pdf);
    assertThat(tekst.replaceAll("\\s", "")).contains("a1b2c3d4".repeat(40));
    assertThat(tekst).contains("Volgnummer 120", "bladzijde 2 van");
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("nl-NL");
      assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Bundel 7 voor CJIB");
      assertThat(document.getNumberOfPages()).isGreaterThan(5);
    }
  }

  @Test
  void aSpreadsheetRunsNothingOfIt() {
    String csv =
        new String(
            Bundelcsv.maak(inhoud(stuk(1, "<G><naam>=HYPERLINK(1)</naam></G>"))),
            StandardCharsets.UTF_8);
    assertThat(csv).contains("\"Naam\";\"'=HYPERLINK(1)\"").startsWith("\uFEFF\"bundel\"");
  }

  private static List<String> regels(String voorbeeld) throws IOException {
    return Leesbaar.van(Files.readString(Path.of("transforms", voorbeeld))).stream()
        .map(regel -> regel.label() + " = " + regel.waarde())
        .toList();
  }

  private static Bundelinhoud inhoud(Stuk stuk) {
    return new Bundelinhoud("cjib", "CJIB", 1, GEMAAKT, List.of(stuk));
  }

  private static Stuk stuk(long nummer, String body) {
    return new Stuk(
        new UUID(0, nummer), nummer, DOSSIER, "nl.beslagregister.beslag-gelegd", 0, body);
  }

  private static String tekst(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    }
  }
}
