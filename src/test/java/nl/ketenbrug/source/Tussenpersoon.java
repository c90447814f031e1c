package nl.ketenbrug.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * Stands between the client and the broker, and hands on the broker's answer after changing it: who
 * got into the connection, or a gateway that is no good.
 */
final class Tussenpersoon implements AutoCloseable {

  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String broker;
  private volatile UnaryOperator<String> wijziging = UnaryOperator.identity();
  private volatile int status = 200;
  private volatile String soort = "text/xml;charset=UTF-8";
  private volatile long pauzePerByte;

  /**
   * @param broker address of the broker without TLS
   */
  Tussenpersoon(String broker) throws IOException {
    this.broker = broker;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::verwerk);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  String adres() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Tussenpersoon wijzigt(UnaryOperator<String> nieuw) {
    wijziging = nieuw;
    return this;
  }

  Tussenpersoon antwoordt(int nieuweStatus, String nieuweSoort) {
    status = nieuweStatus;
    soort = nieuweSoort;
    return this;
  }

  /** Milliseconds between two bytes of the answer. */
  Tussenpersoon druppelt(long pauze) {
    pauzePerByte = pauze;
    return this;
  }

  private void verwerk(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] vraag = exchange.getRequestBody().readAllBytes();
      byte[] antwoord =
          wijziging.apply(vanBroker(exchange, vraag)).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", soort);
      exchange.sendResponseHeaders(status, antwoord.length);
      for (byte een : antwoord) {
        exchange.getResponseBody().write(een);
        if (pauzePerByte > 0) {
          exchange.getResponseBody().flush();
          Thread.sleep(pauzePerByte);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String vanBroker(HttpExchange exchange, byte[] vraag)
      throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(broker + exchange.getRequestURI()))
                .header("Content-Type", "text/xml; charset=UTF-8")
                .header("SOAPAction", "\"\"")
                .POST(HttpRequest.BodyPublishers.ofByteArray(vraag))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
