package nl.ketenbrug.messagelog;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/**
 * Place in the list after which the next page starts: keyset paging, so that page 10,000 costs what
 * page 1 costs and a message that arrives meanwhile shifts nothing. Its text form is opaque.
 *
 * @param tijdstip moment of registration, in microseconds as the database keeps it
 */
public record Logcursor(Instant tijdstip, UUID berichtId) {

  private static final int LENGTE = Long.BYTES * 3;

  /** Reads the text form. @throws IllegalArgumentException when it is not one of ours */
  public static Logcursor van(String tekst) {
    byte[] bytes = Base64.getUrlDecoder().decode(tekst);
    if (bytes.length != LENGTE) {
      throw new IllegalArgumentException("Geen cursor van dit log");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    Instant tijdstip = Instant.EPOCH.plus(buffer.getLong(), ChronoUnit.MICROS);
    return new Logcursor(tijdstip, new UUID(buffer.getLong(), buffer.getLong()));
  }

  @Override
  public String toString() {
    ByteBuffer buffer = ByteBuffer.allocate(LENGTE);
    buffer.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, tijdstip));
    buffer.putLong(berichtId.getMostSignificantBits());
    buffer.putLong(berichtId.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
  }
}
