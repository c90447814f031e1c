package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Registraties;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Testdatabase;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Attachments and coordination of one dossier on a real database, by the register's own events. */
class DossierstandTest {

  private static final String VEENSTRA = "00000099000000110000";
  private static final String ANDER = "00000099000000140000";
  private static final String DERDE = "00000099000000150000";

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final TransactionTemplate transactie =
      new TransactionTemplate(new JdbcTransactionManager(Testdatabase.bron()));
  private final Voorraad voorraad =
      new Voorraad(
          jdbc, "geheim-van-de-proef-met-32-tekens-01", "geheim-van-de-proef-met-32-tekens-02");
  private final Afleidingen afleidingen = voorraad.afleidingen(Clock.systemUTC());
  private final Registraties registraties =
      voorraad.registraties(
          (partner, legger) ->
              legger.equals(Map.of("veenstra", VEENSTRA, "ander", ANDER).get(partner)));
  private final Dossierstand dossierstand =
      voorraad.opDossiers((d, s, c) -> new Dossierstand(d, s, c, afleidingen, registraties));
  private final Coordinatiestand coordinatiestand =
      voorraad.opDossiers(
          (d, s, c) -> new Coordinatiestand(c, afleidingen, voorraad.vertellingen()));
  private final Actualiteit actualiteit =
      new Actualiteit(
          new Geheimhouding(
              voorraad.volgingen(Clock.systemUTC()),
              voorraad.herkenningen(),
              new VerrijkingSettings(null, null)),
          voorraad.vertellingen(),
          coordinatiestand);
  private int volgende;

  @BeforeEach
  void empty() {
    for (String tabel :
        List.of(
            "afleiding",
            "coordinator",
            "bekendgemaakt",
            "bvv_stand",
            "schuldenaar",
            "partij",
            "registratie_eigenaar",
            "beslag")) {
      jdbc.sql("delete from " + tabel).update();
    }
    jdbc.sql("delete from aanlevering where drager = 'proef'").update();
  }

  @Test
  void aDossierWithOneAttachmentHasACoordinatorAndNothingIsToldAboutIt() throws Exception {
    meld("gelegd", "A", VEENSTRA, "2026-11-10");

    assertThat(coordinator()).isEqualTo(VEENSTRA + " lid 1 sinds 2026-11-10");
    assertThat(afgeleid()).isEmpty();
  }

  @Test
  void theNextInLineTakesOverWhenTheOldestEndsAndBothHearOfIt() throws Exception {
    meld("gelegd", "A", VEENSTRA, "2026-11-10");
    meld("gelegd", "B", ANDER, "2026-11-12");
    assertThat(afgeleid()).isEmpty();

    BerichtId oorzaak = meld("opgeheven", "A", VEENSTRA, "2026-11-10");

    assertThat(coordinator()).isEqualTo(ANDER + " lid 1 sinds 2027-02-26");
    List<Afleidingen.Afleiding> afgeleid = afgeleid();
    assertThat(afgeleid).hasSize(1);
    assertThat(afgeleid.get(0).oorzaak()).isEqualTo(oorzaak);
    assertThat(afgeleid.get(0).document())
        .contains("<registratieId>B</registratieId>", "<oin>" + VEENSTRA + "</oin>")
        .containsPattern("<Coordinator><isBeslaglegger>true</isBeslaglegger><oin>" + ANDER);
  }

  @Test
  void whatTakesBackAnInsolvencyReachesWhoHeardItAndNothingElseDoes() throws Exception {
    meld("gelegd", "A", VEENSTRA, "2026-11-10");
    String dossier = jdbc.sql("select dossier from beslag").query(String.class).single();

    String ingetrokken = "nl.insolventieregister.match-ingetrokken";
    assertThat(betrokkenen(dossier, ingetrokken, "<intrekkingVan>x</intrekkingVan>"))
        .contains("|" + VEENSTRA + "|" + DERDE + "|");
    assertThat(betrokkenen(dossier, "nl.insolventieregister.insolventie-verwijderd", ""))
        .contains(DERDE);
    assertThat(betrokkenen(dossier, "nl.insolventieregister.wsnp-uitgesproken", ""))
        .contains(VEENSTRA)
        .doesNotContain(DERDE);
    assertThat(betrokkenen(dossier, "nl.brp.verhuisd", "<correctieVan>x</correctieVan>"))
        .contains(VEENSTRA)
        .doesNotContain(DERDE);
  }

