package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import nl.ketenbrug.dossier.Zaakverloop;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Oin;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ended by itself comes to a partner, of every kind there is. */
class VerloopvormTest {

  static Stream<String> soorten() {
    return Zaakverloop.soorten().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("soorten")
  void everyKindIsValidAllTheWayToTheProfile(String soort) {
    String type = Zaakverloop.verstreken(soort);
    String document =
        new Afleidingsdocument(
                type,
                new Dossiersleutel("c".repeat(64)),
                "2026-12-21",
                List.of(new Oin("00000099000000110000")))
            .termijn(
                new Bsn("999991127"),
                List.of(),
                soort,
                BerichtId.nieuw(Instant.parse("2026-05-07T09:00:00Z")),
                LocalDate.of(2026, 12, 21),
                "geen wettelijke termijn");

    assertThat(Afleidingsvorm.volledig(document)).contains(type, "<soort>" + soort + "</soort>");
  }
}
