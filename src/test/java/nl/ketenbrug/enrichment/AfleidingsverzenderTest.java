package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.jms.JMSException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.message.Oin;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Proeftransactie;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Testdatabase;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which fault is about one fact, and which about all; the route is the test's. */
@ExtendWith(OutputCaptureExtension.class)
class AfleidingsverzenderTest {

  private static final Dossiersleutel EEN = new Dossiersleutel("1".repeat(64));
  private static final Dossiersleutel ANDER = new Dossiersleutel("2".repeat(64));

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Voorraad voorraad = new Voorraad(jdbc, "d".repeat(32), "b".repeat(32));
  private final List<LogRegel> log = new ArrayList<>();
  private final List<String> verzonden = new ArrayList<>();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private Exception fout;

  @BeforeEach
  void start() throws Exception {
    jdbc.sql("delete from afleiding").update();
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:send-afleiding")
                .process(
                    exchange -> {
                      if (fout != null
                          && exchange.getMessage().getBody(String.class).equals("<een/>")) {
                        throw fout;
                      }
                      verzonden.add(
                          exchange.getMessage().getHeader(Koppen.BERICHT_ID, String.class));
                    });
          }
        });
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
    jdbc.sql("delete from afleiding").update();
  }

  @Test
  void aFactOfWhichNoEventCanBeMadeIsOnRecordWithItsIdAndCode(CapturedOutput uitvoer) {
    fout = new GeweigerdBericht("xml-niet-geldig", "element te veel");
    BerichtId een = feit(EEN, "<een/>");
    BerichtId ander = feit(ANDER, "<ander/>");

    verzend(Proeftransactie.met(() -> {}));

    assertThat(verzonden).containsExactly(ander.toString());
    assertThat(log)
        .extracting(LogRegel::stap, LogRegel::berichtId, LogRegel::dossier, LogRegel::code)
        .containsExactly(tuple(Stap.MISLUKT, een.value(), EEN.value(), "afleiding-ongeldig"));
    assertThat(log.get(0).uitleg()).contains("xml-niet-geldig");
    assertThat(uitvoer).contains(een.toString(), "afleiding-ongeldig");
  }

  @Test
  void aFaultOfTheProgramHoldsOnlyThatOneAndTellsNothingOfWhatItHolds(CapturedOutput uitvoer) {
    fout = new IllegalStateException("999990019");
    BerichtId een = feit(EEN, "<een/>");
    BerichtId ander = feit(ANDER, "<ander/>");

    verzend(Proeftransactie.met(() -> {}));

    assertThat(verzonden).containsExactly(ander.toString());
    assertThat(log).extracting(LogRegel::code).containsExactly("onverwachte-fout");
    assertThat(log.get(0).uitleg()).contains("IllegalStateException").doesNotContain("999990019");
    assertThat(uitvoer.toString().lines().filter(regel -> regel.contains(een.toString())))
        .singleElement()
        .satisfies(regel -> assertThat(regel).doesNotContain("999990019"));
  }

  @Test
  void aBrokerThatTakesNothingIsNotTheFaultOfAnyFact(CapturedOutput uitvoer) {
    BerichtId een = feit(EEN, "<een/>");
    feit(ANDER, "<ander/>");

    verzend(Proeftransactie.geweigerd());
    verzend(Proeftransactie.geweigerd());

    assertThat(log).isEmpty();
    assertThat(vast()).isEmpty();
    assertThat(uitvoer.toString()).contains(een.toString());
  }

  @Test
  void whatTheBrokerAloneDoesNotTakeIsHeldWhenItTookAnother() {
    fout = new JMSException("too large");
    BerichtId een = feit(EEN, "<een/>");
    feit(ANDER, "<ander/>");

    verzend(Proeftransactie.met(() -> {}));

    assertThat(verzonden).hasSize(1);
    assertThat(vast()).containsExactly(een.value() + " broker-neemt-niet-aan");
  }

  @Test
  void anEngineThatStopsBlamesNoFact() {
    feit(EEN, "<een/>");
    feit(ANDER, "<ander/>");
    camel.stop();

    verzend(Proeftransactie.met(() -> {}));

    assertThat(vast()).isEmpty();
    assertThat(log).isEmpty();
  }

  @Test
  void whatCannotBeSentIsCountedByItsCode() {
    fout = new GeweigerdBericht("xml-niet-geldig", "element te veel");
    feit(EEN, "<een/>");
    verzend(Proeftransactie.met(() -> {}));
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Afleidingsmeters afleidingsmeters =
        new Afleidingsmeters(voorraad.afleidingen(Clock.systemUTC()), meters);

    afleidingsmeters.meet();
    assertThat(
            meters
                .get("ketenbrug.afleidingen.vast")
                .tag("code", "afleiding-ongeldig")
                .gauge()
                .value())
        .isEqualTo(1);

    jdbc.sql("delete from afleiding").update();
    afleidingsmeters.meet();
    assertThat(meters.find("ketenbrug.afleidingen.vast").gauge()).isNull();
  }

  private List<String> vast() {
    return jdbc.sql("select bericht_id || ' ' || code from afleiding where code is not null")
        .query(String.class)
        .list();
  }

  private BerichtId feit(Dossiersleutel dossier, String document) {
    return voorraad
        .afleidingen(Clock.systemUTC())
        .voegToe("proef|" + document, dossier, null, document)
        .orElseThrow();
  }

  private void verzend(Brokertransactie transactie) {
    new Afleidingsverzender(
            voorraad.afleidingen(Clock.systemUTC()),
            camel.createProducerTemplate(),
            transactie,
            log::add,
            new AfzenderSettings(new Oin("00000099000000110000")),
            Clock.systemUTC())
        .verzend();
  }
}