  @ParameterizedTest
  @CsvSource({
    "nl.vish.schuldhulp-ingetrokken, intrekkingVan",
    "nl.vish.schuldhulp-gecorrigeerd, correctieVan",
    "nl.vish.match-ingetrokken, intrekkingVan",
    "nl.schuldhulp.match-ingetrokken, intrekkingVan",
    "nl.curatelebewindregister.bewind-ingetrokken, intrekkingVan",
    "nl.curatelebewindregister.match-ingetrokken, intrekkingVan"
  })
  void whatTakesBackOrCorrectsACaseOfAnyRegisterReachesWhoHeardIt(String type, String verwijzing)
      throws Exception {
    meld("gelegd", "A", VEENSTRA, "2026-11-10");
    String dossier = jdbc.sql("select dossier from beslag").query(String.class).single();

    assertThat(betrokkenen(dossier, type, "<%1$s>x</%1$s>".formatted(verwijzing)))
        .contains("|" + VEENSTRA + "|" + DERDE + "|");
    assertThat(betrokkenen(dossier, type, "")).doesNotContain(DERDE);
  }

  @Test
  void thatSomethingEndedByItselfReachesOnlyWhoHeardThatItBegan() throws Exception {
    meld("gelegd", "A", VEENSTRA, "2026-11-10");
    String dossier = jdbc.sql("select dossier from beslag").query(String.class).single();

    assertThat(betrokkenen(dossier, "nl.schuldhulp.moratorium-verstreken", ""))
        .isEqualTo("|" + DERDE + "|");
  }

  /** Whom the event reaches that names a party of before. */
  private String betrokkenen(String dossier, String type, String verwijzing) {
    Exchange exchange =
        exchange(
            "<Gebeurtenis xmlns=\"urn:ketenbrug:invordering:1\"><type>%s</type>%s<betrokkenen><oin>%s</oin></betrokkenen></Gebeurtenis>"
                .formatted(type, verwijzing, DERDE));
    exchange.getMessage().setHeader(Koppen.DOSSIER, dossier);
    exchange.getMessage().setHeader(Koppen.GEBEURTENISTYPE, type);
    dossierstand.noemPartijen(exchange);
    return exchange.getMessage().getHeader(Koppen.BETROKKENEN, String.class);
  }

  @Test
  void theSameMessageTwiceLeavesOneChange() throws Exception {
    meld("gelegd", "A", VEENSTRA, "2026-11-10");
    meld("gelegd", "B", ANDER, "2026-11-12");
    String einde = bericht("opgeheven", "A", VEENSTRA, "2026-11-10");

    verwerk(einde);
    verwerk(einde);

    assertThat(afgeleid()).hasSize(1);
    assertThat(coordinator()).startsWith(ANDER);
  }

  @Test
  void aMessageWhoseTransactionFailsLeavesNeitherStateNorEvent() throws Exception {
    meld("gelegd", "A", VEENSTRA, "2026-11-10");
    meld("gelegd", "B", ANDER, "2026-11-12");
    String einde = bericht("opgeheven", "A", VEENSTRA, "2026-11-10");

    transactie.executeWithoutResult(
        status -> {
          dossierstand.verwerk(exchange(einde));
          status.setRollbackOnly();
        });

    assertThat(afgeleid()).isEmpty();
    assertThat(coordinator()).startsWith(VEENSTRA);
  }

  @Test
  void anOlderAttachmentThatIsRegisteredLateTakesOver() throws Exception {
    meld("gelegd", "A", VEENSTRA, "2026-11-10");

    meld("gelegd", "B", ANDER, "2026-11-09");

    assertThat(coordinator()).startsWith(ANDER);
    assertThat(afgeleid()).hasSize(1);
  }

  @Test
  void aTransferThatTheRegisterTellsHoldsUntilTheAttachmentOfTheSuccessorEnds() throws Exception {
    meld("gelegd", "A", VEENSTRA, "2026-11-10");
    meld("gelegd", "B", ANDER, "2026-11-12");
    meld("overgedragen", "B", ANDER, "2026-11-12");
    assertThat(coordinator()).isEqualTo(ANDER + " lid 4 sinds 2026-12-14");
    assertThat(afgeleid()).as("the register's own event tells it").isEmpty();

    meld("gelegd", "C", DERDE, "2026-11-01");
    assertThat(coordinator()).startsWith(ANDER);

    meld("opgeheven", "B", ANDER, "2026-11-12");
    assertThat(coordinator()).startsWith(DERDE + " lid 1");
    assertThat(afgeleid()).hasSize(1);
  }

