package nl.ketenbrug.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import nl.ketenbrug.message.Bsn;

/**
 * The sources: each dossier belongs to one thread and one source, so that the order in which its
 * messages were accepted is known. Delivers the same bytes again until it has its 202, sometimes
 * once more, and writes down what it was promised before it goes on.
 */
final class Martelbron {

  /**
   * A promise: number of the message, id, dossier, whether the bailiff is {@code CORE}, whether it
   * is one of the last, when nothing is wrong any more.
   */
  static final String AANGENOMEN = "A";

  /** Something that should not have happened, as a sentence. */
  static final String VREEMD = "X";

  static final List<String> BRONNEN = List.of("beslagregister", "tweede-register");

  private static final String ANDER_OIN = "00000099000000140000";
  private static final LocalDate BETEKEND = LocalDate.of(2026, 11, 13);
  private static final int DRADEN = 4;
  private static final long NA_FOUT = 150;

  /**
   * A client of the broker may send 64 KB ahead, also to one whose disk is full: it has leave for
   * that already.
   */
  private static final String OPVULLING = "<!--" + " ".repeat(70_000) + "-->";

  /** Of so many messages one is delivered again although it was accepted. */
  private static final int NOGMAALS = 9;

  private final List<String> motoren;
  private final List<Bsn> personen;
  private final long seed;
  private final Boek boek;
  private final Martelvolgorde volgorde;
  private final List<BlockingQueue<Opdracht>> werk = new ArrayList<>();
  private final AtomicInteger gelaten = new AtomicInteger();
  private final AtomicInteger afgehandeld = new AtomicInteger();
  private final AtomicInteger aangenomen = new AtomicInteger();
  private final AtomicInteger herhaald = new AtomicInteger();
  private final AtomicInteger alBekend = new AtomicInteger();

  private record Opdracht(Martelvolgorde.Plaats plaats, boolean slot, boolean groot) {}

  /**
   * @param personen the debtors, one for each dossier
   */
  Martelbron(List<String> motoren, List<Bsn> personen, long seed, Path boek) throws IOException {
    this.motoren = motoren;
    this.personen = personen;
    this.seed = seed;
    this.boek = new Boek(boek);
    this.volgorde = new Martelvolgorde(personen.size());
  }

  void begin() {
    for (int draad = 0; draad < DRADEN; draad++) {
      BlockingQueue<Opdracht> eigen = new LinkedBlockingQueue<>();
      werk.add(eigen);
      Thread thread = new Thread(() -> lever(eigen), "bron-" + draad);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Lets so many more messages go. */
  void laat(int aantal) {
    for (int i = 0; i < aantal; i++) {
      laat(new Opdracht(volgorde.volgende(), false, false));
    }
  }

  /** Lets one go that is so big that the engine needs the broker's leave to send it. */
  void laatGroot() {
    laat(new Opdracht(volgorde.volgende(), false, true));
  }

  /**
   * Lets one more go of each dossier that had some, back to back or with {@code alle} otherwise: a
   * dossier that is stuck behind its last message does not get it anywhere.
   */
  void laatSlot(boolean alle) {
    for (int dossier = 0; dossier < personen.size(); dossier++) {
      if (volgorde.isGeweest(dossier) && (alle || Martelvolgorde.heeftStoot(dossier))) {
        laat(new Opdracht(volgorde.slot(dossier), true, false));
      }
    }
  }

  private void laat(Opdracht opdracht) {
    gelaten.incrementAndGet();
    werk.get(opdracht.plaats().dossier() % DRADEN).add(opdracht);
  }

  /** How many it was let go, each of which must be accepted in the end. */
  int gelaten() {
    return gelaten.get();
  }

  int aangenomen() {
    return aangenomen.get();
  }

  int herhaald() {
    return herhaald.get();
  }

  int alBekend() {
    return alBekend.get();
  }

  /** What was let go is delivered, or was refused. */
  boolean isKlaar() {
    return afgehandeld.get() == gelaten.get();
  }

  private void lever(BlockingQueue<Opdracht> eigen) {
    Webtoegang[] bronnen =
        BRONNEN.stream().map(bron -> new Webtoegang(motoren, bron)).toArray(Webtoegang[]::new);
    try {
      while (true) {
        Opdracht opdracht = eigen.take();
        int bron = (opdracht.plaats().dossier() / DRADEN) % BRONNEN.size();
        lever(bronnen[bron], BRONNEN.get(bron), opdracht);
        afgehandeld.incrementAndGet();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What makes a message another one than the next, and which comes back in what is made of it. */
  static String kenmerk(long seed, int nummer) {
    return "MARTEL-%d-%06d".formatted(seed, nummer);
  }

  private void lever(Webtoegang web, String bron, Opdracht opdracht) throws InterruptedException {
    Martelvolgorde.Plaats plaats = opdracht.plaats();
    String xml =
        Ketenberichten.opLoon(
                kenmerk(seed, plaats.nummer()),
                personen.get(plaats.dossier()),
                plaats.eigen() ? Martelrol.EIGEN_OIN : ANDER_OIN,
                BETEKEND)
            + (opdracht.groot() ? OPVULLING : "");
    String id = lever(web, bron, xml);
    if (id == null) {
      return;
    }
    boek.schrijf(
        AANGENOMEN, plaats.nummer(), id, plaats.dossier(), plaats.eigen(), opdracht.slot());
    aangenomen.incrementAndGet();
    if (plaats.nummer() % NOGMAALS == 0) {
      web.volgende();
      String nogEens = lever(web, bron, xml);
      if (!id.equals(nogEens)) {
        boek.schrijf(VREEMD, "Hetzelfde bericht kreeg ids " + id + " en " + nogEens);
      }
    }
  }

  /**
   * @return the id; null when the engine refuses what it should take
   */
  private String lever(Webtoegang web, String bron, String xml) throws InterruptedException {
    while (true) {
      try {
        Webtoegang.Antwoord antwoord =
            web.post("/api/v1/aanleveringen/" + bron, "application/xml", xml);
        if (antwoord.status() == 202) {
          JsonNode json = antwoord.json();
          alBekend.addAndGet(json.path("duplicaat").asBoolean() ? 1 : 0);
          return json.path("berichtId").asText();
        }
        boek.schrijf(VREEMD, "Aanleveren gaf " + antwoord.status() + " " + antwoord.body());
        return null;
      } catch (IOException e) {
        // Whether it was taken is not known, so it goes again.
        herhaald.incrementAndGet();
        Thread.sleep(NA_FOUT);
      }
    }
  }
}
