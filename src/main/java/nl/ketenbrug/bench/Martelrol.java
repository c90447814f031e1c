package nl.ketenbrug.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

/** The partners of {@link Martelbench}: each channel and form once. */
enum Martelrol {
  PULL("beperkt", "pull"),
  /** Two readers at once, which hold what they were given. */
  VAST("bvv", "pull"),
  CORE("volledig", "amqp"),
  AMQP("volledig", "amqp"),
  WEBHOOK("beperkt", "webhook"),
  GESTRUCTUREERD("beperkt-json", "webhook"),
  CSV("beperkt-csv", "csv"),
  BESTAND("beperkt-csv", "bestand");

  /** Types of events that follow from a beslag here. */
  static final String GELEGD = "nl.beslagregister.beslag-gelegd";

  static final String BVV = "nl.beslagvrijevoet.bvv-vastgesteld";

  /** How the types begin of what the engine tells a partner about its own deliveries. */
  static final String MELDING = "nl.leveringen.";

  /** What {@link #PULL} is told first, of what lapses. */
  static final String NADERT = MELDING + "termijn-nadert";

  /** What {@link #PULL} is told then. */
  static final String VERSTREKEN = MELDING + "termijn-verstreken";

  /** What {@link #VAST}, which is the organisation of the sources, is told of it. */
  static final String ONBEVESTIGD = MELDING + "aanlevering-onbevestigd";

  private static final String OIN_VAN_DE_BRONNEN = "00000099000000020000";

  /** Whose own attachments {@link #CORE} hears of, and no others. */
  static final String EIGEN_OIN = "00000099000000110000";

  private static final int PROCENT = 100;
  private static final int WEIGERT_ONDER = 5;
  private static final int LIGT_VANAF = 40;
  private static final int LIGT_TOT = 52;

  private final String profiel;
  private final String kanaal;

  Martelrol(String profiel, String kanaal) {
    this.profiel = profiel;
    this.kanaal = kanaal;
  }

  /** Code, account and password. */
  String code() {
    return "martel-" + name().toLowerCase(Locale.ROOT);
  }

  boolean eigenDossiers() {
    return this == CORE;
  }

  boolean isWebhook() {
    return kanaal.equals("webhook");
  }

  /** Whether it reads its queue at the broker. */
  boolean leestZelf() {
    return kanaal.equals("amqp");
  }

  boolean wilBeslag() {
    return this != VAST;
  }

  /** Who has this in common gets the same bytes. */
  String profiel() {
    return profiel;
  }

  /** Whether the bodies name the messages of which they were made. */
  boolean noemtKenmerken() {
    return !profiel.equals("bvv");
  }

  /** Whether what the engine took an answer to can never come again to one reader. */
  boolean isNaAntwoordKlaar() {
    return this == PULL || this == CSV;
  }

  /**
   * Events that may come again after their answer for each blow that hits, because the answer was
   * lost: what this partner has in its hands, or acknowledged without hearing that it arrived. By
   * folder a batch is read again as long as its receipt was not taken, so nothing holds there;
   * where {@link #isNaAntwoordKlaar}, no answer that was taken is lost at all.
   */
  int verlorenPerSlag() {
    return switch (this) {
      case WEBHOOK, GESTRUCTUREERD -> 4;
      case VAST -> 2;
      // Waits for the broker after each.
      case CORE -> 3;
      case AMQP -> 25;
      case PULL, CSV, BESTAND -> Integer.MAX_VALUE;
    };
  }

  /**
   * In how many forms an event is published: one for each profile in which somebody wants it.
   *
   * @param beslag whether it is a beslag; otherwise a beslagvrije voet, which everybody wants
   */
  static long vormen(boolean beslag) {
    return Arrays.stream(values())
        .filter(rol -> rol.wilBeslag() || !beslag)
        .map(rol -> rol.profiel)
        .distinct()
        .count();
  }

  /** A number from 0 to 99 that is the same for the same event at every time and in every life. */
  int lot(long seed, String berichtId) {
    UUID id = UUID.fromString(berichtId);
    long mengsel =
        (id.getLeastSignificantBits() ^ id.getMostSignificantBits() ^ seed)
            * 0x9E3779B97F4A7C15L
            * (ordinal() + 1);
    return Math.floorMod(mengsel >>> 17, PROCENT);
  }

  /** Whether this partner refuses this event. CORE knows no refusal. */
  boolean weigert(long seed, String berichtId) {
    return this != CORE && lot(seed, berichtId) < WEIGERT_ONDER;
  }

  /** Whether this partner, which has a term, never answers this event and lets it lapse. */
  boolean laatLiggen(long seed, String berichtId) {
    int lot = lot(seed, berichtId);
    return this == PULL && lot >= LIGT_VANAF && lot < LIGT_TOT;
  }

  private String oin() {
    return switch (this) {
      case CORE -> EIGEN_OIN;
      case VAST -> OIN_VAN_DE_BRONNEN;
      default -> "000000990000008%d0000".formatted(ordinal() + 1);
    };
  }

  /**
   * Its file in {@code config/partners}.
   *
   * @param poort where it receives webhooks
   */
  String bestand(int poort) {
    String typen = wilBeslag() ? "[" + GELEGD + ", " + BVV + "]" : "[" + BVV + "]";
    String webhook =
        """
        webhook:
          url: http://127.0.0.1:%d/%s
          vorm: %s
          geduld: P3D
        """
            .formatted(poort, code(), this == WEBHOOK ? "binair" : "gestructureerd");
    String termijn =
        """
          termijn:
            werkdagen: 5
            waarschuwing: 2
        """;
    return """
    code: %s
    naam: Afnemer %d (martelproef)
    oin: "%s"
    abonnement:
      grondslag: art. 475g Wetboek van Burgerlijke Rechtsvordering
      gebeurtenistypen: %s
      bereik: %s
      profiel: %s
      kanaal: %s
    %s%s"""
        .formatted(
            code(),
            ordinal() + 1,
            oin(),
            typen,
            eigenDossiers() ? "eigen-dossiers" : "alle-dossiers",
            profiel,
            kanaal,
            this == PULL ? termijn : "",
            isWebhook() ? webhook : "");
  }
}
