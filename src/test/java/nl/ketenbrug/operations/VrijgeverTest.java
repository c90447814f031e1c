package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.LeveringenVoorProef;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Bronuitval;
import nl.ketenbrug.dossier.Volgorde;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.messagelog.Logboek;
import nl.ketenbrug.messagelog.Proeftransactie;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Brokerbeheer.BrokerNietBeheerd;
import nl.ketenbrug.operations.Vrijgave.Daad;
import nl.ketenbrug.operations.Vrijgave.Toestand;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jms.JmsException;
import org.springframework.jms.UncategorizedJmsException;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** On the real broker and database; the route behind the queue is played by the test. */
class VrijgeverTest {

  private static final String PLEK = "parkeer.enrich-gebeurtenis";
  private static final Parkeergroep.Keuze GROEP =
      new Parkeergroep.Keuze(PLEK, "look-up-and-calculate", "schuldenaar-onbekend");

  private static final String INTAKE = "parkeer.transform-to-canonical-proef";

  /** Messages of 24,000 characters, two bytes each. */
  private static final int VEEL = 400;

  @TempDir private Path map;
  private final List<LogRegel> log = new ArrayList<>();
  private EmbeddedBroker broker;
  private CachingConnectionFactory verbinding;
  private JmsTemplate jms;
  private JdbcClient jdbc;
  private Volgorde volgorde;
  private Afleidingen afleidingen;
  private Bronuitval uitval;
  private Vrijgaven opdrachten;
  private Parkeerplaats parkeerplaats;
  private Vrijgever vrijgever;
  private int nummer;

