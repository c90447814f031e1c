package nl.ketenbrug.simulator.suwinet;

import javax.xml.namespace.QName;

/**
 * One operation of a service, with the names of the contract that follow from it.
 *
 * @param naam name of the service
 * @param versie its version, such as {@code v0200}
 * @param operatie local name of the element of the question
 */
record Dienst(String naam, String versie, String operatie) {

  static final Dienst POLIS = new Dienst("UWVDossierInkomstenGSD", "v0200", "UWVPersoonsIkvInfo");

  private static final String DIENSTEN = "http://bkwi.nl/SuwiML/Diensten/";

  String namespace() {
    return DIENSTEN + naam + "/" + versie;
  }

  /** The name and the version are joined by a dash, in a namespace by a slash. */
  String pad() {
    return "/" + naam + "-" + versie;
  }

  QName vraag() {
    return new QName(namespace(), operatie);
  }

  QName antwoord() {
    return new QName(namespace(), operatie + "Response");
  }

  String actie() {
    return DIENSTEN + naam + "-" + versie + "/" + operatie;
  }

  String foutactie() {
    return DIENSTEN + naam + "-" + versie + "/Fout";
  }
}
