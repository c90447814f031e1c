package nl.ketenbrug.operations;

import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailureHandlingEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.springframework.stereotype.Component;

/** Remembers at which step of its route a message failed, before the error handling takes over. */
@Component
class Misluktestap extends SimpleEventNotifierSupport {

  /** Property of the exchange: id of the step. */
  static final String STAP = "misluktBij";

  @Override
  protected void setupIgnore(boolean ignore) {
    super.setupIgnore(true);
    setIgnoreExchangeEvents(false);
    setIgnoreExchangeFailedEvents(false);
  }

  @Override
  public boolean isEnabled(CamelEvent event) {
    return event instanceof ExchangeFailureHandlingEvent;
  }

  @Override
  public void notify(CamelEvent event) {
    Exchange exchange = ((ExchangeFailureHandlingEvent) event).getExchange();
    exchange.setProperty(STAP, exchange.getExchangeExtension().getHistoryNodeId());
  }
}
