package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.dossier.Zaaksleutel;
import nl.ketenbrug.dossier.Zaakstanden.Zaakstand;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What of debt help and representation is told by the day on which somebody asks. */
class LopendezakenTest {

  private static final Instant NU = Instant.parse("2026-12-21T10:00:00Z");
  private static final Dossiersleutel DOSSIER = new Dossiersleutel("a".repeat(64));
  private static final String VERLEEND = "nl.schuldhulp.moratorium-verleend";
  private static final String BEWIND = "nl.curatelebewindregister.bewind-ingesteld";
  private static final String BEWINDVOERDER = "nl.curatelebewindregister.bewindvoerder-gewijzigd";

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Voorraad voorraad =
      new Voorraad(
          jdbc, "geheim-van-de-proef-met-32-tekens-01", "geheim-van-de-proef-met-32-tekens-02");

  @BeforeEach
  void empty() {
    jdbc.sql("delete from zaakstand").update();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-07, 2026-12-20, , of which the last day was yesterday",
    "2026-05-07, 2026-12-21, true, that holds up to and including today",
    "2026-12-21, 2027-06-20, true, that begins today",
    "2026-12-22, 2027-06-21, false, that begins tomorrow"
  })
  void aMoratoriumStopsTheCollectionFromItsFirstToItsLastDay(
      String begin, String laatste, Boolean stopt, String wat) {
    zet(moratorium("wgs-5", begin, laatste));

    assertThat(van(VERLEEND).schuldhulp(DOSSIER.value()).stream().map(Schuldhulp::stoptInning))
        .as(wat)
        .isEqualTo(stopt == null ? List.of() : List.of(stopt));
  }

  @Test
  void ofTwoMoratoriaEachIsToldWithItsArticle() {
    zet(
        moratorium("wgs-5", "2026-12-01", "2027-02-06"),
        moratorium("fw-287b", "2026-12-01", "2027-04-06"));

    assertThat(van(VERLEEND).schuldhulp(DOSSIER.value()))
        .extracting(Schuldhulp::artikel, Schuldhulp::stoptInning, Schuldhulp::tot)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("art. 5 Wgs", true, "2027-02-06"),
            org.assertj.core.groups.Tuple.tuple("art. 287b Fw", false, "2027-04-06"));
  }

  @Test
  void whoRepresentsIsToldOfTodayAndToWhoHearsOfIt() {
    zet(bewind("2026-12-21", null));
    assertThat(van(BEWIND).vertegenwoordiging(DOSSIER.value()))
        .singleElement()
        .satisfies(een -> assertThat(een.vertegenwoordigers()).isNull());
    assertThat(van(BEWIND, BEWINDVOERDER).vertegenwoordiging(DOSSIER.value()))
        .singleElement()
        .satisfies(
            een ->
                assertThat(een.vertegenwoordigers())
                    .extracting(Vertegenwoordiging.Vertegenwoordiger::naam)
                    .containsExactly("Nu"));
  }

  @Test
  void aMeasureThatDidNotBeginOrIsOverRepresentsNobody() {
    zet(bewind("2026-12-22", null));
    assertThat(van(BEWIND).vertegenwoordiging(DOSSIER.value())).isEmpty();
    zet(bewind("2026-03-01", "2026-12-20"));
    assertThat(van(BEWIND).vertegenwoordiging(DOSSIER.value())).isEmpty();
  }

  @Test
  void whoHasNoRightGetsNullAndNotThatThereIsNone() {
    zet(moratorium("wgs-5", "2026-12-01", "2027-02-06"), bewind("2026-03-01", null));

    Lopendezaken.Beeld niets = van("nl.beslagregister.beslag-gelegd");
    assertThat(niets.schuldhulp(DOSSIER.value())).isNull();
    assertThat(niets.vertegenwoordiging(DOSSIER.value())).isNull();
    assertThat(van(VERLEEND).vertegenwoordiging(DOSSIER.value())).isNull();
    assertThat(van(BEWIND).schuldhulp(DOSSIER.value())).isNull();
    assertThat(van("nl.vish.schuldhulp-aangemeld").schuldhulp(DOSSIER.value())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "moratorium, wgs-5, true, art. 5 Wgs",
    "moratorium, fw-287-4, true, art. 287 lid 4 Fw",
    "moratorium, fw-287b, false, art. 287b Fw",
    "schuldregeling, , false, art. 287a Fw",
    "aanmelding, , false, ",
    "stabilisatie, , false, "
  })
  void onlyWhatTheLawSaysStopsTheCollection(
      String soort, String grond, boolean stopt, String artikel) {
    Rechtsgevolg gevolg = Rechtsgevolg.van(soort, grond);

    assertThat(gevolg.stopt()).isEqualTo(stopt);
    assertThat(gevolg.artikel()).isEqualTo(artikel);
  }

  private Lopendezaken.Beeld van(String... typen) {
    return new Lopendezaken(voorraad.zaakstanden(), Clock.fixed(NU, ZoneOffset.UTC))
        .van(List.of(DOSSIER), Set.of(typen));
  }

  private void zet(Zaakstand... standen) {
    voorraad.zaakstanden().zet(DOSSIER, new Zaaksleutel("b".repeat(64)), Arrays.asList(standen));
  }

  private static Zaakstand moratorium(String grond, String begin, String laatste) {
    return new Zaakstand(
        DOSSIER,
        "moratorium",
        LocalDate.parse(laatste),
        null,
        "<Schuldhulp xmlns=\"urn:ketenbrug:invordering:1\"><moratorium><grond>%s</grond></moratorium><begin>%s</begin></Schuldhulp>"
            .formatted(grond, begin));
  }

  private static Zaakstand bewind(String begin, String laatste) {
    String wie =
        "<vertegenwoordiger><naam>%s</naam><sinds>%s</sinds></vertegenwoordiger>"
            + "<vertegenwoordiger><naam>Straks</naam><sinds>2027-01-01</sinds></vertegenwoordiger>";
    return new Zaakstand(
        DOSSIER,
        "bewind",
        laatste == null ? null : LocalDate.parse(laatste),
        null,
        "<Bewind xmlns=\"urn:ketenbrug:invordering:1\"><begin>%s</begin>%s</Bewind>"
            .formatted(begin, wie.formatted("Nu", begin)));
  }
}
