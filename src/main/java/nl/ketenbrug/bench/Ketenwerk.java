package nl.ketenbrug.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltExecutable;
import nl.ketenbrug.bvv.BeslagvrijeVoet;
import nl.ketenbrug.bvv.Cijfers;
import nl.ketenbrug.bvv.Kwitantie;
import nl.ketenbrug.bvv.Vaststelling;
import nl.ketenbrug.bvv.Verzoek;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.messagelog.Versiestempels;

/**
 * What has to be done to one message, without a queue, a route or a database: the same schemas,
 * stylesheets and law as the engine, and the same records.
 *
 * <p>Left out beside the engine: BRP and Polis are not asked but given in memory, so their answers
 * are neither signed, checked nor shaped; nothing is kept of the dossier, so no coordinator, no
 * order, no duplicates and no determination in force; no number per partner.
 */
final class Ketenwerk {

  static final String BRON = "beslagregister";

  private static final String URN = "urn:nld:oin:00000099000000020000:systeem:beslagregister";
  private static final String EIGEN_URN = "urn:nld:oin:00000099000000000000:systeem:ketenbrug";
  private static final String GEHEIM = "geheim-van-een-meting-0000000000000001";
  private static final String CANONIEK = "transforms/canonical/invordering-v1.xsd";
  private static final String XML = "application/xml";
  private static final int VERZOEKEN = 1 << 10;

  private final Path map;
  private final Clock clock;
  private final Processor saxon = new Processor(false);
  private final Map<String, XsltExecutable> stylesheets = new ConcurrentHashMap<>();
  private final Map<String, XPathExecutable> paden = new ConcurrentHashMap<>();
  private final Schemacontrole schemas;
  private final BeslagvrijeVoet wet;
  private final Verzoek[] verzoeken;
  private final AtomicInteger volgende = new AtomicInteger();
  private final Map<String, String> versies;
  private final ObjectMapper json =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /** An event in the canonical model. */
  record Gebeurtenis(BerichtId id, UUID correlatie, String type, String dossier, String xml) {}

  /**
   * @param map folder with transforms and config
   * @param seed of the requests that the law gets
   */
  Ketenwerk(Path map, long seed, Clock clock) {
    this.map = map;
    this.clock = clock;
    this.schemas = new Schemacontrole(map);
    this.wet = new BeslagvrijeVoet(Cijfers.lees(map.resolve("config/bvv")));
    this.verzoeken = new Verzoeken(seed, Verzoeken.Werk.LINEAIR).neem(VERZOEKEN);
    this.versies =
        new Versiestempels(map)
            .vanBestanden(
                "config/sources/beslagregister.yaml",
                "transforms/beslagregister/beslagregister-v1.xsd",
                "transforms/beslagregister/beslagregister-to-canonical.xsl",
                CANONIEK);
  }

  /** Checks what the source sent, shapes it into the canonical model and checks that. */
  Gebeurtenis canoniek(BerichtId id, String bericht) throws SaxonApiException {
    schemas.controleer(bericht, "transforms/beslagregister/beslagregister-v1.xsd");
    XdmNode document = boom(bericht);
    String dossier = dossier(document);
    String xml =
        vorm(
            "transforms/beslagregister/beslagregister-to-canonical.xsl",
            document,
            Map.of(
                "berichtId",
                id.toString(),
                "bronUrn",
                URN,
                "onderwerp",
                dossier,
                "geregistreerd",
                id.tijdstip().toString()));
    schemas.controleer(xml, CANONIEK);
    return new Gebeurtenis(id, id.value(), "nl.beslagregister.beslag-gelegd", dossier, xml);
  }

