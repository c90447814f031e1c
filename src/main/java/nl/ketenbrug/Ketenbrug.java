package nl.ketenbrug;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import nl.ketenbrug.bench.Bench;
import nl.ketenbrug.operations.Opdrachtregel;
import nl.ketenbrug.simulator.Simulator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;

/**
 * The engine. The chain simulator is a program of its own in the same jar, known here only by its
 * URLs.
 */
@SpringBootApplication(exclude = ArtemisAutoConfiguration.class)
@ConfigurationPropertiesScan({
  "nl.ketenbrug.operations",
  "nl.ketenbrug.dossier",
  "nl.ketenbrug.intake",
  "nl.ketenbrug.source",
  "nl.ketenbrug.enrichment",
  "nl.ketenbrug.delivery"
})
public class Ketenbrug {

  /**
   * The chain simulator of the demo, on a port of its own; the engine asks it by URL like any
   * source. Of several engines one starts it.
   */
  @Bean
  @Profile("demo")
  @ConditionalOnProperty(name = "ketenbrug.simulator.starten", matchIfMissing = true)
  AutoCloseable simulator(
      @Value("${ketenbrug.simulator.port}") int port,
      @Value("${ketenbrug.simulator.tls-port}") int tlsPort,
      @Value("${ketenbrug.map}") String map,
      @Value("${ketenbrug.data}") String data,
      @Value("${ketenbrug.oin}") String oin,
      @Value("${ketenbrug.simulator.zendingen}") String motor) {
    ConfigurableApplicationContext simulator =
        Simulator.start(
            port,
            tlsPort,
            Path.of(map, "config/simulator/scenario.yaml"),
            Path.of(data, "suwinet"),
            oin,
            "--simulator.zendingen.adres=" + motor,
            "--simulator.zendingen.stand=" + Path.of(data, "simulator", "verzonden"));
    return simulator::close;
  }

  public static void main(String[] args) {
    Optional<String[]> instellingen = Opdrachtregel.voorDeMotor(args);
    if (instellingen.isPresent()) {
      SpringApplication.run(Ketenbrug.class, instellingen.get());
      return;
    }
    PrintWriter uit = new PrintWriter(System.out, true);
    PrintWriter fout = new PrintWriter(System.err, true);
    Bench bench = new Bench(instelling -> SpringApplication.run(Ketenbrug.class, instelling));
    System.exit(Opdrachtregel.voer(uit, fout, args, bench));
  }
}
