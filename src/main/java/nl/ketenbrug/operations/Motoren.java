package nl.ketenbrug.operations;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import nl.ketenbrug.delivery.Partners;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;

/**
 * The engines on this database, and whether they have the same subscriptions. Each holds a shared
 * advisory lock whose number follows from its subscriptions, for as long as it lives: PostgreSQL
 * lets it go with the connection, so nobody is taken for alive who is not.
 */
class Motoren implements DisposableBean {

  /** First number of our locks; the second says which subscriptions. */
  private static final int MOTOR = 0x4B42_0001;

  private static final int INRICHTING = 0x4B42_0002;

  private final JdbcConnectionDetails database;
  private final int kenmerk;
  private Connection verbinding;

  Motoren(JdbcConnectionDetails database, Partners partners) {
    this.database = database;
    this.kenmerk = kenmerk(partners);
  }

  /**
   * Does the work while no other engine does such work, starts or changes its mind.
   *
   * @param werk is told whether every engine that runs has the same subscriptions as this one
   */
  synchronized void eenVoorEen(Consumer<Boolean> werk) {
    try {
      meldAan();
      voer("select pg_advisory_lock(" + INRICHTING + ", 0)");
      try {
        werk.accept(dezelfde());
      } finally {
        voer("select pg_advisory_unlock(" + INRICHTING + ", 0)");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Welke motoren er draaien is niet te zien", e);
    }
  }

  /** Makes itself known, again when the database was away. */
  synchronized void meldAan() throws SQLException {
    if (verbinding != null && verbinding.isValid(5)) {
      return;
    }
    verbreek();
    verbinding =
        DriverManager.getConnection(
            database.getJdbcUrl(), database.getUsername(), database.getPassword());
    voer("select pg_advisory_lock_shared(" + MOTOR + ", " + kenmerk + ")");
  }

  private boolean dezelfde() throws SQLException {
    try (PreparedStatement vraag =
        verbinding.prepareStatement(
            """
            select count(*) from pg_locks
            where locktype = 'advisory' and classid::bigint = ? and objid::bigint <> ?
              and database = (select oid from pg_database where datname = current_database())""")) {
      vraag.setLong(1, MOTOR);
      vraag.setLong(2, kenmerk);
      try (ResultSet antwoord = vraag.executeQuery()) {
        antwoord.next();
        return antwoord.getLong(1) == 0;
      }
    }
  }

  private void voer(String sql) throws SQLException {
    try (Statement opdracht = verbinding.createStatement()) {
      opdracht.execute(sql);
    }
  }

  /** 31 bits: what the broker does for each subscription. */
  private static int kenmerk(Partners partners) {
    String abonnementen =
        partners.alle().stream()
            .map(p -> p.wachtrij() + "|" + p.abonnement().profiel() + "|" + p.filter())
            .sorted()
            .collect(Collectors.joining("\n"));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(abonnementen.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(hash).getInt() & Integer.MAX_VALUE;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Elke JDK kent SHA-256", e);
    }
  }

  private void verbreek() throws SQLException {
    if (verbinding != null) {
      verbinding.close();
    }
  }

  @Override
  public synchronized void destroy() throws SQLException {
    verbreek();
  }
}
