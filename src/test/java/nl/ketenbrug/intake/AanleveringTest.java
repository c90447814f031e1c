package nl.ketenbrug.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.time.Instant;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.source.Bron;
import org.junit.jupiter.api.Test;

/** What the log keeps of a delivery. */
class AanleveringTest {

  private static final Instant NU = Instant.parse("2026-12-21T10:00:00Z");
  private static final String TEKST = "<zaak>over wie dan ook</zaak>";

  @Test
  void ofWhatASourceSaysOfADebtorTheLogKeepsAll() throws Exception {
    assertThat(regel("svb").inhoud()).isEqualTo(TEKST);
    // It cannot be asked for again.
    assertThat(regel("ccbr").inhoud()).isEqualTo(TEKST);
  }

  @Test
  void ofACaseOfARegisterItKeepsTheHash() throws Exception {
    LogRegel regel = regel("cir");

    assertThat(regel.inhoud()).isNull();
    assertThat(regel.inhoudHash()).isEqualTo(regel("svb").inhoudHash()).hasSize(64);
  }

  private static LogRegel regel(String naam) throws Exception {
    Bron bron =
        new YAMLMapper().readValue(Path.of("config/sources", naam + ".yaml").toFile(), Bron.class);
    return new Aanlevering(
            TEKST, Aanlevering.XML, TEKST, "hash", false, new Dossiersleutel("0".repeat(64)))
        .inhoud(new LogRegelBouwer(Stap.ONTVANGEN, BerichtId.nieuw(NU), NU), bron)
        .bouw();
  }
}
