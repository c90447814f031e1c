package nl.ketenbrug.messagelog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The name under which the log keeps a payload. */
public final class Inhoudhash {

  private Inhoudhash() {}

  /** SHA-256 of the UTF-8 bytes of this text: 64 hexadecimal digits in lower case. */
  public static String van(String inhoud) {
    return van(inhoud.getBytes(StandardCharsets.UTF_8));
  }

  static String van(byte[] inhoud) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(inhoud));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Elke JDK kent SHA-256", e);
    }
  }
}
