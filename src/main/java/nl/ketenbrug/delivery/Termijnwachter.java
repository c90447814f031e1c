package nl.ketenbrug.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.delivery.Termijnstanden.Verstreken;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Keeps the terms of deliveries: first a warning, then, when at least the days of the warning have
 * passed, the event goes from the partner's queue to {@code verlopen}, with its record in the same
 * transaction, and partner and sender are told.
 *
 * <p>Each step is written before or after the broker's in such an order that an engine which ends
 * in between leaves something that the next round finishes: lapsed and still on the partner's
 * queue, or on {@code verlopen} and not yet noted, or noted and not yet told. One engine at a time.
 */
@Service
public class Termijnwachter {

  private static final Logger LOG = LoggerFactory.getLogger(Termijnwachter.class);

  /** Deliveries in one notice, and in one look at a queue. */
  private static final int GREEP = 500;

  /** Notices to one partner in one round. */
  private static final int GREPEN = 20;

  /** Answered events that the broker does not give, for one round to try of one partner. */
  private static final int NIET_GEGEVEN = 5;

  /** Messages in one transaction of the broker. */
  private static final int BUNDEL = 50;

  /** How long an engine that ended keeps others from it. */
  private static final Duration HUUR = Duration.ofMinutes(10);

  /** How long the engine's own notices wait: they would stand in front of the queue for ever. */
  private static final Leveringstermijn MELDING = new Leveringstermijn(20, 1);

  private static final String LOGWACHTRIJ = "berichtenlog";

  private static final String ONBESTELBAAR = "onbestelbaar";

  private static final String WACHT_OP_BEWIJS = "termijn-wacht-op-bewijs";

  private static final String WACHT_OP_NUMMER = "termijn-wacht-op-klaarzetten";

  private static final String TERMIJN_UITGESTELD = "termijn-uitgesteld-door-pauze";

  /** A record that waits longer than this says that the log lags behind. */
  private static final Duration BEWIJS = Duration.ofMinutes(1);

  private final Partners partners;
  private final Abonnementkeuzes keuzes;
  private final Abonnementstand abonnementen;
  private final Termijnstanden standen;
  private final Termijnmelder melder;
  private final Pull pull;
  private final Werkdagen werkdagen;
  private final JmsTemplate jms;
  private final Onderhanden onderhanden;
  private final Brokertransactie transactie;
  private final Berichtenlog log;
  private final Clock clock;
  private final Map<String, Termijnstanden.Stand> gezien = new ConcurrentHashMap<>();
  private final Map<String, Uitstel> uitstel = new ConcurrentHashMap<>();
  private final Map<String, LocalDate> uitstelGemeld = new ConcurrentHashMap<>();

  /** The end of the last pause of which nothing is left that it held up. */
  private final Map<String, Instant> uitgewerkt = new ConcurrentHashMap<>();

  private final Stilstand stilstand = new Stilstand();

  /** What did not work at the last round, and the kind of fault. */
  private final Map<String, String> mislukt = new ConcurrentHashMap<>();

  Termijnwachter(
      Partners partners,
      Abonnementkeuzes keuzes,
      Abonnementstand abonnementen,
      Termijnstanden standen,
      Termijnmelder melder,
      Pull pull,
      Werkdagen werkdagen,
      JmsTemplate jms,
      Onderhanden onderhanden,
      Brokertransactie transactie,
      Berichtenlog log,
      Clock clock,
      MeterRegistry registry) {
    this.partners = partners;
    this.keuzes = keuzes;
    this.abonnementen = abonnementen;
    this.standen = standen;
    this.melder = melder;
    this.pull = pull;
    this.werkdagen = werkdagen;
    this.jms = jms;
    this.onderhanden = onderhanden;
    this.transactie = transactie;
    this.log = log;
    this.clock = clock;
    for (Partner partner : partners.alle()) {
      meter(registry, partner, "gewaarschuwd", Termijnstanden.Stand::gewaarschuwd);
      meter(registry, partner, "verlopen", Termijnstanden.Stand::verlopen);
      meter(registry, partner, "te.laat", Termijnstanden.Stand::teLaat);
      meter(
          registry,
          partner,
          "ketenbrug.leveringen.uitgesteld",
          "Open leveringen die zonder de pauzes van de afnemer verlopen zouden zijn",
          () -> uitstel.getOrDefault(partner.code(), Uitstel.GEEN).leveringen());
      meter(
          registry,
          partner,
          "ketenbrug.abonnement.pauze.uren",
          "Hoe lang het abonnement al stilstaat; 0 als het loopt",
          () -> uitstel.getOrDefault(partner.code(), Uitstel.GEEN).uren());
    }
  }

