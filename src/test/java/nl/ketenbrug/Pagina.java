package nl.ketenbrug;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without script: it keeps its cookie and sends the token of the page along. */
final class Pagina {

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final String adres;
  private final String login;
  private String koekje = "";
  private String token = "";

  Pagina(String adres, String naam) {
    this.adres = adres;
    this.login = "Basic " + Base64.getEncoder().encodeToString((naam + ":" + naam).getBytes());
  }

  String get(String pad) throws Exception {
    return stuur(verzoek(pad).GET());
  }

  int status(String methode, String pad) throws Exception {
    return client
        .send(
            verzoek(pad).method(methode, HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  String formulier(String pad) throws Exception {
    return formulier(pad, "");
  }

  /**
   * @param velden encoded, each after an ampersand
   */
  String formulier(String pad, String velden) throws Exception {
    return stuur(
        verzoek(pad)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + token + velden)));
  }

  String bestand(String pad, String inhoud) throws Exception {
    String body =
        "--grens\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n%s\r\n--grens\r\nContent-Disposition: form-data; name=\"bestand\"; filename=\"b.csv\"\r\nContent-Type: text/csv\r\n\r\n%s\r\n--grens--\r\n"
            .formatted(token, inhoud);
    return stuur(
        verzoek(pad)
            .header("Content-Type", "multipart/form-data; boundary=grens")
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
  }

  private HttpRequest.Builder verzoek(String pad) {
    return HttpRequest.newBuilder(URI.create(adres + pad))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", login)
        .header("Cookie", koekje);
  }

  private String stuur(HttpRequest.Builder verzoek) throws Exception {
    HttpResponse<String> antwoord =
        client.send(verzoek.build(), HttpResponse.BodyHandlers.ofString());
    antwoord
        .headers()
        .allValues("Set-Cookie")
        // After a form the old one is taken away first, and then a new one is given.
        .forEach(kop -> koekje = kop.replaceFirst(";.*", ""));
    Matcher gevonden = TOKEN.matcher(antwoord.body());
    if (gevonden.find()) {
      token = gevonden.group(1);
    }
    if (antwoord.statusCode() != 200) {
      throw new UncheckedIOException(
          new IOException(antwoord.statusCode() + " " + antwoord.body()));
    }
    return antwoord.body();
  }
}
