package nl.ketenbrug.operations;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where state and message log are kept.
 *
 * @param url JDBC address of a PostgreSQL server; empty means: the embedded one
 * @param gebruiker user of that server; for the embedded one the name of its owner
 * @param wachtwoord password of that user; the embedded server makes its own and does not read this
 * @param map folder of the embedded server's data, kept over restarts
 */
@Validated
@ConfigurationProperties("ketenbrug.database")
record DatabaseInstellingen(
    @DefaultValue("") String url,
    @DefaultValue("ketenbrug") String gebruiker,
    @DefaultValue("") String wachtwoord,
    @NotNull @DefaultValue("data/postgres") Path map) {

  boolean ingebouwd() {
    return url.isBlank();
  }

  @AssertTrue(message = "ketenbrug.database.url begint met jdbc:postgresql:")
  boolean isUrlVanPostgres() {
    return ingebouwd() || url.startsWith("jdbc:postgresql:");
  }

  @AssertTrue(message = "ketenbrug.database.gebruiker is een naam van kleine letters, cijfers en _")
  boolean isGebruikerBruikbaar() {
    return gebruiker.matches("[a-z_][a-z0-9_]{0,62}");
  }

  /** Never shows the password, for this text may reach a log line. */
  @Override
  public String toString() {
    return "DatabaseInstellingen[url=%s, gebruiker=%s, map=%s]".formatted(url, gebruiker, map);
  }
}
