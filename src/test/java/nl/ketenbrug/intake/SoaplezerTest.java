package nl.ketenbrug.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import net.sf.saxon.s9api.SaxonApiException;
import nl.ketenbrug.message.GeweigerdBericht;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken out of an envelope does not show which envelope that was. */
class SoaplezerTest {

  private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String GEWOON = "<B xmlns=\"urn:b\"><id>1</id><leeg/></B>";

  private final Soaplezer lezer = lezer();

  @ParameterizedTest
  @ValueSource(
      strings = {
        GEWOON,
        "<b:B xmlns:b=\"urn:b\"><b:id>1</b:id><b:leeg/></b:B>",
        "<x:B xmlns:x=\"urn:b\"><y:id xmlns:y=\"urn:b\">1</y:id><leeg xmlns=\"urn:b\"/></x:B>",
        "<B xmlns=\"urn:b\" xmlns:ongebruikt=\"urn:c\"><id>1</id><leeg/></B>"
      })
  void theSameMessageWithOtherPrefixesIsTheSameText(String inhoud) {
    assertThat(
            lees(
                "<s:Envelope xmlns:s=\"%s\" xmlns:xsi=\"urn:xsi\"><s:Body>%s</s:Body></s:Envelope>",
                inhoud))
        .isEqualTo(GEWOON);
    assertThat(lees("<Envelope xmlns=\"%s\" xmlns:b=\"urn:q\"><Body>%s</Body></Envelope>", inhoud))
        .isEqualTo(GEWOON);
  }

  @Test
  void anotherNamespaceOrAttributeIsAnotherMessage() {
    String envelop = "<s:Envelope xmlns:s=\"%s\"><s:Body>%s</s:Body></s:Envelope>";

    assertThat(lees(envelop, "<B xmlns=\"urn:b\"><id xmlns=\"\">1</id></B>"))
        .isEqualTo("<B xmlns=\"urn:b\"><id xmlns=\"\">1</id></B>");
    assertThat(lees(envelop, "<B xmlns=\"urn:b\" xmlns:a=\"urn:a\" a:k=\"v\"/>"))
        .contains("urn:a", "k=\"v\"");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "s:mustUnderstand='1', true",
        "s:mustUnderstand='1' s:actor='', true",
        "s:mustUnderstand='1' s:actor='http://schemas.xmlsoap.org/soap/actor/next', true",
        "s:mustUnderstand='1' s:actor='urn:iemand-anders', false",
        "s:mustUnderstand='0', false"
      })
  void aHeaderBlockThatMustBeUnderstoodIsRefusedWhenItIsForUs(String kop, boolean geweigerd) {
    String envelop =
        "<s:Envelope xmlns:s=\"%s\"><s:Header><x:y xmlns:x=\"urn:x\" "
            + kop.replace("'", "\"")
            + "/></s:Header><s:Body>%s</s:Body></s:Envelope>";

    if (geweigerd) {
      assertThat(weigering(envelop)).isEqualTo(Soaplezer.NIET_BEGREPEN);
    } else {
      assertThat(lees(envelop, GEWOON)).isEqualTo(GEWOON);
    }
  }

  @Test
  void anEnvelopeOfAnotherVersionIsCalledThat() {
    assertThat(
            weigering(
                "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" oud=\"%s\">"
                    + "<s:Body>%s</s:Body></s:Envelope>"))
        .isEqualTo(Soaplezer.ANDERE_VERSIE);
    assertThat(weigering("<a b=\"%s\">%s</a>")).isEqualTo("xml-niet-geldig");
  }

  private String weigering(String envelop) {
    GeweigerdBericht fout =
        catchThrowableOfType(GeweigerdBericht.class, () -> lees(envelop, GEWOON));
    assertThat(fout).isNotNull();
    return fout.code();
  }

  private String lees(String envelop, String inhoud) {
    return lezer.lees(envelop.formatted(SOAP, inhoud).getBytes(StandardCharsets.UTF_8)).xml();
  }

  private static Soaplezer lezer() {
    try {
      return new Soaplezer(new Schemacontrole(Path.of(".")));
    } catch (SaxonApiException e) {
      throw new IllegalStateException(e);
    }
  }
}