  @BeforeEach
  void start() throws Exception {
    broker = Testbroker.start(map, Map.of("redelivery-delay", "0"));
    verbinding =
        new JmsConfiguration().connectionFactory(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    Brokerbeheer beheer = new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    List.of(
            PLEK,
            INTAKE,
            "intake.proef",
            "parkeer.keep-brongegevens",
            "parkeer.deliver-to-cjib",
            "parkeer.deliver-to-veenstra",
            "parkeer.onbestelbaar",
            "canoniek",
            "partner.cjib",
            "partner.veenstra")
        .forEach(beheer::queue);
    jms = new JmsTemplate(verbinding);
    jms.setSessionTransacted(true);
    jms.setReceiveTimeout(500);
    jdbc = JdbcClient.create(Testdatabase.bron());
    for (String tabel :
        List.of(
            "vrijgave_bericht",
            "vrijgave",
            "wachtend",
            "afgewezen",
            "levering",
            "wacht_op_bron",
            "poging")) {
      jdbc.sql("delete from " + tabel).update();
    }
    volgorde = Voorraad.volgorde(jdbc, Clock.systemUTC());
    afleidingen = new Voorraad(jdbc, "d".repeat(32), "b".repeat(32)).afleidingen(Clock.systemUTC());
    uitval = Voorraad.bronuitval(jdbc, Clock.systemUTC());
    opdrachten = new Vrijgaven(jdbc);
    parkeerplaats = parkeerplaats(new JmsTransactionManager(verbinding));
    vrijgever = vrijgever(beheer, Duration.ZERO);
  }

  private Parkeerplaats parkeerplaats(JmsTransactionManager transacties) {
    return parkeerplaats(
        transacties, new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD)));
  }

  private Parkeerplaats parkeerplaats(JmsTransactionManager transacties, Brokerbeheer beheer) {
    return new Parkeerplaats(
        new Parkeerplekken(
            new Bronnen(List.of(proefbron())),
            new Partners(List.of(afnemer("cjib"), afnemer("veenstra")))),
        jms,
        beheer,
        new Brokertransactie(new TransactionTemplate(transacties)),
        opdrachten,
        LeveringenVoorProef.van(jdbc),
        volgorde,
        afleidingen,
        uitval,
        new Vervangers(new Logboek(Testdatabase.bron())),
        log::add,
        Clock.systemUTC());
  }

  private Vrijgever vrijgever(Brokerbeheer beheer, Duration tussen) {
    return vrijgever(beheer, Proeftransactie.met(() -> {}), tussen);
  }

  private Vrijgever vrijgever(Brokerbeheer beheer, Brokertransactie transactie, Duration tussen) {
    return vrijgever(opdrachten, beheer, log::add, transactie, tussen);
  }

  /** One that is cut off, or meets something, at what it asks of the orders. */
  private Vrijgever vrijgever(Vrijgaven anders) {
    return vrijgever(
        anders,
        new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD)),
        log::add,
        Proeftransactie.met(() -> {}),
        Duration.ZERO);
  }

  private Vrijgever vrijgever(
      Vrijgaven orders,
      Brokerbeheer beheer,
      Berichtenlog records,
      Brokertransactie transactie,
      Duration tussen) {
    return new Vrijgever(
        parkeerplaats,
        orders,
        Testdatabase.bron(),
        beheer,
        records,
        transactie,
        Clock.systemUTC(),
        tussen);
  }

  @AfterEach
  void stop() throws Exception {
    verbinding.destroy();
    broker.destroy();
    System.clearProperty("ketenbrug.broker.redelivery-delay");
  }

  @Test
  void oneGoesFirstAndTheOthersFollowWhenItSucceeded() {
    List<UUID> groep = List.of(park("a"), park("b"), park("c"));
    UUID ander = park("d", GROEP.stap(), "schuldenaar-overleden");
    UUID opdracht = geef();

    werk(3);
    assertThat(op("canoniek")).containsExactly(groep.get(0));
    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.PROEF);

    verwerk(groep.get(0));
    werk(2);
    assertThat(op("canoniek")).containsExactly(groep.get(1), groep.get(2));

    verwerk(groep.get(1));
    verwerk(groep.get(2));
    werk(1);
    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.GEREED);
    assertThat(stand(opdracht).gelukt()).isEqualTo(3);
    assertThat(op(PLEK)).containsExactly(ander);
  }

  @Test
  void anOrderOfWhichTheBrokerTakesNoRecordDoesNotStand() {
    park("a");
    Vrijgever zonderRecord =
        vrijgever(
            new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD)),
            Proeftransactie.geweigerd(),
            Duration.ZERO);
    TransactionTemplate database =
        new TransactionTemplate(new DataSourceTransactionManager(Testdatabase.bron()));

    assertThatThrownBy(
            () ->
                database.executeWithoutResult(
                    status -> zonderRecord.geef(GROEP, Daad.VRIJGEVEN, null, 1, "beheerder")))
        .isInstanceOf(JmsException.class);
    assertThat(jdbc.sql("select count(*) from vrijgave").query(Long.class).single()).isZero();

    UUID opdracht = geef();
    assertThatThrownBy(
            () ->
                database.executeWithoutResult(
                    status ->
                        zonderRecord.zet(
                            stand(opdracht), Set.of(Toestand.PROEF), Toestand.GESTOPT, "b")))
        .isInstanceOf(JmsException.class);
    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.PROEF);
  }

  @Test
  void theFirstThatComesBackStopsTheOthers() {
    List<UUID> groep = List.of(park("a"), park("b"), park("c"));
    UUID opdracht = geef();
    werk(1);
    mislukOpnieuw(groep.get(0));
    werk(3);

    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.GESTOPT);
    assertThat(stand(opdracht).teruggekomen()).isEqualTo(1);
    assertThat(op("canoniek")).isEmpty();
    assertThat(op(PLEK)).containsExactlyInAnyOrderElementsOf(groep);

    // A person goes on with the rest, and again one goes first.
    assertThat(vrijgever.zet(stand(opdracht), Set.of(Toestand.GESTOPT), Toestand.PROEF, "b"))
        .isTrue();
    werk(2);
    assertThat(op("canoniek")).containsExactly(groep.get(1));
  }

  @Test
  void whatWaitedForOneOfTheGroupGoesWithItAndAfterIt() {
    UUID eerste = park("a");
    UUID tweede = park("a", "await-turn", "wacht-op-eerder-bericht");
    UUID vreemd = park("b", "await-turn", "wacht-op-eerder-bericht");
    UUID opdracht = geef();
    assertThat(stand(opdracht).omvang()).isEqualTo(2);

    werk(2);
    assertThat(op("canoniek")).containsExactly(eerste);
    verwerk(eerste);
    werk(2);
    assertThat(op("canoniek")).containsExactly(tweede);
    assertThat(op(PLEK)).containsExactly(vreemd);
  }

  @Test
  void ofOneDossierTheNextGoesWhenTheOneBeforeItSucceeded() {
    UUID proef = park("a");
    UUID eerste = park("b");
    UUID tweede = park("b");
    geef();
    werk(1);
    verwerk(proef);
    werk(3);
    assertThat(op("canoniek")).containsExactly(eerste);
    verwerk(eerste);
    werk(1);
    assertThat(op("canoniek")).containsExactly(tweede);
  }

  @Test
  void whatComesAfterOneThatCameBackStays() {
    UUID eerste = park("a");
    park("a", "await-turn", "wacht-op-eerder-bericht");
    UUID ander = park("b");
    UUID opdracht = geef();
    werk(1);
    mislukOpnieuw(eerste);
    werk(1);
    vrijgever.zet(stand(opdracht), Set.of(Toestand.GESTOPT), Toestand.PROEF, "b");
    werk(1);
    assertThat(op("canoniek")).containsExactly(ander);
    verwerk(ander);
    werk(2);

    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.GEREED);
    assertThat(stand(opdracht).overgeslagen()).isEqualTo(1);
    assertThat(op(PLEK)).hasSize(2);
  }

  @Test
  void aCrashBeforeItWentBackCountsAsComeBack() {
    UUID bericht = park("a");
    UUID opdracht = geef();
    opdrachten.losgelaten(opdracht, bericht);
    werk(1);

    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.GESTOPT);
    assertThat(op(PLEK)).containsExactly(bericht);
  }

  @Test
  void whatTheBrokerGaveUpHoldsItsDossierWhenItIsLetGo() {
    UUID bericht = park("a");
    jdbc.sql("delete from wachtend").update();
    UUID opdracht = geef();
    werk(2);

    assertThat(op("canoniek")).containsExactly(bericht);
    assertThat(stand(opdracht).gelukt()).as("nothing was processed yet").isZero();
  }

  @Test
  void noMoreASecondThanWasAsked() {
    List<UUID> groep = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      groep.add(park("a" + i));
    }
    geef(3);
    werk(1);
    verwerk(groep.get(0));
    werk(1);
    werk(1);
    assertThat(op("canoniek")).hasSize(3);
    werk(1);
    assertThat(op("canoniek")).hasSize(6);
  }

  @Test
  void aPartnerHasToAcceptBeforeTheOthersFollow() {
    Parkeergroep.Keuze groep =
        new Parkeergroep.Keuze("parkeer.deliver-to-cjib", null, "geweigerd-door-afnemer");
    UUID eerste = parkBijPartner("a");
    UUID tweede = parkBijPartner("b");
    UUID opdracht = vrijgever.geef(groep, Daad.VRIJGEVEN, null, 10, "beheerder").orElseThrow().id();
    werk(3);
    assertThat(op("partner.cjib")).containsExactly(eerste);
    assertThat(uitkomst(eerste)).as("the answer is taken back").isNull();

    jdbc.sql("update levering set uitkomst = 'geaccepteerd' where bericht_id = :id")
        .param("id", eerste)
        .update();
    werk(2);
    assertThat(op("partner.cjib")).containsExactly(eerste, tweede);
    assertThat(stand(opdracht).gelukt()).isEqualTo(1);
  }

  /** It took one copy and rejected another, which became known first. */
  @Test
  void aReleaseDoesNotTakeBackWhatThePartnerAccepted() {
    UUID bericht = parkBijPartner("a");
    jdbc.sql(
            "update levering set uitkomst = 'geaccepteerd', bevestigd = now() where bericht_id = :id")
        .param("id", bericht)
        .update();

    assertThat(parkeerplaats.geefVrij(bericht, "b"))
        .contains(new Parkeerplaats.Vrijlating(null, true));

    assertThat(op("partner.cjib")).as("not told twice").isEmpty();
    assertThat(op("parkeer.deliver-to-cjib")).isEmpty();
    assertThat(uitkomst(bericht)).isEqualTo("geaccepteerd");
    assertThat(log)
        .extracting(LogRegel::stap, LogRegel::code, LogRegel::partner, LogRegel::actor)
        .containsExactly(tuple(Stap.DUPLICAAT, "al-geaccepteerd", "cjib", "b"));
    assertThat(parkeerplaats.geefVrij(bericht, "b")).as("stands nowhere").isEmpty();
  }

  /** In the seconds that taking it from a long queue lasts, and after the order chose its trial. */
  @Test
  void whatThePartnerAcceptsWhileItIsReleasedIsNotToldTwice() {
    UUID proef = parkBijPartner("a");
    UUID volgende = parkBijPartner("b");
    UUID opdracht = geefBijPartner();
    Vrijgever druk =
        vrijgever(
            new Vrijgaven(jdbc) {
              @Override
              void kiesProef(UUID id, UUID bericht) {
                super.kiesProef(id, bericht);
                antwoord(proef, "geaccepteerd");
              }
            });
    druk.werk();
    assertThat(op("partner.cjib")).isEmpty();
    assertThat(uitkomst(proef)).isEqualTo("geaccepteerd");
    werk(2);

    assertThat(op("partner.cjib")).as("it was no trial").containsExactly(volgende);
    assertThat(stand(opdracht).nietMeerGeparkeerd()).isEqualTo(1);
    assertThat(log).extracting(LogRegel::stap).contains(Stap.DUPLICAAT);
  }

  /** Each answered for itself, and what it had accepted says nothing of the other one. */
  @Test
  void aReleaseLooksAtThePartnerForWhichItStandsApart() {
    UUID bericht = ookBijVeenstra(parkBijPartner("a"), "geaccepteerd");

    assertThat(parkeerplaats.geefVrij(bericht, "b"))
        .contains(new Parkeerplaats.Vrijlating("partner.cjib", false));

    assertThat(op("partner.cjib")).containsExactly(bericht);
    assertThat(op("parkeer.deliver-to-veenstra")).containsExactly(bericht);
  }

  @Test
  void ofSeveralPartnersOnlyTheRefusalOfTheOneThatIsNamedIsForGood() {
    UUID bericht = ookBijVeenstra(parkBijPartner("a"), "geweigerd");
    UUID opdracht = geefBijPartner("geweigerd-door-afnemer");
    log.clear();

    assertThatThrownBy(() -> parkeerplaats.wijsAf(bericht, null, "verkeerd", null, "b"))
        .isInstanceOf(AfnemerKiezen.class)
        .hasMessageContaining("(cjib, veenstra)")
        .hasMessageContaining("noem in afnemer");
    assertThat(op("parkeer.deliver-to-cjib")).containsExactly(bericht);
    assertThat(log).isEmpty();

    assertThat(parkeerplaats.wijsAf(bericht, "onbekend", "verkeerd", null, "b")).isEmpty();
    assertThat(parkeerplaats.wijsAf(bericht, "veenstra", "verkeerd", null, "b"))
        .contains(new Parkeerplaats.Afwijzing("parkeer.deliver-to-veenstra", false));
    assertThat(op("parkeer.deliver-to-veenstra")).isEmpty();
    assertThat(op("parkeer.deliver-to-cjib")).containsExactly(bericht);

    assertThat(stand(opdracht).afgewezen()).as("of another partner").isZero();

    assertThat(parkeerplaats.wijsAf(bericht, null, "verkeerd", null, "b")).as("one").isPresent();
    assertThat(stand(opdracht).afgewezen()).isEqualTo(1);
  }

  private UUID ookBijVeenstra(UUID bericht, String uitkomst) {
    jms.send(
        "parkeer.deliver-to-veenstra",
        session -> bericht(session, bericht, "a", null, "geweigerd-door-afnemer"));
    jdbc.sql(
            """
            insert into levering
              (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet, uitkomst)
            values ('veenstra', :id, 1, :id, 'x', now(), :uitkomst)""")
        .param("id", bericht)
        .param("uitkomst", uitkomst)
        .update();
    return bericht;
  }

  /** Put there with the tools of the broker: it is counted, and no page or order fails on it. */
  @Test
  void whatIsNotOursIsCountedAndLeftWhereItIs() {
    UUID bericht = park("a");
    for (String id : new String[] {null, "geen-id"}) {
      jms.send(
          PLEK,
          session -> {
            TextMessage vreemd = session.createTextMessage("vreemd");
            vreemd.setStringProperty(Koppen.REDEN, GROEP.reden());
            vreemd.setStringProperty(Koppen.STAP, GROEP.stap());
            if (id != null) {
              vreemd.setStringProperty(Koppen.BERICHT_ID, id);
            }
            return vreemd;
          });
    }

    assertThat(parkeerplaats.groepen().groepen().get(0).aantal()).isEqualTo(3);
    assertThat(parkeerplaats.alles().berichten())
        .extracting(Parkeerplaats.Geparkeerd::berichtId)
        .containsExactly(bericht);
    assertThat(stand(geef()).omvang()).isEqualTo(1);
  }

  /**
   * Another copy of it was accepted while this one stood apart: that proves nothing of the rest.
   */
  @Test
  void whatThePartnerAcceptedMeanwhileIsNoTrialAndIsNotToldTwice() {
    Parkeergroep.Keuze groep =
        new Parkeergroep.Keuze("parkeer.deliver-to-cjib", null, "geweigerd-door-afnemer");
    UUID aangenomen = parkBijPartner("a", "geweigerd-door-afnemer", "geaccepteerd");
    UUID proef = parkBijPartner("b");
    UUID rest = parkBijPartner("c");
    UUID opdracht = vrijgever.geef(groep, Daad.VRIJGEVEN, null, 10, "beheerder").orElseThrow().id();
    werk(5);

    assertThat(op("partner.cjib")).as("the next one is the trial").containsExactly(proef);
    assertThat(op("parkeer.deliver-to-cjib")).containsExactly(rest);
    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.PROEF);
    assertThat(stand(opdracht).nietMeerGeparkeerd()).isEqualTo(1);
    assertThat(stand(opdracht).gelukt()).isZero();
    assertThat(uitkomst(aangenomen)).isEqualTo("geaccepteerd");
    assertThat(log)
        .filteredOn(regel -> regel.berichtId().equals(aangenomen))
        .extracting(LogRegel::stap, LogRegel::code, LogRegel::partner, LogRegel::actor)
        .containsExactly(tuple(Stap.DUPLICAAT, "al-geaccepteerd", "cjib", "beheerder"));
  }

  /** More stands before it than the broker reads back of a queue on disk: 8 MB. */
  @Test
  void whatStandsDeepIsWithheldReleasedAndRefused() {
    zetVeelOp("parkeer.deliver-to-cjib", VEEL);
    UUID fout = parkBijPartner("a", "verplaatst-aan-broker", null);
    UUID goed = parkBijPartner("b", "verplaatst-aan-broker", null);
    UUID geweigerd = parkBijPartner("c");
    boolean[] brokerWeg = {true};
    metBroker(brokerWeg);
    assertThatThrownBy(() -> parkeerplaats.houdIn(fout, "cjib", "verkeerde persoon", "b"))
        .isInstanceOf(JmsException.class);
    assertThat(parkeerplaats.geparkeerd("parkeer.deliver-to-cjib", List.of(lid(fout))))
        .as("singled out and given back: apart still")
        .containsExactly(fout);
    assertThat(parkeerplaats.groepen().groepen())
        .filteredOn(groep -> "verplaatst-aan-broker".equals(groep.reden()))
        .extracting(Parkeergroep::aantal)
        .containsExactly(2L);
    brokerWeg[0] = false;

    assertThat(parkeerplaats.houdIn(fout, "cjib", "verkeerde persoon", "b")).isPresent();
    assertThat(parkeerplaats.geefVrij(goed, "b"))
        .contains(new Parkeerplaats.Vrijlating("partner.cjib", false));
    assertThat(parkeerplaats.wijsAf(geweigerd, null, "vervallen", null, "b")).isPresent();

    assertThat(op("partner.cjib")).containsExactly(goed);
    assertThat(op("parkeer.deliver-to-cjib")).hasSize(VEEL);
    assertThat(op("parkeer.uitgezocht")).isEmpty();
  }

  /** A second copy of it, on the queue that the partner itself reads. */
  @Test
  void whatTheBrokerShowsAndDoesNotGiveIsSaidAndKeepsNoOrderOpen() {
    UUID id = parkBijPartner("a", "pogingen-op", null);
    zetVeelOp("partner.cjib", VEEL);
    jms.send("partner.cjib", session -> bericht(session, id, "a", null, null));

    assertThatThrownBy(() -> parkeerplaats.houdIn(id, "cjib", "fout", "b"))
        .isInstanceOf(NietGegeven.class)
        .hasMessageContaining("partner.cjib");
    assertThat(uitkomst(id)).as("nothing happened").isNull();

    Parkeergroep.Keuze groep =
        new Parkeergroep.Keuze("parkeer.deliver-to-cjib", null, "pogingen-op");
    UUID opdracht =
        vrijgever.geef(groep, Daad.INHOUDEN, "fout", 10, "beheerder").orElseThrow().id();
    werk(1);
    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.GEREED);
    assertThat(stand(opdracht).overgeslagen()).isEqualTo(1);
    assertThat(op("parkeer.deliver-to-cjib")).containsExactly(id);
  }

  @Test
  void aGroupThatStandsDeepGoesOnToItsEnd() {
    zetVeelOp(PLEK, VEEL);
    List<UUID> groep = List.of(park("a"), park("b"));
    UUID opdracht = geef();
    werk(1);
    verwerk(groep.get(0));
    werk(2);
    verwerk(groep.get(1));
    werk(1);

    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.GEREED);
    assertThat(stand(opdracht).gelukt()).isEqualTo(2);
    assertThat(op(PLEK)).hasSize(VEEL);
  }

  /** On disk, and not so deep that the broker does not give it: 1 to 8 MB. */
  @Test
  void whatStandsInTheMiddleIsWithheldReleasedAndRefused() {
    zetVeelOp("parkeer.deliver-to-cjib", 60);
    UUID fout = parkBijPartner("a", "verplaatst-aan-broker", null);
    UUID goed = parkBijPartner("b", "verplaatst-aan-broker", null);
    UUID geweigerd = parkBijPartner("c");
    UUID over = parkBijPartner("d");
    zetVeelOp("parkeer.deliver-to-cjib", 40);

    assertThat(parkeerplaats.houdIn(fout, "cjib", "verkeerde persoon", "b")).isPresent();
    assertThat(parkeerplaats.geefVrij(goed, "b"))
        .contains(new Parkeerplaats.Vrijlating("partner.cjib", false));
    assertThat(parkeerplaats.wijsAf(geweigerd, null, "vervallen", null, "b")).isPresent();
    assertThat(op("parkeer.deliver-to-cjib")).hasSize(101).contains(over);

    // Alone by now, it is still what the broker read back.
    for (int i = 0; i < 100; i++) {
      jms.receiveSelected("parkeer.deliver-to-cjib", Koppen.REDEN + " = 'ander'");
    }
    assertThat(parkeerplaats.geefVrij(over, "b")).isPresent();
    assertThat(op("parkeer.deliver-to-cjib")).isEmpty();
    assertThat(op("partner.cjib")).containsExactly(goed, over);
  }

  /** The broker shows it, and somebody has it in hand. */
  @Test
  void whatIsNotGivenKeepsWhatComesAfterItInItsDossier() throws Exception {
    zetVeelOp("parkeer.deliver-to-cjib", 60);
    UUID eerste = parkBijPartner("a");
    UUID tweede = parkBijPartner("a");
    UUID ander = parkBijPartner("b");
    UUID opdracht = geefBijPartner();
    metInHanden("parkeer.deliver-to-cjib", eerste, () -> werk(3));

    assertThat(op("partner.cjib")).containsExactly(ander);
    assertThat(op("parkeer.deliver-to-cjib")).contains(eerste, tweede);
    assertThat(stand(opdracht).overgeslagen()).isEqualTo(2);
  }

  /** Singled out of a long queue by a person, whose look at the rest of it lasts for seconds. */
  @Test
  void whatAPersonHasInHandKeepsWhatComesAfterItToo() throws Exception {
    UUID eerste = parkBijPartner("a");
    UUID tweede = parkBijPartner("a");
    UUID opdracht = geefBijPartner();
    new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD))
        .verplaats(
            "parkeer.deliver-to-cjib",
            Koppen.BERICHT_ID + " = '" + eerste + "'",
            "parkeer.uitgezocht");
    metInHanden("parkeer.uitgezocht", eerste, () -> werk(3));

    assertThat(op("partner.cjib")).isEmpty();
    assertThat(op("parkeer.deliver-to-cjib")).containsExactly(tweede);
    assertThat(stand(opdracht).overgeslagen()).isEqualTo(2);
  }

  /** In memory the broker does not show what somebody has in hand, who may give it back. */
  @ParameterizedTest
  @EnumSource(
      value = Daad.class,
      names = {"AFWIJZEN", "INHOUDEN"})
  void whatAPersonHasInHandIsNotSaidToBeGone(Daad daad) throws Exception {
    String reden = daad == Daad.INHOUDEN ? "pogingen-op" : "geweigerd-door-afnemer";
    UUID inHanden = parkBijPartner("a", reden, daad == Daad.INHOUDEN ? null : "geweigerd");
    UUID ander = parkBijPartner("b", reden, daad == Daad.INHOUDEN ? null : "geweigerd");
    UUID opdracht =
        vrijgever
            .geef(
                new Parkeergroep.Keuze("parkeer.deliver-to-cjib", null, reden),
                daad,
                "verkeerde persoon",
                10,
                "beheerder")
            .orElseThrow()
            .id();
    metInHanden("parkeer.deliver-to-cjib", inHanden, () -> werk(2));

    assertThat(op("parkeer.deliver-to-cjib")).containsExactly(inHanden);
    assertThat(stand(opdracht).nietMeerGeparkeerd()).isZero();
    assertThat(stand(opdracht).overgeslagen()).isEqualTo(1);
    assertThat(stand(opdracht).toestand()).as("%s is done", ander).isEqualTo(Toestand.GEREED);
  }

  /** Nobody let it go: an order that thought so would wait for it, and stop at its return. */
  @Test
  void ofWhatIsInHandWhileTheBrokerDoesNotSaySoTheOrderDoesNotThinkThatItWent() throws Exception {
    UUID bericht = parkBijPartner("a");
    boolean[] zwijgt = {false};
    parkeerplaats =
        parkeerplaats(
            new JmsTransactionManager(verbinding),
            new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD)) {
              @Override
              List<InHanden> inHanden(Collection<String> namen) {
                if (zwijgt[0]) {
                  throw new BrokerNietBeheerd(new IllegalStateException("geen antwoord"));
                }
                return super.inHanden(namen);
              }
            });
    vrijgever =
        vrijgever(new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD)), Duration.ZERO);
    UUID opdracht = geefBijPartner();
    zwijgt[0] = true;
    metInHanden("parkeer.deliver-to-cjib", bericht, () -> werk(1));
    assertThat(stand(opdracht).onderweg()).isZero();

    zwijgt[0] = false;
    jdbc.sql("update vrijgave set bezet_tot = null").update();
    werk(1);
    assertThat(op("partner.cjib")).containsExactly(bericht);
    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.PROEF);
  }

  /** What a person asks about one message; the queue in memory does not show it. */
  @ParameterizedTest
  @CsvSource({
    "vrijgave, parkeer.deliver-to-cjib",
    "vrijgave, parkeer.uitgezocht",
    "afwijzing, parkeer.deliver-to-cjib",
    "afwijzing, parkeer.uitgezocht",
    "afwijzing voor cjib, parkeer.deliver-to-cjib",
    "vervanging, parkeer.deliver-to-cjib",
    "inhouding, parkeer.deliver-to-cjib",
    "inhouding, parkeer.uitgezocht",
    "inhouding voor cjib, parkeer.deliver-to-cjib"
  })
  void whatSomebodyHasInHandIsNotSaidToStandNowhere(String vraag, String queue) throws Exception {
    UUID bericht = parkBijPartner("a", "pogingen-op", null);
    if (queue.equals("parkeer.uitgezocht")) {
      new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD))
          .verplaats("parkeer.deliver-to-cjib", Koppen.BERICHT_ID + " = '" + bericht + "'", queue);
    }
    metInHanden(
        queue,
        bericht,
        () ->
            assertThatThrownBy(() -> vraag(vraag, bericht))
                .isInstanceOf(NietGegeven.class)
                .hasMessageContaining("parkeer.deliver-to-cjib"));

    assertThat(op(queue)).containsExactly(bericht);
    assertThat(log).isEmpty();
  }

  private Optional<?> vraag(String vraag, UUID bericht) {
    return switch (vraag) {
      case "vrijgave" -> parkeerplaats.geefVrij(bericht, "b");
      case "afwijzing" -> parkeerplaats.wijsAf(bericht, null, "fout", null, "b");
      case "afwijzing voor cjib" -> parkeerplaats.wijsAf(bericht, "cjib", "fout", null, "b");
      case "vervanging" -> parkeerplaats.wijsAf(bericht, null, "fout", UUID.randomUUID(), "b");
      case "inhouding" -> parkeerplaats.houdIn(bericht, null, "fout", "b");
      case "inhouding voor cjib" -> parkeerplaats.houdIn(bericht, "cjib", "fout", "b");
      default -> throw new IllegalArgumentException(vraag);
    };
  }

  /** Of the answer of another partner it says nothing, and the other has it in hand. */
  @ParameterizedTest
  @ValueSource(strings = {"afwijzing", "inhouding"})
  void whoHasItInHandCountsAmongSeveralPartners(String vraag) throws Exception {
    UUID bericht = parkBijPartner("a", "pogingen-op", null);
    jms.send(
        "parkeer.deliver-to-veenstra",
        session -> bericht(session, bericht, "a", null, "pogingen-op"));
    metInHanden(
        "parkeer.deliver-to-veenstra",
        bericht,
        () ->
            assertThatThrownBy(() -> vraag(vraag, bericht))
                .isInstanceOfAny(AfnemerKiezen.class, NietInTeHouden.class)
                .hasMessageContaining("cjib, veenstra"));

    assertThat(op("parkeer.deliver-to-cjib")).containsExactly(bericht);
    assertThat(log).isEmpty();
  }

  /** In a property of its own or in its body: a message is known by its own id. */
  @ParameterizedTest
  @ValueSource(strings = {"vrijgave", "afwijzing", "inhouding"})
  void whatOnlyNamesAMessageIsNotThatMessage(String vraag) throws Exception {
    UUID genoemd = BerichtId.nieuw(Instant.now()).value();
    UUID ander = BerichtId.nieuw(Instant.now()).value();
    jms.send("parkeer.deliver-to-cjib", session -> noemt(session, ander, genoemd));
    metInHanden(
        "parkeer.deliver-to-cjib", ander, () -> assertThat(vraag(vraag, genoemd)).isEmpty());
  }

  /** Of what its dossier waits for too, wherever on its way the other one is in hand or waits. */
  @ParameterizedTest
  @CsvSource({
    "canoniek, false",
    "wacht-op-bron, false",
    "onbestelbaar, false",
    "onbestelbaar, true",
    "parkeer.enrich-gebeurtenis, false"
  })
  void whatNamesAMessageThatIsGoneDoesNotBringItBack(String queue, boolean gepland)
      throws Exception {
    ((ActiveMQServer) ReflectionTestUtils.getField(broker, "server"))
        .getAddressSettingsRepository()
        .addMatch(queue, new AddressSettings().setRedeliveryDelay(600_000));
    UUID weg = park("a");
    jms.receiveSelected(PLEK, Koppen.BERICHT_ID + " = '" + weg + "'");
    UUID ander = BerichtId.nieuw(Instant.now()).value();
    jms.send(queue, session -> noemt(session, ander, weg));
    Runnable wijsAf =
        () -> assertThat(parkeerplaats.wijsAf(weg, null, "weg", null, "b")).isPresent();
    if (gepland) {
      metInHanden(queue, ander, () -> {});
      wijsAf.run();
    } else {
      metInHanden(queue, ander, wijsAf);
    }

    assertThat(volgorde.wachtOp(new BerichtId(weg))).isEmpty();
  }

  private static Message noemt(Session session, UUID id, UUID genoemd) throws JMSException {
    Message message = bericht(session, id, "b", null, "pogingen-op");
    message.setStringProperty(Koppen.CORRELATIE_ID, genoemd.toString());
    message.setStringProperty(Koppen.OORZAAK_ID, genoemd.toString());
    ((TextMessage) message).setText("<gevolg van=\"" + genoemd + "\"/>");
    return message;
  }

  /** An order without it would end as done, and leave it; the others of its dossier went first. */
  @ParameterizedTest
  @ValueSource(strings = {PLEK, "parkeer.uitgezocht"})
  void whatIsInHandWhenTheOrderIsGivenBelongsToIt(String queue) throws Exception {
    UUID inHanden = park("a");
    UUID later = park("a", GROEP.stap(), "wacht-op-eerder-bericht");
    UUID ander = park("b", "transform-to-events", GROEP.reden());
    if (!queue.equals(PLEK)) {
      new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD))
          .verplaats(PLEK, Koppen.BERICHT_ID + " = '" + inHanden + "'", queue);
    }
    UUID[] opdracht = new UUID[1];
    metInHanden(queue, inHanden, () -> opdracht[0] = geef());
    assertThat(stand(opdracht[0]).omvang()).as("without %s", ander).isEqualTo(2);

    werk(1);
    verwerk(inHanden);
    werk(2);
    verwerk(later);
    werk(2);
    assertThat(stand(opdracht[0]).toestand()).isEqualTo(Toestand.GEREED);
    assertThat(stand(opdracht[0]).gelukt()).isEqualTo(2);
  }

  /** The answer says how many it did not get. */
  @Test
  void whatStaysInHandCountsAsPassedOver() throws Exception {
    UUID inHanden = park("a");
    UUID ander = park("b");
    UUID[] opdracht = new UUID[1];
    metInHanden(
        PLEK,
        inHanden,
        () -> {
          opdracht[0] = geef();
          werk(2);
          verwerk(ander);
          werk(3);
        });

    assertThat(stand(opdracht[0]))
        .extracting(Vrijgave::toestand, Vrijgave::omvang, Vrijgave::gelukt, Vrijgave::overgeslagen)
        .containsExactly(Toestand.GEREED, 2L, 1L, 1L);
  }

  private void metInHanden(String queue, UUID bericht, Runnable werk) throws JMSException {
    // Not one that is kept for a next caller: that would fetch again what it gave back.
    try (Connection lezer = verbinding.getTargetConnectionFactory().createConnection();
        Session sessie = lezer.createSession(Session.SESSION_TRANSACTED)) {
      lezer.start();
      String selector = Koppen.BERICHT_ID + " = '" + bericht + "'";
      assertThat(sessie.createConsumer(sessie.createQueue(queue), selector).receive(5000))
          .isNotNull();
      werk.run();
      sessie.rollback();
    }
  }

  private void zetVeelOp(String plek, int aantal) {
    String lang = "x".repeat(24_000);
    jms.execute(
        (session, producer) -> {
          for (int i = 0; i < aantal; i++) {
            Message ander =
                bericht(session, BerichtId.nieuw(Instant.now()).value(), "veel", "ander", "ander");
            ((TextMessage) ander).setText(lang);
            producer.send(session.createQueue(plek), ander);
          }
          session.commit();
          return null;
        });
  }

  private static Parkeerplaats.Lid lid(UUID id) {
    return new Parkeerplaats.Lid(id, null);
  }

  /** Its partner is away: it says nothing of the others, and they stay. */
  @ParameterizedTest
  @ValueSource(strings = {"verlopen", "op-papier"})
  void aTrialThatEndsWithoutAnAnswerStopsTheOrder(String einde) {
    UUID proef = parkBijPartner("a");
    UUID rest = parkBijPartner("b");
    UUID opdracht = geefBijPartner();
    werk(2);
    jdbc.sql("update levering set uitkomst = :einde where bericht_id = :id")
        .param("einde", einde)
        .param("id", proef)
        .update();
    werk(3);

    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.GESTOPT);
    assertThat(stand(opdracht).overgeslagen()).isEqualTo(1);
    assertThat(stand(opdracht).onderweg()).isZero();
    assertThat(op("parkeer.deliver-to-cjib")).containsExactly(rest);
    assertThat(log)
        .filteredOn(regel -> regel.stap() == Stap.GROEPSVRIJGAVE && "gestopt".equals(regel.code()))
        .extracting(LogRegel::uitleg)
        .singleElement()
        .asString()
        .contains(einde, proef.toString());
  }

  /** The engine ends before it can say what became of the trial. */
  @Test
  void aTrialThatEndsWithoutAnAnswerStopsTheOrderAfterAKillToo() {
    UUID proef = parkBijPartner("a");
    UUID rest = parkBijPartner("b");
    UUID opdracht = geefBijPartner();
    werk(1);
    jdbc.sql("update levering set uitkomst = 'verlopen' where bericht_id = :id")
        .param("id", proef)
        .update();
    Vrijgever afgekapt =
        vrijgever(
            new Vrijgaven(jdbc) {
              @Override
              void uitkomst(UUID id, UUID bericht, String uitkomst) {
                super.uitkomst(id, bericht, uitkomst);
                throw new Gedood();
              }
            });
    assertThatThrownBy(afgekapt::werk).isInstanceOf(Gedood.class);
    jdbc.sql("update vrijgave set bezet_tot = null").update();
    werk(3);

    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.GESTOPT);
    assertThat(op("parkeer.deliver-to-cjib")).containsExactly(rest);
    assertThat(log)
        .filteredOn(regel -> regel.stap() == Stap.GROEPSVRIJGAVE)
        .extracting(LogRegel::code)
        .contains("gestopt");
  }

  /** What an order did by itself, and how it comes to that. */
  private enum Stand {
    TERUGGEKOMEN("gestopt"),
    ZONDER_ANTWOORD("gestopt"),
    GELUKT("proef-gelukt"),
    GEREED("gereed");

    private final String code;

    Stand(String code) {
      this.code = code;
    }
  }

  /** The engine ends when the order is in its next state, before that is on record. */
  @ParameterizedTest
  @EnumSource(Stand.class)
  void nothingThatAnOrderDoesByItselfIsWithoutARecordAfterAKill(Stand stand) {
    UUID opdracht = totAan(stand);
    boolean[] gedood = new boolean[1];
    Vrijgever afgekapt =
        vrijgever(
            opdrachten,
            new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD)),
            regel -> {
              if (regel.code().equals(stand.code)) {
                gedood[0] = true;
                throw new Gedood();
              }
              log.add(regel);
            },
            Proeftransactie.met(() -> {}),
            Duration.ZERO);
    assertThatThrownBy(afgekapt::werk).isInstanceOf(Gedood.class);
    assertThat(gedood).containsExactly(true);
    jdbc.sql("update vrijgave set bezet_tot = null").update();
    werk(3);

    assertThat(log)
        .filteredOn(
            regel -> regel.stap() == Stap.GROEPSVRIJGAVE && regel.berichtId().equals(opdracht))
        .extracting(LogRegel::code)
        .containsOnlyOnce(stand.code);
  }

  private UUID totAan(Stand stand) {
    if (stand == Stand.ZONDER_ANTWOORD) {
      UUID proef = parkBijPartner("a");
      parkBijPartner("b");
      UUID opdracht = geefBijPartner();
      werk(1);
      antwoord(proef, "verlopen");
      return opdracht;
    }
    UUID proef = park("a");
    if (stand != Stand.GEREED) {
      park("b");
    }
    UUID opdracht = geef();
    werk(1);
    if (stand == Stand.TERUGGEKOMEN) {
      mislukOpnieuw(proef);
    } else {
      verwerk(proef);
    }
    return opdracht;
  }

  @Test
  void whatEndsWithoutAnAnswerDoesNotKeepAnOrderOpen() {
    UUID proef = parkBijPartner("a");
    UUID verlopen = parkBijPartner("b");
    UUID opdracht = geefBijPartner();
    werk(1);
    jdbc.sql("update levering set uitkomst = 'geaccepteerd' where bericht_id = :id")
        .param("id", proef)
        .update();
    werk(2);
    assertThat(op("partner.cjib")).contains(verlopen);
    jdbc.sql("update levering set uitkomst = 'verlopen' where bericht_id = :id")
        .param("id", verlopen)
        .update();
    werk(1);

    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.GEREED);
    assertThat(stand(opdracht).gelukt()).isEqualTo(1);
    assertThat(stand(opdracht).overgeslagen()).isEqualTo(1);
  }

  private UUID geefBijPartner() {
    Parkeergroep.Keuze groep =
        new Parkeergroep.Keuze("parkeer.deliver-to-cjib", null, "geweigerd-door-afnemer");
    return vrijgever.geef(groep, Daad.VRIJGEVEN, null, 10, "beheerder").orElseThrow().id();
  }

  /** It went back, and the engine did not hear that: it is no message that did not go. */
  @Test
  void aTrialOfWhichTheBrokersAnswerWasLostIsUnderWay() {
    UUID proef = park("a");
    UUID volgende = park("a");
    boolean[] antwoordWeg = {true};
    parkeerplaats =
        parkeerplaats(
            new JmsTransactionManager(verbinding) {
              private static final long serialVersionUID = 1L;

              @Override
              protected void doCommit(DefaultTransactionStatus status) {
                super.doCommit(status);
                if (antwoordWeg[0]) {
                  throw new UncategorizedJmsException("geen antwoord");
                }
              }
            });
    vrijgever =
        vrijgever(new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD)), Duration.ZERO);
    UUID opdracht = geef();
    werk(1);
    antwoordWeg[0] = false;
    jdbc.sql("update vrijgave set bezet_tot = null").update();
    werk(3);
    assertThat(op("canoniek")).as("no other one is the trial").containsExactly(proef);
    assertThat(stand(opdracht).onderweg()).isEqualTo(1);

    mislukOpnieuw(proef);
    werk(2);
    assertThat(stand(opdracht).toestand()).as("seen to come back").isEqualTo(Toestand.GESTOPT);
    assertThat(op(PLEK)).containsExactlyInAnyOrder(proef, volgende);
  }

  /** Nobody but an operator gives it to the partner any more. */
  @Test
  void whatExpiredIsWithheldToo() {
    UUID id = levering("cjib", "verlopen", BerichtId.nieuw(Instant.now()).value());
    levering("veenstra", "verlopen", id);
    assertThat(
            catchThrowableOfType(
                NietInTeHouden.class, () -> parkeerplaats.houdIn(id, null, "fout", "b")))
        .extracting(NietInTeHouden::code)
        .isEqualTo("afnemer-kiezen");

    assertThat(parkeerplaats.houdIn(id, "cjib", "verkeerde persoon", "b"))
        .contains(new Parkeerplaats.Inhouding("verlopen", "cjib"));

    assertThat(uitkomstBij("cjib", id)).isEqualTo("ingehouden");
    assertThat(uitkomstBij("veenstra", id)).as("keeps what it may have").isEqualTo("verlopen");
    assertThat(log)
        .extracting(LogRegel::stap, LogRegel::partner, LogRegel::uitleg, LogRegel::actor)
        .containsExactly(tuple(Stap.INGEHOUDEN, "cjib", "verkeerde persoon", "b"));
    assertThat(parkeerplaats.houdIn(id, "cjib", "nog eens", "b")).isEmpty();
  }

  private UUID levering(String partner, String uitkomst, UUID id) {
    jdbc.sql(
            """
            insert into levering
              (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet, uitkomst)
            values (:partner, :id, :nummer, :id, 'x', now(), :uitkomst)""")
        .param("partner", partner)
        .param("id", id)
        .param("uitkomst", uitkomst)
        .param("nummer", ++nummer)
        .update();
    return id;
  }

  private String uitkomstBij(String partner, UUID id) {
    return jdbc.sql("select uitkomst from levering where partner = :partner and bericht_id = :id")
        .param("partner", partner)
        .param("id", id)
        .query(String.class)
        .single();
  }

  /** Nothing of the engine runs after it. */
  private static final class Gedood extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** The engine ends when that is off its parking queue, and before it can say so. */
  @Test
  void whatThePartnerAcceptedMeanwhileIsNoTrialAfterAKillEither() {
    Parkeergroep.Keuze groep =
        new Parkeergroep.Keuze("parkeer.deliver-to-cjib", null, "geweigerd-door-afnemer");
    parkBijPartner("a", "geweigerd-door-afnemer", "geaccepteerd");
    UUID proef = parkBijPartner("b");
    UUID rest = parkBijPartner("c");
    UUID opdracht = vrijgever.geef(groep, Daad.VRIJGEVEN, null, 10, "beheerder").orElseThrow().id();
    Vrijgever afgekapt =
        vrijgever(
            new Vrijgaven(jdbc) {
              @Override
              void uitkomst(UUID id, UUID bericht, String uitkomst) {
                throw new Gedood();
              }
            });
    assertThatThrownBy(afgekapt::werk).isInstanceOf(Gedood.class);
    jdbc.sql("update vrijgave set bezet_tot = null").update();
    werk(5);

    assertThat(op("partner.cjib")).as("the next one is the trial").containsExactly(proef);
    assertThat(op("parkeer.deliver-to-cjib")).containsExactly(rest);
    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.PROEF);
  }

  /** Moved by an operator of the broker, or given up there: the partner said nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"verplaatst-aan-broker", "pogingen-op"})
  void nobodyRefusesForAPartnerWhatThatDidNotAnswer(String reden) {
    UUID open = parkBijPartner("a", reden, null);
    UUID verlopen = parkBijPartner("b", reden, "verlopen");

    assertThatThrownBy(() -> parkeerplaats.wijsAf(open, null, "verkeerd", null, "b"))
        .isInstanceOf(AfnemerAntwoorddeNiet.class)
        .hasMessageContaining("geef het bericht vrij");
    assertThat(log).isEmpty();
    UUID opdracht =
        vrijgever
            .geef(
                new Parkeergroep.Keuze("parkeer.deliver-to-cjib", null, reden),
                Daad.AFWIJZEN,
                "verkeerd",
                10,
                "beheerder")
            .orElseThrow()
            .id();
    werk(1);

    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.GEREED);
    assertThat(stand(opdracht).overgeslagen()).isEqualTo(1);
    assertThat(stand(opdracht).afgewezen()).isEqualTo(1);
    assertThat(op("parkeer.deliver-to-cjib")).containsExactly(open);
    assertThat(uitkomst(open)).isNull();
    assertThat(uitkomst(verlopen)).as("nor is what lapsed refused").isEqualTo("verlopen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"verplaatst-aan-broker", "pogingen-op"})
  void whatItsPartnerMayNotHaveIsWithheldAndIsNoRefusal(String reden) {
    UUID fout = parkBijPartner("a", reden, null);
    UUID ander = parkBijPartner("a", reden, null);
    jms.send("partner.cjib", session -> bericht(session, fout, "a", null, null));

    assertThat(parkeerplaats.houdIn(fout, null, "verkeerde persoon", "b"))
        .contains(new Parkeerplaats.Inhouding("parkeer.deliver-to-cjib", "cjib"));

    assertThat(op("parkeer.deliver-to-cjib")).containsExactly(ander);
    assertThat(op("partner.cjib")).as("a second copy of it").isEmpty();
    assertThat(uitkomst(fout)).isEqualTo("ingehouden");
    assertThat(uitkomst(ander)).isNull();
    assertThat(log)
        .hasSize(2)
        .allSatisfy(
            regel -> {
              assertThat(regel.stap()).isEqualTo(Stap.INGEHOUDEN);
              assertThat(regel.berichtId()).isEqualTo(fout);
              assertThat(regel.actor()).isEqualTo("b");
              assertThat(regel.uitleg()).isEqualTo("verkeerde persoon");
              assertThat(regel.partner()).isEqualTo("cjib");
              assertThat(regel.inhoud()).startsWith("<bericht");
            });
    assertThat(log.get(0).code()).isEqualTo(reden);
    assertThat(parkeerplaats.houdIn(fout, null, "nog eens", "b")).as("stands nowhere").isEmpty();
  }

  @Test
  void nothingIsWithheldThatThePartnerAnsweredOrThatHasNoNumber() {
    UUID geweigerd = parkBijPartner("a", "geweigerd-door-afnemer", "geweigerd");
    UUID afgebroken = parkBijPartner("b", "geweigerd-door-afnemer", null);
    UUID genomen = parkBijPartner("c", "pogingen-op", "geaccepteerd");
    UUID nummerloos = zet("parkeer.deliver-to-cjib", "d", null, "onverwachte-fout");
    UUID canoniek = park("e");

    for (UUID id : List.of(geweigerd, afgebroken, genomen, nummerloos, canoniek)) {
      assertThat(
              catchThrowableOfType(
                      NietInTeHouden.class, () -> parkeerplaats.houdIn(id, null, "fout", "b"))
                  .code())
          .isEqualTo("niet-in-te-houden");
    }

    assertThat(log).isEmpty();
    assertThat(op("parkeer.deliver-to-cjib"))
        .containsExactly(geweigerd, afgebroken, genomen, nummerloos);
    assertThat(uitkomst(genomen)).isEqualTo("geaccepteerd");
  }

  /** Somebody may have fetched it, and whoever fetches it posts all of it. */
  @Test
  void whatStandsInAPaperBundleIsNotWithheldBeforeTheBundleIsWithdrawn() {
    UUID id = parkBijPartner("a", "verplaatst-aan-broker", null);
    UUID bundel = bundel(12, id);
    try {
      assertThat(
              catchThrowableOfType(
                  NietInTeHouden.class, () -> parkeerplaats.houdIn(id, null, "fout", "b")))
          .hasMessageContaining("bundel (nummer 12)")
          .extracting(NietInTeHouden::code)
          .isEqualTo("in-papieren-bundel");
      assertThat(LeveringenVoorProef.van(jdbc).houdIn("cjib", id)).as("nor since").isFalse();
      assertThat(uitkomst(id)).isNull();
      assertThat(op("parkeer.deliver-to-cjib")).containsExactly(id);
      assertThat(log).isEmpty();

      jdbc.sql("update levering set papier_bundel = null").update();
      assertThat(parkeerplaats.houdIn(id, null, "fout", "b")).as("withdrawn").isPresent();
    } finally {
      jdbc.sql("delete from papierbundel where id = :id").param("id", bundel).update();
      jdbc.sql("delete from uitwijk where id = :id").param("id", bundel).update();
    }
  }

  private UUID bundel(int bundelnummer, UUID bericht) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into uitwijk (id, groep, partner, dossier, vorm, reden, vanaf, gevraagd,
              gevraagd_door, akkoord_nodig, gebundeld_op, beeindigd)
            values (:id, :id, 'cjib', repeat('a', 64), 'pdf', 'proef', now(), now(), 'b', false,
              now()::date, now())""")
        .param("id", id)
        .update();
    jdbc.sql(
            """
            insert into papierbundel (id, uitwijk, partner, nummer, vorm, profiel, gemaakt,
              gemaakt_door, aantal, grootte, sha256, inhoud_sha256)
            values (:id, :id, 'cjib', :nummer, 'pdf', 'proef', now(), 'b', 1, 1, repeat('a', 64),
              repeat('a', 64))""")
        .param("id", id)
        .param("nummer", bundelnummer)
        .update();
    jdbc.sql("update levering set papier_bundel = :id where bericht_id = :bericht")
        .param("id", id)
        .param("bericht", bericht)
        .update();
    return id;
  }

  @Test
  void ofSeveralPartnersOnlyTheOneThatIsNamedDoesNotGetIt() {
    UUID id = parkBijPartner("a", "pogingen-op", null);
    jms.send(
        "parkeer.deliver-to-veenstra", session -> bericht(session, id, "a", null, "pogingen-op"));
    jdbc.sql(
            """
            insert into levering
              (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
            values ('veenstra', :id, 1, :id, 'x', now())""")
        .param("id", id)
        .update();

    assertThat(
            catchThrowableOfType(
                NietInTeHouden.class, () -> parkeerplaats.houdIn(id, null, "fout", "b")))
        .hasMessageContaining("cjib, veenstra")
        .extracting(NietInTeHouden::code)
        .isEqualTo("afnemer-kiezen");
    assertThat(parkeerplaats.houdIn(id, "veenstra", "fout", "b")).isPresent();

    assertThat(op("parkeer.deliver-to-veenstra")).isEmpty();
    assertThat(op("parkeer.deliver-to-cjib")).containsExactly(id);
    assertThat(
            jdbc.sql("select partner from levering where uitkomst = 'ingehouden'")
                .query(String.class)
                .list())
        .containsExactly("veenstra");
  }

  @Test
  void aGroupIsWithheldExceptWhatThePartnerAnswered() {
    UUID open = parkBijPartner("a", "pogingen-op", null);
    UUID tweede = parkBijPartner("a", "pogingen-op", null);
    UUID genomen = parkBijPartner("b", "pogingen-op", "geaccepteerd");
    UUID opdracht =
        vrijgever
            .geef(
                new Parkeergroep.Keuze("parkeer.deliver-to-cjib", null, "pogingen-op"),
                Daad.INHOUDEN,
                "verkeerde persoon",
                10,
                "beheerder")
            .orElseThrow()
            .id();
    werk(2);

    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.GEREED);
    assertThat(stand(opdracht).ingehouden()).isEqualTo(2);
    assertThat(stand(opdracht).overgeslagen()).isEqualTo(1);
    assertThat(op("parkeer.deliver-to-cjib")).containsExactly(genomen);
    assertThat(List.of(uitkomst(open), uitkomst(tweede))).containsOnly("ingehouden");
    assertThat(log).filteredOn(regel -> regel.stap() == Stap.INGEHOUDEN).hasSize(2);
  }

  /** The database first: cut off before the broker's commit it is done again, or let go. */
  @Test
  void aWithholdingThatWasCutOffIsDoneAgainOrTakenBackByARelease() {
    UUID opnieuw = parkBijPartner("a", "pogingen-op", "ingehouden");
    UUID terug = parkBijPartner("b", "pogingen-op", "ingehouden");

    assertThatThrownBy(() -> parkeerplaats.wijsAf(opnieuw, null, "fout", null, "b"))
        .as("its partner did not answer it")
        .isInstanceOf(AfnemerAntwoorddeNiet.class);
    assertThat(parkeerplaats.houdIn(opnieuw, "cjib", "fout", "b")).isPresent();
    assertThat(parkeerplaats.geefVrij(terug, "b"))
        .contains(new Parkeerplaats.Vrijlating("partner.cjib", false));

    assertThat(op("parkeer.deliver-to-cjib")).isEmpty();
    assertThat(uitkomst(opnieuw)).isEqualTo("ingehouden");
    assertThat(uitkomst(terug)).isNull();
  }

  /** It would wait for the outcome of a trial that nobody has. */
  @Test
  void aTrialThatTheBrokerDoesNotTakeIsOfferedAgain() {
    UUID bericht = parkBijPartner("a", "pogingen-op", null);
    boolean[] brokerWeg = {true};
    metBroker(brokerWeg);
    vrijgever
        .geef(
            new Parkeergroep.Keuze("parkeer.deliver-to-cjib", null, "pogingen-op"),
            Daad.VRIJGEVEN,
            null,
            10,
            "beheerder")
        .orElseThrow();
    werk(1);
    assertThat(op("parkeer.deliver-to-cjib")).containsExactly(bericht);

    brokerWeg[0] = false;
    jdbc.sql("update vrijgave set bezet_tot = null").update();
    werk(1);
    assertThat(op("partner.cjib")).containsExactly(bericht);
  }

  /** It came back, is withheld before the order looks again, and the engine ends in between. */
  @Test
  void aTrialThatIsWithheldEndsAlsoWhenNobodyCouldTellTheOrder() {
    UUID proef = parkBijPartner("a", "pogingen-op", null);
    UUID rest = parkBijPartner("b", "pogingen-op", null);
    UUID opdracht = geefBijPartner("pogingen-op");
    werk(1);
    komtTerug(proef, "pogingen-op");
    Vrijgaven echt = opdrachten;
    opdrachten =
        new Vrijgaven(jdbc) {
          @Override
          void ingehouden(String plek, UUID bericht) {
            throw new Gedood();
          }
        };
    Parkeerplaats afgekapt = parkeerplaats(new JmsTransactionManager(verbinding));
    opdrachten = echt;
    assertThatThrownBy(() -> afgekapt.houdIn(proef, null, "verkeerde persoon", "b"))
        .isInstanceOf(Gedood.class);
    assertThat(op("parkeer.deliver-to-cjib")).as("off there").containsExactly(rest);
    werk(3);

    assertThat(stand(opdracht).ingehouden()).isEqualTo(1);
    assertThat(stand(opdracht).onderweg()).isEqualTo(1);
    assertThat(op("partner.cjib")).as("the next trial").containsExactly(rest);
    antwoord(rest, "geaccepteerd");
    werk(2);
    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.GEREED);
  }

  private UUID geefBijPartner(String reden) {
    return vrijgever
        .geef(
            new Parkeergroep.Keuze("parkeer.deliver-to-cjib", null, reden),
            Daad.VRIJGEVEN,
            null,
            10,
            "beheerder")
        .orElseThrow()
        .id();
  }

  private void antwoord(UUID bericht, String uitkomst) {
    jdbc.sql("update levering set uitkomst = :uitkomst where bericht_id = :id")
        .param("uitkomst", uitkomst)
        .param("id", bericht)
        .update();
  }

  /** The broker gives it up again. */
  private void komtTerug(UUID bericht, String reden) {
    assertThat(jms.receiveSelected("partner.cjib", Koppen.BERICHT_ID + " = '" + bericht + "'"))
        .isNotNull();
    jms.send("parkeer.deliver-to-cjib", session -> bericht(session, bericht, "a", null, reden));
  }

  /**
   * @param weg whether it takes no commit now
   */
  private void metBroker(boolean[] weg) {
    parkeerplaats =
        parkeerplaats(
            new JmsTransactionManager(verbinding) {
              private static final long serialVersionUID = 1L;

              @Override
              protected void doCommit(DefaultTransactionStatus status) {
                if (weg[0]) {
                  doRollback(status);
                  throw new UncategorizedJmsException("de broker is weg");
                }
                super.doCommit(status);
              }
            });
    vrijgever =
        vrijgever(new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD)), Duration.ZERO);
  }

  @Test
  void aGroupOfWhichTheBrokerDoesNotTakeOneDoesThatOneAgain() {
    UUID bericht = parkBijPartner("a", "pogingen-op", null);
    boolean[] brokerWeg = {true};
    metBroker(brokerWeg);
    UUID opdracht =
        vrijgever
            .geef(
                new Parkeergroep.Keuze("parkeer.deliver-to-cjib", null, "pogingen-op"),
                Daad.INHOUDEN,
                "verkeerde persoon",
                10,
                "beheerder")
            .orElseThrow()
            .id();
    werk(1);
    assertThat(op("parkeer.deliver-to-cjib")).containsExactly(bericht);
    assertThat(stand(opdracht).ingehouden()).isZero();

    brokerWeg[0] = false;
    jdbc.sql("update vrijgave set bezet_tot = null").update();
    werk(1);
    assertThat(op("parkeer.deliver-to-cjib")).isEmpty();
    assertThat(stand(opdracht).ingehouden()).isEqualTo(1);
    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.GEREED);
  }

  @Test
  void anAnswerThatAReleaseTookBackBeforeItWasCutOffStandsAgainWhenItIsRefused() {
    UUID geweigerd = parkBijPartner("a", "geweigerd-door-afnemer", null);

    assertThat(parkeerplaats.wijsAf(geweigerd, null, "verkeerd", null, "b")).isPresent();

    assertThat(uitkomst(geweigerd)).isEqualTo("geweigerd");
    assertThat(op("parkeer.deliver-to-cjib")).isEmpty();
  }

  @Test
  void aRefusedGroupIsInTheLogAndHoldsUpNobody() {
    UUID eerste = park("a");
    UUID tweede = park("b");
    UUID ander = park("c", GROEP.stap(), "schuldenaar-overleden");
    UUID opdracht =
        vrijgever
            .geef(GROEP, Daad.AFWIJZEN, "dossiers van de proef", 10, "beheerder")
            .orElseThrow()
            .id();
    werk(1);

    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.GEREED);
    assertThat(stand(opdracht).afgewezen()).isEqualTo(2);
    assertThat(op(PLEK)).containsExactly(ander);
    assertThat(jdbc.sql("select bericht_id from wachtend").query(UUID.class).list())
        .containsExactly(ander);
    assertThat(jdbc.sql("select bericht_id from afgewezen").query(UUID.class).list())
        .as("known here before the log stores it")
        .containsExactlyInAnyOrder(eerste, tweede);
    List<LogRegel> afgewezen =
        log.stream().filter(regel -> regel.stap() == Stap.AFGEWEZEN).toList();
    assertThat(afgewezen).extracting(LogRegel::berichtId).containsExactly(eerste, tweede);
    assertThat(afgewezen)
        .allSatisfy(
            regel -> {
              assertThat(regel.actor()).isEqualTo("beheerder");
              assertThat(regel.uitleg()).isEqualTo("dossiers van de proef");
              assertThat(regel.inhoud()).startsWith("<bericht");
              assertThat(regel.dossier()).hasSize(64);
            });
  }

  @Test
  void anotherEngineDoesNotTouchWhatThisOneIsBusyWith() {
    park("a");
    UUID opdracht = geef();
    Vrijgaven.Beurt beurt = opdrachten.neem(Duration.ofMinutes(1)).orElseThrow();
    werk(2);
    assertThat(op("canoniek")).isEmpty();

    jdbc.sql("update vrijgave set bezet_tot = now() - interval '1 second'").update();
    Vrijgaven.Beurt later = opdrachten.neem(Duration.ofMinutes(1)).orElseThrow();
    assertThat(opdrachten.verleng(beurt, Duration.ofMinutes(1))).as("taken over").isFalse();
    opdrachten.geefTerug(beurt, Duration.ZERO);
    assertThat(opdrachten.verleng(later, Duration.ofMinutes(1))).as("still its own").isTrue();
    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.PROEF);
  }

  @Test
  void nothingMoreGoesAfterItWasBrokenOff() {
    park("a");
    UUID opdracht = geef();
    Vrijgaven.Beurt beurt = opdrachten.neem(Duration.ofMinutes(1)).orElseThrow();
    vrijgever.zet(stand(opdracht), Set.of(Toestand.PROEF), Toestand.AFGEBROKEN, "b");
    assertThat(opdrachten.verleng(beurt, Duration.ofMinutes(1))).isFalse();
  }

  @Test
  void twoEnginesTogetherKeepToTheRate() {
    for (int i = 0; i < 5; i++) {
      park("a" + i);
    }
    vrijgever.geef(GROEP, Daad.AFWIJZEN, "proef", 2, "beheerder");
    Brokerbeheer beheer = new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    Vrijgever een = vrijgever(beheer, Duration.ofMinutes(1));
    Vrijgever ander = vrijgever(beheer, Duration.ofMinutes(1));
    een.werk();
    ander.werk();
    een.werk();
    assertThat(op(PLEK)).hasSize(3);
  }

  @Test
  void afterAResumeAnotherOneGoesFirst() {
    UUID eerste = park("a");
    UUID tweede = park("b");
    park("c");
    UUID opdracht = geef();
    werk(1);
    vrijgever.zet(stand(opdracht), Set.of(Toestand.PROEF), Toestand.GEPAUZEERD, "b");
    vrijgever.zet(stand(opdracht), Set.of(Toestand.GEPAUZEERD), Toestand.PROEF, "b");
    werk(1);
    assertThat(op("canoniek")).containsExactly(eerste, tweede);
    verwerk(eerste);
    werk(2);
    assertThat(stand(opdracht).toestand())
        .as("the one from before the pause is no trial")
        .isEqualTo(Toestand.PROEF);
    verwerk(tweede);
    werk(2);
    assertThat(op("canoniek")).hasSize(1);
  }

  @Test
  void aMessageThatAPersonRefusesMeanwhileIsNoSuccess() {
    UUID eerste = park("a");
    UUID tweede = park("b");
    UUID opdracht = geef();
    werk(1);
    mislukOpnieuw(eerste);
    assertThat(parkeerplaats.wijsAf(eerste, null, "verkeerd dossier", null, "b"))
        .contains(new Parkeerplaats.Afwijzing(PLEK, false));
    werk(2);

    assertThat(stand(opdracht).gelukt()).isZero();
    assertThat(stand(opdracht).afgewezen()).isEqualTo(1);
    assertThat(op("canoniek")).as("another one goes first").containsExactly(tweede);
  }

  /** What following derived holds its dossier before the broker ever had it. */
  @Test
  void anEventThatStillStandsInTheOutboxIsNotGone() {
    UUID id = BerichtId.nieuw(Instant.now()).value();
    volgorde.houdVast(sleutel("a"), new BerichtId(id));
    jdbc.sql(
            """
            insert into afleiding (bericht_id, sleutel, dossier, gemaakt)
            values (:id, 'outbox-proef', :dossier, now())""")
        .param("id", id)
        .param("dossier", sleutel("a").value())
        .update();
    try {
      assertThatThrownBy(() -> parkeerplaats.wijsAf(id, null, "weg", null, "b"))
          .isInstanceOf(NogOnderweg.class);
      assertThat(log).isEmpty();
      assertThat(volgorde.wachtOp(new BerichtId(id))).contains(sleutel("a"));

      jdbc.sql("update afleiding set verzonden = now() where sleutel = 'outbox-proef'").update();
      assertThat(parkeerplaats.wijsAf(id, null, "weg", null, "b"))
          .as("sent, and lost there")
          .isPresent();
    } finally {
      jdbc.sql("delete from afleiding where sleutel = 'outbox-proef'").update();
    }
  }

  @Test
  void anEventOfTheEngineItselfThatCannotBeSentIsSentAgainOrGivenUpByAPerson() {
    BerichtId id = afleidingen.voegToe("vast-proef", sleutel("a"), null, "<feit/>").orElseThrow();
    volgorde.houdVast(sleutel("a"), id);
    try {
      assertThat(parkeerplaats.geefVrij(id.value(), "b")).as("not tried yet").isEmpty();
      jdbc.sql(
              """
              update afleiding set code = 'afleiding-ongeldig', pogingen = 3,
                vast_sinds = now(), opnieuw = now() + interval '1 hour'
              where sleutel = 'vast-proef'""")
          .update();
      assertThat(parkeerplaats.afleidingen())
          .singleElement()
          .satisfies(vast -> assertThat(vast.bericht()).isEqualTo(id));

      assertThat(parkeerplaats.geefVrij(id.value(), "b"))
          .contains(new Parkeerplaats.Vrijlating("afleiding", false));
      assertThat(
              jdbc.sql("select opnieuw <= now() from afleiding where sleutel = 'vast-proef'")
                  .query(Boolean.class)
                  .single())
          .as("at the next round")
          .isTrue();

      assertThat(parkeerplaats.wijsAf(id.value(), null, "gaat over niets", null, "b"))
          .contains(new Parkeerplaats.Afwijzing(null, false));
      assertThat(volgorde.wachtOp(id)).as("its dossier goes on").isEmpty();
      assertThat(parkeerplaats.afleidingen()).isEmpty();
      assertThat(log)
          .extracting(
              LogRegel::stap,
              LogRegel::berichtId,
              LogRegel::code,
              LogRegel::uitleg,
              LogRegel::actor)
          .containsExactly(
              tuple(
                  Stap.VRIJGEGEVEN,
                  id.value(),
                  "afleiding-ongeldig",
                  "wordt opnieuw verzonden",
                  "b"),
              tuple(Stap.AFGEWEZEN, id.value(), "afleiding-ongeldig", "gaat over niets", "b"));
    } finally {
      jdbc.sql("delete from afleiding where sleutel = 'vast-proef'").update();
    }
  }

  /** Somebody removed it with the tools of the broker. */
  @Test
  void aMessageThatTheBrokerHasNoMoreCanBeRefusedSoThatItsDossierGoesOn() {
    UUID weg = park("a");
    UUID later = park("a", GROEP.stap(), "wacht-op-eerder-bericht");
    jms.receiveSelected(PLEK, Koppen.BERICHT_ID + " = '" + weg + "'");

    uitval.wacht(new BerichtId(weg), sleutel("a"), "brp", true);
    assertThat(uitval.stand()).hasSize(1);

    assertThat(parkeerplaats.wijsAf(weg, null, "in de console verwijderd", null, "b"))
        .contains(new Parkeerplaats.Afwijzing(null, false));

    assertThat(volgorde.wachtEerder(sleutel("a"), new BerichtId(later))).isFalse();
    assertThat(uitval.stand()).as("nor does anybody wait for a source with it").isEmpty();
    assertThat(uitval.bronVanEerder(sleutel("a"), new BerichtId(later))).isEmpty();
    assertThat(log)
        .singleElement()
        .satisfies(
            regel -> {
              assertThat(regel.stap()).isEqualTo(Stap.AFGEWEZEN);
              assertThat(regel.berichtId()).isEqualTo(weg);
              assertThat(regel.code()).isEqualTo("bericht-verdwenen");
              assertThat(regel.uitleg()).isEqualTo("in de console verwijderd");
              assertThat(regel.actor()).isEqualTo("b");
              assertThat(regel.dossier()).isEqualTo(sleutel("a").value());
            });
    assertThat(parkeerplaats.wijsAf(weg, null, "nog eens", null, "b")).as("nobody waits").isEmpty();
  }

  /** No broker was seen to do so. */
  @Test
  void whatIsNotFoundMayBeAmongWhatTheBrokerCountsAndDoesNotShow() {
    UUID bericht = park("a");
    park("b");
    UUID opdracht = geef();
    parkeerplaats =
        parkeerplaats(
            new JmsTransactionManager(verbinding),
            new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD)) {
              @Override
              long gereed(Collection<String> namen) {
                return super.gereed(namen) + 1;
              }
            });
    vrijgever =
        vrijgever(new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD)), Duration.ZERO);
    jms.receiveSelected(PLEK, Koppen.BERICHT_ID + " = '" + bericht + "'");

    assertThat(parkeerplaats.groepen().verborgen()).isEqualTo(1);
    assertThatThrownBy(() -> parkeerplaats.wijsAf(bericht, null, "weg", null, "b"))
        .isInstanceOf(NogOnderweg.class);
    assertThatThrownBy(() -> parkeerplaats.geefVrij(bericht, "b"))
        .isInstanceOf(NietGegeven.class)
        .hasMessageContaining("meer dan hij toont");
    assertThatThrownBy(() -> parkeerplaats.houdIn(bericht, null, "weg", "b"))
        .isInstanceOf(NietGegeven.class);
    werk(1);
    assertThat(stand(opdracht).overgeslagen()).isEqualTo(1);
    assertThat(log).extracting(LogRegel::stap).containsOnly(Stap.GROEPSVRIJGAVE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatStandsApartIsAllShownAlsoWhatSomebodyHasInHand(boolean opSchijf) throws Exception {
    if (opSchijf) {
      zetVeelOp(PLEK, 60);
    }
    UUID bericht = park("a");
    park("b");

    metInHanden(PLEK, bericht, () -> assertThat(parkeerplaats.groepen().verborgen()).isZero());

    assertThat(parkeerplaats.groepen().verborgen()).isZero();
  }

  /**
   * It waits for its next attempt, which no reader of the queue sees; or stands there; or works; or
   * waits aside for a source.
   */
  @ParameterizedTest
  @ValueSource(strings = {"gepland", "staat", "in handen", "terzijde"})
  void aMessageThatIsOnItsWayIsNotGone(String hoe) throws Exception {
    ((ActiveMQServer) ReflectionTestUtils.getField(broker, "server"))
        .getAddressSettingsRepository()
        .addMatch("canoniek", new AddressSettings().setRedeliveryDelay(600_000));
    UUID id = park("a");
    jms.receiveSelected(PLEK, Koppen.BERICHT_ID + " = '" + id + "'");
    jms.send(
        hoe.equals("terzijde") ? "wacht-op-bron" : "canoniek",
        session -> bericht(session, id, "a", null, null));
    try (Connection lezer = verbinding.createConnection();
        Session sessie = lezer.createSession(Session.SESSION_TRANSACTED)) {
      lezer.start();
      if (hoe.equals("gepland") || hoe.equals("in handen")) {
        assertThat(sessie.createConsumer(sessie.createQueue("canoniek")).receive(5000)).isNotNull();
      }
      if (hoe.equals("gepland")) {
        sessie.rollback();
        assertThat(op("canoniek")).as("nobody sees it there").isEmpty();
      }

      assertThatThrownBy(() -> parkeerplaats.wijsAf(id, null, "weg", null, "b"))
          .isInstanceOf(NogOnderweg.class);
      assertThat(op("onbestelbaar")).hasSize(hoe.equals("in handen") ? 0 : 1);
    }
    assertThat(log).isEmpty();
    assertThat(volgorde.wachtOp(new BerichtId(id))).contains(sleutel("a"));
  }

  /**
   * It waits with the dead letters for a database that was away; or somebody releases or refuses it
   * in this moment.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "onbestelbaar gepland",
        "onbestelbaar in handen",
        "parkeer.enrich-gebeurtenis in handen",
        "parkeer.uitgezocht in handen"
      })
  void aMessageThatIsBeingSetApartOrReleasedIsNotGone(String hoe) throws Exception {
    String queue = hoe.substring(0, hoe.indexOf(' '));
    ((ActiveMQServer) ReflectionTestUtils.getField(broker, "server"))
        .getAddressSettingsRepository()
        .addMatch(queue, new AddressSettings().setRedeliveryDelay(600_000));
    UUID id = park("a");
    if (!queue.equals(PLEK)) {
      jms.receiveSelected(PLEK, Koppen.BERICHT_ID + " = '" + id + "'");
      jms.send(queue, session -> bericht(session, id, "a", null, null));
    }
    try (Connection lezer = verbinding.createConnection();
        Session sessie = lezer.createSession(Session.SESSION_TRANSACTED)) {
      lezer.start();
      assertThat(sessie.createConsumer(sessie.createQueue(queue)).receive(5000)).isNotNull();
      if (hoe.endsWith("gepland")) {
        sessie.rollback();
      }
      assertThat(op(queue)).as("nobody sees it there").isEmpty();

      assertThatThrownBy(() -> parkeerplaats.wijsAf(id, null, "weg", null, "b"))
          .isInstanceOf(NogOnderweg.class);
    }
    assertThat(log).isEmpty();
    assertThat(volgorde.wachtOp(new BerichtId(id))).contains(sleutel("a"));
  }

  @Test
  void whatIsRefusedAndWhatComesInItsPlaceNameEachOtherAndTheReplacementGoesOn() {
    UUID oud = park("a");
    UUID nieuw = park("a", GROEP.stap(), "wacht-op-eerder-bericht");
    bekend(nieuw, "a", Stap.GEPARKEERD);

    assertThat(parkeerplaats.wijsAf(oud, null, "bedrag was fout", nieuw, "b"))
        .contains(new Parkeerplaats.Afwijzing(PLEK, true));

    assertThat(op(PLEK)).isEmpty();
    assertThat(op("canoniek")).containsExactly(nieuw);
    assertThat(volgorde.wachtEerder(sleutel("a"), new BerichtId(nieuw))).isFalse();
    assertThat(log)
        .extracting(LogRegel::stap, LogRegel::berichtId, LogRegel::verwijzing, LogRegel::uitleg)
        .containsExactly(
            tuple(Stap.AFGEWEZEN, oud, nieuw, "bedrag was fout"),
            tuple(Stap.VERVANGT, nieuw, oud, "bedrag was fout"),
            tuple(Stap.VRIJGEGEVEN, nieuw, null, "teruggezet op canoniek"));
  }

  @Test
  void aReplacementOnDiskGoesOnToo() {
    zetVeelOp(PLEK, 60);
    UUID oud = park("a", GROEP.stap(), "wacht-op-eerder-bericht");
    UUID nieuw = park("a", GROEP.stap(), "wacht-op-eerder-bericht");
    bekend(nieuw, "a", Stap.GEPARKEERD);

    assertThat(parkeerplaats.wijsAf(oud, null, "bedrag was fout", nieuw, "b"))
        .contains(new Parkeerplaats.Afwijzing(PLEK, true));

    assertThat(op("canoniek")).containsExactly(nieuw);
    assertThat(op(PLEK)).hasSize(60);
  }

  @Test
  void aRefusalOfWhichTheReplacementIsNotGivenChangesNothing() throws Exception {
    zetVeelOp(PLEK, 60);
    UUID oud = park("a");
    UUID nieuw = park("a", GROEP.stap(), "wacht-op-eerder-bericht");
    bekend(nieuw, "a", Stap.GEPARKEERD);
    UUID opdracht = geef();

    metInHanden(
        PLEK,
        nieuw,
        () ->
            assertThatThrownBy(() -> parkeerplaats.wijsAf(oud, null, "fout", nieuw, "b"))
                .isInstanceOf(NietGegeven.class));

    assertThat(stand(opdracht).afgewezen()).isZero();
    assertThat(volgorde.wachtEerder(sleutel("a"), new BerichtId(nieuw))).isTrue();
    // It may have been singled out, and is given back there.
    assertThat(parkeerplaats.geparkeerd(PLEK, List.of(lid(oud), lid(nieuw))))
        .containsExactlyInAnyOrder(oud, nieuw);
  }

  @Test
  void whatWaitsBetweenARefusedMessageAndItsReplacementGoesOnBeforeIt() {
    UUID oud = park("a");
    UUID tussen = park("a", GROEP.stap(), "wacht-op-eerder-bericht");
    UUID nieuw = park("a", GROEP.stap(), "wacht-op-eerder-bericht");
    UUID later = park("a", GROEP.stap(), "wacht-op-eerder-bericht");
    UUID elders = park("b", GROEP.stap(), "wacht-op-eerder-bericht");
    bekend(nieuw, "a", Stap.GEPARKEERD);

    assertThat(parkeerplaats.wijsAf(oud, null, "bedrag was fout", nieuw, "b"))
        .contains(new Parkeerplaats.Afwijzing(PLEK, true));

    assertThat(op("canoniek")).containsExactly(tussen, nieuw);
    assertThat(op(PLEK)).containsExactly(later, elders);
  }

  /** Put there with the tools of the broker, as if it waited: it is passed over. */
  @Test
  void whatIsNotOursAmongWhatWaitsHoldsUpNoReplacement() {
    UUID oud = park("a");
    UUID nieuw = park("a", "await-turn", "wacht-op-eerder-bericht");
    bekend(nieuw, "a", Stap.GEPARKEERD);
    for (String id : new String[] {null, "geen-id"}) {
      jms.send(
          PLEK,
          session -> {
            Message vreemd = session.createMessage();
            vreemd.setStringProperty(Koppen.DOSSIER, sleutel("a").value());
            vreemd.setStringProperty(Koppen.REDEN, "wacht-op-eerder-bericht");
            if (id != null) {
              vreemd.setStringProperty(Koppen.BERICHT_ID, id);
            }
            return vreemd;
          });
    }

    assertThat(parkeerplaats.wijsAf(oud, null, "bedrag was fout", nieuw, "b"))
        .contains(new Parkeerplaats.Afwijzing(PLEK, true));

    assertThat(op("canoniek")).containsExactly(nieuw);
    assertThat(parkeerplaats.groepen().groepen())
        .extracting(Parkeergroep::aantal)
        .containsExactly(2L);
  }

  @Test
  void aReplacementThatIsSetApartForAReasonOfItsOwnStaysThere() {
    UUID oud = park("a");
    UUID nieuw = park("a");
    bekend(nieuw, "a", Stap.GEPARKEERD);

    assertThat(parkeerplaats.wijsAf(oud, null, "bedrag was fout", nieuw, "b"))
        .contains(new Parkeerplaats.Afwijzing(PLEK, false));

    assertThat(op(PLEK)).containsExactly(nieuw);
    assertThat(op("canoniek")).isEmpty();
  }

  @Test
  void noReplacementIsWhatTheLogDoesNotKnowOrBelongsElsewhereOrWasEarlierOrRefused() {
    UUID eerder = BerichtId.nieuw(Instant.ofEpochMilli(1_780_000_000_000L)).value();
    UUID oud = park("a");
    UUID elders = BerichtId.nieuw(Instant.now()).value();
    UUID zonder = BerichtId.nieuw(Instant.now()).value();
    UUID geweigerd = BerichtId.nieuw(Instant.now()).value();
    bekend(eerder, "a", Stap.VERRIJKT);
    bekend(elders, "b", Stap.VERRIJKT);
    bekend(zonder, null, Stap.ONTVANGEN);
    bekend(geweigerd, "a", Stap.AFGEWEZEN);

    assertThat(code(oud, oud)).isEqualTo("vervanger-zelfde");
    assertThat(code(oud, BerichtId.nieuw(Instant.now()).value())).isEqualTo("vervanger-onbekend");
    assertThat(code(oud, eerder)).isEqualTo("vervanger-eerder");
    assertThat(code(oud, elders)).isEqualTo("vervanger-ander-dossier");
    assertThat(code(oud, zonder)).isEqualTo("vervanger-zonder-dossier");
    assertThat(code(oud, geweigerd)).isEqualTo("vervanger-geweigerd");
    assertThat(op(PLEK)).containsExactly(oud);
    assertThat(log).isEmpty();
  }

  @Test
  void whatWasSetApartBeforeItsDossierWasKnownIsReplacedByADeliveryOfTheSameSource() {
    UUID oud = BerichtId.nieuw(Instant.ofEpochMilli(1_790_000_000_000L)).value();
    jms.send(
        INTAKE,
        session -> {
          Message message = session.createTextMessage("<onleesbaar/>");
          message.setStringProperty(Koppen.BERICHT_ID, oud.toString());
          message.setStringProperty(Koppen.CORRELATIE_ID, oud.toString());
          message.setStringProperty(Koppen.BRON, "proef");
          message.setStringProperty(Koppen.REDEN, "xml-niet-geldig");
          return message;
        });
    UUID ander = BerichtId.nieuw(Instant.now()).value();
    UUID nieuw = BerichtId.nieuw(Instant.now()).value();
    bekend(ander, "beslagregister", "a", Stap.VERRIJKT);
    bekend(nieuw, "proef", "a", Stap.VERRIJKT);

    assertThat(code(oud, ander)).isEqualTo("vervanger-andere-bron");
    assertThat(parkeerplaats.wijsAf(oud, null, "was onleesbaar", nieuw, "b"))
        .contains(new Parkeerplaats.Afwijzing(INTAKE, false));
  }

  private String code(UUID oud, UUID nieuw) {
    return catchThrowableOfType(
            VervangerOngeldig.class, () -> parkeerplaats.wijsAf(oud, null, "fout", nieuw, "b"))
        .code();
  }

  private static void bekend(UUID bericht, String dossier, Stap stap) {
    bekend(bericht, "beslagregister", dossier, stap);
  }

  private static void bekend(UUID bericht, String bron, String dossier, Stap stap) {
    new LogSchrijver(Testdatabase.bron())
        .schrijf(
            List.of(
                new LogRegelBouwer(stap, new BerichtId(bericht), Instant.now())
                    .gebeurtenistype("nl.beslagregister.beslag-gelegd")
                    .bron(bron)
                    .dossier(dossier == null ? null : sleutel(dossier).value())
                    .bouw()));
  }

  @Test
  void theSameEventTwiceOnItsParkingQueueGoesTogether() {
    UUID bericht = park("a");
    jms.send(PLEK, session -> bericht(session, bericht, "a", GROEP.stap(), GROEP.reden()));
    UUID opdracht = geef();
    assertThat(stand(opdracht).omvang()).isEqualTo(1);
    werk(1);
    assertThat(op("canoniek")).containsExactly(bericht, bericht);
    assertThat(op(PLEK)).isEmpty();
  }

  @Test
  void beforeASourceItIsDoneWhenItsQueueIsEmptyAndBackWhenAnythingIsSetApart() {
    Parkeergroep.Keuze groep = new Parkeergroep.Keuze(INTAKE, "transform-source", "KB-PROEF");
    UUID eerste = zet(INTAKE, "a", groep.stap(), groep.reden());
    UUID tweede = zet(INTAKE, "b", groep.stap(), groep.reden());
    UUID opdracht = vrijgever.geef(groep, Daad.VRIJGEVEN, null, 10, "beheerder").orElseThrow().id();
    werk(2);
    assertThat(op("intake.proef")).containsExactly(eerste);
    assertThat(stand(opdracht).gelukt()).as("it still stands there").isZero();

    // Taken in under a new id, and nothing of it is in the log under the old one.
    jms.receiveSelected("intake.proef", null);
    werk(3);
    assertThat(op("intake.proef")).containsExactly(tweede);

    jms.receiveSelected("intake.proef", null);
    zet(INTAKE, "c", groep.stap(), "xml-niet-geldig");
    werk(1);
    assertThat(stand(opdracht).toestand()).isEqualTo(Toestand.GESTOPT);
  }

  @Test
  void aSecondOrderLeavesNoTraceInTheLog() {
    park("a");
    geef();
    int regels = log.size();
    assertThatThrownBy(this::geef).isInstanceOf(DuplicateKeyException.class);
    UUID opdracht = opdrachten.laatste().get(0).id();
    assertThat(vrijgever.zet(stand(opdracht), Set.of(Toestand.GEPAUZEERD), Toestand.PROEF, "b"))
        .isFalse();
    assertThat(log).hasSize(regels);
  }

  @Test
  void oneOrderAtATimeOverOneParkingQueue() {
    park("a");
    geef();
    assertThatThrownBy(this::geef).isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  void groupsAreByQueueStepAndReason() {
    park("a");
    park("a");
    park("b", "transform-to-events", GROEP.reden());
    parkBijPartner("c");

    assertThat(parkeerplaats.groepen().groepen())
        .extracting(
            Parkeergroep::parkeerplek,
            Parkeergroep::stap,
            Parkeergroep::reden,
            Parkeergroep::aantal,
            Parkeergroep::dossiers)
        .containsExactly(
            tuple(PLEK, GROEP.stap(), GROEP.reden(), 2L, 1L),
            tuple(PLEK, "transform-to-events", GROEP.reden(), 1L, 1L),
            tuple("parkeer.deliver-to-cjib", null, "geweigerd-door-afnemer", 1L, 1L));
  }

  private void werk(int keer) {
    for (int i = 0; i < keer; i++) {
      vrijgever.werk();
    }
  }

  private UUID geef() {
    return geef(10);
  }

  private UUID geef(int perSeconde) {
    return vrijgever.geef(GROEP, Daad.VRIJGEVEN, null, perSeconde, "beheerder").orElseThrow().id();
  }

  private Vrijgave stand(UUID opdracht) {
    return opdrachten.zoek(opdracht).orElseThrow();
  }

  private UUID park(String dossier) {
    return park(dossier, GROEP.stap(), GROEP.reden());
  }

  private UUID park(String dossier, String stap, String reden) {
    UUID id = zet(PLEK, dossier, stap, reden);
    volgorde.houdVast(sleutel(dossier), new BerichtId(id));
    return id;
  }

  private UUID parkBijPartner(String dossier) {
    return parkBijPartner(dossier, "geweigerd-door-afnemer", "geweigerd");
  }

  private UUID parkBijPartner(String dossier, String reden, String uitkomst) {
    UUID id = zet("parkeer.deliver-to-cjib", dossier, null, reden);
    jdbc.sql(
            """
            insert into levering
              (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet, uitkomst)
            values ('cjib', :id, :nummer, :id, 'x', now(), :uitkomst)\
            """)
        .param("id", id)
        .param("uitkomst", uitkomst)
        .param("nummer", ++nummer)
        .update();
    return id;
  }

  private String uitkomst(UUID bericht) {
    return jdbc.sql("select uitkomst from levering where bericht_id = :id")
        .param("id", bericht)
        .query((rij, n) -> rij.getString(1))
        .list()
        .get(0);
  }

  private UUID zet(String queue, String dossier, String stap, String reden) {
    // Ids of one millisecond are in no order.
    UUID id = BerichtId.nieuw(Instant.ofEpochMilli(1_790_000_000_000L + ++nummer)).value();
    jms.send(queue, session -> bericht(session, id, dossier, stap, reden));
    return id;
  }

  private static Message bericht(
      Session session, UUID id, String dossier, String stap, String reden) throws JMSException {
    TextMessage message = session.createTextMessage("<bericht id=\"" + id + "\"/>");
    message.setStringProperty(Koppen.BERICHT_ID, id.toString());
    message.setStringProperty(Koppen.CORRELATIE_ID, id.toString());
    message.setStringProperty(Koppen.DOSSIER, sleutel(dossier).value());
    message.setStringProperty(Koppen.REDEN, reden);
    if (stap != null) {
      message.setStringProperty(Koppen.STAP, stap);
    }
    return message;
  }

  /** The route behind the queue does its work. */
  private void verwerk(UUID id) {
    Message message = neem(id);
    try {
      assertThat(message.getStringProperty(Koppen.REDEN)).isNull();
      assertThat(message.getStringProperty(Koppen.STAP)).isNull();
      volgorde.laatLos(
          new Dossiersleutel(message.getStringProperty(Koppen.DOSSIER)), new BerichtId(id));
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The route sets it apart again. */
  private void mislukOpnieuw(UUID id) {
    Message message = neem(id);
    jms.send(
        PLEK,
        session -> {
          TextMessage terug = session.createTextMessage(((TextMessage) message).getText());
          for (String kop : List.of(Koppen.BERICHT_ID, Koppen.CORRELATIE_ID, Koppen.DOSSIER)) {
            terug.setStringProperty(kop, message.getStringProperty(kop));
          }
          terug.setStringProperty(Koppen.REDEN, GROEP.reden());
          terug.setStringProperty(Koppen.STAP, GROEP.stap());
          return terug;
        });
  }

  private Message neem(UUID id) {
    Message message = jms.receiveSelected("canoniek", Koppen.BERICHT_ID + " = '" + id + "'");
    assertThat(message).as("on its queue").isNotNull();
    return message;
  }

  private List<UUID> op(String queue) {
    return jms.browse(
        queue,
        (session, browser) -> {
          List<UUID> ids = new ArrayList<>();
          var messages = browser.getEnumeration();
          while (messages.hasMoreElements()) {
            ids.add(
                UUID.fromString(
                    ((Message) messages.nextElement()).getStringProperty(Koppen.BERICHT_ID)));
          }
          return ids;
        });
  }

  private static Dossiersleutel sleutel(String dossier) {
    return new Dossiersleutel(
        String.format("%64s", Integer.toHexString(dossier.hashCode())).replace(' ', '0'));
  }

  private static Bron proefbron() {
    return new Bron(
        "proef",
        "proef",
        "00000099000000031000",
        Bron.Levering.PUSH,
        "urn:proef",
        "/b:a",
        "proef.xsd",
        100,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static Partner afnemer(String code) {
    return new Partner(
        code,
        code,
        "00000099000000120000",
        new Abonnement(
            "art. 475d Rv",
            Set.of("nl.beslagregister.beslag-gelegd"),
            Abonnement.Bereik.ALLE_DOSSIERS,
            "volledig",
            Abonnement.Kanaal.PULL),
        null,
        null,
        null);
  }
}
