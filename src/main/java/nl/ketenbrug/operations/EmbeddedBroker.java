package nl.ketenbrug.operations;

import java.nio.file.Path;
import java.util.Map;
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
    variables.forEach((name, value) -> System.setProperty("ketenbrug.broker." + name, value));
    FileConfiguration configuration = new FileConfiguration();
    FileDeploymentManager files =
        new FileDeploymentManager(xml.toAbsolutePath().normalize().toUri().toString());
    files.addDeployable(configuration);
    files.readConfiguration();
    configuration.setBrokerInstance(instance.toFile());
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

  @Override
  public void destroy() throws Exception {
    server.stop();
  }
}
