package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.operations.Testdatabase;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which determination is in force, on a real database, by the example of the event. */
class BvvstandhouderTest {

  private static final String DOSSIER =
      "1f0c9a6e5b7d42380e91c4d7aa56b3f82d6409e71c35fb80a94e2d1760bc5f38";
  private static final BerichtId ZELF = BerichtId.of("019a9c00-0040-7a11-8b22-000000000040");
  private static final BerichtId VORIGE = BerichtId.of("019a9000-0030-7a11-8b22-000000000030");
  private static final BerichtId ANDER = BerichtId.of("019a9c00-0041-7a11-8b22-000000000041");

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Voorraad voorraad =
      new Voorraad(
          jdbc, "geheim-van-de-proef-met-32-tekens-01", "geheim-van-de-proef-met-32-tekens-02");

  @BeforeEach
  void oneAttachmentRuns() {
    for (String tabel : new String[] {"bvv_stand", "schuldenaar", "partij", "beslag"}) {
      jdbc.sql("delete from " + tabel).update();
    }
    jdbc.sql("insert into beslag values ('R-1', :dossier, 'lopend', null, now())")
        .param("dossier", DOSSIER)
        .update();
  }

  @Test
  void takesADeterminationOverAndKeepsItsInputsOnlyWhereThatIsSet() throws Exception {
    String metInvoer =
        herzien()
            .replace("\"aannames\":[]", "\"invoer\":[{\"naam\":\"leefsituatie\"}],\"aannames\":[]");

    houder(false).neemOver(exchange(metInvoer));

    assertThat(jdbc.sql("select bedrag from bvv_stand").query(Long.class).single())
        .isEqualTo(172254);
    assertThat(jdbc.sql("select bericht_id::text from bvv_stand").query(String.class).single())
        .isEqualTo(ZELF.toString());
    assertThat(invoer()).isNull();

    houder(true).neemOver(exchange(metInvoer));
    assertThat(invoer()).isNotNull();
    assertThat(new String(invoer(), java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("leefsituatie");
  }

  @Test
  void anEventIsOvertakenWhenWhatItReplacesIsNotInForceAnyMore() throws Exception {
    assertThat(houder(false).isIngehaald(exchange(herzien())))
        .as("the determination went with the last attachment")
        .isTrue();

    zet(VORIGE);
    assertThat(houder(false).isIngehaald(exchange(herzien()))).isFalse();
    zet(ZELF);
    assertThat(houder(false).isIngehaald(exchange(herzien())))
        .as("it came before, and comes once more")
        .isFalse();
    zet(ANDER);
    assertThat(houder(false).isIngehaald(exchange(herzien()))).isTrue();
  }

  @Test
  void aFirstDeterminationIsOvertakenWhenThereIsOneOrNoAttachmentRuns() throws Exception {
    String eerste =
        herzien()
            .replaceAll("(?s)<Herziening>.*</Herziening>", "")
            .replace("bvv-herzien", "bvv-vastgesteld");
    assertThat(houder(false).isIngehaald(exchange(eerste))).isFalse();

    houder(false).neemOver(exchange(eerste));
    assertThat(houder(false).isIngehaald(exchange(eerste))).as("it comes once more").isFalse();
    jdbc.sql("update bvv_stand set bericht_id = :ander").param("ander", ANDER.value()).update();
    assertThat(houder(false).isIngehaald(exchange(eerste))).isTrue();
    jdbc.sql("delete from bvv_stand").update();
    jdbc.sql("update beslag set status = 'beeindigd'").update();
    assertThat(houder(false).isIngehaald(exchange(eerste))).isTrue();
  }

  @Test
  void aTermThatIsOverComesFromNoRecalculationAndChangesNothing() throws Exception {
    zet(VORIGE);
    Exchange verstreken =
        exchange(Files.readString(Path.of("transforms/canonical/examples/termijn-verstreken.xml")));
    verstreken
        .getMessage()
        .setHeader(Koppen.GEBEURTENISTYPE, "nl.beslagvrijevoet.termijn-verstreken");

    houder(false).neemOver(verstreken);

    assertThat(voorraad.standen().bericht(new Dossiersleutel(DOSSIER))).contains(VORIGE);
  }

  private void zet(BerichtId bericht) throws Exception {
    houder(false).neemOver(exchange(herzien()));
    jdbc.sql("update bvv_stand set bericht_id = :bericht")
        .param("bericht", bericht.value())
        .update();
  }

  private byte[] invoer() {
    return jdbc.sql("select invoer from bvv_stand")
        .query((rij, nummer) -> java.util.Optional.ofNullable(rij.getBytes(1)))
        .single()
        .orElse(null);
  }

  private Bvvstandhouder houder(boolean bewaren) {
    return new Bvvstandhouder(
        voorraad.standen(),
        voorraad.opDossiers((dossiers, schuldenaren, coordinatoren) -> dossiers),
        Voorraad.herzieningen(jdbc, Clock.systemUTC()),
        new HerzieningSettings(
            bewaren,
            20,
            100,
            400,
            5000,
            500,
            60_000,
            10_000,
            6,
            Duration.ofDays(1),
            Period.ofMonths(3)),
        new ObjectMapper());
  }

  private static String herzien() throws Exception {
    return Files.readString(Path.of("transforms/canonical/examples/bvv-herzien.xml"));
  }

  private static Exchange exchange(String body) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setBody(body);
    return exchange;
  }
}
