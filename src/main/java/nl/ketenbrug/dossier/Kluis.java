package nl.ketenbrug.dossier;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor.CipherAlgorithm;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Component;

/**
 * Encrypts what is kept of a person, by AES-256-GCM under a secret of its own. Each text is bound
 * to its dossier: bytes that were moved to another row do not open.
 */
@Component
class Kluis {

  /** Hexadecimal. No secret: it keeps this key apart from others made of the same secret. */
  private static final String SALT = "6b6574656e6272756762657761617231";

  private static final int SLEUTEL_TEKENS = 64;

  private final AesBytesEncryptor cipher;
  private final String dossiergeheim;
  private final String bewaargeheim;

  Kluis(BewaarSettings settings) {
    this.dossiergeheim = settings.dossiergeheim();
    this.bewaargeheim = settings.bewaargeheim();
    this.cipher =
        new AesBytesEncryptor(
            settings.bewaargeheim(), SALT, KeyGenerators.secureRandom(16), CipherAlgorithm.GCM);
  }

  byte[] sluit(Dossiersleutel dossier, String tekst) {
    return sluit(dossier.value(), tekst);
  }

  byte[] sluit(Zaaksleutel zaak, String tekst) {
    return sluit(zaak.value(), tekst);
  }

  private byte[] sluit(String band, String tekst) {
    return cipher.encrypt((band + tekst).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Keyed hash of a value, to find rows by it without opening them; 64 hexadecimal digits.
   *
   * @param soort keeps equal values of different kinds apart
   */
  String kenmerk(String soort, String waarde) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bewaargeheim.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal((soort + ":" + waarde).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Elke JDK kent HmacSHA256", e);
    }
  }

  /**
   * @throws OnleesbareBewaring when the bytes were made under another secret, were changed, or
   *     belong to another dossier
   */
  String open(Dossiersleutel dossier, byte[] bytes) {
    return open(dossier.value(), bytes);
  }

  /**
   * @throws OnleesbareBewaring as {@link #open(Dossiersleutel, byte[])}
   */
  String open(Zaaksleutel zaak, byte[] bytes) {
    return open(zaak.value(), bytes);
  }

  private String open(String band, byte[] bytes) {
    String tekst;
    try {
      tekst = new String(cipher.decrypt(bytes), StandardCharsets.UTF_8);
    } catch (IllegalStateException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // The last one: too few bytes to be anything that was made here.
      throw new OnleesbareBewaring();
    }
    if (!tekst.startsWith(band)) {
      throw new OnleesbareBewaring();
    }
    return tekst.substring(SLEUTEL_TEKENS);
  }

  /** The key of the dossier of this person, whether there is one or not. */
  Dossiersleutel dossier(Bsn bsn) {
    return Dossiersleutel.van(bsn, dossiergeheim);
  }

  byte[] sluit(Dossiersleutel dossier, Bsn bsn) {
    return sluit(dossier, bsn.value());
  }

  /**
   * @throws OnleesbareBewaring also when the number is not the one that the dossier key was made of
   */
  Bsn bsn(Dossiersleutel dossier, byte[] bytes) {
    Bsn bsn = new Bsn(open(dossier, bytes));
    if (!dossier(bsn).equals(dossier)) {
      throw new OnleesbareBewaring();
    }
    return bsn;
  }
}
