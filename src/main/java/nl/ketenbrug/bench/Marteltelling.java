package nl.ketenbrug.bench;

import static nl.ketenbrug.bench.Martelafnemer.GEACCEPTEERD;
import static nl.ketenbrug.bench.Martelafnemer.GEWEIGERD;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Lays four books beside each other: what the sources were promised, what each partner wrote down,
 * what the log says to an auditor, and what the statements say that a partner can ask for; and
 * looks what still stands on a queue. Each difference is a sentence with the id of a message.
 */
final class Marteltelling {

  /** Pages of the log. */
  private static final int BLAD = 100;

  /** Where stands what lapsed. */
  static final String VERLOPEN = "verlopen";

  /** How the queues begin of what a partner refused. */
  static final String APART_BIJ_AFNEMER = "parkeer.deliver-to-";

  /** What the engines have between intake and partners. */
  private static final List<String> VAN_DE_MOTOREN =
      List.of("canoniek", "berichtenlog", "onbestelbaar");

  /** Why what belongs to a person whom the sources do not know is set apart. */
  private static final String ONBEKEND = "schuldenaar-onbekend";

  private static final String WACHT = "wacht-op-eerder-bericht";

  private final Martelboeken boeken;
  private final List<String> motoren;
  private final List<String> verschillen = new ArrayList<>();

  Marteltelling(Martelboeken boeken, List<String> motoren) {
    this.boeken = boeken;
    this.motoren = motoren;
  }

  List<String> verschillen() {
    return verschillen;
  }

  private void eis(boolean goed, String zin, Object... waarden) {
    if (!goed) {
      verschillen.add(zin.formatted(waarden));
    }
  }

  /** Everybody got what it is entitled to and nothing else, with equal copies, in order. */
  void afnemers() throws IOException {
    boeken.vreemdBijBron().forEach(zin -> verschillen.add("bron: " + zin));
    List<String> ids = boeken.aangenomen().stream().map(Martelboeken.Aangenomen::id).toList();
    eis(
        new HashSet<>(ids).size() == ids.size(),
        "bron: twee berichten kregen hetzelfde id (%d berichten)",
        ids.size());
    for (Martelrol rol : Martelrol.values()) {
      afnemer(rol, boeken.ontvangen(rol), boeken.verwacht(rol));
    }
    inhoud();
    termijnen();
  }

  /** What the partner with a term left unanswered lapsed, and who must know was told of it. */
  private void termijnen() throws IOException {
    Martelboeken.Ontvangen boek = boeken.ontvangen(Martelrol.PULL);
    List<String> verlopen = boek.genoemd(Martelrol.VERSTREKEN);
    Set<String> moet = verlopen(Martelrol.PULL);
    moet.forEach(
        id -> {
          eis(
              Collections.frequency(verlopen, id) == 1,
              "martel-pull: hoorde %d keer dat %s verliep",
              Collections.frequency(verlopen, id),
              id);
          eis(
              boek.genoemd(Martelrol.NADERT).contains(id),
              "martel-pull: is niet gewaarschuwd dat %s zou verlopen",
              id);
        });
    verlopen.stream()
        .filter(id -> !moet.contains(id))
        .forEach(
            id -> verschillen.add("martel-pull: hoorde dat verliep wat niet bleef liggen " + id));
    List<String> onbevestigd = boeken.ontvangen(Martelrol.VAST).genoemd(Martelrol.ONBEVESTIGD);
    for (Martelboeken.Aangenomen een : boeken.aangenomen()) {
      int gehoord = Collections.frequency(onbevestigd, een.id());
      // Of what was derived from it the engine is the source, and not who delivered.
      int hoort = moet.contains(een.id()) ? 1 : 0;
      eis(
          gehoord == hoort,
          "martel-vast: hoorde %d keer in plaats van %d dat %s niet is bevestigd",
          gehoord,
          hoort,
          een.id());
    }
  }

