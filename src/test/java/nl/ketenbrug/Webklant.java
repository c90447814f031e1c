package nl.ketenbrug;

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

/** Calls the engine's HTTP interface with one account. */
final class Webklant {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private final String adres;
  private final String login;

  Webklant(String adres, String naam, String wachtwoord) {
    this.adres = adres;
    this.login =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((naam + ":" + wachtwoord).getBytes(StandardCharsets.UTF_8));
  }

  record Antwoord(int status, String body) {
    JsonNode json() throws IOException {
      return JSON.readTree(body);
    }
  }

  Antwoord get(String pad) throws IOException, InterruptedException {
    return stuur(verzoek(pad).GET().build());
  }

  /**
   * @throws IOException also when the answer is not 200
   */
  JsonNode json(String pad) throws IOException, InterruptedException {
    Antwoord antwoord = get(pad);
    if (antwoord.status() != 200) {
      throw new IOException(pad.replaceFirst("\\?.*", "") + " gaf " + antwoord.status());
    }
    return antwoord.json();
  }

  Antwoord post(String pad, String soort, String body) throws IOException, InterruptedException {
    return post(pad, soort, body.getBytes(StandardCharsets.UTF_8));
  }

  Antwoord post(String pad, String soort, byte[] body) throws IOException, InterruptedException {
    return stuur(
        verzoek(pad)
            .header("Content-Type", soort)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build());
  }

  Antwoord put(String pad, String body) throws IOException, InterruptedException {
    return stuur(
        verzoek(pad)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder verzoek(String pad) {
    return HttpRequest.newBuilder(URI.create(adres + pad))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", login);
  }

  private Antwoord stuur(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    return new Antwoord(response.statusCode(), response.body());
  }
}
