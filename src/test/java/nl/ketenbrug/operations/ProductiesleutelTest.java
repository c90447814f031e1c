package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.DefaultBootstrapContext;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.mock.env.MockEnvironment;

/** Production does not start with the key of a simulated source that it would ask. */
class ProductiesleutelTest {

  private static final String BEZWAAR =
      "ketenbrug.bron.handelsregister.sleutel is nog die van de nagebootste bron";

  private final MockEnvironment omgeving = new MockEnvironment();

  ProductiesleutelTest() {
    omgeving.setActiveProfiles("production");
    omgeving.setProperty("ketenbrug.volgen.aan", "true");
    omgeving.setProperty("ketenbrug.volgen.bronnen[0]", "handelsregister");
    omgeving.setProperty("ketenbrug.bron.handelsregister.sleutel", "alleen-voor-de-demo");
  }

  @Test
  void theKeyOfTheDemoIsRefusedForASourceThatIsFollowed() {
    assertThatThrownBy(this::start).hasMessageContaining(BEZWAAR);
  }

  @Test
  void aKeyOfOnesOwnAndASourceThatIsNotFollowedAreNot() {
    omgeving.setProperty("ketenbrug.bron.handelsregister.sleutel", "een-eigen-sleutel");
    assertThatThrownBy(this::start).hasMessageNotContaining(BEZWAAR);

    omgeving.setProperty("ketenbrug.bron.handelsregister.sleutel", "alleen-voor-de-demo");
    omgeving.setProperty("ketenbrug.volgen.bronnen[0]", "brp");
    assertThatThrownBy(this::start).hasMessageNotContaining(BEZWAAR);

    omgeving.setProperty("ketenbrug.volgen.bronnen[0]", "handelsregister");
    omgeving.setProperty("ketenbrug.volgen.aan", "false");
    assertThatThrownBy(this::start).hasMessageNotContaining(BEZWAAR);
  }

  private void start() {
    new Productiecheck()
        .onApplicationEvent(
            new ApplicationEnvironmentPreparedEvent(
                new DefaultBootstrapContext(), new SpringApplication(), new String[0], omgeving));
  }
}
