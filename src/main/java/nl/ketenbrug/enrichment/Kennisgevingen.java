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
  private static final String NIEMAND = "||";

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
   * Judges an event about a person in its turn. What a source told by itself goes no further when
   * nobody is a party, or when following tells it: then it is that person's turn at once. What goes
   * on asks for another look at the determination, when it touches it. What the engine found out
   * itself always goes on.
   *
   * @param betrokkenen {@code ||} when nobody is a party in the dossier
   * @return whether it ends here
   */
  public boolean zwijgt(
      @Header(Koppen.DOSSIER) String dossier,
      @Header(Koppen.GEBEURTENISTYPE) String type,
      @Header(Koppen.BRON) String bron,
      @Header(Koppen.BETROKKENEN) String betrokkenen) {
    if (bronnen.zoek(bron).filter(Bron::geeftKennis).isEmpty()) {
      return false;
    }
    if (betrokkenen.equals(NIEMAND)) {
      return true;
    }
    Dossiersleutel sleutel = new Dossiersleutel(dossier);
    if (isGevolgd(sleutel, type)) {
      volgingen.signaal(sleutel, BRP);
      return true;
    }
    if (regels().filter(regels -> regels.raaktBvv(feit(type))).isPresent()) {
      herbepalingen.vraag(sleutel);
    }
    return false;
  }

  /**
   * Whether following tells this fact. Not before the first answer, with which a change is
   * compared, and not of what no rule looks at.
   */
  private boolean isGevolgd(Dossiersleutel dossier, String type) {
    return settings.aan()
        && bronnen.zoek(BRP).map(Bron::volgen).isPresent()
        && regels().filter(regels -> regels.vertelt(feit(type))).isPresent()
        && volgingen.isGezien(dossier, BRP);
  }

  private Optional<Vergelijker> regels() {
    return vergelijkers.zoek(BRP);
  }

  /** A correction or withdrawal is about the same fact. */
  private static String feit(String type) {
    return type.replaceFirst("-(gecorrigeerd|ingetrokken)$", "");
  }
}
