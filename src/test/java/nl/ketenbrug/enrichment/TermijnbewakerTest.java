package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Bvvstand;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.Bedrag;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The end of a determination that nothing replaced, on a real database. */
class TermijnbewakerTest {

  private static final Instant NU = Instant.parse("2026-12-21T10:00:00Z");

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Clock klok = Clock.fixed(NU, ZoneOffset.UTC);
  private final Proefmatches proef = new Proefmatches(Testdatabase.bron(), regel -> {}, klok);
  private final Voorraad voorraad = proef.voorraad;
  private final Afleidingen afleidingen = voorraad.afleidingen(klok);
  private final Termijnbewaker bewaker = proef.bewaker;

  @BeforeEach
  void empty() {
    for (String tabel :
        List.of("zaakstand", "afleiding", "bvv_stand", "schuldenaar", "partij", "beslag")) {
      jdbc.sql("delete from " + tabel).update();
    }
  }

  @Test
  void aDeterminationThatEndedIsToldOnceAndNotBeforeTheRecalculationHadItsDay() {
    voorraad.geldigTot(stand("999990019"), LocalDate.of(2026, 12, 20));
    voorraad.geldigTot(stand("999990020"), LocalDate.of(2026, 12, 21));

    bewaker.bewaak();
    bewaker.bewaak();

    assertThat(verteld())
        .singleElement()
        .satisfies(
            v ->
                assertThat(v.document())
                    .contains("termijn-verstreken", "<datum>2026-12-20</datum>")
                    .contains("<registratieId>R-999990019</registratieId>"));
  }

  @Test
  void aNumberThatDoesNotOpenHoldsUpNobodyElse() {
    voorraad.geldigTot(stand("999990019"), LocalDate.of(2026, 12, 19));
    voorraad.geldigTot(stand("999990020"), LocalDate.of(2026, 12, 20));
    jdbc.sql("update schuldenaar set bsn = 'x' where dossier = :dossier")
        .param("dossier", voorraad.sleutel("999990019").value())
        .update();

    bewaker.bewaak();

    assertThat(verteld()).hasSize(1);
    assertThat(
            jdbc.sql("select mislukt from afleiding where mislukt is not null")
                .query(String.class)
                .list())
        .containsExactly("bewaring-onleesbaar");
  }

  @Test
  void whoseAttachmentEndedHasNoTermAnyMore() {
    voorraad.geldigTot(stand("999990019"), LocalDate.of(2026, 12, 1));
    jdbc.sql("update beslag set status = 'beeindigd'").update();

    bewaker.bewaak();

    assertThat(verteld()).isEmpty();
  }

  private Dossiersleutel beslag(String bsn) {
    return voorraad.beslag(bsn, "R-" + bsn, List.of("00000099000000110000"));
  }

  private Dossiersleutel stand(String bsn) {
    Dossiersleutel dossier = beslag(bsn);
    Bedrag bedrag = new Bedrag(150_000);
    voorraad.stand(
        new Bvvstand(
            dossier,
            BerichtId.nieuw(NU),
            bedrag,
            bedrag,
            bedrag,
            "alleenstaande",
            LocalDate.of(2025, 12, 1),
            LocalDate.of(2025, 12, 1),
            LocalDate.of(2026, 12, 1),
            "2025-07-01.yaml",
            "a".repeat(64),
            "2026-07-14"),
        null);
    return dossier;
  }

  private List<Afleidingen.Afleiding> verteld() {
    List<Afleidingen.Afleiding> verteld = new ArrayList<>();
    new TransactionTemplate(new JdbcTransactionManager(Testdatabase.bron()))
        .executeWithoutResult(
            status -> {
              Voorraad.verzend(afleidingen, 100, verteld::add);
              status.setRollbackOnly();
            });
    return verteld;
  }
}
