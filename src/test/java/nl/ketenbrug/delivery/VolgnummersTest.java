package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.jms.JMSException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Testdatabase;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** On the real database: numbers one by one and together. */
class VolgnummersTest {

  private static final String PARTNER = "nummerpartner";
  private static final String BUUR = "nummerbuur";

  private final List<LogRegel> log = Collections.synchronizedList(new ArrayList<>());
  private JdbcClient jdbc;
  private Volgnummers nummers;

  /** A message as the broker gives it. */
  private record Bericht(String bericht, String correlatie, String drager) {
    jakarta.jms.Message jms() {
      Map<String, String> koppen = new HashMap<>();
      koppen.put(Koppen.BERICHT_ID, bericht);
      koppen.put(Koppen.CORRELATIE_ID, correlatie);
      return (jakarta.jms.Message)
          Proxy.newProxyInstance(
              VolgnummersTest.class.getClassLoader(),
              new Class<?>[] {jakarta.jms.Message.class},
              (bericht, vraag, welke) ->
                  vraag.getName().equals("getJMSMessageID") ? drager : koppen.get(welke[0]));
    }
  }

  @BeforeEach
  void leeg() {
    jdbc = JdbcClient.create(Testdatabase.bron());
    for (String tabel : List.of("levering", "abonnement_stand")) {
      jdbc.sql("delete from " + tabel + " where partner in (:partners)")
          .param("partners", List.of(PARTNER, BUUR))
          .update();
    }
    nummers = new Volgnummers(uitgifte(jdbc), log::add, Clock.systemUTC());
  }

  @Test
  void togetherIsAsOneByOneInOneWrite() throws Exception {
    List<Bericht> eerst = berichten(3);
    List<Bericht> samen = berichten(20);

    assertThat(alleen(eerst)).containsExactly(1L, 2L, 3L);
    assertThat(bundel(samen)).isEqualTo(reeks(4, 23));
    assertThat(alleen(berichten(1))).containsExactly(24L);
    assertThat(schrijfacties(samen)).isOne();
    assertThat(schrijfacties(eerst)).isEqualTo(3);
    assertThat(
            jdbc.sql("select laatste from abonnement_stand where partner = :partner")
                .param("partner", PARTNER)
                .query(Long.class)
                .single())
        .isEqualTo(24);
  }

  @Test
  void whatComesBackKeepsItsNumberAlsoBetweenOthers() throws Exception {
    List<Bericht> eerst = berichten(4);
    bundel(eerst);
    List<Bericht> later = new ArrayList<>(berichten(3));
    later.addAll(1, eerst.subList(2, 4));

    assertThat(bundel(later)).containsExactly(5L, 3L, 4L, 6L, 7L);
    assertThat(bundel(later)).as("once more").containsExactly(5L, 3L, 4L, 6L, 7L);
    assertThat(alleen(later)).as("one by one").containsExactly(5L, 3L, 4L, 6L, 7L);
  }

  @Test
  void anotherMessageWithTheSameEventEndsHereAlsoWithinABundle() throws Exception {
    List<Bericht> bundel = new ArrayList<>(berichten(3));
    Bericht dubbel = new Bericht(bundel.get(1).bericht(), bundel.get(1).correlatie(), "ID:ander");
    bundel.add(2, dubbel);

    assertThat(bundel(bundel)).containsExactly(1L, 2L, null, 3L);
    assertThat(log)
        .extracting(LogRegel::stap, LogRegel::partner, LogRegel::volgnummer)
        .containsExactly(tuple(Stap.DUPLICAAT, PARTNER, 2L));
    assertThat(alleen(List.of(dubbel))).containsExactly((Long) null);
  }

  @Test
  void behindOneThatCarriesNoEventNothingGetsANumberBeforeItsTurn() throws Exception {
    List<Bericht> bundel = new ArrayList<>(berichten(4));
    bundel.add(2, new Bericht("geen id", bundel.get(0).correlatie(), "ID:kapot"));
    nummers.komen(jms(bundel));

    assertThat(nummer(bundel.get(0))).isEqualTo(1);
    assertThat(nummer(bundel.get(1))).isEqualTo(2);
    assertThatThrownBy(() -> nummer(bundel.get(2))).isInstanceOf(IllegalArgumentException.class);
    assertThat(uitgegeven()).isEqualTo(2);
    nummers.vergeet();
    assertThat(alleen(berichten(1))).containsExactly(3L);
  }

  @Test
  void aNumberThatCannotBeWrittenIsNotTakenEither() throws Exception {
    List<Bericht> bundel = berichten(3);
    jdbc.sql(
            """
            insert into levering (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
            values (:partner, :id, 3, :id, 'ID:in-de-weg', now())""")
        .param("partner", PARTNER)
        .param("id", UUID.randomUUID())
        .update();

    assertThatThrownBy(() -> bundel(bundel)).isInstanceOf(DataAccessException.class);
    assertThat(uitgegeven()).as("but the one in the way").isEqualTo(1);
    assertThat(alleen(bundel.subList(0, 2))).containsExactly(1L, 2L);
  }

