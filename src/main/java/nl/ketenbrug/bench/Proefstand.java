package nl.ketenbrug.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.message.Bsn;

/**
 * The engine, the sources that it asks and the sides that it is held against, each in a process of
 * its own with the same heap, for one number of partners and profiles.
 */
final class Proefstand implements AutoCloseable {

  /**
   * How to set it up.
   *
   * @param naam of its engine, in the report
   * @param van folder with routes, transforms, broker and config
   * @param werk folder that it may fill
   * @param vorm profile of which all profiles are copies
   * @param geheugen megabytes of heap of each process
   * @param personen whom the simulated sources know
   */
  record Opzet(
      String naam,
      Path jar,
      Path van,
      Path werk,
      int afnemers,
      int profielen,
      String vorm,
      int geheugen,
      long seed,
      List<Bsn> personen) {
    Path map() {
      return werk.resolve("map");
    }

    Path motordata() {
      return werk.resolve("motor");
    }
  }

  private final Opzet opzet;
  private final Clock clock;
  private final int http = vrijePoort();
  private final int broker = vrijePoort();
  private final int simulatorpoort = vrijePoort();
  private final int simulatorTls = vrijePoort();
  private final List<Kant> naast = new ArrayList<>();
  private final Process simulator;
  private Kant motor;

  Proefstand(Opzet opzet, Clock clock) throws Exception {
    this.opzet = opzet;
    this.clock = clock;
    Files.createDirectories(opzet.motordata());
    Ketenmap.maak(
        opzet.van(),
        opzet.map(),
        opzet.afnemers(),
        opzet.profielen(),
        opzet.vorm(),
        opzet.personen());
    // Also when nothing is asked: the keys by which the engine would ask are made by it.
    this.simulator = simulator();
    try {
      startMotor();
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  Kant motor() {
    return motor;
  }

  List<Kant> naast() {
    return naast;
  }

  /** The engine, on what it left when it stopped. */
  void startMotor() throws Exception {
    motor =
        Kant.motor(
            opzet.naam(),
            proces("motor", List.of(), motorinstellingen()),
            http,
            broker,
            opzet.motordata(),
            opzet.afnemers());
  }

  void stopMotor() throws InterruptedException {
    motor.close();
    motor = null;
  }

  /** The settings by which the engine starts here. */
  List<String> motorinstellingen() {
    return List.of(
        "--server.port=" + http,
        "--ketenbrug.map=" + opzet.map(),
        "--ketenbrug.data=" + opzet.motordata(),
        "--ketenbrug.broker.port=" + broker,
        "--ketenbrug.simulator.starten=false",
        "--ketenbrug.simulator.port=" + simulatorpoort,
        "--ketenbrug.simulator.tls-port=" + simulatorTls,
        "--ketenbrug.demo.aanleveren=false",
        "--ketenbrug.insolventies.aan=false",
        "--ketenbrug.toezicht.aan=false");
  }

  /** Adds a side to hold the engine against. */
  Kant voegToe(Ketenkant.Soort soort, String naam) throws Exception {
    int poort = vrijePoort();
    String map = soort.name().toLowerCase(Locale.ROOT);
    Path data = Files.createDirectories(opzet.werk().resolve(map));
    boolean kaal = soort == Ketenkant.Soort.KAAL;
    Kant kant =
        Kant.naast(
            naam,
            kantproces(soort, map, data, poort, 0, 0),
            poort,
            kaal ? null : data.resolve("postgres"),
            kaal ? Ketenkant.adres(Ketenkant.ALLE) : Ketenkant.AANVOER,
            kaal,
            opzet.afnemers(),
            i -> Ketenkant.wachtrij(soort, i, opzet.profielen()),
            clock);
    naast.add(kant);
    return kant;
  }

  /**
   * Puts messages on the queue of the last partner, while the engine stands still.
   *
   * @param bytes of each
   */
  void zetAchterstand(int aantal, int bytes) throws Exception {
    Kantproces start =
        kantproces(
            Ketenkant.Soort.ACHTERSTAND,
            "achterstand",
            opzet.motordata(),
            vrijePoort(),
            aantal,
            bytes);
    Process proces = start.begin();
    if (!proces.waitFor(1, TimeUnit.HOURS) || proces.exitValue() != 0) {
      proces.destroyForcibly();
      throw new IllegalStateException("De achterstand staat er niet; zie " + start.uitvoer());
    }
  }

  private Kantproces kantproces(
      Ketenkant.Soort soort, String naam, Path data, int poort, int aantal, int bytes) {
    return proces(
        naam,
        List.of(),
        List.of(
            "bench",
            "keten-kant",
            "--soort=" + soort,
            "--map=" + opzet.map(),
            "--data=" + data,
            "--programmas=" + opzet.motordata().resolve("programmas"),
            "--poort=" + poort,
            "--afnemers=" + opzet.afnemers(),
            "--profielen=" + opzet.profielen(),
            "--aantal=" + aantal,
            "--bytes=" + bytes,
            "--seed=" + opzet.seed()));
  }

  private Process simulator() throws Exception {
    Kantproces start =
        proces(
            "bronnen",
            Kantproces.simulator(opzet.jar()),
            List.of(
                "--server.port=" + simulatorpoort,
                "--simulator.tls-port=" + simulatorTls,
                "--simulator.scenario=" + opzet.map().resolve("config/simulator/scenario.yaml"),
                "--simulator.sleutels=" + opzet.motordata().resolve("suwinet"),
                "--simulator.afnemer=00000099000000000000"));
    Process proces = start.begin();
    start.wachtOp(proces, "Started");
    return proces;
  }

  private Kantproces proces(String naam, List<String> jvm, List<String> argumenten) {
    return new Kantproces(
        opzet.jar(),
        opzet.geheugen(),
        opzet.map(),
        opzet.werk().resolve(naam + ".txt"),
        jvm,
        argumenten);
  }

  @Override
  public void close() throws InterruptedException {
    for (Kant kant : naast) {
      kant.close();
    }
    if (motor != null) {
      motor.close();
    }
    simulator.destroy();
    simulator.waitFor();
  }

  static int vrijePoort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
