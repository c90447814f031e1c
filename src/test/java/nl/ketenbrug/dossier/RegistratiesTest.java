package nl.ketenbrug.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whose a registration is, on a real database. */
class RegistratiesTest {

  private static final Dossiersleutel DOSSIER = new Dossiersleutel("0".repeat(64));

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final TransactionTemplate transactie =
      new TransactionTemplate(new JdbcTransactionManager(Testdatabase.bron()));
  private final Registraties registraties = new Registraties(jdbc, String::equals);

  @BeforeEach
  @AfterEach
  void empty() {
    jdbc.sql("delete from registratie_eigenaar").update();
    jdbc.sql("delete from beslag").update();
  }

  @Test
  void anIdThatIsOnItsWayBelongsToWhoUsedItFirst() {
    assertThat(neem("R-1", "a")).isTrue();
    assertThat(neem("R-1", "a")).as("again, for a change").isTrue();
    assertThat(neem("R-1", "b")).isFalse();
    assertThat(neem("R-2", "b")).isTrue();
  }

  @Test
  void aKnownAttachmentBelongsToWhoLaidItWhoeverUsedTheIdFirst() {
    assertThat(neem("R-1", "a")).isTrue();
    beslag("R-1", "a");
    assertThat(neem("R-1", "b")).isFalse();
    assertThat(neem("R-1", "a")).isTrue();

    jdbc.sql("update beslag set beslaglegger = 'b'").update();
    assertThat(neem("R-1", "a")).as("handed over by the register").isFalse();
    assertThat(neem("R-1", "b")).isTrue();
  }

  @Test
  void anAttachmentDoesNotMoveToAnotherDebtor() {
    beslag("R-1", "a");

    assertThat(registraties.neem("R-1", new Dossiersleutel("1".repeat(64)), "a")).isFalse();
    assertThat(neem("R-1", "a")).isTrue();
  }

  @Test
  void anAttachmentOfWhomNobodyIsKnownIsNobodys() {
    beslag("R-1", null);

    assertThat(neem("R-1", "a")).isFalse();
  }

  @Test
  void ofManyAtTheSameMomentOneGetsTheId() throws Exception {
    ExecutorService samen = Executors.newFixedThreadPool(8);
    try {
      for (int ronde = 0; ronde < 20; ronde++) {
        String id = "R-" + ronde;
        List<Callable<Boolean>> pogingen =
            IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(
                    i -> () -> transactie.execute(status -> neem(id, "partner-" + i)))
                .toList();
        int gelukt = 0;
        for (Future<Boolean> een : samen.invokeAll(pogingen)) {
          gelukt += een.get() ? 1 : 0;
        }
        assertThat(gelukt).as(id).isEqualTo(1);
      }
    } finally {
      samen.shutdownNow();
    }
  }

  private boolean neem(String id, String partner) {
    return registraties.neem(id, DOSSIER, partner);
  }

  private void beslag(String id, String legger) {
    jdbc.sql(
            """
            insert into beslag (registratie_id, dossier, status, gewijzigd, beslaglegger)
            values (:id, repeat('0', 64), 'lopend', now(), :legger)""")
        .param("id", id)
        .param("legger", legger)
        .update();
  }
}
