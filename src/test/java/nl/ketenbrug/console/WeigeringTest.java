package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.ketenbrug.console.BerichtenController.Uitkomst;
import nl.ketenbrug.delivery.Abonnement.Kanaal;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Proefafnemer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.web.ErrorResponseException;

/** A 403 that can be told says why: who gets it asks nobody. */
class WeigeringTest {

  private static final UUID ID = UUID.randomUUID();

  private final Partners partners =
      new Partners(
          List.of(
              Proefafnemer.met("leest", Kanaal.AMQP), Proefafnemer.met("krijgt", Kanaal.WEBHOOK)));
  private final BerichtenController berichten = new BerichtenController(partners, null, null);
  private final BatchesController batches = new BatchesController(partners, null);

  @Test
  void whoHasAnotherChannelHearsWhichOneThisIsFor() {
    geweigerd(
        "kanaal-anders",
        "Dit abonnement heeft kanaal amqp; dit is er bij kanaal pull.",
        () -> berichten.oudste(50, 0, 0, als("leest")));
    geweigerd(
        "kanaal-anders",
        "Dit abonnement heeft kanaal amqp; dit is er bij kanaal pull of webhook.",
        () -> berichten.bevestig(ID, new Uitkomst("geaccepteerd", null), als("leest")));
    geweigerd(
        "kanaal-anders",
        "Dit abonnement heeft kanaal webhook; dit is er bij kanaal csv of bestand.",
        () -> batches.alle(als("krijgt")));
    assertThat(Toegang.eigen(partners, als("krijgt"), Kanaal.PULL, Kanaal.WEBHOOK).code())
        .isEqualTo("krijgt");
  }

  @Test
  void anAccountWithoutASubscriptionHearsThat() {
    String zin =
        "Bij dit account hoort geen abonnement; dit is er alleen voor een afnemer die er een"
            + " heeft.";
    geweigerd("geen-abonnement", zin, () -> berichten.oudste(50, 0, 0, als("niemand")));
    geweigerd("geen-abonnement", zin, () -> batches.alle(als("niemand")));
    geweigerd(
        "geen-abonnement",
        zin,
        () -> new OpenstaandController(partners, null).van(null, 50, als("niemand")));
    geweigerd(
        "geen-abonnement",
        zin,
        () ->
            new VolledigheidController(partners, null, null, null)
                .van(LocalDate.EPOCH, als("niemand")));
  }

  private static void geweigerd(String code, String zin, ThrowingCallable vraag) {
    ErrorResponseException fout = catchThrowableOfType(ErrorResponseException.class, vraag);
    assertThat(fout.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
    assertThat(Problemen.code(fout.getBody())).isEqualTo(code);
    assertThat(fout.getBody().getDetail()).isEqualTo(zin);
  }

  private static Authentication als(String naam) {
    return new TestingAuthenticationToken(naam, "x");
  }
}
