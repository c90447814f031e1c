package nl.ketenbrug.intake;

import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.GeweigerdBericht;

/**
 * A delivery that was refused at the door, with the id under which the refusal stands in the log.
 */
public final class GeweigerdeAanlevering extends RuntimeException {

  private final BerichtId berichtId;

  GeweigerdeAanlevering(BerichtId berichtId, GeweigerdBericht reden) {
    super(reden.getMessage(), reden);
    this.berichtId = berichtId;
  }

  public BerichtId berichtId() {
    return berichtId;
  }

  public GeweigerdBericht reden() {
    return (GeweigerdBericht) getCause();
  }
}
