package nl.ketenbrug.source;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class BronConfiguration {

  /** Questions that run side by side, over all messages being processed. */
  @Bean(destroyMethod = "shutdown")
  ExecutorService vraagExecutor() {
    return Executors.newFixedThreadPool(16, runnable -> new Thread(runnable, "bronvraag"));
  }

  /**
   * Holds each of those to its time, which begins when it is handed over: a thread for each, so
   * that none waits for another. Camel's own pool has ten.
   */
  @Bean(destroyMethod = "shutdown")
  ExecutorService vraagtijdExecutor() {
    return Executors.newCachedThreadPool(runnable -> new Thread(runnable, "bronvraag-tijd"));
  }
}
