package nl.ketenbrug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.jms.JMSSecurityRuntimeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import nl.ketenbrug.console.ApiContract;
import nl.ketenbrug.delivery.Ontvanger;
import nl.ketenbrug.operations.Proefbroker;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A webhook in the whole engine, with a receiver that goes away, comes back, refuses, wants to be
 * asked later and wants nothing more. Whatever it does, in the end it has every event, in order.
 */
@SpringBootTest(
    classes = Ketenbrug.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "ketenbrug.demo.aanleveren=false",
      "ketenbrug.insolventies.aan=false",
      "ketenbrug.webhook.ronde=100",
      "ketenbrug.webhook.eerste-pauze=PT1S",
      "ketenbrug.webhook.langste-pauze=PT1S",
      "ketenbrug.webhook.waarschuwingen=PT0.5S,PT1H"
    })
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebhookIT {

  private static final Path WERKMAP = Path.of("target/webhook-it").toAbsolutePath();
  private static final String CODE = "waterschap-denkbeeld";
  private static final String PAD = "/api/v1/abonnementen/" + CODE;
  private static final String ANDER = "00000099000000140000";
  private static final String[] BSNS = {"999991000", "999991048", "999991073", "999991012"};

  private static Ontvanger ontvanger;
  private static int registraties;

  private final ApiContract contract = ApiContract.lees();
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private MeterRegistry meters;
  @Autowired private ApplicationContext context;
  private Webklant register;
  private Webklant partner;
  private Webklant beheerder;

  @DynamicPropertySource
  static void omgeving(DynamicPropertyRegistry properties) throws Exception {
    Eigenmotor.in(WERKMAP.resolve("data"), properties);
    ontvanger = Ontvanger.op(0);
    Motorbestanden bestanden = Motorbestanden.kopie(WERKMAP.resolve("map"));
    Files.writeString(
        bestanden.map().resolve("config/partners/" + CODE + ".yaml"), bestand(ontvanger.poort()));
    properties.add("ketenbrug.map", () -> bestanden.map().toString());
  }

  static String bestand(int poort) {
    return """
        code: waterschap-denkbeeld
        naam: Waterschap Denkbeeld (proef)
        oin: "00000099000000150000"
        abonnement:
          grondslag: proef
          gebeurtenistypen:
            - nl.beslagregister.beslag-gelegd
            - nl.beslagvrijevoet.bvv-vastgesteld
          bereik: alle-dossiers
          profiel: beperkt
          kanaal: webhook
        webhook:
          url: http://127.0.0.1:%d/ketenbrug?afdeling=7
          geduld: P3D
        """
        .formatted(poort);
  }

  @BeforeEach
  void clients() {
    register = klant("beslagregister");
    partner = klant(CODE);
    beheerder = klant("beheerder");
  }

  @AfterAll
  static void sluit() {
    ontvanger.close();
  }

  @Test
  @Order(1)
  void itIsAskedFirstAndThenGetsEveryEventOnceInOrderAndSigned() throws Exception {
    ontvanger.gedraagJe(Ontvanger.met(204));
    lever(3);
    wachtTotBevestigd(6);

    assertThat(ontvanger.verzoeken().get(0).methode()).isEqualTo("OPTIONS");
    assertThat(ontvanger.verzoeken()).hasSize(7);
    assertThat(nummers()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    ECKey sleutel =
        ECKey.parse(partner.json("/api/v1/volledigheid/sleutels").path("keys").get(0).toString());
    for (Ontvanger.Verzoek verzoek : ontvanger.gebeurtenissen()) {
      controleerHandtekening(verzoek, sleutel);
      assertThat(verzoek.pad()).isEqualTo("/ketenbrug?afdeling=7");
      assertThat(verzoek.koppen().toString()).doesNotContain(BSNS);
    }
    JsonNode stand = stand();
    assertThat(stand.path("kanaal").asText()).isEqualTo("webhook");
    assertThat(stand.at("/webhook/toestand").asText()).isEqualTo("loopt");
    assertThat(stand.at("/webhook/adres").asText()).endsWith("/ketenbrug").doesNotContain("?");
    assertThat(partner.get("/api/v1/berichten").status())
        .as("the engine reads the queue, nobody else")
        .isEqualTo(403);
    assertThat(stappen(1)).containsSubsequence("klaargezet", "afgeleverd", "bevestigd");
    assertThat(logveld("uitleg", "bevestigd")).contains("webhook, HTTP 204");
  }

  /** As the documents say that a receiver checks it. */
  private static void controleerHandtekening(Ontvanger.Verzoek verzoek, ECKey sleutel)
      throws Exception {
    String[] delen = verzoek.kop("Ketenbrug-Handtekening").split("\\.");
    assertThat(delen).hasSize(3);
    assertThat(delen[1]).isEmpty();
    JWSObject jws =
        JWSObject.parse(
            verzoek.kop("Ketenbrug-Handtekening"),
            new Payload(verzoek.body().getBytes(StandardCharsets.UTF_8)));
    assertThat(jws.verify(new ECDSAVerifier(sleutel))).isTrue();
    assertThat(jws.getHeader().getKeyID()).isEqualTo(sleutel.getKeyID());
    assertThat(jws.getHeader().getCustomParam("url"))
        .isEqualTo("http://127.0.0.1:" + ontvanger.poort() + "/ketenbrug?afdeling=7");
    Map<?, ?> ce = (Map<?, ?>) jws.getHeader().getCustomParam("ce");
    assertThat(ce).isNotEmpty();
    ce.forEach(
        (naam, waarde) -> {
          if (!naam.equals("datacontenttype")) {
            assertThat(verzoek.kop("ce-" + naam)).as("ce-" + naam).isEqualTo(waarde);
          }
        });
    assertThat(ce.keySet().stream().filter(naam -> !naam.equals("datacontenttype")).count())
        .isEqualTo(
            verzoek.koppen().keySet().stream()
                .filter(naam -> naam.toLowerCase().startsWith("ce-"))
                .count());
    JWSObject vals =
        JWSObject.parse(verzoek.kop("Ketenbrug-Handtekening"), new Payload(verzoek.body() + " "));
    assertThat(vals.verify(new ECDSAVerifier(sleutel))).isFalse();
  }

  @Test
  @Order(2)
  void whileItIsAwayNothingIsLostAndAfterATrialTheRestFollowsInOrder() throws Exception {
    int eerder = ontvanger.gebeurtenissen().size();
    ontvanger.gedraagJe(Ontvanger.met(500, "wij zijn stuk, schuldenaar 999991000"));
    lever(3);
    wacht().until(() -> stand().at("/webhook/waarschuwingen").asInt() == 1);
    wacht().until(() -> laatsteNummer() == 12);

    JsonNode stand = stand();
    assertThat(stand.at("/webhook/toestand").asText()).isIn("wacht", "proef");
    assertThat(stand.at("/webhook/laatsteFout").asText()).isEqualTo("webhook-http-500");
    assertThat(stand.path("toestand").asText()).isEqualTo("loopt");
    assertThat(stand.path("openstaand").asInt()).isEqualTo(6);
    assertThat(nummersVanaf(eerder)).as("the oldest first").startsWith(7L, 7L, 7L);
    assertThat(Set.copyOf(nummersVanaf(eerder)))
        .as("the first of each dossier only")
        .isSubsetOf(7L, 9L, 11L);
    int nu = nummersVanaf(eerder).size();
    Thread.sleep(3000);
    assertThat(nummersVanaf(eerder).size() - nu).as("one trial after each pause").isBetween(1, 4);
    assertThat(beheerder.get("/actuator/health").body())
        .as("that it waits is no fault of the engine")
        .contains("\"UP\"");
    assertThat(
            meters
                .get("ketenbrug.webhook.pogingen")
                .tags("partner", CODE, "uitkomst", "mislukt")
                .counter()
                .count())
        .isPositive();

    assertThat(partner.get("/abonnementen/" + CODE).body())
        .contains(
            "De webhook neemt niet aan", "De ontvanger antwoordde met HTTP 500", "Nu proberen");
    assertThat(beheerder.get("/abonnementen").body())
        .contains("Krijgt bezorgd (webhook)", "Loopt, de webhook neemt niet aan");

    ontvanger.gedraagJe(Ontvanger.met(200, "{\"dank\":\"u\"}"));
    wachtTotBevestigd(12);
    controleerVolgorde(12);
    assertThat(idsVan(7L)).as("again and again under the same id").hasSize(1);
    assertThat(stand().at("/webhook/pogingen").asInt()).isZero();
    wacht()
        .untilAsserted(
            () ->
                assertThat(abonnementveld("code", "gewaarschuwd"))
                    .containsExactly("webhook-http-500", "webhook-voorbij"));
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from logregel l where l::text like '%wij zijn stuk%'""")
                .query(Long.class)
                .single())
        .as("what the receiver said")
        .isZero();
  }

  @Test
  @Order(3)
  void goneStopsTheSubscriptionAndResumingAsksAgain() throws Exception {
    ontvanger.gedraagJe(Ontvanger.met(410));
    lever(2);
    wacht().until(() -> stand().path("toestand").asText().equals("gepauzeerd"));
    wacht().until(() -> laatsteNummer() == 16);
    JsonNode stand = stand();
    assertThat(stand.at("/pauze/door").asText()).isEqualTo("ketenbrug");
    assertThat(stand.at("/pauze/reden").asText()).contains("HTTP 410");
    assertThat(stand.at("/webhook/toestand").asText()).isEqualTo("gepauzeerd");
    assertThat(stand.at("/webhook/volgendePoging").isNull()).isTrue();
    assertThat(stand.path("openstaand").asInt()).isEqualTo(4);
    assertThat(partner.get("/abonnementen/" + CODE).body())
        .contains("Dit abonnement staat stil", "door ketenbrug", "Hervatten");
    int stil = ontvanger.verzoeken().size();
    Thread.sleep(1500);
    assertThat(ontvanger.verzoeken()).as("not a word more").hasSize(stil);

    ontvanger.gedraagJe(Ontvanger.met(204));
    assertThat(partner.post(PAD + "/hervatten", "application/json", "").status()).isEqualTo(200);
    wachtTotBevestigd(16);
    controleerVolgorde(16);
    assertThat(ontvanger.verzoeken().get(stil).methode()).isEqualTo("OPTIONS");
  }

  @Test
  @Order(4)
  void whatIsPausedByAPersonWaitsUntilItIsResumed() throws Exception {
    assertThat(
            beheerder
                .post(PAD + "/pauze", "application/json", "{\"reden\":\"onderhoud\"}")
                .status())
        .isEqualTo(200);
    int stil = ontvanger.verzoeken().size();
    lever(1);
    wacht().until(() -> laatsteNummer() == 18);
    Thread.sleep(1000);
    assertThat(ontvanger.verzoeken()).hasSize(stil);

    beheerder.post(PAD + "/hervatten", "application/json", "");
    wachtTotBevestigd(18);
    controleerVolgorde(18);
  }

  @Test
  @Order(5)
  void laterIsHonouredUntilSomebodyAsksForATrialNow() throws Exception {
    ontvanger.gedraagJe(Ontvanger.met(429, "", "Retry-After", "3600"));
    lever(1);
    wacht().until(() -> stand().at("/webhook/toestand").asText().equals("wacht"));
    int stil = ontvanger.verzoeken().size();
    assertThat(
            Duration.between(
                java.time.Instant.now(),
                java.time.Instant.parse(stand().at("/webhook/volgendePoging").asText())))
        .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
    Thread.sleep(1500);
    assertThat(ontvanger.verzoeken()).hasSize(stil);

    ontvanger.gedraagJe(Ontvanger.met(204));
    partner.post(PAD + "/hervatten", "application/json", "");
    wachtTotBevestigd(20);
    controleerVolgorde(20);
  }

  @Test
  @Order(6)
  void whatItRefusesWithAReasonIsSetApartAndTheRestGoesOn() throws Exception {
    long geweigerd = 21;
    ontvanger.gedraagJe(
        uitwisseling ->
            (Long.toString(geweigerd)
                        .equals(uitwisseling.getRequestHeaders().getFirst("ce-volgnummer"))
                    ? Ontvanger.met(422, "{\"uitkomst\":\"geweigerd\",\"reden\":\"niet van ons\"}")
                    : Ontvanger.met(204))
                .antwoord(uitwisseling));
    lever(1);
    wachtTotBevestigd(21);
    assertThat(
            jdbc.sql(
                    "select uitkomst || ' ' || reden from levering where partner = :p and volgnummer = 21")
                .param("p", CODE)
                .query(String.class)
                .single())
        .isEqualTo("geweigerd niet van ons");
    JsonNode dag = dag();
    assertThat(dag.path("verzonden").asInt()).isEqualTo(22);
    assertThat(dag.path("bevestigd").asInt()).isEqualTo(21);
    assertThat(dag.path("geweigerd").asInt()).isEqualTo(1);
    assertThat(dag.path("geparkeerd").asInt()).isEqualTo(1);
    assertThat(dag.path("gaten")).isEmpty();
  }

  @Test
  @Order(7)
  void whenNothingSucceedsForAsLongAsTheFileBearsItIsPausedAndKeepsWaiting() throws Exception {
    ontvanger.gedraagJe(Ontvanger.met(503));
    lever(1);
    wacht().until(() -> stand().at("/webhook/pogingen").asInt() > 0);
    jdbc.sql("update webhook_stand set mislukt_sinds = now() - interval '3 days'").update();
    wacht().until(() -> stand().path("toestand").asText().equals("gepauzeerd"));
    assertThat(stand().at("/pauze/reden").asText()).contains("al 3 dagen", "webhook-http-503");
    wacht()
        .untilAsserted(
            () -> assertThat(logveld("code", "gepauzeerd")).contains("webhook-geduld-op"));

    ontvanger.gedraagJe(Ontvanger.met(204));
    partner.post(PAD + "/hervatten", "application/json", "");
    wachtTotBevestigd(23);
    controleerVolgorde(24);
  }

  @Test
  @Order(8)
  void whatItCannotTakeAsItComesItMayConfirmItself() throws Exception {
    ontvanger.gedraagJe(Ontvanger.met(413));
    lever(1);
    wacht().until(() -> !idsVan(25).isEmpty());
    assertThat(
            partner
                .post(
                    "/api/v1/berichten/" + idsVan(25).get(0) + "/bevestiging",
                    "application/json",
                    "{\"uitkomst\":\"geweigerd\",\"reden\":\"past niet\\u0000bij ons\"}")
                .status())
        .isEqualTo(200);

    ontvanger.gedraagJe(Ontvanger.met(204));
    wachtTotBevestigd(24);
    controleerVolgorde(26);
    assertThat(
            jdbc.sql("select reden from levering where partner = :p and volgnummer = 25")
                .param("p", CODE)
                .query(String.class)
                .single())
        .isEqualTo("past niet\uFFFDbij ons");
  }

  @Test
  @Order(9)
  void whatAReaderHeldBeforeTheChannelChangedGoesInItsTurn() throws Exception {
    beheerder.post(PAD + "/pauze", "application/json", "");
    lever(2);
    wacht().until(() -> laatsteNummer() == 30);
    jdbc.sql(
            """
            update levering set vast_tot = now() + interval '1 hour'
            where partner = :p and volgnummer = 27""")
        .param("p", CODE)
        .update();
    beheerder.post(PAD + "/hervatten", "application/json", "");

    wachtTotBevestigd(28);
    controleerVolgorde(30);
  }

  @Test
  @Order(10)
  void aQueueThatStoodStillForAnotherChannelIsSaidAndRunsAfterTheNextStart() throws Exception {
    Proefbroker.zetStil(context, "partner." + CODE);
    int eerder = ontvanger.gebeurtenissen().size();
    lever(2);
    wacht()
        .untilAsserted(
            () ->
                assertThat(stand().at("/webhook/laatsteFout").asText())
                    .isEqualTo("webhook-wachtrij"));
    assertThat(nummersVanaf(eerder)).as("the rest does not follow").hasSizeLessThan(3);

    Proefbroker.naEenStart(context);
    wachtTotBevestigd(32);
    controleerVolgorde(34);
  }

  @Test
  @Order(11)
  void nobodyReadsItsQueueBesideTheEngine() {
    try (var factory = new ActiveMQConnectionFactory("vm://0", CODE, CODE);
        var context = factory.createContext()) {
      assertThatThrownBy(() -> context.createConsumer(context.createQueue("partner." + CODE)))
          .isInstanceOf(JMSSecurityRuntimeException.class);
    }
  }

  /** Partner cjib has the same profile, by another channel: the log counts each body made. */
  @Test
  @Order(12)
  void whatTwoPartnersOfOneProfileGetIsMadeOnceForBoth() {
    // The other partner has a reader of its own, and the log comes after both.
    wacht()
        .untilAsserted(
            () ->
                assertThat(perGebeurtenis())
                    .hasSizeGreaterThan(30)
                    .containsOnly(Map.of("gemaakt", 1L, "afnemers", 2L, "inhouden", 1L)));
  }

  private List<Map<String, Object>> perGebeurtenis() {
    return jdbc.sql(
            """
            select count(*) filter (where stap = 'gepubliceerd' and route = 'shape-for-beperkt')
                as gemaakt,
              count(distinct partner) filter (where stap = 'klaargezet'
                and partner in ('cjib', :p)) as afnemers,
              count(distinct inhoud_hash) filter (where stap = 'klaargezet'
                and partner in ('cjib', :p)) as inhouden
            from logregel where bericht_id in (select bericht_id from levering where partner = :p)
            group by bericht_id""")
        .param("p", CODE)
        .query()
        .listOfRows();
  }

  /** One event that the receiver never takes, and two hundred of other dossiers around it. */
  @Test
  @Order(13)
  void whatItAnswersWithAnErrorHoldsUpItsOwnDossierOnly() throws Exception {
    long begin = laatsteNummer();
    long gif = begin + 1;
    int eerder = ontvanger.gebeurtenissen().size();
    ontvanger.gedraagJe(
        uitwisseling ->
            (Long.toString(gif).equals(uitwisseling.getRequestHeaders().getFirst("ce-volgnummer"))
                    ? Ontvanger.met(500, "deze niet, van 999991000")
                    : Ontvanger.met(204))
                .antwoord(uitwisseling));
    lever(BSNS[0]);
    for (int i = 0; i < 100; i++) {
      lever(BSNS[1 + i % 3]);
      if (i % 40 == 0) {
        lever(BSNS[0]);
      }
    }
    wacht().until(() -> laatsteNummer() == begin + 208);
    wacht().untilAsserted(() -> assertThat(bevestigdNa(begin)).hasSize(200));

    Set<String> gifdossier = onderwerpen(eerder, nummer -> nummer == gif);
    assertThat(gifdossier).hasSize(1);
    assertThat(onderwerpen(eerder, nummer -> nummer != gif))
        .as("nothing behind it in its dossier was sent")
        .hasSize(3)
        .doesNotContainAnyElementsOf(gifdossier);
    JsonNode stand = stand();
    assertThat(stand.path("openstaand").asInt()).isEqualTo(8);
    assertThat(stand.at("/webhook/toestand").asText()).isEqualTo("loopt");
    assertThat(stand.at("/webhook/pogingen").asInt()).isZero();
    assertThat(stand.at("/webhook/wachtend").asInt()).isEqualTo(1);
    JsonNode wacht = stand.at("/webhook/gebeurtenissen/0");
    assertThat(wacht.path("volgnummer").asLong()).isEqualTo(gif);
    assertThat(wacht.path("pogingen").asInt()).isGreaterThanOrEqualTo(3);
    assertThat(wacht.path("fout").asText()).isEqualTo("webhook-http-500");
    assertThat(partner.get("/abonnementen/" + CODE).body())
        .contains("Hierop antwoordt de ontvanger een fout", idsVan(gif).get(0), "Nu proberen");
    assertThat(beheerder.get("/abonnementen").body())
        .contains("Loopt, op de webhook wacht een gebeurtenis");
    assertThat(dag().path("openstaand").asInt()).isEqualTo(8);
    wacht()
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql(
                                """
                                select uitleg from logregel where partner = :p and volgnummer = :n
                                  and stap = 'gewaarschuwd'""")
                            .param("p", CODE)
                            .param("n", gif)
                            .query(String.class)
                            .list())
                    .as("each step once")
                    .hasSize(1));

    ontvanger.gedraagJe(Ontvanger.met(204));
    wacht().untilAsserted(() -> assertThat(bevestigdNa(begin)).hasSize(208));
    controleerVolgorde(begin + 208);
    assertThat(stand().at("/webhook/wachtend").asInt()).isZero();
  }

  private JsonNode dag() throws Exception {
    return partner
        .json(
            "/api/v1/volledigheid/"
                + java.time.LocalDate.now(java.time.ZoneId.of("Europe/Amsterdam")))
        .path("verklaring");
  }

  private List<Long> bevestigdNa(long nummer) {
    return jdbc.sql(
            """
            select volgnummer from levering
            where partner = :p and volgnummer > :n and uitkomst = 'geaccepteerd'""")
        .param("p", CODE)
        .param("n", nummer)
        .query(Long.class)
        .list();
  }

  private static Set<String> onderwerpen(int begin, LongPredicate nummer) {
    List<Ontvanger.Verzoek> alle = ontvanger.gebeurtenissen();
    return alle.subList(begin, alle.size()).stream()
        .filter(verzoek -> nummer.test(Long.parseLong(verzoek.kop("ce-volgnummer"))))
        .map(verzoek -> verzoek.kop("ce-subject"))
        .collect(Collectors.toSet());
  }

  /** Attachments on debtors by turns; each gives two events. */
  private void lever(int aantal) throws Exception {
    for (int i = 0; i < aantal; i++) {
      lever(BSNS[registraties % BSNS.length]);
    }
  }

  private void lever(String bsn) throws Exception {
    String xml = Beslagbericht.gelegd("WEBHOOK-" + registraties, bsn, ANDER);
    registraties++;
    assertThat(
            register.post("/api/v1/aanleveringen/beslagregister", "application/xml", xml).status())
        .isEqualTo(202);
  }

  private JsonNode stand() throws Exception {
    Webklant.Antwoord antwoord = partner.get(PAD);
    contract.controleerAntwoord("GET", PAD, antwoord.status(), "application/json", antwoord.body());
    return new ObjectMapper().readTree(antwoord.body());
  }

  private long laatsteNummer() throws Exception {
    return stand().path("laatsteVolgnummer").asLong();
  }

  private void wachtTotBevestigd(int aantal) {
    wacht()
        .untilAsserted(
            () -> {
              assertThat(
                      jdbc.sql(
                              "select count(*) from levering where partner = :p and uitkomst = 'geaccepteerd'")
                          .param("p", CODE)
                          .query(Long.class)
                          .single())
                  .isEqualTo(aantal);
              assertThat(stand().path("openstaand").asInt()).isZero();
            });
  }

  private static List<Long> nummers() {
    return nummersVanaf(0);
  }

  private static List<Long> nummersVanaf(int begin) {
    List<Ontvanger.Verzoek> alle = ontvanger.gebeurtenissen();
    return alle.subList(begin, alle.size()).stream()
        .map(verzoek -> Long.valueOf(verzoek.kop("ce-volgnummer")))
        .toList();
  }

  /** With what came more than once left out, the numbers rise in each dossier, and none misses. */
  private static void controleerVolgorde(long tot) {
    Map<String, List<Long>> perDossier = new HashMap<>();
    for (Ontvanger.Verzoek verzoek : ontvanger.gebeurtenissen()) {
      List<Long> eersteKeer =
          perDossier.computeIfAbsent(verzoek.kop("ce-subject"), dossier -> new ArrayList<>());
      Long nummer = Long.valueOf(verzoek.kop("ce-volgnummer"));
      if (eersteKeer.isEmpty() || !eersteKeer.get(eersteKeer.size() - 1).equals(nummer)) {
        eersteKeer.add(nummer);
      }
    }
    perDossier.forEach((dossier, gezien) -> assertThat(gezien).as(dossier).isSorted());
    assertThat(perDossier.values().stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, tot).boxed().toList());
  }

  private static List<String> idsVan(long nummer) {
    return ontvanger.gebeurtenissen().stream()
        .filter(verzoek -> verzoek.kop("ce-volgnummer").equals(Long.toString(nummer)))
        .map(verzoek -> verzoek.kop("ce-id"))
        .distinct()
        .toList();
  }

  private List<String> stappen(long volgnummer) {
    return jdbc.sql(
            """
            select stap from logregel where partner = :p and volgnummer = :n
            order by tijdstip, id""")
        .param("p", CODE)
        .param("n", volgnummer)
        .query(String.class)
        .list();
  }

  /** Of the subscription, and not of one of its events. */
  private List<String> abonnementveld(String veld, String stap) {
    return jdbc.sql(
            "select "
                + veld
                + " from logregel where partner = :p and stap = :stap and volgnummer is null order by tijdstip")
        .param("p", CODE)
        .param("stap", stap)
        .query(String.class)
        .list();
  }

  private List<String> logveld(String veld, String stap) {
    return jdbc.sql(
            "select "
                + veld
                + " from logregel where partner = :p and stap = :stap order by tijdstip")
        .param("p", CODE)
        .param("stap", stap)
        .query(String.class)
        .list();
  }

  private static ConditionFactory wacht() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
  }

  private Webklant klant(String naam) {
    return new Webklant("http://127.0.0.1:" + port, naam, naam);
  }
}
