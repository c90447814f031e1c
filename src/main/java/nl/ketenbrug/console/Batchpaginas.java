package nl.ketenbrug.console;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import nl.ketenbrug.delivery.Batch;
import nl.ketenbrug.delivery.Batchbestand.BatchNietTeMaken;
import nl.ketenbrug.delivery.Batches;
import nl.ketenbrug.delivery.Ontvangstfout;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.operations.Abonnementbeheer;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/**
 * Batches for a person at a partner: make one, download it, upload its receipt. What the API does,
 * on a page that works without script.
 */
@Controller
class Batchpaginas {

  private final BatchesController controller;
  private final Batches batches;
  private final Abonnementbeheer beheer;

  Batchpaginas(BatchesController controller, Batches batches, Abonnementbeheer beheer) {
    this.controller = controller;
    this.batches = batches;
    this.beheer = beheer;
  }

  /**
   * One batch as the page shows it.
   *
   * @param open whether something of it is not answered
   * @param stand in a sentence
   */
  record Rij(UUID id, String gemaakt, boolean open, String stand, int aantal) {
    static Rij van(Batch batch) {
      String stand =
          batch.gesloten() != null
              ? "Afgehandeld op " + Woorden.tijd(batch.gesloten())
              : batch.uitgereikt() == null
                  ? "Nog niet opgehaald"
                  : "Opgehaald; op %d van %d is nog niet geantwoord"
                      .formatted(batch.open(), batch.aantal());
      return new Rij(
          batch.id(),
          Woorden.tijd(batch.gemaakt()),
          batch.gesloten() == null,
          stand,
          batch.aantal());
    }
  }

  @GetMapping("/batches")
  String lijst(Authentication wie, Model model) {
    vul(controller.partner(wie), model);
    return "batches";
  }

  @PostMapping("/batches")
  String maak(Authentication wie, Model model) {
    Partner partner = controller.partner(wie);
    model.addAttribute("gedaan", maak(partner));
    vul(partner, model);
    return "batches";
  }

  private String maak(Partner partner) {
    try {
      return batches
          .maak(partner)
          .map(
              gemaakt ->
                  gemaakt.nieuw()
                      ? "Er staat een nieuwe batch klaar van %d berichten."
                          .formatted(gemaakt.batch().aantal())
                      : "Er is nog een batch open. Beantwoord die eerst; daarna kan de volgende"
                          + " worden gemaakt.")
          .orElse("Er staan geen berichten klaar, of het abonnement staat stil.");
    } catch (BatchNietTeMaken e) {
      return "Het bericht met volgnummer %d is gemaakt in een andere vorm; vraag de beheerder."
          .formatted(e.volgnummer());
    }
  }

  @PostMapping("/batches/{id}/ontvangst")
  String ontvang(
      @PathVariable UUID id,
      @RequestParam("bestand") MultipartFile bestand,
      Authentication wie,
      Model model)
      throws IOException {
    try {
      Batches.Verwerkt verwerkt =
          controller.ontvang(id, BatchesController.lees(bestand.getInputStream()), wie);
      model.addAttribute("gedaan", zin(verwerkt));
    } catch (Ontvangstfout e) {
      model.addAttribute("fouten", e.fouten());
    }
    vul(controller.partner(wie), model);
    return "batches";
  }

  private static String zin(Batches.Verwerkt verwerkt) {
    String eerder =
        verwerkt.eerder() == 0
            ? ""
            : " Op %d was al geantwoord; dat antwoord blijft staan.".formatted(verwerkt.eerder());
    String open =
        verwerkt.batch().open() == 0
            ? " De batch is afgehandeld."
            : " Er zijn er nog %d open.".formatted(verwerkt.batch().open());
    return "Het ontvangstbewijs is verwerkt: %d berichten beantwoord."
            .formatted(verwerkt.verwerkt())
        + eerder
        + open;
  }

  private void vul(Partner partner, Model model) {
    List<Rij> rijen = batches.van(partner).stream().map(Rij::van).toList();
    model.addAttribute("afnemer", partner.naam());
    model.addAttribute("openstaand", beheer.openstaand(partner));
    model.addAttribute("open", rijen.stream().filter(Rij::open).findFirst().orElse(null));
    model.addAttribute("batches", rijen);
  }
}
