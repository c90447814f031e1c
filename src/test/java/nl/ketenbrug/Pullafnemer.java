package nl.ketenbrug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Fetches and confirms over HTTP, again and again. */
final class Pullafnemer extends Afnemer {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Webklant web;

  Pullafnemer(String code, String adres) {
    super(code);
    this.web = new Webklant(adres, code, code);
  }

  @Override
  void ronde() throws Exception {
    for (JsonNode bericht : web.json("/api/v1/berichten?limiet=40").path("berichten")) {
      String id = bericht.path("berichtId").asText();
      ObjectNode koppen = bericht.deepCopy();
      koppen.remove("inhoud");
      noteer(
          new Levering(
              id,
              bericht.path("volgnummer").asLong(),
              bericht.path("gebeurtenistype").asText(),
              bericht.path("correlatieId").asText(),
              sha256(bericht.path("inhoud").asText())),
          JSON.writeValueAsString(koppen));
      bevestig(id);
    }
  }

  private void bevestig(String id) throws Exception {
    Webklant.Antwoord antwoord =
        web.post(
            "/api/v1/berichten/" + id + "/bevestiging",
            "application/json",
            "{\"uitkomst\":\"geaccepteerd\"}");
    if (antwoord.status() != 200) {
      throw new IOException("Bevestiging gaf " + antwoord.status());
    }
  }
}
