package nl.ketenbrug.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * What stands in a bundle, before it has a shape.
 *
 * @param naam of the partner, as its file has it
 */
record Bundelinhoud(String partner, String naam, int nummer, Instant gemaakt, List<Stuk> stukken) {

  /**
   * One event.
   *
   * @param dossier null of a notice about the subscription itself
   * @param keer how often it was offered by the channel before
   * @param body as the profile gives it
   */
  record Stuk(
      UUID berichtId,
      long volgnummer,
      String dossier,
      String gebeurtenistype,
      int keer,
      String body) {}

  /** SHA-256 of number, id and body of each event, hexadecimal. */
  String sha256() {
    MessageDigest digest = digest();
    for (Stuk stuk : stukken) {
      byte[] body = stuk.body().getBytes(StandardCharsets.UTF_8);
      String kop = stuk.volgnummer() + " " + stuk.berichtId() + " " + body.length + "\n";
      digest.update(kop.getBytes(StandardCharsets.UTF_8));
      digest.update(body);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Elke JDK kent SHA-256", e);
    }
  }
}
