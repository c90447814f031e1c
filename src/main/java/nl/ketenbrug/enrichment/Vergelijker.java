package nl.ketenbrug.enrichment;

import java.io.StringReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Axis;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.Serializer;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmEmptySequence;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import net.sf.saxon.s9api.XdmValue;
import nl.ketenbrug.enrichment.Verandering.Soort;

/** Compares two answers of one source about one person by its declared rules. */
final class Vergelijker {

  private static final Processor SAXON = new Processor(false);
  private static final Pattern NAAM = Pattern.compile("\\bk:([A-Za-z]+)");
  private static final String OUD = "oud";
  private static final String NIEUW = "nieuw";

  /** Goes with every object: where it comes from, and whether its address is secret. */
  private static final Set<String> ALTIJD = Set.of("herkomst", "geheimhouding");

  private final Veranderregels regels;
  private final Map<String, XPathExecutable> expressies = new ConcurrentHashMap<>();

  /**
   * @throws IllegalArgumentException when an expression is no XPath; names rule and expression
   */
  Vergelijker(Veranderregels regels) {
    this.regels = regels;
    compileer("objecten", regels.objecten());
    for (Veranderregels.Regel regel : regels.regels()) {
      Stream.concat(
              regel.velden().stream(),
              Stream.of(
                  tekst(regel.feit()),
                  tekst(regel.wanneer()),
                  tekst(regel.ook()),
                  tekst(regel.eindeAlleen()),
                  tekst(regel.datum())))
          .filter(expressie -> !expressie.isEmpty())
          .forEach(expressie -> compileer(regel.type(), expressie));
    }
  }

  /** Whether a rule makes events of this type. */
  boolean vertelt(String type) {
    return regels.regels().stream().anyMatch(regel -> regel.typen().anyMatch(type::equals));
  }

  /** Whether events of this type touch the beslagvrije voet. */
  boolean raaktBvv(String type) {
    return regels.regels().stream()
        .anyMatch(regel -> regel.bvv() && regel.typen().anyMatch(type::equals));
  }

  /**
   * What is worth keeping of an answer: of each object the fields that a rule reads.
   *
   * @param antwoord canonical answer
   */
  String feiten(String antwoord) {
    StringBuilder feiten = new StringBuilder("<feiten xmlns=\"" + Canoniek.NAMESPACE + "\">");
    for (XdmNode object : objecten(lees(antwoord))) {
      Set<XdmNode> velden = new HashSet<>();
      regels.regels().forEach(regel -> velden.addAll(velden(regel, object)));
      feiten.append(met(object, velden));
    }
    return feiten.append("</feiten>").toString();
  }

  /**
   * The differences.
   *
   * @param oud facts as kept
   * @param antwoord canonical answer now
   * @param gezien the day of the answer before
   */
  List<Verandering> vergelijk(String oud, String antwoord, LocalDate vandaag, LocalDate gezien) {
    XdmNode document = lees(antwoord);
    Map<String, XdmNode> voor = opSleutel(kinderen(wortel(lees(oud))));
    Map<String, XdmNode> nu = opSleutel(objecten(document));
    Set<String> sleutels = new LinkedHashSet<>(voor.keySet());
    sleutels.addAll(nu.keySet());
    List<Verandering> gevonden = new ArrayList<>();
    for (String sleutel : sleutels) {
      Paar paar = new Paar(sleutel, voor.get(sleutel), nu.get(sleutel), document, vandaag, gezien);
      for (Veranderregels.Regel regel : regels.regels()) {
        Soort soort = regel.feit() == null ? stand(regel, paar) : feit(regel, paar);
        if (soort != null) {
          gevonden.add(verandering(regel, soort, paar));
        }
      }
    }
    return gevonden;
  }

