package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import nl.ketenbrug.Gezegd;
import nl.ketenbrug.bvv.Wettermijn;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Abonnementkeuze;
import nl.ketenbrug.delivery.Heraanbod;
import nl.ketenbrug.delivery.LeveringenVoorProef;
import nl.ketenbrug.delivery.Leveringstermijn;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Pull;
import nl.ketenbrug.delivery.Termijnproef;
import nl.ketenbrug.delivery.Volledigheid;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.messagelog.Stap;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jms.UncategorizedJmsException;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.jms.core.BrowserCallback;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Terms of deliveries, on a real broker and a real database, by a clock of its own. */
class TermijnwachterTest {

  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");
  private static final String GELEGD = "nl.beslagregister.beslag-gelegd";

  /** Monday. */
  private static final LocalDate MAANDAG = LocalDate.of(2026, 11, 2);

  private static final Instant OP_TIJD = Instant.parse("2026-11-09T09:00:00Z");

  static final Partner CJIB = partner("cjib", "00000099000000110000", new Leveringstermijn(5, 2));
  private static final Partner VEENSTRA =
      partner("veenstra", "00000099000000120000", new Leveringstermijn(5, 2));
  private static final Partner AMQP =
      partner("broker", "00000099000000140000", new Leveringstermijn(5, 2), Abonnement.Kanaal.AMQP);
  private static final Partner ZONDER = partner("zonder", "00000099000000130000", null);

  /** Less time after the warning than before it. */
  private static final Partner RUIM =
      partner("ruim", "00000099000000150000", new Leveringstermijn(10, 3));

  /**
   * Messages of this length: more than {@code max-read-page-bytes} of the queue, two bytes a
   * character.
   */
  private static final int DIEP = 800;

  private static final String VEEL = "x".repeat(24_000);

  @TempDir private static Path map;
  private static EmbeddedBroker broker;
  private static CachingConnectionFactory verbinding;
  private static JmsTemplate jms;

  private final List<LogRegel> log = new CopyOnWriteArrayList<>();
  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private Termijnproef proef;
  private Instant nu;
  private boolean logWeigert;
  private long nummer;

  /** What happens just after the broker says what of this queue is in hand. */
  private Consumer<String> naBlik = queue -> {};

