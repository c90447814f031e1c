package nl.ketenbrug.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

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
    kenmerken(EEN, TWEE);
    kenmerken(EEN, TWEE);

    assertThat(merken())
        .hasSize(2)
        .noneMatch(kenmerk -> kenmerk.contains(EEN) || kenmerk.contains(TWEE));
  }

  @Test
  void anotherSecretStopsTheStartAndSaysWhich() {
    kenmerken(EEN, TWEE);

    assertThatThrownBy(() -> kenmerken(TWEE, TWEE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ketenbrug.dossiergeheim")
        .hasMessageNotContaining(TWEE);
    assertThatThrownBy(() -> kenmerken(EEN, EEN)).hasMessageContaining("ketenbrug.bewaargeheim");
  }

  @Test
  void aMarkAsItWasMadeBeforeCountsStill() {
    Pbkdf2PasswordEncoder eerder = Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    bewaar("dossiergeheim", eerder.encode(EEN));
    bewaar("bewaargeheim", eerder.encode(TWEE));

    kenmerken(EEN, TWEE);
    assertThatThrownBy(() -> kenmerken(TWEE, TWEE)).hasMessageContaining("ketenbrug.dossiergeheim");
    assertThatThrownBy(() -> kenmerken(EEN, EEN)).hasMessageContaining("ketenbrug.bewaargeheim");
  }

  @Test
  void noTwoDatabasesHaveTheSameMarkOfASecret() {
    kenmerken(EEN, TWEE);
    List<String> eerst = merken();
    leeg();
    kenmerken(EEN, TWEE);

    assertThat(merken()).hasSize(2).doesNotContainAnyElementsOf(eerst);
  }

  private Sleutelkenmerken kenmerken(String dossiergeheim, String bewaargeheim) {
    BewaarSettings settings = new BewaarSettings(dossiergeheim, bewaargeheim);
    return new Sleutelkenmerken(jdbc, settings, new Kluis(settings));
  }

  private void bewaar(String naam, String kenmerk) {
    jdbc.sql("insert into sleutelkenmerk (naam, kenmerk) values (:naam, :kenmerk)")
        .param("naam", naam)
        .param("kenmerk", kenmerk)
        .update();
  }

  private List<String> merken() {
    return jdbc.sql("select kenmerk from sleutelkenmerk").query(String.class).list();
  }

  @Test
  void theFirstMarkOfAKeyCounts() {
    Sleutelkenmerken kenmerken = kenmerken(EEN, TWEE);

    assertThat(kenmerken.van("handtekening")).isEmpty();
    assertThat(kenmerken.bewaar("handtekening", "a")).isEqualTo("a");
    assertThat(kenmerken.bewaar("handtekening", "b")).isEqualTo("a");
  }
}
