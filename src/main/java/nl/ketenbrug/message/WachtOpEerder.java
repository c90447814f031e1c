package nl.ketenbrug.message;

/** An earlier message of the same dossier is not done yet. Trying again later helps. */
public class WachtOpEerder extends RuntimeException {

  public WachtOpEerder() {
    super("een eerder bericht van dit dossier is nog niet klaar");
  }
}
