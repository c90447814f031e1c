package nl.ketenbrug.simulator.brp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import nl.ketenbrug.simulator.scenario.Moment.Datum;

/** The two small groups that recur everywhere in a BRP answer: dates and coded values. */
final class Waarden {

  private static final Locale NEDERLANDS = Locale.forLanguageTag("nl-NL");
  private static final DateTimeFormatter DAG =
      DateTimeFormatter.ofPattern("d MMMM yyyy", NEDERLANDS);
  private static final DateTimeFormatter MAAND =
      DateTimeFormatter.ofPattern("MMMM yyyy", NEDERLANDS);

  private Waarden() {}

  /** A date in the shape that fits what is known of it. */
  static ObjectNode datum(Datum datum) {
    if (datum.isVolledig()) {
      return datum("Datum", DAG.format(datum.volledig())).put("datum", datum.volledig().toString());
    }
    if (datum.maand() != null) {
      return datum("JaarMaandDatum", MAAND.format(YearMonth.of(datum.jaar(), datum.maand())))
          .put("jaar", datum.jaar())
          .put("maand", datum.maand());
    }
    if (datum.jaar() != null) {
      return datum("JaarDatum", datum.jaar().toString()).put("jaar", datum.jaar());
    }
    return datum("DatumOnbekend", "onbekend").put("onbekend", true);
  }

  static ObjectNode code(String code, String omschrijving) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("code", code)
        .put("omschrijving", omschrijving);
  }

  static ObjectNode geslacht(String code) {
    return switch (code) {
      case "M" -> code(code, "man");
      case "V" -> code(code, "vrouw");
      default -> code("O", "onbekend");
    };
  }

  private static ObjectNode datum(String type, String langFormaat) {
    return JsonNodeFactory.instance.objectNode().put("type", type).put("langFormaat", langFormaat);
  }
}
