package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
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
    assertThat(bestanden(in.resolve("klaar"))).hasSize(1);
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

    assertThat(bestanden(in.resolve("klaar"))).hasSize(2);
    assertThat(proef.wachtrij.berichten).hasSize(1);
  }

  @Test
  void aReceiptThatIsWrongIsPutAsideWithItsLines() throws Exception {
    ronde();
    Files.writeString(in.resolve("J. Zandstra.csv"), "berichtId;uitkomst\nx;geaccepteerd\n");
    Files.writeString(in.resolve(UUID.randomUUID() + ".csv"), "berichtId;uitkomst\n");

    ronde();

    List<String> fout = bestanden(in.resolve("fout"));
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
    assertThatThrownBy(this::ronde).isInstanceOf(IllegalStateException.class);
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

  private void ronde() throws IOException {
    batchmap.ronde(proef.partner.code());
  }

  private String lees(String naam) {
    try {
      return Files.readString(in.resolve("fout").resolve(naam), StandardCharsets.UTF_8);
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
