package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the log says of paper is what happened, of whom, and of which event. */
class UitwijkbeheerTest {

  private static final String DOSSIER = "ef".repeat(32);

  private final String een = "a" + UUID.randomUUID();
  private final String twee = "b" + UUID.randomUUID();
  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final List<LogRegel> log = new ArrayList<>();
  private final Papierbundels bundels = new Papierbundels(jdbc);
  private final Uitwijkbeheer beheer =
      Proefkeuzes.metTransacties(
          new Uitwijkbeheer(
              new Partners(List.of(partner(een), partner(twee))),
              new Uitwijkregister(jdbc),
              bundels,
              null,
              new Uitwijklog(
                  log::add,
                  new Brokertransactie(
                      new TransactionTemplate(
                          new DataSourceTransactionManager(Testdatabase.bron()))),
                  Clock.systemUTC()),
              new UitwijkSettings(LocalTime.of(6, 0), 200, 3, Map.of("noord", List.of(een, twee))),
              Clock.systemUTC()),
          Testdatabase.bron());

  @Test
  void whatIsRefusedForOnePartnerLeavesNoRecordOfTheOthers() {
    beheer.begin(verzoek(twee, null, DOSSIER), "jan");
    log.clear();
    assertThatThrownBy(() -> beheer.begin(verzoek(null, null, DOSSIER), "jan"))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(log).isEmpty();
    assertThat(beheer.van(een)).isEmpty();
    assertThatThrownBy(() -> beheer.begin(verzoek(twee, null, null), "jan"))
        .isInstanceOf(UitwijkNietMogelijk.class)
        .extracting(e -> ((UitwijkNietMogelijk) e).code())
        .isEqualTo("uitwijk-overlap");
    assertThat(log).isEmpty();
  }

  @Test
  void aRecordOfADossierNamesIt() {
    Uitwijk uitwijk = beheer.begin(verzoek(een, null, DOSSIER), "jan").get(0);
    beheer.beeindig(uitwijk, "piet");
    assertThat(log)
        .extracting(LogRegel::code, LogRegel::dossier, LogRegel::actor, LogRegel::partner)
        .containsExactly(
            tuple("begonnen", DOSSIER, "jan", een), tuple("beeindigd", DOSSIER, "piet", een));
  }

  @Test
  void everyPartnerOfARegionHasARecordThatItBegan() {
    Uitwijk uitwijk = beheer.begin(verzoek(null, "noord", null), "jan").get(0);
    beheer.akkoord(uitwijk, "piet");
    assertThat(log)
        .filteredOn(regel -> "akkoord".equals(regel.code()))
        .extracting(LogRegel::partner)
        .containsExactlyInAnyOrder(een, twee);
  }

  @Test
  void theEndOfWhatNeverBeganGivesNoTermAnewAndSaysSo() {
    UUID bericht = zet();
    Uitwijk uitwijk = beheer.begin(verzoek(null, "noord", null), "jan").get(0);
    beheer.beeindig(uitwijk, "jan");
    assertThat(log).last().extracting(LogRegel::code).isEqualTo("ingetrokken");
    assertThat(begonOpnieuw(bericht)).isFalse();

    Uitwijk echt = beheer.begin(verzoek(een, null, null), "jan").get(0);
    beheer.beeindig(echt, "jan");
    assertThat(log).last().extracting(LogRegel::code).isEqualTo("beeindigd");
    assertThat(begonOpnieuw(bericht)).isTrue();
  }

