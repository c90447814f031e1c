package nl.ketenbrug.delivery;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** The other side of a webhook: a real server that answers as it is told and remembers. */
public final class Ontvanger implements AutoCloseable {

  /** What came in. */
  public record Verzoek(String methode, String pad, Headers koppen, String body) {
    public String kop(String naam) {
      return koppen.getFirst(naam);
    }
  }

  /** How it answers. */
  public interface Gedrag {
    void antwoord(HttpExchange uitwisseling) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Verzoek> verzoeken = new CopyOnWriteArrayList<>();
  private volatile Gedrag gedrag = met(204);

  private Ontvanger(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::verwerk);
    server.start();
  }

  /**
   * @param poort 0 = any free one
   */
  public static Ontvanger op(int poort) throws IOException {
    return new Ontvanger(HttpServer.create(adres(poort), 0));
  }

  /** By TLS, and only for who shows a certificate that is trusted. */
  static Ontvanger tls(SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create(adres(0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters tls = context.getDefaultSSLParameters();
            tls.setNeedClientAuth(true);
            parameters.setSSLParameters(tls);
          }
        });
    return new Ontvanger(server);
  }

  private static InetSocketAddress adres(int poort) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), poort);
  }

  private void verwerk(HttpExchange uitwisseling) throws IOException {
    try (uitwisseling) {
      String body =
          new String(uitwisseling.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      verzoeken.add(
          new Verzoek(
              uitwisseling.getRequestMethod(),
              uitwisseling.getRequestURI().toString(),
              uitwisseling.getRequestHeaders(),
              body));
      gedrag.antwoord(uitwisseling);
    }
  }

  public static Gedrag met(int status) {
    return met(status, "");
  }

  /**
   * @param koppen names and values by turns
   */
  public static Gedrag met(int status, String body, String... koppen) {
    return uitwisseling -> {
      if (uitwisseling.getRequestMethod().equals("OPTIONS")) {
        uitwisseling.getResponseHeaders().set("WebHook-Allowed-Origin", "*");
      }
      for (int i = 0; i < koppen.length; i += 2) {
        uitwisseling.getResponseHeaders().set(koppen[i], koppen[i + 1]);
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      uitwisseling.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        uitwisseling.getResponseBody().write(bytes);
      }
    };
  }

  public void gedraagJe(Gedrag nieuw) {
    gedrag = nieuw;
  }

  public List<Verzoek> verzoeken() {
    return List.copyOf(verzoeken);
  }

  /** Events only, without questions for consent. */
  public List<Verzoek> gebeurtenissen() {
    return verzoeken.stream().filter(verzoek -> verzoek.methode().equals("POST")).toList();
  }

  public int poort() {
    return server.getAddress().getPort();
  }

  public URI url() {
    return URI.create(
        (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:" + poort() + "/hook");
  }

  /** The thread of the server waits, so that the other side does. */
  static void slaap(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("gestopt"));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
