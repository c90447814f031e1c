package nl.ketenbrug.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.junit.jupiter.api.Test;

/** The broker writes records without the engine's classes; the engine must read them as its own. */
class LeesbewijsTest {

  private static final Instant NU = Instant.parse("2026-11-22T10:00:00.123456Z");
  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private final Leesbewijs bewijs = new Leesbewijs(Clock.fixed(NU, ZoneOffset.UTC));

  @Test
  void theEngineReadsWhatTheBrokerWrote() throws Exception {
    BerichtId bericht = BerichtId.nieuw(NU.minusSeconds(60));
    BerichtId correlatie = BerichtId.nieuw(NU.minusSeconds(90));
    CoreMessage message = new CoreMessage(1, 100);
    zet(message, Koppen.BERICHT_ID, bericht.toString());
    zet(message, Koppen.CORRELATIE_ID, correlatie.toString());
    zet(message, Koppen.GEBEURTENISTYPE, "nl.beslagregister.beslag-gelegd");
    message.putLongProperty(SimpleString.of(Koppen.VOLGNUMMER), 42);

    LogRegel regel =
        JSON.readValue(
            bewijs.regel("BEVESTIGD", message, "deurwaarder-x", "deurwaarder-x").build().toString(),
            LogRegel.class);

    assertThat(regel.stap()).isEqualTo(Stap.BEVESTIGD);
    assertThat(regel.tijdstip()).isEqualTo(NU);
    assertThat(new BerichtId(regel.id()).tijdstip()).isEqualTo(NU.minusNanos(456_000));
    assertThat(regel.berichtId()).isEqualTo(bericht.value());
    assertThat(regel.correlatieId()).isEqualTo(correlatie.value());
    assertThat(regel.gebeurtenistype()).isEqualTo("nl.beslagregister.beslag-gelegd");
    assertThat(regel.partner()).isEqualTo("deurwaarder-x");
    assertThat(regel.volgnummer()).isEqualTo(42);
    assertThat(regel.actor()).isEqualTo("deurwaarder-x");
    assertThat(regel.code()).as("evidence of the broker has no code").isNull();
  }

  @Test
  void aTypeThatASourceMadeUpStaysOutOfTheRecord() throws Exception {
    for (String type : List.of("999990019", "nl." + "x".repeat(100_000) + ".y", "nl.een")) {
      CoreMessage message = new CoreMessage(1, 100);
      zet(message, Koppen.BERICHT_ID, BerichtId.nieuw(NU).toString());
      zet(message, Koppen.CORRELATIE_ID, BerichtId.nieuw(NU).toString());
      zet(message, Koppen.GEBEURTENISTYPE, type);

      assertThat(bewijs.regel("VERPLAATST", message, null, null).build())
          .doesNotContainKey("gebeurtenistype");
    }
  }

  private static void zet(CoreMessage message, String kop, String waarde) {
    message.putStringProperty(SimpleString.of(kop), SimpleString.of(waarde));
  }
}
