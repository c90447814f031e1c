package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Partner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which partner files are refused. */
class PartnercontroleTest {

  private final Partnercontrole controle = new Partnercontrole(Path.of("."), List.of("brp"));

  @ParameterizedTest
  @MethodSource("rollen")
  @ValueSource(strings = {"ketenbrug", "brp"})
  void aPartnerIsNotCalledAsAnAccountOfTheEngineOfASourceOrOfPeople(String code) {
    assertThatThrownBy(() -> controle.controleer(partner(code)))
        .hasMessageContaining("de code " + code + " is al de naam van een ander account");
  }

  @Test
  void anyOtherNameIsFree() {
    controle.controleer(partner("gemeente-verzonnendam"));
  }

  @Test
  void whoJudgesHasARoleToo() {
    assertThat(rollen()).contains("beoordelaar");
  }

  static Stream<String> rollen() {
    return Account.ROLLEN.stream();
  }

  private static Partner partner(String code) {
    return new Partner(
        code,
        "Proef",
        "00000099000000190000",
        new Abonnement(
            "proef",
            Set.of("nl.beslagregister.beslag-gelegd"),
            Abonnement.Bereik.ALLE_DOSSIERS,
            "volledig",
            Abonnement.Kanaal.PULL),
        null);
  }
}
