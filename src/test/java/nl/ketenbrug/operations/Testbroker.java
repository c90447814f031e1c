package nl.ketenbrug.operations;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.slf4j.LoggerFactory;

/** The broker of the engine in this process, by its own file, with the account of the engine. */
final class Testbroker {

  static final String WACHTWOORD = "geheim";

  private Testbroker() {}

  /**
   * @param map where its journal stands
   * @param instellingen names as in broker.xml, without {@code ketenbrug.broker.}
   */
  static EmbeddedBroker start(Path map, Map<String, String> instellingen) throws Exception {
    return start(map, instellingen, null);
  }

  /**
   * @param tls acceptor for TLS, or null
   */
  static EmbeddedBroker start(Path map, Map<String, String> instellingen, String tls)
      throws Exception {
    Map<String, String> alles = new HashMap<>(instellingen);
    alles.put("port", "0");
    return begin(map, alles, tls);
  }

  /** Listening on a port that is known, for clients that do not come from this process. */
  static EmbeddedBroker start(Path map, int poort) throws Exception {
    return begin(map, Map.of("port", Integer.toString(poort)), null);
  }

  private static EmbeddedBroker begin(Path map, Map<String, String> instellingen, String tls)
      throws Exception {
    ((Logger) LoggerFactory.getLogger("org.apache.activemq")).setLevel(Level.WARN);
    SecurityConfiguration gebruikers = new SecurityConfiguration();
    gebruikers.addUser(EmbeddedBroker.ENGINE, WACHTWOORD);
    gebruikers.addRole(EmbeddedBroker.ENGINE, EmbeddedBroker.ENGINE);
    return new EmbeddedBroker(
        Path.of("broker/broker.xml"),
        map,
        instellingen,
        tls,
        new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), gebruikers));
  }
}
