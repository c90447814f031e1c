package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may ask while a source is away, on a real database. */
class BronpoortTest {

  private static final long PAUZE = 10;

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private Instant nu = Instant.parse("2026-11-20T10:00:00Z");
  private int gevraagd;
  private String brp = "brp";
  private final Supplier<String> weg =
      () -> {
        gevraagd++;
        throw new BronNietBereikbaar(
            "brp", "bron-te-laat", "Bron brp antwoordde niet op tijd", null);
      };
  private final Supplier<String> terug =
      () -> {
        gevraagd++;
        return "goed";
      };

  @BeforeEach
  @AfterEach
  void nothingIsAway() {
    jdbc.sql("delete from bron_weg").update();
  }

  @Test
  void asLongAsASourceIsAwayOneAttachmentAPauseAsks() {
    mislukt(weg, "Bron brp antwoordde niet op tijd");
    for (int i = 0; i < 5; i++) {
      mislukt(weg, "Bron brp antwoordt nog niet; dit bericht wacht daarop en is nu niet gevraagd");
    }
    assertThat(gevraagd).as("the first").isEqualTo(1);

    nu = nu.plusSeconds(PAUZE);
    mislukt(weg, "Bron brp antwoordde niet op tijd");
    mislukt(weg, "Bron brp antwoordt nog niet; dit bericht wacht daarop en is nu niet gevraagd");
    assertThat(gevraagd).as("the trial").isEqualTo(2);
  }

  @Test
  void whenItAnswersEverybodyGoesOn() {
    mislukt(weg, "Bron brp antwoordde niet op tijd");
    nu = nu.plusSeconds(PAUZE);

    for (int i = 0; i < 5; i++) {
      assertThat(poort().door(terug)).isEqualTo("goed");
    }
  }

  @Test
  void aRefusalIsAnAnswerToo() {
    mislukt(weg, "Bron brp antwoordde niet op tijd");
    nu = nu.plusSeconds(PAUZE);

    assertThatThrownBy(
            () ->
                poort()
                    .door(
                        () -> {
                          throw new GeweigerdBericht("schuldenaar-onbekend", "niemand");
                        }))
        .isInstanceOf(GeweigerdBericht.class);

    assertThat(poort().door(terug)).isEqualTo("goed");
    assertThat(poort().door(terug)).isEqualTo("goed");
  }

  /** He whose answer is always so, or at whose question an engine stops, holds up nobody else. */
  @Test
  void whatIsOfOnePersonAloneShutsNothing() {
    for (String code :
        List.of(
            BronNietBereikbaar.KON_NIET,
            BronNietBereikbaar.AFGEBROKEN,
            BronNietBereikbaar.ONLEESBAAR)) {
      mislukt(
          () -> {
            throw new BronNietBereikbaar("polis", code, "Bron polis kon niet", null);
          },
          "Bron polis kon niet");
      assertThat(poort().door(terug)).isEqualTo("goed");
    }
  }

  /** The BRP says that he is dead, and nobody asked Polis, which is away. */
  @Test
  void aRefusalOfOneSourceSaysNothingOfAnother() {
    mislukt(
        () -> {
          throw new BronNietBereikbaar("polis", "Bron polis is niet bereikbaar", null);
        },
        "Bron polis is niet bereikbaar");
    nu = nu.plusSeconds(PAUZE);
    assertThatThrownBy(
            () ->
                poort()
                    .door(
                        () -> {
                          throw new GeweigerdBericht("schuldenaar-overleden", "overleden");
                        }))
        .isInstanceOf(GeweigerdBericht.class);

    mislukt(
        terug, "Bron polis antwoordt nog niet; dit bericht wacht daarop en is nu niet gevraagd");
    assertThat(gevraagd).isZero();
  }

  /** The same where the BRP is asked through Suwinet: it answered, under its own name. */
  @Test
  void aRefusalIsAnAnswerOfTheSourceAtWhichTheBrpIsAsked() {
    brp = "brp-suwinet";
    mislukt(
        () -> {
          throw new BronNietBereikbaar(brp, "Bron brp-suwinet is niet bereikbaar", null);
        },
        "Bron brp-suwinet is niet bereikbaar");
    nu = nu.plusSeconds(PAUZE);

    assertThatThrownBy(
            () ->
                poort()
                    .door(
                        () -> {
                          throw new GeweigerdBericht("schuldenaar-onbekend", "niemand");
                        }))
        .isInstanceOf(GeweigerdBericht.class);

    assertThat(poort().door(terug)).isEqualTo("goed");
    assertThat(poort().door(terug)).isEqualTo("goed");
  }

  /** While one tries, which may take as long as a source may be silent, the others hold back. */
  @Test
  void oneTriesAtATime() {
    mislukt(weg, "Bron brp antwoordde niet op tijd");
    nu = nu.plusSeconds(PAUZE);

    assertThat(
            poort()
                .door(
                    () -> {
                      mislukt(
                          terug,
                          "Bron brp antwoordt nog niet; dit bericht wacht daarop en is nu niet gevraagd");
                      return "goed";
                    }))
        .isEqualTo("goed");
    assertThat(gevraagd).isEqualTo(1);
  }

  @Test
  void oneSourceThatIsBackDoesNotOpenTheDoorWhileAnotherIsAway() {
    mislukt(weg, "Bron brp antwoordde niet op tijd");
    nu = nu.plusSeconds(PAUZE);
    mislukt(
        () -> {
          throw new BronNietBereikbaar("polis", "Bron polis is niet bereikbaar", null);
        },
        "Bron polis is niet bereikbaar");

    mislukt(terug, "Bron brp antwoordt nog niet; dit bericht wacht daarop en is nu niet gevraagd");
    assertThat(gevraagd).isEqualTo(1);
    nu = nu.plusSeconds(PAUZE);
    assertThat(poort().door(terug)).isEqualTo("goed");
    assertThat(poort().door(terug)).isEqualTo("goed");
  }

  private void mislukt(Supplier<String> vragen, String zin) {
    assertThatThrownBy(() -> poort().door(vragen))
        .isInstanceOf(BronNietBereikbaar.class)
        .hasMessage(zin);
  }

  private Bronpoort poort() {
    return new Bronpoort(
        Voorraad.bronuitval(
            jdbc,
            new Clock() {
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
            }),
        new BronpoortSettings(PAUZE),
        new VerrijkingSettings(null, brp));
  }
}
