package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** On a real server, because only that takes the way over the error page. */
@SpringBootTest(
    classes = ConsoleOpstelling.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "server.address=127.0.0.1")
class FoutpaginaTest {

  @LocalServerPort private int poort;

  @ParameterizedTest
  @CsvSource({
    "/, '', 401, Niet ingelogd",
    "/, partner, 403, Geen toegang",
    "/berichten/onzin, auditor, 400, De parameter id is geen UUID.",
    "/berichten/01a1f82f-1e80-75c1-9362-66d9f75d2017, auditor, 404, Bericht onbekend",
    "/berichten/a/b, auditor, 404, Niet gevonden"
  })
  void showsAPersonAPageInDutch(String pad, String gebruiker, int status, String tekst)
      throws Exception {
    HttpResponse<String> antwoord = haal(pad, gebruiker, "text/html,*/*");

    assertThat(antwoord.statusCode()).isEqualTo(status);
    assertThat(antwoord.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(antwoord.body()).contains("<html lang=\"nl\"", tekst).doesNotContain("Exception");
  }

  @ParameterizedTest
  @CsvSource({
    "/, '', 401, niet-ingelogd",
    "/api/v1/log/berichten, partner, 403, geen-toegang",
    "/api/v1/log/berichten;x=1, auditor, 400, verzoek-ongeldig"
  })
  void givesAProgramProblemJsonAlsoOutsideControllers(
      String pad, String gebruiker, int status, String code) throws Exception {
    HttpResponse<String> antwoord = haal(pad, gebruiker, "application/json");

    assertThat(antwoord.statusCode()).isEqualTo(status);
    assertThat(antwoord.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(antwoord.body()).contains("urn:ketenbrug:fout:" + code);
  }

  @Test
  void showsWhoIsRefusedWhereHeMayGo() throws Exception {
    assertThat(haal("/matches", "partner", "text/html").body())
        .contains("href=\"/abonnementen\"", "href=\"/batches\"")
        .doesNotContain("href=\"/matches\"");
  }

  @ParameterizedTest
  @CsvSource({
    "/, '', false, false",
    "/, partner, false, true",
    "/berichten/a/b, auditor, true, false"
  })
  void sendsNobodyToALogThatHeMayNotSee(
      String pad, String gebruiker, boolean naarLog, boolean naarMenu) throws Exception {
    String pagina = haal(pad, gebruiker, "text/html").body();

    assertThat(pagina.contains("Naar het berichtenlog")).isEqualTo(naarLog);
    assertThat(pagina.contains("In het menu hierboven staat")).isEqualTo(naarMenu);
  }

  @Test
  void asksABrowserForAPassword() throws Exception {
    assertThat(haal("/", "", "text/html").headers().firstValue("WWW-Authenticate").orElseThrow())
        .isEqualTo("Basic realm=\"Ketenbrug\", charset=\"UTF-8\"");
  }

  private HttpResponse<String> haal(String pad, String gebruiker, String accept) throws Exception {
    HttpRequest.Builder vraag =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + poort + pad))
            .header("Accept", accept);
    if (!gebruiker.isEmpty()) {
      String naamEnWoord = gebruiker + ":" + gebruiker;
      vraag.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(naamEnWoord.getBytes("UTF-8")));
    }
    return HttpClient.newHttpClient().send(vraag.build(), HttpResponse.BodyHandlers.ofString());
  }
}