  /** An engine that was cut off and the one after it may hold the same for a moment. */
  @Test
  void twoAtOnceLeaveNoHole() throws Exception {
    List<Bericht> allen = berichten(600);
    ExecutorService draden = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> lopend = new ArrayList<>();
      for (int kant = 0; kant < 2; kant++) {
        lopend.add(draden.submit(() -> inBundels(allen)));
      }
      for (Future<?> een : lopend) {
        een.get();
      }
    } finally {
      draden.shutdownNow();
    }
    assertThat(
            jdbc.sql("select volgnummer from levering where partner = :partner order by volgnummer")
                .param("partner", PARTNER)
                .query(Long.class)
                .list())
        .isEqualTo(reeks(1, 600));
    assertThat(alleen(allen)).as("in their order").isEqualTo(reeks(1, 600));
  }

  /**
   * Between two looks at the statistics a partner may get many thousands of events, and all of them
   * are numbered by a plan that never heard of it.
   */
  @Test
  void aPartnerThatTheStatisticsDoNotKnowIsNotReadAsAWhole() throws Exception {
    geleverd(BUUR, 5000);
    jdbc.sql("analyze levering").update();
    geleverd(PARTNER, 5000);
    // A connection that was used before may have a plan already.
    try (Connection verbinding = Testdatabase.bron(Testdatabase.url()).getConnection()) {
      verbinding.setAutoCommit(false);
      JdbcClient een = JdbcClient.create(new SingleConnectionDataSource(verbinding, true));
      nummers = new Volgnummers(uitgifte(een), log::add, Clock.systemUTC());
      // The driver prepares a statement at the fifth, the server may keep its plan five later.
      for (int keer = 0; keer < 12; keer++) {
        long samen = gelezen(een);
        bundel(berichten(2));
        long alleen = gelezen(een);
        assertThat(alleen - samen).as("rows read for two together, time %d", keer).isLessThan(20);
        alleen(berichten(1));
        assertThat(gelezen(een) - alleen).as("for one, time %d", keer).isLessThan(20);
      }
      verbinding.rollback();
    }
  }

  private void geleverd(String partner, int aantal) {
    jdbc.sql(
            """
            insert into levering (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
            select :partner, gen_random_uuid(), n, gen_random_uuid(), 'ID:' || n,
              now() - interval '9 days' + n * interval '1 minute'
            from generate_series(1, :aantal) n""")
        .param("partner", partner)
        .param("aantal", aantal)
        .update();
    jdbc.sql("insert into abonnement_stand (partner, laatste) values (:partner, :aantal)")
        .param("partner", partner)
        .param("aantal", aantal)
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

  /** What is refused because the other was there first is done again, as the broker offers it. */
  private Void inBundels(List<Bericht> allen) throws Exception {
    for (int van = 0; van < allen.size(); ) {
      try {
        bundel(allen.subList(van, van + 20));
        van += 20;
      } catch (DataAccessException e) {
        nummers.vergeet();
      }
    }
    return null;
  }

  private List<Long> bundel(List<Bericht> berichten) throws JMSException {
    nummers.komen(jms(berichten));
    try {
      return alleen(berichten);
    } finally {
      nummers.vergeet();
    }
  }

  private List<Long> alleen(List<Bericht> berichten) {
    List<Long> gegeven = new ArrayList<>();
    berichten.forEach(een -> gegeven.add(nummer(een)));
    return gegeven;
  }

  private static Nummeruitgifte uitgifte(JdbcClient jdbc) {
    return new Nummeruitgifte(jdbc, Clock.systemUTC());
  }

  /** As the route asks; null when the message ends there. */
  private Long nummer(Bericht een) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setHeader(Koppen.BERICHT_ID, een.bericht());
    exchange.getMessage().setHeader(Koppen.CORRELATIE_ID, een.correlatie());
    exchange.getMessage().setHeader("JMSMessageID", een.drager());
    nummers.nummer(exchange, PARTNER);
    assertThat(exchange.getProperty("partner")).isEqualTo(PARTNER);
    return exchange.isRouteStop()
        ? null
        : exchange.getMessage().getHeader(Koppen.VOLGNUMMER, Long.class);
  }

  private static List<Bericht> berichten(int aantal) {
    return IntStream.range(0, aantal)
        .mapToObj(
            nummer ->
                new Bericht(
                    BerichtId.nieuw(Instant.now()).toString(),
                    UUID.randomUUID().toString(),
                    "ID:" + UUID.randomUUID()))
        .toList();
  }

  private static List<jakarta.jms.Message> jms(List<Bericht> berichten) {
    return berichten.stream().map(Bericht::jms).toList();
  }

  private static List<Long> reeks(long van, long tot) {
    return LongStream.rangeClosed(van, tot).boxed().toList();
  }

  private long uitgegeven() {
    return jdbc.sql("select count(*) from levering where partner = :partner")
        .param("partner", PARTNER)
        .query(Long.class)
        .single();
  }

  private long schrijfacties(List<Bericht> berichten) {
    return jdbc.sql(
            "select count(distinct xmin::text) from levering where partner = :partner"
                + " and bericht_id = any (:ids)")
        .param("partner", PARTNER)
        .param(
            "ids",
            berichten.stream().map(een -> UUID.fromString(een.bericht())).toArray(UUID[]::new))
        .query(Long.class)
        .single();
  }
}
