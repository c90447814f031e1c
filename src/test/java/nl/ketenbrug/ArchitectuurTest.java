package nl.ketenbrug;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows between packages: who may know whom (design, section 2; ADR over the simulator). */
class ArchitectuurTest {

  static final String TOP = "nl.ketenbrug";

  /** Each package with the packages that it may use, besides itself. */
  private static final Map<String, List<String>> PIJLEN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("message", List.of()),
              Map.entry("broker", List.of("message")),
              Map.entry("bvv", List.of("message")),
              Map.entry("messagelog", List.of("message")),
              Map.entry("dossier", List.of("message", "messagelog")),
              Map.entry("source", List.of("message", "messagelog")),
              Map.entry("intake", List.of("message", "messagelog", "source")),
              Map.entry("enrichment", List.of("message", "messagelog", "bvv", "dossier", "source")),
              Map.entry("delivery", List.of("message", "messagelog")),
              Map.entry("simulator", List.of("message")),
              Map.entry(
                  "operations",
                  List.of(
                      "message",
                      "broker",
                      "messagelog",
                      "bvv",
                      "dossier",
                      "source",
                      "intake",
                      "enrichment",
                      "delivery")),
              Map.entry(
                  "console",
                  List.of(
                      "message",
                      "messagelog",
                      "bvv",
                      "dossier",
                      "source",
                      "intake",
                      "enrichment",
                      "delivery",
                      "operations")),
              Map.entry(
                  "bench",
                  List.of(
                      "message",
                      "messagelog",
                      "bvv",
                      "dossier",
                      "source",
                      "intake",
                      "enrichment",
                      "delivery",
                      "operations",
                      "console"))));

  private static JavaClasses productie;
  private static JavaClasses klassen;

  @BeforeAll
  static void readsTheClasses() {
    klassen = productie();
    assertThat(klassen).as("classes of the engine").isNotEmpty();
  }

  /** Read once for all tests: with what they call, that takes seconds. */
  static synchronized JavaClasses productie() {
    if (productie == null) {
      productie =
          new ClassFileImporter()
              .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
              .importPackages(TOP);
    }
    return productie;
  }

  @TestFactory
  Stream<DynamicTest> aPackageUsesOnlyThePackagesThatTheDesignAllows() {
    return PIJLEN.entrySet().stream()
        .map(
            pijl ->
                DynamicTest.dynamicTest(
                    pijl.getKey() + " uses only " + pijl.getValue(),
                    () -> gebruiktAlleen(pijl.getKey(), pijl.getValue()).check(klassen)));
  }

  @Test
  void anArrowThatTheDesignDoesNotHaveIsSeen() {
    ArchRule zonderBron = gebruiktAlleen("enrichment", List.of("message", "bvv", "dossier"));

    assertThatThrownBy(() -> zonderBron.check(klassen))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("nl.ketenbrug.source");
  }

  @Test
  void packagesFormNoCircle() {
    slices()
        .matching(TOP + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("a package that needs its user cannot be read, tested or replaced alone")
        .check(klassen);
  }

  @Test
  void everyClassLiesInAPackageOfTheDesignAndNoPackageIsEmpty() {
    TreeSet<String> gevonden = new TreeSet<>();
    for (JavaClass klasse : klassen) {
      if (!klasse.getName().startsWith(TOP + ".Ketenbrug")) {
        gevonden.add(pakket(klasse));
      }
    }

    assertThat(gevonden)
        .as("a class has one home, and a rule over an empty package would hold for nothing")
        .isEqualTo(PIJLEN.keySet());
  }

  @Test
  void onlyTheRootClassStartsTheSimulator() {
    noClasses()
        .that(resideOutsideOfPackages(TOP + ".simulator..").and(nietDeWortel()))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(TOP + ".simulator..")
        .because("the engine knows its sources by their URL only, the simulated ones too")
        .check(klassen);
  }

  @Test
  void onlyTheRootClassKnowsTheMeasurements() {
    noClasses()
        .that(resideOutsideOfPackages(TOP + ".bench..").and(nietDeWortel()))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(TOP + ".bench..")
        .because("what is measured must not know that it is measured")
        .check(klassen);
  }

  @Test
  void nobodyUsesTheRootClass() {
    noClasses()
        .that(nietDeWortel())
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(TOP + ".Ketenbrug")
        .because("the root class starts things and decides nothing")
        .check(klassen);
  }

  @Test
  void noPackageIsADrawerForEverything() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..helper..")
        .because("such a name says where code lies, not what it is for")
        .check(klassen);
  }

  @Test
  void theConfigurationFailsARuleThatMatchesNothing() {
    assertThat(ArchConfiguration.get().getPropertyOrDefault("archRule.failOnEmptyShould", "true"))
        .isEqualTo("true");

    ArchRule overNiets =
        classes().that().resideInAPackage(TOP + ".bestaatniet..").should().bePublic();

    assertThatThrownBy(() -> overNiets.check(klassen))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("failed to check any classes");
  }

  private static ArchRule gebruiktAlleen(String pakket, List<String> anderen) {
    List<String> mag =
        Stream.concat(Stream.of(pakket), anderen.stream()).map(ArchitectuurTest::met).toList();
    return classes()
        .that()
        .resideInAPackage(met(pakket))
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackages(TOP + "..").or(resideInAnyPackage(mag.toArray(String[]::new))))
        .because("these are the arrows of the design; another one needs an ADR");
  }

  private static String met(String pakket) {
    return TOP + "." + pakket + "..";
  }

  private static DescribedPredicate<JavaClass> nietDeWortel() {
    return describe(
        "are not the root class", klasse -> !klasse.getName().equals(TOP + ".Ketenbrug"));
  }

  private static String pakket(JavaClass klasse) {
    String rest = klasse.getPackageName().substring(TOP.length());
    return rest.isEmpty() ? "(top)" : rest.substring(1).split("\\.")[0];
  }
}
