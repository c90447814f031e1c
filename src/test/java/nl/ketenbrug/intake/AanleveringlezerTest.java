package nl.ketenbrug.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.source.Bron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers of sources are taken as a message. */
class AanleveringlezerTest {

  private final Aanleveringlezer lezer;

  AanleveringlezerTest() throws Exception {
    lezer =
        new Aanleveringlezer(
            new Schemacontrole(Path.of(".")), new IntakeSettings("geheim-van-de-proef-".repeat(2)));
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

  private static Bron bron(String naam) throws Exception {
    return new YAMLMapper()
        .readValue(Path.of("config/sources", naam + ".yaml").toFile(), Bron.class);
  }

  private static String voorbeeld(String naam) throws Exception {
    return Files.readString(Path.of("transforms", naam, "examples/gevonden.xml"));
  }
}