  /**
   * What a pause holds up.
   *
   * @param leveringen open, and without pauses they would have lapsed
   * @param uren of the pause that holds now
   */
  private record Uitstel(long leveringen, long uren) {
    private static final Uitstel GEEN = new Uitstel(0, 0);
  }

  private void meter(
      MeterRegistry registry,
      Partner partner,
      String naam,
      ToLongFunction<Termijnstanden.Stand> aantal) {
    meter(
        registry,
        partner,
        "ketenbrug.leveringen." + naam,
        "Leveringen waarvan de termijn bijna of helemaal om is of was",
        () -> Optional.ofNullable(gezien.get(partner.code())).map(aantal::applyAsLong).orElse(0L));
  }

  private static void meter(
      MeterRegistry registry,
      Partner partner,
      String naam,
      String omschrijving,
      Supplier<Number> waarde) {
    Gauge.builder(naam, waarde)
        .tag("afnemer", partner.code())
        .description(omschrijving)
        .register(registry);
  }

  /** One look at every subscription. What does not succeed is left to the next one. */
  @Scheduled(fixedDelayString = "${ketenbrug.levering.termijnronde:900000}")
  void ronde() {
    // Who is away for the terms is so for the numbers too, and each look waits for it in vain.
    if (probeer("leveringen", "worden nagegaan", this::gaNa)) {
      partners
          .alle()
          .forEach(partner -> probeer(partner.code(), "worden geteld", () -> tel(partner)));
    }
  }

  private void gaNa() {
    if (!standen.neemRonde(HUUR)) {
      return;
    }
    for (Partner partner : partners.alle()) {
      // Throws when the database is away: the others would say so each.
      if (standen.neemRonde(HUUR)) {
        probeer(partner.code(), "worden nagegaan", () -> gaNa(partner));
      }
    }
    standen.laatRondeLos();
  }

  private void tel(Partner partner) {
    gezien.put(partner.code(), standen.van(partner.code()));
    meldUitstel(partner);
  }

  /**
   * A pause begins terms anew, as long and as often as the partner likes: that must not come
   * unseen. Once a day for each engine.
   */
  private void meldUitstel(Partner partner) {
    Instant nu = clock.instant();
    LocalDate vandaag = Termijnrekening.dag(nu);
    Instant sinds = abonnementen.van(partner.code()).sinds();
    // Counting reads all that is open, in each engine: only of whom a pause can have held up.
    long aantal =
        sinds != null || houdtEenPauzeNogOp(partner)
            ? rekening(partner, vandaag)
                .map(een -> uitgesteld(partner, een.verstreken()))
                .orElse(0L)
            : 0;
    uitstel.put(
        partner.code(),
        new Uitstel(aantal, sinds == null ? 0 : Duration.between(sinds, nu).toHours()));
    if (aantal > 0 && !vandaag.equals(uitstelGemeld.put(partner.code(), vandaag))) {
      LOG.warn(
          "{}: {} leveringen aan {} zouden zonder zijn pauzes verlopen zijn; wie ze aanleverde hoort"
              + " daar nu niets van",
          TERMIJN_UITGESTELD,
          aantal,
          partner.code());
    }
  }

  /** Of one that ended, until all that was open then is answered, lapsed or offered anew. */
  private boolean houdtEenPauzeNogOp(Partner partner) {
    Optional<Instant> hervat = abonnementen.hervat(partner.code());
    if (hervat.isEmpty() || hervat.get().equals(uitgewerkt.get(partner.code()))) {
      return false;
    }
    if (standen.isOpenVanVoor(partner.code(), hervat.get())) {
      return true;
    }
    uitgewerkt.put(partner.code(), hervat.get());
    return false;
  }

  private long uitgesteld(Partner partner, Instant begin) {
    return standen.uitgesteld(partner.code(), begin, Set.of()) == 0
        ? 0
        : standen.uitgesteld(partner.code(), begin, geparkeerd(partner));
  }

  /**
   * One subscription that does not work holds up no other, and the next round tries again. Said
   * when it begins and when it is over: it may last for hours.
   *
   * @return whether it worked
   */
  private boolean probeer(String van, String wat, Runnable werk) {
    String geval = van + " " + wat;
    try {
      werk.run();
    } catch (RuntimeException e) {
      // The text of the exception may quote what it is about.
      String soort = e.getClass().getSimpleName();
      if (!soort.equals(mislukt.put(geval, soort))) {
        LOG.warn(
            "De termijnen van {} konden niet {} ({}); elke ronde opnieuw, tot het weer lukt",
            van,
            wat,
            soort);
      }
      return false;
    }
    if (mislukt.remove(geval) != null) {
      LOG.info("De termijnen van {} konden weer {}", van, wat);
    }
    return true;
  }

