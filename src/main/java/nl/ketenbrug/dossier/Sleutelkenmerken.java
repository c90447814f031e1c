package nl.ketenbrug.dossier;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.stereotype.Repository;

/**
 * By which secrets and keys this database was filled. Several engines on one database must have the
 * same, and so must one engine over the years: another secret gives another dossier key for the
 * same person, without an error anywhere. So an engine with another one does not start.
 */
@Repository
public class Sleutelkenmerken {

  private final JdbcClient jdbc;
  private final Pbkdf2PasswordEncoder pbkdf2 =
      Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8();

  /** Checks the secrets of the dossiers at once: nothing may be written under another one. */
  Sleutelkenmerken(JdbcClient jdbc, BewaarSettings settings) {
    this.jdbc = jdbc;
    eis("dossiergeheim", settings.dossiergeheim());
    eis("bewaargeheim", settings.bewaargeheim());
  }

  /** What is known of this key; empty when no engine had one yet. */
  public Optional<String> van(String naam) {
    return jdbc.sql("select kenmerk from sleutelkenmerk where naam = :naam")
        .param("naam", naam)
        .query(String.class)
        .optional();
  }

  /**
   * The mark that counts for this key: the one given, or the one that an engine gave before.
   *
   * @param kenmerk follows from the key and does not give it away
   */
  public String bewaar(String naam, String kenmerk) {
    jdbc.sql(
            "insert into sleutelkenmerk (naam, kenmerk) values (:naam, :kenmerk) on conflict do nothing")
        .param("naam", naam)
        .param("kenmerk", kenmerk)
        .update();
    return van(naam).orElseThrow();
  }

  private void eis(String naam, String geheim) {
    Optional<String> eerder = van(naam);
    String eigen = eerder.isPresent() ? null : pbkdf2.encode(geheim);
    String bekend = eerder.orElseGet(() -> bewaar(naam, eigen));
    // Making and comparing are slow on purpose; what was made here just now needs no comparing.
    if (!bekend.equals(eigen) && !pbkdf2.matches(geheim, bekend)) {
      throw new IllegalStateException(
          "ketenbrug.%s is een ander geheim dan waarmee deze database is gevuld; geef elke motor hetzelfde"
              .formatted(naam));
    }
  }
}
