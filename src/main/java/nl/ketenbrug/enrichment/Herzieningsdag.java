package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import nl.ketenbrug.bvv.Cijferkeuze;
import nl.ketenbrug.bvv.Cijfers;
import nl.ketenbrug.bvv.Halfjaar;
import nl.ketenbrug.bvv.Weigering;
import nl.ketenbrug.dossier.Herziening;
import nl.ketenbrug.enrichment.Herzieningsweigering.Grond;
import org.springframework.stereotype.Component;

/**
 * The day on which, and with whose figures, a dossier is determined. One that is resumed on a later
 * day goes on with that later day: what nobody knew on an earlier day cannot count from it, and
 * after twelve months the law wants data of now (Rv art. 475d lid 3). A dry run keeps its day.
 */
@Component
class Herzieningsdag {

  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  private final Cijfers cijfers;
  private final Clock clock;

  Herzieningsdag(Cijfers cijfers, Clock clock) {
    this.cijfers = cijfers;
    this.clock = clock;
  }

  LocalDate vandaag() {
    return LocalDate.now(clock.withZone(NEDERLAND));
  }

  /**
   * The recalculation as it is carried out now.
   *
   * @throws Herzieningsweigering when there are no figures of this day
   */
  Herziening nu(Herziening herziening) {
    LocalDate dag = herziening.proef() ? herziening.peildatum() : vandaag();
    Halfjaar halfjaar = halfjaar(dag);
    return herziening.op(dag, halfjaar.bestand(), halfjaar.sha256());
  }

  /**
   * @throws Herzieningsweigering when there are no figures of this day
   */
  Halfjaar halfjaar(LocalDate dag) {
    Cijferkeuze keuze = cijfers.op(dag);
    if (keuze instanceof Weigering weigering) {
      throw new Herzieningsweigering(Grond.PEILDATUM, weigering.reden(), weigering);
    }
    return (Halfjaar) keuze;
  }
}
