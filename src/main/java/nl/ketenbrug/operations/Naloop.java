package nl.ketenbrug.operations;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.time.Duration;

/**
 * What comes behind the first message of a transaction. Waits a moment for each: to ask the broker
 * whether there is nothing more costs it and us more than the wait, and what comes in that moment
 * shares the commit.
 */
final class Naloop {

  private final MessageConsumer lezer;
  private final long wacht;
  private final long einde;

  /**
   * @param wacht for the next one at most
   * @param samen for all together at most, from now
   */
  Naloop(MessageConsumer lezer, Duration wacht, Duration samen) {
    this.lezer = lezer;
    this.wacht = wacht.toMillis();
    this.einde = System.nanoTime() + samen.toNanos();
  }

  /**
   * @return null when there is none, or time is up
   */
  Message volgende() throws JMSException {
    long rest = Duration.ofNanos(einde - System.nanoTime()).toMillis();
    // Zero would wait for ever.
    return rest <= 0 ? null : lezer.receive(Math.min(wacht, rest));
  }
}
