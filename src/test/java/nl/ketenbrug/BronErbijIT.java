package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
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
import org.springframework.util.FileSystemUtils;

/**
 * Sources in a running engine. One behind Suwinet is files only: a made-up service from {@code
 * src/test/bron-erbij} is added to a copy of the installation, and the running engine asks it, as
 * it asks the others. And the handelsregister, whose signals it reads, fetches and tells by itself;
 * and the BRP through Suwinet, in the place of Haal Centraal, for who has it that way only.
 */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "ketenbrug.demo.aanleveren=false",
      "ketenbrug.volgen.aan=true",
      "ketenbrug.verrijking.brp=brp-suwinet",
      "ketenbrug.volgen.bronnen=handelsregister,brp-suwinet",
      "ketenbrug.volgen.voeding=200",
      "ketenbrug.volgen.bijwerken=500",
      // Seconds: an answer that a fault of the database kept from being processed.
      "ketenbrug.volgen.uitstel=40",
      "ketenbrug.dossier.verzending=100"
    })
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BronErbijIT {

  private static final Path WERKMAP = Path.of("target", "bron-erbij").toAbsolutePath();
  private static final Path ERBIJ = Path.of("src/test/bron-erbij");
  private static final Duration GEDULD = Duration.ofMinutes(2);
  private static final Bsn ALLEENSTAANDE = new Bsn("999991000");
  private static final Bsn EGBERT = new Bsn("999991048");
  private static final Bsn FEMKE = new Bsn("999991061");
  private static final String HERKOMST = "urn:nld:oin:00000099000000046000:systeem:proefdienst";

  /** Operations that ask about a vehicle, a property, an address or an organisation. */
  private static final Map<String, Vraagonderwerp> OVER_OBJECTEN =
      Map.of(
          "rdw-kenteken",
          new Vraagonderwerp.Voertuig("XX99XX", null),
          "rdw-kenteken-digitaal",
          new Vraagonderwerp.Voertuig("XX99XX", ALLEENSTAANDE),
          "rdw-onderneming",
          new Vraagonderwerp.Onderneming("99999011", "000099999011"),
          "kadaster-aanduiding",
          new Vraagonderwerp.Perceel("9901", "Verzonnendam", "K", "01234", "0007"),
          "kadaster-adres",
          new Vraagonderwerp.Adres("9999ZZ", "12", "B", "3HG"));

  private static final String BEVRAAGD = "logregel where stap = 'bevraagd' and code = ";

  @Autowired private Bronvragen vragen;
  @Autowired private Bronnen bronnen;
  @Autowired private JdbcClient jdbc;
  @LocalServerPort private int poort;

  @Value("${ketenbrug.simulator.port}")
  private int simulator;

  @DynamicPropertySource
  static void omgeving(DynamicPropertyRegistry properties) throws Exception {
    FileSystemUtils.deleteRecursively(WERKMAP);
    Path map = Motorbestanden.kopie(WERKMAP.resolve("map")).map();
    FileSystemUtils.copyRecursively(ERBIJ, map);
    Path register = map.resolve("config/sources/handelsregister.yaml");
    Files.writeString(
        register,
        Files.readString(register)
            .replaceFirst("elke: \\d+", "elke: 1")
            .replaceFirst("perMinuut: \\d+", "perMinuut: 100000")
            .replaceFirst("terugval: \\d+", "terugval: 1"));
    Path brp = map.resolve("config/sources/brp-suwinet.yaml");
    Files.writeString(
        brp,
        Files.readString(brp)
            .replaceFirst("tijdslimiet: \\d+", "tijdslimiet: 30000")
            .replaceFirst("elke: \\d+", "elke: 2")
            .replaceFirst("perMinuut: \\d+", "perMinuut: 100000")
            .replaceFirst("terugval: \\d+", "terugval: 1")
            .replaceFirst("van: \"18:00\"", "van: \"00:00\""));
    brpZegt(EGBERT, "Voorbeeldlaan", "20150301", "19790228", FEMKE);
    brpZegt(FEMKE, "Voorbeeldlaan", "20150301", "19810719", EGBERT);
    Files.writeString(map.resolve("config/partners/volger.yaml"), volger());
    properties.add("ketenbrug.map", map::toString);
    Eigenmotor.in(WERKMAP.resolve("data"), properties);
  }

  @Test
  void addsNoClassToTheEngine() throws Exception {
    try (Stream<Path> bestanden = Files.walk(ERBIJ)) {
      assertThat(bestanden.filter(Files::isRegularFile).map(Path::toString).toList())
          .isNotEmpty()
          .allMatch(naam -> naam.matches(".*\\.(yaml|xsl|xsd|xml)"));
    }
  }

  @Test
  void asksAServiceThatIsFilesOnlyAndAnswersInTheCanonicalModel() {
    String antwoord = vraag("proefdienst", ALLEENSTAANDE, BerichtId.nieuw(Instant.now()));

    assertThat(antwoord)
        .contains(
            "uitkomst=\"gevonden\"",
            "<bsn>999991000</bsn>",
            "<wet>PROEF</wet><begin>2026-03</begin>",
            "<bron>" + HERKOMST + "</bron>");
    new Schemacontrole(Path.of("."))
        .controleer(antwoord, "transforms/canonical/invordering-v1.xsd");
  }

  @Test
  void findsNothingForWhoTheServiceDoesNotKnow() {
    assertThat(vraag("proefdienst", new Bsn("999991115"), BerichtId.nieuw(Instant.now())))
        .contains("uitkomst=\"niets-gevonden\"")
        .doesNotContain("<bsn>");
  }

  @Test
  void refusesAnAnswerThatLacksWhatItsSchemaWants() {
    assertThat(code("proefdienst", new Bsn("999991012"))).isEqualTo("antwoord-xml-niet-geldig");
  }

  @Test
  void refusesAnAnswerAboutSomebodyElse() {
    assertThat(code("proefdienst", new Bsn("999991048"))).isEqualTo("antwoord-ander-persoon");
  }

  @Test
  void notesTheQuestionWithTheVersionsOfItsFiles() {
    BerichtId bericht = BerichtId.nieuw(Instant.now());
    vraag("proefdienst", ALLEENSTAANDE, bericht);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql(
                                "select versies::text from logregel"
                                    + " where bericht_id = ?::uuid and stap = 'bevraagd'")
                            .param(bericht.toString())
                            .query(String.class)
                            .list())
                    .singleElement()
                    .asString()
                    .contains(
                        "config/sources/proefdienst.yaml",
                        "transforms/proefdienst/proefdienst-v0100.xsd",
                        "transforms/proefdienst/proefdienst-to-canonical.xsl",
                        "transforms/suwinet/suwiml.xsl",
                        "routes/processing/look-up-suwinet.camel.yaml"));
  }

  @Test
  void asksEverySourceOfTheInstallation() {
    List<String> namen =
        bronnen.alle().stream().filter(Bron::isSuwinet).map(Bron::naam).sorted().toList();
    assertThat(namen).hasSizeGreaterThan(16).contains("ib-verwijsindex");

    for (String naam : namen) {
      if (naam.equals("ib-verwijsindex")) {
        // The only one that confirms and gives no data.
        assertThat(vraag(naam, ALLEENSTAANDE, BerichtId.nieuw(Instant.now())))
            .contains("uitkomst=\"bevestigd\"");
        continue;
      }
      if (OVER_OBJECTEN.containsKey(naam)) {
        assertThat(vraag(naam, OVER_OBJECTEN.get(naam), BerichtId.nieuw(Instant.now())))
            .as(naam)
            .contains("uitkomst=\"gevonden\"", ":systeem:" + naam + "<");
        continue;
      }
      assertThat(vraag(naam, ALLEENSTAANDE, BerichtId.nieuw(Instant.now())))
          .as(naam)
          .contains("uitkomst=\"gevonden\"", "<bsn>999991000</bsn>", ":systeem:" + naam + "<");
    }
    assertThat(namen).containsAll(OVER_OBJECTEN.keySet());
  }

  @Test
  void refusesAnAnswerAboutAnotherVehicle() {
    Throwable fout =
        catchThrowable(
            () ->
                vraag(
                    "rdw-kenteken",
                    // The simulator answers about another one.
                    new Vraagonderwerp.Voertuig("ZZ00ZZ", null),
                    BerichtId.nieuw(Instant.now())));

    assertThat(fout.getCause())
        .isInstanceOfSatisfying(
            GeweigerdBericht.class, e -> assertThat(e.code()).isEqualTo("antwoord-ander-object"));
  }

  @Test
  void tellsOfAChangeAtTheEmployerToThePartnersOfItsDossiersOnceAlsoWhenTheSourceWasAway()
      throws Exception {
    String adres = "http://127.0.0.1:" + poort;
    Webklant bronnen = new Webklant("http://127.0.0.1:" + simulator, "", "");
    // What changed before following began would not be told.
    await().atMost(GEDULD).until(() -> tel("signaalstand where gelukt is not null") == 1);
    assertThat(
            new Webklant(adres, "beslagregister", "beslagregister")
                .post(
                    "/api/v1/aanleveringen/beslagregister",
                    "application/xml",
                    Beslagbericht.gelegd("KVK-1", ALLEENSTAANDE.value(), Beslagbericht.VEENSTRA)
                        .replaceFirst(
                            "<loonheffingennummer>[^<]+</loonheffingennummer>",
                            "<kvkNummer>99990044</kvkNummer>"))
                .status())
        .isEqualTo(202);
    await().atMost(GEDULD).until(() -> tel("beslag where derde_beslagene = '99990044'") == 1);

    bronnen.put(
        "/simulator/bronnen/handelsregister", "{\"toestand\": \"storing\", \"wijze\": \"429\"}");
    for (String kvk : List.of("99990044", "99990055")) {
      bronnen.post(
          "/simulator/handelsregister/signalen",
          "application/json",
          "{\"kvknummer\": \"" + kvk + "\", \"vestigingsnummer\": \"000099990044\"}");
    }
    await().atMost(GEDULD).until(() -> tel("signaalstand where pogingen > 0") == 1);
    bronnen.put("/simulator/bronnen/handelsregister", "{\"toestand\": \"gewoon\"}");

    await().atMost(GEDULD).untilAsserted(() -> assertThat(wijzigingen(adres)).hasSize(1));
    long gelezen = tel("logregel where stap = 'bevraagd' and code = 'handelsregister'");
    await()
        .atMost(GEDULD)
        .until(
            () ->
                tel("logregel where stap = 'bevraagd' and code = 'handelsregister'") > gelezen + 2);
    assertThat(wijzigingen(adres)).as("read again, told once").hasSize(1);
    String inhoud = wijzigingen(adres).get(0);
    new Schemacontrole(Path.of(".")).controleer(inhoud, "transforms/volledig/volledig-v1.xsd");
    assertThat(inhoud)
        .contains(
            "<hoedanigheid>derde-beslagene</hoedanigheid>",
            "<registratieId>KVK-1</registratieId>",
            "<kvkNummer>99990044</kvkNummer>",
            "<bsn>" + ALLEENSTAANDE.value() + "</bsn>");
    // Another test here may have asked the BRP about her before.
    assertThat(inhoud.contains("<vestigingsnummer>000099990044</vestigingsnummer>"))
        .as("only of whom the address is known to be no secret")
        .isEqualTo(inhoud.contains("<geheimhouding>false</geheimhouding>"));
    assertThat(tel("signaal where kvk_nummer is not null")).isZero();
    String oorzaak = inhoud.replaceAll("(?s).*<oorzaak>|</oorzaak>.*", "");
    assertThat(
            jdbc.sql(
                    "select count(*) from logregel where bericht_id = ?::uuid and stap = 'bevraagd'")
                .param(oorzaak)
                .query(Long.class)
                .single())
        .as("the question is on record")
        .isEqualTo(1);
    assertThat(
            jdbc.sql("select pad from ruwverloop where bron = 'handelsregister'")
                .query(String.class)
                .list())
        .as("unread fields are reported")
        .contains("deel/klantId");
  }

  /** Files and a setting: nobody asks Haal Centraal anything. */
  @Test
  void theBrpThroughSuwinetServesAnAttachmentAndTellsOfAMoveByFollowing() throws Exception {
    String adres = "http://127.0.0.1:" + poort;
    assertThat(
            new Webklant(adres, "beslagregister", "beslagregister")
                .post(
                    "/api/v1/aanleveringen/beslagregister",
                    "application/xml",
                    Beslagbericht.gelegd("BRP-1", EGBERT.value(), Beslagbericht.VEENSTRA))
                .status())
        .isEqualTo(202);

    await().atMost(GEDULD).untilAsserted(() -> assertThat(gelegd(adres)).hasSize(1));
    assertThat(gelegd(adres).get(0))
        .contains(
            ":systeem:brp-suwinet<",
            "<geslachtsnaam>Voorbeeld</geslachtsnaam>",
            "<straat>Voorbeeldlaan</straat>",
            "<bsn>" + FEMKE.value() + "</bsn>",
            "<leefsituatie>gehuwd-zonder-kinderen</leefsituatie>");
    // Of him too, beside who has an attachment by another test here.
    await()
        .atMost(GEDULD)
        .until(
            () ->
                tel(
                        "beslag b where not exists (select 1 from volging v where v.bron = 'brp-suwinet'"
                            + " and v.dossier = b.dossier and v.gezien is not null)")
                    == 0);

    brpZegt(EGBERT, "Verzinsellaan", "20261101", "19790228", FEMKE);

    await().atMost(GEDULD).untilAsserted(() -> assertThat(verhuisd(adres)).hasSize(1));
    assertThat(verhuisd(adres).get(0))
        .contains(
            "<straat>Voorbeeldlaan</straat>",
            "<straat>Verzinsellaan</straat>",
            ":systeem:brp-suwinet<",
            "<plaatsgevonden>2026-11-01</plaatsgevonden>");
    long gevraagd = tel(BEVRAAGD + "'brp-suwinet'");
    await().atMost(GEDULD).until(() -> tel(BEVRAAGD + "'brp-suwinet'") > gevraagd + 2);
    assertThat(verhuisd(adres)).as("asked again, told once").hasSize(1);
    assertThat(tel(BEVRAAGD + "'brp'")).as("questions to Haal Centraal").isZero();
  }

  private static List<String> gelegd(String adres) throws Exception {
    return inhoud(adres, "nl.beslagregister.beslag-gelegd").stream()
        .filter(inhoud -> inhoud.contains("BRP-1"))
        .toList();
  }

  private static List<String> verhuisd(String adres) throws Exception {
    return inhoud(adres, "nl.brp.");
  }

  /** What the simulated service answers from now on. */
  private static void brpZegt(Bsn bsn, String straat, String sinds, String geboren, Bsn partner)
      throws IOException {
    Path antwoorden =
        WERKMAP.resolve("map/config/simulator/suwinet/BRPDossierPersoonGSD-v0200/AanvraagPersoon");
    Path nieuw = WERKMAP.resolve(bsn.value() + ".nieuw");
    Files.writeString(
        nieuw,
        """
        <brp:AanvraagPersoonResponse xmlns:brp="http://bkwi.nl/SuwiML/Diensten/BRPDossierPersoonGSD/v0200">
          <ClientSuwi>
            <Voornamen>Egbert</Voornamen>
            <SignificantDeelVanDeAchternaam>Voorbeeld</SignificantDeelVanDeAchternaam>
            <Geboortedat>%s</Geboortedat>
            <Burgerservicenr>%s</Burgerservicenr>
            <CdBrpGegevensGeheim>0</CdBrpGegevensGeheim>
            <DomicilieAdres>
              <Postcd>9901ZC</Postcd>
              <Woonplaatsnaam>Verzonnendam</Woonplaatsnaam>
              <Straatnaam>%s</Straatnaam>
              <Huisnr>4</Huisnr>
            </DomicilieAdres>
            <AangifteAdreshoudingBrp>
              <DatBAdreshoudingBrp>%s</DatBAdreshoudingBrp>
            </AangifteAdreshoudingBrp>
            <Huwelijk>
              <DatHuwelijkssluiting>20090605</DatHuwelijkssluiting>
              <Partner>
                <Burgerservicenr>%s</Burgerservicenr>
              </Partner>
            </Huwelijk>
          </ClientSuwi>
        </brp:AanvraagPersoonResponse>
        """
            .formatted(geboren, bsn.value(), straat, sinds, partner.value()));
    Files.move(
        nieuw,
        antwoorden.resolve(bsn.value() + ".xml"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  private long tel(String waarvan) {
    return jdbc.sql("select count(*) from " + waarvan).query(Long.class).single();
  }

  private static List<String> wijzigingen(String adres) throws Exception {
    return inhoud(adres, "nl.handelsregister.");
  }

  /** What the partner got of types that begin so. */
  private static List<String> inhoud(String adres, String type) throws Exception {
    List<String> inhoud = new ArrayList<>();
    for (JsonNode bericht :
        new Webklant(adres, "volger", "volger")
            .json("/api/v1/berichten?limiet=200")
            .path("berichten")) {
      if (bericht.path("gebeurtenistype").asText().startsWith(type)) {
        inhoud.add(bericht.path("inhoud").asText());
      }
    }
    return inhoud;
  }

  private static String volger() {
    return """
        code: volger
        naam: Volger (proef)
        oin: "00000099000000190000"
        abonnement:
          grondslag: proef
          gebeurtenistypen:
            - nl.beslagregister.beslag-gelegd
            - nl.brp.geheimhouding-gewijzigd
            - nl.brp.partnerschap-gewijzigd
            - nl.brp.persoon-verhuisd
            - nl.handelsregister.inschrijving-gewijzigd
          bereik: alle-dossiers
          profiel: volledig
          kanaal: pull
        """;
  }

  private String code(String bron, Bsn bsn) {
    Throwable fout = catchThrowable(() -> vraag(bron, bsn, BerichtId.nieuw(Instant.now())));
    assertThat(fout).isInstanceOf(CompletionException.class);
    assertThat(fout.getCause()).isInstanceOf(GeweigerdBericht.class);
    assertThat(fout.getCause().getMessage()).doesNotContain(bsn.value()).contains(bron);
    return ((GeweigerdBericht) fout.getCause()).code();
  }

  private String vraag(String bron, Bsn bsn, BerichtId bericht) {
    return vraag(bron, new Vraagonderwerp.Persoon(bsn), bericht);
  }

  private String vraag(String bron, Vraagonderwerp onderwerp, BerichtId bericht) {
    return vragen
        .suwinet(
            bron,
            onderwerp,
            LocalDate.now(ZoneId.of("Europe/Amsterdam")).minusYears(1),
            null,
            Map.of(
                Koppen.BERICHT_ID,
                bericht.toString(),
                Koppen.CORRELATIE_ID,
                bericht.toString(),
                "geregistreerd",
                Instant.now().toString()))
        .join();
  }
}
