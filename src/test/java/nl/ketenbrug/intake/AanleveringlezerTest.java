package nl.ketenbrug.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Jsonlezer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** Which answers of sources are taken as a message. */
class AanleveringlezerTest {

  private final Aanleveringlezer lezer;

  AanleveringlezerTest() throws Exception {
    lezer =
        new Aanleveringlezer(
            new Schemacontrole(Path.of(".")),
            new Jsonlezer(new MockEnvironment()),
            new IntakeSettings("geheim-van-de-proef-".repeat(2)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rdw-kenteken",
        "rdw-kenteken-digitaal",
        "rdw-onderneming",
        "kadaster-aanduiding",
        "kadaster-adres"
      })
  void anAnswerAboutAThingIsRefusedWhomeverItNames(String naam) throws Exception {
    Bron bron = bron(naam);
    String antwoord = voorbeeld(naam);

    assertThatThrownBy(() -> lezer.lees(bron, antwoord))
        .isInstanceOf(GeweigerdBericht.class)
        .hasMessageNotContaining("9999")
        .extracting(e -> ((GeweigerdBericht) e).code())
        .isEqualTo("antwoord-over-zaak");
  }

  @Test
  void anAnswerAboutThePropertyOfAPersonIsTaken() throws Exception {
    assertThat(lezer.lees(bron("kadaster-eigendom"), voorbeeld("kadaster-eigendom")).dossier())
        .isNotNull();
  }

  @Test
  void anAnswerInJsonIsAboutTheSamePersonAsOneInXml() throws Exception {
    String brp = Files.readString(Path.of("transforms/brp/examples/gevonden.json"));
    String verplichting = "{\"burgerservicenummer\": \"999958379\", \"gebeurtenissen\": []}";
    Aanlevering antwoord = lezer.lees(bron("brp"), brp.getBytes(StandardCharsets.UTF_8));

    assertThat(antwoord.tekst()).isEqualTo(brp);
    assertThat(antwoord.invoer()).startsWith("<Jsonantwoord").doesNotContain("<over>");
    assertThat(antwoord.herkenbaar()).isFalse();
    assertThat(antwoord.dossier())
        .isEqualTo(lezer.lees(bron("betaalverplichtingen"), verplichting).dossier())
        .isEqualTo(
            lezer
                .lees(
                    bron("kadaster-eigendom"),
                    voorbeeld("kadaster-eigendom").replace("999991000", "999958379"))
                .dossier());
  }

  @Test
  void anAnswerInJsonThatIsWrongIsRefusedAndNotQuoted() throws Exception {
    String goed = Files.readString(Path.of("transforms/brp/examples/gevonden.json"));
    String een = "{\"burgerservicenummer\": \"%s\"}";
    String vorm = "{\"type\": \"RaadpleegMetBurgerservicenummer\", \"personen\": [%s]}";

    assertThat(code("brp", goed.substring(0, goed.length() / 2))).isEqualTo("json-niet-leesbaar");
    assertThat(code("brp", "<a/>")).isEqualTo("json-niet-leesbaar");
    assertThat(code("brp", goed.replaceFirst("\\{", "{\"type\": \"x\", ")))
        .as("a name that is there twice")
        .isEqualTo("json-niet-leesbaar");
    assertThat(code("brp", "{}")).isEqualTo("json-niet-geldig");
    assertThat(code("brp", vorm.formatted(een.formatted("99995837"))))
        .isEqualTo("json-niet-geldig");
    assertThat(code("brp", vorm.formatted(een.formatted("999958378")))).isEqualTo("bsn-ongeldig");
    assertThat(code("brp", vorm.formatted(""))).isEqualTo("onderwerp-ontbreekt");
    assertThat(
            code(
                "brp",
                vorm.formatted(een.formatted("999958379") + "," + een.formatted("999991000"))))
        .isEqualTo("meer-dan-een-onderwerp");
  }

  @Test
  void aCaseOfTheRegisterIsTakenBareInItsAnswerAndInItsEnvelope() throws Exception {
    String zaak = Files.readString(Path.of("transforms/cir/examples/wsnp.xml"));
    String bloot = zaak.replaceFirst("<\\?xml.*?\\?>", "");
    String antwoord =
        "<getCaseResponse xmlns='http://www.rechtspraak.nl/namespaces/cir01'><getCaseResult>"
            + bloot
            + "</getCaseResult></getCaseResponse>";
    String envelop =
        "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Header>"
            + "<a:MessageID xmlns:a='http://schemas.xmlsoap.org/ws/2004/08/addressing'>urn:x"
            + "</a:MessageID></s:Header><s:Body>"
            + antwoord
            + "</s:Body></s:Envelope>";
    Aanlevering een = lezer.lees(bron("cir"), zaak);

    assertThat(een.herkenbaar()).isFalse();
    for (String vorm : List.of(antwoord, envelop)) {
      Aanlevering zelfde = lezer.lees(bron("cir"), vorm);
      assertThat(zelfde.dossier()).isEqualTo(een.dossier());
      assertThat(zelfde.herkenbaar()).isEqualTo(vorm.equals(envelop));
    }
    assertThat(lezer.lees(bron("cir"), zaak.replace("R.16/26/9", "R.16/26/8")).dossier())
        .isNotEqualTo(een.dossier());
    assertThat(code("cir", antwoord.replace("</getCaseResult>", bloot + "</getCaseResult>")))
        .isEqualTo("xml-niet-geldig");
    assertThat(code("cir", zaak.replace("inspubber01", "inspubber02")))
        .isEqualTo("xml-niet-geldig");
    assertThat(
            code(
                "cir",
                zaak.replace("<insolventienummer>", "<nummer>")
                    .replace("</insolventienummer>", "</nummer>")))
        .isEqualTo("xml-niet-geldig");
    for (String zonder : List.of("niets-gevonden", "gewijzigd", "verwijderd")) {
      assertThat(code("cir", Files.readString(Path.of("transforms/cir/examples", zonder + ".xml"))))
          .as(zonder)
          .isEqualTo("onderwerp-ontbreekt");
    }
  }

  private String code(String naam, String bericht) throws Exception {
    Bron bron = bron(naam);
    Throwable fout = catchThrowable(() -> lezer.lees(bron, bericht));
    assertThat(fout).isInstanceOf(GeweigerdBericht.class).hasMessageNotContaining("99995");
    return ((GeweigerdBericht) fout).code();
  }

  private static Bron bron(String naam) throws Exception {
    return new YAMLMapper()
        .readValue(Path.of("config/sources", naam + ".yaml").toFile(), Bron.class);
  }

  private static String voorbeeld(String naam) throws Exception {
    return Files.readString(Path.of("transforms", naam, "examples/gevonden.xml"));
  }
}