  /** What this partner is entitled to and lets lapse. */
  private Set<String> verlopen(Martelrol rol) throws IOException {
    Set<String> ids = new TreeSet<>();
    boeken
        .verwacht(rol)
        .values()
        .forEach(
            dossier -> dossier.stream().filter(id -> boeken.laatLiggen(rol, id)).forEach(ids::add));
    return ids;
  }

  /** What came under an id is what was made of the message of that id, and the same for equals. */
  private void inhoud() throws IOException {
    Map<String, Martelboeken.Aangenomen> bron = new HashMap<>();
    Map<Integer, Set<String>> kenmerken = new HashMap<>();
    for (Martelboeken.Aangenomen een : boeken.aangenomen()) {
      bron.put(een.id(), een);
      bron.put(een.bvv(), een);
      kenmerken
          .computeIfAbsent(een.dossier(), dossier -> new HashSet<>())
          .add(boeken.kenmerk(een.nummer()));
    }
    Map<Integer, String> onderwerpen = new HashMap<>();
    Map<String, String> hashes = new HashMap<>();
    for (Martelrol rol : Martelrol.values()) {
      for (Martelboeken.Gekregen een : boeken.ontvangen(rol).uniek().values()) {
        Martelboeken.Aangenomen van = bron.get(een.id());
        if (van != null) {
          inhoud(rol, een, van, kenmerken.get(van.dossier()));
          String onderwerp = onderwerpen.putIfAbsent(van.dossier(), een.onderwerp());
          eis(
              !een.onderwerp().equals(Martelafnemer.NIETS)
                  && (onderwerp == null || onderwerp.equals(een.onderwerp())),
              "%s: %s gaat over een ander dossier",
              rol.code(),
              een.id());
          String hash = hashes.putIfAbsent(rol.profiel() + ' ' + een.id(), een.hash());
          eis(
              hash == null || hash.equals(een.hash()),
              "%s: %s heeft een andere inhoud dan bij een ander met profiel %s",
              rol.code(),
              een.id(),
              rol.profiel());
        }
      }
    }
    eis(
        new HashSet<>(onderwerpen.values()).size() == onderwerpen.size(),
        "twee dossiers met hetzelfde onderwerp, van %d",
        onderwerpen.size());
  }

  private void inhoud(
      Martelrol rol,
      Martelboeken.Gekregen een,
      Martelboeken.Aangenomen van,
      Set<String> vanDossier) {
    String type = een.id().equals(van.id()) ? Martelrol.GELEGD : Martelrol.BVV;
    eis(
        een.type().equals(type),
        "%s: %s kwam als %s in plaats van %s",
        rol.code(),
        een.id(),
        een.type(),
        type);
    if (rol.noemtKenmerken()) {
      List<String> genoemd = List.of(een.kenmerken().split(","));
      eis(
          genoemd.contains(boeken.kenmerk(van.nummer())) && vanDossier.containsAll(genoemd),
          "%s: %s noemt %s en is van %s",
          rol.code(),
          een.id(),
          een.kenmerken(),
          boeken.kenmerk(van.nummer()));
    }
  }

