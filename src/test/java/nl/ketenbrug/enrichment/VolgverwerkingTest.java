package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.bvv.Cijfers;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Bvvstand;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.dossier.Volgingen.Beurt;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.Bedrag;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.operations.Testdatabase;
import nl.ketenbrug.source.Bronnen;
import nl.ketenbrug.source.Volgwijze;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of an answer about somebody who is followed, on a real database. */
class VolgverwerkingTest {

  private static final String BSN = "999958379";
  private static final Instant NU = Instant.parse("2026-12-21T10:00:00Z");
  private static final Volgwijze WIJZE = new Volgwijze(86_400, 10, "00:00", "24:00", 60, 600);
  private static final String NIETS =
      "<Inkomsten xmlns=\"urn:ketenbrug:invordering:1\" uitkomst=\"niets-gevonden\"/>";

  private static final String NIET_VAN_TOEPASSING =
      "<Inkomsten xmlns=\"urn:ketenbrug:invordering:1\" uitkomst=\"niet-van-toepassing\"/>";

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final TransactionTemplate transactie =
      new TransactionTemplate(new JdbcTransactionManager(Testdatabase.bron()));
  private final Clock klok = Clock.fixed(NU, ZoneOffset.UTC);
  private final Voorraad voorraad =
      new Voorraad(
          jdbc, "geheim-van-de-proef-met-32-tekens-01", "geheim-van-de-proef-met-32-tekens-02");
  private final Volgingen volgingen = voorraad.volgingen(klok);
  private final Afleidingen afleidingen = voorraad.afleidingen(klok);
  private final Volgverwerking verwerking =
      voorraad.opDossiers(
          (d, s, c) ->
              new Volgverwerking(
                  volgingen,
                  voorraad.vertellingen(),
                  d,
                  new Geheimhouding(
                      volgingen, voorraad.herkenningen(), new VerrijkingSettings(null, null)),
                  afleidingen,
                  Voorraad.volgorde(jdbc, klok),
                  voorraad.herbepalingen(klok),
                  new Volgtempo(
                      voorraad.volgindicaties(klok), volgingen, new Bronnen(List.of()), null),
                  regel -> {},
                  klok));
  private Dossiersleutel dossier;

  @BeforeEach
  void somebodyIsFollowed() {
    for (String tabel :
        List.of(
            "afleiding",
            "herziening_uitkomst",
            "herziening",
            "herbepaling_nodig",
            "volging",
            "volging_feit",
            "bron_tempo",
            "bvv_stand",
            "schuldenaar",
            "partij",
            "beslag")) {
      jdbc.sql("delete from " + tabel).update();
    }
    dossier = voorraad.beslag(BSN, "R-1", List.of("00000099000000110000"));
    volgingen.werkBij("polis", Duration.ofDays(1));
  }

  @Test
  void theFirstSightIsNoChangeAndTheSameAgainIsNone() {
    assertThat(antwoord(werk("2020-01-01", null))).isZero();
    assertThat(antwoord(werk("2020-01-01", null))).isZero();

    assertThat(verteld()).isEmpty();
  }

  @Test
  void aChangeThatGoesBackAndForthIsToldEachTime() {
    String loopt = werk("2020-01-01", null);
    String af = werk("2020-01-01", "2026-11-30");
    antwoord(loopt);

    for (String een : List.of(af, loopt, af)) {
      assertThat(antwoord(een)).isEqualTo(1);
    }

    List<Afleidingen.Afleiding> verteld = verteld();
    assertThat(verteld).hasSize(3);
    assertThat(verteld.stream().map(v -> v.bericht().tijdstip()))
        .as("events go out by the moment in their id, also those of one millisecond")
        .containsExactly(NU, NU.plusMillis(1), NU.plusMillis(2));
    assertThat(verteld.stream().filter(v -> v.document().contains("<intrekkingVan>"))).hasSize(1);
    assertThat(verteld).allMatch(v -> v.document().contains("<oin>00000099000000110000</oin>"));
  }

  @Test
  void anAnswerWhoseTransactionFailsLeavesNothingAndIsTheSameTheNextTime() {
    antwoord(werk("2020-01-01", null));

    transactie.executeWithoutResult(
        status -> {
          verwerk(genomen(), werk("2020-01-01", "2026-11-30"));
          status.setRollbackOnly();
        });
    assertThat(verteld()).isEmpty();

    assertThat(antwoord(werk("2020-01-01", "2026-11-30"))).isEqualTo(1);
    assertThat(verteld()).hasSize(1);
  }

