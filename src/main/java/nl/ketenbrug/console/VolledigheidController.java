package nl.ketenbrug.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Volledigheid;
import nl.ketenbrug.operations.Handtekening;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The signed statement of what a partner got on a day. */
@RestController
class VolledigheidController {

  private final Partners partners;
  private final Volledigheid volledigheid;
  private final Handtekening handtekening;
  private final ObjectMapper json;

  VolledigheidController(
      Partners partners, Volledigheid volledigheid, Handtekening handtekening, ObjectMapper json) {
    this.partners = partners;
    this.volledigheid = volledigheid;
    this.handtekening = handtekening;
    this.json = json;
  }

  /**
   * @param handtekening JWS in compact form over {@code verklaring}, which it holds as its payload;
   *     what is checked is that payload
   */
  record Ondertekend(Volledigheid.Verklaring verklaring, String handtekening) {}

  /** A JWK set (RFC 7517). */
  record Sleutels(List<Map<String, Object>> keys) {}

  @GetMapping("/api/v1/volledigheid/{dag}")
  Ondertekend van(@PathVariable LocalDate dag, Authentication wie) throws JsonProcessingException {
    String afnemer = Toegang.eigen(partners, wie).code();
    Momenten.controleer("dag", dag);
    if (dag.isAfter(volledigheid.vandaag())) {
      throw Problemen.parameter("dag", "die dag moet nog komen");
    }
    Volledigheid.Verklaring verklaring = volledigheid.van(afnemer, dag);
    return new Ondertekend(
        verklaring, handtekening.onderteken(json.writeValueAsString(verklaring)));
  }

  @GetMapping("/api/v1/volledigheid/sleutels")
  Sleutels sleutels() {
    return new Sleutels(List.of(handtekening.openbareSleutel()));
  }
}
