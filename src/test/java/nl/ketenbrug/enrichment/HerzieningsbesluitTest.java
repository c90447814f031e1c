package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import nl.ketenbrug.bvv.BeslagvrijeVoet;
import nl.ketenbrug.bvv.Cijfers;
import nl.ketenbrug.bvv.Herberekening;
import nl.ketenbrug.bvv.Kwitantie.AannameRegel;
import nl.ketenbrug.bvv.Leefsituatie;
import nl.ketenbrug.bvv.Vaststelling;
import nl.ketenbrug.bvv.Verzoek;
import nl.ketenbrug.dossier.Bvvstand;
import nl.ketenbrug.dossier.Herziening;
import nl.ketenbrug.dossier.Herziening.Modus;
import nl.ketenbrug.dossier.Herziening.Reden;
import nl.ketenbrug.dossier.Herziening.Status;
import nl.ketenbrug.dossier.Herzieningsuitkomst.Soort;
import nl.ketenbrug.message.Bedrag;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import org.junit.jupiter.api.Test;

/** What a new determination means beside the one in force, and from when it counts. */
class HerzieningsbesluitTest {

  private static final Cijfers CIJFERS = Cijfers.lees(Path.of("config/bvv"));
  private static final LocalDate VAN = LocalDate.of(2026, 3, 10);
  private static final LocalDate PEILDATUM = LocalDate.of(2026, 11, 20);
  private static final Vaststelling NIEUW = vaststelling(PEILDATUM);

  @Test
  void anIncreaseByOtherFiguresCountsFromTheDayOfTheNewDetermination() {
    Herzieningsbesluit besluit = neem(Reden.CIJFERS, VAN, -100, -100);

    assertThat(besluit.soort()).isEqualTo(Soort.HOGER);
    assertThat(besluit.oordeel().artikel()).isEqualTo("Rv art. 475d lid 4");
    assertThat(besluit.ingang().vanaf()).isEqualTo(PEILDATUM);
    assertThat(besluit.aannames()).extracting(AannameRegel::code).containsExactly("A-INDEX");
  }

  @Test
  void anIncreaseAfterTwelveMonthsCountsFromTheDayTheTermWasOver() {
    Herzieningsbesluit besluit = neem(Reden.TERMIJN, LocalDate.of(2025, 11, 1), -100, -100);

    assertThat(besluit.soort()).isEqualTo(Soort.HOGER);
    assertThat(besluit.oordeel().artikel()).isEqualTo("Rv art. 475d lid 3");
    assertThat(besluit.ingang().vanaf()).isEqualTo("2026-11-01");
    assertThat(besluit.aannames()).isEmpty();
  }

  @Test
  void aDecreaseHasNoDayAndSaysSoByItsAssumption() {
    Herzieningsbesluit besluit = neem(Reden.ALLES, VAN, 100, 100);

    assertThat(besluit.soort()).isEqualTo(Soort.LAGER);
    assertThat(besluit.ingang().vanaf()).isNull();
    assertThat(besluit.aannames()).extracting(AannameRegel::code).containsExactly("A-DALING");
  }

  @Test
  void theSameAmountLeavesTheOldOneInForceUnlessBasisOrTermDiffers() {
    assertThat(neem(Reden.CIJFERS, VAN, 0, 0).soort()).isEqualTo(Soort.GELIJK);
    assertThat(neem(Reden.CIJFERS, VAN, 0, 0).wijziging()).isFalse();
    assertThat(neem(Reden.CIJFERS, VAN, 0, 5).soort()).isEqualTo(Soort.BASIS);
    assertThat(neem(Reden.TERMIJN, LocalDate.of(2025, 11, 20), 0, 0).soort())
        .isEqualTo(Soort.VERLENGD);
    assertThat(neem(Reden.ALLES, LocalDate.of(2025, 11, 20), 0, 0).soort())
        .as("also when the term is over in a run over everybody")
        .isEqualTo(Soort.VERLENGD);
    assertThat(neem(Reden.ALLES, LocalDate.of(2025, 11, 21), 0, 0).soort()).isEqualTo(Soort.GELIJK);
  }

  @Test
  void keptInputsGiveOnAnotherDayWhatTheLawGivesThere() {
    Vaststelling oud = vaststelling(VAN);

    Vaststelling herberekend =
        (Vaststelling) new Herberekening(CIJFERS).opPeildatum(oud.kwitantie().invoer(), PEILDATUM);

    assertThat(herberekend).isEqualTo(NIEUW).isNotEqualTo(oud);
  }

  @Test
  void oneThatIsComputedOnALaterDayCountsFromWhatWasKnownThen() {
    LocalDate later = PEILDATUM.plusDays(3);

    assertThat(neem(Reden.CIJFERS, later, VAN, -100, 0).ingang().vanaf())
        .as("the new figures were known when it began")
        .isEqualTo(PEILDATUM);
    assertThat(neem(Reden.ALLES, later, VAN, -100, 0).ingang().vanaf())
        .as("what a source says is known when it says it")
        .isEqualTo(later);
    assertThat(neem(Reden.TERMIJN, later, LocalDate.of(2025, 11, 1), -100, 0).ingang().vanaf())
        .as("the duty arose when the term was over, however late it is done")
        .isEqualTo("2026-11-01");
  }

  private static Herzieningsbesluit neem(
      Reden reden, LocalDate van, long bedragMeer, long basisMeer) {
    return neem(reden, PEILDATUM, van, bedragMeer, basisMeer);
  }

  private static Herzieningsbesluit neem(
      Reden reden, LocalDate dag, LocalDate van, long bedragMeer, long basisMeer) {
    Bvvstand stand =
        new Bvvstand(
            new Dossiersleutel("a".repeat(64)),
            BerichtId.nieuw(Instant.parse("2026-03-10T10:00:00Z")),
            new Bedrag(NIEUW.bedrag().cent() + bedragMeer),
            new Bedrag(NIEUW.basis().cent() + basisMeer),
            NIEUW.plafond(),
            "alleenstaande",
            van,
            van,
            van.plusMonths(12),
            "2026-01-01.yaml",
            "b".repeat(64),
            "2026-07-14");
    Instant nu = Instant.parse("2026-11-20T10:00:00Z");
    return Herzieningsbesluit.neem(
        new Herziening(
            BerichtId.nieuw(nu),
            reden,
            Modus.STRENG,
            false,
            PEILDATUM,
            "2026-07-01.yaml",
            "c".repeat(64),
            Status.LOOPT,
            1,
            0,
            false,
            null,
            nu,
            nu,
            null,
            null,
            null,
            null,
            null),
        dag,
        stand,
        NIEUW);
  }

  private static Vaststelling vaststelling(LocalDate dag) {
    return (Vaststelling)
        new BeslagvrijeVoet(CIJFERS)
            .bereken(
                Verzoek.voor(dag, Leefsituatie.ALLEENSTAANDE)
                    .belastbaarJaarinkomen(new Bedrag(3_000_000))
                    .build());
  }
}
