package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import nl.ketenbrug.dossier.Bronuitval;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may ask while a source is away, on a real database. */
class BronpoortTest {

  private static final long PAUZE = 10;
  private static final String NIET_OP_TIJD = "Bron brp antwoordde niet op tijd";
  private static final String NOG_NIET =
      "Bron brp antwoordt nog niet; dit bericht wacht daarop en is nu niet gevraagd";

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Bronuitval uitval = Voorraad.bronuitval(jdbc, Clock.systemUTC());
  private Instant nu = Instant.parse("2026-11-20T10:00:00Z");
  private final InstantSource tijd = () -> nu;
  private final Clock klok = tijd.withZone(ZoneOffset.UTC);
  private final Bronantwoorden antwoorden = new Bronantwoorden(klok);
  private Bronpoort poort = poort("brp");
  private int gevraagd;
  private int dossiers;
  private final Supplier<String> weg = fout("brp", "bron-te-laat", NIET_OP_TIJD);
  private final Supplier<String> polisZwijgt = fout("polis", "bron-te-laat", "Polis zwijgt");
  private final Supplier<String> terug =
      () -> {
        gevraagd++;
        return "goed";
      };

  @BeforeEach
  @AfterEach
  void nothingIsAway() {
    for (String tabel : List.of("bron_weg", "poging", "wacht_op_bron")) {
      jdbc.sql("delete from " + tabel).update();
    }
  }

  @Test
  void asLongAsASourceIsAwayOneAttachmentAPauseAsks() {
    raaktWeg("brp");
    for (int i = 0; i < 5; i++) {
      mislukt(weg, NOG_NIET);
    }
    assertThat(gevraagd).as("the first three").isEqualTo(3);

    verstrijk(PAUZE);
    mislukt(weg, NIET_OP_TIJD);
    mislukt(weg, NOG_NIET);
    assertThat(gevraagd).as("the trial").isEqualTo(4);
  }

  @Test
  void whenItAnswersEverybodyGoesOn() {
    raaktWeg("brp");
    verstrijk(PAUZE);

    for (int i = 0; i < 5; i++) {
      assertThat(door(terug)).isEqualTo("goed");
    }
  }

  @Test
  void aRefusalIsAnAnswerToo() {
    raaktWeg("brp");
    verstrijk(PAUZE);

    geweigerd(new GeweigerdBericht("schuldenaar-onbekend", "niemand"));

    assertThat(door(terug)).isEqualTo("goed");
    assertThat(door(terug)).isEqualTo("goed");
  }

  /** The same where the BRP is asked through Suwinet: it answered, under its own name. */
  @Test
  void aRefusalIsAnAnswerOfTheSourceAtWhichTheBrpIsAsked() {
    poort = poort("brp-suwinet");
    raaktWeg("brp-suwinet");
    verstrijk(PAUZE);

    geweigerd(new GeweigerdBericht("schuldenaar-onbekend", "niemand"));

    assertThat(door(terug)).isEqualTo("goed");
    assertThat(door(terug)).isEqualTo("goed");
  }

  /** Whatever a source says instead of an answer: what the operator of Suwinet says when UWV is. */
  @Test
  void aFaultThatStandsForEverybodyShutsWhateverItsCode() {
    for (String code :
        List.of(
            BronNietBereikbaar.KON_NIET,
            BronNietBereikbaar.ONLEESBAAR,
            "bron-niet-bereikbaar",
            "bron-soapfout",
            "bron-te-laat",
            "code-die-niemand-kent")) {
      nothingIsAway();
      gevraagd = 0;
      for (int i = 0; i < 20; i++) {
        try {
          door(fout("polis", code, "Bron polis kon niet"));
        } catch (BronNietBereikbaar e) {
          assertThat(e.code()).isEqualTo(code);
        }
      }
      assertThat(gevraagd).as(code).isEqualTo(3);
    }
  }

