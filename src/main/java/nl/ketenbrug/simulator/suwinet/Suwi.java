package nl.ketenbrug.simulator.suwinet;

import javax.xml.namespace.QName;
import nl.ketenbrug.simulator.scenario.PolisGegevens;

/** Names that all services share. */
final class Suwi {

  static final String FWI = fwi(PolisGegevens.FWI_VERSIE);
  static final String WSA = "http://www.w3.org/2005/08/addressing";
  static final String WSSE =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

  static final QName SECURITY = new QName(WSSE, "Security");

  private Suwi() {}

  static String fwi(String versie) {
    return "http://bkwi.nl/SuwiML/FWI/" + versie;
  }

  static QName wsa(String naam) {
    return new QName(WSA, naam, "wsa");
  }
}
