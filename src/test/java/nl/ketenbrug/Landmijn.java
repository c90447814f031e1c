package nl.ketenbrug;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/** An object that leaves a file behind ({@code landmijn.spoor}) in a JVM that loads or reads it. */
public final class Landmijn implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String SPOOR = System.getProperty("landmijn.spoor");

  static {
    laatSpoor();
  }

  private static void laatSpoor() {
    try {
      if (SPOOR != null) {
        Files.writeString(Path.of(SPOOR), "geladen");
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    laatSpoor();
  }
}
