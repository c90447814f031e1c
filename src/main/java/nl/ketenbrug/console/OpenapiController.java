package nl.ketenbrug.console;

import com.fasterxml.jackson.databind.JsonNode;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The description of the API for everybody, also for a page of another site. */
@RestController
@CrossOrigin(origins = "*")
class OpenapiController {

  private final Openapi openapi;

  OpenapiController(Openapi openapi) {
    this.openapi = openapi;
  }

  @GetMapping(path = "/api/v1/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  JsonNode json() {
    return openapi.document();
  }

  @GetMapping(path = "/api/v1/openapi.yaml", produces = MediaType.APPLICATION_YAML_VALUE)
  String yaml() {
    return openapi.yaml();
  }
}
