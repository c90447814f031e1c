package nl.ketenbrug.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.message.Bsn;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** What the BRP Update API is asked and how its answers are read; the route is played. */
class VolgindicatieclientTest {

  private static final String BRON = "brp-update";
  private static final Bsn BSN = new Bsn("999958379");

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final List<String> gevraagd = new ArrayList<>();
  private final MockEnvironment instellingen = new MockEnvironment();
  private Volgindicatieclient client;
  private String antwoord = "{}";
  private int status = 200;

  @BeforeEach
  void start() throws Exception {
    Bron bron =
        new YAMLMapper().readValue(Path.of("config/sources/brp-update.yaml").toFile(), Bron.class);
    client =
        new Volgindicatieclient(
            camel.createProducerTemplate(),
            new Bronnen(List.of(bron)),
            instellingen,
            new ObjectMapper());
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:look-up-volgindicatie-brp-update")
                .process(VolgindicatieclientTest.this::speel);
          }
        });
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private void speel(Exchange exchange) {
    gevraagd.add(
        "%s %s %s %s"
            .formatted(
                exchange.getMessage().getHeader(Exchange.HTTP_METHOD),
                exchange.getMessage().getHeader(Exchange.HTTP_PATH),
                exchange.getMessage().getHeader(Exchange.HTTP_QUERY),
                exchange.getMessage().getBody(String.class)));
    client.controleer(BRON, status);
    exchange.getMessage().setBody(antwoord);
  }

  @Test
  void tellsWhomWeFollowAndAsksWhoChanged() {
    antwoord = "{\"burgerservicenummers\": [\"999958379\", \"999958378\"]}";

    client.plaats(BRON, BSN, Map.of());
    client.beeindig(BRON, BSN, LocalDate.of(2026, 12, 21), Map.of());

    assertThat(client.wijzigingen(BRON, LocalDate.of(2026, 12, 20), Map.of()))
        .as("what is no number is nobody")
        .containsExactly(BSN);
    assertThat(gevraagd)
        .containsExactly(
            "PUT /volgindicaties/999958379 null {}",
            "PUT /volgindicaties/999958379 null {\"einddatum\":\"2026-12-21\"}",
            "GET /wijzigingen vanaf=2026-12-20 {\"vanaf\":\"2026-12-20\"}");
  }

  @Test
  void aStatusSaysWhetherTryingAgainHelpsAndNoTextNamesThePerson() {
    for (int later : List.of(429, 500, 503)) {
      status = later;
      assertThatThrownBy(() -> client.plaats(BRON, BSN, Map.of()))
          .isInstanceOf(BronNietBereikbaar.class)
          .hasMessageContaining(String.valueOf(later))
          .hasMessageNotContaining("9999");
    }
    status = 403;
    assertThatThrownBy(() -> client.plaats(BRON, BSN, Map.of()))
        .isInstanceOfSatisfying(
            Bronweigering.class, e -> assertThat(e.code()).isEqualTo("bron-niet-gerechtigd"));
    status = 400;
    assertThatThrownBy(() -> client.plaats(BRON, BSN, Map.of()))
        .isInstanceOfSatisfying(
            Bronweigering.class, e -> assertThat(e.code()).isEqualTo("bron-weigert-vraag"))
        .hasMessageNotContaining("9999");
  }

  @Test
  void anAnswerThatIsNoListIsAskedForAgain() {
    for (String onzin :
        List.of(
            "{",
            "{}",
            "[]",
            "{\"burgerservicenummers\": \"999958379\"}",
            "{\"burgerservicenummers\": [\"123\"]}",
            "{\"burgerservicenummers\": [\"999958379\", null]}",
            "{\"burgerservicenummers\": [999958379]}",
            "{\"burgerservicenummers\": [{\"burgerservicenummer\": \"999958379\"}]}")) {
      antwoord = onzin;
      assertThatThrownBy(() -> client.wijzigingen(BRON, LocalDate.EPOCH, Map.of()))
          .as(onzin)
          .isInstanceOf(BronNietBereikbaar.class)
          .hasMessageNotContaining("9999");
    }
  }

  @Test
  void withoutAnAddressItIsNotUsed() {
    assertThat(client.heeftAdres(BRON)).isFalse();
    instellingen.setProperty("ketenbrug.bron.brp-update.adres", "http://127.0.0.1:1/x");
    assertThat(client.heeftAdres(BRON)).isTrue();
  }
}
