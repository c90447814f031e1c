package nl.ketenbrug.messagelog;

import org.springframework.jms.UncategorizedJmsException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** A transaction at a broker that is not there. */
public final class Proeftransactie {

  private Proeftransactie() {}

  /** Commits by {@code commit}, which throws when the broker refuses. */
  public static Brokertransactie met(Runnable commit) {
    return new Brokertransactie(
        new TransactionTemplate(
            new PlatformTransactionManager() {
              @Override
              public TransactionStatus getTransaction(TransactionDefinition wijze) {
                return new SimpleTransactionStatus();
              }

              @Override
              public void commit(TransactionStatus status) {
                commit.run();
              }

              @Override
              public void rollback(TransactionStatus status) {}
            }));
  }

  /** Commits nothing: the broker does not take it. */
  public static Brokertransactie geweigerd() {
    return met(
        () -> {
          throw new UncategorizedJmsException("de broker is weg");
        });
  }
}
