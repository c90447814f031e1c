package nl.ketenbrug.enrichment;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringWriter;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import nl.ketenbrug.bvv.Kwitantie.AannameRegel;
import nl.ketenbrug.dossier.Bvvstand;
import nl.ketenbrug.dossier.Herziening.Reden;
import nl.ketenbrug.dossier.Herzieningsdossier;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Oin;

/**
 * What the stylesheet {@code herziening-to-gebeurtenis.xsl} reads. Only puts parts together; the
 * event is made by the stylesheet.
 */
final class HerzieneVaststelling {

  private static final XMLOutputFactory WRITERS = XMLOutputFactory.newFactory();

  private HerzieneVaststelling() {}

  /**
   * @param geheimhouding of the data of the debtor; empty when the BRP was not asked
   * @param json writes the receipt, see {@link Bvvelement}
   */
  static String xml(
      Herzieningsdossier dossier,
      Bsn bsn,
      Optional<Boolean> geheimhouding,
      Reden reden,
      Herzieningsbesluit besluit,
      ObjectMapper json) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = WRITERS.createXMLStreamWriter(text);
      xml.writeStartElement("HerzieneVaststelling");
      xml.writeDefaultNamespace(Canoniek.NAMESPACE);
      veld(xml, "onderwerp", dossier.dossier().value());
      veld(xml, "bsn", bsn.value());
      if (geheimhouding.isPresent()) {
        veld(xml, "geheimhouding", geheimhouding.get().toString());
      }
      for (String registratieId : dossier.beslagen()) {
        xml.writeStartElement("beslag");
        veld(xml, "registratieId", registratieId);
        xml.writeEndElement();
      }
      xml.writeStartElement("betrokkenen");
      for (Oin oin : dossier.partijen()) {
        veld(xml, "oin", oin.value());
      }
      xml.writeEndElement();
      if (dossier.stand() != null) {
        herziening(xml, dossier.stand(), reden, besluit);
      }
      Bvvelement.schrijf(xml, besluit.nieuw(), json);
      xml.writeEndElement();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Een document in het geheugen laat zich niet schrijven", e);
    }
    return text.toString();
  }

  private static void herziening(
      XMLStreamWriter xml, Bvvstand oud, Reden reden, Herzieningsbesluit besluit)
      throws XMLStreamException {
    xml.writeStartElement("Herziening");
    veld(xml, "reden", reden.naam());
    veld(xml, "artikel", besluit.oordeel().artikel());
    if (besluit.ingang() != null && besluit.ingang().vanaf() != null) {
      veld(xml, "ingangsdatum", besluit.ingang().vanaf().toString());
    }
    for (AannameRegel aanname : besluit.aannames()) {
      xml.writeStartElement("aanname");
      veld(xml, "code", aanname.code());
      veld(xml, "tekst", aanname.tekst());
      xml.writeEndElement();
    }
    xml.writeStartElement("vervangt");
    veld(xml, "berichtId", oud.bericht().toString());
    veld(xml, "bedrag", Long.toString(oud.bedrag().cent()));
    veld(xml, "geldigTot", oud.geldigTot().toString());
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void veld(XMLStreamWriter xml, String naam, String waarde)
      throws XMLStreamException {
    xml.writeStartElement(naam);
    xml.writeCharacters(waarde);
    xml.writeEndElement();
  }
}