  /** It was accepted before the change was derived, so it goes first. */
  @Test
  void aChangeOfOursBehindATransferThatTheRegisterToldNamesWhoTookOver() throws Exception {
    meld("gelegd", "A", VEENSTRA, "2026-11-10");
    meld("gelegd", "B", ANDER, "2026-11-12");
    meld("gelegd", "C", DERDE, "2026-11-13");
    meld("opgeheven", "A", VEENSTRA, "2026-11-10");
    Exchange wissel = wissel(VEENSTRA, ANDER);
    assertThat(coordinatiestand.isIngehaald(wissel)).isFalse();
    assertThat(actualiteit.isAchterhaald(wissel)).as("still so").isFalse();

    meld("overgedragen", "C", DERDE, "2026-11-13");

    assertThat(coordinatiestand.isIngehaald(wissel)).as("whose part ended hears of it").isFalse();
    assertThat(actualiteit.isAchterhaald(wissel)).isTrue();
    assertThat(wissel.getProperty("uitleg", String.class)).contains("coordineert een ander");
    assertThat(wissel.getMessage().getHeaders())
        .containsEntry("coordinatorBeslag", "C")
        .containsEntry("coordinatorSoort", "oin")
        .containsEntry("coordinatorWie", DERDE)
        .containsEntry("coordinatorSinds", "2026-12-14")
        .containsEntry("coordinatorLid", "4");
  }

  @Test
  void aChangeOfOursThatIsNoneAnyMoreIsNotTold() throws Exception {
    meld("gelegd", "A", VEENSTRA, "2026-11-10");
    assertThat(coordinatiestand.isIngehaald(wissel(ANDER, VEENSTRA))).isFalse();
    assertThat(coordinatiestand.isIngehaald(wissel(VEENSTRA, ANDER))).as("it went back").isTrue();

    String vanRegister = bericht("overgedragen", "A", VEENSTRA, "2026-11-10");
    meld("opgeheven", "A", VEENSTRA, "2026-11-10");
    assertThat(coordinatiestand.isIngehaald(wissel(ANDER, VEENSTRA))).as("nobody").isTrue();

    Exchange eigen = exchange(vanRegister);
    eigen.getMessage().setHeader(Koppen.GEBEURTENISTYPE, Dossierstand.WISSEL);
    assertThat(coordinatiestand.isIngehaald(eigen)).as("of the register itself").isFalse();
  }

  /** The last of them has the last word. */
  @Test
  void ofTwoChangesOfOursTheFirstTellsItsStepAsItWas() throws Exception {
    meld("gelegd", "A", VEENSTRA, "2026-11-10");
    meld("gelegd", "B", ANDER, "2026-11-12");
    meld("gelegd", "C", DERDE, "2026-11-13");
    meld("opgeheven", "A", VEENSTRA, "2026-11-10");
    Exchange eerste = wissel(VEENSTRA, ANDER);
    meld("opgeheven", "B", ANDER, "2026-11-12");
    Exchange tweede = wissel(ANDER, DERDE);
    assertThat(afgeleid()).hasSize(2);

    assertThat(coordinatiestand.isIngehaald(eerste)).isFalse();
    assertThat(actualiteit.isAchterhaald(eerste)).isFalse();
    assertThat(actualiteit.isAchterhaald(tweede)).isFalse();
    meld("opgeheven", "C", DERDE, "2026-11-13");
    assertThat(coordinatiestand.isIngehaald(eerste)).as("nobody coordinates").isTrue();
    assertThat(coordinatiestand.isIngehaald(tweede)).as("nobody coordinates").isTrue();
  }

  /** By the engine, or by an operator. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aChangeOfOursThatIsRefusedHasNoLastWord(boolean doorMotor) throws Exception {
    meld("gelegd", "A", VEENSTRA, "2026-11-10");
    meld("gelegd", "B", ANDER, "2026-11-12");
    meld("gelegd", "C", DERDE, "2026-11-13");
    meld("opgeheven", "A", VEENSTRA, "2026-11-10");
    Exchange eerste = wissel(VEENSTRA, ANDER);
    meld("opgeheven", "B", ANDER, "2026-11-12");
    assertThat(actualiteit.isAchterhaald(eerste)).isFalse();

    BerichtId tweede = afgeleid().get(1).bericht();
    if (doorMotor) {
      afleidingen.mislukt(tweede, "opgegeven");
    } else {
      new LogSchrijver(Testdatabase.bron())
          .schrijf(List.of(new LogRegelBouwer(Stap.AFGEWEZEN, tweede, Instant.now()).bouw()));
    }

    assertThat(actualiteit.isAchterhaald(eerste)).as("C coordinates").isTrue();
    assertThat(eerste.getMessage().getHeader("coordinatorWie")).isEqualTo(DERDE);
  }

  /** The broker may get it twice. */
  @Test
  void aChangeOfOursThatThePartnersHaveStaysAsItIs() throws Exception {
    meld("gelegd", "A", VEENSTRA, "2026-11-10");
    Exchange wissel = wissel(VEENSTRA, ANDER);
    assertThat(coordinatiestand.isIngehaald(wissel)).isTrue();

    BerichtId zelf = BerichtId.of(Canoniek.van(wissel).verplicht("/k:Gebeurtenis/k:id"));
    new LogSchrijver(Testdatabase.bron())
        .schrijf(List.of(new LogRegelBouwer(Stap.GEPUBLICEERD, zelf, Instant.now()).bouw()));

    assertThat(coordinatiestand.isIngehaald(wissel)).isFalse();
  }

