package nl.ketenbrug.operations;

import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders of what holds the bodies of messages, and so numbers and addresses of people: no other
 * account of the machine reads in them. Java cannot set the mask of the files below, so the folder
 * above them is closed.
 */
final class Afgeschermd {

  private static final Logger LOG = LoggerFactory.getLogger(Afgeschermd.class);

  private static final Set<PosixFilePermission> ANDEREN =
      Set.of(OTHERS_READ, OTHERS_WRITE, OTHERS_EXECUTE);

  private Afgeschermd() {}

  /**
   * Makes the folder for its owner alone (0700). From one that is there it takes what accounts
   * outside its group may do; a group that somebody gave it, for copies of it, stays.
   *
   * @return the same folder
   * @throws IOException when it cannot be made. One of another owner, as a mount may be, stays as
   *     it is, with a warning
   */
  static Path map(Path map) throws IOException {
    if (!map.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return Files.createDirectories(map);
    }
    if (!Files.exists(map)) {
      Files.createDirectories(map.toAbsolutePath().getParent());
      try {
        return Files.createDirectory(
            map,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } catch (FileAlreadyExistsException e) {
        // Somebody was just before us.
      }
    }
    sluit(map);
    return map;
  }

  private static void sluit(Path map) throws IOException {
    Set<PosixFilePermission> rechten = Files.getPosixFilePermissions(map);
    if (!rechten.removeAll(ANDEREN)) {
      return;
    }
    try {
      Files.setPosixFilePermissions(map, rechten);
    } catch (IOException e) {
      LOG.warn(
          "Map {} is leesbaar voor elk account van deze machine, en is van een ander; sluit haar"
              + " (chmod o-rwx): er staan persoonsgegevens in",
          map);
    }
  }
}