  private void afnemer(
      Martelrol rol, Martelboeken.Ontvangen boek, Map<Integer, List<String>> verwacht)
      throws IOException {
    String code = rol.code();
    boek.vreemd().forEach(zin -> verschillen.add(code + ": " + zin));
    Set<String> moet = new HashSet<>();
    verwacht.values().forEach(moet::addAll);
    Set<String> verlopen = verlopen(rol);
    // What lapsed may have done so before it was ever asked for.
    moet.stream()
        .filter(id -> !boek.uniek().containsKey(id) && !verlopen.contains(id))
        .forEach(id -> verschillen.add(code + ": kreeg niet " + id));
    boek.uniek().keySet().stream()
        .filter(id -> !moet.contains(id))
        .forEach(id -> verschillen.add(code + ": kreeg waar het geen recht op heeft " + id));
    boek.antwoorden()
        .forEach(
            (id, uitkomst) ->
                eis(
                    uitkomst.equals(uitkomst(rol, boek, id)),
                    "%s: antwoordde %s op %s en dat is het niet",
                    code,
                    uitkomst,
                    id));
    SortedMap<Long, String> nummers = boek.nummers();
    Set<String> alle = new HashSet<>(nummers.values());
    alle.addAll(boek.uniek().keySet());
    alle.addAll(boek.meldingen().keySet());
    eis(
        List.copyOf(nummers.keySet())
            .equals(LongStream.rangeClosed(1, alle.size()).boxed().toList()),
        "%s: de nummers zijn niet 1 tot en met %d",
        code,
        alle.size());
    Map<String, Integer> plaats = plaats(boek.uniek().keySet());
    Map<String, Integer> nummer = plaats(nummers.values());
    Map<String, Integer> beantwoord = plaats(boek.klaar().keySet());
    for (List<String> dossier : verwacht.values()) {
      volgorde(code + ": ontvangst", dossier, plaats);
      volgorde(code + ": nummering", dossier, nummer);
      if (rol.isWebhook()) {
        // What it answers with an error comes again, and until it is taken nothing behind it.
        volgorde(code + ": antwoord", dossier, beantwoord);
      }
    }
  }

  private static Map<String, Integer> plaats(Iterable<String> ids) {
    Map<String, Integer> plaats = new HashMap<>();
    ids.forEach(id -> plaats.put(id, plaats.size()));
    return plaats;
  }

  private void volgorde(String wat, List<String> dossier, Map<String, Integer> plaats) {
    String vorige = null;
    for (String id : dossier) {
      if (plaats.containsKey(id)) {
        eis(
            vorige == null || plaats.get(vorige) < plaats.get(id),
            "%s van %s voor die van %s, dat eerder is aangenomen",
            wat,
            id,
            vorige);
        vorige = id;
      }
    }
  }

  private String uitkomst(Martelrol rol, Martelboeken.Ontvangen boek, String id) {
    if (boek.meldingen().containsKey(id)) {
      return GEACCEPTEERD;
    }
    return boeken.weigert(rol, id) ? GEWEIGERD : GEACCEPTEERD;
  }

  /**
   * Of each message every step, as an auditor sees it; and no message that nobody was promised.
   *
   * @param gif dossiers of which every message must have been set apart
   */
  void log(Set<Integer> gif) throws Exception {
    Webtoegang auditor = Webtoegang.volhardend(motoren, "auditor");
    Map<Martelrol, Set<String>> per = new LinkedHashMap<>();
    for (Martelrol rol : Martelrol.values()) {
      Set<String> ids = new HashSet<>();
      boeken.verwacht(rol).values().forEach(ids::addAll);
      per.put(rol, ids);
    }
    Map<Martelrol, Martelboeken.Ontvangen> antwoorden = new LinkedHashMap<>();
    for (Martelrol rol : Martelrol.values()) {
      antwoorden.put(rol, boeken.ontvangen(rol));
    }
    Set<String> bekend = new HashSet<>();
    Set<Integer> apart = new HashSet<>();
    for (Martelboeken.Aangenomen een : boeken.aangenomen()) {
      bekend.add(een.id());
      bekend.add(een.bvv());
      Map<String, Long> vast = new TreeMap<>();
      vast.put("ontvangen", 1L);
      vast.put("getransformeerd", 1L);
      vast.put("verrijkt", 1L);
      vast.put("gepubliceerd", Martelrol.vormen(true));
      JsonNode spoor = spoor(auditor, een.id());
      stappen(een.id(), spoor, vast, per, antwoorden);
      stappen(
          een.bvv(),
          spoor(auditor, een.bvv()),
          new TreeMap<>(Map.of("verrijkt", 1L, "gepubliceerd", Martelrol.vormen(false))),
          per,
          antwoorden);
      parkeren(een, spoor, gif, apart);
    }
    for (String id : inHetLog(auditor)) {
      eis(bekend.contains(id), "log: kent %s, dat aan niemand is beloofd", id);
    }
  }

