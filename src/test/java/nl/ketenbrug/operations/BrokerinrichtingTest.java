package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Abonnementkeuze;
import nl.ketenbrug.delivery.Abonnementkeuzes;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Proefkeuzes;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.management.QueueControl;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.test.util.ReflectionTestUtils;

/** Subscriptions at the broker, by engines with the same files and with other ones. */
class BrokerinrichtingTest {

  private static final String GELEGD = "nl.beslagregister.beslag-gelegd";
  private static final String OPGEHEVEN = "nl.beslagregister.beslag-opgeheven";
  private static final Partner CJIB = partner("cjib", "beperkt", "nl.beslagregister.beslag-gelegd");
  private static final Partner NIEUW = partner("nieuw", "bvv", "nl.beslagregister.beslag-gelegd");

  private static final Bron VROEGER =
      new Bron(
          "vroeger",
          "een bron die bericht geeft",
          "00000099000000220000",
          Bron.Levering.PUSH,
          "urn:vroeger",
          "/b:x",
          "transforms/beslagregister/beslag-v1.xsd",
          1000,
          null,
          null,
          null,
          null,
          null,
          null);

  private static final Instant NU = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir private Path map;
  private final Abonnementkeuzes keuzes = Proefkeuzes.op(Testdatabase.bron());
  private SecurityConfiguration gebruikers;
  private EmbeddedBroker server;
  private Brokerbeheer broker;
  private final List<Motoren> levend = new ArrayList<>();
  private final List<Motoren> beeindigd = new ArrayList<>();

  @BeforeAll
  static void keepsTheBrokerFromTellingEverything() {
    ((Logger) LoggerFactory.getLogger("org.apache.activemq")).setLevel(Level.WARN);
  }

  @BeforeEach
  void startBroker() throws Exception {
    gebruikers = new SecurityConfiguration();
    gebruikers.addUser("ketenbrug", "geheim");
    gebruikers.addRole("ketenbrug", "ketenbrug");
    gebruikers.addUser("cjib", "geheim");
    gebruikers.addRole("cjib", "cjib");
    gebruikers.addUser("vroeger", "geheim");
    gebruikers.addRole("vroeger", "vroeger");
    startServer();
    // As the engine's: it hears at once that there is no broker.
    broker = new Brokerbeheer(Brokertoegang.ingebouwd("geheim"), Brokerbeheer.GEDULD);
    kies(null);
  }

  private void startServer() throws Exception {
    startServer(Path.of("broker/broker.xml"));
  }

