package nl.ketenbrug.simulator;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the chain simulator, as a program of its own or inside another JVM.
 *
 * <p>As a program: {@code --server.port} (default 8090) and {@code --simulator.scenario} (default
 * {@code config/simulator/scenario.yaml}); with {@code --simulator.sleutels} (a folder) and {@code
 * --simulator.afnemer} (an OIN) Suwinet is signed, and also reached by two-way TLS at {@code
 * --simulator.tls-port} (default 8091). With {@code --simulator.zendingen.adres} (the engine) it
 * delivers what the scenario says that sources deliver; {@code --simulator.dag} is the first day
 * that is played. It listens on loopback unless {@code --server.address} says otherwise. Its
 * settings file is {@code simulator.yaml}; it never reads the engine's.
 */
public final class Simulator {

  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  private static final Map<String, Object> STANDAARD =
      Map.of(
          "server.address", "127.0.0.1",
          "server.port", "8090",
          "server.tomcat.threads.max", "16",
          "server.tomcat.threads.min-spare", "2",
          "spring.jmx.enabled", "false",
          "simulator.scenario", "config/simulator/scenario.yaml");

  private Simulator() {}

  public static void main(String[] args) {
    applicatie(Clock.system(NEDERLAND)).run(metEigenNaam(List.of(args)));
  }

  /**
   * Starts the simulator inside the running JVM, on loopback.
   *
   * @param port TCP port, 0 = any free port; ask the real one with {@link #port}
   * @param scenario the scenario file
   * @return the context; close it to stop the simulator
   */
  public static ConfigurableApplicationContext start(int port, Path scenario) {
    return start(port, scenario, Clock.system(NEDERLAND));
  }

  /** As {@link #start(int, Path)}, with the clock that "today" is taken from. */
  public static ConfigurableApplicationContext start(
      int port, Path scenario, Clock klok, String... meer) {
    SpringApplication applicatie = applicatie(klok);
    // The logging belongs to the program we are a guest in; it must survive our stop.
    applicatie.setListeners(
        applicatie.getListeners().stream()
            .filter(listener -> !(listener instanceof LoggingApplicationListener))
            .toList());
    List<String> args = new ArrayList<>(List.of(meer));
    args.add("--server.port=" + port);
    args.add("--simulator.scenario=" + scenario.toAbsolutePath());
    return applicatie.run(metEigenNaam(args));
  }

  /**
   * As {@link #start(int, Path)}, and Suwinet also by two-way TLS, with signed questions and
   * answers.
   *
   * @param tlsPort TCP port, 0 = any free port; ask the real one with {@link #tlsPort}
   * @param sleutels folder of the keys, see {@code Proefsleutels}; made when they are not there
   * @param afnemer OIN of who asks
   * @param meer more options, as {@code --name=value}
   */
  public static ConfigurableApplicationContext start(
      int port, int tlsPort, Path scenario, Path sleutels, String afnemer, String... meer) {
    List<String> alle = new ArrayList<>(List.of(meer));
    alle.add("--simulator.tls-port=" + tlsPort);
    alle.add("--simulator.sleutels=" + sleutels.toAbsolutePath());
    alle.add("--simulator.afnemer=" + afnemer);
    return start(port, scenario, Clock.system(NEDERLAND), alle.toArray(String[]::new));
  }

  /** The port on which a simulator with keys listens for two-way TLS. */
  public static int tlsPort(ConfigurableApplicationContext simulator) {
    return simulator.getBean(Suwitls.class).port(simulator);
  }

  /** The port that a started simulator listens on. */
  public static int port(ConfigurableApplicationContext simulator) {
    return ((WebServerApplicationContext) simulator).getWebServer().getPort();
  }

  /** The root of a simulator started with {@link #start(int, Path)}, without a slash at the end. */
  public static URI adres(ConfigurableApplicationContext simulator) {
    return URI.create("http://127.0.0.1:" + port(simulator));
  }

  private static SpringApplication applicatie(Clock klok) {
    SpringApplication applicatie = new SpringApplication(Samenstelling.class);
    applicatie.setWebApplicationType(WebApplicationType.SERVLET);
    applicatie.setBannerMode(Banner.Mode.OFF);
    applicatie.setDefaultProperties(STANDAARD);
    applicatie.addInitializers(
        context -> context.getBeanFactory().registerSingleton("simulatorklok", klok));
    return applicatie;
  }

  private static String[] metEigenNaam(List<String> args) {
    List<String> alle = new ArrayList<>();
    alle.add("--spring.config.name=simulator");
    alle.addAll(args);
    return alle.toArray(String[]::new);
  }
}
