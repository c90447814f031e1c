package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * A year at the sources, in the jar that is shipped: 32 people with an attachment move, marry, die
 * and change jobs, sources correct and withdraw, one of them is away for a while, and the engine is
 * killed halfway. The partner gets exactly the events of that year.
 */
class VolgenIT {

  private static final String URL = Testdatabase.eigen("volgen");
  private static final JdbcClient DB = JdbcClient.create(Testdatabase.bron(URL));
  private static final Volgjaar JAAR = new Volgjaar(Motorbestanden.bsns(999_995_000, 32));
  private static final Duration GEDULD = Duration.ofMinutes(3);

  private static Motorproces motor;
  private static OffsetDateTime sinds;
  private final Schemacontrole schemas = new Schemacontrole(Path.of("."));

  @BeforeAll
  static void startMotor() throws Exception {
    Stilte.bewaar();
    String pad = System.getProperty("ketenbrug.jar", "");
    assumeTrue(
        !pad.isEmpty() && Files.exists(Path.of(pad)),
        "Deze proef heeft de gebouwde jar nodig (systeemeigenschap ketenbrug.jar): mvn verify");
    Path werkmap = Path.of("target", "volgen").toAbsolutePath();
    FileSystemUtils.deleteRecursively(werkmap);
    Motorbestanden bestanden = Motorbestanden.kopie(werkmap.resolve("map"));
    Path config = bestanden.map().resolve("config");
    Files.writeString(config.resolve("simulator/scenario.yaml"), JAAR.scenario());
    for (String bron : List.of("brp", "polis")) {
      Path bestand = config.resolve("sources/" + bron + ".yaml");
      Files.writeString(
          bestand,
          Files.readString(bestand)
              .replaceFirst("perMinuut: \\d+", "perMinuut: 100000")
              .replaceFirst("van: \"..:..\"", "van: \"00:00\"")
              .replaceFirst("terugval: \\d+", "terugval: 1"));
    }
    Files.writeString(config.resolve("partners/volger.yaml"), volger());
    motor =
        new Motorproces(
            Path.of(pad),
            bestanden,
            werkmap,
            "--ketenbrug.database.url=" + URL,
            "--ketenbrug.database.wachtwoord=" + Testdatabase.geheim(),
            "--ketenbrug.dossiergeheim=volgen-proef-dossiergeheim-0000000001",
            "--ketenbrug.bewaargeheim=volgen-proef-bewaargeheim-0000000001",
            "--ketenbrug.bron.herstelpauze=1",
            "--ketenbrug.dossier.verzending=100",
            "--ketenbrug.volgen.aan=true",
            "--ketenbrug.volgen.voeding=50",
            "--ketenbrug.volgen.bijwerken=500",
            "--ketenbrug.volgen.tegelijk=6",
            "--ketenbrug.volgen.uitstel=10");
    motor.start();
    motor.wachtTotGereed();
  }

  @AfterAll
  static void stopMotor() throws Exception {
    if (motor != null) {
      motor.close();
    }
  }

  @Test
  void aYearGivesExactlyItsEvents() throws Exception {
    speel("2026-01-15");
    lever();
    volg(false);
    for (int maand = 2; maand <= 12; maand++) {
      String dag = "2026-%02d-15".formatted(maand);
      speel(dag);
      if (maand == 5) {
        // Away for a while: nothing may follow from that, and nothing may be missed.
        storing("storing");
      }
      vraagOpnieuw();
      if (maand == 5) {
        Thread.sleep(1500);
        storing("gewoon");
        vraagOpnieuw();
      }
      if (maand == 7) {
        Thread.sleep(300);
        motor.dood();
        motor.start();
        motor.wachtTotGereed();
        speel(dag);
        vraagOpnieuw();
      }
      wachtTotGezien();
      if (maand % 4 == 0) {
        // Once more the same answers.
        volg(true);
      }
    }

    List<Gebeurtenis> gekregen = wachtOpGebeurtenissen();
    assertThat(gekregen.stream().map(g -> g.bsn() + " " + g.type()).sorted())
        .containsExactlyElementsOf(JAAR.verwacht());
    assertThat(gekregen.stream().map(Gebeurtenis::id)).doesNotHaveDuplicates();
    correctionsNameWhatTheyCorrect(gekregen);
    assertThat(motor.uitvoer()).doesNotContain(JAAR.bsns());
    assertThat(
            DB.sql("select encode(feiten, 'escape') from volging where feiten is not null")
                .query(String.class)
                .list())
        .isNotEmpty()
        .noneMatch(feiten -> feiten.contains("Persoon") || feiten.contains("999995"));
  }

  /** An event of the year as the partner got it. */
  private record Gebeurtenis(
      String id, String type, String bsn, String correctieVan, String intrekkingVan) {}

