package nl.ketenbrug.messagelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersiestempelsTest {

  private static final String PARTNER = "config/partners/cjib.yaml";

  @TempDir private Path map;

  /** Somebody writes it while the engine starts: the route is made later than the file was read. */
  @Test
  void whatWasReadIsStampedByTheBytesThatWereReadInEveryRecord() throws IOException {
    schrijf("routes/delivery/deliver-to.camel.yaml", "route");
    schrijf(PARTNER, "nieuw");
    Versiestempels stempels = new Versiestempels(map);
    stempels.gelezen(map.resolve(PARTNER), "oud".getBytes(StandardCharsets.UTF_8));

    stempels.meld("deliver-to-cjib", "deliver-to", Map.of(), PARTNER);

    String gelezen = Inhoudhash.van("oud");
    assertThat(stempels.van("deliver-to-cjib"))
        .containsOnly(
            Map.entry(PARTNER, gelezen),
            Map.entry("routes/delivery/deliver-to.camel.yaml", Inhoudhash.van("route")));
    assertThat(stempels.vanBestanden(PARTNER)).containsOnly(Map.entry(PARTNER, gelezen));
  }

  /** Somebody wrote it for the next start, and then came the first record outside the route. */
  @Test
  void aRecordOutsideARouteNamesTheVersionOfTheRoute() throws IOException {
    schrijf("routes/delivery/deliver-to.camel.yaml", "route");
    schrijf(PARTNER, "oud");
    Versiestempels stempels = new Versiestempels(map);
    stempels.meld("deliver-to-cjib", "deliver-to", Map.of(), PARTNER);

    schrijf(PARTNER, "nieuw");

    assertThat(stempels.vanBestanden(PARTNER))
        .containsOnly(Map.entry(PARTNER, Inhoudhash.van("oud")));
  }

  private void schrijf(String naam, String inhoud) throws IOException {
    Path bestand = map.resolve(naam);
    Files.createDirectories(bestand.getParent());
    Files.writeString(bestand, inhoud);
  }
}
