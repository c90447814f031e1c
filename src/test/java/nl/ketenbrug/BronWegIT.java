package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * A source that keeps silent for long, with small figures: what needs it waits, past the attempt at
 * which another fault would set it apart; what needs it not goes on; and when it answers again all
 * goes through, in order, without anybody doing anything.
 */
class BronWegIT {

  /** Of them the first have an attachment before the source falls silent. */
  private static final List<String> BSNS = Motorbestanden.bsns(999_995_000, 40);

  private static final int EERDER = 10;

  private static Motorproces motor;
  private static Webklant bron;
  private static Webklant auditor;
  private static Webklant beheerder;
  private static Pullafnemer cjib;

  @BeforeAll
  static void startMotor() throws Exception {
    Stilte.bewaar();
    String jar = System.getProperty("ketenbrug.jar", "");
    assumeTrue(
        !jar.isEmpty() && Files.exists(Path.of(jar)),
        "Deze proef heeft de gebouwde jar nodig (systeemeigenschap ketenbrug.jar): mvn verify");
    Path werkmap = Path.of("target", "bron-weg").toAbsolutePath();
    FileSystemUtils.deleteRecursively(werkmap);
    Motorbestanden bestanden = Motorbestanden.kopie(werkmap.resolve("map"));
    bestanden.schuldenaren(BSNS);
    bestanden.tijdslimiet("brp", 2_000);
    motor =
        new Motorproces(
            Path.of(jar),
            bestanden,
            werkmap,
            "--ketenbrug.broker.redelivery-delay=100",
            "--ketenbrug.broker.max-redelivery-delay=500",
            "--ketenbrug.parkeren.pogingen=4",
            "--ketenbrug.bron.herstelpauze=3");
    motor.start();
    motor.wachtTotGereed();
    bron = new Webklant(motor.adres(), "beslagregister", "beslagregister");
    auditor = new Webklant(motor.adres(), "auditor", "auditor");
    beheerder = new Webklant(motor.adres(), "beheerder", "beheerder");
    cjib = new Pullafnemer("cjib", motor.adres());
    cjib.begin();
  }

  @AfterAll
  static void stopMotor() throws Exception {
    if (motor == null) {
      return;
    }
    try {
      cjib.close();
      motor.stop();
    } finally {
      motor.close();
    }
  }

  @Test
  void aSourceThatIsAwayCostsNothingButDelay() throws Exception {
    List<String> eerder = new ArrayList<>();
    for (int i = 0; i < EERDER; i++) {
      eerder.add(lever(gelegd(i)));
    }
    wachtOpAankomst(eerder);

    zetBrp("\"traag\",\"vertragingMs\":120000");
    List<String> wachtend = new ArrayList<>();
    for (int i = EERDER; i < BSNS.size(); i++) {
      wachtend.add(lever(gelegd(i)));
    }
    String eerste = wachtend.get(0);
    String gevolg = lever(opgeheven(EERDER));
    // The 1st, 2nd, 4th and 8th attempt are on record, of that in the same dossier too.
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> aantal(eerste, "mislukt") >= 4 && aantal(gevolg, "mislukt") >= 4);

    assertThat(beheerder.get("/geparkeerd").body())
        .contains("Wacht op een bron", "<code>brp</code>", "Er staat niets apart");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                beheerder
                    .get("/actuator/prometheus")
                    .body()
                    .contains("ketenbrug_wacht_op_bron{bron=\"brp\"} 31.0"));

    // What needs no source, while all that wait are offered twice a second.
    long begin = System.nanoTime();
    List<String> zonder = new ArrayList<>();
    for (int i = 0; i < EERDER; i++) {
      zonder.add(lever(opgeheven(i)));
    }
    wachtOpAankomst(zonder);
    Duration duurde = Duration.ofNanos(System.nanoTime() - begin);
    System.out.println("Zonder bron, terwijl 31 berichten wachten: " + duurde);
    assertThat(duurde).isLessThan(Duration.ofSeconds(20));

    int gevraagd = 0;
    for (String id : wachtend) {
      assertThat(stappen(id)).doesNotContain("geparkeerd", "verrijkt");
      gevraagd += aantal(id, "bevraagd");
    }
    System.out.println("Gevraagd over 30 wachtende beslagen: " + gevraagd);
    // Each was offered eight times at least, of which four by the readers at once, then one a
    // pause.
    assertThat(gevraagd).as("questions, and so records of them").isLessThan(120);

    zetBrp("\"gewoon\"");
    wachtOpAankomst(wachtend);
    wachtOpAankomst(List.of(gevolg));
    for (String id : wachtend) {
      assertThat(stappen(id)).doesNotContain("geparkeerd");
      assertThat(aantal(id, "mislukt")).as("records of attempts in vain").isLessThan(10);
    }
    assertThat(cjib.uniek().get(eerste).volgnummer())
        .as("the order of the dossier")
        .isLessThan(cjib.uniek().get(gevolg).volgnummer());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                !beheerder.get("/actuator/prometheus").body().contains("ketenbrug_wacht_op_bron{"));
    assertThat(beheerder.get("/geparkeerd").body()).doesNotContain("Wacht op een bron");
  }

  private static String gelegd(int dossier) {
    return Beslagbericht.gelegd("WEG-" + dossier, BSNS.get(dossier), Beslagbericht.ANDER);
  }

  private static String opgeheven(int dossier) {
    return gelegd(dossier)
        .replace("mutatiesoort>gelegd<", "mutatiesoort>opgeheven<")
        .replace("status>lopend<", "status>beeindigd<");
  }

  private static String lever(String xml) throws Exception {
    Webklant.Antwoord antwoord =
        bron.post("/api/v1/aanleveringen/beslagregister", "application/xml", xml);
    assertThat(antwoord.status()).as(antwoord.body()).isEqualTo(202);
    return antwoord.json().path("berichtId").asText();
  }

  private static void wachtOpAankomst(List<String> ids) {
    await().atMost(Duration.ofMinutes(2)).until(() -> cjib.uniek().keySet().containsAll(ids));
  }

  private static void zetBrp(String toestand) throws Exception {
    Webklant.Antwoord antwoord =
        new Webklant(motor.simulator(), "niemand", "niemand")
            .put("/simulator/bronnen/brp", "{\"toestand\":" + toestand + "}");
    assertThat(antwoord.status()).isEqualTo(200);
  }

  private static int aantal(String id, String stap) throws Exception {
    return (int) stappen(id).stream().filter(stap::equals).count();
  }

  private static List<String> stappen(String id) throws Exception {
    Webklant.Antwoord antwoord = auditor.get("/api/v1/log/berichten/" + id);
    List<String> stappen = new ArrayList<>();
    if (antwoord.status() == 200) {
      for (JsonNode stap : antwoord.json().path("stappen")) {
        stappen.add(stap.path("stap").asText());
      }
    }
    return stappen;
  }
}
