package nl.ketenbrug.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.MotorStopt;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Sends each webhook what stands on its queue, in order: one event, its answer, and only then the
 * next. What the receiver takes is confirmed as a partner confirms it that fetches. One engine
 * delivers to a partner at a time, and one that ends leaves the event to the next under the same
 * id.
 *
 * <p>After a failure nothing is sent for a while, longer each time; then one event as a trial, and
 * only when that arrives the rest. When nothing succeeds for as long as the partner's file bears
 * with, the subscription is paused: what comes stays on the queue.
 */
@Component
class Webhookverzender implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Webhookverzender.class);

  /** Events taken from the queue at a time. */
  private static final int GREEP = 20;

  /** On top of the time limit of a request: what the engine itself needs around it. */
  private static final Duration RUIMTE = Duration.ofSeconds(10);

  /** Up to here a pause between events is waited out; a longer one is left to a later round. */
  private static final Duration KORT = Duration.ofSeconds(2);

  private static final String MOTOR = "ketenbrug";

  private final Partners partners;
  private final Pull pull;
  private final Webhookstanden standen;
  private final Abonnementstand abonnementen;
  private final Uitgifte uitgifte;
  private final Webhookpost post;
  private final Webhookmeters meters;
  private final WebhookSettings settings;
  private final Berichtenlog log;
  private final Clock clock;
  private final Duration huur;
  private volatile boolean stopt;
  private final Set<String> bezig = ConcurrentHashMap.newKeySet();

  /** Partners for whom database or broker was away the last time; said once. */
  private final Set<String> belemmerd = ConcurrentHashMap.newKeySet();

  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          taak -> new Thread(taak, "webhook"));

  Webhookverzender(
      Partners partners,
      Pull pull,
      Webhookstanden standen,
      Abonnementstand abonnementen,
      Uitgifte uitgifte,
      Webhookpost post,
      Webhookmeters meters,
      WebhookSettings settings,
      Berichtenlog log,
      Clock clock) {
    this.partners = partners;
    this.pull = pull;
    this.standen = standen;
    this.abonnementen = abonnementen;
    this.uitgifte = uitgifte;
    this.post = post;
    this.meters = meters;
    this.settings = settings;
    this.log = log;
    this.clock = clock;
    this.huur = Duration.ofMillis(settings.tijdslimiet()).plus(RUIMTE);
  }

  /** A thread for each partner to whom it is busy: one that is slow holds up nobody else. */
  @Scheduled(fixedDelayString = "${ketenbrug.webhook.ronde:1000}")
  void ronde() {
    for (Partner partner : partners.metWebhook()) {
      if (bezig.add(partner.code())) {
        begin(partner);
      }
    }
  }

  private void begin(Partner partner) {
    try {
      executor.execute(() -> probeer(partner));
    } catch (RejectedExecutionException e) {
      // The engine stops.
      bezig.remove(partner.code());
    }
  }

  private void probeer(Partner partner) {
    try {
      werk(partner);
      if (belemmerd.remove(partner.code())) {
        LOG.info("Bezorgen bij {} gaat weer", partner.code());
      }
    } catch (MotorStopt e) {
      LOG.info("Bezorgen bij {} gaat na een herstart verder", partner.code());
    } catch (DataAccessException | TransactionException | JmsException e) {
      // The lease runs out and the event is sent again.
      if (belemmerd.add(partner.code())) {
        LOG.warn("Bezorgen bij {} lukt nu niet ({})", partner.code(), e.getClass().getSimpleName());
      }
    } catch (RuntimeException e) {
      // The text of the exception may quote the event.
      LOG.error("Bezorgen bij {} ging mis ({})", partner.code(), e.getClass().getName());
    } finally {
      bezig.remove(partner.code());
    }
  }

  private void werk(Partner partner) {
    if (pull.isLeeg(partner) || uitgifte.stilTot(partner).isPresent()) {
      return;
    }
    Optional<Webhookstand> genomen = standen.neem(partner.code(), huur);
    if (genomen.isEmpty()) {
      return;
    }
    Webhookstand stand = genomen.get();
    if (geeftHand(partner, stand)) {
      bezorg(partner, stand);
    }
    standen.laatLos(partner.code());
  }

  private void bezorg(Partner partner, Webhookstand stand) {
    Duration tussen = tussen(partner);
    int poging = stand.poging();
    List<Pull.Bericht> berichten = pull.kijk(partner, GREEP);
    while (!berichten.isEmpty()) {
      for (Pull.Bericht bericht : berichten) {
        if (stopt || !bezorg(partner, bericht, poging, tussen)) {
          return;
        }
        if (poging > 0 && stand.waarschuwingen() > 0) {
          voorbij(partner);
        }
        poging = 0;
        if (!wacht(partner, tussen)) {
          return;
        }
      }
      berichten = pull.kijk(partner, GREEP);
    }
  }

  /**
   * @return whether the next one may go
   */
  private boolean bezorg(Partner partner, Pull.Bericht bericht, int poging, Duration tussen) {
    if (!mag(partner)) {
      return false;
    }
    pull.biedAan(partner, bericht, "aangeboden aan de webhook");
    // Last: the broker may take as long as the lease lasts.
    if (!standen.verleng(partner.code(), huur) || !pull.houdOmTeBezorgen(partner, bericht, huur)) {
      return false;
    }
    Webhookantwoord antwoord = post.stuur(partner.webhook(), bericht);
    meters.tel(partner.code(), antwoord);
    switch (antwoord.soort()) {
      case AANGENOMEN -> {
        String hoe = "webhook, HTTP " + antwoord.status();
        return bevestigd(partner, bericht, Antwoord.GEACCEPTEERD, hoe, poging);
      }
      case GEWEIGERD -> {
        return bevestigd(partner, bericht, Antwoord.GEWEIGERD, antwoord.reden(), poging);
      }
      default -> {
        log.schrijf(
            new LogRegelBouwer(Stap.MISLUKT, new BerichtId(bericht.berichtId()), clock.instant())
                .correlatie(bericht.correlatieId())
                .gebeurtenistype(bericht.gebeurtenistype())
                .partner(partner.code(), bericht.volgnummer())
                .reden(antwoord.code(), "poging " + (poging + 1) + " bij de webhook")
                .bouw());
        mislukt(partner, antwoord, poging, tussen);
        return false;
      }
    }
  }

  /** Silent, or as many in this minute as its rate allows: the event stays where it is. */
  private boolean mag(Partner partner) {
    if (uitgifte.stilTot(partner).isPresent()) {
      return false;
    }
    if (uitgifte.neem(partner, 1) == 0) {
      standen.rust(partner.code(), uitgifte.wachttijd(partner));
      return false;
    }
    return true;
  }

  /** Before the first event to an address: whether the receiver wants events at all. */
  private boolean geeftHand(Partner partner, Webhookstand stand) {
    Webhook webhook = partner.webhook();
    String adres = webhook.url().toString();
    if (!webhook.handdruk()
        || (adres.equals(stand.handdrukAdres())
            && settings.herkomst().equals(stand.handdrukHerkomst()))) {
      return true;
    }
    Webhookpost.Handdruk handdruk = post.vraagToestemming(webhook);
    if (handdruk.antwoord().soort() == Webhookantwoord.Soort.AANGENOMEN) {
      return standen.handdruk(partner.code(), adres, settings.herkomst(), handdruk.perMinuut());
    }
    meters.tel(partner.code(), handdruk.antwoord());
    mislukt(partner, handdruk.antwoord(), stand.poging(), Duration.ZERO);
    return false;
  }

  /**
   * What the broker does not give up after it was answered would leave the queue in another order.
   *
   * @return whether the next one may go
   */
  private boolean bevestigd(
      Partner partner, Pull.Bericht bericht, Antwoord antwoord, String reden, int poging) {
    Pull.Bevestiging bevestiging =
        pull.bevestig(partner, bericht.berichtId(), antwoord, reden)
            .orElseThrow(() -> new IllegalStateException("Deze levering is nergens genoteerd"));
    if (bevestiging.blijftStaan()) {
      mislukt(partner, Webhookantwoord.mislukt("webhook-wachtrij"), poging, Duration.ZERO);
      return false;
    }
    return standen.gelukt(partner.code());
  }

  private void voorbij(Partner partner) {
    LOG.info("De webhook van {} neemt weer aan", partner.code());
    noteer(Stap.GEWAARSCHUWD, partner, "webhook-voorbij", "de ontvanger neemt weer aan");
  }

  /**
   * @param minstens how long nothing is sent in any case
   */
  private void mislukt(Partner partner, Webhookantwoord antwoord, int poging, Duration minstens) {
    Duration pauze = pauze(antwoord, poging + 1);
    Optional<Webhookstanden.Storing> storing =
        standen.mislukt(
            partner.code(), antwoord.code(), pauze.compareTo(minstens) < 0 ? minstens : pauze);
    if (storing.isEmpty()) {
      LOG.info("Bij {} bezorgt nu een andere motor", partner.code());
      return;
    }
    if (antwoord.soort() == Webhookantwoord.Soort.STOP) {
      standen.handdruk(partner.code(), null, null, null);
      pauzeer(
          partner, antwoord.code(), "de ontvanger wil niets meer (HTTP " + antwoord.status() + ")");
      return;
    }
    Duration zonder = storing.get().zonderSucces();
    if (poging == 0) {
      LOG.warn("De webhook van {} nam niet aan: {}", partner.code(), antwoord.code());
    }
    Duration geduld = partner.webhook().geduld();
    if (zonder.compareTo(geduld) >= 0 && storing.get().waarschuwingen() >= settings.stap(geduld)) {
      pauzeer(
          partner,
          "webhook-geduld-op",
          "bij de webhook lukte %s niets, het laatst %s"
              .formatted(woorden(zonder), antwoord.code()));
      return;
    }
    int stap = settings.stap(zonder);
    if (standen.waarschuw(partner.code(), stap)) {
      LOG.warn(
          "Waarschuwing {}: bij de webhook van {} lukt {} niets ({})",
          stap,
          partner.code(),
          woorden(zonder),
          antwoord.code());
      noteer(
          Stap.GEWAARSCHUWD,
          partner,
          antwoord.code(),
          "waarschuwing %d: er lukt %s niets".formatted(stap, woorden(zonder)));
    }
  }

  /** Never sooner than the receiver asks, and after many failures not as soon as it asks either. */
  private Duration pauze(Webhookantwoord antwoord, int poging) {
    Duration terugval =
        new Terugval(settings.eerstePauze(), settings.langstePauze())
            .na(poging, RandomGenerator.getDefault());
    if (antwoord.later() == null || antwoord.later().compareTo(terugval) < 0) {
      return terugval;
    }
    return antwoord.later().compareTo(settings.langsteLater()) < 0
        ? antwoord.later()
        : settings.langsteLater();
  }

  /** Nothing is lost: what comes gets its number and stays on the queue until somebody resumes. */
  private void pauzeer(Partner partner, String code, String reden) {
    if (abonnementen.van(partner.code()).gepauzeerd()) {
      // Who stopped it before us is on record with a reason of their own.
      return;
    }
    LOG.warn("Het abonnement van {} is stilgezet: {}", partner.code(), reden);
    noteer(Stap.GEPAUZEERD, partner, code, reden);
    abonnementen.pauzeer(partner.code(), clock.instant(), MOTOR, reden);
  }

  private void noteer(Stap stap, Partner partner, String code, String uitleg) {
    Instant nu = clock.instant();
    log.schrijf(
        new LogRegelBouwer(stap, BerichtId.nieuw(nu), nu)
            .gebeurtenistype("nl.ketenbrug.abonnement-" + stap.naam())
            .partner(partner.code(), null)
            .actor(MOTOR)
            .reden(code, uitleg)
            .bouw());
  }

  private static String woorden(Duration duur) {
    if (duur.toDays() > 0) {
      return "al " + duur.toDays() + (duur.toDays() == 1 ? " dag" : " dagen");
    }
    return duur.toHours() > 0
        ? "al " + duur.toHours() + " uur"
        : "al " + duur.toSeconds() + " seconden";
  }

  /** A bound that the receiver set when it was asked holds while it is asked. */
  private Duration tussen(Partner partner) {
    Integer perMinuut = standen.van(partner.code()).perMinuut();
    return perMinuut == null || !partner.webhook().handdruk()
        ? Duration.ZERO
        : Duration.ofMinutes(1).dividedBy(perMinuut);
  }

  /**
   * @return false when the next event is for a later round
   */
  private boolean wacht(Partner partner, Duration tussen) {
    if (tussen.compareTo(KORT) > 0) {
      standen.rust(partner.code(), tussen);
      return false;
    }
    try {
      TimeUnit.MILLISECONDS.sleep(tussen.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MotorStopt();
    }
  }

  /** A request that is under way gets its time; another event does not begin. */
  @Override
  public void destroy() throws InterruptedException {
    stopt = true;
    executor.shutdown();
    if (!executor.awaitTermination(settings.tijdslimiet(), TimeUnit.MILLISECONDS)) {
      executor.shutdownNow();
    }
  }
}
