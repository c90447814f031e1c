package nl.ketenbrug.bvv;

import static nl.ketenbrug.bvv.Testcijfers.cent;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A receipt written once must be found again years later, word for word. The expected value is a
 * regression value of our own: it proves that nothing changed, not that it is right.
 */
class KwitantieBlijftTest {

  private static final long SEED = 475;
  private static final int AANTAL = 2000;

  /** SHA-256 over the texts below; a new one belongs to a new {@code REGELVERSIE}. */
  private static final String VERWACHT =
      "f633409f36f1bc8f5508a0d6602d6ef04ad476a0e31699bb42b61565cb63bbce";

  private static Cijfers cijfers;

  /** Read anew, so that also the reading is seen to give the same. */
  @BeforeAll
  static void readsTheFigures() {
    cijfers = Cijfers.lees(Testcijfers.FOLDER);
  }

  @Test
  void theReceiptsOfKnownRequestsChangeOnlyWithTheVersionOfTheRules() {
    BeslagvrijeVoet bvv = new BeslagvrijeVoet(cijfers);
    Willekeurig willekeurig = new Willekeurig(SEED);
    StringBuilder alles = new StringBuilder();
    for (int i = 0; i < AANTAL; i++) {
      Verzoek verzoek = willekeurig.verzoek();
      if (bvv.bereken(verzoek) instanceof Vaststelling vaststelling) {
        alles.append(tekst(vaststelling.kwitantie())).append('\n');
      }
    }

    assertThat(Sha256.hex(alles.toString()))
        .as(
            "receipts of rule version %s; if the change is meant, raise the version and record this",
            BeslagvrijeVoet.REGELVERSIE)
        .isEqualTo(VERWACHT);
  }

  @Test
  void aRequestIsReadBackFromItsReceiptWhateverItHolds() {
    Willekeurig willekeurig = new Willekeurig(SEED);
    for (int i = 0; i < AANTAL; i++) {
      Verzoek verzoek = willekeurig.verzoek();
      // an institution without its price is refused and gets no receipt
      if (verzoek.instelling() == null || verzoek.instelling().kosten() != null) {
        assertThat(Invoerlijst.lees(Invoerlijst.van(verzoek)))
            .as("seed=%d i=%d", SEED, i)
            .contains(verzoek);
      }
    }
  }

  @Test
  void aReceiptIsReadWithDaysOfTheYears1To9999() {
    for (int jaar : new int[] {1, 9999}) {
      Verzoek verzoek = Verzoek.voor(LocalDate.of(jaar, 1, 1), Leefsituatie.ALLEENSTAANDE).build();
      assertThat(Invoerlijst.lees(Invoerlijst.van(verzoek))).contains(verzoek);
    }
    for (int jaar : new int[] {0, 10_000}) {
      Verzoek verzoek = Verzoek.voor(LocalDate.of(jaar, 1, 1), Leefsituatie.ALLEENSTAANDE).build();
      assertThat(Invoerlijst.lees(Invoerlijst.van(verzoek))).isEmpty();
    }
  }

  @Test
  void theSameFactsOnAnotherDayDifferInTheDayOnly() {
    Willekeurig willekeurig = new Willekeurig(SEED);
    LocalDate dag = LocalDate.of(2024, 2, 29);
    for (int i = 0; i < 100; i++) {
      Verzoek verzoek = willekeurig.verzoek();

      assertThat(verzoek.op(dag).peildatum()).isEqualTo(dag);
      assertThat(verzoek.op(dag).op(verzoek.peildatum())).isEqualTo(verzoek);
    }
  }

  @Test
  void aBuilderTakesItsFactsInAnyOrder() {
    LocalDate dag = LocalDate.of(2026, 7, 14);

    Verzoek een =
        Verzoek.voor(dag, Leefsituatie.ALLEENSTAANDE)
            .feit("Een feit.")
            .aanname(Aanname.KIND)
            .belastbaarJaarinkomen(cent(100))
            .build();
    Verzoek ander =
        Verzoek.voor(dag, Leefsituatie.ALLEENSTAANDE)
            .belastbaarJaarinkomen(cent(100))
            .aanname(Aanname.KIND)
            .feit("Een feit.")
            .build();

    assertThat(een).isEqualTo(ander);
    assertThat(een.feiten()).containsExactly("Een feit.");
    assertThat(een.aannames()).containsExactly(Aanname.KIND);
  }

  @Test
  void aStepThatTheOtherLawDoesNotHaveOrHasNewStandsBesideNothing() {
    Verzoek verzoek =
        Verzoek.voor(LocalDate.of(2022, 7, 1), Leefsituatie.ALLEENSTAANDE)
            .instelling(Instelling.met(cent(150_000)))
            .aftrek(new Aftrek(null, cent(10_000), null))
            .build();
    Kwitantie oud = ((Vaststelling) new BeslagvrijeVoet(cijfers).bereken(verzoek)).kwitantie();

    List<Herberekening.Stapverschil> verschillen =
        new Herberekening(cijfers).metRechtVan(oud, LocalDate.of(2023, 7, 1)).verschillen();

    // the deduction from an institution amount began in 2023
    assertThat(verschillen)
        .extracting(Herberekening.Stapverschil::id)
        .containsExactly("475e-2", "475db", "afronding", "475db-a", "475db-b", "475db-c");
    Herberekening.Stapverschil weg = verschillen.get(1);
    assertThat(weg.nieuwCent()).isNull();
    assertThat(weg.verschilCent()).isEqualTo(-weg.oudCent());
    Herberekening.Stapverschil erbij = verschillen.get(4);
    assertThat(erbij.omschrijving()).isEqualTo("Eigen onbeslagen inkomen");
    assertThat(erbij.oudCent()).isNull();
    assertThat(erbij.verschilCent()).isEqualTo(erbij.nieuwCent());
  }

  /** Without the hash and the notes of the figures file, which say nothing about a calculation. */
  private static String tekst(Kwitantie k) {
    return String.join(
        "\n",
        k.peildatum() + " " + k.rechtVan() + " " + k.cijferbestand().naam(),
        k.invoer().toString(),
        k.invoerDigest(),
        k.stappen().toString(),
        k.cijfers().stream()
            .map(c -> c.naam() + " " + c.voor() + " " + c.waarde() + " " + c.eenheid())
            .collect(Collectors.joining(", ")),
        k.aannames().toString(),
        k.bedragCent() + " " + k.basisCent() + " " + k.plafondCent(),
        k.geldigVanaf() + " " + k.geldigTot() + " " + k.verhogingTot());
  }
}
