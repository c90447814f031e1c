package nl.ketenbrug.operations;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.server.impl.AddressInfo;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.springframework.beans.factory.DisposableBean;

/**
 * Artemis inside the engine, from {@code broker/broker.xml}. Addresses that follow from other files
 * are declared here, each with the rights of the one account that may use it; an address that
 * nobody declared is refused.
 */
class EmbeddedBroker implements DisposableBean {

  static final String ENGINE = "ketenbrug";

  private final ActiveMQServer server;

  EmbeddedBroker(
      Installatie installatie,
      BrokerSettings settings,
      Accounts accounts,
      String enginePassword,
      Leesbewijs leesbewijs)
      throws Exception {
    System.setProperty("ketenbrug.broker.host", settings.host());
    System.setProperty("ketenbrug.broker.port", String.valueOf(settings.port()));
    System.setProperty(
        "ketenbrug.broker.redelivery-delay", String.valueOf(settings.redeliveryDelay()));
    System.setProperty(
        "ketenbrug.broker.max-redelivery-delay", String.valueOf(settings.maxRedeliveryDelay()));
    FileConfiguration configuration = new FileConfiguration();
    FileDeploymentManager files =
        new FileDeploymentManager(
            installatie
                .bestand("broker/broker.xml")
                .toAbsolutePath()
                .normalize()
                .toUri()
                .toString());
    files.addDeployable(configuration);
    files.readConfiguration();
    configuration.setBrokerInstance(installatie.datamap().resolve("broker").toFile());

    server =
        new ActiveMQServerImpl(
            configuration,
            new ActiveMQJAASSecurityManager(
                InVMLoginModule.class.getName(), users(accounts, enginePassword)));
    server.registerBrokerPlugin(leesbewijs);
    server.registerBrokerPlugin(new Innamebewaking());
    server.start();
    if (!server.isActive()) {
      server.stop();
      throw new IllegalStateException(
          "De broker start niet; is poort %d vrij, en gebruikt geen andere motor de map %s?"
              .formatted(settings.port(), installatie.datamap()));
    }
  }

  private static SecurityConfiguration users(Accounts accounts, String enginePassword) {
    SecurityConfiguration users = new SecurityConfiguration();
    users.addUser(ENGINE, enginePassword);
    users.addRole(ENGINE, ENGINE);
    for (Account account : accounts.alle()) {
      users.addUser(account.naam(), account.wachtwoord());
      users.addRole(account.naam(), account.naam());
    }
    return users;
  }

  /** A queue of its own address, for the engine alone. */
  void queue(String name) throws Exception {
    address(name, RoutingType.ANYCAST);
    declare(QueueConfiguration.of(name).setAddress(name).setRoutingType(RoutingType.ANYCAST));
  }

  /** A queue to which one account may send. */
  void queueToSend(String name, String account) throws Exception {
    allow(name, account, true);
    queue(name);
  }

  /** A queue from which one account may read. */
  void queueToRead(String name, String account) throws Exception {
    allow(name, account, false);
    queue(name);
  }

  /** An address whose messages go to every subscription that wants them. */
  void multicast(String name) throws Exception {
    address(name, RoutingType.MULTICAST);
  }

  /**
   * The durable queue of one subscription; exclusive, because order and numbers need a single
   * reader at a time.
   */
  void subscription(String address, String name, String filter) throws Exception {
    releaseFromOtherAddress(address, name);
    declare(
        QueueConfiguration.of(name)
            .setAddress(address)
            .setRoutingType(RoutingType.MULTICAST)
            .setFilterString(filter)
            .setExclusive(true));
  }

  /**
   * A subscription that moved to another profile gets its queue behind that profile's address. What
   * still waits behind the old one would never be delivered, so then the start stops.
   */
  private void releaseFromOtherAddress(String address, String name) throws Exception {
    Queue queue = server.locateQueue(name);
    if (queue == null || queue.getAddress().toString().equals(address)) {
      return;
    }
    if (queue.getMessageCount() > 0) {
      throw new IllegalStateException(
          "Wachtrij %s staat nog achter %s en bevat %d berichten; zet het profiel terug, laat ze afleveren en wijzig dan opnieuw"
              .formatted(name, queue.getAddress(), queue.getMessageCount()));
    }
    server.destroyQueue(queue.getName());
  }

  /**
   * Takes away the queues of subscriptions that no longer exist, so that nothing collects for
   * nobody. What a former partner did not read yet stays on its own queue.
   */
  void keepOnly(Set<String> subscriptions) throws Exception {
    for (Queue queue : queues()) {
      String name = queue.getName().toString();
      if (!name.startsWith("abonnement.") || subscriptions.contains(name)) {
        continue;
      }
      if (queue.getMessageCount() == 0) {
        server.destroyQueue(queue.getName());
        continue;
      }
      // What waits there stays, but nothing is added: without a file there is no grondslag.
      server.updateQueue(
          QueueConfiguration.of(queue.getName())
              .setAddress(queue.getAddress())
              .setRoutingType(RoutingType.MULTICAST)
              .setFilterString("gebeurtenistype = 'geen'"));
    }
  }

  /** Messages on a queue, those included that a client holds without having acknowledged them. */
  long messageCount(String name) {
    return server.locateQueue(name).getMessageCount();
  }

  /** Lets a queue give nothing to who reads it, or give again; holds over a restart. */
  void pause(String name, boolean pause) {
    Queue queue = server.locateQueue(name);
    if (pause) {
      queue.pause(true);
    } else {
      queue.resume();
    }
  }

  private List<Queue> queues() {
    return server
        .getPostOffice()
        .getAllBindings()
        .filter(QueueBinding.class::isInstance)
        .map(binding -> ((QueueBinding) binding).getQueue())
        .toList();
  }

  private void address(String name, RoutingType type) throws Exception {
    server.addOrUpdateAddressInfo(
        new AddressInfo(SimpleString.of(name), type).setAutoCreated(false));
  }

  private void declare(QueueConfiguration queue) throws Exception {
    queue.setDurable(true).setAutoCreated(false).setAutoDelete(false).setMaxConsumers(-1);
    queue.setPurgeOnNoConsumers(false);
    if (server.locateQueue(queue.getName()) == null) {
      server.createQueue(queue);
      return;
    }
    server.updateQueue(queue);
  }

  private void allow(String address, String account, boolean send) {
    Set<Role> roles = new HashSet<>();
    roles.add(role(ENGINE, true, true, true));
    // Looking without taking would leave no trace.
    roles.add(role(account, send, !send, false));
    server.getSecurityRepository().addMatch(address, roles);
  }

  private static Role role(String name, boolean send, boolean read, boolean browse) {
    return new Role(
        name, send, read, false, false, false, false, false, browse, false, false, false, false);
  }

  @Override
  public void destroy() throws Exception {
    server.stop();
  }
}
