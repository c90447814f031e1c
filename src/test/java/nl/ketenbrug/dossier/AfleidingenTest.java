package nl.ketenbrug.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import nl.ketenbrug.dossier.Afleidingen.Afleiding;
import nl.ketenbrug.dossier.Afleidingen.Poging;
import nl.ketenbrug.dossier.Afleidingen.Vast;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What cannot be sent holds up its own dossier only, on a real database. */
class AfleidingenTest {

  private static final Dossiersleutel EEN = new Dossiersleutel("1".repeat(64));
  private static final Dossiersleutel ANDER = new Dossiersleutel("2".repeat(64));
  private static final Dossiersleutel DERDE = new Dossiersleutel("3".repeat(64));
  private static final Poging NIET_AANGENOMEN = Poging.NIET_AANGENOMEN;
  private static final Poging ONGELDIG = Poging.nietTeVerzenden("afleiding-ongeldig", "omdat");

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final TransactionTemplate transactie =
      new TransactionTemplate(new JdbcTransactionManager(Testdatabase.bron()));
  private final Klok klok = new Klok();
  private final Voorraad voorraad = new Voorraad(jdbc, "d".repeat(32), "b".repeat(32));
  private final Afleidingen afleidingen = voorraad.afleidingen(klok);
  private final Proefzender zender = new Proefzender();

  @BeforeEach
  @AfterEach
  void empty() {
    jdbc.sql("delete from afleiding").update();
    jdbc.sql("delete from wachtend").update();
    jdbc.sql("delete from schuldenaar").update();
    jdbc.sql("delete from partij").update();
    jdbc.sql("delete from beslag").update();
  }

  @Test
  void oneThatCannotBeSentHoldsItsOwnDossierAndNoOther() {
    BerichtId eerste = feit(EEN, "a");
    BerichtId tweede = feit(EEN, "b");
    BerichtId ander = feit(ANDER, "c");
    zender.fout.put(eerste, ONGELDIG);

    verzend();

    assertThat(zender.verzonden).containsExactly(ander);
    // Of a register, say: what is told of later would be told first.
    BerichtId later = BerichtId.nieuw(klok.nu.plusSeconds(1));
    assertThat(Voorraad.volgorde(jdbc, klok).wachtEerder(EEN, later)).isTrue();
    assertThat(Voorraad.volgorde(jdbc, klok).wachtEerder(ANDER, later)).isFalse();
    assertThat(zender.vast)
        .singleElement()
        .satisfies(
            vast -> {
              assertThat(vast.bericht()).isEqualTo(eerste);
              assertThat(vast.dossier()).isEqualTo(EEN);
              assertThat(vast.code()).isEqualTo("afleiding-ongeldig");
              assertThat(vast.pogingen()).isEqualTo(1);
              assertThat(vast.opnieuw()).isEqualTo(klok.nu.plus(Duration.ofMinutes(1)));
            });
    assertThat(afleidingen.vastPerCode()).containsOnly(Map.entry("afleiding-ongeldig", 1L));

    zender.fout.clear();
    klok.nu = klok.nu.plusSeconds(59);
    verzend();
    assertThat(zender.verzonden).as("nothing of its dossier before it").containsExactly(ander);

    klok.nu = klok.nu.plusSeconds(2);
    verzend();
    assertThat(zender.verzonden).containsExactly(ander, eerste, tweede);
    assertThat(afleidingen.vast(10)).isEmpty();
    assertThat(afleidingen.vastPerCode()).isEmpty();
  }

  @Test
  void thePauseBecomesTwiceAsLongUpToAnHour() {
    zender.fout.put(feit(EEN, "a"), ONGELDIG);
    List<Long> minuten = new ArrayList<>();
    for (int poging = 0; poging < 9; poging++) {
      verzend();
      Vast vast = zender.vast.get(poging);
      minuten.add(Duration.between(klok.nu, vast.opnieuw()).toMinutes());
      klok.nu = vast.opnieuw();
    }
    assertThat(minuten).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    assertThat(zender.vast.get(8).sinds()).isEqualTo(zender.vast.get(0).sinds());
  }

