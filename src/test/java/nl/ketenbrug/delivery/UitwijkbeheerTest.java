package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the log says of paper is what happened, of whom, and of which event. */
class UitwijkbeheerTest {

  private static final String DOSSIER = "ef".repeat(32);

  private final String een = "a" + UUID.randomUUID();
  private final String twee = "b" + UUID.randomUUID();
  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final List<LogRegel> log = new ArrayList<>();
  private final Papierbundels bundels = new Papierbundels(jdbc);
  private final String zelf = "c" + UUID.randomUUID();
  private final Partners partners =
      new Partners(
          List.of(
              Proefafnemer.met(een, Abonnement.Kanaal.PULL),
              Proefafnemer.met(twee, Abonnement.Kanaal.PULL),
              Proefafnemer.met(zelf, Abonnement.Kanaal.AMQP)));
  private final Uitwijkregister register = new Uitwijkregister(jdbc);
  private final UitwijkSettings settings =
      new UitwijkSettings(LocalTime.of(6, 0), 200, 3, Map.of("noord", List.of(een, twee)));
  private final Uitwijklog uitwijklog =
      new Uitwijklog(
          log::add,
          new Brokertransactie(
              new TransactionTemplate(new DataSourceTransactionManager(Testdatabase.bron()))),
          Clock.systemUTC());
  private final Uitwijkbeheer beheer =
      Proefkeuzes.metTransacties(
          new Uitwijkbeheer(
              partners, register, bundels, null, uitwijklog, settings, Clock.systemUTC()),
          Testdatabase.bron());

  /** Nothing here is bundled or taken off a queue. */
  private final Uitwijkronde ronde =
      new Uitwijkronde(
          partners,
          beheer,
          register,
          bundels,
          null,
          null,
          uitwijklog,
          settings,
          Clock.systemUTC(),
          new SimpleMeterRegistry());

  /** The other engine may end before its bundles are made: then this one makes them. */
  @Test
  void whileAnotherEngineMakesItsBundlesTheDayIsNotDone() {
    Uitwijk uitwijk = beheer.begin(verzoek(een, null, null), "jan").get(0);
    LocalDate morgen = LocalDate.now(Termijnrekening.NEDERLAND).plusDays(1);
    AtomicInteger klaar = new AtomicInteger();
    Bundelmaker maker =
        Proefkeuzes.metTransacties(
            new Bundelmaker(
                partners,
                register,
                bundels,
                null,
                partner -> true,
                null,
                uitwijklog,
                settings,
                Clock.systemUTC()),
            Testdatabase.bron());
    Zicht niets = new Zicht(na -> List.of(), ids -> Set.of(), Clock.systemUTC());
    new TransactionTemplate(new DataSourceTransactionManager(Testdatabase.bron()))
        .executeWithoutResult(
            bezig -> {
              assertThat(register.neem(uitwijk.id())).isPresent();
              inEenAndereMotor(() -> maker.maak(uitwijk.id(), "b", niets, klaar::incrementAndGet));
            });
    assertThat(klaar).as("another one is at it").hasValue(0);

    maker.maak(
        uitwijk.id(),
        "b",
        niets,
        () -> {
          klaar.incrementAndGet();
          register.gebundeld(uitwijk.id(), morgen);
        });
    assertThat(klaar).as("there is nothing more").hasValue(1);
    assertThat(register.teBundelen(morgen)).extracting(Uitwijk::id).doesNotContain(uitwijk.id());
  }

