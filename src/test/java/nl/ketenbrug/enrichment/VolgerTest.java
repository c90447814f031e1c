package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import nl.ketenbrug.dossier.Bronuitval;
import nl.ketenbrug.dossier.Herkenbaar;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.operations.Testdatabase;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import nl.ketenbrug.source.Proefvragen;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is done with an answer about somebody who is followed; the source is played. */
class VolgerTest {

  private static final String BSN = "999958379";
  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Clock klok = Clock.systemUTC();
  private final Proefmatches proef = new Proefmatches(Testdatabase.bron(), regel -> {}, klok);
  private final Volgingen volgingen = proef.voorraad.volgingen(klok);
  private final Bronuitval uitval = Voorraad.bronuitval(jdbc, klok);
  private final List<LogRegel> geschreven = new CopyOnWriteArrayList<>();
  private String brp = "brp";
  private Dossiersleutel dossier;

  @BeforeEach
  void somebodyIsFollowed() {
    // What the test before it did not wait for may shut the source once more.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(draad -> draad.getName().equals("volger")));
    for (String tabel :
        List.of(
            "afleiding",
            "herbepaling_nodig",
            "volging",
            "volging_feit",
            "bron_tempo",
            "bron_weg",
            "poging",
            "match_verteld",
            "persoonsmatch",
            "herkenning",
            "bvv_stand",
            "schuldenaar",
            "partij",
            "beslag")) {
      jdbc.sql("delete from " + tabel).update();
    }
    dossier = proef.voorraad.beslag(BSN, "R-1", List.of("00000099000000110000"));
    volgingen.werkBij("brp", Duration.ofDays(1));
    volgingen.signaal(dossier, "brp");
  }

