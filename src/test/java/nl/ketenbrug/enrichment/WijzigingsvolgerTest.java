package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import nl.ketenbrug.dossier.Volgindicaties;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.operations.Testdatabase;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import nl.ketenbrug.source.Proefvolgindicaties;
import nl.ketenbrug.source.Volgwijze;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who the BRP is told that we follow, and what is done with whom it names; the service is played.
 */
class WijzigingsvolgerTest {

  private static final String BSN = "999958379";
  private static final String ANDER = "999990019";
  private static final Instant NU = Instant.parse("2026-12-21T10:00:00Z");
  private static final Volgwijze DAGELIJKS = new Volgwijze(86_400, 10, "00:00", "24:00", 60, 600);

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Verzetbaar klok = new Verzetbaar();
  private final Voorraad voorraad =
      new Voorraad(
          jdbc, "geheim-van-de-proef-met-32-tekens-01", "geheim-van-de-proef-met-32-tekens-02");
  private final Volgindicaties indicaties = voorraad.volgindicaties(klok);
  private final Volgingen volgingen = voorraad.volgingen(klok);
  private final Proefvolgindicaties service = new Proefvolgindicaties();
  private final Bron bron = bron("brp-update");
  private final Volgtempo tempo =
      new Volgtempo(indicaties, volgingen, new Bronnen(List.of(bron, bron("brp"))), service);
  private final Wijzigingsvolger volger =
      new Wijzigingsvolger(
          indicaties,
          service,
          tempo,
          new VolgSettings(true, List.of("brp"), 1, 1, 1, 300, 1),
          new VerrijkingSettings(null, null),
          klok);
  private Dossiersleutel dossier;

  @BeforeEach
  void twoPeopleAreFollowed() {
    for (String tabel :
        List.of(
            "volgindicatie",
            "wijzigingenstand",
            "volging",
            "volging_feit",
            "bron_tempo",
            "schuldenaar",
            "partij",
            "beslag")) {
      jdbc.sql("delete from " + tabel).update();
    }
    dossier = voorraad.beslag(BSN, "R-1", List.of());
    voorraad.beslag(ANDER, "R-2", List.of());
    volgingen.werkBij("brp", Duration.ofDays(1));
    jdbc.sql("update volging set beurt = :later")
        .param("later", Timestamp.from(NU.plus(Duration.ofDays(9))))
        .update();
    volger.werkBij();
  }

  @Test
  void everybodyIsPlacedOnceAndReadInFullRightAfter() {
    volger.werk(bron);
    volger.werkBij();
    volger.werk(bron);

    assertThat(service.verteld)
        .containsExactlyInAnyOrder("vanaf 2026-12-21", "plaats " + BSN, "plaats " + ANDER);
    assertThat(aanDeBeurt()).isEqualTo(2);
  }

  @Test
  void whoIsNamedHasHisTurnNowAndWhoIsNotHasNot() {
    volger.werk(bron);
    jdbc.sql("update volging set beurt = now() + interval '9 days'").update();
    service.gewijzigd.addAll(List.of(new Bsn(BSN), new Bsn(BSN), new Bsn("999990020")));

    klok.verzet(Duration.ofHours(5));
    volger.werk(bron);

    assertThat(aanDeBeurt()).isEqualTo(1);
    assertThat(
            jdbc.sql("select dossier from volging where beurt = 'epoch'")
                .query(String.class)
                .single())
        .isEqualTo(dossier.value());
  }

  @Test
  void eachQuestionIsAboutTheDayOfTheOneBeforeAndTheTurnOfTheDayIsLeftWide() {
    volger.werk(bron);
    klok.op("2026-12-21T23:30:00Z");
    volger.werk(bron);
    klok.op("2026-12-22T09:00:00Z");
    volger.werk(bron);

    // 00:30 in the Netherlands: a clock there may still say that it is the day before.
    assertThat(service.verteld.stream().filter(v -> v.startsWith("vanaf")))
        .containsExactly("vanaf 2026-12-21", "vanaf 2026-12-21", "vanaf 2026-12-21");
    klok.op("2026-12-23T09:00:00Z");
    volger.werk(bron);
    assertThat(service.verteld).contains("vanaf 2026-12-22");
  }

