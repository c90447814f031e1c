package nl.ketenbrug.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import nl.ketenbrug.message.BerichtId;

/**
 * What the books of the sources and of the partners say, and what the one makes of the other: who
 * must have got what.
 */
final class Martelboeken {

  /**
   * A message that was accepted.
   *
   * @param slot whether nothing was wrong any more then
   */
  record Aangenomen(int nummer, String id, int dossier, boolean eigen, boolean slot) {
    String bvv() {
      return BerichtId.of(id).afgeleid("bvv-vastgesteld").toString();
    }
  }

  /** An event that a partner got; of equal ones the first. */
  record Gekregen(
      String id, long volgnummer, String hash, String type, String onderwerp, String kenmerken) {}

  /**
   * A notice about deliveries.
   *
   * @param genoemd number of each delivery that it names, if any, a colon and its id
   */
  record Gemeld(String id, long volgnummer, String type, List<String> genoemd) {
    /** The ids that it names. */
    List<String> ids() {
      return genoemd.stream().map(een -> een.substring(een.indexOf(':') + 1)).toList();
    }
  }

  /**
   * The book of a partner.
   *
   * @param uniek the events that came, by id, and no notices
   * @param meldingen the notices that came, by id
   * @param klaar the last final answer that it was about to give, by id
   * @param sinds when it was about to give that answer first, by id and answer
   * @param opnieuw what came again after a final answer was about to be given, by id
   * @param antwoorden the answers that the engine took, by id
   */
  record Ontvangen(
      Map<String, Gekregen> uniek,
      Map<String, Gemeld> meldingen,
      int alles,
      Map<String, String> klaar,
      Map<String, Instant> sinds,
      Set<String> opnieuw,
      Map<String, String> antwoorden,
      List<String> vreemd) {
    /** When it was first about to give this answer; at the end of times when it never was. */
    Instant sinds(String id, String uitkomst) {
      return sinds.getOrDefault(id + ' ' + uitkomst, Instant.MAX);
    }

    /** What notices of this type name, each time. */
    List<String> genoemd(String type) {
      return meldingen.values().stream()
          .filter(melding -> melding.type().equals(type))
          .flatMap(melding -> melding.ids().stream())
          .toList();
    }

    /** The id behind each number: of events, of notices, and of what lapsed before it came. */
    SortedMap<Long, String> nummers() {
      SortedMap<Long, String> nummers = new TreeMap<>();
      meldingen.values().stream()
          .filter(melding -> melding.type().equals(Martelrol.VERSTREKEN))
          .flatMap(melding -> melding.genoemd().stream())
          .map(een -> een.split(":"))
          .forEach(een -> nummers.put(Long.parseLong(een[0]), een[1]));
      uniek.values().forEach(een -> nummers.put(een.volgnummer(), een.id()));
      meldingen.values().forEach(een -> nummers.put(een.volgnummer(), een.id()));
      return nummers;
    }
  }

  private final Path boeken;
  private final long seed;

  Martelboeken(Path boeken, long seed) {
    this.boeken = boeken;
    this.seed = seed;
  }

  Path vanBron() {
    return boeken.resolve("bron.txt");
  }

  /** In the order in which they were written, which in a dossier is that of acceptance. */
  List<Aangenomen> aangenomen() throws IOException {
    return Boek.lees(vanBron()).stream()
        .filter(regel -> regel[0].equals(Martelbron.AANGENOMEN))
        .map(
            regel ->
                new Aangenomen(
                    Integer.parseInt(regel[1]),
                    regel[2],
                    Integer.parseInt(regel[3]),
                    Boolean.parseBoolean(regel[4]),
                    Boolean.parseBoolean(regel[5])))
        .toList();
  }

  List<String> vreemdBijBron() throws IOException {
    return Boek.lees(vanBron()).stream()
        .filter(regel -> regel[0].equals(Martelbron.VREEMD))
        .map(regel -> regel[1])
        .toList();
  }

