package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.source.Bronvragen;
import nl.ketenbrug.source.Vraagonderwerp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A municipality tells by StUF-BG what changed about a person, and hears that it was taken. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "ketenbrug.demo.aanleveren=false",
      // People are followed, but nobody is asked about: what a source said is set by the test.
      "ketenbrug.volgen.aan=true",
      "ketenbrug.volgen.voeding=3600000",
      "ketenbrug.volgen.bijwerken=200"
    })
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KennisgevingIT {

  private static final Path DATA = Path.of("target", "kennisgeving").toAbsolutePath();
  private static final Duration GEDULD = Duration.ofSeconds(60);

  @LocalServerPort private int poort;

  @Value("${ketenbrug.simulator.port}")
  private int simulator;

  @Autowired private JdbcClient jdbc;
  @Autowired private Volgingen volgingen;
  @Autowired private Bronvragen vragen;

  @Value("${ketenbrug.dossiergeheim}")
  private String dossiergeheim;

  @DynamicPropertySource
  static void omgeving(DynamicPropertyRegistry properties) throws Exception {
    Eigenmotor.in(DATA, properties);
  }

  @Test
  void answersANoticeByBv03AndAWrongOneByFo03() throws Exception {
    Webklant.Antwoord goed = lever(voorbeeld("overleden"));
    assertThat(goed.status()).isEqualTo(200);
    assertThat(goed.body())
        .contains("Bv03Bericht", "<StUF:crossRefnummer>REF-0001<", "<StUF:applicatie>KETENBRUG<");

    Webklant.Antwoord fout =
        lever(voorbeeld("overleden").replace(">W</StUF:mutatiesoort>", ">X</StUF:mutatiesoort>"));
    assertThat(fout.status()).isEqualTo(500);
    assertThat(fout.body())
        .contains("Fault", "Fo03Bericht", "xml-niet-geldig", "<StUF:crossRefnummer>REF-0001<")
        .doesNotContain("999991000");
    assertThat(lever("geen xml").body()).contains("Fo03Bericht", "xml-niet-leesbaar");
  }

  @Test
  void keepsANoticeAboutWhoIsNoDebtorToItself() throws Exception {
    String bsn = Motorbestanden.bsns(999_994_000, 1).get(0);
    lever(voorbeeld("verhuisd").replace("999991000", bsn).replace("REF-0001", "REF-0002"));

    List<String> ids = wachtOp("nl.brp.persoon-verhuisd", "vastgelegd");
    assertThat(stappen(ids.get(0)))
        .containsExactlyInAnyOrder("ontvangen", "getransformeerd", "vastgelegd");
    ids =
        Stream.of(ids, wachtOp("nl.brp.geheimhouding-gewijzigd", "vastgelegd"))
            .flatMap(List::stream)
            .toList();
    assertThat(ids).hasSize(2);

    // One behind it, about a debtor, goes all the way: by then these would have been there too.
    String daarna =
        voorbeeld("kind-erbij")
            .replace("999991000", schuldenaar("02-ao"))
            .replace("REF-0001", "REF-0004");
    assertThat(lever(daarna).status()).isEqualTo(200);
    wachtOp("nl.brp.kind-gewijzigd", "verrijkt");
    for (String id : ids) {
      assertThat(stappen(id)).contains("vastgelegd").doesNotContain("verrijkt", "gepubliceerd");
    }
  }

  @Test
  void passesANoticeAboutADebtorOn() throws Exception {
    String bsn = schuldenaar("01-alleenstaande");

    lever(voorbeeld("gehuwd").replace("999991000", bsn).replace("REF-0001", "REF-0003"));

    String id = wachtOp("nl.brp.partnerschap-gewijzigd", "verrijkt").get(0);
    assertThat(stappen(id)).doesNotContain("geparkeerd", "mislukt");
    assertThat(
            jdbc.sql(
                    """
                    select count(distinct n.dossier) from herbepaling_nodig n
                    join logregel l on l.dossier = n.dossier and l.bericht_id = ?::uuid""")
                .param(id)
                .query(Integer.class)
                .single())
        .as("the determination is looked at again")
        .isOne();
  }

  @Test
  void leavesTheFactToFollowingWhereThatTellsIt() throws Exception {
    String bsn = schuldenaar("04-gm");
    Dossiersleutel dossier = Dossiersleutel.van(new Bsn(bsn), dossiergeheim);
    await().atMost(GEDULD).until(() -> beurt(dossier).isPresent());
    volgingen.bewaar(dossier, "brp", "<feiten/>", false, Instant.now().plusSeconds(86_400));
    jdbc.sql("update volging set sinds = '2000-01-01' where dossier = ?")
        .param(dossier.value())
        .update();

    lever(voorbeeld("overleden").replace("999991000", bsn).replace("REF-0001", "REF-0005"));

    await().atMost(GEDULD).until(() -> beurt(dossier).get().isBefore(Instant.now()));
    String id = wachtOpCode("gevolgd");
    assertThat(stappen(id)).contains("vastgelegd").doesNotContain("verrijkt", "geparkeerd");
    assertThat(
            jdbc.sql("select count(*) from herbepaling_nodig where dossier = ?")
                .param(dossier.value())
                .query(Integer.class)
                .single())
        .as("the determination is looked at again all the same")
        .isOne();
  }

  @Test
  void aWithdrawalThatIsToldByTheNoticeNamesTheEventThatItWithdraws() throws Exception {
    String bsn = schuldenaar("02-ao");
    Dossiersleutel dossier = Dossiersleutel.van(new Bsn(bsn), dossiergeheim);

    lever(voorbeeld("overleden").replace("999991000", bsn).replace("REF-0001", "REF-0010"));
    lever(
        voorbeeld("overlijden-ingetrokken")
            .replace("999991000", bsn)
            .replace("REF-0001", "REF-0011"));

    await().atMost(GEDULD).until(() -> !herroepen(dossier).isEmpty());
    assertThat(herroepen(dossier))
        .containsExactly(
            "nl.brp.persoon-overleden-ingetrokken intrekking nl.brp.persoon-overleden");

    wachtOp("nl.brp.persoon-overleden-ingetrokken", "verrijkt");
    // Offered again under another reference: what it says is what was told last.
    lever(
        voorbeeld("overlijden-ingetrokken")
            .replace("999991000", bsn)
            .replace("REF-0001", "REF-0012"));
    String nogEens = wachtOpCode("al-verteld");
    assertThat(stappen(nogEens)).doesNotContain("verrijkt", "geparkeerd");
  }

  /** The profiles leave the address out then. */
  @Test
  void anAddressThatTheBrpCalledSecretIsSecretAlsoWhereTheNoticeDoesNotSaySo() throws Exception {
    String bsn = schuldenaar("07-geheim");
    Dossiersleutel dossier = Dossiersleutel.van(new Bsn(bsn), dossiergeheim);
    await().atMost(GEDULD).until(() -> beurt(dossier).isPresent());
    volgingen.bewaar(
        dossier,
        "brp",
        """
        <feiten xmlns="urn:ketenbrug:invordering:1"><Persoon><geheimhouding>true</geheimhouding>\
        </Persoon></feiten>""",
        false,
        Instant.now().plusSeconds(86_400));

    lever(
        voorbeeld("verhuisd")
            .replace("999991000", bsn)
            .replace("REF-0001", "REF-0013")
            .replace(">W</StUF:mutatiesoort>", ">C</StUF:mutatiesoort>")
            .replace(">7</BG:inp.indicatieGeheim>", ">0</BG:inp.indicatieGeheim>"));

    String id = wachtOp("nl.brp.persoon-verhuisd-gecorrigeerd", "verrijkt").get(0);
    assertThat(wachtOpCode("bijgewerkt")).isEqualTo(id);
    assertThat(inhoud(id, "getransformeerd"))
        .contains("<adres>", "<geheimhouding>false</geheimhouding>")
        .doesNotContain("<geheimhouding>true</geheimhouding>");
    assertThat(inhoud(id, "verrijkt"))
        .containsPattern("(?s)<Schuldenaar>.*<geheimhouding>true</geheimhouding>.*</Schuldenaar>");
  }

  private String inhoud(String id, String stap) {
    return jdbc.sql(
            """
            select convert_from(i.bytes, 'UTF8') from logregel l join inhoud i on i.hash = l.inhoud_hash
            where l.bericht_id = ?::uuid and l.stap = ?""")
        .param(id)
        .param(stap)
        .query(String.class)
        .single();
  }

  /** What was withdrawn or corrected of this debtor: type, how, and the type of the first event. */
  private List<String> herroepen(Dossiersleutel dossier) {
    return jdbc.sql(
            """
            select distinct h.gebeurtenistype || ' ' || h.soort || ' ' || l.gebeurtenistype
            from herroeping h join logregel l on l.bericht_id = h.betreft
            where h.dossier = ? and l.stap = 'verrijkt'""")
        .param(dossier.value())
        .query(String.class)
        .list();
  }

  /** Judged at once it would be about nobody: the attachment that makes it about a debtor waits. */
  @Test
  void judgesANoticeBehindTheAttachmentThatCameBeforeIt() throws Exception {
    Webklant bron = new Webklant("http://127.0.0.1:" + simulator, "niemand", "niemand");
    String beslag = Files.readString(Path.of("config/demo/05-twee.xml"));
    String id;
    bron.put("/simulator/bronnen/brp", "{\"toestand\":\"storing\"}");
    try {
      id = leverBeslag(beslag);
      await().atMost(GEDULD).until(() -> stappen(id).contains("mislukt"));
      lever(
          voorbeeld("overleden").replace("999991000", bsn(beslag)).replace("REF-0001", "REF-0009"));
      await().atMost(GEDULD).until(() -> overlijden(beslag, "vastgelegd") > 0);
    } finally {
      bron.put("/simulator/bronnen/brp", "{\"toestand\":\"gewoon\"}");
    }

    await().atMost(GEDULD).until(() -> overlijden(beslag, "verrijkt") > 0);
    assertThat(stappen(id)).contains("gepubliceerd");
  }

  /** Records with this step of the notice about the debtor of this message. */
  private int overlijden(String beslag, String stap) {
    return jdbc.sql(
            """
            select count(*) from logregel
            where stap = ? and gebeurtenistype = 'nl.brp.persoon-overleden' and dossier = ?""")
        .param(stap)
        .param(Dossiersleutel.van(new Bsn(bsn(beslag)), dossiergeheim).value())
        .query(Integer.class)
        .single();
  }

  private String wachtOpCode(String code) {
    await()
        .atMost(GEDULD)
        .until(
            () ->
                jdbc.sql("select count(*) from logregel where code = ?")
                        .param(code)
                        .query(Integer.class)
                        .single()
                    == 1);
    return jdbc.sql("select bericht_id::text from logregel where code = ?")
        .param(code)
        .query(String.class)
        .single();
  }

  private Optional<Instant> beurt(Dossiersleutel dossier) {
    return jdbc.sql("select beurt from volging where dossier = ? and bron = 'brp'")
        .param(dossier.value())
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }

  /**
   * Two rows of the list of faults on the engine's own route: FoutenlijstTest tries all of them on
   * its parts.
   */
  @Test
  void aFaultOfASourceIsSetApartOrAskedAgainOnTheRouteAsTheListSays() throws Exception {
    try {
      zetSuwinet("{\"toestand\":\"vals\",\"wijze\":\"ander-persoon\"}");
      String apart = leverBeslag(demo("03-gz"));
      await().atMost(GEDULD).until(() -> stappen(apart).contains("geparkeerd"));
      assertThat(gezegd(apart, "geparkeerd")).containsExactly(rij("vals ander-persoon", "apart"));
      assertThat(stappen(apart)).contains("bevraagd").doesNotContain("mislukt", "verrijkt");

      zetSuwinet("{\"toestand\":\"onzin\",\"aantal\":1}");
      String opnieuw = leverBeslag(demo("06-vier"));
      // The log may write the second of these first.
      await()
          .atMost(GEDULD)
          .until(() -> stappen(opnieuw).containsAll(List.of("verrijkt", "gepubliceerd")));
      assertThat(gezegd(opnieuw, "mislukt")).containsExactly(rij("onzin", "again"));
      List<String> stappen = stappen(opnieuw);
      assertThat(stappen.subList(stappen.indexOf("mislukt"), stappen.size()))
          .contains("bevraagd", "verrijkt")
          .doesNotContain("geparkeerd");
    } finally {
      zetSuwinet("{\"toestand\":\"gewoon\"}");
    }
  }

  /** By the route itself: the way to an event is tried in parts, by tests of each of them. */
  @Test
  void aPropertyAndADebtorAreAskedAboutByJsonOnRecordAndWithoutTheKey() throws Exception {
    String vraag = BerichtId.nieuw(Instant.now()).toString();
    Map<String, Object> koppen =
        Map.of(
            Koppen.BERICHT_ID,
            vraag,
            Koppen.CORRELATIE_ID,
            vraag,
            Koppen.BRON,
            "ketenbrug",
            Koppen.DOSSIER,
            "a".repeat(64),
            "geregistreerd",
            Instant.now().toString());

    assertThat(
            vragen
                .json(
                    "brk",
                    new Vraagonderwerp.Perceel("9901", "Verzonnendam", "K", "01234", "0007"),
                    koppen)
                .get())
        .contains("<kenmerk>NL.VERZONNEN.501</kenmerk>", "<bedrag>1250050</bedrag>");
    assertThat(
            vragen
                .json(
                    "betaalverplichtingen",
                    new Vraagonderwerp.Persoon(new Bsn("999991000")),
                    koppen)
                .get())
        .contains("<ingetrokkenOp>2026-05-12</ingetrokkenOp>");
    await().atMost(GEDULD).until(() -> stappen(vraag).equals(List.of("bevraagd", "bevraagd")));
    assertThat(gezegd(vraag, "bevraagd"))
        .containsExactlyInAnyOrder(
            "brk gevraagd aan bron brk",
            "betaalverplichtingen gevraagd aan bron betaalverplichtingen");

    zetBron("brk", "{\"toestand\":\"storing\",\"aantal\":1}");
    assertThat(
            vragen.json(
                "brk",
                new Vraagonderwerp.Perceel("9901", "Verzonnendam", "K", "01234", "0007"),
                koppen))
        .failsWithin(GEDULD)
        .withThrowableThat()
        .withCauseInstanceOf(BronNietBereikbaar.class)
        .withMessageNotContaining("alleen-voor-de-demo");
  }

  /** Code and sentence of the row that is played so, when it ends as said. */
  private static String rij(String gespeeld, String dan) throws Exception {
    String[] cellen =
        Files.readAllLines(Path.of("src/docs/when-a-source-fails.md")).stream()
            .filter(regel -> regel.contains("| `" + gespeeld + "` |"))
            .findFirst()
            .orElseThrow()
            .split("\\|");
    assertThat(cellen[5].strip()).isEqualTo(dan);
    return cellen[3].strip().replace("`", "") + " " + cellen[4].strip();
  }

  private List<String> gezegd(String id, String stap) {
    return jdbc.sql(
            "select code || ' ' || uitleg from logregel where bericht_id = ?::uuid and stap = ?")
        .param(id)
        .param(stap)
        .query(String.class)
        .list();
  }

  private void zetSuwinet(String toestand) throws Exception {
    zetBron("suwinet", toestand);
  }

  private void zetBron(String bron, String toestand) throws Exception {
    assertThat(
            new Webklant("http://127.0.0.1:" + simulator, "niemand", "niemand")
                .put("/simulator/bronnen/" + bron, toestand)
                .status())
        .isEqualTo(200);
  }

  private static String demo(String naam) throws Exception {
    return Files.readString(Path.of("config/demo", naam + ".xml"));
  }

  /** Lays an attachment of the demo and gives the number of its debtor. */
  private String schuldenaar(String voorbeeld) throws Exception {
    String beslag = Files.readString(Path.of("config/demo", voorbeeld + ".xml"));
    String id = leverBeslag(beslag);
    await().atMost(GEDULD).until(() -> stappen(id).contains("gepubliceerd"));
    return bsn(beslag);
  }

  private static String bsn(String beslag) {
    return beslag.replaceAll("(?s).*<bsn>(\\d{9})</bsn>.*", "$1");
  }

  private String leverBeslag(String beslag) throws Exception {
    Webklant.Antwoord antwoord =
        new Webklant(adres(), "beslagregister", "beslagregister")
            .post("/api/v1/aanleveringen/beslagregister", "application/xml", beslag);
    assertThat(antwoord.status()).isEqualTo(202);
    return antwoord.json().path("berichtId").asText();
  }

  private Webklant.Antwoord lever(String xml) throws Exception {
    return new Webklant(adres(), "brp-stuf", "brp-stuf")
        .post("/api/v1/aanleveringen/brp-stuf", "text/xml", xml);
  }

  private String adres() {
    return "http://127.0.0.1:" + poort;
  }

  private List<String> wachtOp(String type, String stap) {
    await().atMost(GEDULD).until(() -> aantal(type, stap) > 0);
    return jdbc.sql(
            "select distinct bericht_id::text from logregel where gebeurtenistype = ? and stap = ?")
        .param(type)
        .param(stap)
        .query(String.class)
        .list();
  }

  private int aantal(String type, String stap) {
    return jdbc.sql("select count(*) from logregel where gebeurtenistype = ? and stap = ?")
        .param(type)
        .param(stap)
        .query(Integer.class)
        .single();
  }

  private List<String> stappen(String id) {
    return jdbc.sql("select stap from logregel where bericht_id = ?::uuid order by id")
        .param(id)
        .query(String.class)
        .list();
  }

  private static String voorbeeld(String naam) throws Exception {
    return Files.readString(Path.of("transforms/brp-stuf/examples", naam + ".xml"));
  }
}
