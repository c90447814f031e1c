package nl.ketenbrug.transforms;

import static net.sf.saxon.s9api.streams.Predicates.isElement;
import static net.sf.saxon.s9api.streams.Steps.attribute;
import static net.sf.saxon.s9api.streams.Steps.descendant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmDestination;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.s9api.XsltTransformer;
import net.sf.saxon.s9api.streams.Step;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the table of a source claims to take over is taken over: {@code transforms/<bron>/README.md}
 * names elements of the answer and of the canonical model. Each one stands in an example, and an
 * example without it gives something else.
 */
class VertaaltabelTest {

  /**
   * A name of an element, with what groups it in StUF, of an attribute, or the beginning of one
   * before dots.
   */
  private static final Pattern NAAM =
      Pattern.compile("@?([a-z]{3}\\.)?([A-Za-z][A-Za-z0-9]+)(\\.\\.\\.)?");

  /** What stands before the types of event of a table, in its head. */
  private static final Pattern VOORVOEGSEL = Pattern.compile("voorvoegsel `([^`]+)`");

  /** A type of event, or what may follow one: that begins with a hyphen. */
  private static final Pattern TYPE = Pattern.compile("[a-z]+(-[a-z]+)+");

  private static final Pattern CODE = Pattern.compile("`([^`]*)`");

  /** Copies a document without one element or attribute. */
  private static final String ZONDER =
      """
      <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
          xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xsl:param name="weg" as="node()"/>
        <xsl:mode on-no-match="shallow-copy"/>
        <xsl:template match="(* | @*)[. is $weg]"/>
      </xsl:stylesheet>\
      """;

  /** Beside the sources behind Suwinet. */
  private static final List<String> ANDERE =
      List.of(
          "vish",
          "ccbr",
          "beslagregister",
          "brk",
          "betaalverplichtingen",
          "cir",
          "brp",
          "brp-stuf",
          "handelsregister",
          "schuldhulp");

  /** What we answer to a notice of StUF: no message of the source. */
  private static final List<String> STUFANTWOORDEN = List.of("bv03.xml", "fo03.xml");

  private static final XsltExecutable WEGLATEN =
      compile(new StreamSource(new StringReader(ZONDER)));

  /**
   * One line of a table.
   *
   * @param groep element below which the others stand; empty = anywhere
   * @param velden elements of the source
   * @param canoniek elements and attributes of the canonical model, and types of event
   */
  record Regel(String groep, List<String> velden, List<String> canoniek) {}

  /**
   * A source whose table is held against its examples.
   *
   * @param examples what it sent or answered
   */
  record Tabelbron(String naam, List<Path> examples) {

    static Tabelbron van(Suwibron bron) {
      return new Tabelbron(bron.naam(), bron.examples());
    }

    /** A source of which every example that is no question and not ours is a message of it. */
    static Tabelbron eigen(String naam) {
      return new Tabelbron(
          naam,
          Stream.of(".xml", ".json")
              .flatMap(soort -> Transforms.files(soort).stream())
              .filter(bestand -> bestand.startsWith(Transforms.ROOT.resolve(naam)))
              .filter(bestand -> !STUFANTWOORDEN.contains(bestand.getFileName().toString()))
              .filter(bestand -> !bestand.toString().endsWith(".canonical.xml"))
              .filter(bestand -> !bestand.getFileName().toString().startsWith("vraag"))
              .toList());
    }
  }

  @TestFactory
  Stream<DynamicTest> everyFieldThatATableClaimsIsTakenOver() throws Exception {
    return Stream.concat(
            Suwibron.alle().stream().map(Tabelbron::van), ANDERE.stream().map(Tabelbron::eigen))
        .map(bron -> dynamicTest(bron.naam(), () -> assertThat(verlies(bron)).isEmpty()));
  }

  @Test
  void aFieldThatIsNotReadIsSeen() throws Exception {
    Suwibron svb =
        Suwibron.alle().stream().filter(b -> b.naam().equals("svb")).findFirst().orElseThrow();

    assertThat(
            verlies(
                Tabelbron.van(svb),
                List.of(new Regel("", List.of("Voornamen"), List.of("Uitkering", "aai")))))
        .containsExactlyInAnyOrder("Voornamen is not taken over", "aai is never made");
    assertThat(
            verlies(Tabelbron.van(svb), List.of(new Regel("Kind", List.of("DatKeuze"), List.of()))))
        .containsExactly("Kind/DatKeuze stands in no example");
  }

  @Test
  void aLineIsReadAsItIsMeant() {
    assertThat(
            regels(
                """
                | bron | canoniek | regel |
                | --- | --- | --- |
                | `A/Groep` (`Een`, `b/Twee`, `DatB...`) | `Object` (`een`, `twee` met `drie`) | `Niet` |
                | `Los`, anders `Ander` | `soort="x"` | |
                | - | `begin` | altijd gelijk |
                """))
        .containsExactly(
            new Regel(
                "Groep",
                List.of("Een", "Twee", "DatB..."),
                List.of("Object", "een", "twee", "drie")),
            new Regel("", List.of("Los", "Ander"), List.of("soort")),
            new Regel("", List.of(), List.of("begin")));
  }

