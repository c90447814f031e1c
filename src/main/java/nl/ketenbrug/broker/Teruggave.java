package nl.ketenbrug.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.core.io.IOCallback;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.impl.AckReason;
import org.apache.activemq.artemis.core.server.impl.RefsOperation;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.core.transaction.Transaction.State;
import org.apache.activemq.artemis.core.transaction.TransactionPropertyIndexes;
import org.apache.activemq.artemis.core.transaction.impl.TransactionImpl;
import org.apache.activemq.artemis.utils.collections.LinkedListIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a client had in hand before what follows it in its dossier, when that client is killed
 * or cut off.
 *
 * <p>The broker then takes back what the client had sent and not committed, puts what it had in
 * hand on its queue again, and lets other readers have its groups. The first ends when the disk has
 * it, the second waits for the first, and the third for nothing: the next message of a group may be
 * gone to another reader before the earlier one stands on the queue again. Here the broker does the
 * second when the first is done, and not behind it. And what the client had acknowledged without a
 * commit would wait for the redelivery delay, and be overtaken meanwhile: it comes again at once,
 * as what was not acknowledged does.
 *
 * <p>The last acknowledgement of a client may be taken in while its session is closed by another
 * thread (Artemis 2.55, {@code ProcessorBase.flush}, does not wait for what is being done). When
 * its transaction was rolled back just before, nobody gives that message back until the broker
 * starts again. Here it is.
 */
public class Teruggave implements ActiveMQServerPlugin {

  private static final Logger LOG = LoggerFactory.getLogger(Teruggave.class);

  /** Milliseconds; a disk, or the copy of a pair, that needs longer is at fault itself. */
  private static final long GEDULD = 5_000;

  /**
   * Milliseconds for the other readers of a client that the disk was too slow for; 0 is for ever.
   */
  private static final long GEEN_GEDULD = 1;

  /** The readers of a connection are closed one after the other, by one thread. */
  private final ThreadLocal<Object> opgegeven = new ThreadLocal<>();

  /** What a reader acknowledged in a transaction that was rolled back already. */
  private final Map<ServerConsumer, List<Erkenning>> teLaat = new ConcurrentHashMap<>();

  private ActiveMQServer server;

  /**
   * @param keer how often it was delivered until then
   */
  private record Erkenning(MessageReference reference, int keer) {}

  @Override
  public void registered(ActiveMQServer server) {
    this.server = server;
  }

  @Override
  public void beforeCloseSession(ServerSession session, boolean failed) {
    if (failed
        && session.getCurrentTransaction() != null
        && session.getCurrentTransaction().getProperty(TransactionPropertyIndexes.REFS_OPERATION)
            instanceof RefsOperation erkend) {
      erkend.setIgnoreRedeliveryCheck();
    }
  }

  /** Throws nothing: the broker would keep what the client had in hand until its next start. */
  @Override
  public void beforeCloseConsumer(ServerConsumer consumer, boolean failed) {
    List<Erkenning> erkend = Objects.requireNonNullElse(teLaat.remove(consumer), List.of());
    StorageManager schijf = server.getStorageManager();
    // Of a broker that stops everything stands on its queue again at its next start.
    if (!failed && erkend.isEmpty() || consumer.isBrowseOnly() || !schijf.isStarted()) {
      return;
    }
    try {
      if (isKlaar(schijf, consumer)) {
        // Behind a context that is just ready it would still be done by another thread, later.
        schijf.clearContext();
        geefTerug(erkend);
      } else {
        geefLaterTerug(schijf, erkend);
      }
    } catch (InterruptedException e) {
      // The roll-back is still to come, and may give it back itself.
      geefLaterTerug(schijf, erkend);
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      // What waits for what went wrong is never done, the roll-back's own giving back neither.
      schijf.clearContext();
      if (schijf.isStarted()) {
        zonderVolgorde(consumer, e.getClass().getName());
        geefTerug(erkend);
      }
    }
  }

  /** Nobody else does. It waits where the disk answers, and no thread does. */
  private void geefLaterTerug(StorageManager schijf, List<Erkenning> erkend) {
    if (!erkend.isEmpty()) {
      schijf.afterCompleteOperations(zodraDeSchijfErIs(erkend));
    }
  }

  /** Also when what was waited for went wrong: behind that nothing comes any more. */
  private IOCallback zodraDeSchijfErIs(List<Erkenning> erkend) {
    return new IOCallback() {
      @Override
      public void done() {
        StorageManager schijf = server.getStorageManager();
        if (!schijf.isStarted()) {
          return;
        }
        schijf.clearContext();
        geefTerug(erkend);
      }

      @Override
      public void onError(int code, String fout) {
        done();
      }
    };
  }

  /** Comes behind the roll-back that gives back what it was told of in time. */
  @Override
  public void messageAcknowledged(
      Transaction transaction,
      MessageReference reference,
      AckReason reason,
      ServerConsumer consumer) {
    if (consumer == null || transaction == null || transaction.getState() != State.ROLLEDBACK) {
      return;
    }
    teLaat
        .computeIfAbsent(consumer, nieuw -> new ArrayList<>())
        .add(new Erkenning(reference, reference.getDeliveryCount()));
  }

  /** Each by itself: one that cannot be given back keeps no other with the broker. */
  private void geefTerug(List<Erkenning> erkend) {
    for (Erkenning erkenning : erkend) {
      try {
        geefTerug(erkenning);
      } catch (Exception e) {
        LOG.warn(
            "Wat een weggevallen lezer van {} in handen had, blijft tot een volgende start bij de broker ({})",
            erkenning.reference().getQueue().getName(),
            e.getClass().getName());
      }
    }
  }

  /**
   * What was given back stands on its queue again, or was delivered once more since. Nothing comes
   * after this: the acknowledgements of a reader and its end exclude each other.
   */
  private void geefTerug(Erkenning erkenning) throws Exception {
    MessageReference reference = erkenning.reference();
    Queue queue = reference.getQueue();
    // Who holds the queue hands out nothing.
    synchronized (queue) {
      if (reference.getDeliveryCount() != erkenning.keer() || staatOp(queue, reference)) {
        return;
      }
    }
    // Not while the queue is held: a roll-back takes the storage first and the queue behind it.
    Transaction terug = new TransactionImpl(server.getStorageManager());
    queue.cancel(terug, reference, true);
    terug.rollback();
  }

  private static boolean staatOp(Queue queue, MessageReference reference) {
    if (queue.getScheduledMessages().contains(reference)) {
      return true;
    }
    try (LinkedListIterator<MessageReference> alles = queue.iterator()) {
      while (alles.hasNext()) {
        if (alles.next() == reference) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Where it is not, everything stays as it is without us: an exclusive queue is given to the next
   * reader behind what waits for the disk.
   */
  private boolean isKlaar(StorageManager schijf, ServerConsumer consumer) throws Exception {
    Object verbinding = consumer.getConnectionID();
    boolean eerder = verbinding.equals(opgegeven.get());
    if (schijf.waitOnOperations(eerder ? GEEN_GEDULD : GEDULD)) {
      return true;
    }
    if (!eerder) {
      opgegeven.set(verbinding);
      zonderVolgorde(consumer, "de schijf is er na " + GEDULD + " ms nog niet");
    }
    return false;
  }

  private static void zonderVolgorde(ServerConsumer consumer, String reden) {
    LOG.warn(
        "Wat een weggevallen lezer van {}, of een andere van zijn verbinding, in handen had, kan door een later bericht zijn ingehaald ({})",
        consumer.getQueueName(),
        reden);
  }
}
