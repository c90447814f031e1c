package nl.ketenbrug.intake;

import java.time.Clock;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.springframework.stereotype.Component;

/** Leaves a file alone while somebody may still be writing it. */
@Component("rustigBestand")
public class RustigBestand implements GenericFileFilter<Object> {

  private final AanleveringenSettings settings;
  private final Clock clock;

  RustigBestand(AanleveringenSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public boolean accept(GenericFile<Object> bestand) {
    return bestand.getLastModified() + settings.rust() <= clock.millis();
  }
}
