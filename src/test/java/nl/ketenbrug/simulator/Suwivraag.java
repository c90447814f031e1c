package nl.ketenbrug.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/** A question to Suwinet as it should be, of which a test can spoil one part. */
public final class Suwivraag {

  static final String ACTIE =
      "http://bkwi.nl/SuwiML/Diensten/UWVDossierInkomstenGSD-v0200/UWVPersoonsIkvInfo";
  static final String MESSAGE_ID = "urn:uuid:0193a0f2-0000-7000-8000-000000000001";
  static final String TO =
      "https://suwi.example/suwibroker/soap/UWVDossierInkomstenGSD-v0200?oin=00000099000000001000";
  static final String FROM = "https://ketenbrug.example/afnemer?oin=00000099000000002000";

  private final Map<String, String> headers = new LinkedHashMap<>();
  private String body;

  private Suwivraag(String inhoud) {
    header("MessageID", MESSAGE_ID);
    header("To", TO);
    ruw("From", "<wsa:From><wsa:Address>" + FROM + "</wsa:Address></wsa:From>");
    header("Action", ACTIE);
    body =
        "<v:UWVPersoonsIkvInfo"
            + " xmlns:v=\"http://bkwi.nl/SuwiML/Diensten/UWVDossierInkomstenGSD/v0200\">"
            + inhoud
            + "</v:UWVPersoonsIkvInfo>";
  }

  static Suwivraag over(String bsn) {
    return new Suwivraag("<Burgerservicenr>" + bsn + "</Burgerservicenr>");
  }

  static Suwivraag over(String bsn, String van, String tot) {
    return new Suwivraag(
        "<Burgerservicenr>%s</Burgerservicenr><PeriodeGegevensvraagIko><DatBPeriode>%s</DatBPeriode><DatEPeriode>%s</DatEPeriode></PeriodeGegevensvraagIko>"
            .formatted(bsn, van, tot));
  }

  static Suwivraag met(String inhoud) {
    return new Suwivraag(inhoud);
  }

  Suwivraag header(String naam, String waarde) {
    return ruw(naam, "<wsa:" + naam + ">" + waarde + "</wsa:" + naam + ">");
  }

  Suwivraag ruw(String naam, String xml) {
    headers.put(naam, xml);
    return this;
  }

  Suwivraag zonder(String naam) {
    headers.remove(naam);
    return this;
  }

  Suwivraag body(String xml) {
    body = xml;
    return this;
  }

  String envelop() {
    return "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\""
        + " xmlns:wsa=\"http://www.w3.org/2005/08/addressing\"><soap:Header>"
        + String.join("", headers.values())
        + "</soap:Header><soap:Body>"
        + body
        + "</soap:Body></soap:Envelope>";
  }
}
