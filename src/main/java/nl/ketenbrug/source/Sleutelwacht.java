package nl.ketenbrug.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.message.Oin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps keys and revocation lists as they stand in their files: a list is renewed every few days,
 * and with one that is past its date no answer can be trusted. A file that cannot be used, because
 * it is half written or wrong, changes nothing; it is looked at again once it is another one.
 */
final class Sleutelwacht {

  private static final Logger LOG = LoggerFactory.getLogger(Sleutelwacht.class);

  private final SuwinetSettings settings;
  private final Oin afnemer;
  private List<String> gezien;
  private Sleutelbos sleutels;

  /**
   * @param afnemer whose key must be there
   * @throws IllegalStateException as {@link Sleutelbos#lees}, or when there is no such key
   */
  Sleutelwacht(SuwinetSettings settings, Oin afnemer) {
    this.settings = settings;
    this.afnemer = afnemer;
    this.gezien = stand();
    this.sleutels = lees();
  }

  /** The same object for as long as no file is another one. */
  synchronized Sleutelbos actueel() {
    List<String> nu = stand();
    if (!nu.equals(gezien)) {
      gezien = nu;
      try {
        sleutels = lees();
        LOG.info("Sleutels en intrekkingslijst voor Suwinet zijn opnieuw gelezen");
      } catch (IllegalStateException e) {
        LOG.error(
            "Sleutels of intrekkingslijst voor Suwinet zijn vernieuwd en niet te gebruiken ({});"
                + " de vorige blijven gelden",
            e.getMessage());
      }
    }
    return sleutels;
  }

  private Sleutelbos lees() {
    Sleutelbos gelezen = Sleutelbos.lees(settings);
    gelezen.alias(afnemer);
    return gelezen;
  }

  /** What changes when a file is written or replaced. */
  private List<String> stand() {
    List<String> bestanden = new ArrayList<>();
    bestanden.add(settings.sleutelbos());
    bestanden.add(settings.vertrouwd());
    if (settings.toetstIntrekking()) {
      bestanden.add(settings.intrekkingslijst());
    }
    return bestanden.stream().map(Sleutelwacht::stand).toList();
  }

  private static String stand(String bestand) {
    try {
      BasicFileAttributes kenmerken =
          Files.readAttributes(Path.of(bestand), BasicFileAttributes.class);
      return kenmerken.lastModifiedTime() + "|" + kenmerken.size() + "|" + kenmerken.fileKey();
    } catch (IOException e) {
      return "weg";
    }
  }
}
