package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import nl.ketenbrug.Proefklok;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches and receipts as files in folders. */
class BatchmapTest {

  @TempDir private Path map;

  private final Proefbatches proef =
      new Proefbatches("b" + UUID.randomUUID(), Abonnement.Kanaal.BESTAND);
  private Batchmap batchmap;
  private Path uit;
  private Path in;
  private UUID id;

  @BeforeEach
  void eenBericht() {
    String code = proef.partner.code();
    uit = map.resolve(code).resolve("uit");
    in = map.resolve(code).resolve("in");
    batchmap =
        new Batchmap(
            new Partners(List.of(proef.partner)),
            proef.batches,
            new BatchesSettings(map.toString(), 0, 0),
            Clock.systemUTC());
    id = proef.wachtrij.zet(1);
  }

  @Test
  void aBatchLiesThereWithItsChecksumAndNothingIsConfirmed() throws Exception {
    ronde();

    Path bestand = enig(uit, ".csv");
    String som =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(bestand)));
    assertThat(Files.readString(enig(uit, ".sha256")))
        .isEqualTo(som + "  " + bestand.getFileName() + "\n");
    assertThat(bestanden(uit)).as("nothing half written").hasSize(2);
    assertThat(proef.wachtrij.berichten).hasSize(1);
  }

  @Test
  void whileItIsSilentNoNewBatchIsLaidThere() throws Exception {
    Proefbatches stil =
        new Proefbatches(
            "b" + UUID.randomUUID(),
            Abonnement.Kanaal.BESTAND,
            null,
            List.of(new Stilte("22:00", "06:00", null)),
            Clock.fixed(Instant.parse("2026-11-16T22:00:00Z"), ZoneOffset.UTC));
    stil.wachtrij.zet(1);
    new Batchmap(
            new Partners(List.of(stil.partner)),
            stil.batches,
            new BatchesSettings(map.toString(), 0, 0),
            Clock.systemUTC())
        .ronde(stil.partner.code());

    assertThat(bestanden(map.resolve(stil.partner.code()).resolve("uit"))).isEmpty();
  }

  @Test
  void whatIsTakenAwayIsNotLaidThereAgainAndNothingNewWhileABatchIsOpen() throws Exception {
    ronde();
    Files.delete(enig(uit, ".csv"));
    proef.wachtrij.zet(2);

    ronde();

    assertThat(bestanden(uit)).noneMatch(naam -> naam.endsWith(".csv"));
  }

  @Test
  void aReceiptConfirmsAndTheBatchGoesAwayAndTheNextComes() throws Exception {
    ronde();
    String eerste = enig(uit, ".csv").getFileName().toString();
    proef.wachtrij.zet(2);
    Files.write(in.resolve("bewijs.csv"), Proefbatches.bewijs(List.of(id), "geaccepteerd"));

    ronde();

    assertThat(proef.wachtrij.antwoorden).containsEntry(id, Antwoord.GEACCEPTEERD);
    assertThat(bestanden(map.resolve(proef.partner.code()).resolve("klaar"))).hasSize(1);
    assertThat(enig(uit, ".csv").getFileName()).doesNotHaveToString(eerste);
  }

  @Test
  void aReceiptOfAnEarlierBatchIsKnownByItsName() throws Exception {
    ronde();
    String eerste = enig(uit, ".csv").getFileName().toString();
    byte[] bewijs = Proefbatches.bewijs(List.of(id), "geaccepteerd");
    Files.write(in.resolve("bewijs.csv"), bewijs);
    proef.wachtrij.zet(2);
    ronde();

    Files.write(in.resolve("nog eens " + eerste), bewijs);
    ronde();

    assertThat(bestanden(map.resolve(proef.partner.code()).resolve("klaar"))).hasSize(2);
    assertThat(proef.wachtrij.berichten).hasSize(1);
  }

  @Test
  void aReceiptThatIsWrongIsPutAsideWithItsLines() throws Exception {
    ronde();
    Files.writeString(in.resolve("J. Zandstra.csv"), "berichtId;uitkomst\nx;geaccepteerd\n");
    Files.writeString(in.resolve(UUID.randomUUID() + ".csv"), "berichtId;uitkomst\n");

    ronde();

    List<String> fout = bestanden(map.resolve(proef.partner.code()).resolve("fout"));
    assertThat(fout).hasSize(4).noneMatch(naam -> naam.contains("Zandstra"));
    assertThat(fout.stream().filter(naam -> naam.endsWith(".reden.txt")).map(this::lees))
        .containsExactlyInAnyOrder(
            "regel 2: berichtId is geen id van een bericht\n", "regel 1: deze batch is er niet\n");
    assertThat(proef.wachtrij.berichten).hasSize(1);
  }

  @Test
  void aFaultLeavesTheReceiptForTheNextRound() throws Exception {
    ronde();
    Files.write(in.resolve("bewijs.csv"), Proefbatches.bewijs(List.of(id), "geaccepteerd"));
    proef.wachtrij.valtUitNa = 0;
    assertThatThrownBy(this::ronde).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(in.resolve("bewijs.csv")).exists();

    ronde();

    assertThat(proef.wachtrij.antwoorden).containsKey(id);
  }

  @Test
  void aFileThatSomebodyMayStillBeWritingIsLeftAlone() throws Exception {
    Batchmap geduldig =
        new Batchmap(
            new Partners(List.of(proef.partner)),
            proef.batches,
            new BatchesSettings(map.toString(), 0, 60_000),
            Clock.systemUTC());
    ronde();
    Files.write(in.resolve("bewijs.csv"), Proefbatches.bewijs(List.of(id), "geaccepteerd"));

    geduldig.ronde(proef.partner.code());

    assertThat(in.resolve("bewijs.csv")).exists();
    assertThat(proef.wachtrij.antwoorden).isEmpty();
  }

  @Test
  void aBatchThatWasDownloadedIsLaidInTheFolderToo() throws Exception {
    Batch batch = proef.batches.maak(proef.partner).orElseThrow().batch();
    proef.batches.inhoud(proef.partner, batch);
    proef.batches.uitgereikt(batch);

    ronde();

    assertThat(enig(uit, ".csv").getFileName()).hasToString(batch.bestandsnaam());
  }

  @Test
  void theChecksumComesFirstAndTheFileUnderAnotherNameUntilItIsComplete() throws Exception {
    Batch batch = proef.batches.maak(proef.partner).orElseThrow().batch();
    Files.createDirectories(uit.resolve(batch.bestandsnaam()).resolve("in de weg"));

    assertThatThrownBy(this::ronde).isInstanceOf(IOException.class);

    assertThat(bestanden(uit))
        .contains(batch.bestandsnaam() + ".sha256", "." + batch.bestandsnaam() + ".half");
  }

  @Test
  void whatACrashLeftHalfWrittenGoesAwayAndWhatIsNotOursStays() throws Exception {
    Files.createDirectories(uit);
    Files.writeString(uit.resolve(".batch-" + UUID.randomUUID() + ".csv.half"), "x");
    Files.writeString(uit.resolve("batch-" + UUID.randomUUID() + ".csv.sha256"), "x");
    Files.writeString(uit.resolve("leesmij.txt"), "x");

    ronde();

    assertThat(bestanden(uit)).hasSize(3).contains("leesmij.txt");
  }

  @Test
  void nothingIsDoneWhileAnotherEngineIsAtWorkThere() throws Exception {
    Files.createDirectories(uit);
    try (FileChannel kanaal =
            FileChannel.open(
                uit.resolveSibling(".motor"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock slot = kanaal.lock()) {
      assertThat(slot.isValid()).isTrue();
      ronde();
      assertThat(bestanden(uit)).isEmpty();
    }

    ronde();

    assertThat(bestanden(uit)).hasSize(2);
  }

  @Test
  void aClockThatIsSetBackOrAFileOfTomorrowStopsNothing() throws Exception {
    AtomicReference<Instant> nu = new AtomicReference<>(Instant.now());
    batchmap =
        new Batchmap(
            new Partners(List.of(proef.partner)),
            proef.batches,
            new BatchesSettings(map.toString(), 1, 1000),
            new Proefklok(nu::get));
    ronde();
    Path bewijs = in.resolve("bewijs.csv");
    Files.write(bewijs, Proefbatches.bewijs(List.of(id), "geaccepteerd"));
    nu.set(Instant.now().minusSeconds(3600));
    Files.setLastModifiedTime(bewijs, FileTime.from(Instant.now().plusSeconds(3600)));
    Thread.sleep(5);

    ronde();

    assertThat(proef.wachtrij.antwoorden).containsKey(id);
  }

  @Test
  void aReceiptWithoutANameOfItsBatchGoesToTheBatchOfItsEvents() throws Exception {
    ronde();
    byte[] bewijs = Proefbatches.bewijs(List.of(id), "geaccepteerd");
    Files.write(in.resolve("bewijs.csv"), bewijs);
    ronde();
    proef.wachtrij.zet(2);
    ronde();

    // As after an end between the last answer and the move.
    Files.write(in.resolve("nogmaals.csv"), bewijs);
    ronde();

    assertThat(bestanden(map.resolve(proef.partner.code()).resolve("klaar"))).hasSize(2);
    assertThat(map.resolve(proef.partner.code()).resolve("fout")).doesNotExist();
  }

  @Test
  void oneReceiptThatCannotBeMovedHoldsUpNoOtherAndNoBatch() throws Exception {
    ronde();
    Path code = map.resolve(proef.partner.code());
    Files.writeString(code.resolve("fout"), "a file where the folder should be");
    Files.writeString(in.resolve("a.csv"), "x\n");
    Files.setLastModifiedTime(in.resolve("a.csv"), FileTime.fromMillis(1000));
    Files.write(in.resolve("b.csv"), Proefbatches.bewijs(List.of(id), "geaccepteerd"));
    proef.wachtrij.zet(2);

    assertThatThrownBy(this::ronde).isInstanceOf(IOException.class);

    assertThat(proef.wachtrij.antwoorden).containsKey(id);
    assertThat(Files.readString(enig(uit, ".csv"))).contains("\"2\"");
  }

  @Test
  void aLinkInTheFolderIsNotFollowed() throws Exception {
    ronde();
    Path elders = Files.write(map.resolve("elders"), Proefbatches.bewijs(List.of(id), "later"));
    Files.createSymbolicLink(in.resolve("bewijs.csv"), elders);
    Path map2 = Files.createDirectories(map.resolve("elders2"));
    Files.createSymbolicLink(in.resolve("fout"), map2);
    Files.writeString(in.resolve("a.csv"), "x\n");

    ronde();

    assertThat(bestanden(map2)).isEmpty();
    assertThat(proef.wachtrij.volgorde).isEmpty();
  }

  private void ronde() throws IOException {
    batchmap.ronde(proef.partner.code());
  }

  private String lees(String naam) {
    try {
      return Files.readString(
          map.resolve(proef.partner.code()).resolve("fout").resolve(naam), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Path enig(Path map, String einde) throws IOException {
    List<String> gevonden = bestanden(map).stream().filter(naam -> naam.endsWith(einde)).toList();
    assertThat(gevonden).hasSize(1);
    return map.resolve(gevonden.get(0));
  }

  private static List<String> bestanden(Path map) throws IOException {
    try (Stream<Path> paden = Files.list(map)) {
      return paden.map(pad -> pad.getFileName().toString()).sorted().toList();
    }
  }
}
