package nl.ketenbrug.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.simulator.SuwiContract;
import nl.ketenbrug.simulator.suwinet.Proefsleutels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuwinetClientTest {

  private static final String VRAAG =
      "<i:UWVPersoonsIkvInfo xmlns:i='http://bkwi.nl/SuwiML/Diensten/UWVDossierInkomstenGSD/v0200'>"
          + "<Burgerservicenr>999991000</Burgerservicenr></i:UWVPersoonsIkvInfo>";

  private static Suwiopstelling opstelling;
  private static List<Bron> bronnen;
  private static SuwinetClient client;

  @BeforeAll
  static void start() throws Exception {
    opstelling = Suwiopstelling.start();
    bronnen = Suwiopstelling.bronnen(Path.of("config/sources"));
    client = opstelling.client(bronnen);
  }

  @AfterAll
  static void stop() {
    opstelling.close();
  }

  @BeforeEach
  void gewoon() throws Exception {
    opstelling.zet("{\"toestand\":\"gewoon\"}");
    opstelling.speel(LocalDate.now(ZoneId.of("Europe/Amsterdam")));
  }

  @Test
  void asksSignedOverTwoWayTlsAndGetsTheBodyOfTheAnswer() throws Exception {
    assertThat(client.stel(VRAAG, "polis"))
        .contains("UWVPersoonsIkvInfoResponse", "<Burgerservicenr>999991000<", "Inkomstenopgave");
  }

  @Test
  void sendsTheHeadersOfTheTransactiestandaardAndNoOther() throws Exception {
    client.stel(VRAAG, "polis");
    String vraag = opstelling.laatsteVraag();

    assertThat(namen(vraag, "<soap:Header>(.*)</soap:Header>", "<(wsse:Security|wsa:\\w+)[ >]"))
        .containsExactly(
            "wsse:Security", "wsa:To", "wsa:From", "wsa:Address", "wsa:MessageID", "wsa:Action");
    assertThat(SuwiContract.header(vraag, "To"))
        .endsWith("/suwibroker/soap/UWVDossierInkomstenGSD-v0200?oin=00000099000000048000");
    assertThat(SuwiContract.header(vraag, "From"))
        .isEqualTo("http://ketenbrug.demo.invalid/suwinet?oin=" + Suwiopstelling.AFNEMER);
    assertThat(vraag.replaceAll("(?s)<soap:Body.*", "")).doesNotContain("999991000");
  }

  @Test
  void signsByTheAlgorithmsOfDigikoppeling() throws Exception {
    client.stel(VRAAG, "polis");
    String vraag = opstelling.laatsteVraag();

    assertThat(namen(vraag, "(.*)", "SignatureMethod Algorithm=\"([^\"]*)\""))
        .containsExactly("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    assertThat(namen(vraag, "(.*)", "DigestMethod Algorithm=\"([^\"]*)\""))
        .hasSize(6)
        .containsOnly("http://www.w3.org/2001/04/xmlenc#sha256");
    assertThat(namen(vraag, "(.*)", "(?:Transform|CanonicalizationMethod) Algorithm=\"([^\"]*)\""))
        .hasSize(7)
        .containsOnly("http://www.w3.org/2001/10/xml-exc-c14n#");
    assertThat(vraag).contains("#X509v3", "BinarySecurityToken", "<wsse:Reference URI=\"#X509-");
  }

  @Test
  void asksAsTheRealContractSays() throws Exception {
    SuwiContract contract = SuwiContract.lees();
    client.stel(VRAAG, "polis");

    assertThat(contract.foutenInVraag(opstelling.laatsteVraag())).isEmpty();
  }

  /** With the question of its examples; the answer is that of the simulator. */
  @TestFactory
  Stream<DynamicTest> everyServiceAsksAndIsAnsweredAsItsRealContractSays() {
    return bronnen.stream()
        .map(
            bron ->
                DynamicTest.dynamicTest(
                    bron.naam(),
                    () -> {
                      Suwinetdienst dienst = bron.suwinet();
                      SuwiContract contract =
                          SuwiContract.lees(dienst.dienst(), dienst.versie(), dienst.operatie());
                      Path vraag = Path.of("transforms", bron.naam(), "examples", "vraag.xml");
                      String antwoord = client.stel(Files.readString(vraag), bron.naam());

                      assertThat(contract.foutenInVraag(opstelling.laatsteVraag())).isEmpty();
                      assertThat(contract.foutenInAntwoordelement(antwoord)).isEmpty();
                      // A person, or the thing asked about; the Verwijsindex only confirms.
                      assertThat(antwoord)
                          .containsAnyOf(
                              "<ClientSuwi>",
                              "<OndernemingInst>",
                              "<OnroerendeZaak>",
                              "Acknowledgement");
                    }));
  }

  /** The same question about whom or what the simulator does not know. */
  @TestFactory
  Stream<DynamicTest> everyServiceIsAnsweredAsItsRealContractSaysAboutAnUnknownOne() {
    return bronnen.stream()
        .map(
            bron ->
                DynamicTest.dynamicTest(
                    bron.naam(),
                    () -> {
                      Suwinetdienst dienst = bron.suwinet();
                      SuwiContract contract =
                          SuwiContract.lees(dienst.dienst(), dienst.versie(), dienst.operatie());
                      String vraag =
                          Files.readString(
                              Path.of("transforms", bron.naam(), "examples", "vraag.xml"));
                      String onbekend = onbekend(vraag);
                      assertThat(onbekend).isNotEqualTo(vraag);

                      String antwoord = client.stel(onbekend, bron.naam());

                      assertThat(contract.foutenInVraag(opstelling.laatsteVraag())).isEmpty();
                      assertThat(contract.foutenInAntwoordelement(antwoord)).isEmpty();
                      // The Verwijsindex confirms that it was asked, whomever about.
                      assertThat(antwoord)
                          .contains(
                              bron.naam().equals("ib-verwijsindex")
                                  ? "Acknowledgement"
                                  : "NietsGevonden");
                    }));
  }

  @Test
  void anAnswerFromAFileChangesOnItsDay() throws Exception {
    String auto = Files.readString(Path.of("transforms/rdw-voertuigbezit/examples/vraag.xml"));
    String aow = Files.readString(Path.of("transforms/svb/examples/vraag.xml"));

    opstelling.speel(LocalDate.of(2026, 12, 10));
    assertThat(client.stel(auto, "rdw-voertuigbezit")).contains("XX99XX");
    opstelling.speel(LocalDate.of(2026, 12, 11));
    assertThat(client.stel(auto, "rdw-voertuigbezit")).contains("ZZ00ZZ").doesNotContain("XX99XX");
    assertThat(client.stel(aow, "svb")).contains("151234");
    opstelling.speel(LocalDate.of(2027, 1, 4));
    assertThat(client.stel(aow, "svb")).contains("154321");
  }

  private static String onbekend(String vraag) {
    return vraag
        .replace("999991000", "999990020")
        .replace("XX99XX", "YY98YY")
        .replace("99999011", "99999022")
        .replace("01234", "04321")
        .replace("9999ZZ", "9998ZZ");
  }

  @Test
  void bearsAnAnswerThatNamesAnotherQuestionWhenTheSourceMay() throws Exception {
    SuwinetClient soepel = opstelling.client(met(Suwinetdienst.Samenhang.MELDEN, 6_000, 8_388_608));
    opstelling.zet("{\"toestand\":\"vals\",\"wijze\":\"andere-vraag\"}");

    assertThat(soepel.stel(VRAAG, "polis")).contains("ClientSuwi");
  }

  @Test
  void givesAMessageThatComesAloneInsideTheAnswer() throws Exception {
    opstelling.zet("{\"toestand\":\"vals\",\"wijze\":\"niet-gerechtigd\"}");

    assertThat(client.stel(VRAAG, "polis"))
        .startsWith("<d:UWVPersoonsIkvInfoResponse")
        .contains("NietGerechtigd");
  }

  @Test
  void refusesAnAnswerBeyondTheBoundOfItsSource() {
    SuwinetClient krap = opstelling.client(met(Suwinetdienst.Samenhang.STRENG, 6_000, 4_096));

    assertThat(catchThrowable(() -> krap.stel(VRAAG, "polis")))
        .isInstanceOfSatisfying(
            GeweigerdBericht.class, e -> assertThat(e.code()).isEqualTo("antwoord-te-groot"));
  }

  @Test
  void stopsWaitingInTime() throws Exception {
    SuwinetClient haastig = opstelling.client(met(Suwinetdienst.Samenhang.STRENG, 700, 8_388_608));
    opstelling.zet("{\"toestand\":\"traag\",\"vertragingMs\":2500}");

    assertThat(catchThrowable(() -> haastig.stel(VRAAG, "polis")))
        .isInstanceOfSatisfying(
            BronNietBereikbaar.class, e -> assertThat(e.code()).isEqualTo("bron-te-laat"));
  }

  @Test
  void doesNotTalkToWhoHasAnotherAuthority() throws Exception {
    Path anders = Path.of("target", "andere-proefsleutels");
    Proefsleutels.in(anders, Suwiopstelling.AFNEMER, Clock.systemUTC());
    SuwinetClient vreemde = opstelling.client(bronnen, opstelling.https(), anders);

    assertThat(catchThrowable(() -> vreemde.stel(VRAAG, "polis")))
        .isInstanceOfSatisfying(
            BronNietBereikbaar.class, e -> assertThat(e.code()).isEqualTo("bron-tls-mislukt"));
  }

  @Test
  void looksAtTheRevocationListsInTlsAndInTheSignature() throws Exception {
    String ingetrokken =
        Suwiopstelling.intrekkingslijst(Suwiopstelling.nummerVanDeBroker()).toString();
    Path sleutels = Suwiopstelling.SLEUTELS;
    SuwinetClient tls = opstelling.client(bronnen, opstelling.https(), sleutels, ingetrokken);
    SuwinetClient lokaal = opstelling.client(bronnen, opstelling.adres(), sleutels, ingetrokken);

    assertThat(catchThrowable(() -> tls.stel(VRAAG, "polis")))
        .isInstanceOfSatisfying(
            BronNietBereikbaar.class, e -> assertThat(e.code()).isEqualTo("bron-tls-mislukt"));
    assertThat(catchThrowable(() -> lokaal.stel(VRAAG, "polis")))
        .isInstanceOfSatisfying(
            GeweigerdBericht.class,
            e -> assertThat(e.code()).isEqualTo("antwoord-certificaat-niet-vertrouwd"));
  }

  @Test
  void trustsWhoIsNotOnTheRevocationList() throws Exception {
    String anderen = Suwiopstelling.intrekkingslijst(BigInteger.TEN).toString();

    assertThat(
            opstelling
                .client(bronnen, opstelling.https(), Suwiopstelling.SLEUTELS, anderen)
                .stel(VRAAG, "polis"))
        .contains("ClientSuwi");
  }

  @Test
  void readsARevocationListThatIsRenewedAndKeepsTheLastOneThatCouldBeRead() throws Exception {
    Path lijst = Path.of("target", "intrekkingslijst-vernieuwd.crl");
    Path ingetrokken = Suwiopstelling.intrekkingslijst(Suwiopstelling.nummerVanDeBroker());
    Path anderen = Suwiopstelling.intrekkingslijst(BigInteger.TEN);
    Files.copy(ingetrokken, lijst, StandardCopyOption.REPLACE_EXISTING);
    SuwinetClient tls =
        opstelling.client(bronnen, opstelling.https(), Suwiopstelling.SLEUTELS, lijst.toString());
    assertThat(catchThrowable(() -> tls.stel(VRAAG, "polis")))
        .isInstanceOf(BronNietBereikbaar.class);

    Files.move(
        Files.copy(anderen, lijst.resolveSibling("nieuw.crl"), StandardCopyOption.REPLACE_EXISTING),
        lijst,
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(tls.stel(VRAAG, "polis")).contains("ClientSuwi");

    Files.writeString(lijst, "half");
    assertThat(tls.stel(VRAAG, "polis")).as("the last good list holds").contains("ClientSuwi");
    Files.copy(ingetrokken, lijst, StandardCopyOption.REPLACE_EXISTING);
    assertThat(catchThrowable(() -> tls.stel(VRAAG, "polis")))
        .isInstanceOf(BronNietBereikbaar.class);
  }

  @Test
  void isRefusedWithoutAKeyOfTheAfnemer() throws Exception {
    Path anders = Path.of("target", "proefsleutels-van-een-ander");
    Proefsleutels.in(anders, "00000099000000007000", Clock.systemUTC());

    assertThatThrownBy(() -> opstelling.client(bronnen, opstelling.https(), anders))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(Suwiopstelling.AFNEMER);
  }

  @Test
  void goesWithoutTlsToThisMachineOnly() {
    assertThat(opstelling.client(bronnen, opstelling.adres(), Suwiopstelling.SLEUTELS))
        .extracting(lokaal -> lokaal.stel(VRAAG, "polis"))
        .asString()
        .contains("ClientSuwi");
    assertThatThrownBy(
            () -> opstelling.client(bronnen, "http://broker.invalid", Suwiopstelling.SLEUTELS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("https");
  }

  @Test
  void keepsManyConversationsApart() throws Exception {
    List<String> bsns = List.of("999991000", "999991012", "999991048", "999991115", "999991127");
    ExecutorService draden = Executors.newFixedThreadPool(5);
    try {
      List<Callable<String>> vragen = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String bsn = bsns.get(i % bsns.size());
        vragen.add(() -> bsn + client.stel(VRAAG.replace("999991000", bsn), "polis"));
      }
      for (Future<String> antwoord : draden.invokeAll(vragen)) {
        String bsn = antwoord.get().substring(0, 9);
        assertThat(antwoord.get()).contains("<Burgerservicenr>" + bsn + "<");
      }
    } finally {
      draden.shutdown();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "inhoud-gewijzigd, antwoord-handtekening-ongeldig",
    "niet-ondertekend, antwoord-niet-ondertekend",
    "adressering-niet-ondertekend, antwoord-niet-geheel-ondertekend",
    "sha1, antwoord-algoritme-niet-toegestaan",
    "certificaat-verlopen, antwoord-certificaat-verlopen",
    "certificaat-onbekend, antwoord-certificaat-niet-vertrouwd",
    "ander-oin, antwoord-ander-oin",
    "verouderd, antwoord-tijdstempel-ongeldig",
    "zonder-bevestiging, antwoord-zonder-bevestiging",
    "andere-bevestiging, antwoord-andere-bevestiging",
    "andere-vraag, antwoord-op-andere-vraag",
    "andere-versie, antwoord-andere-dienst",
    "dtd, antwoord-dtd-verboden",
    "groot, antwoord-te-groot",
  })
  void refusesAnAnswerThatMayNotBeProcessed(String wijze, String code) throws Exception {
    opstelling.zet("{\"toestand\":\"vals\",\"wijze\":\"" + wijze + "\"}");

    Throwable fout = catchThrowable(() -> client.stel(VRAAG, "polis"));

    assertThat(fout).isInstanceOf(GeweigerdBericht.class).hasMessageContaining("polis");
    assertThat(((GeweigerdBericht) fout).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "vals, half, bron-antwoord-onleesbaar",
    "vals, tussenstation, bron-soapfout",
    "storing, 503, bron-niet-bereikbaar",
    "storing, verbroken, bron-niet-bereikbaar",
    "fout, , bron-soapfout",
    "onzin, , bron-antwoord-onleesbaar",
  })
  void wantsToAskAgainWhatMayPass(String toestand, String wijze, String code) throws Exception {
    String meer = wijze == null ? "" : ",\"wijze\":\"" + wijze + "\"";
    opstelling.zet("{\"toestand\":\"" + toestand + "\"" + meer + "}");

    Throwable fout = catchThrowable(() -> client.stel(VRAAG, "polis"));

    assertThat(fout).isInstanceOf(BronNietBereikbaar.class).hasNoCause();
    assertThat(((BronNietBereikbaar) fout).code()).isEqualTo(code);
  }

  private static List<Bron> met(Suwinetdienst.Samenhang samenhang, int tijdslimiet, long maximum) {
    Bron bron = bronnen.stream().filter(b -> b.naam().equals("polis")).findFirst().orElseThrow();
    Suwinetdienst dienst = bron.suwinet();
    return List.of(
        new Bron(
            bron.naam(),
            bron.omschrijving(),
            bron.oin(),
            bron.levering(),
            null,
            null,
            null,
            0,
            null,
            null,
            new Suwinetdienst(
                dienst.dienst(),
                dienst.versie(),
                dienst.operatie(),
                dienst.aanbieder(),
                dienst.schema(),
                maximum,
                tijdslimiet,
                samenhang),
            null,
            null,
            null));
  }

  private static List<String> namen(String xml, String binnen, String patroon) {
    var deel = Pattern.compile(binnen, Pattern.DOTALL).matcher(xml);
    assertThat(deel.find()).isTrue();
    return Pattern.compile(patroon)
        .matcher(deel.group(1))
        .results()
        .map(gevonden -> gevonden.group(1))
        .toList();
  }
}
