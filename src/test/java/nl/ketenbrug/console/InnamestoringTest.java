package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nl.ketenbrug.Gezegd;
import nl.ketenbrug.Proefklok;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jms.UncategorizedJmsException;

/** A broker whose disk is full refuses each attempt of each source, for hours. */
class InnamestoringTest {

  private final Gezegd gezegd = Gezegd.door(Innamestoring.class);
  private Instant nu = Instant.parse("2026-11-23T10:00:00Z");
  private final Innamestoring storing = new Innamestoring(new Proefklok(() -> nu));

  @AfterEach
  void eind() {
    gezegd.close();
  }

  @Test
  void sevenHundredRefusalsAreOneLineAndOneThatItIsOver() {
    storing.gelukt();
    for (int i = 0; i < 700; i++) {
      storing.mislukt("svb", vol("999990019"));
    }
    nu = nu.plusSeconds(60);
    storing.gelukt();
    storing.gelukt();

    assertThat(gezegd.zinnen())
        .hasSize(2)
        .allSatisfy(regel -> assertThat(regel).startsWith("niet-opgeslagen: "))
        .noneMatch(regel -> regel.contains("999990019"));
    assertThat(gezegd.zinnen().get(0))
        .contains("UncategorizedJmsException <- IllegalStateException");
    assertThat(gezegd.zinnen().get(1)).contains("voorbij; 700 pogingen");
    assertThat(gezegd.regels()).as("no stack").allMatch(regel -> regel.getThrowableProxy() == null);
  }

  @Test
  void anotherCauseIsSaidTooAndWhatLastsEachTenMinutes() {
    for (int minuut = 0; minuut < 25; minuut++) {
      storing.mislukt("svb", vol("x"));
      storing.mislukt("svb", new IllegalArgumentException());
      nu = nu.plus(Duration.ofMinutes(1));
    }

    assertThat(gezegd.zinnen()).hasSize(4);
    assertThat(gezegd.zinnen().get(1)).contains("IllegalArgumentException");
    assertThat(gezegd.zinnen().get(2)).contains("sinds 2026-11-23T10:00:00Z zijn 21 pogingen");
  }

  /** One delivery that the database refuses is no broken line: somebody has to find it. */
  @Test
  void whatIsNoBrokenLineNamesItsSourceAndPlace() {
    for (String bron : List.of("svb", "svb", "polis")) {
      storing.mislukt(bron, new DataIntegrityViolationException("rij van 999990019"));
    }
    storing.mislukt("polis", vol("x"));

    assertThat(gezegd.zinnen()).hasSize(3).noneMatch(regel -> regel.contains("999990019"));
    assertThat(gezegd.zinnen().get(0))
        .contains("DataIntegrityViolationException bij nl.ketenbrug.", "InnamestoringTest", "svb");
    assertThat(gezegd.zinnen().get(1)).contains("polis");
    assertThat(gezegd.zinnen().get(2)).doesNotContain("bron polis");
  }

  @Test
  void whatIsStoredInBetweenIsNotTheEnd() {
    storing.mislukt("svb", vol("x"));
    storing.gelukt();
    storing.mislukt("svb", vol("x"));
    storing.gelukt();
    assertThat(gezegd.zinnen()).hasSize(1);

    nu = nu.plusSeconds(11);
    storing.gelukt();
    storing.mislukt("svb", vol("x"));
    assertThat(gezegd.zinnen()).as("over, and again").hasSize(3);
  }

  private static UncategorizedJmsException vol(String wat) {
    return new UncategorizedJmsException(new IllegalStateException("vol: " + wat));
  }
}
