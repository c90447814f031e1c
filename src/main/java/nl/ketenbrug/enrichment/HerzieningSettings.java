package nl.ketenbrug.enrichment;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import nl.ketenbrug.dossier.Herziening;
import nl.ketenbrug.dossier.Herziening.Modus;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How the stock is computed again.
 *
 * @param bewaarInvoer keep the inputs of each determination, which modus {@code bewaard} needs;
 *     only with a ground for it (by analogy with art. 3 lid 3 Regeling beslagvrije voet)
 * @param deelStreng dossiers in one message when sources are asked
 * @param deelBewaard dossiers in one message when they are not
 * @param venster dossiers that are handed out and not done, at most; {@code vensterProef} in a dry
 *     run, which puts nothing on the live queue
 * @param voeding milliseconds between two rounds of handing out
 * @param controle milliseconds between two looks whether a term is over
 * @param uitstel milliseconds that a part waits while a source is away, at least
 * @param pogingen tries of one dossier until its fault is its outcome; a try at a source that
 *     answers nobody does not count
 * @param wachtgrens how long a recalculation waits for a source when everybody who is left was
 *     tried in vain; after it a try at that source counts. By reason of a change an hour at most
 * @param bewaartermijn how long the outcomes by dossier stay after the end: 1 to 18 months
 */
@Validated
@ConfigurationProperties("ketenbrug.herziening")
record HerzieningSettings(
    boolean bewaarInvoer,
    @Min(1) int deelStreng,
    @Min(1) int deelBewaard,
    @Min(1) int venster,
    @Min(1) int vensterProef,
    @Min(1) long voeding,
    @Min(1) long controle,
    @Min(0) long uitstel,
    @Min(1) int pogingen,
    @NotNull Duration wachtgrens,
    @NotNull Period bewaartermijn) {

  /** Months: whoever acts on refusals has that long at least. */
  private static final int KORTSTE_BEWAARTERMIJN = 1;

  /** Months: art. 3 lid 4 Regeling beslagvrije voet, by analogy. */
  private static final int LANGSTE_BEWAARTERMIJN = 18;

  /**
   * @throws IllegalArgumentException when outcomes would be gone before somebody acts on them, or
   *     kept longer than is defensible
   */
  HerzieningSettings {
    if (bewaartermijn != null) {
      LocalDate einde = LocalDate.EPOCH.plus(bewaartermijn);
      if (einde.isBefore(LocalDate.EPOCH.plusMonths(KORTSTE_BEWAARTERMIJN))
          || einde.isAfter(LocalDate.EPOCH.plusMonths(LANGSTE_BEWAARTERMIJN))) {
        throw new IllegalArgumentException(
            "ketenbrug.herziening.bewaartermijn ligt niet tussen een en achttien maanden");
      }
    }
  }

  /** Dossiers in one message of this recalculation. */
  int deel(Herziening herziening) {
    return herziening.modus() == Modus.STRENG ? deelStreng : deelBewaard;
  }
}
