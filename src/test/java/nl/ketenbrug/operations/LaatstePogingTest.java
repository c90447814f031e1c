package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.dossier.Bronuitval;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.message.MotorStopt;
import nl.ketenbrug.message.WachtOpEerder;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the error handling in the routes does with a message at its last attempt. */
class LaatstePogingTest {

  private static final Duration BRON_WEG = Duration.ofHours(36);
  private static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00Z");
  private static final Dossiersleutel DOSSIER = new Dossiersleutel("ab".repeat(32));
  private static final BerichtId EERSTE = BerichtId.nieuw(BEGIN);
  private static final BerichtId TWEEDE = BerichtId.nieuw(BEGIN.plusSeconds(1));
  private static final RuntimeException WEG =
      new BronNietBereikbaar("brp", "Bron brp is niet bereikbaar", null);

  /** Stands in for the bean of that name. */
  public static class Parkeerder extends Parkeren {
    private final List<String> gedaan = new ArrayList<>();

    Parkeerder() {
      super(null, null, null, null, null, null, null, null);
    }

    @Override
    public void mislukt(Exchange exchange) {
      gedaan.add("mislukt");
    }

    @Override
    public void parkeer(Exchange exchange) {
      gedaan.add("geparkeerd");
    }
  }

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Parkeerder parkeerder = new Parkeerder();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private Duration verder = Duration.ZERO;
  private RuntimeException fout;

