package nl.ketenbrug.simulator.suwinet;

/** Error codes of the Digikoppeling best practices for WUS, with our own short text. */
enum Digikoppelingcode {
  ONGELDIGE_ENVELOP("0001", "Ongeldige SOAP-envelop"),
  NIET_GEAUTORISEERD("0002", "Niet geautoriseerd"),
  ONGELDIGE_SOAPACTION("0003", "Ongeldige SOAPAction"),
  NIET_VOLGENS_XSD("0004", "Bericht niet volgens het schema"),
  TO_ONTBREEKT("0005", "wsa:To ontbreekt"),
  ACTION_ONTBREEKT("0006", "wsa:Action ontbreekt"),
  MESSAGE_ID_ONTBREEKT("0007", "wsa:MessageID ontbreekt"),
  NIET_UTF("0009", "Bericht niet in UTF-8"),
  ANDERE_HEADER("0010", "Andere headers dan voorgeschreven"),
  ANDERE_WAARDE("0011", "Headerwaarde anders dan voorgeschreven"),
  NIET_BESCHIKBAAR("0051", "Dienst niet beschikbaar");

  private final String code;
  private final String tekst;

  Digikoppelingcode(String code, String tekst) {
    this.code = code;
    this.tekst = tekst;
  }

  String code() {
    return code;
  }

  String tekst() {
    return tekst;
  }
}
