package nl.ketenbrug.dossier;

import java.time.Instant;
import java.util.Locale;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;

/**
 * That the person in a case may be a debtor.
 *
 * @param vergeleken which fields were equal
 * @param kenmerk keyed hash of who was compared with whom
 * @param opnieuw that it was confirmed about other data than there are now
 * @param verdwenen that the register does not know the case any more
 * @param oordeel the last judgement as it stands in the log, or null
 * @param beoordeeld when that was, or null
 * @param bron the register that the case is in
 * @param opNummer that the source named the citizen service number: nobody has to judge
 */
public record Match(
    BerichtId id,
    Dossiersleutel dossier,
    Zaaksleutel zaak,
    Graad graad,
    Vergelijking vergeleken,
    String kenmerk,
    Instant gemaakt,
    boolean opnieuw,
    boolean verdwenen,
    BerichtId oordeel,
    Instant beoordeeld,
    String bron,
    boolean opNummer) {

  /** How certain it is. Only a person makes it certain, or rejects it. */
  public enum Graad {
    TE_BEVESTIGEN,
    ZEKER,
    AFGEWEZEN;

    public String naam() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Graad van(String naam) {
      return valueOf(naam.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  public boolean isZeker() {
    return graad == Graad.ZEKER;
  }
}
