package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Registratierecht;
import nl.ketenbrug.operations.Instellingsbestanden.Instellingsfout;
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

  @Test
  void aBailiffBelongsToOnePartner() {
    controle.controleer(partner("kantoor-a", Set.of("GDW-1", "GDW-2")));
    assertThatCode(() -> controle.controleer(partner("kantoor-b", Set.of("GDW-3"))))
        .doesNotThrowAnyException();
    assertThatCode(() -> controle.controleer(partner("kantoor-c", null)))
        .doesNotThrowAnyException();

    assertThatThrownBy(() -> controle.controleer(partner("kantoor-d", Set.of("GDW-2"))))
        .isInstanceOf(Instellingsfout.class)
        .hasMessageContaining("config/partners/kantoor-d.yaml")
        .hasMessageContaining("de beslaglegger GDW-2 is al van partner kantoor-a");
    assertThatThrownBy(
            () -> controle.controleer(partner("kantoor-e", Set.of(partner("kantoor-b").oin()))))
        .as("the OIN of another")
        .hasMessageContaining(" is al van partner kantoor-b");
  }

  static Stream<String> rollen() {
    return Account.ROLLEN.stream();
  }

  private static Partner partner(String code) {
    return partner(code, Set.of());
  }

  private static Partner partner(String code, Set<String> gerechtsdeurwaarders) {
    return new Partner(
        code,
        "Proef",
        "00000099%012d".formatted(code.hashCode() & 0xffff),
        new Abonnement(
            "art. 478 lid 6 Rv",
            Set.of("nl.beslagregister.beslag-gelegd"),
            Abonnement.Bereik.EIGEN_DOSSIERS,
            "volledig",
            Abonnement.Kanaal.PULL,
            null),
        null,
        null,
        new Registratierecht("Stcrt. 2015, 39706", gerechtsdeurwaarders));
  }
}
