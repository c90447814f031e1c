package nl.ketenbrug.simulator.zending;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.UnaryOperator;

/**
 * The engine that is delivered to, by HTTP.
 *
 * @param adres without a slash at the end
 * @param wachtwoord of the account of a source, by the code of that source
 */
public record Motor(String adres, UnaryOperator<String> wachtwoord) {

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  private static final Duration TIJDSLIMIET = Duration.ofSeconds(30);

  /** Throws {@link IOException} when the engine gives no answer. */
  HttpResponse<String> lever(String bron, String xml) throws IOException, InterruptedException {
    String account = bron + ":" + wachtwoord.apply(bron);
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(adres + "/api/v1/aanleveringen/" + bron))
            .timeout(TIJDSLIMIET)
            .header("Content-Type", "text/xml; charset=utf-8")
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8)))
            .POST(BodyPublishers.ofString(xml))
            .build(),
        BodyHandlers.ofString());
  }
}
