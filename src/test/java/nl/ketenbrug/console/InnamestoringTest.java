package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jms.UncategorizedJmsException;

/** A broker whose disk is full refuses each attempt of each source, for hours. */
class InnamestoringTest {

  private final ListAppender<ILoggingEvent> gezegd = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(Innamestoring.class);
  private Instant nu = Instant.parse("2026-11-23T10:00:00Z");
  private final Innamestoring storing =
      new Innamestoring(
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return nu;
            }
          });

  @BeforeEach
  void begin() {
    gezegd.start();
    logger.addAppender(gezegd);
  }

  @AfterEach
  void eind() {
    logger.detachAppender(gezegd);
  }

  @Test
  void sevenHundredRefusalsAreOneLineAndOneThatItIsOver() {
    storing.gelukt();
    for (int i = 0; i < 700; i++) {
      storing.mislukt(vol("999990019"));
    }
    nu = nu.plusSeconds(60);
    storing.gelukt();
    storing.gelukt();

    assertThat(regels())
        .hasSize(2)
        .allSatisfy(regel -> assertThat(regel).startsWith("niet-opgeslagen: "))
        .noneMatch(regel -> regel.contains("999990019"));
    assertThat(regels().get(0)).contains("UncategorizedJmsException <- IllegalStateException");
    assertThat(regels().get(1)).contains("voorbij; 700 pogingen");
    assertThat(gezegd.list).as("no stack").allMatch(regel -> regel.getThrowableProxy() == null);
  }

  @Test
  void anotherCauseIsSaidTooAndWhatLastsEachTenMinutes() {
    for (int minuut = 0; minuut < 25; minuut++) {
      storing.mislukt(vol("x"));
      storing.mislukt(new IllegalArgumentException());
      nu = nu.plus(Duration.ofMinutes(1));
    }

    assertThat(regels()).hasSize(4);
    assertThat(regels().get(1)).contains("IllegalArgumentException");
    assertThat(regels().get(2)).contains("sinds 2026-11-23T10:00:00Z zijn 21 pogingen");
  }

  @Test
  void whatIsStoredInBetweenIsNotTheEnd() {
    storing.mislukt(vol("x"));
    storing.gelukt();
    storing.mislukt(vol("x"));
    storing.gelukt();
    assertThat(regels()).hasSize(1);

    nu = nu.plusSeconds(11);
    storing.gelukt();
    storing.mislukt(vol("x"));
    assertThat(regels()).as("over, and again").hasSize(3);
  }

  private List<String> regels() {
    return gezegd.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static UncategorizedJmsException vol(String wat) {
    return new UncategorizedJmsException(new IllegalStateException("vol: " + wat));
  }
}
