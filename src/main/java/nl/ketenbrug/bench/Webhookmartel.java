package nl.ketenbrug.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;

/** Receives webhooks, binary or structured. */
final class Webhookmartel extends Martelafnemer {

  private static final ObjectMapper LEZER = new ObjectMapper();
  private static final int DRADEN = 4;

  /** For its port. */
  private static final Duration GEDULD = Duration.ofSeconds(60);

  private final HttpServer server;

  Webhookmartel(Martelrol rol, long seed, Boek boek, int poort)
      throws IOException, InterruptedException {
    super(rol, seed, boek);
    server = luister(new InetSocketAddress(InetAddress.getLoopbackAddress(), poort));
    server.setExecutor(Executors.newFixedThreadPool(DRADEN));
    server.createContext("/", this::neem);
    server.start();
  }

  /** In a next life another process may have the port for a moment, as one of its own. */
  private static HttpServer luister(InetSocketAddress adres)
      throws IOException, InterruptedException {
    long einde = System.nanoTime() + GEDULD.toNanos();
    while (true) {
      try {
        return HttpServer.create(adres, 0);
      } catch (BindException e) {
        if (System.nanoTime() > einde) {
          throw e;
        }
      }
      Thread.sleep(200);
    }
  }

  /** It is called; it has nothing to do by itself. */
  @Override
  void ronde() {}

  private void neem(HttpExchange vraag) throws IOException {
    try (vraag) {
      if (vraag.getRequestMethod().equals("OPTIONS")) {
        vraag.getResponseHeaders().add("WebHook-Allowed-Origin", "*");
        vraag.sendResponseHeaders(200, -1);
        return;
      }
      String body = new String(vraag.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String soort = vraag.getRequestHeaders().getFirst("Content-Type");
      if (soort != null && soort.startsWith("application/cloudevents+json")) {
        JsonNode event = LEZER.readTree(body);
        antwoord(
            vraag,
            event.path("id").asText(),
            event.path("volgnummer").asLong(),
            event.path("type").asText(),
            body);
        return;
      }
      antwoord(
          vraag,
          kop(vraag, "ce-id"),
          Long.parseLong(kop(vraag, "ce-volgnummer")),
          kop(vraag, "ce-type"),
          body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String kop(HttpExchange vraag, String naam) {
    return vraag.getRequestHeaders().getFirst(naam);
  }

  private void antwoord(HttpExchange vraag, String id, long nummer, String type, String body)
      throws IOException, InterruptedException {
    int keer = noteer(id, nummer, type, body);
    if (keer == 1 && lot(id, 5, 11)) {
      vraag.getResponseHeaders().add("Retry-After", "1");
      vraag.sendResponseHeaders(503, -1);
      return;
    }
    if (keer == 1 && lot(id, 11, 14)) {
      // An answer that means nothing.
      vraag.sendResponseHeaders(500, -1);
      return;
    }
    if (keer == 1 && lot(id, 14, 17)) {
      // None at all.
      return;
    }
    if (keer <= 4 && lot(id, 22, 25)) {
      // Long enough that its dossier waits and the others go on.
      vraag.sendResponseHeaders(500, -1);
      return;
    }
    if (lot(id, 17, 22)) {
      Thread.sleep(700);
    }
    if (weigert(id)) {
      gaatAntwoorden(id, GEWEIGERD);
      byte[] nee =
          "{\"uitkomst\":\"%s\",\"reden\":\"%s\"}"
              .formatted(GEWEIGERD, REDEN)
              .getBytes(StandardCharsets.UTF_8);
      vraag.getResponseHeaders().add("Content-Type", "application/json");
      vraag.sendResponseHeaders(422, nee.length);
      vraag.getResponseBody().write(nee);
      return;
    }
    gaatAntwoorden(id, GEACCEPTEERD);
    vraag.sendResponseHeaders(204, -1);
  }
}
