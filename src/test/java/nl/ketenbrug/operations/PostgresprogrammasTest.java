package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresprogrammasTest {

  @TempDir Path map;

  @Test
  void theFolderCarriesChecksumAndLengthOfTheArchiveItself() throws Exception {
    CRC32 som = new CRC32();
    byte[] archief;
    try (InputStream in =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
            System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux",
            System.getProperty("os.arch").replace("amd64", "x86_64"))) {
      archief = in.readAllBytes();
    }
    som.update(archief);

    assertThat(Postgresprogrammas.uitgepakt(Testdatabase.PROGRAMMAS).getFileName())
        .hasToString("postgres-%08x-%d".formatted(som.getValue(), archief.length));
  }

  @Test
  void whoUnpacksAtTheSameTimeUsesWhatTheOtherMade() throws Exception {
    Callable<Path> uitpakken = () -> Postgresprogrammas.uitgepakt(map);
    ExecutorService draden = Executors.newFixedThreadPool(2);
    try {
      List<Future<Path>> beide = draden.invokeAll(List.of(uitpakken, uitpakken));

      assertThat(beide.get(0).get()).isEqualTo(beide.get(1).get());
      assertThat(beide.get(0).get().resolve("bin/initdb")).exists();
    } finally {
      draden.shutdownNow();
    }
    try (Stream<Path> inhoud = Files.list(map)) {
      assertThat(inhoud).as("nothing half unpacked is left").hasSize(1);
    }
  }
}
