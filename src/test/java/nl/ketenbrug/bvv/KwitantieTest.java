package nl.ketenbrug.bvv;

import static nl.ketenbrug.bvv.Leefsituatie.ALLEENSTAANDE;
import static nl.ketenbrug.bvv.Leefsituatie.GEHUWD_MET_KINDEREN;
import static nl.ketenbrug.bvv.Testcijfers.CIJFERS;
import static nl.ketenbrug.bvv.Testcijfers.JULI_2026;
import static nl.ketenbrug.bvv.Testcijfers.euro;
import static nl.ketenbrug.bvv.Testcijfers.vaststelling;
import static nl.ketenbrug.bvv.Testcijfers.verzoek;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.bvv.Herberekening.Stapverschil;
import nl.ketenbrug.bvv.Herberekening.Vergelijking;
import org.junit.jupiter.api.Test;

class KwitantieTest {

  private static final Herberekening HERBEREKENING = new Herberekening(CIJFERS);

  @Test
  void theReceiptNamesFileHashRulesAndTheFiguresWithTheirStatus() {
    Kwitantie kwitantie = volledig().kwitantie();

    assertThat(kwitantie.cijferbestand().naam()).isEqualTo("2026-07-01.yaml");
    assertThat(kwitantie.cijferbestand().sha256()).matches("[0-9a-f]{64}");
    assertThat(kwitantie.regelversie()).matches("\\d{4}-\\d{2}-\\d{2}");
    assertThat(kwitantie.cijfers())
        .anyMatch(c -> c.naam().equals("pw21_norm") && c.waarde().equals("2027.79"))
        .anyMatch(c -> c.naam().equals("basishuur") && c.status().equals("afgeleid"))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyInputCarriesItsSource() {
    assertThat(volledig().kwitantie().invoer())
        .contains(
            new Kwitantie.Invoer("leefsituatie", "gehuwd-met-kinderen", "-", "brp"),
            new Kwitantie.Invoer("belastbaarJaarinkomen", "4500000", "cent/jaar", "polis"),
            new Kwitantie.Invoer("maandinkomen", "250000", "cent/maand", "opgegeven"));
  }

  /**
   * What an auditor does with a pocket calculator: follow the last steps from the receipt alone.
   */
  @Test
  void theStepsLeadToTheAmount() {
    Kwitantie k = volledig().kwitantie();
    BigDecimal som =
        List.of("475da-2-bijstand", "475da-2-zorg", "475da-2-huur", "475da-2-kind").stream()
            .map(id -> onafgerond(k, id))
            .reduce(BigDecimal.ZERO, BigDecimal::add);

    assertThat(som.setScale(20, RoundingMode.HALF_UP))
        .isEqualByComparingTo(onafgerond(k, "475da-2").setScale(20, RoundingMode.HALF_UP));
    assertThat(onafgerond(k, "475dc-1").setScale(2, RoundingMode.HALF_UP).movePointRight(2))
        .isEqualByComparingTo(BigDecimal.valueOf(k.bedragCent()));
    assertThat(k.stappen())
        .allMatch(s -> !s.operanden().isEmpty() && !s.formule().isBlank())
        .last()
        .satisfies(s -> assertThat(s.id()).isEqualTo("afronding"));
  }

  @Test
  void aPlainJsonMapperWritesAndReadsTheReceiptWithoutLoss() throws Exception {
    ObjectMapper mapper = new ObjectMapper().findAndRegisterModules();
    Kwitantie kwitantie = volledig().kwitantie();

    String json = mapper.writeValueAsString(kwitantie);

    assertThat(mapper.readValue(json, Kwitantie.class)).isEqualTo(kwitantie);
  }

  @Test
  void theDigestDependsOnEveryInputAndItsSourceAndOnNothingElse() {
    String digest = volledig().kwitantie().invoerDigest();

    assertThat(volledig().kwitantie().invoerDigest()).isEqualTo(digest);
    assertThat(
            vaststelling(verzoekVolledig().maandinkomen(euro("2500.01")))
                .kwitantie()
                .invoerDigest())
        .isNotEqualTo(digest);
    assertThat(
            vaststelling(verzoekVolledig().herkomst("maandinkomen", "polis"))
                .kwitantie()
                .invoerDigest())
        .isNotEqualTo(digest);
  }

  @Test
  void theDigestOfAKnownRequestNeverChanges() {
    Kwitantie kwitantie = vaststelling(verzoek(JULI_2026, ALLEENSTAANDE, "30000.00")).kwitantie();

    assertThat(kwitantie.invoerDigest())
        .as("a digest that changes makes every stored receipt unverifiable")
        .isEqualTo("dfde59f6cb65f692b383ab015e0f9f6837870cfadb6621d583189a4794e35c83");
  }

  @Test
  void aReceiptAloneIsEnoughToFindTheSameAmountAgain() {
    List<Verzoek.Builder> verzoeken = new ArrayList<>();
    verzoeken.add(verzoekVolledig());
    verzoeken.add(Verzoek.voor(JULI_2026, ALLEENSTAANDE).brpAdres(false));
    verzoeken.add(Verzoek.voor(JULI_2026, ALLEENSTAANDE).soort(Beslagsoort.BANK).brpAdres(false));
    verzoeken.add(
        Verzoek.voor(JULI_2026, GEHUWD_MET_KINDEREN)
            .instelling(new Instelling(euro("900.00"), true, true))
            .maandinkomen(euro("1900.00"))
            .termijn(Termijn.VIER_WEKEN, true));
    verzoeken.add(
        verzoek(LocalDate.of(2024, 5, 5), GEHUWD_MET_KINDEREN, "41000.00")
            .woonlandfactor(new BigDecimal("0.70"))
            .buitenland(true)
            .brpAdres(false)
            .gegevensVerstrekt(true)
            .verhogingen(
                new Verhogingen(
                    euro("1200.00"),
                    LocalDate.of(2024, 6, 1),
                    LocalDate.of(2024, 8, 1),
                    euro("50.00"),
                    true,
                    true,
                    euro("12.34")))
            .rechterlijkeVerhoging(
                new Rechterlijkeverhoging(
                    euro("1.00"), LocalDate.of(2024, 1, 1), LocalDate.of(2025, 1, 1)))
            .detentie(Detentie.REKEN_MET_FORMULE)
            .geldigheidMaanden(6));
    for (Verzoek.Builder verzoek : verzoeken) {
      Kwitantie kwitantie = vaststelling(verzoek).kwitantie();

      Vergelijking vergelijking = HERBEREKENING.opnieuw(kwitantie);

      assertThat(vergelijking.zelfdeBedrag()).isTrue();
      assertThat(vergelijking.zelfdeCijfers()).isTrue();
      assertThat(vergelijking.zelfdeRegels()).isTrue();
      assertThat(((Vaststelling) vergelijking.nieuw()).kwitantie()).isEqualTo(kwitantie);
      assertThat(vergelijking.verschillen()).allMatch(v -> v.verschilCent() == 0);
    }
  }

  @Test
  void whatHouseholdAndIncomeRestOnStandsOnTheReceiptAndSurvivesARecalculation() {
    Leefsituatievaststelling leefsituatie =
        (Leefsituatievaststelling)
            LeefsituatieUitBrp.bepaal(
                new BrpFeiten(
                    JULI_2026,
                    true,
                    List.of(new BrpFeiten.Partner(true, Brpdatum.van("2010"), null, true)),
                    List.of(new BrpFeiten.Kind(Brpdatum.van("2015"), true))));
    Inkomstenopgave juni =
        new Inkomstenopgave(
            LocalDate.of(2026, 6, 1),
            LocalDate.of(2026, 6, 30),
            euro("3000.00"),
            euro("600.00"),
            euro("0.00"),
            euro("240.00"),
            euro("0.00"),
            euro("0.00"));
    Inkomensvaststelling inkomen =
        (Inkomensvaststelling)
            Inkomen.bepaal(
                Inkomensstrategie.MEEST_RECENTE_MAAND,
                List.of(
                    new Inkomstenverhouding(
                        "a",
                        Inkomstenverhouding.Persoon.SCHULDENAAR,
                        Betalingssoort.E_LOON,
                        Termijn.MAAND,
                        List.of(juni))));

    Kwitantie kwitantie =
        vaststelling(
                Verzoek.voor(JULI_2026, leefsituatie.leefsituatie())
                    .leefsituatieUit(leefsituatie, "brp")
                    .inkomenUit(inkomen))
            .kwitantie();

    assertThat(kwitantie.aannames())
        .extracting(Kwitantie.AannameRegel::code)
        .contains("A-KIND", "A-INKOMEN", "A-NETTO");
    assertThat(kwitantie.invoer())
        .contains(
            new Kwitantie.Invoer("leefsituatie", "gehuwd-met-kinderen", "-", "brp"),
            new Kwitantie.Invoer("belastbaarJaarinkomen", "3888000", "cent/jaar", "polis"),
            new Kwitantie.Invoer("maandinkomen", "259200", "cent/maand", "polis"))
        .anyMatch(i -> i.waarde().startsWith("Een kind jonger dan 18 jaar woont op het adres."));
    Vergelijking opnieuw = HERBEREKENING.opnieuw(kwitantie);
    assertThat(((Vaststelling) opnieuw.nieuw()).kwitantie()).isEqualTo(kwitantie);
    assertThat(Toelichting.van(kwitantie)).contains("(A-KIND)", "MEEST_RECENTE_MAAND");
  }

  @Test
  void theLawOfAnotherDayGivesTheDifferencePerStep() {
    Kwitantie kwitantie = vaststelling(verzoek(JULI_2026, ALLEENSTAANDE, "30000.00")).kwitantie();

    Vergelijking vergelijking = HERBEREKENING.metRechtVan(kwitantie, LocalDate.of(2026, 1, 15));

    Kwitantie anders = ((Vaststelling) vergelijking.nieuw()).kwitantie();
    assertThat(anders.rechtVan()).isEqualTo(LocalDate.of(2026, 1, 15));
    assertThat(anders.peildatum()).isEqualTo(JULI_2026);
    assertThat(anders.invoerDigest()).isEqualTo(kwitantie.invoerDigest());
    assertThat(vergelijking.zelfdeBedrag()).isFalse();
    assertThat(vergelijking.zelfdeCijfers()).isFalse();
    // 95% of 1401.50 instead of 1419.46; the other terms are equal in both half-years
    assertThat(verschil(vergelijking, "475da-2-bijstand").verschilCent()).isEqualTo(-1_706);
    assertThat(verschil(vergelijking, "475da-2-huur").verschilCent()).isZero();
    assertThat(HERBEREKENING.opnieuw(anders).zelfdeBedrag()).isTrue();
  }

  @Test
  void theLawOfADayWithoutFiguresIsRefused() {
    Kwitantie kwitantie = volledig().kwitantie();

    assertThat(HERBEREKENING.metRechtVan(kwitantie, LocalDate.of(2021, 1, 15)).nieuw())
        .isInstanceOfSatisfying(
            Weigering.class, w -> assertThat(w.code()).isEqualTo("GeenParametersVoorDatum"));
  }

  @Test
  void aReceiptWhoseInputWasAlteredIsRefused() {
    Kwitantie k = volledig().kwitantie();
    List<Kwitantie.Invoer> invoer = new ArrayList<>(k.invoer());
    invoer.removeIf(i -> i.naam().equals("maandinkomen"));
    Kwitantie gewijzigd =
        new Kwitantie(
            k.regelversie(),
            k.cijferbestand(),
            k.peildatum(),
            k.rechtVan(),
            invoer,
            k.invoerDigest(),
            k.stappen(),
            k.cijfers(),
            k.aannames(),
            k.bedragCent(),
            k.basisCent(),
            k.plafondCent(),
            k.geldigVanaf(),
            k.geldigTot(),
            k.verhogingTot());

    assertThat(HERBEREKENING.opnieuw(gewijzigd).nieuw()).isInstanceOf(Weigering.class);
    assertThat(HERBEREKENING.opnieuw(gewijzigd).zelfdeBedrag()).isFalse();
  }

  @Test
  void theNoticeToTheDebtorHoldsWhatArticle475iAsks() {
    Vaststelling uitkomst = volledig();

    String tekst = Toelichting.van(uitkomst.kwitantie());

    assertThat(tekst)
        .contains("Uw beslagvrije voet: " + uitkomst.bedrag() + " per maand")
        .contains("14 juli 2026", "14 juli 2027")
        .contains("Leefsituatie: gehuwd-met-kinderen (brp)")
        .contains("45000,00 euro per jaar (polis)")
        .contains("Rv art. 475g lid 1", "Rv art. 475da lid 5 en lid 7", "Rv art. 475e lid 1")
        .contains("binnen vier weken")
        .contains("(A-NETTO)")
        .contains(uitkomst.kwitantie().cijferbestand().sha256())
        .doesNotContain("null", "cent/");
  }

  @Test
  void theNoticeShowsEachStepWithItsAmountsInEurosAndItsFractionsInFull() {
    Kwitantie kwitantie =
        vaststelling(
                verzoek(LocalDate.of(2025, 7, 1), GEHUWD_MET_KINDEREN, "45000.00")
                    .maandinkomen(euro("3000.00"))
                    .feit("Een feit.")
                    .aanname(Aanname.KIND))
            .kwitantie();

    String tekst = Toelichting.van(kwitantie);

    assertThat(tekst)
        .contains(
            "- Een feit.\n- Zie de aannames hieronder: A-KIND\n",
            "- Deel van de bijstandsnorm (Rv art. 475da lid 2): 1858,01 euro\n"
                + "  95% x B, met B (bijstandsnorm) = 1955,80 euro per maand\n",
            "D (drempelinkomen) = 28405,728 euro per jaar; E (percentage zorgtoeslag) = 0,13700;"
                + " aantal = 2; standaardpremie = 2112,00 euro per jaar;",
            "H (factor a) = 0,000000298184094737848467; I (factor b) = -0,00138249714617963689;"
                + " J (normhuur) = 238,01 euro per maand\n",
            "- Afronding op hele centen: 2395,17 euro\n"
                + "  half omhoog, eenmaal, met bedrag = 2395,17 euro per maand\n",
            "Niet letterlijk in een officiële tekst staan:\n"
                + "- drempelinkomen_zorg is afgeleid: berekend:")
        .doesNotContain("pw21_norm is");
  }

  @Test
  void aNoticeOnPublishedFiguresAloneNamesNoOthers() {
    String tekst =
        Toelichting.van(
            vaststelling(Verzoek.voor(JULI_2026, ALLEENSTAANDE).soort(Beslagsoort.BANK))
                .kwitantie());

    assertThat(tekst).doesNotContain("Niet letterlijk");
  }

  @Test
  void theNoticeOfABankAttachmentSpeaksOfABalance() {
    String tekst =
        Toelichting.van(
            vaststelling(Verzoek.voor(JULI_2026, ALLEENSTAANDE).soort(Beslagsoort.BANK))
                .kwitantie());

    assertThat(tekst)
        .startsWith("Beschermd bedrag op uw bankrekeningen: 2208,48 euro")
        .contains("tot 14 augustus 2026");
  }

  private static Stapverschil verschil(Vergelijking vergelijking, String id) {
    return vergelijking.verschillen().stream()
        .filter(v -> v.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static BigDecimal onafgerond(Kwitantie kwitantie, String id) {
    return kwitantie.stappen().stream()
        .filter(s -> s.id().equals(id))
        .map(s -> new BigDecimal(s.onafgerond()))
        .findFirst()
        .orElseThrow();
  }

  private static Vaststelling volledig() {
    return vaststelling(verzoekVolledig());
  }

  private static Verzoek.Builder verzoekVolledig() {
    return verzoek(JULI_2026, GEHUWD_MET_KINDEREN, "45000.00")
        .herkomst("leefsituatie", "brp")
        .herkomst("belastbaarJaarinkomen", "polis")
        .aftrek(new Aftrek(euro("300.00"), euro("20.00"), null))
        .maandinkomen(euro("2500.00"));
  }
}