  private JsonNode spoor(Webtoegang auditor, String id) throws Exception {
    Webtoegang.Antwoord antwoord = auditor.get("/api/v1/log/berichten/" + id);
    return antwoord.json().path("stappen");
  }

  private void stappen(
      String id,
      JsonNode spoor,
      Map<String, Long> moet,
      Map<Martelrol, Set<String>> per,
      Map<Martelrol, Martelboeken.Ontvangen> antwoorden) {
    per.forEach(
        (rol, ids) -> {
          if (ids.contains(id)) {
            moet.put("klaargezet " + rol.code(), 1L);
            if (boeken.laatLiggen(rol, id)) {
              moet.put("verlopen " + rol.code(), 1L);
            } else if (boeken.weigert(rol, id)) {
              moet.put("geparkeerd " + rol.code(), 1L);
              moet.put("bevestigd (geweigerd) " + rol.code(), 1L);
            } else {
              moet.put("bevestigd " + rol.code(), 1L);
            }
          }
        });
    Map<String, Long> gevonden = new TreeMap<>();
    Map<String, Instant> wanneer = new TreeMap<>();
    Set<String> uitgereikt = new HashSet<>();
    for (JsonNode stap : spoor) {
      String naam = stap.path("stap").asText();
      String partner = stap.path("partner").asText("");
      switch (naam) {
        case "ontvangen", "getransformeerd", "verrijkt", "gepubliceerd" ->
            gevonden.merge(naam, 1L, Long::sum);
        case "klaargezet", "bevestigd", "geparkeerd", "verlopen" -> {
          boolean nee = naam.equals("bevestigd") && stap.path("code").asText().equals(GEWEIGERD);
          if (!partner.isEmpty()) {
            String wat = naam + (nee ? " (geweigerd) " : " ") + partner;
            gevonden.merge(wat, 1L, Long::sum);
            wanneer.putIfAbsent(wat, Instant.parse(stap.path("tijdstip").asText()));
          }
        }
        case "afgeleverd" -> uitgereikt.add(partner);
        default -> {
          // Questions and failed attempts may come any number of times.
        }
      }
    }
    eis(gevonden.equals(moet), "log van %s: %s", id, verschil(gevonden, moet));
    per.forEach(
        (rol, ids) ->
            // Written by the broker itself, for each time that it was handed out.
            eis(
                !rol.leestZelf() || !ids.contains(id) || uitgereikt.contains(rol.code()),
                "log van %s: nooit afgeleverd aan %s",
                id,
                rol.code()));
    antwoorden.forEach(
        (rol, boek) -> {
          antwoord(rol, id, boek, GEACCEPTEERD, wanneer.get("bevestigd " + rol.code()));
          antwoord(rol, id, boek, GEWEIGERD, wanneer.get("bevestigd (geweigerd) " + rol.code()));
        });
  }

  /**
   * That the partner was about to give the answer that the log has of it, before the log has it.
   *
   * @param wanneer by the log; null when it has no such answer
   */
  private void antwoord(
      Martelrol rol, String id, Martelboeken.Ontvangen boek, String uitkomst, Instant wanneer) {
    if (wanneer == null) {
      return;
    }
    String eigen = boek.klaar().get(id);
    eis(
        uitkomst.equals(eigen),
        "%s: het log zegt %s van %s, en zelf gaf het %s",
        rol.code(),
        uitkomst,
        id,
        eigen == null ? "geen antwoord" : eigen);
    eis(
        !uitkomst.equals(eigen) || !wanneer.isBefore(boek.sinds(id, uitkomst)),
        "%s: het log zegt %s van %s om %s, en zelf antwoordde het niet voor %s",
        rol.code(),
        uitkomst,
        id,
        wanneer,
        boek.sinds(id, uitkomst));
  }

