package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.ketenbrug.Poorten;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Abonnementkeuze;
import nl.ketenbrug.delivery.Abonnementkeuzes;
import nl.ketenbrug.delivery.Abonnementstand;
import nl.ketenbrug.delivery.LeveringenVoorProef;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Proefafnemer;
import nl.ketenbrug.delivery.Proefkeuzes;
import nl.ketenbrug.delivery.Uitwijkgrens;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.operations.Brokerbeheer.BrokerNietBeheerd;
import nl.ketenbrug.operations.Brokerbeheer.Deur;
import nl.ketenbrug.source.Bronnen;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.core.JmsTemplate;

/** What a partner that reads its queue itself gets during a pause and a fallback, and after it. */
class LeestoegangTest {

  private static final String GEHEIM = "geheim";

  /** Milliseconds in which a client that may have something gets it. */
  private static final long GEDULD = 30_000;

  /** Milliseconds after which nothing comes any more. */
  private static final long NIETS = 700;

  private static final Partner VEENSTRA = Proefafnemer.met("leest-zelf", Abonnement.Kanaal.AMQP);
  private static final Partner CJIB = Proefafnemer.met("leest-ook", Abonnement.Kanaal.PULL);

  @TempDir private Path map;
  private final Abonnementkeuzes keuzes = Proefkeuzes.op(Testdatabase.bron());
  private final Abonnementstand stand = Proefkeuzes.stand(Testdatabase.bron());
  private final Uitwijkgrens uitwijk = Proefkeuzes.grens(Testdatabase.bron());
  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private EmbeddedBroker server;
  private int poort;
  private Weigerachtig broker;
  private boolean databaseWeg;
  private Motoren motoren;
  private Leestoegang toegang;
  private Abonnementbeheer beheer;

  /** The broker's management, which fails as long as it is told to. */
  private static final class Weigerachtig extends Brokerbeheer {
    private volatile boolean weigert;

    /** Who pauses a queue waits for the second after it reached the first. */
    private volatile CountDownLatch bereikt = new CountDownLatch(0);

    private volatile CountDownLatch verder = new CountDownLatch(0);

    Weigerachtig() {
      super(Brokertoegang.ingebouwd(GEHEIM), GEDULD);
    }

    @Override
    void pauzeer(String naam, boolean pauze) {
      if (weigert) {
        throw new BrokerNietBeheerd(new IllegalStateException("de ander neemt het over"));
      }
      if (pauze) {
        bereikt.countDown();
        try {
          verder.await(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          throw new BrokerNietBeheerd(e);
        }
      }
      super.pauzeer(naam, pauze);
    }
  }

  @BeforeAll
  static void keepsTheBrokerFromTellingEverything() {
    ((Logger) LoggerFactory.getLogger("org.apache.activemq")).setLevel(Level.ERROR);
  }

