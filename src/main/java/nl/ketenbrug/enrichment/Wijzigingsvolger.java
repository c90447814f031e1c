package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.dossier.Volgindicaties;
import nl.ketenbrug.dossier.Volgindicaties.Opdracht;
import nl.ketenbrug.dossier.Volgindicaties.Peiling;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Volgindicatieclient;
import nl.ketenbrug.source.Volgwijze;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Tells a source whom we follow, and asks it who changed: those are asked about at once, the others
 * seldom. It says who and not what, so nothing follows from it but a question.
 */
@Component
class Wijzigingsvolger implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Wijzigingsvolger.class);
  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  /** Requests in a row before the next look at whether it is time to ask who changed. */
  private static final int BATCH = 20;

  /** By how much two clocks may differ at the turn of the day. */
  private static final Duration KLOKVERSCHIL = Duration.ofHours(1);

  private final Volgindicaties indicaties;
  private final Volgindicatieclient client;
  private final Volgtempo tempo;
  private final VolgSettings settings;

  /** The source that this is about: of the sources only the BRP has such a service. */
  private final String over;

  private final Clock clock;

  /** One at a time: the source is to be told little, and in order. */
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          0,
          1,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          taak -> new Thread(taak, "wijzigingsvolger"));

  Wijzigingsvolger(
      Volgindicaties indicaties,
      Volgindicatieclient client,
      Volgtempo tempo,
      VolgSettings settings,
      VerrijkingSettings verrijking,
      Clock clock) {
    this.indicaties = indicaties;
    this.client = client;
    this.tempo = tempo;
    this.settings = settings;
    this.over = verrijking.brp();
    this.clock = clock;
    controleerUitstel();
  }

  /**
   * @throws IllegalArgumentException when a batch could take longer than its turns are held:
   *     another engine would tell the opposite meanwhile; or when the source in use tells who
   *     changed at another one than where the BRP is followed
   */
  private void controleerUitstel() {
    dienst().ifPresent(this::controleerUitstel);
    if (settings.volgt(over)) {
      tempo.dienstElders(over).ifPresent(this::weigerElders);
    }
  }

  /** It would be told nothing and asked nothing, and nobody would notice. */
  private void weigerElders(Bron bron) {
    throw new IllegalArgumentException(
        "ketenbrug.bron.%1$s.adres is gezet, en config/sources/%1$s.yaml zegt over: %2$s; de BRP wordt gevolgd bij %3$s. Schrijf over: %3$s, of haal het adres weg"
            .formatted(bron.naam(), bron.volgindicaties().over(), over));
  }

  private void controleerUitstel(Bron bron) {
    // One more: who changed is asked in the same round.
    Duration langste =
        Duration.ofMillis(bron.volgindicaties().tijdslimiet()).multipliedBy(BATCH + 1L);
    if (uitstel().compareTo(langste) <= 0) {
      throw new IllegalArgumentException(
          "ketenbrug.volgen.uitstel is %d s; voor bron %s is meer dan %d s nodig (%d vragen van elk zijn tijdslimiet)"
              .formatted(uitstel().toSeconds(), bron.naam(), langste.toSeconds(), BATCH + 1));
    }
  }

  /** The source in use; empty when nobody is followed, or it has no address. */
  private Optional<Bron> dienst() {
    return settings.volgt(over) ? tempo.dienst(over) : Optional.empty();
  }

  @Scheduled(fixedDelayString = "${ketenbrug.volgen.voeding}")
  void ronde() {
    dienst()
        .filter(bron -> client.isGereed() && bron.volgen().isOpen(tijd()))
        .ifPresent(
            bron -> {
              try {
                executor.execute(() -> werk(bron));
              } catch (RejectedExecutionException e) {
                LOG.debug("De vorige ronde van bron {} loopt nog", bron.naam());
              }
            });
  }

  /** Who is to be followed changes slowly, and looking goes over everybody. */
  @Scheduled(fixedDelayString = "${ketenbrug.volgen.bijwerken}")
  void werkBij() {
    try {
      Optional<Bron> dienst = dienst();
      if (dienst.isPresent()) {
        werkBij(dienst.get());
      } else if (indicaties.vergeet()) {
        tempo.haalIn(over, uitstel());
      }
    } catch (DataAccessException | TransactionException e) {
      LOG.warn(
          "Wie een volgindicatie krijgt kon niet worden bijgewerkt ({}); bij de volgende ronde opnieuw",
          e.getClass().getSimpleName());
    }
  }

  private void werkBij(Bron bron) {
    indicaties.opAdres(bron.naam(), client.adres(bron.naam()));
    indicaties.werkBij();
    if (!tempo.isBij(bron)) {
      tempo.haalIn(bron.volgindicaties().over(), uitstel());
    }
  }

  /** A round: asks who changed when it is time, and tells what is to be told. */
  void werk(Bron bron) {
    try {
      indicaties
          .neemPeiling(bron.naam(), uitstel(), langst(bron))
          .ifPresent(peiling -> peil(bron, peiling));
      List<Opdracht> opdrachten =
          indicaties.neem(
              bron.naam(),
              BATCH,
              bron.volgen().perMinuut(),
              Duration.ofSeconds(bron.volgindicaties().naloop()),
              uitstel(),
              langst(bron));
      for (Opdracht opdracht : opdrachten) {
        vertel(bron, opdracht);
      }
    } catch (DataAccessException | TransactionException e) {
      // What was taken comes back by itself.
      LOG.warn(
          "Bron {} kon niet worden bijgehouden ({}); bij de volgende ronde opnieuw",
          bron.naam(),
          e.getClass().getSimpleName());
    } catch (RuntimeException e) {
      // The text of the exception may quote an answer.
      LOG.error("Bron {} is niet bij te houden ({})", bron.naam(), e.getClass().getName());
    }
  }

  /**
   * The question is about the day of the one before and later, that day included: whoever changed
   * after it was asked is named in the next answer only.
   */
  private void peil(Bron bron, Peiling peiling) {
    LocalDate vandaag = dag(clock.instant().minus(KLOKVERSCHIL));
    // A clock that was ahead may have noted a day to come.
    LocalDate vanaf =
        peiling.vanaf() == null || peiling.vanaf().isAfter(vandaag) ? vandaag : peiling.vanaf();
    try {
      List<Bsn> wie = client.wijzigingen(bron.naam(), vanaf, koppen(null));
      Instant daarna = clock.instant().plusSeconds(bron.volgen().elke());
      int genoemd =
          indicaties.gepeild(
              bron.naam(), peiling, vandaag, wie, bron.volgindicaties().over(), daarna);
      if (genoemd > 0) {
        LOG.info("Bron {} noemt {} van wie gevolgd worden", bron.naam(), genoemd);
      }
    } catch (BronNietBereikbaar | GeweigerdBericht e) {
      LOG.warn("Bron {} zegt niet over wie iets wijzigde: {}", bron.naam(), code(e));
      indicaties.mislukt(bron.naam(), peiling, poging -> later(bron, poging));
    }
  }

  private void vertel(Bron bron, Opdracht opdracht) {
    try {
      Bsn bsn = indicaties.bsn(opdracht);
      if (opdracht.eindigt()) {
        client.beeindig(bron.naam(), bsn, dag(clock.instant()), koppen(opdracht));
      } else {
        client.plaats(bron.naam(), bsn, koppen(opdracht));
      }
      indicaties.klaar(opdracht, bron.volgindicaties().over());
    } catch (BronNietBereikbaar | GeweigerdBericht | OnleesbareBewaring e) {
      LOG.warn("Bron {} krijgt later te horen wie gevolgd wordt: {}", bron.naam(), code(e));
      indicaties.mislukt(opdracht, poging -> later(bron, poging));
    }
  }

  private static String code(RuntimeException e) {
    if (e instanceof GeweigerdBericht weigering) {
      return weigering.code();
    }
    return e instanceof BronNietBereikbaar weg ? weg.code() : OnleesbareBewaring.CODE;
  }

  private Instant later(Bron bron, int poging) {
    return clock.instant().plus(bron.volgen().wacht(poging));
  }

  private Duration uitstel() {
    return Duration.ofSeconds(settings.uitstel());
  }

  /** No turn is ever set further ahead than this. */
  private Duration langst(Bron bron) {
    Volgwijze wijze = bron.volgen();
    return Duration.ofSeconds(
        Math.max(settings.uitstel(), Math.max(wijze.elke(), wijze.terugvalHoogstens())));
  }

  private LocalTime tijd() {
    return LocalTime.now(clock.withZone(NEDERLAND));
  }

  private static LocalDate dag(Instant moment) {
    return LocalDate.ofInstant(moment, NEDERLAND);
  }

  /**
   * @param opdracht whom it is about; null when it is about nobody in particular
   */
  private Map<String, Object> koppen(Opdracht opdracht) {
    BerichtId vraag = BerichtId.nieuw(clock.instant());
    Map<String, Object> koppen = new HashMap<>();
    koppen.put(Koppen.BERICHT_ID, vraag.toString());
    koppen.put(Koppen.CORRELATIE_ID, vraag.toString());
    koppen.put(Koppen.BRON, "ketenbrug");
    if (opdracht != null) {
      koppen.put(Koppen.DOSSIER, opdracht.dossier().value());
    }
    return koppen;
  }

  @Override
  public void destroy() {
    executor.shutdownNow();
  }
}
