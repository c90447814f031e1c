package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Termijnproef;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.operations.Termijnleven.Einde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/**
 * The keeper of terms killed between its steps, with its broker: in the end each event stands in
 * one place, with one record, and the partner is told.
 */
class TermijnwachterKillTest {

  private static final Partner CJIB = TermijnwachterTest.CJIB;
  private static final int AANTAL = 3;
  private static final Instant BEGIN = Instant.parse("2026-11-02T09:00:00Z");
  private static final Instant GEWAARSCHUWD = Instant.parse("2026-11-05T09:00:00Z");
  private static final Instant OM = Instant.parse("2026-11-20T09:00:00Z");

  @TempDir private Path map;
  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());

  @Test
  void killedBetweenItsStepsItLosesNothingAndTellsWhoMustKnow() throws Exception {
    for (String tabel :
        List.of("levering", "leveringsmelding", "abonnement_stand", "abonnement_keuze")) {
      jdbc.sql("delete from " + tabel).update();
    }
    Termijnproef.vrij(jdbc);
    List<UUID> berichten = metBroker(this::leg);

    leef(Einde.VOOR_DE_BROKER);
    assertThat(uitkomsten()).as("nothing is claimed").containsOnly("open");
    leef(Einde.NA_DE_BROKER);
    assertThat(uitkomsten()).as("the broker was first").containsOnly("open");
    leef(Einde.NA_DE_MELDING);
    assertThat(uitkomsten()).containsOnly("verlopen");

    metBroker(
        (jms, verbinding) -> {
          Termijnproef.vrij(jdbc);
          Termijnleven.proef(Testdatabase.bron(), verbinding, OM, null).ronde();

          assertThat(op(jms, CJIB.queue())).isEmpty();
          assertThat(op(jms, "verlopen")).containsExactlyInAnyOrderElementsOf(berichten);
          assertThat(records(jms)).containsExactlyInAnyOrderElementsOf(berichten);
          assertThat(meldingen(jms))
              .as("a notice that is sent again has the id that it had")
              .hasSizeGreaterThan(1)
              .containsOnly(meldingen(jms).get(0));
          return null;
        });
  }

  private interface Werk<T> {
    T doe(JmsTemplate jms, CachingConnectionFactory verbinding) throws Exception;
  }

  private <T> T metBroker(Werk<T> werk) throws Exception {
    EmbeddedBroker broker = Testbroker.start(map, Map.of());
    CachingConnectionFactory verbinding =
        new JmsConfiguration().connectionFactory(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    try {
      JmsTemplate jms = new JmsTemplate(verbinding);
      jms.setReceiveTimeout(500);
      return werk.doe(jms, verbinding);
    } finally {
      verbinding.destroy();
      broker.destroy();
    }
  }

  private List<UUID> leg(JmsTemplate jms, CachingConnectionFactory verbinding) {
    Brokerbeheer beheer = new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    beheer.multicast("gebeurtenis.beperkt");
    beheer.queue(CJIB.queue());
    beheer.queue("parkeer.deliver-to-" + CJIB.code());
    beheer.abonnement("gebeurtenis.beperkt", CJIB.wachtrij(), CJIB.filter(Set.of("nl.x.y")));
    List<UUID> berichten = new ArrayList<>();
    for (long nummer = 1; nummer <= AANTAL; nummer++) {
      UUID id = BerichtId.nieuw(BEGIN.plusMillis(nummer)).value();
      long volgnummer = nummer;
      Termijnproef.leg(jdbc, CJIB, id, nummer, id, BEGIN);
      jms.send(
          CJIB.queue(),
          session -> {
            TextMessage message = session.createTextMessage("<x/>");
            message.setStringProperty(Koppen.BERICHT_ID, id.toString());
            message.setStringProperty(Koppen.CORRELATIE_ID, id.toString());
            message.setLongProperty(Koppen.VOLGNUMMER, volgnummer);
            return message;
          });
      berichten.add(id);
    }
    UUID melding = BerichtId.nieuw(GEWAARSCHUWD).value();
    jdbc.sql(
            """
            update levering set gewaarschuwd = :toen, laatste_dag = '2026-11-09', waarschuwing = :melding""")
        .param("toen", java.sql.Timestamp.from(GEWAARSCHUWD))
        .param("melding", melding)
        .update();
    Termijnproef.leg(jdbc, CJIB, melding, AANTAL + 1, melding, GEWAARSCHUWD);
    jdbc.sql("update levering set uitkomst = 'geaccepteerd' where bericht_id = :id")
        .param("id", melding)
        .update();
    return berichten;
  }

  private void leef(Einde einde) throws Exception {
    // As when the lease of the one before is over.
    Termijnproef.bezet(jdbc, Duration.ofMinutes(-1));
    Path uitvoer = map.resolveSibling(einde + ".txt");
    Process leven =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Termijnleven.class.getName(),
                map.toString(),
                Testdatabase.url(),
                Testdatabase.geheim(),
                OM.toString(),
                einde.name())
            .redirectErrorStream(true)
            .redirectOutput(uitvoer.toFile())
            .start();
    try {
      assertThat(leven.waitFor(5, TimeUnit.MINUTES)).as("it ended").isTrue();
      assertThat(leven.exitValue()).as(Files.readString(uitvoer)).isEqualTo(Termijnleven.GEVELD);
    } finally {
      leven.destroyForcibly();
    }
  }

  private List<String> uitkomsten() {
    return jdbc.sql("select coalesce(uitkomst, 'open') from levering where volgnummer <= :aantal")
        .param("aantal", AANTAL)
        .query(String.class)
        .list();
  }

  private static List<UUID> op(JmsTemplate jms, String wachtrij) {
    return jms.browse(
        wachtrij,
        (session, browser) -> {
          List<UUID> ids = new ArrayList<>();
          for (Object een : Collections.list(browser.getEnumeration())) {
            ids.add(UUID.fromString(((Message) een).getStringProperty(Koppen.BERICHT_ID)));
          }
          return ids;
        });
  }

  private static List<String> meldingen(JmsTemplate jms) {
    return jms.browse(
        "gebeurtenis.beperkt::" + CJIB.wachtrij(),
        (session, browser) -> {
          List<String> ids = new ArrayList<>();
          for (Object een : Collections.list(browser.getEnumeration())) {
            ids.add(((Message) een).getStringProperty(Koppen.BERICHT_ID));
          }
          return ids;
        });
  }

  /** The events of which a record says that they expired, as often as one does. */
  private static List<UUID> records(JmsTemplate jms) throws Exception {
    List<UUID> gevonden = new ArrayList<>();
    var json = new com.fasterxml.jackson.databind.ObjectMapper();
    Message message;
    while ((message = jms.receive("berichtenlog")) != null) {
      String tekst =
          new String(((BytesMessage) message).getBody(byte[].class), StandardCharsets.UTF_8);
      var regel = json.readTree(tekst);
      for (var een : regel.isArray() ? regel : List.of(regel)) {
        if (een.get("stap").asText().equalsIgnoreCase("verlopen")) {
          gevonden.add(UUID.fromString(een.get("berichtId").asText()));
        }
      }
    }
    return gevonden;
  }
}