  @BeforeAll
  static void startBroker() throws Exception {
    broker = Testbroker.start(map, Map.of());
    verbinding =
        new JmsConfiguration().connectionFactory(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    Brokerbeheer beheer = new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    beheer.multicast("gebeurtenis.beperkt");
    for (Partner partner : List.of(CJIB, VEENSTRA, ZONDER, AMQP, RUIM)) {
      beheer.queue(partner.queue());
      beheer.queue("parkeer.deliver-to-" + partner.code());
      beheer.abonnement("gebeurtenis.beperkt", partner.wachtrij(), partner.filter(Set.of(GELEGD)));
    }
    jms = new JmsTemplate(verbinding);
    jms.setSessionTransacted(true);
    jms.setReceiveTimeout(JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);
  }

  @AfterAll
  static void stopBroker() throws Exception {
    verbinding.destroy();
    broker.destroy();
  }

  @BeforeEach
  void leeg() {
    List.of(
            CJIB.queue(),
            ZONDER.queue(),
            AMQP.queue(),
            RUIM.queue(),
            "berichtenlog",
            "onbestelbaar",
            "verlopen",
            "parkeer.deliver-to-cjib",
            "gebeurtenis.beperkt::" + CJIB.wachtrij(),
            "gebeurtenis.beperkt::" + VEENSTRA.wachtrij(),
            "gebeurtenis.beperkt::" + AMQP.wachtrij(),
            "gebeurtenis.beperkt::" + RUIM.wachtrij())
        .forEach(TermijnwachterTest::neemAlles);
    for (String tabel :
        List.of(
            "levering",
            "leveringsmelding",
            "abonnement_stand",
            "abonnement_keuze",
            "aanlevering",
            "herroeping",
            "heraanbod_bericht",
            "heraanbod")) {
      jdbc.sql("delete from " + tabel).update();
    }
    Testdatabase.leeg();
    Termijnproef.vrij(jdbc);
    proef = nieuweMotor();
    op(MAANDAG);
  }

  private Termijnproef nieuweMotor() {
    return nieuweMotor(Testdatabase.bron());
  }

  private Termijnproef nieuweMotor(DataSource bron) {
    Berichtenlog berichtenlog = this::noteer;
    Brokerbeheer beheer = new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    return new Termijnproef(
        List.of(CJIB, VEENSTRA, ZONDER, AMQP, RUIM),
        bron,
        jms,
        (queue, moment, oorsprong) -> {
          boolean onderhanden = beheer.isOnderhanden(queue, moment, oorsprong);
          naBlik.accept(queue);
          return onderhanden;
        },
        new Brokertransactie(new TransactionTemplate(new JmsTransactionManager(verbinding))),
        berichtenlog,
        klok(),
        new Wettermijn(Set.of(LocalDate.of(2026, 11, 5)))::naWerkdagen,
        naam -> Optional.of(VEENSTRA.oin()).filter(oin -> naam.equals("register")));
  }

  /** With a Thursday that counts as a holiday: five working days after Monday 2 is Tuesday 10. */
  @Test
  void aWarningComesFirstThenItExpiresAndWhoMustKnowIsTold() throws Exception {
    UUID aanlevering = aanlevering("register", null);
    UUID bericht = leg(CJIB, aanlevering);

    op(LocalDate.of(2026, 11, 5));
    ronde();
    assertThat(meldingen(CJIB)).as("three of five working days are not over").isEmpty();

    op(LocalDate.of(2026, 11, 6));
    ronde();
    ronde();
    List<TextMessage> waarschuwing = meldingen(CJIB);
    assertThat(waarschuwing).as("once").hasSize(1);
    assertThat(waarschuwing.get(0).getStringProperty(Koppen.GEBEURTENISTYPE))
        .isEqualTo("nl.leveringen.termijn-nadert");
    assertThat(waarschuwing.get(0).getText())
        .contains("<laatsteDag>2026-11-10</laatsteDag>", "<berichtId>" + bericht);
    geldig(waarschuwing.get(0));
    assertThat(proef.haal(CJIB)).as("still handed out").hasSize(1);

    op(LocalDate.of(2026, 11, 10));
    ronde();
    assertThat(opWachtrij(CJIB.queue())).as("the last day counts whole").containsExactly(bericht);

    op(LocalDate.of(2026, 11, 11));
    log.clear();
    ronde();
    assertThat(opWachtrij(CJIB.queue())).isEmpty();
    assertThat(opWachtrij("verlopen")).containsExactly(bericht);
    assertThat(log)
        .filteredOn(regel -> regel.stap() == Stap.VERLOPEN)
        .extracting(LogRegel::berichtId, LogRegel::partner, LogRegel::code, LogRegel::uitleg)
        .containsExactly(
            tuple(
                bericht,
                "cjib",
                "termijn-verstreken",
                "niet bevestigd binnen 5 werkdagen, na de waarschuwing van 2026-11-06"));
    assertThat(proef.levering(CJIB, bericht).uitkomst()).isEqualTo("verlopen");

    TextMessage aanPartner = meldingen(CJIB).get(0);
    assertThat(aanPartner.getStringProperty(Koppen.GEBEURTENISTYPE))
        .isEqualTo("nl.leveringen.termijn-verstreken");
    assertThat(aanPartner.getText()).contains("<volgnummer>1</volgnummer>");
    geldig(aanPartner);
    TextMessage aanAfzender = meldingen(VEENSTRA).get(0);
    assertThat(aanAfzender.getStringProperty(Koppen.GEBEURTENISTYPE))
        .isEqualTo("nl.leveringen.aanlevering-onbevestigd");
    assertThat(aanAfzender.getText()).contains(aanlevering.toString()).doesNotContain("cjib");
    geldig(aanAfzender);

    ronde();
    assertThat(meldingen(CJIB)).as("told once").isEmpty();
    assertThat(proef.standen.vanBron("register", null, 10))
        .extracting(v -> v.aanlevering())
        .containsExactly(aanlevering);
  }

  @Test
  void whoRegisteredItItselfIsToldAndNotTheSource() throws Exception {
    UUID aanlevering = aanlevering("register", "veenstra");
    leg(CJIB, aanlevering);
    laatVerlopen();

    assertThat(meldingen(VEENSTRA)).hasSize(1);
    assertThat(proef.standen.vanBron("register", null, 10)).isEmpty();
  }

  @Test
  void whoDeliveredHearsOnceAndNothingOfWhatAnotherSourceBroughtAbout() {
    UUID aanlevering = aanlevering("register", null);
    UUID zaak = aanlevering("ander", "veenstra");
    leg(CJIB, aanlevering);
    leg(CJIB, zaak);
    laatVerlopen();
    meldingen(CJIB);
    assertThat(meldingen(VEENSTRA))
        .extracting(melding -> melding.getText().contains(zaak.toString()))
        .as("the event is one of source register, and not of the delivery")
        .containsExactly(false);

    leg(CJIB, aanlevering);
    op(LocalDate.of(2026, 11, 25));
    ronde();
    meldingen(CJIB);
    op(LocalDate.of(2026, 12, 15));
    ronde();
    assertThat(proef.standen.van("cjib").verlopen()).isEqualTo(3);
    assertThat(meldingen(VEENSTRA)).as("two would count partners or events").isEmpty();
  }

  @Test
  void withoutATermNothingExpiresAndOfANoticeThatNobodyReadsNoNoticeComes() throws Exception {
    UUID bericht = leg(ZONDER, UUID.randomUUID());
    leg(CJIB, UUID.randomUUID());
    laatVerlopen();
    UUID id = id(meldingen(CJIB).get(0));

    op(MAANDAG.plusMonths(2));
    ronde();
    op(MAANDAG.plusMonths(4));
    ronde();

    assertThat(opWachtrij(ZONDER.queue())).containsExactly(bericht);
    assertThat(meldingen(CJIB)).as("of a notice no notice").isEmpty();
    assertThat(proef.levering(CJIB, id).verstreken()).as("it ends all the same").isNotNull();
    assertThat(proef.standen.van("cjib").verlopen()).as("the event, not the notice").isEqualTo(1);
  }

  @Test
  void aNoticeThatNobodyReadsLeavesTheQueueAfterTwentyWorkingDays() {
    leg(CJIB, UUID.randomUUID());
    op(LocalDate.of(2026, 11, 6));
    ronde();
    List<TextMessage> meldingen = meldingen(CJIB);
    jms.send(
        CJIB.queue(),
        session -> {
          TextMessage message = session.createTextMessage(meldingen.get(0).getText());
          for (String kop : Koppen.ALLE) {
            Object waarde = meldingen.get(0).getObjectProperty(kop);
            if (waarde != null) {
              message.setObjectProperty(kop, waarde);
            }
          }
          return message;
        });
    UUID id = id(meldingen.get(0));

    op(LocalDate.of(2026, 12, 4));
    ronde();
    assertThat(opWachtrij(CJIB.queue())).contains(id);
    meldingen(CJIB);
    op(LocalDate.of(2026, 12, 7));
    log.clear();
    ronde();

    assertThat(opWachtrij(CJIB.queue())).doesNotContain(id);
    assertThat(log)
        .filteredOn(regel -> regel.stap() == Stap.VERLOPEN && regel.berichtId().equals(id))
        .extracting(LogRegel::uitleg)
        .containsExactly("een melding, niet bevestigd binnen 20 werkdagen");
  }

  @Test
  void whoHoldsAgainAndAgainKeepsNoTermFromEnding() {
    UUID bericht = leg(CJIB, UUID.randomUUID());
    waarschuw();
    op(LocalDate.of(2026, 11, 20));
    proef.houdVast(CJIB, bericht, Duration.ofMinutes(30));
    jdbc.sql(
            """
            update levering set vast_tot = now() - interval '1 hour',
              vast_sinds = now() - interval '2 hours' where bericht_id = :id""")
        .param("id", bericht)
        .update();
    proef.houdVast(CJIB, bericht, Duration.ofMinutes(30));

    ronde();
    assertThat(opWachtrij("verlopen")).containsExactly(bericht);
  }

  @Test
  void anEventThatIsBeingSentToAWebhookDoesNotLapseAndOneThatLapsedIsNotSent() {
    UUID bericht = leg(CJIB, UUID.randomUUID());
    waarschuw();
    op(LocalDate.of(2026, 11, 20));
    jdbc.sql(
            "update levering set vast_tot = now() - interval '1 minute', vast_sinds = now() - interval '2 days'")
        .update();
    assertThat(proef.houdOmTeBezorgen(CJIB, bericht)).isTrue();
    ronde();
    assertThat(opWachtrij(CJIB.queue())).containsExactly(bericht);

    jdbc.sql("update levering set vast_tot = now() - interval '1 second'").update();
    ronde();
    assertThat(opWachtrij("verlopen")).containsExactly(bericht);
    assertThat(proef.houdOmTeBezorgen(CJIB, bericht)).isFalse();
  }

  @Test
  void twoKeepersAtTheSameTimeWarnMoveAndTellOnce() throws Exception {
    List<UUID> berichten = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      berichten.add(leg(CJIB, UUID.randomUUID()));
    }
    Termijnproef ander = nieuweMotor();
    op(LocalDate.of(2026, 11, 6));
    tegelijk(ander);
    assertThat(meldingen(CJIB)).as("one warning").hasSize(1);

    op(LocalDate.of(2026, 11, 11));
    log.clear();
    tegelijk(ander);
    ronde();
    assertThat(opWachtrij("verlopen")).containsExactlyInAnyOrderElementsOf(berichten);
    assertThat(opWachtrij(CJIB.queue())).isEmpty();
    assertThat(log).filteredOn(regel -> regel.stap() == Stap.VERLOPEN).hasSize(60);
    assertThat(meldingen(CJIB)).as("told once").hasSize(1);
  }

  private void tegelijk(Termijnproef ander) throws Exception {
    Termijnproef.keek(jdbc, nu);
    Thread tweede = new Thread(ander::ronde);
    tweede.start();
    proef.ronde();
    tweede.join();
  }

  @Test
  void afterALongStandstillOfTheEngineTheWarningStillComesFirst() {
    UUID bericht = leg(CJIB, UUID.randomUUID());
    op(MAANDAG.plusMonths(1));
    ronde();
    meldingen(CJIB);
    assertThat(opWachtrij(CJIB.queue())).containsExactly(bericht);

    op(MAANDAG.plusMonths(1).plusDays(2));
    ronde();
    assertThat(opWachtrij(CJIB.queue()))
        .as("two working days for the partner to react")
        .containsExactly(bericht);

    op(MAANDAG.plusMonths(1).plusDays(3));
    ronde();
    assertThat(opWachtrij("verlopen")).containsExactly(bericht);
  }

  @Test
  void aTermStandsStillWithTheSubscriptionAndBeginsAnewWhenItResumes() throws Exception {
    UUID bericht = leg(CJIB, UUID.randomUUID());
    proef.abonnementen.pauzeer("cjib", nu, "beheerder", null);
    op(MAANDAG.plusMonths(1));
    ronde();
    assertThat(meldingen(CJIB)).isEmpty();

    proef.abonnementen.hervat("cjib", nu);
    ronde();
    assertThat(meldingen(CJIB)).as("its five days begin here").isEmpty();

    op(MAANDAG.plusMonths(1).plusDays(20));
    ronde();
    meldingen(CJIB);
    op(MAANDAG.plusMonths(1).plusDays(30));
    ronde();
    assertThat(opWachtrij("verlopen")).containsExactly(bericht);
  }

