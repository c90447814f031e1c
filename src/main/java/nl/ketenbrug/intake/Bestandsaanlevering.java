package nl.ketenbrug.intake;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import nl.ketenbrug.messagelog.Inhoudhash;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Takes a file that a source laid in its folder, as if it came by HTTP. The file is moved only when
 * its message is durable; after a crash in between it is offered again and known by its name, time
 * and length.
 */
@Component("bestandsaanlevering")
public class Bestandsaanlevering {

  private final Bronnen bronnen;
  private final Intake intake;

  Bestandsaanlevering(Bronnen bronnen, Intake intake) {
    this.bronnen = bronnen;
    this.intake = intake;
  }

  /**
   * Sets property {@code naar} to where the file is moved: below {@code klaar}, or below {@code
   * fout} with the reason in a file beside it. Both begin with the berichtId.
   *
   * @throws IOException when the file cannot be read, or the reason cannot be written
   */
  public void neemAan(Exchange exchange, String naam) throws IOException {
    Bron bron = bronnen.bron(naam);
    File bestand = exchange.getMessage().getBody(File.class);
    try {
      Ontvangst ontvangst = intake.ontvang(bron, lees(bron, bestand), naam, drager(bestand));
      exchange.setProperty("naar", "klaar/" + ontvangst.berichtId() + "-" + bestand.getName());
    } catch (GeweigerdeAanlevering weigering) {
      String naar = "fout/" + weigering.berichtId() + "-" + bestand.getName();
      Path reden = bestand.toPath().resolveSibling(naar + ".reden.txt");
      Files.createDirectories(reden.getParent());
      Files.writeString(
          reden, weigering.reden().code() + ": " + weigering.reden().getMessage() + "\n");
      exchange.setProperty("naar", naar);
    }
  }

  /** Not one byte more than is needed to know that it is too large. */
  private byte[] lees(Bron bron, File bestand) throws IOException {
    try (InputStream in = Files.newInputStream(bestand.toPath())) {
      byte[] bytes = in.readNBytes(Math.toIntExact(bron.grens() + 1));
      if (bytes.length > bron.grens()) {
        throw intake.weigerTeGroot(bron, bron.naam());
      }
      return bytes;
    }
  }

  /** A hash, because people put names and numbers of persons in file names. */
  private static String drager(File bestand) {
    return "bestand:"
        + Inhoudhash.van(bestand.getName() + "|" + bestand.lastModified() + "|" + bestand.length());
  }
}