  @Test
  void whatIsDroppedChangesNothingOfWhatTheDebtorIsRecognisedBy() throws Exception {
    proef.verwerking.onthoud(
        dossier,
        Canoniek.lees(antwoord(true)).delen("//k:Persoon").get(0),
        BerichtId.nieuw(klok.instant()));
    List<Boolean> geheim = new CopyOnWriteArrayList<>();
    Proefvragen vragen =
        new Proefvragen(
            bsn -> {
              // With one place, the next question waits until the answer before it was handled.
              geheim.add(
                  proef
                      .voorraad
                      .herkenningen()
                      .van(dossier)
                      .map(Herkenbaar::geheimhouding)
                      .orElseThrow());
              if (geheim.size() == 1) {
                volgingen.signaal(dossier, "brp");
              }
              return antwoord(false);
            });
    Volger volger = volger(vragen);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              volger.ronde();
              return geheim.size() == 2;
            });
    assertThat(geheim).containsExactly(true, true);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                !proef
                    .voorraad
                    .herkenningen()
                    .van(dossier)
                    .map(Herkenbaar::geheimhouding)
                    .orElseThrow());
    volger.destroy();
  }

  @Test
  void aSourceThatDoesNotAnswerLeavesTheOthersTheirPlaces() throws Exception {
    beginMetMeer("999990019", "999990020", "999990032", "999990044");
    CountDownLatch antwoordt = new CountDownLatch(1);
    Proefvragen vragen = polisNaast(antwoordt);
    Volger volger = volger(vragen, klok, List.of("brp", "polis-altijd"), 4);

    rondesTot(volger, () -> aanPolis(vragen) == 5);
    assertThat(aanBrp(vragen)).as("places of the brp, which keeps silent").isBetween(2L, 3L);

    antwoordt.countDown();
    rondesTot(volger, () -> aanBrp(vragen) == 5);
    volger.destroy();
  }

  @Test
  void whatASourceBorrowedIsNeverTheLastPlaceOfAnother() throws Exception {
    beginMetMeer("999990019", "999990020", "999990032", "999990044");
    jdbc.sql("update volging set beurt = 'infinity' where bron = 'polis'").update();
    CountDownLatch antwoordt = new CountDownLatch(1);
    Proefvragen vragen = polisNaast(antwoordt);
    Volger volger = volger(vragen, klok, List.of("brp", "polis-altijd"), 4);
    rondesTot(volger, () -> aanBrp(vragen) == 3);
    rondes(volger);
    assertThat(aanBrp(vragen)).as("more than its half, and not all").isEqualTo(3);

    volgingen.signaal(dossier, "polis");

    rondesTot(volger, () -> aanPolis(vragen) == 1);
    antwoordt.countDown();
    volger.destroy();
  }

  @Test
  void eachSourceHasAPlaceAlsoWhereThereAreMoreSourcesThanPlaces() throws Exception {
    beginMetMeer("999990019", "999990020");
    CountDownLatch antwoordt = new CountDownLatch(1);
    Proefvragen vragen = polisNaast(antwoordt);
    Volger volger = volger(vragen, klok, List.of("brp", "polis-altijd"), 1);

    rondesTot(volger, () -> aanPolis(vragen) == 3);
    assertThat(aanBrp(vragen)).isEqualTo(1);
    antwoordt.countDown();
    volger.destroy();
  }

  /** Of polis, by its own file: between six in the evening and midnight, Dutch time. */
  @Test
  void aSourceIsLeftAloneOutsideItsHours() throws Exception {
    volgingen.werkBij("polis", Duration.ofDays(1));
    volgingen.signaal(dossier, "polis");
    Proefvragen vragen = polisNaast(new CountDownLatch(0));
    ZonedDateTime zes = LocalDate.of(2026, 7, 1).atTime(18, 0).atZone(NEDERLAND);

    Volger ervoor = volger(vragen, vast(zes.minusMinutes(1)), List.of("polis"), 2);
    rondes(ervoor);
    ervoor.destroy();
    assertThat(vragen.gesteld).as("at 17:59").isEmpty();

    Volger daarna = volger(vragen, vast(zes), List.of("polis"), 2);
    // At 18:00.
    rondesTot(daarna, () -> aanPolis(vragen) > 0);
    daarna.destroy();
  }

  /**
   * Of the Suwi broker somebody may come along whose number is not known: nothing of him counts.
   */
  @Test
  void whoComesAlongInAnAnswerWithoutANumberIsNotTheDebtor() throws Exception {
    Volger volger =
        volger(
            new Proefvragen(
                bsn ->
                    antwoord(false)
                        .replace(
                            "</Personen>",
                            "<Persoon><overleden>true</overleden></Persoon></Personen>")));

    rondesTot(volger, () -> !geschreven.isEmpty());
    volger.destroy();

    assertThat(geschreven)
        .singleElement()
        .satisfies(regel -> assertThat(regel.code()).isEqualTo("antwoord-ander-persoon"));
    assertThat(jdbc.sql("select count(feiten) from volging").query(Long.class).single()).isZero();
    assertThat(proef.voorraad.herkenningen().van(dossier)).isEmpty();
  }

  /** Else notices tell themselves for days, until the next attachment asks. */
  @Test
  void aSourceThatAnswersWhoIsFollowedIsBack() throws Exception {
    for (int i = 0; i < 3; i++) {
      for (String bron : List.of("brp", "polis")) {
        uitval.mist(
            bron,
            "bron-te-laat",
            new Dossiersleutel("%064x".formatted(i)),
            BerichtId.nieuw(klok.instant()));
      }
    }
    assertThat(uitval.isWeg("brp")).isTrue();
    Volger volger = volger(new Proefvragen(bsn -> antwoord(false)));

    rondesTot(volger, () -> !uitval.isWeg("brp"));

    assertThat(uitval.isWeg("polis")).as("nobody asked it").isTrue();
    volger.destroy();
    for (String bron : List.of("brp", "polis")) {
      uitval.isTerug(bron);
    }
  }

  /** Under the id of the question, in the dossier, with the sentence of the fault. */
  @Test
  void aQuestionThatFailsLeavesARecord() throws Exception {
    Iterator<RuntimeException> fouten =
        List.of(
                new BronNietBereikbaar(
                    "brp", "bron-te-laat", "Bron brp antwoordde niet op tijd", null),
                new Bronweigering(
                    "brp", "bron-weigert-vraag", "bron brp weigert de vraag (HTTP 400)"),
                new IllegalStateException("iets met " + BSN))
            .iterator();
    Volger volger =
        volger(
            new Proefvragen(
                vraag -> {
                  throw fouten.next();
                }));

    for (int keer = 1; keer <= 3; keer++) {
      int verwacht = keer;
      volgingen.signaal(dossier, "brp");
      rondesTot(volger, () -> pogingen() == verwacht);
    }
    volger.destroy();

    assertThat(geschreven)
        .extracting(regel -> regel.stap().naam(), LogRegel::code, LogRegel::uitleg)
        .containsExactly(
            tuple("mislukt", "bron-te-laat", "Bron brp antwoordde niet op tijd"),
            tuple("geweigerd", "bron-weigert-vraag", "bron brp weigert de vraag (HTTP 400)"),
            tuple(
                "mislukt",
                "onverwachte-fout",
                "onverwachte fout in de verwerking van het antwoord (IllegalStateException)"));
    assertThat(geschreven)
        .allMatch(regel -> regel.dossier().equals(dossier.value()) && regel.bron().equals("brp"))
        .extracting(LogRegel::berichtId)
        .doesNotHaveDuplicates();
  }

  /** One question, one record, and no other until tomorrow; then one trial, about somebody else. */
  @Test
  void aSourceThatDoesNotAllowOurQuestionsIsNotAskedAnyMore() throws Exception {
    beginMetMeer("999990019", "999990020");
    volgingen.signaal(dossier, "brp");
    AtomicBoolean mag = new AtomicBoolean();
    Proefvragen vragen =
        new Proefvragen(
            vraag -> {
              if (mag.get()) {
                return antwoord(false).replace(BSN, vraag);
              }
              throw new Bronweigering(
                  "brp", "bron-niet-gerechtigd", "bron brp staat deze vraag niet toe");
            });
    Volger volger = volger(vragen);

    rondesTot(volger, () -> codes().contains("volgen-gestopt"));
    rondes(volger);
    assertThat(vragen.gesteld).as("nobody after the first").hasSize(1);

    morgen();
    rondesTot(volger, () -> codes().size() == 3);
    rondes(volger);
    assertThat(vragen.gesteld).as("one trial, about another").hasSize(2).doesNotHaveDuplicates();
    assertThat(codes())
        .containsExactly("bron-niet-gerechtigd", "volgen-gestopt", "bron-niet-gerechtigd");

    mag.set(true);
    morgen();
    rondesTot(volger, () -> vragen.gesteld.size() >= 4);
    volger.destroy();
    assertThat(codes()).last().isEqualTo("volgen-hervat");
    assertThat(volgingen.dicht()).isEmpty();
  }

  /** The turn of somebody who is followed no longer, and of an engine that ends before it asks. */
  @Test
  void theTrialOfTheDayIsSpentOnlyWhenAQuestionGoesOut() throws Exception {
    Proefvragen vragen =
        new Proefvragen(
            vraag -> {
              throw new Bronweigering(
                  "brp", "bron-niet-gerechtigd", "bron brp staat deze vraag niet toe");
            });
    Volger volger = volger(vragen);
    rondesTot(volger, () -> codes().contains("volgen-gestopt"));

    morgen();
    jdbc.sql("delete from schuldenaar").update();
    volgingen.signaal(dossier, "brp");
    rondes(volger);
    assertThat(vragen.gesteld).as("there is nobody to ask about").hasSize(1);
    assertThat(volgingen.neem("brp", 1, 100, Duration.ofMinutes(1)))
        .as("in hand for a minute")
        .isEmpty();

    dossier = proef.voorraad.beslag("999990019", "R-2", List.of("00000099000000110000"));
    volgingen.werkBij("brp", Duration.ofDays(1));
    volgingen.signaal(dossier, "brp");
    jdbc.sql("update bron_tempo set dicht_tot = dicht_tot - interval '1 minute'").update();
    rondesTot(volger, () -> vragen.gesteld.size() == 2);
    volgingen.signaal(dossier, "brp");
    jdbc.sql("update bron_tempo set dicht_tot = dicht_tot - interval '1 minute'").update();
    rondes(volger);
    volger.destroy();
    assertThat(vragen.gesteld).as("now it is spent").hasSize(2);
  }

  /** As a source behind Suwinet: one person a question, and the same facts. */
  @Test
  void theBrpIsFollowedThroughSuwinetWhereThatIsChosen() throws Exception {
    brp = "brp-suwinet";
    jdbc.sql("delete from volging").update();
    volgingen.werkBij(brp, Duration.ofDays(1));
    volgingen.signaal(dossier, brp);
    Proefvragen vragen = new Proefvragen(vraag -> antwoord(true));
    Volger volger = volger(vragen, avond(), List.of(brp), 1);

    rondesTot(volger, () -> volgingen.feiten(dossier, "brp-suwinet").isPresent());
    volger.destroy();

    assertThat(vragen.gesteld).containsExactly("brp-suwinet " + BSN);
    assertThat(volgingen.feiten(dossier, "brp-suwinet").orElseThrow())
        .contains(">true</geheimhouding>");
  }

  /** Each fact would be told twice. */
  @Test
  void theBrpIsNeverFollowedAlongTwoWays() {
    for (List<String> bronnen : List.of(List.of("brp", "brp-suwinet"), List.of("brp-suwinet"))) {
      assertThatThrownBy(() -> volger(new Proefvragen(vraag -> antwoord(true)), klok, bronnen, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "brp-langs-twee-wegen: ketenbrug.volgen.bronnen noemt brp-suwinet (zonder die instelling: brp en polis), en ketenbrug.verrijking.brp is brp; noem die, en de andere niet: elk feit zou tweemaal verteld worden");
    }
    brp = "brp-suwinet";
    assertThatThrownBy(
            () -> volger(new Proefvragen(vraag -> antwoord(true)), klok, List.of("brp"), 1))
        .hasMessage(
            "brp-langs-twee-wegen: ketenbrug.volgen.bronnen noemt brp (zonder die instelling: brp en polis), en ketenbrug.verrijking.brp is brp-suwinet; noem die, en de andere niet: elk feit zou tweemaal verteld worden");
  }

  private static Clock avond() {
    return vast(LocalDate.now(NEDERLAND).atTime(20, 0).atZone(NEDERLAND));
  }

  /** As if a day went by. */
  private void morgen() {
    jdbc.sql(
            """
            update bron_tempo set dicht_sinds = dicht_sinds - interval '1 day',
              dicht_tot = dicht_tot - interval '1 day'""")
        .update();
    jdbc.sql("update volging set beurt = beurt - interval '1 day'").update();
  }

  private List<String> codes() {
    return geschreven.stream().map(LogRegel::code).toList();
  }

  private int pogingen() {
    return jdbc.sql("select pogingen from volging where bron = 'brp'")
        .query(Integer.class)
        .single();
  }

  private static Clock vast(ZonedDateTime moment) {
    return Clock.fixed(moment.toInstant(), NEDERLAND);
  }

  /** He and they are to be asked about, at both sources. */
  private void beginMetMeer(String... bsns) {
    for (String bsn : bsns) {
      proef.voorraad.beslag(bsn, "R-" + bsn, List.of("00000099000000110000"));
    }
    volgingen.werkBij("brp", Duration.ofDays(1));
    volgingen.werkBij("polis", Duration.ofDays(1));
    jdbc.sql("update volging set beurt = 'epoch'").update();
  }

  /** The brp answers when this opens, polis at once. */
  private static Proefvragen polisNaast(CountDownLatch antwoordt) {
    return new Proefvragen(
        vraag -> {
          if (vraag.startsWith("polis")) {
            return "<Inkomsten xmlns=\"urn:ketenbrug:invordering:1\" uitkomst=\"niets-gevonden\"/>";
          }
          try {
            antwoordt.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return antwoord(false).replace(BSN, vraag);
        });
  }

  private static long aanPolis(Proefvragen vragen) {
    return vragen.gesteld.stream().filter(vraag -> vraag.startsWith("polis")).count();
  }

  private static long aanBrp(Proefvragen vragen) {
    return vragen.gesteld.size() - aanPolis(vragen);
  }

  private static void rondesTot(Volger volger, BooleanSupplier klaar) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              volger.ronde();
              return klaar.getAsBoolean();
            });
  }

  /** A few, with time in which a question would be put. */
  private static void rondes(Volger volger) throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      volger.ronde();
      Thread.sleep(200);
    }
  }

  private Volger volger(Proefvragen vragen) throws Exception {
    return volger(vragen, klok, List.of("brp"), 1);
  }

  private Volger volger(Proefvragen vragen, Clock klok, List<String> bronnen, int tegelijk)
      throws Exception {
    List<Bron> gevolgd = new ArrayList<>();
    List<Veranderregels> regels = new ArrayList<>();
    YAMLMapper yaml = new YAMLMapper();
    for (String bron : bronnen) {
      String naam = bron.replace("-altijd", "");
      String instellingen = Files.readString(Path.of("config/sources", naam + ".yaml"));
      if (!naam.equals(bron)) {
        instellingen = instellingen.replace("van: \"18:00\"", "van: \"00:00\"");
      }
      gevolgd.add(yaml.readValue(instellingen, Bron.class));
      regels.add(
          yaml.readValue(
              Path.of("config/veranderingen", naam + ".yaml").toFile(), Veranderregels.class));
    }
    Volgverwerking verwerking =
        proef.voorraad.opDossiers(
            (d, s, c) ->
                new Volgverwerking(
                    volgingen,
                    proef.voorraad.vertellingen(),
                    d,
                    new Geheimhouding(
                        volgingen,
                        proef.voorraad.herkenningen(),
                        new VerrijkingSettings(null, brp)),
                    proef.voorraad.afleidingen(klok),
                    Voorraad.volgorde(jdbc, klok),
                    proef.voorraad.herbepalingen(klok),
                    new Volgtempo(
                        proef.voorraad.volgindicaties(klok),
                        volgingen,
                        new Bronnen(List.of()),
                        null),
                    regel -> {},
                    klok));
    return new Volger(
        volgingen,
        verwerking,
        proef.verwerking,
        new Bronnen(gevolgd),
        uitval,
        vragen,
        new Vergelijkers(regels),
        new VolgSettings(true, gevolgd.stream().map(Bron::naam).toList(), 1, 1, tegelijk, 60, 1),
        new VerrijkingSettings(null, brp),
        geschreven::add,
        new SimpleMeterRegistry(),
        klok);
  }

  private static String antwoord(boolean geheim) {
    return """
        <Personen xmlns="urn:ketenbrug:invordering:1" uitkomst="gevonden"><Persoon><bsn>%s</bsn>\
        <naam><voornamen>Alida</voornamen><geslachtsnaam>Verzonneling</geslachtsnaam></naam>\
        <geboortedatum>1988-04-12</geboortedatum><geheimhouding>%s</geheimhouding></Persoon></Personen>"""
        .formatted(BSN, geheim);
  }
}
