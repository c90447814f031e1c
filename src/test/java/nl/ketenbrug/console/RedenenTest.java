package nl.ketenbrug.console;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Proefafnemer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.web.ErrorResponseException;

/** What people and partners write stands in the log for good: it names nobody, by any call. */
class RedenenTest {

  private static final Partner CJIB = Proefafnemer.met("cjib", Abonnement.Kanaal.PULL);

  private final Authentication wie = new TestingAuthenticationToken("cjib", "x");

  /** The same person each time, as people, spreadsheets and systems write a number. */
  static Stream<String> schrijfwijzen() {
    return Stream.of(
        "op verzoek van 999991000",
        "bsn 9999.91.000",
        "bsn 999/991/000",
        "bsn 999_991_000",
        "bsn 999\u00a0991\u00a0000",
        "bsn 9999\n91000",
        "bsn 999, 991, 000",
        "bsn 999: 991; 000, onbekend sinds 16-11-2026",
        "bsn 16-11-20261, 2",
        "bsn \uff19\uff19\uff19\uff19\uff19\uff11\uff10\uff10\uff10",
        "bsn 12345672 onbekend");
  }

  @ParameterizedTest
  @MethodSource("schrijfwijzen")
  void noCallTakesASentenceThatNamesAPersonByNumber(String zin) throws Exception {
    UUID id = UUID.randomUUID();
    geweigerd(
        "pull",
        () ->
            new BerichtenController(new Partners(List.of(CJIB)), null, null)
                .bevestig(id, new BerichtenController.Uitkomst("geweigerd", zin), wie));
    geweigerd(
        "pull, later",
        () ->
            new BerichtenController(new Partners(List.of(CJIB)), null, null)
                .bevestig(id, new BerichtenController.Uitkomst("later", zin), wie));
    geweigerd(
        "pause",
        () ->
            new AbonnementenController(
                    new Partners(List.of(CJIB)),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null)
                .pauzeer("cjib", new AbonnementenController.Pauzeverzoek(zin), wie));
    VrijgaveController vrijgave = new VrijgaveController(null, null, null);
    geweigerd(
        "refused for good",
        () -> vrijgave.wijsAf(id, new VrijgaveController.Afwijzing(zin, null, null), wie));
    geweigerd(
        "withheld", () -> vrijgave.houdIn(id, new VrijgaveController.Inhouding(zin, null), wie));
    geweigerd(
        "withdrawal",
        () ->
            new HerroepingController(null, null)
                .doeAf(id, "cjib", new HerroepingController.Afdoening(zin), wie));
    UitwijkController papier = new UitwijkController(null, null, null);
    geweigerd(
        "handed over", () -> papier.bezorg(id, new UitwijkController.Bezorging(zin, null), wie));
    geweigerd(
        "bundle taken back", () -> papier.trekIn(id, new UitwijkController.Intrekking(zin), wie));
    ObjectMapper json = new ObjectMapper();
    byte[] oordeel =
        json.writeValueAsString(Map.of("oordeel", "bevestigd", "toelichting", zin, "kenmerk", "x"))
            .getBytes(StandardCharsets.UTF_8);
    geweigerd(
        "a match",
        () ->
            new MatchController(null, json)
                .oordeel("0198a0c0-0000-7000-8000-000000000001", oordeel, wie));
  }

  @ParameterizedTest
  @ValueSource(strings = {"met een \u0000 erin", "een halve \ud83d", "\u0007"})
  void whatCannotBeKeptOrReadIsRefused(String zin) {
    geweigerd("a sentence", () -> Redenen.controleer(zin));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "onderhoud tot 19-11-2026",
        "dossier 12345678 is gesloten",
        "betwist op grond van art. 475i lid 2, 16-11-2026",
        "bedrag 1.250,00 (16-11-2026)",
        "code 2: 16-11-2026",
        "beschikking van 16-11-2026, 10 dagen te laat",
        "regel 12, 14, 16, 18, 20",
        "van 16-11-2026 tot en met 2026-11-20; lid 3",
        "twee regels\nmet een\ttab",
        "art. 475d lid 3 Rv; zie \u00a7 2.1",
        "\ud83d\udc4d"
      })
  void whatIsAboutTheMatterIsTaken(String zin) {
    assertThatCode(() -> Redenen.controleer(zin)).doesNotThrowAnyException();
  }

  private static void geweigerd(String waar, ThrowingCallable aanroep) {
    assertThatThrownBy(aanroep).as(waar).isInstanceOf(ErrorResponseException.class);
  }
}
