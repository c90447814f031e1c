package nl.ketenbrug.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Takes batches and gives receipts, by the API or by a folder. */
final class Batchmartel extends Martelafnemer {

  private static final String CSV = "text/csv";
  private static final String BATCH = "batch-";

  private static final int VOLGNUMMER = 1;
  private static final int BERICHT_ID = 2;
  private static final int TYPE = 3;

  private final Webtoegang web;
  private final Path map;
  private int bewijzen;

  /**
   * @param map the folder of this partner; null: by the API
   */
  Batchmartel(Martelrol rol, long seed, Boek boek, List<String> motoren, Path map) {
    super(rol, seed, boek);
    this.web = new Webtoegang(motoren, rol.code());
    this.map = map;
  }

  @Override
  void ronde() throws Exception {
    if (map == null) {
      perApi();
    } else {
      perMap();
    }
    Thread.sleep(400);
  }

  private void perApi() throws Exception {
    Webtoegang.Antwoord gemaakt = web.post("/api/v1/batches", "application/json", "");
    if (gemaakt.status() == 204) {
      return;
    }
    eis(gemaakt.status() == 200 || gemaakt.status() == 201, "Een batch vragen", gemaakt);
    String id = gemaakt.json().path("id").asText();
    String pad = "/api/v1/batches/" + id;
    Webtoegang.Antwoord inhoud = web.get(pad);
    if (inhoud.status() == 409 || inhoud.status() == 410) {
      // Answered in a life before this one, or being finished by the engine.
      return;
    }
    eis(inhoud.status() == 200, "Een batch ophalen", inhoud);
    Map<String, String> uitkomsten = lees(inhoud.body());
    if (uitkomsten.isEmpty()) {
      return;
    }
    String eerste = uitkomsten.keySet().iterator().next();
    if (lot(eerste, 50, 65)) {
      UUID onbekend = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
      String vals = "berichtId;uitkomst\n" + onbekend + ";geaccepteerd\n";
      Webtoegang.Antwoord nee = web.post(pad + "/ontvangst", CSV, vals);
      eis(nee.status() == 422, "Een ontvangstbewijs over wat niet in de batch staat", nee);
    }
    gaatAntwoorden(uitkomsten);
    for (int keer = lot(eerste, 65, 85) ? 2 : 1; keer > 0; keer--) {
      Webtoegang.Antwoord verwerkt = web.post(pad + "/ontvangst", CSV, bewijs(uitkomsten));
      eis(verwerkt.status() == 200, "Een ontvangstbewijs geven", verwerkt);
      aangenomen(uitkomsten, verwerkt.json()).forEach(this::beantwoord);
    }
  }

  /**
   * The final answers of a receipt that the engine took: not where it says that it had another one
   * by an earlier receipt, of which the answer did not arrive.
   */
  static Map<String, String> aangenomen(Map<String, String> uitkomsten, JsonNode verwerkt) {
    Map<String, String> aangenomen = new LinkedHashMap<>(uitkomsten);
    verwerkt.path("anders").forEach(id -> aangenomen.remove(id.asText()));
    aangenomen.values().removeIf(LATER::equals);
    return aangenomen;
  }

  private void perMap() throws IOException {
    Path uit = map.resolve("uit");
    Path in = Files.createDirectories(map.resolve("in"));
    if (!Files.isDirectory(uit)) {
      return;
    }
    for (Path batch : metEinde(uit, ".csv")) {
      String id = batch.getFileName().toString().replace(BATCH, "").replace(".csv", "");
      if (metEinde(in, ".csv").stream().anyMatch(pad -> pad.toString().contains(id))) {
        continue;
      }
      if (Files.notExists(batch.resolveSibling(batch.getFileName() + ".sha256"))) {
        continue;
      }
      Map<String, String> uitkomsten = lees(Files.readString(batch));
      if (uitkomsten.isEmpty()) {
        continue;
      }
      Path half = in.resolve("half-" + id);
      Files.writeString(half, bewijs(uitkomsten));
      bewijzen++;
      gaatAntwoorden(uitkomsten);
      Files.move(
          half,
          in.resolve("ontvangst-%s-%d.csv".formatted(id, bewijzen)),
          StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void gaatAntwoorden(Map<String, String> uitkomsten) {
    uitkomsten.forEach(
        (id, uitkomst) -> {
          if (!uitkomst.equals(LATER)) {
            gaatAntwoorden(id, uitkomst);
          }
        });
  }

  private static List<Path> metEinde(Path map, String einde) throws IOException {
    try (Stream<Path> paden = Files.list(map)) {
      return paden.filter(pad -> pad.toString().endsWith(einde)).sorted().toList();
    }
  }

  /** What is answered to each event of a batch; what stays unanswered is not in it. */
  private Map<String, String> lees(String batch) {
    Map<String, List<String>> regels = new LinkedHashMap<>();
    Map<String, Long> nummers = new LinkedHashMap<>();
    Map<String, String> typen = new LinkedHashMap<>();
    batch
        .lines()
        .skip(1)
        .forEach(
            regel -> {
              String[] velden = regel.replace("\"", "").split(";");
              nummers.put(velden[BERICHT_ID], Long.parseLong(velden[VOLGNUMMER]));
              typen.put(velden[BERICHT_ID], velden[TYPE]);
              // Not the batch, which may be another one the next time, nor the number, which
              // another partner counts otherwise.
              regels
                  .computeIfAbsent(velden[BERICHT_ID], id -> new ArrayList<>())
                  .add(regel.substring(regel.indexOf(';', regel.indexOf(';') + 1)));
            });
    Map<String, String> uitkomsten = new LinkedHashMap<>();
    nummers.forEach(
        (id, nummer) -> {
          int keer = noteer(id, nummer, typen.get(id), String.join("\n", regels.get(id)));
          if (keer == 1 && lot(id, 5, 10)) {
            return;
          }
          boolean later = keer == 1 && lot(id, 10, 16);
          uitkomsten.put(id, weigert(id) ? GEWEIGERD : later ? LATER : GEACCEPTEERD);
        });
    return uitkomsten;
  }

  private static String bewijs(Map<String, String> uitkomsten) {
    StringBuilder bewijs = new StringBuilder("berichtId;uitkomst;reden\n");
    uitkomsten.forEach(
        (id, uitkomst) ->
            bewijs
                .append(id)
                .append(';')
                .append(uitkomst)
                .append(';')
                .append(uitkomst.equals(GEWEIGERD) ? REDEN : "")
                .append('\n'));
    return bewijs.toString();
  }
}
