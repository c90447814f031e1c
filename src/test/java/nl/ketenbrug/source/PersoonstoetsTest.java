package nl.ketenbrug.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.source.Vraagonderwerp.Adres;
import nl.ketenbrug.source.Vraagonderwerp.Onderneming;
import nl.ketenbrug.source.Vraagonderwerp.Perceel;
import nl.ketenbrug.source.Vraagonderwerp.Persoon;
import nl.ketenbrug.source.Vraagonderwerp.Voertuig;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Whether an answer is about whom or what was asked, with the examples of the sources. */
class PersoonstoetsTest {

  private static final Bsn ANNA = new Bsn("999991000");
  private static final Bsn ANDER = new Bsn("999991012");
  private static final Perceel PERCEEL = new Perceel("9901", "Verzonnendam", "K", "1234", "7");
  private static final Adres ADRES = new Adres("9999ZZ", "12", "b", "3hg");

  private final Persoonstoets toets = new Persoonstoets();

  PersoonstoetsTest() throws Exception {}

  @Test
  void anAnswerAboutWhatWasAskedPasses() throws IOException {
    assertThat(code("rdw-kenteken", new Voertuig("XX99XX", null))).isNull();
    assertThat(code("rdw-kenteken-digitaal", new Voertuig("XX99XX", ANNA))).isNull();
    assertThat(code("kadaster-aanduiding", PERCEEL)).isNull();
    assertThat(code("kadaster-adres", ADRES)).isNull();
    assertThat(code("rdw-onderneming", new Onderneming("99999011", null))).isNull();
    assertThat(code("svb", new Persoon(ANNA))).isNull();
  }

  @Test
  void anAnswerAboutAnotherThingIsRefused() throws IOException {
    String anders = "antwoord-ander-object";

    assertThat(code("rdw-kenteken", new Voertuig("YY88YY", null))).isEqualTo(anders);
    assertThat(code("kadaster-aanduiding", perceel("K", "1235", "7"))).isEqualTo(anders);
    assertThat(code("kadaster-aanduiding", perceel("K", "1234", null))).isEqualTo(anders);
    assertThat(code("kadaster-aanduiding", perceel("L", "1234", "7"))).isEqualTo(anders);
    assertThat(code("kadaster-adres", new Adres("9999ZZ", "13", "b", "3hg"))).isEqualTo(anders);
    assertThat(code("kadaster-adres", new Adres("9999ZZ", "12", null, null))).isEqualTo(anders);
  }

  @Test
  void everyThingInTheAnswerIsWhatWasAsked() throws IOException {
    String anders = "antwoord-ander-object";
    String zaak = deel("kadaster-adres", "OnroerendeZaak");
    assertThat(code("kadaster-adres", ADRES, zaak, zaak + zaak)).isNull();
    assertThat(code("kadaster-adres", ADRES, zaak, zaak + zaak.replace(">12<", ">13<")))
        .as("another property, at another address only")
        .isEqualTo(anders);
    String ookElders =
        zaak.replaceFirst(
            "(<locatie>.*?</locatie>)",
            "<locatie><postcode>9901ZA</postcode><huisnummer>1</huisnummer></locatie>$1");
    assertThat(code("kadaster-adres", ADRES, zaak, ookElders)).as("it has two").isNull();
    String voertuig = deel("rdw-kenteken", "Voertuigbezit");
    assertThat(
            code(
                "rdw-kenteken",
                new Voertuig("XX99XX", null),
                voertuig,
                voertuig + voertuig.replaceFirst("<kenteken>[^<]*</kenteken>", "")))
        .isEqualTo(anders);
  }

  @Test
  void aHouseLetterIsNoAddition() throws IOException {
    String zaak = deel("kadaster-adres", "OnroerendeZaak");

    assertThat(
            code(
                "kadaster-adres",
                new Adres("9999ZZ", "12", "b", null),
                zaak,
                zaak.replaceFirst("<huisletter>B</huisletter>", "")
                    .replaceFirst("3HG</toevoeging>", "B</toevoeging>")))
        .isEqualTo("antwoord-ander-object");
  }

