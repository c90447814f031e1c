package nl.ketenbrug.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.operations.Brokerbeheer.BrokerNietBeheerd;
import nl.ketenbrug.operations.Brokerinrichting.ZonderVolgorde;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Looks whether a broker outside the engine is what the engine can work with: one that stands
 * alone, or a pair of which one serves. In a cluster the messages of a dossier would be read in two
 * places at once, without an error anywhere; the engine does not work with it. Nor with one that
 * keeps no order: by a file that was read while it ran, or as the half of a pair that took over.
 */
class Brokerwacht implements MeterBinder {

  private static final Logger LOG = LoggerFactory.getLogger(Brokerwacht.class);

  /** Of what was seen so long ago nobody knows any more. */
  private static final Duration VERS = Duration.ofSeconds(30);

  private final Brokerbeheer broker;
  private final List<Brokerbeheer> adressen;
  private final InstantSource klok;
  private final Runnable eind;
  private volatile Gezien gezien = new Gezien(true, Instant.MIN);

  private record Gezien(boolean reserve, Instant wanneer) {}

  /**
   * @param broker asked at the start, and waits for it
   * @param adressen each address of the broker by itself, asked without patience; none when the
   *     broker is the engine's own, two for a pair
   * @param eind ends the engine
   */
  Brokerwacht(Brokerbeheer broker, List<Brokerbeheer> adressen, InstantSource klok, Runnable eind) {
    this.broker = broker;
    this.adressen = List.copyOf(adressen);
    this.klok = klok;
    this.eind = eind;
  }

  /** The broker is not one with which our promise holds. */
  static final class VerkeerdeBroker extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    VerkeerdeBroker(String reden) {
      super(reden);
    }
  }

  /**
   * At the start of the engine.
   *
   * @throws VerkeerdeBroker when several serve, together or each for itself, or when two addresses
   *     were given and they are no pair
   * @throws ZonderVolgorde when the broker would mix the messages of one dossier
   */
  void toets() {
    if (adressen.isEmpty()) {
      return;
    }
    int bedienende = broker.bedienende();
    eisGeenCluster(bedienende);
    if (isPaar() && bedienende == 0) {
      throw new VerkeerdeBroker(
          "ketenbrug.broker.url noemt twee brokers, maar ze zijn geen paar; wat de een heeft, heeft de ander niet");
    }
    eisEenDieBedient(kijkRond());
  }

  private boolean isPaar() {
    return adressen.size() > 1;
  }

  /**
   * Whether each that serves has a copy. One that answers may be gone when the next one takes over;
   * only those count that answer twice.
   */
  private List<Boolean> kijkRond() {
    List<Boolean> reserves = reserves();
    return reserves.size() > 1 ? reserves() : reserves;
  }

  private List<Boolean> reserves() {
    List<Boolean> reserves = new ArrayList<>();
    for (Brokerbeheer adres : adressen) {
      try {
        eisGeenCluster(adres.bedienende());
        Brokerinrichting.houdtBeurten(adres);
        reserves.add(isPaar() && adres.heeftReserve());
      } catch (BrokerNietBeheerd e) {
        // The one that waits does not listen. That none does, others in the engine say.
        LOG.debug("Een adres van de broker antwoordt niet: {}", e.getMessage());
      }
    }
    return reserves;
  }

  private static void eisEenDieBedient(List<Boolean> reserves) {
    if (reserves.size() > 1) {
      throw new VerkeerdeBroker(
          "Beide brokers van het paar bedienen; zien ze dezelfde sloten? Wat de een heeft, heeft de ander niet");
    }
  }

  private static void eisGeenCluster(int bedienende) {
    if (bedienende > 1) {
      throw new VerkeerdeBroker(
          "Er bedienen %d brokers in een cluster; de volgorde per dossier en de nummers gelden alleen bij een broker of een paar"
              .formatted(bedienende));
    }
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    if (isPaar()) {
      Gauge.builder("ketenbrug.broker.reserve", this::reserve)
          .description(
              "1 als een tweede broker alles heeft wat de bedienende heeft, 0 als dat niet zo is, geen getal als niemand het weet")
          .register(registry);
    }
  }

  private double reserve() {
    Gezien nu = gezien;
    if (nu.wanneer.isBefore(klok.instant().minus(VERS))) {
      return Double.NaN;
    }
    return nu.reserve ? 1 : 0;
  }

  /** Says it when it changes, not each time. */
  @Scheduled(fixedDelay = 10_000)
  void kijk() {
    try {
      List<Boolean> reserves = kijkRond();
      eisEenDieBedient(reserves);
      if (isPaar() && !reserves.isEmpty()) {
        meld(reserves.get(0));
      }
    } catch (VerkeerdeBroker | ZonderVolgorde e) {
      LOG.error("De motor stopt: {}", e.getMessage());
      eind.run();
    }
  }

  private void meld(boolean nu) {
    boolean toen = gezien.reserve;
    gezien = new Gezien(nu, klok.instant());
    if (nu == toen) {
      return;
    }
    if (nu) {
      LOG.info("De broker heeft weer een reserve die alles heeft");
    } else {
      LOG.warn("De broker heeft geen reserve: valt hij nu uit, dan wacht alles op hem");
    }
  }
}