  /** As it is sent: by the id of what was derived last, or by one of today. */
  private Exchange wissel(String van, String naar) throws Exception {
    List<Afleidingen.Afleiding> afgeleid = afgeleid();
    BerichtId zelf =
        afgeleid.isEmpty()
            ? BerichtId.nieuw(Instant.now())
            : afgeleid.get(afgeleid.size() - 1).bericht();
    Exchange exchange =
        exchange(
            Files.readString(Path.of("transforms/canonical/examples/coordinatie.xml"))
                .replaceFirst("<id>[^<]*", "<id>" + zelf)
                .replace("00000099000000001001", van)
                .replace("00000099000000001009", naar));
    exchange.getMessage().setHeader(Koppen.GEBEURTENISTYPE, Dossierstand.WISSEL);
    return exchange;
  }

  @Test
  void theLastAttachmentThatEndsLeavesNobodyAndNoEvent() throws Exception {
    meld("gelegd", "A", VEENSTRA, "2026-11-10");

    meld("ingetrokken", "A", VEENSTRA, "2026-11-10");

    assertThat(jdbc.sql("select count(*) from coordinator").query(Long.class).single()).isZero();
    assertThat(afgeleid()).isEmpty();
  }

  @Test
  void whatIsKeptOfADerivedFactHoldsNoReadableNumberAndGoesWhenItIsSent() throws Exception {
    meld("gelegd", "A", VEENSTRA, "2026-11-10");
    meld("gelegd", "B", ANDER, "2026-11-12");
    meld("opgeheven", "A", VEENSTRA, "2026-11-10");
    assertThat(
            jdbc.sql("select encode(inhoud, 'escape') || sleutel from afleiding")
                .query(String.class)
                .single())
        .doesNotContain("999958379");

    transactie.executeWithoutResult(status -> Voorraad.verzend(afleidingen, 10, afleiding -> {}));

    assertThat(
            jdbc.sql(
                    "select count(*) from afleiding where inhoud is null and verzonden is not null")
                .query(Long.class)
                .single())
        .isEqualTo(1);
    assertThat(afgeleid()).isEmpty();
  }

  @Test
  void aFactThatIsNotTakenNowIsOfferedAgainUnderTheSameId() throws Exception {
    meld("gelegd", "A", VEENSTRA, "2026-11-10");
    meld("gelegd", "B", ANDER, "2026-11-12");
    meld("opgeheven", "A", VEENSTRA, "2026-11-10");

    BerichtId eerst = afgeleid().get(0).bericht();

    assertThat(afgeleid().get(0).bericht()).isEqualTo(eerst);
  }

  @Test
  void whatAPartnerDeliveredBeforeTheRegisterToldWhoseItIsDoesNotOverwriteIt() throws Exception {
    meld("gelegd", "X", ANDER, "2026-11-10");
    String eigen = vanPartner("veenstra", bericht("gelegd", "X", VEENSTRA, "2026-11-01"));

    weigert(eigen);

    assertThat(legger("X")).isEqualTo(ANDER + " lopend");
    assertThat(coordinator()).startsWith(ANDER);
  }

  @Test
  void whoHandedOverAnAttachmentDoesNotEndItByAMutationThatWaited() throws Exception {
    verwerk(vanPartner("veenstra", bericht("gelegd", "X", VEENSTRA, "2026-11-10")));
    String einde = vanPartner("veenstra", bericht("ingetrokken", "X", VEENSTRA, "2026-11-10"));
    meld("gewijzigd", "X", ANDER, "2026-11-10");

    weigert(einde);
    assertThat(legger("X")).isEqualTo(ANDER + " geschorst");

    verwerk(vanPartner("ander", bericht("ingetrokken", "X", ANDER, "2026-11-10")));
    assertThat(legger("X")).as("whose it is now").isEqualTo(ANDER + " beeindigd");
  }

