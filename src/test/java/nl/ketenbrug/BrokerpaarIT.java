package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * A pair of brokers of the jar that is shipped, each a process of its own, by what they say: who
 * takes over when the other is killed, and that the one that is behind does not serve alone. What
 * becomes of the messages when it takes over, twice, {@link TortureIT} counts.
 */
class BrokerpaarIT {

  private static final String[] NAMEN = {"a", "b"};
  private static final String BEDIENT = "De broker bedient";
  private static final String HEEFT_RESERVE = "De broker bedient, en de andere heeft alles ook";

  private static final int[] POORTEN = {Poorten.vrij(), Poorten.vrij()};
  private static final Hulpproces[] BROKERS = new Hulpproces[2];
  private static final int[] LEVENS = new int[2];

  private static Path werkmap;
  private static Path jar;

  @BeforeAll
  static void startBeide() throws Exception {
    Stilte.bewaar();
    String pad = System.getProperty("ketenbrug.jar", "");
    assumeTrue(
        !pad.isEmpty() && Files.exists(Path.of(pad)),
        "Deze proef heeft de gebouwde jar nodig (systeemeigenschap ketenbrug.jar): mvn verify");
    jar = Path.of(pad);
    werkmap = Path.of("target", "brokerpaar").toAbsolutePath();
    FileSystemUtils.deleteRecursively(werkmap);
    Files.createDirectories(werkmap.resolve("sloten"));
    for (int i = 0; i < 2; i++) {
      instantie(i);
      startBroker(i);
    }
  }

  private static void instantie(int i) throws Exception {
    Path etc = Files.createDirectories(werkmap.resolve(NAMEN[i]).resolve("etc"));
    Files.writeString(etc.resolve("artemis-users.properties"), "ketenbrug = ketenbrug\n");
    Files.writeString(etc.resolve("artemis-roles.properties"), "ketenbrug = ketenbrug\n");
    Path geheim = etc.resolve("broker.properties");
    Files.writeString(geheim, "clusterPassword=proef-van-het-paar\n");
    Files.setPosixFilePermissions(geheim, PosixFilePermissions.fromString("rw-------"));
  }

  private static void startBroker(int i) throws Exception {
    LEVENS[i]++;
    BROKERS[i] =
        Hulpproces.broker(
            jar,
            Path.of("").toAbsolutePath(),
            werkmap.resolve(NAMEN[i]),
            POORTEN[i],
            POORTEN[1 - i],
            werkmap.resolve("sloten"),
            LEVENS[i]);
  }

  @AfterAll
  static void ruimOp() throws Exception {
    for (Hulpproces broker : BROKERS) {
      if (broker != null) {
        broker.close();
      }
    }
  }

  @Test
  void whoHasEverythingTakesOverAndWhoIsBehindDoesNot() throws Exception {
    wacht("een paar", () -> stand(0).contains(HEEFT_RESERVE) || stand(1).contains(HEEFT_RESERVE));
    int achter = stand(0).contains(HEEFT_RESERVE) ? 0 : 1;
    int nieuwste = 1 - achter;
    wacht("een reserve", () -> stand(nieuwste).contains("staat klaar als reserve"));

    BROKERS[achter].close();
    wacht("bedient alleen", () -> stand(nieuwste).contains("zonder reserve"));
    wacht("luistert", () -> BROKERS[nieuwste].luistert());
    BROKERS[nieuwste].close();
    startBroker(achter);
    wacht("wacht", () -> stand(achter).contains("De broker bedient niet"));
    Thread.sleep(3000);
    assertThat(stand(achter)).doesNotContain(BEDIENT + " zonder").doesNotContain(HEEFT_RESERVE);
    assertThat(BROKERS[achter].luistert()).isFalse();

    startBroker(nieuwste);
    wacht("weer een paar", () -> stand(nieuwste).contains(HEEFT_RESERVE));
    wacht("reserve", () -> stand(achter).contains("staat klaar als reserve"));
  }

  /** What a broker last said of itself in this life. */
  private static String stand(int i) throws Exception {
    return BROKERS[i]
        .uitvoer()
        .lines()
        .filter(regel -> regel.contains("De broker"))
        .reduce("", (vorige, laatste) -> laatste);
  }

  private static void wacht(String op, Callable<Boolean> is) {
    await(op).atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(100)).until(is);
  }
}
