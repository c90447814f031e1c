package nl.ketenbrug.simulator.zending;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeMap;
import nl.ketenbrug.simulator.scenario.Zending;

/**
 * The messages of the scenario that were answered, by their hash, in a file of one a line: so that
 * a simulator that starts anew does not deliver them again.
 */
final class Verzonden {

  private final Path bestand;
  private final Set<String> eerder = new HashSet<>();

  /**
   * @param bestand null: nothing outlives this simulator
   */
  Verzonden(Path bestand) {
    this.bestand = bestand;
    if (bestand == null || Files.notExists(bestand)) {
      return;
    }
    try {
      eerder.addAll(Files.readAllLines(bestand));
    } catch (IOException e) {
      throw new UncheckedIOException(bestand + " is niet te lezen", e);
    }
  }

  boolean isEerder(Zending zending) {
    return eerder.contains(kenmerk(zending));
  }

  void bewaar(Zending zending) {
    if (bestand == null) {
      return;
    }
    try {
      Files.createDirectories(bestand.toAbsolutePath().getParent());
      Files.writeString(
          bestand,
          kenmerk(zending) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new UncheckedIOException(bestand + " is niet te schrijven", e);
    }
  }

  private static String kenmerk(Zending z) {
    String alles =
        String.join("|", z.bron(), z.op(), z.bsn(), z.bericht()) + "|" + new TreeMap<>(z.velden());
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(alles.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Elke JDK heeft SHA-256", e);
    }
  }
}
