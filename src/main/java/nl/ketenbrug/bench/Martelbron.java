package nl.ketenbrug.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import nl.ketenbrug.message.Bsn;

/**
 * The sources: each dossier belongs to one thread and one source, so that the order in which its
 * messages were accepted is known. Delivers the same bytes again until it has its 202, sometimes
 * once more, and writes down what it was promised before it goes on.
 */
final class Martelbron {

  /** A promise: number of the message, id, dossier, whether the bailiff is {@code CORE}. */
  static final String AANGENOMEN = "A";

  /** Something that should not have happened, as a sentence. */
  static final String VREEMD = "X";

  static final List<String> BRONNEN = List.of("beslagregister", "tweede-register");

  private static final String ANDER_OIN = "00000099000000140000";
  private static final LocalDate BETEKEND = LocalDate.of(2026, 11, 13);
  private static final int DRADEN = 4;
  private static final long NA_FOUT = 150;

  /** Of so many messages one is delivered again although it was accepted. */
  private static final int NOGMAALS = 9;

  private final List<String> motoren;
  private final List<Bsn> personen;
  private final long seed;
  private final Boek boek;
  private final Semaphore vrijgave = new Semaphore(0);
  private final AtomicInteger gelaten = new AtomicInteger();
  private final AtomicInteger aangenomen = new AtomicInteger();
  private final AtomicInteger herhaald = new AtomicInteger();
  private final AtomicInteger alBekend = new AtomicInteger();
  private final List<Thread> draden = new ArrayList<>();
  private volatile boolean genoeg;

  /**
   * @param personen the debtors, one for each dossier
   */
  Martelbron(List<String> motoren, List<Bsn> personen, long seed, Path boek) throws IOException {
    this.motoren = motoren;
    this.personen = personen;
    this.seed = seed;
    this.boek = new Boek(boek);
  }

  void begin() {
    for (int draad = 0; draad < DRADEN; draad++) {
      int deze = draad;
      Thread thread = new Thread(() -> lever(deze), "bron-" + draad);
      thread.setDaemon(true);
      draden.add(thread);
      thread.start();
    }
  }

  /** Lets so many more messages go. */
  void laat(int aantal) {
    gelaten.addAndGet(aantal);
    vrijgave.release(aantal);
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

  /** What was let go is delivered, no more than that. */
  boolean isKlaar() {
    if (!genoeg && vrijgave.availablePermits() > 0) {
      return false;
    }
    genoeg = true;
    vrijgave.release(DRADEN);
    return draden.stream().noneMatch(Thread::isAlive);
  }

  private void lever(int draad) {
    Webtoegang[] bronnen =
        BRONNEN.stream().map(bron -> new Webtoegang(motoren, bron)).toArray(Webtoegang[]::new);
    try {
      for (int i = draad; ; i += DRADEN) {
        vrijgave.acquire();
        if (genoeg) {
          return;
        }
        // The threads share the dossiers evenly; each takes its own in turns.
        int eigen = personen.size() / DRADEN;
        int dossier = draad + DRADEN * ((i / DRADEN) % eigen);
        int bron = (dossier / DRADEN) % BRONNEN.size();
        lever(bronnen[bron], BRONNEN.get(bron), i, dossier);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** In a third of the dossiers the bailiff is {@code CORE}, in a third not, in a third later. */
  private static boolean eigen(int nummer, int dossier, int dossiers) {
    return dossier % 3 == 0 || (dossier % 3 == 2 && nummer >= 2 * dossiers);
  }

  /** What makes a message another one than the next, and which comes back in what is made of it. */
  static String kenmerk(long seed, int nummer) {
    return "MARTEL-%d-%06d".formatted(seed, nummer);
  }

  private void lever(Webtoegang web, String bron, int nummer, int dossier)
      throws InterruptedException {
    boolean eigen = eigen(nummer, dossier, personen.size());
    String xml =
        Ketenberichten.opLoon(
            kenmerk(seed, nummer),
            personen.get(dossier),
            eigen ? Martelrol.EIGEN_OIN : ANDER_OIN,
            BETEKEND);
    String id = lever(web, bron, xml);
    if (id == null) {
      return;
    }
    boek.schrijf(AANGENOMEN, nummer, id, dossier, eigen);
    aangenomen.incrementAndGet();
    if (nummer % NOGMAALS == 0) {
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
