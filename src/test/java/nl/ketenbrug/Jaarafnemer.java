package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import nl.ketenbrug.intake.Schemacontrole;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** Fetches and confirms the events of a year, and remembers what they say. */
final class Jaarafnemer {

  private static final int BLADZIJDE = 200;

  private final Webklant web;
  private final Schemacontrole schemas = new Schemacontrole(Path.of("."));
  private final Map<String, Gekregen> opId = new LinkedHashMap<>();
  private int dubbel;

  /**
   * An event as it came.
   *
   * @param over id of what it corrects or withdraws, or null
   * @param velden as in {@link Verwachting}; values of one name in order, with commas
   */
  record Gekregen(
      String id,
      long volgnummer,
      String type,
      String onderwerp,
      String correctieVan,
      String intrekkingVan,
      Map<String, String> velden) {}

  Jaarafnemer(String adres) {
    this.web = new Webklant(adres, "volger", "volger");
  }

  /** Something to do between two confirmations. */
  interface Tussendoor {
    void doe(int nieuw) throws Exception;
  }

  /**
   * Fetches all that is there now.
   *
   * @return how many were new
   */
  int haal(Tussendoor tussendoor) throws Exception {
    int nieuw = 0;
    while (true) {
      JsonNode berichten = web.json("/api/v1/berichten?limiet=" + BLADZIJDE).path("berichten");
      for (JsonNode bericht : berichten) {
        nieuw += neem(bericht) ? 1 : 0;
        tussendoor.doe(nieuw);
        bevestig(bericht.path("berichtId").asText());
      }
      if (berichten.size() < BLADZIJDE) {
        return nieuw;
      }
    }
  }

  List<Gekregen> gekregen() {
    return opId.values().stream()
        .sorted(java.util.Comparator.comparing(Gekregen::volgnummer))
        .toList();
  }

  /** How often something came again: its confirmation got lost with the engine. */
  int dubbel() {
    return dubbel;
  }

  private boolean neem(JsonNode bericht) throws Exception {
    String inhoud = bericht.path("inhoud").asText();
    String id = bericht.path("berichtId").asText();
    Gekregen nu = lees(id, bericht.path("volgnummer").asLong(), inhoud);
    Gekregen eerder = opId.putIfAbsent(id, nu);
    if (eerder == null) {
      schemas.controleer(inhoud, "transforms/volledig/volledig-v1.xsd");
      return true;
    }
    dubbel++;
    assertThat(nu).as("what comes again is the same").isEqualTo(eerder);
    return false;
  }

  private void bevestig(String id) throws Exception {
    assertThat(
            web.post(
                    "/api/v1/berichten/" + id + "/bevestiging",
                    "application/json",
                    "{\"uitkomst\":\"geaccepteerd\"}")
                .status())
        .isEqualTo(200);
  }

  private static Gekregen lees(String id, long volgnummer, String inhoud) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Element gebeurtenis =
        factory
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(inhoud)))
            .getDocumentElement();
    Map<String, String> kop = new HashMap<>();
    Map<String, List<String>> velden = new TreeMap<>();
    for (Element deel : kinderen(gebeurtenis)) {
      if (deel.getLocalName().equals("inhoud")) {
        verzamel(deel, "", velden);
      } else {
        kop.put(deel.getLocalName(), deel.getTextContent());
      }
    }
    Map<String, String> platte = new TreeMap<>();
    velden.forEach((naam, waarden) -> platte.put(naam, String.join(",", waarden)));
    return new Gekregen(
        id,
        volgnummer,
        kop.get("type"),
        kop.get("onderwerp"),
        kop.get("correctieVan"),
        kop.get("intrekkingVan"),
        platte);
  }

  private static void verzamel(Element element, String kant, Map<String, List<String>> velden) {
    for (Element kind : kinderen(element)) {
      String naam = kind.getLocalName();
      if (naam.equals("herkomst")) {
        continue;
      }
      if (kinderen(kind).isEmpty()) {
        velden.computeIfAbsent(kant + naam, n -> new ArrayList<>()).add(kind.getTextContent());
      } else {
        verzamel(kind, naam.equals("oud") || naam.equals("nieuw") ? naam + "." : kant, velden);
      }
    }
  }

  private static List<Element> kinderen(Element element) {
    List<Element> kinderen = new ArrayList<>();
    for (Node kind = element.getFirstChild(); kind != null; kind = kind.getNextSibling()) {
      if (kind instanceof Element gevonden) {
        kinderen.add(gevonden);
      }
    }
    return kinderen;
  }
}