  private void startServer(Path bestand) throws Exception {
    server =
        new EmbeddedBroker(
            bestand,
            map,
            Map.of("port", "0"),
            null,
            new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), gebruikers));
  }

  @AfterEach
  void stop() throws Exception {
    for (Motoren motoren : levend) {
      motoren.destroy();
    }
    server.destroy();
  }

  /** A queue of an older version, too: its dossiers were remembered each by itself, for ever. */
  @Test
  void aQueueDoesNotRememberEachDossierThatItEverSaw() throws Exception {
    QueueControl queue = wachtrijVanEerder("proef");
    assertThat(queue.getGroupBuckets()).isEqualTo(-1);

    broker.queue("proef");
    try (ActiveMQConnectionFactory verbinding =
        new ActiveMQConnectionFactory("vm://0", "ketenbrug", "geheim")) {
      JmsTemplate jms = new JmsTemplate(verbinding);
      jms.execute(
          (sessie, zender) -> {
            for (int i = 0; i < 3000; i++) {
              Message bericht = sessie.createMessage();
              bericht.setStringProperty("JMSXGroupID", "dossier-" + i);
              zender.send(sessie.createQueue("proef"), bericht);
            }
            return null;
          });
      jms.execute(
          sessie -> {
            MessageConsumer lezer = sessie.createConsumer(sessie.createQueue("proef"));
            for (int i = 0; i < 3000; i++) {
              assertThat(lezer.receive(5000)).isNotNull();
            }
            assertThat(queue.getGroupCount()).isBetween(1, 1024);
            return null;
          },
          true);
    }
  }

  private QueueControl wachtrijVanEerder(String naam) throws Exception {
    ActiveMQServer binnen = (ActiveMQServer) ReflectionTestUtils.getField(server, "server");
    binnen.createQueue(
        QueueConfiguration.of(naam)
            .setRoutingType(RoutingType.ANYCAST)
            .setDurable(true)
            .setAutoCreateAddress(true));
    return (QueueControl) binnen.getManagementService().getResource(ResourceNames.QUEUE + naam);
  }

  @ParameterizedTest
  @ValueSource(strings = {"onbestelbaar", "verlopen"})
  void anEngineDoesNotStartOnABrokerThatDropsWhatItCannotDeliver(String vangnet) {
    broker.verwijder(vangnet);

    assertThatThrownBy(() -> start(CJIB))
        .isInstanceOf(Brokerinrichting.ZonderVangnet.class)
        .hasMessageContaining("broker-zonder-vangnet");
    assertThat(broker.wachtrijen("partner.")).as("nothing is declared").isEmpty();
    assertThat(broker.wachtrijen("abonnement.")).isEmpty();
  }

  /** Its queues are there already, and get what the new file says when that comes. */
  @Test
  void anEngineSaysThatABrokerOfBeforeLetsASlowDossierHoldUpTheOthers() throws Exception {
    start(CJIB);
    assertThat(broker.houdtGroepen("canoniek")).isFalse();
    assertThat(broker.houdtGroepen("wacht-op-bron")).isFalse();

    // The attribute is younger than such a file.
    startMet(xml -> zonder("Dossierbeurt", xml).replace(" group-buckets=\"0\"", ""));
    assertThat(gezegdBij(() -> start(CJIB)))
        .singleElement(STRING)
        .contains("broker-zonder-dossierbeurt");

    server.destroy();
    startServer();
    assertThat(broker.houdtGroepen("canoniek")).as("as the new file says").isFalse();
  }

  /** As a broker outside has it whose file is of an older version, or somebody's own. */
  @ParameterizedTest
  @ValueSource(
      strings = {"Teruggave", "Innamebewaking", "Leesbewijs", "Eenmaligheid", "Pogingenlimiet"})
  void anEngineSaysWhatABrokerWithoutAPluginDoesNotDo(String plugin) throws Exception {
    assertThat(gezegdBij(() -> start(CJIB))).as("by our own file").isEmpty();

    startZonder(plugin);

    assertThat(gezegdBij(() -> start(CJIB)))
        .singleElement(STRING)
        .contains("broker-zonder-" + plugin.toLowerCase(Locale.ROOT));
  }

  /** What its client acknowledges would leave the queue, and no row or record would say so. */
  @Test
  void anEngineWithAPartnerByAmqpDoesNotStartOnABrokerThatKeepsNoRecordOfIt() throws Exception {
    startZonder("Leesbewijs");

    assertThatThrownBy(() -> start(partner(Abonnement.Kanaal.AMQP, "cjib", "beperkt", GELEGD)))
        .isInstanceOf(Brokerinrichting.ZonderLeesbewijs.class)
        .hasMessageContaining("broker-zonder-leesbewijs");
  }

  @Test
  void anEngineSaysWhatStandsApartOfWhoHasNoFileAnyMore() throws Exception {
    start(CJIB, NIEUW);
    stuur("ketenbrug", "parkeer.deliver-to-nieuw");
    sluitAf();

    assertThat(gezegdBij(() -> start(CJIB)))
        .singleElement(STRING)
        .contains("parkeer.deliver-to-nieuw", "1 berichten");
  }

  private void startZonder(String plugin) throws Exception {
    startMet(xml -> zonder(plugin, xml));
  }

  private void startMet(UnaryOperator<String> verandering) throws Exception {
    server.destroy();
    String xml = Files.readString(Path.of("broker/broker.xml"));
    startServer(Files.writeString(map.resolve("anders.xml"), verandering.apply(xml)));
  }

  private static String zonder(String plugin, String xml) {
    return xml.replace(
        "<broker-plugin class-name=\"nl.ketenbrug.broker.%s\"/>".formatted(plugin), "");
  }

  private static List<String> gezegdBij(Runnable werk) {
    ListAppender<ILoggingEvent> gezegd = new ListAppender<>();
    gezegd.start();
    Logger logger = (Logger) LoggerFactory.getLogger(Brokerinrichting.class);
    logger.addAppender(gezegd);
    try {
      werk.run();
      return gezegd.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    } finally {
      logger.detachAppender(gezegd);
    }
  }

  /** Of who has a file the page shows it. */
  @Test
  void whatWasSingledOutOfAFormerPartnerIsNamedToo() {
    for (String plek : List.of("parkeer.deliver-to-cjib", "parkeer.deliver-to-weg")) {
      broker.queue(plek);
      try (ActiveMQConnectionFactory factory = verbinding("ketenbrug")) {
        new JmsTemplate(factory).convertAndSend(plek, "apart");
      }
      broker.verplaats(plek, "", "parkeer.uitgezocht");
    }

    assertThat(gezegdBij(() -> start(CJIB)))
        .singleElement(STRING)
        .contains("Op parkeer.uitgezocht staan 1 berichten apart");
  }

  @Test
  void anEngineDoesNotStartWhereNobodyKeepsTheOrderOfADossier() throws Exception {
    startZonder("Dossierbeurt");

    assertThatThrownBy(() -> start(CJIB))
        .isInstanceOf(Brokerinrichting.ZonderVolgorde.class)
        .hasMessageContaining("broker-zonder-volgorde");
  }

  @ParameterizedTest
  @ValueSource(strings = {"partner.cjib", "intake.vroeger", "herziening"})
  void anEngineDoesNotStartWhereOneAddressHasANetThatIsNotThere(String adres) {
    ActiveMQServer binnen = (ActiveMQServer) ReflectionTestUtils.getField(server, "server");
    binnen
        .getAddressSettingsRepository()
        .addMatch(adres, new AddressSettings().setDeadLetterAddress(SimpleString.of("nergens")));

    assertThatThrownBy(() -> start(new Bronnen(List.of(VROEGER)), CJIB))
        .isInstanceOf(Brokerinrichting.ZonderVangnet.class)
        .hasMessageContaining(adres);
  }

  @Test
  void oneEngineDeclaresAndTakesAwayByItself() throws Exception {
    start(CJIB, NIEUW);
    assertThat(abonnementen()).containsExactlyInAnyOrder("abonnement.cjib", "abonnement.nieuw");
    sluitAf();

    start(CJIB);

    assertThat(abonnementen()).containsExactly("abonnement.cjib");
  }

  @Test
  void whatWaitsForAFormerPartnerStaysAndNothingIsAdded() throws Exception {
    start(CJIB, NIEUW);
    publiceer("bvv");
    sluitAf();

    start(CJIB);
    publiceer("bvv");

    assertThat(broker.aantal("abonnement.nieuw")).isEqualTo(1);
  }

  /** Its client is there already and has asked for messages; an engine reads there too. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoReadsByItselfIsCutOffWhenItsFileIsGoneOrNamesAnotherChannel(boolean weg)
      throws Exception {
    start(partner(Abonnement.Kanaal.AMQP, "cjib", "beperkt", GELEGD));
    try (ActiveMQConnectionFactory partner = verbinding("cjib");
        ActiveMQConnectionFactory motor = verbinding("ketenbrug");
        Connection bijPartner = partner.createConnection();
        Connection bijMotor = motor.createConnection()) {
      List<JMSException> verbroken = new CopyOnWriteArrayList<>();
      bijMotor.setExceptionListener(verbroken::add);
      leesBij(bijMotor, "gebeurtenistype = 'geen'");
      MessageConsumer lezer = leesBij(bijPartner, null);
      zetKlaar();
      assertThat(lezer.receive(5000)).as("it reads").isNotNull();
      sluitAf();

      start(weg ? NIEUW : partner(Abonnement.Kanaal.WEBHOOK, "cjib", "beperkt", GELEGD));
      zetKlaar();

      await().during(Duration.ofMillis(500)).until(() -> broker.isAllesTerug(CJIB.queue()));
      assertThat(broker.aantal(CJIB.queue())).isEqualTo(1);
      assertThat(verbroken).as("the engine's connection").isEmpty();
    }
  }

  private static void zetKlaar() {
    try (ActiveMQConnectionFactory factory = verbinding("ketenbrug")) {
      new JmsTemplate(factory)
          .send(
              CJIB.queue(),
              session -> {
                Message bericht = session.createTextMessage("<x/>");
                String id = BerichtId.nieuw(NU).toString();
                bericht.setStringProperty(Koppen.BERICHT_ID, id);
                bericht.setStringProperty(Koppen.CORRELATIE_ID, id);
                bericht.setLongProperty(Koppen.VOLGNUMMER, 1);
                return bericht;
              });
    }
  }

  private static ActiveMQConnectionFactory verbinding(String account) {
    return new ActiveMQConnectionFactory("vm://0", account, "geheim");
  }

  private static MessageConsumer leesBij(Connection verbinding, String selector)
      throws JMSException {
    verbinding.start();
    Session sessie = verbinding.createSession(Session.AUTO_ACKNOWLEDGE);
    return sessie.createConsumer(sessie.createQueue(CJIB.queue()), selector);
  }

  @Test
  void aNewSubscriptionOpensWhenEveryEngineKnowsIt() throws Exception {
    start(CJIB);
    Brokerinrichting tweede = start(CJIB, NIEUW);
    tweede.openWatWachtte();
    assertThat(abonnementen())
        .as("the first engine does not publish for it")
        .containsExactly("abonnement.cjib");

    levend.remove(0).destroy();
    start(CJIB, NIEUW);

    await()
        .untilAsserted(
            () -> {
              tweede.openWatWachtte();
              assertThat(abonnementen())
                  .containsExactlyInAnyOrder("abonnement.cjib", "abonnement.nieuw");
            });
  }

  @Test
  void aFormerSubscriptionThatComesBackOpensWhenEveryEngineKnowsIt() throws Exception {
    start(CJIB, NIEUW);
    publiceer("bvv");
    sluitAf();
    start(CJIB);

    Brokerinrichting tweede = start(CJIB, NIEUW);
    tweede.openWatWachtte();
    publiceer("bvv");
    assertThat(broker.aantal("abonnement.nieuw")).as("closed beside the first").isEqualTo(1);

    levend.remove(0).destroy();

    await()
        .untilAsserted(
            () -> {
              // The database lets the lock of who left go a moment later.
              tweede.openWatWachtte();
              publiceer("bvv");
              assertThat(broker.aantal("abonnement.nieuw")).isGreaterThan(1);
            });
  }

  @Test
  void anEngineWithoutASourceTakesItsRightToSend() {
    start(CJIB);
    broker.queueToSend("intake.vroeger", "vroeger");
    stuur("vroeger", "intake.vroeger");

    start(CJIB);

    assertThatThrownBy(() -> stuur("vroeger", "intake.vroeger"))
        .isInstanceOf(org.springframework.jms.JmsSecurityException.class);
    assertThat(broker.aantal("intake.vroeger")).as("what it sent before stays").isEqualTo(1);
  }

  @Test
  void aSourceKeepsItsRightWhileOneEngineTakesDeliveriesFromIt() {
    start(new Bronnen(List.of(VROEGER)), CJIB);

    start(CJIB);

    stuur("vroeger", "intake.vroeger");
    assertThat(broker.aantal("intake.vroeger")).isEqualTo(1);
  }

  @Test
  void aChoiceReachesTheBrokerAlsoWhenItWasAwayAtThatMoment() throws Exception {
    Partner ruim = partner("cjib", "beperkt", GELEGD, OPGEHEVEN);
    Brokerinrichting inrichting = start(ruim, NIEUW);
    inrichting.volgKeuze(() -> kies(Set.of(GELEGD)));
    assertThat(filter("abonnement.cjib")).isEqualTo(CJIB.filter(Set.of(GELEGD)));

    server.destroy();
    inrichting.volgKeuze(() -> kies(Set.of(OPGEHEVEN)));
    startServer();
    inrichting.openWatWachtte();

    assertThat(filter("abonnement.cjib")).isEqualTo(CJIB.filter(Set.of(OPGEHEVEN)));
    assertThat(keuzes.nietGevolgd()).doesNotContain("cjib");
  }

  @Test
  void aChoiceThatTheBrokerDoesNotFollowYetEndsNoEngineBesideOtherOnes() {
    Partner ruim = partner("cjib", "beperkt", GELEGD, OPGEHEVEN);
    Brokerinrichting eerste = start(ruim);
    Brokerinrichting tweede = start(ruim, NIEUW);
    kies(Set.of(GELEGD));

    tweede.openWatWachtte();
    eerste.openWatWachtte();

    assertThat(beeindigd).isEmpty();
    assertThat(filter("abonnement.cjib")).isEqualTo(CJIB.filter(Set.of(GELEGD)));
    start(ruim, NIEUW);
  }

  @Test
  void aChoiceOfWhichTheFileHasNothingLeftClosesAndOpensAgain() throws Exception {
    kies(Set.of(OPGEHEVEN));
    start(CJIB);
    publiceer("beperkt");
    assertThat(broker.aantal("abonnement.cjib")).isZero();
    sluitAf();

    kies(null);
    start(CJIB);
    publiceer("beperkt");
    assertThat(broker.aantal("abonnement.cjib")).isEqualTo(1);
  }

  @Test
  void anEngineThatMissedTheOpeningOfASubscriptionEnds() throws Exception {
    Brokerinrichting eerste = start(CJIB);
    verbreekEerste();
    start(CJIB, NIEUW);
    assertThat(abonnementen()).contains("abonnement.nieuw");

    eerste.openWatWachtte();

    assertThat(beeindigd).as("it does not publish for it").containsExactly(levend.get(0));
  }

  @Test
  void whatWasTakenAwayWhileAnEngineWasNotToBeSeenComesBack() throws Exception {
    Brokerinrichting eerste = start(CJIB, NIEUW);
    verbreekEerste();
    start(CJIB);
    assertThat(abonnementen()).containsExactly("abonnement.cjib");
    levend.remove(1).destroy();

    await()
        .untilAsserted(
            () -> {
              eerste.openWatWachtte();
              assertThat(abonnementen())
                  .containsExactlyInAnyOrder("abonnement.cjib", "abonnement.nieuw");
            });
    assertThat(beeindigd).isEmpty();
  }

  @Test
  void anEngineThatIsCutOffLooksAroundBeforeItTakesAnythingAway() throws Exception {
    Motoren motoren =
        new Motoren(
            new Database(),
            new Partners(List.of(CJIB)),
            new Bronnen(List.of()),
            Duration.ofSeconds(3));
    levend.add(motoren);
    List<Motoren.Anderen> gezien = new ArrayList<>();
    motoren.eenVoorEen(gezien::add);
    motoren.destroy();
    Thread ander =
        new Thread(
            () -> {
              motoren.eenVoorEen(gezien::add);
            });

    ander.start();
    start(CJIB, NIEUW);
    ander.join();

    assertThat(gezien)
        .as("the second engine made itself known in the meantime")
        .extracting(Motoren.Anderen::abonnementen)
        .containsExactly(true, false);
  }

  @Test
  void anEngineThatDoesNotKnowAnOpenSubscriptionDoesNotStartBesideOthers() {
    start(CJIB, NIEUW);

    assertThatThrownBy(() -> start(CJIB))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("abonnement.nieuw");
    assertThat(abonnementen()).containsExactlyInAnyOrder("abonnement.cjib", "abonnement.nieuw");
  }

  @Test
  void anEngineWithAnotherFilterDoesNotStartBesideOthers() {
    start(CJIB);

    assertThatThrownBy(
            () -> start(partner("cjib", "beperkt", "nl.beslagregister.beslag-opgeheven")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("abonnement.cjib");
  }

  @Test
  void aPartnerThatGoesToBatchesFirstConfirmsWhatWasMadeInAnotherShape() throws Exception {
    start(CJIB);
    stuur("ketenbrug", CJIB.queue());
    sluitAf();
    Partner batches =
        new Partner(
            "cjib",
            "cjib",
            CJIB.oin(),
            new Abonnement(
                "art. 475g Rv",
                Set.of(GELEGD),
                Abonnement.Bereik.ALLE_DOSSIERS,
                "beperkt-csv",
                Abonnement.Kanaal.CSV),
            null,
            null,
            null);

    assertThatThrownBy(() -> start(batches))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("partner.cjib bevat 1 berichten");

    sluitAf();
    start(CJIB);
  }

  private Brokerinrichting start(Partner... welke) {
    return start(new Bronnen(List.of()), welke);
  }

  private Brokerinrichting start(Bronnen bronnen, Partner... welke) {
    Partners partners = new Partners(List.of(welke));
    Motoren motoren = new Motoren(new Database(), partners, bronnen, Duration.ZERO);
    levend.add(motoren);
    Brokerinrichting inrichting =
        new Brokerinrichting(
            broker,
            motoren,
            bronnen,
            partners,
            new Parkeerplekken(bronnen, partners),
            keuzes,
            partner -> false,
            () -> beeindigd.add(motoren));
    inrichting.richtIn();
    return inrichting;
  }

  /** As when the database was away. */
  private void verbreekEerste() throws Exception {
    levend.get(0).destroy();
  }

  private void sluitAf() throws Exception {
    levend.remove(0).destroy();
  }

  private void kies(Set<String> typen) {
    keuzes.bewaar("cjib", new Abonnementkeuze(typen, null, null, NU, "cjib"));
  }

  private String filter(String wachtrij) {
    return broker.wachtrijen(wachtrij).get(0).filter();
  }

  private List<String> abonnementen() {
    return broker.wachtrijen("abonnement.").stream().map(Brokerbeheer.Wachtrij::naam).toList();
  }

  private static void stuur(String account, String wachtrij) {
    try (ActiveMQConnectionFactory factory =
        new ActiveMQConnectionFactory("vm://0", account, "geheim")) {
      new JmsTemplate(factory).convertAndSend(wachtrij, "proef");
    }
  }

  private static void publiceer(String profiel) {
    try (ActiveMQConnectionFactory factory =
        new ActiveMQConnectionFactory("vm://0", "ketenbrug", "geheim")) {
      JmsTemplate jms = new JmsTemplate(factory);
      jms.setPubSubDomain(true);
      jms.send(
          "gebeurtenis." + profiel,
          session -> {
            var message = session.createTextMessage("<x/>");
            message.setStringProperty("gebeurtenistype", "nl.beslagregister.beslag-gelegd");
            return message;
          });
    }
  }

  private static Partner partner(String code, String profiel, String... typen) {
    return partner(Abonnement.Kanaal.PULL, code, profiel, typen);
  }

  private static Partner partner(
      Abonnement.Kanaal kanaal, String code, String profiel, String... typen) {
    return new Partner(
        code,
        code,
        "00000099000000110000",
        new Abonnement(
            "art. 475g Rv", Set.of(typen), Abonnement.Bereik.ALLE_DOSSIERS, profiel, kanaal),
        null,
        null,
        null);
  }

  private static final class Database implements JdbcConnectionDetails {
    @Override
    public String getUsername() {
      return "ketenbrug";
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