  @Test
  void aPartnerTakesNoAttachmentToAnotherDebtor() throws Exception {
    verwerk(vanPartner("veenstra", bericht("gelegd", "X", VEENSTRA, "2026-11-10")));

    weigert(
        vanPartner("veenstra", bericht("gewijzigd", "X", VEENSTRA, "2026-11-10"))
            .replaceAll("<onderwerp>[^<]*", "<onderwerp>" + "2".repeat(64)));

    assertThat(jdbc.sql("select dossier from beslag").query(String.class).single())
        .startsWith("1f0c9a6e");
  }

  @Test
  void anIdThatTheRegisterDeliveredFirstIsNotTakenByAPartnerUnderAnotherDebtor() throws Exception {
    String vanRegister = bericht("gelegd", "X", ANDER, "2026-11-10");
    verwerk(
        vanPartner("veenstra", bericht("gelegd", "X", VEENSTRA, "2026-11-10"))
            .replaceAll("<onderwerp>[^<]*", "<onderwerp>" + "2".repeat(64)));

    verwerk(vanRegister);

    assertThat(legger("X")).isEqualTo(ANDER + " lopend");
    assertThat(jdbc.sql("select dossier from beslag").query(String.class).single())
        .startsWith("1f0c9a6e");
  }

  @Test
  void aPartnerThatLostItsRightIsRefusedWhenItsTurnComes() throws Exception {
    weigert(vanPartner("voormalig", bericht("gelegd", "X", DERDE, "2026-11-10")));
  }

  private void weigert(String xml) {
    assertThatThrownBy(() -> verwerk(xml))
        .isInstanceOfSatisfying(
            GeweigerdBericht.class, e -> assertThat(e.code()).isEqualTo("registratie-van-ander"));
  }

  private String legger(String id) {
    return jdbc.sql("select beslaglegger || ' ' || status from beslag where registratie_id = :id")
        .param("id", id)
        .query(String.class)
        .single();
  }

  /** As it was accepted from this partner. */
  private String vanPartner(String partner, String xml) {
    String id = Canoniek.lees(xml).verplicht("/k:Gebeurtenis/k:id");
    jdbc.sql(
            """
            insert into aanlevering (bron, sleutel, bericht_id, drager, gereed, ontvangen, partner)
            values ('beslagregister', md5(:id) || md5(:id), :id::uuid, 'proef', true, now(), :partner)""")
        .param("id", id)
        .param("partner", partner)
        .update();
    return xml;
  }

  private BerichtId meld(String soort, String id, String oin, String dag) throws Exception {
    String xml = bericht(soort, id, oin, dag);
    verwerk(xml);
    return BerichtId.of(Canoniek.lees(xml).verplicht("/k:Gebeurtenis/k:id"));
  }

  private void verwerk(String xml) {
    transactie.executeWithoutResult(status -> dossierstand.verwerk(exchange(xml)));
  }

  /** The example of the register's own event, about this attachment, each one later than before. */
  private String bericht(String soort, String id, String oin, String dag) throws Exception {
    volgende++;
    String voorbeeld =
        Files.readString(Path.of("transforms/beslagregister/examples/" + soort + ".canonical.xml"));
    return voorbeeld
        .replaceAll("<registratieId>[^<]*", "<registratieId>" + id)
        .replace("00000099000000001001", oin)
        .replaceAll("<dagVanBeslag>[^<]*", "<dagVanBeslag>" + dag)
        .replaceAll(
            "<geregistreerd>[^<]*", "<geregistreerd>2026-12-20T10:%02d:00Z".formatted(volgende))
        .replaceFirst("<id>[^<]*", "<id>019a9d00-%04d-7a11-8b22-000000000050".formatted(volgende));
  }

  private static Exchange exchange(String body) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setBody(body);
    exchange
        .getMessage()
        .setHeader(
            Koppen.DOSSIER, "1f0c9a6e5b7d42380e91c4d7aa56b3f82d6409e71c35fb80a94e2d1760bc5f38");
    return exchange;
  }

  private String coordinator() {
    return jdbc.sql("select beslaglegger || ' lid ' || lid || ' sinds ' || sinds from coordinator")
        .query(String.class)
        .single();
  }

  /** What waits to be sent; taking none leaves all. */
  private List<Afleidingen.Afleiding> afgeleid() {
    List<Afleidingen.Afleiding> gezien = new ArrayList<>();
    transactie.executeWithoutResult(
        status -> {
          Voorraad.verzend(afleidingen, 10, gezien::add);
          status.setRollbackOnly();
        });
    return gezien;
  }
}