  private static List<String> verlies(Tabelbron bron) throws Exception {
    List<Regel> regels =
        regels(Files.readString(Transforms.ROOT.resolve(bron.naam()).resolve("README.md")));
    assertThat(regels).as("the table of %s", bron.naam()).isNotEmpty();
    return verlies(bron, regels);
  }

  private static List<String> verlies(Tabelbron bron, List<Regel> regels) throws Exception {
    Path stylesheet = Transforms.ROOT.resolve("%1$s/%1$s-to-canonical.xsl".formatted(bron.naam()));
    XsltExecutable vertaling = compile(new StreamSource(stylesheet.toFile()));
    List<XdmNode> antwoorden = new ArrayList<>();
    for (Path voorbeeld : bron.examples()) {
      if (!voorbeeld.getFileName().toString().startsWith("vraag")) {
        antwoorden.add(lees(voorbeeld));
      }
    }
    StringBuilder canoniek = new StringBuilder();
    for (XdmNode antwoord : antwoorden) {
      canoniek.append(vertaal(vertaling, antwoord));
    }
    Set<String> eigenRegel =
        regels.stream()
            .filter(regel -> regel.groep().isEmpty())
            .flatMap(regel -> regel.velden().stream())
            .collect(Collectors.toSet());
    List<String> fouten = new ArrayList<>();
    for (Regel regel : regels) {
      for (String veld : regel.velden()) {
        fout(vertaling, antwoorden, regel.groep(), veld, eigenRegel).ifPresent(fouten::add);
      }
      regel.canoniek().stream()
          .filter(naam -> !isGemaakt(naam, canoniek.toString()))
          .forEach(naam -> fouten.add(naam + " is never made"));
    }
    return new ArrayList<>(new TreeSet<>(fouten));
  }

  private static boolean isGemaakt(String naam, String canoniek) {
    return naam.contains(".")
        ? canoniek.contains(">" + naam + "<")
        : canoniek.matches("(?s).*[<\\s]" + naam + "[>=\\s/].*");
  }

  /** JSON in the XML form that its stylesheet is given. */
  private static XdmNode lees(Path voorbeeld) throws Exception {
    if (!voorbeeld.toString().endsWith(".json")) {
      return Transforms.parse(voorbeeld);
    }
    XPathCompiler compiler = Transforms.SAXON.newXPathCompiler();
    compiler.declareVariable(new QName("json"));
    XPathSelector selector = compiler.compile("json-to-xml($json)").load();
    selector.setVariable(new QName("json"), new XdmAtomicValue(Files.readString(voorbeeld)));
    return (XdmNode) selector.evaluateSingle();
  }

  /**
   * Of a field that stands below a group every one counts, but for zeros, which say that nothing is
   * known, and for what stands in an element that is not taken over either. Of another one at least
   * one counts.
   */
  private static Optional<String> fout(
      XsltExecutable vertaling,
      List<XdmNode> antwoorden,
      String groep,
      String veld,
      Set<String> eigenRegel)
      throws SaxonApiException {
    String pad = groep.isEmpty() ? veld : groep + "/" + veld;
    int gevonden = 0;
    int gelezen = 0;
    for (XdmNode antwoord : antwoorden) {
      String heel = vertaal(vertaling, antwoord);
      Step<XdmNode> plaatsen =
          veld.startsWith("@")
              ? descendant(isElement()).then(attribute())
              : descendant(isElement());
      for (XdmNode element : antwoord.select(plaatsen).toList()) {
        if (!heet(element, veld) || !onder(element, groep, eigenRegel)) {
          continue;
        }
        boolean anders = !heel.equals(vertaal(vertaling, zonder(antwoord, element)));
        if (!anders && isZonderBetekenis(vertaling, antwoord, element, heel)) {
          continue;
        }
        gevonden++;
        gelezen += anders ? 1 : 0;
      }
    }
    if (gevonden == 0) {
      return Optional.of(pad + " stands in no example");
    }
    boolean goed = groep.isEmpty() ? gelezen > 0 : gelezen == gevonden;
    return goed ? Optional.empty() : Optional.of(pad + " is not taken over");
  }

  private static boolean isZonderBetekenis(
      XsltExecutable vertaling, XdmNode antwoord, XdmNode element, String heel)
      throws SaxonApiException {
    return element.getStringValue().matches("0+")
        || heel.equals(vertaal(vertaling, zonder(antwoord, element.getParent())));
  }

  private static boolean heet(XdmNode element, String veld) {
    String naam = naam(element);
    return veld.endsWith("...")
        ? naam.startsWith(veld.substring(0, veld.length() - 3))
        : naam.equals(veld);
  }

