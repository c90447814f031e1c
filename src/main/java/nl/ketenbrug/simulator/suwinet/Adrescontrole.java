package nl.ketenbrug.simulator.suwinet;

import static nl.ketenbrug.simulator.suwinet.Digikoppelingcode.ACTION_ONTBREEKT;
import static nl.ketenbrug.simulator.suwinet.Digikoppelingcode.ANDERE_HEADER;
import static nl.ketenbrug.simulator.suwinet.Digikoppelingcode.ANDERE_WAARDE;
import static nl.ketenbrug.simulator.suwinet.Digikoppelingcode.MESSAGE_ID_ONTBREEKT;
import static nl.ketenbrug.simulator.suwinet.Digikoppelingcode.NIET_GEAUTORISEERD;
import static nl.ketenbrug.simulator.suwinet.Digikoppelingcode.TO_ONTBREEKT;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.ketenbrug.message.Oin;
import nl.ketenbrug.simulator.bron.Bron;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Checks the addressing of a request as strictly as SuwiML Transactiestandaard 4.0 puts it (and
 * Digikoppeling WUS rule WA001): {@code MessageID}, {@code To}, {@code From} and {@code Action} are
 * mandatory, both addresses carry {@code ?oin=}, {@code RelatesTo} is absent. Throws a SOAP fault.
 */
final class Adrescontrole {

  private static final Set<String> TOEGESTAAN =
      Set.of("MessageID", "To", "From", "Action", "ReplyTo", "FaultTo");
  private static final Set<String> ZONDER_ADRES =
      Set.of(Suwi.WSA + "/anonymous", Suwi.WSA + "/none");
  private static final Pattern OIN = Pattern.compile("oin=([^&]*)");

  private final List<Dienst> operaties;
  private final Collection<String> geweigerd;

  /**
   * @param operaties of one service
   */
  Adrescontrole(List<Dienst> operaties, Collection<String> geweigerd) {
    this.operaties = List.copyOf(operaties);
    this.geweigerd = Set.copyOf(geweigerd);
  }

  void controleer(Map<String, List<Element>> headers) {
    alleenBekende(headers);
    Adressering adressering = Adressering.van(headers);
    if (adressering.to() == null) {
      throw Suwifout.afnemer(TO_ONTBREEKT, "wsa:To");
    }
    if (adressering.action() == null) {
      throw Suwifout.afnemer(ACTION_ONTBREEKT, "wsa:Action");
    }
    if (adressering.messageId() == null) {
      throw Suwifout.afnemer(MESSAGE_ID_ONTBREEKT, "wsa:MessageID");
    }
    if (adressering.from() == null) {
      throw Suwifout.afnemer(ANDERE_WAARDE, "wsa:From/wsa:Address ontbreekt");
    }
    waarden(adressering);
    String afnemer = oin(adressering.from(), "wsa:From/wsa:Address");
    if (geweigerd.contains(afnemer)) {
      throw Suwifout.afnemer(NIET_GEAUTORISEERD, "afnemer " + afnemer);
    }
  }

  private static void alleenBekende(Map<String, List<Element>> headers) {
    if (headers.containsKey("RelatesTo")) {
      throw Suwifout.afnemer(ANDERE_HEADER, "wsa:RelatesTo hoort niet in een vraag");
    }
    for (Map.Entry<String, List<Element>> header : headers.entrySet()) {
      if (!TOEGESTAAN.contains(header.getKey())) {
        throw Suwifout.afnemer(ANDERE_HEADER, header.getKey());
      }
      if (header.getValue().size() > 1) {
        throw Suwifout.afnemer(ANDERE_WAARDE, "wsa:" + header.getKey() + " staat er vaker");
      }
    }
    alleenAdres(headers, "From");
    zonderAdres(headers, "ReplyTo");
    zonderAdres(headers, "FaultTo");
  }

  /** WA001: an endpoint reference holds only an address. */
  private static void alleenAdres(Map<String, List<Element>> headers, String naam) {
    for (Element referentie : headers.getOrDefault(naam, List.of())) {
      for (Node kind = referentie.getFirstChild(); kind != null; kind = kind.getNextSibling()) {
        if (kind instanceof Element element && !isAdres(element)) {
          throw Suwifout.afnemer(
              ANDERE_WAARDE, "wsa:" + naam + " bevat meer dan alleen wsa:Address");
        }
      }
    }
  }

  private static boolean isAdres(Element element) {
    return Suwi.WSA.equals(element.getNamespaceURI()) && element.getLocalName().equals("Address");
  }

  private static void zonderAdres(Map<String, List<Element>> headers, String naam) {
    if (!headers.containsKey(naam)) {
      return;
    }
    alleenAdres(headers, naam);
    String adres = Adressering.adres(headers.get(naam));
    if (adres == null || !ZONDER_ADRES.contains(adres)) {
      throw Suwifout.afnemer(ANDERE_WAARDE, "wsa:" + naam + " is niet anonymous of none");
    }
  }

  private void waarden(Adressering adressering) {
    if (operaties.stream().map(Dienst::actie).noneMatch(adressering.action()::equals)) {
      throw Suwifout.afnemer(ANDERE_WAARDE, "wsa:Action");
    }
    uri(adressering.messageId(), "wsa:MessageID");
    URI to = uri(adressering.to(), "wsa:To");
    oin(adressering.to(), "wsa:To");
    if (!(Bron.SUWINET.pad() + operaties.get(0).pad()).equals(to.getPath())) {
      throw Suwifout.afnemer(ANDERE_WAARDE, "wsa:To is niet het adres van deze dienst");
    }
    uri(adressering.from(), "wsa:From/wsa:Address");
  }

  private static URI uri(String waarde, String header) {
    try {
      URI uri = URI.create(waarde);
      if (uri.isAbsolute()) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw Suwifout.afnemer(ANDERE_WAARDE, header + " is geen URI");
    }
    throw Suwifout.afnemer(ANDERE_WAARDE, header + " is geen absolute URI");
  }

  /**
   * The OIN in the query, also behind a URN. SuwiML writes its name in lower case and so must the
   * engine.
   */
  private static String oin(String adres, String header) {
    Matcher matcher = OIN.matcher(adres.substring(adres.indexOf('?') + 1));
    if (!adres.contains("?") || !matcher.matches()) {
      throw Suwifout.afnemer(ANDERE_WAARDE, header + " heeft geen ?oin=");
    }
    try {
      return new Oin(matcher.group(1)).value();
    } catch (IllegalArgumentException e) {
      throw Suwifout.afnemer(ANDERE_WAARDE, header + " heeft geen oin van 20 posities");
    }
  }
}
