package nl.ketenbrug.delivery;

import java.time.Clock;
import nl.ketenbrug.messagelog.Berichtenlog;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens a repository of this package to tests of others. */
public final class LeveringenVoorProef {

  private LeveringenVoorProef() {}

  public static Leveringen van(JdbcClient jdbc, Berichtenlog log) {
    return new Leveringen(jdbc, log, Clock.systemUTC());
  }
}