  private static String verschil(Map<String, Long> gevonden, Map<String, Long> moet) {
    Map<String, String> anders = new TreeMap<>();
    moet.forEach(
        (stap, aantal) -> {
          long nu = gevonden.getOrDefault(stap, 0L);
          if (nu != aantal) {
            anders.put(stap, nu + " in plaats van " + aantal);
          }
        });
    gevonden.forEach(
        (stap, aantal) -> {
          if (!moet.containsKey(stap)) {
            anders.put(stap, aantal + " in plaats van 0");
          }
        });
    return anders.toString();
  }

  /**
   * Set apart because the sources do not know the person, which is so in these dossiers only, or
   * behind such a one, and for no other reason; and not any more when nothing was wrong.
   */
  private void parkeren(
      Martelboeken.Aangenomen een, JsonNode spoor, Set<Integer> gif, Set<Integer> apart) {
    boolean moet = gif.contains(een.dossier()) && !een.slot();
    Set<String> redenen = new TreeSet<>();
    for (JsonNode stap : spoor) {
      if (stap.path("stap").asText().equals("geparkeerd") && !stap.has("partner")) {
        redenen.add(stap.path("code").asText(""));
      }
    }
    eis(
        moet || redenen.isEmpty(),
        "log van %s: apart gezet om %s, en daar was geen reden voor",
        een.id(),
        redenen);
    eis(
        !moet || redenen.contains(ONBEKEND) || redenen.contains(WACHT),
        "log van %s: niet apart gezet, en de bron kende deze persoon niet",
        een.id());
    eis(
        !moet || Set.of(ONBEKEND, WACHT).containsAll(redenen),
        "log van %s: apart gezet om %s",
        een.id(),
        redenen);
    eis(
        !redenen.equals(Set.of(WACHT)) || apart.contains(een.dossier()),
        "log van %s: apart gezet achter een eerder bericht dat er niet is",
        een.id());
    if (!redenen.isEmpty()) {
      apart.add(een.dossier());
    }
  }

  private Set<String> inHetLog(Webtoegang auditor) throws Exception {
    Set<String> ids = new HashSet<>();
    for (String type : List.of(Martelrol.GELEGD, Martelrol.BVV)) {
      String na = "";
      do {
        JsonNode blad =
            auditor.json("/api/v1/log/berichten?type=%s&limiet=%d%s".formatted(type, BLAD, na));
        blad.path("berichten").forEach(b -> ids.add(b.path("berichtId").asText()));
        na = blad.path("volgende").isNull() ? "" : "&na=" + blad.path("volgende").asText();
      } while (!na.isEmpty());
    }
    eis(!ids.isEmpty(), "log: de lijst is leeg");
    return ids;
  }

  /** The statements of these days, summed, against the book of each partner. */
  void verklaringen(List<LocalDate> dagen) throws Exception {
    for (Martelrol rol : Martelrol.values()) {
      Webtoegang web = Webtoegang.volhardend(motoren, rol.code());
      Martelboeken.Ontvangen ontvangen = boeken.ontvangen(rol);
      SortedMap<Long, String> boek = ontvangen.nummers();
      long geweigerd =
          ontvangen.uniek().keySet().stream().filter(id -> boeken.weigert(rol, id)).count();
      long verlopen = verlopen(rol).size();
      Map<String, Long> som = new TreeMap<>();
      for (LocalDate dag : dagen) {
        JsonNode v = web.json("/api/v1/volledigheid/" + dag).path("verklaring");
        for (String veld :
            List.of("verzonden", "bevestigd", "geweigerd", "openstaand", "verlopen")) {
          som.merge(veld, v.path(veld).asLong(), Long::sum);
        }
        som.merge("gaten", (long) v.path("gaten").size(), Long::sum);
        inhoudsopgave(rol, dag, v, boek);
      }
      Map<String, Long> moet =
          new TreeMap<>(
              Map.of(
                  "verzonden",
                  (long) boek.size(),
                  "bevestigd",
                  boek.size() - geweigerd - verlopen,
                  "geweigerd",
                  geweigerd,
                  "openstaand",
                  0L,
                  "verlopen",
                  verlopen,
                  "gaten",
                  0L));
      eis(som.equals(moet), "verklaring van %s: %s", rol.code(), verschil(som, moet));
    }
  }

