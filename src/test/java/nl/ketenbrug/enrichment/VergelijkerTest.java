package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of the installation, by answers that differ in one thing. */
class VergelijkerTest {

  private static final LocalDate GISTEREN = LocalDate.of(2026, 12, 20);
  private static final LocalDate VANDAAG = LocalDate.of(2026, 12, 21);

  private final Vergelijker brp = regels("brp");
  private final Vergelijker polis = regels("polis");

  @Test
  void equalAnswersGiveNothingInWhateverOrderTheirGroupsStand() {
    String kinderen = "<kinderen>%s%s</kinderen>";
    String een = "<kind><geboortedatum>2015-02-03</geboortedatum></kind>";
    String ander = "<kind><bsn>999958367</bsn><geboortedatum>2018-02-03</geboortedatum></kind>";

    assertThat(
            brp(
                persoon(kinderen.formatted(een, ander)),
                persoon(kinderen.formatted(ander, een)).replace("09:00:00Z", "10:00:00Z")))
        .isEmpty();
  }

  @Test
  void eachPlaceOfResidenceHasItsOwnEvent() {
    String thuis = adres("adres", "<straat>Bedachtelaan</straat><datumVan>2020-01-01</datumVan>");

    assertThat(brp(thuis, adres("adres", "<straat>Elders</straat><datumVan>2026-12-18</datumVan>")))
        .containsExactly("nl.brp.persoon-verhuisd op 2026-12-18");
    assertThat(brp(thuis, adres("locatie", "<locatiebeschrijving>Boot</locatiebeschrijving>")))
        .containsExactly("nl.brp.persoon-verhuisd op 2026-12-21");
    assertThat(brp(thuis, adres("buitenland", "<datumVan>2026-12</datumVan>")))
        .containsExactly("nl.brp.persoon-geemigreerd op 2026-12");
    assertThat(brp(thuis, adres("onbekend", "")))
        .containsExactly("nl.brp.persoon-vertrokken-onbekend-waarheen op 2026-12-21");
  }

  @Test
  void aDeathIsToldCorrectedAndWithdrawn() {
    String leeft = persoon("<overleden>false</overleden>");
    String dood =
        persoon("<overleden>true</overleden><datumOverlijden>2026-12-17</datumOverlijden>");
    String anders =
        persoon("<overleden>true</overleden><datumOverlijden>2026-12-16</datumOverlijden>");

    assertThat(brp(leeft, dood)).containsExactly("nl.brp.persoon-overleden op 2026-12-17");
    assertThat(brp(dood, anders))
        .containsExactly("nl.brp.persoon-overleden-gecorrigeerd op 2026-12-16");
    assertThat(brp(dood, leeft))
        .containsExactly("nl.brp.persoon-overleden-ingetrokken op 2026-12-21");
    assertThat(
            brp(
                dood,
                "<Personen xmlns=\"urn:ketenbrug:invordering:1\" uitkomst=\"niets-gevonden\"/>"))
        .as("whom the BRP does not find is not alive again")
        .isEmpty();
  }

  @Test
  void onlyRunningPartnershipsCount() {
    String gehuwd =
        persoon(
            "<partnerschappen><partnerschap><bsn>999958367</bsn><begin>2010-05-05</begin></partnerschap></partnerschappen>");
    String gescheiden =
        persoon(
            "<partnerschappen><partnerschap><bsn>999958367</bsn><begin>2010-05-05</begin><ontbinding>2026-12-01</ontbinding></partnerschap></partnerschappen>");
    String gecorrigeerd = gescheiden.replace("2026-12-01", "2026-12-02");

    assertThat(brp(gehuwd, gescheiden))
        .containsExactly("nl.brp.partnerschap-gewijzigd op 2026-12-01");
    assertThat(brp(gescheiden, gecorrigeerd)).isEmpty();
  }

