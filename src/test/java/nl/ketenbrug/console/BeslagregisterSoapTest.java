package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nl.ketenbrug.Gezegd;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jms.UncategorizedJmsException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What goes wrong at a question is one line: the text of a fault may hold what was asked. */
class BeslagregisterSoapTest {

  private static final String BSN = "999990019";

  @Test
  void whatIsAwayIsOneLineForEachQuestionWithoutAStack() throws Exception {
    for (RuntimeException fout :
        List.of(
            new UncategorizedJmsException(BSN),
            new CannotCreateTransactionException(BSN, new IllegalStateException(BSN)),
            new QueryTimeoutException(BSN))) {
      assertThat(regel(fout))
          .startsWith("tijdelijk-niet-beschikbaar: ")
          .contains(fout.getClass().getSimpleName());
    }
  }

  @Test
  void whatNobodyForesawIsOneLineWithItsKindAndPlace() throws Exception {
    assertThat(regel(new IllegalStateException(BSN)))
        .startsWith("interne-fout: ")
        .contains("IllegalStateException bij " + getClass().getName());
  }

  private static String regel(RuntimeException fout) throws IOException {
    try (Gezegd gezegd = Gezegd.door(BeslagregisterSoap.class)) {
      byte[] antwoord = deur().doe(brekend(fout), null, null).getBody();

      assertThat(new String(antwoord, StandardCharsets.UTF_8))
          .contains("Fault")
          .doesNotContain(BSN);
      assertThat(gezegd.regels())
          .filteredOn(regel -> regel.getLevel() != Level.DEBUG)
          .singleElement()
          .satisfies(regel -> assertThat(regel.getThrowableProxy()).isNull());
      return gezegd.zinnen().get(0);
    }
  }

  private static BeslagregisterSoap deur() {
    Bron register =
        new Bron(
            Registratietoegang.BESLAGREGISTER,
            "beslagregister",
            "00000099000000031000",
            Bron.Levering.PUSH,
            "urn:proef",
            "/b:a",
            "proef.xsd",
            100,
            null,
            null,
            null,
            null,
            null,
            null);
    return new BeslagregisterSoap(
        new Bronnen(List.of(register)), null, null, null, null, null, null, null);
  }

  private static InputStream brekend(RuntimeException fout) {
    return new InputStream() {
      @Override
      public int read() {
        throw fout;
      }
    };
  }
}
