package nl.ketenbrug.console;

import static nl.ketenbrug.messagelog.Logregels.regel;
import static nl.ketenbrug.messagelog.Logregels.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import org.junit.jupiter.api.Test;

class WegTest {

  private final UUID bericht = uuid("2026-11-20T09:00:00Z");

  @Test
  void saysOfARefusedMessageThatItComesNoFurther() {
    assertThat(weg(regel(Stap.GEWEIGERD, bericht).maak()))
        .isEqualTo(
            "Bron: dbr (geweigerd). Canoniek: canoniek model (komt niet). Verrijkt: verrijking (komt"
                + " niet). Profielen: profiel (komt niet). Partners: partner (komt niet).");
  }

  @Test
  void showsAParkedMessageAtTheStationItDidNotReach() {
    assertThat(
            weg(
                regel(Stap.ONTVANGEN, bericht).maak(),
                regel(Stap.GETRANSFORMEERD, bericht).maak(),
                regel(Stap.GEPARKEERD, bericht).maak()))
        .contains("canoniek model (omgezet)")
        .contains("verrijking (geparkeerd)")
        .contains("profiel (nog niet)");
  }

  @Test
  void goesOnAfterAFailedAttemptThatWasFollowedBySuccess() {
    assertThat(
            weg(
                regel(Stap.ONTVANGEN, bericht).maak(),
                regel(Stap.MISLUKT, bericht).maak(),
                regel(Stap.GETRANSFORMEERD, bericht).maak()))
        .contains("canoniek model (omgezet)")
        .doesNotContain("mislukt");
  }

  @Test
  void callsAStationThatWasPassedWithoutWorkNotNeeded() {
    assertThat(
            weg(
                regel(Stap.ONTVANGEN, bericht).maak(),
                regel(Stap.GETRANSFORMEERD, bericht).maak(),
                regel(Stap.GEPUBLICEERD, bericht).maak()))
        .contains("verrijking (niet nodig)")
        .contains("profiel 1 (gepubliceerd)");
  }

  @Test
  void drawsAPartnerOnTheProfileWhoseBodyItGot() {
    List<LogRegel> stappen =
        List.of(
            regel(Stap.GEPUBLICEERD, bericht).inhoud("<a/>").maak(),
            regel(Stap.GEPUBLICEERD, bericht).inhoud("<b/>").maak(),
            regel(Stap.KLAARGEZET, bericht).partner("cjib", 1).inhoud("<b/>").maak());

    Tekening tekening = Tekening.van(Weg.van(stappen));

    long naarPartner =
        tekening.lijnen().stream().filter(lijn -> lijn.x2() == tekening.breedte() - 170).count();
    assertThat(naarPartner).isEqualTo(1);
  }

  private static String weg(LogRegel... stappen) {
    return Tekening.van(Weg.van(List.of(stappen))).omschrijving();
  }
}
