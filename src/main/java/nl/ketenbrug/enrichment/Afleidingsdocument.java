package nl.ketenbrug.enrichment;

import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import nl.ketenbrug.dossier.Beslaglegger;
import nl.ketenbrug.dossier.Coordinatoren;
import nl.ketenbrug.dossier.Match;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Oin;

/**
 * What the stylesheet {@code afleiding-to-gebeurtenis.xsl} reads. Only puts parts together; the
 * event is made by the stylesheet.
 */
final class Afleidingsdocument {

  private static final XMLOutputFactory WRITERS = XMLOutputFactory.newFactory();

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  /**
   * @param plaatsgevonden ISO date or moment in the real world, or as incomplete as the source
   *     knows it
   */
  Afleidingsdocument(
      String type, Dossiersleutel dossier, String plaatsgevonden, Collection<Oin> betrokkenen) {
    this(type, dossier, plaatsgevonden, betrokkenen, null, null);
  }

  /**
   * @param verwijzing correctieVan or intrekkingVan, or null
   * @param eerder the event that it names
   */
  Afleidingsdocument(
      String type,
      Dossiersleutel dossier,
      String plaatsgevonden,
      Collection<Oin> betrokkenen,
      String verwijzing,
      BerichtId eerder) {
    try {
      xml = WRITERS.createXMLStreamWriter(text);
      xml.writeStartElement("Afleiding");
      xml.writeDefaultNamespace(Canoniek.NAMESPACE);
    } catch (XMLStreamException e) {
      throw nietTeSchrijven(e);
    }
    veld("type", type);
    veld("plaatsgevonden", plaatsgevonden);
    veld("onderwerp", dossier.value());
    if (verwijzing != null) {
      veld(verwijzing, eerder.toString());
    }
    begin("betrokkenen");
    betrokkenen.stream().map(Oin::value).distinct().sorted().forEach(oin -> veld("oin", oin));
    einde();
  }

  /**
   * One party took over collecting from another (art. 478 lid 3 Rv).
   *
   * @param schuldenaarveld bsn, kvkNummer or rsin, with its value
   */
  String coordinatie(
      String schuldenaarveld, String schuldenaarwaarde, Coordinatoren.Wissel wissel) {
    schuldenaar(schuldenaarveld, schuldenaarwaarde);
    begin("Wissel");
    begin("beslag");
    veld("registratieId", wissel.nieuwe().registratieId());
    einde();
    begin("Coordinator");
    veld("isBeslaglegger", "true");
    partij(wissel.nieuwe().beslaglegger());
    veld("sinds", wissel.nieuwe().sinds().toString());
    einde();
    begin("vorige");
    partij(wissel.vorige().beslaglegger());
    einde();
    veld("artikel", "art. 478 lid 3 Rv");
    einde();
    return klaar();
  }

  /**
   * A difference between two answers of a source.
   *
   * @param geheimhouding of the address of the debtor; null when it is not known
   */
  String verschil(Bsn schuldenaar, Boolean geheimhouding, Verandering verandering) {
    schuldenaar(schuldenaar, geheimhouding);
    begin("Verschil");
    deel("oud", verandering.oud());
    deel("nieuw", verandering.nieuw());
    einde();
    return klaar();
  }

  /**
   * A publication of a case that a person confirmed to be about this debtor.
   *
   * @param publicatie the register's name of it
   * @param insolventie canonical {@code Insolventie}
   */
  String publicatie(Gematchte wie, String publicatie, String insolventie) {
    schuldenaar(wie.bsn(), wie.geheimhouding());
    begin("Publicatie");
    veld("kenmerk", publicatie);
    ingevoegd(insolventie);
    match(wie);
    einde();
    return klaar();
  }

  /**
   * A fact of a case that is about this debtor.
   *
   * @param object canonical {@code Schuldhulp} or {@code Bewind}
   */
  String registerfeit(Gematchte wie, String object) {
    schuldenaar(wie.bsn(), wie.geheimhouding());
    begin("Registerfeit");
    ingevoegd(object);
    if (!wie.match().opNummer()) {
      match(wie);
    }
    einde();
    return klaar();
  }

  /**
   * The debtor whom a case is about.
   *
   * @param geheimhouding of the address; null when it is not known
   * @param beoordeeld when it was confirmed, or rejected after all
   */
  record Gematchte(Bsn bsn, Boolean geheimhouding, Match match, Instant beoordeeld) {}

