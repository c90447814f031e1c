package nl.ketenbrug.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.security.web.SecurityFilterChain;

class SimulatorTest {

  private static Testsimulator simulator;

  @BeforeAll
  static void start() {
    simulator = Testsimulator.start();
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @Test
  void takesAFreePortAndTellsIt() {
    try (Testsimulator ander = Testsimulator.start()) {
      assertThat(Simulator.port(ander.context()))
          .isPositive()
          .isNotEqualTo(Simulator.port(simulator.context()));
    }
  }

  @Test
  void listensOnLoopbackOnly() throws Exception {
    List<InetAddress> buiten =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(adres -> !adres.isLoopbackAddress())
            .toList();
    for (InetAddress adres : buiten) {
      assertThatThrownBy(() -> verbind(adres, Simulator.port(simulator.context())))
          .isInstanceOf(java.io.IOException.class);
    }
    verbind(InetAddress.getLoopbackAddress(), Simulator.port(simulator.context()));
  }

  @Test
  void startsNothingOfTheEngine() {
    ConfigurableApplicationContext context = simulator.context();

    for (Class<?> soort :
        List.of(
            DataSource.class,
            CamelContext.class,
            jakarta.jms.ConnectionFactory.class,
            SecurityFilterChain.class)) {
      assertThat(context.getBeanNamesForType(soort)).as(soort.getSimpleName()).isEmpty();
    }
    assertThat(Arrays.stream(context.getBeanDefinitionNames()))
        .noneMatch(naam -> naam.toLowerCase().contains("flyway"));
  }

  @Test
  void hasNoComponentThatTheEngineCouldScan() {
    var zoeker = new ClassPathScanningCandidateComponentProvider(true);

    assertThat(zoeker.findCandidateComponents("nl.ketenbrug.simulator")).isEmpty();
  }

  @Test
  void refusesToStartWithoutItsScenario() {
    assertThatThrownBy(() -> Simulator.start(0, Path.of("bestaat-niet.yaml")))
        .hasStackTraceContaining("niet te gebruiken");
  }

  @Test
  void answersAsTheRealContractsSayOnALeapDay() throws Exception {
    SuwiContract suwi = SuwiContract.lees();
    BrpContract brp = BrpContract.lees();
    try (Testsimulator schrikkeldag = Testsimulator.start(LocalDate.of(2028, 2, 29))) {
      for (String bsn : Scenariobsns.alle()) {
        String antwoord = schrikkeldag.suwinet(Suwivraag.over(bsn).envelop()).body();
        assertThat(suwi.foutenInAntwoord(antwoord)).isEmpty();
        assertThat(brp.foutenInAntwoord(schrikkeldag.brp(bsn, List.of("naam", "kinderen")).body()))
            .isEmpty();
      }
    }
  }

  @Test
  void canAnswerWithTheOlderFwiOfTheRealBroker(@TempDir Path map) throws Exception {
    Path scenario =
        Files.writeString(
            map.resolve("scenario.yaml"),
            "personen: [{bsn: \"999991000\", doel: x, polis: {fwiVersie: v0203, fout: Nee}}]");
    try (Testsimulator ouder = Testsimulator.start(scenario)) {
      assertThat(ouder.suwinet(Suwivraag.over("999991000").envelop()).body())
          .contains("http://bkwi.nl/SuwiML/FWI/v0203", "<Tekst>Nee</Tekst>");
    }
  }

  private static void verbind(InetAddress adres, int port) throws java.io.IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(adres, port), 1_000);
    }
  }
}