  @Test
  void aQuestionThatFailsIsAskedAgainAboutTheSameDayLaterEachTime() {
    volger.werk(bron);
    service.weg = true;
    klok.verzet(Duration.ofDays(1));
    volger.werk(bron);
    klok.verzet(Duration.ofSeconds(59));
    volger.werk(bron);
    klok.verzet(Duration.ofSeconds(2));
    volger.werk(bron);
    klok.verzet(Duration.ofSeconds(61));
    volger.werk(bron);
    assertThat(service.verteld.stream().filter(v -> v.startsWith("vanaf"))).hasSize(3);

    service.weg = false;
    klok.verzet(Duration.ofDays(3));
    volger.werk(bron);
    assertThat(service.verteld.get(service.verteld.size() - 1)).isEqualTo("vanaf 2026-12-21");
  }

  @Test
  void whoseLastAttachmentEndsIsEndedOnceAndOfWhoComesBackItBeginsAnew() {
    volger.werk(bron);
    jdbc.sql("delete from schuldenaar where dossier = ?").param(dossier.value()).update();
    volger.werkBij();
    assertThat(indicaties.isGeplaatst(dossier)).isFalse();
    service.weg = true;
    volger.werk(bron);
    klok.verzet(Duration.ofHours(1));
    service.weg = false;
    volger.werk(bron);
    volger.werkBij();
    volger.werk(bron);

    assertThat(service.verteld.stream().filter(v -> v.startsWith("einde")))
        .as("once in vain")
        .containsExactly("einde " + BSN + " 2026-12-21", "einde " + BSN + " 2026-12-21");
    assertThat(jdbc.sql("select count(*) from volgindicatie").query(Long.class).single())
        .as("his number is gone too")
        .isEqualTo(1);

    service.verteld.clear();
    voorraad.beslag(BSN, "R-3", List.of());
    volger.werkBij();
    volger.werk(bron);
    assertThat(service.verteld).contains("plaats " + BSN);
  }

  @Test
  void anEngineThatStopsHalfwayCostsTimeOnlyAndNobodyIsToldTheOppositeAtTheSameTime() {
    assertThat(neem(99)).hasSize(2);
    jdbc.sql("delete from schuldenaar where dossier = ?").param(dossier.value()).update();
    volger.werkBij();
    volger.werk(bron);
    assertThat(service.verteld)
        .as("taken by the one that stopped")
        .containsExactly("vanaf 2026-12-21");

    klok.verzet(Duration.ofMinutes(6));
    volger.werk(bron);
    assertThat(service.verteld).contains("einde " + BSN + " 2026-12-21", "plaats " + ANDER);
  }

  @Test
  void whatIsToldStaysWithinTheLimitOfTheSource() {
    assertThat(neem(1)).hasSize(1);
    assertThat(neem(1)).isEmpty();
  }

  @Test
  void ofWhomTheSourceTellsOneIsAskedSeldomButOnAnEighteenthBirthday() throws Exception {
    Vergelijker brp =
        new Vergelijker(
            new YAMLMapper()
                .readValue(
                    Path.of("config/veranderingen/brp.yaml").toFile(), Veranderregels.class));
    String kind =
        "<Personen xmlns=\"urn:ketenbrug:invordering:1\"><Persoon><bsn>%s</bsn><kinderen><kind><geboortedatum>%s</geboortedatum></kind></kinderen></Persoon></Personen>";
    String jong = kind.formatted(BSN, "2020-01-01");
    String haast = kind.formatted(BSN, "2008-12-24");

    assertThat(tempo.daarna("brp", DAGELIJKS, dossier, brp, jong, NU))
        .as("not placed yet")
        .isEqualTo(NU.plus(Duration.ofDays(1)));
    volger.werk(bron);
    assertThat(tempo.daarna("brp", DAGELIJKS, dossier, brp, jong, NU))
        .isEqualTo(NU.plus(Duration.ofDays(30)));
    assertThat(tempo.daarna("brp", DAGELIJKS, dossier, brp, haast, NU))
        .isEqualTo(Instant.parse("2026-12-23T23:00:00Z"));
    assertThat(tempo.daarna("polis", DAGELIJKS, dossier, brp, jong, NU))
        .isEqualTo(NU.plus(Duration.ofDays(1)));
  }

