package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * An engine on a pair of brokers, each a process of its own. The one that serves is killed in the
 * middle, comes back as the copy, and the other one is killed: everything accepted arrives, once by
 * its id, numbered, in order, and on record. In the end the one that is behind is started alone,
 * and may not serve.
 */
class BrokerpaarIT {

  private static final int THREADS = 2;
  private static final int DOSSIERS = 8;
  private static final int BERICHTEN = 45;
  private static final List<String> BSNS = Motorbestanden.bsns(999_994_000, DOSSIERS);
  private static final String[] NAMEN = {"a", "b"};
  private static final String BEDIENT = "De broker bedient";
  private static final String HEEFT_RESERVE = "De broker bedient, en de andere heeft alles ook";

  private static final Semaphore VRIJGAVE = new Semaphore(0);
  private static final List<Aanleveraar> AANLEVERAARS = new ArrayList<>();
  private static final List<AutoCloseable> OP_TE_RUIMEN = new ArrayList<>();
  private static final int[] POORTEN = {Motorproces.vrijePoort(), Motorproces.vrijePoort()};
  private static final Hulpproces[] BROKERS = new Hulpproces[2];
  private static final int[] LEVENS = new int[2];

  private static Path werkmap;
  private static Path jar;
  private static Path brokermap;
  private static JdbcClient db;
  private static Motorproces motor;
  private static Pullafnemer cjib;
  private static Amqpafnemer veenstra;

  @BeforeAll
  static void startAlles() throws Exception {
    Stilte.bewaar();
    String pad = System.getProperty("ketenbrug.jar", "");
    assumeTrue(
        !pad.isEmpty() && Files.exists(Path.of(pad)),
        "Deze proef heeft de gebouwde jar nodig (systeemeigenschap ketenbrug.jar): mvn verify");
    jar = Path.of(pad);
    werkmap = Path.of("target", "brokerpaar").toAbsolutePath();
    FileSystemUtils.deleteRecursively(werkmap);
    Files.createDirectories(werkmap.resolve("sloten"));
    Motorbestanden bestanden = Motorbestanden.kopie(werkmap.resolve("map"));
    brokermap = Motorbestanden.kopie(werkmap.resolve("brokermap")).map();
    bestanden.schuldenaren(BSNS);
    bestanden.tijdslimiet("polis", 30_000);
    for (int i = 0; i < 2; i++) {
      instantie(i);
      startBroker(i);
    }
    int simulatorpoort = Motorproces.vrijePoort();
    int tlsPoort = Motorproces.vrijePoort();
    Path data = werkmap.resolve("data");
    Hulpproces simulator =
        Hulpproces.simulator(
            jar, bestanden.map(), data.resolve("suwinet"), simulatorpoort, tlsPoort);
    OP_TE_RUIMEN.add(simulator);
    JdbcClient.create(Testdatabase.bron()).sql("create database brokerpaar").update();
    String url = Testdatabase.url().replaceFirst("/[a-z]+$", "/brokerpaar");
    db = JdbcClient.create(new DriverManagerDataSource(url, "ketenbrug", Testdatabase.geheim()));
    motor =
        new Motorproces(
            jar,
            bestanden,
            werkmap.resolve("motor"),
            data,
            simulatorpoort,
            tlsPoort,
            "--ketenbrug.broker.url=tcp://127.0.0.1:%d,tcp://127.0.0.1:%d"
                .formatted(POORTEN[0], POORTEN[1]),
            "--ketenbrug.broker.wachtwoord=ketenbrug",
            "--ketenbrug.broker.bedenktijd=PT1S",
            "--ketenbrug.database.url=" + url,
            "--ketenbrug.database.wachtwoord=" + Testdatabase.geheim(),
            "--ketenbrug.simulator.starten=false",
            "--ketenbrug.bron.tijdslimiet=30000",
            "--ketenbrug.bron.herstelpauze=1",
            "--spring.datasource.hikari.maximum-pool-size=10");
    OP_TE_RUIMEN.add(motor);
    wacht("simulator", simulator::luistert);
    motor.start();
    motor.wachtTotGereed();
    cjib = new Pullafnemer("cjib", motor.adres());
    veenstra =
        new Amqpafnemer(
            "deurwaarder-veenstra",
            "amqp://127.0.0.1:" + POORTEN[0],
            "amqp://127.0.0.1:" + POORTEN[1]);
    for (Afnemer afnemer : afnemers()) {
      OP_TE_RUIMEN.add(afnemer);
      afnemer.begin();
    }
  }

