package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.Jaarafnemer.Gekregen;
import nl.ketenbrug.Jaarkills.Fase;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.operations.Testdatabase;
import nl.ketenbrug.simulator.Simulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * A year at the sources, in the jar that is shipped: people with an attachment move, marry, die,
 * change jobs and go bankrupt; sources correct and withdraw, each is away for a day, and the engine
 * is killed again and again. The partner gets exactly the events of that year.
 *
 * <p>{@code -Dvolgen.personen=1000} plays more people, {@code -Dvolgen.zaad=N} the year of that
 * seed again, {@code -Dvolgen.doden=N} so many kills.
 */
class VolgenIT {

  private static final String URL = Testdatabase.eigen("volgen");
  private static final JdbcClient DB = JdbcClient.create(Testdatabase.bron(URL));
  private static final String DOSSIERGEHEIM = "volgen-proef-dossiergeheim-0000000001";
  private static final int PERSONEN = Integer.getInteger("volgen.personen", 24);
  private static final Volgjaar JAAR =
      new Volgjaar(
          Long.getLong("volgen.zaad", System.nanoTime() % 1_000_000),
          PERSONEN,
          LocalDate.now(ZoneId.of("Europe/Amsterdam")));

  /** Of one phase of one round. */
  private static final Duration GEDULD = Duration.ofMinutes(3).plusSeconds(PERSONEN);

  private static Motorproces motor;
  private static final AtomicInteger TWEEMAAL = new AtomicInteger();
  private static Jaarkills kills;
  private static Webklant simulator;

  /** Outside the engine, so that it outlives it. */
  private static ConfigurableApplicationContext bronnen;

  private final Map<String, String> bsnVan = new HashMap<>();
  private Jaarafnemer volger;
  private OffsetDateTime sinds;

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
    Path scenario = config.resolve("simulator/scenario.yaml");
    Files.writeString(scenario, JAAR.scenario());
    meerTeksten(config.resolve("simulator/zendingen"));
    for (String bron : List.of("brp", "polis", "cir")) {
      Path bestand = config.resolve("sources/" + bron + ".yaml");
      Files.writeString(
          bestand,
          Files.readString(bestand)
              .replaceFirst("perMinuut: \\d+", "perMinuut: 100000")
              .replaceFirst("van: \"..:..\"", "van: \"00:00\"")
              .replaceFirst("terugval: \\d+", "terugval: 1"));
    }
    Path cir = config.resolve("sources/cir.yaml");
    Files.writeString(cir, Files.readString(cir).replaceFirst("elke: \\d+", "elke: 1"));
    bestanden.tijdslimiet("polis", 30_000);
    bestanden.tijdslimiet("brp", 30_000);
    Files.writeString(config.resolve("partners/volger.yaml"), volger());

