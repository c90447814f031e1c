package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * Two engines of the jar that is shipped, on one broker and one database that are processes of
 * their own. They share the messages and the recalculation of the stock; one is killed in the
 * middle of each, and nothing may be lost, doubled, out of order or without a number.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MeerMotorenIT {

  private static final String DOSSIERGEHEIM = "meer-motoren-proef-dossiergeheim-0001";
  private static final String BEWAARGEHEIM = "meer-motoren-proef-bewaargeheim-0001";
  private static final String HERZIEN = "nl.beslagvrijevoet.bvv-herzien";
  private static final String PAD = "/api/v1/bvv/herzieningen";
  private static final String ACCOUNTS =
      "ketenbrug beslagregister cjib deurwaarder-veenstra gemeente-dommelstein";
  private static final ObjectMapper JSON =
      new ObjectMapper().registerModule(new com.fasterxml.jackson.datatype.jsr310.JavaTimeModule());

  private static final int THREADS = 4;
  private static final int DOSSIERS = 8;

  /** Messages before the first kill. */
  private static final int AANLOOP = 24;

  /** Messages that wait when an engine is killed. */
  private static final int PER_KILL = 48;

  private static final int BERICHTEN = AANLOOP + 2 * PER_KILL;

  /** Cents; what the stock has too little before it is recalculated. */
  private static final long VERSCHIL = 700;

  private static final List<String> BSNS = Motorbestanden.bsns(999_993_000, DOSSIERS);
  private static final List<String> VOORRAAD = Motorbestanden.bsns(999_995_000, 300);

  private static final Semaphore VRIJGAVE = new Semaphore(0);
  private static final List<Aanleveraar> AANLEVERAARS = new ArrayList<>();
  private static final List<AutoCloseable> OP_TE_RUIMEN = new ArrayList<>();

  private static Path werkmap;
  private static int simulatorpoort;
  private static JdbcClient db;
  private static Hulpproces broker;
  private static Motorproces een;
  private static Motorproces twee;
  private static Pullafnemer cjib;
  private static Pullafnemer gemeente;
  private static Amqpafnemer veenstra;

  @BeforeAll
  static void startAlles() throws Exception {
    Stilte.bewaar();
    String pad = System.getProperty("ketenbrug.jar", "");
    assumeTrue(
        !pad.isEmpty() && Files.exists(Path.of(pad)),
        "Deze proef heeft de gebouwde jar nodig (systeemeigenschap ketenbrug.jar): mvn verify");
    Path jar = Path.of(pad);
    werkmap = Path.of("target", "meer-motoren").toAbsolutePath();
    FileSystemUtils.deleteRecursively(werkmap);
    Motorbestanden bestanden = Motorbestanden.kopie(werkmap.resolve("map"));
    Motorbestanden vanBroker = Motorbestanden.kopie(werkmap.resolve("brokermap"));
    bestanden.schuldenaren(BSNS);
    bestanden.tijdslimiet("polis", 30_000);
    bestanden.tijdslimiet("brp", 30_000);

    int brokerpoort = Poorten.vrij();
    broker = Hulpproces.broker(jar, vanBroker.map(), instantie(), brokerpoort);
    OP_TE_RUIMEN.add(broker);
    simulatorpoort = Poorten.vrij();
    int tlsPoort = Poorten.vrij();
    Path sleutels = werkmap.resolve("data/suwinet");
    Hulpproces simulator =
        Hulpproces.simulator(jar, bestanden.map(), sleutels, simulatorpoort, tlsPoort);
    OP_TE_RUIMEN.add(simulator);
    String database = database();
    await().atMost(Duration.ofMinutes(2)).until(() -> simulator.luistert() && broker.luistert());

    een = motor(jar, bestanden, "een", database, brokerpoort, simulatorpoort, tlsPoort);
    twee = motor(jar, bestanden, "twee", database, brokerpoort, simulatorpoort, tlsPoort);
    een.start();
    twee.start();
    een.wachtTotGereed();
    twee.wachtTotGereed();
    cjib = new Pullafnemer("cjib", twee.adres());
    gemeente = new Pullafnemer("gemeente-dommelstein", twee.adres());
    veenstra = new Amqpafnemer("deurwaarder-veenstra", "amqp://127.0.0.1:" + brokerpoort);
    for (Afnemer afnemer : afnemers()) {
      OP_TE_RUIMEN.add(afnemer);
      afnemer.begin();
    }
  }

  private static Path instantie() throws Exception {
    Path instantie = werkmap.resolve("broker");
    Files.createDirectories(instantie.resolve("etc"));
    StringBuilder accounts = new StringBuilder();
    for (String naam : ACCOUNTS.split(" ")) {
      accounts.append(naam).append(" = ").append(naam).append('\n');
    }
    Files.writeString(instantie.resolve("etc/artemis-users.properties"), accounts);
    Files.writeString(instantie.resolve("etc/artemis-roles.properties"), accounts);
    return instantie;
  }

  /** A database of its own in the server that the tests share. */
  private static String database() {
    JdbcClient.create(Testdatabase.bron()).sql("create database meermotoren").update();
    String url = Testdatabase.url().replaceFirst("/[a-z]+$", "/meermotoren");
    db = JdbcClient.create(new DriverManagerDataSource(url, "ketenbrug", Testdatabase.geheim()));
    return url;
  }

  private static Motorproces motor(
      Path jar,
      Motorbestanden bestanden,
      String naam,
      String database,
      int brokerpoort,
      int simulator,
      int tlsPoort) {
    Path data = werkmap.resolve("data");
    Motorproces motor =
        new Motorproces(
            jar,
            bestanden,
            werkmap.resolve(naam),
            data,
            simulator,
            tlsPoort,
            "--ketenbrug.broker.url=tcp://127.0.0.1:" + brokerpoort,
            "--ketenbrug.broker.wachtwoord=ketenbrug",
            "--ketenbrug.broker.bedenktijd=PT3S",
            "--ketenbrug.database.url=" + database,
            "--ketenbrug.database.wachtwoord=" + Testdatabase.geheim(),
            "--ketenbrug.simulator.starten=false",
            "--ketenbrug.dossiergeheim=" + DOSSIERGEHEIM,
            "--ketenbrug.bewaargeheim=" + BEWAARGEHEIM,
            "--ketenbrug.bron.herstelpauze=1",
            "--spring.datasource.hikari.maximum-pool-size=10",
            "--ketenbrug.uitwijk.ronde=300",
            "--ketenbrug.uitwijk.regios.proefregio=cjib,gemeente-dommelstein",
            "--ketenbrug.herziening.bewaar-invoer=true",
            "--ketenbrug.herziening.deel-bewaard=5",
            "--ketenbrug.herziening.venster=40",
            "--ketenbrug.herziening.voeding=100",
            "--ketenbrug.herziening.controle=600000");
    OP_TE_RUIMEN.add(motor);
    return motor;
  }

  @AfterAll
  static void ruimOp() throws Exception {
    for (int i = OP_TE_RUIMEN.size() - 1; i >= 0; i--) {
      OP_TE_RUIMEN.get(i).close();
    }
    for (Aanleveraar aanleveraar : AANLEVERAARS) {
      aanleveraar.close();
    }
  }

  @Test
  @Order(1)
  void messagesOfTwoEnginesArriveOnceInOrderAndNumberedAlsoWhenTheOneThatNumbersIsKilled()
      throws Exception {
    for (int thread = 0; thread < THREADS; thread++) {
      List<Aanleveraar.Bericht> berichten = new ArrayList<>();
      for (int i = thread; i < BERICHTEN; i += THREADS) {
        berichten.add(bericht(i));
      }
      Motorproces deur = thread % 2 == 0 ? een : twee;
      Aanleveraar aanleveraar = new Aanleveraar(deur.adres(), berichten, VRIJGAVE);
      AANLEVERAARS.add(aanleveraar);
      aanleveraar.begin();
    }
    VRIJGAVE.release(AANLOOP);
    await()
        .atMost(Duration.ofMinutes(4))
        .until(
            () ->
                een.afgehandeld("enrich-gebeurtenis") >= 2
                    && twee.afgehandeld("enrich-gebeurtenis") >= 2
                    && cjib.uniek().size() >= 8);
    long nummersVanEen = een.afgehandeld("deliver-to-cjib");
    long nummersVanTwee = twee.afgehandeld("deliver-to-cjib");
    assertThat(Math.min(nummersVanEen, nummersVanTwee))
        .as("one engine numbers, the other waits (%d and %d)", nummersVanEen, nummersVanTwee)
        .isZero();
    Motorproces nummeraar = nummersVanEen > 0 ? een : twee;
    Motorproces ander = nummeraar == een ? twee : een;

    // The torture kills an engine too, but by chance the one that does not number.
    doodMidden(nummeraar, AANLOOP + PER_KILL);
    doodMidden(ander, AANLOOP + 2 * PER_KILL);

    wachtTotAllesErIs();
    elkeAfnemerHeeftAlles();
  }

  /**
   * Kills it while it works at full speed at messages of which each has others of its dossier
   * behind it: the BRP is slow until all are accepted.
   *
   * @param totaal messages accepted by then
   */
  private static void doodMidden(Motorproces motor, int totaal) throws Exception {
    brp("traag", 5_000);
    VRIJGAVE.release(PER_KILL);
    await().atMost(Duration.ofMinutes(2)).until(() -> aangenomen().size() == totaal);
    long toen = motor.afgehandeld("enrich-gebeurtenis");
    brp("gewoon", 0);
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> motor.afgehandeld("enrich-gebeurtenis") >= toen + 3);
    motor.dood();
    assertThat(gemeente.uniek()).as("others wait").hasSizeLessThan(totaal - DOSSIERS);
    int geteld = veenstra.uniek().size();
    await().atMost(Duration.ofMinutes(4)).until(() -> veenstra.uniek().size() > geteld);
    motor.start();
    motor.wachtTotGereed();
  }

  private static void brp(String toestand, int millis) throws Exception {
    Webklant bronnen = new Webklant("http://127.0.0.1:" + simulatorpoort, "beheerder", "beheerder");
    String stand = "{\"toestand\":\"%s\",\"vertragingMs\":%d}".formatted(toestand, millis);
    assertThat(bronnen.put("/simulator/bronnen/brp", stand).status()).isEqualTo(200);
  }

  @Test
  @Order(2)
  void theStockIsRecalculatedByBothAndFinishedByTheOneThatIsLeft() throws Exception {
    een.wachtTotGereed();
    twee.wachtTotGereed();
    Map<String, Long> verwacht = vulVoorraad();
    long vanEen = een.afgehandeld("recalculate-bvv");
    long vanTwee = twee.afgehandeld("recalculate-bvv");
    Webklant beheerder = new Webklant(twee.adres(), "beheerder", "beheerder");
    Webklant.Antwoord start =
        beheerder.post(
            PAD, "application/json", "{\"reden\":\"alles\",\"modus\":\"bewaard\",\"proef\":false}");
    assertThat(start.status()).as(start.body()).isEqualTo(202);
    String id = start.json().get("id").asText();

    await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                een.afgehandeld("recalculate-bvv") >= vanEen + 3
                    && twee.afgehandeld("recalculate-bvv") >= vanTwee + 3);
    een.dood();
    long berekend = tel("select count(*) from herziening_uitkomst where uitkomst is not null");
    assertThat(berekend).as("killed in the middle").isBetween(1L, (long) verwacht.size() - 1);

    await()
        .atMost(Duration.ofMinutes(4))
        .until(
            () ->
                beheerder.json(PAD + "/" + id).at("/herziening/status").asText().equals("gereed")
                    && tel("select count(*) from herziening_uitkomst where open") == 0);
    await().atMost(Duration.ofMinutes(4)).until(() -> bijCjib() >= VOORRAAD.size());
    wachtOpHetLog();

    assertThat(
            db.sql(
                    "select uitkomst || ' ' || count(*) from herziening_uitkomst where dossier ="
                        + " any(:d) group by uitkomst")
                .param("d", verwacht.keySet().toArray(String[]::new))
                .query(String.class)
                .list())
        .as("each dossier of the stock has one outcome")
        .containsExactly("hoger " + VOORRAAD.size());
    Map<String, Long> nu = new LinkedHashMap<>();
    db.sql("select dossier, bedrag from bvv_stand")
        .query(
            rij -> {
              nu.put(rij.getString(1), rij.getLong(2));
            });
    assertThat(nu).containsAllEntriesOf(verwacht);
    List<String> ids =
        db.sql("select distinct bericht_id::text from logregel where gebeurtenistype = :type")
            .param("type", HERZIEN)
            .query(String.class)
            .list();
    assertThat(ids)
        .as("each dossier has one event")
        .containsExactlyInAnyOrderElementsOf(
            verwacht.keySet().stream()
                .map(d -> BerichtId.of(id).afgeleid("bvv-herzien|" + d).toString())
                .toList());
    assertThat(bijCjib()).isEqualTo(VOORRAAD.size());
    assertThat(
            tel(
                "select count(*) from (select 1 from logregel where stap = 'klaargezet' group by"
                    + " partner, bericht_id having count(*) > 1) dubbel"))
        .as("nothing was put before a partner twice")
        .isZero();
  }

  /**
   * One engine is asked to begin and to make bundles, the other to agree and to give them; both
   * look after the end.
   */
  @Test
  @Order(3)
  void aRegionGoesByPaperAtBothEnginesAndBackByItselfWhenItsLastMomentIsThere() throws Exception {
    // As the recalculation leaves it; alone this test begins with two that live.
    een.dood();
    een.start();
    een.wachtTotGereed();
    Webklant bijEen = new Webklant(een.adres(), "beheerder", "beheerder");
    Webklant bijTwee = new Webklant(twee.adres(), "beheerder", "beheerder");
    Map<String, String> uitwijken = wijkRegioUit(bijEen, bijTwee);
    int hadCjib = cjib.uniek().size();
    int hadGemeente = gemeente.uniek().size();

    String eerste = leverOpPapier("PAPIER-1", 0);
    String bundelCjib = bundel(bijEen, uitwijken.get("cjib"));
    String bundelGemeente = bundel(bijEen, uitwijken.get("gemeente-dommelstein"));
    String tweede = leverOpPapier("PAPIER-2", 1);
    String laterCjib = bundel(bijEen, uitwijken.get("cjib"));
    assertThat(bijTwee.get("/uitwijken").body())
        .contains("/api/v1/papier/bundels/" + bundelCjib, "Op te halen na bundel 1")
        .doesNotContain("/api/v1/papier/bundels/" + laterCjib);
    assertThat(bijTwee.get("/api/v1/papier/bundels/" + laterCjib).status()).isEqualTo(409);

    assertThat(bijTwee.get("/api/v1/papier/bundels/" + bundelCjib).body())
        .as("the file of one bundle, whichever engine gives it")
        .isEqualTo(bijEen.get("/api/v1/papier/bundels/" + bundelCjib).body())
        .contains(eerste)
        .doesNotContain(tweede);
    assertThat(bijTwee.get("/uitwijken").body())
        .contains("/api/v1/papier/bundels/" + laterCjib, "/bundels/" + bundelCjib + "/bezorging");
    assertThat(
            bijTwee
                .post(
                    "/api/v1/papier/bundels/" + bundelCjib + "/bezorging",
                    "application/json",
                    "{\"wijze\":\"per koerier\"}")
                .status())
        .isEqualTo(200);
    assertThat(cjib.uniek()).as("nothing by the channel").hasSize(hadCjib);
    assertThat(gemeente.uniek()).hasSize(hadGemeente);

    // Its last moment, by the clock of the database as both engines read it.
    db.sql("update uitwijk set tot = greatest(now(), vanaf + interval '1 second')").update();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> tel("select count(*) from uitwijk where beeindigd is null") == 0);
    String bvvEen = bvv(eerste);
    String bvvTwee = bvv(tweede);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                cjib.uniek().keySet().containsAll(List.of(tweede, bvvTwee))
                    && gemeente.uniek().keySet().containsAll(List.of(bvvEen, bvvTwee)));
    assertThat(cjib.uniek()).as("what was handed over does not come").doesNotContainKey(eerste);
    assertThat(cjib.uniek()).doesNotContainKey(bvvEen);
    assertThat(gemeente.uniek().get(bvvEen).volgnummer())
        .isLessThan(gemeente.uniek().get(bvvTwee).volgnummer());
    assertThat(bijEen.get("/api/v1/papier/bundels/" + laterCjib).status())
        .as("withdrawn by the end")
        .isEqualTo(409);
    assertThat(bijTwee.get("/api/v1/papier/bundels/" + bundelGemeente).status()).isEqualTo(409);
    wachtOpHetLog();
    assertThat(
            db.sql(
                    "select partner || ' ' || actor || ' ' || count(*) from logregel where stap ="
                        + " 'uitwijk' and code = 'beeindigd' and volgnummer is null"
                        + " group by partner, actor order by 1")
                .query(String.class)
                .list())
        .as("by one of the two")
        .containsExactly("cjib ketenbrug 1", "gemeente-dommelstein ketenbrug 1");
    een.stop();
  }

  /**
   * @return fallbacks by partner
   */
  private static Map<String, String> wijkRegioUit(Webklant bijEen, Webklant bijTwee)
      throws Exception {
    Webklant.Antwoord begonnen =
        bijEen.post(
            "/api/v1/uitwijken",
            "application/json",
            "{\"regio\":\"proefregio\",\"vorm\":\"csv\",\"reden\":\"storing\",\"tot\":\"%s\"}"
                .formatted(Instant.now().plusSeconds(3600)));
    assertThat(begonnen.status()).as(begonnen.body()).isEqualTo(201);
    Map<String, String> uitwijken = new LinkedHashMap<>();
    begonnen
        .json()
        .path("uitwijken")
        .forEach(u -> uitwijken.put(u.path("partner").asText(), u.path("id").asText()));
    assertThat(uitwijken).hasSize(2);
    String akkoord = "/api/v1/uitwijken/" + uitwijken.get("cjib") + "/akkoord";
    assertThat(bijTwee.post(akkoord, "application/json", "").status())
        .as("who asked does not agree, at no engine")
        .isEqualTo(422);
    // The demo has one operator.
    db.sql("update uitwijk set gevraagd_door = 'collega'").update();
    Webklant.Antwoord gegeven = bijTwee.post(akkoord, "application/json", "");
    assertThat(gegeven.status()).as(gegeven.body()).isEqualTo(200);
    return uitwijken;
  }

  /** Until its determination has a number at both. @return the event */
  private static String leverOpPapier(String registratie, int dossier) throws Exception {
    Webklant register = new Webklant(een.adres(), "beslagregister", "beslagregister");
    Webklant.Antwoord aangenomen =
        register.post(
            "/api/v1/aanleveringen/beslagregister",
            "application/xml",
            Beslagbericht.gelegd(registratie, BSNS.get(dossier), Beslagbericht.VEENSTRA));
    assertThat(aangenomen.status()).as(aangenomen.body()).isEqualTo(202);
    String id = aangenomen.json().path("berichtId").asText();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> tel("select count(*) from levering where bericht_id = '" + bvv(id) + "'") == 3);
    return id;
  }

  private static String bvv(String bericht) {
    return BerichtId.of(bericht).afgeleid("bvv-vastgesteld").toString();
  }

  /** The log is written behind the queue. */
  private static String bundel(Webklant beheerder, String uitwijk) {
    List<String> gemaakt = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              beheerder
                  .post("/api/v1/uitwijken/" + uitwijk + "/bundels", "application/json", "")
                  .json()
                  .path("bundels")
                  .forEach(bundel -> gemaakt.add(bundel.path("id").asText()));
              return !gemaakt.isEmpty();
            });
    assertThat(gemaakt).hasSize(1);
    return gemaakt.get(0);
  }

  @Test
  @Order(4)
  void inTheEndNothingIsLeftOnAQueueAndNoNumberOfAPersonInTheOutput() throws Exception {
    for (Afnemer afnemer : afnemers()) {
      afnemer.close();
    }
    twee.stop();
    broker.stop();
    Map<String, Long> berichten =
        Nalezing.berichtenPerWachtrij(
            werkmap.resolve("brokermap/broker/broker.xml"), werkmap.resolve("broker"));

    assertThat(berichten).containsKeys("intake.beslagregister", "abonnement.cjib", "partner.cjib");
    berichten.keySet().removeIf(naam -> naam.startsWith("partner."));
    assertThat(berichten.values()).as("%s", berichten).containsOnly(0L);
    String uitvoer = een.uitvoer() + twee.uitvoer() + broker.uitvoer();
    assertThat(Stream.concat(BSNS.stream(), VOORRAAD.stream()).filter(uitvoer::contains)).isEmpty();
  }

  // Messages.

  private static Aanleveraar.Bericht bericht(int nummer) {
    // A dossier belongs to one thread, so that its order is known.
    int dossier = nummer % THREADS + THREADS * ((nummer / THREADS) % (DOSSIERS / THREADS));
    String oin = dossier % 2 == 0 ? Beslagbericht.VEENSTRA : Beslagbericht.ANDER;
    String bsn = BSNS.get(dossier);
    return new Aanleveraar.Bericht(
        bsn, oin, Beslagbericht.gelegd("MEER-%05d".formatted(nummer), bsn, oin));
  }

  private static List<Aanleveraar.Aangenomen> aangenomen() {
    return AANLEVERAARS.stream().flatMap(a -> a.aangenomen().stream()).toList();
  }

  /** The ids that a partner must get, by dossier, in order. */
  private static Map<String, List<String>> verwacht(Afnemer afnemer) {
    Map<String, List<String>> perDossier = new LinkedHashMap<>();
    for (Aanleveraar.Aangenomen een : aangenomen()) {
      if (afnemer == veenstra && !een.bericht().oin().equals(Beslagbericht.VEENSTRA)) {
        continue;
      }
      List<String> ids = perDossier.computeIfAbsent(een.bericht().bsn(), bsn -> new ArrayList<>());
      if (afnemer != gemeente) {
        ids.add(een.berichtId());
      }
      ids.add(BerichtId.of(een.berichtId()).afgeleid("bvv-vastgesteld").toString());
    }
    return perDossier;
  }

  private static void wachtTotAllesErIs() {
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () ->
                AANLEVERAARS.stream().allMatch(Aanleveraar::isKlaar)
                    && afnemers().stream()
                        .allMatch(
                            a ->
                                a.uniek().size()
                                    >= verwacht(a).values().stream().mapToInt(List::size).sum()));
  }

  private static void elkeAfnemerHeeftAlles() {
    assertThat(aangenomen()).hasSize(BERICHTEN);
    assertThat(aangenomen().stream().map(Aanleveraar.Aangenomen::berichtId))
        .doesNotHaveDuplicates();
    for (Afnemer afnemer : afnemers()) {
      String code = afnemer.code();
      Map<String, Afnemer.Levering> uniek = afnemer.uniek();
      Map<String, List<String>> verwacht = verwacht(afnemer);
      assertThat(uniek.keySet())
          .as("%s gets what it is entitled to and nothing else", code)
          .containsExactlyInAnyOrderElementsOf(
              verwacht.values().stream().flatMap(List::stream).toList());
      List<Afnemer.Levering> opNummer =
          uniek.values().stream()
              .sorted(Comparator.comparing(Afnemer.Levering::volgnummer))
              .toList();
      assertThat(opNummer.stream().map(Afnemer.Levering::volgnummer))
          .as("%s: numbers 1..n", code)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, uniek.size()).boxed().toList());
      verwacht.forEach(
          (bsn, ids) ->
              assertThat(opNummer.stream().map(Afnemer.Levering::berichtId).filter(ids::contains))
                  .as("%s: a dossier in the order of acceptance", code)
                  .containsExactlyElementsOf(ids));
      assertThat(afnemer.alles())
          .as("%s: what comes again is the same", code)
          .allSatisfy(l -> assertThat(l).isEqualTo(uniek.get(l.berichtId())));
    }
  }

  private static List<Afnemer> afnemers() {
    return List.of(cjib, gemeente, veenstra);
  }

  // Stock.

  /** A stock straight into the tables, each amount too low. @return the right ones, by dossier */
  private static Map<String, Long> vulVoorraad() throws Exception {
    LocalDate vandaag = LocalDate.now(ZoneId.of("Europe/Amsterdam"));
    BeslagvrijeVoet wet = new BeslagvrijeVoet(Cijfers.lees(Path.of("config/bvv")));
    Voorraad voorraad = new Voorraad(db, DOSSIERGEHEIM, BEWAARGEHEIM);
    Map<String, Long> verwacht = new LinkedHashMap<>();
    long inkomen = 1_500_000;
    for (String bsn : VOORRAAD) {
      inkomen += 5_100;
      Vaststelling juist =
          (Vaststelling)
              wet.bereken(
                  Verzoek.voor(vandaag, Leefsituatie.ALLEENSTAANDE)
                      .belastbaarJaarinkomen(new Bedrag(inkomen))
                      .build());
      Kwitantie kwitantie = juist.kwitantie();
      Dossiersleutel dossier =
          voorraad.beslag(bsn, "VOORRAAD-" + verwacht.size(), List.of(Beslagbericht.ANDER));
      voorraad.stand(
          new Bvvstand(
              dossier,
              BerichtId.nieuw(Instant.parse("2026-03-10T09:00:00Z")),
              new Bedrag(juist.bedrag().cent() - VERSCHIL),
              juist.basis(),
              juist.plafond(),
              "alleenstaande",
              vandaag.minusDays(30),
              kwitantie.geldigVanaf(),
              kwitantie.geldigTot(),
              kwitantie.cijferbestand().naam(),
              kwitantie.cijferbestand().sha256(),
              kwitantie.regelversie()),
          JSON.writeValueAsString(kwitantie.invoer()));
      verwacht.put(dossier.value(), juist.bedrag().cent());
    }
    return verwacht;
  }

  private static long bijCjib() {
    return db.sql(
            """
            select count(*) from levering l join bericht b on b.bericht_id = l.bericht_id
            where l.partner = 'cjib' and b.gebeurtenistype = :type\
            """)
        .param("type", HERZIEN)
        .query(Long.class)
        .single();
  }

  /** The log is written behind the messages: until nothing is added for a while. */
  private static void wachtOpHetLog() {
    long[] vorige = {-1};
    await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(700))
        .until(
            () -> {
              long nu = tel("select count(*) from logregel");
              boolean stil = nu == vorige[0];
              vorige[0] = nu;
              return stil;
            });
  }

  private static long tel(String sql) {
    return db.sql(sql).query(Long.class).single();
  }
}
