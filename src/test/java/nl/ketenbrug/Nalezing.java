package nl.ketenbrug;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.postoffice.impl.LocalQueueBinding;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;

/** Reads, after the engine stopped, what its broker still has on disk. */
final class Nalezing {

  private Nalezing() {}

  /**
   * The number of messages on each queue. Records that somebody looked into the log do not count on
   * {@code berichtenlog}: the one who looks makes them.
   *
   * @param xml the {@code broker.xml} as the engine used it
   * @param data the folder of the broker
   */
  static Map<String, Long> berichtenPerWachtrij(Path xml, Path data) throws Exception {
    System.setProperty("ketenbrug.broker.port", "0");
    FileConfiguration configuration = new FileConfiguration();
    FileDeploymentManager files =
        new FileDeploymentManager(xml.toAbsolutePath().toUri().toString());
    files.addDeployable(configuration);
    files.readConfiguration();
    configuration.setBrokerInstance(data.toFile());
    configuration.clearAcceptorConfigurations();
    configuration.setSecurityEnabled(false);
    ActiveMQServerImpl server = new ActiveMQServerImpl(configuration);
    server.start();
    try {
      Map<String, Long> aantallen = new TreeMap<>();
      server
          .getPostOffice()
          .getAllBindings()
          .filter(LocalQueueBinding.class::isInstance)
          .map(binding -> ((LocalQueueBinding) binding).getQueue())
          .forEach(queue -> aantallen.put(queue.getName().toString(), tel(queue)));
      return aantallen;
    } finally {
      server.stop();
    }
  }

  private static long tel(Queue queue) {
    long aantal = 0;
    try (var berichten = queue.browserIterator()) {
      while (berichten.hasNext()) {
        String tekst = berichten.next().getMessage().toCore().getStringBody();
        aantal += tekst != null && tekst.contains("\"INGEZIEN\"") ? 0 : 1;
      }
    }
    return aantal + queue.getScheduledCount();
  }
}
