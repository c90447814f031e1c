package nl.ketenbrug.source;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.ketenbrug.message.Bsn;

/** Whom or what a source is asked about: the first element of canonical {@code Vraag}. */
public sealed interface Vraagonderwerp {

  /** The elements of the canonical question. */
  String xml();

  /** A person. */
  record Persoon(Bsn bsn) implements Vraagonderwerp {
    @Override
    public String xml() {
      return element("bsn", bsn.value());
    }
  }

  /**
   * Persons in one question, for a source that answers about several at once.
   *
   * @param bsns one to twenty, as many as the BRP takes
   */
  record Personen(List<Bsn> bsns) implements Vraagonderwerp {
    /**
     * @throws IllegalArgumentException when there are none, or more than twenty
     */
    public Personen {
      if (bsns.isEmpty() || bsns.size() > 20) {
        throw new IllegalArgumentException("Een vraag gaat over een tot twintig personen");
      }
      bsns = List.copyOf(bsns);
    }

    @Override
    public String xml() {
      return bsns.stream().map(bsn -> element("bsn", bsn.value())).collect(Collectors.joining());
    }
  }

  /**
   * A vehicle.
   *
   * @param kenteken letters and digits, without dashes
   * @param aansprakelijke who must be liable for it, for a service that asks for him too; else
   *     {@code null}
   */
  record Voertuig(String kenteken, Bsn aansprakelijke) implements Vraagonderwerp {
    /**
     * @throws IllegalArgumentException when it has not the form of a registration
     */
    public Voertuig {
      eis("kenteken", kenteken, "[A-Z0-9]{4,6}");
    }

    @Override
    public String xml() {
      return (aansprakelijke == null ? "" : element("bsn", aansprakelijke.value()))
          + element("kenteken", kenteken);
    }
  }

  /**
   * An organisation.
   *
   * @param kvkNummer eight digits
   * @param vestiging twelve digits, or {@code null} for the whole of it
   */
  record Onderneming(String kvkNummer, String vestiging) implements Vraagonderwerp {
    /**
     * @throws IllegalArgumentException when a number has not its form
     */
    public Onderneming {
      eis("kvkNummer", kvkNummer, "[0-9]{8}");
      if (vestiging != null) {
        eis("vestiging", vestiging, "[0-9]{12}");
      }
    }

    @Override
    public String xml() {
      return "<onderneming>"
          + element("kvkNummer", kvkNummer)
          + element("vestiging", vestiging)
          + "</onderneming>";
    }
  }

  /**
   * A property, by its kadastrale aanduiding.
   *
   * @param gemeentecode of the kadastrale gemeente
   * @param gemeente its name, or {@code null} with a code of the Kadaster: three letters, two
   *     digits
   * @param appartement index of an apartment right, or {@code null}
   */
  record Perceel(
      String gemeentecode, String gemeente, String sectie, String perceel, String appartement)
      implements Vraagonderwerp {

    /** With this form of a code BRK Bevragen needs no name. */
    private static final String CODE_VAN_KADASTER = "[A-Z]{3}[0-9]{2}";

    /**
     * @throws IllegalArgumentException when a part has not its form
     */
    public Perceel {
      eis("gemeentecode", gemeentecode, "[A-Z0-9]{1,5}");
      if (gemeente != null || !gemeentecode.matches(CODE_VAN_KADASTER)) {
        eis("gemeente", gemeente, "[\\p{L}0-9 .,'()-]{1,40}");
      }
      eis("sectie", sectie, "[A-Z]{1,2}");
      eis("perceel", perceel, "[0-9]{1,5}");
      if (appartement != null) {
        eis("appartement", appartement, "[0-9]{1,4}");
      }
    }

    @Override
    public String xml() {
      return "<aanduiding>"
          + element("gemeentecode", gemeentecode)
          + element("gemeente", gemeente)
          + element("sectie", sectie)
          + element("perceel", perceel)
          + element("appartement", appartement)
          + "</aanduiding>";
    }
  }

  /**
   * An address in the Netherlands.
   *
   * @param postcode four digits and two capitals
   * @param huisnummer at most five digits
   * @param letter one letter, or {@code null}
   * @param toevoeging at most six letters and digits, or {@code null}
   */
  record Adres(String postcode, String huisnummer, String letter, String toevoeging)
      implements Vraagonderwerp {
    /**
     * @throws IllegalArgumentException when a part has not its form
     */
    public Adres {
      eis("postcode", postcode, "[1-9][0-9]{3}[A-Z]{2}");
      eis("huisnummer", huisnummer, "[1-9][0-9]{0,4}");
      if (letter != null) {
        eis("letter", letter, "[A-Za-z]");
      }
      if (toevoeging != null) {
        eis("toevoeging", toevoeging, "[A-Za-z0-9]{1,6}");
      }
    }

    @Override
    public String xml() {
      return "<adres>"
          + element("postcode", postcode)
          + element("huisnummer", huisnummer)
          + element("huisletter", letter)
          + element("toevoeging", toevoeging)
          + "</adres>";
    }
  }

  /** The value does not stand in the message: it may point at a person. */
  private static void eis(String naam, String waarde, String vorm) {
    if (waarde == null || !Pattern.matches(vorm, waarde)) {
      throw new IllegalArgumentException("%s heeft niet de vorm %s".formatted(naam, vorm));
    }
  }

  /** What {@link #eis} let through needs no escaping but for its apostrophe, which is no markup. */
  private static String element(String naam, String waarde) {
    return waarde == null ? "" : "<" + naam + ">" + waarde + "</" + naam + ">";
  }
}
