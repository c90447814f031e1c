package nl.ketenbrug.dossier;

/** What was kept of a dossier does not open: another secret, another dossier, or changed bytes. */
public class OnleesbareBewaring extends RuntimeException {

  /** Stable code of this fault. */
  public static final String CODE = "bewaring-onleesbaar";

  OnleesbareBewaring() {
    super("de bewaarde gegevens van dit dossier zijn niet te openen met het bewaargeheim");
  }
}
