package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.validation.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Abonnement.Bereik;
import nl.ketenbrug.delivery.Abonnement.Kanaal;
import nl.ketenbrug.delivery.Gebeurtenisfilter;
import nl.ketenbrug.delivery.Leveringstermijn;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Proefkeuzes;
import nl.ketenbrug.delivery.Webhook;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.Inhoudhash;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.messagelog.Versiestempels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a start writes down about the files of partners that say something else than before. */
class PartnerbestandenTest {

  private static final String GELEGD = "nl.beslagregister.beslag-gelegd";
  private static final String OPGEHEVEN = "nl.beslagregister.beslag-opgeheven";
  private static final String BVV = "nl.beslagvrijevoet.bvv-vastgesteld";
  private static final String OIN = "00000099000000150000";

  private static final String YAML =
      """
      code: cjib
      naam: CJIB
      oin: "00000099000000150000"
      abonnement:
        grondslag: proef
        gebeurtenistypen:
          - nl.beslagregister.beslag-gelegd
        bereik: %s
        profiel: beperkt
        kanaal: pull
      """;

  private final DataSource bron = Testdatabase.bron();
  private final JdbcClient jdbc = JdbcClient.create(bron);
  private final LogSchrijver log = new LogSchrijver(bron);
  private final ObjectMapper json = new ObjectMapper();

  @TempDir Path map;

  @BeforeEach
  @AfterEach
  void leeg() {
    Testdatabase.leeg();
    jdbc.sql("delete from partnerbestand").update();
    jdbc.sql("delete from partij where oin = :oin").param("oin", OIN).update();
  }

  @Test
  void theFirstStartKnowsEachFileAndTheNextOneWritesNothing() {
    gepubliceerd(GELEGD, GELEGD, BVV);
    Partner cjib = partner("cjib", Set.of(GELEGD));
    Partner gemeente = partner("gemeente", Set.of(BVV, OPGEHEVEN));

    start(cjib, gemeente);
    start(gemeente, cjib);

    assertThat(regels())
        .extracting(Regel::partner, Regel::code, Regel::uitleg)
        .containsExactly(
            tuple(
                "cjib",
                "bestand-nieuw",
                "eerste keer vastgelegd: 1 gebeurtenistype, bereik alle-dossiers, profiel beperkt, kanaal"
                    + " pull; zou 2 van 3 gebeurtenissen van de laatste 31 dagen hebben geraakt"),
            tuple(
                "gemeente",
                "bestand-nieuw",
                "eerste keer vastgelegd: 2 gebeurtenistypen, bereik alle-dossiers, profiel beperkt, kanaal"
                    + " pull; zou 1 van 3 gebeurtenissen van de laatste 31 dagen hebben geraakt"));
  }

  @Test
  void whatWasRefusedOrTakenAwayBeforeAnybodyGotItDoesNotCountAsSent() {
    gepubliceerd(GELEGD);
    bericht(Stap.AFGEWEZEN, GELEGD, Instant.now());
    bericht(Stap.VERPLAATST, GELEGD, Instant.now());

    start(partner("cjib", Set.of(GELEGD)));

    assertThat(regels().get(0).uitleg()).contains("zou 1 van 1 gebeurtenissen");
  }

  @Test
  void aRecordThatCannotBeMadeEndsNoEngine() {
    Partner cjib = partner("cjib", Set.of(GELEGD));
    start(cjib);
    jdbc.sql("update partnerbestand set kenmerk = 'anders', stempel = null, inhoud = 'geen json'")
        .update();

    start(cjib);

    assertThat(regels()).hasSize(1);
  }