  @Test
  void anEventThatGoesBackHasARecordOfThat() {
    UUID bericht = zet();
    Uitwijk uitwijk = beheer.begin(verzoek(een, null, null), "jan").get(0);
    Papierbundel bundel = bundel(uitwijk, bericht);
    log.clear();
    assertThat(beheer.trekIn(bundel, "piet", "misdruk")).isEqualTo(1);
    assertThat(log)
        .extracting(LogRegel::stap, LogRegel::code, LogRegel::actor)
        .containsOnly(tuple(Stap.UITWIJK, "bundel-ingetrokken", "piet"));
    assertThat(log)
        .filteredOn(regel -> regel.berichtId().equals(bericht))
        .singleElement()
        .satisfies(
            regel -> {
              assertThat(regel.volgnummer()).isEqualTo(1);
              assertThat(regel.dossier()).isEqualTo(DOSSIER);
              assertThat(regel.uitleg()).isEqualTo("bundel 1 op papier");
            });
    assertThatThrownBy(() -> beheer.trekIn(bundel, "piet", "misdruk"))
        .isInstanceOf(UitwijkNietMogelijk.class);
  }

  @Test
  void aBundleIsNotFetchedBeforeAnEarlierOne() {
    Uitwijk uitwijk = beheer.begin(verzoek(een, null, null), "jan").get(0);
    bundel(uitwijk, zet());
    Papierbundel later = bundel(uitwijk, zet(2), 2);
    log.clear();
    assertThatThrownBy(() -> beheer.haal(later, "jan"))
        .isInstanceOf(UitwijkNietMogelijk.class)
        .extracting(e -> ((UitwijkNietMogelijk) e).code())
        .isEqualTo("bundel-volgorde");
    assertThat(log).isEmpty();
    assertThat(beheer.bundel(later.id()).orElseThrow().gedownload()).isNull();
  }

  private static Uitwijkbeheer.Verzoek verzoek(String partner, String regio, String dossier) {
    return new Uitwijkbeheer.Verzoek(
        partner, regio, dossier, Uitwijk.Vorm.CSV, "storing", null, null);
  }

  private static Partner partner(String code) {
    return new Partner(
        code,
        "Proef",
        "00000099000000150000",
        new Abonnement(
            "art. 475g Rv",
            Set.of("nl.beslagregister.beslag-gelegd"),
            Abonnement.Bereik.ALLE_DOSSIERS,
            "beperkt",
            Abonnement.Kanaal.PULL),
        null,
        null,
        null);
  }

  private UUID zet() {
    return zet(1);
  }

  private UUID zet(long nummer) {
    UUID id = BerichtId.nieuw(Instant.now()).value();
    jdbc.sql(
            """
            insert into levering (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
            values (:partner, :id, :nummer, :id, :drager, now())""")
        .param("partner", een)
        .param("nummer", nummer)
        .param("id", id)
        .param("drager", "ID:" + id)
        .update();
    jdbc.sql(
            """
            insert into bericht (bericht_id, correlatie_id, gebeurtenistype, bron, dossier,
              eerste_tijdstip, laatste_tijdstip, laatste_regel, laatste_stap, aantal_stappen)
            values (:id, :id, 'nl.x.y', 'urn:x', :dossier, now(), now(), :id, 'klaargezet', 1)""")
        .param("id", id)
        .param("dossier", DOSSIER)
        .update();
    return id;
  }

  private Papierbundel bundel(Uitwijk uitwijk, UUID bericht) {
    return bundel(uitwijk, bericht, 1);
  }

  private Papierbundel bundel(Uitwijk uitwijk, UUID bericht, int nummer) {
    Instant nu = Instant.now();
    Papierbundel bundel =
        new Papierbundel(
            BerichtId.nieuw(nu).value(),
            uitwijk.id(),
            een,
            nummer,
            Uitwijk.Vorm.CSV,
            nu,
            1,
            1,
            "00".repeat(32),
            null,
            null,
            null,
            null,
            null);
    Bundelinhoud.Stuk stuk = new Bundelinhoud.Stuk(bericht, 1, DOSSIER, "nl.x.y", 0, "<G/>");
    bundels.maak(
        bundel, "jan", "beperkt", new Bundelinhoud(een, "Proef", nummer, nu, List.of(stuk)));
    bundels.claim(een, bundel.id(), List.of(bericht));
    return bundel;
  }

  private boolean begonOpnieuw(UUID bericht) {
    return jdbc.sql("select papier_tot is not null from levering where bericht_id = :id")
        .param("id", bericht)
        .query(Boolean.class)
        .single();
  }
}
