package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nl.ketenbrug.delivery.Partner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the reader of a partner's file says of a value that cannot stand there. */
class InstellingsbestandenTest {

  @TempDir private Path map;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url: 'https://jan:geheim@ontvanger .invalid' | webhook.url is geen adres (adres-ongeldig)",
        "vorm: kubus | webhook.vorm is een van binair, gestructureerd (waarde-ongeldig)",
        "geduld: drie dagen | webhook.geduld heeft een verkeerde vorm (waarde-ongeldig)",
        "handdruk: soms | webhook.handdruk heeft een verkeerde vorm (waarde-ongeldig)"
      })
  void aWrongValueIsSaidWithItsPlaceAndACode(String regel, String uitleg) throws IOException {
    Path bestand = map.resolve("p.yaml");
    Files.writeString(bestand, "code: p\nwebhook:\n  " + regel + "\n");

    assertThatThrownBy(() -> lees(bestand))
        .isInstanceOf(Instellingsbestanden.Instellingsfout.class)
        .hasMessageEndingWith(": " + uitleg)
        .hasMessageNotContaining("geheim");
  }

  @Test
  void aWrongChannelIsSaidWithTheChannelsThatThereAre() throws IOException {
    Path bestand = map.resolve("p.yaml");
    Files.writeString(bestand, "code: p\nabonnement:\n  kanaal: fax\n");

    assertThatThrownBy(() -> lees(bestand))
        .hasMessageEndingWith("abonnement.kanaal is een van amqp, pull, webhook (waarde-ongeldig)");
  }

  private static void lees(Path bestand) {
    try (var fabriek = Validation.buildDefaultValidatorFactory()) {
      new Instellingsbestanden(fabriek.getValidator()).lees(bestand, Partner.class);
    }
  }
}
