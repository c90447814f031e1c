package nl.ketenbrug.broker;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.impl.AckReason;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.core.transaction.Transaction.State;
import org.apache.activemq.artemis.core.transaction.TransactionOperationAbstract;

/**
 * Gives readers one message of a dossier at a time, and whatever else waits to who is free. It
 * takes the place of the broker's message groups, on each queue that has these off ({@code
 * group-buckets} 0): a group belongs to one reader, and while that one is busy, its next message at
 * the head of the queue holds up all that stands behind it, for every reader.
 *
 * <p>A message has its turn from the first time it is offered until its work is committed, or it is
 * moved or removed. Given back (its reader failed or is gone, the broker refused the commit) it
 * keeps its turn until it is offered again, through the pause before that. One exception: rolled
 * back by its reader on {@code canoniek} it gives the turn away, because that reader wrote down
 * that the dossier waits for it, and an older message may have to come first.
 *
 * <p>Nothing may expire on these queues: the broker does that while it hands out, and the end of a
 * turn begins that anew.
 *
 * <p>In memory: one entry for each message in hand. After a start of the broker nothing has a turn.
 */
public class Dossierbeurt implements ActiveMQServerPlugin {

  private static final SimpleString CANONIEK = SimpleString.of("canoniek");

  private final Map<Dossier, Beurt> beurten = new ConcurrentHashMap<>();

  /** Readers of {@code canoniek} whose session is not being closed. */
  private final Set<ServerConsumer> lezers = ConcurrentHashMap.newKeySet();

  private record Dossier(long queue, SimpleString groep) {
    /** Null where nothing is kept in turn. */
    static Dossier van(MessageReference reference) {
      Queue queue = reference.getQueue();
      SimpleString groep =
          queue.getGroupBuckets() == 0 ? reference.getMessage().getGroupID() : null;
      return groep == null ? null : new Dossier(queue.getID(), groep);
    }
  }

  /** Written and read by who holds the queue, as the broker does while it hands out. */
  private static final class Beurt {
    private final long bericht;

    /** Readers went past a later message, and must begin at the head again to find it. */
    private boolean voorbijgegaan;

    Beurt(long bericht) {
      this.bericht = bericht;
    }
  }

  @Override
  public boolean canAccept(ServerConsumer consumer, MessageReference reference) {
    Dossier dossier = consumer.isBrowseOnly() ? null : Dossier.van(reference);
    if (dossier == null) {
      return true;
    }
    long bericht = reference.getMessage().getMessageID();
    Beurt beurt = beurten.computeIfAbsent(dossier, nieuw -> new Beurt(bericht));
    if (beurt.bericht == bericht) {
      return true;
    }
    beurt.voorbijgegaan = true;
    return false;
  }

  /** Also of what nobody reads: somebody moved or removed it. */
  @Override
  public void messageAcknowledged(
      Transaction transaction,
      MessageReference reference,
      AckReason reason,
      ServerConsumer consumer) {
    Dossier dossier = Dossier.van(reference);
    if (dossier == null) {
      return;
    }
    if (transaction == null) {
      geefDoor(dossier, reference);
      return;
    }
    transaction.addOperation(new Afloop(dossier, reference, consumer));
  }

  @Override
  public void afterCreateConsumer(ServerConsumer consumer) {
    if (consumer.getQueue().getName().equals(CANONIEK)) {
      lezers.add(consumer);
    }
  }

  /**
   * From here on a roll-back is because its reader goes: it said nothing of a failure. What it
   * acknowledged may still stand in line, and come in the transaction after this.
   */
  @Override
  public void beforeCloseSession(ServerSession session, boolean failed) {
    lezers.removeAll(session.getServerConsumers());
  }

  @Override
  public void beforeCloseConsumer(ServerConsumer consumer, boolean failed) {
    lezers.remove(consumer);
  }

  /** Behind the broker's own: by then what was rolled back stands on its queue again. */
  private final class Afloop extends TransactionOperationAbstract {
    private final Dossier dossier;
    private final MessageReference reference;
    private final ServerConsumer lezer;
    private boolean commitBegon;

    /**
     * Its turn, when it is rolled back. What was acknowledged in a transaction that is over is
     * rolled back without being asked.
     */
    private boolean behoudt = true;

    /**
     * @param lezer who acknowledged; null when nobody read it
     */
    Afloop(Dossier dossier, MessageReference reference, ServerConsumer lezer) {
      this.dossier = dossier;
      this.reference = reference;
      this.lezer = lezer;
    }

    @Override
    public void beforeCommit(Transaction transaction) {
      commitBegon = true;
    }

    @Override
    public void beforeRollback(Transaction transaction) {
      behoudt =
          commitBegon
              || transaction.getState() == State.ROLLBACK_ONLY
              || lezer == null
              || !lezers.contains(lezer);
    }

    @Override
    public void afterCommit(Transaction transaction) {
      geefDoor(dossier, reference);
    }

    @Override
    public void afterRollback(Transaction transaction) {
      if (!behoudt) {
        geefDoor(dossier, reference);
      }
    }
  }

  private void geefDoor(Dossier dossier, MessageReference reference) {
    Queue queue = reference.getQueue();
    // At once for who hands out: a reader between the second and the third message of the dossier
    // would else take the third.
    synchronized (queue) {
      Beurt beurt = beurten.get(dossier);
      if (beurt == null || beurt.bericht != reference.getMessage().getMessageID()) {
        return;
      }
      beurten.remove(dossier);
      if (!beurt.voorbijgegaan) {
        return;
      }
      queue.resetAllIterators();
    }
    queue.deliverAsync();
  }
}