  @Test
  void thatNothingIsFoundCountsOnlyTheSecondTimeInARow() {
    antwoord(werk("2020-01-01", null));

    assertThat(antwoord(NIETS)).isZero();
    assertThat(antwoord(werk("2020-01-01", null))).isZero();
    assertThat(antwoord(NIETS)).isZero();
    assertThat(antwoord(NIETS)).isEqualTo(1);
    assertThat(antwoord(NIETS)).isZero();

    assertThat(verteld())
        .singleElement()
        .satisfies(
            v -> assertThat(v.document()).contains("inkomstenverhouding-ingetrokken", "<oud>"));
  }

  @Test
  void thatTheQuestionDoesNotApplyEndsNothingHoweverOftenItIsSaid() {
    antwoord(werk("2020-01-01", null));

    for (String een :
        List.of(NIETS, NIET_VAN_TOEPASSING, NIETS, NIET_VAN_TOEPASSING, NIET_VAN_TOEPASSING)) {
      assertThat(antwoord(een)).isZero();
    }
    assertThat(volgingen.vergrendel(dossier, "polis").orElseThrow().feiten())
        .as("what was known stays")
        .contains("2020-01-01");
    assertThat(beurt()).as("the next turn").isEqualTo(NU.plusSeconds(WIJZE.elke()));

    assertThat(antwoord(werk("2020-01-01", null))).as("nothing changed").isZero();
    assertThat(verteld()).isEmpty();
  }

  @Test
  void whatTouchesTheBeslagvrijeVoetIsDeterminedAnewUntilThatIsDone() {
    antwoord(werk("2020-01-01", null));
    antwoord(werk("2020-01-01", "2026-11-30"));
    assertThat(tel("select count(*) from herbepaling_nodig")).isEqualTo(1);
    assertThat(voorraad.herbepalingen(klok).werkAf())
        .as("there is no determination to look at")
        .isFalse();

    antwoord(werk("2020-01-01", null));
    stand();
    assertThat(voorraad.herbepalingen(klok).werkAf()).isTrue();
    Herzieningsbeheer beheer = beheer();
    new Wijzigingsherziening(voorraad.herbepalingen(klok), beheer).begin();
    assertThat(beheer.laatste(1))
        .singleElement()
        .satisfies(
            h -> {
              assertThat(h.reden().naam()).isEqualTo("wijziging");
              assertThat(h.geteld()).isEqualTo(1);
              assertThat(h.proef()).isFalse();
            });

    jdbc.sql(
            """
            insert into herziening_uitkomst (herziening, dossier, deel, open, uitkomst)
            select id, :dossier, 1, false, 'gelijk' from herziening""")
        .param("dossier", dossier.value())
        .update();
    assertThat(voorraad.herbepalingen(klok).werkAf()).isFalse();
  }

  private void stand() {
    Bedrag bedrag = new Bedrag(150_000);
    voorraad.stand(
        new Bvvstand(
            dossier,
            BerichtId.nieuw(NU),
            bedrag,
            bedrag,
            bedrag,
            "alleenstaande",
            LocalDate.of(2026, 11, 13),
            LocalDate.of(2026, 11, 13),
            LocalDate.of(2027, 11, 13),
            "2026-07-01.yaml",
            "a".repeat(64),
            "2026-07-14"),
        null);
  }

  private Herzieningsbeheer beheer() {
    return Proefbeheer.op(jdbc, Cijfers.lees(Path.of("config/bvv")), regel -> {}, klok);
  }

  @Test
  void turnsAreSpreadTakenOnceAndWithinTheLimitOfTheSource() {
    List<String> bsns = List.of("999990019", "999990020", "999990032", "999990044");
    bsns.forEach(bsn -> voorraad.beslag(bsn, "R-" + bsn, List.of()));
    volgingen.werkBij("polis", Duration.ofDays(1));
    assertThat(tel("select count(distinct beurt) from volging")).isEqualTo(5);
    assertThat(tel("select count(*) from volging where beurt > '2026-12-22T10:00:00Z'")).isZero();
    jdbc.sql("update volging set beurt = '2026-12-21T09:00:00Z'").update();

    assertThat(neem(2, 3)).hasSize(2);
    assertThat(neem(2, 3)).as("three a minute").hasSize(1);
    assertThat(neem(2, 3)).isEmpty();
    assertThat(neem(9, 100)).as("nobody twice").hasSize(2);
  }

