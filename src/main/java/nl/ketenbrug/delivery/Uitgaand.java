package nl.ketenbrug.delivery;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/**
 * Bodies that are made but not sent yet. Everything that can be refused is done before the first
 * one is sent: setting a message apart commits the transaction, and what had been sent in it would
 * go out with it.
 */
@Component("uitgaand")
public class Uitgaand {

  /** The route that made a body; its version stamp belongs to the record of publication. */
  public static final String GEMAAKT_DOOR = "gemaaktDoor";

  private static final String LIJST = "uitgaand";

  /** Opens the list for one message, which all its events and profiles share. */
  public void open(Exchange exchange) {
    exchange.setProperty(LIJST, new ArrayList<Message>());
  }

  /** Lays the body in the exchange ready for the address of a profile. */
  public void leg(Exchange exchange, String profiel) {
    Message message = exchange.getMessage().copy();
    message.setHeader("profiel", profiel);
    message.setHeader(GEMAAKT_DOOR, "shape-for-" + profiel);
    lijst(exchange).add(message);
  }

  /** What lies ready, in the order in which it was laid. */
  public List<Message> klaar(Exchange exchange) {
    return List.copyOf(lijst(exchange));
  }

  @SuppressWarnings("unchecked")
  private static List<Message> lijst(Exchange exchange) {
    return (List<Message>) exchange.getProperty(LIJST, List.class);
  }
}
