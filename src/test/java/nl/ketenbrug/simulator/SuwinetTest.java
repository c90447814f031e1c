package nl.ketenbrug.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuwinetTest {

  private static final String ALLEENSTAANDE = "999991000";

  private static Testsimulator simulator;

  @BeforeAll
  static void start() {
    simulator = Testsimulator.start();
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @Test
  void answersWithTheStatementsOfTheLastTwelveMonths() throws Exception {
    String antwoord = goed(Suwivraag.over(ALLEENSTAANDE));

    assertThat(waarden(antwoord, "DatBIko"))
        .hasSize(12)
        .startsWith("20300301")
        .endsWith("20310201");
    assertThat(waarden(antwoord, "Loonheffingennr")).containsExactly("999900011L01");
    assertThat(bedragen(antwoord, "BedrOpgbRechtVakantietoeslag")).containsOnly(22_800L);
  }

  @Test
  void paysTheHolidayAllowanceOfAYearInMayAndTaxesIt() throws Exception {
    String antwoord = goed(Suwivraag.over(ALLEENSTAANDE, "20300501", "20300531"));

    assertThat(bedragen(antwoord, "BedrVakantietoeslag")).containsExactly(12 * 22_800L);
    assertThat(bedragen(antwoord, "BedrLoonLbPremieVolksverz"))
        .containsExactly(285_000L + 12 * 22_800L);
    assertThat(bedragen(antwoord, "BedrIngehoudenLbPremieVolksverz"))
        .containsExactly(31_200L + 12 * 22_800L * 37 / 100);
  }

  @Test
  void answersWithTheAddressingOfTheTransactiestandaard() throws Exception {
    String antwoord = goed(Suwivraag.over(ALLEENSTAANDE));

    assertThat(SuwiContract.header(antwoord, "To")).isEqualTo(Suwivraag.FROM);
    assertThat(SuwiContract.header(antwoord, "From")).isEqualTo(Suwivraag.TO);
    assertThat(SuwiContract.header(antwoord, "RelatesTo")).isEqualTo(Suwivraag.MESSAGE_ID);
    assertThat(SuwiContract.header(antwoord, "Action")).isEqualTo(Suwivraag.ACTIE + "Response");
    assertThat(SuwiContract.header(antwoord, "MessageID"))
        .startsWith("urn:uuid:")
        .isNotEqualTo(SuwiContract.header(goed(Suwivraag.over(ALLEENSTAANDE)), "MessageID"));
  }

  @Test
  void keepsToTheAskedPeriodAndNamesIt() throws Exception {
    String antwoord = goed(Suwivraag.over(ALLEENSTAANDE, "20301115", "20310115"));

    assertThat(waarden(antwoord, "DatBIko")).containsExactly("20301101", "20301201", "20310101");
    assertThat(waarden(antwoord, "DatBPeriode")).containsExactly("20301115");
    assertThat(waarden(antwoord, "DatEPeriode")).containsExactly("20310115");
  }

  @Test
  void readsAnIncompleteDateAsTheWidestPeriod() throws Exception {
    String antwoord = goed(Suwivraag.over(ALLEENSTAANDE, "20310000", "20310200"));

    assertThat(waarden(antwoord, "DatBIko")).containsExactly("20310101", "20310201");
  }

  @Test
  void givesThirteenStatementsOfFourWeeks() throws Exception {
    String antwoord = goed(Suwivraag.over("999991127"));

    assertThat(waarden(antwoord, "DatBIko")).hasSize(13);
    assertThat(bedragen(antwoord, "BedrVakantietoeslag").stream().filter(b -> b > 0)).hasSize(1);
  }

  @Test
  void givesTwoRelationsToWhoHasTwoJobs() throws Exception {
    String antwoord = goed(Suwivraag.over("999991115"));

    assertThat(waarden(antwoord, "Loonheffingennr"))
        .containsExactly("999900011L01", "999900055L01");
    assertThat(waarden(antwoord, "IndLoonheffingskortingToegepast")).containsExactly("1", "2");
  }

  @Test
  void endsARelationThatEnded() throws Exception {
    String antwoord = goed(Suwivraag.over("999991267"));

    assertThat(waarden(antwoord, "DatEIkv")).containsExactly("20301231");
    assertThat(waarden(antwoord, "DatBIko")).endsWith("20301201");
  }

  @ParameterizedTest
  @ValueSource(strings = {"999991164", "999991322"})
  void findsNothingForWhoHasNoIncomeOrIsUnknown(String bsn) throws Exception {
    assertThat(goed(Suwivraag.over(bsn))).contains("NietsGevonden").doesNotContain("ClientSuwi");
  }

  @Test
  void findsNothingInAPeriodWithoutStatements() throws Exception {
    assertThat(goed(Suwivraag.over(ALLEENSTAANDE, "20200101", "20201231")))
        .contains("NietsGevonden");
  }

  @Test
  void givesAWarningBesideTheData() throws Exception {
    assertThat(goed(Suwivraag.over("999991218"))).contains("ClientSuwi", "<Waarschuwing>");
  }

  @Test
  void givesAnErrorInTheBody() throws Exception {
    assertThat(goed(Suwivraag.over("999991231")))
        .contains("<Fout>")
        .doesNotContain("ClientSuwi", "NietsGevonden");
  }

  @Test
  void answersAsTheRealContractSaysForEveryPersonOfTheScenario() throws Exception {
    SuwiContract contract = SuwiContract.lees();
    List<String> bsns = Scenariobsns.alle();
    assertThat(bsns).hasSizeGreaterThan(15);

    for (String bsn : bsns) {
      assertThat(contract.foutenInAntwoord(goed(Suwivraag.over(bsn)))).as(bsn).isEmpty();
    }
    assertThat(contract.foutenInAntwoord(goed(Suwivraag.over("999991322")))).isEmpty();
    assertThat(
            contract.foutenInAntwoord(goed(Suwivraag.over(ALLEENSTAANDE, "20301115", "20310115"))))
        .isEmpty();
  }

  @Test
  void findsAFaultWhenAnAnswerIsSpoilt() throws Exception {
    SuwiContract contract = SuwiContract.lees();
    String antwoord = goed(Suwivraag.over(ALLEENSTAANDE));

    assertThat(contract.foutenInAntwoord(antwoord.replace("999900011L01", "kort"))).isNotEmpty();
    assertThat(contract.foutenInAntwoord(antwoord.replace("DatEIko", "DatEinde"))).isNotEmpty();
    assertThat(contract.foutenInAntwoord(antwoord.replace("RelatesTo", "ReplyTo"))).isNotEmpty();
  }

  @Test
  void recordsAQuestionThatTheRealContractAccepts() throws Exception {
    SuwiContract contract = SuwiContract.lees();
    goed(Suwivraag.over(ALLEENSTAANDE, "20300101", "20301231"));
    List<String> vragen = simulator.vragen("suwinet");
    String laatste = vragen.get(vragen.size() - 1);

    assertThat(contract.foutenInVraag(laatste)).isEmpty();
    assertThat(contract.foutenInVraag(laatste.replace("?oin=", "?oon="))).isNotEmpty();
    assertThat(contract.foutenInVraag(laatste.replace("DatBPeriode", "DatBegin"))).isNotEmpty();
  }

  static Stream<Arguments> onjuisteVragen() {
    return Stream.of(
        Arguments.of("0005", vraag().zonder("To")),
        Arguments.of("0006", vraag().zonder("Action")),
        Arguments.of("0007", vraag().zonder("MessageID")),
        Arguments.of("0007", vraag().header("MessageID", " ")),
        Arguments.of("0011", vraag().zonder("From")),
        Arguments.of("0011", vraag().ruw("From", "<wsa:From/>")),
        Arguments.of("0011", vraag().header("Action", Suwivraag.ACTIE + "/")),
        Arguments.of(
            "0011", vraag().header("Action", Suwivraag.ACTIE.replace("GSD-v0200", "GSD/v0200"))),
        Arguments.of("0011", vraag().header("MessageID", "geen uri")),
        Arguments.of("0011", vraag().header("MessageID", "los-nummer")),
        Arguments.of("0011", vraag().header("To", Suwivraag.TO.replace("?oin=", "?OIN="))),
        Arguments.of("0011", vraag().header("To", Suwivraag.TO.replaceAll("\\?.*", ""))),
        Arguments.of("0011", vraag().header("To", Suwivraag.TO + "1")),
        Arguments.of("0011", vraag().header("To", Suwivraag.TO.replace("Inkomsten", "Wonen"))),
        Arguments.of("0011", from(Suwivraag.FROM.replaceAll("\\?.*", ""))),
        Arguments.of("0011", vraag().header("ReplyTo", adres("https://elders.example/"))),
        Arguments.of("0011", vraag().ruw("dubbel", "<wsa:To>" + Suwivraag.TO + "</wsa:To>")),
        Arguments.of("0010", vraag().header("RelatesTo", "urn:uuid:1")),
        Arguments.of("0010", vraag().ruw("eigen", "<e:Eigen xmlns:e='urn:eigen'>1</e:Eigen>")),
        Arguments.of("0002", from("https://x.example/?oin=00000099000000099000")),
        Arguments.of("0004", Suwivraag.over("99999100")),
        Arguments.of("0004", Suwivraag.met("")),
        Arguments.of("0004", Suwivraag.over(ALLEENSTAANDE, "2030-1-1", "20300101")),
        Arguments.of("0004", Suwivraag.over(ALLEENSTAANDE, "20300231", "20301231")),
        Arguments.of(
            "0004",
            Suwivraag.met(
                "<Burgerservicenr>999991000</Burgerservicenr><Geboortedat>19900101</Geboortedat>")),
        Arguments.of("0004", vraag().body("<v:Anders xmlns:v='urn:anders'/>")),
        Arguments.of("0001", vraag().body("")),
        Arguments.of("0001", vraag().body("<open>")));
  }

  @ParameterizedTest
  @MethodSource("onjuisteVragen")
  void refusesAQuestionThatBreaksTheContract(String code, Suwivraag vraag) throws Exception {
    HttpResponse<String> antwoord = simulator.suwinet(vraag.envelop());

    assertFault(antwoord, code);
    assertThat(antwoord.body()).doesNotContain("99999100");
  }

  @Test
  void refusesInTheFormOfTheRealContract() throws Exception {
    SuwiContract contract = SuwiContract.lees();

    for (Arguments een : onjuisteVragen().toList()) {
      String fault = simulator.suwinet(((Suwivraag) een.get()[1]).envelop()).body();
      assertThat(contract.foutenInFault(fault)).as(fault).isEmpty();
    }
    assertThat(contract.foutenInFault(goed(vraag()))).isNotEmpty();
  }

  @Test
  void answersARefusedQuestionToItsSender() throws Exception {
    String fault = simulator.suwinet(vraag().zonder("Action").envelop()).body();

    assertThat(SuwiContract.header(fault, "Action"))
        .isEqualTo("http://bkwi.nl/SuwiML/Diensten/UWVDossierInkomstenGSD-v0200/Fout");
    assertThat(SuwiContract.header(fault, "RelatesTo")).isEqualTo(Suwivraag.MESSAGE_ID);
    assertThat(SuwiContract.header(fault, "To")).isEqualTo(Suwivraag.FROM);
  }

  @Test
  void acceptsAnonymousReplyAndASignature() throws Exception {
    String security =
        "<s:Security soap:mustUnderstand='1' xmlns:s='http://docs.oasis-open.org/wss/2004/01/"
            + "oasis-200401-wss-wssecurity-secext-1.0.xsd'/>";

    goed(vraag().header("ReplyTo", adres("http://www.w3.org/2005/08/addressing/anonymous")));
    goed(vraag().ruw("Security", security));
  }

  @Test
  void acceptsAUrnAsSender() throws Exception {
    goed(from("urn:nld:systeem:ketenbrug?oin=00000099000000002000"));
  }

  @Test
  void wantsTheSoapActionEmptyOrEqual() throws Exception {
    String type = "text/xml; charset=UTF-8";
    String vraag = vraag().envelop();

    assertThat(simulator.suwinet(vraag, type, '"' + Suwivraag.ACTIE + '"').statusCode())
        .isEqualTo(200);
    assertFault(simulator.suwinet(vraag, type, "\"urn:anders\""), "0003");
  }

  @Test
  void wantsUtf8() throws Exception {
    assertFault(
        simulator.suwinet(vraag().envelop(), "text/xml; charset=ISO-8859-1", "\"\""), "0009");
  }

  @Test
  void refusesADocumentTypeDefinition() throws Exception {
    String vraag =
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]>"
            + vraag().envelop().replace(">" + ALLEENSTAANDE + "<", ">&b;<");

    assertFault(simulator.suwinet(vraag), "0001");
  }

  private static Suwivraag vraag() {
    return Suwivraag.over(ALLEENSTAANDE);
  }

  private static Suwivraag from(String waarde) {
    return vraag().header("From", adres(waarde));
  }

  private static String adres(String waarde) {
    return "<wsa:Address>" + waarde + "</wsa:Address>";
  }

  private static String goed(Suwivraag vraag) throws Exception {
    HttpResponse<String> antwoord = simulator.suwinet(vraag.envelop());
    assertThat(antwoord.statusCode()).as(antwoord.body()).isEqualTo(200);
    assertThat(antwoord.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/xml");
    return antwoord.body();
  }

  private static void assertFault(HttpResponse<String> antwoord, String code) {
    assertThat(antwoord.statusCode()).as(antwoord.body()).isEqualTo(500);
    assertThat(waarden(antwoord.body(), "Code")).containsExactly(code);
    assertThat(antwoord.body()).contains("<faultcode>soap:Client</faultcode>", "Fout>");
  }

  private static List<String> waarden(String xml, String element) {
    return Pattern.compile("<" + element + ">([^<]*)<")
        .matcher(xml)
        .results()
        .map(gevonden -> gevonden.group(1))
        .toList();
  }

  private static List<Long> bedragen(String xml, String element) {
    return Pattern.compile("<" + element + ">.*?<WaardeBedr>(\\d+)<")
        .matcher(xml)
        .results()
        .map(gevonden -> Long.parseLong(gevonden.group(1)))
        .toList();
  }
}
