package nl.ketenbrug.enrichment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.ketenbrug.dossier.Herziening;
import nl.ketenbrug.dossier.Herzieningsdossier;
import nl.ketenbrug.dossier.Herzieningsuitkomst;
import nl.ketenbrug.message.Dossiersleutel;
import org.apache.camel.Message;

/** What came of one part so far, while its message is being processed. */
final class Deelwerk {

  private final Herzieningswachtrij.Deel deel;
  private final List<Herzieningsuitkomst> uitkomsten = new ArrayList<>();
  private final Map<Dossiersleutel, Wijziging> inDeMaak = new LinkedHashMap<>();
  private final List<Message> teMaken = new ArrayList<>();
  private final List<String> teVerzenden = new ArrayList<>();
  private final List<Poging> pogingen = new ArrayList<>();
  private Herziening herziening;
  private boolean afgebroken;
  private long terug;

  Deelwerk(Herzieningswachtrij.Deel deel) {
    this.deel = deel;
  }

  /** A change whose event is not made yet. */
  record Wijziging(Herzieningsdossier dossier, Herzieningsuitkomst uitkomst) {}

  /**
   * A try that failed.
   *
   * @param bron the source that it failed on, or null when it failed on the dossier
   * @param geweigerd the source refused; else it was a fault
   */
  record Poging(
      Herzieningsdossier dossier, String bron, boolean geweigerd, String code, String reden) {}

  /** The recalculation with the day and the figures of now, once it is known that it runs. */
  void begin(Herziening nu) {
    herziening = nu;
  }

  Herzieningswachtrij.Deel deel() {
    return deel;
  }

  /** Empty when nothing was to be done. */
  Optional<Herziening> herziening() {
    return Optional.ofNullable(herziening);
  }

  void klaar(Herzieningsuitkomst uitkomst) {
    uitkomsten.add(uitkomst);
  }

  void maak(Wijziging wijziging, Message invoer) {
    inDeMaak.put(wijziging.uitkomst().dossier(), wijziging);
    teMaken.add(invoer);
  }

  void verzend(String gebeurtenis) {
    teVerzenden.add(gebeurtenis);
  }

  /** The event of this dossier was made. */
  void gemaakt(Dossiersleutel dossier, String gebeurtenis) {
    uitkomsten.add(inDeMaak.remove(dossier).uitkomst().met(gebeurtenis));
  }

  /** The event of this dossier could not be made. */
  Herzieningsdossier nietGemaakt(Dossiersleutel dossier) {
    return inDeMaak.remove(dossier).dossier();
  }

  void mislukt(Poging poging) {
    pogingen.add(poging);
  }

  /** The rest of the part is not tried now. */
  void breekAf() {
    afgebroken = true;
  }

  /** The part comes back at this moment at the earliest, milliseconds since 1970. */
  void kom(long moment) {
    terug = Math.max(terug, moment);
  }

  List<Herzieningsuitkomst> uitkomsten() {
    return uitkomsten;
  }

  /** What the stylesheet makes events of. */
  List<Message> teMaken() {
    return teMaken;
  }

  /** Events as they are sent. */
  List<String> teVerzenden() {
    return teVerzenden;
  }

  List<Poging> pogingen() {
    return pogingen;
  }

  /** Whether there are dossiers of which nothing is known. */
  boolean isAfgebroken() {
    return afgebroken || !inDeMaak.isEmpty();
  }

  /** 0 when it need not come back. */
  long terug() {
    return terug;
  }
}
