package nl.ketenbrug.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import org.apache.cxf.helpers.DOMUtils;
import org.apache.wss4j.common.WSS4JConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;

/**
 * Holds the addressing of an answer against that of its question (Transactiestandaard 4.0): each
 * header once, no other headers, From = our To, To = our From, the action of this operation, and an
 * answer element of this operation.
 */
final class Adrestoets {

  private static final Logger LOG = LoggerFactory.getLogger(Adrestoets.class);

  private static final Set<String> VERPLICHT = Set.of("MessageID", "To", "From", "Action");

  /** SuwiML writes oin, Digikoppeling OIN. */
  private static final Pattern OIN = Pattern.compile("\\?oin=", Pattern.CASE_INSENSITIVE);

  private final Gesprek gesprek;

  Adrestoets(Gesprek gesprek) {
    this.gesprek = gesprek;
  }

  void toets(Element header, Element body) {
    for (Element kind = DOMUtils.getFirstElement(header);
        kind != null;
        kind = DOMUtils.getNextElement(kind)) {
      String namespace = kind.getNamespaceURI();
      eis(
          Vraagadressering.WSA.equals(namespace) || WSS4JConstants.WSSE_NS.equals(namespace),
          Antwoordgebrek.ADRESSERING);
    }
    for (String naam : VERPLICHT) {
      eis(alle(header, naam).size() == 1, Antwoordgebrek.ADRESSERING);
    }
    eis(gelijk(tekst(header, "To"), gesprek.from()), Antwoordgebrek.ADRESSERING);
    eis(gelijk(tekst(header, "From"), gesprek.to()), Antwoordgebrek.ADRESSERING);
    Element inhoud = DOMUtils.getFirstElement(body);
    eis(
        tekst(header, "Action").equals(gesprek.dienst().antwoordactie())
            && inhoud != null
            && DOMUtils.getNextElement(inhoud) == null
            && (isMelding(inhoud)
                || gesprek
                    .antwoord()
                    .equals(new QName(inhoud.getNamespaceURI(), inhoud.getLocalName()))),
        Antwoordgebrek.ANDERE_DIENST);
    if (isMelding(inhoud)) {
      gesprek.eindigdeInMelding();
    }
    relatie(header);
  }

  /** NietGerechtigd and NietVanToepassing have no place in an answer element: they come alone. */
  private static boolean isMelding(Element inhoud) {
    return String.valueOf(inhoud.getNamespaceURI()).startsWith("http://bkwi.nl/SuwiML/FWI/");
  }

  private void relatie(Element header) {
    List<Element> relaties = alle(header, "RelatesTo");
    boolean goed =
        relaties.size() == 1
            && relaties.get(0).getTextContent().strip().equals(gesprek.messageId());
    if (goed) {
      return;
    }
    eis(
        gesprek.dienst().relatesTo() == Suwinetdienst.Samenhang.MELDEN,
        Antwoordgebrek.ANDERE_VRAAG);
    LOG.warn(
        "Bron {} verwijst in wsa:RelatesTo niet naar onze vraag {}",
        gesprek.bron(),
        gesprek.messageId());
  }

  private static boolean gelijk(String een, String ander) {
    return klein(een).equals(klein(ander));
  }

  private static String klein(String adres) {
    Matcher matcher = OIN.matcher(adres);
    return matcher.replaceFirst("?oin=");
  }

  /** Of an endpoint reference the text of its only child, the address. */
  private static String tekst(Element header, String naam) {
    return alle(header, naam).get(0).getTextContent().strip();
  }

  private static List<Element> alle(Element header, String naam) {
    List<Element> gevonden = new ArrayList<>();
    for (Element kind = DOMUtils.getFirstElement(header);
        kind != null;
        kind = DOMUtils.getNextElement(kind)) {
      if (Vraagadressering.WSA.equals(kind.getNamespaceURI()) && naam.equals(kind.getLocalName())) {
        gevonden.add(kind);
      }
    }
    return gevonden;
  }

  private void eis(boolean goed, Antwoordgebrek anders) {
    if (!goed) {
      throw anders.weiger(gesprek.bron());
    }
  }
}
