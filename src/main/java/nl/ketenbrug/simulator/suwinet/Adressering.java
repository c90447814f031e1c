package nl.ketenbrug.simulator.suwinet;

import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;

/**
 * The WS-Addressing headers of a request, as far as they were there; a missing one is {@code null}.
 *
 * @param from address of the asking application, with the OIN of the afnemer
 */
record Adressering(String messageId, String to, String from, String action) {

  static Adressering van(Map<String, List<Element>> headers) {
    return new Adressering(
        tekst(headers, "MessageID"),
        tekst(headers, "To"),
        adres(headers.getOrDefault("From", List.of())),
        tekst(headers, "Action"));
  }

  private static String tekst(Map<String, List<Element>> headers, String naam) {
    List<Element> gevonden = headers.getOrDefault(naam, List.of());
    return gevonden.isEmpty() ? null : leegIsNiets(gevonden.get(0).getTextContent());
  }

  /** Address inside an endpoint reference; {@code null} when it has none. */
  static String adres(List<Element> referenties) {
    if (referenties.isEmpty()) {
      return null;
    }
    var adressen = referenties.get(0).getElementsByTagNameNS(Suwi.WSA, "Address");
    return adressen.getLength() == 0 ? null : leegIsNiets(adressen.item(0).getTextContent());
  }

  private static String leegIsNiets(String tekst) {
    return tekst.isBlank() ? null : tekst.strip();
  }
}
