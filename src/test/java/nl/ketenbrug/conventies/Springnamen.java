package nl.ketenbrug.conventies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.MethodMetadata;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;

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
    for (AnnotationMetadata klasse : productie()) {
      for (MethodMetadata methode : klasse.getAnnotatedMethods(Bean.class.getName())) {
        beans.put(methode.getMethodName(), klasse(methode.getReturnTypeName()));
      }
    }
    return beans;
  }

  private static List<AnnotationMetadata> productie() {
    MetadataReaderFactory lezer = new SimpleMetadataReaderFactory();
    List<AnnotationMetadata> klassen = new ArrayList<>();
    try (Stream<Path> bestanden = Files.walk(Path.of("target/classes/nl/ketenbrug"))) {
      for (Path bestand : bestanden.filter(een -> een.toString().endsWith(".class")).toList()) {
        klassen.add(
            lezer.getMetadataReader(new FileSystemResource(bestand)).getAnnotationMetadata());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return klassen;
  }

  private static Class<?> klasse(String naam) {
    try {
      return Class.forName(naam);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("Bean class is not on the class path", e);
    }
  }
}
