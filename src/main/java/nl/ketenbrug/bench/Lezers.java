package nl.ketenbrug.bench;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * The partners of one side: each reads its own queue over the network, by CORE, and acknowledges
 * what stands ready together, fifty at most.
 */
final class Lezers implements AutoCloseable {

  private static final int GREEP = 50;
  private static final long WACHT = 200;

  /** A confirmation. @param nano {@link System#nanoTime} after the acknowledgement */
  record Aankomst(UUID correlatie, long nano) {}

  private final List<Lezer> lezers = new ArrayList<>();

  /**
   * @param url of the broker
   * @param wachtrij by number of the partner, from 1
   * @param metAccount whether the broker knows them, and writes down what they read
   */
  Lezers(String url, int aantal, IntFunction<String> wachtrij, boolean metAccount) {
    for (int i = 1; i <= aantal; i++) {
      Lezer lezer = new Lezer(url, Ketenmap.afnemer(i), wachtrij.apply(i), metAccount);
      lezers.add(lezer);
      lezer.begin();
    }
  }

  int aantal() {
    return lezers.size();
  }

  /** Forgets what came until now. */
  void vergeet() {
    lezers.forEach(Lezer::vergeet);
  }

  /** Confirmations since {@link #vergeet} of everybody but these. */
  long bevestigd(Set<Integer> zonder) {
    long som = 0;
    for (int i = 1; i <= lezers.size(); i++) {
      som += zonder.contains(i) ? 0 : lezers.get(i - 1).bevestigd.get();
    }
    return som;
  }

  List<Aankomst> aankomsten() {
    return lezers.stream().flatMap(lezer -> lezer.aankomsten().stream()).toList();
  }

  /** The moment of the last confirmation of everybody but these. */
  long laatste(Set<Integer> zonder) {
    long laatste = Long.MIN_VALUE;
    for (int i = 1; i <= lezers.size(); i++) {
      if (!zonder.contains(i)) {
        List<Aankomst> van = lezers.get(i - 1).aankomsten();
        laatste = Math.max(laatste, van.get(van.size() - 1).nano());
      }
    }
    return laatste;
  }

  /** The mean length of what came, in characters. */
  double gemiddeldeLengte() {
    long tekens = lezers.stream().mapToLong(lezer -> lezer.tekens.get()).sum();
    return tekens / Math.max(1.0, bevestigd(Set.of()));
  }

  /** This partner goes away: its connection is closed. */
  void weg(int nummer) throws InterruptedException {
    lezers.get(nummer - 1).eindig();
  }

  void terug(int nummer) {
    lezers.get(nummer - 1).begin();
  }

  /**
   * This partner takes so long over each event.
   *
   * @param millis 0: no time
   */
  void traag(int nummer, long millis) {
    lezers.get(nummer - 1).traagheid = millis;
  }

  @Override
  public void close() throws InterruptedException {
    for (Lezer lezer : lezers) {
      lezer.eindig();
    }
  }

  private static final class Lezer {

    private final String url;
    private final String code;
    private final String wachtrij;
    private final boolean metAccount;
    private final AtomicLong bevestigd = new AtomicLong();
    private final AtomicLong tekens = new AtomicLong();
    private final List<Aankomst> aankomsten = new ArrayList<>();
    private volatile boolean aan;
    private volatile long traagheid;
    private Thread draad;

    Lezer(String url, String code, String wachtrij, boolean metAccount) {
      this.url = url;
      this.code = code;
      this.wachtrij = wachtrij;
      this.metAccount = metAccount;
    }

    void begin() {
      aan = true;
      draad = new Thread(this::lees, "lezer-" + code);
      draad.setDaemon(true);
      draad.start();
    }

    void eindig() throws InterruptedException {
      aan = false;
      if (draad != null) {
        draad.join();
        draad = null;
      }
    }

    void vergeet() {
      synchronized (aankomsten) {
        aankomsten.clear();
        bevestigd.set(0);
        tekens.set(0);
      }
    }

    List<Aankomst> aankomsten() {
      synchronized (aankomsten) {
        return List.copyOf(aankomsten);
      }
    }

    private void lees() {
      try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
          Connection verbinding =
              metAccount ? factory.createConnection(code, code) : factory.createConnection();
          Session sessie = verbinding.createSession(false, Session.CLIENT_ACKNOWLEDGE);
          MessageConsumer lezer = sessie.createConsumer(sessie.createQueue(wachtrij))) {
        verbinding.start();
        while (aan) {
          Message eerste = lezer.receive(WACHT);
          if (eerste != null) {
            neem(lezer, eerste);
          }
        }
      } catch (JMSException | InterruptedException e) {
        throw new IllegalStateException("Afnemer " + code + " kan niet lezen", e);
      }
    }

    private void neem(MessageConsumer lezer, Message eerste)
        throws JMSException, InterruptedException {
      List<UUID> greep = new ArrayList<>();
      Message laatste = eerste;
      long lengte = 0;
      for (Message message = eerste; message != null; message = volgende(lezer, greep.size())) {
        greep.add(UUID.fromString(message.getStringProperty("correlatieId")));
        lengte += message.getBody(String.class).length();
        laatste = message;
        if (traagheid > 0) {
          Thread.sleep(traagheid);
        }
      }
      laatste.acknowledge();
      long nu = System.nanoTime();
      synchronized (aankomsten) {
        greep.forEach(id -> aankomsten.add(new Aankomst(id, nu)));
        bevestigd.addAndGet(greep.size());
        tekens.addAndGet(lengte);
      }
    }

    private Message volgende(MessageConsumer lezer, int gelezen) throws JMSException {
      return gelezen < GREEP && traagheid == 0 ? lezer.receiveNoWait() : null;
    }
  }
}
