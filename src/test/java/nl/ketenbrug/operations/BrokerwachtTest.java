package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nl.ketenbrug.operations.Brokerbeheer.BrokerNietBeheerd;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the engine says of a pair: never more than somebody answered shortly ago. */
class BrokerwachtTest {

  private final Half een = new Half();
  private final Half twee = new Half();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Instant nu = Instant.parse("2026-11-22T10:00:00Z");
  private int einden;
  private final Brokerwacht wacht = wacht(List.of(een, twee));

  @Test
  void aPairIsWholeWhenTheOneThatServesSaysSo() {
    een.bedient = true;
    een.reserve = true;
    wacht.kijk();
    assertThat(reserve()).isEqualTo(1);

    een.reserve = false;
    wacht.kijk();
    assertThat(reserve()).isZero();
  }

  @Test
  void whetherItIsWholeIsNotKnownBeforeAnybodyAnswered() {
    assertThat(reserve()).isNaN();
    wacht.kijk();
    assertThat(reserve()).isNaN();
  }

  @Test
  void whetherItIsWholeIsNotKnownHalfAMinuteAfterTheLastAnswer() {
    een.bedient = true;
    een.reserve = true;
    wacht.kijk();
    een.bedient = false;

    nu = nu.plusSeconds(29);
    wacht.kijk();
    assertThat(reserve()).isEqualTo(1);
    nu = nu.plusSeconds(2);
    wacht.kijk();
    assertThat(reserve()).isNaN();
  }

  @Test
  void theEngineEndsWhenBothServeForThemselves() {
    een.bedient = true;
    twee.bedient = true;

    assertThatThrownBy(wacht::toets).isInstanceOf(Brokerwacht.VerkeerdeBroker.class);
    wacht.kijk();

    assertThat(einden).isEqualTo(1);
  }

  /** Another took over, or somebody changed it while it ran. */
  @ParameterizedTest
  @CsvSource({"true, false, 0", "false, true, 0", "false, false, 1"})
  void theEngineEndsWhenNobodyKeepsTheOrderOfADossierAnyMore(
      boolean plugin, boolean groepen, int verwacht) {
    een.bedient = true;
    een.plugin = plugin;
    een.groepen = groepen;

    wacht.kijk();

    assertThat(einden).isEqualTo(verwacht);
  }

  /** The first one answered, was killed, and the other one took over within the same look. */
  @Test
  void theEngineDoesNotEndWhenOneTakesOverFromTheOther() {
    een.bedient = true;
    een.antwoorden = 1;
    twee.bedient = true;
    twee.reserve = true;

    wacht.kijk();

    assertThat(einden).isZero();
    assertThat(reserve()).isEqualTo(1);
  }

  @Test
  void aBrokerThatStandsAloneHasNoFigureAndNoWord() {
    een.bedient = true;
    Brokerwacht alleen = wacht(List.of(een));
    alleen.bindTo(meters);

    alleen.kijk();

    assertThat(meters.find("ketenbrug.broker.reserve").gauge()).isNull();
    assertThat(een.gevraagd).as("whether it has a copy").isZero();
  }

  /** Ports on which nobody listens: refused at once, and never tried again within a look. */
  @Test
  void aLookAtBrokersThatAreNotThereTakesSeconds() throws Exception {
    Instant begin = Instant.now();
    wacht(
            Brokertoegang.elk("tcp://127.0.0.1:1,tcp://127.0.0.1:2", "ketenbrug", "geheim").stream()
                .map(adres -> new Brokerbeheer(adres, Brokertoegang.KORT))
                .toList())
        .kijk();

    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(20));
    assertThat(einden).isZero();
  }

  private Brokerwacht wacht(List<Brokerbeheer> adressen) {
    return new Brokerwacht(een, adressen, () -> nu, () -> einden++);
  }

  private double reserve() {
    if (meters.getMeters().isEmpty()) {
      wacht.bindTo(meters);
    }
    return meters.get("ketenbrug.broker.reserve").gauge().value();
  }

  /** One of the two; it answers when it serves. */
  private static final class Half extends Brokerbeheer {
    private boolean bedient;
    private boolean reserve;
    private boolean plugin = true;
    private boolean groepen;
    private int antwoorden = Integer.MAX_VALUE;
    private int gevraagd;

    Half() {
      super(Brokertoegang.buiten("tcp://127.0.0.1:1", "ketenbrug", "geheim"));
    }

    @Override
    int bedienende() {
      if (!bedient || antwoorden-- <= 0) {
        throw new BrokerNietBeheerd(new IllegalStateException("luistert niet"));
      }
      return 1;
    }

    @Override
    boolean heeftPlugin(Class<? extends ActiveMQServerPlugin> soort) {
      return plugin;
    }

    @Override
    boolean houdtGroepen(String queue) {
      return groepen;
    }

    @Override
    boolean heeftReserve() {
      gevraagd++;
      return reserve;
    }
  }
}