  /** Of a person the enriched beslag and the beslagvrije voet, checked; of others the beslag. */
  List<Gebeurtenis> verrijk(Gebeurtenis beslag) throws SaxonApiException {
    XdmNode document = boom(beslag.xml());
    String bsn = tekst(document, "//k:Beslaglegging/k:Schuldenaar/k:bsn");
    if (bsn.isEmpty()) {
      return List.of(beslag);
    }
    BerichtId bvv = beslag.id().afgeleid("bvv-vastgesteld");
    XdmNode bundel =
        boom(
            vorm(
                "transforms/canonical/verrijking-to-gebeurtenissen.xsl",
                boom(verrijking(beslag, bsn)),
                Map.of("bvvBerichtId", bvv.toString(), "bvvBronUrn", EIGEN_URN)));
    List<Gebeurtenis> gebeurtenissen = new ArrayList<>();
    for (XdmItem item : delen(bundel, "/k:Gebeurtenissen/k:Gebeurtenis")) {
      XdmNode gebeurtenis = (XdmNode) item;
      String xml = gebeurtenis.toString();
      schemas.controleer(xml, CANONIEK);
      gebeurtenissen.add(
          new Gebeurtenis(
              BerichtId.of(tekst(gebeurtenis, "k:id")),
              beslag.correlatie(),
              tekst(gebeurtenis, "k:type"),
              beslag.dossier(),
              xml));
    }
    return gebeurtenissen;
  }

  /** The body for one profile, checked. */
  String profiel(Gebeurtenis gebeurtenis, String profiel) throws SaxonApiException {
    String body =
        vorm(
            "transforms/%s/canonical-to-%s.xsl".formatted(profiel, profiel),
            boom(gebeurtenis.xml()),
            Map.of());
    schemas.controleer(body, "transforms/%s/%s-v1.xsd".formatted(profiel, profiel));
    return body;
  }

  LogRegel ontvangen(Gebeurtenis beslag, String bericht) {
    return regel(Stap.ONTVANGEN, beslag).inhoud(XML, bericht).bouw();
  }

  LogRegel stap(Stap stap, Gebeurtenis gebeurtenis, String body) {
    return regel(stap, gebeurtenis).inhoud(XML, body).bouw();
  }

  /** The two questions that are not asked here; of nobody when there is nobody to ask about. */
  List<LogRegel> bevraagd(List<Gebeurtenis> gebeurtenissen) {
    Gebeurtenis beslag = gebeurtenissen.get(0);
    return gebeurtenissen.size() == 1
        ? List.of()
        : List.of("brp", "polis").stream()
            .map(
                bron ->
                    regel(Stap.BEVRAAGD, beslag)
                        .reden(bron, "gegeven in plaats van gevraagd")
                        .bouw())
            .toList();
  }

  LogRegel klaargezet(Gebeurtenis gebeurtenis, String body, String partner) {
    return regel(Stap.KLAARGEZET, gebeurtenis)
        .partner(partner, 1L)
        .inhoudVanEerder(XML, body)
        .bouw();
  }

  private LogRegelBouwer regel(Stap stap, Gebeurtenis gebeurtenis) {
    return new LogRegelBouwer(stap, gebeurtenis.id(), clock.instant())
        .correlatie(gebeurtenis.correlatie())
        .gebeurtenistype(gebeurtenis.type())
        .bron(BRON)
        .dossier(gebeurtenis.dossier())
        .route("meting", versies);
  }

  private String dossier(XdmNode bericht) throws SaxonApiException {
    String bsn = tekst(bericht, "/b:Beslagmutatie/b:schuldenaar/b:bsn");
    return bsn.isEmpty()
        ? Dossiersleutel.vanOrganisatie(tekst(bericht, "/b:Beslagmutatie/b:schuldenaar/*"), GEHEIM)
            .value()
        : Dossiersleutel.van(new Bsn(bsn), GEHEIM).value();
  }

  private String verrijking(Gebeurtenis beslag, String bsn) {
    Vaststelling vaststelling =
        (Vaststelling) wet.bereken(verzoeken[Math.floorMod(volgende.getAndIncrement(), VERZOEKEN)]);
    return """
    <Verrijking xmlns="urn:ketenbrug:invordering:1">%s%s%s</Verrijking>\
    """
        .formatted(
            beslag.xml().replaceFirst("^<\\?xml[^>]*>", ""),
            persoon(bsn, beslag.id()),
            bvv(vaststelling));
  }

