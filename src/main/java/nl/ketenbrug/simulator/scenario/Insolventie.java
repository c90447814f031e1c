package nl.ketenbrug.simulator.scenario;

import java.time.LocalDate;
import java.util.List;

/**
 * A case of the Centraal Insolventieregister. It becomes visible with its first publication.
 *
 * @param nummer such as {@code R.16/26/9}: F faillissement, S surseance, R schuldsanering
 * @param vorigNummer the case that this one follows from, or null
 * @param rechtbank code of the court, two digits
 * @param organisatie whether it is no natural person
 * @param verwijderd when the register took it away, or null
 */
public record Insolventie(
    String nummer,
    String vorigNummer,
    String rechtbank,
    boolean organisatie,
    Persoonsgegevens persoon,
    Adres adres,
    List<Publicatie> publicaties,
    Verwijdering verwijderd) {

  public Insolventie {
    if (nummer == null || !nummer.matches("[FSR]\\.(\\d{2}/)?\\d{2}/\\d{1,4}")) {
      throw new IllegalArgumentException("Geen insolventienummer: " + nummer);
    }
    if (persoon == null || publicaties == null || publicaties.isEmpty()) {
      throw new IllegalArgumentException("Insolventie zonder persoon of publicatie: " + nummer);
    }
    rechtbank = rechtbank == null ? "42" : rechtbank;
    publicaties = List.copyOf(publicaties);
  }

  /**
   * @param voorletters instead of {@code voornaam}, or beside it
   */
  public record Persoonsgegevens(
      String voornaam,
      String voorletters,
      String voorvoegsel,
      String achternaam,
      LocalDate geboortedatum) {}

  /**
   * @param geheim the register then gives no address at all
   */
  public record Adres(
      boolean geheim,
      String straat,
      Integer huisnummer,
      String toevoeging,
      String postcode,
      String plaats) {}

  /**
   * @param kenmerk the register's name of it
   * @param code kind of publication, four digits
   */
  public record Publicatie(LocalDate datum, String kenmerk, String code) {}

  /**
   * @param reden {@code Eindevindbaarheid} or another
   */
  public record Verwijdering(LocalDate dag, String reden) {}

  /** The case as it stands on this day. */
  public List<Publicatie> zichtbaar(LocalDate dag) {
    return publicaties.stream().filter(publicatie -> !publicatie.datum().isAfter(dag)).toList();
  }

  public boolean isVerwijderd(LocalDate dag) {
    return verwijderd != null && !verwijderd.dag().isAfter(dag);
  }

  public Insolventie zonder(Verwijdering weg) {
    return new Insolventie(
        nummer, vorigNummer, rechtbank, organisatie, persoon, adres, publicaties, weg);
  }
}
