package nl.ketenbrug.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * What a partner gets on paper at once.
 *
 * @param nummer the how-manieth bundle of this partner
 * @param aantal events in it
 * @param grootte bytes of its file
 * @param sha256 of these bytes, hexadecimal; the same at each download
 * @param gedownload when it was first fetched, which delivers nothing; null when it was not yet
 * @param bezorgd when it was handed over; null as long as nobody says so
 * @param ingetrokken when its events went back to the channel; null when they did not
 */
public record Papierbundel(
    UUID id,
    UUID uitwijk,
    String partner,
    int nummer,
    Uitwijk.Vorm vorm,
    Instant gemaakt,
    int aantal,
    int grootte,
    String sha256,
    Instant gedownload,
    Instant bezorgd,
    String bezorgdDoor,
    String bezorgwijze,
    Instant ingetrokken) {

  /** Neither handed over nor withdrawn. */
  public boolean isOpen() {
    return bezorgd == null && ingetrokken == null;
  }

  /** Its name as a file. */
  public String bestandsnaam() {
    return "bundel-%s-%d.%s".formatted(partner, nummer, vorm.naam());
  }
}
