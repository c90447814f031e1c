package nl.ketenbrug.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Choices of partners on a test database. */
public final class Proefkeuzes {

  private Proefkeuzes() {}

  public static Abonnementkeuzes op(DataSource bron) {
    return new Abonnementkeuzes(JdbcClient.create(bron), new ObjectMapper());
  }
}
