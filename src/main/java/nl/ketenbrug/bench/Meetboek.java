package nl.ketenbrug.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/** What a measurement took until now, over all its sittings, in a file beside what it measures. */
final class Meetboek {

  private static final String ZITTINGEN = "zittingen";

  private final Path bestand;
  private final Properties waarden = new Properties();

  Meetboek(Path bestand) {
    this.bestand = bestand;
    if (!Files.exists(bestand)) {
      return;
    }
    try (var lezer = Files.newBufferedReader(bestand)) {
      waarden.load(lezer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of this sitting, from 1. */
  int begin() {
    int zitting = Integer.parseInt(waarden.getProperty(ZITTINGEN, "0")) + 1;
    waarden.setProperty(ZITTINGEN, Integer.toString(zitting));
    schrijf();
    return zitting;
  }

  Meetduur tot(String fase) {
    return new Meetduur(getal(fase + ".seconden"), getal(fase + ".processortijd"));
  }

  void bewaar(String fase, Meetduur duur) {
    waarden.setProperty(fase + ".seconden", Double.toString(duur.seconden()));
    waarden.setProperty(fase + ".processortijd", Double.toString(duur.processortijd()));
    schrijf();
  }

  private double getal(String naam) {
    return Double.parseDouble(waarden.getProperty(naam, "0"));
  }

  /** Whole or not at all: the process may be ended at any moment. */
  private void schrijf() {
    Path nieuw = bestand.resolveSibling(bestand.getFileName() + ".nieuw");
    try {
      try (var schrijver = Files.newBufferedWriter(nieuw)) {
        waarden.store(schrijver, null);
      }
      Files.move(
          nieuw, bestand, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
