package nl.ketenbrug;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** What code may use: the law stays pure, time comes from a clock, settings from records. */
class BouwregelsTest {

  private static final String TOP = ArchitectuurTest.TOP;

  /** Who may ask the machine what time it is, and why. */
  private static final Map<String, String> MAG_DE_TIJD_VRAGEN =
      Map.ofEntries(
          entry(
              TOP + ".operations.KetenConfiguration",
              "makes the one Clock that everybody else is given"),
          entry(TOP + ".broker.Leesbewijs", "is made by a broker, which gives it no Clock"),
          entry(
              TOP + ".operations.Demo",
              "waits for the demonstration to finish; nothing of it is stored"),
          entry(
              TOP + ".bench.Ketenbench",
              "a program of its own, which gives its messages an id as a source does"),
          entry(TOP + ".bench.Belasting", "part of that program; says since when it counts"),
          entry(TOP + ".bench.Ketenkant", "a program of its own, which makes its own Clock"),
          entry(TOP + ".bench.Martelafnemer", "part of that program; says when it answered"),
          entry(
              TOP + ".bench.Martelbench",
              "a program of its own, which asks for the statements of today"),
          entry(TOP + ".bench.Marteldeel", "part of that program; says when a process of it ended"),
          entry(TOP + ".simulator.Simulator", "a program of its own, which makes its own Clock"),
          entry(
              TOP + ".console.Inzage",
              "falls back on a clock of its own where the pages run without the engine"));

  /** Methods that read the clock of the machine. {@code nanoTime} measures a duration and may. */
  private static final Set<String> KLOKLEZERS =
      Set.of("now", "currentTimeMillis", "systemUTC", "systemDefaultZone", "system");

  private static JavaClasses klassen;

  @BeforeAll
  static void readsTheClasses() {
    klassen = ArchitectuurTest.productie();
  }

  @Test
  void theLawIsPureJava() {
    classes()
        .that()
        .resideInAPackage(TOP + ".bvv..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", TOP + ".bvv..", TOP + ".message..", "org.yaml.snakeyaml..")
        .because("an amount must be recomputable years later without a framework or a server")
        .check(klassen);
  }

  @Test
  void oneClassOfTheLawReadsYaml() {
    TreeSet<String> lezers = new TreeSet<>();
    for (JavaClass klasse : klassen.that(inPakket(TOP + ".bvv"))) {
      boolean leest =
          klasse.getDirectDependenciesFromSelf().stream()
              .anyMatch(d -> d.getTargetClass().getPackageName().startsWith("org.yaml.snakeyaml"));
      if (leest) {
        lezers.add(klasse.getName().replaceFirst("\\$.*", ""));
      }
    }

    assertThat(lezers)
        .as("the form of the figures file is known in one place")
        .containsExactly(TOP + ".bvv.Cijferbestand");
  }

