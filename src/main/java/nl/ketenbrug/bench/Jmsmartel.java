package nl.ketenbrug.bench;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;

/** Reads its own queue at the broker, by CORE or by AMQP 1.0. */
final class Jmsmartel extends Martelafnemer {

  private static final long WACHT = 300;
  private static final int STEL_UIT = 5_000;

  /** Of Qpid JMS: the outcome that {@code acknowledge} gives a message. */
  private static final String UITKOMST = "JMS_AMQP_ACK_TYPE";

  private static final int REJECTED = 2;

  private final List<Integer> poorten;
  private final IntFunction<ConnectionFactory> fabriek;

  private Jmsmartel(
      Martelrol rol,
      long seed,
      Boek boek,
      List<Integer> poorten,
      IntFunction<ConnectionFactory> fabriek) {
    super(rol, seed, boek);
    this.poorten = poorten;
    this.fabriek = fabriek;
  }

  /**
   * @param poort of a relay that leads to the broker that serves
   */
  static Jmsmartel core(Martelrol rol, long seed, Boek boek, int poort) {
    String url =
        "tcp://127.0.0.1:%d?useTopologyForLoadBalancing=false&callTimeout=%d&connectionTTL=10000&clientFailureCheckPeriod=5000"
            .formatted(poort, STEL_UIT);
    return new Jmsmartel(
        rol, seed, boek, List.of(poort), ander -> new ActiveMQConnectionFactory(url));
  }

  /**
   * @param poorten of both brokers, of which the one that does not serve does not listen: AMQP does
   *     not tell a partner where the other one is
   */
  static Jmsmartel amqp(Martelrol rol, long seed, Boek boek, List<Integer> poorten) {
    return new Jmsmartel(rol, seed, boek, poorten, Jmsmartel::amqp);
  }

  private static ConnectionFactory amqp(int poort) {
    JmsConnectionFactory fabriek = new JmsConnectionFactory("amqp://127.0.0.1:" + poort);
    fabriek.setConnectTimeout(STEL_UIT);
    fabriek.setRequestTimeout(STEL_UIT);
    fabriek.setCloseTimeout(STEL_UIT);
    return fabriek;
  }

  @Override
  void ronde() throws Exception {
    // A client writes a page for each refused connection; look first whether anybody is there.
    int poort =
        poorten.stream()
            .filter(Doorgeefluik::luistert)
            .findFirst()
            .orElseThrow(() -> new ConnectException("Geen broker luistert"));
    try (Connection verbinding = fabriek.apply(poort).createConnection(code(), code());
        Session sessie = verbinding.createSession(false, Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer lezer = sessie.createConsumer(sessie.createQueue("partner." + code()))) {
      boolean[] weg = {false};
      // One that waits for nothing would not notice that its broker is gone.
      verbinding.setExceptionListener(e -> weg[0] = true);
      verbinding.start();
      while (!weg[0]) {
        Message message = lezer.receive(WACHT);
        if (message != null && !neem(message)) {
          return;
        }
      }
    }
  }

  /**
   * @return whether to go on with this connection
   */
  private boolean neem(Message message) throws JMSException, InterruptedException {
    String id = message.getStringProperty("berichtId");
    int keer =
        noteer(
            id,
            message.getLongProperty("volgnummer"),
            message.getStringProperty("gebeurtenistype"),
            tekst(message));
    if (keer == 1 && lot(id, 0, 6)) {
      // Goes away with it in its hands: it must come again.
      return false;
    }
    if (lot(id, 6, 12)) {
      Thread.sleep(WACHT);
    }
    boolean weigert = weigert(id);
    if (weigert) {
      message.setIntProperty(UITKOMST, REJECTED);
    }
    gaatAntwoorden(id, weigert ? GEWEIGERD : GEACCEPTEERD);
    message.acknowledge();
    return true;
  }

  private static String tekst(Message message) throws JMSException {
    if (message instanceof TextMessage text) {
      return text.getText();
    }
    BytesMessage bytes = (BytesMessage) message;
    byte[] inhoud = new byte[(int) bytes.getBodyLength()];
    bytes.readBytes(inhoud);
    return new String(inhoud, StandardCharsets.UTF_8);
  }
}
