package nl.ketenbrug.simulator.cir;

import java.io.StringWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import nl.ketenbrug.simulator.scenario.Insolventie;

/** The contents of answers, in the namespace of the register's content. */
final class Cirantwoord {

  private static final String INHOUD = "http://www.rechtspraak.nl/namespaces/inspubber01";
  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");
  private static final XMLOutputFactory WRITERS = XMLOutputFactory.newFactory();

  private final StringWriter tekst = new StringWriter();
  private final XMLStreamWriter xml;

  private Cirantwoord(String wortel) throws XMLStreamException {
    xml = WRITERS.createXMLStreamWriter(tekst);
    xml.writeStartElement(wortel);
    xml.writeDefaultNamespace(INHOUD);
  }

  static String gewijzigd(List<String> kenmerken, Instant nu) throws XMLStreamException {
    Cirantwoord antwoord = new Cirantwoord("publicatieLijst");
    antwoord.extractie(nu);
    if (kenmerken.isEmpty()) {
      antwoord.exceptie("1", "Geen resultaten gevonden");
    }
    for (String kenmerk : kenmerken) {
      antwoord.veld("publicatieKenmerk", kenmerk);
    }
    return antwoord.klaar();
  }

  static String verwijderd(Insolventieregister register, List<Insolventie> zaken, Instant nu)
      throws XMLStreamException {
    Cirantwoord antwoord = new Cirantwoord("verwijderdePublicatieLijst");
    antwoord.extractie(nu);
    for (Insolventie zaak : zaken) {
      antwoord.xml.writeStartElement("verwijderdeInsolventie");
      antwoord.veld("insolventienummer", zaak.nummer());
      antwoord.veld("publicatieKenmerk", register.laatste(zaak).kenmerk());
      antwoord.veld("reden", zaak.verwijderd().reden());
      antwoord.xml.writeEndElement();
    }
    return antwoord.klaar();
  }

  /** The list does not reach back so far: load everything again. */
  static String opnieuw(String lijst, Instant nu) throws XMLStreamException {
    Cirantwoord antwoord = new Cirantwoord(lijst);
    antwoord.extractie(nu);
    antwoord.exceptie("5", "Laad alles opnieuw");
    return antwoord.klaar();
  }

  static String geenZaak() throws XMLStreamException {
    Cirantwoord antwoord = new Cirantwoord("inspubWebserviceInsolvente");
    antwoord.exceptie("1", "Geen resultaten gevonden");
    return antwoord.klaar();
  }

  static String zaak(Insolventie zaak, List<Insolventie.Publicatie> publicaties)
      throws XMLStreamException {
    Cirantwoord antwoord = new Cirantwoord("inspubWebserviceInsolvente");
    antwoord.xml.writeStartElement("insolvente");
    antwoord.veld("insolventienummer", zaak.nummer());
    antwoord.veld("behandelendeInstantieCode", zaak.rechtbank());
    antwoord.veld("behandelendeInstantieNaam", "Rechtbank van de proef");
    antwoord.veld("behandelendeVestigingCode", "3265");
    antwoord.veld("behandelendeVestigingNaam", "Verzonnendam");
    antwoord.veld("isPreHGKGepubliceerd", "false");
    antwoord.persoon(zaak);
    antwoord.veld("vorigInsolventienummer", zaak.vorigNummer());
    antwoord.adressen(zaak.adres());
    antwoord.vertegenwoordiger(zaak, publicaties.get(0));
    antwoord.xml.writeStartElement("publicatiegeschiedenis");
    for (Insolventie.Publicatie publicatie : publicaties) {
      antwoord.xml.writeStartElement("publicatie");
      antwoord.veld("publicatieDatum", publicatie.datum().toString());
      antwoord.veld("publicatieKenmerk", publicatie.kenmerk());
      antwoord.veld("publicatieOmschrijving", "Publicatie van de proef");
      antwoord.veld("publicatieSoortCode", publicatie.code());
      antwoord.veld("publicerendeInstantieCode", zaak.rechtbank());
      antwoord.xml.writeEndElement();
    }
    antwoord.veld("instroomLegacy", "false");
    antwoord.xml.writeEndElement();
    antwoord.xml.writeEndElement();
    return antwoord.klaar();
  }

  private void persoon(Insolventie zaak) throws XMLStreamException {
    Insolventie.Persoonsgegevens persoon = zaak.persoon();
    xml.writeStartElement("persoon");
    veld("rechtspersoonlijkheid", zaak.organisatie() ? "rechtspersoon" : "natuurlijk persoon");
    veld("voornaam", persoon.voornaam());
    veld("voorletters", persoon.voorletters());
    veld("voorvoegsel", persoon.voorvoegsel());
    veld("achternaam", persoon.achternaam());
    veld(
        "geboortedatum",
        persoon.geboortedatum() == null ? null : persoon.geboortedatum().toString());
    xml.writeEndElement();
  }

  private void adressen(Insolventie.Adres adres) throws XMLStreamException {
    boolean geheim = adres == null || adres.geheim();
    xml.writeStartElement("adressen");
    veld("geheimAdres", Boolean.toString(geheim));
    if (!geheim) {
      xml.writeStartElement("adres");
      veld("datumBegin", "2021-03-01");
      veld("straat", adres.straat());
      veld("huisnummer", adres.huisnummer() == null ? null : adres.huisnummer().toString());
      veld("huisnummerToevoeging1", adres.toevoeging());
      veld("postcode", adres.postcode());
      veld("plaats", adres.plaats());
      veld("adresType", "WOON");
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private void vertegenwoordiger(Insolventie zaak, Insolventie.Publicatie eerste)
      throws XMLStreamException {
    xml.writeStartElement("cbvers");
    xml.writeStartElement("cbv");
    veld("datumBegin", eerste.datum().toString());
    veld("voorletters", "B.");
    veld("achternaam", "Bedacht");
    veld("CB", zaak.nummer().startsWith("F") ? "C" : "B");
    xml.writeStartElement("adres");
    veld("straat", "Kadestraat");
    veld("huisnummer", "1");
    veld("plaats", "Verzonnendam");
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
  }

  /** As the register writes it: Dutch time, with its difference from UTC. */
  private void extractie(Instant nu) throws XMLStreamException {
    // With its seconds, also when these are zero: the schema wants them.
    xml.writeAttribute(
        "extractiedatum",
        OffsetDateTime.ofInstant(nu, NEDERLAND).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
  }

  private void exceptie(String code, String uitleg) throws XMLStreamException {
    xml.writeStartElement("exceptie");
    xml.writeAttribute("errorcode", code);
    xml.writeCharacters(uitleg);
    xml.writeEndElement();
  }

  private void veld(String naam, String waarde) throws XMLStreamException {
    if (waarde != null) {
      xml.writeStartElement(naam);
      xml.writeCharacters(waarde);
      xml.writeEndElement();
    }
  }

  private String klaar() throws XMLStreamException {
    xml.writeEndDocument();
    xml.close();
    return tekst.toString();
  }
}
