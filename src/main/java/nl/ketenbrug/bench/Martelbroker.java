package nl.ketenbrug.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientRequestor;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.springframework.util.FileSystemUtils;

/**
 * The pair of brokers of {@link Martelbench}: two processes, of which one serves and the other has
 * a copy. Each tells the address of a relay before it as its own, so that whoever goes over to the
 * other one goes through a relay too.
 */
final class Martelbroker {

  private static final String ENGINE = "ketenbrug";

  private static final long MB = 1 << 20;

  /** Free space on a disk in memory, above the limit, that is left for the brokers themselves. */
  private static final long RUIMTE = 384 * MB;

  /** The most of it on a disk that others fill too; of a smaller one half. */
  private static final long RUIMTE_GEDEELD = 4096 * MB;

  /**
   * How far below the limit a full disk is, so that a journal of the brokers less changes nothing.
   */
  private static final long DIEP = 32 * MB;

  /** What must be free before the disk in memory is chosen. */
  private static final long NODIG = 4 * RUIMTE;

  /** What a file is filled with at a time. */
  private static final int HAP = (int) (4 * MB);

  /** A disk in memory, of which few take anything. */
  private static final Path IN_GEHEUGEN = Path.of("/dev/shm");

  /** Milliseconds that the broker's management may take. */
  private static final long GEDULD = 10_000;

  /** For a copy of everything, and for taking over, also on a machine that does much beside it. */
  private static final Duration PAARGEDULD = Duration.ofMinutes(5);

  private static final String MELDT = "De broker ";
  private static final String ALLES_OOK = "en de andere heeft alles ook";

  /** What the broker calls that which a copy kept of the life before it, and where that stands. */
  private static final String OUD = "oldreplica.*";

  private static final List<String> BEWAART = List.of("bindings", "journal", "paging");
  private static final String IS_RESERVE = "staat klaar als reserve";

  private final List<Deel> delen = new ArrayList<>();
  private final Path schijf;

  /** Whether it is the disk of the work folder. */
  private final boolean gedeeld;

  /** Below this many bytes of free space they take nothing. */
  private final long grens;

  private record Deel(int poort, Doorgeefluik luik, Marteldeel proces, Path instantie) {
    boolean luistert() {
      return Doorgeefluik.luistert(poort);
    }

    /** What it last said of itself in this life; empty when it said nothing yet. */
    String stand() throws IOException {
      List<String> regels =
          proces.uitvoer().lines().filter(regel -> regel.contains(MELDT)).toList();
      return regels.isEmpty() ? "" : regels.get(regels.size() - 1);
    }
  }

  /**
   * A queue with what stands on it.
   *
   * @param ids of what stands apart or lapsed, when they were asked; of other queues none are read
   */
  record Stand(String wachtrij, long berichten, boolean gesloten, List<String> ids) {
    Stand {
      ids = List.copyOf(ids);
    }

    /** What stands here the engines have to do. */
    boolean isVanMotoren() {
      return !wachtrij.startsWith("partner.")
          && !wachtrij.startsWith("parkeer.")
          && !wachtrij.equals(Marteltelling.VERLOPEN);
    }

    @Override
    public String toString() {
      return wachtrij + " " + berichten;
    }
  }

  /**
   * @param map folder with {@code broker/broker.xml}
   * @param werk folder of accounts and journals
   */
  Martelbroker(Path jar, Path map, Path werk, List<String> accounts) throws IOException {
    StringBuilder regels = new StringBuilder();
    Stream.concat(Stream.of(ENGINE), accounts.stream())
        .forEach(naam -> regels.append(naam).append(" = ").append(naam).append('\n'));
    Path sloten = Files.createDirectories(werk.resolve("sloten"));
    schijf = schijf(werk);
    long vrij = Files.getFileStore(schijf).getUsableSpace();
    gedeeld = schijf.startsWith(werk);
    grens = (vrij - (gedeeld ? Math.min(vrij / 2, RUIMTE_GEDEELD) : RUIMTE)) / MB * MB;
    int[] poorten = {Proefstand.vrijePoort(), Proefstand.vrijePoort()};
    for (int i = 0; i < poorten.length; i++) {
      String naam = "broker-" + (i + 1);
      Path instantie = schijf.resolve(naam);
      maakInstantie(instantie, regels.toString());
      Doorgeefluik luik = Doorgeefluik.dieVolgt(naam, poorten[i]);
      Kantproces start =
          new Kantproces(
              jar,
              256,
              maakMap(map, werk.resolve(naam + "-map"), luik.poort()),
              werk.resolve(naam + "-uit.txt"),
              List.of(
                  "-XX:TieredStopAtLevel=1",
                  "-Dketenbrug.broker.max-redelivery-delay=2000",
                  "-Dketenbrug.broker.min-disk-free=" + grens / MB + "MB"),
              List.of(
                  "broker",
                  instantie.toString(),
                  "--poort=" + poorten[i],
                  "--ander=127.0.0.1:" + poorten[1 - i],
                  "--sloten=" + sloten,
                  "--herhaalpauze=200"));
      delen.add(new Deel(poorten[i], luik, new Marteldeel(naam, start), instantie));
    }
  }

