package nl.ketenbrug.delivery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a partner can answer to an event. */
public enum Antwoord {
  /** It has the event; it need not be given again. */
  GEACCEPTEERD,
  /** Not now: the event stays where it is and is given again. */
  LATER,
  /** It will not take the event; a person looks at the reason. */
  GEWEIGERD;

  public String naam() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Antwoord> van(String naam) {
    return Arrays.stream(values()).filter(antwoord -> antwoord.naam().equals(naam)).findFirst();
  }
}
