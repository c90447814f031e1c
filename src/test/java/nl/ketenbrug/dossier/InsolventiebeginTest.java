package nl.ketenbrug.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class InsolventiebeginTest {

  @Test
  void aRightToOneKindOrToAnEndGivesNoOtherKind() {
    assertThat(
            Insolventiebegin.soorten(
                Set.of(
                    "nl.insolventieregister.surseance-verleend",
                    "nl.insolventieregister.faillissement-beeindigd")))
        .containsExactly("surseance");
    assertThat(Insolventiebegin.soorten(Set.of("nl.insolventieregister.wsnp-beeindigd"))).isEmpty();
  }
}
