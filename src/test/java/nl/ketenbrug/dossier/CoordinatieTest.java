package nl.ketenbrug.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import nl.ketenbrug.message.BerichtId;
import org.junit.jupiter.api.Test;

/** Who collects for all: article 478 lid 1 and 2 Rv. */
class CoordinatieTest {

  private static final String DEURWAARDER = "executoriaal-derdenbeslag";
  private static final LocalDate DAG = LocalDate.of(2026, 3, 2);

  private final Beslag oud = beslag("A", DEURWAARDER, "concurrent", DAG, "10:00");
  private final Beslag jong = beslag("B", DEURWAARDER, "concurrent", DAG.plusDays(1), "09:00");

  @Test
  void theBailiffOfTheOldestAttachmentCoordinatesWhateverOrderTheyCameIn() {
    assertThat(wie(oud, jong)).isEqualTo("A lid 1");
    assertThat(wie(jong, oud)).isEqualTo("A lid 1");
  }

  @Test
  void onOneDayTheTimeDecidesAndThenWhoWasKnownFirst() {
    Beslag vroeg = beslag("V", DEURWAARDER, "concurrent", DAG, "08:00");
    Beslag zelfde = beslag("Z", DEURWAARDER, "concurrent", DAG, "10:00");
    Beslag zonderTijd = beslag("X", DEURWAARDER, "concurrent", DAG, null);

    assertThat(wie(oud, vroeg)).isEqualTo("V lid 1");
    assertThat(wie(zelfde, oud)).isEqualTo("A lid 1");
    assertThat(wie(zonderTijd, oud)).isEqualTo("A lid 1");
  }

  @Test
  void anOlderCreditorWithoutBailiffCoordinatesOnlyForAHigherPrivilege() {
    Beslag fiscus = beslag("F", "loonvordering", "fiscaal", DAG.minusDays(9), "10:00");
    Beslag gewoon =
        beslag("G", "vereenvoudigd-derdenbeslag", "concurrent", DAG.minusDays(9), "10:00");
    Beslag bevoorrecht = beslag("P", DEURWAARDER, "alimentatie", DAG, "10:00");

    assertThat(wie(fiscus, oud, jong)).isEqualTo("F lid 2");
    assertThat(wie(gewoon, oud, jong)).isEqualTo("A lid 1");
    assertThat(wie(fiscus, oud, bevoorrecht)).isEqualTo("A lid 1");
  }

  @Test
  void aYoungerPrivilegedCreditorDoesNotPassTheOldestBailiff() {
    Beslag fiscus = beslag("F", "loonvordering", "fiscaal", DAG.plusDays(9), "10:00");

    assertThat(wie(oud, fiscus)).isEqualTo("A lid 1");
  }

  @Test
  void withoutAnyBailiffTheOldestCreditorGoesFirst() {
    Beslag een = beslag("E", "vereenvoudigd-derdenbeslag", "concurrent", DAG, "10:00");
    Beslag twee = beslag("T", "loonvordering", "fiscaal", DAG.plusDays(1), "10:00");

    assertThat(wie(twee, een)).isEqualTo("E lid 1");
  }

  @Test
  void whatIsNoAttachmentOnAPeriodicPaymentDoesNotCoordinate() {
    for (String soort :
        List.of(
            "verrekening",
            "pseudo-verrekening",
            "overheidsvordering",
            "broninhouding",
            "betalingsregeling",
            "roerende-zaken",
            "motorvoertuig")) {
      assertThat(wie(beslag("N", soort, "fiscaal", DAG.minusYears(1), "10:00"), oud))
          .as(soort)
          .isEqualTo("A lid 1");
    }
    Beslag bank =
        new Beslag(
            "K",
            DEURWAARDER,
            "geen-periodieke-betaling",
            Beslaglegger.van("oin", "00000099000000110000"),
            null,
            DAG.minusYears(1),
            null,
            null,
            "concurrent",
            "lopend",
            id(1));
    assertThat(wie(bank, oud)).isEqualTo("A lid 1");
  }

  @Test
  void anEndedAttachmentHandsOverAndASuspendedOneDoesNot() {
    assertThat(wie(met(oud, "beeindigd"), jong)).isEqualTo("B lid 1");
    assertThat(wie(met(oud, "geschorst"), jong)).isEqualTo("A lid 1");
    assertThat(Coordinatie.bepaal(List.of(met(oud, "beeindigd")))).isEmpty();
    assertThat(Coordinatie.bepaal(List.of())).isEmpty();
  }

  private static String wie(Beslag... beslagen) {
    return Coordinatie.bepaal(List.of(beslagen))
        .map(uitkomst -> uitkomst.beslag().registratieId() + " lid " + uitkomst.lid())
        .orElse("niemand");
  }

  private static Beslag met(Beslag b, String status) {
    return new Beslag(
        b.registratieId(),
        b.soort(),
        b.bronVanInkomen(),
        b.beslaglegger(),
        b.derdeBeslagene(),
        b.dag(),
        b.tijd(),
        b.rang(),
        b.preferentie(),
        status,
        b.eerste());
  }

  private static Beslag beslag(
      String id, String soort, String preferentie, LocalDate dag, String tijd) {
    return new Beslag(
        id,
        soort,
        "loon",
        Beslaglegger.van("oin", "00000099000000110000"),
        "999900011L01",
        dag,
        tijd == null ? null : LocalTime.parse(tijd),
        null,
        preferentie,
        "lopend",
        id(id.charAt(0)));
  }

  private static BerichtId id(long milliseconden) {
    return BerichtId.nieuw(Instant.ofEpochMilli(milliseconden));
  }
}
