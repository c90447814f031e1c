package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.DefaultBootstrapContext;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/** What profile production refuses, by the settings as they are shipped. */
class ProductiecheckTest {

  @Test
  void theKeysOfTheSimulatedSourcesAreRefusedForASourceThatIsFollowed() throws Exception {
    assertThat(bezwaren(Map.of("ketenbrug.volgen.aan", true)))
        .contains("ketenbrug.dossiergeheim is nog dat van de demo")
        .doesNotContain("ketenbrug.bron.brk.sleutel", "ketenbrug.bron.betaalverplichtingen");

    assertThat(
            bezwaren(
                Map.of(
                    "ketenbrug.volgen.aan",
                    true,
                    "ketenbrug.volgen.bronnen",
                    "kadaster-eigendom,brk,betaalverplichtingen")))
        .contains(
            "ketenbrug.bron.brk.sleutel is nog die van de nagebootste bron",
            "ketenbrug.bron.betaalverplichtingen.sleutel is nog die van de nagebootste bron");

    assertThat(
            bezwaren(
                Map.of(
                    "ketenbrug.volgen.aan",
                    true,
                    "ketenbrug.volgen.bronnen",
                    "kadaster-eigendom,brk",
                    "ketenbrug.bron.brk.sleutel",
                    "een-echte")))
        .doesNotContain("ketenbrug.bron.brk.sleutel");
  }

  private static String bezwaren(Map<String, Object> gezet) throws Exception {
    StandardEnvironment omgeving = new StandardEnvironment();
    omgeving.getPropertySources().addFirst(new MapPropertySource("gezet", gezet));
    new YamlPropertySourceLoader()
        .load("config", new FileSystemResource(Path.of("config/application.yaml")))
        .forEach(omgeving.getPropertySources()::addLast);
    omgeving.setActiveProfiles("production");
    return catchThrowable(
            () ->
                new Productiecheck()
                    .onApplicationEvent(
                        new ApplicationEnvironmentPreparedEvent(
                            new DefaultBootstrapContext(),
                            new SpringApplication(),
                            new String[0],
                            omgeving)))
        .getMessage();
  }
}
