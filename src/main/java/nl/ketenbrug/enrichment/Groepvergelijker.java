package nl.ketenbrug.enrichment;

import java.io.StringReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Axis;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.Serializer;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import net.sf.saxon.s9api.XdmValue;
import nl.ketenbrug.enrichment.Regelexpressies.Paar;
import nl.ketenbrug.enrichment.Verandering.Soort;

/** Compares the objects of one kind in two answers of a source, by the declared rules. */
final class Groepvergelijker {

  static final Processor SAXON = new Processor(false);
  private static final Pattern NAAM = Pattern.compile("\\bk:([A-Za-z]+)");

  /** Goes with every object: where it comes from, and whether its address is secret. */
  private static final Set<String> ALTIJD = Set.of("herkomst", "geheimhouding");

  private final Veranderregels.Groep regels;
  private final Regelexpressies expressies = new Regelexpressies();

  /**
   * @throws IllegalArgumentException when an expression is no XPath; names rule and expression
   */
  Groepvergelijker(Veranderregels.Groep regels) {
    this.regels = regels;
    expressies.compileer("objecten", regels.objecten());
    for (Veranderregels.Regel regel : regels.regels()) {
      Stream.concat(
              regel.velden().stream(),
              Stream.of(
                  tekst(regel.feit()),
                  tekst(regel.wanneer()),
                  tekst(regel.ook()),
                  tekst(regel.weer()),
                  tekst(regel.eindeAlleen()),
                  tekst(regel.datum())))
          .filter(expressie -> !expressie.isEmpty())
          .forEach(expressie -> expressies.compileer(regel.type(), expressie));
    }
  }

  /**
   * Of each object the fields that a rule reads, and what stays of those that are gone.
   *
   * @param oud the objects as kept
   */
  String feiten(XdmNode antwoord, List<XdmNode> oud) {
    StringBuilder feiten = new StringBuilder();
    if (regels.blijft()) {
      Set<String> nu = opSleutel(objecten(antwoord)).keySet();
      opSleutel(oud).entrySet().stream()
          .filter(weg -> !nu.contains(weg.getKey()))
          .flatMap(weg -> weg.getValue().stream())
          .forEach(object -> feiten.append(xml(object)));
    }
    for (XdmNode object : objecten(antwoord)) {
      Set<XdmNode> velden = new HashSet<>();
      regels.regels().forEach(regel -> velden.addAll(velden(regel, object)));
      feiten.append(met(object, velden));
    }
    return feiten.toString();
  }

  /**
   * The differences. Objects that no key tells apart are compared as a heap: equal ones are the
   * same one, and what is left is taken together in the order of what it says.
   *
   * @param oud the objects as kept
   * @param bewaard all that was kept
   * @param gezien the day of the answer before
   */
  List<Verandering> vergelijk(
      List<XdmNode> oud, XdmNode bewaard, XdmNode antwoord, LocalDate vandaag, LocalDate gezien) {
    Map<String, List<XdmNode>> voor = opSleutel(oud);
    Map<String, List<XdmNode>> nu = opSleutel(objecten(antwoord));
    Set<String> sleutels = new LinkedHashSet<>(voor.keySet());
    sleutels.addAll(nu.keySet());
    List<Verandering> gevonden = new ArrayList<>();
    for (String sleutel : sleutels) {
      int nummer = 0;
      for (Stel stel :
          stellen(voor.getOrDefault(sleutel, List.of()), nu.getOrDefault(sleutel, List.of()))) {
        String wie = nummer == 0 ? sleutel : sleutel + "#" + nummer;
        nummer++;
        Paar paar = new Paar(wie, stel.oud(), stel.nieuw(), bewaard, antwoord, vandaag, gezien);
        for (Veranderregels.Regel regel : regels.regels()) {
          Soort soort = regel.feit() == null ? stand(regel, paar) : feit(regel, paar);
          if (soort != null) {
            gevonden.add(verandering(regel, soort, paar));
          }
        }
      }
    }
    return gevonden;
  }

