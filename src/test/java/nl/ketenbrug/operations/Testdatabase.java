package nl.ketenbrug.operations;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * One real PostgreSQL for all tests of a JVM, with the schema, in a folder that is gone afterwards.
 * Tests share it: each works with ids of its own, or empties the tables through {@link #leeg}.
 */
public final class Testdatabase {

  static final Path PROGRAMMAS = Path.of("target", "postgres-programmas");

  private static IngebouwdePostgres postgres;
  private static HikariDataSource bron;

  private Testdatabase() {}

  public static synchronized DataSource bron() {
    if (bron == null) {
      start();
    }
    return bron;
  }

  /** The unpacked programs of the server: a folder with a folder for each release. */
  public static Path programmas() throws IOException {
    Postgresprogrammas.uitgepakt(PROGRAMMAS);
    return PROGRAMMAS;
  }

  public static synchronized String url() {
    bron();
    return postgres.url();
  }

  public static synchronized String geheim() {
    bron();
    return postgres.geheim();
  }

  /**
   * A database without tables on the same server, for an engine with secrets of its own.
   *
   * @return its address
   */
  public static synchronized String eigen(String naam) {
    try (var verbinding = bron().getConnection();
        var opdracht = verbinding.createStatement()) {
      opdracht.execute("create database " + naam);
      return postgres.url().replaceFirst("/[^/]*$", "/" + naam);
    } catch (SQLException e) {
      throw new IllegalStateException("De eigen testdatabase is niet te maken", e);
    }
  }

  /** Connections to the database of this address. */
  public static synchronized DataSource bron(String url) {
    return new DriverManagerDataSource(url, postgres.gebruiker(), postgres.geheim());
  }

  /** Empties the log past its own guard: as a replica this session fires no triggers. */
  public static synchronized void leeg() {
    try (var verbinding = bron().getConnection();
        var opdracht = verbinding.createStatement()) {
      verbinding.setAutoCommit(false);
      opdracht.execute("SET LOCAL session_replication_role = replica");
      opdracht.execute("DELETE FROM logregel");
      opdracht.execute("DELETE FROM inhoud");
      opdracht.execute("DELETE FROM bericht");
      verbinding.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("Het testlog is niet te legen", e);
    }
  }

  private static void start() {
    try {
      Path map = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "pg-");
      Databasesjabloon.in(map.resolve("gegevens"));
      postgres = IngebouwdePostgres.start(map.resolve("gegevens"), PROGRAMMAS, "ketenbrug");
      HikariConfig pool = new HikariConfig();
      pool.setJdbcUrl(postgres.url());
      pool.setUsername(postgres.gebruiker());
      pool.setPassword(postgres.geheim());
      pool.setMaximumPoolSize(8);
      bron = new HikariDataSource(pool);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> ruimOp(map)));
      // With a later migration than this build has it would prove another schema.
      Flyway.configure().dataSource(bron).ignoreMigrationPatterns(new String[0]).load().validate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void ruimOp(Path map) {
    bron.close();
    postgres.close();
    FileSystemUtils.deleteRecursively(map.toFile());
  }
}