  private List<Volgindicaties.Opdracht> neem(int perMinuut) {
    return indicaties.neem(
        "brp-update",
        9,
        perMinuut,
        Duration.ofDays(30),
        Duration.ofMinutes(5),
        Duration.ofHours(6));
  }

  @Test
  void atAnotherAddressEverybodyIsPlacedAndReadAnew() {
    volger.werk(bron);
    volger.werkBij();
    volger.werk(bron);
    service.verteld.clear();
    jdbc.sql("update volging set beurt = :later")
        .param("later", Timestamp.from(NU.plus(Duration.ofDays(9))))
        .update();
    service.adres = "http://127.0.0.1:1/anders";
    klok.verzet(Duration.ofDays(2));

    volger.werkBij();
    assertThat(indicaties.isGeplaatst(dossier)).isFalse();
    volger.werk(bron);

    assertThat(service.verteld)
        .as("who changed there before is not asked")
        .containsExactlyInAnyOrder("vanaf 2026-12-23", "plaats " + BSN, "plaats " + ANDER);
    assertThat(aanDeBeurt()).isEqualTo(2);
    assertThat(jdbc.sql("select adres from wijzigingenstand").query(String.class).single())
        .doesNotContain("127");
  }

  @Test
  void withoutTheServiceNobodysNumberIsKeptAndNobodyWaitsForIt() {
    volger.werk(bron);
    jdbc.sql("update volging set gezien = :nu, beurt = :later")
        .param("nu", Timestamp.from(NU))
        .param("later", Timestamp.from(NU.plus(Duration.ofDays(30))))
        .update();
    service.adres = "";

    volger.werkBij();

    assertThat(jdbc.sql("select count(*) from volgindicatie").query(Long.class).single()).isZero();
    assertThat(eersteBeurt()).isEqualTo(NU.plus(Duration.ofDays(1)));
    service.adres = "http://127.0.0.1:1/update";
    service.verteld.clear();
    volger.werkBij();
    volger.werk(bron);
    assertThat(service.verteld).contains("plaats " + BSN, "plaats " + ANDER);
  }

  @Test
  void whoWasPlacedIsPlacedAgainOnceInAWhileAndNotAskedAboutForThat() {
    volger.werk(bron);
    service.verteld.clear();
    jdbc.sql("update volging set beurt = now() + interval '9 days'").update();
    klok.verzet(Duration.ofDays(29));
    volger.werk(bron);
    assertThat(service.verteld).noneMatch(v -> v.startsWith("plaats"));
    klok.verzet(Duration.ofDays(2));
    volger.werk(bron);
    volger.werk(bron);

    assertThat(service.verteld.stream().filter(v -> v.startsWith("plaats")))
        .containsExactlyInAnyOrder("plaats " + BSN, "plaats " + ANDER);
    assertThat(aanDeBeurt()).isZero();
  }

