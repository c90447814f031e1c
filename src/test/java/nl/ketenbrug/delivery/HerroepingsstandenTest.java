package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.ketenbrug.delivery.Herroepingsstand.Bij;
import nl.ketenbrug.delivery.Herroepingsstand.Stand;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Proeftransactie;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jms.JmsException;
import org.springframework.transaction.support.TransactionTemplate;

/** On the real database: what was told to whom, and who confirmed that it was taken back. */
class HerroepingsstandenTest {

  private final List<LogRegel> log = new ArrayList<>();
  private JdbcClient jdbc;
  private Herroepingsstanden standen;
  private Herroepingsvolger volger;
  private Leveringen leveringen;
  private int nummer;

  @BeforeEach
  void leeg() {
    jdbc = JdbcClient.create(Testdatabase.bron());
    for (String tabel :
        List.of("herroeping_afgedaan", "herroeping", "levering", "openstaand_gegeven")) {
      jdbc.sql("delete from " + tabel).update();
    }
    leveringen = LeveringenVoorProef.van(jdbc);
    standen = new Herroepingsstanden(jdbc, Clock.systemUTC());
    volger = volger(Proeftransactie.met(() -> {}));
  }

  private Herroepingsvolger volger(Brokertransactie transactie) {
    return new Herroepingsvolger(
        standen, log::add, transactie, Clock.systemUTC(), new SimpleMeterRegistry());
  }

  @Test
  void itIsOpenUntilEveryoneWhoGotTheOriginalConfirmed() {
    UUID eerste = nieuw();
    UUID intrekking = herroep(eerste, Duration.ofHours(1));
    lever("cjib", eerste, "geaccepteerd");
    lever("veenstra", eerste, null);
    lever("dommelstein", intrekking, null);
    assertThat(standen.open(null, 10)).hasSize(1);
    assertThat(bij(intrekking))
        .as("who never got the original does not count")
        .containsExactly(
            tuple("cjib", Stand.NIET_GELEVERD), tuple("veenstra", Stand.NIET_GELEVERD));

    lever("cjib", intrekking, null);
    lever("veenstra", intrekking, "geweigerd");
    assertThat(bij(intrekking))
        .containsExactly(tuple("cjib", Stand.OPENSTAAND), tuple("veenstra", Stand.GEWEIGERD));

    jdbc.sql("update levering set uitkomst = 'geaccepteerd', bevestigd = now()").update();
    assertThat(bij(intrekking))
        .containsExactly(tuple("cjib", Stand.BEVESTIGD), tuple("veenstra", Stand.BEVESTIGD));
    assertThat(standen.open(null, 10)).isEmpty();
  }

  /** It became a party later, or began afresh. */
  @Test
  void whoGotTheOriginalByOpenstaandAloneHasToConfirmItsWithdrawalToo() {
    UUID eerste = nieuw();
    standen.gegeven("cjib", List.of(eerste));
    standen.gegeven("cjib", List.of(eerste, nieuw()));
    UUID intrekking = herroep(eerste, Duration.ofDays(40));
    assertThat(bij(intrekking)).containsExactly(tuple("cjib", Stand.NIET_GELEVERD));
    volger.kijk();
    assertThat(standen.open(null, 10)).as("not closed after a month").hasSize(1);

    lever("cjib", intrekking, null);
    assertThat(bij(intrekking)).containsExactly(tuple("cjib", Stand.OPENSTAAND));
    leveringen.beantwoord("cjib", intrekking, "geaccepteerd", null, Instant.now());
    assertThat(standen.open(null, 10)).isEmpty();
  }

  @Test
  void whoGotTheOriginalInBothWaysCountsOnce() {
    UUID eerste = nieuw();
    standen.gegeven("cjib", List.of(eerste));
    lever("cjib", eerste, null);
    lever("veenstra", eerste, null);
    standen.gegeven("veenstra", List.of(eerste));
    assertThat(jdbc.sql("select partner from openstaand_gegeven").query(String.class).list())
        .as("had it already")
        .containsExactly("cjib");

    assertThat(bij(herroep(eerste, Duration.ofHours(1))))
        .containsExactly(
            tuple("cjib", Stand.NIET_GELEVERD), tuple("veenstra", Stand.NIET_GELEVERD));
  }

