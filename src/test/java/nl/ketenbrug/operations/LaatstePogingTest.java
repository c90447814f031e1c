package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.message.MotorStopt;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** What the error handling in the routes does with a message at its last attempt. */
class LaatstePogingTest {

  /** Stands in for the bean of that name. */
  public static final class Parkeerder {
    private final List<String> gedaan = new ArrayList<>();

    public void mislukt(Exchange exchange) {
      gedaan.add("mislukt");
    }

    public void parkeer(Exchange exchange) {
      gedaan.add("geparkeerd");
    }
  }

  @Test
  void aMessageThatArrivesAtItsLastAttemptWhileTheEngineStopsIsNotSetApart() throws Exception {
    assertThat(bijLaatstePoging(new MotorStopt())).containsExactly("mislukt", "teruggedraaid");
    assertThat(bijLaatstePoging(new IllegalStateException("iets anders")))
        .containsExactly("geparkeerd");
  }

  private static List<String> bijLaatstePoging(RuntimeException fout) throws Exception {
    Parkeerder parkeerder = new Parkeerder();
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.getPropertiesComponent().addInitialProperty("ketenbrug.parkeren.pogingen", "9");
      camel.addComponent("jms", new SedaComponent());
      camel.getRegistry().bind("parkeren", parkeerder);
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              ResourceHelper.fromString(
                  "error-handling.camel.yaml",
                  Files.readString(Path.of("routes/error-handling.camel.yaml"))));
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:proef")
                  .routeConfigurationId("park-refused")
                  .routeId("proef")
                  .throwException(fout);
            }
          });
      camel.start();
      Exchange uit =
          camel
              .createProducerTemplate()
              .send("direct:proef", in -> in.getMessage().setHeader("JMSXDeliveryCount", 9));
      if (uit.getException() != null) {
        parkeerder.gedaan.add("teruggedraaid");
      }
    }
    return parkeerder.gedaan;
  }
}
