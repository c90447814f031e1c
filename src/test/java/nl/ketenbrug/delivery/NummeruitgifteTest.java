package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import nl.ketenbrug.delivery.Nummeruitgifte.Nummer;
import nl.ketenbrug.delivery.Nummeruitgifte.Stuk;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** On the real database: several readers of subscriptions that ask at the same moment. */
class NummeruitgifteTest {

  private static final List<String> PARTNERS =
      IntStream.range(0, 10).mapToObj(nummer -> "uitgifte-" + nummer).toList();

  /** So long that all who ask together are there, on a slow machine too. */
  private static final Duration EVEN = Duration.ofMillis(500);

  private final ExecutorService draden = Executors.newFixedThreadPool(PARTNERS.size());
  private JdbcClient jdbc;
  private Nummeruitgifte uitgifte;

  @BeforeEach
  void leeg() {
    jdbc = JdbcClient.create(Testdatabase.bron());
    for (String tabel : List.of("levering", "abonnement_stand")) {
      jdbc.sql("delete from " + tabel + " where partner in (:partners)")
          .param("partners", PARTNERS)
          .update();
    }
    uitgifte = new Nummeruitgifte(jdbc, Clock.systemUTC(), EVEN);
  }

  @AfterEach
  void klaar() {
    draden.shutdownNow();
  }

  @Test
  void whatIsAskedAtOneMomentIsOneWrite() throws Exception {
    bekendGemaakt();

    List<Map<UUID, Nummer>> gegeven = tegelijk(PARTNERS, 3);

    assertThat(gegeven).allSatisfy(nummers -> assertThat(waarden(nummers)).isEqualTo(reeks(2, 4)));
    assertThat(schrijfacties(2)).isOne();
    assertThat(
            jdbc.sql("select distinct laatste from abonnement_stand where partner in (:partners)")
                .param("partners", PARTNERS)
                .query(Long.class)
                .list())
        .containsExactly(4L);
  }

  @Test
  void whoHasNoRowYetGetsItsFirstNumberAllTheSame() throws Exception {
    assertThat(tegelijk(PARTNERS, 2))
        .allSatisfy(nummers -> assertThat(waarden(nummers)).isEqualTo(reeks(1, 2)));
  }

  @Test
  void whatComesBackKeepsItsNumber() throws Exception {
    bekendGemaakt();
    List<List<Stuk>> stukken = PARTNERS.stream().map(partner -> stukken(3)).toList();
    List<Map<UUID, Nummer>> eerst = tegelijk(PARTNERS, stukken);

    List<List<Stuk>> meer =
        stukken.stream()
            .map(
                van -> {
                  List<Stuk> weer = new ArrayList<>(stukken(1));
                  weer.addAll(van.subList(1, 3));
                  return weer;
                })
            .toList();
    List<Map<UUID, Nummer>> daarna = tegelijk(PARTNERS, meer);

    for (int i = 0; i < PARTNERS.size(); i++) {
      Map<UUID, Nummer> toen = eerst.get(i);
      Map<UUID, Nummer> nu = daarna.get(i);
      assertThat(nu.get(meer.get(i).get(0).bericht()).volgnummer()).isEqualTo(5);
      for (Stuk stuk : stukken.get(i).subList(1, 3)) {
        assertThat(nu.get(stuk.bericht())).isEqualTo(toen.get(stuk.bericht()));
      }
    }
  }

  /** An order may hold the row of one subscription for as long as it works. */
  @Test
  void whoseRowIsHeldWaitsAndNobodyElse() throws Exception {
    bekendGemaakt();
    String vast = PARTNERS.get(0);
    Future<Map<UUID, Nummer>> wacht;
    try (Connection houder = Testdatabase.bron(Testdatabase.url()).getConnection()) {
      houder.setAutoCommit(false);
      houder
          .createStatement()
          .execute("select 1 from abonnement_stand where partner = '" + vast + "' for update");
      CyclicBarrier start = new CyclicBarrier(2);
      wacht =
          draden.submit(
              () -> {
                start.await();
                return uitgifte.geef(vast, stukken(2));
              });
      start.await();
      List<Map<UUID, Nummer>> anderen = tegelijk(PARTNERS.subList(1, 5), 2);

      assertThat(anderen)
          .allSatisfy(nummers -> assertThat(waarden(nummers)).isEqualTo(reeks(2, 3)));
      assertThat(wacht).isNotDone();
      houder.rollback();
    }
    assertThat(waarden(wacht.get(30, TimeUnit.SECONDS))).isEqualTo(reeks(2, 3));
  }

