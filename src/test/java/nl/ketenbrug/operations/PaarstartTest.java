package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import nl.ketenbrug.Poorten;
import nl.ketenbrug.broker.Paarstart.Bezwaar;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A broker of a pair that is behind, or that holds what no pair knows, keeps all it has until the
 * other one serves or a person has decided. The other one is here a port, its lock and its number.
 */
class PaarstartTest {

  private static final String QUEUE = "proef";

  @TempDir private Path map;
  private Path sloten;
  private Path geheim;
  private Path stand;
  private int poort;
  private int ander;
  private String anderHost = "127.0.0.1";

  @BeforeEach
  void maakInstantie() throws Exception {
    ((Logger) LoggerFactory.getLogger("org.apache.activemq")).setLevel(Level.ERROR);
    sloten = Files.createDirectory(map.resolve("sloten"));
    stand = sloten.resolve("ketenbrug.paar.1.stand");
    geheim = map.resolve("broker.properties");
    schrijfGeheim("clusterPassword=proef-van-het-paar\n", "rw-------");
    poort = Poorten.vrij();
    ander = Poorten.vrij();
  }

  @Test
  void whatABrokerHasThatIsBehindIsStillThereAfterThreeStartsAlone() throws Exception {
    berichtInEenPaar();
    String eigen = Files.readString(stand).strip();
    Files.writeString(stand, String.valueOf(Long.parseLong(eigen) + 1));

    for (int i = 0; i < 3; i++) {
      Bezwaar bezwaar = startNiet();
      assertThat(bezwaar.gaatOver()).as("the other one may come").isTrue();
      assertThat(bezwaar.reden()).contains("loopt achter (hier %s".formatted(eigen));
    }
    assertThat(opzijgezet()).isFalse();

    // Decided: the newest one is lost for good.
    Files.writeString(stand, eigen);
    assertThat(berichten()).isEqualTo(1);
  }

  @Test
  void whatABrokerHasIsStillThereWhenTheFolderOfLocksIsNotThePairs() throws Exception {
    berichtInEenPaar();
    Files.delete(stand);

    assertThat(startNiet().reden()).contains("is het de goede map");
    assertThat(opzijgezet()).isFalse();
  }

  @Test
  void aBrokerWithMessagesFromBeforeThePairIsNotStartedAfterAnEmptyOne() throws Exception {
    EmbeddedBroker alleen = Testbroker.start(map.resolve("a"), poort);
    stuur();
    alleen.destroy();
    Files.writeString(stand, "1");

    Bezwaar bezwaar = startNiet();

    assertThat(bezwaar.gaatOver()).as("a person must choose").isFalse();
    assertThat(bezwaar.reden()).contains("van voor het paar");
    assertThat(opzijgezet()).isFalse();
  }

  @Test
  void aBrokerWithMessagesFromBeforeThePairServesThemWhenItIsFirst() throws Exception {
    EmbeddedBroker alleen = Testbroker.start(map.resolve("a"), poort);
    stuur();
    alleen.destroy();

    assertThat(berichten()).isEqualTo(1);
  }

  @Test
  void whoListensWithoutTheLockSeesAnotherFolder() throws Exception {
    try (ServerSocket andere = new ServerSocket(ander, 1, InetAddress.getLoopbackAddress())) {
      assertThat(andere.isBound()).isTrue();
      assertThat(startNiet().reden()).contains("luistert zonder het slot");
    }
  }

  @Test
  void aFolderOfLocksForAnotherMachineMustBeSaidToBeShared() {
    anderHost = "192.0.2.1";

    assertThatThrownBy(this::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("niet op deze machine");
  }

  @Test
  void aPairWithoutAPasswordOfItsOwnDoesNotStart() throws Exception {
    for (String geen : new String[] {"", "clusterPassword=\n", "clusterPassword=CHANGE ME!!\n"}) {
      schrijfGeheim(geen, "rw-------");
      assertThatThrownBy(this::start)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("clusterPassword");
    }
  }

  @Test
  void aPasswordThatOthersCanReadIsRefused() throws Exception {
    schrijfGeheim("clusterPassword=proef-van-het-paar\n", "rw-r--r--");

    assertThatThrownBy(this::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("chmod 600")
        .hasMessageNotContaining("proef-van-het-paar");
  }

  private void schrijfGeheim(String tekst, String rechten) throws Exception {
    Files.writeString(geheim, tekst);
    Files.setPosixFilePermissions(geheim, PosixFilePermissions.fromString(rechten));
  }

  private static final class NietGestart extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Bezwaar bezwaar;

    NietGestart(Bezwaar bezwaar) {
      super(bezwaar.reden());
      this.bezwaar = bezwaar;
    }
  }

  private EmbeddedBroker start() throws Exception {
    Map<String, String> variabelen = new HashMap<>();
    variabelen.put("host", "127.0.0.1");
    variabelen.put("port", String.valueOf(poort));
    variabelen.put("ander.host", anderHost);
    variabelen.put("ander.port", String.valueOf(ander));
    variabelen.put("sloten", sloten.toString());
    variabelen.put("sloten-gedeeld", "false");
    SecurityConfiguration gebruikers = new SecurityConfiguration();
    gebruikers.addUser(EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD);
    gebruikers.addRole(EmbeddedBroker.ENGINE, EmbeddedBroker.ENGINE);
    return EmbeddedBroker.vanEenPaar(
        Path.of("broker/broker.xml"),
        map.resolve("a"),
        variabelen,
        Path.of("broker/paar.properties"),
        geheim,
        new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), gebruikers),
        bezwaar -> {
          throw new NietGestart(bezwaar);
        });
  }

  private Bezwaar startNiet() throws Exception {
    try {
      EmbeddedBroker broker = start();
      broker.destroy();
      throw new AssertionError("De broker startte");
    } catch (NietGestart e) {
      return e.bezwaar;
    }
  }

  private void berichtInEenPaar() throws Exception {
    EmbeddedBroker broker = start();
    try {
      stuur();
    } finally {
      broker.destroy();
    }
  }

  private long berichten() throws Exception {
    EmbeddedBroker broker = start();
    try {
      return beheer().aantal(QUEUE);
    } finally {
      broker.destroy();
    }
  }

  private void stuur() throws Exception {
    beheer().queue(QUEUE);
    try (ServerLocator plaats = ActiveMQClient.createServerLocator(url());
        ClientSessionFactory verbinding = plaats.createSessionFactory();
        ClientSession sessie =
            verbinding.createSession(
                EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD, false, true, true, false, 0)) {
      sessie.createProducer(QUEUE).send(sessie.createMessage(true));
    }
  }

  private Brokerbeheer beheer() {
    return new Brokerbeheer(
        Brokertoegang.buiten(url(), EmbeddedBroker.ENGINE, Testbroker.WACHTWOORD));
  }

  private String url() {
    return "tcp://127.0.0.1:" + poort;
  }

  private boolean opzijgezet() throws Exception {
    try (Stream<Path> alles = Files.walk(map.resolve("a"))) {
      return alles.anyMatch(pad -> pad.getFileName().toString().startsWith("oldreplica"));
    }
  }
}
