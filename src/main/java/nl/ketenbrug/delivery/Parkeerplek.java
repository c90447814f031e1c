package nl.ketenbrug.delivery;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import org.springframework.jms.core.JmsTemplate;

/** Where events of a partner are set apart, and what stands there. */
public final class Parkeerplek {

  /** Where stands what was singled out of a parking queue and given back: it is still apart. */
  public static final String UITGEZOCHT = "parkeer.uitgezocht";

  private Parkeerplek() {}

  static String van(String partner) {
    return "parkeer.deliver-to-" + partner;
  }

  /** Selector of what was singled out of this parking queue. */
  public static String uitgezocht(String plek) {
    return "_AMQ_ORIG_QUEUE = '%s'".formatted(plek);
  }

  /**
   * As above.
   *
   * @param selector which of it; null for all
   */
  public static String uitgezocht(String plek, String selector) {
    return selector == null ? uitgezocht(plek) : uitgezocht(plek) + " AND (" + selector + ")";
  }

  /** Selector of what was singled out of none of these, or put there in another way. */
  public static String uitgezochtBuiten(Collection<String> plekken) {
    return plekken.stream()
        .sorted()
        .map(plek -> "'" + plek + "'")
        .collect(
            Collectors.joining(", ", "_AMQ_ORIG_QUEUE IS NULL OR _AMQ_ORIG_QUEUE NOT IN (", ")"));
  }

  /** Everything that is set apart of this partner now, however deep. */
  static Set<UUID> berichten(JmsTemplate jms, String partner) {
    Set<UUID> apart = new HashSet<>();
    jms.browse(van(partner), (session, browser) -> apart.addAll(ids(browser)));
    jms.browseSelected(
        UITGEZOCHT, uitgezocht(van(partner)), (session, browser) -> apart.addAll(ids(browser)));
    return apart;
  }

  private static Set<UUID> ids(QueueBrowser browser) throws JMSException {
    Set<UUID> ids = new HashSet<>();
    Enumeration<?> messages = browser.getEnumeration();
    while (messages.hasMoreElements()) {
      // Somebody may have put there what is not ours.
      BerichtId.lees(((Message) messages.nextElement()).getStringProperty(Koppen.BERICHT_ID))
          .ifPresent(ids::add);
    }
    return ids;
  }
}
