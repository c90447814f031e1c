package nl.ketenbrug.message;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Pseudonym of a debtor: the keyed hash (HMAC-SHA-256, 64 hexadecimal digits) of the BSN. It groups
 * messages by dossier in headers, logs and metrics, where the BSN itself may not stand.
 */
public record Dossiersleutel(String value) {

  public Dossiersleutel {
    if (value == null || !value.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("Een dossiersleutel is 64 hexadecimale tekens");
    }
  }

  /** The key of this person under the installation's secret, of at least 32 characters. */
  public static Dossiersleutel van(Bsn bsn, String geheim) {
    return hmac(bsn.value(), geheim);
  }

  /** The key of a debtor that is no natural person, by its KvK number or RSIN. */
  public static Dossiersleutel vanOrganisatie(String nummer, String geheim) {
    return hmac("organisatie:" + nummer, geheim);
  }

  /** What groups the messages of a case whose debtor nobody knows yet. It is no dossier. */
  public static Dossiersleutel vanZaak(String bron, String nummer, String geheim) {
    return hmac("zaak:" + bron + ":" + nummer, geheim);
  }

  private static Dossiersleutel hmac(String text, String geheim) {
    if (geheim == null || geheim.length() < 32) {
      throw new IllegalArgumentException(
          "Het geheim van de dossiersleutel heeft minstens 32 tekens");
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(geheim.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return new Dossiersleutel(
          HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Elke JDK kent HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
