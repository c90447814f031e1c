package nl.ketenbrug.dossier;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nl.ketenbrug.dossier.Vergelijking.Uitkomst;
import nl.ketenbrug.dossier.Vergelijking.Veld;

/**
 * The only place that says when a person in a register without citizen service numbers may be a
 * debtor: then a person looks at it. Nothing here makes a match certain. Two people can share a
 * name and a day of birth, twins an address as well, and stopping the collection against the wrong
 * one, or not stopping it against the right one (art. 33 and 301 Fw), cannot be made good.
 *
 * <p>A match is proposed when the known days of birth do not contradict each other, and
 *
 * <ul>
 *   <li>family name and day of birth agree, and either the first names do not contradict each other
 *       or the address is the same; or
 *   <li>family name and address agree, and one side does not know the day of birth; or
 *   <li>day of birth and address are the same and the first names do not contradict each other:
 *       somebody may go by the name of a partner.
 * </ul>
 */
public final class Herkenningsregel {

  private Herkenningsregel() {}

  /** What comes of each field, also when it cannot be the same person. */
  public static Vergelijking vergelijk(Herkenbaar een, Herkenbaar ander) {
    return new Vergelijking(
        Map.of(
            Veld.GESLACHTSNAAM, geslachtsnaam(een, ander),
            Veld.VOORNAMEN, voornamen(een, ander),
            Veld.GEBOORTEDATUM, geboortedatum(een, ander),
            Veld.ADRES, adres(een, ander)));
  }

  /** Whether it can be the same person. */
  public static boolean isMogelijk(Vergelijking v) {
    if (v.van(Veld.GEBOORTEDATUM) == Uitkomst.ANDERS) {
      return false;
    }
    boolean naam = v.klopt(Veld.GESLACHTSNAAM);
    boolean geboren = v.klopt(Veld.GEBOORTEDATUM);
    boolean adres = v.klopt(Veld.ADRES);
    boolean voornaam = v.van(Veld.VOORNAMEN) != Uitkomst.ANDERS;
    return (naam && geboren && (voornaam || adres))
        || (naam && adres && !geboren)
        || (geboren && adres && voornaam);
  }

  private static Uitkomst geslachtsnaam(Herkenbaar een, Herkenbaar ander) {
    Set<String> links = namen(een);
    Set<String> rechts = namen(ander);
    if (links.isEmpty() || rechts.isEmpty()) {
      return Uitkomst.ONBEKEND;
    }
    if (links.equals(rechts)) {
      return Uitkomst.GELIJK;
    }
    Set<String> samen = new HashSet<>(links);
    samen.retainAll(rechts);
    return samen.isEmpty() ? Uitkomst.ANDERS : Uitkomst.DEELS;
  }

  /** Each part of a double name; a prefix counts nowhere, for registers put it where they like. */
  private static Set<String> namen(Herkenbaar wie) {
    if (wie.geslachtsnaam() == null) {
      return Set.of();
    }
    return Arrays.stream(wie.geslachtsnaam().split("-"))
        .map(Herkenningsregel::zonderVoorvoegsel)
        .filter(naam -> !naam.isEmpty())
        .collect(Collectors.toSet());
  }

  private static String zonderVoorvoegsel(String naam) {
    return letters(naam.strip().replaceFirst("^((?:\\p{Ll}+|'\\p{Ll}+)[ ])+(?=\\S)", ""));
  }

  private static Uitkomst voornamen(Herkenbaar een, Herkenbaar ander) {
    String links = eerste(een.voornamen());
    String rechts = eerste(ander.voornamen());
    if (!links.isEmpty() && !rechts.isEmpty()) {
      return links.equals(rechts) ? Uitkomst.GELIJK : Uitkomst.ANDERS;
    }
    String letterLinks = letter(een, links);
    String letterRechts = letter(ander, rechts);
    if (letterLinks.isEmpty() || letterRechts.isEmpty()) {
      return Uitkomst.ONBEKEND;
    }
    return letterLinks.equals(letterRechts) ? Uitkomst.DEELS : Uitkomst.ANDERS;
  }

  private static String eerste(String voornamen) {
    return voornamen == null ? "" : letters(voornamen.strip().split("\\s+")[0]);
  }

  private static String letter(Herkenbaar wie, String voornaam) {
    String alles = voornaam.isEmpty() ? letters(wie.voorletters()) : voornaam;
    return alles.isEmpty() ? "" : alles.substring(0, 1);
  }

  private static Uitkomst geboortedatum(Herkenbaar een, Herkenbaar ander) {
    String links = een.geboortedatum();
    String rechts = ander.geboortedatum();
    if (links == null || rechts == null) {
      return Uitkomst.ONBEKEND;
    }
    if (links.equals(rechts)) {
      return een.isVolledigGeboren() ? Uitkomst.GELIJK : Uitkomst.DEELS;
    }
    return links.startsWith(rechts) || rechts.startsWith(links) ? Uitkomst.DEELS : Uitkomst.ANDERS;
  }

  private static Uitkomst adres(Herkenbaar een, Herkenbaar ander) {
    if (een.woonadres() == null || ander.woonadres() == null) {
      return Uitkomst.ONBEKEND;
    }
    return een.woonadres().equals(ander.woonadres()) ? Uitkomst.GELIJK : Uitkomst.ANDERS;
  }

  /** Small letters without accents: registers differ in both. */
  private static String letters(String tekst) {
    return tekst == null
        ? ""
        : Normalizer.normalize(tekst, Normalizer.Form.NFD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}]", "");
  }
}
