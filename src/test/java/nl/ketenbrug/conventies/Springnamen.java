package nl.ketenbrug.conventies;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;

/** The names of the beans in the code, without starting any of them. */
final class Springnamen {

  private Springnamen() {}

  /** Name and type of each component and of each {@code @Bean} method. */
  static Map<String, Class<?>> alle() {
    Map<String, Class<?>> beans = new TreeMap<>();
    BeanDefinitionRegistry register = new DefaultListableBeanFactory();
    ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(register);
    scanner.setBeanNameGenerator(AnnotationBeanNameGenerator.INSTANCE);
    scanner.setIncludeAnnotationConfig(false);
    scanner.scan("nl.ketenbrug");
    for (String naam : register.getBeanDefinitionNames()) {
      beans.put(naam, klasse(register.getBeanDefinition(naam).getBeanClassName()));
    }
    for (JavaClass klasse :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("nl.ketenbrug")) {
      for (JavaMethod methode : klasse.getMethods()) {
        if (methode.isAnnotatedWith(Bean.class)) {
          beans.put(methode.getName(), klasse(methode.getRawReturnType().getName()));
        }
      }
    }
    return beans;
  }

  private static Class<?> klasse(String naam) {
    try {
      return Class.forName(naam);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("Bean class is not on the class path", e);
    }
  }
}