  /** What must have come, by dossier, in order. */
  Map<Integer, List<String>> verwacht(Martelrol rol) throws IOException {
    Map<Integer, List<String>> perDossier = new LinkedHashMap<>();
    Set<Integer> partij = new LinkedHashSet<>();
    for (Aangenomen een : aangenomen()) {
      if (een.eigen()) {
        partij.add(een.dossier());
      }
      if (rol.eigenDossiers() && !partij.contains(een.dossier())) {
        continue;
      }
      List<String> ids = perDossier.computeIfAbsent(een.dossier(), d -> new ArrayList<>());
      if (rol.wilBeslag()) {
        ids.add(een.id());
      }
      ids.add(een.bvv());
    }
    return perDossier;
  }

  /**
   * What a partner wrote down, and what it wrote about equal events that are not equal.
   *
   * @return with {@code vreemd} also where an event came again otherwise than before
   */
  Ontvangen ontvangen(Martelrol rol) throws IOException {
    Map<String, Gekregen> uniek = new LinkedHashMap<>();
    Map<String, Gemeld> meldingen = new LinkedHashMap<>();
    Map<String, String> klaar = new LinkedHashMap<>();
    Map<String, Instant> sinds = new LinkedHashMap<>();
    Set<String> opnieuw = new LinkedHashSet<>();
    Map<String, String> antwoorden = new LinkedHashMap<>();
    List<String> vreemd = new ArrayList<>();
    int alles = 0;
    for (String[] regel : Boek.lees(Martelafnemers.boek(boeken, rol))) {
      switch (regel[0]) {
        case Martelafnemer.GEKREGEN -> {
          alles++;
          Gekregen nu =
              new Gekregen(
                  regel[1], Long.parseLong(regel[2]), regel[3], regel[4], regel[5], regel[6]);
          Gekregen eerder = uniek.putIfAbsent(nu.id(), nu);
          if (eerder != null && !eerder.equals(nu)) {
            vreemd.add(nu.id() + " kwam nog eens, met een ander nummer of een andere inhoud");
          }
          if (klaar.containsKey(nu.id())) {
            opnieuw.add(nu.id());
          }
          if (rol.isNaAntwoordKlaar() && antwoorden.containsKey(nu.id())) {
            vreemd.add(nu.id() + " kwam nog eens nadat het antwoord was aangenomen");
          }
        }
        case Martelafnemer.GEMELD -> {
          Gemeld nu =
              new Gemeld(
                  regel[1], Long.parseLong(regel[2]), regel[3], List.of(regel[4].split(",")));
          Gemeld eerder = meldingen.putIfAbsent(nu.id(), nu);
          if (eerder != null && !eerder.equals(nu)) {
            vreemd.add("melding " + nu.id() + " kwam nog eens, en anders");
          }
        }
        case Martelafnemer.KLAAR -> {
          klaar.put(regel[1], regel[2]);
          sinds.putIfAbsent(regel[1] + ' ' + regel[2], Instant.parse(regel[3]));
        }
        case Martelafnemer.BEANTWOORD -> {
          String eerder = antwoorden.putIfAbsent(regel[1], regel[2]);
          if (eerder != null && !eerder.equals(regel[2])) {
            vreemd.add("%s is eerst %s en dan %s".formatted(regel[1], eerder, regel[2]));
          }
        }
        default -> vreemd.add(regel[1]);
      }
    }
    return new Ontvangen(uniek, meldingen, alles, klaar, sinds, opnieuw, antwoorden, vreemd);
  }

  /** What the message of this number is called in what is made of it. */
  String kenmerk(int nummer) {
    return Martelbron.kenmerk(seed, nummer);
  }

  boolean laatLiggen(Martelrol rol, String id) {
    return rol.laatLiggen(seed, id);
  }

  boolean weigert(Martelrol rol, String id) {
    return rol.weigert(seed, id);
  }
}
