package nl.ketenbrug.console;

import java.util.List;
import nl.ketenbrug.dossier.Bronverloop;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What sources give that nothing reads, for who keeps the stylesheets and rules. */
@RestController
class BronverloopController {

  private final Bronverloop verloop;

  BronverloopController(Bronverloop verloop) {
    this.verloop = verloop;
  }

  record Verloop(List<Bronverloop.Ruw> ruw, List<Bronverloop.Canoniek> canoniek) {}

  @GetMapping("/api/v1/bronnen/verloop")
  Verloop verloop() {
    return new Verloop(verloop.ruw(), verloop.canoniek());
  }
}