  private static void instantie(int i) throws Exception {
    Path etc = Files.createDirectories(werkmap.resolve(NAMEN[i]).resolve("etc"));
    String accounts =
        Set.of("ketenbrug", "beslagregister", "cjib", "deurwaarder-veenstra").stream()
            .map(naam -> naam + " = " + naam + "\n")
            .collect(Collectors.joining());
    Files.writeString(etc.resolve("artemis-users.properties"), accounts);
    Files.writeString(etc.resolve("artemis-roles.properties"), accounts);
    Path geheim = etc.resolve("broker.properties");
    Files.writeString(geheim, "clusterPassword=proef-van-het-paar\n");
    Files.setPosixFilePermissions(geheim, PosixFilePermissions.fromString("rw-------"));
  }

  private static void startBroker(int i) throws Exception {
    LEVENS[i]++;
    BROKERS[i] =
        Hulpproces.broker(
            jar,
            brokermap,
            werkmap.resolve(NAMEN[i]),
            POORTEN[i],
            POORTEN[1 - i],
            werkmap.resolve("sloten"),
            LEVENS[i]);
    OP_TE_RUIMEN.add(BROKERS[i]);
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
  void nothingIsLostWhenOneBrokerIsKilledAndThenTheOther() throws Exception {
    for (int thread = 0; thread < THREADS; thread++) {
      List<Aanleveraar.Bericht> berichten = new ArrayList<>();
      for (int i = thread; i < BERICHTEN; i += THREADS) {
        berichten.add(bericht(i));
      }
      Aanleveraar aanleveraar = new Aanleveraar(motor.adres(), berichten, VRIJGAVE);
      AANLEVERAARS.add(aanleveraar);
      aanleveraar.begin();
    }

    int eerste = doodEenTijdensHetWerk();
    startBroker(eerste);
    int tweede = doodEenTijdensHetWerk();
    assertThat(tweede).as("the one that took over").isEqualTo(1 - eerste);
    VRIJGAVE.release(BERICHTEN);
    wacht("alles", BrokerpaarIT::isAllesEr);
    wachtOpHetLog();

    for (Afnemer afnemer : afnemers()) {
      heeftAlles(afnemer);
    }
    hetLogIsVolledig();
    for (Afnemer afnemer : afnemers()) {
      afnemer.close();
    }
    motor.stop();
    wieAchterLooptBedientNiet(eerste, tweede);
    assertThat(BSNS.stream().filter(motor.uitvoer()::contains)).isEmpty();
  }

  /**
   * @return the broker that was killed, of which the other one had everything
   */
  private static int doodEenTijdensHetWerk() throws Exception {
    wacht("een paar", () -> stand(0).contains(HEEFT_RESERVE) || stand(1).contains(HEEFT_RESERVE));
    int bedient = stand(0).contains(HEEFT_RESERVE) ? 0 : 1;
    int toen = veenstra.uniek().size();
    VRIJGAVE.release(BERICHTEN / 3);
    wacht("werk", () -> veenstra.uniek().size() > toen + 1);

    BROKERS[bedient].close();
    Instant dood = Instant.now();
    int ervoor = veenstra.uniek().size();
    wacht("de reserve", () -> stand(1 - bedient).contains(BEDIENT));
    long overgenomen = Duration.between(dood, Instant.now()).toMillis();
    wacht("verder", () -> veenstra.uniek().size() > ervoor);
    System.out.printf(
        "Broker %s dood: de andere bedient na %d ms, de eerste levering na %d ms%n",
        NAMEN[bedient], overgenomen, Duration.between(dood, Instant.now()).toMillis());
    return bedient;
  }

  private static void wieAchterLooptBedientNiet(int nieuwste, int achter) throws Exception {
    wacht("bedient alleen", () -> stand(nieuwste).contains("zonder reserve"));
    BROKERS[nieuwste].close();
    startBroker(achter);
    wacht("wacht", () -> stand(achter).contains("De broker bedient niet"));
    Thread.sleep(3000);
    assertThat(stand(achter)).doesNotContain(BEDIENT + " zonder").doesNotContain(HEEFT_RESERVE);
    assertThat(luistert(POORTEN[achter])).isFalse();

    startBroker(nieuwste);
    wacht("weer een paar", () -> stand(nieuwste).contains(HEEFT_RESERVE));
    wacht("reserve", () -> stand(achter).contains("staat klaar als reserve"));
  }

  private static boolean luistert(int poort) throws Exception {
    try (Socket verbinding = new Socket("127.0.0.1", poort)) {
      return verbinding.isConnected();
    } catch (java.net.ConnectException e) {
      return false;
    }
  }

  /** What a broker last said of itself in this life. */
  private static String stand(int i) throws Exception {
    List<String> regels =
        BROKERS[i].uitvoer().lines().filter(regel -> regel.contains("De broker")).toList();
    return regels.isEmpty() ? "" : regels.get(regels.size() - 1);
  }

  // Messages.

  private static Aanleveraar.Bericht bericht(int nummer) {
    // A dossier belongs to one thread, so that its order is known.
    int dossier = nummer % THREADS + THREADS * ((nummer / THREADS) % (DOSSIERS / THREADS));
    String bsn = BSNS.get(dossier);
    return new Aanleveraar.Bericht(
        bsn,
        Beslagbericht.VEENSTRA,
        Beslagbericht.gelegd("PAAR-%05d".formatted(nummer), bsn, Beslagbericht.VEENSTRA));
  }

  private static List<Aanleveraar.Aangenomen> aangenomen() {
    return AANLEVERAARS.stream().flatMap(a -> a.aangenomen().stream()).toList();
  }

  /** The ids that each partner must get, by dossier, in order. */
  private static Map<String, List<String>> verwacht() {
    Map<String, List<String>> perDossier = new LinkedHashMap<>();
    for (Aanleveraar.Aangenomen een : aangenomen()) {
      List<String> ids = perDossier.computeIfAbsent(een.bericht().bsn(), bsn -> new ArrayList<>());
      ids.add(een.berichtId());
      ids.add(BerichtId.of(een.berichtId()).afgeleid("bvv-vastgesteld").toString());
    }
    return perDossier;
  }

  private static boolean isAllesEr() {
    return AANLEVERAARS.stream().allMatch(Aanleveraar::isKlaar)
        && afnemers().stream().allMatch(a -> a.uniek().size() >= 2 * BERICHTEN);
  }

  private static void heeftAlles(Afnemer afnemer) {
    assertThat(aangenomen()).hasSize(BERICHTEN);
    Map<String, Afnemer.Levering> uniek = afnemer.uniek();
    Map<String, List<String>> verwacht = verwacht();
    assertThat(uniek.keySet())
        .as("%s gets what was accepted and nothing else", afnemer.code())
        .containsExactlyInAnyOrderElementsOf(
            verwacht.values().stream().flatMap(List::stream).toList());
    List<Afnemer.Levering> opNummer =
        uniek.values().stream().sorted(Comparator.comparing(Afnemer.Levering::volgnummer)).toList();
    assertThat(opNummer.stream().map(Afnemer.Levering::volgnummer))
        .as("%s: numbers 1..n", afnemer.code())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, uniek.size()).boxed().toList());
    verwacht.forEach(
        (bsn, ids) ->
            assertThat(opNummer.stream().map(Afnemer.Levering::berichtId).filter(ids::contains))
                .as("%s: a dossier in the order of acceptance", afnemer.code())
                .containsExactlyElementsOf(ids));
    assertThat(afnemer.alles())
        .as("%s: what comes again is the same", afnemer.code())
        .allSatisfy(l -> assertThat(l).isEqualTo(uniek.get(l.berichtId())));
  }

  /** Also what the broker wrote by itself, at either of the two. */
  private static void hetLogIsVolledig() {
    String perBericht =
        "select count(*) from (select bericht_id from logregel where stap = :stap and partner = :partner group by bericht_id having count(*) between :min and :max) x";
    for (Afnemer afnemer : afnemers()) {
      for (String stap : List.of("klaargezet", "bevestigd")) {
        assertThat(
                db.sql(perBericht)
                    .param("stap", stap)
                    .param("partner", afnemer.code())
                    .param("min", 1)
                    .param("max", 1)
                    .query(Integer.class)
                    .single())
            .as("%s: %s once for each event", afnemer.code(), stap)
            .isEqualTo(2 * BERICHTEN);
      }
      assertThat(
              db.sql(perBericht)
                  .param("stap", "afgeleverd")
                  .param("partner", afnemer.code())
                  .param("min", 1)
                  .param("max", 100)
                  .query(Integer.class)
                  .single())
          .as("%s: each event was handed out, some again", afnemer.code())
          .isEqualTo(2 * BERICHTEN);
    }
    assertThat(
            db.sql("select bericht_id::text from logregel where stap = 'ontvangen'")
                .query(String.class)
                .list())
        .containsExactlyInAnyOrderElementsOf(
            aangenomen().stream().map(Aanleveraar.Aangenomen::berichtId).toList());
  }

  private static void wachtOpHetLog() {
    long[] vorige = {-1};
    wacht(
        "het log",
        () -> {
          Thread.sleep(700);
          long nu = db.sql("select count(*) from logregel").query(Long.class).single();
          boolean stil = nu == vorige[0];
          vorige[0] = nu;
          return stil;
        });
  }

  private static List<Afnemer> afnemers() {
    return List.of(cjib, veenstra);
  }

  private static void wacht(String op, Callable<Boolean> is) {
    await(op).atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(100)).until(is);
  }
}