    Path data = werkmap.resolve("data");
    Voorwerk.in(data);
    int poort = Poorten.vrij();
    int tls = Poorten.vrij();
    motor =
        new Motorproces(
            Path.of(pad),
            bestanden,
            werkmap,
            data,
            poort,
            tls,
            "--ketenbrug.simulator.starten=false",
            "--ketenbrug.database.url=" + URL,
            "--ketenbrug.database.wachtwoord=" + Testdatabase.geheim(),
            "--ketenbrug.dossiergeheim=" + DOSSIERGEHEIM,
            "--ketenbrug.bewaargeheim=volgen-proef-bewaargeheim-0000000001",
            "--ketenbrug.bron.herstelpauze=1",
            "--ketenbrug.dossier.verzending=100",
            "--ketenbrug.volgen.aan=true",
            "--ketenbrug.volgen.voeding=50",
            "--ketenbrug.volgen.bijwerken=500",
            "--ketenbrug.volgen.tegelijk=6",
            "--ketenbrug.volgen.uitstel=10",
            "--ketenbrug.insolventies.aan=true",
            "--ketenbrug.insolventies.op-elk-uur=true",
            "--ketenbrug.insolventies.voeding=50",
            "--ketenbrug.insolventies.uitstel=3");
    bronnen =
        Simulator.start(
            poort,
            tls,
            scenario,
            data.resolve("suwinet"),
            "00000099000000000000",
            "--simulator.dag=" + JAAR.dag(0).minusDays(1),
            "--simulator.zendingen.adres=" + motor.adres());
    simulator = new Webklant(Simulator.adres(bronnen).toString(), "", "");
    kills = new Jaarkills(JAAR.zaad(), Integer.getInteger("volgen.doden", 2), motor);
    motor.start();
    motor.wachtTotGereed();
  }

  /**
   * Messages that only this year knows, and those of a municipality that says what the BRP says.
   */
  private static void meerTeksten(Path zendingen) throws Exception {
    Path stuf = zendingen.resolve("brp-stuf");
    String verhuisd = Files.readString(stuf.resolve("verhuisd.xml"));
    Files.writeString(
        stuf.resolve("verhuisd-onvolledig.xml"),
        verhuisd.replace(
            "begindatumVerblijf>{{verhuisd}}",
            "begindatumVerblijf StUF:indOnvolledigeDatum=\"D\">{{verhuisd}}"));
    Files.writeString(
        stuf.resolve("verhuisd.xml"),
        verhuisd
            .replace("identificatie>9901010000000014<", "identificatie>{{object}}<")
            .replace("huisnummer>12<", "huisnummer>{{was}}<")
            .replace("huisnummer>14<", "huisnummer>{{huisnummer}}<")
            .replace("indicatieGeheim>0<", "indicatieGeheim>{{geheim}}<"));
    Path gehuwd = stuf.resolve("gehuwd.xml");
    Files.writeString(
        gehuwd,
        Files.readString(gehuwd)
            .replace("<BG:inp.bsn>{{partner}}</BG:inp.bsn>", "")
            .replace("{{partner}}", "iemand"));
    Path register = zendingen.resolve("beslagregister");
    Files.writeString(
        register.resolve("opgeheven.xml"),
        Files.readString(register.resolve("ingetrokken.xml"))
            .replace("mutatiesoort>ingetrokken<", "mutatiesoort>opgeheven<"));
  }

  @AfterAll
  static void stopMotor() throws Exception {
    if (motor != null) {
      motor.close();
    }
    if (bronnen != null) {
      bronnen.close();
    }
  }

  @Test
  void aYearGivesExactlyItsEvents() throws Exception {
    Instant begin = Instant.now();
    System.out.printf(
        "Jaar met zaad %d: %d personen (van %d testnummers), %d zendingen, %d gebeurtenissen"
            + " verwacht, tot %s%n",
        JAAR.zaad(),
        PERSONEN,
        Volgjaar.alleBsns().size(),
        JAAR.aantalZendingen(),
        JAAR.aantalVerwacht(),
        JAAR.dag(Volgjaar.RONDEN - 1));
    JAAR.bsns().forEach(bsn -> bsnVan.put(dossier(bsn), bsn));
    volger = new Jaarafnemer(motor.adres());
    for (int ronde = 0; ronde < Volgjaar.RONDEN; ronde++) {
      Instant nu = Instant.now();
      speel(ronde);
      System.out.printf(
          "Ronde %d: %d s, %d gebeurtenissen%n",
          ronde, Duration.between(nu, Instant.now()).toSeconds(), volger.gekregen().size());
    }
    haalAlles();
    System.out.printf(
        "Jaar klaar na %d s: %d gebeurtenissen, %d opnieuw gekregen, %d vragen; gedood: %s%n",
        Duration.between(begin, Instant.now()).toSeconds(),
        volger.gekregen().size(),
        volger.dubbel(),
        gevraagd(),
        kills.gedood());

    assertThat(verschillen()).as("zaad %d", JAAR.zaad()).isEmpty();
    System.out.printf(
        "Door kennisgevingen zelf verteld: %d, waarvan de BRP hetzelfde zei: %d%n",
        tel("select count(*) from kennisgeving_verteld"),
        tel("select count(*) from kennisgeving_verteld where gelijk"));
    System.out.printf("Door kennisgeving en BRP beide verteld: %d%n", TWEEMAAL.get());
    assertThat(TWEEMAAL.get()).as("told twice").isLessThanOrEqualTo(kills.gedood().size());
    List<Long> nummers = volger.gekregen().stream().map(Gekregen::volgnummer).toList();
    assertThat(nummers.get(nummers.size() - 1)).as("no gaps").isEqualTo(nummers.size());
    assertThat(kills.gedood()).hasSize(Integer.getInteger("volgen.doden", 2));
    nothingPersonalIsShown();
  }

  private static void nothingPersonalIsShown() throws Exception {
    assertThat(motor.uitvoer()).doesNotContain(JAAR.bsns());
    assertThat(
            DB.sql("select encode(feiten, 'escape') from volging where feiten is not null")
                .query(String.class)
                .list())
        .isNotEmpty()
        .noneMatch(feiten -> feiten.contains("Persoon") || feiten.contains("9999"));
  }

  // --- one round

  private void speel(int ronde) throws Exception {
    if (JAAR.isBrpWeg(ronde)) {
      bron("brp", "storing");
    }
    if (JAAR.isPolisWeg(ronde)) {
      bron("suwinet", "storing");
    }
    zet("/simulator/dag", "{\"dag\": \"" + JAAR.dag(ronde) + "\"}");
    wachtTotBezorgd(ronde);
    wachtTotGevolgd(ronde);
    if (JAAR.isBegin(ronde)) {
      // What changes the next day is to be told: the partner has what the sources said until now.
      wachtTotEersteZicht();
      zet("/simulator/dag", "{\"dag\": \"" + JAAR.dagNa(ronde) + "\"}");
    }
    vraagIedereen(ronde);
    beoordeel(ronde);
    if (JAAR.isBrpWeg(ronde) || JAAR.isPolisWeg(ronde)) {
      // Everybody was asked about in vain at least once; nothing may follow from that.
      String bron = JAAR.isBrpWeg(ronde) ? "brp" : "polis";
      await()
          .atMost(GEDULD)
          .until(
              () ->
                  tel("select count(*) from volging where pogingen > 0 and bron = '" + bron + "'")
                      > 0);
      bron("brp", "gewoon");
      bron("suwinet", "gewoon");
      DB.sql("update volging set beurt = now()").update();
    }
    wachtTotGezien(ronde);
    // The engine's clock is the real one: to it everybody was seen for the first time just now.
    DB.sql("update volging set sinds = :begin where sinds > :begin")
        .param(
            "begin", JAAR.dag(ronde).atStartOfDay(ZoneId.of("Europe/Amsterdam")).toOffsetDateTime())
        .update();
    haal(ronde);
  }

  private void wachtTotBezorgd(int ronde) throws Exception {
    long teDoen = teDoen();
    long meeste = Math.max(1, teDoen);
    Instant eind = Instant.now().plus(GEDULD);
    while (teDoen > 0) {
      kills.misschien(ronde, Fase.BEZORGEN, 1 - (double) teDoen / meeste);
      assertThat(Instant.now()).as("nog te bezorgen: %d", teDoen).isBefore(eind);
      Thread.sleep(50);
      teDoen = teDoen();
    }
    kills.alsnog(ronde, Fase.BEZORGEN);
  }

  private static long teDoen() throws Exception {
    return simulator.json("/simulator/zendingen?vanaf=999999").path("teDoen").asLong();
  }

  /** Until who has a running attachment is followed at both sources, and nobody else. */
  private static void wachtTotGevolgd(int ronde) {
    Set<String> verwacht =
        JAAR.gevolgd(ronde).stream().map(VolgenIT::dossier).collect(Collectors.toSet());
    await()
        .atMost(GEDULD)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              for (String bron : List.of("brp", "polis")) {
                Set<String> nu =
                    new HashSet<>(
                        DB.sql("select dossier from volging where bron = :bron")
                            .param("bron", bron)
                            .query(String.class)
                            .list());
                assertThat(nu.equals(verwacht))
                    .as("gevolgd bij %s: %d van %d", bron, nu.size(), verwacht.size())
                    .isTrue();
              }
            });
  }

  /** Until the answers at the attachments are kept: no turn comes by itself as soon as this. */
  private static void wachtTotEersteZicht() {
    await()
        .atMost(GEDULD)
        .until(() -> tel("select count(*) from volging where feiten is null") == 0);
  }

  private void vraagIedereen(int ronde) {
    sinds = DB.sql("select now()").query(OffsetDateTime.class).single();
    DB.sql("update volging set beurt = now()").update();
  }

  private void wachtTotGezien(int ronde) throws Exception {
    long alle = tel("select count(*) from volging");
    Instant eind = Instant.now().plus(GEDULD);
    while (true) {
      long nog =
          DB.sql("select count(*) from volging where gezien is null or gezien < :sinds")
              .param("sinds", sinds)
              .query(Long.class)
              .single();
      kills.misschien(ronde, Fase.VRAGEN, 1 - (double) nog / alle);
      if (nog == 0) {
        break;
      }
      assertThat(Instant.now()).as("nog te zien: %d van %d", nog, alle).isBefore(eind);
      Thread.sleep(100);
    }
    kills.alsnog(ronde, Fase.VRAGEN);
  }

  /** As a person would: each case that is proposed, by what is known of it outside the engine. */
  private void beoordeel(int ronde) throws Exception {
    OffsetDateTime stand =
        JAAR.dag(ronde).atTime(12, 0).atZone(ZoneId.of("Europe/Amsterdam")).toOffsetDateTime();
    await()
        .atMost(GEDULD)
        .until(
            () ->
                DB.sql("select count(*) from registerstand where gewijzigd_sinds >= :stand")
                            .param("stand", stand)
                            .query(Long.class)
                            .single()
                        == 1
                    && tel("select count(*) from registervraag") == 0);
    Set<String> open = new HashSet<>(JAAR.teBeoordelen(ronde));
    Webklant beoordelaar = new Webklant(motor.adres(), "beoordelaar", "beoordelaar");
    Instant eind = Instant.now().plus(GEDULD);
    while (!open.isEmpty()) {
      for (JsonNode match :
          beoordelaar.json("/api/v1/matches?graad=te-bevestigen&limiet=100").path("matches")) {
        String zaak = match.at("/zaak/nummer").asText();
        assertThat(open).as("voorgesteld").contains(zaak);
        oordeel(beoordelaar, match, JAAR.isDeze(zaak));
        open.remove(zaak);
      }
      assertThat(Instant.now()).as("niet voorgesteld: %s", open).isBefore(eind);
    }
  }

  private static void oordeel(Webklant beoordelaar, JsonNode match, boolean deze) throws Exception {
    assertThat(
            beoordelaar
                .post(
                    "/api/v1/matches/" + match.path("id").asText() + "/oordeel",
                    "application/json",
                    "{\"oordeel\":\"%s\",\"toelichting\":\"%s\",\"kenmerk\":\"%s\"}"
                        .formatted(
                            deze ? "bevestigd" : "afgewezen",
                            deze ? "Naam en geboortedatum gelijk" : "Woont elders",
                            match.path("kenmerk").asText()))
                .status())
        .isEqualTo(200);
  }

  private void haal(int ronde) throws Exception {
    long verwacht =
        Math.max(
            1,
            JAAR.verwacht().values().stream()
                .flatMap(List::stream)
                .filter(v -> v.ronde() == ronde)
                .count());
    volger.haal(
        nieuw -> kills.misschien(ronde, Fase.OPHALEN, Math.min(1, (double) nieuw / verwacht)));
    kills.alsnog(ronde, Fase.OPHALEN);
  }

  /** All that comes, and some time longer. */
  private void haalAlles() throws Exception {
    Instant eind = Instant.now().plus(GEDULD);
    while (volger.gekregen().size() < JAAR.aantalVerwacht() && Instant.now().isBefore(eind)) {
      volger.haal(nieuw -> {});
      Thread.sleep(200);
    }
    await()
        .atMost(GEDULD)
        .until(() -> tel("select count(*) from afleiding where verzonden is null") == 0);
    Thread.sleep(3000);
    volger.haal(nieuw -> {});
  }

  // --- the comparison

  /** Each difference between what came and what should have come, in words. */
  private List<String> verschillen() {
    Map<String, List<Gekregen>> perPersoon = new HashMap<>();
    List<String> verschillen = new ArrayList<>();
    for (Gekregen g : volger.gekregen()) {
      perPersoon
          .computeIfAbsent(bsnVan.getOrDefault(g.onderwerp(), "onbekend"), b -> new ArrayList<>())
          .add(g);
    }
    Map<String, List<Verwachting>> verwacht = JAAR.verwacht();
    perPersoon.keySet().stream()
        .filter(bsn -> !verwacht.containsKey(bsn))
        .forEach(bsn -> verschillen.add("iemand die niet bestaat"));
    verwacht.forEach(
        (bsn, lijst) ->
            vergelijk(bsn, lijst, perPersoon.getOrDefault(bsn, List.of()), verschillen));
    return verschillen;
  }

  private static void vergelijk(
      String bsn, List<Verwachting> verwacht, List<Gekregen> kreeg, List<String> verschillen) {
    List<String> typen = verwacht.stream().map(Verwachting::type).toList();
    List<List<Gekregen>> feiten = perFeit(verwacht, kreeg);
    List<String> kwamen = feiten.stream().map(tellers -> tellers.get(0).type()).toList();
    if (!typen.equals(kwamen)) {
      verschillen.add("%s%n  verwacht %s%n  gekregen %s".formatted(bsn, verwacht, kwamen));
      return;
    }
    Map<Verwachting, List<String>> ids = new java.util.IdentityHashMap<>();
    for (int i = 0; i < verwacht.size(); i++) {
      Verwachting v = verwacht.get(i);
      List<Gekregen> tellers = feiten.get(i);
      Gekregen g = tellers.get(0);
      ids.put(v, tellers.stream().map(Gekregen::id).toList());
      List<String> over = v.over() == null ? List.of() : ids.get(v.over());
      // A notice does not know what it corrects; then the other who told it must.
      boolean verwijst =
          tellers.stream().anyMatch(teller -> verwijst(teller, v, over))
              && tellers.stream()
                  .flatMap(teller -> Stream.of(teller.correctieVan(), teller.intrekkingVan()))
                  .allMatch(id -> id == null || over.contains(id));
      if (!verwijst) {
        verschillen.add("%s %s verwijst niet naar wat het herroept".formatted(bsn, v));
      }
      v.velden()
          .forEach(
              (naam, waarde) -> {
                String was = g.velden().getOrDefault(naam, "");
                if (!was.equals(waarde)) {
                  verschillen.add(
                      "%s %s: %s is '%s' in %s".formatted(bsn, v, naam, was, g.velden()));
                }
              });
    }
  }

  private static boolean verwijst(Gekregen g, Verwachting v, List<String> over) {
    String van = v.isIntrekking() ? g.intrekkingVan() : g.correctieVan();
    String anders = v.isIntrekking() ? g.correctieVan() : g.intrekkingVan();
    return anders == null && (over.isEmpty() ? van == null : over.contains(van));
  }

  /**
   * Who told each fact: a notice and what following finds may tell one fact of the BRP each
   * (follow-a-source.md), when the engine is killed or the BRP is away between the two. The second
   * says the same as the first, and is counted. None at all cannot be asked for: a change is left
   * out only where it is certain that a notice told it.
   */
  private static List<List<Gekregen>> perFeit(List<Verwachting> verwacht, List<Gekregen> gekregen) {
    List<List<Gekregen>> feiten = new ArrayList<>();
    for (Gekregen g : gekregen) {
      boolean nogEens =
          !feiten.isEmpty()
              && g.type().startsWith("nl.brp.")
              && zegtHetzelfde(feiten.get(feiten.size() - 1).get(0), g)
              && (feiten.size() >= verwacht.size() || !isVerwacht(verwacht.get(feiten.size()), g));
      if (nogEens) {
        TWEEMAAL.incrementAndGet();
        feiten.get(feiten.size() - 1).add(g);
      } else {
        feiten.add(new ArrayList<>(List.of(g)));
      }
    }
    return feiten;
  }

  /** Of the same type, and what both say of how it is now is equal. */
  private static boolean zegtHetzelfde(Gekregen een, Gekregen ander) {
    return een.type().equals(ander.type())
        && een.velden().entrySet().stream()
            .filter(veld -> veld.getKey().startsWith("nieuw."))
            .allMatch(
                veld ->
                    ander
                        .velden()
                        .getOrDefault(veld.getKey(), veld.getValue())
                        .equals(veld.getValue()));
  }

  private static boolean isVerwacht(Verwachting v, Gekregen g) {
    return v.type().equals(g.type())
        && v.velden().entrySet().stream()
            .filter(veld -> veld.getKey().startsWith("nieuw."))
            .allMatch(veld -> g.velden().getOrDefault(veld.getKey(), "").equals(veld.getValue()));
  }

  // --- help

  private static String dossier(String bsn) {
    return Dossiersleutel.van(new Bsn(bsn), DOSSIERGEHEIM).value();
  }

  private static long tel(String sql) {
    return DB.sql(sql).query(Long.class).single();
  }

  private static long gevraagd() throws Exception {
    long aantal = 0;
    for (String bron : List.of("brp", "suwinet", "cir")) {
      aantal += simulator.json("/simulator/bronnen/" + bron).path("verzoeken").asLong();
    }
    return aantal;
  }

  private static void bron(String bron, String toestand) throws Exception {
    zet("/simulator/bronnen/" + bron, "{\"toestand\": \"" + toestand + "\"}");
  }

  private static void zet(String pad, String json) throws Exception {
    assertThat(simulator.put(pad, json).status()).isEqualTo(200);
  }

  /** Takes every type that a source can bring about, so that one too many shows. */
  private static String volger() throws Exception {
    StringBuilder typen = new StringBuilder();
    String profiel = Files.readString(Path.of("transforms/volledig/volledig-v1.xsd"));
    for (JsonNode soort :
        new YAMLMapper()
            .readTree(Path.of("config/gebeurtenistypen.yaml").toFile())
            .path("soorten")) {
      String type = soort.path("type").asText();
      if (type.matches("nl\\.(brp|polisadministratie|insolventieregister|beslagregister)\\..*")
          && profiel.contains('"' + type + '"')) {
        typen.append("    - ").append(type).append('\n');
      }
    }
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
        .formatted(typen);
  }
}