  @Test
  void whoASignalIsAboutGoesBeforeThoseWhoseTurnIsLongOverdue() {
    List<String> bsns = List.of("999990019", "999990020", "999990032");
    bsns.forEach(bsn -> voorraad.beslag(bsn, "R-" + bsn, List.of()));
    volgingen.werkBij("polis", Duration.ofDays(1));
    jdbc.sql("update volging set beurt = '2026-11-21T09:00:00Z'").update();

    volgingen.signaal(dossier, "polis");

    assertThat(neem(1, 100)).extracting(Beurt::dossier).containsExactly(dossier);
  }

  @Test
  void aSourceThatFailsIsLeftInPeaceForLongerEachTime() {
    for (int seconden : List.of(60, 120, 240, 480, 600, 600)) {
      transactie.executeWithoutResult(
          status -> volgingen.mislukt(genomen(), "polis", poging -> NU.plus(WIJZE.wacht(poging))));
      assertThat(
              tel("select extract(epoch from beurt - '2026-12-21T10:00:00Z')::bigint from volging"))
          .isEqualTo(seconden);
    }
    antwoord(werk("2020-01-01", null));
    assertThat(tel("select pogingen from volging")).isZero();
  }

  @Test
  void aSourceThatDoesNotAllowOurQuestionsIsShutOnceAndOpenedByALaterQuestion() {
    antwoord(werk("2020-01-01", null));

    assertThat(volgingen.sluit("polis")).isTrue();
    assertThat(volgingen.sluit("polis")).as("once").isFalse();
    assertThat(volgingen.dicht()).containsExactly("polis");

    assertThat(volgingen.open("polis", NU)).as("asked before it was shut").isFalse();
    assertThat(volgingen.open("polis", NU.plusSeconds(1))).isTrue();
    assertThat(volgingen.dicht()).isEmpty();
  }

  @Test
  void anAnswerThatComesAfterThatOfALaterQuestionIsDropped() {
    antwoord(werk("2020-01-01", null));
    Beurt traag = genomen();
    volgingen.signaal(dossier, "polis");
    assertThat(antwoord(werk("2020-01-01", "2026-11-30"))).isEqualTo(1);

    assertThat(antwoord(traag, werk("2020-01-01", null))).as("moved back").isZero();
    transactie.executeWithoutResult(status -> volgingen.mislukt(traag, "polis", poging -> NU));

    assertThat(verteld()).hasSize(1);
    assertThat(tel("select pogingen from volging")).isZero();
    assertThat(beurt()).isEqualTo(NU.plusSeconds(86_400));
  }

  @Test
  void aSignalWhileAQuestionIsInFlightAsksAgainAtOnce() {
    antwoord(werk("2020-01-01", null));
    for (String een : List.of(werk("2020-01-01", "2026-11-30"), NIETS)) {
      Beurt onderweg = genomen();
      volgingen.signaal(dossier, "polis");

      antwoord(onderweg, een);
      assertThat(beurt()).isBeforeOrEqualTo(NU);
      transactie.executeWithoutResult(
          status -> volgingen.mislukt(onderweg, "polis", poging -> NU.plusSeconds(60)));
      assertThat(beurt()).isBeforeOrEqualTo(NU);
    }
    assertThat(antwoord(werk("2020-01-01", "2026-11-30"))).isEqualTo(1);
  }

  @Test
  void whoseLastAttachmentEndsIsForgotten() {
    antwoord(werk("2020-01-01", null));
    antwoord(werk("2020-01-01", "2026-11-30"));
    jdbc.sql("delete from schuldenaar").update();

    transactie.executeWithoutResult(status -> volgingen.werkBij("polis", Duration.ofDays(1)));

    assertThat(tel("select count(*) from volging")).isZero();
    assertThat(tel("select count(*) from volging_feit")).isZero();
    assertThat(antwoord(werk("2020-01-01", null))).isZero();
  }

