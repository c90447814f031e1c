package nl.ketenbrug;

/** Attachments as the register delivers them. */
final class Beslagbericht {

  static final String VEENSTRA = "00000099000000110000";
  static final String ANDER = "00000099000000140000";

  private Beslagbericht() {}

  /**
   * A new attachment on wages.
   *
   * @param registratieId what makes this attachment another one than the next
   * @param oin of the bailiff who attaches
   */
  static String gelegd(String registratieId, String bsn, String oin) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Beslagmutatie xmlns="urn:ketenbrug:bron:beslagregister:1">
          <registratieId>%s</registratieId>
          <mutatietijdstip>2026-11-16T09:01:00+01:00</mutatietijdstip>
          <mutatiesoort>gelegd</mutatiesoort>
          <schuldenaar>
            <bsn>%s</bsn>
          </schuldenaar>
          <beslaglegger>
            <oin>%s</oin>
            <dossierkenmerk>D-%s</dossierkenmerk>
          </beslaglegger>
          <opdrachtgever>
            <naam>Energieleverancier Denkbeeldig BV</naam>
          </opdrachtgever>
          <derdeBeslagene>
            <loonheffingennummer>999900011L01</loonheffingennummer>
            <naam>Bakkerij De Proefkorst BV</naam>
          </derdeBeslagene>
          <soortBeslag>executoriaal-derdenbeslag</soortBeslag>
          <bronVanInkomen>loon</bronVanInkomen>
          <titel>
            <soort>vonnis</soort>
            <datum>2026-04-15</datum>
            <kenmerk>ROL-99-0001</kenmerk>
          </titel>
          <betekening>
            <datum>2026-11-13</datum>
            <tijd>10:01:00</tijd>
          </betekening>
          <hoofdsom>112345</hoofdsom>
          <kosten>20100</kosten>
          <rente>5077</rente>
          <restant>137522</restant>
          <preferentie>concurrent</preferentie>
          <status>lopend</status>
        </Beslagmutatie>
        """
        .formatted(registratieId, bsn, oin, registratieId);
  }
}