  /** In the XML form of JSON the key. */
  private static String naam(XdmNode element) {
    if (element.getNodeKind() == XdmNodeKind.ATTRIBUTE) {
      return "@" + element.getNodeName().getLocalName();
    }
    String sleutel = element.attribute("key");
    return sleutel == null ? element.getNodeName().getLocalName() : sleutel;
  }

  /** Directly below the group, or below elements in it that have no line of their own. */
  private static boolean onder(XdmNode element, String groep, Set<String> eigenRegel) {
    if (groep.isEmpty()) {
      return true;
    }
    XdmNode ouder = element.getParent();
    for (int i = 0; i < 3 && ouder != null && ouder.getNodeName() != null; i++) {
      if (naam(ouder).equals(groep)) {
        return true;
      }
      if (eigenRegel.contains(naam(ouder))) {
        return false;
      }
      ouder = ouder.getParent();
    }
    return false;
  }

  private static XdmNode zonder(XdmNode document, XdmNode element) throws SaxonApiException {
    XsltTransformer weglaten = WEGLATEN.load();
    weglaten.setInitialContextNode(document);
    weglaten.setParameter(new QName("weg"), element);
    XdmDestination uit = new XdmDestination();
    weglaten.setDestination(uit);
    weglaten.transform();
    return uit.getXdmNode();
  }

  /** What comes of it; a stylesheet that stops has missed what it needs. */
  private static String vertaal(XsltExecutable vertaling, XdmNode antwoord) {
    XsltTransformer transformer = vertaling.load();
    try {
      transformer.setInitialContextNode(antwoord);
      Map.of(
              "berichtId", "019a9000-0020-7a11-8b22-000000000020",
              "bronUrn", "urn:nld:oin:00000099000000045000:systeem:proef",
              "geregistreerd", "2026-11-17T08:05:13.655Z",
              "onderwerp", "a".repeat(64))
          .forEach(
              (naam, waarde) ->
                  transformer.setParameter(new QName(naam), new XdmAtomicValue(waarde)));
      transformer.setMessageHandler(melding -> {});
      transformer.setErrorReporter(fout -> {});
      XdmDestination uit = new XdmDestination();
      transformer.setDestination(uit);
      transformer.transform();
      return uit.getXdmNode().toString();
    } catch (SaxonApiException e) {
      return "stopt: " + e.getErrorCode();
    }
  }

  /** The lines of tables that tell what becomes of a field: their head begins with "bron". */
  static List<Regel> regels(String readme) {
    List<Regel> regels = new ArrayList<>();
    boolean tabel = false;
    String voorvoegsel = "";
    for (String lijn : readme.lines().toList()) {
      if (!lijn.startsWith("|")) {
        tabel = false;
      } else if (lijn.startsWith("| bron")) {
        tabel = true;
        Matcher types = VOORVOEGSEL.matcher(lijn);
        voorvoegsel = types.find() ? types.group(1) : "";
      } else if (tabel && !lijn.startsWith("| ---")) {
        String[] cellen = lijn.split("\\|");
        regels.add(
            voorvoegsel.isEmpty()
                ? regel(cellen[1], namen(cellen[2].replaceAll("=\"[^\"]*\"", "")))
                : regel(cellen[1], types(voorvoegsel, cellen[2])));
      }
    }
    return regels;
  }

  private static Regel regel(String bron, List<String> canoniek) {
    Matcher groep = Pattern.compile("^\\s*`([^`]*)`\\s*\\((.*)\\)\\s*$").matcher(bron);
    boolean metGroep = groep.matches();
    List<String> velden = namen(metGroep ? groep.group(2) : bron);
    return new Regel(metGroep ? laatste(groep.group(1)) : "", velden, canoniek);
  }

  private static List<String> namen(String tekst) {
    List<String> namen = new ArrayList<>();
    Matcher code = CODE.matcher(tekst);
    while (code.find()) {
      String naam = laatste(code.group(1));
      if (NAAM.matcher(naam).matches()) {
        namen.add(naam);
      }
    }
    return namen;
  }

  private static List<String> types(String voorvoegsel, String tekst) {
    return CODE.matcher(tekst)
        .results()
        .map(code -> code.group(1))
        .filter(code -> TYPE.matcher(code).matches())
        .map(code -> voorvoegsel + code)
        .toList();
  }

  /** Without the prefix of its namespace. */
  private static String laatste(String pad) {
    return pad.substring(pad.lastIndexOf('/') + 1)
        .replaceAll("[\\[{].*", "")
        .replaceFirst("^(@?)[A-Za-z]+:", "$1");
  }

  private static XsltExecutable compile(StreamSource stylesheet) {
    try {
      return Transforms.SAXON.newXsltCompiler().compile(stylesheet);
    } catch (SaxonApiException e) {
      throw new IllegalStateException(e);
    }
  }
}
