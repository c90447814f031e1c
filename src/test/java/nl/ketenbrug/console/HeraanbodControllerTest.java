package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Heraanbod.Keuze;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Proefafnemer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.web.ErrorResponseException;

class HeraanbodControllerTest {

  private static final Partner CJIB = Proefafnemer.met("cjib", Abonnement.Kanaal.PULL);

  private final ObjectMapper json = Jackson2ObjectMapperBuilder.json().build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"vanaf\": 37}",
        "{\"vanaf\": \"2026-11-16T00:00:00Z\"}",
        "{\"vanaf\": 1, \"berichtId\": \"01a1f82f-1e80-75c1-9362-66d9f75d2017\"}",
        "{\"berichtId\": \"01a1f82f-1e80-75c1-9362-66d9f75d2017\", \"bevestigd\": true}"
      })
  void whoLostItsBooksGetsWhatItConfirmedFromThereAgain(String vraag) throws Exception {
    assertThat(keuze(vraag).bevestigd()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"vanaf\": null}",
        "{\"vanaf\": 37, \"bevestigd\": false}",
        "{\"vanaf\": 37, \"verlopen\": true}",
        "{\"tot\": \"2026-11-16T00:00:00Z\"}",
        "{\"gebeurtenistype\": \"nl.beslagregister.beslag-gelegd\"}",
        "{\"berichtId\": \"01a1f82f-1e80-75c1-9362-66d9f75d2017\"}"
      })
  void anyOtherQuestionIsForWhatWasNeverConfirmed(String vraag) throws Exception {
    assertThat(keuze(vraag).bevestigd()).isFalse();
  }

  @Test
  void whatExpiredAndWhatIsConfirmedAreTwoQuestions() {
    assertThatThrownBy(() -> keuze("{\"verlopen\": true, \"bevestigd\": true}"))
        .isInstanceOf(ErrorResponseException.class);
  }

  /** The database cannot hold these, and who asks cannot know that. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gebeurtenistype | {\"gebeurtenistype\": \"nl.x\\u0000\"}",
        "gebeurtenistype | {\"gebeurtenistype\": \"\"}",
        "vanaf | {\"vanaf\": \"-5000-01-01T00:00:00Z\"}",
        "vanaf | {\"vanaf\": \"1999-12-31T23:59:59Z\"}",
        "vanaf | {\"vanaf\": 9223372036854775808}",
        "tot | {\"tot\": \"3000-01-01T00:00:00Z\"}",
        "tot | {\"tot\": \"+300000-01-01T00:00:00Z\"}"
      })
  void whatNoEventCanBeOfIsRefusedByName(String parameter, String vraag) {
    assertThatThrownBy(() -> keuze(vraag))
        .isInstanceOfSatisfying(
            ErrorResponseException.class,
            fout -> {
              assertThat(fout.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
              assertThat(fout.getBody().getProperties()).containsEntry("parameter", parameter);
            });
  }

  private Keuze keuze(String vraag) throws Exception {
    return HeraanbodController.keuze(CJIB, json.readValue(vraag, HeraanbodController.Vraag.class));
  }
}
