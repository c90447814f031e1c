package nl.ketenbrug.console;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import nl.ketenbrug.console.Raadpleging.Partij;
import nl.ketenbrug.intake.Ontvangst;

/** What the SOAP service of the register answers, by {@code beslagregisterdienst-v1.xsd}. */
final class Soapantwoord {

  static final String DIENST = "urn:ketenbrug:dienst:beslagregister:1";

  private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final XMLOutputFactory WRITERS = XMLOutputFactory.newFactory();

  private final XMLStreamWriter xml;

  private Soapantwoord(XMLStreamWriter xml) {
    this.xml = xml;
  }

  private interface Inhoud {
    void schrijf(Soapantwoord antwoord) throws XMLStreamException;
  }

  static byte[] van(Ontvangst ontvangst) {
    return envelop(
        antwoord -> {
          antwoord.hoofd("Registratieantwoord");
          antwoord.veld("berichtId", ontvangst.berichtId());
          antwoord.veld("duplicaat", ontvangst.duplicaat());
          antwoord.xml.writeEndElement();
        });
  }

  static byte[] van(Raadpleging stand) {
    return envelop(antwoord -> antwoord.raadpleging(stand));
  }

  /**
   * @param wie of whom the fault is: Client, Server, MustUnderstand or VersionMismatch
   * @param berichtId under which the refusal is on record, or null
   */
  static byte[] fout(String wie, String code, String uitleg, UUID berichtId) {
    return envelop(
        antwoord -> {
          antwoord.xml.writeStartElement("soap", "Fault", SOAP);
          antwoord.los("faultcode", "soap:" + wie);
          antwoord.los("faultstring", uitleg);
          antwoord.xml.writeStartElement("detail");
          antwoord.hoofd("Fout");
          antwoord.veld("code", code);
          antwoord.veld("uitleg", uitleg);
          antwoord.veld("berichtId", berichtId);
          antwoord.xml.writeEndElement();
          antwoord.xml.writeEndElement();
          antwoord.xml.writeEndElement();
        });
  }

  private void raadpleging(Raadpleging stand) throws XMLStreamException {
    hoofd("Raadpleegantwoord");
    veld("raadplegingId", stand.raadplegingId());
    veld("moment", stand.moment());
    veld("doelbinding", stand.doelbinding());
    veld("kenmerk", stand.kenmerk());
    for (Raadpleging.Lopend beslag : stand.beslagen()) {
      begin("beslag");
      veld("registratieId", beslag.registratieId());
      veld("soort", beslag.soort());
      veld("bronVanInkomen", beslag.bronVanInkomen());
      partij("beslaglegger", beslag.beslaglegger());
      veld("derdeBeslagene", beslag.derdeBeslagene());
      veld("dagVanBeslag", beslag.dagVanBeslag());
      veld("tijdVanBeslag", beslag.tijd());
      veld("rang", beslag.rang());
      veld("preferentie", beslag.preferentie());
      veld("status", beslag.status());
      xml.writeEndElement();
    }
    if (stand.coordinator() != null) {
      begin("coordinator");
      veld("registratieId", stand.coordinator().registratieId());
      partij("partij", stand.coordinator().partij());
      veld("sinds", stand.coordinator().sinds());
      veld("artikel", stand.coordinator().artikel());
      xml.writeEndElement();
    }
    veld("metBeslagvrijeVoet", stand.metBeslagvrijeVoet());
    if (stand.beslagvrijeVoet() != null) {
      begin("beslagvrijeVoet");
      veld("berichtId", stand.beslagvrijeVoet().berichtId());
      veld("bedrag", stand.beslagvrijeVoet().bedrag());
      veld("geldigVan", stand.beslagvrijeVoet().geldigVan());
      veld("geldigTot", stand.beslagvrijeVoet().geldigTot());
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private void partij(String naam, Partij partij) throws XMLStreamException {
    begin(naam);
    veld("oin", partij.oin());
    veld("gerechtsdeurwaarderId", partij.gerechtsdeurwaarderId());
    xml.writeEndElement();
  }

  private static byte[] envelop(Inhoud inhoud) {
    try {
      ByteArrayOutputStream uit = new ByteArrayOutputStream();
      XMLStreamWriter xml = WRITERS.createXMLStreamWriter(uit, StandardCharsets.UTF_8.name());
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("soap", "Envelope", SOAP);
      xml.writeNamespace("soap", SOAP);
      xml.writeStartElement("soap", "Body", SOAP);
      inhoud.schrijf(new Soapantwoord(xml));
      xml.writeEndElement();
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
      return uit.toByteArray();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Een antwoord in het geheugen laat zich niet schrijven", e);
    }
  }

  /** An element of the service that names its namespace. */
  private void hoofd(String naam) throws XMLStreamException {
    xml.writeStartElement("d", naam, DIENST);
    xml.writeNamespace("d", DIENST);
  }

  private void begin(String naam) throws XMLStreamException {
    xml.writeStartElement("d", naam, DIENST);
  }

  /** Left out when there is nothing to say. */
  private void veld(String naam, Object waarde) throws XMLStreamException {
    if (waarde == null) {
      return;
    }
    begin(naam);
    xml.writeCharacters(waarde.toString());
    xml.writeEndElement();
  }

  /** SOAP 1.1 has these in no namespace. */
  private void los(String naam, String tekst) throws XMLStreamException {
    xml.writeStartElement(naam);
    xml.writeCharacters(tekst);
    xml.writeEndElement();
  }
}