  private void match(Gematchte wie) {
    begin("Match");
    veld("graad", wie.match().graad().naam());
    wie.match()
        .vergeleken()
        .zonderGeheim(wie.geheimhouding())
        .forEach(
            (veld, uitkomst) -> {
              begin("vergeleken");
              veld("veld", veld.naam());
              veld("uitkomst", uitkomst.naam());
              einde();
            });
    veld("beoordeeld", wie.beoordeeld().toString());
    einde();
  }

  /**
   * Whom it is about, for {@link #inschrijving}.
   *
   * @param veld bsn or kvkNummer; null when no number of him is kept
   * @param geheimhouding of his address; null when it is not known
   */
  void genoemde(String veld, String waarde, Boolean geheimhouding) {
    begin("Schuldenaar");
    if (veld != null) {
      veld(veld, waarde);
    }
    if (geheimhouding != null) {
      veld("geheimhouding", geheimhouding.toString());
    }
    einde();
  }

  /**
   * A change in the handelsregister of an organisation in this dossier; after {@link #genoemde}.
   *
   * @param hoedanigheden why it is in the dossier
   * @param beslagen registrations of the attachments at it
   * @param inschrijving canonical {@code Inschrijving}
   */
  String inschrijving(List<String> hoedanigheden, List<String> beslagen, String inschrijving) {
    begin("Inschrijvingsfeit");
    hoedanigheden.forEach(hoedanigheid -> veld("hoedanigheid", hoedanigheid));
    for (String registratieId : beslagen) {
      begin("beslag");
      veld("registratieId", registratieId);
      einde();
    }
    ingevoegd(inschrijving);
    einde();
    return klaar();
  }

  /**
   * A term is over: the twelve months of a determination (art. 475d lid 2 Rv), or that of something
   * of a case.
   *
   * @param betreft the event that it began with
   * @param verstreken first day on which it is over
   * @param artikel that sets the term
   */
  String termijn(
      Bsn schuldenaar,
      List<String> beslagen,
      String soort,
      BerichtId betreft,
      LocalDate verstreken,
      String artikel) {
    schuldenaar("bsn", schuldenaar.value());
    begin("Verstreken");
    for (String registratieId : beslagen) {
      begin("beslag");
      veld("registratieId", registratieId);
      einde();
    }
    veld("soort", soort);
    veld("datum", verstreken.toString());
    veld("betreft", betreft.toString());
    veld("artikel", artikel);
    einde();
    return klaar();
  }

  /** A canonical object that was read and written by Saxon, so well-formed. */
  private void deel(String naam, String object) {
    if (object == null) {
      return;
    }
    begin(naam);
    ingevoegd(object);
    einde();
  }

  private void ingevoegd(String object) {
    try {
      // Closes the start tag, so that the object lands inside.
      xml.writeCharacters("");
      xml.flush();
    } catch (XMLStreamException e) {
      throw nietTeSchrijven(e);
    }
    text.append(object);
  }

  private void schuldenaar(Bsn bsn, Boolean geheimhouding) {
    begin("Schuldenaar");
    veld("bsn", bsn.value());
    if (geheimhouding != null) {
      veld("geheimhouding", geheimhouding.toString());
    }
    einde();
  }

  private void schuldenaar(String veld, String waarde) {
    begin("Schuldenaar");
    veld(veld, waarde);
    einde();
  }

  private void partij(Beslaglegger partij) {
    veld(partij.soort().element(), partij.waarde());
  }

  private String klaar() {
    try {
      xml.writeEndElement();
      xml.close();
    } catch (XMLStreamException e) {
      throw nietTeSchrijven(e);
    }
    return text.toString();
  }

  private void begin(String naam) {
    try {
      xml.writeStartElement(naam);
    } catch (XMLStreamException e) {
      throw nietTeSchrijven(e);
    }
  }

  private void einde() {
    try {
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw nietTeSchrijven(e);
    }
  }

  private void veld(String naam, String waarde) {
    begin(naam);
    try {
      xml.writeCharacters(waarde);
    } catch (XMLStreamException e) {
      throw nietTeSchrijven(e);
    }
    einde();
  }

  private static IllegalStateException nietTeSchrijven(XMLStreamException e) {
    return new IllegalStateException("Een document in het geheugen laat zich niet schrijven", e);
  }
}
