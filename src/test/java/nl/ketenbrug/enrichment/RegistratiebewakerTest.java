package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.ketenbrug.bvv.Wettermijn;
import nl.ketenbrug.dossier.Registraties;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.messagelog.Versiestempels;
import nl.ketenbrug.operations.Testdatabase;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is registered after its three working days, by the register's own events. */
class RegistratiebewakerTest {

  private static final String EERDER = "019a8000-0000-7a11-8b22-000000000000";

  private static final LocalDate LANG_GELEDEN = LocalDate.of(2000, 1, 1);

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Registraties registraties =
      new Voorraad(jdbc, "d".repeat(32), "b".repeat(32)).registraties();
  private final List<LogRegel> log = new ArrayList<>();
  private final Registratiebewaker bewaker = bewaker();

  private Registratiebewaker bewaker() {
    Versiestempels stempels = new Versiestempels(Path.of("."));
    stempels.meld("enrich-gebeurtenis", "enrich-gebeurtenis", Map.of());
    return new Registratiebewaker(
        new Wettermijn(Set.of()),
        registraties,
        log::add,
        stempels,
        Clock.fixed(Instant.parse("2026-12-01T09:00:00Z"), ZoneOffset.UTC));
  }

  @BeforeEach
  void empty() {
    jdbc.sql("delete from registratie_te_laat").update();
    jdbc.sql("delete from beslag").update();
  }

  @ParameterizedTest(name = "{0} of {1}, registered {2}: late is {3}")
  @CsvSource({
    // Monday 9 November 2026; the third working day is Thursday the 12th.
    "gelegd,      2026-11-09,                    2026-11-12T22:59:59Z, false",
    "gelegd,      2026-11-09,                    2026-11-12T23:00:00Z, true",
    "gewijzigd,   2026-11-09T23:30:00Z,          2026-11-13T22:59:59Z, false",
    "gewijzigd,   2026-11-09T22:30:00Z,          2026-11-13T10:00:00Z, true",
    "opgeheven,   2026-11-09T24:00:00+01:00,     2026-11-13T10:00:00Z, false",
    "opgeheven,   2026-11-09T12:00:00.1234567890123+01:00, 2026-11-13T10:00:00Z, true",
    "ingetrokken, 2026-11-09T12:00:00+01:00,     2026-11-13T10:00:00Z, true",
    "overgedragen,2026-11-09,                    2026-11-13T10:00:00Z, true",
    "overgedragen,2026-11-09,                    2026-11-10T10:00:00Z, false"
  })
  void aMutationIsLateAfterTheThirdWorkingDayInTheNetherlands(
      String soort, String plaatsgevonden, String geregistreerd, boolean teLaat) throws Exception {
    if (!soort.equals("gelegd")) {
      bekend(EERDER);
    }

    bewaker.toets(mutatie(soort, plaatsgevonden, geregistreerd));

    assertThat(log).hasSize(teLaat ? 1 : 0);
    assertThat(registraties.teLaat(LANG_GELEDEN)).isEqualTo(teLaat ? 1 : 0);
  }

  @Test
  void theRecordSaysWhichDaysWereComparedAndHoldsNoPayload() throws Exception {
    bewaker.toets(mutatie("gelegd", "2026-11-09", "2026-11-20T10:00:00Z"));

    LogRegel regel = log.get(0);
    assertThat(regel.stap()).isEqualTo(Stap.GESIGNALEERD);
    assertThat(regel.code()).isEqualTo("registratie-te-laat");
    assertThat(regel.uitleg())
        .isEqualTo(
            "geregistreerd op 2026-11-20; van 2026-11-09 was dat tijdig tot en met 2026-11-12 (3 werkdagen)");
    assertThat(regel.gebeurtenistype()).isEqualTo("nl.beslagregister.beslag-gelegd");
    assertThat(regel.dossier()).matches("[0-9a-f]{64}");
    assertThat(regel.versies()).containsKey("routes/processing/enrich-gebeurtenis.camel.yaml");
    assertThat(regel.inhoud()).isNull();
  }

