package nl.ketenbrug.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.config.ActiveMQDefaultConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.ha.DistributedLockManagerConfiguration;
import org.apache.activemq.artemis.core.config.ha.ReplicationPrimaryPolicyConfiguration;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.lockmanager.DistributedLock;
import org.apache.activemq.artemis.lockmanager.DistributedLockManager;
import org.apache.activemq.artemis.lockmanager.MutableLong;

/**
 * What is asked before one of a pair starts. Artemis sets aside all that a broker holds as soon as
 * it finds that another journal is newer, before it has met the other broker; a broker that is
 * behind and alone would so hold nothing any more, also where its messages are the only ones left.
 * Here it waits until the other one serves, and touches nothing.
 */
public final class Paarstart {

  /** How a broker of the distribution is told by {@link #main}: look again later (sysexits). */
  private static final int LATER = 75;

  private static final int VERKEERD = 2;

  /** Milliseconds for a connection to the other broker. */
  private static final int GEDULD = 2000;

  /** A broker that served has written its id here, after three bytes of state; a copy has not. */
  private static final String BEDIENDE = "server.lock";

  private static final int MET_ID = 19;

  private final Path journaal;
  private final Path geheim;
  private final DistributedLockManagerConfiguration sloten;
  private final String id;
  private final String host;
  private final int poort;

  /**
   * Why a broker does not start now.
   *
   * @param reden as an operator reads it
   * @param gaatOver to be looked at again; otherwise a person must do something first
   */
  public record Bezwaar(String reden, boolean gaatOver) {}

  /**
   * @param configuratie with {@code paar.properties} and what belongs to this broker laid over it
   * @param geheim the file with the password of the pair
   * @throws IllegalArgumentException when a setting is missing or is not safe
   */
  public Paarstart(Configuration configuratie, Path geheim) throws IOException {
    if (!(configuratie.getHAPolicyConfiguration()
        instanceof ReplicationPrimaryPolicyConfiguration paar)) {
      throw new IllegalArgumentException("De broker heeft de instellingen van een paar niet");
    }
    this.geheim = geheim;
    journaal = configuratie.getJournalLocation().toPath();
    sloten = paar.getDistributedManagerConfiguration();
    id = paar.getCoordinationId();
    Map<String, Object> ander =
        configuratie.getConnectorConfigurations().get("ander").getCombinedParams();
    host = String.valueOf(ander.get("host"));
    poort = Integer.parseInt(String.valueOf(ander.get("port")));
    eisGeheim(configuratie.getClusterPassword());
    eisAdres(
        String.valueOf(
            configuratie.getConnectorConfigurations().get("zelf").getCombinedParams().get("host")));
    if (sloten.getClassName().equals(Slotenmap.class.getName())) {
      eisEenMap(sloten.getProperties());
    }
  }

  /** Who knows it may do everything at the broker, and Artemis' own is known to all. */
  private void eisGeheim(String wachtwoord) throws IOException {
    if (wachtwoord == null
        || wachtwoord.isBlank()
        || wachtwoord.equals(ActiveMQDefaultConfiguration.getDefaultClusterPassword())) {
      throw new IllegalArgumentException(
          "clusterPassword, het wachtwoord van het paar, staat niet in " + geheim);
    }
    if (!Files.getFileStore(geheim).supportsFileAttributeView("posix")) {
      return;
    }
    Set<PosixFilePermission> anderen =
        EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    anderen.retainAll(Files.getPosixFilePermissions(geheim));
    if (!anderen.isEmpty()) {
      throw new IllegalArgumentException(
          geheim + " is niet alleen van zijn eigenaar (chmod 600); het wachtwoord is bekend");
    }
  }

  private static void eisAdres(String zelf) {
    if (zelf.equals("0.0.0.0") || zelf.equals("::")) {
      throw new IllegalArgumentException(
          "Een broker van een paar heeft een eigen adres nodig: de andere en de motoren horen het");
    }
  }

  private void eisEenMap(Map<String, String> instellingen) {
    if (!vanDezeMachine(host) && !Boolean.parseBoolean(instellingen.get("gedeeld"))) {
      throw new IllegalArgumentException(
          "De andere broker (%s) is niet op deze machine: een map met sloten geldt dan alleen als beide dezelfde zien, en dat moet gezegd zijn"
              .formatted(host));
    }
  }

