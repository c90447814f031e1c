package nl.ketenbrug.console;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nl.ketenbrug.console.AbonnementenController.Overzicht;
import nl.ketenbrug.delivery.Stilte;
import nl.ketenbrug.delivery.Uitgifte;

/**
 * Rate and silences of a subscription in words.
 *
 * @param nu what they keep back at this moment; null when nothing
 */
record Uitgifterij(String tempo, List<String> stilte, String nu) {

  /** Null without any. */
  static Uitgifterij van(Overzicht o) {
    Uitgifte.Stand u = o.uitgifte();
    if (u == null) {
      return null;
    }
    return new Uitgifterij(
        u.perMinuut() == null
            ? null
            : "Hoogstens %s per minuut; wat openstaat duurt daarmee %s"
                .formatted(Herzieningrij.getal(u.perMinuut()), duur(o.openstaand(), u.perMinuut())),
        u.stilte().stream().map(Uitgifterij::woorden).toList(),
        u.stilTot() != null
            ? "Het is stil tot %s: de motor bezorgt niets.".formatted(Woorden.tijd(u.stilTot()))
            : u.hierna() != null
                ? "Het tempo van deze minuut is bereikt; verder na %s."
                    .formatted(Woorden.tijd(u.hierna()))
                : null);
  }

  private static String duur(long openstaand, int perMinuut) {
    long minuten = (openstaand + perMinuut - 1) / perMinuut;
    return minuten <= 1
        ? "hoogstens een minuut"
        : "minstens %s minuten".formatted(Herzieningrij.getal(minuten - 1));
  }

  private static String woorden(Stilte s) {
    String dagen =
        s.dagen().isEmpty()
            ? "elke dag"
            : s.dagen().stream()
                .sorted()
                .map(dag -> dag.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    return s.van().equals(s.tot())
        ? "%s, vanaf %s een etmaal".formatted(dagen, s.van())
        : "%s, van %s tot %s".formatted(dagen, s.van(), s.tot());
  }
}
