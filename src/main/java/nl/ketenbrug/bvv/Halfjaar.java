package nl.ketenbrug.bvv;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The figures of one half-year and the file they were read from. Complete: {@link Cijferbestand}
 * makes none with a figure missing.
 */
public final class Halfjaar implements Cijferkeuze {

  private final LocalDate vanaf;
  private final LocalDate totEnMet;
  private final Formulevariant formule;
  private final String bestand;
  private final String sha256;
  private final List<Cijfer> cijfers;
  private final Huishoudcijfers[] perLeefsituatie;

  Halfjaar(
      LocalDate vanaf,
      Formulevariant formule,
      String bestand,
      String sha256,
      List<Cijfer> cijfers) {
    this.vanaf = vanaf;
    this.totEnMet = vanaf.plusMonths(6).minusDays(1);
    this.formule = formule;
    this.bestand = bestand;
    this.sha256 = sha256;
    this.cijfers = List.copyOf(cijfers);
    Leefsituatie[] leefsituaties = Leefsituatie.values();
    this.perLeefsituatie = new Huishoudcijfers[leefsituaties.length];
    for (Leefsituatie leefsituatie : leefsituaties) {
      perLeefsituatie[leefsituatie.ordinal()] = new Huishoudcijfers(this, leefsituatie);
    }
  }

  /** 1 January or 1 July. */
  public LocalDate vanaf() {
    return vanaf;
  }

  /** The last day these figures hold. */
  public LocalDate totEnMet() {
    return totEnMet;
  }

  public Formulevariant formule() {
    return formule;
  }

  /** Name of the file. */
  public String bestand() {
    return bestand;
  }

  /** Hash of the file's bytes, 64 hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /** In the order of the file. */
  public List<Cijfer> cijfers() {
    return cijfers;
  }

  boolean heeftFormule() {
    return formule != Formulevariant.MAXIMA;
  }

  Optional<Cijfer> zoek(Cijfernaam naam, String groep) {
    return cijfers.stream().filter(c -> c.naam() == naam && c.voor().equals(groep)).findFirst();
  }

  Huishoudcijfers voor(Leefsituatie leefsituatie) {
    return perLeefsituatie[leefsituatie.ordinal()];
  }

  /** See {@link Huishoudcijfers#cijfer}. */
  Cijfer cijfer(Cijfernaam naam, Leefsituatie leefsituatie) {
    return voor(leefsituatie).cijfer(naam);
  }
}