  private static boolean vanDezeMachine(String host) {
    try {
      InetAddress adres = InetAddress.getByName(host);
      return adres.isLoopbackAddress() || NetworkInterface.getByInetAddress(adres) != null;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Looks; changes nothing.
   *
   * @return empty when the broker may start
   * @throws Exception when the number or who serves cannot be read: then it may not either
   */
  public Optional<Bezwaar> bezwaar() throws Exception {
    try (DistributedLockManager beheer =
        DistributedLockManager.newInstanceOf(sloten.getClassName(), sloten.getProperties())) {
      if (!beheer.start(10, TimeUnit.SECONDS)) {
        return wacht("wie het slot bewaart antwoordt niet");
      }
      return oordeel(beheer);
    }
  }

  private Optional<Bezwaar> oordeel(DistributedLockManager beheer) throws Exception {
    long stand;
    try (MutableLong nieuwste = beheer.getMutableLong(id)) {
      stand = nieuwste.get();
    }
    long eigen = nummer();
    boolean bedient = luistert();
    if (bedient && isVrij(beheer)) {
      return wacht(
          "%s:%d luistert zonder het slot: die broker is niet van dit paar, of ziet een andere map met sloten"
              .formatted(host, poort));
    }
    if (stand == 0 && eigen <= 0) {
      return Optional.empty();
    }
    if (eigen < 0 && isVanVoorHetPaar()) {
      return Optional.of(
          new Bezwaar(
              "De broker start niet: hij heeft berichten van voor het paar, en de andere is er al mee begonnen; die zouden wegraken",
              false));
    }
    if (bedient || past(eigen, stand)) {
      return Optional.empty();
    }
    return wacht(
        stand == 0
            ? "de sloten kennen het paar niet (hier %d); is het de goede map?".formatted(eigen)
            : "hij loopt achter (hier %s, het nieuwste is %d), en de andere is er niet"
                .formatted(eigen < 0 ? "niets" : eigen, Math.abs(stand)));
  }

  private static Optional<Bezwaar> wacht(String reden) {
    return Optional.of(new Bezwaar("De broker bedient niet en wacht: " + reden, true));
  }

  /**
   * As Artemis decides it. Below zero a broker said that it would make this number its own and did
   * not say that it had: it is that one, or it has the number before.
   */
  private static boolean past(long eigen, long stand) {
    return stand >= 0 ? eigen == stand : eigen == -stand || eigen == -stand - 1;
  }

  /** The number of the journal here; -1 when it has none. */
  private long nummer() throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(journaal.resolve("server.activation.sequence"));
      return bytes.length < Long.BYTES ? -1 : ByteBuffer.wrap(bytes).getLong();
    } catch (NoSuchFileException e) {
      return -1;
    }
  }

  /** A copy that was cut off while it was being made has messages too, but never served. */
  private boolean isVanVoorHetPaar() throws IOException {
    Path bediende = journaal.resolve(BEDIENDE);
    if (!Files.exists(bediende) || Files.size(bediende) < MET_ID) {
      return false;
    }
    try (DirectoryStream<Path> berichten = Files.newDirectoryStream(journaal, "*.amq")) {
      return berichten.iterator().hasNext();
    }
  }

  /** The one that waits does not listen. */
  private boolean luistert() {
    try (Socket verbinding = new Socket()) {
      verbinding.connect(new InetSocketAddress(host, poort), GEDULD);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isVrij(DistributedLockManager beheer) throws Exception {
    try (DistributedLock slot = beheer.getDistributedLock(id)) {
      if (!slot.tryLock()) {
        return false;
      }
      slot.unlock();
      return true;
    }
  }

  /**
   * For {@code start-broker.sh}: ends with 0 when the broker of the distribution may start, 75 when
   * it must look again later, 2 when it may not.
   *
   * @param args the folder of the instance
   */
  public static void main(String[] args) throws Exception {
    Path instantie = Path.of(args[0]);
    Path etc = instantie.resolve("etc");
    Path geheim = etc.resolve("broker.properties");
    FileConfiguration configuratie = new FileConfiguration();
    FileDeploymentManager bestanden =
        new FileDeploymentManager(etc.resolve("broker.xml").toUri().toString());
    bestanden.addDeployable(configuratie);
    bestanden.readConfiguration();
    configuratie.setBrokerInstance(instantie.toFile());
    configuratie.parseProperties(etc.resolve("paar.properties").toString());
    configuratie.parseProperties(geheim.toString());
    System.exit(uitkomst(configuratie, geheim));
  }

  private static int uitkomst(Configuration configuratie, Path geheim) throws Exception {
    try {
      Optional<Bezwaar> bezwaar = new Paarstart(configuratie, geheim).bezwaar();
      bezwaar.ifPresent(b -> System.err.println(b.reden()));
      return bezwaar.map(b -> b.gaatOver() ? LATER : VERKEERD).orElse(0);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return VERKEERD;
    }
  }
}
