package nl.ketenbrug.console;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.dossier.Registraties;
import nl.ketenbrug.intake.Afzender;
import nl.ketenbrug.intake.Xmlbericht;
import nl.ketenbrug.message.Dossiersleutel;
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

  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  private final Partners partners;
  private final Registraties registraties;
  private final Clock clock;

  Registratietoegang(Partners partners, Registraties registraties, Clock clock) {
    this.partners = partners;
    this.registraties = registraties;
    this.clock = clock;
  }

  /**
   * The sender, with what its messages must pass.
   *
   * @throws AccessDeniedException when he may deliver nothing here
   */
  Afzender afzender(Bron bron, Authentication wie) {
    if (wie.getName().equals(bron.naam())) {
      return Afzender.bron(wie.getName());
    }
    Partner partner =
        partners
            .zoek(wie.getName())
            .filter(een -> bron.naam().equals(BESLAGREGISTER) && een.registreren() != null)
            .orElseThrow(
                () -> new AccessDeniedException("Een bron levert alleen onder haar eigen naam"));
    return new Afzender(
        partner.code(),
        partner.code(),
        (xml, dossier) -> eigen(partner, Xmlbericht.lees(xml), dossier));
  }

  private void eigen(Partner partner, Xmlbericht mutatie, Dossiersleutel dossier) {
    if (mutatie.tekst("mutatiesoort").equals("overgedragen")) {
      throw new GeweigerdBericht(
          "overdracht-alleen-register",
          "een overdracht berust op afspraak tussen twee (art. 478 lid 4 Rv); alleen het register meldt haar");
    }
    if (!partner.isBeslaglegger(mutatie.kind("beslaglegger").kind(null).tekst())) {
      throw new GeweigerdBericht(
          "beslaglegger-niet-eigen",
          "een afnemer registreert alleen beslagen waarvan hij zelf de beslaglegger is");
    }
    if (dag(mutatie).isAfter(LocalDate.now(clock.withZone(NEDERLAND)))) {
      throw new GeweigerdBericht(
          "betekening-in-toekomst", "een beslag dat nog niet is betekend, ligt er nog niet");
    }
    if (!registraties.neem(mutatie.tekst("registratieId"), dossier, partner.code())) {
      throw new GeweigerdBericht(
          Registraties.VAN_ANDER,
          "dit registratieId is van een ander of van een andere schuldenaar en verandert niet");
    }
  }

  private static LocalDate dag(Xmlbericht mutatie) {
    return LocalDate.parse(mutatie.kind("betekening").tekst("datum"));
  }
}