  private void inhoudsopgave(
      Martelrol rol, LocalDate dag, JsonNode v, SortedMap<Long, String> boek) {
    long vorige = v.path("vorige").asLong();
    long laatste = v.path("laatste").asLong(vorige);
    StringBuilder eigen = new StringBuilder();
    boek.subMap(vorige + 1, Math.max(vorige, laatste) + 1)
        .forEach((nummer, id) -> eigen.append(nummer).append(' ').append(id).append('\n'));
    eis(
        Martelafnemer.sha256(eigen.toString()).equals(v.path("inhoudsopgave").asText()),
        "verklaring van %s over %s: een andere inhoudsopgave dan het eigen boek",
        rol.code(),
        dag);
  }

  /** What was refused or lapsed stands apart, by id, and nothing else stands anywhere. */
  void wachtrijen(List<Martelbroker.Stand> standen) throws IOException {
    Map<String, List<String>> moet = new TreeMap<>();
    VAN_DE_MOTOREN.forEach(naam -> moet.put(naam, List.of()));
    List<String> verlopen = new ArrayList<>();
    for (Martelrol rol : Martelrol.values()) {
      verlopen.addAll(verlopen(rol));
      moet.put("abonnement." + rol.code(), List.of());
      moet.put("partner." + rol.code(), List.of());
      moet.put(
          apart(rol),
          boeken.ontvangen(rol).uniek().keySet().stream()
              .filter(id -> boeken.weigert(rol, id))
              .toList());
    }
    moet.put(VERLOPEN, verlopen);
    Set<String> ontbreekt = new TreeSet<>(moet.keySet());
    for (Martelbroker.Stand stand : standen) {
      ontbreekt.remove(stand.wachtrij());
      wachtrij(stand, moet.getOrDefault(stand.wachtrij(), List.of()));
    }
    ontbreekt.forEach(naam -> verschillen.add("wachtrij %s: is er niet".formatted(naam)));
  }

  private void wachtrij(Martelbroker.Stand stand, List<String> moet) {
    eis(
        stand.berichten() == moet.size(),
        "wachtrij %s: %d berichten in plaats van %d",
        stand.wachtrij(),
        stand.berichten(),
        moet.size());
    List<String> ontbreekt = new ArrayList<>(moet);
    stand.ids().stream()
        .filter(id -> !ontbreekt.remove(id))
        .forEach(
            id -> verschillen.add("wachtrij %s: en daarop %s".formatted(stand.wachtrij(), id)));
    ontbreekt.forEach(
        id -> verschillen.add("wachtrij %s: zonder %s".formatted(stand.wachtrij(), id)));
  }

  /**
   * What came again after its answer, because a blow took that away; more means that the engine
   * forgets answers.
   *
   * @param slagen blows that hit
   */
  void herhalingen(int slagen) throws IOException {
    for (Martelrol rol : Martelrol.values()) {
      int opnieuw = boeken.ontvangen(rol).opnieuw().size();
      eis(
          opnieuw <= (long) slagen * rol.verlorenPerSlag(),
          "%s: %d gebeurtenissen kwamen nog eens na hun antwoord, bij %d slagen",
          rol.code(),
          opnieuw,
          slagen);
    }
  }

  /**
   * A partner or the simulated sources must not end by themselves; an engine or a broker may, when
   * what it depends on is away.
   *
   * @param zelfGestopt how often, by name of the process
   */
  void levens(Map<String, Integer> zelfGestopt) {
    zelfGestopt.forEach(
        (naam, keren) ->
            eis(
                keren == 0 || naam.startsWith("motor") || naam.startsWith("broker"),
                "%s stopte %d keer vanzelf",
                naam,
                keren));
  }

  /** Where stands what this partner refused. */
  static String apart(Martelrol rol) {
    return APART_BIJ_AFNEMER + rol.code();
  }
}
