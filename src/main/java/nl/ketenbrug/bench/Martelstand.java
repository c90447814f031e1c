package nl.ketenbrug.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.message.Bsn;
import org.springframework.dao.DataAccessException;

/**
 * The whole installation of {@link Martelbench}: database, pair of brokers, simulated sources, two
 * engines and the partners, each in a process of its own, with connections between them that can be
 * disturbed. Whatever ends by itself is started again, as an operator's machine does.
 */
final class Martelstand implements AutoCloseable {

  private static final Duration GEDULD = Duration.ofMinutes(10);
  private static final int MOTOREN = 2;
  private static final String HTTP = "http://127.0.0.1:";
  private static final long RONDE = 300;

  /** Milliseconds that a process gets to write down its threads. */
  private static final long DRADENTIJD = 3_000;

  /**
   * How to set it up.
   *
   * @param van folder with routes, transforms, broker and config
   * @param werk empty folder that it may fill
   * @param programmas where the programs of PostgreSQL are unpacked
   * @param bekend whom the simulated sources know
   * @param groepen the partners of each process
   * @param kort whether it must be there soon
   */
  record Opzet(
      Path jar,
      Path van,
      Path werk,
      Path programmas,
      long seed,
      List<Bsn> bekend,
      List<List<Martelrol>> groepen,
      boolean kort) {
    Path map() {
      return werk.resolve("map");
    }

    Path data() {
      return werk.resolve("data");
    }

    Path boeken() {
      return werk.resolve("boeken");
    }

    Path uitvoer(String deel) {
      return werk.resolve(deel + "-uit.txt");
    }
  }

  private final Opzet opzet;
  private final Marteldatabase database;
  private final Martelbroker broker;
  private final Marteldeel simulator;
  private final List<Marteldeel> motoren = new ArrayList<>();
  private final List<Marteldeel> afnemers = new ArrayList<>();
  private final List<Doorgeefluik> luiken = new ArrayList<>();
  private final List<String> adressen = new ArrayList<>();

  /** The engines as sources and partners reach them: through a relay. */
  private final List<String> buiten = new ArrayList<>();

  private final int simulatorpoort = Proefstand.vrijePoort();
  private final int simulatorTls = Proefstand.vrijePoort();
  private final Thread opruimer = new Thread(this::ruimOp);
  private final HttpClient web = HttpClient.newHttpClient();
  private volatile boolean open = true;
  private volatile boolean bewaartSchijf = true;

  Martelstand(Opzet opzet) throws Exception {
    this.opzet = opzet;
    Files.createDirectories(opzet.data());
    Files.createDirectories(opzet.boeken());
    int[] webhooks = {Proefstand.vrijePoort(), Proefstand.vrijePoort()};
    List<Doorgeefluik> hooks = new ArrayList<>();
    for (int poort : webhooks) {
      hooks.add(luik("webhook", () -> poort));
    }
    maakMap(hooks);
    broker =
        new Martelbroker(
            opzet.jar(),
            opzet.map(),
            opzet.werk(),
            Stream.concat(
                    Martelbron.BRONNEN.stream(),
                    Arrays.stream(Martelrol.values()).map(Martelrol::code))
                .toList());
    simulator = new Marteldeel("bronnen", simulator());
    Runtime.getRuntime().addShutdownHook(opruimer);
    luiken.addAll(broker.luiken());
    broker.begin();
    simulator.begin();
    database = new Marteldatabase(opzet.data().resolve("postgres"), opzet.programmas());
    for (int i = 1; i <= MOTOREN; i++) {
      motoren.add(motor(i));
    }
    Doorgeefluik naarBroker = luik("afnemers-broker", broker::poort);
    for (List<Martelrol> groep : opzet.groepen()) {
      afnemers.add(afnemers(groep, naarBroker.poort(), webhooks));
    }
    Thread wachter = new Thread(this::bewaak, "martelwachter");
    wachter.setDaemon(true);
    wachter.start();
  }

