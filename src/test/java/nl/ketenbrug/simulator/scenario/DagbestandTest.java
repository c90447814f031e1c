package nl.ketenbrug.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DagbestandTest {

  private static final LocalDate DAG = LocalDate.of(2026, 12, 11);

  @TempDir private Path map;

  @Test
  void theNewestThatHoldsOnTheDayIsTaken() throws Exception {
    for (String naam :
        List.of("a.xml", "a@2026-12-11.xml", "a@2027-01-04.xml", "ab@2026-01-01.xml")) {
      Files.createFile(map.resolve(naam));
    }

    assertThat(op(DAG.minusDays(1))).isEqualTo("a.xml");
    assertThat(op(DAG)).isEqualTo("a@2026-12-11.xml");
    assertThat(op(LocalDate.of(2027, 1, 3))).isEqualTo("a@2026-12-11.xml");
    assertThat(op(LocalDate.of(2027, 1, 4))).isEqualTo("a@2027-01-04.xml");
  }

  @Test
  void withoutAFileThereIsNoAnswer() throws Exception {
    Files.createFile(map.resolve("a@2026-12-11.xml"));

    assertThat(Dagbestand.zoek(map, "a", ".xml", DAG.minusDays(1))).isEmpty();
    assertThat(Dagbestand.zoek(map, "a", ".json", DAG)).isEmpty();
    assertThat(Dagbestand.zoek(map.resolve("geen"), "a", ".xml", DAG)).isEmpty();
  }

  @Test
  void aDayThatIsNoneIsSaid() throws Exception {
    Files.createFile(map.resolve("a@morgen.xml"));

    assertThatThrownBy(() -> op(DAG)).isInstanceOf(DateTimeException.class);
  }

  private String op(LocalDate dag) {
    return Dagbestand.zoek(map, "a", ".xml", dag).orElseThrow().getFileName().toString();
  }
}
