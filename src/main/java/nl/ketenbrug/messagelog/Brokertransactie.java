package nl.ketenbrug.messagelog;

import org.springframework.transaction.support.TransactionTemplate;

/**
 * One transaction at the broker for work that begins outside a queue: the message and its log
 * record together, or neither.
 */
public final class Brokertransactie {

  private final TransactionTemplate transaction;

  public Brokertransactie(TransactionTemplate transaction) {
    this.transaction = transaction;
  }

  /**
   * Commits when {@code work} returns, rolls back when it throws.
   *
   * @throws org.springframework.jms.JmsException or a transaction exception when the broker does
   *     not take it
   */
  public void doe(Runnable work) {
    transaction.executeWithoutResult(status -> work.run());
  }
}
