package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who has an event: a reader, a bundle, or the partner's own answer; never two of them. */
class PapierbundelsTest {

  private static final Instant NU = Instant.parse("2026-11-17T09:00:00Z");
  private static final LocalDate DAG = LocalDate.of(2026, 11, 17);
  private static final String DOSSIER = "ab".repeat(32);

  private final String code = "papier-" + UUID.randomUUID();
  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Papierbundels bundels = new Papierbundels(jdbc);
  private final Uitwijkregister register = new Uitwijkregister(jdbc);
  private final Uitwijkgrens grens = new Uitwijkgrens(jdbc);
  private final Vasthoudingen vasthoudingen = new Vasthoudingen(jdbc);
  private final Leveringen leveringen = new Leveringen(jdbc, Clock.systemUTC());

  @Test
  void whatAReaderHoldsNoBundleTakesAndTheOtherWayRound() {
    UUID gehouden = zet(1);
    UUID vrij = zet(2);
    assertThat(vasthoudingen.houdOmTeBezorgen(code, gehouden, Duration.ofMinutes(1))).isTrue();
    Papierbundel bundel = bundel(begin(null), gehouden, vrij);
    assertThat(bundels.claim(code, bundel.id(), List.of(gehouden, vrij))).containsExactly(vrij);
    assertThat(vasthoudingen.houdOmTeBezorgen(code, vrij, Duration.ofMinutes(1)))
        .as("a webhook that is about to send it")
        .isFalse();
    assertThat(vasthoudingen.houd(code, Set.of(vrij), Duration.ofMinutes(1)).ids()).isEmpty();
  }

  @Test
  void twoEnginesDoNotTakeTheSameEvent() {
    UUID een = zet(1);
    Uitwijk uitwijk = begin(null);
    Papierbundel bundel = bundel(uitwijk, een);
    assertThat(bundels.claim(code, bundel.id(), List.of(een))).containsExactly(een);
    assertThat(bundels.claim(code, UUID.randomUUID(), List.of(een))).isEmpty();
    assertThat(bundels.kandidaten(code, null, 0, 10)).isEmpty();
  }

  @Test
  void anAnswerOfThePartnerStandsAndTheRestCountsAsHandedOver() {
    UUID een = zet(1);
    UUID twee = zet(2);
    Papierbundel bundel = bundel(begin(null), een, twee);
    bundels.claim(code, bundel.id(), List.of(een, twee));
    assertThat(leveringen.beantwoordOpTijd(code, een, "geaccepteerd", null, NU)).isTrue();
    assertThat(bundels.bezorg(bundel, "jan", "post", NU, NU)).as("never fetched").isEmpty();
    bundels.gedownload(bundel.id(), NU);
    assertThat(uitkomst(twee)).as("fetching delivers nothing").isNull();

    assertThat(bundels.bezorg(bundel, "jan", "post", NU, NU)).isEqualTo(Optional.of(1));
    assertThat(bundels.bezorg(bundel, "piet", "post", NU, NU)).as("once").isEmpty();
    assertThat(uitkomst(een)).isEqualTo("geaccepteerd");
    assertThat(uitkomst(twee)).isEqualTo("op-papier");
    assertThat(bundels.rest(500))
        .filteredOn(rest -> rest.partner().equals(code))
        .extracting(Papierbundels.Rest::berichtId)
        .containsExactly(twee);
    assertThat(
            leveringen.beantwoordAlsnog(
                code, twee, "geaccepteerd", null, NU.plusSeconds(60), () -> {}))
        .isTrue();
    assertThat(bundels.opPapier(code, 0, 10))
        .extracting(Papierbundels.OpPapier::ingelezen)
        .containsExactly(NU.plusSeconds(60));
  }

  @Test
  void whatNobodyFetchedGoesBackAtTheEnd() {
    UUID een = zet(1);
    Uitwijk uitwijk = begin(null);
    Papierbundel bundel = bundel(uitwijk, een);
    bundels.claim(code, bundel.id(), List.of(een));
    assertThat(grens.van(code).houdtTegen(DOSSIER)).isTrue();
    assertThat(register.beeindig(uitwijk.id(), "jan", NU)).isTrue();
    assertThat(bundels.trekOngehaaldeIn(uitwijk.id(), NU))
        .extracting(Papierbundels.Gebeurtenis::berichtId)
        .containsExactly(een);
    assertThat(bundels.gedownload(bundel.id(), NU)).as("nobody may have it any more").isFalse();
    assertThat(bundels.bezorg(bundel, "jan", "post", NU, NU)).isEmpty();
    assertThat(uitkomst(een)).isNull();
    assertThat(vasthoudingen.houdOmTeBezorgen(code, een, Duration.ofMinutes(1))).isTrue();
    assertThat(grens.van(code).houdtTegen(DOSSIER)).isFalse();
  }

