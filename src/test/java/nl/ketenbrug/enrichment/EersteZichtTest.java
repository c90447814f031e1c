package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.dossier.Volgingen.Beurt;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.operations.Testdatabase;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import nl.ketenbrug.source.Volgwijze;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What changes between an attachment and the first answer of following, on a real database. */
class EersteZichtTest {

  private static final String BSN = "999958379";
  private static final Instant NU = Instant.parse("2026-12-21T10:00:00Z");
  private static final BerichtId BESLAG = BerichtId.nieuw(NU);

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final TransactionTemplate transactie =
      new TransactionTemplate(new JdbcTransactionManager(Testdatabase.bron()));
  private final Clock klok = Clock.fixed(NU, ZoneOffset.UTC);
  private final Voorraad voorraad =
      new Voorraad(
          jdbc, "geheim-van-de-proef-met-32-tekens-01", "geheim-van-de-proef-met-32-tekens-02");
  private final Volgingen volgingen = voorraad.volgingen(klok);
  private final Afleidingen afleidingen = voorraad.afleidingen(klok);
  private final Vergelijkers vergelijkers =
      new Vergelijkers(List.of(regels("brp"), regels("polis")));
  private final VerrijkingSettings verrijking = new VerrijkingSettings(null, null);
  private final Volgverwerking verwerking =
      voorraad.opDossiers(
          (d, s, c) ->
              new Volgverwerking(
                  volgingen,
                  voorraad.vertellingen(),
                  d,
                  new Geheimhouding(volgingen, voorraad.herkenningen(), verrijking),
                  afleidingen,
                  Voorraad.volgorde(jdbc, klok),
                  voorraad.herbepalingen(klok),
                  new Volgtempo(
                      voorraad.volgindicaties(klok), volgingen, new Bronnen(List.of()), null),
                  regel -> {},
                  klok));
  private Dossiersleutel dossier;

  @BeforeEach
  void somebodyHasAnAttachment() {
    for (String tabel :
        List.of(
            "afleiding",
            "wachtend",
            "herziening_uitkomst",
            "herziening",
            "herbepaling_nodig",
            "volging",
            "volging_feit",
            "kennisgeving_verteld",
            "bron_tempo",
            "bvv_stand",
            "schuldenaar",
            "partij",
            "beslag")) {
      jdbc.sql("delete from " + tabel).update();
    }
    dossier = voorraad.beslag(BSN, "R-1", List.of("00000099000000110000"));
  }

  @Test
  void whoMovesOrLosesHisJobBeforeHeIsAskedAboutIsToldOf() {
    beslag(BESLAG, NU, persoon("12"), inkomsten(null));
    volgingWordtBijgewerkt();

    assertThat(brp(persoon("14"))).isEqualTo(1);
    assertThat(polis(inkomsten("2026-12-20"))).isEqualTo(1);

    assertThat(verteld())
        .extracting(Afleidingen.Afleiding::document)
        .satisfiesExactlyInAnyOrder(
            verhuisd ->
                assertThat(verhuisd)
                    .contains("persoon-verhuisd<", "<huisnummer>12<", "<huisnummer>14<"),
            beeindigd -> assertThat(beeindigd).contains("inkomstenverhouding-beeindigd<"));
    assertThat(jdbc.sql("select count(*) from herbepaling_nodig").query(Long.class).single())
        .as("the determination is looked at again")
        .isOne();
  }

  @Test
  void whatStaysTheSameIsNoChange() {
    beslag(BESLAG, NU, persoon("12"), inkomsten(null));

    assertThat(brp(persoon("12"))).isZero();
    assertThat(polis(inkomsten(null))).isZero();
    assertThat(verteld()).isEmpty();
  }

