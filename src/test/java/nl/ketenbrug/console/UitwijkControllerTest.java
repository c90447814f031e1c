package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import nl.ketenbrug.delivery.Uitwijk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.web.ErrorResponseException;

/** What people write about paper stands in the log for good, and on every line of the list. */
class UitwijkControllerTest {

  private final UitwijkController controller = new UitwijkController(null, null, null);
  private final Authentication wie = new TestingAuthenticationToken("beheerder", "x");

  @ParameterizedTest
  @ValueSource(
      strings = {"op verzoek van 999991000", "bsn 9999.91.000", "met een \u0000 erin", "", "  "})
  void noReasonNamesAPersonOrHoldsWhatCannotBeKept(String zin) {
    UUID bundel = UUID.randomUUID();
    assertThatThrownBy(
            () ->
                controller.begin(
                    new UitwijkController.Vraag(
                        "cjib", null, null, null, Uitwijk.Vorm.CSV, zin, null, null),
                    wie))
        .isInstanceOf(ErrorResponseException.class);
    assertThatThrownBy(
            () -> controller.bezorg(bundel, new UitwijkController.Bezorging(zin, null), wie))
        .isInstanceOf(ErrorResponseException.class);
    assertThatThrownBy(() -> controller.trekIn(bundel, new UitwijkController.Intrekking(zin), wie))
        .isInstanceOf(ErrorResponseException.class);
  }
}
