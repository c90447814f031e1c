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
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;

/**
 * The engines on this database, and whether they have the same subscriptions and sources. Each
 * holds two shared advisory locks whose numbers follow from these, for as long as it lives:
 * PostgreSQL lets them go with the connection, so nobody is taken for alive who is not.
 */
class Motoren implements DisposableBean {

  /** First number of a lock of each engine; the second says which subscriptions. */
  private static final int MOTOR = 0x4B42_0001;

  private static final int INRICHTING = 0x4B42_0002;

  /** As the first, for the sources from which an engine takes deliveries. */
  private static final int BRONNEN = 0x4B42_0003;

  private final JdbcConnectionDetails database;
  private final int abonnementen;
  private final int bronnen;
  private final Duration bedenktijd;
  private Connection verbinding;
  private long verbonden;
  private boolean afgestemd;

  /**
   * @param bedenktijd how long our own connection must stand before an engine that is not to be
   *     seen is taken for absent; longer than an engine takes to make itself known again. What
   *     makes the database forget the locks of others ends our connection too
   */
  Motoren(JdbcConnectionDetails database, Partners partners, Bronnen bronnen, Duration bedenktijd) {
    this.database = database;
    this.abonnementen = abonnementen(partners);
    this.bronnen = bronnen(bronnen);
    this.bedenktijd = bedenktijd;
  }

  /**
   * What the engines that run have in common with this one.
   *
   * @param abonnementen whether every engine has the same subscriptions
   * @param bronnen whether every engine takes deliveries from the same sources
   */
  record Anderen(boolean abonnementen, boolean bronnen) {}

  /** Whether nobody can have changed anything unseen since the last time that it was our turn. */
  synchronized boolean afgestemd() {
    return afgestemd;
  }

  /** Does the work while no other engine does such work, starts or changes its mind. */
  synchronized void eenVoorEen(Consumer<Anderen> werk) {
    try {
      meldAan();
      laatAnderenZichMelden();
      voer("select pg_advisory_lock(" + INRICHTING + ", 0)");
      try {
        werk.accept(new Anderen(dezelfde(MOTOR, abonnementen), dezelfde(BRONNEN, bronnen)));
        afgestemd = true;
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
    afgestemd = false;
    verbinding = DriverManager.getConnection(database.getJdbcUrl(), instellingen());
    verbonden = System.nanoTime();
    try {
      // A machine that vanished without a word is gone for the database too, after half a minute.
      voer("set tcp_keepalives_idle = 10");
      voer("set tcp_keepalives_interval = 5");
      voer("set tcp_keepalives_count = 4");
      voer("set lock_timeout = '120s'");
      voer("select pg_advisory_lock_shared(" + MOTOR + ", " + abonnementen + ")");
      voer("select pg_advisory_lock_shared(" + BRONNEN + ", " + bronnen + ")");
    } catch (SQLException e) {
      // A connection without its locks would pass for one that has them.
      verbreek();
      throw e;
    }
  }

  private Properties instellingen() {
    Properties instellingen = new Properties();
    instellingen.setProperty("user", database.getUsername());
    instellingen.setProperty("password", database.getPassword());
    // Seconds; longer than the wait for a lock.
    instellingen.setProperty("connectTimeout", "10");
    instellingen.setProperty("socketTimeout", "150");
    return instellingen;
  }

  /**
   * After a restart or a failover the database has forgotten all locks; others take theirs again.
   */
  private void laatAnderenZichMelden() {
    try {
      long rest = bedenktijd.toNanos() - (System.nanoTime() - verbonden);
      TimeUnit.NANOSECONDS.sleep(rest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Het wachten op andere motoren is afgebroken", e);
    }
  }

  private boolean dezelfde(int slot, int kenmerk) throws SQLException {
    try (PreparedStatement vraag =
        verbinding.prepareStatement(
            """
            select count(*) from pg_locks
            where locktype = 'advisory' and classid::bigint = ? and objid::bigint <> ?
              and database = (select oid from pg_database where datname = current_database())""")) {
      vraag.setLong(1, slot);
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

  /** What the broker does for each subscription. */
  private static int abonnementen(Partners partners) {
    return kenmerk(
        partners.alle().stream()
            .map(
                partner -> {
                  Abonnement a = partner.abonnement();
                  return String.join(
                      "|",
                      partner.wachtrij(),
                      partner.oin(),
                      a.profiel(),
                      a.bereik().name(),
                      new TreeSet<>(a.gebeurtenistypen()).toString(),
                      String.valueOf(a.filter()));
                }));
  }

  private static int bronnen(Bronnen bronnen) {
    return kenmerk(bronnen.alle().stream().filter(Bron::neemtAan).map(Bron::naam));
  }

  /** 31 bits. */
  private static int kenmerk(Stream<String> regels) {
    String tekst = regels.sorted().collect(Collectors.joining("\n"));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(tekst.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(hash).getInt() & Integer.MAX_VALUE;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Elke JDK kent SHA-256", e);
    }
  }

  private void verbreek() throws SQLException {
    if (verbinding != null) {
      Connection oud = verbinding;
      verbinding = null;
      oud.close();
    }
  }

  @Override
  public synchronized void destroy() throws SQLException {
    verbreek();
  }
}
