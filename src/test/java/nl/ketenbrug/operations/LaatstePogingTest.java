package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Bronuitval;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.message.MotorStopt;
import nl.ketenbrug.message.WachtOpEerder;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.errorhandler.DefaultErrorHandler;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the error handling in the routes does with a message at its last attempt. */
class LaatstePogingTest {

  private static final Duration BRON_WEG = Duration.ofHours(36);
  private static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00Z");
  private static final Dossiersleutel DOSSIER = new Dossiersleutel("ab".repeat(32));
  private static final BerichtId EERSTE = BerichtId.nieuw(BEGIN);
  private static final BerichtId TWEEDE = BerichtId.nieuw(BEGIN.plusSeconds(1));
  private static final RuntimeException WEG =
      new BronNietBereikbaar("brp", "Bron brp is niet bereikbaar", null);

  private static final RuntimeException ANDERS = new IllegalStateException("iets anders");

  /** Stands in for the bean of that name. */
  public static class Parkeerder extends Parkeren {
    private final List<String> gedaan = new ArrayList<>();

    Parkeerder() {
      super(null, null, null, null, null, null, null, null);
    }

    @Override
    public void houdVast(Exchange exchange) {
      // Not what is asked here.
    }

    @Override
    public void mislukt(Exchange exchange) {
      gedaan.add("mislukt");
    }

    @Override
    void misluktWeer(Exchange exchange) {
      gedaan.add("weer");
    }

    @Override
    public void parkeer(Exchange exchange) {
      gedaan.add("geparkeerd");
    }
  }

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Logger camelfouten = (Logger) LoggerFactory.getLogger(DefaultErrorHandler.class);
  private final Parkeerder parkeerder = new Parkeerder();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private Duration verder = Duration.ZERO;
  private RuntimeException fout;

