package nl.ketenbrug;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.apache.qpid.jms.JmsConnectionFactory;

/**
 * The register as it puts attachments on the engine's queue itself, by AMQP: each again until the
 * broker settles it. It gets no berichtId that way.
 */
final class Amqpaanleveraar implements AutoCloseable {

  private final List<Aanleveraar.Bericht> berichten;
  private final Semaphore vrijgave;
  private final URI adres;
  private final Thread thread = new Thread(this::lever, "amqp-aanleveraar");

  Amqpaanleveraar(String adres, List<Aanleveraar.Bericht> berichten, Semaphore vrijgave) {
    this.adres = URI.create(adres);
    this.berichten = List.copyOf(berichten);
    this.vrijgave = vrijgave;
  }

  void begin() {
    thread.start();
  }

  List<Aanleveraar.Bericht> berichten() {
    return berichten;
  }

  boolean isKlaar() {
    return !thread.isAlive();
  }

  private void lever() {
    try {
      for (Aanleveraar.Bericht bericht : berichten) {
        vrijgave.acquire();
        while (!isAfgegeven(bericht)) {
          Thread.sleep(300);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAfgegeven(Aanleveraar.Bericht bericht) {
    try {
      new Socket(adres.getHost(), adres.getPort()).close();
      var factory = new JmsConnectionFactory("beslagregister", "beslagregister", adres.toString());
      factory.setRequestTimeout(5_000);
      factory.setSendTimeout(5_000);
      try (Connection connection = factory.createConnection();
          Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
          MessageProducer producer =
              session.createProducer(session.createQueue("intake.beslagregister"))) {
        Message message = session.createTextMessage(bericht.xml());
        // Order is the sender's to ask for: one group for each debtor, under a name of its own.
        message.setStringProperty("JMSXGroupID", "groep-" + groep(bericht));
        producer.send(message);
        return true;
      }
    } catch (IOException | JMSException e) {
      // Whether the engine has it is not known: it goes again.
      return false;
    }
  }

  private int groep(Aanleveraar.Bericht bericht) {
    return berichten.stream()
        .map(Aanleveraar.Bericht::bsn)
        .distinct()
        .toList()
        .indexOf(bericht.bsn());
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join(10_000);
  }
}
