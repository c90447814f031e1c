package nl.ketenbrug;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.impl.AckReason;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.core.transaction.TransactionOperationAbstract;

/**
 * A broker plugin that ends the JVM at the moment that costs most: right before or right after the
 * broker commits the n-th taking of a message. What was taken must then stand further on, or still
 * where it stood. A kill by the clock seldom hits that moment; a setting that loses messages passes
 * it.
 *
 * <p>Settings are system properties: {@code haltmoment.wachtrij} (regular expression of queue
 * names), {@code haltmoment.commit} (which one, from 1), {@code haltmoment.voor} (before instead of
 * after the commit) and {@code haltmoment.zodra} (nothing counts until this file exists).
 */
public final class Haltmoment implements ActiveMQServerPlugin {

  /** Exit code of a JVM that was ended here, the same as after SIGKILL. */
  static final int CODE = 137;

  private static final Pattern WACHTRIJ =
      Pattern.compile(System.getProperty("haltmoment.wachtrij", "(intake|abonnement)\\..*"));
  private static final int COMMIT = Integer.getInteger("haltmoment.commit", 1);
  private static final boolean VOOR = Boolean.getBoolean("haltmoment.voor");
  private static final String ZODRA = System.getProperty("haltmoment.zodra");

  private final AtomicInteger gezien = new AtomicInteger();

  @Override
  public void messageAcknowledged(
      Transaction transaction, MessageReference reference, AckReason reason, ServerConsumer lezer)
      throws ActiveMQException {
    if (reason != AckReason.NORMAL
        || lezer == null
        || !WACHTRIJ.matcher(lezer.getQueueName().toString()).matches()
        || !geldt()
        || gezien.incrementAndGet() != COMMIT) {
      return;
    }
    if (transaction == null) {
      // Taken without a transaction: there is nothing left to wait for.
      Runtime.getRuntime().halt(CODE);
    }
    transaction.addOperation(new Einde());
  }

  private static boolean geldt() {
    return ZODRA == null || Files.exists(Path.of(ZODRA));
  }

  private static final class Einde extends TransactionOperationAbstract {
    @Override
    public void beforeCommit(Transaction transaction) {
      if (VOOR) {
        Runtime.getRuntime().halt(CODE);
      }
    }

    @Override
    public void afterCommit(Transaction transaction) {
      if (!VOOR) {
        Runtime.getRuntime().halt(CODE);
      }
    }
  }
}
