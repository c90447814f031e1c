package nl.ketenbrug.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;

/** By pull, with one reader, or with two that hold what they are given. */
final class Pullmartel extends Martelafnemer {

  private static final String JSON = "application/json";

  private final List<String> motoren;
  private final boolean vasthouden;
  private final ThreadLocal<Webtoegang> toegang;

  Pullmartel(Martelrol rol, long seed, Boek boek, List<String> motoren) {
    super(rol, seed, boek);
    this.motoren = motoren;
    this.vasthouden = rol == Martelrol.VAST;
    this.toegang = ThreadLocal.withInitial(() -> new Webtoegang(this.motoren, code()));
  }

  @Override
  int lezers() {
    return vasthouden ? 2 : 1;
  }

  @Override
  void ronde() throws Exception {
    Webtoegang web = toegang.get();
    String vraag = vasthouden ? "limiet=10&wacht=1&vasthouden=6" : "limiet=20";
    for (JsonNode bericht : web.json("/api/v1/berichten?" + vraag).path("berichten")) {
      String id = bericht.path("berichtId").asText();
      long volgnummer = bericht.path("volgnummer").asLong();
      String type = bericht.path("gebeurtenistype").asText();
      String inhoud = bericht.path("inhoud").asText();
      if (type.startsWith(Martelrol.MELDING)) {
        noteerMelding(id, volgnummer, type, inhoud);
        bevestig(web, id, GEACCEPTEERD, GEACCEPTEERD);
      } else {
        antwoord(web, id, noteer(id, volgnummer, type, inhoud));
      }
    }
  }

  private void antwoord(Webtoegang web, String id, int keer) throws Exception {
    if (laatLiggen(id)) {
      return;
    }
    if (weigert(id)) {
      bevestig(web, id, GEWEIGERD, GEWEIGERD);
      return;
    }
    if (keer == 1 && lot(id, 5, 13)) {
      bevestig(web, id, LATER, null);
      return;
    }
    if (keer == 1 && lot(id, 13, 17)) {
      // Says nothing at all: it must come again.
      return;
    }
    if (lot(id, 17, 20)) {
      String onbekend = UUID.nameUUIDFromBytes(id.getBytes()).toString();
      Webtoegang.Antwoord nee = stuur(web, onbekend, GEACCEPTEERD);
      eis(nee.status() == 404, "Antwoord over een onbekend bericht", nee);
    }
    if (lot(id, 20, 25)) {
      Thread.sleep(300);
    }
    bevestig(web, id, GEACCEPTEERD, GEACCEPTEERD);
    if (lot(id, 25, 33)) {
      bevestig(web, id, GEACCEPTEERD, GEACCEPTEERD);
    }
    if (lot(id, 33, 37)) {
      // The first answer counts.
      bevestig(web, id, GEWEIGERD, GEACCEPTEERD);
    }
  }

  /**
   * @param staat the outcome that must stand afterwards; null: the event may be answered already
   */
  private void bevestig(Webtoegang web, String id, String uitkomst, String staat) throws Exception {
    // One that contradicts an answer that the engine took already is no final one.
    if (uitkomst.equals(staat)) {
      gaatAntwoorden(id, uitkomst);
    }
    Webtoegang.Antwoord antwoord = stuur(web, id, uitkomst);
    String nu = antwoord.json().path("uitkomst").asText();
    eis(
        antwoord.status() == 200 && (staat == null || nu.equals(staat)),
        "Antwoord %s op %s".formatted(uitkomst, id),
        antwoord);
    if (!nu.equals(LATER)) {
      beantwoord(id, nu);
    }
  }

  private static Webtoegang.Antwoord stuur(Webtoegang web, String id, String uitkomst)
      throws Exception {
    String body = "{\"uitkomst\":\"%s\",\"reden\":\"%s\"}".formatted(uitkomst, REDEN);
    return web.post("/api/v1/berichten/" + id + "/bevestiging", JSON, body);
  }
}
