package nl.ketenbrug.bvv;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nl.ketenbrug.bvv.Inkomensvaststelling.Verhouding;
import nl.ketenbrug.message.Bedrag;

/**
 * Derives taxable year income and net month income from wage statements.
 *
 * <p>Rv art. 475d lid 1: the income of the most recent month, unless that is no fair picture. Year
 * income = average wage less payouts that are not structural, plus average built-up
 * vakantiebijslag, plus average built-up EPS, times twelve, or thirteen for periods of four weeks.
 */
public final class Inkomen {

  private static final String ARTIKEL = "Rv art. 475d lid 1";

  private Inkomen() {}

  /** Statements that do not span a whole period are left out (A-HELETIJDVAK). */
  public static Inkomensbepaling bepaal(
      Inkomensstrategie strategie, List<Inkomstenverhouding> verhoudingen) {
    Optional<Weigering> beletsel = beletsel(verhoudingen);
    if (beletsel.isPresent()) {
      return beletsel.get();
    }
    List<Inkomensreeks> reeksen =
        verhoudingen.stream().map(Inkomensreeks::van).filter(r -> !r.leeg()).toList();
    if (reeksen.isEmpty()) {
      return onvoldoende("Geen enkele opgave beslaat een heel tijdvak.");
    }
    List<Inkomensreeks> keuze =
        strategie == Inkomensstrategie.MEEST_RECENTE_MAAND
            ? meestRecent(reeksen)
            : new ArrayList<>(reeksen);
    Optional<Inkomensreeks> onduidelijk =
        keuze.stream().filter(Inkomensreeks::onduidelijkeUitbetaling).findFirst();
    if (onduidelijk.isPresent()) {
      return onvoldoende(
          "Uit een enkele opgave blijkt niet of een uitbetaling zonder opbouw structureel is.");
    }
    return vaststelling(strategie, verhoudingen, keuze);
  }

  /**
   * Running income only: a relation whose last period ended before the newest one began is over.
   */
  private static List<Inkomensreeks> meestRecent(List<Inkomensreeks> reeksen) {
    LocalDate begin =
        reeksen.stream()
            .map(Inkomensreeks::laatste)
            .max(Comparator.comparing(Inkomstenopgave::eind))
            .orElseThrow()
            .begin();
    return reeksen.stream()
        .filter(r -> !r.laatste().eind().isBefore(begin))
        .map(Inkomensreeks::alleenLaatste)
        .toList();
  }

  private static Inkomensvaststelling vaststelling(
      Inkomensstrategie strategie, List<Inkomstenverhouding> gegeven, List<Inkomensreeks> keuze) {
    List<Verhouding> regels = keuze.stream().map(Inkomensreeks::verhouding).toList();
    List<Aanname> aannames =
        new ArrayList<>(List.of(Aanname.NETTO, Aanname.INKOMEN, Aanname.NETTOVERHOUDING));
    if (keuze.stream().anyMatch(Inkomensreeks::heeftUitbetaling)) {
      aannames.add(Aanname.STRUCTUREEL);
    }
    if (keuze.stream().anyMatch(r -> r.termijn() != Termijn.MAAND)) {
      aannames.add(Aanname.TERMIJN);
    }
    if (gegeven.stream().anyMatch(Inkomensreeks::heeftGebrokenTijdvak)) {
      aannames.add(Aanname.HELETIJDVAK);
    }
    return new Inkomensvaststelling(
        strategie,
        new Bedrag(regels.stream().mapToLong(v -> v.jaarinkomen().cent()).sum()),
        uiterste(regels, Verhouding::begin, Comparator.reverseOrder()),
        uiterste(regels, Verhouding::eind, Comparator.naturalOrder()),
        regels,
        aannames.stream().sorted().map(Aanname::regel).toList());
  }

  private static LocalDate uiterste(
      List<Verhouding> regels, Function<Verhouding, LocalDate> datum, Comparator<LocalDate> orde) {
    return regels.stream().map(datum).max(orde).orElseThrow();
  }

  private static Optional<Weigering> beletsel(List<Inkomstenverhouding> verhoudingen) {
    if (verhoudingen.isEmpty()) {
      return Optional.of(onvoldoende("Er is geen inkomstenverhouding bekend."));
    }
    if (verhoudingen.stream().anyMatch(v -> v.termijn() == Termijn.WEEK)) {
      return Optional.of(
          Weigeringsgrond.TERMIJN_NIET_MAANDELIJKS.weigering(
              ARTIKEL, "Voor opgaven per week is geen rekenregel bekend."));
    }
    return verhoudingen.stream().anyMatch(Inkomensreeks::overlapt)
        ? Optional.of(onvoldoende("Twee opgaven van een inkomstenverhouding overlappen elkaar."))
        : Optional.empty();
  }

  private static Weigering onvoldoende(String reden) {
    return Weigeringsgrond.ONVOLDOENDE_INKOMENSGEGEVENS.weigering(ARTIKEL, reden);
  }
}
