package nl.ketenbrug.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.sf.saxon.s9api.SaxonApiException;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.messagelog.Stap;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * What somebody would write by hand for the same work: take a message from a queue, do it all,
 * write its records in one commit of the database, send to the address of each profile, and commit
 * to the broker, which gives each partner its copy. What {@link Ketenwerk} leaves out is left out
 * here too; a crash between the two commits leaves records of work that is then done again.
 *
 * <p>What the broker itself saw of the partners is drained into the same log, up to a hundred
 * records in a commit.
 */
final class Handlus implements AutoCloseable {

  private static final long WACHT = 200;
  private static final int GREEP = 100;

  private final ActiveMQConnectionFactory factory;
  private final Ketenwerk werk;
  private final LogSchrijver log;
  private final int afnemers;
  private final int profielen;
  private final AtomicLong volgnummer = new AtomicLong();
  private final ObjectReader lezer =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .build()
          .readerForListOf(LogRegel.class)
          .with(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY);
  private final List<Thread> draden = new ArrayList<>();
  private volatile boolean aan = true;

  private interface Lus {
    void draai(Connection verbinding) throws Exception;
  }

  Handlus(
      String url, Ketenwerk werk, LogSchrijver log, int afnemers, int profielen, int aantalDraden) {
    this.factory = new ActiveMQConnectionFactory(url);
    this.werk = werk;
    this.log = log;
    this.afnemers = afnemers;
    this.profielen = profielen;
    for (int i = 0; i < aantalDraden; i++) {
      begin("lus-" + i, this::verwerk);
    }
    begin("trechter", this::leegLog);
  }

  private void begin(String naam, Lus lus) {
    Thread draad =
        new Thread(
            () -> {
              try (Connection verbinding = factory.createConnection()) {
                verbinding.start();
                lus.draai(verbinding);
              } catch (Exception e) {
                throw new IllegalStateException("Een lus met de hand is gestopt", e);
              }
            },
            naam);
    draden.add(draad);
    draad.start();
  }

  private void verwerk(Connection verbinding) throws JMSException, SaxonApiException {
    try (Session sessie = verbinding.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer aanvoer = sessie.createConsumer(sessie.createQueue(Ketenkant.AANVOER));
        MessageProducer zender = sessie.createProducer(null)) {
      while (aan) {
        Message message = aanvoer.receive(WACHT);
        if (message != null) {
          verwerk(sessie, zender, message);
          sessie.commit();
        }
      }
    }
  }

  private void verwerk(Session sessie, MessageProducer zender, Message message)
      throws JMSException, SaxonApiException {
    String bericht = message.getBody(String.class);
    Ketenwerk.Gebeurtenis beslag =
        werk.canoniek(BerichtId.of(message.getStringProperty(Koppen.BERICHT_ID)), bericht);
    List<LogRegel> regels = new ArrayList<>();
    regels.add(werk.ontvangen(beslag, bericht));
    regels.add(werk.stap(Stap.GETRANSFORMEERD, beslag, beslag.xml()));
    List<Ketenwerk.Gebeurtenis> gebeurtenissen = werk.verrijk(beslag);
    regels.addAll(werk.bevraagd(gebeurtenissen));
    for (Ketenwerk.Gebeurtenis gebeurtenis : gebeurtenissen) {
      regels.add(werk.stap(Stap.VERRIJKT, gebeurtenis, gebeurtenis.xml()));
      for (int i = 1; i <= profielen; i++) {
        String body = werk.profiel(gebeurtenis, Ketenmap.profiel(i));
        regels.add(werk.stap(Stap.GEPUBLICEERD, gebeurtenis, body));
        for (int afnemer = i; afnemer <= afnemers; afnemer += profielen) {
          regels.add(werk.klaargezet(gebeurtenis, body, Ketenmap.afnemer(afnemer)));
        }
        zender.send(
            sessie.createTopic(Ketenkant.adres(Ketenmap.profiel(i))),
            bericht(sessie, gebeurtenis, body));
      }
    }
    log.schrijf(regels);
  }

  private TextMessage bericht(Session sessie, Ketenwerk.Gebeurtenis gebeurtenis, String body)
      throws JMSException {
    TextMessage message = sessie.createTextMessage(body);
    message.setStringProperty(Koppen.BERICHT_ID, gebeurtenis.id().toString());
    message.setStringProperty(Koppen.CORRELATIE_ID, gebeurtenis.correlatie().toString());
    message.setStringProperty(Koppen.GEBEURTENISTYPE, gebeurtenis.type());
    message.setStringProperty(Koppen.BRON, Ketenwerk.BRON);
    message.setStringProperty(Koppen.DOSSIER, gebeurtenis.dossier());
    // One for all partners: the broker's evidence wants a number, and here nobody gives them out.
    message.setLongProperty(Koppen.VOLGNUMMER, volgnummer.incrementAndGet());
    return message;
  }

  private void leegLog(Connection verbinding) throws JMSException, JsonProcessingException {
    try (Session sessie = verbinding.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer trechter =
            sessie.createConsumer(sessie.createQueue(Ketenkant.BERICHTENLOG))) {
      while (aan) {
        List<LogRegel> regels = new ArrayList<>();
        Message message = trechter.receive(WACHT);
        while (message != null) {
          regels.addAll(lezer.readValue(message.getBody(String.class)));
          message = regels.size() < GREEP ? trechter.receiveNoWait() : null;
        }
        log.schrijf(regels);
        sessie.commit();
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    aan = false;
    for (Thread draad : draden) {
      draad.join();
    }
    factory.close();
  }
}
