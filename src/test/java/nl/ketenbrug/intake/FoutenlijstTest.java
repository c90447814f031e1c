package nl.ketenbrug.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Jsonlezer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.mock.env.MockEnvironment;

/**
 * Walks the table of {@code src/docs/when-a-source-fails.md} of what is delivered: each fault has
 * the code and the sentence that stand there.
 */
class FoutenlijstTest {

  private static final Path DOCUMENT = Path.of("src/docs/when-a-source-fails.md");
  private static final String KOP = "| fault | code | sentence |";

  private static Bron svb;
  private static Aanleveringlezer lezer;
  private static String goed;
  private static Map<String, byte[]> fouten;

  private record Fout(String wat, String code, String zin) {}

  @BeforeAll
  static void lees() throws Exception {
    svb =
        new ObjectMapper(new YAMLFactory())
            .readValue(Path.of("config/sources/svb.yaml").toFile(), Bron.class);
    lezer =
        new Aanleveringlezer(
            new Schemacontrole(Path.of(".")),
            new Jsonlezer(new MockEnvironment()),
            new IntakeSettings("geheim-van-de-proef-".repeat(2)));
    goed = voorbeeld("svb", "gevonden");
    fouten = new LinkedHashMap<>();
    met("not well-formed", goed.replace("</ClientSuwi>", "</Client>"));
    met("stops halfway", goed.substring(0, goed.length() / 2));
    fouten.put(
        "another encoding than it says",
        goed.replace("Alida", "Álida").getBytes(StandardCharsets.ISO_8859_1));
    met("an encoding that nobody knows", goed.replace("UTF-8", "X-ONBEKEND-9"));
    met(
        "a value that is not valid",
        goed.replaceFirst("<DatBUitkeringsverhouding>\\d+", "<DatBUitkeringsverhouding>2026-1-1"));
    met("another namespace", goed.replace("http://bkwi.nl", "http://bkwi.example"));
    met("another version", goed.replace("/v0200", "/v0201"));
    met("another service", voorbeeld("rdw-voertuigbezit", "gevonden"));
    met("a DTD", "<!DOCTYPE a [<!ENTITY b 'c'>]>" + zonderKop(goed));
    met("too deep", zonderKop(goed).replaceFirst("<Voornamen>", "<d>".repeat(200) + "<Voornamen>"));
    met("about nobody", voorbeeld("svb", "niets-gevonden"));
    met("about two persons", tweePersonen());
    met(
        "a number that is no BSN",
        goed.replaceFirst("<Burgerservicenr>\\d+", "<Burgerservicenr>999999999"));
    met("two elements in the Body", envelop(zonderKop(goed) + zonderKop(goed)));
  }

  @TestFactory
  Stream<DynamicTest> everyFaultHasItsCodeAndItsSentence() throws Exception {
    return uitDeTabel().stream()
        .map(
            fout ->
                dynamicTest(
                    fout.wat(),
                    () -> {
                      byte[] bericht = fouten.get(fout.wat());
                      assertThat(bericht).as("how to make: %s", fout.wat()).isNotNull();

                      Throwable gebleken = catchThrowable(() -> lezer.lees(bron(fout), bericht));

                      assertThat(gebleken)
                          .isInstanceOfSatisfying(
                              GeweigerdBericht.class,
                              e -> assertThat(e.code()).isEqualTo(fout.code()));
                      assertThat(
                              gebleken.getMessage().replaceFirst("^Regel \\d+, kolom \\d+: ", ""))
                          .isEqualTo(fout.zin())
                          .doesNotContain("99999");
                    }));
  }

  @Test
  void everyFaultThatIsMadeStandsInTheTable() throws Exception {
    assertThat(uitDeTabel()).extracting(Fout::wat).containsExactlyElementsOf(fouten.keySet());
  }

  @Test
  void whatHasNoFaultIsTaken() {
    assertThat(lezer.lees(svb, goed.getBytes(StandardCharsets.UTF_8)).tekst()).contains("AOW");
    assertThat(lezer.lees(svb, envelop(zonderKop(goed))).tekst()).contains("AOW");
  }

  /** Only the BRP may answer about more than one person. */
  private static Bron bron(Fout fout) throws Exception {
    return fout.wat().equals("about two persons")
        ? new ObjectMapper(new YAMLFactory())
            .readValue(Path.of("config/sources/brp-suwinet.yaml").toFile(), Bron.class)
        : svb;
  }

  private static String tweePersonen() throws Exception {
    String brp = voorbeeld("brp-suwinet", "gevonden");
    return brp.replace(
        "</ClientSuwi>",
        "</ClientSuwi><ClientSuwi><Burgerservicenr>999991012</Burgerservicenr></ClientSuwi>");
  }

  private static void met(String wat, String bericht) {
    fouten.put(wat, bericht.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Fout> uitDeTabel() throws Exception {
    List<String> regels = Files.readAllLines(DOCUMENT);
    int kop = regels.indexOf(KOP);
    assertThat(kop).as("the table in %s", DOCUMENT).isPositive();
    List<Fout> tabel = new ArrayList<>();
    for (String regel : regels.subList(kop + 2, regels.size())) {
      if (!regel.startsWith("|")) {
        break;
      }
      String[] cellen = regel.split("\\|");
      tabel.add(new Fout(cellen[1].strip(), cellen[2].strip().replace("`", ""), cellen[3].strip()));
    }
    return tabel;
  }

  private static String voorbeeld(String bron, String naam) throws Exception {
    return Files.readString(Path.of("transforms", bron, "examples", naam + ".xml"));
  }

  private static String zonderKop(String xml) {
    return xml.replaceFirst("<\\?xml.*?\\?>", "").strip();
  }

  private static String envelop(String inhoud) {
    return "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>"
        + inhoud
        + "</soap:Body></soap:Envelope>";
  }
}
