package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Proefafnemer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.web.ErrorResponseException;

class MomentenTest {

  private static final Partner CJIB = Proefafnemer.met("cjib", Abonnement.Kanaal.PULL);

  /** A day that Java can hold and PostgreSQL cannot is a fault of who asks, not of the engine. */
  @ParameterizedTest
  @ValueSource(strings = {"-5000-01-01", "1999-12-31", "3000-01-01", "+999999999-12-31"})
  void aStatementOfADayOutsideOurTimeIsRefusedByName(String dag) {
    geweigerd(
        "dag",
        () ->
            new VolledigheidController(new Partners(List.of(CJIB)), null, null, null)
                .van(LocalDate.parse(dag), new TestingAuthenticationToken("cjib", "x")));
  }

  @Test
  void theFirstAndTheLastMomentAreTaken() {
    assertThatCode(
            () -> {
              Momenten.controleer("tot", Instant.parse("2000-01-01T00:00:00Z"));
              Momenten.controleer("tot", Instant.parse("2999-12-31T23:59:59Z"));
              Momenten.controleer("dag", LocalDate.parse("2000-01-01"));
              Momenten.controleer("dag", LocalDate.parse("2999-12-31"));
              Momenten.controleer("dag", (LocalDate) null);
            })
        .doesNotThrowAnyException();
    geweigerd("tot", () -> Momenten.controleer("tot", Instant.parse("1999-12-31T23:59:59Z")));
    geweigerd("tot", () -> Momenten.controleer("tot", Instant.parse("3000-01-01T00:00:00Z")));
  }

  private static void geweigerd(String parameter, ThrowingCallable vraag) {
    ErrorResponseException fout = catchThrowableOfType(ErrorResponseException.class, vraag);
    assertThat(fout.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(Problemen.code(fout.getBody())).isEqualTo("parameter-ongeldig");
    assertThat(fout.getBody().getProperties()).containsEntry("parameter", parameter);
  }
}
