package nl.ketenbrug.console;

import java.util.List;
import java.util.UUID;
import nl.ketenbrug.operations.Parkeerplaats;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** An operator sees what was set apart and puts it back when the cause is gone. */
@RestController
class GeparkeerdController {

  private final Parkeerplaats parkeerplaats;

  GeparkeerdController(Parkeerplaats parkeerplaats) {
    this.parkeerplaats = parkeerplaats;
  }

  record Lijst(List<Parkeerplaats.Geparkeerd> geparkeerd) {}

  record Vrijgave(UUID berichtId, String wachtrij) {}

  @GetMapping("/api/v1/geparkeerd")
  Lijst alles() {
    return new Lijst(parkeerplaats.alles());
  }

  @PostMapping("/api/v1/geparkeerd/{id}/vrijgave")
  Vrijgave geefVrij(@PathVariable UUID id, Authentication wie) {
    return parkeerplaats
        .geefVrij(id, wie.getName())
        .map(wachtrij -> new Vrijgave(id, wachtrij))
        .orElseThrow(GeparkeerdController::nietGeparkeerd);
  }

  static ErrorResponseException nietGeparkeerd() {
    return Problemen.fout(
        HttpStatus.NOT_FOUND,
        "niet-geparkeerd",
        "Niet geparkeerd",
        "Er is geen bericht met dit id geparkeerd.");
  }
}
