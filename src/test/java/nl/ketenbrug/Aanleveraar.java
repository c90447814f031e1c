package nl.ketenbrug;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * The register: delivers each attachment again, with the same bytes, until it gets its 202. One
 * thread for its own dossiers, so that the order of acceptance in a dossier is known.
 */
final class Aanleveraar implements AutoCloseable {

  /** One attachment to deliver. */
  record Bericht(String bsn, String oin, String xml) {}

  /** What the source was promised. */
  record Aangenomen(Bericht bericht, String berichtId) {}

  private final Webklant web;
  private final List<Bericht> berichten;
  private final Semaphore vrijgave;
  private final List<Aangenomen> aangenomen = new ArrayList<>();
  private final Thread thread = new Thread(this::lever, "aanleveraar");
  private volatile int herhaald;
  private volatile int duplicaten;
  private volatile String onverwacht;

  /**
   * @param vrijgave one permit for each message that may go
   */
  Aanleveraar(String adres, List<Bericht> berichten, Semaphore vrijgave) {
    this.web = new Webklant(adres, "beslagregister", "beslagregister");
    this.berichten = List.copyOf(berichten);
    this.vrijgave = vrijgave;
  }

  void begin() {
    thread.start();
  }

  private void lever() {
    try {
      for (Bericht bericht : berichten) {
        vrijgave.acquire();
        String id = lever(bericht);
        synchronized (aangenomen) {
          aangenomen.add(new Aangenomen(bericht, id));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String lever(Bericht bericht) throws InterruptedException {
    while (true) {
      try {
        Webklant.Antwoord antwoord =
            web.post("/api/v1/aanleveringen/beslagregister", "application/xml", bericht.xml());
        if (antwoord.status() == 202) {
          JsonNode json = antwoord.json();
          duplicaten += json.path("duplicaat").asBoolean() ? 1 : 0;
          return json.path("berichtId").asText();
        }
        if (antwoord.status() < 500) {
          onverwacht = antwoord.status() + " " + antwoord.body();
        }
      } catch (IOException e) {
        // The engine is away; whether it took the message is not known, so it goes again.
      }
      herhaald++;
      Thread.sleep(100);
    }
  }

  boolean isKlaar() {
    return !thread.isAlive();
  }

  /** Accepted messages in the order of acceptance. */
  List<Aangenomen> aangenomen() {
    synchronized (aangenomen) {
      return List.copyOf(aangenomen);
    }
  }

  int herhaald() {
    return herhaald;
  }

  /** Deliveries that were accepted in an earlier attempt whose answer never came. */
  int duplicaten() {
    return duplicaten;
  }

  /** A refusal that no retry can change, or null. */
  String onverwacht() {
    return onverwacht;
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join(10_000);
  }
}
