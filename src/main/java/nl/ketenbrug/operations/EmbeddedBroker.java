package nl.ketenbrug.operations;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import nl.ketenbrug.broker.Paarstart;
import nl.ketenbrug.broker.Paarstart.Bezwaar;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.springframework.beans.factory.DisposableBean;

/**
 * Artemis inside this process, from {@code broker/broker.xml}. It knows what that file says; what
 * follows from other files the engine declares through {@link Brokerbeheer}, as it does at a broker
 * elsewhere.
 */
final class EmbeddedBroker implements DisposableBean {

  /** Account and role of the engine, as {@code broker.xml} names them. */
  static final String ENGINE = "ketenbrug";

  private static final Pattern FOUTEN = Pattern.compile("\"(errors|loadError)\":(?!\\[])");

  /** What a broker of a pair is doing, as an operator reads it. */
  enum Stand {
    BEDIENT("De broker bedient, en de andere heeft alles ook"),
    BEDIENT_ALLEEN(
        "De broker bedient zonder reserve: de andere is er niet, of heeft nog niet alles"),
    RESERVE("De broker staat klaar als reserve en heeft alles"),
    WACHT(
        "De broker bedient niet: hij neemt over als hij alles heeft, en wacht anders op de andere");

    private final String tekst;

    Stand(String tekst) {
      this.tekst = tekst;
    }

    @Override
    public String toString() {
      return tekst;
    }
  }

  /** What to do while a broker of a pair may not start. */
  interface Wachter {
    /**
     * @throws Exception to give up
     */
    void wacht(Bezwaar bezwaar) throws Exception;
  }

  private final ActiveMQServer server;

  /**
   * @param xml the {@code broker.xml}
   * @param instance folder of journal, bindings and pages
   * @param variables values of {@code ${ketenbrug.broker.…}} in the file
   * @param tls address on which it listens for TLS too, as an acceptor's; null for none
   * @throws IllegalStateException when it does not start, for example because the port is taken
   */
  EmbeddedBroker(
      Path xml,
      Path instance,
      Map<String, String> variables,
      String tls,
      ActiveMQSecurityManager security)
      throws Exception {
    FileConfiguration configuration = lees(xml, instance, variables);
    if (tls != null) {
      configuration.addAcceptorConfiguration("partners-tls", tls);
    }
    server = new ActiveMQServerImpl(configuration, security);
    server.start();
    if (!server.isActive()) {
      server.stop();
      throw new IllegalStateException(
          "De broker start niet; is poort %s vrij, en gebruikt geen ander proces de map %s?"
              .formatted(variables.get("port"), instance));
    }
  }

  private EmbeddedBroker(ActiveMQServer server) {
    this.server = server;
  }

  /**
   * One of a pair, which serves, or waits as the copy of the one that serves.
   *
   * @param paar property file laid over the {@code broker.xml}
   * @param eigen property file laid over that, with the password of the pair
   * @param wachter is called again and again for as long as it may not start
   * @throws IllegalArgumentException when a setting is missing or not safe
   * @throws IllegalStateException when it does not start, or a file asks for what no broker has
   */
  static EmbeddedBroker vanEenPaar(
      Path xml,
      Path instance,
      Map<String, String> variables,
      Path paar,
      Path eigen,
      ActiveMQSecurityManager security,
      Wachter wachter)
      throws Exception {
    FileConfiguration configuration = lees(xml, instance, variables);
    for (Path aanvulling : List.of(paar, eigen)) {
      configuration.parseProperties(aanvulling.toAbsolutePath().toString());
    }
    // A name that is written wrongly would otherwise leave a broker that serves by itself.
    if (FOUTEN.matcher(configuration.getStatus()).find()) {
      throw new IllegalStateException(
          "De broker begrijpt niet alles in %s en %s: %s"
              .formatted(paar, eigen, configuration.getStatus()));
    }
    Paarstart start = new Paarstart(configuration, eigen);
    for (Optional<Bezwaar> nu = start.bezwaar(); nu.isPresent(); nu = start.bezwaar()) {
      wachter.wacht(nu.get());
    }
    AtomicReference<Exception> mislukt = new AtomicReference<>();
    ActiveMQServer server = new ActiveMQServerImpl(configuration, security);
    server.registerActivationFailureListener(mislukt::set);
    server.start();
    if (mislukt.get() != null) {
      server.stop();
      throw new IllegalStateException("De broker van het paar start niet", mislukt.get());
    }
    return new EmbeddedBroker(server);
  }

  private static FileConfiguration lees(Path xml, Path instance, Map<String, String> variables)
      throws Exception {
    variables.forEach((name, value) -> System.setProperty("ketenbrug.broker." + name, value));
    FileConfiguration configuration = new FileConfiguration();
    FileDeploymentManager files =
        new FileDeploymentManager(xml.toAbsolutePath().normalize().toUri().toString());
    files.addDeployable(configuration);
    files.readConfiguration();
    configuration.setBrokerInstance(instance.toFile());
    Afgeschermd.map(instance);
    // Not below it when the file names another place, and then each for itself.
    for (File map :
        List.of(
            configuration.getJournalLocation(),
            configuration.getPagingLocation(),
            configuration.getLargeMessagesLocation(),
            configuration.getBindingsLocation())) {
      Afgeschermd.map(map.toPath());
    }
    return configuration;
  }

  /** What it does now, if it is one of a pair. */
  Stand stand() {
    boolean bij = server.isReplicaSync();
    if (server.isActive()) {
      return bij ? Stand.BEDIENT : Stand.BEDIENT_ALLEEN;
    }
    return bij ? Stand.RESERVE : Stand.WACHT;
  }

  @Override
  public void destroy() throws Exception {
    server.stop();
  }
}