  @Test
  void anAnswerThatCameByItselfIsComparedLikeOneThatWasAskedFor() {
    assertThat(bericht(NU.minusSeconds(60), werk("2020-01-01", null))).isEqualTo("vergeleken");
    assertThat(verteld()).as("the first sight").isEmpty();
    Instant beurt = beurt();

    assertThat(bericht(NU.minusSeconds(30), werk("2020-01-01", "2026-11-30")))
        .isEqualTo("vergeleken");

    assertThat(verteld())
        .singleElement()
        .satisfies(v -> assertThat(v.document()).contains("inkomstenverhouding-beeindigd<"));
    assertThat(Duration.between(beurt, beurt()))
        .as("the turn stays")
        .isLessThan(Duration.ofMillis(1));
    assertThat(antwoord(werk("2020-01-01", "2026-11-30"))).as("asked now: the same").isZero();
    assertThat(antwoord(werk("2020-01-01", null))).isEqualTo(1);
    assertThat(verteld()).anyMatch(v -> v.document().contains("<intrekkingVan>"));
  }

  @Test
  void theSameMessageTwiceIsToldOnceAndAnEarlierOneNeverComesOverALaterOne() {
    bericht(NU.minusSeconds(900), werk("2020-01-01", null));
    BerichtId af = BerichtId.nieuw(NU.minusSeconds(600));

    assertThat(bericht(af, werk("2020-01-01", "2026-11-30"))).isEqualTo("vergeleken");
    assertThat(bericht(af, werk("2020-01-01", "2026-11-30"))).isEqualTo("al-vergeleken");
    assertThat(bericht(NU.minusSeconds(601), werk("2020-01-01", null))).isEqualTo("ouder-antwoord");

    assertThat(verteld()).hasSize(1);
    assertThat(antwoord(werk("2020-01-01", "2026-11-30"))).isZero();
    assertThat(bericht(NU.minusSeconds(301), werk("2020-01-01", null)))
        .as("older than the answer that was asked for")
        .isEqualTo("ouder-antwoord");
    assertThat(beurt()).isEqualTo(NU.plusSeconds(86_400));
    bericht(NU.minusSeconds(10), werk("2020-01-01", null));
    assertThat(beurt()).as("while that one was asked, it may know more").isBefore(NU);
  }

  @Test
  void aQuestionThatIsUnderWayWhileAMessageComesIsAskedAgain() {
    bericht(NU.minusSeconds(900), werk("2020-01-01", null));
    Beurt onderweg = genomen();
    bericht(NU.minusSeconds(1), werk("2020-01-01", "2026-11-30"));

    assertThat(antwoord(onderweg, werk("2020-01-01", null))).isZero();

    assertThat(verteld()).hasSize(1);
    assertThat(beurt()).isBefore(NU.plus(Duration.ofMinutes(6)));
  }

  @Test
  void nothingFollowsFromAPartFromAnotherPersonAndFromWhoIsNotFollowed() {
    String werk = werk("2020-01-01", null);
    bericht(NU.minusSeconds(900), werk);
    String deel = werk.replace("<begin>2026-01-01</begin>", "<begin>2026-12-01</begin>");

    assertThat(bericht(NU, deel.replace("L01", "L02"))).isEqualTo("deelantwoord");
    assertThat(bericht(NU, werk.replace(BSN, "999990019"))).isEqualTo("ander-persoon");
    assertThat(bericht(NU, werk.replace("<bsn>" + BSN + "</bsn>", ""))).isEqualTo("ander-persoon");
    assertThat(bericht(NU, NIETS)).isEqualTo("geen-gegevens");
    jdbc.sql("delete from volging").update();
    assertThat(bericht(NU, werk)).isNull();

    assertThat(verteld()).isEmpty();
  }

  @Test
  void aMessageThatComesAgainAfterALaterQuestionSaysThatItWasCompared() {
    bericht(NU.minusSeconds(900), werk("2020-01-01", null));
    BerichtId af = BerichtId.nieuw(NU.minusSeconds(600));
    bericht(af, werk("2020-01-01", "2026-11-30"));
    antwoord(werk("2020-01-01", "2026-11-30"));

    assertThat(bericht(af, werk("2020-01-01", "2026-11-30"))).isEqualTo("al-vergeleken");
    assertThat(verteld()).hasSize(1);
  }

