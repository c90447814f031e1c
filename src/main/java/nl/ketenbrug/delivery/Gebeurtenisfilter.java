package nl.ketenbrug.delivery;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Which events somebody wants, in the dialect of CloudEvents Subscriptions that the API
 * Notificatieservices uses: {@code all}, {@code any}, {@code not}, {@code exact} and {@code
 * prefix}, over the attributes {@code type} and {@code source}. What stands inside an event is no
 * part of it: the broker, which applies it, does not open bodies.
 */
public final class Gebeurtenisfilter {

  /** Operators within operators. */
  private static final int DIEPTE = 5;

  /** Operators in all. */
  private static final int OMVANG = 100;

  /** Characters of a value that is compared. */
  private static final int LENGTE = 200;

  private static final Set<String> KENMERKEN = Set.of("type", "source");

  private final JsonNode tekst;
  private final BiPredicate<String, String> regel;

  private Gebeurtenisfilter(JsonNode tekst, BiPredicate<String, String> regel) {
    this.tekst = tekst;
    this.regel = regel;
  }

  /**
   * @param tekst the filter as JSON
   * @throws Filterfout when it is not one; the message says where and why, in Dutch
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Gebeurtenisfilter lees(JsonNode tekst) {
    return new Gebeurtenisfilter(tekst, new Lezer().filter(tekst, "filter", 1));
  }

  /**
   * @param type event type
   * @param source URN of the source
   */
  public boolean laatDoor(String type, String source) {
    return regel.test(type, source);
  }

  /** As it was given. */
  @JsonValue
  public JsonNode tekst() {
    return tekst;
  }

  @Override
  public String toString() {
    return tekst.toString();
  }

  /** A filter that is not well made. */
  public static final class Filterfout extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Filterfout(String plaats, String uitleg) {
      super(plaats + ": " + uitleg);
    }
  }

  private static final class Lezer {

    private int gelezen;

    BiPredicate<String, String> filter(JsonNode knoop, String plaats, int diepte) {
      if (diepte > DIEPTE || ++gelezen > OMVANG) {
        throw new Filterfout(
            plaats, "hoogstens %d diep en %d regels in totaal".formatted(DIEPTE, OMVANG));
      }
      Map.Entry<String, JsonNode> een = enige(knoop, plaats);
      String binnen = plaats + "." + een.getKey();
      return switch (een.getKey()) {
        case "all" ->
            lijst(een.getValue(), binnen, diepte).stream().reduce(BiPredicate::and).orElseThrow();
        case "any" ->
            lijst(een.getValue(), binnen, diepte).stream().reduce(BiPredicate::or).orElseThrow();
        case "not" -> filter(een.getValue(), binnen, diepte + 1).negate();
        case "exact" -> kenmerk(een.getValue(), binnen, String::equals);
        case "prefix" -> kenmerk(een.getValue(), binnen, String::startsWith);
        default -> throw new Filterfout(binnen, "onbekend; het is all, any, not, exact of prefix");
      };
    }

    private List<BiPredicate<String, String>> lijst(JsonNode knoop, String plaats, int diepte) {
      if (!knoop.isArray() || knoop.isEmpty()) {
        throw new Filterfout(plaats, "hier staat een lijst met een of meer filters");
      }
      List<BiPredicate<String, String>> filters = new ArrayList<>();
      for (int i = 0; i < knoop.size(); i++) {
        filters.add(filter(knoop.get(i), plaats + "[" + i + "]", diepte + 1));
      }
      return filters;
    }

    private static BiPredicate<String, String> kenmerk(
        JsonNode knoop, String plaats, BiPredicate<String, String> vergelijk) {
      Map.Entry<String, JsonNode> een = enige(knoop, plaats);
      String binnen = plaats + "." + een.getKey();
      if (!KENMERKEN.contains(een.getKey())) {
        throw new Filterfout(binnen, "onbekend kenmerk; het is type of source");
      }
      if (!een.getValue().isTextual()
          || een.getValue().textValue().isEmpty()
          || een.getValue().textValue().length() > LENGTE) {
        throw new Filterfout(binnen, "hier staat een tekst van 1 tot " + LENGTE + " tekens");
      }
      String waarde = een.getValue().textValue();
      return een.getKey().equals("type")
          ? (type, source) -> vergelijk.test(type, waarde)
          : (type, source) -> vergelijk.test(source, waarde);
    }

    private static Map.Entry<String, JsonNode> enige(JsonNode knoop, String plaats) {
      if (knoop == null || !knoop.isObject() || knoop.size() != 1) {
        throw new Filterfout(plaats, "hier staat een object met precies een sleutel");
      }
      return knoop.properties().iterator().next();
    }
  }
}
