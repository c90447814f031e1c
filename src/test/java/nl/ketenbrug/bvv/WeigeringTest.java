package nl.ketenbrug.bvv;

import static nl.ketenbrug.bvv.Leefsituatie.ALLEENSTAANDE;
import static nl.ketenbrug.bvv.Leefsituatie.GEHUWD_ZONDER_KINDEREN;
import static nl.ketenbrug.bvv.Testcijfers.JULI_2026;
import static nl.ketenbrug.bvv.Testcijfers.cent;
import static nl.ketenbrug.bvv.Testcijfers.euro;
import static nl.ketenbrug.bvv.Testcijfers.vaststelling;
import static nl.ketenbrug.bvv.Testcijfers.verzoek;
import static nl.ketenbrug.bvv.Testcijfers.weigering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.stream.Stream;
import nl.ketenbrug.message.Bedrag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeigeringTest {

  static Stream<Arguments> verzoeken() {
    Verhogingen woonkosten = new Verhogingen(euro("1100.00"), null, null, null, false, false, null);
    Verhogingen eigenwoning = new Verhogingen(null, null, null, null, true, false, null);
    return Stream.of(
        Arguments.of("LeefsituatieOnbekend", verzoek(JULI_2026, null, "30000.00")),
        Arguments.of("LeefsituatieOnbekend", Verzoek.voor(JULI_2026, null).soort(Beslagsoort.BANK)),
        Arguments.of("OnvoldoendeInkomensgegevens", Verzoek.voor(JULI_2026, ALLEENSTAANDE)),
        Arguments.of(
            "OnvoldoendeInkomensgegevens",
            Verzoek.voor(JULI_2026, ALLEENSTAANDE).brpAdres(false).verhogingen(eigenwoning)),
        Arguments.of(
            "WoonlandfactorOnbekend",
            verzoek(JULI_2026, ALLEENSTAANDE, "30000.00").buitenland(true)),
        Arguments.of(
            "Lid7BedragOnbekend",
            verzoek(JULI_2026, ALLEENSTAANDE, "30000.00").verhogingen(eigenwoning)),
        Arguments.of(
            "TekortEchtgenootOnbekend",
            verzoek(JULI_2026, GEHUWD_ZONDER_KINDEREN, "30000.00").verhogingen(woonkosten)),
        Arguments.of(
            "TermijnNietMaandelijks",
            verzoek(JULI_2026, ALLEENSTAANDE, "30000.00").termijn(Termijn.WEEK, false)),
        Arguments.of(
            "InrichtingEchtgenootNietOndersteund",
            Verzoek.voor(JULI_2026, GEHUWD_ZONDER_KINDEREN)
                .instelling(Instelling.met(euro("900.00")))),
        Arguments.of(
            "DetentieNietOndersteund",
            verzoek(JULI_2026, ALLEENSTAANDE, "30000.00").detentie(Detentie.ZONDER_GRONDSLAG)),
        Arguments.of(
            "BankbeslagBuitenland",
            Verzoek.voor(JULI_2026, ALLEENSTAANDE)
                .soort(Beslagsoort.BANK)
                .brpAdres(false)
                .buitenland(true)),
        Arguments.of(
            "KennisgevingZonderBedrag",
            verzoek(JULI_2026, ALLEENSTAANDE, "30000.00").aangewezenUitkering(true)),
        Arguments.of(
            "GeenParametersVoorDatum",
            verzoek(LocalDate.of(2021, 7, 1), ALLEENSTAANDE, "30000.00")),
        Arguments.of(
            "OngeldigeInvoer",
            verzoek(JULI_2026, ALLEENSTAANDE, "30000.00").maandinkomen(cent(-1))),
        Arguments.of(
            "OngeldigeInvoer",
            Verzoek.voor(JULI_2026, ALLEENSTAANDE).belastbaarJaarinkomen(cent(Long.MAX_VALUE))),
        Arguments.of(
            "OngeldigeInvoer",
            verzoek(JULI_2026, ALLEENSTAANDE, "30000.00").woonlandfactor(BigDecimal.ZERO)),
        Arguments.of(
            "OngeldigeInvoer", verzoek(JULI_2026, ALLEENSTAANDE, "30000.00").geldigheidMaanden(13)),
        Arguments.of(
            "OngeldigeInvoer",
            Verzoek.voor(JULI_2026, ALLEENSTAANDE).instelling(Instelling.met(null))),
        Arguments.of("OngeldigeInvoer", rechter(null, JULI_2026, JULI_2026.plusYears(1))),
        Arguments.of("OngeldigeInvoer", rechter(euro("1.00"), null, JULI_2026.plusYears(1))),
        Arguments.of("OngeldigeInvoer", rechter(euro("1.00"), JULI_2026, null)),
        Arguments.of("OngeldigeInvoer", woonkosten(LocalDate.MAX, null)),
        Arguments.of("OngeldigeInvoer", woonkosten(LocalDate.MIN, null)),
        Arguments.of("OngeldigeInvoer", woonkosten(LocalDate.MAX, LocalDate.MAX)),
        Arguments.of("OngeldigeInvoer", woonkosten(JULI_2026, LocalDate.of(10_000, 1, 1))),
        Arguments.of("OngeldigeInvoer", woonkosten(LocalDate.of(0, 12, 31), JULI_2026)));
  }

  @ParameterizedTest(name = "{0} [{index}]")
  @MethodSource("verzoeken")
  void whatTheRulesDoNotExpressIsRefusedWithArticleReasonAndRemedy(
      String code, Verzoek.Builder verzoek) {
    Weigering weigering = weigering(verzoek);

    assertThat(weigering.code()).isEqualTo(code);
    assertThat(weigering.grond().code()).isEqualTo(code);
    assertThat(weigering.artikel()).startsWith("Rv art. 475");
    assertThat(weigering.reden()).endsWith(".");
    assertThat(weigering.remedie()).isNotBlank();
  }

  /** Ten billion euros in cents: up to and including it an amount is taken as it is. */
  private static final long HOOGSTE = 1_000_000_000_000L;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aftrek.eigenInkomen",
        "aftrek.inkomenPartner",
        "aftrek.loonheffingAuto",
        "instelling.kosten",
        "maandinkomen",
        "rechterlijkeVerhoging.bedrag",
        "verhogingen.lid7Bedrag",
        "verhogingen.tekortEchtgenoot",
        "verhogingen.woonkosten"
      })
  void anAmountThatCannotBeRightIsRefusedByItsName(String naam) {
    for (long cent : new long[] {-1, HOOGSTE + 1}) {
      assertThat(weigering(metBedrag(naam, cent)).reden())
          .isEqualTo("Het bedrag van " + naam + " is negatief of onwaarschijnlijk hoog.");
    }
    vaststelling(metBedrag(naam, 0));
    vaststelling(metBedrag(naam, HOOGSTE));
  }

  @Test
  void theLastValuesThatAreAllowedAreTaken() {
    vaststelling(gewoon().belastbaarJaarinkomen(cent(HOOGSTE)));
    vaststelling(gewoon().woonlandfactor(BigDecimal.TEN));
    vaststelling(gewoon().woonlandfactor(new BigDecimal("0.1234567891")));
    assertThat(weigering(gewoon().woonlandfactor(new BigDecimal("0.12345678912"))).reden())
        .isEqualTo("De woonlandfactor heeft te veel decimalen.");
    vaststelling(gewoon().geldigheidMaanden(1));
    assertThat(weigering(gewoon().belastbaarJaarinkomen(cent(HOOGSTE + 1))).code())
        .isEqualTo("OngeldigeInvoer");
    assertThat(weigering(gewoon().geldigheidMaanden(13)).code()).isEqualTo("OngeldigeInvoer");
  }

  private static Verzoek.Builder gewoon() {
    return verzoek(JULI_2026, Leefsituatie.ALLEENSTAANDE, "30000.00");
  }

  private static Verzoek.Builder metBedrag(String naam, long cent) {
    Bedrag bedrag = cent(cent);
    return switch (naam) {
      case "aftrek.eigenInkomen" -> gewoon().aftrek(new Aftrek(null, bedrag, null));
      case "aftrek.inkomenPartner" -> gewoon().aftrek(new Aftrek(bedrag, null, null));
      case "aftrek.loonheffingAuto" -> gewoon().aftrek(new Aftrek(null, null, bedrag));
      case "instelling.kosten" -> gewoon().instelling(Instelling.met(bedrag));
      case "maandinkomen" -> gewoon().maandinkomen(bedrag);
      case "rechterlijkeVerhoging.bedrag" ->
          gewoon()
              .rechterlijkeVerhoging(
                  new Rechterlijkeverhoging(bedrag, JULI_2026, JULI_2026.plusDays(1)));
      case "verhogingen.lid7Bedrag" ->
          gewoon().verhogingen(new Verhogingen(null, null, null, null, true, false, bedrag));
      case "verhogingen.tekortEchtgenoot" ->
          gewoon().verhogingen(new Verhogingen(null, null, null, bedrag, false, false, null));
      default ->
          gewoon().verhogingen(new Verhogingen(bedrag, null, null, null, false, false, null));
    };
  }

  @Test
  void theFormulaOf2021IsRefusedBecauseOnlyTheCeilingsAreKnown() {
    assertThat(weigering(verzoek(LocalDate.of(2021, 7, 1), ALLEENSTAANDE, "30000.00")).reden())
        .contains("2021-07-01", "alleen de maxima");
  }

  @Test
  void detentionIsCalculatedOnceTheCallerChoosesTheFormula() {
    Vaststelling uitkomst =
        Testcijfers.vaststelling(
            verzoek(JULI_2026, ALLEENSTAANDE, "30000.00").detentie(Detentie.REKEN_MET_FORMULE));

    assertThat(uitkomst.kwitantie().aannames())
        .extracting(Kwitantie.AannameRegel::code)
        .contains("A-DETENTIE");
  }

  @Test
  void aBankAttachmentAbroadIsCalculatedOnceTheCourtAllowsIt() {
    assertThat(
            Testcijfers.vaststelling(
                    Verzoek.voor(JULI_2026, ALLEENSTAANDE)
                        .soort(Beslagsoort.BANK)
                        .brpAdres(false)
                        .buitenland(true)
                        .bankbeslagToegestaan(true))
                .bedrag())
        .isEqualTo(euro("2208.48"));
  }

  @Test
  void aRefusalCannotCarryACodeThatDoesNotExist() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Weigering("Zomaar", "Rv art. 475", "reden", "remedie"));
  }

  @Test
  void theTableOfWoonlandfactorenKnowsAbsentTableAndAbsentCountryApart() {
    assertThat(Woonlandfactoren.GEEN_TABEL.factor("X")).isEmpty();
    Woonlandfactoren tabel = Woonlandfactoren.van(java.util.Map.of("A", new BigDecimal("0.5")));
    assertThat(tabel.factor("A")).contains(new BigDecimal("0.5"));
    assertThat(tabel.factor("X")).contains(BigDecimal.ONE);
  }

  @Test
  void theNoticeWithoutAmountNamesTheNormOfTheAge() {
    Halfjaar halfjaar = Testcijfers.halfjaar(JULI_2026);

    assertThat(Kennisgeving.van(halfjaar, ALLEENSTAANDE, false).norm()).isEqualTo("1419.46");
    assertThat(Kennisgeving.van(halfjaar, ALLEENSTAANDE, true).norm()).isEqualTo("1587.34");
  }

  @Test
  void takesTheFirstAndTheLastDayThatADateCanBe() {
    assertThat(vaststelling(woonkosten(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31))).bedrag())
        .isEqualTo(vaststelling(verzoek(JULI_2026, ALLEENSTAANDE, "30000.00")).bedrag());
    assertThat(vaststelling(woonkosten(LocalDate.of(9999, 12, 31), null)).kwitantie())
        .extracting(Kwitantie::verhogingTot)
        .isEqualTo(LocalDate.of(9999, 12, 31));
  }

  private static Verzoek.Builder rechter(Bedrag bedrag, LocalDate vanaf, LocalDate tot) {
    return verzoek(JULI_2026, ALLEENSTAANDE, "30000.00")
        .rechterlijkeVerhoging(new Rechterlijkeverhoging(bedrag, vanaf, tot));
  }

  private static Verzoek.Builder woonkosten(LocalDate tot, LocalDate verlengdTot) {
    return verzoek(JULI_2026, ALLEENSTAANDE, "30000.00")
        .verhogingen(new Verhogingen(euro("1100.00"), tot, verlengdTot, null, false, false, null));
  }
}
