package nl.ketenbrug.bvv;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A receipt can be repeated only if nothing but the request and the figures enters the result. */
@Tag("traag")
class ZuiverheidTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("nl.ketenbrug.bvv");

  @Test
  void theLawUsesOnlyTheJdkTheValueTypesAndAYamlReaderInOnePlace() {
    classes()
        .that()
        .resideInAPackage("nl.ketenbrug.bvv")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "nl.ketenbrug.bvv", "nl.ketenbrug.message", "org.yaml..")
        .check(CLASSES);
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.Cijferbestand(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.yaml..")
        .check(CLASSES);
  }

  @Test
  void theLawReadsNoClock() {
    noClasses()
        .should()
        .callMethodWhere(
            com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                    "now|currentTimeMillis|nanoTime|systemDefaultZone|systemUTC")))
        .check(CLASSES);
  }

  @Test
  void theLawKnowsNoFloatingPoint() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(double.class, float.class, Double.class, Float.class)
        .check(CLASSES);
  }
}
