package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import nl.ketenbrug.dossier.Herkenbaar;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
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

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Clock klok = Clock.systemUTC();
  private final Proefmatches proef = new Proefmatches(Testdatabase.bron(), regel -> {}, klok);
  private final Volgingen volgingen = proef.voorraad.volgingen(klok);
  private Dossiersleutel dossier;

  @BeforeEach
  void somebodyIsFollowed() {
    for (String tabel :
        List.of(
            "afleiding",
            "herbepaling_nodig",
            "volging",
            "volging_feit",
            "bron_tempo",
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

  private Volger volger(Proefvragen vragen) throws Exception {
    YAMLMapper yaml = new YAMLMapper();
    Volgverwerking verwerking =
        proef.voorraad.opDossiers(
            (d, s, c) ->
                new Volgverwerking(
                    volgingen,
                    proef.voorraad.vertellingen(),
                    d,
                    proef.voorraad.afleidingen(klok),
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
        new Bronnen(
            List.of(yaml.readValue(Path.of("config/sources/brp.yaml").toFile(), Bron.class))),
        vragen,
        new Vergelijkers(
            List.of(
                yaml.readValue(
                    Path.of("config/veranderingen/brp.yaml").toFile(), Veranderregels.class))),
        new VolgSettings(true, List.of("brp"), 1, 1, 1, 60, 1),
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
