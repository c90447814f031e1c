package nl.ketenbrug.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import nl.ketenbrug.operations.Brokerbeheer.BrokerNietBeheerd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Looks whether a broker outside the engine is what the engine can work with: one that stands
 * alone, or a pair of which one serves. In a cluster the messages of a dossier would be read in two
 * places at once, without an error anywhere; the engine does not work with it.
 */
class Brokerwacht implements MeterBinder {

  private static final Logger LOG = LoggerFactory.getLogger(Brokerwacht.class);

  private final Brokerbeheer broker;
  private final boolean buiten;
  private final boolean paar;
  private final Runnable eind;
  private volatile boolean reserve = true;

  /**
   * @param buiten the broker is not the engine's own
   * @param paar the address of the broker names two
   * @param eind ends the engine
   */
  Brokerwacht(Brokerbeheer broker, boolean buiten, boolean paar, Runnable eind) {
    this.broker = broker;
    this.buiten = buiten;
    this.paar = paar;
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
   * @throws VerkeerdeBroker when several serve, or when two addresses were given and they are no
   *     pair
   */
  void toets() {
    if (!buiten) {
      return;
    }
    int bedienende = broker.bedienende();
    eisGeenCluster(bedienende);
    if (paar && bedienende == 0) {
      throw new VerkeerdeBroker(
          "ketenbrug.broker.url noemt twee brokers, maar ze zijn geen paar; wat de een heeft, heeft de ander niet");
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
    if (paar) {
      Gauge.builder("ketenbrug.broker.reserve", () -> reserve ? 1 : 0)
          .description("1 als een tweede broker alles heeft wat de bedienende heeft")
          .register(registry);
    }
  }

  /** Says it when it changes, not each time. */
  @Scheduled(fixedDelay = 10_000)
  void kijk() {
    if (!buiten) {
      return;
    }
    try {
      eisGeenCluster(broker.bedienende());
      if (paar) {
        meld(broker.heeftReserve());
      }
    } catch (VerkeerdeBroker e) {
      LOG.error("De motor stopt: {}", e.getMessage());
      eind.run();
    } catch (BrokerNietBeheerd e) {
      // Others say that the broker is away; nobody stands behind it now.
      meld(false);
    }
  }

  private void meld(boolean nu) {
    if (nu == reserve) {
      return;
    }
    reserve = nu;
    if (nu) {
      LOG.info("De broker heeft weer een reserve die alles heeft");
    } else {
      LOG.warn("De broker heeft geen reserve: valt hij nu uit, dan wacht alles op hem");
    }
  }
}
