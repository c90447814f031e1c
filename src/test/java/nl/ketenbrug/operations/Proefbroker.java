package nl.ketenbrug.operations;

import org.springframework.context.ApplicationContext;

/** The broker of a running engine, as another life of that engine may have left it. */
public final class Proefbroker {

  private Proefbroker() {}

  /** The queue gives nothing to anybody, also after a restart. */
  public static void zetStil(ApplicationContext motor, String wachtrij) {
    motor.getBean(Brokerbeheer.class).pauzeer(wachtrij, true);
  }

  /** What an engine does when it has started. */
  public static void naEenStart(ApplicationContext motor) {
    motor.getBean(Abonnementbeheer.class).brengBrokerInLijn();
  }
}
