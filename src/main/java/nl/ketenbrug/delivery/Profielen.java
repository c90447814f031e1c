package nl.ketenbrug.delivery;

import java.util.List;
import nl.ketenbrug.message.Koppen;
import org.apache.camel.Header;
import org.springframework.stereotype.Component;

/** Which profiles an event is made in. */
@Component("profielen")
public class Profielen {

  private final Partners partners;

  Profielen(Partners partners) {
    this.partners = partners;
  }

  /** The routes to which an event of this type goes; none when nobody wants it. */
  public List<String> routes(@Header(Koppen.GEBEURTENISTYPE) String gebeurtenistype) {
    return partners.profielenVoor(gebeurtenistype).stream()
        .map(profiel -> "direct:shape-for-" + profiel)
        .toList();
  }
}
