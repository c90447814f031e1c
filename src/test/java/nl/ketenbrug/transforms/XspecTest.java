package nl.ketenbrug.transforms;

import static net.sf.saxon.s9api.streams.Predicates.isElement;
import static net.sf.saxon.s9api.streams.Steps.ancestor;
import static net.sf.saxon.s9api.streams.Steps.child;
import static net.sf.saxon.s9api.streams.Steps.descendant;
import static net.sf.saxon.s9api.streams.Steps.descendantOrSelf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmDestination;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XsltExecutable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every XSpec under {@code transforms/} with the compiler of the XSpec jar; every expectation
 * is a test of its own.
 */
class XspecTest {

  private static final String X = "http://www.jenitennison.com/xslt/xspec";
  private static final String COMPILER = "/io/xspec/xspec/impl/src/compiler/compile-xslt-tests.xsl";

  private static final Map<Path, XdmNode> REPORTS = new LinkedHashMap<>();
  private static final Dekking DEKKING = new Dekking();

  private static XsltExecutable compiler;

  @BeforeAll
  static void runsEverySpec() throws Exception {
    URL url = XspecTest.class.getResource(COMPILER);
    assertThat(url).as("the XSpec jar on the test classpath").isNotNull();
    compiler = Transforms.SAXON.newXsltCompiler().compile(new StreamSource(url.toString()));
    for (Path spec : Transforms.files(".xspec")) {
      REPORTS.put(spec, DEKKING.bijhouden(Transforms.SAXON, () -> run(spec)));
    }
  }

  @TestFactory
  Stream<DynamicContainer> everyExpectationHolds() {
    List<DynamicContainer> specs = new ArrayList<>();
    REPORTS.forEach(
        (spec, report) -> specs.add(dynamicContainer(spec.toString(), tests(spec, report))));
    return specs.stream();
  }

  @Test
  void everyTemplateOfEveryStylesheetIsReached() throws SaxonApiException {
    List<Path> stylesheets = Transforms.files(".xsl");
    int alle = Dekking.alle(stylesheets).size();
    List<Dekking.Sjabloon> ongeraakt = DEKKING.ongeraakt(stylesheets);

    System.out.printf(
        "XSpec raakt %d van %d sjablonen en functies in %d stylesheets%n",
        alle - ongeraakt.size(), alle, stylesheets.size());
    assertThat(alle).isGreaterThan(100);
    assertThat(ongeraakt).as("templates and functions that no scenario reaches").isEmpty();
  }

  @Test
  void everyStylesheetHasASpec() {
    for (Path stylesheet : Transforms.files(".xsl")) {
      Path spec = Path.of(stylesheet.toString().replaceFirst("\\.xsl$", ".xspec"));
      assertThat(Files.exists(spec)).as("%s lies beside its stylesheet", spec).isTrue();
    }
  }

  private static List<DynamicTest> tests(Path spec, XdmNode report) {
    List<DynamicTest> tests = new ArrayList<>();
    report
        .select(descendant(X, "test"))
        .forEach(test -> tests.add(dynamicTest(sentence(test), () -> holds(test))));
    int expectations = tests.size();
    assertThat(expectations).as("expectations in the spec").isPositive();
    report
        .select(descendant(X, "scenario"))
        .forEach(
            scenario ->
                outputs(scenario)
                    .forEach(
                        output ->
                            tests.add(
                                dynamicTest(
                                    sentence(scenario) + " geeft iets dat het schema toelaat",
                                    () -> Transforms.validate(output)))));
    if (!isTekst(spec)) {
      assertThat(tests.size()).as("outputs to validate").isGreaterThan(expectations);
    }
    return tests;
  }

  /**
   * What makes JSON or CSV, or has functions only, gives no element to validate here;
   * ProfielkeuringTest holds what the profiles make against what they promise.
   */
  private static boolean isTekst(Path spec) {
    try {
      String stylesheet =
          Files.readString(Path.of(spec.toString().replaceFirst("\\.xspec$", ".xsl")));
      return stylesheet.contains("<xsl:output method=\"text\"")
          || !stylesheet.contains("<xsl:template");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the stylesheet made in this scenario, as far as it has a namespace of ours. */
  private static List<XdmNode> outputs(XdmNode scenario) {
    return scenario
        .select(child(X, "result").then(child("content-wrap")).then(child(isElement())))
        .flatMap(XspecTest::known)
        .map(XspecTest::asDocument)
        .collect(Collectors.toList());
  }

  /** The element itself, or what of ours stands in an envelope around it. */
  private static Stream<XdmNode> known(XdmNode element) {
    return element
        .select(descendantOrSelf(isElement()))
        .filter(n -> Transforms.hasSchema(n.getNodeName().getNamespaceUri().toString()))
        .limit(1);
  }

  private static void holds(XdmNode test) {
    if (test.attribute("pending") != null) {
      fail("Pending: " + test.attribute("pending"));
    }
    if (!"true".equals(test.attribute("successful"))) {
      fail(test + "\n" + test.getParent().select(child(X, "result")).asList());
    }
  }

  private static String sentence(XdmNode node) {
    List<String> labels = new ArrayList<>();
    labels.add(label(node));
    node.select(ancestor(X, "scenario")).forEach(scenario -> labels.add(label(scenario)));
    Collections.reverse(labels);
    return String.join(" ", labels);
  }

  private static String label(XdmNode node) {
    return node.select(child(X, "label")).asString();
  }

  private static XdmNode run(Path spec) throws SaxonApiException {
    XdmDestination compiled = new XdmDestination();
    var compilation = compiler.load30();
    XdmNode source = Transforms.parse(spec);
    compilation.setMessageHandler(message -> {});
    compilation.setGlobalContextItem(source);
    compilation.applyTemplates(source, compiled);

    XdmDestination report = new XdmDestination();
    var run = Transforms.SAXON.newXsltCompiler().compile(compiled.getXdmNode().asSource()).load30();
    // XSpec tells its progress in messages; the report says the same.
    run.setMessageHandler(message -> {});
    run.callTemplate(new QName(X, "main"), report);
    return report.getXdmNode();
  }

  private static XdmNode asDocument(XdmNode element) {
    try {
      XdmDestination copy = new XdmDestination();
      Transforms.SAXON.writeXdmValue(element, copy);
      return copy.getXdmNode();
    } catch (SaxonApiException e) {
      throw new IllegalStateException("Output of a scenario cannot be copied", e);
    }
  }
}
