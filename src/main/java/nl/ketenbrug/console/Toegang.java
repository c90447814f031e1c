package nl.ketenbrug.console;

import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.operations.Account;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

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
