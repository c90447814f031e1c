package nl.ketenbrug.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A partner that writes down what it gets before it answers, and that misbehaves as partners do:
 * answers late, twice, otherwise than before, about what it never got, or not at all. How it does
 * with which event follows from the seed, also in a next life.
 */
abstract class Martelafnemer {

  /**
   * An event that came: id, number, SHA-256 of the body, type, subject and the marks of the
   * messages that its body names.
   */
  static final String GEKREGEN = "G";

  /**
   * A notice about deliveries that came: id, number, type, and of each delivery that it names the
   * number, a colon and the id, with commas; of what was delivered to the engine there is no
   * number.
   */
  static final String GEMELD = "M";

  /**
   * A final answer that is about to be given: id, outcome, moment. Whatever counts as confirmed
   * without such a line, or before it, was confirmed by nobody.
   */
  static final String KLAAR = "K";

  /** An answer that the engine took: id, outcome. */
  static final String BEANTWOORD = "B";

  /** Something that should not have happened, as a sentence. */
  static final String VREEMD = "X";

  static final String GEACCEPTEERD = "geaccepteerd";
  static final String GEWEIGERD = "geweigerd";
  static final String LATER = "later";

  /** Stands where a body names nothing. */
  static final String NIETS = "-";

  static final String REDEN = "niet van een dossier van ons";

  /** The subject as XML, JSON and CSV have it. */
  private static final Pattern ONDERWERP =
      Pattern.compile("(?:<onderwerp>|\"subject\":\"|;\"?)([0-9a-f]{64})");

  private static final Pattern KENMERK = Pattern.compile("MARTEL-\\d+-\\d{6}");

  private static final Pattern GENOEMD =
      Pattern.compile("(?:<volgnummer>(\\d+)</volgnummer>)?<berichtId>([^<]+)</berichtId>");

  private static final long RUST = 120;
  private static final long NA_FOUT = 250;

  private final Martelrol rol;
  private final long seed;
  private final Boek boek;

  /** How often an event came in this life. */
  private final Map<String, Integer> keren = new ConcurrentHashMap<>();

  Martelafnemer(Martelrol rol, long seed, Boek boek) {
    this.rol = rol;
    this.seed = seed;
    this.boek = boek;
  }

  final String code() {
    return rol.code();
  }

  /** One round; an exception means that what it spoke to was away. */
  abstract void ronde() throws Exception;

  /** Readers at the same time. */
  int lezers() {
    return 1;
  }

  final void begin() {
    for (int i = 0; i < lezers(); i++) {
      new Thread(this::lees, code()).start();
    }
  }

  private void lees() {
    while (true) {
      long rust = RUST;
      try {
        ronde();
      } catch (InterruptedException e) {
        return;
      } catch (Exception e) {
        // Away; its book shows in the end what did not come.
        rust = NA_FOUT;
      }
      try {
        Thread.sleep(rust);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /**
   * @return how often it came in this life, from 1
   */
  final int noteer(String id, long volgnummer, String type, String inhoud) {
    if (!inhoud.contains(id)) {
      vreemd("De inhoud van " + id + " is van een ander bericht");
    }
    boek.schrijf(
        GEKREGEN, id, volgnummer, sha256(inhoud), type, onderwerp(inhoud), kenmerken(inhoud));
    return keren.merge(id, 1, Integer::sum);
  }

  /** A notice of the engine about deliveries. */
  final void noteerMelding(String id, long volgnummer, String type, String inhoud) {
    if (!inhoud.contains(id)) {
      vreemd("De inhoud van " + id + " is van een ander bericht");
    }
    boek.schrijf(GEMELD, id, volgnummer, type, genoemd(inhoud));
  }

  static String genoemd(String melding) {
    return GENOEMD
        .matcher(melding)
        .results()
        .map(een -> (een.group(1) == null ? "" : een.group(1)) + ":" + een.group(2))
        .collect(Collectors.joining(","));
  }

  static String onderwerp(String inhoud) {
    Matcher vondst = ONDERWERP.matcher(inhoud);
    return vondst.find() ? vondst.group(1) : NIETS;
  }

  /** Each once, sorted, with commas. */
  static String kenmerken(String inhoud) {
    String alle =
        KENMERK
            .matcher(inhoud)
            .results()
            .map(MatchResult::group)
            .distinct()
            .sorted()
            .collect(Collectors.joining(","));
    return alle.isEmpty() ? NIETS : alle;
  }

  /** To be called immediately before a final answer leaves, each time. */
  final void gaatAntwoorden(String id, String uitkomst) {
    boek.schrijf(KLAAR, id, uitkomst, Instant.now());
  }

  final void beantwoord(String id, String uitkomst) {
    boek.schrijf(BEANTWOORD, id, uitkomst);
  }

  final void vreemd(String zin) {
    boek.schrijf(VREEMD, zin);
  }

  final boolean weigert(String id) {
    return rol.weigert(seed, id);
  }

  final boolean laatLiggen(String id) {
    return rol.laatLiggen(seed, id);
  }

  /** Whether the fate of an event lies in this part of a hundred. */
  final boolean lot(String id, int vanaf, int tot) {
    int lot = rol.lot(seed, id);
    return lot >= vanaf && lot < tot;
  }

  static String sha256(String tekst) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(tekst.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Elke JDK kent SHA-256", e);
    }
  }

  /** An answer that no retry changes. */
  final void eis(boolean goed, String wat, Webtoegang.Antwoord antwoord) throws IOException {
    if (!goed) {
      vreemd(wat + " gaf " + antwoord.status() + " " + antwoord.body());
      throw new IOException(wat);
    }
  }
}
