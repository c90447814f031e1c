package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import java.nio.file.Path;
import java.util.List;
import nl.ketenbrug.delivery.Bronorganisaties;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.junit.jupiter.api.Test;

/** Which sources may hear what became of their deliveries, of those of the installation. */
class BronorganisatiesTest {

  @Test
  void onlyWhoDeliversAttachmentsMayHearWhatExpired() {
    List<Bron> alle =
        new Instellingsbestanden(Validation.buildDefaultValidatorFactory().getValidator())
            .lees(Path.of("config/sources"), Bron.class, Bron::naam);
    Bronorganisaties organisaties = new KetenConfiguration().bronorganisaties(new Bronnen(alle));

    assertThat(alle)
        .extracting(Bron::naam)
        .contains("beslagregister", "brp-stuf", "ccbr", "vish", "schuldhulp");
    assertThat(alle.stream().map(Bron::naam).filter(naam -> organisaties.oin(naam).isPresent()))
        .as("another one would hear which of the persons that it tells of are debtors")
        .containsExactly("beslagregister");
    assertThat(organisaties.oin("onbekend")).isEmpty();
  }
}
