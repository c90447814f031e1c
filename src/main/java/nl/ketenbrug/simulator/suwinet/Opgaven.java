package nl.ketenbrug.simulator.suwinet;

import java.time.LocalDate;
import java.time.YearMonth;
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

  private record Periode(LocalDate begin, LocalDate eind) {}

  private Opgaven() {}

  /** The statements known on the given day, oldest first. */
  static List<Opgave> van(Inkomstenverhouding ikv, LocalDate vandaag) {
    LocalDate begin = ikv.begin().op(vandaag).volledig();
    LocalDate eind = ikv.eind() == null ? vandaag : ikv.eind().op(vandaag).volledig();
    List<Opgave> opgaven = new ArrayList<>();
    // Twice the window: the payment of holiday allowance looks back a year.
    List<Periode> perioden = perioden(ikv.tijdvak(), vandaag);
    long gespaard = 0;
    for (int i = 0; i < perioden.size(); i++) {
      Periode periode = perioden.get(i);
      if (periode.eind().isBefore(begin) || periode.begin().isAfter(eind)) {
        continue;
      }
      long uitbetaald = isUitbetaling(ikv, periode) ? gespaard : 0;
      Opgave opgave = opgave(ikv, periode, i, uitbetaald);
      gespaard = gespaard - uitbetaald + opgave.opgebouwdeVakantietoeslag();
      opgaven.add(opgave);
    }
    int venster = venster(ikv.tijdvak());
    LocalDate vanaf = perioden.get(perioden.size() - venster).begin();
    return opgaven.stream().filter(opgave -> !opgave.begin().isBefore(vanaf)).toList();
  }

  private static Opgave opgave(
      Inkomstenverhouding ikv, Periode periode, int nummer, long uitbetaald) {
    List<Long> wisseling = ikv.wisselingCent();
    long verschil = wisseling.isEmpty() ? 0 : wisseling.get(nummer % wisseling.size());
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

  private static List<Periode> perioden(Tijdvak tijdvak, LocalDate vandaag) {
    int aantal = 2 * venster(tijdvak);
    List<Periode> perioden = new ArrayList<>();
    for (int terug = 1; terug <= aantal; terug++) {
      perioden.add(tijdvak == Tijdvak.MAAND ? maand(vandaag, terug) : vierWeken(vandaag, terug));
    }
    Collections.reverse(perioden);
    return perioden;
  }

  private static Periode maand(LocalDate vandaag, int terug) {
    YearMonth maand = YearMonth.from(vandaag).minusMonths(terug);
    return new Periode(maand.atDay(1), maand.atEndOfMonth());
  }

  private static Periode vierWeken(LocalDate vandaag, int terug) {
    long heel =
        Math.floorDiv(ChronoUnit.DAYS.between(IJKDAG_VIER_WEKEN, vandaag), DAGEN_VIER_WEKEN);
    LocalDate begin = IJKDAG_VIER_WEKEN.plusDays((heel - terug) * DAGEN_VIER_WEKEN);
    return new Periode(begin, begin.plusDays(DAGEN_VIER_WEKEN - 1L));
  }
}