  /** It may be with the courier: the channel gives it, and what follows it, to nobody. */
  @Test
  void whatWasFetchedStaysOnPaperAfterTheEndUntilSomebodySaysWhatBecameOfIt() {
    UUID een = zet(1, DOSSIER);
    UUID volgt = zet(2, DOSSIER);
    Uitwijk uitwijk = begin(null);
    Papierbundel bundel = bundel(uitwijk, een);
    bundels.claim(code, bundel.id(), List.of(een));
    assertThat(bundels.gedownload(bundel.id(), NU)).isTrue();
    register.beeindig(uitwijk.id(), "ketenbrug", NU);
    assertThat(bundels.trekOngehaaldeIn(uitwijk.id(), NU)).isEmpty();
    assertThat(vasthoudingen.houdOmTeBezorgen(code, een, Duration.ofMinutes(1))).isFalse();
    assertThat(grens.van(code).houdtTegen(DOSSIER)).as("what follows waits").isTrue();
    assertThat(grens.van(code).houdtTegen("cd".repeat(32))).isFalse();

    assertThat(bundels.bezorg(bundel, "jan", "koerier", NU, NU)).isEqualTo(Optional.of(1));
    assertThat(uitkomst(een)).isEqualTo("op-papier");
    assertThat(grens.van(code).houdtTegen(DOSSIER)).isFalse();
    assertThat(papierTot(volgt)).as("the term of what waited begins anew").isEqualTo(NU);
    assertThat(bundels.trekIn(bundel, NU)).as("handed over").isEmpty();
  }

  @Test
  void aFetchedBundleThatDidNotGoOutIsTakenBackWithWhatNobodyFetchedAfterIt() {
    UUID een = zet(1, DOSSIER);
    UUID twee = zet(2, DOSSIER);
    UUID ander = zet(3, "cd".repeat(32));
    Uitwijk uitwijk = begin(null);
    Papierbundel eerste = bundel(uitwijk, een);
    bundels.claim(code, eerste.id(), List.of(een));
    Papierbundel tweede = bundel(uitwijk, twee);
    bundels.claim(code, tweede.id(), List.of(twee));
    Papierbundel derde = bundel(uitwijk, ander);
    bundels.claim(code, derde.id(), List.of(ander));
    bundels.gedownload(eerste.id(), NU);
    assertThat(bundels.trekIn(eerste, NU).orElseThrow())
        .extracting(Papierbundels.Gebeurtenis::berichtId)
        .containsExactlyInAnyOrder(een, twee);
    assertThat(bundels.zoek(derde.id()).orElseThrow().isOpen()).isTrue();
    assertThat(bundels.trekIn(eerste, NU)).as("once").isEmpty();
    assertThat(bundels.kandidaten(code, null, 0, 10))
        .extracting(Papierbundels.Kandidaat::berichtId)
        .containsExactly(een, twee);
  }

  /** The second holds what follows the first, the third what follows the second only. */
  @Test
  void whatFollowsABundleThatIsPulledAlongGoesBackToo() {
    String ander = "cd".repeat(32);
    List<UUID> ids = List.of(zet(1, DOSSIER), zet(2, DOSSIER), zet(3, ander), zet(4, ander));
    Uitwijk uitwijk = begin(null);
    Papierbundel eerste = geclaimd(uitwijk, ids.get(0));
    geclaimd(uitwijk, ids.get(1), ids.get(2));
    geclaimd(uitwijk, ids.get(3));
    bundels.gedownload(eerste.id(), NU);

    assertThat(bundels.trekIn(eerste, NU).orElseThrow())
        .extracting(Papierbundels.Gebeurtenis::berichtId)
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(bundels.kandidaten(code, null, 0, 10))
        .extracting(Papierbundels.Kandidaat::berichtId)
        .containsExactlyElementsOf(ids);
  }

