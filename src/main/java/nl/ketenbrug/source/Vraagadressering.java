package nl.ketenbrug.source;

import java.util.List;
import org.apache.cxf.headers.Header;

/**
 * The headers of a question by SuwiML Transactiestandaard 4.0: To, From, MessageID and Action of
 * WS-Addressing 1.0, and no other. ReplyTo stays out: absent means anonymous (Digikoppeling WUS).
 */
final class Vraagadressering {

  static final String WSA = "http://www.w3.org/2005/08/addressing";

  private Vraagadressering() {}

  static List<Header> van(Gesprek gesprek) {
    Adreskoppen koppen = new Adreskoppen(WSA);
    return List.of(
        koppen.kop("To", gesprek.to()),
        koppen.eindpunt("From", gesprek.from()),
        koppen.kop("MessageID", gesprek.messageId()),
        koppen.kop("Action", gesprek.dienst().actie()));
  }
}
