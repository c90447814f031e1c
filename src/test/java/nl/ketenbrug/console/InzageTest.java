package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.ketenbrug.Gezegd;
import nl.ketenbrug.messagelog.Berichtoverzicht;
import nl.ketenbrug.messagelog.Stap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.http.HttpStatus;
import org.springframework.jms.UncategorizedJmsException;
import org.springframework.web.ErrorResponseException;

class InzageTest {

  /** Who looks tries again, and the text of a fault may hold what is kept. */
  @Test
  void aLookThatCannotBeRecordedIsOneLineAndShowsNothing() {
    try (Gezegd gezegd = Gezegd.door(Inzage.class)) {
      ErrorResponseException fout =
          catchThrowableOfType(
              ErrorResponseException.class,
              () -> zonderLog().legVast(List.of(bericht(UUID.randomUUID())), "auditor", "pagina"));

      assertThat(fout.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
      assertThat(gezegd.regels())
          .filteredOn(regel -> regel.getLevel() != Level.DEBUG)
          .singleElement()
          .satisfies(regel -> assertThat(regel.getThrowableProxy()).isNull());
      assertThat(gezegd.zinnen().get(0))
          .startsWith("inzage-niet-vastgelegd: ")
          .contains("UncategorizedJmsException")
          .doesNotContain("geheim");
    }
  }

  private static Inzage zonderLog() {
    return new Inzage(
        regel -> {
          throw new UncategorizedJmsException("geheim");
        },
        new StaticListableBeanFactory().getBeanProvider(Clock.class));
  }

  private static Berichtoverzicht bericht(UUID id) {
    return new Berichtoverzicht(
        id, id, null, null, null, null, Instant.EPOCH, Instant.EPOCH, Stap.ONTVANGEN, 1);
  }
}