  /** Starts engines and partners, and waits until every partner has its subscription. */
  void begin() throws Exception {
    // The engines use the keys that the simulated sources make before they listen.
    wachtOp("de gesimuleerde bronnen", () -> Doorgeefluik.luistert(simulatorpoort));
    for (Marteldeel motor : motoren) {
      motor.begin();
    }
    // They try until somebody is there.
    for (Marteldeel groep : afnemers) {
      groep.begin();
    }
    wachtOpMotoren();
    wachtOp("de abonnementen van alle afnemers", this::staanOpen);
  }

  private void maakMap(List<Doorgeefluik> hooks) throws IOException {
    Path partners = Ketenmap.zonderPartners(opzet.van(), opzet.map());
    for (Martelrol rol : Martelrol.values()) {
      int hook = rol == Martelrol.GESTRUCTUREERD ? 1 : 0;
      Files.writeString(
          partners.resolve(rol.code() + ".yaml"), rol.bestand(hooks.get(hook).poort()));
    }
    String een = Martelbron.BRONNEN.get(0);
    String twee = Martelbron.BRONNEN.get(1);
    Path bronnen = opzet.map().resolve("config/sources");
    Files.writeString(
        bronnen.resolve(twee + ".yaml"),
        Files.readString(bronnen.resolve(een + ".yaml")).replace("naam: " + een, "naam: " + twee));
    Path transforms = opzet.map().resolve("transforms");
    Files.copy(
        transforms.resolve(een).resolve(een + "-to-canonical.xsl"),
        Files.createDirectories(transforms.resolve(twee)).resolve(twee + "-to-canonical.xsl"));
    scenario(opzet.bekend());
  }

  private void scenario(List<Bsn> bekend) throws IOException {
    Files.writeString(
        opzet.map().resolve("config/simulator/scenario.yaml"), Ketenmap.scenario(bekend));
  }

  /** From now on the sources know these, as after a correction there. */
  void corrigeerBronnen(List<Bsn> bekend) throws Exception {
    simulator.dood();
    scenario(bekend);
    simulator.begin();
    wachtOp("de gesimuleerde bronnen", () -> Doorgeefluik.luistert(simulatorpoort));
  }

  private Doorgeefluik luik(String naam, IntSupplier doel) throws IOException {
    Doorgeefluik luik = new Doorgeefluik(naam, 0, doel);
    luiken.add(luik);
    return luik;
  }

  private Kantproces simulator() throws IOException {
    List<String> jvm = new ArrayList<>(Kantproces.simulator(opzet.jar()));
    jvm.addAll(0, LICHT);
    return new Kantproces(
        opzet.jar(),
        256,
        opzet.map(),
        opzet.uitvoer("bronnen"),
        jvm,
        List.of(
            "--server.port=" + simulatorpoort,
            "--simulator.tls-port=" + simulatorTls,
            "--simulator.scenario=" + opzet.map().resolve("config/simulator/scenario.yaml"),
            "--simulator.sleutels=" + opzet.data().resolve("suwinet"),
            "--simulator.afnemer=00000099000000000000"));
  }

