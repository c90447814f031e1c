package nl.ketenbrug.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nl.ketenbrug.dossier.Herziening.Modus;
import nl.ketenbrug.dossier.Herziening.Reden;
import nl.ketenbrug.dossier.Herziening.Status;
import nl.ketenbrug.dossier.Herzieningsuitkomst.Soort;
import nl.ketenbrug.message.Bedrag;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Handing out, outcomes and sums on a real database. */
class HerzieningenTest {

  private static final String DOSSIERGEHEIM = "geheim-van-de-proef-met-32-tekens-01";
  private static final String BEWAARGEHEIM = "geheim-van-de-proef-met-32-tekens-02";
  private static final LocalDate PEILDATUM = LocalDate.of(2026, 11, 20);
  private static final String OUD = "a".repeat(64);
  private static final String NIEUW = "b".repeat(64);
  private static final List<String> BSNS =
      List.of(
          "999990019",
          "999990020",
          "999990032",
          "999990044",
          "999990056",
          "999990068",
          "999990081");

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Voorraad voorraad = new Voorraad(jdbc, DOSSIERGEHEIM, BEWAARGEHEIM);
  private final Herzieningen herzieningen = voorraad.herzieningen(Clock.systemUTC());
  private final List<Dossiersleutel> dossiers = new ArrayList<>();

  @BeforeEach
  void fillsTheStock() {
    for (String tabel :
        List.of(
            "herziening_uitkomst", "herziening", "bvv_stand", "schuldenaar", "partij", "beslag")) {
      jdbc.sql("delete from " + tabel).update();
    }
    for (String bsn : BSNS) {
      Dossiersleutel dossier =
          voorraad.beslag(bsn, "R-" + bsn, List.of("00000099000000110000", "00000099000000120000"));
      voorraad.stand(stand(dossier, 100_000, OUD), "[\"invoer van een dossier\"]");
      dossiers.add(dossier);
    }
    dossiers.sort(java.util.Comparator.comparing(Dossiersleutel::value));
  }

  @Test
  void handsOutEachDossierOnceInPartsUntilTheWindowIsFull() {
    Herziening h = begonnen(Reden.CIJFERS);

    herzieningen.zetUit(h, 2, 4);
    herzieningen.zetUit(opnieuw(h), 2, 4);

    assertThat(delen(h)).containsExactly("1:2", "2:2");
    assertThat(opnieuw(h).uitgezet()).isEqualTo(4);

    herzieningen.legVast(
        h.id(),
        PEILDATUM,
        0,
        dossiers.subList(0, 4).stream()
            .map(dossier -> uitkomst(dossier, Soort.GELIJK, false, 100_000))
            .toList());
    herzieningen.zetUit(opnieuw(h), 2, 4);

    assertThat(delen(h)).containsExactly("1:2", "2:2", "3:2", "4:1");
    assertThat(opnieuw(h).allesUitgezet()).isTrue();
    assertThat(opnieuw(h).uitgezet()).isEqualTo(7);
  }

  /** Of a million, each next hundred would cost the reading of all that were handed out before. */
  @Test
  void handingOutTheNextReadsNothingOfWhatWasHandedOutBefore() {
    vulAan(20_000);
    Herziening h = begonnen(Reden.CIJFERS);
    jdbc.sql("update herziening set cursor = repeat('f', 63) || '0'").update();
    jdbc.sql("update bvv_stand set dossier = repeat('f', 64) where dossier = cast(:d as bpchar)")
        .param("d", dossiers.get(0).value())
        .update();
    jdbc.sql("update beslag set dossier = repeat('f', 64) where dossier = cast(:d as bpchar)")
        .param("d", dossiers.get(0).value())
        .update();

    long gelezen =
        new TransactionTemplate(new DataSourceTransactionManager(Testdatabase.bron()))
            .execute(
                status -> {
                  herzieningen.zetUit(h, 2, 4);
                  return jdbc.sql(
                          """
                          select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))
                          from pg_stat_xact_user_tables where relname in ('bvv_stand', 'beslag')""")
                      .query(Long.class)
                      .single();
                });

    assertThat(delen(h)).containsExactly("1:1");
    assertThat(gelezen).as("rows read, of 40,000").isLessThan(4_000);
  }

