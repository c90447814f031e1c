package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.ketenbrug.delivery.Batchbestand.BatchNietTeMaken;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A batch from making it to the last answer, on a real database. */
class BatchesTest {

  private final Proefbatches proef =
      new Proefbatches("b" + UUID.randomUUID(), Abonnement.Kanaal.CSV);
  private final Batches batches = proef.batches;
  private final Partner partner = proef.partner;
  private List<UUID> ids;

  @BeforeEach
  void drieBerichten() {
    ids = IntStream.rangeClosed(1, 3).mapToObj(proef.wachtrij::zet).toList();
  }

  @Test
  void aBatchHasTheRowsInOrderUnderOneHeadingWithBatchAndNumberInFront() {
    Batch batch = maak();

    String tekst = tekst(batch);

    assertThat(tekst).startsWith("\uFEFF\"batch\";\"volgnummer\";\"berichtId\";\"bsn\"\r\n");
    assertThat(tekst.lines()).hasSize(7);
    assertThat(tekst.lines().skip(1))
        .extracting(regel -> regel.split(";")[1])
        .containsExactly("\"1\"", "\"1\"", "\"2\"", "\"2\"", "\"3\"", "\"3\"");
    assertThat(tekst.lines().skip(1)).allMatch(regel -> regel.contains(batch.id().toString()));
    assertThat(proef.wachtrij.aangeboden).containsExactly("batch [1, 2, 3]");
  }

  @Test
  void aBatchIsNoLargerThanTheRateLeavesRoomFor() {
    Proefbatches traag =
        new Proefbatches(
            "b" + UUID.randomUUID(),
            Abonnement.Kanaal.CSV,
            new Uitgiftetempo(2),
            List.of(),
            Clock.systemUTC());
    IntStream.rangeClosed(1, 3).forEach(traag.wachtrij::zet);

    assertThat(traag.batches.maak(traag.partner).orElseThrow().batch().aantal()).isEqualTo(2);
  }

  @Test
  void givingABatchConfirmsNothingAndGivesTheSameAgain() {
    Batch batch = maak();

    assertThat(tekst(batch)).isEqualTo(tekst(batch));
    assertThat(proef.wachtrij.berichten).hasSize(3);
    assertThat(batches.maak(partner)).get().matches(nog -> !nog.nieuw());
    assertThat(batches.maak(partner).orElseThrow().batch().id()).isEqualTo(batch.id());
  }

  @Test
  void theReceiptConfirmsInTheOrderOfTheNumbersAndTheSameReceiptAgainChangesNothing() {
    Batch batch = geef();
    byte[] bewijs =
        Proefbatches.bewijs(List.of(ids.get(2), ids.get(0), ids.get(1)), "geaccepteerd");

    Batches.Verwerkt eerst = batches.ontvang(partner, batch, bewijs);
    Batches.Verwerkt weer = batches.ontvang(partner, batch, bewijs);

    assertThat(eerst.verwerkt()).isEqualTo(3);
    assertThat(eerst.batch().gesloten()).isNotNull();
    assertThat(proef.wachtrij.volgorde.subList(0, 3)).isEqualTo(ids);
    assertThat(weer.verwerkt()).isZero();
    assertThat(weer.eerder()).isEqualTo(3);
    assertThat(weer.anders()).isEmpty();
    assertThat(batches.inhoud(partner, eerst.batch())).isEmpty();
  }

  @Test
  void whatTheReceiptDoesNotNameStaysOpenAndInTheFile() {
    Batch batch = geef();

    Batches.Verwerkt verwerkt =
        batches.ontvang(partner, batch, Proefbatches.bewijs(ids.subList(0, 1), "geaccepteerd"));

    assertThat(verwerkt.batch().open()).isEqualTo(2);
    assertThat(verwerkt.batch().gesloten()).isNull();
    assertThat(tekst(verwerkt.batch()).lines()).hasSize(5);
  }

