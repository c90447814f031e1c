package nl.ketenbrug.source;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import org.apache.camel.CamelContext;

/**
 * The circuit of one source within an engine, for its route {@code look-up-…}. It opens when half
 * of the last twenty questions, ten at least, had no answer that can be used. That the source
 * refuses a question is an answer; a question that never went out, because its record could not be
 * written, says nothing of the source. The routes cannot say so themselves: Camel takes an
 * exception that a setting there ignores off the exchange, and goes on with the question as if it
 * were the answer.
 */
public final class Onderbreker {

  private Onderbreker() {}

  /**
   * Makes the circuit of this source, which its routes call {@code onderbreker-<bron>}, and {@code
   * nooit-onderbroken}, for a step that has a time limit and no circuit.
   *
   * @param herstelpauze how long nothing is asked once it is open
   */
  public static void bind(CamelContext camel, String bron, Duration herstelpauze) {
    CircuitBreakerConfig config =
        CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .waitDurationInOpenState(herstelpauze)
            .recordException(fout -> isVanDeBron(Bronvragen.vertaal(bron, fout)))
            .ignoreException(fout -> isVanDeMotor(Bronvragen.vertaal(bron, fout)))
            .build();
    camel.getRegistry().bind("onderbreker-" + bron, CircuitBreaker.of(bron, config));
    CircuitBreaker nooit = CircuitBreaker.ofDefaults("nooit-onderbroken");
    nooit.transitionToDisabledState();
    camel.getRegistry().bind(nooit.getName(), nooit);
  }

  private static boolean isVanDeBron(RuntimeException fout) {
    return !(fout instanceof Bronweigering weigering && weigering.isVanDeVraag());
  }

  private static boolean isVanDeMotor(RuntimeException fout) {
    return fout instanceof BronNietBereikbaar bron && bron.isVanDeMotor();
  }
}
