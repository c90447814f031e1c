package nl.ketenbrug.console;

import java.util.function.Consumer;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.dossier.Registraties;
import nl.ketenbrug.intake.Xmlbericht;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.source.Bron;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Who may deliver what: a source everything under its own name, a partner with the right to
 * register its own attachments in the register of attachments.
 */
@Component
class Registratietoegang {

  static final String BESLAGREGISTER = "beslagregister";

  private final Partners partners;
  private final Registraties registraties;

  Registratietoegang(Partners partners, Registraties registraties) {
    this.partners = partners;
    this.registraties = registraties;
  }

  /**
   * What a message of this sender must pass.
   *
   * @throws AccessDeniedException when he may deliver nothing here
   */
  Consumer<String> toets(Bron bron, Authentication wie) {
    if (wie.getName().equals(bron.naam())) {
      return xml -> {};
    }
    Partner partner =
        partners
            .zoek(wie.getName())
            .filter(een -> bron.naam().equals(BESLAGREGISTER) && een.registreren() != null)
            .orElseThrow(
                () -> new AccessDeniedException("Een bron levert alleen onder haar eigen naam"));
    return xml -> eigen(partner, Xmlbericht.lees(xml));
  }

  private void eigen(Partner partner, Xmlbericht mutatie) {
    Xmlbericht legger = mutatie.kind("beslaglegger").kind(null);
    if (!partner.isBeslaglegger(legger.tekst())) {
      throw new GeweigerdBericht(
          "beslaglegger-niet-eigen",
          "een afnemer registreert alleen beslagen waarvan hij zelf de beslaglegger is");
    }
    if (!registraties.neem(
        mutatie.tekst("registratieId"), partner.code(), partner::isBeslaglegger)) {
      throw new GeweigerdBericht(
          "registratie-van-ander", "dit registratieId is van een ander en verandert niet");
    }
  }
}
