package nl.ketenbrug.messagelog;

import nl.ketenbrug.operations.Testdatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writer and reader of the log on the real test database. */
final class Logopslag {

  final LogSchrijver schrijver = new LogSchrijver(Testdatabase.bron());
  final Logboek logboek = new Logboek(Testdatabase.bron());
  final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
}
