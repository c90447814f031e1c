package nl.ketenbrug.delivery;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which events somebody wants, in the dialect of CloudEvents Subscriptions that the API
 * Notificatieservices uses: {@code all}, {@code any}, {@code not}, {@code exact} and {@code
 * prefix}, over the attribute {@code type} alone: of {@code source} engines that know different
 * sources would make different filters (ADR 0021). What stands inside an event is no part of it:
 * the broker, which applies it, does not open bodies.
 */
public final class Gebeurtenisfilter {

  /** Operators within operators. */
  private static final int DIEPTE = 5;

  /** Operators in all. */
  private static final int OMVANG = 100;

  private static final Pattern WAARDE = Pattern.compile("[a-z0-9.-]{1,200}");

  private final JsonNode tekst;
  private final Predicate<String> regel;

  private Gebeurtenisfilter(JsonNode tekst, Predicate<String> regel) {
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

  /** Whether it wants events of this type. */
  public boolean laatDoor(String type) {
    return regel.test(type);
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

    Predicate<String> filter(JsonNode knoop, String plaats, int diepte) {
      if (diepte > DIEPTE || ++gelezen > OMVANG) {
        throw new Filterfout(
            plaats, "hoogstens %d diep en %d regels in totaal".formatted(DIEPTE, OMVANG));
      }
      Map.Entry<String, JsonNode> een = enige(knoop, plaats);
      String sleutel = een.getKey();
      String binnen = plaats + "." + sleutel.substring(0, Math.min(sleutel.length(), 20));
      return switch (een.getKey()) {
        case "all" ->
            lijst(een.getValue(), binnen, diepte).stream().reduce(Predicate::and).orElseThrow();
        case "any" ->
            lijst(een.getValue(), binnen, diepte).stream().reduce(Predicate::or).orElseThrow();
        case "not" -> filter(een.getValue(), binnen, diepte + 1).negate();
        case "exact" -> kenmerk(een.getValue(), binnen, String::equals);
        case "prefix" -> kenmerk(een.getValue(), binnen, String::startsWith);
        default -> throw new Filterfout(binnen, "onbekend; het is all, any, not, exact of prefix");
      };
    }

    private List<Predicate<String>> lijst(JsonNode knoop, String plaats, int diepte) {
      if (!knoop.isArray() || knoop.isEmpty()) {
        throw new Filterfout(plaats, "hier staat een lijst met een of meer filters");
      }
      List<Predicate<String>> filters = new ArrayList<>();
      for (int i = 0; i < knoop.size(); i++) {
        filters.add(filter(knoop.get(i), plaats + "[" + i + "]", diepte + 1));
      }
      return filters;
    }

    private static Predicate<String> kenmerk(
        JsonNode knoop, String plaats, BiPredicate<String, String> vergelijk) {
      Map.Entry<String, JsonNode> een = enige(knoop, plaats);
      if (!een.getKey().equals("type")) {
        throw new Filterfout(plaats, "het enige kenmerk is type");
      }
      String waarde = een.getValue().isTextual() ? een.getValue().textValue() : "";
      if (!WAARDE.matcher(waarde).matches()) {
        throw new Filterfout(
            plaats + ".type",
            "hier staat een naam van kleine letters, cijfers, punten en streepjes");
      }
      return type -> vergelijk.test(type, waarde);
    }

    private static Map.Entry<String, JsonNode> enige(JsonNode knoop, String plaats) {
      if (knoop == null || !knoop.isObject() || knoop.size() != 1) {
        throw new Filterfout(plaats, "hier staat een object met precies een sleutel");
      }
      return knoop.properties().iterator().next();
    }
  }
}