  /** Whether one of these objects holds a fact that events of this type are the end of. */
  boolean kanEindigen(String type, List<XdmNode> oud, XdmNode bewaard, LocalDate vandaag) {
    return regels.regels().stream()
        .filter(regel -> regel.feit() != null && regel.typeBijEinde().equals(type))
        .anyMatch(
            regel ->
                oud.stream()
                    .anyMatch(
                        object ->
                            waar(
                                regel.feit(),
                                object,
                                new Paar("", object, null, bewaard, bewaard, vandaag, vandaag))));
  }

  /**
   * What an event of this type says of a fact that a rule looks at; empty when no rule does.
   *
   * @param wie the key of the object
   * @param oud the object before, or null
   * @param nieuw the object now, or null
   */
  Optional<Gemeld> gemeld(String type, XdmNode wie, XdmNode oud, XdmNode nieuw) {
    return regel(type)
        .map(
            regel ->
                new Gemeld(
                    regel,
                    Verandering.feit(regel, sleutel(wie)),
                    verwant(regel).map(ander -> Verandering.feit(ander, sleutel(wie))).toList(),
                    zegt(regel, null, oud),
                    zegt(regel, oud, nieuw),
                    lijst(regel, oud, nieuw)));
  }

  /** Where somebody lives is told as moved, emigrated or gone: who told one told of the others. */
  private Stream<Veranderregels.Regel> verwant(Veranderregels.Regel regel) {
    return regels.regels().stream()
        .filter(ander -> !ander.equals(regel))
        .filter(ander -> !Collections.disjoint(ander.velden(), regel.velden()));
  }

  /** The rule that makes events of this type, else the one of the fact that it is about. */
  private Optional<Veranderregels.Regel> regel(String type) {
    return regels.regels().stream()
        .filter(regel -> regel.typen().anyMatch(type::equals))
        .findFirst()
        .or(
            () ->
                regels.regels().stream()
                    .filter(regel -> regel.typen().anyMatch(Veranderregels.feit(type)::equals))
                    .findFirst());
  }

  /**
   * One object in two answers.
   *
   * @param oud null when there was none
   * @param nieuw null when there is none
   */
  private record Stel(XdmNode oud, XdmNode nieuw) {}

  private List<Stel> stellen(List<XdmNode> voor, List<XdmNode> nu) {
    if (voor.size() <= 1 && nu.size() <= 1) {
      return List.of(
          new Stel(voor.isEmpty() ? null : voor.get(0), nu.isEmpty() ? null : nu.get(0)));
    }
    List<XdmNode> oude = opInhoud(voor);
    List<XdmNode> nieuwe = opInhoud(nu);
    List<Stel> stellen = new ArrayList<>();
    for (XdmNode oud : List.copyOf(oude)) {
      nieuwe.stream()
          .filter(nieuw -> inhoud(nieuw).equals(inhoud(oud)))
          .findFirst()
          .ifPresent(
              nieuw -> {
                stellen.add(new Stel(oud, nieuw));
                oude.remove(oud);
                nieuwe.remove(nieuw);
              });
    }
    for (int i = 0; i < Math.max(oude.size(), nieuwe.size()); i++) {
      stellen.add(
          new Stel(i < oude.size() ? oude.get(i) : null, i < nieuwe.size() ? nieuwe.get(i) : null));
    }
    return stellen;
  }

  private List<XdmNode> opInhoud(List<XdmNode> objecten) {
    List<XdmNode> gesorteerd = new ArrayList<>(objecten);
    gesorteerd.sort(Comparator.comparing(this::inhoud));
    return gesorteerd;
  }

  /** All that the rules read of it. */
  private String inhoud(XdmNode object) {
    return regels.regels().stream()
        .map(regel -> waarde(regel, object))
        .collect(Collectors.joining("|"));
  }

  /** The first day after today on which a rule may find something though no source tells. */
  Optional<LocalDate> weer(XdmNode antwoord, LocalDate vandaag) {
    List<LocalDate> dagen = new ArrayList<>();
    for (XdmNode object : objecten(antwoord)) {
      Paar paar = new Paar("", null, object, null, antwoord, vandaag, vandaag);
      for (Veranderregels.Regel regel : regels.regels()) {
        if (regel.weer() != null) {
          reken(regel.weer(), object, paar).stream()
              .map(dag -> LocalDate.parse(dag.getStringValue()))
              .filter(dag -> dag.isAfter(vandaag))
              .forEach(dagen::add);
        }
      }
    }
    return dagen.stream().min(LocalDate::compareTo);
  }