  @BeforeEach
  void starts() throws Exception {
    poort = Poorten.vrij();
    SecurityConfiguration gebruikers = new SecurityConfiguration();
    for (String naam : List.of(EmbeddedBroker.ENGINE, VEENSTRA.code(), CJIB.code())) {
      gebruikers.addUser(naam, GEHEIM);
      gebruikers.addRole(naam, naam);
    }
    server =
        new EmbeddedBroker(
            Path.of("broker/broker.xml"),
            map,
            Map.of("port", Integer.toString(poort)),
            null,
            new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), gebruikers));
    broker = new Weigerachtig();
    vergeet();
    Partners partners = new Partners(List.of(VEENSTRA, CJIB));
    Bronnen bronnen = new Bronnen(List.of());
    motoren = new Motoren(new Database(), partners, bronnen, Duration.ZERO);
    Brokerinrichting inrichting =
        new Brokerinrichting(
            broker,
            motoren,
            bronnen,
            partners,
            new Parkeerplekken(bronnen, partners),
            keuzes,
            partner -> {
              if (databaseWeg) {
                throw new DataAccessResourceFailureException("weg");
              }
              return Leestoegang.isDicht(partner, stand, keuzes, uitwijk);
            },
            () -> {});
    inrichting.richtIn();
    toegang = new Leestoegang(partners, stand, uitwijk, broker, inrichting);
    beheer =
        new Abonnementbeheer(
            partners,
            stand,
            keuzes,
            Proefkeuzes.webhooks(Testdatabase.bron()),
            uitwijk,
            broker,
            inrichting,
            toegang,
            LeveringenVoorProef.van(jdbc),
            regel -> {},
            Clock.systemUTC());
  }

  @AfterEach
  void stops() throws Exception {
    motoren.destroy();
    server.destroy();
    System.clearProperty("ketenbrug.broker.port");
    vergeet();
  }

  private void vergeet() {
    for (String tabel : List.of("abonnement_stand", "abonnement_keuze", "uitwijk")) {
      jdbc.sql("delete from " + tabel + " where partner in (:wie)")
          .param("wie", List.of(VEENSTRA.code(), CJIB.code()))
          .update();
    }
  }

  @Test
  void whoIsPausedWhileTheBrokerDidNotFollowGetsNothingOnceItIsAskedAgain() throws Exception {
    try (Lezer lezer = new Lezer(VEENSTRA)) {
      stuur(VEENSTRA, "voor");
      assertThat(lezer.volgende()).isEqualTo("voor");
      broker.weigert = true;
      assertThatThrownBy(() -> beheer.pauzeer(VEENSTRA, "beheerder", null))
          .isInstanceOf(BrokerNietBeheerd.class);
      broker.weigert = false;

      beheer.pauzeer(VEENSTRA, "beheerder", null);
      stuur(VEENSTRA, "tijdens");
      assertThat(lezer.niets()).isTrue();

      broker.weigert = true;
      assertThatThrownBy(() -> beheer.hervat(VEENSTRA, "beheerder"))
          .isInstanceOf(BrokerNietBeheerd.class);
      broker.weigert = false;
      beheer.hervat(VEENSTRA, "beheerder");
      assertThat(lezer.volgende()).isEqualTo("tijdens");
    }
  }

  /** All of the overview but this stood in the database already. */
  @Test
  void whatIsOpenIsSaidWhileTheBrokerIsAway() throws Exception {
    UUID id = BerichtId.nieuw(Instant.now()).value();
    jdbc.sql(
            """
            insert into levering (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
            values (:partner, :id, 1, :id, :drager, now())""")
        .param("partner", VEENSTRA.code())
        .param("id", id)
        .param("drager", "ID:" + id)
        .update();
    try {
      server.destroy();

      assertThat(beheer.openstaand(VEENSTRA)).isEqualTo(1);
      assertThat(beheer.openstaand(CJIB)).isZero();
    } finally {
      jdbc.sql("delete from levering where bericht_id = :id").param("id", id).update();
    }
  }

  @Test
  void theRoundFinishesWhatACallLeftHalfDone() throws Exception {
    try (Lezer lezer = new Lezer(VEENSTRA)) {
      broker.weigert = true;
      assertThatThrownBy(() -> beheer.pauzeer(VEENSTRA, "beheerder", null))
          .isInstanceOf(BrokerNietBeheerd.class);
      beheer.volgUitwijk();
      broker.weigert = false;
      beheer.volgUitwijk();
      stuur(VEENSTRA, "tijdens");
      assertThat(lezer.niets()).isTrue();

      stand.hervat(VEENSTRA.code(), Instant.now());
      beheer.volgUitwijk();
      assertThat(lezer.volgende()).isEqualTo("tijdens");
    }
  }

  @Test
  void ofManyWhoPauseAndResumeAtOnceTheTableAndTheBrokerKeepTheSameWord() throws Exception {
    CountDownLatch begin = new CountDownLatch(1);
    ConcurrentLinkedQueue<Exception> fouten = new ConcurrentLinkedQueue<>();
    List<Thread> mensen =
        IntStream.range(0, 8)
            .mapToObj(
                nummer ->
                    new Thread(
                        () -> {
                          try {
                            begin.await();
                            wissel(nummer);
                          } catch (Exception e) {
                            fouten.add(e);
                          }
                        }))
            .toList();
    mensen.forEach(Thread::start);
    begin.countDown();
    for (Thread mens : mensen) {
      mens.join();
    }

    assertThat(fouten).isEmpty();
    assertThat(deur(VEENSTRA).stil()).isEqualTo(stand.van(VEENSTRA.code()).gepauzeerd());
    assertThat(deur(CJIB).open()).isNotEqualTo(stand.van(CJIB.code()).gepauzeerd());
  }

  @Test
  void whoResumesWhileAPauseIsOnItsWayToTheBrokerHasTheLastWord() throws Exception {
    broker.bereikt = new CountDownLatch(1);
    broker.verder = new CountDownLatch(1);
    Thread een = new Thread(() -> beheer.pauzeer(VEENSTRA, "een", null));
    een.start();
    assertThat(broker.bereikt.await(30, TimeUnit.SECONDS)).isTrue();

    beheer.hervat(VEENSTRA, "ander");
    broker.verder.countDown();
    een.join();

    assertThat(stand.van(VEENSTRA.code()).gepauzeerd()).isFalse();
    assertThat(deur(VEENSTRA).stil()).isFalse();
  }

  private void wissel(int nummer) {
    for (Partner partner : List.of(VEENSTRA, CJIB)) {
      if (nummer % 2 == 0) {
        beheer.pauzeer(partner, "een", null);
      } else {
        beheer.hervat(partner, "ander");
      }
    }
  }

  @Test
  void whoPullsAndReadsItsQueueTooIsShutOutDuringAPauseAndTheEngineIsNot() throws Exception {
    try (Lezer lezer = new Lezer(CJIB)) {
      stuur(CJIB, "voor");
      assertThat(lezer.volgende()).isEqualTo("voor");

      beheer.pauzeer(CJIB, "beheerder", null);
      stuur(CJIB, "een");
      stuur(CJIB, "twee");

      assertThat(lezer.niets()).isTrue();
      assertThatThrownBy(() -> new Lezer(CJIB).close()).isInstanceOf(JMSException.class);
      assertThat(motorNeemt(CJIB)).as("an answer to what was handed out before").isEqualTo("een");
    }
    beheer.hervat(CJIB, "beheerder");
    try (Lezer lezer = new Lezer(CJIB)) {
      assertThat(lezer.volgende()).isEqualTo("twee");
    }
  }

  @Test
  void whileADossierGoesByPaperOnlyTheEngineReads() throws Exception {
    try (Lezer lezer = new Lezer(CJIB)) {
      stuur(CJIB, "opgehaald");
      assertThat(lezer.inHanden()).isEqualTo("opgehaald");
      Runnable einde = Proefkeuzes.wijkUit(Testdatabase.bron(), CJIB.code(), Instant.now());

      assertThat(toegang.isDicht(CJIB)).as("before anything is put in a bundle").isTrue();

      assertThatThrownBy(() -> new Lezer(CJIB).close()).isInstanceOf(JMSException.class);
      assertThat(broker.isAllesTerug(CJIB.queue())).as("what it had fetched is back").isTrue();
      beheer.volgUitwijk();
      assertThat(deur(CJIB).open()).isFalse();
      einde.run();
    }
    beheer.volgUitwijk();
    assertThat(toegang.isDicht(CJIB)).as("it may read, so no bundle is made").isFalse();
    try (Lezer lezer = new Lezer(CJIB)) {
      assertThat(lezer.volgende()).isEqualTo("opgehaald");
    }
  }

  /** The right went, and the engine ended before it closed who was there. */
  @Test
  void whoReadsOnWithoutARightIsCutOff() throws Exception {
    try (Lezer lezer = new Lezer(CJIB)) {
      stand.pauzeer(CJIB.code(), Instant.now(), "beheerder", null);
      broker.neemRechtenAf(CJIB.queue());
      stuur(CJIB, "tijdens");
      assertThat(lezer.inHanden()).as("the broker gives it still").isEqualTo("tijdens");

      beheer.volgUitwijk();

      assertThat(broker.heeftAndereLezers(CJIB.queue())).isFalse();
      assertThat(broker.isAllesTerug(CJIB.queue())).isTrue();
    }
  }

  @Test
  void whoReadsOnWithoutARightBarsNoBundle() throws Exception {
    try (Lezer lezer = new Lezer(CJIB)) {
      Runnable einde = Proefkeuzes.wijkUit(Testdatabase.bron(), CJIB.code(), Instant.now());
      broker.neemRechtenAf(CJIB.queue());
      assertThat(broker.heeftAndereLezers(CJIB.queue())).isTrue();

      assertThat(toegang.isDicht(CJIB)).isTrue();

      assertThat(broker.heeftAndereLezers(CJIB.queue())).isFalse();
      einde.run();
    }
  }

  @Test
  void whenTheBrokerCannotBeAskedNoBundleIsMade() throws Exception {
    server.destroy();
    assertThat(toegang.isDicht(CJIB)).isFalse();
  }

  /** Somebody removed it with the tools of the broker: the next start makes it again. */
  @Test
  void aQueueThatIsMissingKeepsNobodyElseFromFollowing() {
    broker.verwijder(VEENSTRA.queue());
    stand.pauzeer(CJIB.code(), Instant.now(), "beheerder", null);

    beheer.volgUitwijk();

    assertThat(deur(CJIB).open()).isFalse();
    assertThat(toegang.isDicht(VEENSTRA)).as("not certain, so no bundle is made").isFalse();
  }

  @Test
  void whenTheTablesCannotBeReadNoBundleIsMade() {
    Runnable einde = Proefkeuzes.wijkUit(Testdatabase.bron(), CJIB.code(), Instant.now());
    databaseWeg = true;
    assertThat(toegang.isDicht(CJIB)).isFalse();

    databaseWeg = false;
    assertThat(toegang.isDicht(CJIB)).isTrue();
    einde.run();
  }

  @Test
  void whoChoosesARateIsHandedItsEventsByTheEngineAlone() {
    keuzes.bewaar(
        CJIB.code(), new Abonnementkeuze(null, null, null, 10, null, Instant.now(), CJIB.code()));
    beheer.volgUitwijk();
    assertThat(deur(CJIB).open()).isFalse();
    vergeet();
    beheer.volgUitwijk();
    assertThat(deur(CJIB).open()).isTrue();
  }

  @Test
  void aStartPutsRightWhatAnotherLifeLeft() {
    broker.pauzeer(CJIB.queue(), true);
    broker.neemLezersAf(CJIB.queue());
    broker.pauzeer(VEENSTRA.queue(), true);

    beheer.brengBrokerInLijn();

    assertThat(Stream.of(CJIB, VEENSTRA).map(this::deur)).containsOnly(new Deur(false, true));
  }

  private Deur deur(Partner partner) {
    return broker.deuren(List.of(partner)).get(partner.code());
  }

  private static void stuur(Partner partner, String tekst) {
    try (ActiveMQConnectionFactory factory = motor()) {
      String id = BerichtId.nieuw(Instant.now()).toString();
      new JmsTemplate(factory)
          .convertAndSend(
              partner.queue(),
              tekst,
              message -> {
                message.setStringProperty(Koppen.BERICHT_ID, id);
                message.setStringProperty(Koppen.CORRELATIE_ID, id);
                message.setStringProperty(
                    Koppen.GEBEURTENISTYPE, "nl.beslagregister.beslag-gelegd");
                message.setLongProperty(Koppen.VOLGNUMMER, 1);
                return message;
              });
    }
  }

  private static String motorNeemt(Partner partner) {
    try (ActiveMQConnectionFactory factory = motor()) {
      JmsTemplate jms = new JmsTemplate(factory);
      jms.setReceiveTimeout(GEDULD);
      return (String) jms.receiveAndConvert(partner.queue());
    }
  }

  private static ActiveMQConnectionFactory motor() {
    return new ActiveMQConnectionFactory("vm://0", EmbeddedBroker.ENGINE, GEHEIM);
  }

  /** The client of a partner, by AMQP 1.0. */
  private final class Lezer implements AutoCloseable {
    private final Connection verbinding;
    private final MessageConsumer consumer;

    Lezer(Partner partner) throws JMSException {
      verbinding =
          new JmsConnectionFactory(
                  partner.code(), GEHEIM, "amqp://127.0.0.1:" + poort + "?jms.prefetchPolicy.all=1")
              .createConnection();
      try {
        Session sessie = verbinding.createSession(false, Session.CLIENT_ACKNOWLEDGE);
        consumer = sessie.createConsumer(sessie.createQueue(partner.queue()));
        verbinding.start();
      } catch (JMSException e) {
        verbinding.close();
        throw e;
      }
    }

    String volgende() throws JMSException {
      Message message = consumer.receive(GEDULD);
      message.acknowledge();
      return ((TextMessage) message).getText();
    }

    /** Not acknowledged. */
    String inHanden() throws JMSException {
      return ((TextMessage) consumer.receive(GEDULD)).getText();
    }

    /** Also when its connection is gone. */
    boolean niets() {
      try {
        return consumer.receive(NIETS) == null;
      } catch (JMSException weg) {
        return true;
      }
    }

    @Override
    public void close() throws JMSException {
      verbinding.close();
    }
  }

  private static final class Database implements JdbcConnectionDetails {
    @Override
    public String getUsername() {
      return EmbeddedBroker.ENGINE;
    }

    @Override
    public String getPassword() {
      return Testdatabase.geheim();
    }

    @Override
    public String getJdbcUrl() {
      return Testdatabase.url();
    }
  }
}
