package nl.ketenbrug.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} in a data folder says, compared with the processes that really run.
 * After a crash of the engine that file may name a server that lives on, a server that is gone, or
 * a stranger that was given the same number since.
 */
final class Postmaster {

  enum Toestand {
    /** Nothing runs on this folder; PostgreSQL itself clears the file away. */
    WEG,
    /** The server of this folder lives on. */
    LEEFT,
    /** The number belongs to another program (or to a dead process nobody has collected). */
    NUMMER_VAN_ANDER
  }

  private final Path gegevens;

  Postmaster(Path gegevens) {
    this.gegevens = gegevens;
  }

  Path pidbestand() {
    return gegevens.resolve("postmaster.pid");
  }

  /**
   * @throws IllegalStateException when a process with that number runs and the system does not tell
   *     what it is: then nobody may decide that the folder is free
   */
  Toestand toestand() throws IOException {
    Optional<ProcessHandle> proces =
        pid().flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
    if (proces.isEmpty()) {
      return Toestand.WEG;
    }
    if (isZombie(proces.get().pid())) {
      return Toestand.NUMMER_VAN_ANDER;
    }

    ProcessHandle.Info info = proces.get().info();
    String programma =
        info.command()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Proces %d houdt %s misschien bezet, maar is niet te herkennen; stop het zelf"
                            .formatted(proces.get().pid(), gegevens)));
    if (!Path.of(programma)
        .getFileName()
        .toString()
        .matches("postgres(\\.exe)?( \\(deleted\\))?")) {
      return Toestand.NUMMER_VAN_ANDER;
    }
    return werktIn(gegevens, info) ? Toestand.LEEFT : Toestand.NUMMER_VAN_ANDER;
  }

  private Optional<Long> pid() throws IOException {
    if (!Files.exists(pidbestand())) {
      return Optional.empty();
    }
    List<String> regels = Files.readAllLines(pidbestand());
    return regels.isEmpty() || !regels.get(0).trim().matches("\\d{1,18}")
        ? Optional.empty()
        : Optional.of(Long.parseLong(regels.get(0).trim()));
  }

  private static boolean werktIn(Path gegevens, ProcessHandle.Info info) {
    String[] argumenten = info.arguments().orElse(new String[0]);
    int plek = Arrays.asList(argumenten).indexOf("-D");
    // A system that hides the arguments leaves the pid file's own word, which lies in this folder.
    return plek < 0
        || plek + 1 >= argumenten.length
        || Path.of(argumenten[plek + 1]).toAbsolutePath().normalize().equals(gegevens);
  }

  /** In a container without an init process, dead children keep their number for ever. */
  private static boolean isZombie(long pid) throws IOException {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    if (!Files.exists(stat)) {
      return false;
    }
    String tekst = Files.readString(stat);
    return tekst.substring(tekst.lastIndexOf(')') + 1).trim().startsWith("Z");
  }
}