  @BeforeEach
  void start() throws Exception {
    // All that fails here does so on purpose; Camel would tell of each with 20 kB of stack.
    camelfouten.setLevel(Level.OFF);
    nothingWaits();
    camel.addComponent("jms", new SedaComponent());
    camel.getRegistry().bind("parkeren", parkeerder);
    camel.getRegistry().bind("bronwacht", bronwacht());
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(
            ResourceHelper.fromString(
                "error-handling.camel.yaml",
                Files.readString(Path.of("routes/error-handling.camel.yaml"))));
    for (String route : List.of("enrich-gebeurtenis", "andere-route")) {
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:" + route)
                  .routeConfigurationId("park-refused")
                  .routeId(route)
                  .process(
                      exchange -> {
                        if (route.equals("enrich-gebeurtenis")) {
                          bronwacht().begin(exchange);
                        }
                        if (fout != null) {
                          throw fout;
                        }
                      });
            }
          });
    }
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
    camelfouten.setLevel(null);
    nothingWaits();
  }

  private void nothingWaits() {
    for (String tabel : List.of("wacht_op_bron", "poging", "bron_weg", "afleiding", "wachtend")) {
      jdbc.sql("delete from " + tabel).update();
    }
  }

  private Bronwacht bronwacht() {
    return new Bronwacht(uitval(), parkeerder, new ParkeerSettings(9, BRON_WEG, 50), null, klok());
  }

  private Bronuitval uitval() {
    return Voorraad.bronuitval(jdbc, klok());
  }

  private Clock klok() {
    return new Clock() {
      @Override
      public Instant instant() {
        return BEGIN.plus(verder);
      }

      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Test
  void aMessageThatArrivesAtItsLastAttemptWhileTheEngineStopsIsNotSetApart() {
    for (String route : List.of("enrich-gebeurtenis", "andere-route")) {
      for (int poging = 1; poging <= 8; poging++) {
        bied(route, EERSTE, poging, ANDERS);
      }
      parkeerder.gedaan.clear();
      bied(route, EERSTE, 9, new MotorStopt());
      assertThat(parkeerder.gedaan).containsExactly("mislukt", "teruggedraaid");
      bied(route, EERSTE, 10, ANDERS);
      assertThat(parkeerder.gedaan).containsExactly("mislukt", "teruggedraaid", "geparkeerd");
    }
  }

  /** However often the engine stops, it says nothing of the message. */
  @Test
  void anEngineThatStopsIsNoAttempt() {
    for (int poging = 1; poging <= 40; poging++) {
      bied("enrich-gebeurtenis", EERSTE, poging, new MotorStopt());
    }
    bied("enrich-gebeurtenis", EERSTE, 41, ANDERS);
    assertThat(tel("geparkeerd")).isZero();
  }

  /** A day and a half at five minutes each, and nine records of it. */
  @Test
  void whatWaitsForASourceIsOfferedUntilTheLimitAndIsNotOnRecordEachTime() {
    int poging = 1;
    for (; poging <= 432; poging++) {
      bied("enrich-gebeurtenis", EERSTE, poging, WEG);
      verder = Duration.ofMinutes(5L * poging);
    }
    assertThat(tel("teruggedraaid")).isEqualTo(432);
    assertThat(tel("mislukt")).as("1, 2, 4 ... 256").isEqualTo(9);
    assertThat(tel("geparkeerd")).isZero();
    assertThat(bronwacht().stand())
        .singleElement()
        .satisfies(
            stand -> {
              assertThat(stand.bron()).isEqualTo("brp");
              assertThat(stand.berichten()).isEqualTo(1);
              assertThat(stand.sinds()).isEqualTo(BEGIN);
            });

    bied("enrich-gebeurtenis", EERSTE, poging, WEG);
    assertThat(tel("geparkeerd")).as("after a day and a half").isEqualTo(1);
    assertThat(bronwacht().stand()).isEmpty();

    bied("enrich-gebeurtenis", EERSTE, 1, WEG);
    assertThat(tel("geparkeerd")).as("released it waits anew").isEqualTo(1);
  }

  @Test
  void whatFollowsInTheDossierOfOneThatWaitsIsNotSetApartEither() {
    bied("enrich-gebeurtenis", EERSTE, 1, WEG);
    for (int poging = 1; poging <= 20; poging++) {
      bied("enrich-gebeurtenis", TWEEDE, poging, new WachtOpEerder());
    }
    assertThat(tel("geparkeerd")).isZero();
    assertThat(bronwacht().stand())
        .singleElement()
        .satisfies(stand -> assertThat(stand.berichten()).isEqualTo(2));

    uitval().wachtNietMeer(EERSTE);
    for (int poging = 21; poging <= 28; poging++) {
      bied("enrich-gebeurtenis", TWEEDE, poging, new WachtOpEerder());
    }
    assertThat(tel("geparkeerd")).as("it was set apart: eight attempts").isZero();
    bied("enrich-gebeurtenis", TWEEDE, 29, new WachtOpEerder());
    assertThat(tel("geparkeerd")).isEqualTo(1);
  }

  /** It cannot be sent, or what stands before it cannot: nobody has to release what follows. */
  @Test
  void whatFollowsADerivedEventInTheOutboxIsNotSetApartEither() {
    Afleidingen afleidingen =
        new Voorraad(jdbc, "d".repeat(32), "b".repeat(32)).afleidingen(klok());
    BerichtId afgeleid = afleidingen.voegToe("proef", DOSSIER, null, "<feit/>").orElseThrow();
    for (int poging = 1; poging <= 8; poging++) {
      bied("enrich-gebeurtenis", TWEEDE, poging, new WachtOpEerder());
    }
    bied("enrich-gebeurtenis", TWEEDE, 9, new WachtOpEerder());
    assertThat(tel("geparkeerd")).as("nothing waits for what was derived").isEqualTo(1);

    Voorraad.volgorde(jdbc, klok()).houdVast(DOSSIER, afgeleid);
    for (int poging = 1; poging <= 20; poging++) {
      bied("enrich-gebeurtenis", TWEEDE, poging, new WachtOpEerder());
    }
    assertThat(tel("geparkeerd")).isEqualTo(1);
    assertThat(bronwacht().stand())
        .singleElement()
        .satisfies(stand -> assertThat(stand.bron()).isEqualTo("ketenbrug"));

    jdbc.sql("update afleiding set verzonden = now()").update();
    for (int poging = 21; poging <= 28; poging++) {
      bied("enrich-gebeurtenis", TWEEDE, poging, new WachtOpEerder());
    }
    assertThat(tel("geparkeerd")).as("it was sent: eight attempts").isEqualTo(1);
    bied("enrich-gebeurtenis", TWEEDE, 29, new WachtOpEerder());
    assertThat(tel("geparkeerd")).isEqualTo(2);
  }

  @Test
  void anotherFaultAfterALongWaitHasAllItsAttempts() {
    for (int poging = 1; poging <= 20; poging++) {
      bied("enrich-gebeurtenis", EERSTE, poging, WEG);
    }
    for (int poging = 21; poging <= 28; poging++) {
      bied("enrich-gebeurtenis", EERSTE, poging, ANDERS);
    }
    assertThat(tel("geparkeerd")).isZero();
    bied("enrich-gebeurtenis", EERSTE, 29, ANDERS);
    assertThat(tel("geparkeerd")).isEqualTo(1);
  }

  @Test
  void onAnotherRouteNothingWaitsForASource() {
    bied("andere-route", EERSTE, 9, WEG);
    assertThat(parkeerder.gedaan).containsExactly("geparkeerd");
  }

  /** The broker offers this queue without end, so that one that kills its engine must be seen. */
  @Test
  void whatNeverCameToTheEndOfAnAttemptIsSetApart() {
    for (int poging = 1; poging <= 30; poging++) {
      bied("enrich-gebeurtenis", EERSTE, poging, WEG);
    }
    for (BerichtId bericht : List.of(EERSTE, TWEEDE)) {
      int eerder = bericht.equals(EERSTE) ? 30 : 0;
      for (int poging = 1; poging <= 20; poging++) {
        kill(bericht, eerder + poging);
      }
      assertThatThrownBy(() -> bronwacht().begin(exchange(bericht, eerder + 21)))
          .isInstanceOfSatisfying(
              GeweigerdBericht.class, e -> assertThat(e.code()).isEqualTo("pogingen-op"));
    }
  }

  /** An upgrade, a host, a drain that is longer than the broker's pause: nobody tried meanwhile. */
  @Test
  void timeInWhichNothingWasOfferedSetsNothingApart() {
    for (int poging = 1; poging <= 50; poging++) {
      bied("enrich-gebeurtenis", EERSTE, poging, WEG);
      bied("enrich-gebeurtenis", TWEEDE, poging, new WachtOpEerder());
      verder = verder.plusMinutes(5);
    }
    for (Duration stil : List.of(Duration.ofMinutes(13), Duration.ofDays(3), Duration.ofHours(1))) {
      verder = verder.plus(stil);
      bronwacht().stand();
      bronwacht().ruimOp();
      bied("enrich-gebeurtenis", TWEEDE, 51, new WachtOpEerder());
      bied("enrich-gebeurtenis", EERSTE, 51, WEG);
    }
    assertThat(tel("geparkeerd")).isZero();
    assertThat(bronwacht().stand())
        .singleElement()
        .satisfies(stand -> assertThat(stand.sinds()).as("still true").isEqualTo(BEGIN));
  }

  /** With a pause of the broker that is longer it waits longer, and not for ever. */
  @Test
  void ofAnHourBetweenTwoAttemptsTwelveMinutesCount() {
    int poging = 1;
    for (; poging <= 180; poging++) {
      bied("enrich-gebeurtenis", EERSTE, poging, WEG);
      verder = verder.plusHours(1);
    }
    assertThat(tel("geparkeerd")).isZero();
    bied("enrich-gebeurtenis", EERSTE, poging, WEG);
    assertThat(tel("geparkeerd")).isEqualTo(1);
  }

  /** The row is gone and the broker offers it again: it counts from there. */
  @Test
  void anEngineThatIsKilledJustBeforeTheBrokerCommitsSetsNothingApart() {
    for (int poging = 1; poging <= 200; poging++) {
      bied("enrich-gebeurtenis", EERSTE, poging, WEG);
    }
    bronwacht().klaar(exchange(EERSTE, 201));

    assertThatCode(() -> bronwacht().begin(exchange(EERSTE, 202))).doesNotThrowAnyException();
    for (int poging = 203; poging <= 209; poging++) {
      bied("enrich-gebeurtenis", EERSTE, poging, ANDERS);
    }
    assertThat(tel("geparkeerd")).isZero();
    bied("enrich-gebeurtenis", EERSTE, 210, WEG);
    assertThat(tel("geparkeerd")).isZero();
  }

  /** The database away for hours: nothing could be counted, and the broker counted on. */
  @Test
  void whatTheEngineDidNotCountDoesNotCount() {
    bied("enrich-gebeurtenis", EERSTE, 1, WEG);
    bied("enrich-gebeurtenis", EERSTE, 90, ANDERS);
    bied("enrich-gebeurtenis", TWEEDE, 90, ANDERS);
    assertThat(tel("geparkeerd")).isZero();
  }

  /** The broker forgets the count of what is on its pages when it starts anew. */
  @Test
  void aBrokerThatCountsAnewMakesNothingWaitAnew() {
    for (int poging = 1; poging <= 432; poging++) {
      bied("enrich-gebeurtenis", EERSTE, poging % 100 + 1, WEG);
      verder = Duration.ofMinutes(5L * poging);
    }
    assertThat(tel("mislukt")).isEqualTo(9);
    assertThat(tel("geparkeerd")).isZero();
    bied("enrich-gebeurtenis", EERSTE, 1, WEG);
    assertThat(tel("geparkeerd")).isEqualTo(1);
    assertThat(bronwacht().stand()).isEmpty();
  }

  /** And takes the engine with it each time, and so the broker within. */
  @Test
  void whatKillsItsEngineAtAFirstAttemptByTheBrokersCountIsSetApart() {
    for (int leven = 1; leven <= 20; leven++) {
      verder = Duration.ofMinutes(leven);
      kill(EERSTE, 1);
    }
    assertThatThrownBy(() -> bronwacht().begin(exchange(EERSTE, 1)))
        .isInstanceOfSatisfying(
            GeweigerdBericht.class, e -> assertThat(e.code()).isEqualTo("pogingen-op"));
  }

  /** What came since is on its first attempt, and costs no row. */
  @Test
  void whatCameAfterTheEngineBeganIsNotCountedAtItsFirstAttempt() {
    Bronwacht nu = bronwacht();
    nu.begin(exchange(TWEEDE, 1));
    assertThat(jdbc.sql("select count(*) from poging").query(Long.class).single()).isZero();
  }

  /** The others of that source go on: a person may look at this one. */
  @Test
  void whatASourceFailsNineTimesMoreWhileItAnswersOthersIsSetApart() {
    for (int poging = 1; poging <= 10; poging++) {
      assertThat(tel("geparkeerd")).as("attempt %d", poging).isZero();
      uitval().mist("brp", "bron-te-laat", DOSSIER, EERSTE);
      bied("enrich-gebeurtenis", EERSTE, poging, WEG);
      uitval().isTerug();
    }
    assertThat(tel("geparkeerd")).isEqualTo(1);
  }

  /** Else nobody looks at what was refused. */
  @Test
  void whatFollowsOneThatWasRefusedWaitsForNoSource() {
    BerichtId derde = BerichtId.nieuw(BEGIN.plusSeconds(2));
    bied("enrich-gebeurtenis", EERSTE, 1, WEG);
    bied("enrich-gebeurtenis", TWEEDE, 1, new WachtOpEerder());
    bied("enrich-gebeurtenis", derde, 1, new WachtOpEerder());
    bied("enrich-gebeurtenis", EERSTE, 2, new GeweigerdBericht("schuldenaar-overleden", "dood"));
    for (int poging = 2; poging <= 3; poging++) {
      bied("enrich-gebeurtenis", TWEEDE, poging, new WachtOpEerder());
      bied("enrich-gebeurtenis", derde, poging, new WachtOpEerder());
    }
    assertThat(bronwacht().stand()).isEmpty();
    for (int poging = 4; poging <= 10; poging++) {
      bied("enrich-gebeurtenis", TWEEDE, poging, new WachtOpEerder());
      bied("enrich-gebeurtenis", derde, poging, new WachtOpEerder());
    }
    assertThat(tel("geparkeerd")).isEqualTo(3);
  }

  /** Neither by the time nor by the number, if each began anew at the other. */
  @Test
  void whatFailsNowOfASourceAndNowOfSomethingElseComesToAnEnd() {
    int poging = 1;
    for (; poging <= 433; poging++) {
      bied("enrich-gebeurtenis", EERSTE, poging, poging % 2 == 0 ? ANDERS : WEG);
      verder = Duration.ofMinutes(5L * poging);
    }
    assertThat(tel("geparkeerd")).isEqualTo(1);
  }

  /** Another engine finished it; that one is told so by the log. */
  @Test
  void whatAnEngineThatWasHeldUpSaysOfAMessageThatIsDoneCountsNotAsWaiting() {
    stap(EERSTE, "gepubliceerd");
    bied("enrich-gebeurtenis", EERSTE, 1, WEG);
    assertThat(bronwacht().stand()).isEmpty();

    bied("enrich-gebeurtenis", TWEEDE, 1, WEG);
    stap(TWEEDE, "gepubliceerd");
    bronwacht().ruimOp();
    assertThat(bronwacht().stand()).as("offered lately").hasSize(1);
    verder = Duration.ofMinutes(61);
    bronwacht().ruimOp();
    assertThat(bronwacht().stand()).isEmpty();
  }

  @Test
  void aClockThatIsSetBackMakesNothingWaitLonger() {
    bied("enrich-gebeurtenis", EERSTE, 1, WEG);
    for (int poging = 2; poging <= 433; poging++) {
      verder = verder.plusMinutes(5);
      bied("enrich-gebeurtenis", EERSTE, poging, WEG);
      if (poging == 200) {
        verder = verder.minusDays(365);
      }
    }
    assertThat(tel("geparkeerd")).isZero();
    verder = verder.plusMinutes(5);
    bied("enrich-gebeurtenis", EERSTE, 434, WEG);
    assertThat(tel("geparkeerd")).as("five minutes were lost").isEqualTo(1);
  }

  /** Through the net: it is set apart, and no route of its own says so. */
  @Test
  void whatTheBrokerGaveUpWaitsNoMore() {
    bied("enrich-gebeurtenis", EERSTE, 1, WEG);
    Exchange net = exchange(EERSTE, 1);
    net.getExchangeExtension().setFromRouteId("park-undeliverable");
    net.setProperty("parkeerplek", "parkeer.publish-gebeurtenis");
    bronwacht().opgegeven(net);
    assertThat(bronwacht().stand()).hasSize(1);
    net.setProperty("parkeerplek", "parkeer.enrich-gebeurtenis");
    bronwacht().opgegeven(net);
    assertThat(bronwacht().stand()).isEmpty();
  }

  /** Each attempt is told to who watches, also where no record is made of it. */
  @Test
  void whoSaysThatItIsOverSeesEachAttempt() {
    for (int poging = 1; poging <= 16; poging++) {
      bied("enrich-gebeurtenis", EERSTE, poging, WEG);
    }
    assertThat(tel("mislukt")).isEqualTo(5);
    assertThat(tel("weer")).isEqualTo(11);
  }

  private void stap(BerichtId bericht, String stap) {
    jdbc.sql(
            """
            insert into logregel (id, tijdstip, stap, bericht_id, correlatie_id)
            values (:id, now(), :stap, :bericht, :bericht)""")
        .param("id", BerichtId.nieuw(BEGIN).value())
        .param("stap", stap)
        .param("bericht", bericht.value())
        .update();
  }

  private void kill(BerichtId bericht, int poging) {
    assertThatCode(() -> bronwacht().begin(exchange(bericht, poging))).doesNotThrowAnyException();
  }

  private Exchange exchange(BerichtId bericht, int poging) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.getExchangeExtension().setFromRouteId("enrich-gebeurtenis");
    exchange.getMessage().setHeader("JMSXDeliveryCount", poging);
    exchange.getMessage().setHeader(Koppen.BERICHT_ID, bericht.toString());
    return exchange;
  }

  private void bied(String route, BerichtId bericht, int poging, RuntimeException oorzaak) {
    fout = oorzaak;
    Exchange uit =
        camel
            .createProducerTemplate()
            .send(
                "direct:" + route,
                in -> {
                  in.getMessage().setHeader("JMSXDeliveryCount", poging);
                  in.getMessage().setHeader(Koppen.BERICHT_ID, bericht.toString());
                  in.getMessage().setHeader(Koppen.DOSSIER, DOSSIER.value());
                });
    if (uit.getException() != null) {
      parkeerder.gedaan.add("teruggedraaid");
    }
  }

  private long tel(String wat) {
    return parkeerder.gedaan.stream().filter(wat::equals).count();
  }
}
