package nl.ketenbrug.bvv;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import nl.ketenbrug.bvv.Inkomensvaststelling.Verhouding;
import nl.ketenbrug.message.Bedrag;

/**
 * The whole periods of one income relation, oldest first, of which the last ones may be selected.
 *
 * @param opgaven what is averaged
 * @param vakantietoeslagStructureel judged on all whole periods, before selection (A-STRUCTUREEL)
 */
record Inkomensreeks(
    Inkomstenverhouding bron,
    List<Inkomstenopgave> opgaven,
    int beoordeeld,
    boolean vakantietoeslagStructureel,
    boolean epsStructureel) {

  static Inkomensreeks van(Inkomstenverhouding bron) {
    List<Inkomstenopgave> heel =
        bron.opgaven().stream()
            .filter(o -> heelTijdvak(bron.termijn(), o))
            .sorted(Comparator.comparing(Inkomstenopgave::eind))
            .toList();
    return new Inkomensreeks(
        bron,
        heel,
        heel.size(),
        structureel(heel, Inkomstenopgave::uitbetaaldeVakantietoeslag),
        structureel(heel, Inkomstenopgave::uitbetaaldeEps));
  }

  boolean leeg() {
    return opgaven.isEmpty();
  }

  Termijn termijn() {
    return bron.termijn();
  }

  Inkomstenopgave laatste() {
    return opgaven.get(opgaven.size() - 1);
  }

  Inkomensreeks alleenLaatste() {
    return new Inkomensreeks(
        bron, List.of(laatste()), beoordeeld, vakantietoeslagStructureel, epsStructureel);
  }

  boolean heeftUitbetaling() {
    return som(Inkomstenopgave::uitbetaaldeVakantietoeslag) != 0
        || som(Inkomstenopgave::uitbetaaldeEps) != 0;
  }

  /** One period with a payout and nothing built up: it may be paid every period or once a year. */
  boolean onduidelijkeUitbetaling() {
    return beoordeeld == 1
        && (onduidelijk(
                Inkomstenopgave::uitbetaaldeVakantietoeslag,
                Inkomstenopgave::opgebouwdeVakantietoeslag)
            || onduidelijk(Inkomstenopgave::uitbetaaldeEps, Inkomstenopgave::opgebouwdeEps));
  }

  Verhouding verhouding() {
    return new Verhouding(
        bron.kenmerk(),
        bron.van(),
        bron.soort(),
        opgaven.size(),
        opgaven.get(0).begin(),
        laatste().eind(),
        vakantietoeslagStructureel,
        epsStructureel,
        jaarinkomen(),
        nettoMaandinkomen());
  }

  /** Rounded half-up to cents by relation, so that the parts shown add up to C. */
  private Bedrag jaarinkomen() {
    long som =
        geschoondLoon()
            + som(Inkomstenopgave::opgebouwdeVakantietoeslag)
            + som(Inkomstenopgave::opgebouwdeEps);
    return new Bedrag(
        BigDecimal.valueOf(som)
            .multiply(BigDecimal.valueOf(termijn().perJaar()))
            .divide(BigDecimal.valueOf(opgaven.size()), 0, RoundingMode.HALF_UP)
            .longValueExact());
  }

  /**
   * A-NETTO: wage less withholdings, and the built-up vakantiebijslag in the same proportion; EPS
   * does not count, because Rv art. 475dc names vakantiebijslag only. Rounded half-up to cents.
   */
  private Bedrag nettoMaandinkomen() {
    long loon = som(Inkomstenopgave::loon);
    long bruto = geschoondLoon() + som(Inkomstenopgave::opgebouwdeVakantietoeslag);
    long netto = loon - som(Inkomstenopgave::ingehouden) - som(Inkomstenopgave::ingehoudenZvw);
    BigDecimal teller = BigDecimal.valueOf(bruto).multiply(BigDecimal.valueOf(termijn().perJaar()));
    BigDecimal noemer = BigDecimal.valueOf(12L * opgaven.size());
    if (loon != 0) {
      teller = teller.multiply(BigDecimal.valueOf(netto));
      noemer = noemer.multiply(BigDecimal.valueOf(loon));
    }
    return new Bedrag(teller.divide(noemer, 0, RoundingMode.HALF_UP).longValueExact());
  }

  private long geschoondLoon() {
    long vakantietoeslag =
        vakantietoeslagStructureel ? 0 : som(Inkomstenopgave::uitbetaaldeVakantietoeslag);
    long eps = epsStructureel ? 0 : som(Inkomstenopgave::uitbetaaldeEps);
    return som(Inkomstenopgave::loon) - vakantietoeslag - eps;
  }

  private long som(Function<Inkomstenopgave, Bedrag> veld) {
    return opgaven.stream().mapToLong(o -> veld.apply(o).cent()).sum();
  }

  private boolean onduidelijk(
      Function<Inkomstenopgave, Bedrag> uitbetaald, Function<Inkomstenopgave, Bedrag> opgebouwd) {
    return som(uitbetaald) != 0 && som(opgebouwd) == 0;
  }

  private static boolean structureel(
      List<Inkomstenopgave> opgaven, Function<Inkomstenopgave, Bedrag> uitbetaald) {
    return opgaven.size() > 1 && opgaven.stream().allMatch(o -> uitbetaald.apply(o).cent() > 0);
  }

  static boolean heeftGebrokenTijdvak(Inkomstenverhouding bron) {
    return bron.opgaven().stream().anyMatch(o -> !heelTijdvak(bron.termijn(), o));
  }

  static boolean overlapt(Inkomstenverhouding bron) {
    List<Inkomstenopgave> opgaven =
        bron.opgaven().stream().sorted(Comparator.comparing(Inkomstenopgave::begin)).toList();
    for (int i = 1; i < opgaven.size(); i++) {
      if (!opgaven.get(i).begin().isAfter(opgaven.get(i - 1).eind())) {
        return true;
      }
    }
    return false;
  }

  /**
   * A calendar month, or about four weeks: the first and last period of a year are some days
   * shorter or longer.
   */
  private static boolean heelTijdvak(Termijn termijn, Inkomstenopgave o) {
    LocalDate begin = o.begin();
    if (termijn == Termijn.MAAND) {
      return begin.getDayOfMonth() == 1 && o.eind().equals(begin.plusMonths(1).minusDays(1));
    }
    long dagen = ChronoUnit.DAYS.between(begin, o.eind()) + 1;
    return dagen >= 24 && dagen <= 33;
  }
}
