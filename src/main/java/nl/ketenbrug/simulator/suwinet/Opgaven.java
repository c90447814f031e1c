package nl.ketenbrug.simulator.suwinet;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import nl.ketenbrug.simulator.scenario.PolisGegevens.Inkomstenverhouding;
import nl.ketenbrug.simulator.scenario.PolisGegevens.Tijdvak;

/**
 * Computes the statements of the last twelve months (or thirteen periods of four weeks) of an
 * income relation. The period that still runs has no statement yet.
 *
 * <p>Coherence: each period builds up a percentage of the wage as holiday allowance; in the month
 * of payment the build-up of the periods before it, at most a year's, is added to the wage, and the
 * special rate is withheld from it.
 */
final class Opgaven {

  private static final int MAANDEN = 12;
  private static final int VIERWEKENTIJDVAKKEN = 13;
  private static final int DAGEN_VIER_WEKEN = 28;

  /**
   * A Monday on which a first period of four weeks began; later years follow in steps of 28 days.
   */
  private static final LocalDate IJKDAG_VIER_WEKEN = LocalDate.of(2024, 1, 1);

  /** Withheld from a special payment, in percent; a made-up but usual rate. */
  private static final int BIJZONDER_TARIEF = 37;

  /**
   * A period of pay.
   *
   * @param nummer counts periods since long ago, so that it stays the same on any later day
   */
  private record Periode(long nummer, LocalDate begin, LocalDate eind) {}

  private Opgaven() {}

  /** The statements known on the given day, oldest first. */
  static List<Opgave> van(Inkomstenverhouding ikv, LocalDate vandaag) {
    LocalDate begin = ikv.begin().op(vandaag).volledig();
    LocalDate eind = ikv.eind() == null ? vandaag : ikv.eind().op(vandaag).volledig();
    List<Opgave> opgaven = new ArrayList<>();
    List<Periode> perioden = perioden(ikv.tijdvak(), vandaag);
    long gespaard = 0;
    for (Periode periode : perioden) {
      if (periode.eind().isBefore(begin) || periode.begin().isAfter(eind)) {
        continue;
      }
      long uitbetaald = isUitbetaling(ikv, periode) ? gespaard : 0;
      Opgave opgave = opgave(ikv, periode, uitbetaald);
      gespaard = gespaard - uitbetaald + opgave.opgebouwdeVakantietoeslag();
      opgaven.add(opgave);
    }
    int venster = venster(ikv.tijdvak());
    LocalDate vanaf = perioden.get(perioden.size() - venster).begin();
    return opgaven.stream().filter(opgave -> !opgave.begin().isBefore(vanaf)).toList();
  }

  private static Opgave opgave(Inkomstenverhouding ikv, Periode periode, long uitbetaald) {
    List<Long> wisseling = ikv.wisselingCent();
    long verschil =
        wisseling.isEmpty() ? 0 : wisseling.get(Math.floorMod(periode.nummer(), wisseling.size()));
    long loon = ikv.brutoCent() + verschil;
    long ingehouden = Math.max(0, ikv.ingehoudenCent() + verschil / 2);
    return new Opgave(
        periode.begin(),
        periode.eind(),
        ikv.uren(),
        loon + uitbetaald,
        loon + uitbetaald,
        ingehouden + uitbetaald * BIJZONDER_TARIEF / 100,
        uitbetaald,
        loon * ikv.vakantiebijslagPercentage() / 100,
        ikv.reiskostenCent());
  }

  /** Paid once a year: in the month, or in the first period of four weeks that ends in it. */
  private static boolean isUitbetaling(Inkomstenverhouding ikv, Periode periode) {
    if (periode.eind().getMonthValue() != ikv.uitbetalingsmaand()) {
      return false;
    }
    return ikv.tijdvak() == Tijdvak.MAAND
        || periode.begin().minusDays(1).getMonthValue() != ikv.uitbetalingsmaand();
  }

  private static int venster(Tijdvak tijdvak) {
    return tijdvak == Tijdvak.MAAND ? MAANDEN : VIERWEKENTIJDVAKKEN;
  }

  /**
   * Twice the window, oldest first: a payment of holiday allowance in the window looks back to the
   * payment before it, which lies at most fourteen periods of four weeks earlier.
   */
  private static List<Periode> perioden(Tijdvak tijdvak, LocalDate vandaag) {
    int aantal = 2 * venster(tijdvak) + 1;
    List<Periode> perioden = new ArrayList<>();
    for (int terug = 1; terug <= aantal; terug++) {
      perioden.add(tijdvak == Tijdvak.MAAND ? maand(vandaag, terug) : vierWeken(vandaag, terug));
    }
    Collections.reverse(perioden);
    return perioden;
  }

  private static Periode maand(LocalDate vandaag, int terug) {
    YearMonth maand = YearMonth.from(vandaag).minusMonths(terug);
    return new Periode(
        maand.getLong(ChronoField.PROLEPTIC_MONTH), maand.atDay(1), maand.atEndOfMonth());
  }

  private static Periode vierWeken(LocalDate vandaag, int terug) {
    long heel =
        Math.floorDiv(ChronoUnit.DAYS.between(IJKDAG_VIER_WEKEN, vandaag), DAGEN_VIER_WEKEN);
    long nummer = heel - terug;
    LocalDate begin = IJKDAG_VIER_WEKEN.plusDays(nummer * DAGEN_VIER_WEKEN);
    return new Periode(nummer, begin, begin.plusDays(DAGEN_VIER_WEKEN - 1L));
  }
}
