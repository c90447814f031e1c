package nl.ketenbrug.bvv;

import java.time.LocalDate;
import nl.ketenbrug.message.Bedrag;

/**
 * One wage statement of the polisadministratie; all amounts cents over the period.
 *
 * @param begin first day of the period
 * @param eind last day of the period
 * @param loon wage for loonbelasting and premie volksverzekeringen (loon lb/ph)
 * @param ingehouden withheld loonbelasting and premie volksverzekeringen
 * @param ingehoudenZvw withheld income-dependent Zvw contribution; nil for most
 */
public record Inkomstenopgave(
    LocalDate begin,
    LocalDate eind,
    Bedrag loon,
    Bedrag ingehouden,
    Bedrag uitbetaaldeVakantietoeslag,
    Bedrag opgebouwdeVakantietoeslag,
    Bedrag uitbetaaldeEps,
    Bedrag opgebouwdeEps,
    Bedrag ingehoudenZvw) {

  /** Without a Zvw contribution. */
  public Inkomstenopgave(
      LocalDate begin,
      LocalDate eind,
      Bedrag loon,
      Bedrag ingehouden,
      Bedrag uitbetaaldeVakantietoeslag,
      Bedrag opgebouwdeVakantietoeslag,
      Bedrag uitbetaaldeEps,
      Bedrag opgebouwdeEps) {
    this(
        begin,
        eind,
        loon,
        ingehouden,
        uitbetaaldeVakantietoeslag,
        opgebouwdeVakantietoeslag,
        uitbetaaldeEps,
        opgebouwdeEps,
        Bedrag.NUL);
  }
}