  /** A process of this proof lives too short to earn back what a better compiler costs. */
  private static final List<String> LICHT = List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private Marteldeel motor(int nummer) throws IOException {
    int http = Proefstand.vrijePoort();
    adressen.add(HTTP + http);
    buiten.add(HTTP + luik("motor%d-http".formatted(nummer), () -> http).poort());
    Doorgeefluik naarDatabase = luik("motor%d-database".formatted(nummer), this::databasepoort);
    String naam = "motor" + nummer;
    return new Marteldeel(
        naam,
        new Kantproces(
            opzet.jar(),
            384,
            opzet.map(),
            opzet.uitvoer(naam),
            LICHT,
            List.of(
                "--server.port=" + http,
                "--ketenbrug.map=" + opzet.map(),
                "--ketenbrug.data=" + opzet.data(),
                "--ketenbrug.broker.url=" + broker.url(),
                "--ketenbrug.broker.wachtwoord=ketenbrug",
                "--ketenbrug.broker.bedenktijd=" + (opzet.kort() ? "PT3S" : "PT10S"),
                "--ketenbrug.database.url=jdbc:postgresql://127.0.0.1:%d/postgres"
                    .formatted(naarDatabase.poort()),
                "--ketenbrug.database.wachtwoord=" + database.geheim(),
                "--spring.datasource.hikari.maximum-pool-size=10",
                "--ketenbrug.simulator.starten=false",
                "--ketenbrug.simulator.port=" + simulatorpoort,
                "--ketenbrug.simulator.tls-port=" + simulatorTls,
                "--ketenbrug.demo.aanleveren=false",
                "--ketenbrug.insolventies.aan=false",
                "--ketenbrug.toezicht.aan=false",
                "--ketenbrug.bron.herstelpauze=1",
                "--ketenbrug.parkeren.pogingen=5",
                "--ketenbrug.levering.termijnronde=1000",
                "--ketenbrug.batches.ronde=500",
                "--ketenbrug.batches.rust=0",
                "--ketenbrug.webhook.ronde=200",
                "--ketenbrug.webhook.tijdslimiet=" + (opzet.kort() ? 2_000 : 5_000),
                "--ketenbrug.webhook.eerste-pauze=PT1S",
                "--ketenbrug.webhook.langste-pauze=PT2S")));
  }

  /** Lets each engine write down what its threads do, in its own output. */
  void schrijfDraden() throws IOException, InterruptedException {
    for (Marteldeel motor : motoren) {
      motor.schrijfDraden();
    }
    Thread.sleep(DRADENTIJD);
  }

  private int databasepoort() {
    return database.poort();
  }

  private Marteldeel afnemers(List<Martelrol> groep, int brokerpoort, int[] webhooks) {
    String rollen = groep.stream().map(Enum::name).collect(Collectors.joining(","));
    String naam = "afnemers-" + (afnemers.size() + 1);
    return new Marteldeel(
        naam,
        new Kantproces(
            opzet.jar(),
            96,
            opzet.map(),
            opzet.uitvoer(naam),
            LICHT,
            List.of(
                "bench",
                "torture-afnemers",
                "--rollen=" + rollen,
                "--boeken=" + opzet.boeken(),
                "--motoren=" + String.join(",", buiten),
                "--broker=" + brokerpoort,
                "--paar="
                    + broker.luiken().stream()
                        .map(luik -> String.valueOf(luik.poort()))
                        .collect(Collectors.joining(",")),
                "--webhooks=%d,%d".formatted(webhooks[0], webhooks[1]),
                "--batches=" + opzet.data().resolve("batches"),
                "--seed=" + opzet.seed())));
  }

  /** The engines themselves. */
  List<String> adressen() {
    return adressen;
  }

  /** The engines behind their relays. */
  List<String> buiten() {
    return buiten;
  }

  List<Marteldeel> motoren() {
    return motoren;
  }

  /** How often each process but the database ended by itself. */
  Map<String, Integer> levens() {
    Map<String, Integer> levens = new TreeMap<>();
    delen().forEach(deel -> levens.put(deel.naam(), deel.zelfGestopt()));
    return levens;
  }

  /** Takes away what a blow that was broken off left: everything is as usual, or is starting. */
  void maakHeel() throws Exception {
    for (Doorgeefluik luik : luiken) {
      luik.zet(Doorgeefluik.Stand.OPEN);
    }
    broker.geefRuimte();
    database.maakHeel();
    for (Marteldeel deel : delen()) {
      deel.maakHeel();
    }
  }

  /** When one of them was last seen to end. */
  Instant motorEindigde() {
    return motoren.stream().map(Marteldeel::geeindigd).max(Comparator.naturalOrder()).orElseThrow();
  }