  private static void inEenAndereMotor(Runnable werk) {
    try {
      CompletableFuture.runAsync(werk).get(20, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsRefusedForOnePartnerLeavesNoRecordOfTheOthers() {
    beheer.begin(verzoek(twee, null, DOSSIER), "jan");
    log.clear();
    assertThatThrownBy(() -> beheer.begin(verzoek(null, null, DOSSIER), "jan"))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(log).isEmpty();
    assertThat(beheer.van(een)).isEmpty();
    assertThatThrownBy(() -> beheer.begin(verzoek(twee, null, null), "jan"))
        .isInstanceOf(UitwijkNietMogelijk.class)
        .extracting(e -> ((UitwijkNietMogelijk) e).code())
        .isEqualTo("uitwijk-overlap");
    assertThat(log).isEmpty();
  }

  @Test
  void aRecordOfADossierNamesIt() {
    Uitwijk uitwijk = beheer.begin(verzoek(een, null, DOSSIER), "jan").get(0);
    beheer.beeindig(uitwijk, "piet");
    assertThat(log)
        .extracting(LogRegel::code, LogRegel::dossier, LogRegel::actor, LogRegel::partner)
        .containsExactly(
            tuple("begonnen", DOSSIER, "jan", een), tuple("beeindigd", DOSSIER, "piet", een));
  }

  @Test
  void everyPartnerOfARegionHasARecordThatItBegan() {
    Uitwijk uitwijk = beheer.begin(verzoek(null, "noord", null), "jan").get(0);
    beheer.akkoord(uitwijk, "piet");
    assertThat(log)
        .filteredOn(regel -> "akkoord".equals(regel.code()))
        .extracting(LogRegel::partner)
        .containsExactlyInAnyOrder(een, twee);
  }

  @Test
  void theEndOfWhatNeverBeganGivesNoTermAnewAndSaysSo() {
    UUID bericht = zet();
    Uitwijk uitwijk = beheer.begin(verzoek(null, "noord", null), "jan").get(0);
    beheer.beeindig(uitwijk, "jan");
    assertThat(log).last().extracting(LogRegel::code).isEqualTo("ingetrokken");
    assertThat(begonOpnieuw(bericht)).isFalse();

    Uitwijk echt = beheer.begin(verzoek(een, null, null), "jan").get(0);
    beheer.beeindig(echt, "jan");
    assertThat(log).last().extracting(LogRegel::code).isEqualTo("beeindigd");
    assertThat(begonOpnieuw(bericht)).isTrue();
  }

  @Test
  void anEventThatGoesBackHasARecordOfThat() {
    UUID bericht = zet();
    Uitwijk uitwijk = beheer.begin(verzoek(een, null, null), "jan").get(0);
    Papierbundel bundel = bundel(uitwijk, bericht);
    log.clear();
    assertThat(beheer.trekIn(bundel, "piet", "misdruk")).isEqualTo(1);
    assertThat(log)
        .extracting(LogRegel::stap, LogRegel::code, LogRegel::actor)
        .containsOnly(tuple(Stap.UITWIJK, "bundel-ingetrokken", "piet"));
    assertThat(log)
        .filteredOn(regel -> regel.berichtId().equals(bericht))
        .singleElement()
        .satisfies(
            regel -> {
              assertThat(regel.volgnummer()).isEqualTo(1);
              assertThat(regel.dossier()).isEqualTo(DOSSIER);
              assertThat(regel.uitleg()).isEqualTo("bundel 1 op papier");
            });
    assertThatThrownBy(() -> beheer.trekIn(bundel, "piet", "misdruk"))
        .isInstanceOf(UitwijkNietMogelijk.class);
  }

  @Test
  void aBundleIsNotFetchedBeforeAnEarlierOne() {
    Uitwijk uitwijk = beheer.begin(verzoek(een, null, null), "jan").get(0);
    bundel(uitwijk, zet());
    Papierbundel later = bundel(uitwijk, zet(2), 2);
    log.clear();
    assertThatThrownBy(() -> beheer.haal(later, "jan"))
        .isInstanceOf(UitwijkNietMogelijk.class)
        .extracting(e -> ((UitwijkNietMogelijk) e).code())
        .isEqualTo("bundel-volgorde");
    assertThat(log).isEmpty();
    assertThat(beheer.bundel(later.id()).orElseThrow().gedownload()).isNull();
  }

  @Test
  void aDossierAtAllPartnersNamesWhoIsLeftOut() {
    Uitwijkbeheer.Verzoek allen = verzoek(null, null, DOSSIER);
    assertThat(beheer.begin(allen, "jan"))
        .extracting(Uitwijk::partner)
        .containsExactlyInAnyOrder(een, twee);
    assertThat(beheer.valtBuiten(allen)).containsExactly(zelf);
    assertThat(beheer.valtBuiten(verzoek(een, null, DOSSIER))).isEmpty();
    assertThat(beheer.valtBuiten(verzoek(null, "noord", null))).isEmpty();
  }

  @Test
  void aRegionHoldsWhenAnotherAgreesAndEndsAtItsMomentForEachPartner() {
    Instant tot = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);
    Uitwijk regio =
        beheer
            .begin(
                new Uitwijkbeheer.Verzoek(
                    null, "noord", null, Uitwijk.Vorm.PDF, "storing", null, tot),
                "jan")
            .get(0);
    assertThat(beheer.nu(een)).as("nobody agreed yet").isEmpty();
    assertThatThrownBy(() -> beheer.akkoord(regio, "jan")).isInstanceOf(UitwijkNietMogelijk.class);
    beheer.akkoord(regio, "piet");
    ronde.ronde();
    assertThat(beheer.nu(een)).extracting(Uitwijk::tot).containsExactly(tot);
    assertThat(beheer.nu(twee)).hasSize(1);
    assertThat(beheer.nu(zelf)).isEmpty();

    await().atMost(Duration.ofSeconds(10)).until(() -> Instant.now().isAfter(tot));
    ronde.ronde();

    for (String partner : List.of(een, twee)) {
      assertThat(beheer.nu(partner)).isEmpty();
      assertThat(beheer.van(partner).get(0).beeindigdDoor()).isEqualTo("ketenbrug");
    }
    assertThat(log)
        .filteredOn(regel -> "beeindigd".equals(regel.code()))
        .extracting(LogRegel::partner)
        .containsExactlyInAnyOrder(een, twee);
  }

  @Test
  void whatStandsInNoBundleForDaysIsSaidOnce() {
    UUID bericht = zet();
    Uitwijk uitwijk = beheer.begin(verzoek(een, null, null), "jan").get(0);
    ronde.ronde();
    assertThat(nietGebundeld()).as("it waits for the moment of the day").isZero();

    oud(uitwijk, bericht);
    ronde.ronde();
    ronde.ronde();
    assertThat(nietGebundeld()).isEqualTo(1);

    Uitwijk ander = beheer.begin(verzoek(twee, null, null), "jan").get(0);
    oud(ander, bericht);
    ronde.ronde();
    assertThat(nietGebundeld()).as("of this partner nothing waits").isEqualTo(1);
  }

  @Test
  void whatStandsInABundleIsWarnedOfByTheBundle() {
    UUID bericht = zet();
    Uitwijk uitwijk = beheer.begin(verzoek(een, null, null), "jan").get(0);
    bundel(uitwijk, bericht);
    oud(uitwijk, bericht);
    ronde.ronde();

    assertThat(nietGebundeld()).isZero();
  }

  private long nietGebundeld() {
    return log.stream().filter(regel -> "niet-gebundeld".equals(regel.code())).count();
  }

  private void oud(Uitwijk uitwijk, UUID bericht) {
    jdbc.sql(
            "update uitwijk set vanaf = now() - interval '4 days', gebundeld_op = current_date + 1"
                + " where id = :id")
        .param("id", uitwijk.id())
        .update();
    jdbc.sql("update levering set klaargezet = now() - interval '4 days' where bericht_id = :id")
        .param("id", bericht)
        .update();
  }

  private static Uitwijkbeheer.Verzoek verzoek(String partner, String regio, String dossier) {
    return new Uitwijkbeheer.Verzoek(
        partner, regio, dossier, Uitwijk.Vorm.CSV, "storing", null, null);
  }

  private UUID zet() {
    return zet(1);
  }

  private UUID zet(long nummer) {
    UUID id = BerichtId.nieuw(Instant.now()).value();
    jdbc.sql(
            """
            insert into levering (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
            values (:partner, :id, :nummer, :id, :drager, now())""")
        .param("partner", een)
        .param("nummer", nummer)
        .param("id", id)
        .param("drager", "ID:" + id)
        .update();
    jdbc.sql(
            """
            insert into bericht (bericht_id, correlatie_id, gebeurtenistype, bron, dossier,
              eerste_tijdstip, laatste_tijdstip, laatste_regel, laatste_stap, aantal_stappen)
            values (:id, :id, 'nl.x.y', 'urn:x', :dossier, now(), now(), :id, 'klaargezet', 1)\
            """)
        .param("id", id)
        .param("dossier", DOSSIER)
        .update();
    return id;
  }

  private Papierbundel bundel(Uitwijk uitwijk, UUID bericht) {
    return bundel(uitwijk, bericht, 1);
  }

  private Papierbundel bundel(Uitwijk uitwijk, UUID bericht, int nummer) {
    Instant nu = Instant.now();
    Papierbundel bundel =
        new Papierbundel(
            BerichtId.nieuw(nu).value(),
            uitwijk.id(),
            een,
            nummer,
            Uitwijk.Vorm.CSV,
            nu,
            1,
            1,
            "00".repeat(32),
            null,
            null,
            null,
            null,
            null);
    Bundelinhoud.Stuk stuk = new Bundelinhoud.Stuk(bericht, 1, DOSSIER, "nl.x.y", 0, "<G/>");
    bundels.maak(
        bundel, "jan", "beperkt", new Bundelinhoud(een, "Proef", nummer, nu, List.of(stuk)));
    bundels.claim(een, bundel.id(), List.of(bericht));
    return bundel;
  }

  private boolean begonOpnieuw(UUID bericht) {
    return jdbc.sql("select papier_tot is not null from levering where bericht_id = :id")
        .param("id", bericht)
        .query(Boolean.class)
        .single();
  }
}
