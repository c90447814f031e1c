package nl.ketenbrug.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import nl.ketenbrug.delivery.Volgnummers;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.Bundellog;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.LoggingLevel;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.jms.ConsumerType;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Primary;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * JMS by the settings that lost nothing when engine and broker were killed: transacted, no
 * transaction manager in the consumer, cached consumer, and one connection factory for consuming
 * and sending, so that both are one local transaction. Changing one of these loses messages without
 * an error anywhere; the crash test guards them.
 */
@Configuration
class JmsConfiguration {

  /**
   * Bytes that a reader which fetches ahead has in hand at most: some tens of records of the log,
   * or of events.
   */
  private static final int VENSTER = 32 * 1024;

  @Bean
  @Primary
  @DependsOn("brokerinrichting")
  CachingConnectionFactory connectionFactory(Brokertoegang toegang) {
    return factory(toegang, 32);
  }

  /**
   * For what must be written although the transaction of the current thread is rolled back, and for
   * reading by hand.
   */
  @Bean
  @DependsOn("brokerinrichting")
  CachingConnectionFactory losseConnectionFactory(Brokertoegang toegang) {
    return factory(toegang, 4);
  }

  /**
   * For a route that only takes from its queue, or sends by this one too: fetches ahead, so that a
   * message costs no journey of its own. What a client has in hand comes back in its order, and
   * with the delay of its address: only for queues that have none, or of which the order is
   * nothing.
   */
  @Bean
  @DependsOn("brokerinrichting")
  CachingConnectionFactory vooruitlezend(Brokertoegang toegang) {
    return factory(toegang.metVenster(VENSTER), 32);
  }

  private static CachingConnectionFactory factory(Brokertoegang toegang, int sessions) {
    ActiveMQConnectionFactory broker =
        new ActiveMQConnectionFactory(toegang.url(), toegang.gebruiker(), toegang.wachtwoord());
    // An ObjectMessage is never opened, whoever sends it (CVE-2026-40860, CVE-2026-43866).
    broker.setDeserializationDenyList("*");
    // Else each send asks first whether its queue is there, and waits for the answer. The broker
    // refuses what finds none all the same.
    broker.setCacheDestinations(true);
    CachingConnectionFactory cached = new CachingConnectionFactory(broker);
    cached.setSessionCacheSize(sessions);
    cached.setCacheConsumers(false);
    return cached;
  }

  @Bean
  JmsTemplate jmsTemplate(ConnectionFactory connectionFactory) {
    return template(connectionFactory);
  }

  @Bean
  @Primary
  Bundellog berichtenlog(JmsTemplate jmsTemplate, ObjectMapper json) {
    return Berichtenlog.opWachtrij(jmsTemplate, json);
  }

  @Bean
  Berichtenlog losBerichtenlog(
      @Qualifier("losseConnectionFactory") ConnectionFactory losseConnectionFactory,
      ObjectMapper json) {
    return Berichtenlog.opWachtrij(template(losseConnectionFactory), json);
  }

  private static JmsTemplate template(ConnectionFactory connectionFactory) {
    JmsTemplate template = new HerstellendeJmsTemplate(connectionFactory);
    template.setSessionTransacted(true);
    template.setDeliveryPersistent(true);
    return template;
  }

  /** For work that begins outside a queue, such as the delivery of a source by HTTP. */
  @Bean
  Brokertransactie brokertransactie(ConnectionFactory connectionFactory) {
    JmsTransactionManager manager = new JmsTransactionManager(connectionFactory);
    // A session whose commit was refused would go back to the cache and refuse for ever.
    manager.setRollbackOnCommitFailure(true);
    return new Brokertransactie(new TransactionTemplate(manager));
  }

  @Bean
  JmsComponent jms(ConnectionFactory connectionFactory) {
    JmsComponent jms = new JmsComponent();
    jms.setConnectionFactory(connectionFactory);
    jms.setTransacted(true);
    jms.setLazyCreateTransactionManager(false);
    jms.setCacheLevelName("CACHE_CONSUMER");
    jms.setConsumerType(ConsumerType.Custom);
    jms.setMessageListenerContainerFactory(Lezer::new);
    // Milliseconds until a reader that lost its connection looks again: its copy may have taken
    // over.
    jms.setRecoveryInterval(1000);
    jms.setHeaderFilterStrategy(new KoppenFilter());
    jms.setMessageConverter(new AlleenTekst());
    // Nobody who sends decides where an answer goes, or what other headers say.
    jms.setDisableReplyTo(true);
    jms.setMessageCreatedStrategy((message, session, exchange, cause) -> alleenKoppen(message));
    // The engine says itself what failed; the text of an exception may quote the message.
    jms.setErrorHandlerLoggingLevel(LoggingLevel.OFF);
    jms.setErrorHandlerLogStackTrace(false);
    jms.setAcceptMessagesWhileStopping(false);
    jms.setAllowAutoWiredConnectionFactory(false);
    jms.setAllowAutoWiredDestinationResolver(false);
    return jms;
  }

  /** For a route whose one reader is what its queue waits for. */
  @Bean
  MessageListenerContainerFactory perBundel(Bundellog berichtenlog, Volgnummers volgnummers) {
    return endpoint -> new Bundellezer(endpoint, berichtenlog, volgnummers);
  }

  /** For the log: what waits there becomes one write of the database. */
  @Bean
  MessageListenerContainerFactory perGreep() {
    return Greeplezer::new;
  }

  private static void alleenKoppen(Message message) {
    try {
      message.setJMSCorrelationID(null);
      message.setJMSType(null);
      message.setJMSReplyTo(null);
    } catch (JMSException e) {
      throw new RuntimeCamelException(e);
    }
  }
}
