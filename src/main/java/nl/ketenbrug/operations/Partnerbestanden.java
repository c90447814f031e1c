package nl.ketenbrug.operations;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import nl.ketenbrug.delivery.Abonnementkeuzes;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.messagelog.Versiestempels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Leaves a record of each file of a partner that says something else than it did at the last start
 * of any engine: what it said, what it says, and what that would have been on the events of the
 * last month. A file of which no byte changed did not change, whatever this version reads in it.
 * Who changed the file it cannot know; the record carries the version stamp by which the file is
 * found again.
 *
 * <p>A start reads one table; only what became different costs more. The record stands in the
 * transaction that remembers the file, so of several engines one writes it, and after a crash the
 * next start does.
 */
@Service
class Partnerbestanden {

  /** On which a subscription is tried; as long as for a choice. */
  private static final int DAGEN = 31;

  /** One trial may take so long. */
  private static final int SECONDEN = 2;

  /** All trials of one start may begin within this. */
  private static final Duration SAMEN = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Partnerbestanden.class);

  private final Partners partners;
  private final Abonnementkeuzes keuzes;
  private final Versiestempels stempels;
  private final LogSchrijver log;
  private final Clock clock;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactie;
  private final TransactionTemplate proef;

  @Autowired
  Partnerbestanden(
      Partners partners,
      Abonnementkeuzes keuzes,
      Versiestempels stempels,
      LogSchrijver log,
      DataSource database,
      Clock clock) {
    this(partners, keuzes, stempels, log, database, clock, SECONDEN);
  }

  /**
   * @param seconden that one trial may take
   */
  Partnerbestanden(
      Partners partners,
      Abonnementkeuzes keuzes,
      Versiestempels stempels,
      LogSchrijver log,
      DataSource database,
      Clock clock,
      int seconden) {
    this.partners = partners;
    this.keuzes = keuzes;
    this.stempels = stempels;
    this.log = log;
    this.clock = clock;
    this.jdbc = JdbcClient.create(database);
    JdbcTransactionManager beheer = new JdbcTransactionManager(database);
    this.transactie = new TransactionTemplate(beheer);
    this.proef = new TransactionTemplate(beheer);
    // Reaches the database as the time that a statement of this transaction has.
    proef.setTimeout(seconden);
    proef.setReadOnly(true);
  }

  /** After what has to run: nobody waits for it. */
  @EventListener(ApplicationReadyEvent.class)
  @Order
  void vergelijk() {
    try {
      vergelijkAlle();
    } catch (RuntimeException e) {
      // Of whatever kind: out of a listener it would end an engine that works.
      LOG.warn(
          "Wat er in bestanden van afnemers veranderde is nu niet vast te leggen ({}); bij de"
              + " volgende start opnieuw",
          e.getClass().getSimpleName());
    }
  }

  /** As the last start left it. */
  private record Bekend(String kenmerk, String stempel) {}

  private void vergelijkAlle() {
    Instant begin = clock.instant();
    Map<String, Bekend> bekend = bekend();
    String begonnen = bekend.isEmpty() ? "eerste keer vastgelegd: " : "nieuw bestand: ";
    for (Partner partner : partners.alle()) {
      Partnerinhoud nu = Partnerinhoud.van(partner);
      Bekend was = bekend.getOrDefault(partner.code(), new Bekend(null, null));
      boolean zelfdeBestand = stempel(partner.code()).equals(was.stempel());
      if (nu.kenmerk().equals(was.kenmerk()) || zelfdeBestand) {
        // Of the same file another version of the engine may read more.
        ververs(partner.code(), nu, was);
      } else {
        boolean tijd = clock.instant().isBefore(begin.plus(SAMEN));
        legVast(partner.code(), nu, begonnen, tijd ? proef(partner) : nietTeTellen());
      }
    }
    Set<String> weg = new HashSet<>(bekend.keySet());
    partners.alle().forEach(partner -> weg.remove(partner.code()));
    weg.forEach(this::legWegVast);
  }

  private Map<String, String> bestand(String code) {
    return stempels.vanBestanden("config/partners/" + code + ".yaml");
  }

  private String stempel(String code) {
    return bestand(code).values().iterator().next();
  }

  private Map<String, Bekend> bekend() {
    Map<String, Bekend> bekend = new HashMap<>();
    jdbc.sql("select partner, kenmerk, stempel from partnerbestand")
        .query(
            rij -> {
              bekend.put(rij.getString(1), new Bekend(rij.getString(2), rij.getString(3)));
            });
    return bekend;
  }

  private void ververs(String code, Partnerinhoud nu, Bekend was) {
    if (new Bekend(nu.kenmerk(), stempel(code)).equals(was)) {
      return;
    }
    jdbc.sql(
            """
            update partnerbestand set kenmerk = :kenmerk, inhoud = :inhoud, stempel = :stempel
            where partner = :partner and kenmerk = :was""")
        .param("partner", code)
        .param("kenmerk", nu.kenmerk())
        .param("inhoud", nu.inhoud().toString())
        .param("stempel", stempel(code))
        .param("was", was.kenmerk())
        .update();
  }

  private void legVast(String code, Partnerinhoud nu, String begonnen, String proef) {
    alleen(
        () -> {
          Optional<Partnerinhoud> oud = oud(code);
          if (oud.map(Partnerinhoud::kenmerk).filter(nu.kenmerk()::equals).isPresent()) {
            // Another engine was first.
            return;
          }
          Instant moment = clock.instant();
          jdbc.sql(
                  """
                  insert into partnerbestand (partner, kenmerk, inhoud, sinds, stempel)
                  values (:partner, :kenmerk, :inhoud, :sinds, :stempel)
                  on conflict (partner) do update set kenmerk = excluded.kenmerk,
                    inhoud = excluded.inhoud, sinds = excluded.sinds, stempel = excluded.stempel\
                  """)
              .param("partner", code)
              .param("kenmerk", nu.kenmerk())
              .param("inhoud", nu.inhoud().toString())
              .param("sinds", Timestamp.from(moment))
              .param("stempel", stempel(code))
              .update();
          String zin = oud.map(nu::verschil).orElseGet(() -> begonnen + nu.kort()) + "; " + proef;
          schrijf(
              regel(code, moment, oud.isPresent() ? "bestand-gewijzigd" : "bestand-nieuw", zin)
                  .route(null, bestand(code))
                  .inhoud("application/json", inhoud(oud.orElse(null), nu)));
          LOG.info("Abonnement {}: {}", code, zin);
        });
  }

  private void legWegVast(String code) {
    alleen(
        () ->
            oud(code)
                .ifPresent(
                    oud -> {
                      jdbc.sql("delete from partnerbestand where partner = :partner")
                          .param("partner", code)
                          .update();
                      String zin = "het bestand is er niet meer; het was: " + oud.kort();
                      schrijf(
                          regel(code, clock.instant(), "bestand-weg", zin)
                              .inhoud("application/json", inhoud(oud, null)));
                      LOG.info("Abonnement {}: {}", code, zin);
                    }));
  }

  /** No other engine that starts does so now. */
  private void alleen(Runnable werk) {
    transactie.executeWithoutResult(
        status -> {
          jdbc.sql("select pg_advisory_xact_lock(hashtext('partnerbestand'))")
              .query((rij, nummer) -> nummer)
              .single();
          werk.run();
        });
  }

  private Optional<Partnerinhoud> oud(String code) {
    return jdbc.sql("select kenmerk, inhoud from partnerbestand where partner = :partner")
        .param("partner", code)
        .query((rij, nummer) -> Partnerinhoud.lees(rij.getString(1), rij.getString(2)))
        .optional();
  }

  /** What it would have been, as a sentence. */
  private String proef(Partner partner) {
    Instant sinds = clock.instant().minus(DAGEN, ChronoUnit.DAYS);
    Abonnementkeuzes.Omvang omvang;
    try {
      omvang = proef.execute(status -> keuzes.omvang(partner, sinds));
    } catch (DataAccessException | TransactionException e) {
      LOG.warn(
          "Wat het abonnement van {} in een maand geweest was is niet te tellen ({})",
          partner.code(),
          e.getClass().getSimpleName());
      return nietTeTellen();
    }
    return "zou %s van %s gebeurtenissen van de laatste %d dagen hebben geraakt"
        .formatted(getal(omvang.getroffen()), getal(omvang.van()), DAGEN);
  }

  private static String nietTeTellen() {
    return "hoeveel gebeurtenissen van de laatste %d dagen het geraakt had, was niet binnen de tijd te tellen"
        .formatted(DAGEN);
  }

  private static String getal(long aantal) {
    return String.format(Locale.forLanguageTag("nl"), "%,d", aantal);
  }

  private static String inhoud(Partnerinhoud oud, Partnerinhoud nieuw) {
    return "{\"oud\":%s,\"nieuw\":%s}"
        .formatted(oud == null ? null : oud.inhoud(), nieuw == null ? null : nieuw.inhoud());
  }

  private void schrijf(LogRegelBouwer regel) {
    log.schrijf(List.of(regel.bouw()));
  }

  private static LogRegelBouwer regel(String code, Instant moment, String reden, String zin) {
    return new LogRegelBouwer(Stap.GEWIJZIGD, BerichtId.nieuw(moment), moment)
        .gebeurtenistype("nl.ketenbrug.abonnement-gewijzigd")
        .partner(code, null)
        .reden(reden, zin);
  }
}
