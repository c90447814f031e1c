package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.file.Files;
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
            "nl.brp.proef",
            null,
            List.of("k:adres["),
            null,
            null,
            null,
            false,
            null,
            null,
            null,
            null,
            false);
    assertThatThrownBy(
            () ->
                new Vergelijker(
                    new Veranderregels(
                        "brp",
                        "/k:Personen/k:Persoon",
                        null,
                        null,
                        List.of(regel),
                        null,
                        null,
                        null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nl.brp.proef")
        .hasMessageContaining("k:adres[");
  }

  @Test
  void aRightToRealEstateIsToldWhenItComesChangesAndGoes() {
    Vergelijker kadaster = regels("kadaster-eigendom");
    String huis = zaak("01234", "<recht><omschrijving>Eigendom</omschrijving></recht>");
    String verkocht =
        zaak(
            "01234",
            "<recht><omschrijving>Eigendom</omschrijving><einde>2026-12-01</einde></recht>");
    String later = huis.replace("2026-09-01", "2026-12-01");

    assertThat(bron(kadaster, huis, later)).isEmpty();
    assertThat(bron(kadaster, huis, huis + zaak("09999", "<recht/>")))
        .containsExactly("nl.kadaster.zakelijk-recht-gewijzigd op 2026-12-21");
    assertThat(bron(kadaster, huis, verkocht))
        .containsExactly("nl.kadaster.zakelijk-recht-gewijzigd op 2026-12-01");
    assertThat(bron(kadaster, huis, ""))
        .containsExactly("nl.kadaster.zakelijk-recht-gewijzigd op 2026-12-21");
  }

  @Test
  void anAttachmentOnRealEstateIsToldWhenItComesChangesAndGoesButNotWithThePropertyItself() {
    Vergelijker brk = regels("brk");
    String een = "<kadasterbeslag><kenmerk>A</kenmerk><bedrag>100</bedrag></kadasterbeslag>";
    String ander = "<kadasterbeslag><kenmerk>B</kenmerk></kadasterbeslag>";

    assertThat(bron(brk, zaak("01234", een + ander), zaak("01234", ander + een))).isEmpty();
    for (List<String> paar :
        List.of(
            List.of("", een),
            List.of(een, een.replace("100", "200")),
            List.of(een, een + ander),
            List.of(een, ""))) {
      assertThat(bron(brk, zaak("01234", paar.get(0)), zaak("01234", paar.get(1))))
          .as("%s", paar)
          .containsExactly("nl.kadaster.beslag-gewijzigd op 2026-12-21");
    }
    assertThat(bron(brk, zaak("01234", een), zaak("01234", een) + zaak("09999", ander)))
        .as("first sight of another property")
        .isEmpty();
    assertThat(bron(brk, zaak("01234", een), "")).as("it is his no more").isEmpty();
  }

  @Test
  void anObligationToPayIsImposedCorrectedPaidAndWithdrawnByTheWordOfTheSourceAlone() {
    Vergelijker overheid = regels("betaalverplichtingen");
    String nieuw = verplichting("Z-1", 7_450, 0, "");
    String betaald = verplichting("Z-1", 7_450, 2_000, "");
    String lager = verplichting("Z-1", 5_000, 0, "");
    String ingetrokken = verplichting("Z-1", 7_450, 0, "<ingetrokkenOp>2026-12-12</ingetrokkenOp>");

    assertThat(bron(overheid, "", nieuw))
        .containsExactly("nl.vorderingen.betalingsverplichting-opgelegd op 2026-02-02");
    assertThat(bron(overheid, nieuw, lager))
        .containsExactly(
            "nl.vorderingen.betalingsverplichting-opgelegd-gecorrigeerd op 2026-02-02");
    assertThat(bron(overheid, nieuw, betaald))
        .containsExactly("nl.vorderingen.betaling-verwerkt op 2026-12-21");
    assertThat(
            bron(
                overheid,
                verplichting("Z-1", 100_000, 9_000, ""),
                verplichting("Z-1", 100_000, 10_000, "")))
        .as("amounts are numbers")
        .hasSize(1);
    assertThat(bron(overheid, betaald, nieuw)).as("a payment taken back").isEmpty();
    assertThat(bron(overheid, nieuw, ingetrokken))
        .containsExactly("nl.vorderingen.betalingsverplichting-ingetrokken op 2026-12-12");
    assertThat(bron(overheid, ingetrokken, ingetrokken)).isEmpty();
    assertThat(bron(overheid, "", ingetrokken)).as("never told, nothing to withdraw").isEmpty();
    assertThat(bron(overheid, ingetrokken, nieuw))
        .as("imposed once more")
        .containsExactly("nl.vorderingen.betalingsverplichting-opgelegd op 2026-02-02");
    assertThat(bron(overheid, nieuw, "")).as("gone: the source does not say why").isEmpty();
  }

  @Test
  void aVehicleIsToldWhenItComesAndGoes() {
    Vergelijker rdw = regels("rdw-digitaal");
    String een =
        "<Voertuigbezit><kenteken>XX99XX</kenteken><begin>onbekend</begin></Voertuigbezit>";
    String ander = een.replace("XX99XX", "YY88YY");

    assertThat(bron(rdw, een + ander, ander + een)).isEmpty();
    assertThat(bron(rdw, een, een + ander))
        .containsExactly("nl.rdw.tenaamstelling-gewijzigd op 2026-12-21");
    assertThat(bron(rdw, een + ander, ander))
        .containsExactly("nl.rdw.tenaamstelling-gewijzigd op 2026-12-21");
  }

  @Test
  void aBenefitIsToldByItsLawWhenItStartsPaysOtherwiseAndEnds() {
    String loopt = uitkering("WW", "", "2026-10-01", 100_000);
    String maandLater = uitkering("WW", "", "2026-11-01", 100_000);
    String minder = uitkering("WW", "", "2026-11-01", 70_000);
    String af = uitkering("WW", "<einde>2026-11-30</einde>", "2026-10-01", 100_000);

    for (String naam : List.of("svb", "uwv-werknemersverzekeringen")) {
      Vergelijker bron = regels(naam);
      assertThat(bron(bron, loopt, maandLater)).as("equal amounts of a later month").isEmpty();
      assertThat(bron(bron, loopt, minder))
          .containsExactly("nl.uitkeringen.uitkering-gewijzigd op 2026-11-01");
      assertThat(bron(bron, loopt, af))
          .containsExactly("nl.uitkeringen.uitkering-gewijzigd op 2026-11-30");
      assertThat(bron(bron, loopt, loopt + uitkering("ZW", "", "2026-12-01", 1)))
          .containsExactly("nl.uitkeringen.uitkering-gewijzigd op 2026-01-01");
      assertThat(bron(bron, loopt, "")).hasSize(1);
      assertThat(bron(bron, af, "")).as("it ended before").isEmpty();
    }
  }

  @Test
  void aClaimOfAMunicipalityIsImposedPaidAndCorrectedAndThatItIsGoneSaysNothing() {
    Vergelijker gemeente = regels("bijstandsregelingen");
    String nieuw = claim("1", 245_000, 245_000);
    String betaald = claim("1", 245_000, 200_000);
    String verlaagd = claim("1", 200_000, 200_000);
    String voldaan = claim("1", 245_000, 0);

    assertThat(bron(gemeente, nieuw, nieuw + claim("2", 1_000, 1_000)))
        .containsExactly("nl.vorderingen.betalingsverplichting-opgelegd op 2025-03-01");
    assertThat(bron(gemeente, nieuw, betaald))
        .containsExactly("nl.vorderingen.betaling-verwerkt op 2026-12-21");
    assertThat(bron(gemeente, nieuw, verlaagd))
        .as("a claim that was lowered is not paid by that")
        .containsExactly(
            "nl.vorderingen.betalingsverplichting-opgelegd-gecorrigeerd op 2025-03-01");
    assertThat(bron(gemeente, betaald, nieuw)).as("more is open again: no payment").isEmpty();
    for (String weg : List.of(nieuw, betaald, voldaan)) {
      assertThat(bron(gemeente, weg, "")).as("why it is gone, the source does not say").isEmpty();
    }
    assertThat(bron(gemeente, nieuw, nieuw.replace("<partij>9901", "<partij>9902")))
        .as("of two municipalities they are two claims")
        .hasSize(1);
  }

  @Test
  void kindsOfObjectsOfOneSourceAreKeptApartAndALaterKindBeginsWithItsFirstSight() {
    Vergelijker gemeente = regels("bijstandsregelingen");
    String feiten = gemeente.feiten(brongegevens(claim("1", 5, 5)));

    assertThat(feiten).contains("naam=\"uitkering\"", "naam=\"vordering\"");
    assertThat(feiten).doesNotContain("999991061", "fraude");
    assertThat(
            gemeente.vergelijk(
                "<feiten xmlns=\"urn:ketenbrug:invordering:1\"><groep naam=\"uitkering\"/></feiten>",
                brongegevens(claim("1", 5, 5)),
                VANDAAG,
                GISTEREN))
        .isEmpty();
  }

  @Test
  void whatTheExamplesOfTheFollowedSourcesGiveIsReadOrNamed() throws Exception {
    for (String naam :
        List.of(
            "kadaster-eigendom",
            "rdw-digitaal",
            "svb",
            "uwv-werknemersverzekeringen",
            "bijstandsregelingen",
            "brk",
            "betaalverplichtingen")) {
      assertThat(
              regels(naam)
                  .ongelezen(
                      Files.readString(
                          Path.of("transforms", naam, "examples/gevonden.canonical.xml"))))
          .as(naam)
          .isEmpty();
    }
  }

  @Test
  void theNextEighteenthBirthdayIsADayToLookAgain() {
    String kind = "<kind><geboortedatum>%s</geboortedatum></kind>";
    String twee = kind.formatted("2010-05-05") + kind.formatted("2009-01-02");

    assertThat(brp.weer(persoon("<kinderen>" + twee + "</kinderen>"), VANDAAG))
        .contains(LocalDate.of(2027, 1, 2));
    assertThat(
            brp.weer(persoon("<kinderen>" + kind.formatted("2008-12-21") + "</kinderen>"), VANDAAG))
        .isEmpty();
  }

  @Test
  void anAnswerOfPolisIsAPartUnlessItCoversAllThatIsKept() {
    String een = ikv("999900011L01", "1", "<begin>2020-01-01</begin>");
    String bekend = polis.feiten(inkomsten("2026-09-01", "2026-12-20", een));

    for (String geheel : List.of("2026-09-01 2026-12-20", "2020-01-01 2026-12-31", "2020-01-01 ")) {
      assertThat(isDeel(bekend, geheel)).as(geheel).isFalse();
    }
    for (String deel :
        List.of(
            "2026-10-01 2026-12-31",
            "2026-12-21 ",
            "2026-09-01 2026-12-19",
            "2026-08-01 2026-10-31",
            "2026-09 2026-12-31",
            "2026-08-01 2026",
            " ")) {
      assertThat(isDeel(bekend, deel)).as(deel).isTrue();
    }
    assertThat(isDeel(polis.feiten(inkomsten("", "", een)), "2020-01-01 2026-12-31"))
        .as("what is kept does not say what it is about")
        .isTrue();
    assertThat(isDeel(null, "2026-12-01 ")).as("the first one, up to now").isFalse();
    assertThat(isDeel(null, "2026-12-01 2026-12-31")).isTrue();
  }

  private boolean isDeel(String bekend, String tijdvak) {
    String[] delen = tijdvak.split(" ", 2);
    return polis.isDeelantwoord(bekend, inkomsten(delen[0], delen[1], ""), VANDAAG, GISTEREN);
  }

  @Test
  void anAnswerThatGoesBackFurtherTellsNothingOfWhatEndedBeforeWhatWasKnown() {
    String loopt = ikv("999900011L01", "1", "<begin>2020-01-01</begin>");
    String oud = ikv("999900023L01", "2", "<begin>2018-01-01</begin><einde>%s</einde>");
    String bekend = inkomsten("2026-09-01", "", loopt);

    for (String einde : List.of("2019-03-31", "2019-03", "2026-08-31", "2026-08")) {
      assertThat(
              gebeurtenissen(
                  polis, bekend, inkomsten("2015-01-01", "", loopt + oud.formatted(einde))))
          .as(einde)
          .isEmpty();
    }
    for (String einde : List.of("2026-09-01", "2026-09", "2026-12-01")) {
      assertThat(
              gebeurtenissen(
                  polis, bekend, inkomsten("2015-01-01", "", loopt + oud.formatted(einde))))
          .as(einde)
          .hasSize(2);
    }
    assertThat(
            gebeurtenissen(
                polis,
                bekend,
                inkomsten(
                    "2026-09-01",
                    "",
                    loopt.replace("</begin>", "</begin><einde>2026-08-01</einde>"))))
        .as("that it ended before was not known")
        .containsExactly("nl.polisadministratie.inkomstenverhouding-beeindigd op 2026-08-01");
  }

  @Test
  void ofASourceThatDoesNotSayWhatItsAnswerIsAboutNoMessageIsCompared() {
    assertThat(regels("bijstandsregelingen").isDeelantwoord(null, brongegevens(""), VANDAAG, null))
        .isTrue();
    for (String geheel :
        List.of("kadaster-eigendom", "rdw-digitaal", "svb", "uwv-werknemersverzekeringen")) {
      assertThat(regels(geheel).isDeelantwoord(null, brongegevens(""), VANDAAG, null))
          .as(geheel)
          .isFalse();
    }
  }

  @Test
  void objectsThatNoKeyTellsApartAreEachCompared() {
    Vergelijker uwv = regels("uwv-werknemersverzekeringen");
    String een = uitkering("WW", "", "2026-10-01", 100_000);
    String ander = uitkering("WW", "", "2026-10-01", 30_000);
    String hoger = uitkering("WW", "", "2026-11-01", 120_000);

    assertThat(bron(uwv, een + ander, ander + een)).as("in another order").isEmpty();
    assertThat(bron(uwv, een + ander, hoger + ander)).hasSize(1);
    assertThat(bron(uwv, een + ander, ander + hoger)).hasSize(1);
    assertThat(bron(uwv, een + ander, ander)).hasSize(1);
    assertThat(bron(uwv, een, een + een)).hasSize(1);
    assertThat(
            uwv
                .vergelijk(
                    uwv.feiten(brongegevens(een + een)),
                    brongegevens(hoger + ander),
                    VANDAAG,
                    GISTEREN)
                .stream()
                .map(Verandering::sleutel))
        .as("each is told by a name of its own")
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  private static List<String> bron(Vergelijker vergelijker, String oud, String nieuw) {
    return gebeurtenissen(vergelijker, brongegevens(oud), brongegevens(nieuw));
  }

  private static String brongegevens(String objecten) {
    return """
        <Brongegevens xmlns="urn:ketenbrug:invordering:1" uitkomst="gevonden">
          <bsn>999958379</bsn>%s</Brongegevens>"""
        .formatted(objecten);
  }

  private static String zaak(String perceel, String rechten) {
    return """
        <OnroerendeZaak><aanduiding><gemeentecode>9901</gemeentecode><sectie>K</sectie>\
        <perceel>%s</perceel></aanduiding><toestandOp>2026-09-01</toestandOp>%s</OnroerendeZaak>"""
        .formatted(perceel, rechten);
  }

  private static String verplichting(String zaak, long bedrag, long betaald, String einde) {
    return """
        <Betalingsverplichting><schuldeiser>00000099000000061000</schuldeiser><kenmerk>%s</kenmerk>\
        <opgelegdOp>2026-02-02</opgelegdOp><bedrag>%d</bedrag><betaald>%d</betaald>%s\
        </Betalingsverplichting>"""
        .formatted(zaak, bedrag, betaald, einde);
  }

  private static String uitkering(String wet, String einde, String maand, long cent) {
    return """
        <Uitkering><wet>%s</wet><begin>2026-01-01</begin>%s<Uitkeringsperiode><begin>%s</begin>\
        <bedrag soort="bruto"><waarde>%d</waarde></bedrag></Uitkeringsperiode></Uitkering>"""
        .formatted(wet, einde, maand, cent);
  }

  private static String claim(String kenmerk, long aanvang, long saldo) {
    return """
        <Terugvordering><kenmerk>%s</kenmerk><wet>PW</wet><besluitdatum>2025-03-01</besluitdatum>\
        <aanvang>%d</aanvang><saldo>%d</saldo><medeschuldenaar>999991061</medeschuldenaar>\
        <fraude><recidive>false</recidive></fraude>\
        <uitvoerder><kolom>2</kolom><partij>9901</partij></uitvoerder></Terugvordering>"""
        .formatted(kenmerk, aanvang, saldo);
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

  private static String inkomsten(String begin, String einde, String verhoudingen) {
    return inkomsten(verhoudingen)
        .replace(
            "<begin>2026-12-01</begin></periodeGeleverd>",
            veld("begin", begin) + veld("einde", einde) + "</periodeGeleverd>");
  }

  private static String veld(String naam, String waarde) {
    return waarde.isEmpty() ? "" : "<%1$s>%2$s</%1$s>".formatted(naam, waarde);
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
