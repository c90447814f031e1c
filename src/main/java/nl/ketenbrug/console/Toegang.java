package nl.ketenbrug.console;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.delivery.Abonnement.Kanaal;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.operations.Account;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.web.ErrorResponseException;

/** Whose subscription somebody may see and change: a partner its own, the operator all. */
final class Toegang {

  private Toegang() {}

  static boolean isBeheerder(Authentication wie) {
    return wie.getAuthorities().stream()
        .anyMatch(recht -> recht.getAuthority().equals("ROLE_" + Account.BEHEERDER));
  }

  static boolean mag(Authentication wie, String partner) {
    return isBeheerder(wie) || wie.getName().equals(partner);
  }

  /**
   * The subscription of who asks.
   *
   * @throws ErrorResponseException 403 when this account has none
   */
  static Partner eigen(Partners partners, Authentication wie) {
    return partners
        .zoek(wie.getName())
        .orElseThrow(
            () ->
                Problemen.fout(
                    HttpStatus.FORBIDDEN,
                    "geen-abonnement",
                    "Geen abonnement",
                    "Bij dit account hoort geen abonnement; dit is er alleen voor een afnemer die"
                        + " er een heeft."));
  }

  /**
   * As above, with one of these channels.
   *
   * @throws ErrorResponseException 403 when it has another one
   */
  static Partner eigen(Partners partners, Authentication wie, Kanaal... kanalen) {
    Partner partner = eigen(partners, wie);
    Kanaal kanaal = partner.abonnement().kanaal();
    if (!List.of(kanalen).contains(kanaal)) {
      throw Problemen.fout(
          HttpStatus.FORBIDDEN,
          "kanaal-anders",
          "Ander kanaal",
          "Dit abonnement heeft kanaal %s; dit is er bij kanaal %s."
              .formatted(
                  naam(kanaal),
                  Stream.of(kanalen).map(Toegang::naam).collect(Collectors.joining(" of "))));
    }
    return partner;
  }

  private static String naam(Kanaal kanaal) {
    return kanaal.name().toLowerCase(Locale.ROOT);
  }

  /** A name that is not one's own is answered alike, whether it exists or not. */
  static Partner partner(Partners partners, String naam, Authentication wie) {
    if (!mag(wie, naam)) {
      throw new AccessDeniedException("Een afnemer ziet alleen zijn eigen abonnement");
    }
    return partners
        .zoek(naam)
        .orElseThrow(
            () ->
                Problemen.fout(
                    HttpStatus.NOT_FOUND,
                    "abonnement-onbekend",
                    "Abonnement onbekend",
                    "Er is geen abonnement met deze naam."));
  }
}