  /**
   * A folder on a disk with room; at best on one that few others fill or empty meanwhile, for both
   * brokers are given a limit under what is free.
   */
  private static Path schijf(Path werk) throws IOException {
    boolean past =
        Files.isWritable(IN_GEHEUGEN) && Files.getFileStore(IN_GEHEUGEN).getUsableSpace() > NODIG;
    return past
        ? Files.createTempDirectory(IN_GEHEUGEN, "ketenbrug-torture")
        : Files.createDirectories(werk.resolve("schijf"));
  }

  /** Takes what is free above the limit, with a file beside those of the brokers. */
  void vulSchijf() throws IOException {
    ByteBuffer hap = ByteBuffer.allocateDirect(HAP);
    FileStore winkel = Files.getFileStore(schijf);
    try (FileChannel vulling =
        FileChannel.open(vulling(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (winkel.getUsableSpace() >= grens - DIEP) {
        vulling.write(hap.clear());
      }
    }
  }

  /** Whether less is free than the brokers want. */
  boolean isVol() throws IOException {
    return Files.getFileStore(schijf).getUsableSpace() < grens;
  }

  void geefRuimte() throws IOException {
    Files.deleteIfExists(vulling());
  }

  private Path vulling() {
    return schijf.resolve("vulling");
  }

  /**
   * Leaves a disk in memory as it was found.
   *
   * @param naar folder for what the brokers kept; null when nobody wants it
   */
  void ruimSchijf(Path naar) throws IOException {
    geefRuimte();
    if (gedeeld) {
      return;
    }
    try {
      if (naar != null) {
        FileSystemUtils.copyRecursively(schijf, naar.resolve("schijf"));
      }
    } finally {
      FileSystemUtils.deleteRecursively(schijf);
    }
  }

  private static void maakInstantie(Path instantie, String accounts) throws IOException {
    Path etc = Files.createDirectories(instantie.resolve("etc"));
    Files.writeString(etc.resolve("artemis-users.properties"), accounts);
    Files.writeString(etc.resolve("artemis-roles.properties"), accounts);
    Path geheim = etc.resolve("broker.properties");
    Files.writeString(geheim, "clusterPassword=martelproef-van-het-paar\n");
    Files.setPosixFilePermissions(geheim, PosixFilePermissions.fromString("rw-------"));
  }

  /** The files of a broker that tells the port of its relay as its own. */
  private static Path maakMap(Path van, Path naar, int luik) throws IOException {
    FileSystemUtils.copyRecursively(van.resolve("broker"), naar.resolve("broker"));
    Path paar = naar.resolve("broker/paar.properties");
    String eigen = Files.readString(paar);
    String nieuw =
        eigen.replaceAll("(?m)^(connectorConfigurations.zelf.params.port=).*", "$1" + luik);
    if (nieuw.equals(eigen)) {
      throw new IOException("Een broker van het paar zegt nergens zijn poort: " + paar);
    }
    Files.writeString(paar, nieuw);
    return naar;
  }

  void begin() throws IOException {
    for (Deel deel : delen) {
      deel.proces.begin();
    }
  }

  List<Marteldeel> delen() {
    return delen.stream().map(Deel::proces).toList();
  }

  List<Doorgeefluik> luiken() {
    return delen.stream().map(Deel::luik).toList();
  }

  /** Both addresses, as an engine is given them. */
  String url() {
    return delen.stream()
        .map(deel -> "tcp://127.0.0.1:" + deel.luik.poort())
        .collect(Collectors.joining(","));
  }

  /** Where one serves now; when none does, where one may. */
  int poort() {
    return bedient().map(Deel::poort).orElse(delen.get(0).poort);
  }

  private Optional<Deel> bedient() {
    return delen.stream().filter(Deel::luistert).findFirst();
  }

  /** The process that serves now; when none does, one of them. */
  Marteldeel bedienend() {
    return bedient().orElse(delen.get(0)).proces;
  }

  private Deel anderDan(Deel een) {
    return delen.get(1 - delen.indexOf(een));
  }

  /**
   * Kills the one that serves, once the other has everything, and waits until that one serves.
   *
   * @return the one that is dead
   * @throws IllegalStateException when there is no copy, or it does not take over
   */
  Marteldeel dood() throws Exception {
    Deel bedient = metReserve();
    ruimOudeKopieen();
    bedient.proces.dood();
    wachtOp("de reserve, die over moet nemen", anderDan(bedient)::luistert);
    return bedient.proces;
  }

  /**
   * Takes away what each copy keeps of the life before it, for a person who wants to look back, as
   * 110 MB each time. Not while one begins anew: it puts away what it had in these very folders.
   */
  void ruimOudeKopieen() throws IOException {
    if (!isPaar(bedient().orElse(null))) {
      return;
    }
    for (Deel deel : delen) {
      for (String soort : BEWAART) {
        Path map = deel.instantie.resolve(soort);
        if (!Files.isDirectory(map)) {
          // Made when there is something to put into it.
          continue;
        }
        // By name: what else is there comes and goes while it runs.
        try (DirectoryStream<Path> oude = Files.newDirectoryStream(map, OUD)) {
          for (Path oud : oude) {
            FileSystemUtils.deleteRecursively(oud);
          }
        }
      }
    }
  }

  private Deel metReserve() throws Exception {
    Deel[] gevonden = new Deel[1];
    wachtOp(
        "een paar waarvan de ander alles heeft",
        () -> {
          gevonden[0] = bedient().orElse(null);
          return isPaar(gevonden[0]);
        });
    return gevonden[0];
  }

  /** Whether this one serves and the other has everything. */
  private boolean isPaar(Deel bedient) throws IOException {
    return bedient != null
        && bedient.stand().contains(ALLES_OOK)
        && anderDan(bedient).stand().contains(IS_RESERVE);
  }

  private static void wachtOp(String wat, Martelstand.Voorwaarde is) throws Exception {
    Martelstand.wachtOp(wat, PAARGEDULD, is);
  }

  /**
   * All queues but those of the broker itself.
   *
   * @param metIds whether to read the ids of what stands apart or lapsed
   * @throws IOException when it is away
   */
  List<Stand> standen(boolean metIds) throws IOException {
    try (ServerLocator plaats = plaats(poort());
        ClientSessionFactory verbinding = plaats.createSessionFactory();
        ClientSession sessie =
            verbinding.createSession(ENGINE, ENGINE, false, true, true, false, 0)) {
      sessie.start();
      try (ClientRequestor vrager = new ClientRequestor(sessie, "activemq.management")) {
        List<Stand> standen = new ArrayList<>();
        for (Object een : (Object[]) vraag(sessie, vrager, ResourceNames.BROKER, "getQueueNames")) {
          String naam = een.toString();
          ClientSession.QueueQuery queue = sessie.queueQuery(SimpleString.of(naam));
          if (queue.isExists() && queue.isDurable() && !naam.startsWith("$")) {
            Object filter = vraag(sessie, vrager, ResourceNames.QUEUE + naam, "getFilter");
            boolean gesloten = filter != null && filter.toString().contains("'geen'");
            List<String> ids = metIds && blijft(naam) ? ids(sessie, naam) : List.of();
            standen.add(new Stand(naam, queue.getMessageCount(), gesloten, ids));
          }
        }
        return standen;
      }
    } catch (Exception e) {
      throw new IOException("De broker zegt niet wat er op zijn wachtrijen staat", e);
    }
  }

  /**
   * Nothing is fetched ahead. With a window a client that took all it had asks whether there is
   * more while its request for more may still wait in another thread of it: it hears no, and a look
   * ends at the window (1 MiB) for a queue that is longer.
   */
  static ServerLocator plaats(int poort) throws Exception {
    return ActiveMQClient.createServerLocator(
        "tcp://127.0.0.1:%d?consumerWindowSize=0".formatted(poort));
  }

  private static boolean blijft(String wachtrij) {
    return wachtrij.equals(Marteltelling.VERLOPEN)
        || wachtrij.startsWith(Marteltelling.APART_BIJ_AFNEMER);
  }

  /** The ids of all that the broker shows there. */
  static List<String> ids(ClientSession sessie, String wachtrij) throws Exception {
    List<String> ids = new ArrayList<>();
    try (ClientConsumer lezer = sessie.createConsumer(wachtrij, true)) {
      for (ClientMessage een = lezer.receiveImmediate();
          een != null;
          een = lezer.receiveImmediate()) {
        ids.add(een.getStringProperty("berichtId"));
      }
    }
    return ids;
  }

  private static Object vraag(ClientSession sessie, ClientRequestor vrager, String wie, String wat)
      throws Exception {
    ClientMessage vraag = sessie.createMessage(false);
    ManagementHelper.putOperationInvocation(vraag, wie, wat);
    ClientMessage antwoord = vrager.request(vraag, GEDULD);
    if (antwoord == null || !ManagementHelper.hasOperationSucceeded(antwoord)) {
      throw new IOException(wat + ": geen antwoord van de broker");
    }
    return ManagementHelper.getResult(antwoord);
  }
}
