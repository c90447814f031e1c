package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import nl.ketenbrug.delivery.Ontvanger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * The jar is killed once, while an event is under way to a webhook and while it takes files from a
 * folder: what was under way comes again, and every file becomes one message.
 */
class CrashOnderwegIT {

  private static final Duration GEDULD = Duration.ofSeconds(90);
  private static final String CODE = "waterschap-denkbeeld";
  private static final List<String> BSNS = Motorbestanden.bsns(999_998_000, 3);
  private static final int AANTAL = 120;

  private final CountDownLatch dood = new CountDownLatch(1);
  private Path werkmap;
  private Path inkomend;
  private Ontvanger ontvanger;
  private Motorproces motor;

  @BeforeEach
  void maakMotor() throws Exception {
    Stilte.bewaar();
    String jar = System.getProperty("ketenbrug.jar", "");
    assumeTrue(
        !jar.isEmpty() && Files.exists(Path.of(jar)),
        "Deze proef heeft de gebouwde jar nodig (systeemeigenschap ketenbrug.jar): mvn verify");
    ontvanger = Ontvanger.op(0);
    werkmap = Path.of("target", "crash-onderweg").toAbsolutePath();
    FileSystemUtils.deleteRecursively(werkmap);
    inkomend = Files.createDirectories(werkmap.resolve("data/aanleveringen/svb"));
    Motorbestanden bestanden = Motorbestanden.kopie(werkmap.resolve("map"));
    bestanden.schuldenaren(BSNS);
    bestanden.tijdslimiet("polis", 30_000);
    bestanden.tijdslimiet("brp", 30_000);
    Files.writeString(
        bestanden.map().resolve("config/partners/" + CODE + ".yaml"),
        WebhookIT.bestand(ontvanger.poort()));
    motor =
        new Motorproces(
            Path.of(jar),
            bestanden,
            werkmap,
            "--ketenbrug.aanleveringen.rust=0",
            "--ketenbrug.webhook.ronde=100",
            "--ketenbrug.webhook.tijdslimiet=10000");
  }

  @AfterEach
  void ruimOp() throws Exception {
    dood.countDown();
    if (motor != null) {
      motor.close();
      ontvanger.close();
    }
  }

  @Test
  void whatWasUnderWayComesAgainAndEveryFileBecomesOneMessage() throws Exception {
    CountDownLatch onderweg = new CountDownLatch(1);
    ontvanger.gedraagJe(
        uitwisseling -> {
          if ("3".equals(uitwisseling.getRequestHeaders().getFirst("ce-volgnummer"))
              && dood.getCount() > 0) {
            onderweg.countDown();
            wacht(dood);
          }
          Ontvanger.met(204).antwoord(uitwisseling);
        });
    motor.start();
    motor.wachtTotGereed();
    Webklant register = new Webklant(motor.adres(), "beslagregister", "beslagregister");
    for (String bsn : BSNS) {
      register.post(
          "/api/v1/aanleveringen/beslagregister",
          "application/xml",
          Beslagbericht.gelegd("WEBHOOK-CRASH-" + bsn.substring(5), bsn, Beslagbericht.ANDER));
    }
    await().atMost(GEDULD).until(() -> onderweg.getCount() == 0);
    legBestandenNeer();
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(GEDULD)
        .until(() -> tel(inkomend) < AANTAL * 3 / 4);
    motor.dood();
    long eerder = volgnummers().stream().filter("3"::equals).count();
    dood.countDown();
    assertThat(tel(inkomend)).as("killed on the way").isPositive();

    motor.start();
    motor.wachtTotGereed();
    onderwegKomtNogEens(eerder);
    elkBestandIsEenBericht();
    assertThat(motor.uitvoer()).doesNotContain("9999");
  }

  private List<String> volgnummers() {
    return ontvanger.gebeurtenissen().stream()
        .map(verzoek -> verzoek.kop("ce-volgnummer"))
        .toList();
  }

