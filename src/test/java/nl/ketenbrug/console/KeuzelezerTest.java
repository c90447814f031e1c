package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Abonnementkeuze;
import nl.ketenbrug.delivery.Gebeurtenisfilter;
import nl.ketenbrug.delivery.Leveringstermijn;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Proefkeuzes;
import nl.ketenbrug.delivery.Stilte;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.ErrorResponseException;

/** What a trial on last month may take from everything else: it counts a month of the log. */
class KeuzelezerTest {

  private static final Abonnementkeuze ALLES =
      new Abonnementkeuze(null, null, null, null, null, Instant.EPOCH, "cjib");

  private final Keuzelezer lezer = lezer(2);

  private static Keuzelezer lezer(int seconden) {
    return new Keuzelezer(
        Proefkeuzes.op(Testdatabase.bron()),
        new ObjectMapper(),
        Testdatabase.bron(),
        Clock.systemUTC(),
        seconden);
  }

  @Test
  void aTrialThatTakesTooLongIsCutOffAndSaidAndAChoiceDoesNotWaitForIt() throws Exception {
    try (Connection dicht = dichteTabel()) {
      long begin = System.nanoTime();
      assertThatThrownBy(() -> lezer.proef(partner("cjib"), ALLES))
          .isInstanceOf(ErrorResponseException.class)
          .hasMessageContaining("503")
          .hasMessageContaining("duurde te lang");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
      assertThat(lezer.telling(partner("cjib"), ALLES)).isEmpty();
    }
    assertThat(lezer.telling(partner("cjib"), ALLES)).isPresent();
  }

  @Test
  void aPartnerHasOneTrialAtATimeAndHoldsUpNoOtherPartner() throws Exception {
    // So long that the first still counts when the second asks, also on a machine that does much.
    Keuzelezer geduldig = lezer(20);
    CompletableFuture<?> eerste;
    try (Connection dicht = dichteTabel()) {
      eerste = CompletableFuture.runAsync(() -> geduldig.proef(partner("cjib"), ALLES));
      await().atMost(Duration.ofSeconds(20)).until(KeuzelezerTest::wachtIemand);
      assertThatThrownBy(() -> geduldig.proef(partner("cjib"), ALLES))
          .isInstanceOf(ErrorResponseException.class)
          .hasMessageContaining("429")
          .satisfies(
              fout ->
                  assertThat(((ErrorResponseException) fout).getHeaders().getFirst("Retry-After"))
                      .isEqualTo("20"));
      assertThatThrownBy(() -> geduldig.proef(partner("ander"), ALLES))
          .as("counts too, and is cut off")
          .hasMessageContaining("503");
    }
    assertThatThrownBy(() -> eerste.get(30, TimeUnit.SECONDS)).hasMessageContaining("503");
    assertThat(geduldig.proef(partner("cjib"), ALLES).dagen()).isEqualTo(31);
  }

  /** Who is told that it took too long asks for less, or later; here neither helps. */
  @Test
  void aDatabaseThatIsAwayIsSaidAsThat() {
    PGSimpleDataSource weg = new PGSimpleDataSource();
    weg.setServerNames(new String[] {"127.0.0.1"});
    weg.setPortNumbers(new int[] {1});
    Keuzelezer los =
        new Keuzelezer(Proefkeuzes.op(weg), new ObjectMapper(), weg, Clock.systemUTC(), 2);

    assertThatThrownBy(() -> los.proef(partner("cjib"), ALLES))
        .isInstanceOf(ErrorResponseException.class)
        .hasMessageContaining("503")
        .hasMessageContaining("niet bereikbaar");
  }

  /** So that a partner changes one thing of what it reads. */
  @Test
  void whatTheOverviewGivesIsTakenAndIsTheSameChoice() throws Exception {
    ObjectMapper json = Jackson2ObjectMapperBuilder.json().build();
    String type = "nl.beslagregister.beslag-gelegd";
    Abonnementkeuze keuze =
        new Abonnementkeuze(
            Set.of(type),
            Gebeurtenisfilter.lees(json.readTree("{\"prefix\":{\"type\":\"nl.beslag\"}}")),
            5,
            60,
            List.of(
                new Stilte("22:00", "06:00", null),
                new Stilte("08:00", "09:00", Set.of(Stilte.Dag.ZATERDAG, Stilte.Dag.FEESTDAG))),
            Instant.EPOCH,
            "cjib");
    Partner partner =
        partner(
            "cjib",
            new Abonnement(
                "art. 475g Rv",
                Set.of(type),
                Abonnement.Bereik.ALLE_DOSSIERS,
                "beperkt",
                Abonnement.Kanaal.WEBHOOK,
                new Leveringstermijn(10, 3),
                null));

    JsonNode gegeven = json.valueToTree(AbonnementenController.Keuze.van(keuze));
    Abonnementkeuze terug = lezer.lees(partner, gegeven, "ander");

    assertThat(terug.gebeurtenistypen()).isEqualTo(keuze.gebeurtenistypen());
    assertThat(terug.filter().tekst()).isEqualTo(keuze.filter().tekst());
    assertThat(terug.termijn()).isEqualTo(5);
    assertThat(terug.tempo()).isEqualTo(60);
    assertThat(terug.stilte()).isEqualTo(keuze.stilte());
    assertThat(terug.door()).as("who sent it, not what it says").isEqualTo("ander");
    for (String tempo : List.of("{}", "{\"perMinuut\":60,\"x\":1}", "\"60\"", "6.5", "[60]")) {
      assertThatThrownBy(
              () -> lezer.lees(partner, json.readTree("{\"tempo\":" + tempo + "}"), "cjib"))
          .as(tempo)
          .hasMessageContaining("422");
    }
  }

  private static boolean wachtIemand() {
    return JdbcClient.create(Testdatabase.bron())
        .sql(
            """
            select exists (select 1 from pg_locks
              where not granted and relation = 'bericht'::regclass
                and database = (select oid from pg_database where datname = current_database()))""")
        .query(Boolean.class)
        .single();
  }

  /** As long as it is open nobody counts what it holds. */
  private static Connection dichteTabel() throws Exception {
    Connection verbinding = Testdatabase.bron().getConnection();
    verbinding.setAutoCommit(false);
    try (Statement opdracht = verbinding.createStatement()) {
      opdracht.execute("lock table bericht in access exclusive mode");
    }
    return verbinding;
  }

  private static Partner partner(String code) {
    return partner(
        code,
        new Abonnement(
            "art. 475g Rv",
            Set.of("nl.beslagregister.beslag-gelegd"),
            Abonnement.Bereik.ALLE_DOSSIERS,
            "beperkt",
            Abonnement.Kanaal.PULL));
  }

  private static Partner partner(String code, Abonnement abonnement) {
    return new Partner(code, code, "00000099000000120000", abonnement, null, null, null);
  }
}