  @Test
  void aWarningOfBeforeAPauseIsNoWarningOfTheTermThatBeginsAfterIt() {
    UUID bericht = leg(CJIB, UUID.randomUUID());
    waarschuw();
    proef.abonnementen.pauzeer("cjib", nu, "beheerder", null);
    op(LocalDate.of(2026, 11, 25));
    proef.abonnementen.hervat("cjib", nu);

    op(LocalDate.of(2026, 12, 3));
    ronde();
    assertThat(opWachtrij(CJIB.queue())).containsExactly(bericht);
    assertThat(meldingen(CJIB).get(0))
        .satisfies(m -> assertThat(m.getText()).contains("<laatsteDag>2026-12-07</laatsteDag>"));

    op(LocalDate.of(2026, 12, 8));
    ronde();
    assertThat(opWachtrij("verlopen")).containsExactly(bericht);
  }

  @Test
  void whatLapsedAndDidNotMoveBeforeAPauseBeginsAnewAfterIt() {
    UUID bericht = leg(CJIB, UUID.randomUUID());
    waarschuw();
    op(LocalDate.of(2026, 11, 20));
    logWeigert = true;
    ronde();
    logWeigert = false;
    await().until(() -> opWachtrij(CJIB.queue()).equals(List.of(bericht)));
    proef.abonnementen.pauzeer("cjib", nu, "beheerder", null);
    op(LocalDate.of(2026, 11, 21));
    proef.abonnementen.hervat("cjib", nu);

    ronde();

    assertThat(opWachtrij("verlopen")).isEmpty();
    assertThat(proef.haal(CJIB)).as("it is handed out again").hasSize(1);
  }

  /** Again and again, each within the term. */
  @Test
  void whatWouldHaveLapsedWithoutThePausesIsCounted() {
    leg(CJIB, UUID.randomUUID());
    for (int keer = 1; keer <= 3; keer++) {
      op(MAANDAG.plusDays(4L * keer));
      proef.abonnementen.pauzeer("cjib", nu, "cjib", null);
      nu = nu.plusSeconds(60);
      proef.abonnementen.hervat("cjib", nu);
    }
    UUID nieuw = leg(CJIB, UUID.randomUUID());
    ronde();
    assertThat(proef.standen.van("cjib").verlopen()).isZero();
    assertThat(meter("ketenbrug.leveringen.uitgesteld")).isEqualTo(1);
    assertThat(meter("ketenbrug.abonnement.pauze.uren")).isZero();

    proef.abonnementen.pauzeer("cjib", nu, "cjib", null);
    nu = nu.plus(Duration.ofHours(30));
    ronde();
    assertThat(meter("ketenbrug.abonnement.pauze.uren")).isEqualTo(30);
    proef.abonnementen.hervat("cjib", nu);
    proef.haal(CJIB).forEach(een -> proef.bevestig(CJIB, een.berichtId(), "geaccepteerd"));
    ronde();
    assertThat(proef.levering(CJIB, nieuw).uitkomst()).isEqualTo("geaccepteerd");
    assertThat(meter("ketenbrug.leveringen.uitgesteld")).isZero();
  }

  @Test
  void whoCannotBeCountedKeepsNobodyElseFromIt() {
    proef = nieuweMotor(meekijkend(new AtomicInteger(), 1));
    for (Partner partner : List.of(CJIB, RUIM)) {
      leg(partner, UUID.randomUUID());
    }
    for (int keer = 1; keer <= 5; keer++) {
      op(MAANDAG.plusDays(4L * keer));
      for (Partner partner : List.of(CJIB, RUIM)) {
        proef.abonnementen.pauzeer(partner.code(), nu, "beheerder", null);
        proef.abonnementen.hervat(partner.code(), nu);
      }
    }
    ronde();

    assertThat(meter("ketenbrug.leveringen.uitgesteld")).as("of cjib it failed").isZero();
    assertThat(meter("ketenbrug.leveringen.uitgesteld", RUIM)).isEqualTo(1);
  }

  /** Counting reads all that is open, in each engine each quarter of an hour. */
  @Test
  void whoNeverStoodStillIsNotCounted() {
    AtomicInteger tellingen = new AtomicInteger();
    proef = nieuweMotor(meekijkend(tellingen, 0));
    leg(CJIB, UUID.randomUUID());
    ronde();
    assertThat(tellingen).hasValue(0);

    proef.abonnementen.pauzeer("cjib", nu, "cjib", null);
    nu = nu.plusSeconds(60);
    proef.abonnementen.hervat("cjib", nu);
    ronde();
    assertThat(tellingen).hasValue(1);

    proef.haal(CJIB).forEach(een -> proef.bevestig(CJIB, een.berichtId(), "geaccepteerd"));
    nu = nu.plusSeconds(60);
    leg(CJIB, UUID.randomUUID());
    ronde();
    assertThat(tellingen).as("nothing of before the pause is left").hasValue(1);

    proef.abonnementen.pauzeer("cjib", nu, "cjib", null);
    nu = nu.plusSeconds(60);
    ronde();
    assertThat(tellingen).hasValue(2);
    proef.abonnementen.hervat("cjib", nu);
    ronde();
    assertThat(tellingen).as("the next one holds it up").hasValue(3);
  }

  /** Each round of a quarter of an hour, and it may last for a night. */
  @Test
  void whileTheDatabaseIsAwayThatIsOneLineAndOneThatItIsOver() {
    boolean[] weg = new boolean[1];
    proef =
        nieuweMotor(
            new DelegatingDataSource(Testdatabase.bron()) {
              @Override
              public java.sql.Connection getConnection() throws SQLException {
                if (weg[0]) {
                  throw new SQLException("jdbc:geheim", "08001");
                }
                return super.getConnection();
              }
            });
    leg(CJIB, UUID.randomUUID());
    try (Gezegd gezegd = Gezegd.door("nl.ketenbrug.delivery.Termijnwachter")) {
      weg[0] = true;
      for (int keer = 0; keer < 5; keer++) {
        ronde();
      }
      assertThat(gezegd.zinnen())
          .singleElement()
          .asString()
          .contains("CannotGetJdbcConnectionException")
          .doesNotContain("geheim");
      assertThat(gezegd.regels().get(0).getThrowableProxy()).isNull();

      weg[0] = false;
      waarschuw();
      ronde();
      assertThat(gezegd.zinnen()).hasSize(2).last().asString().contains("weer worden nagegaan");
      assertThat(meter("ketenbrug.leveringen.gewaarschuwd")).as("it goes on by itself").isOne();

      weg[0] = true;
      ronde();
      assertThat(gezegd.zinnen()).as("a next time is told again").hasSize(3);
    }
  }

  /**
   * @param mislukt which counting fails; 0 for none
   */
  private static DataSource meekijkend(AtomicInteger tellingen, int mislukt) {
    return new DelegatingDataSource(Testdatabase.bron()) {
      @Override
      public java.sql.Connection getConnection() throws SQLException {
        return meekijkend(super.getConnection(), tellingen, mislukt);
      }
    };
  }

