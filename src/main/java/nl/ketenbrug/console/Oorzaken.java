package nl.ketenbrug.console;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the log says of a fault, in one line: who asks again each second would fill it with stacks.
 * By kind, and never by its text: that may hold what was sent or what is kept.
 */
final class Oorzaken {

  private static final String VAN_ONS = "nl.ketenbrug.";

  private Oorzaken() {}

  static String van(Throwable fout) {
    return Stream.iterate(fout, e -> e != null, Throwable::getCause)
        .map(e -> e.getClass().getSimpleName())
        .distinct()
        .collect(Collectors.joining(" <- "));
  }

  /** As above, and where in the engine it arose: for a fault that nobody foresaw. */
  static String metPlaats(Throwable fout) {
    return van(fout)
        + Arrays.stream(fout.getStackTrace())
            .filter(plaats -> plaats.getClassName().startsWith(VAN_ONS))
            .findFirst()
            .map(plaats -> " bij " + plaats)
            .orElse("");
  }
}
