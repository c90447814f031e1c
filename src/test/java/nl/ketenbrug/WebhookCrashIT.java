package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import nl.ketenbrug.delivery.Ontvanger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** An engine that is killed while it delivers to a webhook, the jar that is shipped. */
class WebhookCrashIT {

  private static final Duration GEDULD = Duration.ofSeconds(90);
  private static final String CODE = "waterschap-denkbeeld";
  private static final List<String> BSNS = Motorbestanden.bsns(999_998_000, 3);

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
    Path werkmap = Path.of("target", "webhook-crash").toAbsolutePath();
    FileSystemUtils.deleteRecursively(werkmap);
    Motorbestanden bestanden = Motorbestanden.kopie(werkmap.resolve("map"));
    bestanden.schuldenaren(BSNS);
    bestanden.tijdslimiet("polis", 30_000);
    Files.writeString(
        bestanden.map().resolve("config/partners/" + CODE + ".yaml"),
        WebhookIT.bestand(ontvanger.poort()));
    motor =
        new Motorproces(
            Path.of(jar),
            bestanden,
            werkmap,
            "--ketenbrug.webhook.ronde=100",
            "--ketenbrug.webhook.tijdslimiet=3000",
            "--ketenbrug.bron.tijdslimiet=30000");
  }

  @AfterEach
  void ruimOp() throws Exception {
    if (motor != null) {
      motor.close();
      ontvanger.close();
    }
  }

  @Test
  void whatWasUnderWayComesAgainUnderTheSameIdAndNothingOvertakesIt() throws Exception {
    CountDownLatch onderweg = new CountDownLatch(1);
    CountDownLatch dood = new CountDownLatch(1);
    ontvanger.gedraagJe(
        uitwisseling -> {
          if ("3".equals(uitwisseling.getRequestHeaders().getFirst("ce-volgnummer"))
              && onderweg.getCount() > 0) {
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
    motor.dood();
    dood.countDown();

    motor.start();
    motor.wachtTotGereed();
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
    assertThat(gekregen.stream().map(verzoek -> verzoek.kop("ce-volgnummer")))
        .containsExactly("1", "2", "3", "3", "4", "5", "6");
    assertThat(gekregen.get(3).kop("ce-id")).isEqualTo(gekregen.get(2).kop("ce-id"));
    assertThat(gekregen.get(3).body()).isEqualTo(gekregen.get(2).body());
    assertThat(gekregen.stream().map(verzoek -> verzoek.kop("ce-id")).distinct()).hasSize(6);
    assertThat(BSNS.stream().filter(motor.uitvoer()::contains)).isEmpty();
  }

  private static void wacht(CountDownLatch op) {
    try {
      op.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