  /** What stands before it in another dossier is not held up. */
  @Test
  void aBundleThatIsPulledAlongLeavesWhatIsBeforeIt() {
    String ander = "cd".repeat(32);
    Uitwijk uitwijk = begin(null);
    Papierbundel eerste = geclaimd(uitwijk, zet(1, DOSSIER));
    Papierbundel tussen = geclaimd(uitwijk, zet(2, ander));
    Papierbundel laatste = geclaimd(uitwijk, zet(3, DOSSIER), zet(4, ander));

    bundels.trekIn(eerste, NU);

    assertThat(bundels.zoek(tussen.id()).orElseThrow().isOpen()).isTrue();
    assertThat(bundels.zoek(laatste.id()).orElseThrow().isOpen()).isFalse();
  }

  @Test
  void aBundleIsFetchedAfterThoseBeforeIt() {
    UUID een = zet(1);
    Uitwijk uitwijk = begin(null);
    Papierbundel eerste = geclaimd(uitwijk, een);
    Papierbundel tweede = geclaimd(uitwijk, zet(2));
    assertThat(bundels.heeftOngehaalde(eerste)).isFalse();
    assertThat(bundels.heeftOngehaalde(tweede)).isTrue();

    bundels.gedownload(eerste.id(), NU);
    assertThat(bundels.heeftOngehaalde(tweede)).isFalse();
  }

  /** What a page offers is what is not refused. */
  @Test
  void whatHasItsTurnIsWhatIsNotRefusedForItsPlace() {
    UUID tweede = zet(2);
    Uitwijk uitwijk = begin(null);
    List<Papierbundel> alle =
        List.of(
            geclaimd(uitwijk, zet(1)),
            geclaimd(uitwijk, tweede),
            geclaimd(uitwijk, zet(3)),
            geclaimd(uitwijk, zet(4)));
    beurtIsAlsDeRegels(alle);
    leveringen.beantwoordOpTijd(code, tweede, "geaccepteerd", null, NU);
    beurtIsAlsDeRegels(alle);
    bundels.gedownload(alle.get(0).id(), NU);
    beurtIsAlsDeRegels(alle);
    bundels.gedownload(alle.get(2).id(), NU);
    beurtIsAlsDeRegels(alle);
    bundels.bezorg(alle.get(0), "jan", "post", NU, NU);
    beurtIsAlsDeRegels(alle);
    bundels.trekIn(alle.get(2), NU);
    beurtIsAlsDeRegels(alle);
  }

  private void beurtIsAlsDeRegels(List<Papierbundel> alle) {
    Papierbundels.Beurt beurt = bundels.beurt(code);
    for (Papierbundel toen : alle) {
      Papierbundel bundel = bundels.zoek(toen.id()).orElseThrow();
      assertThat(beurt.isOpTeHalen(bundel))
          .as("fetch bundle %d", bundel.nummer())
          .isEqualTo(
              bundel.ingetrokken() == null
                  && (bundel.gedownload() != null || !bundels.heeftOngehaalde(bundel)));
      assertThat(beurt.isTeBezorgen(bundel))
          .as("hand over bundle %d", bundel.nummer())
          .isEqualTo(
              bundel.isOpen() && bundel.gedownload() != null && !bundels.heeftEerdere(bundel));
    }
  }

  @Test
  void aBundleThatThePartnerAnsweredInFullNeedsNotBeFetched() {
    UUID een = zet(1);
    Uitwijk uitwijk = begin(null);
    geclaimd(uitwijk, een);
    Papierbundel tweede = geclaimd(uitwijk, zet(2));
    leveringen.beantwoordOpTijd(code, een, "geaccepteerd", null, NU);
    assertThat(bundels.heeftOngehaalde(tweede)).isFalse();
  }

  /** As it could be done once: the end may not send the first behind the second. */
  @Test
  void theEndLeavesWhatNobodyFetchedBeforeABundleThatWasFetched() {
    UUID derde = zet(3);
    Uitwijk uitwijk = begin(null);
    Papierbundel eerste = geclaimd(uitwijk, zet(1, DOSSIER));
    Papierbundel tweede = geclaimd(uitwijk, zet(2, DOSSIER));
    geclaimd(uitwijk, derde);
    bundels.gedownload(tweede.id(), NU);
    register.beeindig(uitwijk.id(), "ketenbrug", NU);

    assertThat(bundels.trekOngehaaldeIn(uitwijk.id(), NU))
        .extracting(Papierbundels.Gebeurtenis::berichtId)
        .containsExactly(derde);

    assertThat(bundels.zoek(eerste.id()).orElseThrow().isOpen()).isTrue();
    assertThat(bundels.heeftEerdere(tweede)).isTrue();
    assertThat(bundels.gedownload(eerste.id(), NU)).as("it can still go").isTrue();
  }