  /** Names of fields of the objects that no rule reads and that are not known to mean nothing. */
  Set<String> ongelezen(String antwoord) {
    Set<String> gelezen = new HashSet<>(ALTIJD);
    gelezen.addAll(regels.sleutel());
    gelezen.addAll(regels.genegeerd());
    for (Veranderregels.Regel regel : regels.regels()) {
      String alles =
          String.join(
              " ",
              String.join(" ", regel.velden()),
              tekst(regel.feit()),
              tekst(regel.wanneer()),
              tekst(regel.ook()),
              tekst(regel.datum()));
      Matcher naam = NAAM.matcher(alles);
      while (naam.find()) {
        gelezen.add(naam.group(1));
      }
    }
    return objecten(lees(antwoord)).stream()
        .flatMap(object -> kinderen(object).stream())
        .map(kind -> kind.getNodeName().getLocalName())
        .filter(naam -> !gelezen.contains(naam))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private record Paar(
      String sleutel,
      XdmNode oud,
      XdmNode nieuw,
      XdmNode antwoord,
      LocalDate vandaag,
      LocalDate gezien) {}

  private Soort stand(Veranderregels.Regel regel, Paar paar) {
    if (paar.oud() == null || paar.nieuw() == null) {
      return null;
    }
    boolean anders =
        !waarde(regel, paar.oud()).equals(waarde(regel, paar.nieuw()))
            || geldt(regel.ook(), paar, false);
    return anders && geldt(regel.wanneer(), paar, true) ? Soort.NIEUW : null;
  }

  private Soort feit(Veranderregels.Regel regel, Paar paar) {
    boolean was = paar.oud() != null && waar(regel.feit(), paar.oud(), paar);
    boolean is = paar.nieuw() != null && waar(regel.feit(), paar.nieuw(), paar);
    if (was && is) {
      boolean anders = !waarde(regel, paar.oud()).equals(waarde(regel, paar.nieuw()));
      return anders && regel.kanCorrectie() ? Soort.CORRECTIE : null;
    }
    if (is) {
      return geldt(regel.wanneer(), paar, true) ? Soort.NIEUW : null;
    }
    return was && geldt(regel.eindeAlleen(), paar, true) ? Soort.EINDE : null;
  }

  private Verandering verandering(Veranderregels.Regel regel, Soort soort, Paar paar) {
    String datum =
        regel.datum() == null || paar.nieuw() == null
            ? ""
            : reken(regel.datum(), paar.nieuw(), paar).stream()
                .map(XdmItem::getStringValue)
                .findFirst()
                .orElse("");
    return new Verandering(
        regel,
        soort,
        paar.sleutel(),
        deel(regel, paar.oud()),
        deel(regel, paar.nieuw()),
        datum.isEmpty() ? paar.vandaag().toString() : datum);
  }

  private String deel(Veranderregels.Regel regel, XdmNode object) {
    return object == null ? null : met(object, Set.copyOf(velden(regel, object)));
  }

  /** The object with only these of its fields, its key, and what goes with every object. */
  private String met(XdmNode object, Set<XdmNode> velden) {
    String naam = object.getNodeName().getLocalName();
    String inhoud =
        kinderen(object).stream()
            .filter(
                kind ->
                    velden.contains(kind)
                        || regels.sleutel().contains(kind.getNodeName().getLocalName())
                        || ALTIJD.contains(kind.getNodeName().getLocalName()))
            .map(Vergelijker::xml)
            .collect(Collectors.joining());
    return "<%s xmlns=\"%s\">%s</%s>".formatted(naam, Canoniek.NAMESPACE, inhoud, naam);
  }

  private List<XdmNode> velden(Veranderregels.Regel regel, XdmNode object) {
    List<XdmNode> velden = new ArrayList<>();
    for (String veld : regel.velden()) {
      for (XdmItem item : reken(veld, object, null)) {
        velden.add((XdmNode) item);
      }
    }
    return velden;
  }

  /** The order of repeated groups is not meaning, and where they come from is no fact. */
  private String waarde(Veranderregels.Regel regel, XdmNode object) {
    return velden(regel, object).stream()
        .map(Vergelijker::kern)
        .sorted()
        .collect(Collectors.joining());
  }

  private static String kern(XdmNode element) {
    List<XdmNode> kinderen = kinderen(element);
    String inhoud =
        kinderen.isEmpty()
            ? element.getStringValue()
            : kinderen.stream().map(Vergelijker::kern).sorted().collect(Collectors.joining());
    return element.getNodeName().getLocalName() + "(" + inhoud + ")";
  }

  private Map<String, XdmNode> opSleutel(List<XdmNode> objecten) {
    Map<String, XdmNode> opSleutel = new LinkedHashMap<>();
    for (XdmNode object : objecten) {
      String sleutel =
          regels.sleutel().stream()
              .map(
                  naam ->
                      kinderen(object).stream()
                          .filter(kind -> kind.getNodeName().getLocalName().equals(naam))
                          .map(XdmNode::getStringValue)
                          .findFirst()
                          .orElse(""))
              .collect(Collectors.joining("|"));
      opSleutel.put(sleutel, object);
    }
    return opSleutel;
  }

  private List<XdmNode> objecten(XdmNode document) {
    return reken(regels.objecten(), document, null).stream().map(XdmNode.class::cast).toList();
  }

  private boolean geldt(String expressie, Paar paar, boolean anders) {
    XdmNode object = paar.nieuw() == null ? paar.oud() : paar.nieuw();
    return expressie == null ? anders : waar(expressie, object, paar);
  }

  private boolean waar(String expressie, XdmNode object, Paar paar) {
    try {
      return selector(expressie, object, paar).effectiveBooleanValue();
    } catch (SaxonApiException e) {
      throw nietUitTeVoeren(expressie, e);
    }
  }

  private XdmValue reken(String expressie, XdmNode object, Paar paar) {
    try {
      return selector(expressie, object, paar).evaluate();
    } catch (SaxonApiException e) {
      throw nietUitTeVoeren(expressie, e);
    }
  }

  private XPathSelector selector(String expressie, XdmNode object, Paar paar)
      throws SaxonApiException {
    XPathSelector selector = expressies.get(expressie).load();
    selector.setContextItem(object);
    selector.setVariable(new QName(OUD), of(paar == null ? null : paar.oud()));
    selector.setVariable(new QName(NIEUW), of(paar == null ? null : paar.nieuw()));
    selector.setVariable(new QName("antwoord"), of(paar == null ? null : wortel(paar.antwoord())));
    selector.setVariable(new QName("vandaag"), dag(paar == null ? null : paar.vandaag()));
    selector.setVariable(new QName("gezien"), dag(paar == null ? null : paar.gezien()));
    return selector;
  }

  private static XdmValue of(XdmNode node) {
    return node == null ? XdmEmptySequence.getInstance() : node;
  }

  private static XdmValue dag(LocalDate dag) {
    return dag == null ? XdmEmptySequence.getInstance() : new XdmAtomicValue(dag);
  }

  private void compileer(String regel, String expressie) {
    XPathCompiler compiler = SAXON.newXPathCompiler();
    compiler.declareNamespace("k", Canoniek.NAMESPACE);
    for (String naam : List.of(OUD, NIEUW, "antwoord", "vandaag", "gezien")) {
      compiler.declareVariable(new QName(naam));
    }
    try {
      expressies.put(expressie, compiler.compile(expressie));
    } catch (SaxonApiException e) {
      throw new IllegalArgumentException(
          "%s, %s: geen XPath: %s (%s)".formatted(regels.bron(), regel, expressie, e.getMessage()));
    }
  }

  private static IllegalStateException nietUitTeVoeren(String expressie, SaxonApiException e) {
    // The message of a failing cast quotes the value.
    return new IllegalStateException(
        "XPath " + expressie + " is niet uit te voeren: " + e.getErrorCode());
  }

  private static XdmNode lees(String xml) {
    try {
      return SAXON.newDocumentBuilder().build(new StreamSource(new StringReader(xml)));
    } catch (SaxonApiException e) {
      throw new IllegalStateException("Canonieke XML laat zich niet lezen", e);
    }
  }

  private static XdmNode wortel(XdmNode document) {
    return kinderen(document).get(0);
  }

  private static List<XdmNode> kinderen(XdmNode node) {
    List<XdmNode> kinderen = new ArrayList<>();
    node.axisIterator(Axis.CHILD)
        .forEachRemaining(
            kind -> {
              if (kind.getNodeKind() == XdmNodeKind.ELEMENT) {
                kinderen.add(kind);
              }
            });
    return kinderen;
  }

  private static String xml(XdmNode node) {
    try {
      Serializer serializer = SAXON.newSerializer();
      serializer.setOutputProperty(Serializer.Property.OMIT_XML_DECLARATION, "yes");
      return serializer.serializeNodeToString(node);
    } catch (SaxonApiException e) {
      throw new IllegalStateException("Canonieke XML laat zich niet schrijven", e);
    }
  }

  private static String tekst(String expressie) {
    return expressie == null ? "" : expressie;
  }
}
