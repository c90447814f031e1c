package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import nl.ketenbrug.dossier.Volgorde;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.MotorStopt;
import nl.ketenbrug.message.WachtOpEerder;
import nl.ketenbrug.operations.Testdatabase;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whose turn it is in a dossier, on a real database. */
public class DossiervolgordeTest {

  private static final String DOSSIER = "d0".repeat(32);
  private static final BerichtId EERDER = BerichtId.nieuw(Instant.parse("2026-11-20T09:00:00Z"));
  private static final BerichtId LATER = BerichtId.nieuw(Instant.parse("2026-11-20T09:00:01Z"));

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Volgorde rijen = Voorraad.volgorde(jdbc, Clock.systemUTC());
  private final Dossiervolgorde volgorde = new Dossiervolgorde(rijen);

  /** For tests that take turns at a broker. */
  public static Dossiervolgorde op(Volgorde rijen) {
    return new Dossiervolgorde(rijen);
  }

  @Test
  void aLaterMessageWaitsForTheEarlierOneAndNotTheOtherWayRound() {
    CamelContext loopt = new DefaultCamelContext();
    rijen.houdVast(new Dossiersleutel(DOSSIER), EERDER);

    assertThatThrownBy(() -> volgorde.aanDeBeurt(loopt, DOSSIER, LATER.toString()))
        .isInstanceOf(WachtOpEerder.class);
    assertThatCode(() -> volgorde.aanDeBeurt(loopt, DOSSIER, EERDER.toString()))
        .doesNotThrowAnyException();

    volgorde.klaar(DOSSIER, EERDER.toString());
    assertThatCode(() -> volgorde.aanDeBeurt(loopt, DOSSIER, LATER.toString()))
        .doesNotThrowAnyException();
  }

  /** As an engine does whose database was away while another one finished the message. */
  @Test
  void aNoteThatCameAfterTheMessageWasFinishedHoldsUpNobody() {
    String dossier = "d1".repeat(32);
    BerichtId voorHetLog = BerichtId.nieuw(Instant.parse("2026-11-20T08:58:00Z"));
    BerichtId naHetLog = BerichtId.nieuw(Instant.parse("2026-11-20T08:59:00Z"));

    rijen.houdVast(new Dossiersleutel(dossier), voorHetLog);
    verrijkt(voorHetLog);
    verrijkt(naHetLog);
    rijen.houdVast(new Dossiersleutel(dossier), naHetLog);

    assertThatCode(() -> volgorde.aanDeBeurt(new DefaultCamelContext(), dossier, LATER.toString()))
        .doesNotThrowAnyException();
    assertThat(
            jdbc.sql("select bericht_id from wachtend where dossier = :dossier")
                .param("dossier", dossier)
                .query(UUID.class)
                .list())
        .containsExactly(voorHetLog.value());
  }

  private void verrijkt(BerichtId bericht) {
    jdbc.sql(
            """
            insert into logregel (id, tijdstip, stap, bericht_id, correlatie_id, opgeslagen_op)
            values (:id, now(), 'verrijkt', :bericht, :bericht, now() - interval '2 minutes')""")
        .param("id", BerichtId.nieuw(Instant.parse("2026-11-20T09:00:02Z")).value())
        .param("bericht", bericht.value())
        .update();
  }

  @Test
  void anEngineThatStopsTakesNoMessageAnyMore() {
    CamelContext stopt =
        new DefaultCamelContext() {
          @Override
          public boolean isStopping() {
            return true;
          }
        };

    assertThatThrownBy(() -> volgorde.aanDeBeurt(stopt, DOSSIER, EERDER.toString()))
        .isInstanceOf(MotorStopt.class);
  }
}
