package nl.ketenbrug.enrichment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import nl.ketenbrug.bvv.Kwitantie;
import nl.ketenbrug.bvv.Vaststelling;

/** The outcome of the calculation as the JSON that the stylesheets read; amounts in cents. */
final class Bvvtekst {

  private Bvvtekst() {}

  static String van(Vaststelling vaststelling, ObjectMapper json) {
    Kwitantie kwitantie = vaststelling.kwitantie();
    Map<String, Object> velden = new LinkedHashMap<>();
    velden.put("bedrag", vaststelling.bedrag().cent());
    velden.put("basis", vaststelling.basis().cent());
    velden.put("plafond", vaststelling.plafond().cent());
    velden.put("peildatum", kwitantie.peildatum().toString());
    velden.put("leefsituatie", leefsituatie(kwitantie));
    velden.put("geldigVan", kwitantie.geldigVanaf().toString());
    velden.put("geldigTot", kwitantie.geldigTot().toString());
    velden.put("kwitantie", kwitantie);
    try {
      return json.writeValueAsString(velden);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Een kwitantie laat zich niet als JSON schrijven", e);
    }
  }

  private static String leefsituatie(Kwitantie kwitantie) {
    return kwitantie.invoer().stream()
        .filter(invoer -> invoer.naam().equals("leefsituatie"))
        .map(Kwitantie.Invoer::waarde)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Een kwitantie zonder leefsituatie"));
  }
}
