package nl.ketenbrug.transforms;

import static net.sf.saxon.s9api.streams.Predicates.isElement;
import static net.sf.saxon.s9api.streams.Steps.ancestorOrSelf;
import static net.sf.saxon.s9api.streams.Steps.attribute;
import static net.sf.saxon.s9api.streams.Steps.child;
import static net.sf.saxon.s9api.streams.Steps.descendantOrSelf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmDestination;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.s9api.XsltExecutable;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which canonical field can ever reach which partner: {@code transforms/<profiel>/velden.txt} lists
 * them, and an event with every field of the model filled proves that the list is exact.
 */
class ProfielveldenTest {

  private static final List<String> REGISTER_TYPES =
      List.of(
          "nl.beslagregister.beslag-gelegd",
          "nl.beslagregister.beslag-gewijzigd",
          "nl.beslagregister.beslag-opgeheven",
          "nl.beslagregister.beslag-ingetrokken",
          "nl.beslagregister.coordinerend-deurwaarder-gewijzigd");
  private static final String CHANGE_TYPE = "nl.brp.persoon-verhuisd";
  private static final String INSOLVENCY_TYPE = "nl.insolventieregister.faillissement-uitgesproken";
  private static final String DEBT_HELP_TYPE = "nl.schuldhulp.moratorium-verleend";
  private static final String GUARDIAN_TYPE = "nl.curatelebewindregister.bewind-ingesteld";
  private static final String REGISTRATION_TYPE = "nl.handelsregister.inschrijving-gewijzigd";
  private static final String TERM_TYPE = "nl.beslagvrijevoet.termijn-verstreken";
  private static final String BVV_TYPE = "nl.beslagvrijevoet.bvv-vastgesteld";

  /** Words the stylesheet of the profile {@code beperkt} adds itself. */
  private static final Set<String> CONSTANTS = Set.of("maand", "opgegeven", "vastgesteld");

  private static final XsltExecutable MAXIMAL = compiled(Path.of("src/test/xslt/maximaal.xsl"));
  private static final Map<String, XsltExecutable> STYLESHEETS = new HashMap<>();