  @Test
  void whatBecameDifferentStandsInTheLogWithOldAndNewAndWhatItWouldHaveBeen() throws Exception {
    gepubliceerd(GELEGD, GELEGD, OPGEHEVEN, BVV);
    oud(GELEGD);
    start(partner("cjib", Set.of(GELEGD, BVV)));
    JsonNode filter = json.readTree("{\"not\":{\"exact\":{\"type\":\"" + OPGEHEVEN + "\"}}}");

    start(
        new Partner(
            "cjib",
            "CJIB",
            OIN,
            new Abonnement(
                "art. 2",
                Set.of(GELEGD, OPGEHEVEN),
                Bereik.ALLE_DOSSIERS,
                "bvv",
                Kanaal.CSV,
                new Leveringstermijn(5, 2),
                Gebeurtenisfilter.lees(filter)),
            null,
            null,
            null));

    Regel regel = regels().get(1);
    assertThat(regel.code()).isEqualTo("bestand-gewijzigd");
    assertThat(regel.uitleg())
        .isEqualTo(
            "filter was geen en is %s; gebeurtenistypen eraf: %s; grondslag was art. 1 en is art. 2;"
                    .formatted(filter, BVV)
                + " kanaal was pull en is csv; profiel was beperkt en is bvv; termijn erbij;"
                + " zou 2 van 4 gebeurtenissen van de laatste 31 dagen hebben geraakt");
    JsonNode inhoud = json.readTree(regel.inhoud());
    assertThat(inhoud.at("/oud/abonnement/kanaal").asText()).isEqualTo("pull");
    assertThat(inhoud.at("/nieuw/abonnement/kanaal").asText()).isEqualTo("csv");
    assertThat(inhoud.at("/nieuw/abonnement/filter")).isEqualTo(filter);
    assertThat(inhoud.at("/nieuw/abonnement/termijn/werkdagen").asInt()).isEqualTo(5);
    assertThat(regel.versies()).contains("config/partners/cjib.yaml");
  }

  @Test
  void aTrialOfAScopeOfOwnDossiersCountsThoseOnly() {
    gepubliceerd(GELEGD, GELEGD);
    String dossier = jdbc.sql("select dossier from bericht limit 1").query(String.class).single();
    jdbc.sql(
            """
            insert into partij (dossier, oin, registratie_id)
            values (:dossier, :oin, 'PROEF')\
            """)
        .param("dossier", dossier)
        .param("oin", OIN)
        .update();

    start(partner("cjib", Set.of(GELEGD), Bereik.EIGEN_DOSSIERS));

    assertThat(regels().get(0).uitleg()).contains("zou 1 van 1 gebeurtenissen");
  }

  @Test
  void ofEnginesThatStartAtOnceOneWritesTheRecord() throws Exception {
    start(partner("cjib", Set.of(GELEGD)));
    ExecutorService motoren = Executors.newFixedThreadPool(4);
    CyclicBarrier samen = new CyclicBarrier(4);
    try {
      for (int keer = 0; keer < 5; keer++) {
        Partner anders = partner("cjib", keer % 2 == 0 ? Set.of(BVV) : Set.of(GELEGD));
        List<Future<?>> starts = new ArrayList<>();
        for (int motor = 0; motor < 4; motor++) {
          Partnerbestanden een = bestanden(2, anders);
          starts.add(
              motoren.submit(
                  () -> {
                    samen.await();
                    een.vergelijk();
                    return null;
                  }));
        }
        for (Future<?> start : starts) {
          start.get();
        }
        assertThat(regels()).hasSize(2 + keer);
      }
    } finally {
      motoren.shutdownNow();
    }
  }

  @Test
  void aFileThatGoesAndComesBackLeavesARecordEachTime() {
    Partner cjib = partner("cjib", Set.of(GELEGD));
    Partner gemeente = partner("gemeente", Set.of(GELEGD));
    start(cjib, gemeente);
    start(cjib);
    start(cjib, gemeente);

    assertThat(regels().stream().filter(regel -> regel.partner().equals("gemeente")))
        .extracting(Regel::code)
        .containsExactly("bestand-nieuw", "bestand-weg", "bestand-nieuw");
    assertThat(regels().stream().filter(regel -> regel.partner().equals("cjib"))).hasSize(1);
  }

