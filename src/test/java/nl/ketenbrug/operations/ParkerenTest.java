package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.ketenbrug.delivery.Abonnement.Kanaal;
import nl.ketenbrug.delivery.Leveringen;
import nl.ketenbrug.delivery.LeveringenVoorProef;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Proefafnemer;
import nl.ketenbrug.dossier.Volgorde;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.messagelog.Versiestempels;
import nl.ketenbrug.source.Bronnen;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultUnitOfWork;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is said of a message that came to the dead letters of the broker. */
class ParkerenTest {

  private static final Clock NU =
      Clock.fixed(Instant.parse("2026-11-23T09:00:00Z"), ZoneId.of("Europe/Amsterdam"));

  private static final String MOMENT = "2026-11-23T08:59:30.250Z";

  private final List<LogRegel> log = new ArrayList<>();
  private final String id = BerichtId.nieuw(NU.instant()).toString();
  private final Volgorde volgorde = Voorraad.volgorde(JdbcClient.create(Testdatabase.bron()), NU);

  /** Only who reads the queue itself can have rejected it; nothing is answered for the others. */
  @ParameterizedTest
  @EnumSource(
      value = Kanaal.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"AMQP", "PULL"})
  void whatIsMovedFromTheQueueOfAPartnerOfAnotherChannelIsNoRefusal(Kanaal kanaal)
      throws Exception {
    assertThat(onbestelbaar(kanaal, MOMENT, null)).isEqualTo("pogingen-op");
  }

  @ParameterizedTest
  @EnumSource(
      value = Kanaal.class,
      names = {"AMQP", "PULL"})
  void whatSomebodyMovedFromTheQueueThatAPartnerReadsIsNoRefusal(Kanaal kanaal) throws Exception {
    assertThat(onbestelbaar(kanaal, null, null)).isEqualTo("verplaatst-aan-broker");
    assertThat(log.get(0).partner()).isEqualTo("cjib");
  }

  /** Also of one that pulls and reads its queue beside that. */
  @ParameterizedTest
  @EnumSource(
      value = Kanaal.class,
      names = {"AMQP", "PULL"})
  void whatAPartnerRejectedIsItsRefusalFromTheMomentThatTheBrokerSays(Kanaal kanaal)
      throws Exception {
    JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
    jdbc.sql(
            """
            insert into levering (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
            values ('cjib', :id, 990001, :id, 'drager', :nu)""")
        .param("id", UUID.fromString(id))
        .param("nu", Timestamp.from(Instant.parse(MOMENT).minusSeconds(60)))
        .update();
    try {
      assertThat(onbestelbaar(kanaal, MOMENT, LeveringenVoorProef.van(jdbc)))
          .isEqualTo("geweigerd-door-afnemer");

      assertThat(
              jdbc.sql("select uitkomst, bevestigd from levering where bericht_id = :id")
                  .param("id", UUID.fromString(id))
                  .query((rij, i) -> tuple(rij.getString(1), rij.getTimestamp(2).toInstant()))
                  .single())
          .isEqualTo(tuple("geweigerd", Instant.parse(MOMENT)));
    } finally {
      jdbc.sql("delete from levering where bericht_id = :id")
          .param("id", UUID.fromString(id))
          .update();
    }
  }

  /** It was offered again, and the first copy was still on its way. */
  @Test
  void aSecondCopyOfWhatThePartnerTookIsNotSetApartAndItsAcceptanceStays() throws Exception {
    JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
    jdbc.sql(
            """
            insert into levering (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet,
              uitkomst, bevestigd)
            values ('cjib', :id, 990002, :id, 'drager', :nu, 'geaccepteerd', :nu)""")
        .param("id", UUID.fromString(id))
        .param("nu", Timestamp.from(Instant.parse(MOMENT).minusSeconds(60)))
        .update();
    try {
      Exchange exchange =
          geefOp(
              "partner.cjib",
              dossier("5716"),
              partner(Kanaal.AMQP),
              MOMENT,
              LeveringenVoorProef.van(jdbc));

      assertThat(exchange.isRouteStop()).as("it ends here").isTrue();
      assertThat(log)
          .extracting(LogRegel::stap, LogRegel::code, LogRegel::partner)
          .containsExactly(tuple(Stap.DUPLICAAT, "al-geaccepteerd", "cjib"));
      assertThat(
              jdbc.sql("select uitkomst from levering where bericht_id = :id")
                  .param("id", UUID.fromString(id))
                  .query(String.class)
                  .single())
          .isEqualTo("geaccepteerd");
    } finally {
      jdbc.sql("delete from levering where bericht_id = :id")
          .param("id", UUID.fromString(id))
          .update();
    }
  }

  /** The reason with which it is set apart. */
  private String onbestelbaar(Kanaal kanaal, String afgewezen, Leveringen leveringen)
      throws Exception {
    Exchange exchange =
        geefOp("partner.cjib", dossier("5712"), partner(kanaal), afgewezen, leveringen);
    assertThat(log).extracting(LogRegel::stap).containsExactly(Stap.GEPARKEERD);
    String reden = exchange.getMessage().getHeader(Koppen.REDEN, String.class);
    assertThat(log.get(0).code()).isEqualTo(reden);
    return reden;
  }

  /** It never failed, so nobody wrote down that its dossier waits for it: somebody moved it. */
  @Test
  void whatIsMovedFromTheCanonicalQueueHoldsItsDossier() throws Exception {
    geefOp("canoniek", dossier("5713"), partner(Kanaal.PULL), null, null);
    geefOp("partner.cjib", dossier("5714"), partner(Kanaal.PULL), null, null);
    Exchange terzijde = geefOp("wacht-op-bron", dossier("5715"), partner(Kanaal.PULL), null, null);

    BerichtId later = BerichtId.nieuw(NU.instant().plusSeconds(1));
    assertThat(volgorde.wachtEerder(dossier("5713"), later)).isTrue();
    assertThat(volgorde.wachtEerder(dossier("5714"), later)).as("at one partner only").isFalse();
    assertThat(volgorde.wachtEerder(dossier("5715"), later)).as("from there, aside").isTrue();
    assertThat(terzijde.getProperty("parkeerplek")).isEqualTo("parkeer.enrich-gebeurtenis");
  }

  private static Dossiersleutel dossier(String cijfers) {
    return new Dossiersleutel(cijfers.repeat(16));
  }

  private Exchange geefOp(
      String wachtrij,
      Dossiersleutel dossier,
      Partner partner,
      String afgewezen,
      Leveringen leveringen)
      throws Exception {
    Map<String, Object> koppen = new HashMap<>();
    koppen.put(Koppen.BERICHT_ID, id);
    koppen.put(Koppen.CORRELATIE_ID, id);
    koppen.put(Koppen.DOSSIER, dossier.value());
    koppen.put("_AMQ_ORIG_QUEUE", wachtrij);
    koppen.put("afgewezen", afgewezen);
    return geefOp(partner, koppen, volgorde, leveringen, log, NU);
  }

  /** What the route of the dead letters does with a message that has these properties. */
  static Exchange geefOp(
      Partner partner,
      Map<String, Object> koppen,
      Volgorde volgorde,
      Leveringen leveringen,
      List<LogRegel> log,
      Clock clock)
      throws Exception {
    Parkeerplekken plekken =
        new Parkeerplekken(new Bronnen(List.of()), new Partners(List.of(partner)));
    Versiestempels stempels = new Versiestempels(Path.of("."));
    stempels.meld("park-undeliverable", "park-undeliverable", Map.of());
    Parkeren parkeren =
        new Parkeren(
            log::add,
            log::add,
            new Logstap(log::add, stempels, null, clock),
            plekken,
            volgorde,
            leveringen,
            new Parkeerwacht(plekken, null, clock),
            clock);
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:onbestelbaar").routeId("park-undeliverable").stop();
            }
          });
      context.start();
      Exchange exchange = new DefaultExchange(context);
      exchange
          .getExchangeExtension()
          .setUnitOfWork(
              new DefaultUnitOfWork(exchange) {
                @Override
                public Route getRoute() {
                  return context.getRoute("park-undeliverable");
                }
              });
      koppen.forEach(exchange.getMessage()::setHeader);
      exchange.getMessage().setBody("{}");

      parkeren.onbestelbaar(exchange);
      return exchange;
    }
  }

  private static Partner partner(Kanaal kanaal) {
    return Proefafnemer.met("cjib", kanaal);
  }
}