  private static void correctionsNameWhatTheyCorrect(List<Gebeurtenis> gebeurtenissen) {
    Map<String, Gebeurtenis> opId = new TreeMap<>();
    gebeurtenissen.forEach(g -> opId.put(g.id(), g));
    int verwijzingen = 0;
    for (Gebeurtenis g : gebeurtenissen) {
      boolean correctie = g.type().endsWith("-gecorrigeerd");
      boolean intrekking = g.type().endsWith("-ingetrokken");
      assertThat(g.correctieVan() != null).as(g.type()).isEqualTo(correctie);
      assertThat(g.intrekkingVan() != null).as(g.type()).isEqualTo(intrekking);
      if (correctie || intrekking) {
        verwijzingen++;
        Gebeurtenis eerder = opId.get(correctie ? g.correctieVan() : g.intrekkingVan());
        assertThat(eerder).as(g.type()).isNotNull();
        assertThat(eerder.bsn()).isEqualTo(g.bsn());
        assertThat(eerder.type())
            .startsWith(g.type().replaceFirst("-(gecorrigeerd|ingetrokken)$", ""));
      }
    }
    assertThat(verwijzingen).isEqualTo(8);
  }

  private List<Gebeurtenis> wachtOpGebeurtenissen() {
    Webklant volger = new Webklant(motor.adres(), "volger", "volger");
    List<Gebeurtenis> gekregen = new ArrayList<>();
    await()
        .atMost(GEDULD)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              gekregen.clear();
              for (JsonNode b : volger.json("/api/v1/berichten?limiet=200").path("berichten")) {
                gekregen.add(lees(b));
              }
              assertThat(gekregen).hasSizeGreaterThanOrEqualTo(JAAR.verwacht().size());
            });
    return gekregen;
  }

  private Gebeurtenis lees(JsonNode bericht) {
    String inhoud = bericht.path("inhoud").asText();
    schemas.controleer(inhoud, "transforms/volledig/volledig-v1.xsd");
    return new Gebeurtenis(
        bericht.path("berichtId").asText(),
        bericht.path("gebeurtenistype").asText(),
        veld(inhoud, "bsn"),
        veld(inhoud, "correctieVan"),
        veld(inhoud, "intrekkingVan"));
  }

  private static String veld(String xml, String naam) {
    Matcher veld = Pattern.compile("<" + naam + ">([^<]+)").matcher(xml);
    return veld.find() ? veld.group(1) : null;
  }

  private static void lever() throws Exception {
    Webklant register = new Webklant(motor.adres(), "beslagregister", "beslagregister");
    for (String bsn : JAAR.bsns()) {
      String xml =
          Beslagbericht.gelegd("VOLG-" + bsn.substring(4), bsn, "00000099000000110000")
              .replace("<datum>2026-11-13", "<datum>2026-01-12");
      assertThat(
              register
                  .post("/api/v1/aanleveringen/beslagregister", "application/xml", xml)
                  .status())
          .isEqualTo(202);
    }
    await()
        .atMost(GEDULD)
        .until(() -> tel("select count(*) from volging") == 2 * JAAR.bsns().size());
  }

  private static void volg(boolean nogmaals) {
    assertThat(tel("select count(*) from volging where feiten is not null") > 0)
        .isEqualTo(nogmaals);
    vraagOpnieuw();
    wachtTotGezien();
  }

  private static void vraagOpnieuw() {
    sinds = DB.sql("select now()").query(OffsetDateTime.class).single();
    DB.sql("update volging set beurt = now()").update();
  }

  private static void wachtTotGezien() {
    await()
        .atMost(GEDULD)
        .until(
            () ->
                DB.sql("select count(*) from volging where gezien is null or gezien < :sinds")
                        .param("sinds", sinds)
                        .query(Long.class)
                        .single()
                    == 0);
  }

  private static long tel(String sql) {
    return DB.sql(sql).query(Long.class).single();
  }

  private static void speel(String dag) throws Exception {
    assertThat(
            new Webklant(motor.simulator(), "", "")
                .put("/simulator/dag", "{\"dag\": \"" + dag + "\"}")
                .status())
        .isEqualTo(200);
  }

  private static void storing(String toestand) throws Exception {
    Webklant simulator = new Webklant(motor.simulator(), "", "");
    assertThat(
            simulator
                .put("/simulator/bronnen/brp", "{\"toestand\": \"" + toestand + "\"}")
                .status())
        .isEqualTo(200);
  }

  private static String volger() {
    return """
        code: volger
        naam: Volger (proef)
        oin: "00000099000000190000"
        abonnement:
          grondslag: proef
          gebeurtenistypen:
        %s
          bereik: alle-dossiers
          profiel: volledig
          kanaal: pull
        """
        .formatted(
            JAAR.verwacht().stream()
                .map(regel -> regel.substring(10))
                .distinct()
                .map(type -> "    - " + type)
                .collect(java.util.stream.Collectors.joining("\n")));
  }
}
