package nl.ketenbrug;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Lets an engine die at moments of a year that a seed chooses, and starts it again. */
final class Jaarkills {

  /** What goes on when it dies: sources deliver, sources are asked, the partner fetches. */
  enum Fase {
    BEZORGEN,
    VRAGEN,
    OPHALEN
  }

  /**
   * @param deel of that phase, from 0 to 1
   */
  private record Moment(Fase fase, double deel) {}

  private final Map<Integer, Moment> momenten = new TreeMap<>();
  private final List<String> gedood = new ArrayList<>();
  private final Motorproces motor;

  Jaarkills(long zaad, int aantal, Motorproces motor) {
    this.motor = motor;
    Random toeval = new Random(zaad + 1);
    List<Integer> ronden = new ArrayList<>(IntStream.range(1, Volgjaar.RONDEN).boxed().toList());
    java.util.Collections.shuffle(ronden, toeval);
    for (int i = 0; i < aantal; i++) {
      // Each phase at least once when there are three or more.
      momenten.put(
          ronden.get(i), new Moment(Fase.values()[i % 3], 0.05 + 0.9 * toeval.nextDouble()));
    }
  }

  /**
   * Kills and starts it when its moment is there, and waits until it is ready.
   *
   * @param voortgang of this phase of this round, from 0 to 1
   */
  void misschien(int ronde, Fase fase, double voortgang) throws Exception {
    Moment moment = momenten.get(ronde);
    if (moment != null && moment.fase() == fase && voortgang >= moment.deel()) {
      dood(ronde, fase, voortgang);
    }
  }

  /** At the end of a phase that had too little to do for its moment to come. */
  void alsnog(int ronde, Fase fase) throws Exception {
    misschien(ronde, fase, 1);
  }

  private void dood(int ronde, Fase fase, double voortgang) throws Exception {
    momenten.remove(ronde);
    motor.dood();
    motor.start();
    Duration weg = motor.wachtTotGereed();
    gedood.add(
        "ronde %d, %s op %.0f%%, terug na %d s"
            .formatted(ronde, fase.name().toLowerCase(), 100 * voortgang, weg.toSeconds()));
  }

  List<String> gedood() {
    return gedood;
  }
}
