package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.Connection;
import jakarta.jms.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * What a source would answer may also come by itself: by HTTP, on its queue, or as a file in its
 * folder; bare, or in its SOAP envelope. It gives the same canonical objects.
 */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"ketenbrug.demo.aanleveren=false", "ketenbrug.aanleveringen.rust=300"})
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AntwoordAlsBerichtIT {

  private static final Path DATA = Path.of("target", "antwoord-als-bericht").toAbsolutePath();
  private static final Duration GEDULD = Duration.ofSeconds(40);

  private static int broker;

  @LocalServerPort private int poort;
  @Autowired private JdbcClient jdbc;
  @Autowired private Bronnen bronnen;

  @DynamicPropertySource
  static void omgeving(DynamicPropertyRegistry properties) throws Exception {
    broker = Eigenmotor.in(DATA, properties);
  }

  @BeforeEach
  void stil() {
    Stilte.bewaar();
  }

  @Test
  void givesTheSameObjectsForEverySourceBareAndInItsEnvelope() throws Exception {
    List<String> namen =
        bronnen.alle().stream()
            .filter(bron -> bron.isSuwinet() && !bron.suwinet().overZaak())
            .map(Bron::naam)
            .toList();
    assertThat(namen).hasSizeGreaterThan(8);

    for (String naam : namen) {
      Path voorbeeld = Path.of("transforms", naam, "examples", "gevonden.xml");
      if (!heeftPersoon(voorbeeld)) {
        continue;
      }
      String xml = Files.readString(voorbeeld);
      String verwacht =
          kern(Files.readString(Path.of(voorbeeld.toString().replace(".xml", ".canonical.xml"))));
      for (String vorm : List.of(xml, envelop(xml, naam))) {
        Webklant.Antwoord antwoord = lever(naam, vorm);
        assertThat(antwoord.status()).as("%s: %s", naam, antwoord.body()).isEqualTo(202);
        String id = antwoord.json().path("berichtId").asText();
        assertThat(stappen(id))
            .as(naam)
            .containsExactly("ontvangen", "getransformeerd", "vastgelegd");
        String canoniek = canoniek(naam, id);
        assertThat(canoniek)
            .contains(
                "<type>nl.brongegevens.antwoord-ontvangen</type>",
                "<berichtId>" + id + "</berichtId>",
                ":systeem:" + naam + "</bron>");
        assertThat(kern(canoniek)).as(naam).isEqualTo(verwacht);
      }
    }
  }

  @Test
  void takesAnAnswerInJsonAndACaseOfTheRegister() throws Exception {
    String brp = Files.readString(Path.of("transforms/brp/examples/gevonden.json"));
    String verplichtingen =
        Files.readString(Path.of("config/simulator/json/betaalverplichtingen/999991000.json"));
    // Cases that the simulated register does not have: of its own it knows more than the examples.
    Map<String, String> zaken =
        Map.of(
            "wsnp", onbekend(voorbeeld("cir", "wsnp.xml")),
            "faillissement", soap12(onbekend(voorbeeld("cir", "faillissement.xml"))));
    String json = "application/json";

    String persoon = aangenomen("brp", lever("brp", json, brp));
    assertThat(kern(canoniek("brp", persoon)))
        .isEqualTo(
            kern(Files.readString(Path.of("transforms/brp/examples/gevonden.canonical.xml"))));
    String schuld =
        aangenomen("betaalverplichtingen", lever("betaalverplichtingen", json, verplichtingen));
    assertThat(canoniek("betaalverplichtingen", schuld)).contains("<Betalingsverplichting>");
    for (Map.Entry<String, String> zaak : zaken.entrySet()) {
      String id = aangenomen("cir", lever("cir", zaak.getValue()));
      assertThat(inhouden(id)).as("of anybody: hashes alone").isEqualTo("0 van 3");
      await()
          .atMost(GEDULD)
          .untilAsserted(
              () ->
                  assertThat(
                          jdbc.sql(
                                  "select code from logregel where bericht_id = ?::uuid and code is"
                                      + " not null")
                              .param(id)
                              .query(String.class)
                              .list())
                      .containsExactly("zaak-ingenomen"));
    }

    assertThat(lever("brp", "<a/>").status()).as("XML for a source with JSON").isEqualTo(415);
    assertThat(lever("svb", json, brp).status()).as("JSON for a source with XML").isEqualTo(415);
    Webklant.Antwoord half = lever("brp", json, brp.substring(0, brp.length() / 2));
    assertThat(half.status()).isEqualTo(400);
    assertThat(half.body()).contains("json-niet-leesbaar").doesNotContain("99995");
    Webklant.Antwoord fout = lever("brp", json, brp.replace("\"personen\"", "\"mensen\""));
    assertThat(fout.status()).isEqualTo(422);
    assertThat(fout.body()).contains("json-niet-geldig");
    assertThat(inhouden(persoon)).isEqualTo("3 van 3");
    assertGeweigerd("cir", voorbeeld("cir", "gewijzigd.xml"), 422, "onderwerp-ontbreekt");
    assertThat(
            jdbc.sql(
                    "select count(*) from logregel where bron = 'cir' and stap = 'geweigerd'"
                        + " and inhoud_hash is not null")
                .query(Long.class)
                .single())
        .as("what was refused of the register")
        .isZero();

    int voor = aantal("brp", "vastgelegd");
    Path map = DATA.resolve("aanleveringen/brp");
    Files.writeString(map.resolve("brp.tijdelijk"), brp);
    Files.move(map.resolve("brp.tijdelijk"), map.resolve("brp.json"));
    await().atMost(GEDULD).until(() -> aantal("brp", "vastgelegd") == voor + 1);
    assertThat(namen(map.resolve("klaar"))).singleElement().asString().endsWith("-brp.json");
  }

  /** Of how many of its steps that name a payload the log has it. */
  private String inhouden(String id) {
    return jdbc.sql(
            """
            select count(i.hash) || ' van ' || count(*) from logregel r
              left join inhoud i on i.hash = r.inhoud_hash
            where r.bericht_id = ?::uuid and r.inhoud_hash is not null""")
        .param(id)
        .query(String.class)
        .single();
  }

  private static String onbekend(String zaak) {
    return zaak.replace("/26/", "/26/7").replace(".26.", ".26.7");
  }

  private String aangenomen(String naam, Webklant.Antwoord antwoord) throws Exception {
    assertThat(antwoord.status()).as("%s: %s", naam, antwoord.body()).isEqualTo(202);
    String id = antwoord.json().path("berichtId").asText();
    assertThat(stappen(id)).as(naam).startsWith("ontvangen", "getransformeerd", "vastgelegd");
    return id;
  }

  private static String soap12(String zaak) {
    return """
    <soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope">
      <soap:Header xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing">
        <wsa:MessageID>urn:proef:cir</wsa:MessageID>
      </soap:Header>
      <soap:Body>
        <getCaseResponse xmlns="http://www.rechtspraak.nl/namespaces/cir01">
          <getCaseResult>%s</getCaseResult>
        </getCaseResponse>
      </soap:Body>
    </soap:Envelope>\
    """
        .formatted(zonderKop(zaak));
  }

  @Test
  void takesTheSameFactsAgainButTheSameEnvelopeOnce() throws Exception {
    String xml = voorbeeld("svb");
    String ander = xml.replace("151234", "160000");

    assertThat(lever("svb", xml).json().path("duplicaat").asBoolean()).isFalse();
    assertThat(lever("svb", ander).json().path("duplicaat").asBoolean()).isFalse();
    // Back to what it was: dropping this as known already would leave the other standing.
    assertThat(lever("svb", xml).json().path("duplicaat").asBoolean()).isFalse();

    String envelop = envelop(xml, "een-en-dezelfde");
    String eerste = lever("svb", envelop).json().path("berichtId").asText();
    JsonNode tweede = lever("svb", envelop).json();
    assertThat(tweede.path("duplicaat").asBoolean()).isTrue();
    assertThat(tweede.path("berichtId").asText()).isEqualTo(eerste);
  }

  @Test
  void refusesWithLineAndReason() throws Exception {
    String xml = voorbeeld("svb");
    String ongeldig =
        envelop(
            xml.replaceFirst(
                "<DatBUitkeringsverhouding>\\d+", "<DatBUitkeringsverhouding>2026-1-1"),
            "x");
    int regel = (int) ongeldig.lines().takeWhile(r -> !r.contains("2026-1-1")).count() + 1;

    Webklant.Antwoord antwoord = lever("svb", ongeldig);
    assertThat(antwoord.status()).isEqualTo(422);
    assertThat(antwoord.json().path("regel").asInt()).isEqualTo(regel);
    assertThat(antwoord.body()).contains("xml-niet-geldig", "DatBUitkeringsverhouding");

    assertGeweigerd("svb", xml.substring(0, xml.length() / 2), 400, "xml-niet-leesbaar");
    assertGeweigerd("svb", voorbeeld("rdw-voertuigbezit"), 422, "xml-niet-geldig");
    assertGeweigerd("svb", xml.replace("v0200", "v0201"), 422, "xml-niet-geldig");
    assertGeweigerd("svb", "<!DOCTYPE a [<!ENTITY b 'c'>]>" + zonderKop(xml), 400, "xml-dtd");
    assertGeweigerd("svb", voorbeeld("svb", "niets-gevonden.xml"), 422, "onderwerp-ontbreekt");
    assertGeweigerd("svb", voorbeeld("svb", "vraag.xml"), 422, "onderwerp-ontbreekt");
    for (String zaak : List.of("rdw-kenteken", "kadaster-aanduiding")) {
      assertGeweigerd(zaak, voorbeeld(zaak), 422, "antwoord-over-zaak");
      await()
          .atMost(GEDULD)
          .until(
              () ->
                  jdbc
                      .sql(
                          "select bool_and(inhoud_hash is null) from logregel where bron = ? and"
                              + " code = 'antwoord-over-zaak'")
                      .param(zaak)
                      .query(Boolean.class)
                      .stream()
                      .allMatch(Boolean.TRUE::equals));
    }
    assertGeweigerd(
        "svb",
        xml.replaceFirst("<Burgerservicenr>\\d+", "<Burgerservicenr>999999999"),
        422,
        "bsn-ongeldig");
    String tweemaal = zonderKop(xml) + zonderKop(xml);
    assertGeweigerd("svb", envelop(tweemaal, "y"), 422, "precies een element");
    assertGeweigerd("svb", envelop("", "z"), 422, "precies een element");
    assertGeweigerd("svb", " ".repeat(4_200_000) + xml, 413, "te-groot");
    assertThat(
            new Webklant(adres(), "polis", "polis")
                .post("/api/v1/aanleveringen/svb", "application/xml", xml)
                .status())
        .isEqualTo(403);
    assertThat(lever("brk", "<a/>").status()).as("nobody has this account").isEqualTo(401);
  }

  @Test
  void takesWhatTheSourcePutsOnItsQueue() throws Exception {
    int voor = aantal("uwv-aanvragen", "vastgelegd");
    var factory =
        new JmsConnectionFactory("uwv-aanvragen", "uwv-aanvragen", "amqp://127.0.0.1:" + broker);
    try (Connection verbinding = factory.createConnection();
        Session sessie = verbinding.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      var zender = sessie.createProducer(sessie.createQueue("intake.uwv-aanvragen"));
      zender.send(sessie.createTextMessage(voorbeeld("uwv-aanvragen")));
      zender.send(sessie.createTextMessage(envelop(voorbeeld("uwv-aanvragen"), "wachtrij")));
      zender.send(sessie.createTextMessage("<geen/>"));
    }

    await()
        .atMost(GEDULD)
        .untilAsserted(
            () -> {
              assertThat(aantal("uwv-aanvragen", "vastgelegd")).isEqualTo(voor + 2);
              assertThat(aantalGeparkeerd()).as("set apart, with its reason").isPositive();
            });
  }

  @Test
  void takesAFileWhenNobodyWritesItAnyMore() throws Exception {
    int voor = aantal("duo-studiefinanciering", "vastgelegd");
    Path map = DATA.resolve("aanleveringen/duo-studiefinanciering");
    String xml = voorbeeld("duo-studiefinanciering");
    Path goed = map.resolve("goed.xml");
    Files.writeString(map.resolve("goed.tijdelijk"), xml);
    Files.writeString(map.resolve("fout.xml"), xml.replace("<Burgerservicenr>", "<Bsn>"));
    Files.move(map.resolve("goed.tijdelijk"), goed);
    FileTime tijd = Files.getLastModifiedTime(goed);
    Path bewaard =
        Files.copy(goed, DATA.resolve("bewaard.xml"), StandardCopyOption.COPY_ATTRIBUTES);

    await()
        .atMost(GEDULD)
        .until(
            () ->
                !namen(map.resolve("klaar")).isEmpty()
                    && aantal("duo-studiefinanciering", "vastgelegd") == voor + 1);
    assertThat(namen(map.resolve("klaar"))).singleElement().asString().endsWith("-goed.xml");
    await().atMost(GEDULD).until(() -> namen(map.resolve("fout")).size() == 2);
    Path reden =
        map.resolve("fout")
            .resolve(
                namen(map.resolve("fout")).stream()
                    .filter(n -> n.endsWith(".txt"))
                    .findFirst()
                    .orElseThrow());
    assertThat(Files.readString(reden)).startsWith("xml-niet-").doesNotContain("9999");

    // As after a kill between acceptance and move: the same file stands there once more.
    Path nogEens = Files.move(bewaard, goed);
    Files.setLastModifiedTime(nogEens, tijd);
    await().atMost(GEDULD).until(() -> Files.notExists(goed));
    await().atMost(GEDULD).until(() -> aantal("duo-studiefinanciering", "duplicaat") == 1);
    assertThat(aantal("duo-studiefinanciering", "vastgelegd")).isEqualTo(voor + 1);
  }

  @Test
  void leavesAFileThatIsBeingWritten() throws Exception {
    Path map = DATA.resolve("aanleveringen/kadaster-eigendom");
    await().atMost(GEDULD).until(() -> Files.isDirectory(map));
    Path bestand = map.resolve("groeit.xml");
    String xml = voorbeeld("kadaster-eigendom");
    // Half of it, written last five seconds from now: many looks into the folder go by.
    Path half =
        Files.writeString(map.resolve("half.tijdelijk"), xml.substring(0, xml.length() / 2));
    Files.setLastModifiedTime(half, FileTime.fromMillis(System.currentTimeMillis() + 5_000));
    Files.move(half, bestand);
    Thread.sleep(3_000);
    assertThat(bestand).exists();
    Path heel = Files.writeString(map.resolve("heel.tijdelijk"), xml);
    Files.move(heel, bestand, StandardCopyOption.REPLACE_EXISTING);
    await().atMost(GEDULD).until(() -> !namen(map.resolve("klaar")).isEmpty());
    assertThat(bestand).doesNotExist();
    assertThat(namen(map.resolve("klaar"))).singleElement().asString().endsWith("groeit.xml");
    assertThat(map.resolve("fout")).doesNotExist();
  }

  private void assertGeweigerd(String bron, String xml, int status, String reden) throws Exception {
    Webklant.Antwoord antwoord = lever(bron, xml);
    assertThat(antwoord.body()).contains(reden).doesNotContain("99999");
    assertThat(antwoord.status()).isEqualTo(status);
  }

  private Webklant.Antwoord lever(String bron, String xml) throws Exception {
    return lever(bron, "application/xml", xml);
  }

  private Webklant.Antwoord lever(String bron, String soort, String bericht) throws Exception {
    return new Webklant(adres(), bron, bron).post("/api/v1/aanleveringen/" + bron, soort, bericht);
  }

  private String adres() {
    return "http://127.0.0.1:" + poort;
  }

  private List<String> stappen(String id) {
    List<String> stappen = new ArrayList<>();
    await()
        .atMost(GEDULD)
        .until(
            () -> {
              stappen.clear();
              stappen.addAll(
                  jdbc.sql("select stap from logregel where bericht_id = ?::uuid order by id")
                      .param(id)
                      .query(String.class)
                      .list());
              return stappen.size() > 2 || stappen.contains("geparkeerd");
            });
    return stappen;
  }

  /** The canonical event of the log, as the auditor reads it. */
  private String canoniek(String bron, String id) throws Exception {
    JsonNode spoor =
        new Webklant(adres(), "auditor", "auditor").json("/api/v1/log/berichten/" + id);
    for (JsonNode stap : spoor.path("stappen")) {
      if (stap.path("stap").asText().equals("getransformeerd")) {
        return stap.path("inhoud").asText();
      }
    }
    throw new AssertionError("Geen canonieke gebeurtenis van " + bron + ": " + spoor.fieldNames());
  }

  private int aantal(String bron, String stap) {
    return jdbc.sql("select count(*) from logregel where stap = :stap and bron = :bron")
        .param("stap", stap)
        .param("bron", bron)
        .query(Integer.class)
        .single();
  }

  private int aantalGeparkeerd() {
    return jdbc.sql(
            "select count(*) from logregel where stap = 'geparkeerd' and code = 'xml-niet-geldig'")
        .query(Integer.class)
        .single();
  }

  private static List<String> namen(Path map) throws Exception {
    if (Files.notExists(map)) {
      return List.of();
    }
    try (Stream<Path> bestanden = Files.list(map)) {
      return bestanden.map(b -> b.getFileName().toString()).toList();
    }
  }

  /** The facts without what differs per delivery, and without white space between elements. */
  private static String kern(String xml) {
    int begin = xml.indexOf("<Bronantwoord>");
    String feiten =
        begin < 0
            ? zonderKop(xml)
            : xml.substring(begin + "<Bronantwoord>".length(), xml.indexOf("</Bronantwoord>"));
    return feiten
        .replaceAll("<!--.*?-->", "")
        .replaceAll(" xmlns=\"[^\"]*\"", "")
        .replaceAll("(?s)<herkomst>.*?</herkomst>", "")
        .replaceAll(">\\s+<", "><")
        .strip();
  }

  private static String zonderKop(String xml) {
    return xml.replaceFirst("<\\?xml.*?\\?>", "").strip();
  }

  private static boolean heeftPersoon(Path voorbeeld) throws Exception {
    return Files.exists(voorbeeld) && Files.readString(voorbeeld).contains("<ClientSuwi>");
  }

  private static String voorbeeld(String bron) throws Exception {
    return voorbeeld(bron, "gevonden.xml");
  }

  private static String voorbeeld(String bron, String naam) throws Exception {
    return Files.readString(Path.of("transforms", bron, "examples", naam));
  }

  private static String envelop(String xml, String nummer) {
    return """
    <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
      <soap:Header xmlns:wsa="http://www.w3.org/2005/08/addressing">
        <wsa:MessageID>urn:proef:%s</wsa:MessageID>
      </soap:Header>
      <soap:Body>%s</soap:Body>
    </soap:Envelope>\
    """
        .formatted(nummer, zonderKop(xml));
  }
}
