package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Between two looks at the statistics a partner may get many thousands of events. Each question
 * about some of them reads those, and not all that the partner has.
 */
class OnbekendeAfnemerTest {

  private static final String BUUR = "statistiekbuur";
  private static final String NIEUW = "statistieknieuw";

  /** The driver prepares a statement at the fifth, the server may keep its plan five later. */
  private static final int KEREN = 12;

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());

  private interface Vraag {
    void over(JdbcClient jdbc, Set<UUID> ids);
  }

  @BeforeEach
  void leg() {
    weg();
    leg(BUUR);
    jdbc.sql("vacuum full analyze levering").update();
    leg(NIEUW);
  }

  @AfterEach
  void weg() {
    for (String tabel :
        List.of(
            "heraanbod_bericht where heraanbod in (select id from heraanbod h where h.partner in"
                + " (:partners))",
            "heraanbod where partner in (:partners)",
            "levering where partner in (:partners)")) {
      jdbc.sql("delete from " + tabel).param("partners", List.of(BUUR, NIEUW)).update();
    }
  }

  private void leg(String partner) {
    jdbc.sql(
            """
            insert into levering (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
            select :partner, gen_random_uuid(), n, gen_random_uuid(), 'ID:' || n, now()
            from generate_series(1, 5000) n""")
        .param("partner", partner)
        .update();
  }

  @Test
  void whoHoldsGivesBackAndSends() throws Exception {
    leestWeinig(
        (een, ids) -> {
          Vasthoudingen vast = new Vasthoudingen(een);
          Vasthoudingen.Houvast houvast = vast.houd(NIEUW, ids, Duration.ofMinutes(1));
          assertThat(houvast.ids()).hasSameSizeAs(ids);
          vast.laatLos(NIEUW, List.copyOf(ids), houvast.tot());
        });
    leestWeinig(
        (een, ids) ->
            assertThat(
                    new Vasthoudingen(een)
                        .houdOmTeBezorgen(NIEUW, ids.iterator().next(), Duration.ofMinutes(1)))
                .isTrue());
  }

  @Test
  void whoLooksAndAnswers() throws Exception {
    leestWeinig(
        (een, ids) -> {
          Leveringen leveringen = LeveringenVoorProef.van(een);
          UUID eerste = ids.iterator().next();
          assertThat(leveringen.zoek(NIEUW, ids)).hasSameSizeAs(ids);
          assertThat(
                  leveringen.beantwoordOpTijd(NIEUW, eerste, "geaccepteerd", null, Instant.now()))
              .isTrue();
        });
    leestWeinig(
        (een, ids) ->
            assertThat(
                    LeveringenVoorProef.van(een)
                        .bevestigd(
                            ids.stream()
                                .map(id -> new Leveringen.Bevestiging(NIEUW, id, Instant.now()))
                                .toList()))
                .isZero());
  }

  @Test
  void whatLapsesAndGoesByPaper() throws Exception {
    leestWeinig(
        (een, ids) -> {
          Termijnstanden standen = new Termijnstanden(een, null, Clock.systemUTC());
          standen.begintOpnieuw(NIEUW, ids);
          standen.verlopen(NIEUW, ids);
        });
    leestWeinig(
        (een, ids) -> {
          UUID bundel = UUID.randomUUID();
          Papierbundels bundels = new Papierbundels(een);
          assertThat(bundels.claim(NIEUW, bundel, ids)).isEqualTo(ids);
          bundels.laatLos(NIEUW, bundel, ids);
        });
  }

  /** As many as a page of openstaand holds, of an old partner too. */
  @Test
  void whatIsGivenByOpenstaand() throws Exception {
    leestWeinig(
        (een, ids) -> {
          Herroepingsstanden standen = new Herroepingsstanden(een, Clock.systemUTC());
          List<UUID> pagina = Stream.generate(UUID::randomUUID).limit(150).toList();
          standen.gegeven(BUUR, pagina);
          standen.gegeven(NIEUW, pagina);
        });
  }

  /** Most orders are about one event. */
  @Test
  void whatIsOfferedAgain() throws Exception {
    jdbc.sql(
            """
            with opdracht as (
              insert into heraanbod
                (id, partner, gevraagd_door, gevraagd, toestand, per_seconde)
              select gen_random_uuid(), :partner, 'b', now(), 'gereed', 1
              from generate_series(1, 3000) returning id)
            insert into heraanbod_bericht (heraanbod, volgnummer, bericht_id)
            select id, 1, gen_random_uuid() from opdracht""")
        .param("partner", BUUR)
        .update();
    jdbc.sql("vacuum full analyze heraanbod_bericht").update();
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            with opdracht as (
              insert into heraanbod
                (id, partner, gevraagd_door, gevraagd, toestand, per_seconde, bezet_door)
              values (:id, :partner, 'b', now(), 'loopt', 1, :id))
            insert into heraanbod_bericht (heraanbod, volgnummer, bericht_id)
            select :id, volgnummer, bericht_id from levering where partner = :partner""")
        .param("id", id)
        .param("partner", NIEUW)
        .update();
    Heraanbiedingen.Opdracht opdracht = new Heraanbiedingen.Opdracht(id, NIEUW, "b", 1, true, id);

    leestWeinig(
        "heraanbod_bericht",
        (een, ids) -> {
          Heraanbiedingen heraanbiedingen = new Heraanbiedingen(een, null);
          assertThat(ids).allMatch(bericht -> heraanbiedingen.claim(opdracht, bericht));
          heraanbiedingen.gedaan(opdracht, ids, "aangeboden");
        });
  }

  private void leestWeinig(Vraag vraag) throws Exception {
    leestWeinig("levering", vraag);
  }

  private void leestWeinig(String tabel, Vraag vraag) throws Exception {
    try (Connection verbinding = Testdatabase.bron().getConnection()) {
      verbinding.setAutoCommit(false);
      JdbcClient een = JdbcClient.create(new SingleConnectionDataSource(verbinding, true));
      for (int keer = 0; keer < KEREN; keer++) {
        Set<UUID> ids = ids(keer);
        long eerst = gelezen(een, tabel);
        vraag.over(een, ids);
        assertThat(gelezen(een, tabel) - eerst).as("rows read, time %d", keer).isLessThan(50);
      }
      verbinding.rollback();
    }
  }

  private Set<UUID> ids(int keer) {
    return jdbc
        .sql(
            """
            select bericht_id from levering where partner = :partner
            order by volgnummer limit 4 offset :vanaf""")
        .param("partner", NIEUW)
        .param("vanaf", keer * 4)
        .query(UUID.class)
        .list()
        .stream()
        .collect(Collectors.toSet());
  }

  /** Rows of a table that this transaction read so far, by a key or not. */
  private static long gelezen(JdbcClient jdbc, String tabel) {
    return jdbc.sql(
            "select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables"
                + " where relname = :tabel")
        .param("tabel", tabel)
        .query(Long.class)
        .single();
  }
}
