package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Match.Graad;
import nl.ketenbrug.dossier.Zaakstanden.Zaakstand;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.operations.Testdatabase;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of messages about cases, on a real database. */
class MeldingverwerkingTest {

  private static final String LOTTE = "999991127";
  private static final String ANDER = "999991000";
  private static final Instant NU = Instant.parse("2026-12-21T10:00:00Z");
  private static final String CCBR = "nl.curatelebewindregister.";
  private static final Set<String> SOORTEN =
      Set.of("aanmelding", "moratorium", "schuldregeling", "stabilisatie", "bewind", "curatele");

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final TransactionTemplate transactie =
      new TransactionTemplate(new JdbcTransactionManager(Testdatabase.bron()));

  /** A millisecond further at each look. */
  private final Clock klok =
      new Clock() {
        private long verder;

        @Override
        public Instant instant() {
          return NU.plusMillis(verder++);
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  private final List<LogRegel> log = new ArrayList<>();
  private final Proefmatches proef = new Proefmatches(Testdatabase.bron(), log::add, klok);
  private Dossiersleutel lotte;

  @BeforeEach
  void somebodyHasAnAttachment() {
    for (String tabel :
        List.of(
            "match_verteld",
            "persoonsmatch",
            "herkenning",
            "registerzaak",
            "zaakstand",
            "afleiding",
            "bvv_stand",
            "schuldenaar",
            "partij",
            "beslag")) {
      jdbc.sql("delete from " + tabel).update();
    }
    lotte = proef.voorraad.beslag(LOTTE, "R-1", List.of("00000099000000110000"));
    onthoud(lotte, "Aanname");
  }

  @Test
  void whatWasToldToTheWrongDossierIsWithdrawnWhenTheSourceNamesAnotherNumber() throws Exception {
    neem("vish", "aangemeld");
    assertThat(verteld()).containsExactly("nl.vish.schuldhulp-aangemeld 2026-06-02");
    Dossiersleutel ander = proef.voorraad.beslag(ANDER, "R-2", List.of("00000099000000120000"));

    neem("vish", later("vish", "aangemeld").replace(LOTTE, ANDER));

    assertThat(open())
        .extracting(a -> a.dossier().value(), a -> type(a.document()))
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(lotte.value(), "nl.vish.match-ingetrokken"),
            org.assertj.core.groups.Tuple.tuple(ander.value(), "nl.vish.schuldhulp-aangemeld"));
    assertThat(geldt(lotte)).isEmpty();
    assertThat(geldt(ander)).containsExactly("aanmelding");
  }

  @Test
  void aNumberThatComesLaterMakesCertainWhatNobodyJudged() throws Exception {
    neem("vish", "zonder-bsn");
    assertThat(lijst(Graad.TE_BEVESTIGEN)).isEqualTo(1);
    assertThat(verteld()).isEmpty();

    neem("vish", later("vish", "aangemeld").replace("VISH-2026-001", "VISH-2026-002"));

    assertThat(verteld()).containsExactly("nl.vish.schuldhulp-aangemeld 2026-06-02");
    assertThat(lijst(Graad.TE_BEVESTIGEN) + lijst(Graad.ZEKER))
        .as("nobody has to judge, and nobody can")
        .isZero();
    assertThat(
            jdbc.sql("select count(*) from herkenning where soort = 'zaak'")
                .query(Long.class)
                .single())
        .as("the name is not needed any more")
        .isZero();
  }

  @Test
  void theSameMessageOnceMoreTellsNothing() throws Exception {
    neem("vish", "afgemeld");
    assertThat(verteld())
        .containsExactly(
            "nl.vish.schuldhulp-aangemeld 2026-06-02", "nl.vish.schuldhulp-afgemeld 2026-09-14");

    neem("vish", "afgemeld");
    neem("vish", "aangemeld");

    assertThat(verteld()).isEmpty();
    assertThat(log).extracting(LogRegel::code).containsExactly("melding-ingehaald");
    assertThat(geldt(lotte)).isEmpty();
  }

  @Test
  void anEndThatIsTakenBackHoldsAgain() throws Exception {
    neem("vish", "afgemeld");
    verteld();

    neem("vish", voorbeeld("vish", "aangemeld").replace("06-02T09", "11-02T09"));

    assertThat(verteld()).containsExactly("nl.vish.schuldhulp-ingetrokken 2026-12-21");
    assertThat(geldt(lotte)).containsExactly("aanmelding");
  }

  @Test
  void aConfirmedMeasureThatTurnsOutToBeAnotherIsWithdrawnAndToldAnew() throws Exception {
    neem("ccbr", "bewind");
    assertThat(verteld()).isEmpty();
    assertThat(geldt(lotte)).isEmpty();
    oordeel(true);
    assertThat(verteld()).containsExactly(CCBR + "bewind-ingesteld 2026-03-01");
    assertThat(geldt(lotte)).containsExactly("bewind");

    neem("ccbr", later("ccbr", "curatele").replace("CCBR-2026-2", "CCBR-2026-1"));

    assertThat(verteld())
        .containsExactly(
            CCBR + "bewind-ingetrokken 2026-12-21", CCBR + "curatele-ingesteld 2026-03-01");
    assertThat(geldt(lotte)).containsExactly("curatele");
  }

  @Test
  void whoRepresentsAndWhatElseChangedAreEventsOfTheirOwnAndAnEndIsOne() throws Exception {
    neem("ccbr", "bewind");
    oordeel(true);
    verteld();

    neem(
        "ccbr",
        later("ccbr", "bewind")
            .replace("<naam>B. de Wind</naam>", "<naam>L. Luwte</naam>")
            .replace("alle goederen", "het loon"));
    assertThat(verteld())
        .containsExactly(
            CCBR + "bewindvoerder-gewijzigd 2026-11-03T11:00:00Z",
            CCBR + "bewind-gewijzigd 2026-11-03T11:00:00Z");

    String einde =
        voorbeeld("ccbr", "bewind-opgeheven")
            .replace("2026-10-02T12", "2026-12-02T12")
            .replace("<naam>B. de Wind</naam>", "<naam>Z. Anders</naam>")
            .replace("alle goederen", "het loon");
    neem("ccbr", einde);
    assertThat(verteld()).containsExactly(CCBR + "bewind-opgeheven 2026-10-01");
    assertThat(geldt(lotte)).isEmpty();

    oordeel(false);
    assertThat(verteld())
        .hasSize(4)
        .allMatch(tekst -> tekst.startsWith(CCBR + "match-ingetrokken "));
  }

  @Test
  void anotherNameAfterAConfirmationIsJudgedAgainAndWhatFollowsWaits() throws Exception {
    neem("ccbr", "bewind");
    oordeel(true);
    verteld();

    String ander = later("ccbr", "bewind").replace("Lotte", "Lotte Maria");
    neem("ccbr", ander.replace("alle goederen", "het loon"));

    assertThat(lijst(Graad.TE_BEVESTIGEN)).isEqualTo(1);
    assertThat(verteld()).isEmpty();
    oordeel(true);
    assertThat(verteld()).hasSize(1).allMatch(t -> t.startsWith(CCBR + "bewind-gewijzigd"));
  }

  @Test
  void withTheLastAttachmentGoesWhatHeldAndWithTheNextItIsToldAnew() throws Exception {
    neem("schuldhulp", "moratorium");
    assertThat(verteld()).containsExactly("nl.schuldhulp.moratorium-verleend 2026-05-07");

    jdbc.sql("update beslag set status = 'beeindigd'").update();
    transactie.executeWithoutResult(
        s ->
            proef.voorraad.opDossiers(
                (d, schuldenaren, c) -> {
                  schuldenaren.wisZonderBeslag(lotte);
                  return null;
                }));
    assertThat(geldt(lotte)).isEmpty();

    proef.voorraad.beslag(LOTTE, "R-3", List.of("00000099000000120000"));
    onthoud(lotte, "Aanname");
    assertThat(verteld()).containsExactly("nl.schuldhulp.moratorium-verleend 2026-05-07");
  }

  @Test
  void whatComesInAnotherOrderLeavesWhatHoldsByTheClockOfTheSource() throws Exception {
    neem("schuldhulp", "moratorium-beeindigd");
    neem("schuldhulp", "moratorium");
    neem("schuldhulp", "stabilisatie");
    assertThat(verteld()).hasSize(3);
    assertThat(geldt(lotte)).as("the end is of a later moment").containsExactly("stabilisatie");

    neem(
        "schuldhulp",
        voorbeeld("schuldhulp", "schuldregeling-akkoord").replace("05-04T", "05-09T"));
    assertThat(geldt(lotte)).containsExactly("schuldregeling");
  }

  @Test
  void aCaseGoesWhenItEndedLongEnoughAgoAndNotBefore() throws Exception {
    neem("vish", "afgemeld");
    verteld();

    assertThat(vervallen("2027-03-15")).isEmpty();
    assertThat(vervallen("2027-03-16")).hasSize(1);
    transactie.executeWithoutResult(
        s ->
            proef
                .voorraad
                .registerzaken()
                .vervallen(LocalDate.parse("2027-03-16"))
                .forEach(zaak -> proef.meldingen.vervalt(zaak, LocalDate.parse("2027-03-16"))));

    assertThat(tel("registerzaak") + tel("registerfeit") + tel("match_verteld")).isZero();
    assertThat(verteld()).as("an end was told when it came").isEmpty();
    neem("vish", later("vish", "aangemeld").replace("11-03T12", "12-20T12"));
    assertThat(verteld()).containsExactly("nl.vish.schuldhulp-aangemeld 2026-06-02");
    assertThat(vervallen("2099-01-01")).as("it goes on").isEmpty();
  }

  private List<?> vervallen(String dag) {
    return proef.voorraad.registerzaken().vervallen(LocalDate.parse(dag));
  }

  private long lijst(Graad graad) {
    return proef.voorraad.matches(klok).lijst(graad, null, 10).size();
  }

  private long tel(String tabel) {
    return jdbc.sql("select count(*) from " + tabel).query(Long.class).single();
  }

  private List<String> geldt(Dossiersleutel dossier) {
    return proef.voorraad.zaakstanden().van(List.of(dossier), SOORTEN).stream()
        .map(Zaakstand::soort)
        .toList();
  }

  private void oordeel(boolean bevestigd) {
    BerichtId id =
        new BerichtId(
            jdbc.sql("select id from persoonsmatch").query(java.util.UUID.class).single());
    String gezien = proef.beheer.een(id, "beoordelaar").gezien();
    transactie.executeWithoutResult(
        s -> proef.beheer.oordeel(id, bevestigd, "zo gezien", gezien, "beoordelaar"));
    log.clear();
  }

  private void onthoud(Dossiersleutel van, String naam) {
    Canoniek persoon =
        Canoniek.lees(
                """
                <Persoon xmlns="urn:ketenbrug:invordering:1"><naam><voornamen>Lotte</voornamen>\
                <geslachtsnaam>%s</geslachtsnaam></naam><geboortedatum>1994-08-03</geboortedatum>\
                <geheimhouding>false</geheimhouding></Persoon>"""
                    .formatted(naam))
            .delen("/k:Persoon")
            .get(0);
    transactie.executeWithoutResult(
        s -> proef.verwerking.onthoud(van, persoon, BerichtId.nieuw(NU)));
  }

  /** An example of the source, as its stylesheet makes it. */
  private static String voorbeeld(String bron, String naam) throws IOException {
    return Files.readString(Path.of("transforms/" + bron + "/examples/" + naam + ".canonical.xml"));
  }

  /** The same, at a later moment of the source. */
  private static String later(String bron, String naam) throws IOException {
    return voorbeeld(bron, naam)
        .replaceFirst("<mutatie>[^<]*", "<mutatie>2026-11-03T12:00:00+01:00");
  }

  private void neem(String bron, String melding) throws IOException {
    String xml = melding.contains("<") ? melding : voorbeeld(bron, melding);
    String onderwerp =
        xml.contains("<bsn>")
            ? proef.voorraad.sleutel(xml.replaceAll("(?s).*<bsn>(\\d+).*", "$1")).value()
            : "c".repeat(64);
    String gebeurtenis =
        """
        <Gebeurtenis xmlns="urn:ketenbrug:invordering:1"><id>%s</id><onderwerp>%s</onderwerp>\
        <inhoud><Bronantwoord>%s</Bronantwoord></inhoud></Gebeurtenis>"""
            .formatted(
                BerichtId.nieuw(klok.instant()), onderwerp, xml.replaceFirst("<\\?xml.*\\?>", ""));
    DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setBody(gebeurtenis);
    exchange.getMessage().setHeader(Koppen.BRON, bron);
    transactie.executeWithoutResult(s -> proef.meldingen.neem(exchange));
  }

  private List<Afleidingen.Afleiding> open() {
    List<Afleidingen.Afleiding> gevonden = new ArrayList<>();
    transactie.executeWithoutResult(
        s -> {
          proef
              .voorraad
              .afleidingen(klok)
              .verzend(
                  100,
                  a -> {
                    gevonden.add(a);
                    return true;
                  });
          s.setRollbackOnly();
        });
    return gevonden;
  }

  private static String type(String document) {
    return Canoniek.lees(document).verplicht("/*/k:type");
  }

  /** Type and day of what waits to be sent, in order; it is sent with that. */
  private List<String> verteld() {
    List<String> gevonden =
        open().stream()
            .map(a -> Canoniek.lees(a.document()))
            .map(d -> d.verplicht("/*/k:type") + " " + d.verplicht("/*/k:plaatsgevonden"))
            .toList();
    jdbc.sql("update afleiding set verzonden = now(), inhoud = null").update();
    return gevonden;
  }
}
