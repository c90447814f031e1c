package nl.ketenbrug.bench;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * What the recalculation is held against: read every dossier of the stock and publish an event for
 * each, durable, to one address with as many queues as there are partners. No law, no stylesheet,
 * no order, no log.
 */
final class Kalepublicatie implements AutoCloseable {

  /** Events in one transaction of the broker. */
  private static final int GREEP = 100;

  /** In bytes, as broker.xml has it for partners: nobody reads here either, so it goes to disk. */
  private static final long GEHEUGEN = 1 << 20;

  private static final int PAGINA = 512 << 10;

  private static final String ADRES = "kaal";
  private static final String ONBESTELBAAR = "onbestelbaar";

  private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

  /**
   * @param map folder of the journal; what an earlier measurement left there goes, since the broker
   *     would load it first
   */
  Kalepublicatie(Path map, int wachtrijen) throws Exception {
    FileSystemUtils.deleteRecursively(map);
    ConfigurationImpl configuratie = new ConfigurationImpl();
    configuratie.setBrokerInstance(map.toFile());
    configuratie.setPersistenceEnabled(true).setJournalType(JournalType.NIO);
    configuratie.setSecurityEnabled(false).addAcceptorConfiguration("kaal", "vm://7");
    configuratie.addAddressSetting(
        "#",
        new AddressSettings()
            .setMaxSizeBytes(GEHEUGEN)
            .setPageSizeBytes(PAGINA)
            .setDeadLetterAddress(SimpleString.of(ONBESTELBAAR))
            .setExpiryAddress(SimpleString.of(ONBESTELBAAR)));
    configuratie.addQueueConfiguration(
        QueueConfiguration.of(ONBESTELBAAR).setRoutingType(RoutingType.ANYCAST));
    for (int i = 0; i < wachtrijen; i++) {
      configuratie.addQueueConfiguration(
          QueueConfiguration.of(ADRES + i)
              .setAddress(ADRES)
              .setRoutingType(RoutingType.MULTICAST)
              .setDurable(true));
    }
    broker.setConfiguration(configuratie);
    broker.start();
  }

  void meet(JdbcClient database, String gebeurtenis) {
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://7");
        Connection connection = factory.createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(session.createTopic(ADRES));
        Stream<String> dossiers = lees(database)) {
      int open = 0;
      for (Iterator<String> dossier = dossiers.iterator(); dossier.hasNext(); ) {
        var message = session.createTextMessage(gebeurtenis);
        message.setStringProperty("JMSXGroupID", dossier.next());
        producer.send(message);
        if (++open % GREEP == 0) {
          session.commit();
        }
      }
      session.commit();
    } catch (JMSException e) {
      throw new IllegalStateException("Publiceren zonder motor lukte niet", e);
    }
  }

  /**
   * All that the recalculation reads, of each dossier; row by row when {@code database} fetches so.
   */
  private static Stream<String> lees(JdbcClient database) {
    return database
        .sql(
            """
            select s.*, p.bsn,
              array(select b.registratie_id from beslag b where b.dossier = s.dossier) as beslagen,
              array(select q.oin from partij q where q.dossier = s.dossier) as partijen
            from bvv_stand s left join schuldenaar p on p.dossier = s.dossier order by s.dossier""")
        .query((rij, nummer) -> rij.getBytes("invoer").length + rij.getString("dossier"))
        .stream();
  }

  @Override
  public void close() throws Exception {
    broker.stop();
  }
}
