package nl.ketenbrug.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jms.UncategorizedJmsException;

/** What an open circuit of a source does, in the routes as they are. */
class OnderbrekerTest {

  private static final RuntimeException NEE =
      new Bronweigering("proef", "antwoord-json-niet-geldig", "een nieuwe versie");
  private static final RuntimeException WEG =
      new BronNietBereikbaar("proef", "Bron proef is niet bereikbaar", null);

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final List<String> opgeschreven = new CopyOnWriteArrayList<>();
  private RuntimeException fout;
  private RuntimeException logfout;
  private int gevraagd;
  private int tijdslimiet = 5000;
  private int logduur;
  private int vraagduur;

  /** Stands in for the beans of the route that look at question and answer. */
  public static final class Toets {
    public void onthoud() {}

    public void controleer(String body, String schema) {}

    public void bekijk(Exchange exchange, String bron) {}

    public void toets(Exchange exchange, String bron) {}
  }

  /** Stands in for the clients. */
  public final class Client {
    public String stel(String body, String bron) {
      gevraagd++;
      wacht(vraagduur);
      throw fout;
    }
  }

  /** Stands in for the step of the log, and needs of the exchange what that does. */
  public final class Logboek {
    public void noteerVraag(Exchange exchange) {
      wacht(logduur);
      if (logfout != null) {
        throw logfout;
      }
      opgeschreven.add(
          exchange.getFromRouteId() + " " + exchange.getUnitOfWork().getRoute().getRouteId());
    }
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  /** One whose rights were withdrawn, or who is asked a batch of odd questions, does answer. */
  @ParameterizedTest
  @ValueSource(strings = {"json", "suwinet", "register", "signalen"})
  void whatASourceRefusesLeavesItsCircuitClosed(String soort) throws Exception {
    String route = "look-up-" + soort + "-proef";
    start("look-up-" + soort, route);

    for (int i = 0; i < 15; i++) {
      fout =
          new Bronweigering(
              "proef", i % 2 == 0 ? "bron-niet-gerechtigd" : "bron-weigert-vraag", "nee");
      assertThat(vraag(route)).isSameAs(fout);
    }
    assertThat(gevraagd).isEqualTo(15);
  }

  /** A broker of ours that refuses the record of the question is no fault of the source. */
  @ParameterizedTest
  @ValueSource(strings = {"json", "suwinet", "register", "signalen"})
  void aQuestionThatCannotBePutOnRecordIsNotAskedAndLeavesTheCircuitClosed(String soort)
      throws Exception {
    String route = "look-up-" + soort + "-proef";
    start("look-up-" + soort, route);

    logfout = new UncategorizedJmsException("de broker is weg");
    for (int i = 0; i < 15; i++) {
      assertThat(vraag(route))
          .isInstanceOfSatisfying(
              BronNietBereikbaar.class,
              e -> {
                assertThat(e.code()).isEqualTo("bron-vraag-niet-vastgelegd");
                assertThat(e.isVanDeMotor()).isTrue();
              });
    }
    assertThat(gevraagd).isZero();

    logfout = null;
    fout = WEG;
    assertThat(vraag(route)).isSameAs(WEG);
    assertThat(gevraagd).isOne();
  }

  /** The time of the source begins when it is asked. */
  @ParameterizedTest
  @ValueSource(strings = {"json", "suwinet", "register", "signalen"})
  void aBrokerThatIsSlowWithTheRecordTakesNoTimeOfTheSource(String soort) throws Exception {
    String route = "look-up-" + soort + "-proef";
    tijdslimiet = 700;
    start("look-up-" + soort, route);
    logduur = 1200;
    fout = WEG;
    assertThat(vraag(route)).isSameAs(WEG);

    logduur = 0;
    vraagduur = 1500;
    assertThat(vraag(route)).satisfies(heeftCode("bron-te-laat"));

    vraagduur = 0;
    for (int i = 0; i < 8; i++) {
      assertThat(vraag(route)).isSameAs(WEG);
    }
    assertThat(vraag(route)).as("it counts for ten").satisfies(heeftCode("bron-niet-gevraagd"));
  }

  private static Consumer<Throwable> heeftCode(String code) {
    return fout ->
        assertThat(fout)
            .isInstanceOfSatisfying(
                BronNietBereikbaar.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "suwinet", "register", "signalen"})
  void anOpenCircuitAsksNothingSaysSoAndIsNoLookUpOnRecord(String soort) throws Exception {
    String route = "look-up-" + soort + "-proef";
    start("look-up-" + soort, route);

    for (int i = 0; i < 10; i++) {
      fout = i % 2 == 0 ? NEE : WEG;
      assertThat(vraag(route)).isSameAs(fout);
    }
    for (int i = 0; i < 5; i++) {
      assertThat(vraag(route))
          .isInstanceOfSatisfying(
              BronNietBereikbaar.class,
              e -> {
                assertThat(e.code()).isEqualTo("bron-niet-gevraagd");
                assertThat(e.isVanDeMotor()).as("says nothing to other engines").isTrue();
              })
          .hasMessage("Bron proef gaf te vaak geen bruikbaar antwoord en is nu niet gevraagd");
    }
    assertThat(gevraagd).isEqualTo(10);
    assertThat(opgeschreven).hasSize(10).containsOnly(route + " " + route);
  }

  /** As many as the engine has running at a time: none of them waits for another. */
  @Test
  void manyQuestionsAtOnceHaveTheirTimeEach() throws Exception {
    tijdslimiet = 1500;
    vraagduur = 900;
    fout = WEG;
    String route = "look-up-suwinet-proef";
    start("look-up-suwinet", route);
    ExecutorService vragers = new BronConfiguration().vraagExecutor();

    List<Future<RuntimeException>> vragen = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      vragen.add(vragers.submit(() -> vraag(route)));
    }

    for (Future<RuntimeException> een : vragen) {
      assertThat(een.get(30, TimeUnit.SECONDS)).isSameAs(WEG);
    }
    vragers.shutdown();
  }

  private static void wacht(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private RuntimeException vraag(String route) {
    try {
      camel.createProducerTemplate().requestBody("direct:" + route, "vraag", String.class);
    } catch (CamelExecutionException e) {
      return Bronvragen.vertaal("proef", e.getCause());
    }
    throw new AssertionError("er kwam een antwoord");
  }

  private void start(String sjabloon, String route) throws Exception {
    Onderbreker.bind(camel, "proef", Duration.ofSeconds(60));
    camel.getPropertiesComponent().addInitialProperty("ketenbrug.map", ".");
    camel.addComponent("xslt", new MockComponent());
    for (String naam : List.of("persoonstoets", "schemacontrole", "ruwverloop")) {
      camel.getRegistry().bind(naam, new Toets());
    }
    for (String naam : List.of("jsonClient", "suwinetClient", "registerClient")) {
      camel.getRegistry().bind(naam, new Client());
    }
    camel.getRegistry().bind("logstap", new Logboek());
    camel.getRegistry().bind("vraagtijdExecutor", new BronConfiguration().vraagtijdExecutor());
    for (String bestand :
        List.of(
            "routes/error-handling.camel.yaml", "routes/processing/" + sjabloon + ".camel.yaml")) {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              ResourceHelper.fromString(
                  Path.of(bestand).getFileName().toString(), Files.readString(Path.of(bestand))));
    }
    camel.start();
    TemplatedRouteBuilder.builder(camel, sjabloon)
        .routeId(route)
        .parameter("bron", "proef")
        .parameter("schema", "schema")
        .parameter("vragen", "schema")
        .parameter("tijdslimiet", Integer.toString(tijdslimiet))
        .add();
  }
}