  private void gaNa(Partner partner) {
    // Throws when the broker is away: then nobody can confirm either.
    pull.isLeeg(partner);
    LocalDate vandaag = Termijnrekening.dag(clock.instant());
    boolean stondStil =
        standen
            .nagegaan(partner.code())
            .filter(toen -> werkdagen.na(Termijnrekening.dag(toen), 1).isBefore(vandaag))
            .isPresent();
    // While a subscription stands still no term runs; it begins anew when it resumes.
    if (abonnementen.van(partner.code()).gepauzeerd()) {
      standen.gaatNa(partner.code(), stondStil);
    } else {
      boolean bewezen = !wachtOpBewijs(partner);
      stilstand(
          partner,
          WACHT_OP_BEWIJS,
          !bewezen,
          "wat hij misschien antwoordde is nog niet verwerkt; kijk op berichtenlog en onbestelbaar");
      boolean staatKlaar = bewezen && staatKlaar(partner, vandaag);
      // What is not on its queue yet may be the warning itself.
      standen.gaatNa(partner.code(), stondStil || bewezen && !staatKlaar);
      // After the looks at the dead letters and at what waits to be laid ready: from there it comes
      // here, and not the other way.
      Set<UUID> geparkeerd = geparkeerd(partner);
      if (staatKlaar) {
        beoordeel(partner, geparkeerd, vandaag);
      }
      verplaats(partner, geparkeerd);
    }
    herhaal(() -> standen.meld(partner.code(), GREEP, g -> melder.verstreken(partner, g)));
    melder.verzend(partner);
    ruimOp(partner);
  }

  /** What stands too deep costs more than a second each, and the terms of others wait for it. */
  private void ruimOp(Partner partner) {
    int nietGegeven = 0;
    for (UUID bericht : standen.opTeRuimen(partner.code(), GREEP)) {
      if (!pull.rondAf(partner, bericht) && ++nietGegeven == NIET_GEGEVEN) {
        return;
      }
    }
  }

  /**
   * Whether answers by AMQP may be under way: the broker's evidence becomes the state of a delivery
   * by queue {@code berichtenlog}, what was rejected by {@code onbestelbaar}. While an old record
   * waits there or is in hand, or something of this partner waits here, nobody is judged who
   * perhaps answered.
   */
  private boolean wachtOpBewijs(Partner partner) {
    if (!partner.abonnement().magZelfLezen()) {
      return false;
    }
    // In hand or waiting for its next attempt, on the queue, and taken in hand between the looks.
    if (onderhanden.isEerder(ONBESTELBAAR, clock.instant(), partner.queue())
        || Boolean.TRUE.equals(
            jms.browseSelected(
                ONBESTELBAAR,
                "_AMQ_ORIG_QUEUE = '%s'".formatted(partner.queue()),
                (session, browser) -> browser.getEnumeration().hasMoreElements()))
        || onderhanden.isEerder(ONBESTELBAAR, clock.instant(), partner.queue())) {
      return true;
    }
    Instant grens = clock.instant().minus(BEWIJS);
    // In hand, on the queue, and taken in hand between the two looks.
    return onderhanden.isEerder(LOGWACHTRIJ, grens)
        || staatEerder(LOGWACHTRIJ, grens)
        || onderhanden.isEerder(LOGWACHTRIJ, grens);
  }

  private boolean staatEerder(String queue, Instant grens) {
    return Boolean.TRUE.equals(
        jms.browse(
            queue,
            (session, browser) -> {
              Enumeration<?> messages = browser.getEnumeration();
              return messages.hasMoreElements()
                  && ((Message) messages.nextElement()).getJMSTimestamp() < grens.toEpochMilli();
            }));
  }

  private void stilstand(Partner partner, String code, boolean stil, String waarom) {
    if (stil) {
      stilstand.staat(partner.code(), code, waarom, clock.instant());
    } else {
      stilstand.loopt(partner.code(), code);
    }
  }

