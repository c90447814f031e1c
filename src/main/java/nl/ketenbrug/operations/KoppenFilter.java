package nl.ketenbrug.operations;

import nl.ketenbrug.broker.Leesbewijs;
import nl.ketenbrug.message.Koppen;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Lets only our own properties cross a queue, in both directions: what steers Camel cannot come in
 * from outside, and nothing of the body's content leaks into a header.
 */
class KoppenFilter implements HeaderFilterStrategy {

  @Override
  public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
    return !Koppen.ALLE.contains(name);
  }

  @Override
  public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
    // The broker itself writes where a message stood that it gave up, and when it was rejected.
    return !Koppen.ALLE.contains(name)
        && !name.equals("JMSXDeliveryCount")
        && !name.equals("JMSMessageID")
        && !name.equals("_AMQ_ORIG_QUEUE")
        && !name.equals(Leesbewijs.AFGEWEZEN);
  }
}
