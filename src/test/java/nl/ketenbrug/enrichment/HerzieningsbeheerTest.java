package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import nl.ketenbrug.dossier.Herziening;
import nl.ketenbrug.dossier.Herziening.Modus;
import nl.ketenbrug.dossier.Herziening.Reden;
import nl.ketenbrug.dossier.Herziening.Status;
import org.junit.jupiter.api.Test;

/** The duty of every day, also when that of an earlier day is not done. */
class HerzieningsbeheerTest {

  private static final LocalDate VRIJDAG = LocalDate.of(2026, 11, 20);

  private final Herzieningsproef proef = new Herzieningsproef();

  @Test
  void aPausedOneHoldsUpThatOfLaterDaysAndThatIsSaidOnceADay() {
    Herziening vrijdag = begonnenVoor(0, VRIJDAG);
    proef.beheer.pauzeer(vrijdag.id(), "beheerder");
    proef.beheer.beginWegensTermijn();
    assertThat(gemeld()).as("also on the day itself").isEqualTo(1);

    proef.tijd.verder(Duration.ofDays(3));
    proef.voorraad.geldigTot(proef.dossiers.get(1), VRIJDAG.plusDays(3));
    for (int i = 0; i < 3; i++) {
      proef.beheer.beginWegensTermijn();
    }

    assertThat(proef.beheer.laatste(10)).hasSize(1);
    assertThat(gemeld()).isEqualTo(2);
    assertThat(proef.log.get(proef.log.size() - 1).uitleg())
        .contains("2 dossiers", "2026-11-20", "stilstaat");
    Herzieningsbeheer.Termijnstand stand = proef.beheer.termijnstand();
    assertThat(stand.achterstand().dossiers()).isEqualTo(2);
    assertThat(stand.achterstand().oudste()).isEqualTo(VRIJDAG);
    assertThat(stand.tegengehoudenDoor().id()).isEqualTo(vrijdag.id());
  }

  @Test
  void oneThatIsResumedOnALaterDayTakesThatDayAndTheRestFollowsTheSameDay() {
    Herziening vrijdag = begonnenVoor(0, VRIJDAG);
    proef.beheer.pauzeer(vrijdag.id(), "beheerder");
    proef.tijd.verder(Duration.ofDays(3));
    LocalDate maandag = VRIJDAG.plusDays(3);
    proef.voorraad.geldigTot(proef.dossiers.get(1), maandag.minusDays(1));

    proef.beheer.hervat(vrijdag.id(), "beheerder");
    proef.verwerk(vrijdag, 0);
    assertThat(peildagen(vrijdag)).containsExactly(maandag);
    proef.beheer.rondAf(vrijdag.id());
    assertThat(proef.opnieuw(vrijdag).status()).isEqualTo(Status.GEREED);
    proef.beheer.beginWegensTermijn();

    Herziening nieuw = proef.beheer.laatste(1).get(0);
    assertThat(nieuw.id()).isNotEqualTo(vrijdag.id());
    assertThat(nieuw.peildatum()).isEqualTo(maandag);
    assertThat(nieuw.status()).isEqualTo(Status.LOOPT);
    proef.herzieningen.zetUit(proef.dagen.nu(nieuw), 100, 400);
    proef.verwerk(nieuw, 0);
    assertThat(proef.uitkomsten(nieuw).values().stream().mapToLong(i -> i).sum())
        .as("of the first a new one is on its way; nobody else whose term is over is missed")
        .isEqualTo(1);
    assertThat(proef.beheer.termijnstand().tegengehoudenDoor()).isNull();
  }

  @Test
  void aPausedOneThatIsCancelledMakesRoomForThatOfToday() {
    Herziening vrijdag = begonnenVoor(0, VRIJDAG);
    proef.beheer.pauzeer(vrijdag.id(), "beheerder");
    proef.tijd.verder(Duration.ofDays(1));
    proef.beheer.breekAf(vrijdag.id(), "beheerder");

    proef.beheer.beginWegensTermijn();

    assertThat(proef.beheer.laatste(1).get(0).peildatum()).isEqualTo(VRIJDAG.plusDays(1));
  }

  @Test
  void aDryRunKeepsItsDayAndOneThatRunsIsNotSaidToHoldUpItself() {
    Herziening droog =
        proef.beheer.start(Reden.ALLES, Modus.STRENG, true, VRIJDAG.plusDays(20), "beheerder");
    proef.tijd.verder(Duration.ofDays(3));
    assertThat(proef.dagen.nu(droog).peildatum()).isEqualTo(VRIJDAG.plusDays(20));

    begonnenVoor(0, VRIJDAG);
    proef.beheer.beginWegensTermijn();
    assertThat(gemeld()).isZero();
  }

  @Test
  void withoutFiguresOfTheDayItWaitsForThemAndRefusesNobody() {
    Herziening herziening = proef.begonnen(Reden.ALLES);

    assertThat(proef.dagen.nu(herziening).cijferbestand()).isEqualTo("2026-07-01.yaml");
    proef.tijd.verder(Duration.ofDays(60));
    assertThat(proef.verwerk(herziening, 0)).isEmpty();

    assertThat(proef.uitkomsten(herziening)).as("there are no figures of 2027").isEmpty();
    assertThat(proef.opnieuw(herziening).wacht().op()).isEqualTo("cijfers");
    assertThat(proef.terug).hasSize(1);
  }

  private Herziening begonnenVoor(int dossier, LocalDate termijn) {
    proef.voorraad.geldigTot(proef.dossiers.get(dossier), termijn);
    proef.beheer.beginWegensTermijn();
    Herziening herziening = proef.beheer.laatste(1).get(0);
    proef.herzieningen.zetUit(proef.dagen.nu(herziening), 100, 400);
    return herziening;
  }

  private long gemeld() {
    return proef.logcodes().stream().filter("termijn-tegengehouden"::equals).count();
  }

  private List<LocalDate> peildagen(Herziening herziening) {
    return proef
        .jdbc
        .sql("select peildatum from herziening_uitkomst where herziening = :id")
        .param("id", herziening.id().value())
        .query(LocalDate.class)
        .list();
  }
}
