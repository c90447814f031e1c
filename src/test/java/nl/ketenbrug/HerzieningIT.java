package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.ketenbrug.bvv.Aftrek;
import nl.ketenbrug.bvv.BeslagvrijeVoet;
import nl.ketenbrug.bvv.Cijfers;
import nl.ketenbrug.bvv.Kwitantie;
import nl.ketenbrug.bvv.Leefsituatie;
import nl.ketenbrug.bvv.Vaststelling;
import nl.ketenbrug.bvv.Verzoek;
import nl.ketenbrug.dossier.Bvvstand;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.Bedrag;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * The stock of running attachments computed again, in the jar that is shipped: with sources asked
 * anew, with kept inputs, paused, killed and overtaken. The database is one that outlives the
 * engine, so that everything can be counted in it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HerzieningIT {

  private static final String DOSSIERGEHEIM = "herziening-proef-dossiergeheim-000001";
  private static final String BEWAARGEHEIM = "herziening-proef-bewaargeheim-000001";
  private static final String PAD = "/api/v1/bvv/herzieningen";
  private static final String JSON = "application/json";
  private static final String HERZIEN = "nl.beslagvrijevoet.bvv-herzien";
  private static final LocalDate EERSTE_HELFT = LocalDate.of(2026, 3, 10);
  private static final LocalDate VANDAAG = LocalDate.now(ZoneId.of("Europe/Amsterdam"));

  private static final List<String> OUD = Motorbestanden.bsns(999_991_000, 4);
  private static final List<String> NIEUW = Motorbestanden.bsns(999_992_000, 2);
  private static final List<String> BEWAARD = Motorbestanden.bsns(999_993_000, 150);
  private static final List<String> BEWAARD_GELIJK = Motorbestanden.bsns(999_999_000, 20);

  private static final JdbcClient DB = JdbcClient.create(Testdatabase.bron());
  private static final ObjectMapper MAPPER =
      new ObjectMapper().registerModule(new com.fasterxml.jackson.datatype.jsr310.JavaTimeModule());
  private static final Cijfers CIJFERS = Cijfers.lees(Path.of("config/bvv"));

  private static Path werkmap;
  private static Path haltZodra;
  private static Path jar;
  private static Motorbestanden bestanden;
  private static Motorproces motor;
  private static Webklant beheerder;

  @BeforeAll
  static void startMotor() throws Exception {
    Stilte.bewaar();
    String pad = System.getProperty("ketenbrug.jar", "");
    assumeTrue(
        !pad.isEmpty() && Files.exists(Path.of(pad)),
        "Deze proef heeft de gebouwde jar nodig (systeemeigenschap ketenbrug.jar): mvn verify");
    assumeTrue(
        VANDAAG.isAfter(LocalDate.of(2026, 6, 30)) && VANDAAG.getYear() == 2026,
        "Deze proef rekent van het eerste naar het tweede halfjaar van 2026 en past alleen daarin");
    jar = Path.of(pad);
    werkmap = Path.of("target", "herziening").toAbsolutePath();
    FileSystemUtils.deleteRecursively(werkmap);
    haltZodra = werkmap.resolve("halt-zodra");
    bestanden = Motorbestanden.kopie(werkmap.resolve("map"));
    List<String> bekenden = new ArrayList<>(OUD);
    bekenden.addAll(NIEUW);
    bestanden.schuldenaren(bekenden);
    start();
  }

  private static void start() throws Exception {
    maak();
    Files.deleteIfExists(haltZodra);
    // Armed by that file, it ends this life at the worst moment.
    motor.startMet(
        Haltmoment.class,
        "-Dhaltmoment.wachtrij=herziening",
        "-Dhaltmoment.zodra=" + haltZodra,
        "-Dhaltmoment.voor=true");
    gereedVoorGebruik();
  }

  private static void gereedVoorGebruik() throws Exception {
    motor.wachtTotGereed();
    beheerder = new Webklant(motor.adres(), "beheerder", "beheerder");
  }

  private static void maak() {
    motor =
        new Motorproces(
            jar,
            bestanden,
            werkmap,
            "--ketenbrug.database.url=" + Testdatabase.url(),
            "--ketenbrug.database.wachtwoord=" + Testdatabase.geheim(),
            "--ketenbrug.dossiergeheim=" + DOSSIERGEHEIM,
            "--ketenbrug.bewaargeheim=" + BEWAARGEHEIM,
            "--ketenbrug.bron.herstelpauze=1",
            "--ketenbrug.herziening.bewaar-invoer=true",
            "--ketenbrug.herziening.deel-streng=2",
            "--ketenbrug.herziening.deel-bewaard=10",
            "--ketenbrug.herziening.venster=30",
            "--ketenbrug.herziening.venster-proef=60",
            "--ketenbrug.herziening.voeding=100",
            "--ketenbrug.herziening.controle=1000",
            "--ketenbrug.herziening.uitstel=500",
            "--ketenbrug.herziening.pogingen=3");
  }

  @AfterAll
  static void stopMotor() throws Exception {
    if (motor == null) {
      return;
    }
    try {
      wachtOpHetLog();
      motor.stop();
      Map<String, Long> berichten =
          Nalezing.berichtenPerWachtrij(
              bestanden.map().resolve("broker/broker.xml"), motor.broker());
      berichten.keySet().removeIf(naam -> naam.startsWith("partner."));
      assertThat(berichten.values())
          .as("nothing is left on a queue: %s", berichten)
          .containsOnly(0L);
      String uitvoer = motor.uitvoer();
      assertThat(alleBsns().stream().filter(uitvoer::contains)).isEmpty();
    } finally {
      motor.close();
    }
  }

  @Test
  @Order(1)
  void anAttachmentLeavesItsDeterminationAndTheNumberOfItsDebtorEncrypted() throws Exception {
    for (String bsn : OUD) {
      lever(
          Beslagbericht.gelegd("OUD-" + OUD.indexOf(bsn), bsn, Beslagbericht.ANDER)
              .replace("2026-11-13", EERSTE_HELFT.toString()));
    }
    for (String bsn : NIEUW) {
      lever(Beslagbericht.gelegd("NIEUW-" + NIEUW.indexOf(bsn), bsn, Beslagbericht.ANDER));
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(tel("select count(*) from bvv_stand")).isEqualTo(6));

    assertThat(tel("select count(*) from schuldenaar")).isEqualTo(6);
    assertThat(tel("select count(*) from bvv_stand where invoer is not null")).isEqualTo(6);
    assertThat(tel("select count(*) from bvv_stand where cijferbestand = '2026-01-01.yaml'"))
        .isEqualTo(OUD.size());
  }

  @Test
  @Order(2)
  void refusesWhatMayNotBeAndSaysWhichByAStableType() throws Exception {
    fout(start("alles", "streng", false, VANDAAG.plusDays(1)), 422, "herziening-peildatum");
    Webklant.Antwoord zonderCijfers = start("alles", "streng", true, LocalDate.of(2031, 1, 1));
    fout(zonderCijfers, 422, "herziening-peildatum");
    assertThat(zonderCijfers.json().at("/weigering/code").asText())
        .isEqualTo("GeenParametersVoorDatum");
    fout(beheerder.post(PAD, JSON, "{\"reden\":\"alles\"}"), 400, "herziening-onbegrepen");
    fout(
        beheerder.post(PAD, JSON, "{\"reden\":\"alles\",\"proef\":true,\"pijldatum\":\"x\"}"),
        400,
        "herziening-onbegrepen");
    fout(
        beheerder.post(PAD + "/" + BerichtId.nieuw(Instant.now()) + "/pauze", JSON, ""),
        404,
        "herziening-onbekend");
    assertThat(tel("select count(*) from herziening")).isZero();
  }

  @Test
  @Order(3)
  void aDryRunTellsWhatWouldChangeAndChangesNothing() throws Exception {
    String stand = standen();
    String id = gestart(start("alles", "streng", true, null));

    JsonNode verslag = gereed(id);

    assertThat(verslag.at("/uitkomsten/gelijk").asLong()).isEqualTo(NIEUW.size());
    assertThat(verslag.at("/berekend").asLong()).isEqualTo(6);
    assertThat(verslag.at("/teVerwerken").asLong()).isZero();
    long som = 0;
    for (String bsn : OUD) {
      som += uitkomst(id, bsn).nieuw() - uitkomst(id, bsn).oud();
    }
    assertThat(verslag.at("/somVerschilCent").asLong()).isEqualTo(som).isNotZero();
    assertThat(standen()).isEqualTo(stand);
    assertThat(gebeurtenissen()).isEmpty();
    fout(beheerder.post(PAD + "/" + id + "/hervatten", JSON, ""), 409, "herziening-toestand");
  }

  @Test
  @Order(4)
  void aSourceThatIsAwayDelaysAndLosesAndDoublesNothing() throws Exception {
    Map<String, Long> oud = bedragen();
    zetBron("suwinet", "storing");
    String id = gestart(start("cijfers", "streng", false, null));
    fout(start("cijfers", "streng", false, null), 409, "herziening-loopt-al");
    Thread.sleep(3000);
    assertThat(verslag(id).at("/berekend").asLong()).isZero();
    assertThat(status(id)).isEqualTo("loopt");

    zetBron("suwinet", "gewoon");
    gereed(id);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> verslag(id).at("/teVerwerken").asLong() == 0);

    wachtOpHetLog();
    assertThat(gebeurtenissen()).hasSize(OUD.size());
    for (String bsn : OUD) {
      Dossiersleutel dossier = sleutel(bsn);
      JsonNode event = gebeurtenis(eigenId(id, dossier));
      long nieuw = uitkomst(id, bsn).nieuw();
      assertThat(nieuw).isEqualTo(volgensDeWet(event)).isNotEqualTo(oud.get(dossier.value()));
      assertThat(bedragen().get(dossier.value())).isEqualTo(nieuw);
    }
    assertThat(tel("select count(*) from bvv_stand where cijferbestand = '2026-07-01.yaml'"))
        .isEqualTo(6);
    elkEenmaalBijDePartner(OUD.size());
  }

  @Test
  @Order(5)
  void aRecalculationThatAnotherDeterminationOvertookIsDropped() throws Exception {
    Dossiersleutel dossier = sleutel(OUD.get(0));
    int eerder = gebeurtenissen().size();
    BerichtId wacht = BerichtId.nieuw(Instant.parse("2026-01-01T00:00:00Z"));
    DB.sql("insert into wachtend values (:dossier, :bericht, now())")
        .param("dossier", dossier.value())
        .param("bericht", wacht.value())
        .update();
    DB.sql(
            "update bvv_stand set bedrag = bedrag - 100, cijferhash = repeat('0', 64) where dossier = :d")
        .param("d", dossier.value())
        .update();
    String id = gestart(start("cijfers", "streng", false, null));
    gereed(id);
    assertThat(verslag(id).at("/teVerwerken").asLong()).isEqualTo(1);

    BerichtId ander = BerichtId.nieuw(Instant.now());
    DB.sql("update bvv_stand set bericht_id = :ander where dossier = :d")
        .param("ander", ander.value())
        .param("d", dossier.value())
        .update();
    DB.sql("delete from wachtend").update();

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(verslag(id).at("/uitkomsten/ingehaald").asLong()).isEqualTo(1));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                tel(
                        "select count(*) from logregel where stap = 'ingehaald' and bericht_id = '"
                            + eigenId(id, dossier)
                            + "'")
                    == 1);
    assertThat(
            DB.sql("select bericht_id from bvv_stand where dossier = :d")
                .param("d", dossier.value())
                .query(java.util.UUID.class)
                .single())
        .isEqualTo(ander.value());
    assertThat(gebeurtenissen()).hasSize(eerder + 1);
    elkEenmaalBijDePartner(eerder);
    DB.sql(
            "update bvv_stand set bedrag = bedrag + 100, cijferhash = (select max(cijferhash) from bvv_stand) where dossier = :d")
        .param("d", dossier.value())
        .update();
  }

  @Test
  @Order(6)
  void whoseTwelveMonthsAreOverIsDeterminedAgainWithoutAnybodyAsking() throws Exception {
    int eerder = gebeurtenissen().size();
    voorraad().geldigTot(sleutel(NIEUW.get(0)), VANDAAG);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                tel("select count(*) from herziening where reden = 'termijn' and status = 'gereed'")
                    == 1);
    String id =
        DB.sql("select id::text from herziening where reden = 'termijn'")
            .query(String.class)
            .single();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> verslag(id).at("/teVerwerken").asLong() == 0);

    assertThat(verslag(id).at("/uitkomsten/verlengd").asLong()).isEqualTo(1);
    wachtOpHetLog();
    JsonNode event = gebeurtenis(eigenId(id, sleutel(NIEUW.get(0))));
    assertThat(event.get("xml").asText())
        .contains("<reden>termijn</reden>", "<artikel>Rv art. 475d lid 3</artikel>")
        .doesNotContain("<ingangsdatum>");
    assertThat(
            DB.sql("select geldig_tot from bvv_stand where dossier = :d")
                .param("d", sleutel(NIEUW.get(0)).value())
                .query(LocalDate.class)
                .single())
        .isEqualTo(VANDAAG.plusMonths(12));
    assertThat(gebeurtenissen()).hasSize(eerder + 1);
    assertThat(actoren(id)).containsExactly("gestart door null", "gereed door null");
  }

  @Test
  @Order(7)
  void pausedThenKilledInTheMiddleItLosesNothingAndDoublesNothing() throws Exception {
    int eerder = gebeurtenissen().size();
    long eerderBijPartner = bijPartner();
    Map<String, Long> verwacht = vulVoorraad();
    String id = gestart(start("cijfers", "bewaard", false, null));
    await().atMost(Duration.ofSeconds(30)).until(() -> verslag(id).at("/berekend").asLong() >= 20);

    assertThat(beheerder.post(PAD + "/" + id + "/pauze", JSON, "").status()).isEqualTo(200);
    Thread.sleep(1000);
    long stil = verslag(id).at("/berekend").asLong();
    Thread.sleep(1500);
    assertThat(verslag(id).at("/berekend").asLong())
        .as("nothing is computed while it is paused")
        .isEqualTo(stil);
    assertThat(stil).isLessThan(verwacht.size());
    assertThat(beheerder.post(PAD + "/" + id + "/hervatten", JSON, "").status()).isEqualTo(200);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> verslag(id).at("/berekend").asLong() >= stil + 20);
    motor.dood();
    assertThat(status(DB, id)).as("killed in the middle").isEqualTo("loopt");
    // Once more at the worst moment: the outcomes are in the database, the events not at the
    // broker.
    maak();
    motor.startMet(
        Haltmoment.class,
        "-Dhaltmoment.wachtrij=herziening",
        "-Dhaltmoment.commit=3",
        "-Dhaltmoment.voor=true");
    assertThat(motor.eindigtBinnen(Duration.ofMinutes(4))).as("it halts before a commit").isTrue();
    assertThat(motor.exitcode()).isEqualTo(Haltmoment.CODE);
    assertThat(status(DB, id)).isEqualTo("loopt");
    start();
    gereed(id);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> verslag(id).at("/teVerwerken").asLong() == 0);

    assertThat(verslag(id).at("/berekend").asLong()).isEqualTo(verwacht.size());
    assertThat(verslag(id).at("/uitkomsten/gelijk").asLong()).isEqualTo(BEWAARD_GELIJK.size());
    Map<String, Long> nu = bedragen();
    verwacht.forEach(
        (dossier, bedrag) -> assertThat(nu.get(dossier)).as(dossier).isEqualTo(bedrag));
    wachtOpHetLog();
    Set<String> ids = Set.copyOf(gebeurtenissen());
    for (String bsn : BEWAARD) {
      assertThat(ids).contains(eigenId(id, sleutel(bsn)));
    }
    assertThat(ids).hasSize(eerder + BEWAARD.size());
    elkEenmaalBijDePartner(eerderBijPartner + BEWAARD.size());
    assertThat(actoren(id))
        .containsExactly(
            "gestart door beheerder",
            "gepauzeerd door beheerder",
            "hervat door beheerder",
            "gereed door null");
  }

  @Test
  @Order(8)
  void killedBetweenTheLastOutcomeAndItsSendingItSendsWhatWasMade() throws Exception {
    allenBij();
    Dossiersleutel dossier = sleutel(BEWAARD.get(0));
    verouder(dossier);
    long eerderBijPartner = bijPartner();
    Files.createFile(haltZodra);
    String id = gestart(start("cijfers", "bewaard", false, null));
    assertThat(motor.eindigtBinnen(Duration.ofMinutes(4))).as("it halts before a commit").isTrue();
    assertThat(rij(id, dossier)).contains(",hoger,");
    long nieuw = uitkomst(id, BEWAARD.get(0)).nieuw();
    // Another engine sees that everybody has an outcome before the part comes again.
    DB.sql(
            "update herziening set status = 'gereed', afgerond_op = now() where id = cast(:id as uuid)")
        .param("id", id)
        .update();
    assertThat(
            tel(
                "select count(*) from logregel where stap = 'herzien' and bericht_id = '"
                    + eigenId(id, dossier)
                    + "'"))
        .as("nothing left the engine")
        .isZero();

    start();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> verslag(id).at("/teVerwerken").asLong() == 0);

    assertThat(bedragen().get(dossier.value())).isEqualTo(nieuw);
    elkEenmaalBijDePartner(eerderBijPartner + 1);
    assertThat(tel("select count(*) from herziening_uitkomst where bericht is not null")).isZero();
  }

  @Test
  @Order(9)
  void aDossierThatFailsHoldsUpNobodyAndIsDoneAgainWhenItsFaultIsGone() throws Exception {
    allenBij();
    Dossiersleutel kapot = sleutel(BEWAARD.get(1));
    verouder(kapot);
    verouder(sleutel(BEWAARD.get(2)));
    byte[] goed =
        DB.sql("select invoer from bvv_stand where dossier = :d")
            .param("d", kapot.value())
            .query(byte[].class)
            .single();
    zetInvoer(kapot, voorraad().versleuteld(kapot, "geen lijst"));
    String id = gestart(start("cijfers", "bewaard", false, null));

    JsonNode verslag = gereed(id);
    assertThat(verslag.at("/uitkomsten/mislukt").asLong()).isEqualTo(1);
    assertThat(verslag.at("/weigeringen/0/code").asText()).isEqualTo("onverwachte-fout");
    assertThat(verslag.at("/berekend").asLong()).isEqualTo(2);
    zetInvoer(kapot, goed);
    Webklant.Antwoord opnieuw =
        beheerder.post(
            PAD + "/" + id + "/opnieuw", JSON, "{\"dossier\":\"" + kapot.value() + "\"}");
    assertThat(opnieuw.status()).as(opnieuw.body()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(30)).until(() -> status(id).equals("gereed"));

    assertThat(verslag(id).at("/uitkomsten/mislukt").asLong()).isZero();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> verslag(id).at("/teVerwerken").asLong() == 0);
    assertThat(bedragen().get(kapot.value())).isEqualTo(uitkomst(id, BEWAARD.get(1)).nieuw());
    fout(beheerder.post(PAD + "/" + id + "/opnieuw", JSON, ""), 409, "herziening-toestand");
  }

  @Test
  @Order(10)
  void aSourceThatAllowsNoQuestionAnyMoreRefusesNobody() throws Exception {
    allenBij();
    for (String bsn : OUD) {
      verouder(sleutel(bsn));
    }
    Webklant simulator = new Webklant(motor.simulator(), "niemand", "niemand");
    simulator.put(
        "/simulator/bronnen/suwinet", "{\"toestand\":\"vals\",\"wijze\":\"niet-gerechtigd\"}");
    String id = gestart(start("cijfers", "streng", false, null));

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                beheerder
                    .json(PAD + "/" + id)
                    .at("/herziening/wacht/code")
                    .asText()
                    .equals("bron-niet-gerechtigd"));
    Thread.sleep(3000);
    assertThat(verslag(id).at("/berekend").asLong()).isZero();
    assertThat(
            new Webklant(motor.adres(), "beheerder", "beheerder").get("/herzieningen/" + id).body())
        .contains("op polis");
    zetBron("suwinet", "gewoon");
    assertThat(gereed(id).at("/uitkomsten/geweigerd").asLong()).isZero();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> verslag(id).at("/teVerwerken").asLong() == 0);
    assertThat(actoren(id))
        .containsExactly(
            "gestart door beheerder",
            "wacht-op-polis door null",
            "gaat-verder door null",
            "gereed door null");
  }

  @Test
  @Order(11)
  void whoHasNoDeterminationGetsHisFirstOneFromTheSources() throws Exception {
    Dossiersleutel dossier = sleutel(NIEUW.get(1));
    DB.sql("delete from bvv_stand where dossier = :d").param("d", dossier.value()).update();
    fout(start("zonder-stand", "bewaard", false, null), 422, "herziening-modus-niet-toegestaan");
    assertThat(beheerder.json(PAD).at("/zonderStand/teVragen").asLong()).isEqualTo(1);

    String id = gestart(start("zonder-stand", "streng", false, null));
    assertThat(gereed(id).at("/uitkomsten/bepaald").asLong()).isEqualTo(1);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> verslag(id).at("/teVerwerken").asLong() == 0);

    assertThat(bedragen()).containsKey(dossier.value());
    wachtOpHetLog();
    assertThat(gebeurtenis(eigenId(id, dossier)).get("xml").asText())
        .contains("<type>nl.beslagvrijevoet.bvv-vastgesteld</type>")
        .doesNotContain("<Herziening>");
  }

  @Test
  @Order(12)
  void aCancelledOneStopsForGood() throws Exception {
    String id = gestart(start("alles", "bewaard", true, null));
    Webklant.Antwoord antwoord = beheerder.post(PAD + "/" + id + "/afbreken", JSON, "");
    assertThat(antwoord.status()).isEqualTo(200);
    Thread.sleep(1000);
    long stil = verslag(id).at("/berekend").asLong();
    Thread.sleep(1000);

    assertThat(verslag(id).at("/berekend").asLong()).isEqualTo(stil).isLessThan(verwachtAantal());
    assertThat(status(id)).isEqualTo("afgebroken");
    fout(beheerder.post(PAD + "/" + id + "/hervatten", JSON, ""), 409, "herziening-toestand");
  }

  @Test
  @Order(13)
  void theNumberOfAPersonStandsInNoTableButTheLogsPayloads() {
    List<String> tabellen =
        DB.sql(
                """
                select table_name from information_schema.tables
                where table_schema = 'public' and table_type = 'BASE TABLE'
                  and table_name not in ('inhoud', 'flyway_schema_history')""")
            .query(String.class)
            .list();
    assertThat(tabellen).contains("schuldenaar", "bvv_stand", "herziening_uitkomst", "logregel");
    for (String bsn : List.of(OUD.get(0), NIEUW.get(0), BEWAARD.get(0))) {
      // A bytea shows as hexadecimal.
      String hex = HexFormat.of().formatHex(bsn.getBytes(StandardCharsets.US_ASCII));
      for (String tabel : tabellen) {
        assertThat(
                tel(
                    "select count(*) from "
                        + tabel
                        + " t where t::text like '%"
                        + bsn
                        + "%' or t::text like '%"
                        + hex
                        + "%'"))
            .as(tabel)
            .isZero();
      }
    }
  }

  // Stock straight into the tables.

  private static Voorraad voorraad() {
    return new Voorraad(DB, DOSSIERGEHEIM, BEWAARGEHEIM);
  }

  /**
   * Everybody's determination rests on the figures of today, so that only who is made old differs.
   */
  private static void allenBij() {
    DB.sql(
            """
            update bvv_stand set (cijferhash, cijferbestand) = (
              select cijferhash, cijferbestand from bvv_stand
              where cijferbestand = '2026-07-01.yaml' and cijferhash <> repeat('0', 64) limit 1)""")
        .update();
  }

  /** Its determination rests on other figures and is a euro too low. */
  private static void verouder(Dossiersleutel dossier) {
    DB.sql(
            "update bvv_stand set bedrag = bedrag - 100, cijferhash = repeat('0', 64) where dossier = :d")
        .param("d", dossier.value())
        .update();
  }

  private static void zetInvoer(Dossiersleutel dossier, byte[] invoer) {
    DB.sql("update bvv_stand set invoer = :invoer where dossier = :d")
        .param("invoer", invoer)
        .param("d", dossier.value())
        .update();
  }

  /** The amounts that must come out, by dossier, computed by the law package alone. */
  private static Map<String, Long> vulVoorraad() throws Exception {
    Map<String, Long> verwacht = new LinkedHashMap<>();
    BeslagvrijeVoet wet = new BeslagvrijeVoet(CIJFERS);
    Voorraad voorraad = voorraad();
    long inkomen = 1_500_000;
    for (String bsn : BEWAARD) {
      inkomen += 7_300;
      verwacht.put(vul(voorraad, wet, bsn, inkomen, false), bereken(wet, VANDAAG, inkomen));
    }
    for (String bsn : BEWAARD_GELIJK) {
      verwacht.put(vul(voorraad, wet, bsn, 2_000_000, true), bereken(wet, VANDAAG, 2_000_000));
    }
    return verwacht;
  }

  private static String vul(
      Voorraad voorraad, BeslagvrijeVoet wet, String bsn, long inkomen, boolean alBij)
      throws Exception {
    Dossiersleutel dossier =
        voorraad.beslag(
            bsn,
            "VOORRAAD-" + voorraad.sleutel(bsn).value().substring(0, 12),
            List.of(Beslagbericht.ANDER));
    Vaststelling oud = vaststelling(wet, EERSTE_HELFT, inkomen);
    // Whose amount is that of today already keeps it, though it rests on other figures.
    Vaststelling bedrag = alBij ? vaststelling(wet, VANDAAG, inkomen) : oud;
    Kwitantie kwitantie = oud.kwitantie();
    voorraad.stand(
        new Bvvstand(
            dossier,
            BerichtId.nieuw(Instant.parse("2026-03-10T09:00:00Z")),
            bedrag.bedrag(),
            bedrag.basis(),
            oud.plafond(),
            "alleenstaande",
            EERSTE_HELFT,
            kwitantie.geldigVanaf(),
            kwitantie.geldigTot(),
            kwitantie.cijferbestand().naam(),
            kwitantie.cijferbestand().sha256(),
            kwitantie.regelversie()),
        MAPPER.writeValueAsString(kwitantie.invoer()));
    return dossier.value();
  }

  private static long bereken(BeslagvrijeVoet wet, LocalDate dag, long inkomen) {
    return vaststelling(wet, dag, inkomen).bedrag().cent();
  }

  private static Vaststelling vaststelling(BeslagvrijeVoet wet, LocalDate dag, long inkomen) {
    return (Vaststelling)
        wet.bereken(
            Verzoek.voor(dag, Leefsituatie.ALLEENSTAANDE)
                .belastbaarJaarinkomen(new Bedrag(inkomen))
                .build());
  }

  /** From the inputs on the receipt, with the law package alone. */
  private static long volgensDeWet(JsonNode event) throws Exception {
    String xml = event.get("xml").asText();
    String kwitantie =
        xml.substring(xml.indexOf("application/json\">") + 18, xml.indexOf("</kwitantie>"))
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
    Map<String, String> invoer = new HashMap<>();
    MAPPER
        .readTree(kwitantie)
        .get("invoer")
        .forEach(regel -> invoer.put(regel.get("naam").asText(), regel.get("waarde").asText()));
    Verzoek.Builder verzoek =
        Verzoek.voor(VANDAAG, Leefsituatie.van(invoer.get("leefsituatie")))
            .belastbaarJaarinkomen(new Bedrag(Long.parseLong(invoer.get("belastbaarJaarinkomen"))))
            .aftrek(
                new Aftrek(
                    null, new Bedrag(Long.parseLong(invoer.get("aftrek.eigenInkomen"))), null));
    if (invoer.containsKey("maandinkomen")) {
      verzoek.maandinkomen(new Bedrag(Long.parseLong(invoer.get("maandinkomen"))));
    }
    return ((Vaststelling) new BeslagvrijeVoet(CIJFERS).bereken(verzoek.build())).bedrag().cent();
  }

  // What is on record.

  private record Uitkomst(long oud, long nieuw) {}

  private static Uitkomst uitkomst(String id, String bsn) {
    return DB.sql(
            "select oud, nieuw from herziening_uitkomst where herziening = cast(:id as uuid) and dossier = :d")
        .param("id", id)
        .param("d", sleutel(bsn).value())
        .query(Uitkomst.class)
        .single();
  }

  private static String rij(String id, Dossiersleutel dossier) {
    return DB.sql(
            """
            select (herziening, uitkomst, oud, nieuw, code, reden)::text from herziening_uitkomst
            where herziening = cast(:id as uuid) and dossier = :d""")
        .param("id", id)
        .param("d", dossier.value())
        .query(String.class)
        .single();
  }

  private static Map<String, Long> bedragen() {
    Map<String, Long> bedragen = new TreeMap<>();
    DB.sql("select dossier, bedrag from bvv_stand")
        .query(
            rij -> {
              bedragen.put(rij.getString(1), rij.getLong(2));
            });
    return bedragen;
  }

  private static String standen() {
    return DB.sql("select string_agg(s::text, '|' order by dossier) from bvv_stand s")
        .query(String.class)
        .single();
  }

  /** Ids of the recalculated determinations in the log, each once. */
  private static List<String> gebeurtenissen() {
    return DB.sql(
            "select bericht_id::text from bericht where gebeurtenistype = :type and exists (select 1 from logregel l where l.bericht_id = bericht.bericht_id and l.stap = 'herzien')")
        .param("type", HERZIEN)
        .query(String.class)
        .list();
  }

  private static JsonNode gebeurtenis(String id) {
    String xml =
        DB.sql(
                """
                select convert_from(i.bytes, 'UTF8') from logregel l join inhoud i on i.hash = l.inhoud_hash
                where l.bericht_id = cast(:id as uuid) and l.stap = 'verrijkt' limit 1""")
            .param("id", id)
            .query(String.class)
            .single();
    return MAPPER.createObjectNode().put("xml", xml);
  }

  private static List<String> actoren(String id) {
    return DB.sql(
            """
            select code || ' door ' || coalesce(actor, 'null') from logregel
            where bericht_id = cast(:id as uuid) and stap = 'bestuurd' order by tijdstip""")
        .param("id", id)
        .query(String.class)
        .list();
  }

  private static long bijPartner() {
    return DB.sql(
            """
            select count(*) from levering l join bericht b on b.bericht_id = l.bericht_id
            where l.partner = 'cjib' and b.gebeurtenistype = :type""")
        .param("type", HERZIEN)
        .query(Long.class)
        .single();
  }

  /** The table of deliveries has one row for an event; what went out twice leaves a record. */
  private static void elkEenmaalBijDePartner(long aantal) {
    await().atMost(Duration.ofSeconds(90)).until(() -> bijPartner() >= aantal);
    wachtOpHetLog();
    assertThat(bijPartner()).isEqualTo(aantal);
    assertThat(
            tel(
                "select count(*) from (select bericht_id from logregel where partner = 'cjib' and stap = 'klaargezet' group by bericht_id having count(*) > 1) dubbel"))
        .isZero();
  }

  /** The log is written behind the messages: until nothing is added for a while. */
  private static void wachtOpHetLog() {
    long[] vorige = {-1};
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(700))
        .until(
            () -> {
              long nu = tel("select count(*) from logregel");
              boolean stil = nu == vorige[0];
              vorige[0] = nu;
              return stil;
            });
  }

  private static long verwachtAantal() {
    return tel("select count(*) from bvv_stand");
  }

  private static long tel(String sql) {
    return DB.sql(sql).query(Long.class).single();
  }

  private static String status(JdbcClient db, String id) {
    return db.sql("select status from herziening where id = cast(:id as uuid)")
        .param("id", id)
        .query(String.class)
        .single();
  }

  private static Dossiersleutel sleutel(String bsn) {
    return voorraad().sleutel(bsn);
  }

  private static String eigenId(String herziening, Dossiersleutel dossier) {
    return BerichtId.of(herziening).afgeleid("bvv-herzien|" + dossier).toString();
  }

  private static List<String> alleBsns() {
    return java.util.stream.Stream.of(OUD, NIEUW, BEWAARD, BEWAARD_GELIJK)
        .flatMap(List::stream)
        .collect(Collectors.toList());
  }

  // By HTTP.

  private static void lever(String xml) throws Exception {
    Webklant.Antwoord antwoord =
        new Webklant(motor.adres(), "beslagregister", "beslagregister")
            .post("/api/v1/aanleveringen/beslagregister", "application/xml", xml);
    assertThat(antwoord.status()).as(antwoord.body()).isEqualTo(202);
  }

  private static Webklant.Antwoord start(
      String reden, String modus, boolean proef, LocalDate peildatum) throws Exception {
    String dag = peildatum == null ? "" : ",\"peildatum\":\"%s\"".formatted(peildatum);
    return beheerder.post(
        PAD,
        JSON,
        "{\"reden\":\"%s\",\"modus\":\"%s\",\"proef\":%s%s}".formatted(reden, modus, proef, dag));
  }

  private static String gestart(Webklant.Antwoord antwoord) throws Exception {
    assertThat(antwoord.status()).as(antwoord.body()).isEqualTo(202);
    return antwoord.json().get("id").asText();
  }

  private static void fout(Webklant.Antwoord antwoord, int status, String soort) throws Exception {
    assertThat(antwoord.status()).as(antwoord.body()).isEqualTo(status);
    assertThat(antwoord.json().get("type").asText()).isEqualTo("urn:ketenbrug:fout:" + soort);
  }

  private static JsonNode verslag(String id) throws Exception {
    return beheerder.json(PAD + "/" + id).get("verslag");
  }

  private static String status(String id) throws Exception {
    return beheerder.json(PAD + "/" + id).at("/herziening/status").asText();
  }

  private static JsonNode gereed(String id) throws Exception {
    await().atMost(Duration.ofSeconds(90)).until(() -> status(id).equals("gereed"));
    return verslag(id);
  }

  private static void zetBron(String naam, String toestand) throws Exception {
    Webklant.Antwoord antwoord =
        new Webklant(motor.simulator(), "niemand", "niemand")
            .put("/simulator/bronnen/" + naam, "{\"toestand\":\"" + toestand + "\"}");
    assertThat(antwoord.status()).isEqualTo(200);
  }
}
