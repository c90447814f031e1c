package nl.ketenbrug.broker;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.io.IOCallback;
import org.apache.activemq.artemis.core.postoffice.RoutingStatus;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.core.transaction.Transaction.State;
import org.apache.activemq.artemis.core.transaction.TransactionOperationAbstract;

/**
 * Lets a message with an id of its own ({@code _AMQ_DUPL_ID}) be under way once at a time, on each
 * address: until it is on disk, and in a pair at the copy, or is taken back.
 *
 * <p>Artemis (2.55, {@code PostOfficeImpl}) compares such an id with those of messages that are
 * committed, when the message comes in, and learns it when its transaction is on disk. Who lost his
 * connection during the commit sends again; when that comes in before the first is on disk, both
 * pass and the message is there twice. Outside a transaction, and in a pair before the copy has it,
 * the second would hear at once that it is there, and it may still be lost. Here the second is
 * refused with an ordinary error, not as a duplicate. Its sender tries again; by AMQP it hears
 * {@code rejected} with this text. The same id twice in one transaction is refused too.
 *
 * <p>Who is gone sends nothing more. What stands in line when its session ends Artemis still does:
 * a commit or a rollback begins a new transaction ({@code ServerSessionImpl}), and what is sent in
 * that nobody ever ends. Its id would be refused until the broker starts again.
 */
public class Eenmaligheid implements ActiveMQServerPlugin {

  private final ConcurrentMap<Kenmerk, Houder> onderweg = new ConcurrentHashMap<>();
  private ActiveMQServer server;

  @Override
  public void registered(ActiveMQServer server) {
    this.server = server;
  }

  @Override
  public void beforeSend(
      ServerSession session,
      Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue)
      throws ActiveMQException {
    Kenmerk kenmerk = Kenmerk.van(message);
    if (kenmerk == null) {
      return;
    }
    // It is closed before its transaction is taken back, and so before there is a new one.
    if (session != null && transaction != null && session.isClosed()) {
      throw weiger(transaction, "De verzender van dit bericht is weg");
    }
    if (!neem(kenmerk, new Houder(message, transaction))) {
      throw weiger(
          transaction, "Een transactie met dit bericht is nog open; bied het later weer aan");
    }
  }

  private static ActiveMQException weiger(Transaction transaction, String waarom) {
    ActiveMQException nee = new ActiveMQException(ActiveMQExceptionType.ILLEGAL_STATE, waarom);
    if (transaction != null) {
      // Who does not wait for the answer to each message would commit the rest.
      transaction.markAsRollbackOnly(nee);
    }
    return nee;
  }

  private boolean neem(Kenmerk kenmerk, Houder nieuw) {
    Houder eerder = onderweg.putIfAbsent(kenmerk, nieuw);
    return eerder == null || eerder.isTeruggenomen() && onderweg.replace(kenmerk, eerder, nieuw);
  }

  @Override
  public void afterSend(
      ServerSession session,
      Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue,
      RoutingStatus result) {
    Kenmerk kenmerk = Kenmerk.van(message);
    if (kenmerk == null) {
      return;
    }
    Vrijgave vrijgave = new Vrijgave(kenmerk, message);
    if (transaction == null) {
      // The broker began to write it, and knows the id already.
      server.getStorageManager().afterCompleteOperations(vrijgave);
      return;
    }
    // Behind what makes the broker know the id, which was added when the message was routed; and
    // behind the answer to its sender, which in a pair waits for the copy too. Either may be first.
    transaction.afterStore(vrijgave.naEen());
    transaction.addOperation(vrijgave.naEen());
    if (transaction.getState() == State.ROLLEDBACK || transaction.getState() == State.COMMITTED) {
      // By the end of its connection, while this still stood in line: nobody runs that any more.
      laatLos(kenmerk, message);
    }
  }

  /** Of the id, when the message is stored for good or not at all. */
  private final class Vrijgave implements IOCallback {
    private final Kenmerk kenmerk;
    private final Message message;
    private final AtomicInteger over = new AtomicInteger();

    Vrijgave(Kenmerk kenmerk, Message message) {
      this.kenmerk = kenmerk;
      this.message = message;
    }

    /** One of those after which it is let go, at the last of them. */
    TransactionOperationAbstract naEen() {
      over.incrementAndGet();
      return new TransactionOperationAbstract() {
        @Override
        public void afterCommit(Transaction tx) {
          teller();
        }

        @Override
        public void afterRollback(Transaction tx) {
          teller();
        }
      };
    }

    private void teller() {
      if (over.decrementAndGet() == 0) {
        done();
      }
    }

    @Override
    public void done() {
      laatLos(kenmerk, message);
    }

    @Override
    public void onError(int errorCode, String errorMessage) {
      laatLos(kenmerk, message);
    }
  }

  private void laatLos(Kenmerk kenmerk, Message message) {
    onderweg.computeIfPresent(
        kenmerk, (wat, houder) -> houder.bericht() == message ? null : houder);
  }

  @Override
  public void onSendException(
      ServerSession session,
      Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue,
      Exception e) {
    Kenmerk kenmerk = Kenmerk.van(message);
    if (kenmerk != null) {
      laatLos(kenmerk, message);
    }
  }

  /** The message that came first, and its transaction; null outside one. */
  private record Houder(Message bericht, Transaction transactie) {

    /** Of what went wrong at the broker itself nobody is told. */
    boolean isTeruggenomen() {
      return transactie != null && transactie.getState() == State.ROLLEDBACK;
    }
  }

  /** By what the broker itself knows a message again: the same id at another address is another. */
  private record Kenmerk(String adres, byte[] id) {

    static Kenmerk van(Message message) {
      byte[] id = message.getDuplicateIDBytes();
      return id == null ? null : new Kenmerk(message.getAddress(), id);
    }

    @Override
    public boolean equals(Object ander) {
      return ander instanceof Kenmerk k
          && Arrays.equals(id, k.id)
          && Objects.equals(adres, k.adres);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(id);
    }
  }
}
