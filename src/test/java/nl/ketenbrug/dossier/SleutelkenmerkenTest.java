package nl.ketenbrug.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An engine with other secrets than the database was filled by does not start. */
class SleutelkenmerkenTest {

  private static final String EEN = "proef-geheim-een-van-minstens-32-tekens";
  private static final String TWEE = "proef-geheim-twee-van-minstens-32-tekens";

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());

  @BeforeEach
  @AfterEach
  void leeg() {
    jdbc.sql("delete from sleutelkenmerk").update();
  }

  @Test
  void theSameSecretsAreKnownAgainAndStandNowhere() {
    new Sleutelkenmerken(jdbc, new BewaarSettings(EEN, TWEE));
    new Sleutelkenmerken(jdbc, new BewaarSettings(EEN, TWEE));

    assertThat(jdbc.sql("select kenmerk from sleutelkenmerk").query(String.class).list())
        .hasSize(2)
        .noneMatch(kenmerk -> kenmerk.contains(EEN) || kenmerk.contains(TWEE));
  }

  @Test
  void anotherSecretStopsTheStartAndSaysWhich() {
    new Sleutelkenmerken(jdbc, new BewaarSettings(EEN, TWEE));

    assertThatThrownBy(() -> new Sleutelkenmerken(jdbc, new BewaarSettings(TWEE, TWEE)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ketenbrug.dossiergeheim")
        .hasMessageNotContaining(TWEE);
    assertThatThrownBy(() -> new Sleutelkenmerken(jdbc, new BewaarSettings(EEN, EEN)))
        .hasMessageContaining("ketenbrug.bewaargeheim");
  }

  @Test
  void theFirstMarkOfAKeyCounts() {
    Sleutelkenmerken kenmerken = new Sleutelkenmerken(jdbc, new BewaarSettings(EEN, TWEE));

    assertThat(kenmerken.van("handtekening")).isEmpty();
    assertThat(kenmerken.bewaar("handtekening", "a")).isEqualTo("a");
    assertThat(kenmerken.bewaar("handtekening", "b")).isEqualTo("a");
  }
}