  /** He whose answer is always slow, or breaks a stylesheet, holds up nobody else. */
  @Test
  void whatIsOfOnePersonAloneShutsNothing() {
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> poort.door(dossier(1), bericht(1), weg)).hasMessage(NIET_OP_TIJD);
    }
    assertThat(door(terug)).isEqualTo("goed");
    mislukt(weg, NIET_OP_TIJD);
    mislukt(weg, NIET_OP_TIJD);
    assertThat(door(terug)).as("two after a good answer").isEqualTo("goed");
  }

  /** Its own circuit, or an engine that stops, says nothing to the other engines. */
  @Test
  void whatTheEngineDidItselfShutsNothing() {
    for (String code : List.of(BronNietBereikbaar.AFGEBROKEN, BronNietBereikbaar.NIET_GEVRAAGD)) {
      for (int i = 0; i < 9; i++) {
        mislukt(fout("polis", code, "Niet gevraagd"), "Niet gevraagd");
      }
    }
    assertThat(jdbc.sql("select count(*) from bron_weg").query(Long.class).single()).isZero();
  }

  /** Else he is looked up for a day and a half, at the other sources too. */
  @Test
  void whomASourceFailsThatAnswersOthersDoesNotWaitForIt() {
    for (int i = 0; i <= 3; i++) {
      assertThat(uitval.isGenoeg(bericht(1), Duration.ofHours(36), 3)).isFalse();
      for (int j = 0; j < 5; j++) {
        assertThatThrownBy(() -> poort.door(dossier(1), bericht(1), weg)).hasMessage(NIET_OP_TIJD);
      }
      assertThat(door(terug)).isEqualTo("goed");
    }
    assertThat(uitval.isGenoeg(bericht(1), Duration.ofHours(36), 3)).isTrue();
  }

  @Test
  void whoAsksASourceThatIsAwayForAllWaitsForIt() {
    raaktWeg("brp");
    for (int i = 0; i < 20; i++) {
      verstrijk(PAUZE);
      assertThatThrownBy(() -> poort.door(dossier(100), bericht(100), weg))
          .hasMessage(NIET_OP_TIJD);
    }
    assertThat(uitval.isGenoeg(bericht(100), Duration.ofHours(36), 1)).isFalse();
  }

  /** That it does so for one person sets one apart; for all, all wait until it is settled. */
  @Test
  void aSourceThatDoesNotAllowOurQuestionsIsLeftAloneForAnHour() {
    RuntimeException nee =
        new Bronweigering("polis", "bron-niet-gerechtigd", "bron polis staat deze vraag niet toe");
    geweigerd(nee);
    geweigerd(nee);
    String zin =
        "Bron polis staat onze vragen niet toe; dit bericht wacht daarop en is nu niet gevraagd";
    mislukt(gooi(nee), "bron polis staat deze vraag niet toe");
    mislukt(terug, zin);
    verstrijk(3590);
    mislukt(terug, zin);
    verstrijk(11);
    mislukt(gooi(nee), "bron polis staat deze vraag niet toe");
    mislukt(terug, zin);
    verstrijk(3601);
    assertThat(door(terug)).isEqualTo("goed");
    assertThat(door(terug)).isEqualTo("goed");
  }

  /** In the night its maintenance; the right is still withdrawn in the morning. */
  @Test
  void aSourceThatAllowsNobodyAndThenKeepsSilentSetsNobodyApartAnew() {
    RuntimeException nee =
        new Bronweigering("polis", "bron-niet-gerechtigd", "bron polis staat deze vraag niet toe");
    geweigerd(nee);
    geweigerd(nee);
    mislukt(gooi(nee), "bron polis staat deze vraag niet toe");
    verstrijk(3601);
    mislukt(polisZwijgt, "Polis zwijgt");
    gevraagd = 0;

    String zin =
        "Bron polis staat onze vragen niet toe; dit bericht wacht daarop en is nu niet gevraagd";
    mislukt(gooi(nee), zin);
    verstrijk(3590);
    mislukt(gooi(nee), zin);
    assertThat(gevraagd).isZero();
    verstrijk(11);
    mislukt(gooi(nee), "bron polis staat deze vraag niet toe");
    mislukt(gooi(nee), zin);
  }

  /** Of one person too: it answers again, and the next ones may ask. */
  @Test
  void aSourceThatWasAwayAndDoesNotAllowOneQuestionIsBack() {
    raaktWeg("polis");
    verstrijk(PAUZE);
    geweigerd(new Bronweigering("polis", "bron-niet-gerechtigd", "bron polis staat dit niet toe"));
    assertThat(door(terug)).isEqualTo("goed");
  }

  /** The BRP says that he is dead, and nobody asked Polis, which is away. */
  @Test
  void aRefusalOfOneSourceSaysNothingOfAnother() {
    raaktWeg("polis");
    verstrijk(PAUZE);
    geweigerd(new GeweigerdBericht("schuldenaar-overleden", "overleden"));
    gevraagd = 0;

    mislukt(
        terug, "Bron polis antwoordt nog niet; dit bericht wacht daarop en is nu niet gevraagd");
    assertThat(gevraagd).isZero();
  }

  /** While one tries, which may take as long as a source may be silent, the others hold back. */
  @Test
  void oneTriesAtATime() {
    raaktWeg("brp");
    gevraagd = 0;
    verstrijk(PAUZE);

    assertThat(
            door(
                () -> {
                  mislukt(terug, NOG_NIET);
                  return "goed";
                }))
        .isEqualTo("goed");
    assertThat(gevraagd).isZero();
  }

  @Test
  void oneSourceThatIsBackDoesNotOpenTheDoorWhileAnotherIsAway() {
    raaktWeg("brp");
    verstrijk(PAUZE);
    // Three trials that fail at Polis; whether the BRP answered does not show.
    for (int i = 0; i < 3; i++) {
      mislukt(polisZwijgt, "Polis zwijgt");
      mislukt(terug, NOG_NIET);
      verstrijk(PAUZE);
    }
    assertThat(gevraagd).as("three of the BRP, three trials").isEqualTo(6);

    mislukt(alleenBrp(polisZwijgt), "Polis zwijgt");
    assertThat(uitval.isWeg("brp")).isFalse();
    mislukt(
        terug, "Bron polis antwoordt nog niet; dit bericht wacht daarop en is nu niet gevraagd");
    assertThat(gevraagd).isEqualTo(7);

    verstrijk(PAUZE);
    assertThat(door(terug)).isEqualTo("goed");
    assertThat(door(terug)).isEqualTo("goed");
  }

  /** They are asked side by side: what is told from then on goes by the one that answers. */
  @Test
  void aSourceThatAnsweredIsBackThoughAnotherFailedOrRefused() {
    for (RuntimeException vanPolis :
        List.of(
            new BronNietBereikbaar("polis", "bron-te-laat", "Polis zwijgt", null),
            new Bronweigering("polis", "bron-niet-gerechtigd", "niet toegestaan"),
            new Bronweigering("polis", "antwoord-te-groot", "te groot"))) {
      nothingIsAway();
      raaktWeg("brp");
      verstrijk(PAUZE);
      assertThatThrownBy(() -> door(alleenBrp(gooi(vanPolis)))).isSameAs(vanPolis);
      assertThat(uitval.isWeg("brp")).as(vanPolis.getMessage()).isFalse();
    }
  }

  /** What it said before this attachment asked does not make it answer now. */
  @Test
  void whatASourceAnsweredEarlierDoesNotBringItBack() {
    antwoorden.meld("brp");
    nu = nu.plusSeconds(1);
    raaktWeg("brp");
    verstrijk(PAUZE);
    mislukt(polisZwijgt, "Polis zwijgt");
    assertThat(uitval.isWeg("brp")).isTrue();
  }

  @Test
  void aRefusalByTheLawOnWhatPolisSaidIsAnAnswerOfPolis() {
    mislukt(polisZwijgt, "Polis zwijgt");
    GeweigerdBericht wet = new GeweigerdBericht("inkomsten-onvoldoende", "onvoldoende");
    assertThatThrownBy(
            () ->
                door(
                    () -> {
                      antwoorden.meld("brp");
                      antwoorden.meld("polis");
                      throw wet;
                    }))
        .isSameAs(wet);
    mislukt(polisZwijgt, "Polis zwijgt");
    mislukt(polisZwijgt, "Polis zwijgt");
    assertThat(uitval.isWeg("polis")).as("no three in a row").isFalse();
  }

  /** A machine that went on after a night, and whose clock was then set right. */
  @Test
  void aTrialThatIsStillToComeHoldsNobody() {
    raaktWeg("brp");
    verstrijk(-3600);
    assertThat(door(terug)).isEqualTo("goed");
  }

  /** Also when the broker says that it is its first attempt: it forgets that for what it paged. */
  @Test
  void whatWaitsIsTurnedBackBeforeAnyWork() {
    raaktWeg("brp");
    uitval.wacht(bericht(1), dossier(1), "brp", true);
    uitval.wacht(bericht(2), dossier(1), "brp", false);
    assertThatThrownBy(() -> poort.houdTegen(bericht(1))).hasMessage(NOG_NIET);
    poort.houdTegen(bericht(2));
    poort.houdTegen(bericht(3));
  }

  private Bronpoort poort(String brp) {
    return new Bronpoort(
        uitval, antwoorden, new BronpoortSettings(PAUZE), new VerrijkingSettings(null, brp), klok);
  }

  /** As the look-up of an attachment does that the BRP answered. */
  private Supplier<String> alleenBrp(Supplier<String> daarna) {
    return () -> {
      antwoorden.meld("brp");
      return daarna.get();
    };
  }

  private void raaktWeg(String bron) {
    for (int i = 0; i < 3; i++) {
      mislukt(fout(bron, "bron-te-laat", "weg"), "weg");
    }
  }

  private Supplier<String> fout(String bron, String code, String zin) {
    return gooi(new BronNietBereikbaar(bron, code, zin, null));
  }

  private Supplier<String> gooi(RuntimeException fout) {
    return () -> {
      gevraagd++;
      throw fout;
    };
  }

  /** In another dossier each time. */
  private String door(Supplier<String> vragen) {
    dossiers++;
    return poort.door(dossier(1000 + dossiers), bericht(1000 + dossiers), vragen);
  }

  private void mislukt(Supplier<String> vragen, String zin) {
    assertThatThrownBy(() -> door(vragen)).isInstanceOf(BronNietBereikbaar.class).hasMessage(zin);
  }

  private void geweigerd(RuntimeException weigering) {
    assertThatThrownBy(() -> door(gooi(weigering))).isSameAs(weigering);
  }

  private static Dossiersleutel dossier(int nummer) {
    return new Dossiersleutel("%064x".formatted(nummer));
  }

  private static BerichtId bericht(int nummer) {
    return BerichtId.of("019a9000-0020-7a11-8b22-%012x".formatted(nummer));
  }

  /** As if it were so many seconds later. */
  private void verstrijk(long seconden) {
    jdbc.sql("update bron_weg set proef = proef - make_interval(secs => :seconden)")
        .param("seconden", seconden)
        .update();
  }
}
