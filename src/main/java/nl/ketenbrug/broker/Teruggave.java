package nl.ketenbrug.broker;

import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.impl.RefsOperation;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.TransactionPropertyIndexes;
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

  private ActiveMQServer server;

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
    StorageManager schijf = server.getStorageManager();
    // Of a broker that stops everything stands on its queue again at its next start.
    if (!failed || consumer.isBrowseOnly() || !schijf.isStarted()) {
      return;
    }
    try {
      if (isKlaar(schijf, consumer)) {
        // Behind a context that is just ready it would still be done by another thread, later.
        schijf.clearContext();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      // What waits for what went wrong is never done.
      schijf.clearContext();
      if (schijf.isStarted()) {
        zonderVolgorde(consumer, e.getClass().getName());
      }
    }
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
