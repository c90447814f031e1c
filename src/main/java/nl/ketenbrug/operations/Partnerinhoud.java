package nl.ketenbrug.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.messagelog.Inhoudhash;

/**
 * What the file of a partner says, as the engine read it: comments, order and layout of the file
 * make no difference.
 *
 * @param kenmerk SHA-256 of all of it
 * @param inhoud as it may be told; of an address without what may be a secret in it
 */
record Partnerinhoud(String kenmerk, JsonNode inhoud) {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY))
          .build();

  private static final String TYPEN = "gebeurtenistypen";

  static Partnerinhoud van(Partner partner) {
    ObjectNode alles = JSON.valueToTree(partner);
    zetOpVolgorde(alles);
    String kenmerk = Inhoudhash.van(alles.toString());
    if (partner.webhook() != null) {
      ((ObjectNode) alles.get("webhook")).put("url", zonderGeheim(partner.webhook().url()));
    }
    return new Partnerinhoud(kenmerk, alles);
  }

  /** From how it was kept. */
  static Partnerinhoud lees(String kenmerk, String inhoud) {
    try {
      return new Partnerinhoud(kenmerk, JSON.readTree(inhoud));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Een bewaard bestand van een afnemer is niet te lezen", e);
    }
  }

  /** The main things, for one whose file was not known before. */
  String kort() {
    JsonNode a = inhoud.path("abonnement");
    String filter = a.has("filter") ? "; filter " + a.get("filter") : "";
    return "%d %s, bereik %s, profiel %s, kanaal %s%s"
        .formatted(
            a.path(TYPEN).size(),
            a.path(TYPEN).size() == 1 ? "gebeurtenistype" : TYPEN,
            a.path("bereik").asText(),
            a.path("profiel").asText(),
            a.path("kanaal").asText(),
            filter);
  }

  /** What became different, in words; what is longer than a name stands in the two contents. */
  String verschil(Partnerinhoud oud) {
    List<String> delen = new ArrayList<>();
    Map<String, JsonNode> was = velden(oud.inhoud);
    Map<String, JsonNode> is = velden(inhoud);
    Set<String> namen = new TreeSet<>(was.keySet());
    namen.addAll(is.keySet());
    for (String naam : namen) {
      JsonNode eerst = was.get(naam);
      JsonNode nu = is.get(naam);
      if (eerst == null || !eerst.equals(nu)) {
        delen.add(naam.equals(TYPEN) ? typen(eerst, nu) : deel(naam, eerst, nu));
      }
    }
    return delen.isEmpty()
        ? "webhook gewijzigd, in wat niet getoond wordt"
        : String.join("; ", delen);
  }

  /** Those of the subscription beside those of the partner: no name stands in both. */
  private static Map<String, JsonNode> velden(JsonNode inhoud) {
    Map<String, JsonNode> velden = new TreeMap<>();
    inhoud.properties().forEach(veld -> velden.put(veld.getKey(), veld.getValue()));
    JsonNode abonnement = velden.remove("abonnement");
    abonnement.properties().forEach(veld -> velden.put(veld.getKey(), veld.getValue()));
    return velden;
  }

  private static String typen(JsonNode was, JsonNode is) {
    Set<String> oud = namen(was);
    Set<String> nieuw = namen(is);
    String erbij = zonder(nieuw, oud);
    String eraf = zonder(oud, nieuw);
    return TYPEN
        + (erbij.isEmpty() ? "" : " erbij: " + erbij)
        + (erbij.isEmpty() || eraf.isEmpty() ? "" : ",")
        + (eraf.isEmpty() ? "" : " eraf: " + eraf);
  }

  private static Set<String> namen(JsonNode lijst) {
    Set<String> namen = new TreeSet<>();
    if (lijst != null) {
      lijst.forEach(een -> namen.add(een.asText()));
    }
    return namen;
  }

  private static String zonder(Set<String> van, Set<String> zonder) {
    return van.stream().filter(naam -> !zonder.contains(naam)).collect(Collectors.joining(", "));
  }

  private static String deel(String naam, JsonNode was, JsonNode is) {
    boolean kort = isKort(was) && isKort(is) || naam.equals("filter");
    return kort
        ? "%s was %s en is %s".formatted(naam, woord(was), woord(is))
        : naam + (was == null ? " erbij" : is == null ? " eraf" : " gewijzigd");
  }

  private static boolean isKort(JsonNode waarde) {
    return waarde == null || waarde.isValueNode();
  }

  private static String woord(JsonNode waarde) {
    return waarde == null ? "geen" : waarde.isTextual() ? waarde.asText() : waarde.toString();
  }

  /** Lists of names are sets; in a filter the order is the writer's and stays. */
  private static void zetOpVolgorde(JsonNode knoop) {
    if (knoop instanceof ArrayNode lijst && lijst.size() > 1 && lijst.get(0).isTextual()) {
      List<JsonNode> namen = new ArrayList<>();
      lijst.forEach(namen::add);
      namen.sort(Comparator.comparing(JsonNode::asText));
      lijst.removeAll();
      lijst.addAll(namen);
      return;
    }
    knoop.forEach(Partnerinhoud::zetOpVolgorde);
  }

  private static String zonderGeheim(URI url) {
    String poort = url.getPort() < 0 ? "" : ":" + url.getPort();
    return "%s://%s%s%s"
        .formatted(
            url.getScheme().toLowerCase(Locale.ROOT),
            url.getHost(),
            poort,
            url.getPath() == null ? "" : url.getPath());
  }
}