  List<Marteldeel> afnemers() {
    return afnemers;
  }

  Marteldeel simulatie() {
    return simulator;
  }

  Martelbroker broker() {
    return broker;
  }

  Marteldatabase database() {
    return database;
  }

  List<Doorgeefluik> luiken() {
    return luiken;
  }

  /** All processes but the database. */
  List<Marteldeel> delen() {
    return Stream.of(broker.delen(), List.of(simulator), motoren, afnemers)
        .flatMap(List::stream)
        .toList();
  }

  private void bewaak() {
    while (open) {
      try {
        for (Marteldeel deel : delen()) {
          deel.bewaak();
        }
        Thread.sleep(RONDE);
      } catch (IOException e) {
        throw new UncheckedIOException("Een proces is niet opnieuw te starten", e);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  interface Voorwaarde {
    boolean is() throws Exception;
  }

  /**
   * Whoever is asked and does not answer is asked again.
   *
   * @throws IllegalStateException when it takes too long; its cause is why the last question failed
   */
  static void wachtOp(String wat, Voorwaarde voorwaarde) throws Exception {
    wachtOp(wat, GEDULD, voorwaarde);
  }

  /** As {@link #wachtOp(String, Voorwaarde)}, for so long. */
  static void wachtOp(String wat, Duration geduld, Voorwaarde voorwaarde) throws Exception {
    long einde = System.nanoTime() + geduld.toNanos();
    while (true) {
      Exception fout = null;
      try {
        if (voorwaarde.is()) {
          return;
        }
      } catch (IOException | DataAccessException e) {
        // Somebody did not answer, or not in time: not yet.
        fout = e;
      }
      if (System.nanoTime() > einde) {
        throw new IllegalStateException(
            "Na %d minuten nog gewacht op %s".formatted(geduld.toMinutes(), wat), fout);
      }
      Thread.sleep(200);
    }
  }

  void wachtOpMotoren() throws Exception {
    for (String adres : adressen) {
      wachtOp("motor " + adres, () -> isGereed(adres));
    }
  }

  private boolean isGereed(String adres) throws IOException, InterruptedException {
    HttpRequest vraag =
        HttpRequest.newBuilder(URI.create(adres + "/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(5))
            .build();
    return web.send(vraag, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
  }

  private boolean staanOpen() throws IOException {
    List<Martelbroker.Stand> standen = broker.standen(false);
    return Arrays.stream(Martelrol.values())
        .allMatch(
            rol ->
                standen.stream()
                    .anyMatch(
                        stand ->
                            stand.wachtrij().equals("abonnement." + rol.code())
                                && !stand.gesloten()));
  }

  /** What the brokers kept is of use to nobody. */
  void bewaarSchijfNiet() {
    bewaartSchijf = false;
  }

  /** Each by itself: what one leaves behind keeps no other from ending. */
  private void ruimOp() {
    open = false;
    List<Exception> achter = new ArrayList<>();
    for (Marteldeel deel : delen()) {
      sluit(deel::sluit, achter);
    }
    for (Doorgeefluik luik : luiken) {
      sluit(luik, achter);
    }
    if (database != null) {
      sluit(database, achter);
    }
    if (broker != null) {
      sluit(() -> broker.ruimSchijf(bewaartSchijf ? opzet.werk() : null), achter);
    }
    if (!achter.isEmpty()) {
      IllegalStateException fout = new IllegalStateException("De proef laat iets achter");
      achter.forEach(fout::addSuppressed);
      throw fout;
    }
  }

  private static void sluit(AutoCloseable iets, List<Exception> achter) {
    try {
      iets.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      achter.add(e);
    } catch (Exception e) {
      achter.add(e);
    }
  }

  @Override
  public void close() {
    ruimOp();
    Runtime.getRuntime().removeShutdownHook(opruimer);
  }
}
