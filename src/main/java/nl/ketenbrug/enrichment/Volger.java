package nl.ketenbrug.enrichment;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import nl.ketenbrug.dossier.Bronuitval;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.dossier.Volgingen.Beurt;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import nl.ketenbrug.source.Bronvragen;
import nl.ketenbrug.source.Volgwijze;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Asks the sources again about everybody with a running attachment, each in his turn and within the
 * limits of the source. Whose turn it is stands in the database, so every engine does it.
 */
@Component
class Volger implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Volger.class);
  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  private static final String GEEN_RECHT = "bron-niet-gerechtigd";

  /** What a complete good answer says that it is. */
  private static final Set<String> GOED =
      Set.of("gevonden", "niets-gevonden", "niet-van-toepassing");

  private final Volgingen volgingen;
  private final Volgverwerking verwerking;
  private final Insolventieverwerking insolventies;
  private final Bronnen bronnen;
  private final Bronuitval uitval;
  private final Volgvragen vragen;
  private final Vergelijkers vergelijkers;
  private final VolgSettings settings;
  private final VerrijkingSettings verrijking;
  private final Berichtenlog log;
  private final Clock clock;
  private final List<Bron> gevolgd;
  private final Volgplaatsen plaatsen;
  private final ThreadPoolExecutor executor;

  /** The source with which a round begins, each time the next one. */
  private int eerste;

  Volger(
      Volgingen volgingen,
      Volgverwerking verwerking,
      Insolventieverwerking insolventies,
      Bronnen bronnen,
      Bronuitval uitval,
      Bronvragen vragen,
      Vergelijkers vergelijkers,
      VolgSettings settings,
      VerrijkingSettings verrijking,
      Berichtenlog log,
      MeterRegistry meters,
      Clock clock) {
    this.volgingen = volgingen;
    this.verwerking = verwerking;
    this.insolventies = insolventies;
    this.bronnen = bronnen;
    this.uitval = uitval;
    this.vragen =
        new Volgvragen(
            vragen,
            volgingen::laatsteAntwoord,
            volgingen::feiten,
            // Half of it: an answer that comes after it is dropped, and would be asked for ever.
            Duration.ofSeconds(settings.uitstel()).dividedBy(2),
            meters,
            clock);
    this.vergelijkers = vergelijkers;
    this.settings = settings;
    this.verrijking = verrijking;
    this.log = log;
    this.clock = clock;
    this.gevolgd = gevolgd();
    this.plaatsen =
        new Volgplaatsen(gevolgd.stream().map(Bron::naam).toList(), settings.tegelijk());
    this.executor =
        new ThreadPoolExecutor(
            0,
            plaatsen.alle(),
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            taak -> new Thread(taak, "volger"));
  }

  /**
   * @throws IllegalArgumentException when a source is to be followed that cannot be: nobody would
   *     notice
   */
  private List<Bron> gevolgd() {
    List<Bron> gekozen =
        settings.aan()
            ? settings.bronnen().stream()
                .map(bronnen::bron)
                // Nobody is asked about there: see Signaalvolger.
                .filter(bron -> !bron.isSignaaldienst())
                .toList()
            : List.of();
    for (Bron bron : gekozen) {
      if (verrijking.isAndereWeg(bron.naam())) {
        throw new IllegalArgumentException(
            "brp-langs-twee-wegen: ketenbrug.volgen.bronnen noemt %s (zonder die instelling: brp en polis), en ketenbrug.verrijking.brp is %s; noem die, en de andere niet: elk feit zou tweemaal verteld worden"
                .formatted(bron.naam(), verrijking.brp()));
      }
      if (bron.volgen() == null || vergelijkers.zoek(bron.naam()).isEmpty()) {
        throw new IllegalArgumentException(
            "ketenbrug.volgen.bronnen noemt %1$s; daarvoor zijn een blok volgen in config/sources/%1$s.yaml en regels in config/veranderingen/%1$s.yaml nodig"
                .formatted(bron.naam()));
      }
      if (bron.isJson()
          && bron.json().perceelVan() != null
          && !settings.bronnen().contains(bron.json().perceelVan())) {
        throw new IllegalArgumentException(
            "ketenbrug.volgen.bronnen noemt %s; die vraagt naar wat %s zegt, en die staat er niet bij"
                .formatted(bron.naam(), bron.json().perceelVan()));
      }
    }
    List<String> over =
        bronnen.alle().stream()
            .filter(bron -> settings.aan() && bron.volgen() != null && !gekozen.contains(bron))
            .map(Bron::naam)
            .filter(naam -> vergelijkers.zoek(naam).isPresent())
            .filter(naam -> !verrijking.isAndereWeg(naam))
            .toList();
    if (!over.isEmpty()) {
      LOG.warn(
          "Te volgen, maar niet genoemd in ketenbrug.volgen.bronnen en dus niet gevolgd: {}",
          String.join(", ", over));
    }
    return gekozen;
  }

  @Scheduled(fixedDelayString = "${ketenbrug.volgen.voeding}")
  void ronde() {
    if (!settings.aan()) {
      return;
    }
    List<Bron> volgorde = new ArrayList<>(gevolgd);
    Collections.rotate(volgorde, -eerste);
    eerste = gevolgd.isEmpty() ? 0 : (eerste + 1) % gevolgd.size();
    ronde(volgorde, plaatsen::eigen);
    ronde(volgorde, plaatsen::over);
  }

  private void ronde(List<Bron> volgorde, ToIntFunction<String> vrij) {
    for (Bron bron : volgorde) {
      try {
        ronde(bron, vergelijkers.zoek(bron.naam()).orElseThrow(), vrij.applyAsInt(bron.naam()));
      } catch (DataAccessException | TransactionException e) {
        LOG.warn(
            "Bron {} kon niet worden gevolgd ({}); bij de volgende ronde opnieuw",
            bron.naam(),
            e.getClass().getSimpleName());
      }
    }
  }

  /** Who is followed changes slowly, and looking goes over everybody. */
  @Scheduled(fixedDelayString = "${ketenbrug.volgen.bijwerken}")
  void werkBij() {
    if (!settings.aan()) {
      return;
    }
    try {
      gevolgd.forEach(
          bron -> volgingen.werkBij(bron.naam(), Duration.ofSeconds(bron.volgen().elke())));
    } catch (DataAccessException | TransactionException e) {
      LOG.warn(
          "Wie gevolgd wordt kon niet worden bijgewerkt ({}); bij de volgende ronde opnieuw",
          e.getClass().getSimpleName());
    }
  }

  private void ronde(Bron bron, Vergelijker vergelijker, int vrij) {
    if (vrij <= 0 || !bron.volgen().isOpen(LocalTime.now(clock.withZone(NEDERLAND)))) {
      return;
    }
    List<Beurt> beurten =
        volgingen.neem(
            bron.naam(), vrij, bron.volgen().perMinuut(), Duration.ofSeconds(settings.uitstel()));
    for (Beurt beurt : beurten) {
      plaatsen.neem(bron.naam());
      try {
        executor.execute(() -> volgOpPlaats(bron, vergelijker, beurt));
      } catch (RejectedExecutionException e) {
        // The thread of a question that is done is not free yet; the turn comes back.
        plaatsen.geef(bron.naam());
        volgingen.signaal(beurt.dossier(), bron.naam());
      }
    }
  }

  private void volgOpPlaats(Bron bron, Vergelijker vergelijker, Beurt beurt) {
    try {
      volg(bron, vergelijker, beurt);
    } finally {
      plaatsen.geef(bron.naam());
    }
  }

  private void volg(Bron bron, Vergelijker vergelijker, Beurt beurt) {
    BerichtId vraag = BerichtId.nieuw(clock.instant());
    try {
      Optional<Bsn> bsn = volgingen.bsn(beurt.dossier());
      if (bsn.isPresent()) {
        vraag(bron, vergelijker, beurt, bsn.get(), vraag);
      }
    } catch (BronNietBereikbaar e) {
      wacht(bron, beurt, Volgfout.van(e), vraag);
    } catch (GeweigerdBericht e) {
      wacht(bron, beurt, Volgfout.van(e), vraag);
    } catch (OnleesbareBewaring e) {
      wacht(bron, beurt, Volgfout.van(e), vraag);
    } catch (DataAccessException | TransactionException e) {
      // The turn was moved forward when it was taken, and comes again by itself.
      LOG.warn(
          "Een antwoord van bron {} kon niet worden verwerkt ({})",
          bron.naam(),
          e.getClass().getSimpleName());
    } catch (RuntimeException e) {
      // One person may not hold up the others, and the text of the exception may quote the answer.
      LOG.error(
          "Een antwoord van bron {} is niet te verwerken ({})",
          bron.naam(),
          e.getClass().getName());
      wacht(bron, beurt, Volgfout.onverwacht(e), vraag);
    }
  }

  private void vraag(Bron bron, Vergelijker vergelijker, Beurt beurt, Bsn bsn, BerichtId vraag) {
    Map<String, Object> koppen = koppen(vraag, beurt.dossier());
    Volgvragen.Gesteld gesteld =
        vragen.stel(bron, beurt.dossier(), bsn, koppen, () -> volgingen.vraagGaatUit(bron.naam()));
    String antwoord = gesteld.antwoord();
    Canoniek gelezen = Canoniek.lees(antwoord);
    String uitkomst = gelezen.verplicht("/*/@uitkomst");
    if (!GOED.contains(uitkomst)) {
      throw new GeweigerdBericht("bron-" + uitkomst, "bron " + bron.naam() + " gaf geen antwoord");
    }
    // Somebody without a number is somebody else too: his facts would become those of the debtor.
    if (!gelezen.teksten("/k:Personen/k:Persoon/string(k:bsn)").stream()
        .allMatch(bsn.value()::equals)) {
      throw new GeweigerdBericht(
          "antwoord-ander-persoon", "de bron antwoordde over iemand naar wie niet gevraagd is");
    }
    if (gesteld.gevraagd()) {
      gaVerder(bron, vraag);
      uitval.isTerug(bron.naam());
    }
    if (verwerking
        .verwerk(
            bron.naam(),
            bron.volgen().inBeurten(gesteld.beurten()),
            vergelijker,
            beurt,
            bsn,
            vraag,
            antwoord)
        .isEmpty()) {
      // Somebody asked later, and knows better what he is recognised by too.
      return;
    }
    for (Canoniek persoon : gelezen.delen("/k:Personen/k:Persoon")) {
      insolventies.onthoud(beurt.dossier(), persoon, vraag);
    }
  }

  /** Derives nothing, and leaves the source in peace for longer each time. */
  private void wacht(Bron bron, Beurt beurt, Volgfout fout, BerichtId vraag) {
    LOG.warn("Bron {} wordt later weer gevraagd: {}", bron.naam(), fout.code());
    Volgwijze wijze = bron.volgen();
    try {
      log.schrijf(fout.regel(bron.naam(), vraag, beurt.dossier(), clock.instant()));
      if (fout.code().equals(GEEN_RECHT)) {
        stop(bron, beurt, vraag);
        return;
      }
      volgingen.mislukt(beurt, bron.naam(), poging -> clock.instant().plus(wijze.wacht(poging)));
    } catch (JmsException | DataAccessException | TransactionException e) {
      // The turn was moved forward when it was taken, and comes again by itself.
      LOG.warn("Dat is niet te noteren ({})", e.getClass().getSimpleName());
    }
  }

  /**
   * It says so of us and not of him. Should it be of him all the same, the trial of tomorrow is
   * about somebody else: those whose turn is today go before him.
   */
  private void stop(Bron bron, Beurt beurt, BerichtId vraag) {
    volgingen.mislukt(beurt, bron.naam(), poging -> clock.instant().plus(Duration.ofDays(1)));
    if (volgingen.sluit(bron.naam())) {
      LOG.error("Bron {} staat onze vragen niet toe en wordt niet meer gevraagd", bron.naam());
      meld(
          bron,
          vraag,
          "volgen-gestopt",
          "bron %s staat onze vragen niet toe en wordt niet meer gevraagd, op een proefvraag per dag na");
    }
  }

  private void gaVerder(Bron bron, BerichtId vraag) {
    if (volgingen.open(bron.naam(), vraag.tijdstip())) {
      meld(
          bron,
          vraag,
          "volgen-hervat",
          "bron %s staat onze vragen weer toe en wordt weer gevraagd");
    }
  }

  private void meld(Bron bron, BerichtId vraag, String code, String zin) {
    log.schrijf(
        new LogRegelBouwer(Stap.GESIGNALEERD, vraag, clock.instant())
            .bron(bron.naam())
            .reden(code, zin.formatted(bron.naam()))
            .bouw());
  }

  private Map<String, Object> koppen(BerichtId vraag, Dossiersleutel dossier) {
    Map<String, Object> koppen = new HashMap<>();
    koppen.put(Koppen.BERICHT_ID, vraag.toString());
    koppen.put(Koppen.CORRELATIE_ID, vraag.toString());
    koppen.put(Koppen.BRON, "ketenbrug");
    koppen.put(Koppen.DOSSIER, dossier.value());
    koppen.put("geregistreerd", clock.instant().toString());
    return koppen;
  }

  @Override
  public void destroy() {
    executor.shutdownNow();
  }
}
