package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import nl.ketenbrug.bvv.Vaststelling;
import nl.ketenbrug.dossier.Herbepalingen;
import nl.ketenbrug.dossier.Herziening;
import nl.ketenbrug.dossier.Herziening.Modus;
import nl.ketenbrug.dossier.Herziening.Reden;
import nl.ketenbrug.dossier.Herziening.Status;
import nl.ketenbrug.dossier.Herzieningsverslag;
import nl.ketenbrug.dossier.Zonderstand;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What becomes of a part when something fails half way, comes twice or comes late. */
class HerzieningswerkTest {

  private final Herzieningsproef proef = new Herzieningsproef();

  // One id, one body.

  @Test
  void whatWasMadeOnceIsSentAgainAsItWasAlsoWhenTheSourceSaysOtherwiseByNow() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    List<String> eerst = proef.verwerk(herziening, 0);
    long nieuw = som(herziening);
    proef.status(herziening, Status.GEPAUZEERD);
    proef.status(herziening, Status.LOOPT);
    proef.bron = dossier -> Herzieningsproef.vaststelling(proef.dagen.vandaag(), 2_000_000);

    List<String> daarna = proef.verwerk(herziening, 0);

    assertThat(eerst).hasSize(5).doesNotHaveDuplicates();
    assertThat(daarna).containsExactlyInAnyOrderElementsOf(eerst);
    assertThat(som(herziening)).isEqualTo(nieuw);
    assertThat(proef.gevraagd.values()).as("no source was asked again").containsOnly(1);
  }

  @Test
  void ofTwoMessagesOfOnePartThatAreComputedAtOnceOneSends() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    Exchange een = proef.bereken(herziening, 0);
    Exchange ander = proef.bereken(herziening, 0);
    proef.legVast(een);
    proef.legVast(ander);

    assertThat(proef.werk.teVerzenden(een)).hasSize(5);
    assertThat(proef.werk.teVerzenden(ander)).isEmpty();
  }

  @Test
  void aPartThatWasRolledBackAfterItsOutcomesSendsThemAlsoWhenEverybodyIsDone() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    Exchange weg = proef.bereken(herziening, 0);
    proef.legVast(weg);
    List<String> nietVerzonden = proef.werk.teVerzenden(weg);
    proef.beheer.rondAf(herziening.id());
    assertThat(proef.opnieuw(herziening).status()).isEqualTo(Status.GEREED);

    assertThat(proef.verwerk(herziening, 0)).isEqualTo(nietVerzonden).hasSize(5);
    proef.status(herziening, Status.AFGEBROKEN);
    assertThat(proef.verwerk(herziening, 0)).as("cancelled is for good").isEmpty();
  }

  @Test
  void anEventIsKeptEncryptedAndNoLongerThanUntilItStandsInItsDossier() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef.verwerk(herziening, 0);
    assertThat(bewaard("bericht is not null and position('Gebeurtenis'::bytea in bericht) = 0"))
        .isEqualTo(5);

    proef.herzieningen.verwerkt(herziening.id(), proef.dossiers.get(0));
    proef.herzieningen.ingehaald(herziening.id(), proef.dossiers.get(1));
    assertThat(bewaard("bericht is not null")).isEqualTo(3);
    proef.status(herziening, Status.AFGEBROKEN);
    assertThat(bewaard("bericht is not null")).isZero();
  }

  @Test
  void whatThePartSentBeforeItCameBackIsNotSentAgain() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef.bron = dossier -> struikelt(dossier, 0);

    assertThat(proef.verwerkAlles(herziening, 20)).hasSize(4).doesNotHaveDuplicates();
  }

  // A change that is on its way.

  @Test
  void ofWhomAChangeIsOnItsWayIsNotDeterminedAgainBeforeItStands() {
    Dossiersleutel vast = proef.dossiers.get(0);
    Herziening eerste = proef.begonnen(Reden.ALLES);
    proef.verwerk(eerste, 0);
    proef.dossiers.subList(1, 5).forEach(d -> proef.herzieningen.verwerkt(eerste.id(), d));
    Herbepalingen nodig = proef.voorraad.herbepalingen(proef.tijd);
    Wijzigingsherziening wijziging = new Wijzigingsherziening(nodig, proef.beheer);

    proef.tijd.verder(Duration.ofMinutes(15));
    nodig.vraag(vast);
    wijziging.begin();
    assertThat(proef.beheer.laatste(9)).as("its event is stuck").hasSize(1);
    assertThat(proef.beheer.start(Reden.CIJFERS, Modus.STRENG, true, null, "beheerder"))
        .satisfies(
            cijfers -> {
              assertThat(cijfers.geteld()).isEqualTo(4);
              assertThat(proef.opnieuw(cijfers).onderweg()).as("left out").isEqualTo(1);
            });

    proef.herzieningen.verwerkt(eerste.id(), vast);
    proef.tijd.verder(Duration.ofMinutes(15));
    wijziging.begin();
    Herziening tweede = proef.beheer.laatste(1).get(0);
    assertThat(tweede.reden()).isEqualTo(Reden.WIJZIGING);
    assertThat(tweede.geteld()).isEqualTo(1);
  }

  @Test
  void whoWasHandedOutWhileAChangeOfAnotherIsOnItsWayLosesHisTurnAndIsLookedAtAgain() {
    Dossiersleutel wie = proef.dossiers.get(0);
    Herbepalingen nodig = proef.voorraad.herbepalingen(proef.tijd);
    nodig.vraag(wie);
    Herziening wijziging = proef.begonnen(Reden.WIJZIGING);
    Herziening alles = proef.begonnen(Reden.ALLES);
    proef.verwerk(alles, 0);

    proef.verwerk(wijziging, 0);
    proef.beheer.rondAf(wijziging.id());

    assertThat(proef.uitkomsten(wijziging)).containsOnlyKeys("vervallen");
    assertThat(proef.gevraagd).containsEntry(wie, 1);
    assertThat(nodig.werkAf()).as("not while it is on its way").isFalse();
    proef.herzieningen.verwerkt(alles.id(), wie);
    assertThat(nodig.werkAf()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "gelijk,, false, false",
    "hoger,, false, false",
    "geweigerd, OnvoldoendeInkomensgegevens, false, false",
    "ingehaald,, true, true",
    "vervallen,, true, true",
    "mislukt, onverwachte-fout, true, false",
    "geweigerd, bron-weigert-vraag, true, false",
    "geweigerd, antwoord-ander-persoon, true, false"
  })
  void whatSettlesNothingIsLookedAtAgainAndWhatFailedNoSoonerThanTheNextDay(
      String uitkomst, String code, boolean blijft, boolean meteen) {
    Dossiersleutel wie = proef.dossiers.get(0);
    Herbepalingen nodig = proef.voorraad.herbepalingen(proef.tijd);
    nodig.vraag(wie);
    Herziening wijziging = proef.begonnen(Reden.WIJZIGING);
    proef
        .jdbc
        .sql("update herziening_uitkomst set open = false, uitkomst = :uitkomst, code = :code")
        .param("uitkomst", uitkomst)
        .param("code", code, java.sql.Types.VARCHAR)
        .update();
    proef.beheer.rondAf(wijziging.id());

    assertThat(nodig.werkAf()).isEqualTo(meteen);
    proef.tijd.verder(Duration.ofDays(1).plusMinutes(1));
    assertThat(nodig.werkAf()).isEqualTo(blijft);
  }

  @Test
  void whoHasNoDeterminationYetIsLookedAtAgainOnceHeHasOne() {
    Dossiersleutel wie = proef.dossiers.get(0);
    proef.jdbc.sql("delete from bvv_stand where dossier = :d").param("d", wie.value()).update();
    Herbepalingen nodig = proef.voorraad.herbepalingen(proef.tijd);
    nodig.vraag(wie);
    assertThat(nodig.werkAf()).isFalse();

    proef.voorraad.stand(Herzieningsproef.stand(wie), null);
    assertThat(nodig.werkAf()).isTrue();

    proef.jdbc.sql("update beslag set status = 'beeindigd'").update();
    nodig.werkAf();
    assertThat(gevraagd()).as("without attachment there is nothing to determine").isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {-10, 10})
  void theClockOfAnEngineDoesNotDecideWhatIsSettled(int minuten) {
    Dossiersleutel wie = proef.dossiers.get(0);
    Herbepalingen nodig = proef.voorraad.herbepalingen(proef.tijd);
    Herbepalingen vanAnder =
        proef.voorraad.herbepalingen(Clock.offset(proef.tijd, Duration.ofMinutes(minuten)));
    vanAnder.vraag(wie);
    Herziening eerste = proef.begonnen(Reden.WIJZIGING);
    vanAnder.vraag(wie);
    gelijk(eerste);
    assertThat(nodig.werkAf()).as("a change came after it began").isTrue();

    gelijk(proef.begonnen(Reden.WIJZIGING));
    assertThat(nodig.werkAf()).isFalse();
    assertThat(gevraagd()).isZero();
  }

  @Test
  void aLaterChangeIsNotPutBackByAnEngineWhoseClockIsBehind() {
    Herbepalingen nodig = proef.voorraad.herbepalingen(proef.tijd);
    nodig.vraag(proef.dossiers.get(0));
    proef
        .voorraad
        .herbepalingen(Clock.offset(proef.tijd, Duration.ofMinutes(-10)))
        .vraag(proef.dossiers.get(0));

    assertThat(
            proef
                .jdbc
                .sql("select sinds from herbepaling_nodig")
                .query(Timestamp.class)
                .single()
                .toInstant())
        .isEqualTo(proef.tijd.instant());
  }

  private void gelijk(Herziening herziening) {
    proef.jdbc.sql("update herziening_uitkomst set open = false, uitkomst = 'gelijk'").update();
    proef.beheer.rondAf(herziening.id());
  }

  private long gevraagd() {
    return proef.jdbc.sql("select count(*) from herbepaling_nodig").query(Long.class).single();
  }

  @Test
  void aChangeOfACancelledOneHoldsUpNobody() {
    Herziening weg = proef.begonnen(Reden.ALLES);
    proef.legVast(proef.bereken(weg, 0));
    proef.status(weg, Status.AFGEBROKEN);

    assertThat(proef.begonnen(Reden.ALLES).geteld()).isEqualTo(5);
  }

  @Test
  void whatOfAFinishedOneWasLostOnItsWayIsSentOnceMoreAsItWas() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    List<String> eerst = proef.verwerk(herziening, 0);
    proef.herzieningen.verzend(herziening.id(), delen -> {});
    proef.dossiers.subList(1, 5).forEach(d -> proef.herzieningen.verwerkt(herziening.id(), d));
    proef.beheer.rondAf(herziening.id());

    Herziening nu = proef.beheer.hervat(herziening.id(), "beheerder");
    assertThat(nu.status()).isEqualTo(Status.LOOPT);
    List<Integer> delen = new ArrayList<>();
    proef.herzieningen.verzend(herziening.id(), delen::addAll);
    assertThat(delen).containsExactly(1);
    proef.beheer.rondAf(herziening.id());
    assertThat(proef.opnieuw(herziening).status()).isEqualTo(Status.GEREED);
    assertThat(proef.verwerk(herziening, 0)).hasSize(1).isSubsetOf(eerst);
    assertThat(proef.gevraagd.values()).as("no source was asked again").containsOnly(1);

    Herziening ander = proef.begonnen(Reden.ALLES);
    assertThatThrownBy(() -> proef.beheer.hervat(herziening.id(), "beheerder"))
        .isInstanceOfSatisfying(
            Herzieningsweigering.class,
            e -> assertThat(e.grond()).isEqualTo(Herzieningsweigering.Grond.LOOPT_AL));
    proef.status(ander, Status.AFGEBROKEN);
    proef.herzieningen.verwerkt(herziening.id(), proef.dossiers.get(0));
    assertThatThrownBy(() -> proef.beheer.hervat(herziening.id(), "beheerder"))
        .as("nothing is on its way")
        .isInstanceOf(Herzieningsweigering.class);
    assertThatThrownBy(() -> proef.beheer.breekAf(herziening.id(), "beheerder"))
        .isInstanceOf(Herzieningsweigering.class);
  }

  @Test
  void whatOfAFinishedOneCannotBeSentAgainIsGivenUpByCancelling() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef.verwerk(herziening, 0);
    proef.beheer.rondAf(herziening.id());
    assertThat(proef.begonnen(Reden.CIJFERS).geteld()).isZero();

    proef.beheer.breekAf(herziening.id(), "beheerder");
    proef.tijd.verder(Duration.ofDays(1).plusMinutes(1));
    assertThat(proef.begonnen(Reden.ALLES).geteld()).isEqualTo(5);
  }

  @Test
  void whatACancelledOneSentIsOnItsWayForADay() {
    Herziening weg = proef.begonnen(Reden.ALLES);
    proef.verwerk(weg, 0);
    proef.herzieningen.verwerkt(weg.id(), proef.dossiers.get(0));
    proef.status(weg, Status.AFGEBROKEN);
    assertThat(proef.begonnen(Reden.CIJFERS).geteld()).isEqualTo(1);

    proef.tijd.verder(Duration.ofDays(1).plusMinutes(1));
    assertThat(proef.begonnen(Reden.ALLES).geteld()).isEqualTo(5);
  }

  @Test
  void whatIsBeingSentWhileItIsCancelledIsOnItsWayToo() {
    Herziening weg = proef.begonnen(Reden.ALLES);
    Exchange deel = proef.bereken(weg, 0);
    proef.legVast(deel);
    proef.status(weg, Status.AFGEBROKEN);
    proef.werk.kom(deel);

    assertThat(proef.begonnen(Reden.ALLES).geteld()).isZero();
  }

  // A fault in one dossier.

  @Test
  void aDossierThatKeepsFailingGetsThatAsItsOutcomeAndHoldsUpNobody() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef.bron = dossier -> struikelt(dossier, 0);

    proef.verwerk(herziening, 0);
    assertThat(proef.uitkomsten(herziening)).containsOnlyKeys("hoger").containsEntry("hoger", 4L);
    proef.verwerkAlles(herziening, 20);

    assertThat(proef.uitkomsten(herziening)).containsEntry("mislukt", 1L);
    assertThat(proef.herzieningen.verslag(herziening.id()).weigeringen())
        .singleElement()
        .satisfies(
            w -> {
              assertThat(w.code()).isEqualTo("onverwachte-fout");
              assertThat(w.reden()).contains("ArithmeticException").doesNotContain("999990");
            });
    assertThat(proef.gevraagd)
        .containsEntry(proef.dossiers.get(0), Herzieningsproef.POGINGEN)
        .containsEntry(proef.dossiers.get(1), 1);
    assertThat(proef.log)
        .filteredOn(regel -> regel.stap() == Stap.MISLUKT)
        .extracting(LogRegel::code)
        .containsExactly("onverwachte-fout");
    proef.beheer.rondAf(herziening.id());
    assertThat(proef.opnieuw(herziening).status()).isEqualTo(Status.GEREED);
  }

  @Test
  void whatFailedCanBeDoneAgainOneOrAllAndWhatDidNotFailStays() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef.bron = dossier -> struikelt(dossier, 0, 1);
    proef.verwerkAlles(herziening, 20);
    proef.beheer.rondAf(herziening.id());
    assertThat(proef.uitkomsten(herziening)).containsEntry("mislukt", 2L);
    proef.bron = dossier -> Herzieningsproef.vaststelling(proef.dagen.vandaag(), 3_000_000);

    Herziening nu = proef.beheer.opnieuw(herziening.id(), proef.dossiers.get(1), "beheerder");
    assertThat(nu.status()).isEqualTo(Status.LOOPT);
    assertThat(nu.afgerondOp()).isNull();
    assertThat(proef.verwerk(herziening, 2, 0)).hasSize(1);
    assertThat(proef.uitkomsten(herziening))
        .containsEntry("mislukt", 1L)
        .containsEntry("hoger", 4L);

    proef.beheer.opnieuw(herziening.id(), null, "beheerder");
    assertThat(proef.verwerk(herziening, 3, 0)).hasSize(1);
    assertThat(proef.uitkomsten(herziening)).containsOnlyKeys("hoger").containsEntry("hoger", 5L);
    assertThatThrownBy(() -> proef.beheer.opnieuw(herziening.id(), null, "beheerder"))
        .isInstanceOf(Herzieningsweigering.class);
    assertThat(proef.logcodes()).contains("opnieuw");
  }

  @Test
  void whatFailedWaitsForAnotherOneWithTheSameReason() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef.bron = dossier -> struikelt(dossier, 0);
    proef.verwerkAlles(herziening, 20);
    proef.beheer.rondAf(herziening.id());
    Herziening ander = proef.begonnen(Reden.ALLES);

    assertThatThrownBy(() -> proef.beheer.opnieuw(herziening.id(), null, "beheerder"))
        .isInstanceOfSatisfying(
            Herzieningsweigering.class,
            e -> assertThat(e.grond()).isEqualTo(Herzieningsweigering.Grond.LOOPT_AL));
    proef.status(ander, Status.AFGEBROKEN);
    assertThatThrownBy(() -> proef.beheer.opnieuw(ander.id(), null, "beheerder"))
        .isInstanceOf(Herzieningsweigering.class);
  }

  @Test
  void aDatabaseThatIsAwayIsNobodysOutcome() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef.bron =
        dossier -> {
          throw new DataAccessResourceFailureException("weg");
        };

    for (int i = 0; i < 3 * Herzieningsproef.POGINGEN; i++) {
      assertThatThrownBy(() -> proef.verwerk(herziening, 0))
          .isInstanceOf(DataAccessResourceFailureException.class);
    }

    assertThat(proef.uitkomsten(herziening)).isEmpty();
    assertThat(bewaard("pogingen > 0")).isZero();
  }

  // Trouble with a source.

  @Test
  void aRefusalThatConcernsTheWholeSourceRefusesNobodyAndGoesOnWhenItIsSolved() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef.bron =
        dossier -> {
          throw new Bronweigering("polis", "bron-niet-gerechtigd", "bron polis weigert de vraag");
        };
    proef.verwerkAlles(herziening, 30);

    assertThat(proef.uitkomsten(herziening)).isEmpty();
    Herziening.Wacht wacht = proef.opnieuw(herziening).wacht();
    assertThat(wacht.op()).isEqualTo("polis");
    assertThat(wacht.code()).isEqualTo("bron-niet-gerechtigd");
    assertThat(wacht.reden()).isEqualTo("bron polis weigert de vraag");
    assertThat(wacht.sinds()).isEqualTo("2026-11-20T10:00:00Z");
    assertThat(proef.terug).as("the part comes back").hasSize(1);
    assertThat(proef.logcodes()).containsExactly("gestart", "wacht-op-polis");

    proef.bron = dossier -> Herzieningsproef.vaststelling(proef.dagen.vandaag(), 3_000_000);
    proef.tijd.verder(Duration.ofMinutes(5));
    proef.verwerk(herziening, 1);
    assertThat(proef.uitkomsten(herziening)).containsEntry("hoger", 5L);
    assertThat(proef.opnieuw(herziening).wacht()).isNull();
    assertThat(proef.logcodes()).containsExactly("gestart", "wacht-op-polis", "gaat-verder");
  }

  @Test
  void whileItWaitsNobodyIsAskedAboutAndThePausesGrow() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef.bron =
        dossier -> {
          throw new BronNietBereikbaar("polis", "Polis is weg", null);
        };
    proef.verwerk(herziening, 0);
    int gevraagd = proef.gevraagd.values().stream().mapToInt(i -> i).sum();
    assertThat(gevraagd).as("two in a row are enough to know").isEqualTo(2);

    proef.tijd.verder(Duration.ofSeconds(9));
    proef.verwerk(herziening, 1);
    assertThat(proef.gevraagd.values().stream().mapToInt(i -> i).sum()).isEqualTo(gevraagd);

    proef.tijd.verder(Duration.ofSeconds(11));
    proef.verwerk(herziening, 2);
    assertThat(Duration.between(proef.tijd.instant(), proef.opnieuw(herziening).wacht().tot()))
        .isEqualTo(Duration.ofSeconds(20));
    proef.tijd.verder(Duration.ofHours(3));
    proef.verwerk(herziening, 3);
    assertThat(Duration.between(proef.tijd.instant(), proef.opnieuw(herziening).wacht().tot()))
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void aRefusalThatConcernsOnePersonIsHisOutcomeWhileTheOthersGoOn() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    Dossiersleutel een = proef.dossiers.get(0);
    proef.bron =
        dossier -> {
          if (dossier.equals(een)) {
            throw new Bronweigering("polis", "bron-weigert-vraag", "bron polis weigert de vraag");
          }
          return Herzieningsproef.vaststelling(proef.dagen.vandaag(), 3_000_000);
        };
    proef.verwerk(herziening, 0);
    for (int i = 1; i < Herzieningsproef.POGINGEN; i++) {
      proef.tijd.verder(Duration.ofMinutes(5));
      // Somebody else gets an answer meanwhile, of whatever message.
      proef.antwoorden.meld("polis");
      proef.verwerk(herziening, i);
    }

    assertThat(proef.uitkomsten(herziening))
        .containsEntry("hoger", 4L)
        .containsEntry("geweigerd", 1L);
    assertThat(proef.opnieuw(herziening).wacht()).isNull();
  }

  @Test
  void oneOnWhomASourceFailsWhileNobodyElseIsAskedAboutHoldsUpTheNextDayNoLongerThanADay() {
    Dossiersleutel een = proef.dossiers.get(0);
    proef.dossiers.forEach(d -> proef.voorraad.geldigTot(d, proef.dagen.vandaag()));
    proef.beheer.beginWegensTermijn();
    Herziening herziening = proef.beheer.laatste(1).get(0);
    proef.herzieningen.zetUit(proef.dagen.nu(herziening), 100, 400);
    proef.bron =
        dossier -> {
          if (dossier.equals(een)) {
            throw new BronNietBereikbaar("polis", "Polis struikelt over een persoon", null);
          }
          return Herzieningsproef.vaststelling(proef.dagen.vandaag(), 3_000_000);
        };
    int ronde = 0;
    proef.verwerk(herziening, ronde++);
    for (int uur = 0; uur < 23; uur++) {
      proef.tijd.verder(Duration.ofHours(1));
      proef.verwerk(herziening, ronde++);
    }
    assertThat(proef.uitkomsten(herziening)).doesNotContainKeys("mislukt");
    assertThat(proef.opnieuw(herziening).wacht()).isNotNull();

    proef.tijd.verder(Duration.ofHours(4));
    for (int i = 0; i < Herzieningsproef.POGINGEN; i++) {
      proef.verwerk(herziening, ronde++);
      proef.tijd.verder(Duration.ofMinutes(5));
    }
    assertThat(proef.uitkomsten(herziening)).containsEntry("mislukt", 1L);

    proef.beheer.rondAf(herziening.id());
    assertThat(proef.opnieuw(herziening).wacht()).isNull();
    proef.beheer.beginWegensTermijn();
    assertThat(proef.beheer.laatste(1).get(0))
        .satisfies(
            volgende -> {
              assertThat(volgende.id()).isNotEqualTo(herziening.id());
              assertThat(volgende.status()).isEqualTo(Status.LOOPT);
              assertThat(volgende.geteld()).as("who failed has his turn again").isEqualTo(1);
            });
  }

  @Test
  void aSourceThatAnswersNobodyRefusesNobodyWhileSomeWereNotTriedHoweverLongItTakes() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef
        .jdbc
        .sql(
            """
            insert into herziening_uitkomst (herziening, dossier, deel)
            select :id, lpad(n::text, 64, 'f'), 2 from generate_series(1, 15) n""")
        .param("id", herziening.id().value())
        .update();
    proef.bron =
        dossier -> {
          throw new BronNietBereikbaar("polis", "Polis is weg", null);
        };

    for (int i = 0; i < 3 * Herzieningsproef.POGINGEN; i++) {
      proef.verwerk(herziening, i);
      proef.tijd.verder(Duration.ofHours(12));
    }

    assertThat(proef.uitkomsten(herziening)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cijfers", "brp"})
  void theWaitForASourceIsCountedFromItsOwnBeginning(String eerder) {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef.herzieningen.wacht(
        herziening.id(),
        new Herziening.Wacht(eerder, "code", "reden", proef.tijd.instant(), proef.tijd.instant()));
    proef.tijd.verder(Duration.ofHours(30));
    Instant begin = proef.tijd.instant();
    proef.bron =
        dossier -> {
          throw new BronNietBereikbaar("polis", "Polis is weg", null);
        };
    for (int i = 0; i < 5 * Herzieningsproef.POGINGEN; i++) {
      proef.verwerk(herziening, i);
      proef.tijd.verder(Duration.ofMinutes(5));
    }

    assertThat(proef.uitkomsten(herziening)).isEmpty();
    assertThat(proef.opnieuw(herziening).wacht().op()).isEqualTo("polis");
    assertThat(proef.opnieuw(herziening).wacht().sinds()).isEqualTo(begin);
    assertThat(proef.logcodes()).containsOnlyOnce("wacht-op-polis");
  }

  @Test
  void twoSourcesThatFailOnOnePersonEachDoNotBeginTheWaitAgainInTurns() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef.bron =
        dossier -> {
          if (proef.dossiers.indexOf(dossier) < 2) {
            throw new BronNietBereikbaar(
                proef.dossiers.indexOf(dossier) == 0 ? "brp" : "polis", "weg", null);
          }
          return Herzieningsproef.vaststelling(proef.dagen.vandaag(), 3_000_000);
        };
    for (int uur = 0; uur < 72; uur++) {
      proef.verwerk(herziening, uur);
      proef.tijd.verder(Duration.ofHours(1));
    }

    assertThat(proef.uitkomsten(herziening)).containsEntry("mislukt", 2L);
  }

  @Test
  void manyOnWhomASourceFailsHoldUpTheNextDayNoLongerThanADayEither() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef
        .jdbc
        .sql(
            """
            insert into herziening_uitkomst (herziening, dossier, deel, poging_op)
            select :id, lpad(n::text, 64, 'f'), 2, '2026-11-22' from generate_series(1, 30) n""")
        .param("id", herziening.id().value())
        .update();
    proef.bron =
        dossier -> {
          throw new BronNietBereikbaar("polis", "Polis struikelt over deze personen", null);
        };
    int ronde = 0;
    for (int uur = 0; uur < 24; uur++) {
      proef.verwerk(herziening, ronde++);
      proef.tijd.verder(Duration.ofHours(1));
    }
    assertThat(proef.uitkomsten(herziening)).isEmpty();
    for (int i = 0; i < 4 * Herzieningsproef.POGINGEN; i++) {
      proef.tijd.verder(Duration.ofMinutes(5));
      proef.verwerk(herziening, ronde++);
    }

    assertThat(proef.uitkomsten(herziening)).containsEntry("mislukt", 5L);
    assertThat(proef.logcodes()).as("nobody was answered").doesNotContain("gaat-verder");
  }

  @Test
  void oneOnWhomASourceFailsHoldsUpTheChangesOfOthersNoLongerThanAnHourAndThenRestsADay() {
    Dossiersleutel een = proef.dossiers.get(0);
    Dossiersleutel ander = proef.dossiers.get(1);
    Herbepalingen nodig = proef.voorraad.herbepalingen(proef.tijd);
    nodig.vraag(een);
    Herziening herziening = proef.begonnen(Reden.WIJZIGING);
    proef.bron =
        dossier -> {
          throw new BronNietBereikbaar("polis", "Polis struikelt over een persoon", null);
        };
    for (int i = 0; i < 24; i++) {
      proef.verwerk(herziening, i);
      proef.tijd.verder(Duration.ofMinutes(5));
    }
    assertThat(proef.uitkomsten(herziening)).containsEntry("mislukt", 1L);
    proef.beheer.rondAf(herziening.id());

    assertThat(nodig.werkAf()).isFalse();
    nodig.vraag(ander);
    assertThat(nodig.werkAf()).isTrue();
    Herziening volgende = proef.begonnen(Reden.WIJZIGING);
    assertThat(volgende.geteld()).as("not who failed an hour ago").isEqualTo(1);
    proef.status(volgende, Status.AFGEBROKEN);

    proef.tijd.verder(Duration.ofDays(1).minusHours(1));
    assertThat(proef.beheer.start(Reden.WIJZIGING, Modus.STRENG, true, null, "beheerder").geteld())
        .as("a day after the last try, not after the beginning")
        .isEqualTo(1);
    proef.tijd.verder(Duration.ofHours(2));
    assertThat(proef.begonnen(Reden.WIJZIGING).geteld()).isEqualTo(2);
  }

  @Test
  void anAnswerOfAnotherSourceProvesNothing() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef.bron =
        dossier -> {
          proef.antwoorden.meld("brp");
          throw new Bronweigering("polis", "bron-niet-gerechtigd", "bron polis weigert de vraag");
        };

    proef.verwerkAlles(herziening, 30);

    assertThat(proef.uitkomsten(herziening)).isEmpty();
  }

  // Who has no determination.

  @Test
  void whoHasNoDeterminationIsCountedAndGetsHisFirstOneWhereTheSourcesCanBeAsked() {
    Dossiersleutel teVragen = proef.dossiers.get(0);
    Dossiersleutel wacht = proef.dossiers.get(1);
    Dossiersleutel zonderNummer = proef.dossiers.get(2);
    proef.jdbc.sql("delete from bvv_stand where dossier in (:d)").param("d", sleutels(3)).update();
    proef
        .jdbc
        .sql("delete from schuldenaar where dossier = :d")
        .param("d", zonderNummer.value())
        .update();
    proef
        .jdbc
        .sql("insert into wachtend values (:d, gen_random_uuid(), now())")
        .param("d", wacht.value())
        .update();
    assertThat(proef.beheer.zonderStand()).isEqualTo(new Zonderstand(3, 1, 1, 1));

    Herziening herziening = proef.begonnen(Reden.ZONDER_STAND);
    assertThat(herziening.geteld()).isEqualTo(1);
    assertThat(herziening.zonderStand()).isEqualTo(3);
    assertThat(proef.verwerk(herziening, 0)).hasSize(1);

    assertThat(proef.uitkomsten(herziening)).containsOnlyKeys("bepaald");
    assertThat(proef.gevraagd).containsOnlyKeys(teVragen);
  }

  private List<String> sleutels(int aantal) {
    return proef.dossiers.subList(0, aantal).stream().map(Dossiersleutel::value).toList();
  }

  // What is kept.

  @Test
  void outcomesByDossierGoWhenTheirTermIsOverAndTheTotalsStay() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef.bron = dossier -> struikelt(dossier, 0);
    proef.verwerkAlles(herziening, 20);
    proef.beheer.rondAf(herziening.id());
    proef.dossiers.forEach(d -> proef.herzieningen.verwerkt(herziening.id(), d));
    Herzieningsverslag verslag = proef.beheer.verslag(herziening.id());
    Herziening open = proef.begonnen(Reden.CIJFERS);

    proef.tijd.verder(Duration.ofDays(89));
    proef.opruiming().ruimOp();
    assertThat(bewaard("true")).isEqualTo(10);
    proef.tijd.verder(Duration.ofDays(5));
    proef.opruiming().ruimOp();
    proef.opruiming().ruimOp();

    assertThat(bewaard("herziening = '" + herziening.id() + "'")).isZero();
    assertThat(bewaard("herziening = '" + open.id() + "'")).as("it is not done").isEqualTo(5);
    assertThat(proef.beheer.verslag(herziening.id())).isEqualTo(verslag);
    assertThat(proef.opnieuw(herziening).gewistOp()).isEqualTo(proef.tijd.instant());
    assertThat(proef.logcodes()).containsOnlyOnce("gewist");
    assertThatThrownBy(() -> proef.beheer.opnieuw(herziening.id(), null, "beheerder"))
        .isInstanceOf(Herzieningsweigering.class);
  }

  @Test
  void outcomesStayAsLongAsAChangeAmongThemIsOnItsWay() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef.verwerk(herziening, 0);
    proef.beheer.rondAf(herziening.id());
    proef.dossiers.subList(1, 5).forEach(d -> proef.herzieningen.verwerkt(herziening.id(), d));

    proef.tijd.verder(Duration.ofDays(100));
    proef.opruiming().ruimOp();
    assertThat(bewaard("true")).isEqualTo(5);
    assertThat(proef.logcodes()).doesNotContain("gewist");

    proef.herzieningen.verwerkt(herziening.id(), proef.dossiers.get(0));
    proef.opruiming().ruimOp();
    assertThat(bewaard("true")).isZero();
    assertThat(proef.beheer.verslag(herziening.id()).teVerwerken()).isZero();
  }

  @Test
  void ofTwoEnginesThatDeleteOneSaysSo() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef.status(herziening, Status.AFGEBROKEN);
    AtomicInteger gemeld = new AtomicInteger();
    assertThat(proef.herzieningen.isGewist(herziening.id(), gemeld::incrementAndGet))
        .as("there are some still")
        .isFalse();
    proef.jdbc.sql("delete from herziening_uitkomst").update();

    assertThat(proef.herzieningen.isGewist(herziening.id(), gemeld::incrementAndGet)).isTrue();
    assertThat(proef.herzieningen.isGewist(herziening.id(), gemeld::incrementAndGet)).isFalse();

    assertThat(gemeld).hasValue(1);
  }

  @Test
  void aDatabaseThatTakesNoTransactionPutsTheDeletionOffAndNoMore() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef.status(herziening, Status.AFGEBROKEN);
    proef.tijd.verder(Duration.ofDays(100));
    Herzieningsopruiming opruiming =
        new Herzieningsopruiming(
            proef.herzieningen,
            regel -> {
              throw new CannotCreateTransactionException("weg");
            },
            proef.settings,
            proef.tijd);

    assertThatCode(opruiming::ruimOp).doesNotThrowAnyException();
  }

  @Test
  void outcomesStayAMonthAtLeast() {
    assertThatThrownBy(
            () ->
                new HerzieningSettings(
                    false, 20, 100, 400, 5000, 1, 1, 1, 1, Duration.ofDays(1), Period.ofDays(27)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bewaartermijn");
  }

  // What does not open.

  @Test
  void anEventThatDoesNotOpenIsAFaultOnRecordWhenItWasNeverSent() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef.legVast(proef.bereken(herziening, 0));
    onleesbaar(proef.dossiers.get(0));

    assertThat(proef.verwerk(herziening, 0)).hasSize(4);

    assertThat(proef.uitkomsten(herziening))
        .containsEntry("hoger", 4L)
        .containsEntry("mislukt", 1L);
    assertThat(proef.logcodes()).containsOnlyOnce("bewaring-onleesbaar");
  }

  @Test
  void anEventThatWasSentKeepsItsOutcomeWhenItDoesNotOpenAnyMore() {
    Dossiersleutel wie = proef.dossiers.get(0);
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef.verwerk(herziening, 0);
    onleesbaar(wie);

    assertThat(proef.verwerk(herziening, 0)).hasSize(4);

    assertThat(proef.uitkomsten(herziening)).containsOnlyKeys("hoger").containsEntry("hoger", 5L);
    assertThat(proef.logcodes()).containsOnlyOnce("bewaring-onleesbaar");
    assertThat(proef.beheer.verslag(herziening.id()).teVerwerken()).isEqualTo(5);
    proef.herzieningen.verwerkt(herziening.id(), wie);
    assertThat(proef.beheer.verslag(herziening.id()).teVerwerken()).isEqualTo(4);
  }

  @Test
  void anEventThatWasSentIsOnItsWayAlsoWhenItDoesNotOpenAnyMore() {
    Herziening herziening = proef.begonnen(Reden.ALLES);
    proef.verwerk(herziening, 0);
    proef.dossiers.subList(1, 5).forEach(d -> proef.herzieningen.verwerkt(herziening.id(), d));
    onleesbaar(proef.dossiers.get(0));
    proef.verwerk(herziening, 0);
    proef.beheer.rondAf(herziening.id());

    assertThat(proef.begonnen(Reden.CIJFERS).geteld()).isEqualTo(4);
    proef.tijd.verder(Duration.ofDays(100));
    proef.opruiming().ruimOp();
    assertThat(bewaard("herziening = '" + herziening.id() + "'")).isEqualTo(5);

    proef.herzieningen.bewaarVerslag(herziening.id());
    assertThat(proef.herzieningen.wis(herziening.id(), 100)).as("nor when asked to").isZero();
  }

  private void onleesbaar(Dossiersleutel dossier) {
    proef
        .jdbc
        .sql("update herziening_uitkomst set bericht = '\\x00' where dossier = :dossier")
        .param("dossier", dossier.value())
        .update();
  }

  private Vaststelling struikelt(Dossiersleutel dossier, int... wie) {
    if (Arrays.stream(wie).mapToObj(proef.dossiers::get).anyMatch(dossier::equals)) {
      throw new ArithmeticException("999990019 deelt door nul");
    }
    return Herzieningsproef.vaststelling(proef.dagen.vandaag(), 3_000_000);
  }

  private long som(Herziening herziening) {
    return proef.herzieningen.verslag(herziening.id()).somVerschilCent();
  }

  private long bewaard(String voorwaarde) {
    return proef
        .jdbc
        .sql("select count(*) from herziening_uitkomst where " + voorwaarde)
        .query(Long.class)
        .single();
  }
}