  @Test
  void theSameMutationTwiceCountsOnce() throws Exception {
    Exchange mutatie = mutatie("gelegd", "2026-11-09", "2026-11-20T10:00:00Z");

    bewaker.toets(mutatie);
    bewaker.toets(mutatie);

    assertThat(registraties.teLaat(LANG_GELEDEN)).isEqualTo(1);
    assertThat(registraties.teLaat(LocalDate.of(2026, 11, 20))).isEqualTo(1);
    assertThat(registraties.teLaat(LocalDate.of(2026, 11, 21))).isZero();
  }

  @ParameterizedTest(name = "{0}, known before is {1}: late is {2}")
  @CsvSource({
    "gewijzigd, false, true",
    "opgeheven, false, true",
    "gewijzigd, true, false",
    "gelegd, true, false"
  })
  void whatWasNotKnownBeforeCountsFromItsServiceWhateverItCallsItself(
      String soort, boolean bekend, boolean teLaat) throws Exception {
    if (bekend) {
      bekend(EERDER);
    }

    // Served on 9 November, changed on the 20th.
    bewaker.toets(
        exchange(
            canoniek(
                    soort,
                    soort.equals("gelegd") ? "2026-11-09" : "2026-11-20T10:00:00Z",
                    "2026-11-20T12:00:00Z")
                .replaceAll("<dagVanBeslag>[^<]*", "<dagVanBeslag>2026-11-09")));

    assertThat(log).hasSize(teLaat ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "executoriaal-derdenbeslag, loon, true",
    "executoriaal-derdenbeslag, huurtoeslag, true",
    "executoriaal-derdenbeslag, geen-periodieke-betaling, false",
    "executoriaal-derdenbeslag, alimentatie, false",
    "vereenvoudigd-derdenbeslag, loon, false",
    "loonvordering, loon, false",
    "roerende-zaken, geen-periodieke-betaling, false"
  })
  void nobodyIsCalledLateWithoutTheDuty(String soort, String inkomen, boolean teLaat)
      throws Exception {
    bewaker.toets(
        exchange(
            canoniek("gelegd", "2026-11-09", "2026-11-20T10:00:00Z")
                .replaceAll(
                    "(<registratieId>[^<]*</registratieId>[^§]*?)<soort>[^<]*", "$1<soort>" + soort)
                .replaceAll("<bronVanInkomen>[^<]*", "<bronVanInkomen>" + inkomen)));

    assertThat(log).hasSize(teLaat ? 1 : 0);
  }

  @Test
  void anEventThatIsNoMutationHasNoTerm() throws Exception {
    for (String voorbeeld :
        List.of(
            "transforms/brp/examples",
            "transforms/canonical/examples",
            "transforms/svb/examples")) {
      try (var bestanden = Files.list(Path.of(voorbeeld))) {
        for (Path bestand : bestanden.filter(b -> b.toString().endsWith(".xml")).toList()) {
          String xml = Files.readString(bestand);
          if (!xml.contains("mutatiesoort")) {
            bewaker.toets(exchange(xml));
          }
        }
      }
    }

    assertThat(log).isEmpty();
  }

  private static Exchange mutatie(String soort, String plaatsgevonden, String geregistreerd)
      throws Exception {
    return exchange(
        canoniek(soort, plaatsgevonden, geregistreerd)
            .replaceAll("<dagVanBeslag>[^<]*", "<dagVanBeslag>2026-11-09"));
  }

  private static String canoniek(String soort, String plaatsgevonden, String geregistreerd)
      throws Exception {
    return Files.readString(
            Path.of("transforms/beslagregister/examples/" + soort + ".canonical.xml"))
        .replaceAll("<registratieId>[^<]*", "<registratieId>DBR-1")
        .replaceAll("<plaatsgevonden>[^<]*", "<plaatsgevonden>" + plaatsgevonden)
        .replaceAll("<geregistreerd>[^<]*", "<geregistreerd>" + geregistreerd);
  }

  /** The dossier knows it since this event. */
  private void bekend(String eerste) {
    jdbc.sql(
            """
            insert into beslag (registratie_id, dossier, status, gewijzigd, eerste_bericht)
            values ('DBR-1', repeat('0', 64), 'lopend', now(), cast(:eerste as uuid))""")
        .param("eerste", eerste)
        .update();
  }

  private static Exchange exchange(String body) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setBody(body);
    exchange.getMessage().setHeader(Koppen.BRON, "beslagregister");
    return exchange;
  }
}