  @BeforeEach
  void start() throws Exception {
    jdbc.sql("delete from wacht_op_bron").update();
    camel.addComponent("jms", new SedaComponent());
    camel.getRegistry().bind("parkeren", parkeerder);
    camel.getRegistry().bind("bronwacht", bronwacht());
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(
            ResourceHelper.fromString(
                "error-handling.camel.yaml",
                Files.readString(Path.of("routes/error-handling.camel.yaml"))));
    for (String route : List.of("enrich-gebeurtenis", "andere-route")) {
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:" + route)
                  .routeConfigurationId("park-refused")
                  .routeId(route)
                  .process(
                      exchange -> {
                        throw fout;
                      });
            }
          });
    }
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
    jdbc.sql("delete from wacht_op_bron").update();
  }

  private Bronwacht bronwacht() {
    return new Bronwacht(uitval(), parkeerder, new ParkeerSettings(9, BRON_WEG), klok());
  }

  private Bronuitval uitval() {
    return Voorraad.bronuitval(jdbc, klok());
  }

  private Clock klok() {
    return new Clock() {
      @Override
      public Instant instant() {
        return BEGIN.plus(verder);
      }

      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Test
  void aMessageThatArrivesAtItsLastAttemptWhileTheEngineStopsIsNotSetApart() {
    for (String route : List.of("enrich-gebeurtenis", "andere-route")) {
      parkeerder.gedaan.clear();
      bied(route, EERSTE, 9, new MotorStopt());
      assertThat(parkeerder.gedaan).containsExactly("mislukt", "teruggedraaid");
      parkeerder.gedaan.clear();
      bied(route, EERSTE, 8, new IllegalStateException("iets anders"));
      bied(route, EERSTE, 9, new IllegalStateException("iets anders"));
      assertThat(parkeerder.gedaan).containsExactly("mislukt", "teruggedraaid", "geparkeerd");
    }
  }

  /** A day and a half at five minutes each, and nine records of it. */
  @Test
  void whatWaitsForASourceIsOfferedUntilTheLimitAndIsNotOnRecordEachTime() {
    int poging = 1;
    for (; poging <= 432; poging++) {
      bied("enrich-gebeurtenis", EERSTE, poging, WEG);
      verder = Duration.ofMinutes(5L * poging);
    }
    assertThat(tel("teruggedraaid")).isEqualTo(432);
    assertThat(tel("mislukt")).as("1, 2, 4 ... 256").isEqualTo(9);
    assertThat(tel("geparkeerd")).isZero();
    assertThat(bronwacht().stand())
        .singleElement()
        .satisfies(
            stand -> {
              assertThat(stand.bron()).isEqualTo("brp");
              assertThat(stand.berichten()).isEqualTo(1);
              assertThat(stand.sinds()).isEqualTo(BEGIN);
            });

    bied("enrich-gebeurtenis", EERSTE, poging, WEG);
    assertThat(tel("geparkeerd")).as("after a day and a half").isEqualTo(1);
    assertThat(bronwacht().stand()).isEmpty();

    bied("enrich-gebeurtenis", EERSTE, 1, WEG);
    assertThat(tel("geparkeerd")).as("released it waits anew").isEqualTo(1);
  }

  @Test
  void whatFollowsInTheDossierOfOneThatWaitsIsNotSetApartEither() {
    bied("enrich-gebeurtenis", EERSTE, 1, WEG);
    for (int poging = 1; poging <= 20; poging++) {
      bied("enrich-gebeurtenis", TWEEDE, poging, new WachtOpEerder());
    }
    assertThat(tel("geparkeerd")).isZero();
    assertThat(bronwacht().stand())
        .singleElement()
        .satisfies(stand -> assertThat(stand.berichten()).isEqualTo(2));

    uitval().wachtNietMeer(EERSTE);
    for (int poging = 21; poging <= 28; poging++) {
      bied("enrich-gebeurtenis", TWEEDE, poging, new WachtOpEerder());
    }
    assertThat(tel("geparkeerd")).as("it was set apart: eight attempts").isZero();
    bied("enrich-gebeurtenis", TWEEDE, 29, new WachtOpEerder());
    assertThat(tel("geparkeerd")).isEqualTo(1);
  }

  @Test
  void anotherFaultAfterALongWaitHasAllItsAttempts() {
    for (int poging = 1; poging <= 20; poging++) {
      bied("enrich-gebeurtenis", EERSTE, poging, WEG);
    }
    for (int poging = 21; poging <= 28; poging++) {
      bied("enrich-gebeurtenis", EERSTE, poging, new IllegalStateException("iets anders"));
    }
    assertThat(tel("geparkeerd")).isZero();
    bied("enrich-gebeurtenis", EERSTE, 29, new IllegalStateException("iets anders"));
    assertThat(tel("geparkeerd")).isEqualTo(1);
  }

  @Test
  void onAnotherRouteNothingWaitsForASource() {
    bied("andere-route", EERSTE, 9, WEG);
    assertThat(parkeerder.gedaan).containsExactly("geparkeerd");
  }

  /** The broker offers this queue without end, so that one that kills its engine must be seen. */
  @Test
  void whatNeverCameToTheEndOfAnAttemptIsSetApart() {
    for (int poging = 1; poging <= 30; poging++) {
      bied("enrich-gebeurtenis", EERSTE, poging, WEG);
    }
    assertThatCode(() -> bronwacht().begin(exchange(EERSTE, 50))).doesNotThrowAnyException();
    assertThatThrownBy(() -> bronwacht().begin(exchange(EERSTE, 51)))
        .isInstanceOfSatisfying(
            GeweigerdBericht.class, e -> assertThat(e.code()).isEqualTo("pogingen-op"));
    assertThatCode(() -> bronwacht().begin(exchange(TWEEDE, 20))).doesNotThrowAnyException();
    assertThatThrownBy(() -> bronwacht().begin(exchange(TWEEDE, 21)))
        .isInstanceOf(GeweigerdBericht.class);
  }

  private Exchange exchange(BerichtId bericht, int poging) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.getExchangeExtension().setFromRouteId("enrich-gebeurtenis");
    exchange.getMessage().setHeader("JMSXDeliveryCount", poging);
    exchange.getMessage().setHeader(Koppen.BERICHT_ID, bericht.toString());
    return exchange;
  }

  private void bied(String route, BerichtId bericht, int poging, RuntimeException oorzaak) {
    fout = oorzaak;
    Exchange uit =
        camel
            .createProducerTemplate()
            .send(
                "direct:" + route,
                in -> {
                  in.getMessage().setHeader("JMSXDeliveryCount", poging);
                  in.getMessage().setHeader(Koppen.BERICHT_ID, bericht.toString());
                  in.getMessage().setHeader(Koppen.DOSSIER, DOSSIER.value());
                });
    if (uit.getException() != null) {
      parkeerder.gedaan.add("teruggedraaid");
    }
  }

  private long tel(String wat) {
    return parkeerder.gedaan.stream().filter(wat::equals).count();
  }
}