  /** Every profile there is, by its own file: a new one is proved or fails. */
  private static Map<String, String> profiles() throws IOException {
    Map<String, String> fields = new TreeMap<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Transforms.ROOT, ProfielveldenTest::isProfile)) {
      for (Path folder : files) {
        String profiel = folder.getFileName().toString();
        fields.put(profiel, setting(profiel, "velden"));
      }
    }
    return fields;
  }

  private static boolean isProfile(Path folder) {
    return Files.exists(folder.resolve("profiel.yaml"));
  }

  private static String setting(String profiel, String name) throws IOException {
    return new YAMLMapper()
        .readTree(Transforms.ROOT.resolve(profiel).resolve("profiel.yaml").toFile())
        .path(name)
        .asText();
  }

  static List<String> profilesWithAListOfTheirOwn() throws IOException {
    return profiles().entrySet().stream()
        .filter(profile -> profile.getKey().equals(profile.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  static List<Arguments> profilesWithTheListOfAnother() throws IOException {
    return profiles().entrySet().stream()
        .filter(profile -> !profile.getKey().equals(profile.getValue()))
        .map(profile -> Arguments.of(profile.getKey(), profile.getValue()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("profilesWithAListOfTheirOwn")
  void onlyTheListedFieldsReachThePartner(String profiel) throws Exception {
    Set<String> reached = new TreeSet<>();
    for (XdmNode event : everyKind(Map.of())) {
      ifTaken(() -> reached(profiel, event)).ifPresent(reached::addAll);
    }

    reached.removeAll(CONSTANTS);
    assertThat(reached).containsExactlyInAnyOrderElementsOf(listed(profiel));
  }

  /** A format of the same fields: nothing goes along that the profile of these fields lacks. */
  @ParameterizedTest
  @MethodSource("profilesWithTheListOfAnother")
  void aProfileInAnotherFormatReachesExactlyTheFieldsOfItsOwnList(String profiel, String velden)
      throws Exception {
    Set<String> values = new TreeSet<>();
    for (XdmNode event : everyKind(Map.of())) {
      ifTaken(() -> values(profiel, event)).ifPresent(values::addAll);
    }

    Set<String> allowed = new TreeSet<>(listed(velden));
    Set<String> markers = new TreeSet<>(values);
    markers.removeIf(ProfielveldenTest::isOwnOfFormat);
    // Of these two the value is not their path: a type, and true or false.
    allowed.removeAll(Set.of("type", "schuldenaar/geheimhouding"));
    assertThat(markers).isEqualTo(allowed);
  }

  /** One event of each kind that there is, so that no profile names those that it is tried with. */
  private static List<XdmNode> everyKind(Map<String, String> more) throws SaxonApiException {
    List<XdmNode> events = new ArrayList<>(List.of(event(BVV_TYPE, "Vaststelling", more)));
    // The amount the attacher stated shows only where no determination stands beside it.
    Map<String, String> withoutOurs = new HashMap<>(more);
    withoutOurs.put("weglaten", "BeslagvrijeVoet");
    for (String type : REGISTER_TYPES) {
      events.add(event(type, "Beslaglegging", more));
      events.add(event(type, "Beslaglegging", withoutOurs));
    }
    events.add(event(REGISTER_TYPES.get(4), "Coordinatie", more));
    events.add(event(TERM_TYPE, "Termijn", more));
    events.add(event(CHANGE_TYPE, "Wijziging", more));
    events.add(event(INSOLVENCY_TYPE, "Insolventiemelding", more));
    events.add(event(DEBT_HELP_TYPE, "Schuldhulpmelding", more));
    events.add(event(GUARDIAN_TYPE, "Bewindmelding", more));
    events.add(event(REGISTRATION_TYPE, "Inschrijvingsmelding", more));
    return events;
  }

  private interface Shaping<T> {
    T shape() throws SaxonApiException, IOException;
  }

  /** Empty when the profile refuses events of this type; any other refusal is a fault. */
  private static <T> Optional<T> ifTaken(Shaping<T> shaping) throws SaxonApiException, IOException {
    try {
      return Optional.of(shaping.shape());
    } catch (SaxonApiException e) {
      if (e.getErrorCode() == null || !e.getErrorCode().getLocalName().equals("KB-PROFIEL-TYPE")) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** What a format adds itself, whatever the event. */
  private static boolean isOwnOfFormat(String value) {
    return CONSTANTS.contains(value)
        || value.isEmpty()
        || value.matches(
            "true|false|nl\\..*|1\\.0|[12+]|06|EUR|application/json|urn:ketenbrug:profiel:.*");
  }

  /** Every value in the output; numbers and flags of JSON as text, since a marker is neither. */
  private static List<String> values(String profiel, XdmNode event)
      throws SaxonApiException, IOException {
    XdmDestination output = new XdmDestination();
    Path folder = Transforms.ROOT.resolve(profiel);
    String formaat = setting(profiel, "formaat");
    XsltExecutable stylesheet =
        formaat.equals("cloudevents")
            ? compiled(Path.of("src/test/xslt/" + profiel + "-als-tekst.xsl"))
            : compiled(folder.resolve("canonical-to-" + profiel + ".xsl"));
    var transformer = stylesheet.load30();
    transformer.setGlobalContextItem(event);
    transformer.applyTemplates(event, output);
    List<String> values = new ArrayList<>();
    if (formaat.equals("cloudevents")) {
      collect(new ObjectMapper().readTree(output.getXdmNode().getStringValue()), values);
    } else if (formaat.equals("csv")) {
      CSVFormat.RFC4180
          .builder()
          .setDelimiter(';')
          .get()
          .parse(new StringReader(output.getXdmNode().getStringValue()))
          .stream()
          .skip(1)
          .forEach(row -> row.forEach(values::add));
    } else {
      output
          .getXdmNode()
          .select(descendantOrSelf(isElement()))
          .filter(element -> !element.select(child(isElement())).exists())
          .forEach(leaf -> values.add(leaf.getStringValue()));
    }
    return values;
  }

  private static void collect(JsonNode node, List<String> values) {
    if (node.isValueNode()) {
      values.add(node.asText());
    }
    node.forEach(child -> collect(child, values));
  }

  @ParameterizedTest
  @ValueSource(strings = {"beperkt", "bvv", "bvv-2"})
  void debtHelpWhoRepresentsTheDebtorAndHisOrganisationsReachNobodyButTheFullProfile(
      String profiel) {
    Map<String, String> payloads =
        Map.of(
            DEBT_HELP_TYPE,
            "Schuldhulpmelding",
            GUARDIAN_TYPE,
            "Bewindmelding",
            REGISTRATION_TYPE,
            "Inschrijvingsmelding");
    payloads.forEach(
        (type, payload) ->
            assertThatThrownBy(() -> reached(profiel, event(type, payload, Map.of())))
                .isInstanceOf(SaxonApiException.class)
                .satisfies(
                    e ->
                        assertThat(((SaxonApiException) e).getErrorCode().getLocalName())
                            .isEqualTo("KB-PROFIEL-TYPE")));
    // Not even what the stylesheet would leave of the payload under a type that the profile knows.
    payloads.values().forEach(payload -> assertThat(nothingOf(profiel, payload)).isEmpty());
  }

  @Test
  void theGroundOfAMeasureReachesNobodyForItMayBeAboutHealth() throws Exception {
    assertThat(reached("volledig", event(GUARDIAN_TYPE, "Bewindmelding", Map.of())))
        .contains("inhoud/Bewindmelding/Bewind/vertegenwoordiger/naam")
        .noneMatch(path -> path.endsWith("Bewind/grond"));
  }

  private static List<String> nothingOf(String profiel, String payload) {
    try {
      return reached(profiel, event(BVV_TYPE, payload, Map.of())).stream()
          .filter(path -> path.startsWith("inhoud/"))
          .toList();
    } catch (SaxonApiException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void noAddressFieldLeavesUnderSecrecyInAnyProfile() throws Exception {
    for (String profiel : profiles().keySet()) {
      Set<String> values = new TreeSet<>();
      for (XdmNode event : everyKind(Map.of("geheimhouding", "true"))) {
        ifTaken(() -> values(profiel, event)).ifPresent(values::addAll);
      }
      assertThat(values).as(profiel).isNotEmpty().noneMatch(path -> path.contains("/adres"));
    }
    XdmNode registration =
        event(REGISTRATION_TYPE, "Inschrijvingsmelding", Map.of("geheimhouding", "true"));
    assertThat(reached("volledig", registration))
        .contains("inhoud/Inschrijvingsmelding/Inschrijving/kvkNummer")
        .noneMatch(path -> path.endsWith("/vestigingsnummer"));
  }

  @Test
  void theMaximalEventHoldsEveryKindOfFieldTheListsSpeakOf() throws Exception {
    Set<String> all = new TreeSet<>(leaves(event(BVV_TYPE, "Vaststelling", Map.of())));
    all.addAll(leaves(event(REGISTER_TYPES.get(0), "Beslaglegging", Map.of())));

    assertThat(all)
        .contains(
            "inhoud/Beslaglegging/Partner/adres/postcode",
            "inhoud/Beslaglegging/Inkomstenverhouding/Inkomstenopgave/loonLbPh",
            "inhoud/Beslaglegging/Beslag/opdrachtgever/kvkNummer",
            "inhoud/Beslaglegging/Beslag/opdrachtgever/oin",
            "inhoud/Beslaglegging/Beslag/nieuwVeld",
            "inhoud/Vaststelling/BeslagvrijeVoet/kwitantie");
    assertThat(all).hasSizeGreaterThan(300);
  }

  /** Values in the output are the paths of the fields they come from. */
  private static Set<String> reached(String profiel, XdmNode event) throws SaxonApiException {
    XdmDestination output = new XdmDestination();
    var transformer = STYLESHEETS.computeIfAbsent(profiel, ProfielveldenTest::stylesheet).load30();
    transformer.setGlobalContextItem(event);
    transformer.applyTemplates(event, output);
    return leaves(output.getXdmNode());
  }

  private static Set<String> leaves(XdmNode document) {
    Set<String> leaves = new TreeSet<>();
    document
        .select(descendantOrSelf(isElement()))
        .forEach(
            element -> {
              if (!element.select(child(isElement())).exists()) {
                leaves.add(origin(element));
              }
              element
                  .select(attribute())
                  .filter(a -> !a.getNodeName().getLocalName().equals("versie"))
                  .forEach(a -> leaves.add(a.getStringValue()));
            });
    return leaves;
  }

  /** The two fields with a value of their own are known by their place instead. */
  private static String origin(XdmNode leaf) {
    String value = leaf.getStringValue();
    boolean ownValue = value.equals("true") || value.equals("false") || value.startsWith("nl.");
    return ownValue ? place(leaf) : value;
  }

  private static String place(XdmNode leaf) {
    List<String> names = new ArrayList<>();
    leaf.select(ancestorOrSelf(isElement()))
        .forEach(element -> names.add(element.getNodeName().getLocalName()));
    Collections.reverse(names);
    return String.join("/", names.subList(1, names.size()));
  }

  private static List<String> listed(String profiel) throws IOException {
    Path list = Transforms.ROOT.resolve(profiel).resolve("velden.txt");
    List<String> fields =
        Files.readAllLines(list).stream().filter(l -> !l.isBlank() && !l.startsWith("#")).toList();
    assertThat(fields).as("%s names fields", list).isNotEmpty();
    return fields;
  }

  private static XdmNode event(String type, String payload, Map<String, String> more)
      throws SaxonApiException {
    Map<QName, XdmValue> parameters = new HashMap<>();
    parameters.put(new QName("gebeurtenistype"), new XdmAtomicValue(type));
    parameters.put(new QName("inhoud"), new XdmAtomicValue(payload));
    more.forEach((name, value) -> parameters.put(new QName(name), new XdmAtomicValue(value)));

    XdmNode schema = Transforms.parse(Transforms.ROOT.resolve("canonical/invordering-v1.xsd"));
    XdmDestination event = new XdmDestination();
    var transformer = MAXIMAL.load30();
    transformer.setStylesheetParameters(parameters);
    transformer.setGlobalContextItem(schema);
    transformer.applyTemplates(schema, event);
    return event.getXdmNode();
  }

  private static XsltExecutable stylesheet(String profiel) {
    return compiled(Transforms.ROOT.resolve(profiel).resolve("canonical-to-" + profiel + ".xsl"));
  }

  private static XsltExecutable compiled(Path stylesheet) {
    try {
      return Transforms.SAXON.newXsltCompiler().compile(stylesheet.toFile());
    } catch (SaxonApiException e) {
      throw new IllegalStateException("Does not compile: " + stylesheet, e);
    }
  }
}
