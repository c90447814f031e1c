package nl.ketenbrug.simulator.scenario;

import java.util.List;

/**
 * What the BRP knows of a person. Everything may be left out except the name.
 *
 * @param geslacht {@code M}, {@code V} or {@code O}
 * @param geheimhouding restriction on giving data to others (LO GBA 07.70.10)
 * @param inOnderzoek names of groups under investigation: {@code verblijfplaats} or {@code persoon}
 */
public record BrpGegevens(
    Naam naam,
    String geslacht,
    Moment geboren,
    boolean geheimhouding,
    boolean onderCuratele,
    Gemeente gemeente,
    Verblijf verblijf,
    Moment overleden,
    List<Partner> partners,
    List<Kind> kinderen,
    List<String> inOnderzoek) {

  public BrpGegevens {
    if (naam == null) {
      throw new IllegalArgumentException("Een persoon in de BRP heeft een naam");
    }
    partners = partners == null ? List.of() : List.copyOf(partners);
    kinderen = kinderen == null ? List.of() : List.copyOf(kinderen);
    inOnderzoek = inOnderzoek == null ? List.of() : List.copyOf(inOnderzoek);
  }

  /** Name; only {@code geslachtsnaam} is mandatory. */
  public record Naam(String voornamen, String voorvoegsel, String geslachtsnaam) {}

  /** Municipality, code of four digits. */
  public record Gemeente(String code, String naam) {}

  /** Country, code of four digits (LO GBA table 34). */
  public record Land(String code, String naam) {}

  /**
   * Where the person lives: exactly one of {@code adres}, {@code locatie}, {@code buitenland}; none
   * of them = place of residence unknown.
   *
   * @param sinds begin of the stay
   */
  public record Verblijf(Moment sinds, Adres adres, String locatie, Buitenland buitenland) {}

  /** Dutch address. */
  public record Adres(
      String straat,
      int huisnummer,
      String huisletter,
      String toevoeging,
      String postcode,
      String woonplaats) {}

  /** Address abroad, at most three lines. */
  public record Buitenland(String regel1, String regel2, String regel3, Land land) {}

  /**
   * Spouse or registered partner; without {@code bsn} the partner is not in the BRP.
   *
   * @param soort {@code H} marriage, {@code P} registered partnership
   */
  public record Partner(
      String bsn,
      Naam naam,
      String geslacht,
      Moment geboren,
      String soort,
      Moment sinds,
      Moment ontbonden) {}

  /** Child; without {@code bsn} the child is not in the BRP. */
  public record Kind(String bsn, Naam naam, Moment geboren) {}
}
