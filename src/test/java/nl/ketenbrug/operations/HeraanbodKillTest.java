package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.BytesMessage;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.delivery.Heraanbod;
import nl.ketenbrug.delivery.Heraanbodproef;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Termijnproef;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.Inhoudhash;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.messagelog.Stap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A large order to offer again, of which the engine is killed twice with its broker: each event is
 * on the partner's queue once, in order, as it was. {@code -Dketenbrug.heraanbod.proef=50000} is
 * the size of the complaint that it answers; a build does fewer.
 */
class HeraanbodKillTest {

  private static final int AANTAL = Integer.getInteger("ketenbrug.heraanbod.proef", 1500);

  /** Events of one portion; so few that a kill comes in the middle of the order. */
  private static final int PORTIE = Math.max(50, AANTAL / 100);

  private static final Partner CJIB = HeraanbiederTest.CJIB;
  private static final String TYPE = "nl.beslagregister.beslag-gelegd";
  private static final Instant TOEN =
      Instant.now().minus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);

  @TempDir private Path map;
  @TempDir private Path uitvoermap;
  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());

  @Test
  void aLargeOrderSurvivesTwoKillsAndOffersEachEventOnceAndInOrder() throws Exception {
    for (String tabel :
        List.of("levering", "abonnement_stand", "herroeping", "heraanbod_bericht", "heraanbod")) {
      jdbc.sql("delete from " + tabel).update();
    }
    Testdatabase.leeg();
    List<UUID> ids = legBevestigd();
    Instant begin = Instant.now();
    UUID opdracht = geef();

    // The broker has the portion and the table does not; then at any moment; then to the end.
    int commits = AANTAL / PORTIE / 3;
    assertThat(leef(commits, Integer.MAX_VALUE)).isEqualTo(Heraanbodleven.GEVELD);
    assertThat(gedaan())
        .as("of the last portion the table knows nothing yet")
        .isLessThan(commits * PORTIE);
    leef(0, AANTAL * 2 / 3);
    assertThat(leef(0, Integer.MAX_VALUE)).isZero();

    System.out.printf(
        "Opnieuw aangeboden: %d gebeurtenissen over twee kills in %d s%n",
        AANTAL, Duration.between(begin, Instant.now()).toSeconds());
    assertThat(
            jdbc.sql("select toestand from heraanbod where id = :id")
                .param("id", opdracht)
                .query(String.class)
                .single())
        .isEqualTo("gereed");
    assertThat(
            jdbc.sql(
                    "select count(*) from heraanbod_bericht where uitkomst = 'aangeboden' and"
                        + " aanbod = 2")
                .query(Integer.class)
                .single())
        .isEqualTo(AANTAL);
    leesNa(ids);
  }

  private void leesNa(List<UUID> ids) throws Exception {
    EmbeddedBroker broker = Testbroker.start(map, Map.of());
    CachingConnectionFactory verbinding =
        new JmsConfiguration().connectionFactory(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    try {
      JmsTemplate jms = new JmsTemplate(verbinding);
      jms.setReceiveTimeout(500);
      List<UUID> gezien = new ArrayList<>();
      for (Message m = jms.receive(CJIB.queue()); m != null; m = jms.receive(CJIB.queue())) {
        UUID id = UUID.fromString(m.getStringProperty(Koppen.BERICHT_ID));
        gezien.add(id);
        assertThat(m.getLongProperty(Koppen.VOLGNUMMER)).isEqualTo(gezien.size());
        assertThat(m.getStringProperty(Koppen.CORRELATIE_ID)).isEqualTo(id.toString());
        assertThat(m.getStringProperty(Koppen.GEBEURTENISTYPE)).isEqualTo(TYPE);
        assertThat(m.getStringProperty(Koppen.DOSSIER)).isEqualTo(dossier(gezien.size()));
        assertThat(((TextMessage) m).getText()).isEqualTo(inhoud(id));
      }
      assertThat(gezien).as("each once, in order").isEqualTo(ids);
      Map<UUID, Integer> records = records(jms);
      assertThat(records).as("one record for each").hasSize(AANTAL);
      assertThat(records.values()).containsOnly(1);
    } finally {
      verbinding.destroy();
      broker.destroy();
    }
  }

  /**
   * How often a record says that the event was laid ready again, each with the hash of its body.
   */
  private static Map<UUID, Integer> records(JmsTemplate jms) throws Exception {
    ObjectMapper json = new ObjectMapper();
    Map<UUID, Integer> records = new HashMap<>();
    for (Message m = jms.receive("berichtenlog"); m != null; m = jms.receive("berichtenlog")) {
      String tekst = new String(m.getBody(byte[].class), StandardCharsets.UTF_8);
      assertThat(m).isInstanceOf(BytesMessage.class);
      JsonNode gelezen = json.readTree(tekst);
      for (JsonNode regel : gelezen.isArray() ? gelezen : List.of(gelezen)) {
        if (regel.path("stap").asText().equals(Stap.KLAARGEZET.name())) {
          UUID id = UUID.fromString(regel.path("berichtId").asText());
          assertThat(regel.path("inhoudHash").asText()).isEqualTo(Inhoudhash.van(inhoud(id)));
          records.merge(id, 1, Integer::sum);
        }
      }
    }
    return records;
  }

  private UUID geef() {
    Heraanbodproef motor =
        new Heraanbodproef(
            new Partners(List.of(CJIB)),
            jdbc,
            null,
            new Brokertransactie(new TransactionTemplate()),
            regel -> {},
            Long.MAX_VALUE);
    Heraanbod opdracht =
        motor.geef(
            new Heraanbod.Keuze("cjib", null, null, null, null, null, null, false, true),
            "cjib",
            PORTIE);
    return opdracht.id();
  }

  /**
   * @param commits after which it ends by itself between broker and table; 0 for never
   * @param aangeboden after which it is killed from outside
   * @return how it ended
   */
  private int leef(int commits, int aangeboden) throws Exception {
    Path uitvoer = uitvoermap.resolve("leven-%d-%d.txt".formatted(commits, aangeboden));
    Process leven =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Heraanbodleven.class.getName(),
                map.toString(),
                Testdatabase.url(),
                Testdatabase.geheim(),
                Integer.toString(commits))
            .redirectErrorStream(true)
            .redirectOutput(uitvoer.toFile())
            .start();
    try {
      if (aangeboden == Integer.MAX_VALUE) {
        assertThat(leven.waitFor(60, TimeUnit.MINUTES)).as(Files.readString(uitvoer)).isTrue();
        return leven.exitValue();
      }
      await()
          .atMost(Duration.ofMinutes(60))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> !leven.isAlive() || gedaan() >= aangeboden);
      assertThat(leven.isAlive()).as("killed at work: %s", Files.readString(uitvoer)).isTrue();
      int einde = leven.destroyForcibly().waitFor();
      assertThat(gedaan()).as("not done yet").isLessThan(AANTAL);
      return einde;
    } finally {
      leven.destroyForcibly();
    }
  }

  private int gedaan() {
    return jdbc.sql("select count(*) from heraanbod_bericht where uitkomst = 'aangeboden'")
        .query(Integer.class)
        .single();
  }

  private List<UUID> legBevestigd() {
    List<UUID> ids = new ArrayList<>();
    List<LogRegel> regels = new ArrayList<>();
    LogSchrijver schrijver = new LogSchrijver(Testdatabase.bron());
    for (long nummer = 1; nummer <= AANTAL; nummer++) {
      BerichtId id = BerichtId.nieuw(TOEN.plusMillis(nummer));
      ids.add(id.value());
      Termijnproef.leg(jdbc, CJIB, id.value(), nummer, id.value(), TOEN);
      regels.add(
          regel(Stap.GEPUBLICEERD, id, nummer)
              .route("shape-for-beperkt", Map.of())
              .inhoud("application/xml", inhoud(id.value()))
              .bouw());
      regels.add(
          regel(Stap.KLAARGEZET, id, nummer)
              .partner("cjib", nummer)
              .inhoudVanEerder("application/xml", inhoud(id.value()))
              .bouw());
      if (regels.size() >= 1000 || nummer == AANTAL) {
        schrijver.schrijf(regels);
        regels.clear();
      }
    }
    jdbc.sql("update levering set uitkomst = 'geaccepteerd', bevestigd = now()").update();
    return ids;
  }

  private static LogRegelBouwer regel(Stap stap, BerichtId id, long nummer) {
    return new LogRegelBouwer(stap, id, TOEN)
        .gebeurtenistype(TYPE)
        .bron("beslagregister")
        .dossier(dossier(nummer));
  }

  /** A hundred dossiers. */
  private static String dossier(long nummer) {
    return "%064x".formatted(nummer % 100);
  }

  private static String inhoud(UUID id) {
    return "<Gebeurtenis><id>" + id + "</id></Gebeurtenis>";
  }
}
