package nl.ketenbrug.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.lockmanager.DistributedLock;
import org.apache.activemq.artemis.lockmanager.MutableLong;
import org.apache.activemq.artemis.lockmanager.UnavailableStateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who serves, of two brokers that see one folder. That a killed one lets go: TortureIT. */
class SlotenmapTest {

  @TempDir private Path map;

  @Test
  void oneOfTwoHoldsTheLockAndTheOtherGetsItWhenItStops() throws Exception {
    Slotenmap een = begonnen();
    Slotenmap twee = begonnen();
    DistributedLock vanEen = een.getDistributedLock("paar");
    DistributedLock vanTwee = twee.getDistributedLock("paar");

    assertThat(vanEen.tryLock()).isTrue();
    assertThat(vanTwee.tryLock()).isFalse();
    assertThat(vanEen.isHeldByCaller()).isTrue();
    assertThat(vanTwee.isHeldByCaller()).isFalse();
    assertThat(een.getDistributedLock("paar")).as("the same within a broker").isSameAs(vanEen);

    een.stop();
    assertThat(vanEen.isHeldByCaller()).isFalse();
    assertThat(vanTwee.tryLock(2, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoClosedItsLockMayAskForItAgain() throws Exception {
    Slotenmap een = begonnen();
    DistributedLock slot = een.getDistributedLock("paar");
    assertThat(slot.tryLock()).isTrue();
    slot.close();

    assertThat(een.getDistributedLock("paar").tryLock()).isTrue();
  }

  @Test
  void theNumberOfTheNewestJournalIsSeenByBothAndStays() throws Exception {
    MutableLong stand = begonnen().getMutableLong("paar");
    assertThat(stand.get()).isZero();

    assertThat(stand.compareAndSet(0, -1)).isTrue();
    assertThat(stand.compareAndSet(0, 7)).isFalse();

    assertThat(begonnen().getMutableLong("paar").get()).isEqualTo(-1);
    assertThat(map.resolve("paar.stand")).hasContent("-1");
  }

  /** As zero an old journal could count as the newest. */
  @Test
  void aNumberThatCannotBeReadIsNotTakenForZero() throws Exception {
    Files.writeString(map.resolve("paar.stand"), "");

    MutableLong stand = begonnen().getMutableLong("paar");

    assertThatThrownBy(stand::get).isInstanceOf(UnavailableStateException.class);
  }

  /** A name that goes round in a circle: it is there for nobody, and it is not absent either. */
  @Test
  void aNumberThatMayNotBeLookedAtIsNotTakenForZero() throws Exception {
    Files.createSymbolicLink(map.resolve("paar.stand"), map.resolve("paar.stand"));

    MutableLong stand = begonnen().getMutableLong("paar");

    assertThatThrownBy(stand::get).isInstanceOf(UnavailableStateException.class);
  }

  @Test
  void aPathThatDependsOnWhereABrokerWasStartedIsRefused() {
    String hier = Path.of("").toAbsolutePath().relativize(map.toAbsolutePath()).toString();

    assertThatThrownBy(() -> new Slotenmap(Map.of("map", hier)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("volledig pad");
  }

  @Test
  void aFolderThatIsNotThereIsNotMade() {
    assertThatThrownBy(() -> new Slotenmap(Map.of("map", map.resolve("weg").toString())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Slotenmap(Map.of())).isInstanceOf(IllegalArgumentException.class);
  }

  private Slotenmap begonnen() {
    Slotenmap sloten = new Slotenmap(Map.of("map", map.toString()));
    sloten.start();
    return sloten;
  }
}