  @Test
  void theFirstTurnFallsInTheComingPeriodWhicheverCameFirst() {
    beslag(BESLAG, NU, persoon("12"), inkomsten(null));
    Instant beurt = beurt("brp");
    assertThat(beurt).isBetween(NU, NU.plus(Duration.ofDays(1)));

    jdbc.sql("delete from volging").update();
    volgingWordtBijgewerkt();
    assertThat(beurt("brp")).isEqualTo(beurt);
    beslag(BESLAG, NU, persoon("12"), inkomsten(null));

    assertThat(Duration.between(beurt, beurt("brp"))).isLessThan(Duration.ofMillis(1));
  }

  @Test
  void whereNobodyIsFollowedAndBehindTheLastAttachmentNothingIsKept() {
    eersteZicht(new VolgSettings(false, null, 1, 1, 1, 1, 1))
        .onthoud(dossier, BESLAG, NU, antwoorden(persoon("12"), inkomsten(null)));
    assertThat(aantal()).isZero();
    eersteZicht(new VolgSettings(true, List.of("polis"), 1, 1, 1, 1, 1))
        .onthoud(dossier, BESLAG, NU, antwoorden(persoon("12"), inkomsten(null)));
    assertThat(jdbc.sql("select bron from volging").query(String.class).list())
        .containsExactly("polis");

    jdbc.sql("delete from volging").update();
    jdbc.sql("delete from schuldenaar").update();
    beslag(BESLAG, NU, persoon("12"), inkomsten(null));
    assertThat(aantal()).isZero();
  }

  /** The parties heard the first one; following tells what is new against what it knows. */
  @Test
  void aLaterAttachmentComesOverNothing() {
    beslag(BESLAG, NU.minusSeconds(9), persoon("12"), inkomsten(null));
    beslag(BerichtId.nieuw(NU), NU.plusSeconds(1), persoon("14"), inkomsten(null));
    assertThat(brp(persoon("14"))).as("who heard of 12 only").isEqualTo(1);

    beslag(BerichtId.nieuw(NU), NU.plusSeconds(1), persoon("16"), inkomsten(null));
    assertThat(brp(persoon("16"))).isEqualTo(1);
  }

  /** The parties hear the answer of the last attempt. */
  @Test
  void theSameAttachmentAgainKeepsTheLaterAnswerUntilFollowingComparedOne() {
    beslag(BESLAG, NU, persoon("12"), inkomsten(null));
    beslag(BESLAG, NU.plusSeconds(5), persoon("14"), inkomsten(null));
    assertThat(brp(persoon("14"))).isZero();

    beslag(BESLAG, NU.plusSeconds(9), persoon("16"), inkomsten(null));
    assertThat(brp(persoon("16"))).as("compared with what following knew").isEqualTo(1);
  }

  /** Both were under way: its first answer was compared with nothing, and is later than ours. */
  @Test
  void anAnswerThatFollowingGotMeanwhileIsAskedForAgainAndCompared() {
    volgingWordtBijgewerkt();
    brp(persoon("14"));

    beslag(BESLAG, NU.minusSeconds(1), persoon("12"), inkomsten(null));

    assertThat(beurt("brp")).isBefore(NU.plusMillis(1));
    assertThat(brp(persoon("14"))).isEqualTo(1);
  }

  @Test
  void anAnswerToAQuestionFromBeforeItIsDropped() {
    volgingWordtBijgewerkt();
    Beurt onderweg = genomen("brp");

    beslag(BESLAG, NU, persoon("14"), inkomsten(null));

    assertThat(verwerk("brp", onderweg, personen(persoon("12")))).as("dropped").isEmpty();
    assertThat(brp(persoon("14"))).isZero();
  }

  private void beslag(BerichtId beslag, Instant gevraagd, String persoon, String inkomsten) {
    eersteZicht(new VolgSettings(true, null, 1, 1, 1, 1, 1))
        .onthoud(dossier, beslag, gevraagd, antwoorden(persoon, inkomsten));
  }

  private EersteZicht eersteZicht(VolgSettings settings) {
    return new EersteZicht(
        volgingen,
        vergelijkers,
        new Bronnen(List.of(bron("brp"), bron("polis"))),
        settings,
        verrijking);
  }

