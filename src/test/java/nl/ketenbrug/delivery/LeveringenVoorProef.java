package nl.ketenbrug.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import javax.sql.DataSource;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogSchrijver;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens repositories of this package to tests of others. */
public final class LeveringenVoorProef {

  private LeveringenVoorProef() {}

  public static Leveringen van(JdbcClient jdbc) {
    return new Leveringen(jdbc, Clock.systemUTC());
  }

  public static Volgnummers nummers(JdbcClient jdbc, Berichtenlog log) {
    return new Volgnummers(new Nummeruitgifte(jdbc, Clock.systemUTC()), log, Clock.systemUTC());
  }

  /** What drains the queue of the log, on this database and without a transaction of its own. */
  public static Logtrechter trechter(DataSource database, ObjectMapper json) {
    return new Logtrechter(new LogSchrijver(database), van(JdbcClient.create(database)), json);
  }
}