  /** The first element of this name in the example of this source. */
  private static String deel(String bron, String naam) throws IOException {
    return voorbeeld(bron).replaceFirst("(?s).*?(<" + naam + ">.*?</" + naam + ">).*", "$1");
  }

  @Test
  void anAnswerAboutTheVehicleOfSomebodyElseIsRefused() throws IOException {
    assertThat(code("rdw-kenteken-digitaal", new Voertuig("XX99XX", ANDER)))
        .isEqualTo("antwoord-ander-persoon");
    assertThat(code("svb", new Persoon(ANDER))).isEqualTo("antwoord-ander-persoon");
  }

  @Test
  void anAnswerThatDoesNotSayAboutWhatIsRefused() {
    Exchange exchange = vraag(PERCEEL);
    exchange.getMessage().setBody(leeg("gevonden"));

    assertThatThrownBy(() -> toets.toets(exchange, "kadaster-aanduiding"))
        .isInstanceOfSatisfying(
            Bronweigering.class, e -> assertThat(e.code()).isEqualTo("antwoord-ander-object"))
        .hasMessageNotContaining("1234");
  }

  @Test
  void nothingFoundIsAboutNothingElse() {
    Exchange exchange = vraag(PERCEEL);
    exchange.getMessage().setBody(leeg("niets-gevonden"));

    assertThatCode(() -> toets.toets(exchange, "kadaster-aanduiding")).doesNotThrowAnyException();
  }

  @Test
  void everyQuestionIsCanonical() {
    Schemacontrole schema = new Schemacontrole(Path.of("."));
    for (Vraagonderwerp onderwerp :
        new Vraagonderwerp[] {
          new Persoon(ANNA),
          new Voertuig("XX99XX", null),
          new Voertuig("XX99XX", ANNA),
          new Onderneming("99999011", "000099999011"),
          PERCEEL,
          new Perceel("9901", "'s-Verzonnendam (Oost)", "AB", "1", null),
          ADRES,
          new Adres("9999ZZ", "1", null, null)
        }) {
      schema.controleer(
          new Vraag(onderwerp, LocalDate.of(2026, 1, 1), null).xml(),
          "transforms/canonical/invordering-v1.xsd");
    }
  }

  @Test
  void whatHasNotItsFormIsNoQuestionAndDoesNotStandInTheError() {
    assertThatThrownBy(() -> new Voertuig("XX-99-XX", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("XX-99-XX");
    assertThatThrownBy(() -> new Onderneming("9999901", null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Perceel("9901", "<a/>", "K", "1", null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Adres("9999zz", "12", null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Perceel perceel(String sectie, String nummer, String appartement) {
    return new Perceel("9901", "Verzonnendam", sectie, nummer, appartement);
  }

  /** Why the example of this source is no answer to this question; null when it is. */
  private String code(String bron, Vraagonderwerp onderwerp) throws IOException {
    return code(bron, onderwerp, "", "");
  }

  private static String voorbeeld(String bron) throws IOException {
    return Files.readString(Path.of("transforms", bron, "examples", "gevonden.canonical.xml"));
  }

  /** The same of the example with one part in the place of another. */
  private String code(String bron, Vraagonderwerp onderwerp, String deel, String anders)
      throws IOException {
    Exchange exchange = vraag(onderwerp);
    exchange
        .getMessage()
        .setBody(deel.isEmpty() ? voorbeeld(bron) : voorbeeld(bron).replace(deel, anders));
    return catchThrowable(() -> toets.toets(exchange, bron)) instanceof Bronweigering weigering
        ? weigering.code()
        : null;
  }

  private Exchange vraag(Vraagonderwerp onderwerp) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setBody(new Vraag(onderwerp, null, null).xml());
    toets.onthoud(exchange);
    return exchange;
  }

  private static String leeg(String uitkomst) {
    return "<Brongegevens xmlns=\"urn:ketenbrug:invordering:1\" uitkomst=\"%s\"/>"
        .formatted(uitkomst);
  }
}