  /** Dossiers like the first one. */
  private void vulAan(int aantal) {
    String sleutel = "md5(n::text) || md5(n::text)";
    jdbc.sql(
            """
            insert into beslag (registratie_id, dossier, status, gewijzigd)
            select 'N-' || n, %s, 'lopend', now() from generate_series(1, :aantal) n"""
                .formatted(sleutel))
        .param("aantal", aantal)
        .update();
    jdbc.sql(
            """
            insert into bvv_stand (dossier, bericht_id, bedrag, basis, plafond, leefsituatie,
              peildatum, geldig_van, geldig_tot, cijferbestand, cijferhash, regelversie)
            select %s, bericht_id, bedrag, basis, plafond, leefsituatie, peildatum, geldig_van,
              geldig_tot, cijferbestand, cijferhash, regelversie
            from generate_series(1, :aantal) n, bvv_stand where dossier = cast(:d as bpchar)"""
                .formatted(sleutel))
        .param("aantal", aantal)
        .param("d", dossiers.get(0).value())
        .update();
    jdbc.sql("analyze beslag").update();
    jdbc.sql("analyze bvv_stand").update();
  }

  @Test
  void sendsWhatWasHandedOutAgainWhenSendingFailedAndOnceWhenItSucceeded() {
    Herziening h = begonnen(Reden.CIJFERS);
    herzieningen.zetUit(h, 5, 100);
    List<Integer> gestuurd = new ArrayList<>();

    assertThatThrownBy(
            () ->
                herzieningen.verzend(
                    h.id(),
                    delen -> {
                      throw new IllegalStateException("broker weg");
                    }))
        .hasMessage("broker weg");
    herzieningen.verzend(h.id(), gestuurd::addAll);
    herzieningen.verzend(h.id(), gestuurd::addAll);

    assertThat(gestuurd).containsExactly(1, 2);
  }

  @Test
  void aResumedOneSendsItsOpenPartsOnceMore() {
    Herziening h = begonnen(Reden.CIJFERS);
    herzieningen.zetUit(h, 5, 100);
    herzieningen.verzend(h.id(), delen -> {});
    herzieningen.legVast(
        h.id(),
        PEILDATUM,
        0,
        dossiers.subList(0, 5).stream()
            .map(dossier -> uitkomst(dossier, Soort.GELIJK, false, 100_000))
            .toList());
    List<Integer> gestuurd = new ArrayList<>();

    assertThat(herzieningen.wijzig(h.id(), Set.of(Status.LOOPT), Status.GEPAUZEERD)).isTrue();
    herzieningen.verzend(h.id(), gestuurd::addAll);
    assertThat(gestuurd).as("while it is paused").isEmpty();
    assertThat(herzieningen.wijzig(h.id(), Set.of(Status.GEPAUZEERD), Status.LOOPT)).isTrue();
    herzieningen.verzend(h.id(), gestuurd::addAll);

    assertThat(gestuurd).containsExactly(2);
    assertThat(herzieningen.wijzig(h.id(), Set.of(Status.GEPAUZEERD), Status.AFGEBROKEN)).isFalse();
  }

  @Test
  void givesADossierWhoseTurnPassedItsOutcomeAndTheOthersWithAttachmentsAndParties() {
    Herziening h = begonnen(Reden.CIJFERS);
    herzieningen.zetUit(h, 10, 100);
    jdbc.sql("update beslag set status = 'beeindigd' where dossier = cast(:d as bpchar)")
        .param("d", dossiers.get(0).value())
        .update();
    voorraad.stand(stand(dossiers.get(1), 100_000, NIEUW), null);

    List<Herzieningsdossier> beurt = herzieningen.aanDeBeurt(h, 1);

    assertThat(beurt).hasSize(5);
    assertThat(beurt.get(0).beslagen()).hasSize(1).first().asString().startsWith("R-99999");
    assertThat(beurt.get(0).partijen()).hasSize(2);
    assertThat(voorraad.standen().invoer(beurt.get(0).dossier(), beurt.get(0).invoer()))
        .isEqualTo("[\"invoer van een dossier\"]");
    assertThat(herzieningen.verslag(h.id()).uitkomsten()).containsEntry("vervallen", 2L);
  }

