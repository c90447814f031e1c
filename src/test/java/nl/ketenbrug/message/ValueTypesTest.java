package nl.ketenbrug.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {

  private static final String GEHEIM = "een-geheim-van-ten-minste-32-tekens";

  @ParameterizedTest
  @ValueSource(strings = {"", "99999001", "999990018", "000000000", "99999001a", " 999990019"})
  void refusesWhatIsNoBsn(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bsn(text))
        .withMessageNotContaining("99999");
  }

  @Test
  void neverShowsABsnInItsText() {
    Bsn bsn = new Bsn("999990019");

    assertThat(bsn.value()).isEqualTo("999990019");
    assertThat(bsn.toString()).doesNotContain("9999");
  }

  @Test
  void carriesTheMomentOfRegistrationInTheBerichtId() {
    Instant moment = Instant.parse("2026-07-01T12:00:00.123Z");

    assertThat(BerichtId.nieuw(moment).tijdstip()).isEqualTo(moment);
  }

  @Test
  void derivesTheSameIdFromTheSameParentAndDistinction() {
    BerichtId parent = BerichtId.nieuw(Instant.parse("2026-07-01T12:00:00Z"));

    assertThat(parent.afgeleid("a"))
        .isEqualTo(parent.afgeleid("a"))
        .isNotEqualTo(parent.afgeleid("b"));
    assertThat(parent.afgeleid("a").tijdstip()).isEqualTo(parent.tijdstip());
  }

  @Test
  void refusesAnOrdinaryUuidAsBerichtId() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BerichtId.of("123e4567-e89b-42d3-a456-426614174000"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"beslag", "nl", "NL.bron.feit", "nl.bron.feit.", "nl.bron feit"})
  void refusesATypeThatIsNoReverseDomainName(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Gebeurtenistype(text));
  }

  @Test
  void givesOneDossierOneKeyThatDependsOnTheSecret() {
    Bsn bsn = new Bsn("999990019");

    assertThat(Dossiersleutel.van(bsn, GEHEIM)).isEqualTo(Dossiersleutel.van(bsn, GEHEIM));
    assertThat(Dossiersleutel.van(bsn, GEHEIM)).isNotEqualTo(Dossiersleutel.van(bsn, GEHEIM + "!"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234", "0000009900000000000a", "0000009900000001000"})
  void refusesWhatIsNoOin(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Oin(text));
  }

  @Test
  void writesAnAmountInEuros() {
    assertThat(new Bedrag(219142)).hasToString("2191,42 euro");
    assertThat(new Bedrag(-5)).hasToString("-0,05 euro");
  }
}