  @Test
  void whatWasAskedForLaterComesFirstInTheNextBatchAndHoldsNothingUp() {
    Batch batch = geef();
    batches.ontvang(partner, batch, Proefbatches.bewijs(ids.subList(0, 1), "later"));
    Batches.Verwerkt verwerkt =
        batches.ontvang(partner, batch, Proefbatches.bewijs(ids.subList(1, 3), "geweigerd"));
    proef.wachtrij.zet(4);

    assertThat(verwerkt.batch().gesloten()).isNotNull();
    Batch volgende = maak();
    assertThat(tekst(volgende).lines().skip(1))
        .extracting(regel -> regel.split(";")[1])
        .containsExactly("\"1\"", "\"1\"", "\"4\"", "\"4\"");
    assertThat(proef.wachtrij.antwoorden.values()).containsOnly(Antwoord.GEWEIGERD);
  }

  @Test
  void aLaterReceiptDoesNotChangeAnAnswerAndTellsSo() {
    Batch batch = geef();
    batches.ontvang(partner, batch, Proefbatches.bewijs(ids, "geaccepteerd"));

    Batches.Verwerkt weer =
        batches.ontvang(partner, batch, Proefbatches.bewijs(ids.subList(0, 1), "geweigerd"));

    assertThat(weer.anders()).containsExactly(ids.get(0));
    assertThat(proef.wachtrij.antwoorden.get(ids.get(0))).isEqualTo(Antwoord.GEACCEPTEERD);
  }

  /** The row says so, but the receipt of the file says more: that the partner has it. */
  @Test
  void aReceiptOfWhatWentOnPaperMeanwhileReachesTheDelivery() {
    Batch batch = geef();
    JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
    jdbc.sql("update levering set uitkomst = 'op-papier' where partner = :p")
        .param("p", partner.code())
        .update();
    proef.wachtrij.berichten.clear();
    batches.maak(partner);
    batches.ontvang(partner, batch, Proefbatches.bewijs(ids, "geaccepteerd"));
    assertThat(proef.wachtrij.volgorde).containsExactlyElementsOf(ids);
    assertThat(
            jdbc.sql("select distinct uitkomst from batch_regel where batch = :b")
                .param("b", batch.id())
                .query(String.class)
                .list())
        .containsExactly("geaccepteerd");
  }

  @Test
  void whatWasWithheldMeanwhileLapsesInTheBatch() {
    Batch batch = geef();
    JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
    jdbc.sql("update levering set uitkomst = 'ingehouden' where partner = :p")
        .param("p", partner.code())
        .update();
    proef.wachtrij.berichten.clear();
    batches.maak(partner);
    assertThat(
            jdbc.sql("select distinct uitkomst from batch_regel where batch = :b")
                .param("b", batch.id())
                .query(String.class)
                .list())
        .containsExactly("vervallen");
    assertThat(batches.zoek(partner, batch.id()).orElseThrow().gesloten()).isNotNull();

    Batches.Verwerkt verwerkt =
        batches.ontvang(partner, batch, Proefbatches.bewijs(ids.subList(0, 2), "geaccepteerd"));
    assertThat(proef.wachtrij.volgorde)
        .as("it has the file: that is told to the delivery")
        .containsExactlyElementsOf(ids.subList(0, 2));
    assertThat(verwerkt.anders()).isEmpty();
    assertThat(
            jdbc.sql("select uitkomst from batch_regel where batch = :b order by volgnummer")
                .param("b", batch.id())
                .query(String.class)
                .list())
        .containsExactly("geaccepteerd", "geaccepteerd", "vervallen");
  }

