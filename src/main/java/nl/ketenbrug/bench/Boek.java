package nl.ketenbrug.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What somebody wrote down: a line for each fact, on disk before anything is done with it. A line
 * that was cut off by the end of its writer is none.
 */
final class Boek implements AutoCloseable {

  private static final String SCHEIDING = "\t";
  private static final String EINDE = "\t.";

  private final FileChannel bestand;

  Boek(Path pad) throws IOException {
    bestand =
        FileChannel.open(
            pad, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    if (bestand.size() > 0) {
      // Whatever the previous life left half written ends here.
      bestand.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
  }

  /** Returns when it is on disk. */
  synchronized void schrijf(Object... velden) {
    StringBuilder regel = new StringBuilder();
    for (Object veld : velden) {
      regel
          .append(regel.isEmpty() ? "" : SCHEIDING)
          .append(veld.toString().replaceAll("\\s+", " "));
    }
    ByteBuffer bytes =
        ByteBuffer.wrap(
            regel.append(EINDE).append('\n').toString().getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        bestand.write(bytes);
      }
      bestand.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException("Het boek is niet te schrijven", e);
    }
  }

  /** All whole lines, by field; none when there is no such book. */
  static List<String[]> lees(Path pad) throws IOException {
    if (Files.notExists(pad)) {
      return List.of();
    }
    return Files.readString(pad)
        .lines()
        .filter(regel -> regel.endsWith(EINDE))
        .map(regel -> regel.substring(0, regel.length() - EINDE.length()).split(SCHEIDING, -1))
        .toList();
  }

  @Override
  public void close() throws IOException {
    bestand.close();
  }
}
