package nl.ketenbrug.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Identity of a message or event: a UUIDv7 (RFC 9562 section 5.7). The first 48 bits are the time
 * of registration in milliseconds, so that sorting by id is sorting by time.
 */
public record BerichtId(UUID value) implements Comparable<BerichtId> {

  private static final SecureRandom RANDOM = new SecureRandom();

  public BerichtId {
    if (value == null || value.version() != 7 || value.variant() != 2) {
      throw new IllegalArgumentException("Een berichtId is een UUIDv7: " + value);
    }
  }

  /** Reads the text form. @throws IllegalArgumentException when it is no UUIDv7 */
  public static BerichtId of(String text) {
    return new BerichtId(UUID.fromString(text));
  }

  /** What stands in a property that somebody else may have written; empty when it is no id. */
  public static Optional<UUID> lees(String text) {
    try {
      return Optional.ofNullable(text).map(BerichtId::of).map(BerichtId::value);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A new id for something registered at {@code moment}. */
  public static BerichtId nieuw(Instant moment) {
    return from(moment.toEpochMilli(), RANDOM.nextLong(), RANDOM.nextLong());
  }

  /**
   * The id of something that follows from this message, for example the {@code bvv-vastgesteld}
   * that a {@code beslag-gelegd} causes. The same parent and distinction always give the same id,
   * so a step that is repeated after a crash makes no second event.
   */
  public BerichtId afgeleid(String onderscheid) {
    byte[] digest = sha256(value + "|" + onderscheid);
    ByteBuffer bits = ByteBuffer.wrap(digest);
    return from(tijdstip().toEpochMilli(), bits.getLong(), bits.getLong());
  }

  /** The moment of registration that the id carries, in milliseconds. */
  public Instant tijdstip() {
    return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
  }

  @Override
  public int compareTo(BerichtId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return value.toString();
  }

  private static BerichtId from(long millis, long high, long low) {
    long most = (millis << 16) | 0x7000L | (high & 0x0FFFL);
    long least = (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new BerichtId(new UUID(most, least));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Elke JDK kent SHA-256", e);
    }
  }
}
