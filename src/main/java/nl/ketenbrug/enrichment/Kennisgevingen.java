package nl.ketenbrug.enrichment;

import java.util.Optional;
import nl.ketenbrug.dossier.Herbepalingen;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.apache.camel.Header;
import org.springframework.stereotype.Component;

/**
 * What becomes of a notice about a debtor. Of somebody who is followed the BRP is asked at once,
 * and what differs there is the event: the notice itself would tell the same fact twice. Of anybody
 * else the notice is the event, and his determination is looked at again when the fact touches the
 * beslagvrije voet (art. 475d lid 3 and 4 Rv).
 */
@Component("kennisgevingen")
public class Kennisgevingen {

  private static final String BRP = "brp";

  private final Volgingen volgingen;
  private final Herbepalingen herbepalingen;
  private final Bronnen bronnen;
  private final Vergelijkers vergelijkers;
  private final VolgSettings settings;

  Kennisgevingen(
      Volgingen volgingen,
      Herbepalingen herbepalingen,
      Bronnen bronnen,
      Vergelijkers vergelijkers,
      VolgSettings settings) {
    this.volgingen = volgingen;
    this.herbepalingen = herbepalingen;
    this.bronnen = bronnen;
    this.vergelijkers = vergelijkers;
    this.settings = settings;
  }

  /**
   * Whether following tells this fact. Not before the first answer, with which a change is
   * compared, and not of what no rule looks at.
   */
  public boolean isGevolgd(
      @Header(Koppen.DOSSIER) String dossier, @Header(Koppen.GEBEURTENISTYPE) String type) {
    return settings.aan()
        && bronnen.zoek(BRP).map(Bron::volgen).isPresent()
        && regels().filter(regels -> regels.vertelt(feit(type))).isPresent()
        && volgingen.isGezien(new Dossiersleutel(dossier), BRP);
  }

  /** It is this person's turn at once. */
  public void signaleer(@Header(Koppen.DOSSIER) String dossier) {
    volgingen.signaal(new Dossiersleutel(dossier), BRP);
  }

  /** Asks for another look at the determination, when this fact touches it. */
  public void herbepaal(
      @Header(Koppen.DOSSIER) String dossier, @Header(Koppen.GEBEURTENISTYPE) String type) {
    if (regels().filter(regels -> regels.raaktBvv(feit(type))).isPresent()) {
      herbepalingen.vraag(new Dossiersleutel(dossier));
    }
  }

  private Optional<Vergelijker> regels() {
    return vergelijkers.zoek(BRP);
  }

  /** A correction or withdrawal is about the same fact. */
  private static String feit(String type) {
    return type.replaceFirst("-(gecorrigeerd|ingetrokken)$", "");
  }
}
