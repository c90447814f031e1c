package nl.ketenbrug.bvv;

import static nl.ketenbrug.bvv.Leefsituatie.ALLEENSTAANDE;
import static nl.ketenbrug.bvv.Testcijfers.JULI_2026;
import static nl.ketenbrug.bvv.Testcijfers.vaststelling;
import static nl.ketenbrug.bvv.Testcijfers.verzoek;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Kept inputs determined anew on another day. */
class HerberekeningTest {

  private static final LocalDate MAART = LocalDate.of(2026, 3, 10);

  private final Herberekening herberekening =
      new Herberekening(Cijfers.lees(Path.of("config/bvv")));

  @Test
  void theSameCircumstancesOnAnotherDayGiveWhatTheLawGivesThere() {
    Kwitantie oud = vaststelling(verzoek(MAART, ALLEENSTAANDE, "30000.00")).kwitantie();

    assertThat(herberekening.opPeildatum(oud.invoer(), JULI_2026))
        .isEqualTo(vaststelling(verzoek(JULI_2026, ALLEENSTAANDE, "30000.00")));
  }

  @Test
  void inputsThatNoCalculationHasAreRefused() {
    List<Kwitantie.Invoer> vreemd =
        List.of(new Kwitantie.Invoer("schoenmaat", "42", "-", "opgegeven"));

    assertThat(herberekening.opPeildatum(vreemd, JULI_2026))
        .isInstanceOfSatisfying(
            Weigering.class,
            weigering -> {
              assertThat(weigering.grond()).isEqualTo(Weigeringsgrond.ONGELDIGE_INVOER);
              assertThat(weigering.reden()).contains("niet die van een berekening");
            });
  }

  @Test
  void theSameLawGivesTheSameCalculationAndThatOfAnotherDayAnother() {
    Kwitantie oud = vaststelling(verzoek(MAART, ALLEENSTAANDE, "30000.00")).kwitantie();

    assertThat(herberekening.opnieuw(oud).zelfdeBerekening()).isTrue();
    assertThat(herberekening.metRechtVan(oud, JULI_2026).zelfdeBerekening()).isFalse();
  }

  @Test
  void aReceiptWithTheRightDigestOverInputsThatNoRequestGivesIsRefused() {
    Kwitantie oud = vaststelling(verzoek(MAART, ALLEENSTAANDE, "30000.00")).kwitantie();
    List<Kwitantie.Invoer> vreemd =
        List.of(new Kwitantie.Invoer("schoenmaat", "42", "-", "opgegeven"));
    Herberekening.Vergelijking vergelijking =
        herberekening.opnieuw(
            new Kwitantie(
                oud.regelversie(),
                oud.cijferbestand(),
                oud.peildatum(),
                oud.rechtVan(),
                vreemd,
                Invoerlijst.digest(vreemd),
                oud.stappen(),
                oud.cijfers(),
                oud.aannames(),
                oud.bedragCent(),
                oud.basisCent(),
                oud.plafondCent(),
                oud.geldigVanaf(),
                oud.geldigTot(),
                oud.verhogingTot()));

    assertThat(vergelijking.nieuw())
        .isInstanceOfSatisfying(
            Weigering.class,
            weigering -> assertThat(weigering.reden()).contains("niet die van een berekening"));
    assertThat(vergelijking.zelfdeBerekening()).isFalse();
  }
}