  @Test
  void whenTheSourceDoesNotSayWhoChangedPeopleAreAskedAboutAtTheirOwnPace() throws Exception {
    Vergelijker brp =
        new Vergelijker(
            new YAMLMapper()
                .readValue(
                    Path.of("config/veranderingen/brp.yaml").toFile(), Veranderregels.class));
    String leeg = "<Personen xmlns=\"urn:ketenbrug:invordering:1\"/>";
    service.zwijgt = true;
    volger.werk(bron);
    assertThat(indicaties.isGeplaatst(dossier)).isTrue();
    assertThat(tempo.daarna("brp", DAGELIJKS, dossier, brp, leeg, NU))
        .as("from the first day")
        .isEqualTo(NU.plus(Duration.ofDays(1)));
    assertThat(indicaties.achterstand("brp-update").sinds()).isEqualTo(NU);

    service.zwijgt = false;
    klok.verzet(Duration.ofHours(7));
    volger.werk(bron);
    assertThat(tempo.daarna("brp", DAGELIJKS, dossier, brp, leeg, NU))
        .isEqualTo(NU.plus(Duration.ofDays(30)));
    jdbc.sql("update volging set gezien = :nu, beurt = :later")
        .param("nu", Timestamp.from(NU))
        .param("later", Timestamp.from(NU.plus(Duration.ofDays(30))))
        .update();
    volger.werkBij();
    assertThat(eersteBeurt()).isEqualTo(NU.plus(Duration.ofDays(30)));

    service.zwijgt = true;
    klok.verzet(Duration.ofHours(9));
    volger.werk(bron);
    volger.werkBij();
    assertThat(eersteBeurt()).isEqualTo(NU.plus(Duration.ofDays(1)));
  }

  @Test
  void aClockThatWasAheadForAWhileDoesNotStopTheQuestions() {
    klok.op("2031-12-21T10:00:00Z");
    volger.werk(bron);
    klok.op("2026-12-21T10:00:00Z");
    service.verteld.clear();

    volger.werk(bron);
    klok.verzet(Duration.ofHours(25));
    volger.werk(bron);

    assertThat(service.verteld.stream().filter(v -> v.startsWith("vanaf")))
        .containsExactly("vanaf 2026-12-21", "vanaf 2026-12-21");
  }

  @Test
  void aBatchThatCouldTakeLongerThanItsTurnsAreHeldStopsTheStart() {
    assertThatThrownBy(
            () ->
                new Wijzigingsvolger(
                    indicaties,
                    service,
                    tempo,
                    new VolgSettings(true, List.of("brp"), 1, 1, 1, 126, 1),
                    new VerrijkingSettings(null, null),
                    klok))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ketenbrug.volgen.uitstel")
        .hasMessageContaining("126 s");
  }

  /** Of an address that is set and not used nobody would know. */
  @Test
  void anUpdateApiOfAnotherSourceThanIsFollowedStopsTheStart() {
    assertThatThrownBy(
            () ->
                new Wijzigingsvolger(
                    indicaties,
                    service,
                    tempo,
                    new VolgSettings(true, List.of("brp-suwinet"), 1, 1, 1, 300, 1),
                    new VerrijkingSettings(null, "brp-suwinet"),
                    klok))
        .hasMessage(
            "ketenbrug.bron.brp-update.adres is gezet, en config/sources/brp-update.yaml zegt over: brp; de BRP wordt gevolgd bij brp-suwinet. Schrijf over: brp-suwinet, of haal het adres weg");
  }

  private Instant eersteBeurt() {
    return jdbc.sql("select min(beurt) from volging").query(Timestamp.class).single().toInstant();
  }

  private long aanDeBeurt() {
    return jdbc.sql("select count(*) from volging where beurt = 'epoch'")
        .query(Long.class)
        .single();
  }

  private static Bron bron(String naam) {
    try {
      return new YAMLMapper()
          .readValue(Path.of("config/sources", naam + ".yaml").toFile(), Bron.class);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A clock that stands still until it is moved. */
  private static final class Verzetbaar extends Clock {

    private Instant nu = NU;

    void verzet(Duration tijd) {
      nu = nu.plus(tijd);
    }

    void op(String moment) {
      nu = Instant.parse(moment);
    }

    @Override
    public Instant instant() {
      return nu;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.fixed(nu, zone);
    }
  }
}