  @Test
  void aChildThatTurnsEighteenIsToldOnThatDayOnly() {
    String kind = "<kinderen><kind><geboortedatum>%s</geboortedatum></kind></kinderen>";
    String jarig = persoon(kind.formatted("2008-12-21"));
    String morgen = persoon(kind.formatted("2008-12-22"));
    String gisteren = persoon(kind.formatted("2008-12-20"));
    String onvolledig = persoon(kind.formatted("2008-12"));

    assertThat(brp(jarig, jarig)).containsExactly("nl.brp.kind-gewijzigd op 2026-12-21");
    assertThat(brp(morgen, morgen)).isEmpty();
    assertThat(brp(gisteren, gisteren)).isEmpty();
    assertThat(brp(onvolledig, onvolledig)).isEmpty();
  }

  @Test
  void flagsHaveTheirEvents() {
    assertThat(
            brp(
                persoon("<curatele>false</curatele><inOnderzoek>false</inOnderzoek>"),
                persoon("<curatele>true</curatele><inOnderzoek>true</inOnderzoek>")))
        .containsExactlyInAnyOrder(
            "nl.brp.curatele-geregistreerd op 2026-12-21",
            "nl.brp.gegevens-in-onderzoek op 2026-12-21");
    assertThat(brp(persoon("<curatele>true</curatele>"), persoon("<curatele>false</curatele>")))
        .containsExactly("nl.brp.curatele-beeindigd op 2026-12-21");
    assertThat(
            brp(
                persoon("<geheimhouding>false</geheimhouding>"),
                persoon("<geheimhouding>true</geheimhouding>")))
        .containsExactly("nl.brp.geheimhouding-gewijzigd op 2026-12-21");
    assertThat(
            brp(
                persoon(""),
                persoon(
                    "<bijhoudingOpgeschort><redencode>M</redencode><datum>2026-12-01</datum></bijhoudingOpgeschort>")))
        .containsExactly("nl.brp.bijhouding-opgeschort op 2026-12-01");
    assertThat(
            brp(
                persoon(""),
                persoon("<bijhoudingOpgeschort><redencode>O</redencode></bijhoudingOpgeschort>")))
        .as("a death has its own event")
        .isEmpty();
  }

  @Test
  void aJobStartsEndsIsCorrectedAndWithdrawn() {
    String een = ikv("999900011L01", "1", "<begin>2020-01-01</begin>");
    String twee = een + ikv("999900023L01", "2", "<begin>2026-12-01</begin>");
    String af = ikv("999900011L01", "1", "<begin>2020-01-01</begin><einde>2026-11-30</einde>");
    String later = af.replace("2026-11-30", "2026-12-15");

    assertThat(polis(een, twee))
        .containsExactly("nl.polisadministratie.inkomstenverhouding-gestart op 2026-12-01");
    assertThat(polis(een, af))
        .containsExactly("nl.polisadministratie.inkomstenverhouding-beeindigd op 2026-11-30");
    assertThat(polis(af, later))
        .containsExactly(
            "nl.polisadministratie.inkomstenverhouding-beeindigd-gecorrigeerd op 2026-12-15");
    assertThat(polis(af, een))
        .containsExactly(
            "nl.polisadministratie.inkomstenverhouding-beeindigd-ingetrokken op 2026-12-21");
    assertThat(polis(twee, een))
        .containsExactly("nl.polisadministratie.inkomstenverhouding-ingetrokken op 2026-12-21");
    assertThat(polis(af, "")).as("it ended before the time that the answer is about").isEmpty();
  }

  @Test
  void aWageCountsWhenTheLatestStatementDiffersByMoreThanATenth() {
    String voor = ikv("999900011L01", "1", opgave("2026-10", 100_000));
    String iets = ikv("999900011L01", "1", opgave("2026-10", 100_000) + opgave("2026-11", 110_000));
    String veel = ikv("999900011L01", "1", opgave("2026-11", 110_001) + opgave("2026-10", 100_000));
    String soort =
        ikv("999900011L01", "1", "<periode><begin>2020-01</begin><soort>%s</soort></periode>");

    assertThat(polis(voor, iets)).isEmpty();
    assertThat(polis(voor, veel))
        .containsExactly("nl.polisadministratie.inkomstenverhouding-gewijzigd op 2026-11-01");
    assertThat(polis(soort.formatted("11"), soort.formatted("13")))
        .containsExactly("nl.polisadministratie.inkomstenverhouding-gewijzigd op 2026-12-21");
  }

