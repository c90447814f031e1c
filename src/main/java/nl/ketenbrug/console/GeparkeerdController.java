package nl.ketenbrug.console;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.ketenbrug.dossier.Afleidingen.Vast;
import nl.ketenbrug.operations.NietGegeven;
import nl.ketenbrug.operations.NogOnderweg;
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

  /**
   * @param meer whether a parking queue holds more than is shown of it
   */
  record Lijst(List<Parkeerplaats.Geparkeerd> geparkeerd, boolean meer) {}

  /**
   * An event of the engine itself that cannot be sent.
   *
   * @param sinds of the first attempt
   * @param opnieuw when it is tried again
   */
  record Afleiding(UUID berichtId, String reden, int pogingen, Instant sinds, Instant opnieuw) {
    static Afleiding van(Vast vast) {
      return new Afleiding(
          vast.bericht().value(), vast.code(), vast.pogingen(), vast.sinds(), vast.opnieuw());
    }
  }

  record Afleidinglijst(List<Afleiding> afleidingen) {}

  /**
   * @param wachtrij null when it was taken off
   * @param alGeaccepteerd whether that was so because its partner had accepted another copy
   */
  record Vrijgave(UUID berichtId, String wachtrij, boolean alGeaccepteerd) {}

  @GetMapping("/api/v1/geparkeerd")
  Lijst alles() {
    Parkeerplaats.Lijst lijst = parkeerplaats.alles();
    return new Lijst(lijst.berichten(), lijst.meer());
  }

  @GetMapping("/api/v1/geparkeerd/afleidingen")
  Afleidinglijst afleidingen() {
    return new Afleidinglijst(parkeerplaats.afleidingen().stream().map(Afleiding::van).toList());
  }

  @PostMapping("/api/v1/geparkeerd/{id}/vrijgave")
  Vrijgave geefVrij(@PathVariable UUID id, Authentication wie) {
    try {
      return parkeerplaats
          .geefVrij(id, wie.getName())
          .map(een -> new Vrijgave(id, een.wachtrij(), een.alGeaccepteerd()))
          .orElseThrow(GeparkeerdController::nietGeparkeerd);
    } catch (NogOnderweg e) {
      throw nogOnderweg(e);
    } catch (NietGegeven e) {
      throw nietGegeven(e);
    }
  }

  static ErrorResponseException nietGegeven(NietGegeven e) {
    return Problemen.fout(HttpStatus.CONFLICT, "niet-gegeven", "Niet gegeven", e.getMessage());
  }

  static ErrorResponseException nogOnderweg(NogOnderweg e) {
    return Problemen.fout(HttpStatus.CONFLICT, "nog-onderweg", "Nog onderweg", e.getMessage());
  }

  static ErrorResponseException nietGeparkeerd() {
    return Problemen.fout(
        HttpStatus.NOT_FOUND,
        "niet-geparkeerd",
        "Niet geparkeerd",
        "Er is geen bericht met dit id geparkeerd.");
  }
}
