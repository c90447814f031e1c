package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.ketenbrug.delivery.Batchbestand.BatchNietTeMaken;
import nl.ketenbrug.message.BerichtId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
  void givingABatchConfirmsNothingAndGivesTheSameAgain() {
    Batch batch = maak();

    assertThat(tekst(batch)).isEqualTo(tekst(batch));
    assertThat(proef.wachtrij.berichten).hasSize(3);
    assertThat(batches.maak(partner)).get().matches(nog -> !nog.nieuw());
    assertThat(batches.maak(partner).orElseThrow().batch().id()).isEqualTo(batch.id());
  }

  @Test
  void theReceiptConfirmsInTheOrderOfTheNumbersAndTheSameReceiptAgainChangesNothing() {
    Batch batch = maak();
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
    Batch batch = maak();

    Batches.Verwerkt verwerkt =
        batches.ontvang(partner, batch, Proefbatches.bewijs(ids.subList(0, 1), "geaccepteerd"));

    assertThat(verwerkt.batch().open()).isEqualTo(2);
    assertThat(verwerkt.batch().gesloten()).isNull();
    assertThat(tekst(verwerkt.batch()).lines()).hasSize(5);
  }

  @Test
  void whatWasAskedForLaterComesFirstInTheNextBatchAndHoldsNothingUp() {
    Batch batch = maak();
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
    Batch batch = maak();
    batches.ontvang(partner, batch, Proefbatches.bewijs(ids, "geaccepteerd"));

    Batches.Verwerkt weer =
        batches.ontvang(partner, batch, Proefbatches.bewijs(ids.subList(0, 1), "geweigerd"));

    assertThat(weer.anders()).containsExactly(ids.get(0));
    assertThat(proef.wachtrij.antwoorden.get(ids.get(0))).isEqualTo(Antwoord.GEACCEPTEERD);
  }

  @Test
  void anEventOfAnotherBatchIsRefusedByItsLineAndNothingIsDone() {
    Batch batch = maak();
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
    Batch batch = maak();
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
  void whatWasMadeInAnotherShapeIsNamedByItsNumber() {
    UUID id = BerichtId.nieuw(Instant.now()).value();
    proef.wachtrij.berichten.add(
        new Pull.Bericht(id, 4, id, null, "nl.x.y", "bron", "d", 1, "application/xml", "<x/>"));
    Batch batch = maak();

    assertThatThrownBy(() -> batches.inhoud(partner, batch))
        .isInstanceOf(BatchNietTeMaken.class)
        .extracting(e -> ((BatchNietTeMaken) e).volgnummer())
        .isEqualTo(4L);
  }

  @Test
  void theReceiptToFillInConfirmsEverythingThatIsOpen() {
    Batch batch = maak();

    Batches.Verwerkt verwerkt = batches.ontvang(partner, batch, batches.ontvangstbewijs(batch));

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

  private String tekst(Batch batch) {
    return new String(batches.inhoud(partner, batch).orElseThrow(), StandardCharsets.UTF_8);
  }
}
