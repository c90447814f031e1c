package nl.ketenbrug.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nl.ketenbrug.delivery.Parkeerplek;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Says that something goes wrong when it begins and when it is over, and not at every message: what
 * fails at one step of a route for one reason is one matter. It is over when nothing of it was seen
 * for longer than the longest pause between two attempts, also while something of it still stands
 * apart: the metric shows that, and what goes wrong after it for the same reason must be heard.
 *
 * <p>Each engine says so for what it saw itself. What others set apart (another engine, one before
 * the start, a partner that refused) is told once for each parking queue.
 */
@Component
class Parkeerwacht implements MeterBinder {

  private static final Logger LOG = LoggerFactory.getLogger(Parkeerwacht.class);

  /** The broker waits five minutes at most before it offers a message again. */
  static final Duration RUST = Duration.ofMinutes(6);

  private static final String PLEK = "parkeer.";

  /** The reason of what this engine did not set apart itself. */
  private static final String VAN_ELDERS = "";

  private final Parkeerplekken plekken;
  private final Brokerbeheer broker;
  private final Clock klok;
  private final Map<Zaak, Stand> zaken = new ConcurrentHashMap<>();
  private volatile Map<String, Long> geteld;

  Parkeerwacht(Parkeerplekken plekken, Brokerbeheer broker, Clock klok) {
    this.plekken = plekken;
    this.broker = broker;
    this.klok = klok;
  }

  /**
   * @param stap id of the step of the route; empty where it is not known
   */
  private record Zaak(String route, String stap, String reden) {
    Zaak {
      stap = stap == null ? "" : stap;
    }

    static Zaak vanElders(String route) {
      return new Zaak(route, "", VAN_ELDERS);
    }

    String wat() {
      return stap.isEmpty() ? reden : reden + " bij " + stap;
    }
  }

  private record Stand(long pogingen, long apart, Instant laatste) {
    boolean isEerste() {
      return pogingen + apart == 1;
    }
  }

  /**
   * An attempt failed and the broker offers the message again.
   *
   * @param stap id of the step of the route, or null
   * @param soorten what it was, for who looks for a fault; asked for only when it is told
   */
  void mislukt(String route, String stap, String reden, Supplier<String> soorten) {
    Zaak zaak = new Zaak(route, stap, reden);
    if (isEerste(zaak, 1, 0)) {
      LOG.warn(
          "Route {}: poging mislukt ({}: {}), de broker biedt het bericht opnieuw aan; wat hierna"
              + " om deze reden mislukt wordt geteld en niet gemeld",
          route,
          zaak.wat(),
          soorten.get());
      return;
    }
    if (LOG.isDebugEnabled()) {
      LOG.debug("Route {}: poging mislukt ({}: {})", route, zaak.wat(), soorten.get());
    }
  }

  /**
   * A message was set apart.
   *
   * @param plek its parking queue
   * @param stap id of the step of the route, or null
   */
  void geparkeerd(String plek, String stap, String reden) {
    Zaak zaak = new Zaak(plek.substring(PLEK.length()), stap, reden);
    if (isEerste(zaak, 0, 1)) {
      LOG.warn(
          "Op {} staat een bericht apart ({}); wat er om deze reden bij komt wordt geteld en niet"
              + " gemeld",
          plek,
          zaak.wat());
    }
  }

  private boolean isEerste(Zaak zaak, int pogingen, int apart) {
    Instant nu = klok.instant();
    return zaken
        .merge(
            zaak,
            new Stand(pogingen, apart, nu),
            (oud, nieuw) -> new Stand(oud.pogingen + pogingen, oud.apart + apart, nu))
        .isEerste();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (String plek : alle()) {
      Gauge.builder("ketenbrug.geparkeerd", () -> aantal(plek))
          .tag("parkeerplek", plek)
          .description("Berichten die apart staan; geen getal als de broker het niet zegt")
          .register(registry);
    }
  }

  /** What was singled out of them stands apart too. */
  private List<String> alle() {
    return Stream.concat(plekken.alle().stream(), Stream.of(Parkeerplek.UITGEZOCHT)).toList();
  }

  private double aantal(String plek) {
    Map<String, Long> nu = geteld;
    return nu == null ? Double.NaN : nu.getOrDefault(plek, 0L);
  }

  @Scheduled(fixedDelay = 15_000)
  void kijk() {
    try {
      Map<String, Long> nu = broker.aantallen(alle());
      geteld = nu;
      nu.forEach(this::meldVanElders);
      for (Map.Entry<Zaak, Stand> een : zaken.entrySet()) {
        sluitAf(een.getKey(), een.getValue(), nu);
      }
    } catch (JmsException e) {
      // That the broker is away, others say.
      LOG.debug("Wat er apart staat is nu niet te tellen ({})", e.getClass().getSimpleName());
      geteld = null;
    }
  }

  private void meldVanElders(String plek, long aantal) {
    String route = plek.substring(PLEK.length());
    if (plek.equals(Parkeerplek.UITGEZOCHT)) {
      // Told of where it came from, and mostly on its way.
      return;
    }
    if (aantal > 0 && zaken.keySet().stream().noneMatch(zaak -> zaak.route.equals(route))) {
      zaken.put(Zaak.vanElders(route), new Stand(0, aantal, klok.instant()));
      LOG.warn("Op {} staan berichten apart: {}; zie /geparkeerd", plek, aantal);
    }
  }

  private void sluitAf(Zaak zaak, Stand stand, Map<String, Long> nu) {
    String plek = PLEK + zaak.route;
    long aantal = nu.getOrDefault(plek, 0L);
    if (zaak.reden.equals(VAN_ELDERS)) {
      if (aantal == 0 && zaken.remove(zaak, stand)) {
        LOG.info("Op {} staat niets meer apart", plek);
      }
      return;
    }
    if (klok.instant().isBefore(stand.laatste.plus(RUST))) {
      return;
    }
    if (aantal > 0) {
      // Told already: who looks next need not tell it as another one's.
      zaken.putIfAbsent(Zaak.vanElders(zaak.route), new Stand(0, aantal, klok.instant()));
    }
    // Only as it was looked at: what fails meanwhile goes on with it.
    if (zaken.remove(zaak, stand)) {
      LOG.info(
          "Route {}: voorbij ({}); {} pogingen mislukten, {} berichten werden apart gezet, op {}"
              + " staan er nu {}",
          zaak.route,
          zaak.wat(),
          stand.pogingen,
          stand.apart,
          plek,
          aantal);
    }
  }
}