  @Test
  void aTrialThatTakesTooLongIsGivenUpAndTheRecordStandsAllTheSame() throws Exception {
    Partner cjib = partner("cjib", Set.of(GELEGD), Bereik.EIGEN_DOSSIERS);
    try (Connection ander = bron.getConnection()) {
      ander.setAutoCommit(false);
      ander.createStatement().execute("lock table partij in access exclusive mode");
      Instant begin = Instant.now();

      bestanden(1, cjib).vergelijk();

      assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(8));
      assertThat(regels().get(0).uitleg()).endsWith("was niet binnen de tijd te tellen");

      bestanden(600, cjib).vergelijk();
      assertThat(regels()).as("who did not change is not tried: that would wait here").hasSize(1);
      ander.rollback();
    }
  }

  @Test
  void orderAndLayoutOfAFileAreNoChangeAndWhatIsSecretInAnAddressIsNotTold() {
    start(webhook(List.of(GELEGD, BVV), "https://ontvanger.example/in?sleutel=GEHEIM-1"));
    start(webhook(List.of(BVV, GELEGD), "https://ontvanger.example/in?sleutel=GEHEIM-1"));
    assertThat(regels()).hasSize(1);

    start(webhook(List.of(BVV, GELEGD), "https://ontvanger.example/in?sleutel=GEHEIM-2"));

    assertThat(regels()).hasSize(2);
    assertThat(regels().get(1).uitleg())
        .startsWith("webhook gewijzigd, in wat niet getoond wordt;");
    assertThat(regels()).noneMatch(regel -> regel.toString().contains("GEHEIM"));
    assertThat(jdbc.sql("select inhoud from partnerbestand").query(String.class).single())
        .contains("https://ontvanger.example/in")
        .doesNotContain("GEHEIM");
  }

  @Test
  void aDatabaseThatIsAwayStopsNoStartAndTheNextOneWrites() {
    jdbc.sql("alter table partnerbestand rename to partnerbestand_weg").update();
    try {
      start(partner("cjib", Set.of(GELEGD)));
    } finally {
      jdbc.sql("alter table partnerbestand_weg rename to partnerbestand").update();
    }
    assertThat(regels()).isEmpty();

    start(partner("cjib", Set.of(GELEGD)));
    assertThat(regels()).hasSize(1);
  }

  /** Another value where the file says nothing: the file is what it was for years. */
  @Test
  void whatANewVersionReadsInTheSameFileIsNoChangeOfTheFile() {
    start(partner("cjib", Set.of(GELEGD)));

    metBestanden(2, partner("cjib", Set.of(GELEGD), Bereik.EIGEN_DOSSIERS)).vergelijk();
    assertThat(regels()).hasSize(1);
    assertThat(jdbc.sql("select inhoud from partnerbestand").query(String.class).single())
        .as("what the next change is held against")
        .contains("eigen-dossiers");

    start(partner("cjib", Set.of(BVV), Bereik.EIGEN_DOSSIERS));
    assertThat(regels()).hasSize(2);
    assertThat(regels().get(1).uitleg()).startsWith("gebeurtenistypen erbij");
  }

  /** Some seconds lie between the two, or minutes where the broker has to be waited for. */
  @Test
  void aFileThatIsWrittenWhileAnEngineStartsHasChangedForTheNextStart() {
    schrijf("cjib", YAML.formatted("eigen-dossiers"));
    Partnerbestanden start = gelezen();
    schrijf("cjib", YAML.formatted("alle-dossiers"));

    start.vergelijk();
    gelezen().vergelijk();

    assertThat(regels()).hasSize(2);
    assertThat(regels().get(1).uitleg())
        .startsWith("bereik was eigen-dossiers en is alle-dossiers;");
    assertThat(regels().get(0).versies())
        .as("the stamp is of what was read")
        .contains(Inhoudhash.van(YAML.formatted("eigen-dossiers")));
  }

  private Partnerbestanden gelezen() {
    Versiestempels stempels = new Versiestempels(map);
    try (var fabriek = Validation.buildDefaultValidatorFactory()) {
      List<Partner> partners =
          new Instellingsbestanden(fabriek.getValidator())
              .lees(
                  map.resolve("config/partners"), Partner.class, Partner::code, stempels::gelezen);
      return bestanden(stempels, 2, partners);
    }
  }

  @Test
  void aFileThatComesBesideOthersIsNewAndWhatAnEarlierVersionKeptIsNot() {
    start(partner("cjib", Set.of(GELEGD)));
    jdbc.sql("update partnerbestand set stempel = null").update();

    start(partner("cjib", Set.of(GELEGD)), partner("gemeente", Set.of(GELEGD)));

    assertThat(regels()).hasSize(2);
    assertThat(regels().get(1).uitleg()).startsWith("nieuw bestand: ");
    assertThat(
            jdbc.sql("select count(*) from partnerbestand where stempel is null")
                .query(Long.class)
                .single())
        .isZero();
  }

  private record Regel(String partner, String code, String uitleg, String inhoud, String versies) {}

  private List<Regel> regels() {
    return jdbc.sql(
            """
            select r.partner, r.code, r.uitleg, convert_from(i.bytes, 'UTF8') as inhoud,
              r.versies::text as versies
            from logregel r left join inhoud i on i.hash = r.inhoud_hash
            where r.stap = 'gewijzigd' order by r.id\
            """)
        .query(Regel.class)
        .list();
  }

  private void gepubliceerd(String... typen) {
    for (String type : typen) {
      bericht(type, Instant.now());
    }
  }

  private void oud(String type) {
    bericht(type, Instant.now().minus(Duration.ofDays(40)));
  }

  private void bericht(String type, Instant moment) {
    bericht(Stap.GEPUBLICEERD, type, moment);
  }

  private void bericht(Stap stap, String type, Instant moment) {
    log.schrijf(
        List.of(
            new LogRegelBouwer(stap, BerichtId.nieuw(moment), moment)
                .gebeurtenistype(type)
                .dossier(UUID.randomUUID().toString().replace("-", "").repeat(2))
                .bouw()));
  }

  private void start(Partner... partners) {
    bestanden(2, partners).vergelijk();
  }

  private Partnerbestanden bestanden(int seconden, Partner... partners) {
    for (Partner partner : partners) {
      schrijf(partner.code(), partner.toString());
    }
    return metBestanden(seconden, partners);
  }

  private Partnerbestanden metBestanden(int seconden, Partner... partners) {
    return bestanden(new Versiestempels(map), seconden, List.of(partners));
  }

  private Partnerbestanden bestanden(
      Versiestempels stempels, int seconden, List<Partner> partners) {
    return new Partnerbestanden(
        new Partners(partners),
        Proefkeuzes.op(bron),
        stempels,
        log,
        bron,
        Clock.systemUTC(),
        seconden);
  }

  private void schrijf(String code, String tekst) {
    try {
      Path folder = Files.createDirectories(map.resolve("config/partners"));
      Files.writeString(folder.resolve(code + ".yaml"), tekst);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Partner partner(String code, Set<String> typen) {
    return partner(code, typen, Bereik.ALLE_DOSSIERS);
  }

  private static Partner partner(String code, Set<String> typen, Bereik bereik) {
    return new Partner(
        code,
        "CJIB",
        OIN,
        new Abonnement("art. 1", typen, bereik, "beperkt", Kanaal.PULL),
        null,
        null,
        null);
  }

  private static Partner webhook(List<String> typen, String url) {
    return new Partner(
        "cjib",
        "CJIB",
        OIN,
        new Abonnement(
            "art. 1", new LinkedHashSet<>(typen), Bereik.ALLE_DOSSIERS, "beperkt", Kanaal.WEBHOOK),
        new Webhook(URI.create(url), null, null, null, null, null),
        null,
        null);
  }
}
