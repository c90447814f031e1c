package nl.ketenbrug.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** An engine of which log and statements follow from the books, or deviate as a test wants. */
final class Marteldoos implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** When everybody answered. */
  static final Instant MOMENT = Instant.parse("2026-11-22T10:00:00.500Z");

  /** Why a message was set apart before it went on, by id. */
  final Map<String, String> apart = new HashMap<>();

  /** A step that this log misses, of every message. */
  String zonderStap = "";

  /** A partner of which this log knows no hand-out. */
  Martelrol nooitAfgeleverd;

  /** A message that this log knows and nobody else. */
  String ookInHetLog;

  int verzondenTeveel;

  /** What the table of contents is, instead of what it must be. */
  String inhoudsopgave;

  private final Martelboeken boeken;
  private final HttpServer server;

  Marteldoos(Martelboeken boeken) throws IOException {
    this.boeken = boeken;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/log/berichten", this::log);
    server.createContext("/api/v1/volledigheid/", this::verklaring);
    server.start();
  }

  String adres() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void log(HttpExchange vraag) throws IOException {
    String pad = vraag.getRequestURI().getPath();
    String id = pad.substring(pad.lastIndexOf('/') + 1);
    ObjectNode antwoord = JSON.createObjectNode();
    if (!id.equals("berichten")) {
      stappen(id, antwoord.putArray("stappen"));
      antwoord(vraag, antwoord);
      return;
    }
    boolean bvv = vraag.getRequestURI().getQuery().contains(Martelrol.BVV);
    ArrayNode berichten = antwoord.putArray("berichten");
    for (Martelboeken.Aangenomen een : boeken.aangenomen()) {
      berichten.addObject().put("berichtId", bvv ? een.bvv() : een.id());
    }
    if (bvv && ookInHetLog != null) {
      berichten.addObject().put("berichtId", ookInHetLog);
    }
    antwoord(vraag, antwoord.putNull("volgende"));
  }

  private void stappen(String id, ArrayNode stappen) throws IOException {
    boolean bvv = boeken.aangenomen().stream().anyMatch(een -> een.bvv().equals(id));
    for (String stap :
        bvv ? List.of("verrijkt") : List.of("ontvangen", "getransformeerd", "verrijkt")) {
      if (!stap.equals(zonderStap)) {
        stappen.addObject().put("stap", stap);
      }
    }
    if (apart.containsKey(id)) {
      stappen.addObject().put("stap", "geparkeerd").put("code", apart.get(id));
    }
    for (long i = 0; i < Martelrol.vormen(!bvv); i++) {
      stappen.addObject().put("stap", "gepubliceerd");
    }
    for (Martelrol rol : Martelrol.values()) {
      if (boeken.verwacht(rol).values().stream().noneMatch(ids -> ids.contains(id))) {
        continue;
      }
      stap(stappen, "klaargezet", rol);
      if (rol.leestZelf() && rol != nooitAfgeleverd) {
        stap(stappen, "afgeleverd", rol);
      }
      if (boeken.laatLiggen(rol, id)) {
        if (!zonderStap.equals("verlopen")) {
          stap(stappen, "verlopen", rol);
        }
      } else if (boeken.weigert(rol, id)) {
        stap(stappen, "bevestigd", rol).put("code", Martelafnemer.GEWEIGERD);
        stap(stappen, "geparkeerd", rol);
      } else {
        stap(stappen, "bevestigd", rol);
      }
    }
  }

  private static ObjectNode stap(ArrayNode stappen, String stap, Martelrol rol) {
    return stappen
        .addObject()
        .put("stap", stap)
        .put("partner", rol.code())
        .put("tijdstip", MOMENT.toString());
  }

  private void verklaring(HttpExchange vraag) throws IOException {
    String login = vraag.getRequestHeaders().getFirst("Authorization").substring("Basic ".length());
    String code =
        new String(Base64.getDecoder().decode(login), StandardCharsets.UTF_8).split(":")[0];
    Martelrol rol =
        List.of(Martelrol.values()).stream().filter(r -> r.code().equals(code)).findAny().get();
    Martelboeken.Ontvangen ontvangen = boeken.ontvangen(rol);
    SortedMap<Long, String> boek = ontvangen.nummers();
    long geweigerd =
        ontvangen.uniek().keySet().stream().filter(id -> boeken.weigert(rol, id)).count();
    long verlopen = boek.values().stream().filter(id -> boeken.laatLiggen(rol, id)).count();
    StringBuilder inhoud = new StringBuilder();
    boek.forEach((nummer, id) -> inhoud.append(nummer).append(' ').append(id).append('\n'));
    ObjectNode antwoord = JSON.createObjectNode();
    antwoord
        .putObject("verklaring")
        .put("vorige", 0)
        .put("laatste", boek.size())
        .put("verzonden", boek.size() + verzondenTeveel)
        .put("bevestigd", boek.size() - geweigerd - verlopen)
        .put("geweigerd", geweigerd)
        .put("openstaand", 0)
        .put("verlopen", verlopen)
        .put(
            "inhoudsopgave",
            inhoudsopgave == null ? Martelafnemer.sha256(inhoud.toString()) : inhoudsopgave)
        .putArray("gaten");
    antwoord(vraag, antwoord);
  }

  private static void antwoord(HttpExchange vraag, ObjectNode antwoord) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(antwoord);
    vraag.sendResponseHeaders(200, bytes.length);
    try (vraag) {
      vraag.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
