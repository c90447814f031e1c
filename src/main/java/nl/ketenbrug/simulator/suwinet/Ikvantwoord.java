package nl.ketenbrug.simulator.suwinet;

import java.io.StringWriter;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import nl.ketenbrug.simulator.scenario.Persoon;
import nl.ketenbrug.simulator.scenario.PolisGegevens.Inkomstenverhouding;
import nl.ketenbrug.simulator.scenario.Scenario;
import nl.ketenbrug.simulator.scenario.Werkgever;

/** Writes the body {@code UWVPersoonsIkvInfoResponse}. */
final class Ikvantwoord {

  private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();
  private static final DateTimeFormatter DATUM = DateTimeFormatter.BASIC_ISO_DATE;

  /** Our own code for a warning or an error of the simulated Polisadministratie. */
  private static final String MELDINGSCODE = "SIMULATOR";

  private record Verhouding(Inkomstenverhouding ikv, List<Opgave> opgaven) {}

  private final StringWriter tekst = new StringWriter();
  private final XMLStreamWriter xml;
  private final LocalDate vandaag;
  private final String fwi;

  private Ikvantwoord(LocalDate vandaag, String fwi) throws XMLStreamException {
    this.xml = XML.createXMLStreamWriter(tekst);
    this.vandaag = vandaag;
    this.fwi = fwi;
  }

  /** The answer for a person; {@code persoon} is {@code null} when the scenario has none. */
  static String schrijf(Scenario scenario, Persoon persoon, IkvVraag vraag, LocalDate vandaag) {
    try {
      Ikvantwoord antwoord = new Ikvantwoord(vandaag, fwi(persoon));
      antwoord.schrijf(scenario, persoon, vraag);
      return antwoord.tekst.toString();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Het antwoord is niet te schrijven", e);
    }
  }

  private static String fwi(Persoon persoon) {
    boolean bekend = persoon != null && persoon.polis() != null;
    return bekend ? Suwi.fwi(persoon.polis().fwiVersie()) : Suwi.FWI;
  }

  private void schrijf(Scenario scenario, Persoon persoon, IkvVraag vraag)
      throws XMLStreamException {
    xml.writeStartElement("smls", "UWVPersoonsIkvInfoResponse", Dienst.POLIS.namespace());
    xml.writeNamespace("smls", Dienst.POLIS.namespace());
    xml.writeNamespace("fwi", fwi);
    inhoud(scenario, persoon, vraag);
    xml.writeEndElement();
    xml.flush();
  }

  private void inhoud(Scenario scenario, Persoon persoon, IkvVraag vraag)
      throws XMLStreamException {
    if (persoon != null && persoon.polis() != null && persoon.polis().fout() != null) {
      fwi("Fout", persoon.polis().fout());
      return;
    }
    List<Verhouding> verhoudingen = persoon == null ? List.of() : verhoudingen(persoon, vraag);
    if (verhoudingen.isEmpty()) {
      xml.writeEmptyElement("fwi", "NietsGevonden", fwi);
      return;
    }
    xml.writeStartElement("ClientSuwi");
    element("Burgerservicenr", persoon.bsn());
    for (Verhouding verhouding : verhoudingen) {
      verhouding(verhouding, scenario.werkgever(verhouding.ikv().werkgever()));
    }
    xml.writeEndElement();
    periode(vraag);
    if (persoon.polis().waarschuwing() != null) {
      fwi("Waarschuwing", persoon.polis().waarschuwing());
    }
  }

  /**
   * The schema wants at least one statement in a relation: one without any in the period stays out.
   */
  private List<Verhouding> verhoudingen(Persoon persoon, IkvVraag vraag) {
    if (persoon.polis() == null) {
      return List.of();
    }
    return persoon.polis().inkomstenverhoudingen().stream()
        .map(ikv -> new Verhouding(ikv, inPeriode(Opgaven.van(ikv, vandaag), vraag)))
        .filter(verhouding -> !verhouding.opgaven().isEmpty())
        .toList();
  }

  private static List<Opgave> inPeriode(List<Opgave> opgaven, IkvVraag vraag) {
    return opgaven.stream().filter(opgave -> vraag.raakt(opgave.begin(), opgave.eind())).toList();
  }