  /** That it did not answer the original is no proof that it does not have it. */
  @Test
  void fromWhomTheOriginalOrTheWithdrawalWasWithheldHasToConfirmOrAPersonSaysHowItKnows() {
    UUID eerste = nieuw();
    UUID intrekking = herroep(eerste, Duration.ofDays(40));
    lever("cjib", eerste, null);
    assertThat(leveringen.houdIn("cjib", eerste)).isTrue();
    assertThat(bij(intrekking)).containsExactly(tuple("cjib", Stand.NIET_GELEVERD));
    assertThat(standen.open(null, 10)).hasSize(1);
    assertThat(standen.achterstand().aantal()).isEqualTo(1);

    lever("cjib", intrekking, "geweigerd");
    assertThat(bij(intrekking)).containsExactly(tuple("cjib", Stand.GEWEIGERD));
    volger.kijk();
    assertThat(standen.open(null, 10)).as("not closed after a month either").hasSize(1);

    lever("veenstra", eerste, "geaccepteerd");
    lever("veenstra", intrekking, null);
    leveringen.houdIn("veenstra", intrekking);
    assertThat(bij(intrekking))
        .containsExactly(tuple("cjib", Stand.GEWEIGERD), tuple("veenstra", Stand.NIET_GELEVERD));

    leveringen.heropen("cjib", intrekking);
    leveringen.beantwoord("cjib", intrekking, "geaccepteerd", null, Instant.now());
    volger.doeAf(standen.een(intrekking).orElseThrow(), "veenstra", "beheerder", "kreeg het nooit");
    assertThat(standen.open(null, 10)).isEmpty();
  }

  @Test
  void whoHearsTheOriginalAgainHasToConfirmTheWithdrawalAgain() {
    UUID eerste = nieuw();
    UUID intrekking = herroep(eerste, Duration.ofDays(40));
    lever("cjib", eerste, "geweigerd");
    lever("cjib", intrekking, null);
    leveringen.beantwoord("cjib", intrekking, "geaccepteerd", null, Instant.now());
    volger.kijk();
    assertThat(standen.open(null, 10)).isEmpty();

    leveringen.heropen("cjib", eerste);
    leveringen.beantwoord("cjib", eerste, "geaccepteerd", null, Instant.now());
    assertThat(standen.open(null, 10))
        .extracting(Herroepingsstand::berichtId)
        .containsExactly(intrekking);

    leveringen.heropen("cjib", intrekking, false, () -> true);
    leveringen.beantwoord("cjib", intrekking, "geaccepteerd", null, Instant.now());
    assertThat(standen.open(null, 10)).isEmpty();
  }

  @Test
  void aPersonSettlesWhatCannotBeConfirmed() {
    UUID eerste = nieuw();
    UUID intrekking = herroep(eerste, Duration.ofHours(1));
    lever("cjib", eerste, "geaccepteerd");
    Herroepingsstand stand = standen.een(intrekking).orElseThrow();

    assertThat(volger.doeAf(stand, "cjib", "beheerder", "per telefoon gemeld")).isTrue();
    assertThat(volger.doeAf(stand, "cjib", "beheerder", "nog eens")).isFalse();
    assertThat(log).as("what was not taken is not there").hasSize(1);

    assertThat(standen.open(null, 10)).isEmpty();
    assertThat(standen.een(intrekking).orElseThrow().afnemers())
        .containsExactly(new Bij("cjib", Stand.AFGEDAAN, "beheerder: per telefoon gemeld"));
    assertThat(log.get(0).stap()).isEqualTo(Stap.AFGEDAAN);
    assertThat(log.get(0).berichtId()).isEqualTo(intrekking);
    assertThat(log.get(0).partner()).isEqualTo("cjib");
    assertThat(log.get(0).actor()).isEqualTo("beheerder");
  }

