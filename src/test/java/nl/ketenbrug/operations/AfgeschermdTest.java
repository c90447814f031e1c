package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may read what broker and database keep on disk. */
class AfgeschermdTest {

  @TempDir private Path map;

  @Test
  void aNewFolderIsForItsOwnerAndNobodyElse() throws Exception {
    Path nieuw = Afgeschermd.map(map.resolve("a/b"));
    assertThat(rechten(nieuw)).isEqualTo("rwx------");
    assertThat(rechten(Afgeschermd.map(nieuw))).as("and stays so").isEqualTo("rwx------");
  }

  @Test
  void whatStoodOpenToAllIsClosedAndAGroupKeepsWhatItHad() throws Exception {
    Path oud = map("oud", "rwxr-xr-x");
    assertThat(rechten(Afgeschermd.map(oud))).isEqualTo("rwxr-x---");
  }

  @Test
  void theBrokerOfThisJarKeepsItsMessagesBehindAClosedDoor() throws Exception {
    Path instantie = map("broker", "rwxrwxrwx");
    map("broker/journal", "rwxr-xr-x");
    EmbeddedBroker broker = Testbroker.start(instantie, Map.of());
    try {
      assertThat(rechten(instantie)).isEqualTo("rwxrwx---");
      assertThat(rechten(instantie.resolve("journal"))).isEqualTo("rwxr-x---");
      for (String naam : List.of("paging", "bindings", "large-messages")) {
        assertThat(rechten(instantie.resolve(naam))).as(naam).isEqualTo("rwx------");
      }
      assertThat(instantie.resolve("journal")).isNotEmptyDirectory();
    } finally {
      broker.destroy();
    }
  }

  @Test
  void theDatabaseOfThisJarToo() throws Exception {
    Path gegevens = map.resolve("db/gegevens");
    IngebouwdePostgres postgres =
        IngebouwdePostgres.start(gegevens, Testdatabase.programmas(), "ketenbrug");
    try (Stream<Path> daarnaast = Files.list(gegevens.getParent())) {
      assertThat(rechten(gegevens)).isEqualTo("rwx------");
      assertThat(daarnaast.filter(een -> !een.equals(gegevens)))
          .as("beside it: a password, a lock, and what the server says")
          .allSatisfy(
              een ->
                  assertThat(een)
                      .matches(
                          bestand ->
                              bestand.toString().endsWith(".slot")
                                  || rechten(bestand).endsWith("------")));
    } finally {
      postgres.close();
    }
  }

  private Path map(String naam, String rechten) throws IOException {
    Path gemaakt = Files.createDirectory(map.resolve(naam));
    return Files.setPosixFilePermissions(gemaakt, PosixFilePermissions.fromString(rechten));
  }

  private static String rechten(Path pad) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(pad));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
