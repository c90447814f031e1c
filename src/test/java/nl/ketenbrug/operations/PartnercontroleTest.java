package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Validation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Abonnement.Kanaal;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Registratierecht;
import nl.ketenbrug.operations.Instellingsbestanden.Instellingsfout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which partner files are refused. */
class PartnercontroleTest {

  private final Profielbestanden profielen =
      new Profielbestanden(
          Path.of("."),
          new Instellingsbestanden(Validation.buildDefaultValidatorFactory().getValidator()));
  private final Partnercontrole controle =
      new Partnercontrole(Path.of("."), profielen, List.of("brp"));

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

  @ParameterizedTest
  @CsvSource({
    "CSV, beperkt-csv, ",
    "BESTAND, beperkt-csv, ",
    "CSV, beperkt, kanaal-vraagt-csv",
    "BESTAND, beperkt-json, kanaal-vraagt-csv",
    "WEBHOOK, beperkt-csv, kanaal-vraagt-cloudevents",
    "PULL, beperkt-json, ",
    "AMQP, beperkt-csv, "
  })
  void aChannelCarriesOnlyWhatItCanCarry(Kanaal kanaal, String profiel, String code) {
    Partner partner = met(partner("kantoor-f"), profiel, kanaal);

    Optional<String> gebrek = Kanaalcontrole.gebrek(partner, profielen.lees(profiel).formaat());

    assertThat(gebrek.map(zin -> zin.replaceFirst(".*\\((.*)\\)$", "$1")))
        .isEqualTo(Optional.ofNullable(code));
  }

  @Test
  void theTypesOfAProfileInAnotherFormatAreThoseOfTheProfileWhoseFieldsItTakes() {
    controle.controleer(met(partner("kantoor-g"), "beperkt-json", Kanaal.PULL));

    assertThatThrownBy(
            () -> controle.controleer(met(partner("kantoor-h"), "bvv-suwiml", Kanaal.PULL)))
        .hasMessageContaining("bvv-suwiml kent het gebeurtenistype")
        .hasMessageContaining("beslag-gelegd niet");
  }

  private static Partner met(Partner partner, String profiel, Kanaal kanaal) {
    Abonnement abonnement = partner.abonnement();
    return new Partner(
        partner.code(),
        partner.naam(),
        partner.oin(),
        new Abonnement(
            abonnement.grondslag(),
            abonnement.gebeurtenistypen(),
            abonnement.bereik(),
            profiel,
            kanaal),
        null,
        null,
        null);
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
            Abonnement.Kanaal.PULL),
        null,
        null,
        new Registratierecht("Stcrt. 2015, 39706", gerechtsdeurwaarders));
  }
}