  /** Nothing of the one would come behind anything of the other. */
  @Test
  void theEndOfOneDossierGivesBackWhateverWasFetchedOfAnother() {
    String ander = "cd".repeat(32);
    UUID een = zet(1, DOSSIER);
    UUID twee = zet(2, ander);
    Uitwijk dit = begin(DOSSIER);
    Uitwijk dat = begin(ander);
    geclaimd(dit, een);
    Papierbundel opgehaald = geclaimd(dat, twee);
    bundels.gedownload(opgehaald.id(), NU);
    register.beeindig(dit.id(), "ketenbrug", NU);

    assertThat(bundels.trekOngehaaldeIn(dit.id(), NU))
        .extracting(Papierbundels.Gebeurtenis::berichtId)
        .containsExactly(een);
    assertThat(bundels.open(dit.id())).isEmpty();
    assertThat(bundels.open(dat.id())).containsExactly(opgehaald.nummer());
  }

  /** The second stays for the sake of the third, and so the first for the sake of the second. */
  @Test
  void theEndLeavesWhatSharesADossierWithWhatStays() {
    String ander = "cd".repeat(32);
    UUID een = zet(1, DOSSIER);
    Uitwijk dit = begin(DOSSIER);
    Papierbundel eerste = geclaimd(dit, een);
    Uitwijk dat = begin(ander);
    geclaimd(dat, zet(2, DOSSIER), zet(3, ander));
    bundels.gedownload(geclaimd(dat, zet(4, ander)).id(), NU);
    register.beeindig(dit.id(), "ketenbrug", NU);

    assertThat(bundels.trekOngehaaldeIn(dit.id(), NU)).isEmpty();
    assertThat(bundels.open(dit.id())).containsExactly(eerste.nummer());
  }

  /** Who hands over in their order needs the oldest, however many were made. */
  @Test
  void theOldestOpenBundleIsNamedFirst() {
    Uitwijk uitwijk = begin(null);
    List<Papierbundel> alle = new ArrayList<>();
    for (int nummer = 1; nummer <= 4; nummer++) {
      alle.add(geclaimd(uitwijk, zet(nummer)));
    }
    bundels.gedownload(alle.get(0).id(), NU);
    bundels.bezorg(alle.get(0), "jan", "post", NU, NU);
    bundels.trekIn(alle.get(1), NU);

    assertThat(bundels.van(uitwijk.id(), 10))
        .extracting(Papierbundel::nummer)
        .containsExactly(3, 4, 2, 1);
    assertThat(bundels.van(uitwijk.id(), 1)).extracting(Papierbundel::nummer).containsExactly(3);
  }

  @Test
  void aBundleThatThePartnerAnsweredInFullHoldsUpNoLaterOne() {
    UUID een = zet(1);
    UUID twee = zet(2);
    Uitwijk uitwijk = begin(null);
    Papierbundel eerste = bundel(uitwijk, een);
    bundels.claim(code, eerste.id(), List.of(een));
    Papierbundel tweede = bundel(uitwijk, twee);
    bundels.claim(code, tweede.id(), List.of(twee));
    assertThat(bundels.heeftEerdere(eerste)).isFalse();
    assertThat(bundels.heeftEerdere(tweede)).isTrue();
    leveringen.beantwoordOpTijd(code, een, "geaccepteerd", null, NU);
    assertThat(bundels.heeftEerdere(tweede)).isFalse();
  }

