package nl.ketenbrug.enrichment;

import nl.ketenbrug.dossier.Volgorde;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.message.MotorStopt;
import nl.ketenbrug.message.WachtOpEerder;
import org.apache.camel.CamelContext;
import org.apache.camel.Header;
import org.springframework.stereotype.Component;

/**
 * The order of a dossier as the route asks for it: first whether it is this message's turn, at the
 * end that it is done.
 */
@Component("dossiervolgorde")
public class Dossiervolgorde {

  private final Volgorde volgorde;

  Dossiervolgorde(Volgorde volgorde) {
    this.volgorde = volgorde;
  }

  /**
   * What comes while the engine stops is refused here and not by the listener: only so is it on
   * record that later messages of the dossier wait for it, whichever engine gets those.
   *
   * @throws MotorStopt when this engine is stopping
   * @throws WachtOpEerder when an earlier message of the dossier waits or was set apart
   */
  public void aanDeBeurt(
      CamelContext motor,
      @Header(Koppen.DOSSIER) String dossier,
      @Header(Koppen.BERICHT_ID) String bericht) {
    if (motor.isStopping()) {
      throw new MotorStopt();
    }
    if (volgorde.wachtEerder(new Dossiersleutel(dossier), BerichtId.of(bericht))) {
      throw new WachtOpEerder();
    }
  }

  /** Lets the next one go. */
  public void klaar(
      @Header(Koppen.DOSSIER) String dossier, @Header(Koppen.BERICHT_ID) String bericht) {
    volgorde.laatLos(new Dossiersleutel(dossier), BerichtId.of(bericht));
  }
}
