package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Registratierecht;
import nl.ketenbrug.operations.Instellingsbestanden.Instellingsfout;
import org.junit.jupiter.api.Test;

class PartnercontroleTest {

  private final Partnercontrole controle = new Partnercontrole(Path.of("."), List.of());

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
        .hasMessageContaining("GDW-2 is al van partner kantoor-a");
  }

  private static Partner partner(String code, Set<String> gerechtsdeurwaarders) {
    return new Partner(
        code,
        code,
        "00000099000000110000",
        new Abonnement(
            "art. 478 lid 6 Rv",
            Set.of("nl.beslagregister.beslag-gelegd"),
            Abonnement.Bereik.EIGEN_DOSSIERS,
            "volledig",
            Abonnement.Kanaal.AMQP),
        null,
        null,
        new Registratierecht("Stcrt. 2015, 39706", gerechtsdeurwaarders));
  }
}
