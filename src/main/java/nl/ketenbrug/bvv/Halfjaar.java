package nl.ketenbrug.bvv;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The figures of one half-year and the file they were read from.
 *
 * @param vanaf 1 January or 1 July
 * @param bestand name of the file
 * @param sha256 hash of the file's bytes, 64 hexadecimal digits
 */
public record Halfjaar(
    LocalDate vanaf, Formulevariant formule, String bestand, String sha256, List<Cijfer> cijfers)
    implements Cijferkeuze {

  public Halfjaar {
    cijfers = List.copyOf(cijfers);
  }

  /** The last day these figures hold. */
  public LocalDate totEnMet() {
    return vanaf.plusMonths(6).minusDays(1);
  }

  boolean heeftFormule() {
    return formule != Formulevariant.MAXIMA;
  }

  Optional<Cijfer> zoek(Cijfernaam naam, String groep) {
    return cijfers.stream().filter(c -> c.naam() == naam && c.voor().equals(groep)).findFirst();
  }

  /**
   * The figure for this household. Which figures a half-year holds was checked when it was read, so
   * a missing one is a fault in the program.
   */
  Cijfer cijfer(Cijfernaam naam, Leefsituatie leefsituatie) {
    return zoek(naam, naam.groepVan(leefsituatie))
        .orElseThrow(() -> new IllegalStateException(bestand + " mist " + naam.naam()));
  }
}
