package nl.ketenbrug.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The files by which others connect to the register of attachments, as they are used here. */
public final class Contractbestanden {

  /** Nothing else is given, whatever is asked for. */
  private static final Set<String> NAMEN =
      Set.of("beslagregister-v1.wsdl", "beslagregister-v1.xsd", "beslagregisterdienst-v1.xsd");

  private final Path map;

  /**
   * @param map folder below which {@code transforms} stands
   */
  public Contractbestanden(Path map) {
    this.map = map.resolve("transforms/beslagregister");
  }

  /** Empty when there is no such file. */
  public Optional<byte[]> lees(String naam) throws IOException {
    return NAMEN.contains(naam)
        ? Optional.of(Files.readAllBytes(map.resolve(naam)))
        : Optional.empty();
  }
}