  @Test
  void isDoneWhenEverybodyHasAnOutcomeAlsoWhileAChangeIsOnItsWay() {
    Herziening h = begonnen(Reden.CIJFERS);
    herzieningen.zetUit(h, 10, 100);
    List<Herzieningsuitkomst> uitkomsten = new ArrayList<>();
    uitkomsten.add(uitkomst(dossiers.get(0), Soort.HOGER, true, 101_500));
    uitkomsten.add(uitkomst(dossiers.get(1), Soort.LAGER, false, 80_000));
    uitkomsten.add(
        new Herzieningsuitkomst(
            dossiers.get(2),
            Soort.GEWEIGERD,
            false,
            new Bedrag(100_000),
            null,
            "OnvoldoendeInkomensgegevens",
            "Polis kent geen lopend inkomen",
            null));
    herzieningen.legVast(h.id(), PEILDATUM, 0, uitkomsten);
    assertThat(herzieningen.allesBerekend(h.id())).isFalse();

    herzieningen.legVast(
        h.id(),
        PEILDATUM,
        0,
        dossiers.subList(3, 7).stream()
            .map(dossier -> uitkomst(dossier, Soort.GELIJK, false, 100_000))
            .toList());

    assertThat(herzieningen.allesBerekend(h.id())).isTrue();
    Herzieningsverslag verslag = herzieningen.verslag(h.id());
    assertThat(verslag.berekend()).isEqualTo(7);
    assertThat(verslag.teVerwerken()).isEqualTo(1);
    assertThat(verslag.uitkomsten())
        .containsOnly(
            java.util.Map.entry("gelijk", 4L),
            java.util.Map.entry("hoger", 1L),
            java.util.Map.entry("lager", 1L),
            java.util.Map.entry("geweigerd", 1L));
    assertThat(verslag.somVerschilCent()).isEqualTo(1_500 - 20_000);
    assertThat(verslag.verschillen().stream().filter(klasse -> klasse.aantal() > 0))
        .extracting(Herzieningsverslag.Klasse::vanCent)
        .containsExactly(null, 1_001L);
    assertThat(verslag.weigeringen())
        .containsExactly(
            new Herzieningsverslag.Weigering(
                "OnvoldoendeInkomensgegevens", "Polis kent geen lopend inkomen", 1));

    herzieningen.verwerkt(h.id(), dossiers.get(0));
    herzieningen.ingehaald(h.id(), dossiers.get(0));
    assertThat(herzieningen.verslag(h.id()).teVerwerken()).isZero();
    assertThat(herzieningen.verslag(h.id()).uitkomsten())
        .as("what stands in the dossier is not overtaken any more")
        .containsEntry("hoger", 1L);
  }

  @Test
  void theDutyOfADayIsDoneOnceAndOneWithAReasonIsOpenAtATime() {
    assertThat(herzieningen.begin(herziening(Reden.TERMIJN, false))).isTrue();
    assertThat(herzieningen.begin(herziening(Reden.TERMIJN, false))).isFalse();

    Herziening proef = herziening(Reden.ALLES, true);
    assertThat(herzieningen.begin(proef)).isTrue();
    assertThat(herzieningen.begin(herziening(Reden.ALLES, true))).isFalse();
    herzieningen.wijzig(proef.id(), Set.of(Status.LOOPT), Status.AFGEBROKEN);
    assertThat(herzieningen.begin(herziening(Reden.ALLES, true))).isTrue();
  }

  @Test
  void selectsByTermByFiguresOrEverybody() {
    voorraad.geldigTot(dossiers.get(0), PEILDATUM);
    voorraad.geldigTot(dossiers.get(1), PEILDATUM.plusDays(1));
    voorraad.stand(stand(dossiers.get(2), 100_000, NIEUW), null);

    assertThat(herzieningen.tel(herziening(Reden.TERMIJN, false))).isEqualTo(1);
    assertThat(herzieningen.tel(herziening(Reden.CIJFERS, false))).isEqualTo(6);
    assertThat(herzieningen.tel(herziening(Reden.ALLES, false))).isEqualTo(7);
  }

  @Test
  void whatIsKeptOpensForItsOwnDossierAndUnderItsOwnSecretOnly() {
    Dossiersleutel een = dossiers.get(0);
    Dossiersleutel ander = dossiers.get(1);
    byte[] bytes = voorraad.kluis().sluit(een, "invoer");
    Kluis andereKluis =
        new Kluis(new BewaarSettings(DOSSIERGEHEIM, "een-ander-bewaargeheim-van-32-tekens"));

    assertThat(voorraad.kluis().open(een, bytes)).isEqualTo("invoer");
    assertThat(voorraad.kluis().sluit(een, "invoer"))
        .as("never the same twice")
        .isNotEqualTo(bytes);
    assertThatThrownBy(() -> voorraad.kluis().open(ander, bytes))
        .isInstanceOf(OnleesbareBewaring.class);
    assertThatThrownBy(() -> andereKluis.open(een, bytes)).isInstanceOf(OnleesbareBewaring.class);
    byte[] veranderd = bytes.clone();
    veranderd[veranderd.length - 1] ^= 1;
    assertThatThrownBy(() -> voorraad.kluis().open(een, veranderd))
        .isInstanceOf(OnleesbareBewaring.class);
    byte[] vreemd = voorraad.kluis().sluit(een, new Bsn(vreemdVoor(een)));
    assertThatThrownBy(() -> voorraad.kluis().bsn(een, vreemd))
        .as("a number that is not of this dossier")
        .isInstanceOf(OnleesbareBewaring.class);
  }

