package nl.ketenbrug.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.GeweigerdBericht;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody between us and the broker changes a good, signed answer; none of it gets through. */
class AanvalTest {

  private static final String VRAAG =
      "<i:UWVPersoonsIkvInfo xmlns:i='http://bkwi.nl/SuwiML/Diensten/UWVDossierInkomstenGSD/v0200'>"
          + "<Burgerservicenr>999991000</Burgerservicenr></i:UWVPersoonsIkvInfo>";

  private static final Pattern BODY =
      Pattern.compile("<(\\w+):Body( [^>]*)>(.*)</\\1:Body>", Pattern.DOTALL);

  private static Suwiopstelling opstelling;
  private static Tussenpersoon tussenpersoon;
  private static SuwinetClient client;

  @BeforeAll
  static void start() throws Exception {
    opstelling = Suwiopstelling.start();
    tussenpersoon = new Tussenpersoon(opstelling.adres());
    List<Bron> bronnen = Suwiopstelling.bronnen(Path.of("config/sources"));
    client = opstelling.client(bronnen, tussenpersoon.adres(), Suwiopstelling.SLEUTELS);
  }

  @AfterAll
  static void stop() {
    tussenpersoon.close();
    opstelling.close();
  }

  @BeforeEach
  void gewoon() {
    tussenpersoon
        .wijzigt(UnaryOperator.identity())
        .antwoordt(200, "text/xml;charset=UTF-8")
        .druppelt(0);
  }

  @Test
  void anAnswerThatIsHandedOnAsItIsGetsThrough() {
    assertThat(client.stel(VRAAG, "polis")).contains("ClientSuwi");
  }

  @Test
  void anotherAmountIsSeen() {
    tussenpersoon.wijzigt(xml -> xml.replaceFirst("<WaardeBedr>\\d", "<WaardeBedr>9"));

    weigert("antwoord-handtekening-ongeldig");
  }

  @Test
  void theSignedBodyMovedAsideForAnotherIsSeen() {
    // The signature stays good: its reference finds the old Body, now in the header.
    tussenpersoon.wijzigt(
        xml -> {
          Matcher body = BODY.matcher(xml);
          assertThat(body.find()).isTrue();
          String vals = body.group(3).replaceAll("<WaardeBedr>\\d+", "<WaardeBedr>1");
          String soap = body.group(1);
          return xml.substring(0, body.start())
                  .replace(
                      "</" + soap + ":Header>",
                      "<w:Oud xmlns:w='urn:wrapper'>"
                          + body.group()
                          + "</w:Oud></"
                          + soap
                          + ":Header>")
              + "<"
              + soap
              + ":Body>"
              + vals
              + "</"
              + soap
              + ":Body>"
              + xml.substring(body.end());
        });

    weigert("antwoord-niet-geheel-ondertekend");
  }

  @Test
  void anUnsignedHeaderMoreIsSeen() {
    tussenpersoon.wijzigt(
        xml -> xml.replaceFirst("(</\\w+:Header>)", "<e:Extra xmlns:e='urn:extra'/>$1"));

    weigert("antwoord-niet-geheel-ondertekend");
  }

  @Test
  void dataThatHideBesideAFaultAreSeen() {
    tussenpersoon.wijzigt(
        xml ->
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>"
                + "<i:UWVPersoonsIkvInfoResponse"
                + " xmlns:i='http://bkwi.nl/SuwiML/Diensten/UWVDossierInkomstenGSD/v0200'>"
                + "<ClientSuwi><Burgerservicenr>999991000</Burgerservicenr></ClientSuwi>"
                + "</i:UWVPersoonsIkvInfoResponse>"
                + "<s:Fault><faultcode>s:Server</faultcode><faultstring>x</faultstring></s:Fault>"
                + "</s:Body></s:Envelope>");

    weigert("antwoord-niet-ondertekend");
  }

  @Test
  void theAnswerToAnEarlierQuestionIsSeen() {
    String[] eerder = new String[1];
    tussenpersoon.wijzigt(xml -> eerder[0] = xml);
    client.stel(VRAAG, "polis");
    tussenpersoon.wijzigt(xml -> eerder[0]);

    weigert("antwoord-andere-bevestiging");
  }

  @Test
  void theSignatureTakenAwayIsSeen() {
    tussenpersoon.wijzigt(
        xml -> xml.replaceFirst("(?s)<(\\w+:)?Security.*</(\\w+:)?Security>", ""));

    weigert("antwoord-niet-ondertekend");
  }

  @Test
  void anEmptyBodyIsSeen() {
    tussenpersoon.wijzigt(
        xml ->
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body/></s:Envelope>");

    weigert("antwoord-niet-ondertekend");
  }

  @Test
  void aPageInsteadOfSoapIsAskedAgain() {
    tussenpersoon.antwoordt(200, "text/html").wijzigt(xml -> "<html><body>Inloggen</body></html>");

    probeertOpnieuw("bron-antwoord-onleesbaar");
  }

  @Test
  void aRefusalOfTheGatewayIsNotAskedAgain() {
    tussenpersoon.antwoordt(403, "text/html").wijzigt(xml -> "verboden");

    weigert("bron-niet-gerechtigd");
  }

  @Test
  void aNotFoundIsAskedAgain() {
    tussenpersoon.antwoordt(404, "text/html").wijzigt(xml -> "niets");

    probeertOpnieuw("bron-niet-bereikbaar");
  }

  @Test
  void anAnswerThatDripsInEndsInTime() {
    tussenpersoon.druppelt(5);
    long begin = System.nanoTime();

    probeertOpnieuw("bron-te-laat");
    assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(12_000);
  }

  private static void weigert(String code) {
    assertThat(catchThrowable(() -> client.stel(VRAAG, "polis")))
        .isInstanceOfSatisfying(GeweigerdBericht.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static void probeertOpnieuw(String code) {
    assertThat(catchThrowable(() -> client.stel(VRAAG, "polis")))
        .isInstanceOfSatisfying(
            BronNietBereikbaar.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
