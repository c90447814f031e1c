package nl.ketenbrug.messagelog;

import static nl.ketenbrug.messagelog.Logregels.regel;
import static nl.ketenbrug.messagelog.Logregels.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

class LogSchrijverTest {

  private static Logopslag opslag;

  @BeforeAll
  static void open() {
    opslag = new Logopslag();
  }

  private final UUID bericht = uuid("2026-11-20T09:00:00Z");

  @Test
  void storesEveryFieldOfALine() {
    UUID oorzaak = uuid("2026-11-20T08:00:00Z");
    LogRegel regel =
        regel(Stap.GEWEIGERD, bericht)
            .gevolgVan(oorzaak, oorzaak)
            .om("2026-11-20T09:00:00.123456Z")
            .route("receive-dbr", Map.of("routes/intake/receive-dbr.camel.yaml", "aa".repeat(32)))
            .partner("cjib", 42)
            .actor("dbr")
            .reden("schema-ongeldig", "Het bericht past niet op het schema")
            .inhoud("<beslag naam=\"é€\"/>")
            .maak();

    opslag.schrijver.schrijf(List.of(regel));

    assertThat(spoor().stappen()).containsExactly(regel);
  }

  @Test
  void storesALineOnceHoweverOftenItComes() {
    LogRegel ontvangen = regel(Stap.ONTVANGEN, bericht).inhoud("<a/>").maak();
    LogRegel later = regel(Stap.GETRANSFORMEERD, bericht).om("2026-11-20T09:00:01Z").maak();

    opslag.schrijver.schrijf(List.of(ontvangen, ontvangen));
    opslag.schrijver.schrijf(List.of(later, ontvangen));
    opslag.schrijver.schrijf(List.of(ontvangen));

    assertThat(spoor().stappen()).containsExactly(ontvangen, later);
    assertThat(spoor().bericht().aantalStappen()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void makesTheSameSummaryInWhateverOrderStepsArrive(long zaad) {
    List<LogRegel> regels = new ArrayList<>(levensloop());
    Collections.shuffle(regels, new Random(zaad));
    int knip = (int) (zaad % 4) + 1;

    opslag.schrijver.schrijf(regels.subList(0, knip));
    opslag.schrijver.schrijf(regels.subList(knip, regels.size()));

    Berichtoverzicht overzicht = spoor().bericht();
    assertThat(overzicht.laatsteStap()).isEqualTo(Stap.BEVESTIGD);
    assertThat(overzicht.eersteTijdstip()).isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
    assertThat(overzicht.laatsteTijdstip()).isEqualTo(Instant.parse("2026-11-20T09:00:04Z"));
    assertThat(overzicht.aantalStappen()).isEqualTo(5);
    assertThat(overzicht.type()).isEqualTo(Logregels.TYPE);
    assertThat(overzicht.dossier()).isEqualTo(Logregels.DOSSIER);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void decidesEqualMomentsByTheHighestId(boolean hoogsteEerst) {
    LogRegel laag = regel(Stap.KLAARGEZET, bericht).id(metEinde(1)).maak();
    LogRegel hoog = regel(Stap.AFGELEVERD, bericht).id(metEinde(2)).maak();

    opslag.schrijver.schrijf(List.of(hoogsteEerst ? hoog : laag));
    opslag.schrijver.schrijf(List.of(hoogsteEerst ? laag : hoog));

    assertThat(spoor().bericht().laatsteStap()).isEqualTo(Stap.AFGELEVERD);
    assertThat(spoor().stappen()).containsExactly(laag, hoog);
  }

  @Test
  void keepsTheStateOfAMessageWhenSomebodyLooksAtIt() {
    opslag.schrijver.schrijf(List.of(regel(Stap.BEVESTIGD, bericht).maak()));

    opslag.schrijver.schrijf(
        List.of(regel(Stap.INGEZIEN, bericht).om("2026-11-21T09:00:00Z").maak()));

    assertThat(spoor().bericht().laatsteStap()).isEqualTo(Stap.BEVESTIGD);
    assertThat(spoor().bericht().aantalStappen()).isEqualTo(1);
    assertThat(spoor().stappen()).hasSize(2);
  }

  @Test
  void storesAPayloadOnceForAllLinesThatCarryIt() {
    String inhoud = "<eenmalig id=\"" + bericht + "\"/>";

    opslag.schrijver.schrijf(
        List.of(
            regel(Stap.GEPUBLICEERD, bericht).inhoud(inhoud).maak(),
            regel(Stap.KLAARGEZET, bericht).inhoud(inhoud).maak()));
    opslag.schrijver.schrijf(List.of(regel(Stap.AFGELEVERD, bericht).inhoud(inhoud).maak()));

    long aantal =
        opslag
            .jdbc
            .sql("SELECT count(*) FROM inhoud WHERE hash = :hash")
            .param("hash", Inhoudhash.van(inhoud))
            .query(Long.class)
            .single();
    assertThat(aantal).isEqualTo(1);
    assertThat(spoor().stappen()).hasSize(3).allMatch(stap -> inhoud.equals(stap.inhoud()));
  }

  @Test
  void storesNothingOfABatchWithAPayloadThatBeliesItsHash() {
    LogRegel goed = regel(Stap.ONTVANGEN, bericht).inhoud("<goed/>").maak();
    LogRegel fout = regel(Stap.GETRANSFORMEERD, bericht).inhoud("<a/>").hash("0".repeat(64)).maak();

    assertThatThrownBy(() -> opslag.schrijver.schrijf(List.of(goed, fout)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(fout.id().toString());
    assertThat(opslag.logboek.bericht(bericht)).isEmpty();
  }

  @Test
  void storesNothingOfABatchThatTheDatabaseRefuses() {
    LogRegel goed = regel(Stap.ONTVANGEN, bericht).inhoud("<half-" + bericht + "/>").maak();
    LogRegel fout = regel(Stap.GETRANSFORMEERD, bericht).hash("geen hash").maak();

    assertThatThrownBy(() -> opslag.schrijver.schrijf(List.of(goed, fout)))
        .isInstanceOf(DataAccessException.class);
    assertThat(opslag.logboek.bericht(bericht)).isEmpty();
    long aantal =
        opslag
            .jdbc
            .sql("SELECT count(*) FROM inhoud WHERE hash = :hash")
            .param("hash", goed.inhoudHash())
            .query(Long.class)
            .single();
    assertThat(aantal).as("the payload went in first, and out again").isZero();
  }

  @Test
  void takesPayloadAndExplanationWithCharactersThatTextCannotHold() {
    LogRegel regel =
        regel(Stap.GEWEIGERD, bericht)
            .inhoud("geen\u0000xml")
            .reden("geen-xml", "Teken \u0000 of \uD800 gevonden")
            .maak();

    opslag.schrijver.schrijf(List.of(regel));

    assertThat(spoor().stappen().get(0).inhoud()).isEqualTo("geen\u0000xml");
    assertThat(spoor().stappen().get(0).uitleg()).isEqualTo("Teken \uFFFD of ? gevonden");
  }

  @Test
  void countsEveryLineOnceWhenWritersWorkAtTheSameTime() throws Exception {
    List<UUID> berichten = new ArrayList<>();
    List<LogRegel> regels = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      UUID id = uuid("2026-11-20T09:00:00Z");
      berichten.add(id);
      for (int j = 0; j < 10; j++) {
        regels.add(regel(Stap.AFGELEVERD, id).inhoud("<p>" + j + "</p>").maak());
      }
    }
    ExecutorService schrijvers = Executors.newFixedThreadPool(4);
    List<Callable<Void>> taken = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<LogRegel> eigen = new ArrayList<>(regels);
      Collections.shuffle(eigen, new Random(i));
      taken.add(
          () -> {
            for (int van = 0; van < eigen.size(); van += 25) {
              opslag.schrijver.schrijf(eigen.subList(van, van + 25));
            }
            return null;
          });
    }

    for (Future<Void> taak : schrijvers.invokeAll(taken)) {
      taak.get();
    }
    schrijvers.shutdown();

    for (UUID id : berichten) {
      assertThat(opslag.logboek.overzicht(id).orElseThrow().aantalStappen()).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE logregel SET uitleg = 'anders' WHERE bericht_id = '%s'",
        "DELETE FROM logregel WHERE bericht_id = '%s'",
        "UPDATE logregel_2026 SET uitleg = 'anders' WHERE bericht_id = '%s'",
        "DELETE FROM logregel_2026 WHERE bericht_id = '%s'",
        "TRUNCATE logregel",
        "TRUNCATE logregel_2026",
        "UPDATE inhoud SET bytes = ''",
        "DELETE FROM inhoud",
        "TRUNCATE inhoud"
      })
  void refusesToChangeOrRemoveWhatIsInTheLog(String sql) {
    opslag.schrijver.schrijf(List.of(regel(Stap.ONTVANGEN, bericht).inhoud("<blijft/>").maak()));

    assertThatThrownBy(() -> opslag.jdbc.sql(sql.formatted(bericht)).update())
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageContaining("alleen aangevuld");
    assertThat(spoor().stappen()).hasSize(1);
  }

  @Test
  void putsALineInThePartitionOfItsYear() {
    UUID id = uuid("2031-01-01T00:00:00Z");
    opslag.schrijver.schrijf(List.of(regel(Stap.ONTVANGEN, bericht).id(id).maak()));

    String tabel =
        opslag
            .jdbc
            .sql("SELECT tableoid::regclass::text FROM logregel WHERE id = :id")
            .param("id", id)
            .query(String.class)
            .single();

    assertThat(tabel).isEqualTo("logregel_2031");
  }

  private Berichtspoor spoor() {
    return opslag.logboek.bericht(bericht).orElseThrow();
  }

  private List<LogRegel> levensloop() {
    return List.of(
        regel(Stap.ONTVANGEN, bericht).type(null).dossier(null).maak(),
        regel(Stap.GETRANSFORMEERD, bericht).om("2026-11-20T09:00:01Z").maak(),
        regel(Stap.KLAARGEZET, bericht).om("2026-11-20T09:00:02Z").maak(),
        regel(Stap.AFGELEVERD, bericht).om("2026-11-20T09:00:03Z").maak(),
        regel(Stap.BEVESTIGD, bericht).om("2026-11-20T09:00:04Z").maak());
  }

  private UUID metEinde(int einde) {
    return new UUID(
        bericht.getMostSignificantBits(), bericht.getLeastSignificantBits() & ~3L | einde);
  }
}