  @Test
  void theNumberAndTheDeterminationGoWhenTheLastAttachmentEnds() {
    Dossiersleutel dossier = voorraad.sleutel(BSNS.get(0));
    voorraad.beslag(BSNS.get(0), "TWEEDE", List.of());
    einde("R-" + BSNS.get(0));
    voorraad.schuldenaren().wisZonderBeslag(dossier);
    assertThat(bewaard(dossier)).containsExactly(new Bsn(BSNS.get(0)));

    einde("TWEEDE");
    voorraad.schuldenaren().wisZonderBeslag(dossier);

    assertThat(bewaard(dossier)).isEmpty();
    assertThat(voorraad.standen().bericht(dossier)).isEmpty();
    voorraad.schuldenaren().bewaar(dossier, new Bsn(BSNS.get(0)));
    voorraad.stand(stand(dossier, 1, OUD), null);
    assertThat(bewaard(dossier)).as("nor do they come back").isEmpty();
    assertThat(voorraad.standen().bericht(dossier)).isEmpty();
  }

  private List<Bsn> bewaard(Dossiersleutel dossier) {
    return jdbc
        .sql("select bsn from schuldenaar where dossier = :dossier")
        .param("dossier", dossier.value())
        .query(byte[].class)
        .list()
        .stream()
        .map(bytes -> voorraad.schuldenaren().bsn(dossier, bytes))
        .toList();
  }

  private void einde(String registratieId) {
    jdbc.sql("update beslag set status = 'beeindigd' where registratie_id = :id")
        .param("id", registratieId)
        .update();
  }

  private String vreemdVoor(Dossiersleutel dossier) {
    return BSNS.stream().filter(bsn -> !voorraad.sleutel(bsn).equals(dossier)).findFirst().get();
  }

  private List<String> delen(Herziening h) {
    return jdbc.sql(
            """
            select deel || ':' || count(*) from herziening_uitkomst where herziening = :id
            group by deel order by deel""")
        .param("id", h.id().value())
        .query(String.class)
        .list();
  }

  private Herziening begonnen(Reden reden) {
    Herziening h = herziening(reden, false);
    assertThat(herzieningen.begin(h)).isTrue();
    return h;
  }

  private Herziening opnieuw(Herziening h) {
    return herzieningen.een(h.id()).orElseThrow();
  }

  private static Herziening herziening(Reden reden, boolean proef) {
    Instant nu = Instant.parse("2026-11-20T10:00:00Z");
    return new Herziening(
        BerichtId.nieuw(nu),
        reden,
        Modus.BEWAARD,
        proef,
        PEILDATUM,
        "2026-07-01.yaml",
        NIEUW,
        Status.LOOPT,
        7,
        0,
        false,
        "beheerder",
        nu,
        nu,
        null,
        0L,
        0L,
        null,
        null);
  }

  private static Herzieningsuitkomst uitkomst(
      Dossiersleutel dossier, Soort soort, boolean open, long nieuw) {
    return new Herzieningsuitkomst(
        dossier, soort, open, new Bedrag(100_000), new Bedrag(nieuw), null, null, null);
  }

  private static Bvvstand stand(Dossiersleutel dossier, long cent, String hash) {
    LocalDate van = LocalDate.of(2026, 3, 10);
    return new Bvvstand(
        dossier,
        BerichtId.nieuw(Instant.parse("2026-03-10T10:00:00Z")),
        new Bedrag(cent),
        new Bedrag(cent),
        new Bedrag(200_000),
        "alleenstaande",
        van,
        van,
        van.plusYears(1),
        hash.equals(NIEUW) ? "2026-07-01.yaml" : "2026-01-01.yaml",
        hash,
        "2026-07-14");
  }
}
