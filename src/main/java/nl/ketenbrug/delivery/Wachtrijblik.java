package nl.ketenbrug.delivery;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.ketenbrug.message.Koppen;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/**
 * Looks through the whole queue of a partner, to find what the table calls open and the broker does
 * not have: after a broker came back without its journal, say.
 */
@Component
class Wachtrijblik {

  /** Looks in a row at a queue that is being read. */
  private static final int KEREN = 3;

  private final JmsTemplate jms;
  private final Wachtrijomvang omvang;

  Wachtrijblik(JmsTemplate jms, Wachtrijomvang omvang) {
    this.jms = jms;
    this.omvang = omvang;
  }

  /**
   * All events that stand on the partner's queue.
   *
   * @return empty when somebody holds some of them: a look does not show those, and who is missing
   *     is not lost then
   */
  Optional<Set<UUID>> alles(Partner partner) {
    for (int keer = 0; keer < KEREN; keer++) {
      long minstens = omvang.van(partner.queue());
      Gezien gezien = jms.browse(partner.queue(), (session, browser) -> lees(browser));
      if (gezien.berichten() >= minstens) {
        return Optional.of(gezien.ids());
      }
    }
    return Optional.empty();
  }

  private record Gezien(long berichten, Set<UUID> ids) {}

  private static Gezien lees(QueueBrowser browser) throws JMSException {
    Set<UUID> ids = new HashSet<>();
    long berichten = 0;
    Enumeration<?> messages = browser.getEnumeration();
    while (messages.hasMoreElements()) {
      berichten++;
      ids.add(
          UUID.fromString(((Message) messages.nextElement()).getStringProperty(Koppen.BERICHT_ID)));
    }
    return new Gezien(berichten, ids);
  }
}