  /** Who names it knows the id, and has not seen the event. */
  @Test
  void whatWasWithheldBeforeItWasGivenIsAnsweredByNoReceipt() {
    Batch batch = maak();
    JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
    jdbc.sql("update levering set uitkomst = 'ingehouden' where partner = :p")
        .param("p", partner.code())
        .update();
    proef.wachtrij.berichten.clear();
    batches.maak(partner);

    Batches.Verwerkt verwerkt =
        batches.ontvang(partner, batch, Proefbatches.bewijs(ids.subList(0, 2), "geaccepteerd"));

    assertThat(proef.wachtrij.volgorde).isEmpty();
    assertThat(verwerkt.verwerkt()).isZero();
    assertThat(verwerkt.anders()).containsExactlyElementsOf(ids.subList(0, 2));
  }

  @Test
  void anEventOfAnotherBatchIsRefusedByItsLineAndNothingIsDone() {
    Batch batch = geef();
    UUID vreemd = BerichtId.nieuw(Instant.now()).value();

    assertThatThrownBy(
            () ->
                batches.ontvang(
                    partner,
                    batch,
                    Proefbatches.bewijs(List.of(ids.get(0), vreemd, ids.get(1)), "geaccepteerd")))
        .isInstanceOf(Ontvangstfout.class)
        .hasMessage("regel 3: dit bericht staat niet in deze batch");
    assertThat(proef.wachtrij.volgorde).isEmpty();
  }

  @Test
  void aReceiptThatWasCutOffHalfwayGoesOnWhereItWas() {
    Batch batch = geef();
    byte[] bewijs = Proefbatches.bewijs(ids, "geaccepteerd");
    proef.wachtrij.valtUitNa = 1;
    assertThatThrownBy(() -> batches.ontvang(partner, batch, bewijs))
        .isInstanceOf(IllegalStateException.class);

    Batches.Verwerkt weer = batches.ontvang(partner, batch, bewijs);

    assertThat(weer.verwerkt()).isEqualTo(2);
    assertThat(weer.eerder()).isEqualTo(1);
    assertThat(weer.batch().gesloten()).isNotNull();
  }

  @Test
  void whatLeftTheQueueInAnotherWayHoldsNoBatchOpen() {
    Batch batch = maak();
    proef.wachtrij.berichten.clear();
    proef.wachtrij.zet(4);

    Batches.Gemaakt volgende = batches.maak(partner).orElseThrow();

    assertThat(volgende.nieuw()).isTrue();
    assertThat(volgende.batch().aantal()).isEqualTo(1);
    assertThat(batches.zoek(partner, batch.id()).orElseThrow().gesloten()).isNotNull();
  }

  @Test
  void nothingIsMadeOrGivenWhileTheSubscriptionStandsStill() {
    Batch batch = maak();
    proef.stand.pauzeer(partner.code(), Instant.now(), "proef", null);

    assertThat(batches.maak(partner)).isEmpty();
    assertThat(batches.inhoud(partner, batch)).isEmpty();
  }

  @Test
  void whatWasMadeInAnotherShapeComesInNoBatchAndIsNamedByItsNumberWhenItIsFirst() {
    proef.wachtrij.zet(UUID.randomUUID(), 4, "application/xml", "<x/>");

    assertThat(maak().aantal()).isEqualTo(3);
    proef.wachtrij.berichten.removeIf(bericht -> bericht.volgnummer() < 4);
    assertThatThrownBy(() -> batches.maak(partner))
        .isInstanceOf(BatchNietTeMaken.class)
        .extracting(e -> ((BatchNietTeMaken) e).volgnummer())
        .isEqualTo(4L);
  }

