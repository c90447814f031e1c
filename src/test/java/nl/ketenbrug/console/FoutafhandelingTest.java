package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.JMSException;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import nl.ketenbrug.Gezegd;
import org.apache.catalina.connector.ClientAbortException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.jms.UncategorizedJmsException;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

class FoutafhandelingTest {

  private final ObjectMapper json = Jackson2ObjectMapperBuilder.json().build();
  private final MockMvc mvc =
      MockMvcBuilders.standaloneSetup(new Breekbaar())
          .setControllerAdvice(new Foutafhandeling(new Foutantwoord(json)))
          .build();

  @Test
  void tellsNothingOfTheInsideWhenSomethingUnexpectedBreaks() throws Exception {
    String antwoord =
        mvc.perform(get("/api/kapot"))
            .andExpect(status().isInternalServerError())
            .andExpect(content().contentType("application/problem+json"))
            .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:interne-fout"))
            .andReturn()
            .getResponse()
            .getContentAsString();

    assertThat(antwoord).doesNotContain("geheim", "Exception", "nl.ketenbrug").contains("kenmerk");
  }

  @Test
  void saysThatTheStoreIsAwayWhenTheDatabaseIs() throws Exception {
    mvc.perform(get("/api/opslag"))
        .andExpect(status().isServiceUnavailable())
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:tijdelijk-niet-beschikbaar"));
  }

  /** A client waits on 503 and gives up on 500. */
  @ParameterizedTest
  @ValueSource(strings = {"/api/broker", "/api/transactie"})
  void saysThatItIsAwayWhenTheBrokerIs(String adres) throws Exception {
    mvc.perform(get(adres))
        .andExpect(status().isServiceUnavailable())
        .andExpect(content().contentType("application/problem+json"))
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:tijdelijk-niet-beschikbaar"))
        .andExpect(content().string(not(containsString("geheim"))));
  }

  /** Who polls asks each second. */
  @ParameterizedTest
  @ValueSource(strings = {"/api/opslag", "/api/broker", "/api/transactie"})
  void whatIsAwayIsOneLineForEachRequestWithoutAStack(String adres) throws Exception {
    assertThat(regel(adres).getThrowableProxy()).isNull();
  }

  @Test
  void aRequestThatWasCutOffIsOneLineAndNoFaultOfOurs() throws Exception {
    ILoggingEvent regel = regel("/api/afgebroken");

    assertThat(regel.getThrowableProxy()).isNull();
    assertThat(regel.getFormattedMessage())
        .startsWith("verzoek-ongeldig: ")
        .contains("ClientAbortException <- EOFException")
        .doesNotContain("geheim");
    mvc.perform(get("/api/afgebroken")).andExpect(status().isBadRequest());
  }

  @Test
  void whatNobodyForesawKeepsItsStack() throws Exception {
    assertThat(regel("/api/kapot").getThrowableProxy()).isNotNull();
  }

  private ILoggingEvent regel(String adres) throws Exception {
    try (Gezegd gezegd = Gezegd.door(Foutafhandeling.class)) {
      mvc.perform(get(adres));
      List<ILoggingEvent> regels =
          gezegd.regels().stream().filter(regel -> regel.getLevel() != Level.DEBUG).toList();
      assertThat(regels).hasSize(1);
      return regels.get(0);
    }
  }

  @Test
  void passesOnTheProblemThatAControllerStatesItself() throws Exception {
    mvc.perform(get("/api/eigen"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().contentType("application/problem+json"))
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:schema-ongeldig"))
        .andExpect(jsonPath("$.detail").value("Element ontbreekt."))
        .andExpect(jsonPath("$.regel").value(12));
  }

  @Test
  void replacesAReasonThatWasNotMeantForOutside() throws Exception {
    mvc.perform(get("/api/reden"))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:verzoek-geweigerd"))
        .andExpect(jsonPath("$.detail").value("Het verzoek is geweigerd."));
  }

  @Test
  void refusesABodyOfAnotherMediaTypeOrThatCannotBeRead() throws Exception {
    mvc.perform(post("/api/json").contentType(MediaType.TEXT_PLAIN).content("x"))
        .andExpect(status().isUnsupportedMediaType())
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:mediatype-niet-ondersteund"));
    mvc.perform(post("/api/json").contentType(MediaType.APPLICATION_JSON).content("{kapot"))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.type").value("urn:ketenbrug:fout:verzoek-ongeldig"));
  }

  @RestController
  static class Breekbaar {

    @GetMapping("/api/kapot")
    String kapot() {
      throw new IllegalStateException("geheim van binnen");
    }

    @GetMapping("/api/opslag")
    String opslag() {
      throw new DataAccessResourceFailureException("geheim adres");
    }

    @GetMapping("/api/afgebroken")
    String afgebroken() throws IOException {
      throw new ClientAbortException("geheim", new EOFException("geheim"));
    }

    @GetMapping("/api/broker")
    String broker() {
      throw new UncategorizedJmsException(new JMSException("geheim adres"));
    }

    @GetMapping("/api/transactie")
    String transactie() {
      throw new CannotCreateTransactionException(
          "Could not create JMS transaction", new JMSException("geheim adres"));
    }

    @GetMapping("/api/eigen")
    String eigen() {
      ProblemDetail probleem =
          ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_ENTITY, "Element ontbreekt.");
      probleem.setType(URI.create("urn:ketenbrug:fout:schema-ongeldig"));
      probleem.setProperty("regel", 12);
      throw new ErrorResponseException(HttpStatus.UNPROCESSABLE_ENTITY, probleem, null);
    }

    @GetMapping("/api/reden")
    String reden() {
      throw new ResponseStatusException(HttpStatus.CONFLICT, "geheim van binnen");
    }

    @PostMapping(path = "/api/json", consumes = MediaType.APPLICATION_JSON_VALUE)
    Map<String, String> json(@RequestBody Map<String, String> inhoud) {
      return inhoud;
    }
  }
}
