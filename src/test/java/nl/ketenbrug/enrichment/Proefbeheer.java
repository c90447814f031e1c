package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import nl.ketenbrug.bvv.Cijfers;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Proeftransactie;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The management of recalculations without broker and routes: nothing is handed out. */
public final class Proefbeheer {

  private Proefbeheer() {}

  /** On these tables, in an installation that keeps no inputs. */
  public static Herzieningsbeheer op(
      JdbcClient jdbc, Cijfers cijfers, Berichtenlog log, Clock clock) {
    return new Herzieningsbeheer(
        Voorraad.herzieningen(jdbc, clock),
        new Herzieningsdag(cijfers, clock),
        log,
        Proeftransactie.met(() -> {}),
        new HerzieningSettings(
            false,
            20,
            100,
            400,
            5000,
            500,
            60_000,
            10_000,
            6,
            Duration.ofDays(1),
            Period.ofMonths(3)),
        clock);
  }
}
