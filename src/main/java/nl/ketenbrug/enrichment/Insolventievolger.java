package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import nl.ketenbrug.dossier.Insolventies;
import nl.ketenbrug.dossier.Insolventies.Vraag;
import nl.ketenbrug.dossier.Matches;
import nl.ketenbrug.dossier.Matches.Verdwijning;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.enrichment.Insolventieverwerking.Bericht;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import nl.ketenbrug.source.Bronvragen;
import nl.ketenbrug.source.Registerdienst;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Asks a register what changed and what was removed, and then about each case that changed, within
 * its limits. Whose turn it is stands in the database, so every engine does it.
 */
@Component
class Insolventievolger implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Insolventievolger.class);
  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  /** Until it is looked again whether it is night or weekend. */
  private static final Duration TOT_RUST = Duration.ofMinutes(15);

  /** The code by which a register says that its history does not reach back so far. */
  private static final String BEGIN_OPNIEUW = "5";

  private final Insolventies insolventies;
  private final Insolventieverwerking verwerking;
  private final Matches matches;
  private final Matchmelder melder;
  private final Bronnen bronnen;
  private final Bronvragen vragen;
  private final InsolventieSettings settings;
  private final CamelContext camel;
  private final Berichtenlog log;
  private final Clock clock;
  private final ThreadPoolExecutor executor;

  Insolventievolger(
      Insolventies insolventies,
      Insolventieverwerking verwerking,
      Matches matches,
      Matchmelder melder,
      Bronnen bronnen,
      Bronvragen vragen,
      InsolventieSettings settings,
      CamelContext camel,
      Berichtenlog log,
      Clock clock) {
    this.insolventies = insolventies;
    this.verwerking = verwerking;
    this.matches = matches;
    this.melder = melder;
    this.bronnen = bronnen;
    this.vragen = vragen;
    this.settings = settings;
    this.camel = camel;
    this.log = log;
    this.clock = clock;
    this.executor =
        new ThreadPoolExecutor(
            0,
            settings.tegelijk(),
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            taak -> new Thread(taak, "insolventievolger"));
  }

  @Scheduled(fixedDelayString = "${ketenbrug.insolventies.voeding:1000}")
  void ronde() {
    if (!settings.aan() || !camel.isStarted()) {
      return;
    }
    meldVoorstellen();
    for (Bron bron : bronnen.alle()) {
      if (bron.isRegister()) {
        try {
          ronde(bron);
        } catch (DataAccessException | TransactionException e) {
          LOG.warn(
              "Register {} kon niet worden gevolgd ({}); bij de volgende ronde opnieuw",
              bron.naam(),
              e.getClass().getSimpleName());
        }
      }
    }
  }

  private void meldVoorstellen() {
    try {
      melder.meldVoorstellen();
    } catch (DataAccessException | TransactionException | JmsException e) {
      LOG.warn(
          "Voorgestelde matches konden niet in het log ({}); bij de volgende ronde opnieuw",
          e.getClass().getSimpleName());
    }
  }

  /** What goes without a question. */
  @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  void vervallen() {
    if (!settings.aan() || !camel.isStarted()) {
      return;
    }
    try {
      insolventies.vergeetVerwijderd();
      insolventies
          .vervallen(LocalDate.ofInstant(clock.instant(), NEDERLAND))
          .forEach(verwerking::vervalt);
      matches.uitgesteld().forEach(this::vertelAlsnog);
    } catch (DataAccessException | TransactionException e) {
      LOG.warn(
          "Zaken waarvan de laatste dag om is konden niet weg ({}); straks opnieuw",
          e.getClass().getSimpleName());
    }
  }

  /** One debtor who still does not open holds up no other. */
  private void vertelAlsnog(Verdwijning verdwijning) {
    try {
      verwerking.vertelAlsnog(verdwijning);
    } catch (OnleesbareBewaring e) {
      LOG.error(
          "Dat zaak {} verdween is nog niet te vertellen: {}",
          verdwijning.zaak().value(),
          OnleesbareBewaring.CODE);
    }
  }

  private void ronde(Bron bron) {
    Registerdienst dienst = bron.register();
    if (vrij() <= 0 || !dienst.tempo().isOpen(LocalTime.now(clock.withZone(NEDERLAND)))) {
      return;
    }
    Duration uitstel = Duration.ofSeconds(settings.uitstel());
    if (insolventies.neemBeurt(bron.naam(), uitstel)) {
      voerUit(() -> peil(bron), () -> insolventies.wacht(bron.naam(), clock.instant()));
    }
    for (Vraag vraag :
        insolventies.neemVragen(
            bron.naam(),
            Math.max(0, vrij()),
            dienst.tempo().perMinuut(),
            isRustig(dienst),
            uitstel)) {
      // One that finds no place comes back by itself.
      voerUit(() -> vraagZaak(bron, vraag), () -> {});
    }
  }

  private boolean isRustig(Registerdienst dienst) {
    return settings.opElkUur() || dienst.isRustig(clock.instant().atZone(NEDERLAND));
  }

  private int vrij() {
    return settings.tegelijk() - executor.getActiveCount();
  }

  private void voerUit(Runnable taak, Runnable anders) {
    try {
      executor.execute(taak);
    } catch (RejectedExecutionException e) {
      anders.run();
    }
  }

  private void peil(Bron bron) {
    probeer(
        bron,
        vraag -> peilNu(bron, vraag),
        () ->
            insolventies.mislukt(
                bron.naam(), n -> clock.instant().plus(bron.register().tempo().wacht(n))));
  }

  private void peilNu(Bron bron, AtomicReference<BerichtId> laatste) {
    Registerdienst dienst = bron.register();
    String naam = bron.naam();
    Insolventies.Stand stand = insolventies.stand(naam);
    boolean alles = stand.gewijzigdSinds() == null;
    if (alles && !isRustig(dienst)) {
      insolventies.wacht(naam, clock.instant().plus(TOT_RUST));
      return;
    }
    // Removals first: a case that came back later is then asked again after it was removed.
    if (stand.verwijderdSinds() != null
        && !neemVerwijderingen(bron, stand.verwijderdSinds(), laatste)) {
      meldOpnieuw(bron);
      insolventies.begintOpnieuwOokMetVerwijderingen(naam, clock.instant());
      return;
    }
    Instant sinds = alles ? dienst.begin().toInstant() : stand.gewijzigdSinds();
    BerichtId vraag = nieuw(laatste);
    Canoniek lijst = vraag(bron, vraag, "gewijzigdSinds", tijdstip(sinds));
    if (moetOpnieuw(lijst) && !alles) {
      meldOpnieuw(bron);
      insolventies.begintOpnieuw(naam, clock.instant());
      return;
    }
    eisAntwoord(bron, lijst);
    List<String> kenmerken = lijst.teksten("/k:Registerlijst/k:gewijzigd");
    Instant beurt = clock.instant().plus(Duration.ofSeconds(dienst.tempo().elke()));
    if (alles) {
      verwerking.neemAlles(naam, kenmerken, stand(lijst), beurt);
    } else {
      insolventies.gewijzigdTot(naam, kenmerken, false, stand(lijst), beurt);
    }
  }

  /**
   * @return false when the register wants everything to be loaded again
   */
  private boolean neemVerwijderingen(Bron bron, Instant sinds, AtomicReference<BerichtId> laatste) {
    BerichtId vraag = nieuw(laatste);
    Canoniek lijst = vraag(bron, vraag, "verwijderdSinds", tijdstip(sinds));
    if (moetOpnieuw(lijst)) {
      return false;
    }
    eisAntwoord(bron, lijst);
    for (Canoniek weg : lijst.delen("/k:Registerlijst/k:verwijderd")) {
      verwerking.verwijder(
          bron.naam(),
          weg.verplicht("k:nummer"),
          weg.tekst("k:kenmerk").orElse(null),
          weg.tekst("k:reden").orElse(""),
          vraag);
    }
    insolventies.verwijderdTot(bron.naam(), stand(lijst));
    return true;
  }

  private static void meldOpnieuw(Bron bron) {
    LOG.warn("Register {} wil dat alles opnieuw wordt geladen", bron.naam());
  }

  private void vraagZaak(Bron bron, Vraag vraag) {
    Runnable later =
        () ->
            insolventies.vraagMislukt(
                bron.naam(), vraag, n -> clock.instant().plus(bron.register().tempo().wacht(n)));
    probeer(bron, laatste -> vraagZaakNu(bron, vraag, nieuw(laatste), later), later);
  }

  private void vraagZaakNu(Bron bron, Vraag vraag, BerichtId bericht, Runnable later) {
    Instant gevraagd = insolventies.moment();
    Canoniek antwoord = vraag(bron, bericht, "zaakVan", vraag.kenmerk());
    eisAntwoord(bron, antwoord);
    Bericht uitkomst = verwerking.neem(bron.naam(), vraag, bericht, gevraagd, antwoord);
    if (uitkomst != Bericht.INGENOMEN) {
      // The register did nothing wrong.
      String uitleg = uitkomst.uitleg + "; de zaak wordt opnieuw gevraagd";
      wacht(bron, new Volgfout(Stap.VASTGELEGD, uitkomst.code, uitleg), bericht, later);
    }
  }

  /** The question that is put now: under its id stands what becomes of it. */
  private BerichtId nieuw(AtomicReference<BerichtId> laatste) {
    BerichtId vraag = BerichtId.nieuw(clock.instant());
    laatste.set(vraag);
    return vraag;
  }

  private Canoniek vraag(Bron bron, BerichtId vraag, String wat, String waarde) {
    String registervraag =
        "<Registervraag xmlns=\"%s\"><%s>%s</%s></Registervraag>"
            .formatted(Canoniek.NAMESPACE, wat, waarde, wat);
    return Canoniek.lees(
        Bevraging.wacht(vragen.register(bron.naam(), registervraag, koppen(vraag))));
  }

  private static boolean moetOpnieuw(Canoniek lijst) {
    return lijst.teksten("/*/k:melding/k:code").contains(BEGIN_OPNIEUW);
  }

  private static void eisAntwoord(Bron bron, Canoniek antwoord) {
    if (antwoord.verplicht("/*/@uitkomst").equals("fout")) {
      String code = antwoord.tekst("/*/k:melding/k:code").orElse("onbekend");
      throw new GeweigerdBericht(
          "register-fout-" + code.replaceAll("[^0-9a-z]", ""),
          "bron " + bron.naam() + " gaf geen antwoord");
    }
  }

  /**
   * Up to when the register says that it answers, by its own clock. A moment far ahead of ours
   * would make us miss what changes until then.
   */
  private Instant stand(Canoniek lijst) {
    Instant stand =
        OffsetDateTime.parse(lijst.verplicht("/k:Registerlijst/@stand"))
            .toInstant()
            .truncatedTo(ChronoUnit.MILLIS);
    if (stand.isAfter(clock.instant().plus(Duration.ofDays(1)))) {
      throw new GeweigerdBericht(
          "antwoord-stand-onmogelijk", "het register antwoordt over een tijd die nog komt");
    }
    return stand;
  }

  /** As the register writes a moment itself. */
  private static String tijdstip(Instant moment) {
    return OffsetDateTime.ofInstant(moment.truncatedTo(ChronoUnit.MILLIS), NEDERLAND)
        .format(java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }

  /** Derives nothing from a failure, and leaves the register in peace for longer each time. */
  private void probeer(Bron bron, Consumer<AtomicReference<BerichtId>> taak, Runnable mislukt) {
    AtomicReference<BerichtId> vraag = new AtomicReference<>();
    try {
      taak.accept(vraag);
    } catch (BronNietBereikbaar e) {
      wacht(bron, Volgfout.van(e), vraag.get(), mislukt);
    } catch (GeweigerdBericht e) {
      wacht(bron, Volgfout.van(e), vraag.get(), mislukt);
    } catch (OnleesbareBewaring e) {
      wacht(bron, Volgfout.van(e), vraag.get(), mislukt);
    } catch (DataAccessException | TransactionException e) {
      // The turn was moved forward when it was taken, and comes again by itself.
      LOG.warn(
          "Een antwoord van register {} kon niet worden verwerkt ({})",
          bron.naam(),
          e.getClass().getSimpleName());
    } catch (RuntimeException e) {
      // One case may not hold up the others, and the text of the exception may quote the answer.
      LOG.error(
          "Een antwoord van register {} is niet te verwerken ({})",
          bron.naam(),
          e.getClass().getName());
      wacht(bron, Volgfout.onverwacht(e), vraag.get(), mislukt);
    }
  }

  /**
   * @param vraag null when nothing was asked yet: then there is nothing under which to record it
   */
  private void wacht(Bron bron, Volgfout fout, BerichtId vraag, Runnable mislukt) {
    LOG.warn("Register {} wordt later weer gevraagd: {}", bron.naam(), fout.code());
    try {
      if (vraag != null) {
        log.schrijf(fout.regel(bron.naam(), vraag, null, clock.instant()));
      }
      mislukt.run();
    } catch (JmsException | DataAccessException | TransactionException e) {
      LOG.warn("Dat is niet te noteren ({})", e.getClass().getSimpleName());
    }
  }

  private Map<String, Object> koppen(BerichtId vraag) {
    Map<String, Object> koppen = new HashMap<>();
    koppen.put(Koppen.BERICHT_ID, vraag.toString());
    koppen.put(Koppen.CORRELATIE_ID, vraag.toString());
    koppen.put(Koppen.BRON, "ketenbrug");
    koppen.put("geregistreerd", clock.instant().toString());
    return koppen;
  }

  @Override
  public void destroy() {
    executor.shutdownNow();
  }
}
