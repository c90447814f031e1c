package nl.ketenbrug.simulator.brp;

import static org.assertj.core.api.Assertions.assertThat;

import nl.ketenbrug.simulator.BrpContract;
import org.junit.jupiter.api.Test;

class BrpVeldenTest {

  @Test
  void knowsExactlyTheFieldsOfTheRealContract() throws Exception {
    assertThat(BrpVelden.paden()).isEqualTo(BrpContract.lees().velden());
  }

  @Test
  void knowsGroupsAndPartsOfADate() {
    assertThat(BrpVelden.bestaat("naam")).isTrue();
    assertThat(BrpVelden.bestaat("partners.geboorte.datum.jaar")).isTrue();
    assertThat(BrpVelden.bestaat("geslacht.code")).isTrue();
    assertThat(BrpVelden.bestaat("leeftijd.jaar")).isFalse();
    assertThat(BrpVelden.bestaat("geslacht.jaar")).isFalse();
  }
}