  private static Bronbepaling.Resultaat antwoorden(String persoon, String inkomsten) {
    return new Bronbepaling.Resultaat(
        new Huishouden(Canoniek.lees(personen(persoon)).delen("//k:Persoon").get(0), List.of()),
        Optional.empty(),
        Canoniek.lees(inkomsten).delen("/k:Inkomsten").stream().findFirst(),
        Optional.empty(),
        null);
  }

  private void volgingWordtBijgewerkt() {
    for (String bron : List.of("brp", "polis")) {
      Duration periode = Duration.ofSeconds(bron(bron).volgen().elke());
      transactie.executeWithoutResult(status -> volgingen.werkBij(bron, periode));
    }
  }

  private int brp(String persoon) {
    return verwerk("brp", genomen("brp"), personen(persoon)).orElseThrow();
  }

  private int polis(String inkomsten) {
    return verwerk("polis", genomen("polis"), inkomsten).orElseThrow();
  }

  private Optional<Integer> verwerk(String bron, Beurt beurt, String antwoord) {
    Volgwijze wijze = bron(bron).volgen();
    return transactie.execute(
        status ->
            verwerking
                .verwerk(
                    bron,
                    wijze,
                    vergelijkers.zoek(bron).orElseThrow(),
                    beurt,
                    new Bsn(BSN),
                    BerichtId.nieuw(NU),
                    antwoord)
                .stream()
                .boxed()
                .findFirst());
  }

  private Beurt genomen(String bron) {
    volgingen.signaal(dossier, bron);
    return transactie
        .execute(status -> volgingen.neem(bron, 1, Integer.MAX_VALUE, Duration.ofMinutes(5)))
        .get(0);
  }

  private Instant beurt(String bron) {
    return jdbc.sql("select beurt from volging where bron = :bron")
        .param("bron", bron)
        .query(Timestamp.class)
        .single()
        .toInstant();
  }

  private long aantal() {
    return jdbc.sql("select count(*) from volging").query(Long.class).single();
  }

  private List<Afleidingen.Afleiding> verteld() {
    List<Afleidingen.Afleiding> verteld = new ArrayList<>();
    transactie.executeWithoutResult(
        status -> {
          afleidingen.verzend(100, verteld::add);
          status.setRollbackOnly();
        });
    return verteld;
  }

  private static Veranderregels regels(String bron) {
    return lees("config/veranderingen/" + bron + ".yaml", Veranderregels.class);
  }

  private static Bron bron(String bron) {
    return lees("config/sources/" + bron + ".yaml", Bron.class);
  }

  private static <T> T lees(String bestand, Class<T> soort) {
    try {
      return new YAMLMapper().readValue(Path.of(bestand).toFile(), soort);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String personen(String persoon) {
    return "<Personen xmlns=\"urn:ketenbrug:invordering:1\" uitkomst=\"gevonden\">%s</Personen>"
        .formatted(persoon);
  }

  private static String persoon(String huisnummer) {
    return """
        <Persoon><bsn>%s</bsn><geheimhouding>false</geheimhouding><overleden>false</overleden>\
        <adres><soort>adres</soort><huisnummer>%s</huisnummer></adres></Persoon>"""
        .formatted(BSN, huisnummer);
  }

  private static String inkomsten(String einde) {
    return """
        <Inkomsten xmlns="urn:ketenbrug:invordering:1" uitkomst="gevonden"><bsn>%s</bsn>\
        <periodeGeleverd><begin>2026-01-01</begin></periodeGeleverd><Inkomstenverhouding>\
        <loonheffingennummer>999900011L01</loonheffingennummer><volgnummer>1</volgnummer>\
        <begin>2020-01-01</begin>%s</Inkomstenverhouding></Inkomsten>"""
        .formatted(BSN, einde == null ? "" : "<einde>" + einde + "</einde>");
  }
}
