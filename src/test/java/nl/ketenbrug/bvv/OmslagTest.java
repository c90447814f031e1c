package nl.ketenbrug.bvv;

import static nl.ketenbrug.bvv.Betalingssoort.A_BIJSTAND;
import static nl.ketenbrug.bvv.Betalingssoort.B_SOCIALE_UITKERING;
import static nl.ketenbrug.bvv.Betalingssoort.E_LOON;
import static nl.ketenbrug.bvv.Betalingssoort.G_PENSIOEN;
import static nl.ketenbrug.bvv.Betalingssoort.J_TOESLAG;
import static nl.ketenbrug.bvv.Testcijfers.cent;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import nl.ketenbrug.message.Bedrag;
import org.junit.jupiter.api.Test;

class OmslagTest {

  @Test
  void theVoetIsSplitProRataAndWhatRemainsGoesToTheLargestFractions() {
    // 100 over 1 : 1 : 4 gives 16.67, 16.67 and 66.67 cents: two cents remain
    assertThat(
            delen(
                100,
                betaling(G_PENSIOEN, 100, null),
                betaling(E_LOON, 100, null),
                betaling(E_LOON, 400, null)))
        .containsExactly(16L, 17L, 67L);
  }

  @Test
  void theLargestFractionGoesBeforeTheEarliestLetter() {
    // 33.33 and 66.67 cents
    assertThat(delen(100, betaling(E_LOON, 100, null), betaling(G_PENSIOEN, 200, null)))
        .containsExactly(33L, 67L);
  }

  @Test
  void equalFractionsGoToTheEarliestLetterAndThenToTheOldestAttachment() {
    LocalDate oud = LocalDate.of(2026, 1, 1);
    LocalDate jong = LocalDate.of(2026, 2, 1);

    assertThat(delen(1, betaling(E_LOON, 100, oud), betaling(B_SOCIALE_UITKERING, 100, jong)))
        .containsExactly(0L, 1L);
    assertThat(delen(1, betaling(E_LOON, 100, jong), betaling(E_LOON, 100, oud)))
        .containsExactly(0L, 1L);
    assertThat(delen(1, betaling(E_LOON, 100, null), betaling(E_LOON, 100, oud)))
        .containsExactly(0L, 1L);
  }

  @Test
  void onePaymentCarriesTheWholeVoetEvenWhenItIsSmaller() {
    assertThat(delen(200_000, betaling(E_LOON, 150_000, null))).containsExactly(200_000L);
    assertThat(Afdracht.van(cent(150_000), cent(200_000))).isEqualTo(Bedrag.NUL);
  }

  @Test
  void hugeAmountsDoNotOverflow() {
    long veel = 1_000_000_000_000L;
    assertThat(delen(veel, betaling(E_LOON, veel, null), betaling(E_LOON, veel, null)))
        .containsExactly(veel / 2, veel / 2);
  }

  @Test
  void anAllowanceNeverShares() {
    Omslaguitkomst uitkomst =
        Omslag.verdeel(
            cent(100), List.of(betaling(E_LOON, 100, null), betaling(J_TOESLAG, 100, null)));

    assertThat(uitkomst).isInstanceOf(Weigering.class);
    assertThat(((Weigering) uitkomst).reden()).contains("onder j");
  }

  @Test
  void aNegativeAmountIsRefusedAndNilIsNot() {
    Betaling betaling = new Betaling("a", Betalingssoort.E_LOON, new Bedrag(100_000), null);
    Betaling niets = new Betaling("b", Betalingssoort.E_LOON, new Bedrag(0), null);
    Betaling negatief = new Betaling("c", Betalingssoort.E_LOON, new Bedrag(-1), null);

    assertThat(Omslag.verdeel(new Bedrag(0), List.of(betaling, niets))).isInstanceOf(Omslag.class);
    for (Omslaguitkomst uitkomst :
        List.of(
            Omslag.verdeel(new Bedrag(-1), List.of(betaling)),
            Omslag.verdeel(new Bedrag(100), List.of(betaling, negatief)))) {
      assertThat(uitkomst)
          .isInstanceOfSatisfying(
              Weigering.class, w -> assertThat(w.reden()).isEqualTo("Een bedrag is negatief."));
    }
  }

  @Test
  void aSplitOverNothingIsRefused() {
    assertThat(Omslag.verdeel(cent(100), List.of())).isInstanceOf(Weigering.class);
    assertThat(Omslag.verdeel(cent(100), List.of(betaling(E_LOON, 0, null))))
        .isInstanceOf(Weigering.class);
  }

