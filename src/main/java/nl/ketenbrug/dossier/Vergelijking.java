package nl.ketenbrug.dossier;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which fields of two persons were equal. Holds no values, so it may stand beside a dossier key.
 *
 * @param velden each field with what came of it
 */
public record Vergelijking(Map<Veld, Uitkomst> velden) {

  /** What is compared. */
  public enum Veld {
    GESLACHTSNAAM,
    VOORNAMEN,
    GEBOORTEDATUM,
    ADRES;

    public String naam() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a field compares. */
  public enum Uitkomst {
    GELIJK,
    /** One of two names, an initial, or a date as far as it is known. */
    DEELS,
    ANDERS,
    /** One of the two sides does not say. */
    ONBEKEND;

    public String naam() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Vergelijking {
    velden = new EnumMap<>(velden);
  }

  public Uitkomst van(Veld veld) {
    return velden.get(veld);
  }

  /**
   * The fields that may be told: that an address is equal to one in a public register tells the
   * address.
   *
   * @param geheimhouding of the address; only an explicit false lets it be told
   */
  public Map<Veld, Uitkomst> zonderGeheim(Boolean geheimhouding) {
    Map<Veld, Uitkomst> open = new EnumMap<>(velden);
    if (!Boolean.FALSE.equals(geheimhouding)) {
      open.remove(Veld.ADRES);
    }
    return open;
  }

  boolean klopt(Veld veld) {
    return van(veld) == Uitkomst.GELIJK || van(veld) == Uitkomst.DEELS;
  }

  /** As it is kept: {@code geslachtsnaam=gelijk,...}. */
  String tekst() {
    return velden.entrySet().stream()
        .map(veld -> veld.getKey().naam() + "=" + veld.getValue().naam())
        .collect(Collectors.joining(","));
  }

  static Vergelijking van(String tekst) {
    Map<Veld, Uitkomst> velden = new EnumMap<>(Veld.class);
    Arrays.stream(tekst.split(","))
        .map(deel -> deel.split("="))
        .forEach(
            deel ->
                velden.put(
                    Veld.valueOf(deel[0].toUpperCase(Locale.ROOT)),
                    Uitkomst.valueOf(deel[1].toUpperCase(Locale.ROOT))));
    return new Vergelijking(velden);
  }
}