  @Test
  void aRefusalOfWhatWasOnPaperIsKeptWithItsReasonAndStays() {
    UUID een = zet(1);
    Papierbundel bundel = bundel(begin(null), een);
    bundels.claim(code, bundel.id(), List.of(een));
    bundels.gedownload(bundel.id(), NU);
    bundels.bezorg(bundel, "jan", "post", NU, NU);
    List<String> geschreven = new ArrayList<>();
    assertThat(
            leveringen.beantwoordAlsnog(
                code, een, "geweigerd", "onbekend dossier", NU, () -> geschreven.add("regel")))
        .isTrue();
    assertThat(uitkomst(een)).isEqualTo("geweigerd");
    assertThat(geschreven).hasSize(1);
    assertThat(bundels.opPapier(code, 0, 10))
        .extracting(
            Papierbundels.OpPapier::geweigerd,
            Papierbundels.OpPapier::reden,
            Papierbundels.OpPapier::ingelezen)
        .containsExactly(tuple(NU, "onbekend dossier", null));
    assertThat(leveringen.beantwoordAlsnog(code, een, "geaccepteerd", null, NU, () -> {}))
        .isFalse();
    assertThat(opnieuw(een, false)).isZero();
    assertThat(opnieuw(een, true)).as("no message of it was set apart").isEqualTo(1);
  }

  @Test
  void aRefusalAfterPaperIsKeptWhateverCharactersItsReasonHas() {
    UUID een = zet(1);
    Papierbundel bundel = bundel(begin(null), een);
    bundels.claim(code, bundel.id(), List.of(een));
    bundels.gedownload(bundel.id(), NU);
    bundels.bezorg(bundel, "jan", "post", NU, NU);
    assertThat(leveringen.beantwoordAlsnog(code, een, "geweigerd", "past niet\u0000", NU, () -> {}))
        .isTrue();
    assertThat(bundels.opPapier(code, 0, 10))
        .extracting(Papierbundels.OpPapier::reden)
        .containsExactly("past niet\uFFFD");
  }

  @Test
  void whatWentOnPaperCanBeAskedAgainElectronically() {
    UUID een = zet(1);
    Papierbundel bundel = bundel(begin(null), een);
    bundels.claim(code, bundel.id(), List.of(een));
    bundels.gedownload(bundel.id(), NU);
    bundels.bezorg(bundel, "jan", "post", NU, NU);
    assertThat(opnieuw(een, false)).isZero();
    assertThat(opnieuw(een, true)).isEqualTo(1);
  }

  private long opnieuw(UUID bericht, boolean bevestigd) {
    Heraanbod.Telling telling =
        new Heraanbiedingen(jdbc, new ObjectMapper())
            .tel(
                new Heraanbod.Keuze(code, null, null, null, null, bericht, null, false, bevestigd));
    assertThat(telling.bevestigd()).isEqualTo(1);
    assertThat(telling.geweigerd()).isZero();
    return telling.opnieuw();
  }

  /** An operator may end it before the broker followed, or an engine may die between the two. */
  @Test
  void aPartnerThatMayBeShutOutIsLookedAfterUntilItIsLetInAgain() {
    Uitwijk uitwijk = begin(null);
    assertThat(grens.isTeHerstellen(code)).isFalse();
    assertThat(grens.sluit(code)).as("before the broker is touched").isTrue();
    register.beeindig(uitwijk.id(), "jan", NU);
    assertThat(grens.isTeSluiten(code)).isFalse();
    assertThat(grens.isDicht(code)).isFalse();
    assertThat(grens.isTeHerstellen(code)).as("though it was never quite shut").isTrue();
    assertThat(grens.van(code).alles()).as("its terms stand still until then").isTrue();
    grens.hersteld(code);
    assertThat(grens.isTeHerstellen(code)).isFalse();
    assertThat(grens.van(code).alles()).isFalse();
    assertThat(grens.sluit(code)).as("it ended").isFalse();
  }

  @Test
  void aPartnerStaysShutOutWhileAFetchedBundleIsOpen() {
    UUID een = zet(1);
    Uitwijk uitwijk = begin(null);
    Papierbundel bundel = bundel(uitwijk, een);
    bundels.claim(code, bundel.id(), List.of(een));
    bundels.gedownload(bundel.id(), NU);
    grens.sluit(code);
    grens.dicht(code);
    register.beeindig(uitwijk.id(), "jan", NU);
    assertThat(grens.isTeHerstellen(code)).isFalse();
    bundels.trekIn(bundel, NU);
    assertThat(grens.isTeHerstellen(code)).isTrue();
  }

  @Test
  void everythingAndADossierDoNotGoByPaperBesideEachOther() {
    begin(DOSSIER);
    assertThat(register.isOverlap(code, null)).isTrue();
    assertThat(register.isOverlap(code, "cd".repeat(32))).isFalse();
    assertThat(register.isOverlap("iemand-anders", null)).isFalse();
  }

