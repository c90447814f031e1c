package nl.ketenbrug.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** A running simulator on a free port, with the calls that tests make. */
public final class Testsimulator implements AutoCloseable {

  public static final Path SCENARIO = Path.of("config/simulator/scenario.yaml");

  /** A day far from the one on which the scenario was written: it must not matter. */
  public static final LocalDate VANDAAG = LocalDate.of(2031, 3, 15);

  private static final String BRP = "/haalcentraal/api/brp/personen";
  private static final String SUWINET = "/suwibroker/soap/UWVDossierInkomstenGSD-v0200";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;

  private Testsimulator(LocalDate vandaag, Path scenario) {
    ZoneId nederland = ZoneId.of("Europe/Amsterdam");
    Clock klok = Clock.fixed(vandaag.atTime(12, 0).atZone(nederland).toInstant(), nederland);
    context = Simulator.start(0, scenario, klok);
  }

  public static Testsimulator start() {
    return new Testsimulator(VANDAAG, SCENARIO);
  }

  public static Testsimulator start(LocalDate vandaag) {
    return new Testsimulator(vandaag, SCENARIO);
  }

  public static Testsimulator start(Path scenario) {
    return new Testsimulator(VANDAAG, scenario);
  }

  public ConfigurableApplicationContext context() {
    return context;
  }

  public HttpResponse<String> brp(String body, String... headers) throws Exception {
    HttpRequest.Builder verzoek = verzoek(BRP).POST(BodyPublishers.ofString(body));
    if (List.of(headers).stream().noneMatch("Content-Type"::equals)) {
      verzoek.header("Content-Type", "application/json; charset=utf-8");
    }
    return stuur(headers.length == 0 ? verzoek : verzoek.headers(headers));
  }

  /** Asks the BRP for one person. */
  public HttpResponse<String> brp(String bsn, List<String> fields) throws Exception {
    return brp(brpVraag(List.of(bsn), fields));
  }

  public HttpResponse<String> suwinet(String envelop) throws Exception {
    return suwinet(envelop, "text/xml; charset=UTF-8", "\"\"");
  }

  public HttpResponse<String> suwinet(String envelop, String contentType, String soapAction)
      throws Exception {
    return stuur(
        verzoek(SUWINET)
            .header("Content-Type", contentType)
            .header("SOAPAction", soapAction)
            .POST(BodyPublishers.ofString(envelop)));
  }

  public HttpResponse<String> haal(String pad) throws Exception {
    return stuur(verzoek(pad).GET());
  }

  public HttpResponse<String> post(String pad, String json) throws Exception {
    return stuur(verzoek(pad).POST(BodyPublishers.ofString(json)));
  }

  public HttpResponse<String> zet(String pad, String json) throws Exception {
    return stuur(verzoek(pad).PUT(BodyPublishers.ofString(json)));
  }

  public HttpResponse<String> wis(String pad) throws Exception {
    return stuur(verzoek(pad).DELETE());
  }

  /** The bodies that came in at {@code brp} or {@code suwinet}, oldest first, exactly as sent. */
  public List<String> vragen(String bron) throws Exception {
    List<String> vragen = new ArrayList<>();
    BrpContract.boom(haal("/simulator/bronnen/" + bron + "/verzoeken").body())
        .forEach(verzoek -> vragen.add(verzoek.get("body").asText()));
    return vragen;
  }

  static String brpVraag(List<String> bsns, List<String> fields) {
    return """
        {"type": "RaadpleegMetBurgerservicenummer", "burgerservicenummer": %s, "fields": %s}"""
        .formatted(lijst(bsns), lijst(fields));
  }

  private static String lijst(List<String> teksten) {
    return "[\"" + String.join("\", \"", teksten) + "\"]";
  }

  private HttpRequest.Builder verzoek(String pad) {
    return HttpRequest.newBuilder(URI.create(Simulator.adres(context) + pad));
  }

  private HttpResponse<String> stuur(HttpRequest.Builder verzoek)
      throws IOException, InterruptedException {
    return http.send(verzoek.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    context.close();
  }
}
