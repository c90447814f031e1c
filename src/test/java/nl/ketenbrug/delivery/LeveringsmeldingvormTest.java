package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.ketenbrug.delivery.Leveringsmeldingen.Melding;
import nl.ketenbrug.delivery.Leveringsmeldingvorm.Deel;
import nl.ketenbrug.intake.Schemacontrole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A notice in each format, as the files beside its schema promise it. */
class LeveringsmeldingvormTest {

  private static final Path MAP = Path.of("transforms/levering");
  private static final Instant NU = Instant.parse("2026-11-06T09:00:00Z");
  private static final String GEBEURTENIS = "019e4a10-0000-7000-8000-000000000041";

  private static final Deel NADERT =
      new Deel(
          "Levering",
          List.of(
              Map.entry("volgnummer", "41"),
              Map.entry("berichtId", GEBEURTENIS),
              Map.entry("laatsteDag", "2026-11-10")));

  private static final Deel VERSTREKEN =
      new Deel(
          "Levering",
          List.of(
              Map.entry("volgnummer", "42"),
              Map.entry("berichtId", GEBEURTENIS),
              Map.entry("verlopen", "2026-11-11T00:10:00.123456Z")));

  private static final Deel ONBEVESTIGD =
      new Deel("Aanlevering", List.of(Map.entry("berichtId", GEBEURTENIS)));

  @ParameterizedTest
  @EnumSource(Formaat.class)
  void everyNoticeHoldsWhatTheFilesBesideItPromise(Formaat formaat) throws Exception {
    toets(formaat, melding(formaat, Termijnmelder.NADERT, List.of(NADERT, NADERT)));
    toets(formaat, melding(formaat, Termijnmelder.VERSTREKEN, List.of(VERSTREKEN)));
    toets(formaat, melding(formaat, Termijnmelder.ONBEVESTIGD, List.of(ONBEVESTIGD, ONBEVESTIGD)));
  }

  @Test
  void itIsWhatTheExamplesShow() throws Exception {
    Melding json = melding(Formaat.CLOUDEVENTS, Termijnmelder.NADERT, List.of(NADERT));
    assertThat(json.inhoud()).isEqualTo(voorbeeld("termijn-nadert.json", json));
    Melding csv = melding(Formaat.CSV, Termijnmelder.NADERT, List.of(NADERT));
    assertThat(csv.inhoud()).isEqualTo(voorbeeld("termijn-nadert.csv", csv));
  }

  @Test
  void aBodySaysItselfWhatItIs() {
    assertThat(inhoudstype(Formaat.CSV)).isEqualTo("text/csv");
    assertThat(inhoudstype(Formaat.CLOUDEVENTS)).isEqualTo("application/cloudevents+json");
    assertThat(inhoudstype(Formaat.XML)).isEqualTo("application/xml");
    assertThat(inhoudstype(Formaat.SUWIML)).isEqualTo("application/xml");
  }

  @Test
  void aNoticeOfBeforeIsToldAsTheSameRows() {
    List<Deel> delen = List.of(VERSTREKEN, NADERT, ONBEVESTIGD);
    Melding xml = melding(Formaat.XML, Termijnmelder.VERSTREKEN, delen);
    Melding csv = melding(Formaat.CSV, Termijnmelder.VERSTREKEN, delen);
    Pull.Bericht oud = bericht(xml, Termijnmelder.VERSTREKEN);

    assertThat(Leveringsmeldingvorm.isXml(oud)).isTrue();
    assertThat(Leveringsmeldingvorm.csv(oud))
        .isEqualTo(csv.inhoud().replace(csv.berichtId().toString(), xml.berichtId().toString()));
    assertThat(Leveringsmeldingvorm.isXml(bericht(csv, Termijnmelder.VERSTREKEN))).isFalse();
    assertThat(Leveringsmeldingvorm.isXml(bericht(xml, "nl.beslagregister.beslag-gelegd")))
        .as("an event of a profile is never taken for a notice")
        .isFalse();
  }

  private static Pull.Bericht bericht(Melding melding, String type) {
    UUID id = melding.berichtId();
    String soort = Formaat.inhoudstype(melding.inhoud());
    return new Pull.Bericht(id, 7, id, null, type, "ketenbrug", null, 1, soort, melding.inhoud());
  }

  private static String inhoudstype(Formaat formaat) {
    return Formaat.inhoudstype(melding(formaat, Termijnmelder.NADERT, List.of(NADERT)).inhoud());
  }

  private static Melding melding(Formaat formaat, String type, List<Deel> delen) {
    return Leveringsmeldingvorm.schrijf(
        formaat, type, "cjib", "urn:nld:oin:00000099000000000000:systeem:ketenbrug", NU, delen);
  }

  private static void toets(Formaat formaat, Melding melding) throws IOException {
    switch (formaat) {
      case XML, SUWIML ->
          new Schemacontrole(Path.of("."))
              .controleer(melding.inhoud(), MAP.resolve("levering-v1.xsd").toString());
      case CLOUDEVENTS ->
          assertThat(schema().validate(melding.inhoud(), InputFormat.JSON)).isEmpty();
      case CSV ->
          Batchbestand.controleer(
              melding.inhoud(),
              Batchbestand.kolommen(Files.readString(MAP.resolve("kolommen.txt"))));
    }
  }

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(MAP.resolve("levering-json-v1.schema.json")));
  }

  /** With the id of this notice, which is new each time. */
  private static String voorbeeld(String naam, Melding melding) throws IOException {
    return Files.readString(MAP.resolve("examples").resolve(naam))
        .replace("019e5f3a-0000-7000-8000-000000000001", melding.berichtId().toString());
  }
}