  private static java.sql.Connection meekijkend(
      java.sql.Connection verbinding, AtomicInteger tellingen, int mislukt) {
    return (java.sql.Connection)
        Proxy.newProxyInstance(
            TermijnwachterTest.class.getClassLoader(),
            new Class<?>[] {java.sql.Connection.class},
            (proxy, methode, waarden) -> {
              if (methode.getName().equals("prepareStatement")
                  && waarden[0].toString().startsWith("select count(*) from levering l left join")
                  && tellingen.incrementAndGet() == mislukt) {
                throw new SQLException("weg");
              }
              try {
                return methode.invoke(verbinding, waarden);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private double meter(String naam) {
    return meter(naam, CJIB);
  }

  private double meter(String naam, Partner partner) {
    return proef.meters.get(naam).tag("afnemer", partner.code()).gauge().value();
  }

  @Test
  void theDayThatAWarningNamedStandsAlsoWhenTheTermIsMadeShorter() {
    UUID bericht = leg(CJIB, UUID.randomUUID());
    waarschuw();
    proef.keuzes.bewaar("cjib", new Abonnementkeuze(null, null, 2, nu, "cjib"));

    op(LocalDate.of(2026, 11, 10));
    ronde();
    assertThat(opWachtrij(CJIB.queue())).as("named in the notice").containsExactly(bericht);
    op(LocalDate.of(2026, 11, 11));
    ronde();
    assertThat(opWachtrij("verlopen")).containsExactly(bericht);
  }

  @Test
  void afterAStandstillWhatWasWarnedOfIsWarnedOfAnew() {
    UUID bericht = leg(CJIB, UUID.randomUUID());
    waarschuw();

    op(LocalDate.of(2026, 11, 20));
    proef.ronde();

    assertThat(opWachtrij(CJIB.queue()))
        .as("for two weeks nobody could confirm")
        .containsExactly(bericht);
    assertThat(meldingen(CJIB)).hasSize(1);
  }

  @Test
  void aWarningThatGotNoNumberIsNone() {
    UUID bericht = leg(CJIB, UUID.randomUUID());
    op(LocalDate.of(2026, 11, 6));
    ronde();
    op(LocalDate.of(2026, 11, 20));
    ronde();
    assertThat(opWachtrij(CJIB.queue())).containsExactly(bericht);

    assertThat(meldingen(CJIB)).as("it waits, and is not sent twice").hasSize(1);
    op(LocalDate.of(2026, 11, 25));
    ronde();
    assertThat(opWachtrij("verlopen")).containsExactly(bericht);
  }

  @Test
  void whoConfirmsByAmqpIsNotJudgedWhileEvidenceWaits() {
    leg(AMQP, UUID.randomUUID());
    op(LocalDate.of(2026, 11, 6));
    jms.execute(
        (session, producer) -> {
          producer.setDisableMessageTimestamp(true);
          producer.send(session.createQueue("berichtenlog"), session.createTextMessage("oud"));
          session.commit();
          return null;
        });
    ronde();
    assertThat(meldingen(AMQP)).isEmpty();

    assertThat(neemAlles("berichtenlog")).hasSize(1);
    ronde();
    assertThat(meldingen(AMQP)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"berichtenlog", "onbestelbaar"})
  void norWhileAReaderHasItInHandOrItWaitsForItsNextAttempt(String wachtrij) throws Exception {
    leg(AMQP, UUID.randomUUID());
    op(LocalDate.of(2026, 11, 6));
    try (Connection lezer = verbinding.createConnection();
        Session sessie = lezer.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer leest = sessie.createConsumer(sessie.createQueue(wachtrij))) {
      lezer.start();
      jms.execute(
          (session, producer) -> {
            producer.setDisableMessageTimestamp(true);
            producer.send(session.createQueue(wachtrij), session.createTextMessage("oud"));
            session.commit();
            return null;
          });
      assertThat(leest.receive(5_000)).isNotNull();
      ronde();
      assertThat(meldingen(AMQP)).as("in hand").isEmpty();

      sessie.rollback();
      ronde();
      assertThat(meldingen(AMQP)).as("given back").isEmpty();
      assertThat(leest.receive(5_000)).isNotNull();
      sessie.commit();
    }
    ronde();
    assertThat(meldingen(AMQP)).hasSize(1);
  }

  /** Somebody put it there with the tools of the broker. */
  @ParameterizedTest
  @ValueSource(strings = {"", "geen-id", "01a1f82f-1e80-45c1-9362-66d9f75d2017"})
  void whatIsNotOursAmongWhatIsSetApartStopsNoTerm(String id) {
    leg(CJIB, UUID.randomUUID());
    jms.send(
        "parkeer.deliver-to-cjib",
        session -> {
          Message vreemd = session.createTextMessage("vreemd");
          if (!id.isEmpty()) {
            vreemd.setStringProperty(Koppen.BERICHT_ID, id);
          }
          return vreemd;
        });
    op(LocalDate.of(2026, 11, 6));
    ronde();
    assertThat(meldingen(CJIB)).hasSize(1);
  }

  /** What hangs there of another partner says nothing of this one. */
  @ParameterizedTest
  @CsvSource({"partner.broker, 0", "partner.cjib, 1", "canoniek, 1", ", 0"})
  void whatHangsAmongTheDeadLettersHoldsUpWhomItIsAbout(String vanWachtrij, int gewaarschuwd)
      throws Exception {
    leg(AMQP, UUID.randomUUID());
    op(LocalDate.of(2026, 11, 6));
    jms.execute(
        (session, producer) -> {
          Message apart = session.createTextMessage("hangt");
          if (vanWachtrij != null) {
            apart.setStringProperty("_AMQ_ORIG_QUEUE", vanWachtrij);
          }
          producer.setDisableMessageTimestamp(true);
          producer.send(session.createQueue("onbestelbaar"), apart);
          session.commit();
          return null;
        });
    try (ActiveMQConnectionFactory factory = eigenFabriek();
        Connection lezer = factory.createConnection();
        Session sessie = lezer.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer leest = sessie.createConsumer(sessie.createQueue("onbestelbaar"))) {
      lezer.start();
      assertThat(leest.receive(5_000)).isNotNull();
      ronde();
      assertThat(meldingen(AMQP)).hasSize(gewaarschuwd);
      sessie.commit();
    }
  }

  /**
   * Numbers are given to a bundle together; the first one failed, and the others stand behind it.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatHasANumberAndIsNotOnItsQueueSinceDaysIsNotJudged(boolean inDeHand) throws Exception {
    leg(CJIB, UUID.randomUUID());
    leg(VEENSTRA, UUID.randomUUID());
    op(LocalDate.of(2026, 11, 6));
    jms.execute(
        (session, producer) -> {
          Message achter = session.createTextMessage("achter");
          achter.setStringProperty(Koppen.AFNEMER, "cjib");
          producer.setDisableMessageTimestamp(true);
          producer.send(session.createTopic("gebeurtenis.beperkt"), achter);
          session.commit();
          return null;
        });
    String wachtrij = "gebeurtenis.beperkt::" + CJIB.wachtrij();
    try (ActiveMQConnectionFactory factory = eigenFabriek();
        Connection lezer = factory.createConnection();
        Session sessie = lezer.createSession(true, Session.SESSION_TRANSACTED)) {
      lezer.start();
      MessageConsumer leest = inDeHand ? sessie.createConsumer(sessie.createQueue(wachtrij)) : null;
      if (inDeHand) {
        assertThat(leest.receive(5_000)).isNotNull();
      }
      ronde();
      assertThat(gewaarschuwd("cjib")).isZero();
      assertThat(gewaarschuwd("veenstra")).as("nothing of it waits").isEqualTo(1);
      sessie.commit();
    }
    neemAlles(wachtrij);
    ronde();
    assertThat(gewaarschuwd("cjib")).isEqualTo(1);
  }

  /** The reader of the dead letters does so just after it was seen that nothing waits for it. */
  @Test
  void whatIsSetApartBetweenTheLooksIsNotJudged() {
    UUID bericht = leg(CJIB, UUID.randomUUID());
    op(LocalDate.of(2026, 11, 6));
    naBlik =
        queue -> {
          if (queue.equals(CJIB.wachtrij()) && opWachtrij(CJIB.queue()).contains(bericht)) {
            zetApart(bericht);
          }
        };

    ronde();

    assertThat(opWachtrij("parkeer.deliver-to-cjib")).containsExactly(bericht);
    assertThat(gewaarschuwd("cjib")).isZero();
  }

  /** Not in hand at the first look, and not on the queue at the second. */
  @Test
  void whatIsTakenInHandBetweenTheLooksHoldsUpTheTermsToo() throws Exception {
    leg(CJIB, UUID.randomUUID());
    op(LocalDate.of(2026, 11, 6));
    String wachtrij = "gebeurtenis.beperkt::" + CJIB.wachtrij();
    jms.execute(
        (session, producer) -> {
          Message achter = session.createTextMessage("achter");
          achter.setStringProperty(Koppen.AFNEMER, "cjib");
          producer.setDisableMessageTimestamp(true);
          producer.send(session.createTopic("gebeurtenis.beperkt"), achter);
          session.commit();
          return null;
        });
    try (ActiveMQConnectionFactory factory = eigenFabriek();
        Connection lezer = factory.createConnection();
        Session sessie = lezer.createSession(true, Session.SESSION_TRANSACTED)) {
      lezer.start();
      List<Message> inDeHand = new ArrayList<>();
      naBlik =
          queue -> {
            if (queue.equals(CJIB.wachtrij()) && inDeHand.isEmpty()) {
              inDeHand.add(ontvang(sessie, wachtrij));
            }
          };
      ronde();
      assertThat(inDeHand).doesNotContainNull().hasSize(1);
      assertThat(gewaarschuwd("cjib")).isZero();
      sessie.commit();
    }
    ronde();
    assertThat(gewaarschuwd("cjib")).isEqualTo(1);
  }

  private static Message ontvang(Session sessie, String wachtrij) {
    try {
      return sessie.createConsumer(sessie.createQueue(wachtrij)).receive(5_000);
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  /** It has a number too, of the day of the warning, and stands behind what fails since then. */
  @Test
  void nothingLapsesWhileItsWarningIsNotOnItsQueue() throws Exception {
    UUID bericht = leg(RUIM, UUID.randomUUID());
    op(LocalDate.of(2026, 11, 12));
    ronde();
    assertThat(meldingen(RUIM)).hasSize(1);
    try (ActiveMQConnectionFactory factory = eigenFabriek();
        Connection verbinding = factory.createConnection();
        Session sessie = verbinding.createSession(true, Session.SESSION_TRANSACTED)) {
      ClientSession kern = ((ActiveMQSession) sessie).getCoreSession();
      ClientMessage achter =
          kern.createMessage(
              org.apache.activemq.artemis.api.core.Message.TEXT_TYPE,
              true,
              0,
              nu.toEpochMilli(),
              (byte) 4);
      achter.putStringProperty(Koppen.AFNEMER, "ruim");
      achter.getBodyBuffer().writeNullableSimpleString(SimpleString.of("achter"));
      kern.createProducer("gebeurtenis.beperkt").send(achter);
      kern.commit();
    }
    op(LocalDate.of(2026, 11, 18));
    ronde();
    assertThat(opWachtrij(RUIM.queue())).containsExactly(bericht);

    neemAlles("gebeurtenis.beperkt::" + RUIM.wachtrij());
    ronde();
    assertThat(opWachtrij(RUIM.queue()))
        .as("it had its warning for a moment only")
        .containsExactly(bericht);
    assertThat(meldingen(RUIM)).as("warned anew").hasSize(1);
    op(LocalDate.of(2026, 11, 23));
    ronde();
    assertThat(opWachtrij(RUIM.queue())).as("the last day that it names").containsExactly(bericht);
    op(LocalDate.of(2026, 11, 24));
    ronde();
    assertThat(opWachtrij("verlopen")).containsExactly(bericht);
  }

  @Test
  void whatIsNotOursHoldsUpNoEndOfATerm() throws Exception {
    for (String queue : List.of(CJIB.queue(), "verlopen")) {
      for (String id : new String[] {null, "geen-id"}) {
        jms.send(
            queue,
            session -> {
              Message vreemd = session.createMessage();
              vreemd.setStringProperty(Koppen.AFNEMER, "cjib");
              if (id != null) {
                vreemd.setStringProperty(Koppen.BERICHT_ID, id);
              }
              return vreemd;
            });
      }
    }
    UUID bericht = leg(CJIB, UUID.randomUUID());

    laatVerlopen();
    assertThat(uitkomst(bericht)).isEqualTo("verlopen");
    assertThat(meldingen(CJIB)).as("it is told").hasSize(1);

    jdbc.sql("update levering set uitkomst = null, verlopen = null where bericht_id = :id")
        .param("id", bericht)
        .update();
    ronde();
    assertThat(uitkomst(bericht)).as("an engine ended in between").isEqualTo("verlopen");
  }

  private String uitkomst(UUID bericht) {
    return jdbc.sql("select coalesce(uitkomst, 'geen') from levering where bericht_id = :id")
        .param("id", bericht)
        .query(String.class)
        .single();
  }

  /** Whose readers go when they are closed. */
  private static ActiveMQConnectionFactory eigenFabriek() throws JMSException {
    return new ActiveMQConnectionFactory("vm://0", EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD);
  }

  private long gewaarschuwd(String partner) {
    return jdbc.sql("select count(*) from levering where partner = :p and gewaarschuwd is not null")
        .param("p", partner)
        .query(Long.class)
        .single();
  }

  /** An hour is long for what is done in a moment; after that once a day, until it is over. */
  @Test
  void thatNoTermIsJudgedIsSaidWhenItLasts() {
    try (Gezegd gezegd = Gezegd.door("nl.ketenbrug.delivery.Stilstand")) {
      jms.send(
          "onbestelbaar",
          session -> {
            Message apart = session.createTextMessage("hangt");
            apart.setStringProperty("_AMQ_ORIG_QUEUE", AMQP.queue());
            return apart;
          });
      List<Integer> regels = new ArrayList<>();
      for (int minuten : new int[] {0, 59, 1, 15}) {
        nu = nu.plus(Duration.ofMinutes(minuten));
        ronde();
        regels.add(gezegd.zinnen().size());
      }
      assertThat(regels).containsExactly(0, 0, 1, 1);
      for (int uur = 0; uur < 23; uur++) {
        nu = nu.plus(Duration.ofHours(1));
        ronde();
      }
      assertThat(gezegd.zinnen()).hasSize(1);
      nu = nu.plus(Duration.ofMinutes(45));
      ronde();
      assertThat(gezegd.zinnen()).hasSize(2);
      assertThat(gezegd.zinnen().get(0))
          .startsWith("termijn-wacht-op-bewijs: van broker ")
          .contains("onbestelbaar");

      assertThat(neemAlles("onbestelbaar")).hasSize(1);
      ronde();
      nu = nu.plus(Duration.ofDays(2));
      ronde();
      assertThat(gezegd.zinnen()).as("it is over").hasSize(2);
    }
  }

  /** Rejected at the broker, while no engine was there to set it apart. */
  @Test
  void whoRejectedByAmqpIsNotJudgedWhileThatIsNotNotedYet() {
    leg(AMQP, UUID.randomUUID());
    op(LocalDate.of(2026, 11, 6));
    jms.send(
        "onbestelbaar",
        session -> {
          Message apart = session.createTextMessage("afgewezen");
          apart.setStringProperty("_AMQ_ORIG_QUEUE", AMQP.queue());
          return apart;
        });
    ronde();
    assertThat(meldingen(AMQP)).isEmpty();

    assertThat(neemAlles("onbestelbaar")).hasSize(1);
    ronde();
    assertThat(meldingen(AMQP)).hasSize(1);
  }

  @Test
  void aShorterTermThatThePartnerChoseHolds() throws Exception {
    leg(CJIB, UUID.randomUUID());
    proef.keuzes.bewaar("cjib", new Abonnementkeuze(null, null, 2, nu, "cjib"));

    op(MAANDAG.plusDays(1));
    ronde();

    assertThat(meldingen(CJIB)).hasSize(1);
  }

  @Test
  void whatAReaderHoldsDoesNotExpireUnderItsHands() {
    UUID bericht = leg(CJIB, UUID.randomUUID());
    waarschuw();
    proef.houdVast(CJIB, bericht, Duration.ofHours(1));
    op(LocalDate.of(2026, 11, 20));
    ronde();
    assertThat(opWachtrij(CJIB.queue())).containsExactly(bericht);

    jdbc.sql("update levering set vast_tot = now() - interval '1 s'").update();
    ronde();
    assertThat(opWachtrij("verlopen")).containsExactly(bericht);
  }

  @Test
  void whatAClientHasInItsBufferStaysItsUntilItGivesItBack() throws Exception {
    UUID eerste = leg(CJIB, UUID.randomUUID());
    UUID tweede = leg(CJIB, UUID.randomUUID());
    waarschuw();
    op(LocalDate.of(2026, 11, 20));
    try (ActiveMQConnectionFactory factory =
            new ActiveMQConnectionFactory("vm://0", EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD);
        Connection klant = factory.createConnection()) {
      klant.start();
      Session sessie = klant.createSession(false, Session.CLIENT_ACKNOWLEDGE);
      try (MessageConsumer lezer = sessie.createConsumer(sessie.createQueue(CJIB.queue()))) {
        Message ontvangen = lezer.receive(2000);
        ronde();
        assertThat(opWachtrij("verlopen")).isEmpty();
        assertThat(proef.levering(CJIB, eerste).uitkomst()).as("nothing is claimed").isNull();
        ontvangen.acknowledge();
      }
    }
    // As the broker's own evidence would say of the first one.
    proef.bewijs("cjib", eerste, nu);

    ronde();
    assertThat(opWachtrij("verlopen")).containsExactly(tweede);
    assertThat(proef.levering(CJIB, eerste).uitkomst()).isEqualTo("geaccepteerd");
    assertThat(proef.standen.van("cjib").teLaat()).isEqualTo(1);
    proef.bewijs("cjib", tweede, OP_TIJD);
    assertThat(proef.standen.van("cjib").teLaat())
        .as("evidence that was long under way is of its own moment")
        .isEqualTo(1);
    assertThat(proef.levering(CJIB, tweede).verstreken()).as("it never lapsed").isNull();
  }

  /** A copy of an earlier end of its term says nothing of this one. */
  @Test
  void aCopyThatWasLeftBehindDoesNotProveThatItExpiredAgain() throws Exception {
    UUID bericht = leg(CJIB, UUID.randomUUID());
    waarschuw();
    jms.send(
        "verlopen",
        session -> {
          TextMessage oud = session.createTextMessage("<x/>");
          oud.setStringProperty(Koppen.BERICHT_ID, bericht.toString());
          oud.setStringProperty(Koppen.AFNEMER, "cjib");
          oud.setLongProperty("verstreken", 1);
          return oud;
        });
    op(LocalDate.of(2026, 11, 20));
    try (ActiveMQConnectionFactory factory =
            new ActiveMQConnectionFactory("vm://0", EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD);
        Connection klant = factory.createConnection()) {
      klant.start();
      Session sessie = klant.createSession(false, Session.CLIENT_ACKNOWLEDGE);
      try (MessageConsumer lezer = sessie.createConsumer(sessie.createQueue(CJIB.queue()))) {
        Message ontvangen = lezer.receive(2000);
        ronde();
        assertThat(proef.levering(CJIB, bericht).uitkomst()).isNull();
        assertThat(meldingen(CJIB)).isEmpty();
        // Given back it would come, after a pause, in the next test.
        ontvangen.acknowledge();
      }
    }
  }

  /** Each costs more than a second, of all partners one after another. */
  @Test
  void aRoundTriesOnlyAFewThatTheBrokerDoesNotGive() {
    vulVerlopenMetAnderen();
    for (int i = 0; i < 7; i++) {
      leg(CJIB, UUID.randomUUID());
    }
    laatVerlopen();
    jdbc.sql("update levering set uitkomst = 'geaccepteerd' where uitkomst = 'verlopen'").update();
    Set<String> gezocht = ConcurrentHashMap.newKeySet();
    JmsTemplate gewoon = jms;
    jms =
        new JmsTemplate(verbinding) {
          @Override
          public <T> T browseSelected(String queue, String selector, BrowserCallback<T> wat) {
            if (queue.equals("verlopen") && selector.contains(Koppen.BERICHT_ID)) {
              gezocht.add(selector);
            }
            return super.browseSelected(queue, selector, wat);
          }
        };
    try {
      jms.setSessionTransacted(true);
      proef = nieuweMotor();
      Termijnproef.vrij(jdbc);
      ronde();
    } finally {
      jms = gewoon;
    }

    assertThat(gezocht).hasSize(5);
    assertThat(
            jdbc.sql("select count(*) from levering where op_verlopen").query(Long.class).single())
        .as("for a later round")
        .isEqualTo(7);
  }

  private static void vulVerlopenMetAnderen() {
    jms.execute(
        (session, producer) -> {
          for (int i = 0; i < DIEP; i++) {
            TextMessage ander = session.createTextMessage(VEEL);
            ander.setStringProperty(Koppen.BERICHT_ID, UUID.randomUUID().toString());
            ander.setStringProperty(Koppen.AFNEMER, "ander");
            producer.send(session.createQueue("verlopen"), ander);
          }
          session.commit();
          return null;
        });
  }

  /** More stands before it than the broker reads back of a queue on disk. */
  @Test
  void whatStandsTooDeepIsAnsweredOnRecordAndNotClaimedToBeTaken() {
    vulVerlopenMetAnderen();
    UUID laat = leg(CJIB, UUID.randomUUID());
    UUID eerste = leg(CJIB, UUID.randomUUID());
    UUID tweede = leg(CJIB, UUID.randomUUID());
    laatVerlopen();
    log.clear();

    Pull.Bevestiging antwoord = proef.bevestig(CJIB, laat, "geaccepteerd");
    assertThat(antwoord.uitkomst()).isEqualTo("geaccepteerd");
    assertThat(antwoord.blijftStaan()).isTrue();
    assertThat(log)
        .filteredOn(regel -> regel.stap() == Stap.BEVESTIGD)
        .extracting(LogRegel::berichtId)
        .containsExactly(laat);

    Heraanbod opdracht = proef.biedOpnieuw(CJIB);
    assertThat(opdracht.aangeboden()).as("whoever's stands in front").isEqualTo(2);
    assertThat(proef.haal(CJIB))
        .extracting(Pull.Bericht::berichtId)
        .containsExactly(eerste, tweede);
    assertThat(proef.bevestig(CJIB, eerste, "geaccepteerd").blijftStaan()).isFalse();
    assertThat(proef.bevestig(CJIB, tweede, "geweigerd").blijftStaan()).isFalse();
    assertThat(opWachtrij(CJIB.queue())).isEmpty();

    while (jms.receiveSelected("verlopen", "afnemer = 'ander'") != null) {
      // As others take away what stood in front.
    }
    ronde();
    assertThat(opWachtrij("verlopen")).as("no copy was left for good").isEmpty();
    assertThat(opWachtrij("parkeer.deliver-to-cjib")).as("once").containsExactly(tweede);
    assertThat(log).filteredOn(regel -> regel.stap() == Stap.BEVESTIGD).hasSize(3);
    neemAlles("parkeer.deliver-to-cjib");
  }

  /** The partner never had it: it is not for it to ask for by itself. */
  @Test
  void whatExpiredAndWasWithheldIsNotOfferedAgain() {
    UUID fout = leg(CJIB, UUID.randomUUID());
    UUID goed = leg(CJIB, UUID.randomUUID());
    laatVerlopen();

    assertThat(LeveringenVoorProef.van(jdbc).houdVerlopenIn("cjib", fout, levering -> {})).isTrue();
    assertThat(LeveringenVoorProef.van(jdbc).houdVerlopenIn("cjib", fout, levering -> {}))
        .as("once")
        .isFalse();

    assertThat(proef.biedOpnieuw(CJIB).omvang()).isEqualTo(1);
    assertThat(proef.haal(CJIB)).extracting(Pull.Bericht::berichtId).containsExactly(goed);
    log.clear();
    ronde();
    assertThat(opWachtrij("verlopen")).as("its copy is gone").isEmpty();
    assertThat(log).as("the record of it is another one's").isEmpty();
    assertThat(proef.bevestig(CJIB, fout, "geaccepteerd").uitkomst())
        .as("it had it after all")
        .isEqualTo("geaccepteerd");
  }

  @Test
  void aConfirmationThatComesTooLateCountsAndIsOnRecordAsLate() {
    UUID bericht = leg(CJIB, UUID.randomUUID());
    laatVerlopen();
    log.clear();

    assertThat(proef.bevestig(CJIB, bericht, "later").uitkomst()).isEqualTo("verlopen");
    Pull.Bevestiging antwoord = proef.bevestig(CJIB, bericht, "geaccepteerd");

    assertThat(antwoord.uitkomst()).isEqualTo("geaccepteerd");
    assertThat(antwoord.eerder()).isFalse();
    assertThat(opWachtrij("verlopen")).isEmpty();
    assertThat(log)
        .filteredOn(regel -> regel.stap() == Stap.BEVESTIGD)
        .extracting(LogRegel::uitleg)
        .containsExactly("na het verstrijken van de termijn");
    assertThat(proef.standen.van("cjib").teLaat()).isEqualTo(1);
    assertThat(proef.bevestig(CJIB, bericht, "geaccepteerd").eerder()).isTrue();
  }

  @Test
  void aRefusalAfterTheTermIsSetApartAsAnyOther() {
    Instant dag = nu;
    UUID bericht = leg(CJIB, UUID.randomUUID());
    laatVerlopen();

    proef.bevestig(CJIB, bericht, "geweigerd");

    assertThat(opWachtrij("verlopen")).isEmpty();
    assertThat(opWachtrij("parkeer.deliver-to-cjib")).containsExactly(bericht);
    assertThat(geweigerdEnGeparkeerd(dag)).containsExactly(1L, 1L);
    neemAlles("parkeer.deliver-to-cjib");
    assertThat(geweigerdEnGeparkeerd(dag)).as("refused for good").containsExactly(1L, 0L);
  }

  /** As what an operator of the broker moved, and what the broker gave up. */
  @Test
  void ofWhatStandsApartWithoutAnAnswerNoTermRunsUntilItIsReleased() {
    Instant dag = nu;
    UUID voor = leg(CJIB, UUID.randomUUID());
    UUID na = leg(CJIB, UUID.randomUUID());
    zetApart(voor);
    waarschuw();
    assertThat(proef.standen.van("cjib").gewaarschuwd()).as("one of two").isEqualTo(1);
    zetApart(na);
    assertThat(proef.verklaring(CJIB, dag).geparkeerd()).isEqualTo(2);
    assertThat(proef.verklaring(CJIB, dag).openstaand()).isEqualTo(2);

    op(LocalDate.of(2026, 11, 13));
    ronde();
    assertThat(proef.levering(CJIB, voor).verstreken()).isNull();
    assertThat(proef.levering(CJIB, na).verstreken()).isNull();

    proef.heropen(CJIB, voor);
    jms.send(CJIB.queue(), session -> neem("parkeer.deliver-to-cjib", voor));
    ronde();
    op(LocalDate.of(2026, 11, 19));
    ronde();
    meldingen(CJIB);
    assertThat(proef.standen.van("cjib").gewaarschuwd()).isEqualTo(2);
    op(LocalDate.of(2026, 11, 25));
    ronde();
    assertThat(opWachtrij("verlopen")).containsExactly(voor);
    assertThat(proef.levering(CJIB, na).uitkomst()).isNull();
  }

  @Test
  void whatWasSetApartBetweenItsLapseAndTheMoveDidNotLapse() {
    UUID bericht = leg(CJIB, UUID.randomUUID());
    zetApart(bericht);
    jdbc.sql("update levering set verstreken = now(), op_verlopen = true where bericht_id = :id")
        .param("id", bericht)
        .update();

    ronde();

    assertThat(proef.levering(CJIB, bericht).verstreken()).isNull();
    assertThat(proef.levering(CJIB, bericht).opVerlopen()).isFalse();
  }

  private static void zetApart(UUID bericht) {
    jms.send("parkeer.deliver-to-cjib", session -> neem(CJIB.queue(), bericht));
  }

  private static Message neem(String queue, UUID bericht) {
    return jms.receiveSelected(queue, Koppen.BERICHT_ID + " = '" + bericht + "'");
  }

  private List<Long> geweigerdEnGeparkeerd(Instant dag) {
    Volledigheid.Verklaring verklaring = proef.verklaring(CJIB, dag);
    return List.of(verklaring.geweigerd(), verklaring.geparkeerd());
  }

  @Test
  void theSignedStatementNamesExpiredNumbersAndTheyAreNoGaps() {
    Instant dag = nu;
    leg(CJIB, UUID.randomUUID());
    UUID tweede = leg(CJIB, UUID.randomUUID());
    UUID derde = leg(CJIB, UUID.randomUUID());
    proef.bevestig(CJIB, tweede, "geaccepteerd");
    laatVerlopen();
    proef.bevestig(CJIB, derde, "geaccepteerd");

    Volledigheid.Verklaring verklaring = proef.verklaring(CJIB, dag);

    assertThat(verklaring.verlopen()).isEqualTo(1);
    assertThat(verklaring.verlopenNummers()).containsExactly(1L);
    assertThat(verklaring.bevestigd()).isEqualTo(2);
    assertThat(verklaring.teLaat()).isEqualTo(1);
    assertThat(verklaring.openstaand()).isZero();
    assertThat(verklaring.gaten()).isEmpty();
  }

  @Test
  void itIsOfferedAgainWithTheSameIdAndNumberAndItsTermBeginsAnew() {
    UUID bericht = leg(CJIB, UUID.randomUUID());
    proef.haal(CJIB);
    laatVerlopen();
    meldingen(CJIB);
    assertThat(proef.haal(CJIB)).isEmpty();

    proef.biedOpnieuw(CJIB);

    assertThat(opWachtrij("verlopen")).as("it stands in one place").isEmpty();
    List<Pull.Bericht> opnieuw = proef.haal(CJIB);
    assertThat(opnieuw)
        .extracting(Pull.Bericht::berichtId, Pull.Bericht::volgnummer, Pull.Bericht::keer)
        .containsExactly(tuple(bericht, 1L, 2));
    ronde();
    assertThat(opWachtrij(CJIB.queue())).as("the term runs from now").containsExactly(bericht);
    op(nu.atZone(NEDERLAND).toLocalDate().plusDays(20));
    ronde();
    meldingen(CJIB);
    op(nu.atZone(NEDERLAND).toLocalDate().plusDays(20));
    ronde();
    assertThat(opWachtrij("verlopen")).containsExactly(bericht);
  }

  @Test
  void whatIsOfferedAgainIsFollowedByWhatWithdrewIt() {
    UUID gelegd = leg(CJIB, UUID.randomUUID());
    waarschuw();
    UUID ingetrokken = leg(CJIB, UUID.randomUUID());
    proef.bevestig(CJIB, ingetrokken, "geaccepteerd");
    jdbc.sql(
            """
            insert into herroeping (bericht_id, betreft, soort, gebeurtenistype, dossier, sinds)
            values (:nieuw, :oud, 'intrekking', 'x', repeat('a', 64), now())""")
        .param("nieuw", ingetrokken)
        .param("oud", gelegd)
        .update();
    op(LocalDate.of(2026, 11, 11));
    ronde();

    proef.biedOpnieuw(CJIB);

    assertThat(proef.haal(CJIB))
        .extracting(Pull.Bericht::berichtId)
        .containsExactly(gelegd, ingetrokken);
  }

  @Test
  void anOrderLeavesAloneWhatWasConfirmedAfterItWasGiven() {
    UUID eerste = leg(CJIB, UUID.randomUUID());
    UUID tweede = leg(CJIB, UUID.randomUUID());
    laatVerlopen();
    UUID opdracht = proef.vraagOpnieuw(CJIB);
    proef.bevestig(CJIB, eerste, "geaccepteerd");

    Heraanbod gedaan = proef.voerUit(CJIB, opdracht);

    assertThat(proef.levering(CJIB, eerste).uitkomst()).isEqualTo("geaccepteerd");
    assertThat(proef.haal(CJIB)).extracting(Pull.Bericht::berichtId).containsExactly(tweede);
    assertThat(gedaan.inmiddelsBeantwoord()).isEqualTo(1);
    assertThat(gedaan.aangeboden()).isEqualTo(1);
  }

  @Test
  void anEngineThatEndsBetweenBrokerAndTableLeavesWhatTheNextRoundFinishes() throws Exception {
    UUID bericht = leg(CJIB, UUID.randomUUID());
    laatVerlopen();
    Termijnproef.vergeetDatHetVerliep(jdbc, bericht);
    log.clear();

    ronde();

    assertThat(proef.levering(CJIB, bericht).uitkomst()).isEqualTo("verlopen");
    assertThat(opWachtrij("verlopen")).containsExactly(bericht);
    assertThat(log).filteredOn(regel -> regel.stap() == Stap.VERLOPEN).isEmpty();
  }

  @Test
  void anEngineThatEndsBetweenTheAnswerAndTheQueueLeavesNothingOnVerlopen() {
    UUID bericht = leg(CJIB, UUID.randomUUID());
    laatVerlopen();
    proef.bewijs("cjib", bericht, nu);
    log.clear();

    ronde();

    assertThat(opWachtrij("verlopen")).isEmpty();
    assertThat(log).as("the answer is on record already").isEmpty();
    assertThat(proef.levering(CJIB, bericht).opVerlopen()).isFalse();
  }

  @Test
  void withoutItsRecordItStaysOnThePartnersQueue() {
    UUID bericht = leg(CJIB, UUID.randomUUID());
    waarschuw();
    op(LocalDate.of(2026, 11, 20));
    logWeigert = true;
    ronde();
    // What was rolled back comes back after a pause.
    await().until(() -> opWachtrij(CJIB.queue()).equals(List.of(bericht)));
    assertThat(opWachtrij("verlopen")).isEmpty();
    assertThat(proef.haal(CJIB)).as("over is over").isEmpty();
    UUID volgend = leg(CJIB, UUID.randomUUID());
    assertThat(proef.haal(CJIB, 1))
        .extracting(Pull.Bericht::berichtId)
        .as("what stands behind it is handed out")
        .containsExactly(volgend);

    logWeigert = false;
    ronde();
    assertThat(opWachtrij("verlopen")).containsExactly(bericht);
  }

  @Test
  void oneEngineAtATime() {
    UUID bericht = leg(CJIB, UUID.randomUUID());
    waarschuw();
    op(LocalDate.of(2026, 11, 20));
    Termijnproef.bezet(jdbc, Duration.ofMinutes(5));
    ronde();
    assertThat(opWachtrij(CJIB.queue())).containsExactly(bericht);

    Termijnproef.bezet(jdbc, Duration.ofMinutes(-1));
    ronde();
    assertThat(opWachtrij("verlopen")).as("the other one ended").containsExactly(bericht);
  }

  private void waarschuw() {
    op(LocalDate.of(2026, 11, 6));
    ronde();
    meldingen(CJIB);
  }

  private void laatVerlopen() {
    waarschuw();
    op(LocalDate.of(2026, 11, 11));
    ronde();
  }

  /** Of an engine that looked all the time. */
  private void ronde() {
    Termijnproef.keek(jdbc, nu);
    proef.ronde();
  }

  private void op(LocalDate dag) {
    nu = dag.atTime(10, 0).atZone(NEDERLAND).toInstant();
  }

  private void noteer(LogRegel regel) {
    if (logWeigert && regel.stap() == Stap.VERLOPEN) {
      throw new UncategorizedJmsException("het log weigert");
    }
    log.add(regel);
  }

  /** Laid ready, published, in the log, and on the partner's queue. */
  private UUID leg(Partner partner, UUID correlatie) {
    BerichtId id = BerichtId.nieuw(nu.plusMillis(nummer));
    long volgnummer = ++nummer;
    String inhoud = "<Gebeurtenis><id>" + id + "</id></Gebeurtenis>";
    Termijnproef.leg(jdbc, partner, id.value(), volgnummer, correlatie, nu);
    new LogSchrijver(Testdatabase.bron())
        .schrijf(
            List.of(
                regel(Stap.GEPUBLICEERD, id, correlatie)
                    .route("shape-for-beperkt", Map.of())
                    .inhoud("application/xml", inhoud)
                    .bouw(),
                regel(Stap.KLAARGEZET, id, correlatie)
                    .partner(partner.code(), volgnummer)
                    .inhoudVanEerder("application/xml", inhoud)
                    .bouw()));
    jms.send(
        partner.queue(),
        session -> {
          TextMessage message = session.createTextMessage(inhoud);
          message.setStringProperty(Koppen.BERICHT_ID, id.toString());
          message.setStringProperty(Koppen.CORRELATIE_ID, correlatie.toString());
          message.setStringProperty(Koppen.GEBEURTENISTYPE, GELEGD);
          message.setStringProperty(Koppen.BRON, "register");
          message.setStringProperty(Koppen.DOSSIER, "a".repeat(64));
          message.setLongProperty(Koppen.VOLGNUMMER, volgnummer);
          return message;
        });
    return id.value();
  }

  private LogRegelBouwer regel(Stap stap, BerichtId id, UUID correlatie) {
    return new LogRegelBouwer(stap, id, nu)
        .correlatie(correlatie)
        .gebeurtenistype(GELEGD)
        .bron("register")
        .dossier("a".repeat(64));
  }

  private UUID aanlevering(String bron, String partner) {
    UUID id = BerichtId.nieuw(nu).value();
    jdbc.sql(
            """
            insert into aanlevering (bron, sleutel, bericht_id, drager, gereed, ontvangen, partner)
            values (:bron, :sleutel, :id, 'http', true, now(), :partner)""")
        .param("bron", bron)
        .param("sleutel", id.toString().replace("-", "").repeat(2))
        .param("id", id)
        .param("partner", partner, java.sql.Types.VARCHAR)
        .update();
    return id;
  }

  /** What came past the filter of this subscription, taken and numbered. */
  private List<TextMessage> meldingen(Partner partner) {
    List<TextMessage> alle = neemAlles("gebeurtenis.beperkt::" + partner.wachtrij());
    alle.forEach(
        melding -> {
          UUID id = id(melding);
          Termijnproef.leg(jdbc, partner, id, ++nummer, id, nu);
        });
    return alle;
  }

  private static UUID id(Message message) {
    try {
      return UUID.fromString(message.getStringProperty(Koppen.BERICHT_ID));
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<TextMessage> neemAlles(String wachtrij) {
    List<TextMessage> alle = new ArrayList<>();
    Message message;
    while ((message = jms.receive(wachtrij)) != null) {
      if (message instanceof TextMessage tekst) {
        alle.add(tekst);
      }
    }
    return alle;
  }

  private static List<UUID> opWachtrij(String naam) {
    return jms.browse(
        naam,
        (session, browser) -> {
          List<UUID> ids = new ArrayList<>();
          for (Object een : Collections.list(browser.getEnumeration())) {
            ids.add(UUID.fromString(((Message) een).getStringProperty(Koppen.BERICHT_ID)));
          }
          return ids;
        });
  }

  private static void geldig(TextMessage melding) throws Exception {
    SchemaFactory.newDefaultInstance()
        .newSchema(Path.of("transforms/levering/levering-v1.xsd").toFile())
        .newValidator()
        .validate(new StreamSource(new StringReader(melding.getText())));
  }

  private Clock klok() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return NEDERLAND;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return nu;
      }
    };
  }

  private static Partner partner(String code, String oin, Leveringstermijn termijn) {
    return partner(code, oin, termijn, Abonnement.Kanaal.PULL);
  }

  private static Partner partner(
      String code, String oin, Leveringstermijn termijn, Abonnement.Kanaal kanaal) {
    return new Partner(
        code,
        code,
        oin,
        new Abonnement(
            "art. 475g Rv",
            Set.of(GELEGD),
            Abonnement.Bereik.ALLE_DOSSIERS,
            "beperkt",
            kanaal,
            termijn,
            null),
        null,
        null,
        null);
  }
}
