package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import nl.ketenbrug.delivery.Partners;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

class VerlopenControllerTest {

  private final VerlopenController controller =
      new VerlopenController(
          new Partners(List.of()),
          bron -> Optional.of("00000099000000110000").filter(oin -> bron.equals("register")),
          null);

  @Test
  void aSourceThatTellsOfPersonsDoesNotHearWhoIsADebtor() {
    assertThatThrownBy(() -> controller.vanBron("brp", null, 50, als("brp")))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void aSourceSeesNothingOfAnother() {
    assertThatThrownBy(() -> controller.vanBron("register", null, 50, als("brp")))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void aPartnerSeesNothingOfAnother() {
    assertThatThrownBy(() -> controller.vanAbonnement("cjib", 0, 50, als("svb")))
        .isInstanceOf(AccessDeniedException.class);
  }

  private static Authentication als(String naam) {
    return UsernamePasswordAuthenticationToken.authenticated(naam, null, List.of());
  }
}
