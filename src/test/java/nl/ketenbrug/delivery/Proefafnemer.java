package nl.ketenbrug.delivery;

import java.util.Set;

/** A partner of which a test minds only by which channel it takes its events. */
public final class Proefafnemer {

  private Proefafnemer() {}

  public static Partner met(String code, Abonnement.Kanaal kanaal) {
    return new Partner(
        code,
        code,
        "00000099000000150000",
        new Abonnement(
            "art. 475g Rv",
            Set.of("nl.beslagregister.beslag-gelegd"),
            Abonnement.Bereik.ALLE_DOSSIERS,
            "beperkt",
            kanaal),
        null,
        null,
        null);
  }
}