  /** Names of fields of the objects that no rule reads and that are not known to mean nothing. */
  Set<String> ongelezen(XdmNode antwoord) {
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
    return objecten(antwoord).stream()
        .flatMap(object -> kinderen(object).stream())
        .map(kind -> kind.getNodeName().getLocalName())
        .filter(naam -> !gelezen.contains(naam))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Soort stand(Veranderregels.Regel regel, Paar paar) {
    if (paar.oud() == null || paar.nieuw() == null) {
      boolean verteld =
          regel.bestaan()
              && (paar.nieuw() != null || geldt(regel.eindeAlleen(), paar, true))
              && geldt(regel.wanneer(), paar, true);
      return verteld ? Soort.NIEUW : null;
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
        zegt(regel, paar.oud(), paar.nieuw()),
        lijst(regel, paar.oud(), paar.nieuw()),
        datum.isEmpty() ? paar.vandaag().toString() : datum);
  }

  private String zegt(Veranderregels.Regel regel, XdmNode oud, XdmNode nieuw) {
    return Feitinhoud.van(
        oud == null ? List.of() : velden(regel, oud),
        nieuw == null ? List.of() : velden(regel, nieuw));
  }

  private String lijst(Veranderregels.Regel regel, XdmNode oud, XdmNode nieuw) {
    return Feitinhoud.vanLijst(
        oud == null ? List.of() : velden(regel, oud),
        nieuw == null ? List.of() : velden(regel, nieuw));
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
            .map(Groepvergelijker::xml)
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
        .map(Groepvergelijker::kern)
        .sorted()
        .collect(Collectors.joining());
  }

  private static String kern(XdmNode element) {
    List<XdmNode> kinderen = kinderen(element);
    String inhoud =
        kinderen.isEmpty()
            ? element.getStringValue()
            : kinderen.stream().map(Groepvergelijker::kern).sorted().collect(Collectors.joining());
    return element.getNodeName().getLocalName() + "(" + inhoud + ")";
  }

  private Map<String, List<XdmNode>> opSleutel(List<XdmNode> objecten) {
    Map<String, List<XdmNode>> opSleutel = new LinkedHashMap<>();
    for (XdmNode object : objecten) {
      opSleutel.computeIfAbsent(sleutel(object), geen -> new ArrayList<>()).add(object);
    }
    return opSleutel;
  }

  private String sleutel(XdmNode object) {
    return regels.sleutel().stream()
        .map(
            naam ->
                kinderen(object).stream()
                    .filter(kind -> kind.getNodeName().getLocalName().equals(naam))
                    .map(Groepvergelijker::sleutelwaarde)
                    .findFirst()
                    .orElse(""))
        .collect(Collectors.joining("|"));
  }

  /** Of a group its fields, each by its name: none of them says anything alone. */
  private static String sleutelwaarde(XdmNode veld) {
    return kinderen(veld).isEmpty() ? veld.getStringValue() : kern(veld);
  }

  private List<XdmNode> objecten(XdmNode document) {
    return reken(regels.objecten(), document, null).stream().map(XdmNode.class::cast).toList();
  }

  private boolean geldt(String expressie, Paar paar, boolean anders) {
    XdmNode object = paar.nieuw() == null ? paar.oud() : paar.nieuw();
    return expressie == null ? anders : waar(expressie, object, paar);
  }

  private boolean waar(String expressie, XdmNode object, Paar paar) {
    return expressies.waar(expressie, object, paar);
  }

  private XdmValue reken(String expressie, XdmNode object, Paar paar) {
    return expressies.reken(expressie, object, paar);
  }

  static XdmNode lees(String xml) {
    try {
      return SAXON.newDocumentBuilder().build(new StreamSource(new StringReader(xml)));
    } catch (SaxonApiException e) {
      throw new IllegalStateException("Canonieke XML laat zich niet lezen", e);
    }
  }

  static XdmNode wortel(XdmNode document) {
    return kinderen(document).get(0);
  }

  static List<XdmNode> kinderen(XdmNode node) {
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

  static String xml(XdmNode node) {
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
