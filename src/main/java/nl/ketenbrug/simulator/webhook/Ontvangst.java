package nl.ketenbrug.simulator.webhook;

import com.nimbusds.jose.jwk.ECKey;
import java.text.ParseException;
import java.util.HashSet;
import java.util.Set;

/** What one receiver got, and how it behaves now. Thread-safe. */
final class Ontvangst {

  private final Set<String> ids = new HashSet<>();
  private Gedrag gedrag = Gedrag.NEEMT_AAN;
  private ECKey sleutel;
  private long dubbel;
  private long afgewezen;
  private long vals;
  private boolean opVolgorde = true;
  private long laatste;

  /**
   * @param gebeurtenissen different events
   * @param dubbel that came again
   * @param afgewezen that were answered with an error, as told
   * @param valseHandtekening that were refused because the signature was not right
   * @param opVolgorde whether each new one had the next number
   * @param laatsteVolgnummer the highest
   */
  record Overzicht(
      Gedrag gedrag,
      long gebeurtenissen,
      long dubbel,
      long afgewezen,
      long valseHandtekening,
      boolean opVolgorde,
      long laatsteVolgnummer,
      boolean controleertHandtekening) {}

  synchronized void stel(Gedrag nieuw) {
    if (nieuw.sleutel() != null) {
      try {
        sleutel = ECKey.parse(nieuw.sleutel());
      } catch (ParseException e) {
        throw new IllegalArgumentException("geen sleutel", e);
      }
    }
    gedrag = nieuw;
  }

  /** As it is for the event that came now. */
  synchronized Gedrag gedrag() {
    Gedrag nu = gedrag;
    if (nu.aantal() != null) {
      gedrag =
          nu.aantal() == 1
              ? Gedrag.NEEMT_AAN
              : new Gedrag(nu.status(), nu.later(), nu.aantal() - 1, nu.sleutel());
    }
    return nu;
  }

  synchronized ECKey sleutel() {
    return sleutel;
  }

  synchronized void aangenomen(String id, String volgnummer) {
    if (!ids.add(String.valueOf(id))) {
      dubbel++;
      return;
    }
    if (volgnummer != null) {
      long nummer = Long.parseLong(volgnummer);
      opVolgorde &= laatste == 0 || nummer == laatste + 1;
      laatste = Math.max(laatste, nummer);
    }
  }

  synchronized void afgewezen() {
    afgewezen++;
  }

  synchronized void vals() {
    vals++;
  }

  synchronized Overzicht overzicht() {
    return new Overzicht(
        gedrag, ids.size(), dubbel, afgewezen, vals, opVolgorde, laatste, sleutel != null);
  }
}