  @Test
  void whatTheBrokerTakesNoRecordOfIsNotSettled() {
    UUID eerste = nieuw();
    UUID intrekking = herroep(eerste, Duration.ofHours(1));
    lever("cjib", eerste, "geaccepteerd");
    Herroepingsstand stand = standen.een(intrekking).orElseThrow();
    TransactionTemplate database =
        new TransactionTemplate(new DataSourceTransactionManager(Testdatabase.bron()));

    assertThatThrownBy(
            () ->
                database.executeWithoutResult(
                    status ->
                        volger(Proeftransactie.geweigerd())
                            .doeAf(stand, "cjib", "beheerder", "per telefoon gemeld")))
        .isInstanceOf(JmsException.class);
    assertThat(standen.open(null, 10)).hasSize(1);
  }

  @Test
  void whatIsSettledIsClosedAfterAMonthAndWhatIsNotIsCounted() {
    UUID eerste = nieuw();
    UUID oud = herroep(eerste, Duration.ofDays(40));
    UUID vers = herroep(nieuw(), Duration.ofHours(1));
    UUID open = nieuw();
    UUID oudEnOpen = herroep(open, Duration.ofDays(41));
    lever("cjib", eerste, "geaccepteerd");
    lever("cjib", oud, "geaccepteerd");
    lever("cjib", open, "geaccepteerd");
    volger.kijk();

    assertThat(
            jdbc.sql("select bericht_id from herroeping where afgerond is not null")
                .query(UUID.class)
                .list())
        .as("the original of the fresh one may still be on its way")
        .containsExactly(oud);
    assertThat(standen.achterstand().aantal()).isEqualTo(1);
    assertThat(Duration.between(standen.achterstand().oudste(), Instant.now()))
        .isGreaterThan(Duration.ofDays(40));
    assertThat(standen.open(null, 10)).extracting(Herroepingsstand::berichtId).contains(oudEnOpen);
    assertThat(standen.een(vers)).as("nobody got the original").isEmpty();
  }

  @Test
  void pagesFollowEachOtherOldestFirst() {
    List<UUID> alle = new ArrayList<>();
    for (int i = 5; i > 0; i--) {
      UUID eerste = nieuw();
      alle.add(herroep(eerste, Duration.ofHours(i)));
      lever("cjib", eerste, null);
    }
    List<Herroepingsstand> eerste = standen.open(null, 2);
    List<Herroepingsstand> rest = standen.open(eerste.get(1).berichtId(), 10);
    assertThat(eerste).extracting(Herroepingsstand::berichtId).isEqualTo(alle.subList(0, 2));
    assertThat(rest).extracting(Herroepingsstand::berichtId).isEqualTo(alle.subList(2, 5));
  }

  private List<org.assertj.core.groups.Tuple> bij(UUID herroeping) {
    return standen.een(herroeping).orElseThrow().afnemers().stream()
        .map(bij -> tuple(bij.naam(), bij.stand()))
        .toList();
  }

  private UUID herroep(UUID betreft, Duration geleden) {
    UUID id = nieuw();
    jdbc.sql(
            """
            insert into herroeping (bericht_id, betreft, soort, gebeurtenistype, dossier, sinds)
            values (:id, :betreft, 'intrekking', 'nl.brp.persoon-overleden-ingetrokken', :dossier,
              :sinds)""")
        .param("id", id)
        .param("betreft", betreft)
        .param("dossier", "a".repeat(64))
        .param("sinds", Timestamp.from(Instant.now().minus(geleden)))
        .update();
    return id;
  }

  private static UUID nieuw() {
    return BerichtId.nieuw(Instant.now()).value();
  }

  private void lever(String partner, UUID bericht, String uitkomst) {
    jdbc.sql(
            """
            insert into levering
              (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet, uitkomst)
            values (:partner, :id, :nummer, :id, 'x', now(), :uitkomst)""")
        .param("partner", partner)
        .param("id", bericht)
        .param("nummer", ++nummer)
        .param("uitkomst", uitkomst)
        .update();
  }
}