  /**
   * Whether something for this partner is not on its queue yet since before that moment. It may
   * have its number: numbers are given to a bundle together, and one that fails keeps back what is
   * behind it. What got a number before that moment was put there before it too.
   */
  private boolean wachtOpNummer(Partner partner, Instant grens) {
    String adres = "gebeurtenis." + partner.abonnement().profiel();
    return onderhanden.isEerder(partner.wachtrij(), grens)
        || staatEerder(adres + "::" + partner.wachtrij(), grens)
        || onderhanden.isEerder(partner.wachtrij(), grens);
  }

  /**
   * What stands apart until a person decides, answered or not. Of that no term runs: the partner
   * cannot get it.
   */
  private Set<UUID> geparkeerd(Partner partner) {
    return Parkeerplek.berichten(jms, partner.code());
  }

  private Instant melding(LocalDate vandaag) {
    return new Termijnrekening(MELDING, werkdagen, vandaag).verstreken();
  }

  private Optional<Termijnrekening> rekening(Partner partner, LocalDate vandaag) {
    return keuzes.termijn(partner).map(termijn -> new Termijnrekening(termijn, werkdagen, vandaag));
  }

  /**
   * Whether all is on the partner's queue of which a term may be judged today: what is warned of,
   * the warnings of what lapses, and the notices that do.
   */
  private boolean staatKlaar(Partner partner, LocalDate vandaag) {
    Instant grens =
        Stream.concat(
                Stream.of(melding(vandaag)),
                rekening(partner, vandaag).stream()
                    .flatMap(een -> Stream.of(een.teWaarschuwen(), een.gewaarschuwd())))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    boolean wacht = wachtOpNummer(partner, grens);
    stilstand(
        partner,
        WACHT_OP_NUMMER,
        wacht,
        "wat voor hem is, staat al dagen niet klaar op zijn wachtrij; kijk in het log van de motor");
    return !wacht;
  }

  private void beoordeel(Partner partner, Set<UUID> geparkeerd, LocalDate vandaag) {
    rekening(partner, vandaag).ifPresent(een -> beoordeel(partner, een, geparkeerd, vandaag));
    standen.laatMeldingenVerstrijken(partner.code(), melding(vandaag), geparkeerd, GREEP * GREPEN);
  }

  private void beoordeel(
      Partner partner, Termijnrekening rekening, Set<UUID> geparkeerd, LocalDate vandaag) {
    boolean gewaarschuwd =
        herhaal(
            () ->
                standen.waarschuw(
                    partner.code(),
                    rekening.teWaarschuwen(),
                    geparkeerd,
                    GREEP,
                    geval -> rekening.laatsteDag(geval.begin()),
                    gevallen -> melder.nadert(partner, rekening, gevallen)));
    if (gewaarschuwd) {
      waarschuwDatTermijnenDoorlopen(partner);
    }
    int verstreken =
        standen.laatVerstrijken(
            partner.code(),
            rekening.verstreken(),
            rekening.gewaarschuwd(),
            vandaag,
            geparkeerd,
            GREEP * GREPEN);
    if (verstreken > 0) {
      LOG.warn("Van {} leveringen aan {} is de termijn verstreken", verstreken, partner.code());
    }
  }

  private interface Greep {
    int doe();
  }

  /**
   * @return whether there was anything to do
   */
  private static boolean herhaal(Greep greep) {
    int laatste = greep.doe();
    boolean iets = laatste > 0;
    for (int keer = 1; keer < GREPEN && laatste == GREEP; keer++) {
      laatste = greep.doe();
    }
    return iets;
  }

  /** A rate or silence of the partner does not lengthen a term: that must not come unseen. */
  private void waarschuwDatTermijnenDoorlopen(Partner partner) {
    Optional<Integer> tempo = keuzes.tempo(partner);
    boolean stil = !keuzes.stilte(partner).isEmpty();
    if (tempo.isEmpty() && !stil) {
      return;
    }
    String waarom =
        tempo.map(perMinuut -> "een tempo van " + perMinuut + " per minuut").orElse("")
            + (tempo.isPresent() && stil ? " en " : "")
            + (stil ? "stille uren" : "");
    LOG.warn("Termijnen van {} raken op, en die afnemer heeft {}", partner.code(), waarom);
    Instant nu = clock.instant();
    log.schrijf(
        new LogRegelBouwer(Stap.GEWAARSCHUWD, BerichtId.nieuw(nu), nu)
            .gebeurtenistype("nl.ketenbrug.abonnement-gewaarschuwd")
            .partner(partner.code(), null)
            .actor(LeveringSettings.NAAM)
            .reden(
                "termijn-en-tempo",
                "termijnen raken op en lopen door, terwijl de afnemer %s heeft".formatted(waarom))
            .bouw());
  }

