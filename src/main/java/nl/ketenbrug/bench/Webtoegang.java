package nl.ketenbrug.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** The engines by HTTP, as one account; who gets no answer from one goes to the next. */
final class Webtoegang {

  /** Longer than an engine that is well ever takes. */
  private static final Duration GEDULD = Duration.ofSeconds(10);

  private static final int POGINGEN = 6;
  private static final long NOG_EENS = 1_000;

  private static final int EIGEN_FOUT = 500;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** An answer. */
  record Antwoord(int status, String body) {
    JsonNode json() throws IOException {
      return JSON.readTree(body);
    }
  }

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final List<String> motoren;
  private final String login;
  private final int pogingen;
  private int motor;

  /**
   * @param motoren their addresses, tried in this order
   * @param account also its password
   */
  Webtoegang(List<String> motoren, String account) {
    this(motoren, account, 1);
  }

  private Webtoegang(List<String> motoren, String account, int pogingen) {
    this.pogingen = pogingen;
    this.motoren = motoren;
    this.login =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((account + ":" + account).getBytes(StandardCharsets.UTF_8));
  }

  /** For who does not come back later: asks the next engine, and again, before it gives up. */
  static Webtoegang volhardend(List<String> motoren, String account) {
    return new Webtoegang(motoren, account, POGINGEN);
  }

  /** From now on another engine. */
  void volgende() {
    motor = (motor + 1) % motoren.size();
  }

  /**
   * @throws IOException also when the engine says that it cannot now; the next one is asked then
   */
  Antwoord get(String pad) throws IOException, InterruptedException {
    return stuur(pad, HttpRequest.newBuilder().GET());
  }

  /** As {@link #get}. */
  Antwoord post(String pad, String soort, String body) throws IOException, InterruptedException {
    return stuur(
        pad,
        HttpRequest.newBuilder()
            .header("Content-Type", soort)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** What must be there. */
  JsonNode json(String pad) throws IOException, InterruptedException {
    Antwoord antwoord = get(pad);
    if (antwoord.status() != 200) {
      throw new IOException(pad + " gaf " + antwoord.status() + ": " + antwoord.body());
    }
    return antwoord.json();
  }

  private Antwoord stuur(String pad, HttpRequest.Builder vraag)
      throws IOException, InterruptedException {
    for (int poging = 1; ; poging++) {
      try {
        return eenKeer(pad, vraag);
      } catch (IOException e) {
        if (poging >= pogingen) {
          throw e;
        }
        Thread.sleep(NOG_EENS);
      }
    }
  }

  private Antwoord eenKeer(String pad, HttpRequest.Builder vraag)
      throws IOException, InterruptedException {
    try {
      HttpResponse<String> antwoord =
          client.send(
              vraag
                  .uri(URI.create(motoren.get(motor) + pad))
                  .timeout(GEDULD)
                  .setHeader("Authorization", login)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (antwoord.statusCode() >= EIGEN_FOUT) {
        throw new IOException("De motor antwoordde " + antwoord.statusCode());
      }
      return new Antwoord(antwoord.statusCode(), antwoord.body());
    } catch (IOException e) {
      volgende();
      throw e;
    }
  }
}
