package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether numbers that no event has are told, on a real database. */
class VolledigheidTest {

  private static final LocalDate DAG = LocalDate.of(2026, 11, 6);

  /** Half an hour into that day in the Netherlands, and half an hour before its end. */
  private static final String VROEG = "2026-11-05T23:30:00Z";

  private static final String LAAT = "2026-11-06T22:30:00Z";
  private static final String GISTEREN = "2026-11-05T22:30:00Z";
  private static final String MORGEN = "2026-11-06T23:30:00Z";

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final String partner = "v" + UUID.randomUUID();

  /** Nothing is refused or open here, so the broker is not asked. */
  private final Volledigheid volledigheid = new Volledigheid(jdbc, null, Clock.systemUTC());

  @Test
  void numbersThatNoEventHasAreNamedFromTheLastOneOfTheDayBefore() throws Exception {
    leg(GISTEREN, 1, 3);
    leg(VROEG, 5, 6);
    leg(LAAT, 9);
    leg(MORGEN, 12);

    Volledigheid.Verklaring verklaring = volledigheid.van(partner, DAG);

    assertThat(verklaring.vorige()).isEqualTo(3);
    assertThat(verklaring.eerste()).isEqualTo(5);
    assertThat(verklaring.laatste()).isEqualTo(9);
    assertThat(verklaring.verzonden()).isEqualTo(3);
    assertThat(verklaring.gaten())
        .as("2 was yesterday's, 10 is not over")
        .containsExactly(4L, 7L, 8L);
    assertThat(verklaring.inhoudsopgave()).isEqualTo(sha256(regel(5) + regel(6) + regel(9)));
    assertThat(volledigheid.van(partner, DAG.minusDays(1)).gaten()).containsExactly(2L);
  }

  @Test
  void aNumberThatAnotherDayHasIsNoGap() {
    leg(VROEG, 1, 3);
    leg(MORGEN, 2);

    assertThat(volledigheid.van(partner, DAG).gaten()).isEmpty();
  }

  @Test
  void ofManyTheFirstThousandAreNamedAndTheOtherFiguresSayHowManyThereAre() {
    leg(VROEG, 1, 1502);

    Volledigheid.Verklaring verklaring = volledigheid.van(partner, DAG);

    assertThat(verklaring.gaten())
        .containsExactlyElementsOf(LongStream.rangeClosed(2, 1001).boxed().toList());
    assertThat(verklaring.laatste() - verklaring.vorige() - verklaring.verzonden()).isEqualTo(1500);
  }

  @Test
  void whatWasWithheldIsCountedByItselfAndIsNoGap() {
    leg(VROEG, 1, 2, 3, 4);
    jdbc.sql(
            "update levering set uitkomst = 'ingehouden' where partner = :partner"
                + " and bericht_id in (:ids)")
        .param("partner", partner)
        .param("ids", List.of(id(2), id(3)))
        .update();

    Volledigheid.Verklaring verklaring = volledigheid.van(partner, DAG);

    assertThat(verklaring.ingehouden()).isEqualTo(2);
    assertThat(verklaring.ingehoudenNummers()).containsExactly(2L, 3L);
    assertThat(verklaring.verzonden()).isEqualTo(4);
    assertThat(verklaring.bevestigd()).isEqualTo(2);
    assertThat(verklaring.openstaand()).isZero();
    assertThat(verklaring.geweigerd()).isZero();
    assertThat(verklaring.gaten()).isEmpty();
    // What the partner has of its own, and the ids that it was not given.
    assertThat(verklaring.ingehoudenBerichten())
        .containsExactly(
            new Volledigheid.Inhouding(2, id(2)), new Volledigheid.Inhouding(3, id(3)));
  }

  private void leg(String klaargezet, int... nummers) {
    IntStream.of(nummers)
        .forEach(
            nummer ->
                jdbc.sql(
                        """
                        insert into levering
                          (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet, uitkomst)
                        values (:partner, :id, :nummer, :id, 'proef', :moment::timestamptz,
                          'geaccepteerd')""")
                    .param("partner", partner)
                    .param("id", id(nummer))
                    .param("nummer", nummer)
                    .param("moment", Instant.parse(klaargezet).toString())
                    .update());
  }

  private static UUID id(int nummer) {
    return UUID.fromString("019a9000-0001-7a11-8b22-%012d".formatted(nummer));
  }

  private static String regel(int nummer) {
    return nummer + " " + id(nummer) + "\n";
  }

  private static String sha256(String tekst) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(tekst.getBytes(StandardCharsets.UTF_8)));
  }
}