  @Test
  void whatChangesWhenSomebodyIsFollowedAgainIsToldAgain() {
    antwoord(werk("2020-01-01", null));
    assertThat(antwoord(werk("2020-01-01", "2026-11-30"))).isEqualTo(1);
    jdbc.sql("delete from schuldenaar").update();
    transactie.executeWithoutResult(status -> volgingen.werkBij("polis", Duration.ofDays(1)));
    voorraad.beslag(BSN, "R-2", List.of("00000099000000110000"));
    transactie.executeWithoutResult(status -> volgingen.werkBij("polis", Duration.ofDays(1)));

    antwoord(werk("2020-01-01", null));
    antwoord(werk("2020-01-01", "2026-11-30"));

    assertThat(verteld()).hasSize(2);
  }

  @Test
  void whatARunningFollowingToldBeforeItHadASeriesIsNotToldAnew() {
    antwoord(werk("2020-01-01", null));
    jdbc.sql("update volging set reeks = null").update();
    antwoord(werk("2020-01-01", "2026-11-30"));
    jdbc.sql("update volging set versie = 0, feiten = null, gezien = null").update();
    antwoord(werk("2020-01-01", null));
    antwoord(werk("2020-01-01", "2026-11-30"));

    assertThat(verteld()).hasSize(1);
  }

  private String bericht(Instant moment, String antwoord) {
    return bericht(BerichtId.nieuw(moment), antwoord);
  }

  private String bericht(BerichtId bericht, String antwoord) {
    return transactie.execute(
        status ->
            verwerking.verwerkBericht(
                    "polis", vergelijker(), dossier, bericht, antwoord, Duration.ofMinutes(5))
                .code);
  }

  @Test
  void aSourceIsAskedInItsHoursOnly() {
    Volgwijze avond = new Volgwijze(1, 1, "18:00", "24:00", 1, 1);
    assertThat(avond.isOpen(LocalTime.of(17, 59))).isFalse();
    assertThat(avond.isOpen(LocalTime.of(18, 0))).isTrue();
    assertThat(avond.isOpen(LocalTime.of(23, 59))).isTrue();
    assertThat(new Volgwijze(1, 1, "08:00", "09:00", 1, 1).isOpen(LocalTime.of(9, 0))).isFalse();
  }

  private List<Beurt> neem(int hoogstens, int perMinuut) {
    return transactie.execute(
        status -> volgingen.neem("polis", hoogstens, perMinuut, Duration.ofMinutes(5)));
  }

  private int antwoord(String antwoord) {
    return antwoord(genomen(), antwoord);
  }

  private int antwoord(Beurt beurt, String antwoord) {
    return transactie.execute(status -> verwerk(beurt, antwoord));
  }

  private int verwerk(Beurt beurt, String antwoord) {
    return verwerking
        .verwerk("polis", WIJZE, vergelijker(), beurt, new Bsn(BSN), BerichtId.nieuw(NU), antwoord)
        .orElse(0);
  }

  /** His turn, that of whoever it was before; a source may be asked without end here. */
  private Beurt genomen() {
    volgingen.signaal(dossier, "polis");
    return neem(1, Integer.MAX_VALUE).stream().findFirst().orElse(new Beurt(dossier, NU));
  }

  private Instant beurt() {
    return jdbc.sql("select beurt from volging").query(Timestamp.class).single().toInstant();
  }

  private List<Afleidingen.Afleiding> verteld() {
    List<Afleidingen.Afleiding> verteld = new ArrayList<>();
    transactie.executeWithoutResult(
        status -> {
          Voorraad.verzend(afleidingen, 100, verteld::add);
          status.setRollbackOnly();
        });
    return verteld;
  }

  private long tel(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }

  private static Vergelijker vergelijker() {
    try {
      return new Vergelijker(
          new YAMLMapper()
              .readValue(
                  Path.of("config/veranderingen/polis.yaml").toFile(), Veranderregels.class));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String werk(String begin, String einde) {
    return """
        <Inkomsten xmlns="urn:ketenbrug:invordering:1" uitkomst="gevonden"><bsn>999958379</bsn>\
        <periodeGeleverd><begin>2026-01-01</begin></periodeGeleverd><Inkomstenverhouding>\
        <loonheffingennummer>999900011L01</loonheffingennummer><volgnummer>1</volgnummer>\
        <begin>%s</begin>%s</Inkomstenverhouding></Inkomsten>"""
        .formatted(begin, einde == null ? "" : "<einde>" + einde + "</einde>");
  }
}