  @Test
  void whatIsKeptHoldsNothingThatNoRuleReadsAndGivesTheSameComparison() {
    String antwoord =
        persoon(
            "<naam><geslachtsnaam>Verzonneling</geslachtsnaam></naam><overleden>false</overleden>");
    String inkomsten =
        inkomsten(ikv("999900011L01", "1", opgave("2026-10", 1) + opgave("2026-11", 2)));

    assertThat(brp.feiten(antwoord)).doesNotContain("Verzonneling").contains("999958379");
    assertThat(polis.feiten(inkomsten)).contains("2026-11-01").doesNotContain("2026-10-01");
  }

  @Test
  void aFieldThatNobodyReadsIsSeen() {
    assertThat(brp.ongelezen(persoon("<naam/><overleden>false</overleden><curatele/>"))).isEmpty();
    assertThat(brp.ongelezen(persoon("<gezag>ja</gezag>"))).containsExactly("gezag");
  }

  @Test
  void anExpressionThatIsNoXpathStopsTheStartWithItsRule() {
    Veranderregels.Regel regel =
        new Veranderregels.Regel(
            "nl.brp.proef", null, List.of("k:adres["), null, null, null, null, null, null, false);
    assertThatThrownBy(
            () ->
                new Vergelijker(
                    new Veranderregels("brp", "/k:Personen/k:Persoon", null, null, List.of(regel))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nl.brp.proef")
        .hasMessageContaining("k:adres[");
  }

  private List<String> brp(String oud, String nieuw) {
    return gebeurtenissen(brp, oud, nieuw);
  }

  private List<String> polis(String oud, String nieuw) {
    return gebeurtenissen(polis, inkomsten(oud), inkomsten(nieuw));
  }

  private static List<String> gebeurtenissen(Vergelijker vergelijker, String oud, String nieuw) {
    return vergelijker.vergelijk(vergelijker.feiten(oud), nieuw, VANDAAG, GISTEREN).stream()
        .map(verandering -> verandering.type() + " op " + verandering.datum())
        .toList();
  }

  private static Vergelijker regels(String bron) {
    try {
      return new Vergelijker(
          new ObjectMapper(new YAMLFactory())
              .readValue(
                  Path.of("config/veranderingen", bron + ".yaml").toFile(), Veranderregels.class));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String adres(String soort, String velden) {
    return persoon("<adres><soort>" + soort + "</soort>" + velden + "</adres>");
  }

  private static String persoon(String velden) {
    return """
        <Personen xmlns="urn:ketenbrug:invordering:1" uitkomst="gevonden">
          <Persoon><bsn>999958379</bsn>%s
            <herkomst><tijdstip>2026-12-21T09:00:00Z</tijdstip></herkomst></Persoon>
        </Personen>"""
        .formatted(velden);
  }

  private static String inkomsten(String verhoudingen) {
    return """
        <Inkomsten xmlns="urn:ketenbrug:invordering:1" uitkomst="gevonden">
          <periodeGeleverd><begin>2026-12-01</begin></periodeGeleverd>%s
        </Inkomsten>"""
        .formatted(verhoudingen);
  }

  private static String ikv(String werkgever, String volgnummer, String velden) {
    return """
        <Inkomstenverhouding><loonheffingennummer>%s</loonheffingennummer>\
        <volgnummer>%s</volgnummer>%s</Inkomstenverhouding>"""
        .formatted(werkgever, volgnummer, velden);
  }

  private static String opgave(String maand, long cent) {
    return "<Inkomstenopgave><begin>%s-01</begin><loonLbPh>%d</loonLbPh></Inkomstenopgave>"
        .formatted(maand, cent);
  }
}