  private void verhouding(Verhouding verhouding, Werkgever werkgever) throws XMLStreamException {
    Inkomstenverhouding ikv = verhouding.ikv();
    LocalDate begin = ikv.begin().op(vandaag).volledig();
    xml.writeStartElement("Inkomstenverhouding");
    element("VolgnrIkv", ikv.volgnummer());
    element("DatBIkv", begin);
    if (ikv.eind() != null) {
      element("DatEIkv", ikv.eind().op(vandaag).volledig());
    }
    administratieveEenheid(werkgever);
    xml.writeStartElement("Inkomstenperiode");
    element("DatBIkp", begin);
    element("CdSrtIkv", ikv.soort());
    element("IndLoonheffingskortingToegepast", ikv.loonheffingskorting() ? 1 : 2);
    xml.writeEndElement();
    for (Opgave opgave : verhouding.opgaven()) {
      opgave(opgave);
    }
    xml.writeEndElement();
  }

  private void administratieveEenheid(Werkgever werkgever) throws XMLStreamException {
    xml.writeStartElement("AdministratieveEenheid");
    element("NaamAdministratieveEenheid", werkgever.naam());
    element("Loonheffingennr", werkgever.loonheffingennummer());
    xml.writeStartElement("RechtspersoonAdministratieveEenh");
    element("FiNr", werkgever.fiNr());
    element("NaamRechtspersoon", werkgever.naam());
    xml.writeEndElement();
    xml.writeStartElement("FeitelijkAdresAeh");
    xml.writeStartElement("Straatadres");
    element("Postcd", werkgever.postcode());
    element("Woonplaatsnaam", werkgever.plaats());
    element("Straatnaam", werkgever.straat());
    element("Huisnr", werkgever.huisnummer());
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void opgave(Opgave opgave) throws XMLStreamException {
    xml.writeStartElement("Inkomstenopgave");
    element("DatBIko", opgave.begin());
    element("DatEIko", opgave.eind());
    element("AantVerloondeUrenIko", opgave.uren());
    bedrag("BedrBrutoloonSv", opgave.brutoloonSv());
    bedrag("BedrLoonLbPremieVolksverz", opgave.loonLbPh());
    bedrag("BedrIngehoudenLbPremieVolksverz", opgave.ingehoudenLbPh());
    bedrag("BedrVakantietoeslag", opgave.vakantietoeslag());
    bedrag("BedrOpgbRechtVakantietoeslag", opgave.opgebouwdeVakantietoeslag());
    if (opgave.reiskosten() != 0) {
      bedrag("BedrVergoedingReiskostenOnbelast", opgave.reiskosten());
    }
    xml.writeEndElement();
  }

  /** Answers with the period that was asked for; without a question for one it stays out. */
  private void periode(IkvVraag vraag) throws XMLStreamException {
    if (vraag.van() == null && vraag.tot() == null) {
      return;
    }
    xml.writeStartElement("PeriodeGegevensleveringIko");
    if (vraag.van() != null) {
      element("DatBPeriode", vraag.van());
    }
    if (vraag.tot() != null) {
      element("DatEPeriode", vraag.tot());
    }
    xml.writeEndElement();
  }

  private void fwi(String soort, String melding) throws XMLStreamException {
    xml.writeStartElement("fwi", "FWI", fwi);
    xml.writeStartElement(soort);
    element("Code", MELDINGSCODE);
    element("Tekst", melding);
    xml.writeStartElement("Bron");
    element("DN", Suwifout.BRON_DN);
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
  }

  /** Sign and amount are apart in SuwiML; the amount is in cents. */
  private void bedrag(String naam, long cent) throws XMLStreamException {
    xml.writeStartElement(naam);
    element("CdMunteenheid", "EUR");
    element("CdPositiefNegatief", cent < 0 ? "-" : "+");
    element("WaardeBedr", Math.abs(cent));
    xml.writeEndElement();
  }

  private void element(String naam, LocalDate dag) throws XMLStreamException {
    element(naam, DATUM.format(dag));
  }

  private void element(String naam, Object waarde) throws XMLStreamException {
    xml.writeStartElement(naam);
    xml.writeCharacters(waarde.toString());
    xml.writeEndElement();
  }
}
