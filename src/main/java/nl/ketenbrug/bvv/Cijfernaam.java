package nl.ketenbrug.bvv;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The figures a half-year consists of: name, unit, the groups that each need a value, and the
 * formula variants that need it. A file with another name, or without one of these, is refused.
 */
public enum Cijfernaam {
  /** Ceiling of Rv art. 475da lid 1. */
  PLAFOND("EUR/maand", Nodig.ALTIJD, "AL", "AO", "GZ", "GM"),
  /** A and B of Rv art. 475da lid 2. */
  PW21_NORM("EUR/maand", Nodig.FORMULE, "AL+AO", "GZ+GM"),
  /** Norm for an institution, Rv art. 475e lid 2. */
  PW23_LID1("EUR/maand", Nodig.FORMULE, "AL+AO", "GZ+GM"),
  /** Health premium component, Rv art. 475da lid 3 and 475e lid 2. */
  PW23_LID2("EUR/maand", Nodig.FORMULE, "AL+AO", "GZ+GM"),
  /** Norm above the AOW age; for the notice of Rv art. 475dc lid 2 only. */
  PW22_NORM("EUR/maand", Nodig.FORMULE, "AL+AO", "GZ+GM"),
  STANDAARDPREMIE("EUR/jaar", Nodig.FORMULE, "alle"),
  AANTAL_STANDAARDPREMIES("aantal", Nodig.FORMULE, "AL+AO", "GZ+GM"),
  WML_JANUARI("EUR/maand", Nodig.FORMULE, "alle"),
  /** Only where drempelinkomen_kgb follows the July wage. */
  WML_JULI("EUR/maand", Nodig.NOOIT, "alle"),
  /** D in the zorg term. */
  DREMPELINKOMEN_ZORG("EUR/jaar", Nodig.FORMULE, "alle"),
  /** D in the kindgebonden budget term. */
  DREMPELINKOMEN_KGB("EUR/jaar", Nodig.FORMULE, "alle"),
  /** E. */
  ZORG_PERCENTAGE("fractie", Nodig.FORMULE, "alle"),
  /** H, from 2026. */
  MAXIMALE_HUURGRENS("EUR/maand", Nodig.FORMULE, "alle"),
  /** J until 2025. */
  AFTREK_NORMHUUR("EUR/maand", Nodig.KWADRATISCH, "alle"),
  MINIMUM_INKOMENSIJKPUNT("EUR/jaar", Nodig.FORMULE, "eenpersoons", "meerpersoons"),
  REFERENTIE_INKOMENSIJKPUNT("EUR/jaar", Nodig.KWADRATISCH, "eenpersoons", "meerpersoons"),
  NORMHUUR_BIJ_MINIMUM("EUR/maand", Nodig.KWADRATISCH, "eenpersoons", "meerpersoons"),
  NORMHUUR_BIJ_REFERENTIE("EUR/maand", Nodig.KWADRATISCH, "eenpersoons", "meerpersoons"),
  /** F and H until 2025. */
  FACTOR_A("EUR/maand per EUR2", Nodig.KWADRATISCH, "eenpersoons", "meerpersoons"),
  /** G and I until 2025. */
  FACTOR_B("EUR/maand per EUR", Nodig.KWADRATISCH, "eenpersoons", "meerpersoons"),
  /** J from 2026. */
  BASISHUUR("EUR/maand", Nodig.LINEAIR, "eenpersoons", "meerpersoons"),
  /** F and G from 2026. */
  AFBOUW_PERCENTAGE("fractie", Nodig.LINEAIR, "eenpersoons", "meerpersoons"),
  /** K. */
  KGB_PERCENTAGE("fractie", Nodig.FORMULE, "AO+GM"),
  /** L. */
  KGB_VERHOGING_DREMPEL("EUR/jaar", Nodig.FORMULE, "GM"),
  /** Income at which the ceiling was published, Rv art. 475da lid 8. */
  LID8_INKOMEN("EUR/jaar", Nodig.FORMULE, "AL", "AO+GZ+GM"),
  /** Income below which Rv art. 475da lid 7 applies. */
  LID7_GRENS("EUR/jaar", Nodig.FORMULE, "eenpersoons", "meerpersoons"),
  KWALITEITSKORTINGSGRENS("EUR/maand", Nodig.FORMULE, "alle"),
  AFTOPPINGSGRENS_A("EUR/maand", Nodig.FORMULE, "alle"),
  WHT21_LID1B_PERCENTAGE("fractie", Nodig.FORMULE, "alle"),
  WHT21_LID1C_PERCENTAGE("fractie", Nodig.FORMULE, "alle"),
  /** Rounded, for display and as a check on pw21_norm. */
  GEEN_ADRES_BEDRAG("EUR/maand", Nodig.FORMULE, "alle"),
  /** 110% of the maximum rent, Rv art. 475da lid 5. */
  WOONKOSTEN_DREMPEL("EUR/maand", Nodig.FORMULE, "alle");

  private final String eenheid;
  private final Set<Formulevariant> nodigBij;
  private final List<String> groepen;

  Cijfernaam(String eenheid, Set<Formulevariant> nodigBij, String... groepen) {
    this.eenheid = eenheid;
    this.nodigBij = nodigBij;
    this.groepen = List.of(groepen);
  }

  public String naam() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String eenheid() {
    return eenheid;
  }

  /** The groups that each have a value of their own. */
  public List<String> groepen() {
    return groepen;
  }

  boolean nodigBij(Formulevariant variant) {
    return nodigBij.contains(variant);
  }

  /** Whether the law has this figure for this household; L, for one, not for a single parent. */
  boolean bestaatVoor(Leefsituatie leefsituatie) {
    return groepen.stream().anyMatch(groep -> omvat(groep, leefsituatie));
  }

  /** Whether the household belongs to this group; the groups of one figure do not overlap. */
  static boolean omvat(String groep, Leefsituatie leefsituatie) {
    return switch (groep) {
      case "alle" -> true;
      case "eenpersoons" -> leefsituatie.eenpersoons();
      case "meerpersoons" -> !leefsituatie.eenpersoons();
      default -> List.of(groep.split("\\+")).contains(leefsituatie.code());
    };
  }

  static Cijfernaam van(String naam) {
    return Arrays.stream(values())
        .filter(c -> c.naam().equals(naam))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Onbekend cijfer: " + naam));
  }

  private static final class Nodig {
    static final Set<Formulevariant> ALTIJD = EnumSet.allOf(Formulevariant.class);
    static final Set<Formulevariant> FORMULE =
        EnumSet.of(Formulevariant.LINEAIR, Formulevariant.KWADRATISCH);
    static final Set<Formulevariant> LINEAIR = EnumSet.of(Formulevariant.LINEAIR);
    static final Set<Formulevariant> KWADRATISCH = EnumSet.of(Formulevariant.KWADRATISCH);
    static final Set<Formulevariant> NOOIT = EnumSet.noneOf(Formulevariant.class);
  }
}
