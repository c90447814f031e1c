package nl.ketenbrug.simulator.brp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import nl.ketenbrug.simulator.brp.BrpProbleem.OngeldigeParameter;

/**
 * The question {@code RaadpleegMetBurgerservicenummer}.
 *
 * @param bsns one to twenty
 * @param fields one to 130 paths
 * @param gemeente only persons of this municipality; {@code null} = all
 */
record BrpVraag(List<String> bsns, List<String> fields, String gemeente) {

  private static final String SOORT = "RaadpleegMetBurgerservicenummer";
  private static final Set<String> NAMEN =
      Set.of("type", "burgerservicenummer", "fields", "gemeenteVanInschrijving");
  private static final int MEESTE_BSNS = 20;
  private static final int MEESTE_FIELDS = 130;

  /** All faults of a question at once; never a value from it, because that may be a BSN. */
  static List<OngeldigeParameter> fouten(JsonNode body) {
    List<OngeldigeParameter> fouten = new ArrayList<>();
    if (!body.isObject()) {
      fouten.add(new OngeldigeParameter("body", "json", "De vraag is geen JSON object."));
      return fouten;
    }
    for (Map.Entry<String, JsonNode> deel : body.properties()) {
      if (!NAMEN.contains(deel.getKey())) {
        fouten.add(new OngeldigeParameter(toonbaar(deel.getKey()), "unknownParam", "Onbekend."));
      }
    }
    soort(body.get("type"), fouten);
    lijst("burgerservicenummer", body, MEESTE_BSNS, fouten, bsn -> bsn.matches("\\d{9}"));
    lijst("fields", body, MEESTE_FIELDS, fouten, BrpVelden::bestaat);
    JsonNode gemeente = body.get("gemeenteVanInschrijving");
    if (gemeente != null && !gemeente.asText().matches("\\d{4}")) {
      fouten.add(
          new OngeldigeParameter("gemeenteVanInschrijving", "pattern", "Geen gemeentecode."));
    }
    return fouten;
  }

  /** The question in a body without {@link #fouten}. */
  static BrpVraag lees(JsonNode body) {
    return new BrpVraag(
        teksten(body.get("burgerservicenummer")),
        teksten(body.get("fields")),
        body.path("gemeenteVanInschrijving").asText(null));
  }

  private static void soort(JsonNode type, List<OngeldigeParameter> fouten) {
    if (type == null) {
      fouten.add(new OngeldigeParameter("type", "required", "Ontbreekt."));
    } else if (!SOORT.equals(type.asText())) {
      fouten.add(
          new OngeldigeParameter("type", "value", "De simulator kent alleen vragen met een BSN."));
    }
  }

  private static void lijst(
      String naam,
      JsonNode body,
      int meeste,
      List<OngeldigeParameter> fouten,
      Predicate<String> isGoed) {
    JsonNode lijst = body.get(naam);
    if (lijst == null) {
      fouten.add(new OngeldigeParameter(naam, "required", "Ontbreekt."));
    } else if (!lijst.isArray()) {
      fouten.add(new OngeldigeParameter(naam, "array", "Geen array."));
    } else if (lijst.isEmpty()) {
      fouten.add(new OngeldigeParameter(naam, "minItems", "De array is leeg."));
    } else if (lijst.size() > meeste) {
      fouten.add(new OngeldigeParameter(naam, "maxItems", "Meer dan " + meeste + "."));
    } else if (!teksten(lijst).stream().allMatch(isGoed)) {
      String code = naam.equals("fields") ? "fields" : "pattern";
      fouten.add(new OngeldigeParameter(naam, code, "Een waarde voldoet niet."));
    }
  }

  private static List<String> teksten(JsonNode lijst) {
    List<String> teksten = new ArrayList<>();
    lijst.forEach(element -> teksten.add(element.isTextual() ? element.textValue() : ""));
    return teksten;
  }

  private static String toonbaar(String naam) {
    return naam.matches("[a-zA-Z._]{1,30}") ? naam : "onbekend";
  }

  @Override
  public String toString() {
    return "BrpVraag[" + bsns.size() + " personen]";
  }
}
