package nl.ketenbrug.dossier;

import java.util.Locale;
import java.util.Optional;
import nl.ketenbrug.message.Oin;

/** Who laid an attachment: known by an OIN, or as a bailiff by his number in the register. */
public record Beslaglegger(Soort soort, String waarde) {

  /** The name of each is the name of its element in the canonical model. */
  public enum Soort {
    OIN("oin"),
    GERECHTSDEURWAARDER("gerechtsdeurwaarderId");

    private final String element;

    Soort(String element) {
      this.element = element;
    }

    public String element() {
      return element;
    }

    static Soort van(String element) {
      return element.toLowerCase(Locale.ROOT).equals("oin") ? OIN : GERECHTSDEURWAARDER;
    }
  }

  public static Beslaglegger van(String element, String waarde) {
    return new Beslaglegger(Soort.van(element), waarde);
  }

  /** As a party that a subscription can know; a bailiff's number is none. */
  public Optional<Oin> oin() {
    return soort == Soort.OIN ? Optional.of(new Oin(waarde)) : Optional.empty();
  }
}
