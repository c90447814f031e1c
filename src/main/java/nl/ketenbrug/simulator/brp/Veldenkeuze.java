package nl.ketenbrug.simulator.brp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Leaves of a person only what was asked for, and what the BRP gives by itself. A date or a coded
 * value comes whole, also when one part of it was asked for; a group that can have several shapes
 * keeps its {@code type}.
 */
final class Veldenkeuze {

  private static final Set<String> VANZELF =
      Set.of("geheimhoudingPersoonsgegevens", "opschortingBijhouding", "rni", "verificatie");
  private static final String IN_ONDERZOEK = "inOnderzoek";

  private final Map<String, Veldenkeuze> onder = new LinkedHashMap<>();
  private boolean geheel;

  static Veldenkeuze van(Collection<String> paden) {
    Veldenkeuze keuze = new Veldenkeuze();
    for (String pad : paden) {
      Veldenkeuze hier = keuze;
      for (String stap : pad.split("\\.")) {
        hier = hier.onder.computeIfAbsent(stap, nieuw -> new Veldenkeuze());
      }
      hier.geheel = true;
    }
    return keuze;
  }

  ObjectNode uit(ObjectNode persoon) {
    ObjectNode gekozen = groep(persoon);
    for (String naam : VANZELF) {
      if (persoon.has(naam)) {
        gekozen.set(naam, persoon.get(naam));
      }
    }
    return gekozen;
  }

  private ObjectNode groep(ObjectNode bron) {
    ObjectNode gekozen = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> veld : bron.properties()) {
      JsonNode waarde = kies(veld.getKey(), veld.getValue());
      if (waarde != null) {
        gekozen.set(veld.getKey(), waarde);
      }
    }
    return gekozen;
  }

  private JsonNode kies(String naam, JsonNode waarde) {
    if (naam.equals(IN_ONDERZOEK)) {
      return inOnderzoek((ObjectNode) waarde);
    }
    if (naam.equals("type")) {
      return waarde;
    }
    Veldenkeuze keuze = onder.get(naam);
    if (keuze == null) {
      return null;
    }
    if (keuze.geheel || komtGeheel(waarde)) {
      return waarde;
    }
    if (waarde instanceof ArrayNode lijst) {
      ArrayNode gekozen = JsonNodeFactory.instance.arrayNode();
      lijst.forEach(element -> gekozen.add(keuze.groep((ObjectNode) element)));
      return gekozen;
    }
    ObjectNode gekozen = keuze.groep((ObjectNode) waarde);
    return gekozen.isEmpty() ? null : gekozen;
  }

  private static boolean komtGeheel(JsonNode waarde) {
    return waarde.isValueNode() || waarde.has("langFormaat") || waarde.has("code");
  }

  /** Only the marks of what was asked for, with the dates that belong to them. */
  private ObjectNode inOnderzoek(ObjectNode marken) {
    ObjectNode gekozen = JsonNodeFactory.instance.objectNode();
    boolean geraakt = false;
    for (Map.Entry<String, JsonNode> mark : marken.properties()) {
      boolean datum = mark.getValue().isObject();
      if (datum || mark.getKey().equals("type") || onder.containsKey(mark.getKey())) {
        gekozen.set(mark.getKey(), mark.getValue());
        geraakt |= !datum;
      }
    }
    return geraakt ? gekozen : null;
  }
}