  /**
   * @param eerder how often 3 was tried before the engine died; on a busy machine more than once
   */
  private void onderwegKomtNogEens(long eerder) throws Exception {
    Webklant partner = new Webklant(motor.adres(), CODE, CODE);
    await()
        .atMost(GEDULD)
        .until(
            () -> {
              JsonNode stand = partner.json("/api/v1/abonnementen/" + CODE);
              return stand.path("laatsteVolgnummer").asLong() == 6
                  && stand.path("openstaand").asLong() == 0;
            });
    List<Ontvanger.Verzoek> gekregen = ontvanger.gebeurtenissen();
    assertThat(String.join(" ", volgnummers()))
        .as("again, and nothing overtakes it")
        .matches("1 2( 3){%d,} 4 5 6".formatted(eerder + 1));
    assertThat(gekregen.stream().map(verzoek -> verzoek.kop("ce-id")).distinct()).hasSize(6);
    assertThat(gekregen.stream().map(Ontvanger.Verzoek::body).distinct())
        .as("with the same content")
        .hasSize(6);
  }

  private void elkBestandIsEenBericht() throws Exception {
    await().atMost(GEDULD).until(() -> tel(inkomend) + tel(inkomend.resolve("bezig")) == 0);
    assertThat(tel(inkomend.resolve("klaar"))).isEqualTo(AANTAL);
    assertThat(inkomend.resolve("fout")).doesNotExist();
    Webklant auditor = new Webklant(motor.adres(), "auditor", "auditor");
    await().atMost(GEDULD).until(() -> vastgelegd(auditor).size() >= AANTAL);
    assertThat(vastgelegd(auditor)).isEqualTo(idsInNamen(inkomend.resolve("klaar")));
  }

  /** Each appears whole, as a source is asked to do. */
  private void legBestandenNeer() throws IOException {
    String xml = Files.readString(Path.of("transforms/svb/examples/gevonden.xml"));
    String bsn = xml.replaceAll("(?s).*?<Burgerservicenr>(\\d{9}).*", "$1");
    List<String> bsns = Motorbestanden.bsns(999_993_000, AANTAL);
    Path klad = Files.createDirectories(werkmap.resolve("klad"));
    for (int i = 0; i < AANTAL; i++) {
      Path een = klad.resolve("antwoord-" + i + ".xml");
      Files.writeString(een, xml.replace(bsn, bsns.get(i)));
    }
    for (int i = 0; i < AANTAL; i++) {
      String naam = "antwoord-" + i + ".xml";
      Files.move(klad.resolve(naam), inkomend.resolve(naam), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Ids of messages whose last step is {@code vastgelegd}, over all pages of the log. */
  private static Set<String> vastgelegd(Webklant auditor) throws Exception {
    Set<String> ids = new HashSet<>();
    String na = "";
    while (true) {
      var pagina = auditor.json("/api/v1/log/berichten?limiet=100" + na);
      pagina
          .path("berichten")
          .forEach(
              bericht -> {
                if (bericht.path("laatsteStap").asText().equals("vastgelegd")) {
                  ids.add(bericht.path("berichtId").asText());
                }
              });
      if (pagina.path("volgende").isNull()) {
        return ids;
      }
      na = "&na=" + pagina.path("volgende").asText();
    }
  }

  private static Set<String> idsInNamen(Path map) throws IOException {
    Set<String> ids = new HashSet<>();
    try (Stream<Path> bestanden = Files.list(map)) {
      bestanden.forEach(bestand -> ids.add(bestand.getFileName().toString().substring(0, 36)));
    }
    return ids;
  }

  private static long tel(Path map) throws IOException {
    if (Files.notExists(map)) {
      return 0;
    }
    try (Stream<Path> bestanden = Files.list(map)) {
      return bestanden.filter(bestand -> bestand.toString().endsWith(".xml")).count();
    }
  }

  private static void wacht(CountDownLatch op) {
    try {
      op.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
