package nl.ketenbrug.delivery;

import java.time.Clock;
import nl.ketenbrug.messagelog.Berichtenlog;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens repositories of this package to tests of others. */
public final class LeveringenVoorProef {

  private LeveringenVoorProef() {}

  public static Leveringen van(JdbcClient jdbc) {
    return new Leveringen(jdbc, Clock.systemUTC());
  }

  public static Volgnummers nummers(JdbcClient jdbc, Berichtenlog log) {
    return new Volgnummers(jdbc, log, Clock.systemUTC());
  }
}
