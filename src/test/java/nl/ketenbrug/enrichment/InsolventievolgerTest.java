package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import nl.ketenbrug.dossier.Insolventies;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Testdatabase;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import nl.ketenbrug.source.Proefvragen;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/** What is asked of the register and when, on a real database; the register is played. */
class InsolventievolgerTest {

  private static final String EEN = "16.mne.26.9.R.2301.1.00";
  private static final String NS = " xmlns=\"urn:ketenbrug:invordering:1\"";
  private static final Instant EERDER =
      Instant.now().minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.MILLIS);
  private static final Instant NU = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Clock klok = Clock.systemUTC();
  private final Proefmatches proef =
      new Proefmatches(Testdatabase.bron(), new ArrayList<>()::add, klok);
  private final Insolventies insolventies = proef.voorraad.insolventies(klok);

  /** By what stands in the question. */
  private final Map<String, String> antwoorden = new ConcurrentHashMap<>();

  private final Proefvragen vragen =
      new Proefvragen(
          vraag ->
              antwoorden.entrySet().stream()
                  .filter(antwoord -> vraag.contains(antwoord.getKey()))
                  .map(Map.Entry::getValue)
                  .findFirst()
                  .orElseThrow());
  private final List<Insolventievolger> volgers = new ArrayList<>();
  private final List<LogRegel> geschreven = new CopyOnWriteArrayList<>();
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void nothingIsKept() {
    for (String tabel :
        List.of(
            "match_verteld",
            "verdwijning_open",
            "persoonsmatch",
            "herkenning",
            "insolventie",
            "insolventie_verwijderd",
            "registervraag",
            "registerstand",
            "afleiding",
            "bron_tempo",
            "schuldenaar",
            "partij",
            "beslag")) {
      jdbc.sql("delete from " + tabel).update();
    }
    camel.start();
  }

  @AfterEach
  void stop() {
    volgers.forEach(Insolventievolger::destroy);
    camel.stop();
  }

  @Test
  void whenTheHistoryOfChangesDoesNotReachBackRemovalsAreAskedFromWhereTheyWere() throws Exception {
    stand(EERDER, EERDER);
    antwoorden.put("verwijderdSinds", lijst(NU, ""));
    antwoorden.put("gewijzigdSinds", opnieuw());

    ronde(() -> insolventies.stand("cir").gewijzigdSinds() == null);

    assertThat(insolventies.stand("cir").verwijderdSinds()).isEqualTo(NU);
  }

  @Test
  void aCaseThatDisappearedWhileNobodyAskedForRemovalsIsFoundOutByTheListOfEverything()
      throws Exception {
    stand(EERDER, EERDER);
    proef.stelVoor("999958379", "Alida");
    antwoorden.put("verwijderdSinds", opnieuw());
    antwoorden.put("gewijzigdSinds", lijst(NU, ""));
    antwoorden.put("zaakVan", "<Brongegevens" + NS + " uitkomst=\"niets-gevonden\"/>");

    ronde(() -> tel("insolventie") == 0);

    assertThat(insolventies.stand("cir").verwijderdSinds()).isEqualTo(NU);
    assertThat(vragen.gesteld).anyMatch(vraag -> vraag.contains(EEN));
    assertThat(tel("registervraag")).isZero();
  }

  @Test
  void anEngineWhoseClockIsAheadKeepsNoAnswerOfAnotherAway() throws Exception {
    antwoorden.put("zaakVan", zaak("2026-05-13"));
    vraagt(EEN);
    Clock voor = Clock.offset(klok, Duration.ofHours(2));
    ronde(volger(voor), () -> tel("registervraag") == 0);
    assertThat(tel("insolventie where gevraagd <= now()")).isEqualTo(1);

    antwoorden.put("zaakVan", zaak("2026-05-14"));
    vraagt(EEN);
    ronde(() -> tel("registervraag") == 0);
  }

  @Test
  void anAnswerThatIsOvertakenCountsAndIsAskedAgainLater() throws Exception {
    antwoorden.put("zaakVan", zaak("2026-05-13"));
    vraagt(EEN);
    ronde(() -> tel("registervraag") == 0);
    Proefvragen ingehaald =
        new Proefvragen(
            vraag -> {
              jdbc.sql("update insolventie set gevraagd = clock_timestamp()").update();
              return zaak("2026-05-14");
            });
    vraagt(EEN);

    ronde(volger(klok, ingehaald), () -> tel("registervraag where pogingen = 1") == 1);

    assertThat(tel("registervraag where beurt > now() + interval '50 seconds'")).isEqualTo(1);
    assertThat(ingehaald.gesteld).hasSize(1);
    assertThat(geschreven)
        .singleElement()
        .satisfies(regel -> assertThat(regel.stap()).isEqualTo(Stap.VASTGELEGD))
        .extracting(LogRegel::code)
        .isEqualTo("ouder-antwoord");
  }

  @Test
  void aQuestionThatFailsLeavesARecord() throws Exception {
    stand(EERDER, EERDER);
    vraagt(EEN);
    insolventies.wacht("cir", EERDER);
    antwoorden.put("verwijderdSinds", lijst(NU, ""));
    Proefvragen stil =
        new Proefvragen(
            vraag -> {
              if (vraag.contains("gewijzigdSinds")) {
                return lijst(
                        NU,
                        "<melding soort=\"fout\"><code>3</code><tekst>Kan niet</tekst></melding>")
                    .replace("gevonden", "fout");
              }
              if (vraag.contains("zaakVan")) {
                throw new BronNietBereikbaar("cir", "Bron cir is niet bereikbaar", null);
              }
              return antwoorden.get("verwijderdSinds");
            });

    ronde(volger(klok, stil), () -> geschreven.size() == 2);

    assertThat(geschreven)
        .extracting(regel -> regel.stap().naam(), LogRegel::bron, LogRegel::code, LogRegel::uitleg)
        .containsExactlyInAnyOrder(
            tuple("geweigerd", "cir", "register-fout-3", "bron cir gaf geen antwoord"),
            tuple("mislukt", "cir", "bron-niet-bereikbaar", "Bron cir is niet bereikbaar"));
    assertThat(geschreven).extracting(LogRegel::berichtId).doesNotHaveDuplicates();
  }

  @Test
  void oneWhoStillDoesNotOpenHoldsUpNobodyElseWhoIsToBeToldOfARemoval() throws Exception {
    proef.stelVoor("999958379", "Alida");
    jdbc.sql(
            """
            insert into match_verteld (dossier, zaak, kenmerk, type, bericht_id, inhoud)
            select dossier, zaak, 'k', 't', id, '\\x00' from persoonsmatch""")
        .update();
    jdbc.sql(
            """
            insert into verdwijning_open (dossier, zaak, versie, einde_vindbaarheid, sinds)
            select dossier, zaak, 1, false, now() - interval '1 hour' from persoonsmatch
            union all select repeat('a', 64), repeat('b', 64), 1, false, now()""")
        .update();

    volger(klok).vervallen();

    assertThat(jdbc.sql("select zaak from verdwijning_open").query(String.class).list())
        .as("only the one that does not open")
        .isEqualTo(jdbc.sql("select zaak from persoonsmatch").query(String.class).list());
  }

  @Test
  void aRemovalOfACaseThatIsKeptUnderAnotherNumberIsAsked() throws Exception {
    stand(EERDER, EERDER);
    proef.stelVoor("999958379", "Alida");
    antwoorden.put(
        "verwijderdSinds",
        lijst(
            NU,
            "<verwijderd><nummer>R.26/9</nummer><kenmerk>%s</kenmerk><reden>Onterecht</reden></verwijderd>"
                .formatted(EEN)));
    antwoorden.put("gewijzigdSinds", lijst(NU, ""));
    antwoorden.put("zaakVan", "<Brongegevens" + NS + " uitkomst=\"niets-gevonden\"/>");

    ronde(() -> tel("insolventie") == 0);
    assertThat(vragen.gesteld).anyMatch(v -> v.contains("zaakVan") && v.contains(EEN));
  }

  @Test
  void aProposalComesOnRecordWithTheRounds() throws Exception {
    proef.stelVoor("999958379", "Alida");
    assertThat(tel("persoonsmatch where te_melden is not null")).isEqualTo(1);

    insolventies.neemBeurt("cir", Duration.ofDays(1));
    volger(klok).ronde();

    assertThat(tel("persoonsmatch where te_melden is not null")).isZero();
  }

  private void stand(Instant gewijzigd, Instant verwijderd) {
    insolventies.neemBeurt("cir", Duration.ofSeconds(60));
    insolventies.gewijzigdTot("cir", List.of(), false, gewijzigd, EERDER);
    insolventies.verwijderdTot("cir", verwijderd);
  }

  /** Not the lists. */
  private void vraagt(String kenmerk) {
    insolventies.neemBeurt("cir", Duration.ofSeconds(60));
    insolventies.gewijzigdTot(
        "cir", List.of(kenmerk), false, NU, Instant.now().plus(Duration.ofDays(9)));
    jdbc.sql("update registervraag set beurt = 'epoch'").update();
  }

  private void ronde(Callable<Boolean> tot) throws Exception {
    ronde(volger(klok), tot);
  }

  private static void ronde(Insolventievolger volger, Callable<Boolean> tot) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              volger.ronde();
              return tot.call();
            });
  }

  private Insolventievolger volger(Clock klok) throws Exception {
    return volger(klok, vragen);
  }

  private Insolventievolger volger(Clock klok, Proefvragen vragen) throws Exception {
    Bron cir = new YAMLMapper().readValue(Path.of("config/sources/cir.yaml").toFile(), Bron.class);
    Proefmatches eigen = new Proefmatches(Testdatabase.bron(), regel -> {}, klok);
    Insolventievolger volger =
        new Insolventievolger(
            eigen.voorraad.insolventies(klok),
            transactioneel(eigen.verwerking),
            eigen.voorraad.matches(klok),
            eigen.melder,
            new Bronnen(List.of(cir)),
            vragen,
            new InsolventieSettings(true, true, 100, 2, 60),
            camel,
            geschreven::add,
            klok);
    volgers.add(volger);
    return volger;
  }

  /** As Spring makes it: each call is a transaction. */
  private static <T> T transactioneel(T doel) {
    ProxyFactory proxy = new ProxyFactory(doel);
    proxy.setProxyTargetClass(true);
    proxy.addAdvice(
        new TransactionInterceptor(
            (TransactionManager) new JdbcTransactionManager(Testdatabase.bron()),
            new AnnotationTransactionAttributeSource(false)));
    @SuppressWarnings("unchecked")
    T gemaakt = (T) proxy.getProxy();
    return gemaakt;
  }

  private static String lijst(Instant stand, String inhoud) {
    return "<Registerlijst%s uitkomst=\"%s\" stand=\"%s\">%s</Registerlijst>"
        .formatted(NS, inhoud.isEmpty() ? "niets-gevonden" : "gevonden", stand, inhoud);
  }

  private static String opnieuw() {
    return lijst(NU, "<melding soort=\"fout\"><code>5</code><tekst>Laad opnieuw</tekst></melding>")
        .replace("gevonden", "fout");
  }

  private static String zaak(String dag) {
    return """
        <Brongegevens%s uitkomst="gevonden"><Insolventie><nummer>R.16/26/9</nummer>\
        <soort>schuldsanering</soort><rechtbank><code>42</code></rechtbank><kenmerken>\
        <natuurlijkPersoon>true</natuurlijkPersoon><naam><geslachtsnaam>Verzonneling</geslachtsnaam></naam>\
        <geheimAdres>true</geheimAdres></kenmerken><publicatie><kenmerk>%s</kenmerk><datum>%s</datum>\
        <code>2301</code></publicatie></Insolventie></Brongegevens>"""
        .formatted(NS, EEN, dag);
  }

  private long tel(String tabel) {
    return jdbc.sql("select count(*) from " + tabel).query(Long.class).single();
  }
}
