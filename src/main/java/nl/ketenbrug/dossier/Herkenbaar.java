package nl.ketenbrug.dossier;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By what a person can be recognised who has no number that both sides know. What is not known is
 * null.
 *
 * @param geboortedatum ISO date, or as incomplete as it is known: {@code 1988-04}, {@code 1988}
 * @param geheimhouding of the address, for the debtor's side; not compared
 */
public record Herkenbaar(
    String voornamen,
    String voorletters,
    String voorvoegsel,
    String geslachtsnaam,
    String geboortedatum,
    String postcode,
    String huisnummer,
    Boolean geheimhouding) {

  /** Of whom nothing is known. */
  public static final Herkenbaar ONBEKEND =
      new Herkenbaar(null, null, null, null, null, null, null, null);

  /** Stands in no name and in no address. */
  private static final String SCHEIDING = "\u001f";

  public Herkenbaar {
    geboortedatum =
        geboortedatum != null && geboortedatum.matches("\\d{4}(-\\d{2}(-\\d{2})?)?")
            ? geboortedatum
            : null;
  }

  /** For keeping; read by {@link #van}. */
  String tekst() {
    return Stream.of(
            voornamen,
            voorletters,
            voorvoegsel,
            geslachtsnaam,
            geboortedatum,
            postcode,
            huisnummer,
            geheimhouding)
        .map(veld -> Objects.toString(veld, ""))
        .collect(Collectors.joining(SCHEIDING));
  }

  static Herkenbaar van(String tekst) {
    List<String> velden =
        Arrays.stream(tekst.split(SCHEIDING, -1))
            .map(veld -> veld.isEmpty() ? null : veld)
            .toList();
    return new Herkenbaar(
        velden.get(0),
        velden.get(1),
        velden.get(2),
        velden.get(3),
        velden.get(4),
        velden.get(5),
        velden.get(6),
        velden.get(7) == null ? null : Boolean.valueOf(velden.get(7)));
  }

  /** Who it is: a person who moves stays the same. */
  String identiteit() {
    return Stream.of(voornamen, voorletters, voorvoegsel, geslachtsnaam, geboortedatum)
        .map(veld -> Objects.toString(veld, ""))
        .collect(Collectors.joining(SCHEIDING));
  }

  boolean isVolledigGeboren() {
    return geboortedatum != null && geboortedatum.length() == 10;
  }

  /** Postcode and number in one text, or null when one of the two is not known. */
  String woonadres() {
    return postcode == null || huisnummer == null
        ? null
        : postcode.replace(" ", "").toUpperCase(java.util.Locale.ROOT) + " " + huisnummer;
  }
}