  @Test
  void valueTypesAreJavaOnly() {
    classes()
        .that()
        .resideInAPackage(TOP + ".message..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "javax.crypto..", TOP + ".message..")
        .because("everything uses them, so what they need everything needs")
        .check(klassen);
  }

  @Test
  void camelStaysAtTheEdgeOfARoute() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            TOP + ".intake..",
            TOP + ".source..",
            TOP + ".enrichment..",
            TOP + ".delivery..",
            TOP + ".operations..",
            // A plain route that the engine is held against.
            TOP + ".bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.camel..")
        .because("routes call Java, Java does not know that a route called it")
        .check(klassen);
  }

  @Test
  void timeComesFromTheClockThatIsGiven() {
    tijdUitDeKlok().check(klassen);
  }

  @Test
  void everyoneOnTheListOfClockReadersIsStillThere() {
    for (String naam : MAG_DE_TIJD_VRAGEN.keySet()) {
      assertThat(klassen.contain(naam)).as(naam).isTrue();
      assertThat(klassen.get(naam).getAccessesFromSelf())
          .as("%s still reads the clock of the machine", naam)
          .anyMatch(toegang -> leestDeKlok(toegang.getTarget()));
    }
  }

  @Test
  void nothingIsInjectedIntoAField() {
    fields()
        .should()
        .notBeAnnotatedWith(Autowired.class)
        .andShould()
        .notBeAnnotatedWith("jakarta.inject.Inject")
        .andShould()
        .notBeAnnotatedWith("jakarta.annotation.Resource")
        .because("what a class needs stands in its constructor, and a test can give it")
        .check(klassen);
  }

  @Test
  void settingsAreRecordsAndNotSingleValues() {
    constructors()
        .that()
        .areDeclaredInClassesThat()
        .doNotHaveFullyQualifiedName(TOP + ".Ketenbrug")
        .should(zonderParameterMet(Value.class))
        .because("a setting that is wrong must stop the start, with its name")
        .check(klassen);
    methods()
        .that()
        .areDeclaredInClassesThat()
        .doNotHaveFullyQualifiedName(TOP + ".Ketenbrug")
        .should(zonderParameterMet(Value.class))
        .andShould()
        .notBeAnnotatedWith(Value.class)
        .check(klassen);
    fields().should().notBeAnnotatedWith(Value.class).check(klassen);
  }

  @Test
  void settingsRecordsAreValidated() {
    classes()
        .that()
        .areAnnotatedWith(ConfigurationProperties.class)
        .should()
        .beAnnotatedWith("org.springframework.validation.annotation.Validated")
        .andShould()
        .beRecords()
        .because("the engine does not start on a setting that is missing or out of range")
        .check(klassen);
  }

  @Test
  void aClassThatBreaksTheseRulesIsSeen() {
    JavaClasses fout = new ClassFileImporter().importClasses(Overtreder.class);

    assertThatThrownBy(() -> tijdUitDeKlok().check(fout))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Instant.now()");
    assertThatThrownBy(() -> constructors().should(zonderParameterMet(Value.class)).check(fout))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Overtreder");
    assertThatThrownBy(() -> fields().should().notBeAnnotatedWith(Autowired.class).check(fout))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("veld");
  }

  private static ArchRule tijdUitDeKlok() {
    return noClasses()
        .that(
            describe(
                "are not on the list of clock readers",
                klasse ->
                    !MAG_DE_TIJD_VRAGEN.containsKey(klasse.getName().replaceFirst("\\$.*", ""))))
        .should(accessTargetWhere(describe("reads the machine's clock", BouwregelsTest::leest)))
        .because("a test and a recomputation choose the time; only a Clock lets them");
  }

  private static boolean leest(JavaAccess<?> toegang) {
    return leestDeKlok(toegang.getTarget());
  }

  /** {@code now} with a Clock as argument is what we want. */
  private static boolean leestDeKlok(AccessTarget doel) {
    if (!KLOKLEZERS.contains(doel.getName())) {
      return false;
    }
    String eigenaar = doel.getOwner().getName();
    boolean tijd = eigenaar.startsWith("java.time.") || eigenaar.equals("java.lang.System");
    return tijd
        && doel instanceof AccessTarget.CodeUnitAccessTarget methode
        && methode.getRawParameterTypes().stream()
            .noneMatch(type -> type.isEquivalentTo(java.time.Clock.class));
  }

  private static <T extends JavaCodeUnit> ArchCondition<T> zonderParameterMet(
      Class<? extends java.lang.annotation.Annotation> annotatie) {
    return new ArchCondition<>("have no parameter with @" + annotatie.getSimpleName()) {
      @Override
      public void check(T code, ConditionEvents events) {
        for (JavaParameter parameter : code.getParameters()) {
          if (parameter.isAnnotatedWith(annotatie)) {
            events.add(
                SimpleConditionEvent.violated(
                    code, parameter.getDescription() + " of " + code.getFullName()));
          }
        }
      }
    };
  }

  private static DescribedPredicate<JavaClass> inPakket(String pakket) {
    return describe("in " + pakket, klasse -> klasse.getPackageName().startsWith(pakket));
  }

  /** Breaks one rule of each kind. */
  static final class Overtreder {
    @Autowired Object veld;
    final Instant moment;

    Overtreder(@Value("${ketenbrug.oin}") String oin) {
      this.moment = oin.isEmpty() ? Instant.EPOCH : Instant.now();
    }
  }
}
