package nl.ketenbrug.operations;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The demo chain: delivers the attachments of {@code config/demo} over HTTP as the register would,
 * waits until all of it is at the partners or set apart, and says what happened and where to look.
 * {@code ketenbrug.demo.aanleveren=false} leaves that out, for a chain that others feed.
 */
@Component
@Profile("demo")
@ConditionalOnProperty(name = "ketenbrug.demo.aanleveren", matchIfMissing = true)
class Demo {

  private static final Duration GEDULD = Duration.ofSeconds(45);

  private final Installatie installatie;
  private final Partners partners;
  private final JdbcClient jdbc;
  private final BrokerSettings broker;
  private final ServletWebServerApplicationContext server;
  private final PrintStream uit = System.out;

  Demo(
      Installatie installatie,
      Partners partners,
      JdbcClient jdbc,
      BrokerSettings broker,
      ServletWebServerApplicationContext server) {
    this.installatie = installatie;
    this.partners = partners;
    this.jdbc = jdbc;
    this.broker = broker;
    this.server = server;
  }

  @EventListener(ApplicationReadyEvent.class)
  void draai() throws IOException, InterruptedException {
    int port = server.getWebServer().getPort();
    int nieuw = 0;
    int duplicaat = 0;
    List<Path> berichten = berichten();
    uit.println();
    uit.println(
        "Ketenbrug draait. Het beslagregister levert " + berichten.size() + " berichten aan.");
    for (Path bericht : berichten) {
      if (lever(port, bericht)) {
        duplicaat++;
      } else {
        nieuw++;
      }
    }
    wachtTotKlaar();
    vertel(port, nieuw, duplicaat);
  }

  private List<Path> berichten() throws IOException {
    try (Stream<Path> files = Files.list(installatie.bestand("config/demo"))) {
      return files.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
    }
  }

  /**
   * @return whether the register had delivered it before, in an earlier run
   */
  private boolean lever(int port, Path bericht) throws IOException, InterruptedException {
    String login =
        Base64.getEncoder()
            .encodeToString("beslagregister:beslagregister".getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/api/v1/aanleveringen/beslagregister"))
            .header("Content-Type", "application/xml")
            .header("Authorization", "Basic " + login)
            .POST(HttpRequest.BodyPublishers.ofFile(bericht))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 202) {
      throw new IllegalStateException(
          "Demobericht " + bericht.getFileName() + " is niet aangenomen: " + response.body());
    }
    return response.body().contains("\"duplicaat\":true");
  }

  /**
   * Done when every received message was published or set apart, and every published event is at
   * its partners.
   */
  private void wachtTotKlaar() throws InterruptedException {
    Instant einde = Instant.now().plus(GEDULD);
    long vorige = -1;
    while (Instant.now().isBefore(einde)) {
      long open =
          tel(
              """
              select count(distinct r.bericht_id) from logregel r where r.stap = 'ontvangen'
              and not exists (select 1 from logregel k where k.bericht_id = r.bericht_id
                              and k.stap in ('gepubliceerd', 'geparkeerd'))""");
      long regels = tel("select count(*) from logregel");
      if (open == 0 && regels == vorige) {
        return;
      }
      vorige = regels;
      uit.print(".");
      uit.flush();
      Thread.sleep(1000);
    }
  }

  private void vertel(int port, int nieuw, int duplicaat) {
    String base = "http://127.0.0.1:" + port;
    uit.println();
    uit.println();
    uit.println("Gebeurtenissen in     " + nieuw + " nieuw, " + duplicaat + " al bekend");
    for (Partner partner : partners.alle()) {
      uit.printf(
          "Klaar voor %-26s %d (%s, profiel %s)%n",
          partner.code(),
          tel("select count(*) from levering where partner = '" + partner.code() + "'"),
          partner.abonnement().kanaal().name().toLowerCase(java.util.Locale.ROOT),
          partner.abonnement().profiel());
    }
    uit.println(
        "Geparkeerd            "
            + tel(
                """
                select count(distinct p.bericht_id) from logregel p where p.stap = 'geparkeerd'
                and not exists (select 1 from logregel v where v.bericht_id = p.bericht_id
                                and v.stap = 'vrijgegeven' and v.tijdstip > p.tijdstip)"""));
    uit.println(
        "Te beoordelen         "
            + tel("select count(*) from persoonsmatch where graad = 'te-bevestigen'"));
    uit.println();
    uit.println("Kijk mee:");
    uit.println("  logboek      " + base + "/   (auditor / auditor)");
    uit.println("  matches      " + base + "/matches   (beoordelaar / beoordelaar)");
    uit.println("  afnemer      curl -u cjib:cjib " + base + "/api/v1/berichten?limiet=1");
    uit.println(
        "  AMQP 1.0     amqp://127.0.0.1:"
            + broker.port()
            + ", wachtrij partner.deurwaarder-veenstra");
    uit.println("               (deurwaarder-veenstra / deurwaarder-veenstra)");
    uit.println("  stoppen      Ctrl-C; wat er staat, staat er na een herstart nog");
    uit.println();
  }

  private long tel(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }
}