  /**
   * Takes what lapsed from the partner's queue. What a client holds that reads the queue itself is
   * not there to be taken: it stays the client's until that confirms it or gives it back. What was
   * set apart meanwhile did not lapse.
   */
  private void verplaats(Partner partner, Set<UUID> geparkeerd) {
    Map<UUID, Verstreken> gevallen =
        standen.teVerplaatsen(partner.code(), GREEP * GREPEN).stream()
            .collect(Collectors.toMap(Verstreken::berichtId, geval -> geval));
    if (gevallen.isEmpty()) {
      return;
    }
    Set<UUID> hier =
        jms.browse(
            partner.queue(),
            (session, browser) ->
                Verlopenwachtrij.zichtbaar(browser, gevallen.keySet(), Pull.DIEPTE));
    // Where an engine ended between the broker and the table.
    Map<UUID, Instant> weg = new HashMap<>();
    gevallen.forEach(
        (id, geval) -> {
          if (!hier.contains(id)) {
            weg.put(id, geval.verstreken());
          }
        });
    if (!weg.isEmpty()) {
      standen.verlopen(partner.code(), apart(partner, weg));
    }
    standen.begintOpnieuw(
        partner.code(),
        gevallen.values().stream()
            .filter(
                geval ->
                    hier.contains(geval.berichtId())
                        ? geval.hervat()
                        : geparkeerd.contains(geval.berichtId()))
            .map(Verstreken::berichtId)
            .toList());
    List<Verstreken> beurt = new ArrayList<>();
    gevallen.values().stream()
        .filter(geval -> !geval.hervat() && hier.contains(geval.berichtId()))
        .sorted(Comparator.comparingLong(Verstreken::volgnummer))
        .forEach(
            geval -> {
              beurt.add(geval);
              if (beurt.size() == BUNDEL) {
                zetApart(partner, beurt);
                beurt.clear();
              }
            });
    zetApart(partner, beurt);
    long hangt = standen.blijftHangen(partner.code(), clock.instant().minus(Duration.ofDays(1)));
    if (hangt > 0) {
      LOG.warn(
          "{} verstreken leveringen aan {} zijn al een dag niet van de wachtrij te nemen",
          hangt,
          partner.code());
    }
  }

  private Set<UUID> apart(Partner partner, Map<UUID, Instant> gezocht) {
    return jms.browseSelected(
        Verlopenwachtrij.NAAM,
        Verlopenwachtrij.selector(partner.code()),
        (session, browser) -> Verlopenwachtrij.hier(browser, gezocht));
  }

  private void zetApart(Partner partner, List<Verstreken> beurt) {
    if (beurt.isEmpty()) {
      return;
    }
    List<UUID> verplaatst = new ArrayList<>();
    transactie.doe(
        () ->
            beurt.forEach(
                geval -> {
                  if (Boolean.TRUE.equals(
                      jms.execute(session -> zetApart(session, partner, geval), true))) {
                    verplaatst.add(geval.berichtId());
                  }
                }));
    standen.verlopen(partner.code(), verplaatst);
  }

  private boolean zetApart(Session session, Partner partner, Verstreken geval) throws JMSException {
    Message message = Pull.neemAlle(session, partner.queue(), geval.berichtId());
    if (message == null) {
      return false;
    }
    Verlopenwachtrij.zet(session, partner.code(), message, geval.verstreken());
    log.schrijf(
        new LogRegelBouwer(Stap.VERLOPEN, new BerichtId(geval.berichtId()), clock.instant())
            .correlatie(geval.correlatieId())
            .gebeurtenistype(message.getStringProperty(Koppen.GEBEURTENISTYPE))
            .bron(message.getStringProperty(Koppen.BRON))
            .dossier(message.getStringProperty(Koppen.DOSSIER))
            .partner(partner.code(), geval.volgnummer())
            .reden(Verlopenwachtrij.REDEN, waarom(partner, geval))
            .bouw());
    return true;
  }

  private String waarom(Partner partner, Verstreken geval) {
    if (geval.gewaarschuwd() == null) {
      return "een melding, niet bevestigd binnen %d werkdagen".formatted(MELDING.werkdagen());
    }
    return "niet bevestigd binnen %s, na de waarschuwing van %s"
        .formatted(
            keuzes
                .termijn(partner)
                .map(termijn -> termijn.werkdagen() + " werkdagen")
                .orElse("de termijn"),
            Termijnrekening.dag(geval.gewaarschuwd()));
  }
}
