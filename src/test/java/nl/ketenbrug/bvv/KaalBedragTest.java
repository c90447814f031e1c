package nl.ketenbrug.bvv;

import static nl.ketenbrug.bvv.Testcijfers.BVV;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The amount without a receipt is the amount with one. Random requests come from a fixed seed,
 * which stands in every failure message; {@code -Dbvv.seed=} runs another one, {@code
 * -Dbvv.aantal=} another number.
 */
class KaalBedragTest {

  private static final long SEED = Long.getLong("bvv.seed", 20260714L);
  private static final int AANTAL = Integer.getInteger("bvv.aantal", 20_000);

  @Test
  void theAmountAloneIsTheAmountWithAReceiptForWhateverIsAsked() {
    Willekeurig willekeurig = new Willekeurig(SEED);
    for (int i = 0; i < AANTAL; i++) {
      Verzoek verzoek = willekeurig.verzoek();

      assertThat(BVV.bedrag(verzoek))
          .as("seed=%d i=%d %s", SEED, i, verzoek)
          .isEqualTo(zonderKwitantie(BVV.bereken(verzoek)));
    }
    System.out.println("KaalBedragTest: seed=" + SEED + ", " + AANTAL + " requests");
  }

  /** Otherwise the test above would prove little. */
  @Test
  @Tag("traag")
  void theRandomRequestsReachEveryHouseholdHalfYearStepAndGroundOfRefusal() {
    TreeSet<String> stappen = new TreeSet<>();
    TreeSet<String> weigeringen = new TreeSet<>();
    Map<String, Integer> huishoudens = new TreeMap<>();
    Willekeurig willekeurig = new Willekeurig(SEED);
    for (int i = 0; i < AANTAL; i++) {
      Verzoek verzoek = willekeurig.verzoek();
      Uitkomst uitkomst = BVV.bereken(verzoek);
      if (uitkomst instanceof Weigering weigering) {
        weigeringen.add(weigering.code());
        continue;
      }
      Kwitantie kwitantie = ((Vaststelling) uitkomst).kwitantie();
      kwitantie.stappen().forEach(stap -> stappen.add(stap.id()));
      huishoudens.merge(kwitantie.cijferbestand().naam() + verzoek.leefsituatie(), 1, Integer::sum);
    }

    assertThat(stappen)
        .as("seed=%d", SEED)
        .containsExactlyInAnyOrder(
            "475a-5",
            "475a-6",
            "475da-1",
            "475da-2",
            "475da-2-bijstand",
            "475da-2-huur",
            "475da-2-kind",
            "475da-2-zorg",
            "475da-4-geen-adres",
            "475da-4-woonland",
            "475da-5",
            "475da-7",
            "475db",
            "475db-a",
            "475db-b",
            "475db-c",
            "475dc-1",
            "475e-2",
            "475fa",
            "afronding");
    assertThat(huishoudens)
        .as("seed=%d", SEED)
        .hasSize(Testcijfers.CIJFERS.halfjaren().size() * Leefsituatie.values().length);
    // a division among attachers is not asked of this class
    assertThat(weigeringen)
        .as("seed=%d", SEED)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Weigeringsgrond.values())
                .filter(grond -> grond != Weigeringsgrond.VERDELING_NIET_BEPAALD)
                .map(Weigeringsgrond::code)
                .toList());
  }

  private static Bedragbepaling zonderKwitantie(Uitkomst uitkomst) {
    if (uitkomst instanceof Weigering weigering) {
      return weigering;
    }
    Vaststelling vaststelling = (Vaststelling) uitkomst;
    Kwitantie kwitantie = vaststelling.kwitantie();
    assertThat(kwitantie.bedragCent()).isEqualTo(vaststelling.bedrag().cent());
    return new Bedragvaststelling(
        vaststelling.bedrag(), vaststelling.basis(), vaststelling.plafond(), kwitantie.geldigTot());
  }
}
