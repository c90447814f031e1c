package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;
import org.springframework.transaction.support.TransactionTemplate;

/** What sources said at an attachment and what following knows, on a real database. */
class BeslagvergelijkingTest {

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
  private Vergelijkers vergelijkers = new Vergelijkers(List.of(regels("brp"), regels("polis")));
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

  /** As Spring would: each source is a transaction. */
  private final Volgverwerking inTransactie = inTransactie(verwerking);

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
    assertThat(beurt("brp")).isCloseTo(beurt, within(1, ChronoUnit.MILLIS));
    beslag(BESLAG, NU, persoon("12"), inkomsten(null));
    assertThat(beurt("brp")).isCloseTo(beurt, within(1, ChronoUnit.MILLIS));
  }

  @Test
  void whereNobodyIsFollowedAndBehindTheLastAttachmentNothingIsKept() {
    vergelijk(new VolgSettings(false, null, 1, 1, 1, 1, 1), BESLAG, NU, NU);
    assertThat(aantal()).isZero();
    vergelijk(new VolgSettings(true, List.of("polis"), 1, 1, 1, 1, 1), BESLAG, NU, NU);
    assertThat(jdbc.sql("select bron from volging").query(String.class).list())
        .containsExactly("polis");

    jdbc.sql("delete from volging").update();
    jdbc.sql("delete from schuldenaar").update();
    beslag(BESLAG, NU, persoon("12"), inkomsten(null));
    assertThat(aantal()).isZero();
  }

  /** The last attachment may end while its own answer is being kept. */
  @Test
  void whatIsKeptGoesWithTheLastAttachmentThatEndsMeanwhile() throws Exception {
    jdbc.sql("update beslag set status = 'beeindigd'").update();
    CompletableFuture<Void> einde = new CompletableFuture<>();
    transactie.executeWithoutResult(
        status -> {
          beslag(BESLAG, NU, persoon("12"), inkomsten(null));
          einde.completeAsync(
              () -> {
                transactie.executeWithoutResult(
                    ander -> voorraad.opDossiers((d, s, c) -> s).wisZonderBeslag(dossier));
                return null;
              });
          assertThatThrownBy(() -> einde.get(500, TimeUnit.MILLISECONDS))
              .isInstanceOf(TimeoutException.class);
        });
    einde.get(10, TimeUnit.SECONDS);

    assertThat(aantal()).isZero();
  }

  /** Who is a party in both hears of both; following compares with the last that was said. */
  @Test
  void aLaterAttachmentThatSaysOtherwiseIsAChangeAtOnce() {
    beslag(BESLAG, NU.minusSeconds(9), persoon("12"), inkomsten(null));
    BerichtId later = BerichtId.nieuw(NU);

    beslag(later, NU.plusSeconds(1), persoon("14"), inkomsten(null));

    assertThat(verteld())
        .singleElement()
        .satisfies(
            v -> {
              assertThat(v.document())
                  .contains("persoon-verhuisd<", "<huisnummer>12<", "<huisnummer>14<");
              assertThat(v.oorzaak()).isEqualTo(later);
              assertThat(v.bericht().tijdstip()).isAfterOrEqualTo(later.tijdstip());
            });
    assertThat(brp(persoon("12"))).as("moved back before following asked").isEqualTo(1);
  }

  /** Set apart in the end, or its engine was killed: the parties hear the last of its attempts. */
  @Test
  void theSameAttachmentAgainIsComparedAndAnOlderAttemptComesOverNothing() {
    beslag(BESLAG, NU, NU.plusSeconds(1), persoon("12"), inkomsten(null));
    beslag(BESLAG, NU.plusSeconds(5), NU.plusSeconds(6), persoon("14"), inkomsten(null));
    assertThat(verteld()).hasSize(1);

    beslag(BESLAG, NU, NU.plusSeconds(9), persoon("12"), inkomsten(null));

    assertThat(verteld()).as("an engine that was held up").hasSize(1);
    assertThat(brp(persoon("14"))).isZero();
  }

  /** Both were under way: its first answer was compared with nothing, and is later than ours. */
  @Test
  void aFirstAnswerThatFollowingGotMeanwhileIsAskedForAgainAndCompared() {
    volgingWordtBijgewerkt();
    brp(persoon("14"));
    jdbc.sql("update volging set beurt = '2027-01-21T10:00:00Z'").update();

    beslag(BESLAG, NU.minusSeconds(1), persoon("12"), inkomsten(null));

    assertThat(verteld()).isEmpty();
    assertThat(beurt("brp")).as("at once").isBefore(NU);
    assertThat(brp(persoon("14"))).isEqualTo(1);
  }

  @Test
  void anAnswerThatFollowingComparedMeanwhileStays() {
    beslag(BESLAG, NU.minusSeconds(9), persoon("12"), inkomsten(null));
    assertThat(brp(persoon("14"))).isEqualTo(1);

    beslag(BerichtId.nieuw(NU), NU.minusSeconds(1), persoon("12"), inkomsten(null));

    assertThat(verteld()).as("its event comes behind that of the attachment").hasSize(1);
    assertThat(beurt("brp")).as("which is later is not known").isBefore(NU);
    assertThat(brp(persoon("14"))).isZero();
  }

  @Test
  void anAnswerToAQuestionFromBeforeItIsDropped() {
    volgingWordtBijgewerkt();
    Beurt onderweg = genomen("brp");

    beslag(BESLAG, NU, persoon("14"), inkomsten(null));

    assertThat(verwerk("brp", onderweg, personen(persoon("12")))).as("dropped").isEmpty();
    assertThat(beurt("brp")).as("asked again at once").isBeforeOrEqualTo(NU);
    assertThat(brp(persoon("14"))).isZero();
  }

  /** The BRP gives days of which only the year is known. */
  @Test
  void aRuleThatFailsHoldsUpNoAttachmentAndFollowingAsksAtOnce() {
    beslag(BESLAG, NU, persoon("12"), inkomsten(null));
    vergelijkers =
        new Vergelijkers(
            List.of(
                lees("brp", "k:adres/k:datumVan", "xs:date(k:adres/k:soort)"), regels("polis")));

    beslag(BerichtId.nieuw(NU), NU.plusSeconds(1), persoon("14"), inkomsten("2026-12-20"));

    assertThat(verteld())
        .singleElement()
        .satisfies(v -> assertThat(v.document()).contains("inkomstenverhouding-beeindigd<"));
    assertThat(beurt("brp")).isBefore(NU);
  }

  @Test
  void aRuleThatFailsAtTheFirstSightLeavesItToFollowingAtOnce() {
    vergelijkers =
        new Vergelijkers(
            List.of(
                lees("brp", "velden: [\"k:geheimhouding\"]", "velden: [\"xs:date(k:bsn)\"]"),
                regels("polis")));

    beslag(BESLAG, NU, persoon("12"), inkomsten(null));

    assertThat(beurt("brp")).isBefore(NU);
    assertThat(
            jdbc.sql("select bron from volging where feiten is not null")
                .query(String.class)
                .list())
        .containsExactly("polis");
  }

  @Test
  void whatIsKeptAndDoesNotOpenHoldsUpNoAttachment() {
    beslag(BESLAG, NU, persoon("12"), inkomsten(null));
    jdbc.sql("update volging set feiten = '\\x00' where bron = 'polis'").update();

    beslag(BerichtId.nieuw(NU), NU.plusSeconds(1), persoon("14"), inkomsten("2026-12-20"));

    assertThat(verteld())
        .singleElement()
        .satisfies(v -> assertThat(v.document()).contains("persoon-verhuisd<"));
  }

  private void beslag(BerichtId beslag, Instant gevraagd, String persoon, String inkomsten) {
    beslag(beslag, gevraagd, gevraagd.isAfter(NU) ? gevraagd : NU, persoon, inkomsten);
  }

  private void beslag(
      BerichtId beslag, Instant gevraagd, Instant gekregen, String persoon, String inkomsten) {
    vergelijk(
        new VolgSettings(true, null, 1, 1, 1, 1, 1),
        beslag,
        gevraagd,
        gekregen,
        persoon,
        inkomsten);
  }

  private void vergelijk(
      VolgSettings settings, BerichtId beslag, Instant gevraagd, Instant gekregen) {
    vergelijk(settings, beslag, gevraagd, gekregen, persoon("12"), inkomsten(null));
  }

  private void vergelijk(
      VolgSettings settings,
      BerichtId beslag,
      Instant gevraagd,
      Instant gekregen,
      String persoon,
      String inkomsten) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setProperty(
        Opgezocht.EIGENSCHAP,
        new Opgezocht(
            dossier,
            beslag,
            gevraagd,
            gekregen,
            Opgezocht.antwoorden("brp", antwoorden(persoon, inkomsten))));
    new Beslagvergelijking(
            volgingen,
            inTransactie,
            vergelijkers,
            new Bronnen(List.of(bron("brp"), bron("polis"))),
            settings)
        .vergelijk(exchange);
  }

  private static Volgverwerking inTransactie(Volgverwerking verwerking) {
    ProxyFactory maker = new ProxyFactory(verwerking);
    maker.setProxyTargetClass(true);
    maker.addAdvice(
        new TransactionInterceptor(
            (TransactionManager) new JdbcTransactionManager(Testdatabase.bron()),
            new AnnotationTransactionAttributeSource(false)));
    return (Volgverwerking) maker.getProxy();
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
          Voorraad.verzend(afleidingen, 100, verteld::add);
          status.setRollbackOnly();
        });
    return verteld;
  }

  private static Veranderregels regels(String bron) {
    return lees("config/veranderingen/" + bron + ".yaml", Veranderregels.class);
  }

  private static Veranderregels lees(String bron, String regel, String anders) {
    try {
      String yaml = Files.readString(Path.of("config/veranderingen/" + bron + ".yaml"));
      return new YAMLMapper().readValue(yaml.replace(regel, anders), Veranderregels.class);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
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