  @Test
  void oneDossierHoldsBackNothingElse() {
    begin(DOSSIER);
    assertThat(grens.van(code).houdtTegen(DOSSIER)).isTrue();
    assertThat(grens.van(code).houdtTegen("cd".repeat(32))).isFalse();
    assertThat(grens.van(code).houdtTegen(null)).as("a notice").isFalse();
    assertThatThrownBy(() -> begin(DOSSIER)).isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  void aRegionHoldsBackNothingBeforeASecondPersonAgrees() {
    Uitwijk uitwijk = begin(null, "noord");
    assertThat(grens.van(code).alles()).isFalse();
    assertThat(register.akkoord(uitwijk.groep(), "jan", DAG)).as("who asked").isZero();
    assertThat(register.akkoord(uitwijk.groep(), "piet", DAG)).isEqualTo(1);
    assertThat(grens.van(code).alles()).isTrue();
  }

  private Uitwijk begin(String dossier) {
    return begin(dossier, null);
  }

  private Uitwijk begin(String dossier, String regio) {
    UUID id = BerichtId.nieuw(NU).value();
    Instant vanaf = Instant.now().minusSeconds(60);
    Uitwijk uitwijk =
        new Uitwijk(
            id,
            UUID.randomUUID(),
            code,
            regio,
            dossier,
            Uitwijk.Vorm.CSV,
            "proef",
            vanaf,
            null,
            "jan",
            regio != null,
            null,
            null,
            null,
            null);
    register.maak(uitwijk, vanaf, DAG);
    return uitwijk;
  }

  private UUID zet(long nummer) {
    UUID id = BerichtId.nieuw(NU).value();
    jdbc.sql(
            """
            insert into levering (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
            values (:partner, :id, :nummer, :id, :drager, now())""")
        .param("partner", code)
        .param("id", id)
        .param("nummer", nummer)
        .param("drager", "ID:" + id)
        .update();
    return id;
  }

  /** An event that the log knows. */
  private UUID zet(long nummer, String dossier) {
    UUID id = zet(nummer);
    jdbc.sql(
            """
            insert into bericht (bericht_id, correlatie_id, gebeurtenistype, bron, dossier,
              eerste_tijdstip, laatste_tijdstip, laatste_regel, laatste_stap, aantal_stappen)
            values (:id, :id, 'nl.x.y', 'urn:x', :dossier, now(), now(), :id, 'klaargezet', 1)""")
        .param("id", id)
        .param("dossier", dossier)
        .update();
    return id;
  }

  private Instant papierTot(UUID id) {
    return jdbc.sql("select papier_tot from levering where partner = :p and bericht_id = :id")
        .param("p", code)
        .param("id", id)
        .query((rij, nummer) -> rij.getTimestamp(1).toInstant())
        .single();
  }

  private Papierbundel bundel(Uitwijk uitwijk, UUID... ids) {
    List<Bundelinhoud.Stuk> stukken =
        List.of(ids).stream()
            .map(id -> new Bundelinhoud.Stuk(id, 1, DOSSIER, "nl.x.y", 0, "<G/>"))
            .toList();
    int nummer = bundels.volgendNummer(code);
    Papierbundel bundel =
        new Papierbundel(
            BerichtId.nieuw(NU).value(),
            uitwijk.id(),
            code,
            nummer,
            Uitwijk.Vorm.CSV,
            NU,
            ids.length,
            1,
            "00".repeat(32),
            null,
            null,
            null,
            null,
            null);
    bundels.maak(bundel, "jan", "beperkt", new Bundelinhoud(code, "Proef", nummer, NU, stukken));
    return bundel;
  }

  private Papierbundel geclaimd(Uitwijk uitwijk, UUID... ids) {
    Papierbundel bundel = bundel(uitwijk, ids);
    bundels.claim(code, bundel.id(), List.of(ids));
    return bundel;
  }

  private String uitkomst(UUID id) {
    return jdbc.sql("select uitkomst from levering where partner = :p and bericht_id = :id")
        .param("p", code)
        .param("id", id)
        .query((rij, nummer) -> Optional.ofNullable(rij.getString(1)))
        .single()
        .orElse(null);
  }
}