  /** Rows as they are made now, and XML that stood on the queue before. */
  @ParameterizedTest
  @EnumSource(names = {"CSV", "XML"})
  void aNoticeBetweenTwoEventsComesInItsTurnInABatchOfItsOwn(Formaat formaat) {
    UUID melding = proef.wachtrij.zetMelding(4, formaat, ids.get(0));
    UUID weer = proef.wachtrij.zetMelding(5, formaat, ids.get(1));
    proef.wachtrij.zet(6);
    Batch eerst = geef();
    assertThat(eerst.aantal()).isEqualTo(3);
    batches.ontvang(partner, eerst, Proefbatches.bewijs(ids, "geaccepteerd"));

    Batch meldingen = maak();
    assertThat(meldingen.aantal()).isEqualTo(2);
    String tekst = tekst(meldingen);
    assertThat(tekst).startsWith("\uFEFF\"batch\";\"volgnummer\";\"berichtId\";");
    assertThat(tekst.lines().skip(1))
        .satisfiesExactly(
            regel -> assertThat(regel).contains("\"4\"", melding + "", ids.get(0) + ""),
            regel -> assertThat(regel).contains("\"5\"", weer + "", ids.get(1) + ""));
    byte[] bewijs = batches.ontvangstbewijs(meldingen).orElseThrow();
    assertThat(batches.ontvang(partner, meldingen, bewijs).verwerkt()).isEqualTo(2);

    assertThat(tekst(maak()).lines().skip(1))
        .as("what comes behind it")
        .allSatisfy(regel -> assertThat(regel).contains(";\"6\";"));
    assertThat(proef.wachtrij.aangeboden)
        .containsExactly("batch [1, 2, 3]", "batch [4, 5]", "batch [6]");
  }

  @Test
  void anEventWithAColumnMoreComesInTheNextBatch() {
    UUID breder = proef.wachtrij.zet(4, "\"berichtId\";\"bsn\";\"nieuw\"\r\n");
    Batch batch = geef();
    assertThat(batch.aantal()).isEqualTo(3);
    batches.ontvang(partner, batch, Proefbatches.bewijs(ids, "geaccepteerd"));

    Batch volgende = geef();

    assertThat(tekst(volgende))
        .startsWith("\uFEFF\"batch\";\"volgnummer\";\"berichtId\";\"bsn\";\"nieuw\"");
    assertThat(tekst(volgende)).contains(breder.toString());
  }

  @Test
  void anEventThatStandsOnTheQueueTwiceIsInTheBatchOnce() {
    proef.wachtrij.berichten.add(proef.wachtrij.berichten.get(0));

    Batch batch = geef();

    assertThat(batch.aantal()).isEqualTo(3);
    assertThat(tekst(batch).lines()).hasSize(7);
  }

  @Test
  void whoIsSecondToMakeABatchGetsThatOfTheFirst() {
    List<UUID> eerste = new ArrayList<>();
    proef.wachtrij.naKijken = () -> eerste.add(maak().id());

    Batches.Gemaakt tweede = batches.maak(partner).orElseThrow();

    assertThat(tweede.nieuw()).isFalse();
    assertThat(tweede.batch().id()).isEqualTo(eerste.get(0));
  }

  @Test
  void whoLookedBeforeAnotherMadeABatchDoesNotEndIt() {
    List<Pull.Bericht> drie = List.copyOf(proef.wachtrij.berichten);
    proef.wachtrij.berichten.clear();
    proef.wachtrij.naKijken =
        () -> {
          proef.wachtrij.berichten.addAll(drie);
          maak();
        };

    batches.maak(partner);

    assertThat(batches.open(partner)).get().matches(batch -> batch.open() == 3);
  }

  @Test
  void whatALookAtTheQueueDoesNotShowIsStillInTheBatch() {
    Batch batch = geef();
    proef.wachtrij.onzichtbaar.addAll(ids);

    assertThat(batches.maak(partner)).get().matches(nog -> nog.batch().open() == 3);
    assertThat(batches.zoek(partner, batch.id()).orElseThrow().gesloten()).isNull();
  }

