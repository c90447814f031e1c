package nl.ketenbrug.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The arithmetic of a measurement of the chain, and its lines of text. */
final class Ketenverslag {

  private static final Locale NEDERLANDS = Locale.forLanguageTag("nl-NL");
  private static final double MILLI = 1e6;

  /** Of the first round; what is below it fell too much to be chance. */
  private static final double NOG_NIET_WARM = 0.9;

  /** A round that takes at least so much of the one before is no longer much quicker. */
  private static final double SCHEELT_WEINIG = 0.95;

  private Ketenverslag() {}

  /**
   * What one side did in one round.
   *
   * @param berichten that were delivered to it
   * @param gebeurtenissen that followed from them
   * @param afleveringen that were confirmed by partners
   * @param seconden from the first message until the last confirmation was on record
   * @param motor seconds of processor time of its process
   * @param database seconds of processor time of its database
   * @param vertragingen nanoseconds from a message to each confirmation that follows from it,
   *     ascending
   */
  record Ronde(
      long berichten,
      long gebeurtenissen,
      long afleveringen,
      double seconden,
      double motor,
      double database,
      long[] vertragingen) {

    double berichtenPerSeconde() {
      return berichten / seconden;
    }

    double gebeurtenissenPerSeconde() {
      return gebeurtenissen / seconden;
    }

    double afleveringenPerSeconde() {
      return afleveringen / seconden;
    }

    double motorPerGebeurtenis() {
      return motor * 1000 / gebeurtenissen;
    }

    double databasePerGebeurtenis() {
      return database * 1000 / gebeurtenissen;
    }
  }

  /** The middle one; of an even number the mean of the two in the middle. */
  static double mediaan(double... waarden) {
    double[] gesorteerd = waarden.clone();
    Arrays.sort(gesorteerd);
    int midden = gesorteerd.length / 2;
    return gesorteerd.length % 2 == 1
        ? gesorteerd[midden]
        : (gesorteerd[midden - 1] + gesorteerd[midden]) / 2;
  }

  /**
   * The smallest value below or at which this part of all values lies.
   *
   * @param gesorteerd ascending, at least one
   * @param deel from 0 to 1
   */
  static long percentiel(long[] gesorteerd, double deel) {
    int plaats = (int) Math.ceil(deel * gesorteerd.length) - 1;
    return gesorteerd[Math.max(0, Math.min(gesorteerd.length - 1, plaats))];
  }

  /** Events a second, the median of rounds. */
  static double tempo(List<Ronde> rondes) {
    return mediaan(rondes.stream().mapToDouble(Ronde::gebeurtenissenPerSeconde).toArray());
  }

  static String kop() {
    return "%-34s %9s %9s %9s %9s %9s %9s"
        .formatted("", "POST/s", "gebeurt/s", "aflev/s", "ms kant", "ms db", "van motor");
  }

  /**
   * One side of a table.
   *
   * @param motor rounds of the engine, which this side is held against
   */
  static String regel(String naam, List<Ronde> rondes, List<Ronde> motor) {
    return String.format(
        NEDERLANDS,
        "%-34s %,9.1f %,9.1f %,9.1f %9.2f %9.2f %9.2f",
        naam,
        mediaan(rondes.stream().mapToDouble(Ronde::berichtenPerSeconde).toArray()),
        tempo(rondes),
        mediaan(rondes.stream().mapToDouble(Ronde::afleveringenPerSeconde).toArray()),
        mediaan(rondes.stream().mapToDouble(Ronde::motorPerGebeurtenis).toArray()),
        mediaan(rondes.stream().mapToDouble(Ronde::databasePerGebeurtenis).toArray()),
        tempo(motor) / tempo(rondes));
  }

  /**
   * Processor time of the engine for an event, round after round: while it still falls, the code is
   * still being compiled, and a longer run would give better figures.
   */
  static String verloop(List<Ronde> motor) {
    double eerste = motor.get(0).motorPerGebeurtenis();
    double laatste = motor.get(motor.size() - 1).motorPerGebeurtenis();
    String rondes =
        motor.stream()
            .map(ronde -> String.format(NEDERLANDS, "%.1f", ronde.motorPerGebeurtenis()))
            .collect(Collectors.joining(", "));
    return "motor per ronde: %s ms%s"
        .formatted(rondes, laatste < NOG_NIET_WARM * eerste ? "; nog niet warm" : "");
  }

  /**
   * Whether warming up can end: two rounds after each other took hardly less processor time for an
   * event than the one before. One may be chance.
   */
  static boolean isWarm(List<Ronde> rondes) {
    int laatste = rondes.size() - 1;
    return laatste >= 2
        && scheeltWeinig(rondes.get(laatste - 2), rondes.get(laatste - 1))
        && scheeltWeinig(rondes.get(laatste - 1), rondes.get(laatste));
  }

  private static boolean scheeltWeinig(Ronde een, Ronde volgende) {
    return volgende.motorPerGebeurtenis() >= SCHEELT_WEINIG * een.motorPerGebeurtenis();
  }

  /** Latencies in milliseconds, at a rate that was kept up without waiting for answers. */
  static String vertraging(double perSeconde, long[] gesorteerd) {
    return String.format(
        NEDERLANDS,
        "vertraging bij %.1f POST/s (%d bevestigingen): p50 %.0f ms, p99 %.0f ms, p99,9 %.0f ms,"
            + " langst %.0f ms",
        perSeconde,
        gesorteerd.length,
        percentiel(gesorteerd, 0.50) / MILLI,
        percentiel(gesorteerd, 0.99) / MILLI,
        percentiel(gesorteerd, 0.999) / MILLI,
        gesorteerd[gesorteerd.length - 1] / MILLI);
  }
}
