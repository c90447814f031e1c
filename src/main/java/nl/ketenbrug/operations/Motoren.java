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
import java.time.Duration;
import java.util.Properties;
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
  private final Duration bedenktijd;
  private Connection verbinding;

  /**
   * @param bedenktijd how long a database must run before an engine that is not to be seen is taken
   *     for absent; longer than an engine takes to make itself known again
   */
  Motoren(JdbcConnectionDetails database, Partners partners, Duration bedenktijd) {
    this.database = database;
    this.kenmerk = kenmerk(partners);
    this.bedenktijd = bedenktijd;
  }

  /**
   * Does the work while no other engine does such work, starts or changes its mind.
   *
   * @param werk is told whether every engine that runs has the same subscriptions as this one
   */
  synchronized void eenVoorEen(Consumer<Boolean> werk) {
    try {
      meldAan();
      laatAnderenZichMelden();
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

  /**
   * Makes itself known, again when the database was away.
   *
   * @return whether it was unknown until now
   */
  synchronized boolean meldAan() throws SQLException {
    if (verbinding != null && verbinding.isValid(5)) {
      return false;
    }
    verbreek();
    verbinding = DriverManager.getConnection(database.getJdbcUrl(), instellingen());
    // A machine that vanished without a word is gone for the database too, after half a minute.
    voer("set tcp_keepalives_idle = 10");
    voer("set tcp_keepalives_interval = 5");
    voer("set tcp_keepalives_count = 4");
    voer("set lock_timeout = '30s'");
    voer("select pg_advisory_lock_shared(" + MOTOR + ", " + kenmerk + ")");
    return true;
  }

  private Properties instellingen() {
    Properties instellingen = new Properties();
    instellingen.setProperty("user", database.getUsername());
    instellingen.setProperty("password", database.getPassword());
    // Seconds; longer than the wait for a lock.
    instellingen.setProperty("connectTimeout", "10");
    instellingen.setProperty("socketTimeout", "60");
    return instellingen;
  }

  /** A database that just started has forgotten all locks; the others take theirs again first. */
  private void laatAnderenZichMelden() throws SQLException {
    try (Statement vraag = verbinding.createStatement();
        ResultSet leeftijd =
            vraag.executeQuery(
                "select extract(epoch from clock_timestamp() - pg_postmaster_start_time())")) {
      leeftijd.next();
      long rest = bedenktijd.toMillis() - (long) (leeftijd.getDouble(1) * 1000);
      if (rest > 0) {
        Thread.sleep(rest);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Het wachten op andere motoren is afgebroken", e);
    }
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
