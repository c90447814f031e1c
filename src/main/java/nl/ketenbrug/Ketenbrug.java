package nl.ketenbrug;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * The engine. The chain simulator is a program of its own in the same jar, known here only by its
 * URLs.
 */
@SpringBootApplication(exclude = ArtemisAutoConfiguration.class)
@ComponentScan(
    basePackages = "nl.ketenbrug",
    excludeFilters =
        @ComponentScan.Filter(type = FilterType.REGEX, pattern = "nl\\.ketenbrug\\.simulator\\..*"))
@ConfigurationPropertiesScan({
  "nl.ketenbrug.operations",
  "nl.ketenbrug.intake",
  "nl.ketenbrug.source",
  "nl.ketenbrug.enrichment"
})
public class Ketenbrug {

  public static void main(String[] args) {
    SpringApplication.run(Ketenbrug.class, args);
  }
}
