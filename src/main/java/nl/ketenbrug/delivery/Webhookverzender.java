package nl.ketenbrug.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
 * <p>An event that the receiver answers with an error again and again waits with its dossier, and
 * the next dossier is tried: when that is taken the rest follows. Errors to several dossiers in a
 * row are the receiver's.
 *
 * <p>After a failure of the receiver nothing is sent for a while, longer each time; then one event
 * as a trial, and only when that arrives the rest. When nothing succeeds for as long as the
 * partner's file bears with, the subscription is paused: what comes stays on the queue.
 */
@Component
class Webhookverzender implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Webhookverzender.class);

  /** On top of the time limit of a request: what the engine itself needs around it. */
  private static final Duration RUIMTE = Duration.ofSeconds(10);

  /** Up to here a pause between events is waited out; a longer one is left to a later round. */
  private static final Duration KORT = Duration.ofSeconds(2);

  /** After an error to what had waited, before another one that waits: not all of it at once. */
  private static final Duration RUST = Duration.ofSeconds(1);

  /** What waits for an error leaves no room to look at anything else. */
  private static final String VOL = "webhook-bereik-vol";

  private static final String MOTOR = "ketenbrug";

  private final Partners partners;
  private final Pull pull;
  private final Webhookstanden standen;
  private final Webhookwachtenden wachtenden;
  private final Webhookvolgorde volgorde;
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
      Webhookwachtenden wachtenden,
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
    this.wachtenden = wachtenden;
    this.volgorde = new Webhookvolgorde(pull, wachtenden, settings);
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
    wachtenden.ruimOp(partner.code());
    if (geeftHand(partner, stand)) {
      bezorg(partner, stand);
    }
    standen.laatLos(partner.code());
  }

  private void bezorg(Partner partner, Webhookstand stand) {
    Duration tussen = tussen(partner);
    int poging = stand.poging();
    boolean gewaarschuwd = stand.waarschuwingen() > 0;
    boolean vol = stand.misluktSinds() != null && VOL.equals(stand.laatsteFout());
    Webhookvolgorde.Keuze keuze = volgorde.volgende(partner);
    while (!keuze.berichten().isEmpty()) {
      // Until a look does not end at its bound: what followed in a dossier that waited is no proof.
      vol = keuze.vol() && (vol || keuze.alleen());
      for (Pull.Bericht bericht : keuze.berichten()) {
        Vervolg vervolg =
            stopt ? Vervolg.STOP : bezorg(partner, bericht, keuze.gewacht(), poging, tussen);
        if (vervolg == Vervolg.STOP) {
          return;
        }
        if (vervolg == Vervolg.VERDER) {
          if (!standen.gelukt(partner.code(), vol)) {
            return;
          }
          if (gewaarschuwd && !vol) {
            voorbij(partner);
            gewaarschuwd = false;
          }
          poging = 0;
        }
        if (vervolg == Vervolg.ANDER_DOSSIER && keuze.alleen()) {
          rust(partner, keuze.vol(), poging, tussen);
          return;
        }
        if (!wacht(partner, tussen)) {
          return;
        }
        if (vervolg == Vervolg.ANDER_DOSSIER) {
          break;
        }
      }
      keuze = volgorde.volgende(partner);
    }
    if (keuze.vol()) {
      rust(partner, true, poging, tussen);
    }
  }

  /** Nothing else can go now. */
  private void rust(Partner partner, boolean vol, int poging, Duration tussen) {
    if (vol) {
      // Whoever stands behind it gets nothing: that is a standstill, as when it is away.
      mislukt(partner, Webhookantwoord.mislukt(VOL), poging, tussen);
      return;
    }
    standen.rust(partner.code(), langste(tussen, RUST));
  }

  /** What to do after an event. */
  private enum Vervolg {
    VERDER,
    /** Its dossier waits: without it there is another order. */
    ANDER_DOSSIER,
    STOP
  }

  private Vervolg bezorg(
      Partner partner, Pull.Bericht bericht, boolean gewacht, int poging, Duration tussen) {
    if (!mag(partner)) {
      return Vervolg.STOP;
    }
    volgorde.gaat(partner, gewacht);
    // Before it is on record as offered: what lapsed is not sent.
    if (!pull.houdOmTeBezorgen(partner, bericht, huur)) {
      return Vervolg.STOP;
    }
    pull.biedAan(partner, bericht, "aangeboden aan de webhook");
    // Once more, and last: the broker may take as long as lease and hold last.
    if (!standen.verleng(partner.code(), huur) || !pull.houdOmTeBezorgen(partner, bericht, huur)) {
      return Vervolg.STOP;
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
            regel(Stap.MISLUKT, partner, bericht)
                .reden(antwoord.code(), "poging " + bericht.keer() + " bij de webhook")
                .bouw());
        if (antwoord.overDeGebeurtenis()) {
          return fout(partner, bericht, antwoord, poging, tussen);
        }
        mislukt(partner, antwoord, poging, tussen);
        return Vervolg.STOP;
      }
    }
  }

  /**
   * An error that may be about this event. At first it is tried again before all others, unless
   * another one waits already: that this receiver answers some with an error is known then. Then
   * only its dossier waits, and another one shows whether it is the receiver's.
   */
  private Vervolg fout(
      Partner partner,
      Pull.Bericht bericht,
      Webhookantwoord antwoord,
      int poging,
      Duration minstens) {
    String code = partner.code();
    Optional<Webhookwachtenden.Fout> genoteerd = wachtenden.fout(code, bericht, antwoord.code());
    if (genoteerd.isEmpty()) {
      LOG.info("Bij {} bezorgt nu een andere motor", code);
      return Vervolg.STOP;
    }
    Webhookwachtenden.Fout fout = genoteerd.get();
    int opRij = wachtenden.dossiersOpRij(code);
    if (opRij >= settings.dossiersOpRij()) {
      // The pause of the receiver is enough: once it is over this one may go as any other.
      wachtenden.laatWachten(code, bericht.berichtId(), Duration.ZERO);
      mislukt(partner, antwoord, poging, minstens);
      return Vervolg.STOP;
    }
    Duration pauze = langste(pauze(antwoord, fout.poging()), minstens);
    if (fout.eerste()
        && opRij <= 1
        && fout.poging() < settings.pogingenPerGebeurtenis()
        && !wachtenden.wachtAnder(code, bericht.berichtId())) {
      standen.fout(code, antwoord.code(), pauze);
      return Vervolg.STOP;
    }
    // At least the first pause: another dossier is tried now, and not this one again.
    wachtenden.laatWachten(code, bericht.berichtId(), langste(pauze, settings.eerstePauze()));
    standen.fout(code, antwoord.code(), Duration.ZERO);
    if (fout.eerste()) {
      LOG.warn(
          "De webhook van {} neemt {} niet aan ({}); haar dossier wacht",
          code,
          bericht.berichtId(),
          antwoord.code());
    }
    waarschuw(partner, bericht, antwoord, fout);
    return Vervolg.ANDER_DOSSIER;
  }

  /** In attempts: of the time since the first one nobody may have tried for a good part. */
  private void waarschuw(
      Partner partner,
      Pull.Bericht bericht,
      Webhookantwoord antwoord,
      Webhookwachtenden.Fout fout) {
    int stap = settings.stap(fout.duur());
    if (!wachtenden.waarschuw(partner.code(), bericht.berichtId(), stap)) {
      return;
    }
    LOG.warn(
        "Waarschuwing {}: de webhook van {} nam {} in {} pogingen niet aan ({})",
        stap,
        partner.code(),
        bericht.berichtId(),
        fout.poging(),
        antwoord.code());
    log.schrijf(
        regel(Stap.GEWAARSCHUWD, partner, bericht)
            .actor(MOTOR)
            .reden(
                antwoord.code(),
                "waarschuwing %d: in %d pogingen niet aangenomen; haar dossier wacht"
                    .formatted(stap, fout.poging()))
            .bouw());
  }

  private LogRegelBouwer regel(Stap stap, Partner partner, Pull.Bericht bericht) {
    return new LogRegelBouwer(stap, new BerichtId(bericht.berichtId()), clock.instant())
        .correlatie(bericht.correlatieId())
        .gebeurtenistype(bericht.gebeurtenistype())
        .partner(partner.code(), bericht.volgnummer());
  }

  private static Duration langste(Duration een, Duration ander) {
    return een.compareTo(ander) < 0 ? ander : een;
  }

  /** Silent, or as many in this minute as its rate allows: the event stays where it is. */
  private boolean mag(Partner partner) {
    if (uitgifte.stilTot(partner).isPresent()) {
      return false;
    }
    Uitgifte.Ruimte ruimte = uitgifte.neem(partner, 1);
    if (ruimte.aantal() == 0) {
      standen.rust(partner.code(), ruimte.begrensd().wacht());
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
   * @return {@code STOP} when the next one may not go
   */
  private Vervolg bevestigd(
      Partner partner, Pull.Bericht bericht, Antwoord antwoord, String reden, int poging) {
    Pull.Bevestiging bevestiging =
        pull.bevestig(partner, bericht.berichtId(), antwoord, reden)
            .orElseThrow(() -> new IllegalStateException("Deze levering is nergens genoteerd"));
    if (bevestiging.blijftStaan()) {
      mislukt(partner, Webhookantwoord.mislukt("webhook-wachtrij"), poging, Duration.ZERO);
      return Vervolg.STOP;
    }
    return Vervolg.VERDER;
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
        standen.mislukt(partner.code(), antwoord.code(), langste(pauze, minstens));
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
