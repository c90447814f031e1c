package nl.ketenbrug;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A partner that writes down all it gets, in the order in which it gets it, and takes it. */
abstract class Afnemer implements AutoCloseable {

  /**
   * One hand-out.
   *
   * @param hash SHA-256 of the body in hexadecimal
   */
  record Levering(String berichtId, long volgnummer, String type, String correlatie, String hash) {}

  private final String code;
  private final List<Levering> leveringen = new ArrayList<>();
  private final StringBuilder koppen = new StringBuilder();
  private final Thread thread;
  private volatile boolean klaar;
  private volatile int verbroken;

  Afnemer(String code) {
    this.code = code;
    this.thread = new Thread(this::lees, "afnemer-" + code);
  }

  final void begin() {
    thread.start();
  }

  /** One round of reading; an exception means that the engine was not there. */
  abstract void ronde() throws Exception;

  private void lees() {
    while (!klaar) {
      try {
        ronde();
        Thread.sleep(30);
      } catch (InterruptedException e) {
        return;
      } catch (Exception e) {
        verbroken++;
        wacht();
      }
    }
  }

  private static void wacht() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  final boolean isKlaar() {
    return klaar;
  }

  final void noteer(Levering levering, String koppenVanBericht) {
    synchronized (leveringen) {
      leveringen.add(levering);
      koppen.append(koppenVanBericht).append('\n');
    }
  }

  final String code() {
    return code;
  }

  /** Times that the engine was not there or gave an error. */
  final int verbroken() {
    return verbroken;
  }

  /** Every hand-out, also of what was handed out before. */
  final List<Levering> alles() {
    synchronized (leveringen) {
      return List.copyOf(leveringen);
    }
  }

  /** What stood around the bodies. */
  final String koppen() {
    synchronized (leveringen) {
      return koppen.toString();
    }
  }

  /** What is left when equal ids are dropped, as every partner must do; the first one counts. */
  final Map<String, Levering> uniek() {
    Map<String, Levering> uniek = new LinkedHashMap<>();
    alles().forEach(levering -> uniek.putIfAbsent(levering.berichtId(), levering));
    return uniek;
  }

  static String sha256(String tekst) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(tekst.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Elke JDK kent SHA-256", e);
    }
  }

  @Override
  public void close() throws Exception {
    klaar = true;
    thread.interrupt();
    thread.join(10_000);
  }
}