  @Test
  void whileTheBrokerTakesNothingAllWaitAndNoneIsToBlame() {
    List<BerichtId> feiten = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      feiten.add(feit(new Dossiersleutel("%064x".formatted(i)), "a" + i));
    }
    feiten.forEach(feit -> zender.fout.put(feit, NIET_AANGENOMEN));

    verzend();
    assertThat(zender.geprobeerd).as("it is not asked for all").isEqualTo(10);
    assertThat(zender.vast).isEmpty();
    zender.geprobeerd = 0;
    verzend();
    assertThat(zender.geprobeerd).as("one, while it is away").isEqualTo(1);
    assertThat(zender.vast).isEmpty();

    zender.fout.clear();
    verzend();
    assertThat(zender.verzonden).containsExactlyInAnyOrderElementsOf(feiten);
    assertThat(zender.vast).isEmpty();
  }

  @Test
  void whileTheBrokerTakesNothingAndTakesLongForItFewAreTried() {
    for (int i = 0; i < 12; i++) {
      zender.fout.put(feit(new Dossiersleutel("%064x".formatted(i)), "a" + i), NIET_AANGENOMEN);
    }
    zender.tijdens = () -> klok.nu = klok.nu.plusSeconds(3);

    verzend();

    assertThat(zender.geprobeerd).isEqualTo(3);
  }

  /** As many as say that the broker is away, and it is not. */
  @ParameterizedTest
  @CsvSource({"10, 0", "2, 6"})
  void manyThatTheBrokerDoesNotTakeStopNobodyElseForLong(int aantal, int seconden) {
    List<BerichtId> giftig = new ArrayList<>();
    for (int i = 0; i < aantal; i++) {
      giftig.add(feit(new Dossiersleutel("%064x".formatted(i)), "a" + i));
    }
    giftig.forEach(feit -> zender.fout.put(feit, NIET_AANGENOMEN));
    BerichtId ongeldig = feit(DERDE, "b");
    zender.fout.put(ongeldig, ONGELDIG);
    BerichtId eerste = feit(EEN, "c");
    BerichtId tweede = feit(EEN, "d");
    zender.bijWeigering = () -> klok.nu = klok.nu.plusSeconds(seconden);

    for (int ronde = 0; ronde < 3; ronde++) {
      verzend();
    }

    assertThat(zender.verzonden).containsExactly(eerste, tweede);
    assertThat(zender.vast)
        .extracting(Vast::bericht)
        .contains(ongeldig)
        .containsAll(giftig)
        .hasSize(aantal + 1);
  }

  /** It was away for a moment. */
  @Test
  void whatTheBrokerTakesAfterAllIsNotToBlame() {
    BerichtId eerste = feit(EEN, "a");
    BerichtId tweede = feit(EEN, "b");
    BerichtId ander = feit(ANDER, "c");
    zender.fout.put(eerste, NIET_AANGENOMEN);
    zender.bijVerzending = zender.fout::clear;

    verzend();
    assertThat(zender.verzonden).containsExactly(ander, eerste);
    assertThat(zender.vast).isEmpty();
    verzend();
    assertThat(zender.verzonden).containsExactly(ander, eerste, tweede);
  }

  @Test
  void whatTheBrokerDoesNotTakeWhileItTakesAnotherIsToBlameItself() {
    BerichtId eerste = feit(EEN, "a");
    BerichtId ander = feit(ANDER, "b");
    feit(EEN, "c");
    zender.fout.put(eerste, NIET_AANGENOMEN);

    verzend();

    assertThat(zender.verzonden).containsExactly(ander);
    assertThat(zender.vast).extracting(Vast::code).containsExactly("broker-neemt-niet-aan");
  }

  /** The broker took the third one: it is not away. */
  @Test
  void twoOfTwoDossiersThatTheBrokerDoesNotTakeStopNobodyElse() {
    zender.fout.put(feit(EEN, "a"), NIET_AANGENOMEN);
    zender.fout.put(feit(ANDER, "b"), NIET_AANGENOMEN);
    BerichtId derde = feit(DERDE, "c");

    verzend();

    assertThat(zender.verzonden).containsExactly(derde);
    assertThat(zender.vast)
        .extracting(Vast::dossier, Vast::code)
        .containsExactly(
            tuple(EEN, "broker-neemt-niet-aan"), tuple(ANDER, "broker-neemt-niet-aan"));
  }

  @Test
  void oneDossierThatFillsTheBatchHidesNoOther() {
    BerichtId eerste = feit(EEN, "a");
    feit(EEN, "b");
    feit(EEN, "c");
    BerichtId ander = feit(ANDER, "d");
    BerichtId laatste = feit(ANDER, "e");
    zender.fout.put(eerste, NIET_AANGENOMEN);

    assertThat(verzend(2)).as("there is more").isTrue();
    assertThat(zender.verzonden).containsExactly(ander);
    assertThat(zender.vast).extracting(Vast::bericht).containsExactly(eerste);
    assertThat(verzend(2)).isFalse();
    assertThat(zender.verzonden).containsExactly(ander, laatste);
  }

  /** Another secret, say: nothing is given up, and it goes on when the right one is back. */
  @Test
  void whatDoesNotOpenWaitsAndIsNotGivenUp() {
    BerichtId eerste = feit(EEN, "a");
    BerichtId ander = feit(ANDER, "b");
    byte[] inhoud =
        jdbc.sql("select inhoud from afleiding where bericht_id = :id")
            .param("id", eerste.value())
            .query(byte[].class)
            .single();
    zetInhoud(eerste, new byte[40]);

    verzend();
    assertThat(zender.verzonden).containsExactly(ander);
    assertThat(zender.vast).extracting(Vast::code).containsExactly(OnleesbareBewaring.CODE);

    zetInhoud(eerste, inhoud);
    klok.nu = klok.nu.plus(Duration.ofHours(1));
    verzend();
    assertThat(zender.verzonden).containsExactly(ander, eerste);
  }

  @Test
  void afterASuccessfulBatchThereMayBeMore() {
    feit(EEN, "a");
    feit(ANDER, "b");
    feit(DERDE, "c");

    assertThat(verzend(2)).isTrue();
    assertThat(verzend(2)).isFalse();
    assertThat(zender.verzonden).hasSize(3);
  }

  @Test
  void aPersonHasItTriedAtOnce() {
    BerichtId eerste = feit(EEN, "a");
    zender.fout.put(eerste, ONGELDIG);
    verzend();
    zender.fout.clear();

    assertThat(opnieuw(eerste)).isTrue();
    verzend();

    assertThat(zender.verzonden).containsExactly(eerste);
    assertThat(opnieuw(eerste)).as("sent").isFalse();
  }

  @Test
  void aPersonGivesItUpAndItsDossierGoesOn() {
    Dossiersleutel een = voorraad.beslag("999990019", "R-1", List.of());
    BerichtId eerste = feit(een, "a");
    BerichtId tweede = feit(een, "b");
    assertThat(geefOp(eerste)).as("it was not tried yet").isFalse();
    zender.fout.put(eerste, ONGELDIG);
    verzend();

    assertThatThrownBy(
            () ->
                transactie.execute(
                    status ->
                        afleidingen.geefOp(
                            eerste,
                            vast -> {
                              throw new IllegalStateException("the log takes nothing");
                            })))
        .hasMessage("the log takes nothing");
    assertThat(afleidingen.vast(10)).as("not without a record").hasSize(1);

    assertThat(geefOp(eerste)).isTrue();
    zender.fout.clear();
    klok.nu = klok.nu.plus(Duration.ofDays(1));
    verzend();
    assertThat(zender.verzonden).containsExactly(tweede);
    assertThat(Voorraad.volgorde(jdbc, klok).wachtOp(eerste)).isEmpty();
    assertThat(
            jdbc.sql("select mislukt from afleiding where bericht_id = :id and inhoud is not null")
                .param("id", eerste.value())
                .query(String.class)
                .single())
        .isEqualTo("afleiding-ongeldig");

    jdbc.sql("update beslag set status = 'beeindigd'").update();
    transactie.executeWithoutResult(
        status -> voorraad.opDossiers((d, schuldenaren, c) -> schuldenaren).wisZonderBeslag(een));
    assertThat(leeg()).as("without an attachment nothing of the debtor stays").isOne();
  }

  @Test
  void whatIsGivenUpWithoutAnAttachmentIsEmptiedAtOnce() {
    BerichtId eerste = feit(EEN, "a");
    zender.fout.put(eerste, ONGELDIG);
    verzend();

    assertThat(geefOp(eerste)).isTrue();

    assertThat(leeg()).isOne();
  }

  private long leeg() {
    return jdbc.sql("select count(*) from afleiding where mislukt is not null and inhoud is null")
        .query(Long.class)
        .single();
  }

  /** It may be sent right now. */
  @Test
  void nobodyGivesItUpWhileAnEngineSends() {
    BerichtId eerste = feit(EEN, "a");
    zender.fout.put(eerste, ONGELDIG);
    verzend();
    klok.nu = klok.nu.plus(Duration.ofHours(1));

    zender.tijdens =
        () ->
            assertThatThrownBy(() -> inEenAnder(eerste))
                .hasCauseInstanceOf(PessimisticLockingFailureException.class);
    verzend();
    assertThat(zender.geprobeerd).isEqualTo(2);
    assertThat(afleidingen.vast(10)).hasSize(1);
  }

  private void inEenAnder(BerichtId bericht) throws Exception {
    CompletableFuture.supplyAsync(() -> geefOp(bericht)).get();
  }

  private Boolean geefOp(BerichtId bericht) {
    return transactie.execute(status -> afleidingen.geefOp(bericht, vast -> {}));
  }

  private Boolean opnieuw(BerichtId bericht) {
    return transactie.execute(status -> afleidingen.opnieuw(bericht, vast -> {}));
  }

  private void zetInhoud(BerichtId bericht, byte[] inhoud) {
    jdbc.sql("update afleiding set inhoud = :inhoud where bericht_id = :id")
        .param("inhoud", inhoud)
        .param("id", bericht.value())
        .update();
  }

  private BerichtId feit(Dossiersleutel dossier, String wat) {
    klok.nu = klok.nu.plusMillis(1);
    return afleidingen.voegToe("proef|" + wat, dossier, null, "<feit/>").orElseThrow();
  }

  private void verzend() {
    verzend(50);
  }

  private Boolean verzend(int hoogstens) {
    return transactie.execute(status -> afleidingen.verzend(hoogstens, zender));
  }

  private static final class Proefzender implements Afleidingen.Zender {
    private final Map<BerichtId, Poging> fout = new HashMap<>();
    private final List<BerichtId> verzonden = new ArrayList<>();
    private final List<Vast> vast = new ArrayList<>();
    private Runnable tijdens = () -> {};
    private Runnable bijWeigering = () -> {};
    private Runnable bijVerzending = () -> {};
    private int geprobeerd;

    @Override
    public Poging verzend(Afleiding afleiding) {
      geprobeerd++;
      if (geprobeerd > 1) {
        tijdens.run();
      }
      Poging poging = fout.getOrDefault(afleiding.bericht(), Poging.VERZONDEN);
      if (poging == Poging.VERZONDEN) {
        verzonden.add(afleiding.bericht());
        bijVerzending.run();
      } else if (poging == NIET_AANGENOMEN) {
        bijWeigering.run();
      }
      return poging;
    }

    @Override
    public void vast(Vast een, String uitleg) {
      vast.add(een);
    }
  }

  private static final class Klok extends Clock {
    private Instant nu = Instant.parse("2026-11-20T10:00:00Z");

    @Override
    public Instant instant() {
      return nu;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