  /** What the BRP and Polis would say of everybody in the scenario. */
  private static String persoon(String bsn, BerichtId id) {
    String herkomst =
        "<herkomst><bron>%s</bron><berichtId>%s</berichtId><tijdstip>%s</tijdstip></herkomst>"
            .formatted(URN, id, id.tijdstip());
    return """
    <Schuldenaar><Persoon><bsn>%s</bsn><naam><voornamen>Alida</voornamen>\
    <voorletters>A.</voorletters><geslachtsnaam>Verzonneling</geslachtsnaam>\
    <volledigeNaam>Alida Verzonneling</volledigeNaam></naam>\
    <geboortedatum>1988-04-12</geboortedatum><adres><soort>adres</soort>\
    <straat>Bedachtelaan</straat><huisnummer>12</huisnummer><postcode>9901ZA</postcode>\
    <woonplaats>Verzonnendam</woonplaats></adres><geheimhouding>false</geheimhouding>\
    <overleden>false</overleden><curatele>false</curatele>%s</Persoon></Schuldenaar>\
    """
        .formatted(bsn, herkomst);
  }

  private String bvv(Vaststelling vaststelling) {
    Kwitantie kwitantie = vaststelling.kwitantie();
    return """
    <bvv><bedrag>%d</bedrag><basis>%d</basis><plafond>%d</plafond><peildatum>%s</peildatum>\
    <leefsituatie>%s</leefsituatie><geldigVan>%s</geldigVan><geldigTot>%s</geldigTot>\
    <rekenregelversie>%s</rekenregelversie><cijfersbestand><naam>%s</naam><hash>%s</hash>\
    </cijfersbestand><kwitantie mediatype="application/json"><![CDATA[%s]]></kwitantie></bvv>\
    """
        .formatted(
            vaststelling.bedrag().cent(),
            vaststelling.basis().cent(),
            vaststelling.plafond().cent(),
            kwitantie.peildatum(),
            kwitantie.invoer().stream()
                .filter(invoer -> invoer.naam().equals("leefsituatie"))
                .map(Kwitantie.Invoer::waarde)
                .collect(Collectors.joining()),
            kwitantie.geldigVanaf(),
            kwitantie.geldigTot(),
            kwitantie.regelversie(),
            kwitantie.cijferbestand().naam(),
            kwitantie.cijferbestand().sha256(),
            json(kwitantie));
  }

  private String json(Kwitantie kwitantie) {
    try {
      return json.writeValueAsString(kwitantie);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Een kwitantie laat zich niet als JSON schrijven", e);
    }
  }

  private String vorm(String stylesheet, XdmNode document, Map<String, String> parameters)
      throws SaxonApiException {
    Xslt30Transformer transformer =
        stylesheets.computeIfAbsent(stylesheet, this::gecompileerd).load30();
    Map<QName, XdmValue> waarden = new HashMap<>();
    parameters.forEach((naam, waarde) -> waarden.put(new QName(naam), new XdmAtomicValue(waarde)));
    transformer.setStylesheetParameters(waarden);
    transformer.setGlobalContextItem(document);
    StringWriter uit = new StringWriter();
    transformer.applyTemplates(document, transformer.newSerializer(uit));
    return uit.toString();
  }

  private XsltExecutable gecompileerd(String stylesheet) {
    try {
      return saxon.newXsltCompiler().compile(map.resolve(stylesheet).toFile());
    } catch (SaxonApiException e) {
      throw new IllegalStateException("Stylesheet " + stylesheet + " is niet te gebruiken", e);
    }
  }

  private XdmNode boom(String xml) throws SaxonApiException {
    return saxon.newDocumentBuilder().build(new StreamSource(new StringReader(xml)));
  }

  private XdmValue delen(XdmNode node, String pad) throws SaxonApiException {
    XPathSelector selector = paden.computeIfAbsent(pad, this::pad).load();
    selector.setContextItem(node);
    return selector.evaluate();
  }

  private XPathExecutable pad(String pad) {
    XPathCompiler xpath = saxon.newXPathCompiler();
    xpath.declareNamespace("k", "urn:ketenbrug:invordering:1");
    xpath.declareNamespace("b", "urn:ketenbrug:bron:beslagregister:1");
    try {
      return xpath.compile(pad);
    } catch (SaxonApiException e) {
      throw new IllegalStateException("XPath " + pad + " is niet te gebruiken", e);
    }
  }

  private String tekst(XdmNode node, String pad) throws SaxonApiException {
    XdmValue gevonden = delen(node, pad);
    return gevonden.size() == 0 ? "" : gevonden.itemAt(0).getStringValue();
  }
}