  @Test
  void whatWasNeverGivenCannotBeConfirmed() {
    Batch batch = maak();

    assertThat(batches.ontvangstbewijs(batch)).isEmpty();
    assertThatThrownBy(
            () -> batches.ontvang(partner, batch, Proefbatches.bewijs(ids, "geaccepteerd")))
        .isInstanceOf(Ontvangstfout.class)
        .hasMessageStartingWith("regel 2: dit bericht is nog niet opgehaald");
    assertThat(proef.wachtrij.volgorde).isEmpty();

    proef.wachtrij.onzichtbaar.add(ids.get(1));
    tekst(batch);

    assertThat(new String(batches.ontvangstbewijs(batch).orElseThrow(), StandardCharsets.UTF_8))
        .contains(ids.get(0).toString(), ids.get(2).toString())
        .doesNotContain(ids.get(1).toString());
  }

  @Test
  void anOldReceiptDoesNotConfirmWhatWasOfferedAgain() {
    Batch batch = geef();
    byte[] bewijs = Proefbatches.bewijs(ids, "geaccepteerd");
    List<Pull.Bericht> drie = List.copyOf(proef.wachtrij.berichten);
    batches.ontvang(partner, batch, bewijs);
    proef.leveringen.heropen(partner.code(), ids.get(0), false, () -> true);
    proef.wachtrij.berichten.add(drie.get(0));
    proef.wachtrij.volgorde.clear();

    assertThat(batches.ontvang(partner, batch, bewijs).eerder()).isEqualTo(3);

    assertThat(proef.wachtrij.volgorde).as("not even asked").isEmpty();
    assertThat(geef().aantal()).isEqualTo(1);
    assertThat(batches.ontvang(partner, batch, bewijs).eerder()).isEqualTo(3);
    assertThat(proef.wachtrij.volgorde).isEmpty();
  }

  @Test
  void laterIsSaidOnce() {
    Batch batch = geef();
    byte[] bewijs = Proefbatches.bewijs(ids.subList(0, 1), "later");
    batches.ontvang(partner, batch, bewijs);

    Batches.Verwerkt weer = batches.ontvang(partner, batch, bewijs);

    assertThat(weer.verwerkt()).isZero();
    assertThat(weer.eerder()).isEqualTo(1);
    assertThat(proef.wachtrij.volgorde).hasSize(1);
  }

  @Test
  void anEndBetweenTheAnswerAndTheRowOfTheBatchIsMadeGood() {
    Batch batch = geef();
    byte[] bewijs = Proefbatches.bewijs(ids, "geaccepteerd");
    proef.wachtrij.eindigtNaAntwoord = true;
    assertThatThrownBy(() -> batches.ontvang(partner, batch, bewijs))
        .isInstanceOf(IllegalStateException.class);
    assertThat(batches.open(partner)).get().matches(open -> open.open() == 3);

    Batches.Verwerkt weer = batches.ontvang(partner, batch, bewijs);

    assertThat(weer.verwerkt()).isEqualTo(2);
    assertThat(weer.eerder()).isEqualTo(1);
    assertThat(weer.anders()).isEmpty();
    assertThat(weer.batch().gesloten()).isNotNull();
  }

  @Test
  void theReceiptToFillInConfirmsEverythingThatIsOpen() {
    Batch batch = geef();

    Batches.Verwerkt verwerkt =
        batches.ontvang(partner, batch, batches.ontvangstbewijs(batch).orElseThrow());

    assertThat(verwerkt.verwerkt()).isEqualTo(3);
    assertThat(verwerkt.batch().open()).isZero();
  }

  @Test
  void anotherPartnerDoesNotFindIt() {
    Batch batch = maak();
    Proefbatches ander = new Proefbatches("b" + UUID.randomUUID(), Abonnement.Kanaal.CSV);

    assertThat(ander.batches.zoek(ander.partner, batch.id())).isEmpty();
    assertThat(ander.batches.van(ander.partner)).isEmpty();
  }

  private Batch maak() {
    return batches.maak(partner).orElseThrow().batch();
  }

  /** Made and downloaded. */
  private Batch geef() {
    Batch batch = maak();
    tekst(batch);
    return batch;
  }

  private String tekst(Batch batch) {
    return new String(batches.inhoud(partner, batch).orElseThrow(), StandardCharsets.UTF_8);
  }
}
