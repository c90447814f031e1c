package nl.ketenbrug;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.qpid.jms.JmsConnectionFactory;

/**
 * Reads its own queue by AMQP 1.0 with its own login, and connects again when the engine is back.
 */
final class Amqpafnemer extends Afnemer {

  private final List<URI> adressen;

  /**
   * @param adressen {@code amqp://host:port}; of more than one it takes the first that answers
   */
  Amqpafnemer(String code, String... adressen) {
    super(code);
    this.adressen = Stream.of(adressen).map(URI::create).toList();
  }

  @Override
  void ronde() throws Exception {
    try (Connection connection = verbind()) {
      Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
      MessageConsumer consumer = session.createConsumer(session.createQueue("partner." + code()));
      connection.start();
      while (!isKlaar()) {
        Message message = consumer.receive(500);
        if (message != null) {
          noteer(levering(message), koppen(message));
          message.acknowledge();
        }
      }
    }
  }

  private Connection verbind() throws IOException, JMSException {
    IOException weg = new IOException("Niemand luistert");
    for (URI adres : adressen) {
      // The client writes a page for each refused connection; look first whether anybody is there.
      try (Socket proef = new Socket(adres.getHost(), adres.getPort())) {
        JmsConnectionFactory factory =
            new JmsConnectionFactory(code(), code(), "amqp://" + adres.getAuthority());
        factory.setConnectTimeout(5_000);
        factory.setRequestTimeout(10_000);
        return factory.createConnection();
      } catch (IOException e) {
        weg.addSuppressed(e);
      }
    }
    throw weg;
  }

  private static Levering levering(Message message) throws JMSException {
    return new Levering(
        message.getStringProperty("berichtId"),
        message.getLongProperty("volgnummer"),
        message.getStringProperty("gebeurtenistype"),
        message.getStringProperty("correlatieId"),
        sha256(tekst(message)));
  }

  static String tekst(Message message) throws JMSException {
    if (message instanceof TextMessage text) {
      return text.getText();
    }
    BytesMessage bytes = (BytesMessage) message;
    byte[] inhoud = new byte[(int) bytes.getBodyLength()];
    bytes.readBytes(inhoud);
    return new String(inhoud, StandardCharsets.UTF_8);
  }

  /** Names and values of all properties and headers. */
  private static String koppen(Message message) throws JMSException {
    StringBuilder tekst = new StringBuilder();
    for (Object naam : (List<?>) Collections.list(message.getPropertyNames())) {
      tekst.append(naam).append('=').append(message.getObjectProperty(naam.toString())).append(' ');
    }
    return tekst
        .append(message.getJMSMessageID())
        .append(' ')
        .append(message.getJMSCorrelationID())
        .append(' ')
        .append(message.getJMSType())
        .append(' ')
        .append(message.getJMSReplyTo())
        .toString();
  }
}
