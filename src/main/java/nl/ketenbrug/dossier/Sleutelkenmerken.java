package nl.ketenbrug.dossier;

import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.stereotype.Repository;

/**
 * By which secrets and keys this database was filled. Several engines on one database must have the
 * same, and so must one engine over the years: another secret gives another dossier key for the
 * same person, without an error anywhere. So an engine with another one does not start.
 */
@Repository
public class Sleutelkenmerken {

  /** A mark as it was made before: PBKDF2 with salt. */
  private static final String OUD = "[0-9a-f]{96}";

  private static final String BEWAREN = "aes:";
  private static final String DOSSIERS = "hmac:";
  private static final int ZOUT_BYTES = 16;

  private final JdbcClient jdbc;
  private final Kluis kluis;
  private final String dossiergeheim;

  /**
   * Checks the secrets of the dossiers at once: nothing may be written under another one.
   *
   * <p>A mark costs what a guess at its secret costs by the rows that lie beside it, and no more: a
   * dossier key is one keyed hash of a number, and what is kept opens with the key of {@link
   * Kluis}. Making it slower would protect nothing, at the price of every start.
   */
  Sleutelkenmerken(JdbcClient jdbc, BewaarSettings settings, Kluis kluis) {
    this.jdbc = jdbc;
    this.kluis = kluis;
    this.dossiergeheim = settings.dossiergeheim();
    eis(
        "dossiergeheim",
        dossiergeheim,
        () -> hmac(HexFormat.of().formatHex(KeyGenerators.secureRandom(ZOUT_BYTES).generateKey())),
        this::isVanDitDossiergeheim);
    eis(
        "bewaargeheim",
        settings.bewaargeheim(),
        () -> BEWAREN + HexFormat.of().formatHex(kluis.merk()),
        this::isVanDezeKluis);
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

  private void eis(String naam, String geheim, Supplier<String> maak, Predicate<String> klopt) {
    String bekend = van(naam).orElseGet(() -> bewaar(naam, maak.get()));
    boolean goed =
        bekend.matches(OUD)
            ? Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8().matches(geheim, bekend)
            : klopt.test(bekend);
    if (!goed) {
      throw new IllegalStateException(
          "ketenbrug.%s is een ander geheim dan waarmee deze database is gevuld; geef elke motor hetzelfde"
              .formatted(naam));
    }
  }

  /**
   * @param zout hexadecimal
   */
  private String hmac(String zout) {
    return DOSSIERS + zout + ":" + Dossiersleutel.kenmerk("sleutelkenmerk:" + zout, dossiergeheim);
  }

  private boolean isVanDitDossiergeheim(String bekend) {
    return bekend.startsWith(DOSSIERS) && bekend.equals(hmac(bekend.split(":")[1]));
  }

  private boolean isVanDezeKluis(String bekend) {
    return bekend.startsWith(BEWAREN)
        && kluis.opent(HexFormat.of().parseHex(bekend.substring(BEWAREN.length())));
  }
}
