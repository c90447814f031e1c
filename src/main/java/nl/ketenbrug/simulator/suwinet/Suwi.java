package nl.ketenbrug.simulator.suwinet;

import javax.xml.namespace.QName;
import nl.ketenbrug.simulator.scenario.PolisGegevens;

/** Names of the contract: namespaces, elements and actions. */
final class Suwi {

  static final String DIENST = "http://bkwi.nl/SuwiML/Diensten/UWVDossierInkomstenGSD/v0200";
  static final String FWI = fwi(PolisGegevens.FWI_VERSIE);
  static final String WSA = "http://www.w3.org/2005/08/addressing";
  static final String WSSE =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

  /** In an action the name and the version are joined by a dash, in a namespace by a slash. */
  private static final String ACTIE = "http://bkwi.nl/SuwiML/Diensten/UWVDossierInkomstenGSD-v0200";

  static final String ACTIE_VRAAG = ACTIE + "/UWVPersoonsIkvInfo";
  static final String ACTIE_ANTWOORD = ACTIE + "/UWVPersoonsIkvInfoResponse";
  static final String ACTIE_FOUT = ACTIE + "/Fout";

  static final QName VRAAG = new QName(DIENST, "UWVPersoonsIkvInfo");
  static final QName SECURITY = new QName(WSSE, "Security");

  private Suwi() {}

  static String fwi(String versie) {
    return "http://bkwi.nl/SuwiML/FWI/" + versie;
  }

  static QName wsa(String naam) {
    return new QName(WSA, naam, "wsa");
  }
}