  @Test
  void whatCannotBeWrittenForOneIsWrittenForTheOthers() throws Exception {
    bekendGemaakt();
    String kapot = PARTNERS.get(0);
    jdbc.sql(
            """
            insert into levering (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
            values (:partner, :id, 3, :id, 'ID:in-de-weg', now())""")
        .param("partner", kapot)
        .param("id", UUID.randomUUID())
        .update();

    Future<Map<UUID, Nummer>> fout = draden.submit(() -> uitgifte.geef(kapot, stukken(2)));
    List<Map<UUID, Nummer>> anderen = tegelijk(PARTNERS.subList(1, 5), 2);

    assertThat(anderen).allSatisfy(nummers -> assertThat(waarden(nummers)).isEqualTo(reeks(2, 3)));
    assertThatThrownBy(() -> fout.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(DataAccessException.class);
  }

  /**
   * Between two looks at the statistics a partner may get many thousands of events, and all of them
   * are numbered by a plan that never heard of it.
   */
  @Test
  void partnersThatTheStatisticsDoNotKnowAreNotReadAsAWhole() throws Exception {
    List<String> twee = PARTNERS.subList(0, 2);
    jdbc.sql("analyze levering").update();
    twee.forEach(this::vijfduizend);
    // A connection that was used before may have a plan already.
    try (Connection verbinding = Testdatabase.bron(Testdatabase.url()).getConnection()) {
      verbinding.setAutoCommit(false);
      // Of two that ask together one uses the connection; if each asked for itself both would.
      JdbcClient een = JdbcClient.create(new SingleConnectionDataSource(verbinding, true));
      uitgifte = new Nummeruitgifte(een, Clock.systemUTC(), Duration.ofMillis(100));
      // The driver prepares a statement at the fifth, the server may keep its plan five later.
      for (int keer = 0; keer < 12; keer++) {
        long eerst = gelezen(een);
        tegelijk(twee, 2);
        assertThat(gelezen(een) - eerst).as("rows read, time %d", keer).isLessThan(20);
      }
      verbinding.rollback();
    }
  }

  private void vijfduizend(String partner) {
    jdbc.sql(
            """
            insert into levering (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
            select :partner, gen_random_uuid(), n, gen_random_uuid(), 'ID:' || n, now()
            from generate_series(1, 5000) n""")
        .param("partner", partner)
        .update();
    jdbc.sql("insert into abonnement_stand (partner, laatste) values (:partner, 5000)")
        .param("partner", partner)
        .update();
  }

  /** Rows of deliveries that this transaction read so far, by a key or not. */
  private static long gelezen(JdbcClient jdbc) {
    return jdbc.sql(
            "select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables"
                + " where relname = 'levering'")
        .query(Long.class)
        .single();
  }

  /** One number each, so that all have a row. */
  private void bekendGemaakt() {
    PARTNERS.forEach(
        partner ->
            new Nummeruitgifte(jdbc, Clock.systemUTC(), Duration.ZERO).geef(partner, stukken(1)));
  }

  private List<Map<UUID, Nummer>> tegelijk(List<String> partners, int aantal) throws Exception {
    return tegelijk(partners, partners.stream().map(partner -> stukken(aantal)).toList());
  }

  private List<Map<UUID, Nummer>> tegelijk(List<String> partners, List<List<Stuk>> stukken)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(partners.size());
    List<Future<Map<UUID, Nummer>>> lopend = new ArrayList<>();
    for (int i = 0; i < partners.size(); i++) {
      String partner = partners.get(i);
      List<Stuk> vraag = stukken.get(i);
      lopend.add(
          draden.submit(
              () -> {
                start.await();
                return uitgifte.geef(partner, vraag);
              }));
    }
    List<Map<UUID, Nummer>> gegeven = new ArrayList<>();
    for (Future<Map<UUID, Nummer>> een : lopend) {
      gegeven.add(een.get(30, TimeUnit.SECONDS));
    }
    return gegeven;
  }

  private static List<Stuk> stukken(int aantal) {
    return IntStream.range(0, aantal)
        .mapToObj(
            nummer ->
                new Stuk(
                    UUID.fromString(BerichtId.nieuw(Instant.now()).toString()),
                    UUID.randomUUID(),
                    "ID:" + UUID.randomUUID()))
        .toList();
  }

  private static List<Long> waarden(Map<UUID, Nummer> nummers) {
    return nummers.values().stream().map(Nummer::volgnummer).sorted().toList();
  }

  private static List<Long> reeks(long van, long tot) {
    return LongStream.rangeClosed(van, tot).boxed().toList();
  }

  /** Transactions that wrote what has this number or a later one. */
  private long schrijfacties(long vanaf) {
    return jdbc.sql(
            "select count(distinct xmin::text) from levering where partner in (:partners)"
                + " and volgnummer >= :vanaf")
        .param("partners", PARTNERS)
        .param("vanaf", vanaf)
        .query(Long.class)
        .single();
  }
}