  @Test
  void aShareSaysWhatIsAttachedOfItsPayment() {
    Omslag omslag =
        (Omslag)
            Omslag.verdeel(
                cent(150_000),
                List.of(betaling(E_LOON, 150_000, null), betaling(G_PENSIOEN, 50_000, null)));

    assertThat(omslag.aandelen())
        .extracting(a -> a.afdracht().cent())
        .containsExactly(37_500L, 12_500L);
    assertThat(omslag.aannames()).extracting(Kwitantie.AannameRegel::code).contains("A-OMSLAG");
  }

  @Test
  void everyPaymentHasItsLetterInTheLaw() {
    assertThat(Betalingssoort.values())
        .extracting(Betalingssoort::letter)
        .containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
  }

  @Test
  void paymentsAreAttachedInTheOrderOfTheLettersAndTheHighestFirst() {
    Betaling loonLaag = betaling(E_LOON, 80_000, null);
    Betaling loonHoog = betaling(E_LOON, 90_000, null);
    Betaling bijstand = betaling(A_BIJSTAND, 10_000, null);
    Betaling pensioen = betaling(G_PENSIOEN, 300_000, null);

    assertThat(Beslagvolgorde.van(List.of(pensioen, loonLaag, bijstand, loonHoog)))
        .containsExactly(bijstand, loonHoog, loonLaag, pensioen);
  }

  @Test
  void aLaterPaymentMayBeChosenOnlyWhenItAloneIsEnoughAndTheFirstIsNot() {
    Betaling uitkering = betaling(B_SOCIALE_UITKERING, 30_000, null);
    Betaling loon = betaling(E_LOON, 250_000, null);
    List<Betaling> samen = List.of(uitkering, loon);

    // 2800 in all, voet 1800: 1000 to collect; the benefit of 300 is not enough, the wage is
    assertThat(Beslagvolgorde.magAfwijken(samen, loon, cent(180_000))).isTrue();
    assertThat(Beslagvolgorde.magAfwijken(samen, uitkering, cent(180_000))).isFalse();
    // voet 2600: 200 to collect, and the benefit is enough
    assertThat(Beslagvolgorde.magAfwijken(samen, loon, cent(260_000))).isFalse();
    // voet 100: neither is enough alone
    assertThat(Beslagvolgorde.magAfwijken(samen, loon, cent(10_000))).isFalse();
    // voet 300: 2500 to collect, exactly the wage
    assertThat(Beslagvolgorde.magAfwijken(samen, loon, cent(30_000))).isTrue();
  }

  @Test
  void aBackPaymentIsAttachedAsIfItHadBeenPaidInTime() {
    // 1200 paid with a voet of 1500: of 500 more only 200 exceeds it; the next month all of it
    assertThat(
            Afdracht.vanNabetaling(
                List.of(
                    nabetaling(1, 120_000, 50_000, 150_000),
                    nabetaling(2, 160_000, 50_000, 150_000),
                    nabetaling(3, 0, 50_000, 150_000))))
        .isEqualTo(cent(70_000));
  }

  @Test
  void proceedsAreDividedOnlyAsTheCoordinatorFixedIt() {
    assertThat(Verdeling.van(cent(1000), List.of()))
        .isInstanceOfSatisfying(
            Weigering.class,
            w -> {
              assertThat(w.code()).isEqualTo("VerdelingNietBepaald");
              assertThat(w.reden()).contains("is niet vastgesteld");
            });
    assertThat(Verdeling.van(cent(1000), List.of(deel("a", 600), deel("b", 399))))
        .isInstanceOfSatisfying(
            Weigering.class, w -> assertThat(w.reden()).contains("tellen niet op"));
    assertThat(Verdeling.van(cent(1000), List.of(deel("a", 1000), deel("b", 0))))
        .isInstanceOf(Verdeling.class);
    assertThat(Verdeling.van(cent(1000), List.of(deel("a", 1100), deel("b", -100))))
        .isInstanceOf(Weigering.class);
    assertThat(Verdeling.van(cent(1000), List.of(deel("a", 600), deel("b", 400))))
        .isInstanceOfSatisfying(Verdeling.class, v -> assertThat(v.delen()).hasSize(2));
  }

  private static Verdeling.Deel deel(String beslag, long cent) {
    return new Verdeling.Deel(beslag, cent(cent));
  }

  private static Afdracht.Nabetaling nabetaling(int maand, long betaald, long na, long voet) {
    return new Afdracht.Nabetaling(YearMonth.of(2026, maand), cent(betaald), cent(na), cent(voet));
  }

  private static Betaling betaling(Betalingssoort soort, long cent, LocalDate beslag) {
    return new Betaling(soort.letter(), soort, cent(cent), beslag);
  }

  private static List<Long> delen(long bvv, Betaling... betalingen) {
    Omslag omslag = (Omslag) Omslag.verdeel(cent(bvv), List.of(betalingen));
    return omslag.aandelen().stream().map(a -> a.voet().cent()).toList();
  }
}
