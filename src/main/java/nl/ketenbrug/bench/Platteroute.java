package nl.ketenbrug.bench;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.messagelog.Stap;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The same work by routes as a beginner would write them: the JMS component transacted and for the
 * rest as it comes, and one commit of the database for each record. One body is sent after the
 * other, and a route for each partner puts it on that partner's own queue. What {@link Ketenwerk}
 * leaves out is left out here too.
 */
final class Platteroute implements AutoCloseable {

  private static final String CANONIEK = "canoniek";
  private static final String GEBEURTENIS = "gebeurtenis";
  private static final String PROFIEL = "profiel";

  private final Ketenwerk werk;
  private final LogSchrijver log;
  private final ObjectReader lezer =
      JsonMapper.builder().addModule(new JavaTimeModule()).build().readerFor(LogRegel.class);
  private final ActiveMQConnectionFactory factory;
  private final DefaultCamelContext camel = new DefaultCamelContext();

  Platteroute(String url, Ketenwerk werk, LogSchrijver log, int afnemers, int profielen, int lezers)
      throws Exception {
    this.werk = werk;
    this.log = log;
    this.factory = new ActiveMQConnectionFactory(url);
    JmsComponent jms = new JmsComponent();
    jms.setConnectionFactory(factory);
    jms.setTransacted(true);
    camel.addComponent("jms", jms);
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("jms:queue:%s?concurrentConsumers=%d".formatted(Ketenkant.AANVOER, lezers))
                .process(Platteroute.this::naarCanoniek)
                .to("jms:queue:" + CANONIEK);
            from("jms:queue:%s?concurrentConsumers=%d".formatted(CANONIEK, lezers))
                .process(Platteroute.this::verrijk)
                .split(body())
                .process(uitwisseling -> publiceer(uitwisseling, profielen))
                .split(body())
                .process(Platteroute.this::legUit)
                .toD("jms:topic:" + Ketenkant.adres("${header.profiel}"));
            for (int i = 1; i <= afnemers; i++) {
              String partner = Ketenmap.afnemer(i);
              from("jms:queue:" + Ketenkant.abonnement(i, profielen))
                  .process(uitwisseling -> zetKlaar(uitwisseling, partner))
                  .to("jms:queue:partner." + partner);
            }
            from("jms:queue:" + Ketenkant.BERICHTENLOG + "?concurrentConsumers=" + lezers)
                .process(Platteroute.this::bewaar);
          }
        });
    camel.start();
  }

  private void naarCanoniek(Exchange uitwisseling) throws Exception {
    var message = uitwisseling.getMessage();
    String bericht = message.getBody(String.class);
    Ketenwerk.Gebeurtenis beslag =
        werk.canoniek(BerichtId.of(message.getHeader(Koppen.BERICHT_ID, String.class)), bericht);
    log.schrijf(List.of(werk.ontvangen(beslag, bericht)));
    log.schrijf(List.of(werk.stap(Stap.GETRANSFORMEERD, beslag, beslag.xml())));
    message.setHeader(Koppen.DOSSIER, beslag.dossier());
    message.setBody(beslag.xml());
  }

  private void verrijk(Exchange uitwisseling) throws Exception {
    List<Ketenwerk.Gebeurtenis> gebeurtenissen = werk.verrijk(gebeurtenis(uitwisseling));
    werk.bevraagd(gebeurtenissen).forEach(regel -> log.schrijf(List.of(regel)));
    uitwisseling.getMessage().setBody(gebeurtenissen);
  }

  private void publiceer(Exchange uitwisseling, int profielen) {
    var message = uitwisseling.getMessage();
    Ketenwerk.Gebeurtenis gebeurtenis = message.getBody(Ketenwerk.Gebeurtenis.class);
    log.schrijf(List.of(werk.stap(Stap.VERRIJKT, gebeurtenis, gebeurtenis.xml())));
    uitwisseling.setProperty(GEBEURTENIS, gebeurtenis);
    List<String> namen = new ArrayList<>();
    for (int i = 1; i <= profielen; i++) {
      namen.add(Ketenmap.profiel(i));
    }
    message.setBody(namen);
  }

  private void legUit(Exchange uitwisseling) throws Exception {
    var message = uitwisseling.getMessage();
    String profiel = message.getBody(String.class);
    var gebeurtenis = uitwisseling.getProperty(GEBEURTENIS, Ketenwerk.Gebeurtenis.class);
    String body = werk.profiel(gebeurtenis, profiel);
    log.schrijf(List.of(werk.stap(Stap.GEPUBLICEERD, gebeurtenis, body)));
    message.setBody(body);
    message.setHeader(PROFIEL, profiel);
    message.setHeader(Koppen.BERICHT_ID, gebeurtenis.id().toString());
    message.setHeader(Koppen.CORRELATIE_ID, gebeurtenis.correlatie().toString());
    message.setHeader(Koppen.GEBEURTENISTYPE, gebeurtenis.type());
    // The broker's evidence wants a number; nobody gives them out here.
    message.setHeader(Koppen.VOLGNUMMER, 1L);
  }

  private void zetKlaar(Exchange uitwisseling, String partner) {
    log.schrijf(
        List.of(
            werk.klaargezet(
                gebeurtenis(uitwisseling),
                uitwisseling.getMessage().getBody(String.class),
                partner)));
  }

  private void bewaar(Exchange uitwisseling) throws Exception {
    LogRegel regel = lezer.readValue(uitwisseling.getMessage().getBody(String.class));
    log.schrijf(List.of(regel));
  }

  private static Ketenwerk.Gebeurtenis gebeurtenis(Exchange uitwisseling) {
    var message = uitwisseling.getMessage();
    return new Ketenwerk.Gebeurtenis(
        BerichtId.of(message.getHeader(Koppen.BERICHT_ID, String.class)),
        BerichtId.of(message.getHeader(Koppen.CORRELATIE_ID, String.class)).value(),
        message.getHeader(Koppen.GEBEURTENISTYPE, String.class),
        message.getHeader(Koppen.DOSSIER, String.class),
        message.getBody(String.class));
  }

  @Override
  public void close() {
    camel.stop();
    factory.close();
  }
}
