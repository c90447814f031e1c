package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.QueueBrowser;
import jakarta.jms.TextMessage;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Several readers of one partner: whose an event is, and what one leaves for the others. */
class VasthoudingenTest {

  private static final Duration KORT = Duration.ofMinutes(1);

  private final String code = "houdt-" + UUID.randomUUID();
  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Vasthoudingen vasthoudingen = new Vasthoudingen(jdbc);

  @Test
  void whoGivesBackAfterItsTimeTakesNothingFromWhoHoldsItNow() {
    UUID id = zet();
    Vasthoudingen.Houvast eerste = vasthoudingen.houd(code, Set.of(id), KORT);
    assertThat(eerste.ids()).containsExactly(id);
    laatVerlopen(id);
    Vasthoudingen.Houvast tweede = vasthoudingen.houd(code, Set.of(id), KORT);
    assertThat(tweede.ids()).containsExactly(id);

    vasthoudingen.laatLos(code, List.of(id), eerste.tot());
    assertThat(vasthoudingen.houd(code, Set.of(id), KORT).ids()).as("a third reader").isEmpty();

    vasthoudingen.laatLos(code, List.of(id), tweede.tot());
    assertThat(vasthoudingen.houd(code, Set.of(id), KORT).ids()).containsExactly(id);
  }

  /** A client that ends after each fetch and is started again. */
  @Test
  void whoHoldsForLongAndNeverAnswersLeavesTheRestToTheOthers() throws Exception {
    List<TextMessage> wachtrij = wachtrij(10_000, 2_000);
    Set<UUID> vast = new HashSet<>();
    for (int keer = 0; keer < 60; keer++) {
      vast.addAll(ids(lees(wachtrij, 200, vast, Pull.LANG_VAST)));
    }
    assertThat(vast).hasSizeBetween(600, 625);

    assertThat(lees(wachtrij, 200, vast, Long.MAX_VALUE))
        .as("a reader that holds for a minute, or not at all")
        .hasSize(200)
        .noneMatch(bericht -> vast.contains(bericht.berichtId()));
    assertThat(lees(wachtrij, 200, vast, Pull.LANG_VAST)).as("for long").isEmpty();
  }

  @Test
  void oneHeldDossierHidesNoOtherHoweverMuchFollowsInIt() throws Exception {
    List<TextMessage> wachtrij = new ArrayList<>();
    for (int nummer = 1; nummer <= 1_500; nummer++) {
      wachtrij.add(bericht(nummer, "een", 2_000));
    }
    wachtrij.add(bericht(1_501, "ander", 2_000));
    Set<UUID> vast = Set.of(id(wachtrij.get(0)));

    assertThat(lees(wachtrij, 50, vast, Long.MAX_VALUE))
        .extracting(Pull.Bericht::volgnummer)
        .containsExactly(1_501L);
    assertThat(lees(wachtrij, 50, vast, Pull.LANG_VAST))
        .extracting(Pull.Bericht::volgnummer)
        .containsExactly(1_501L);
  }

  @Test
  void whatIsAboutNoDossierHidesNothingElse() throws Exception {
    List<TextMessage> wachtrij =
        List.of(bericht(1, null, 10), bericht(2, null, 10), bericht(3, "een", 10));

    assertThat(lees(wachtrij, 50, Set.of(id(wachtrij.get(0))), Long.MAX_VALUE))
        .extracting(Pull.Bericht::volgnummer)
        .containsExactly(2L, 3L);
  }

  /** The fourth of four readers for a minute, with events of 100,000 characters. */
  @Test
  void nothingIsHandedOutWhereItsConfirmationFindsItNoMore() throws Exception {
    List<TextMessage> wachtrij = wachtrij(200, 100_000);
    Set<UUID> vast = new HashSet<>();
    for (int keer = 0; keer < 4; keer++) {
      vast.addAll(ids(lees(wachtrij, 200, vast, Long.MAX_VALUE)));
    }
    assertThat(vast).hasSizeBetween(25, 40);
    assertThat(lees(wachtrij, 200, vast, Long.MAX_VALUE)).isEmpty();
    assertThat(blik(wachtrij, 200, vast, Long.MAX_VALUE, Set.of()).vol()).isTrue();
    List<TextMessage> nietsErachter = wachtrij.subList(0, vast.size());
    assertThat(blik(nietsErachter, 200, vast, Long.MAX_VALUE, Set.of()).vol()).isFalse();
  }

  @Test
  void whatLapsedCountsNotAsHeldForWhoHoldsForLong() throws Exception {
    List<TextMessage> wachtrij = wachtrij(1_000, 2_000);
    Set<UUID> verstreken = new HashSet<>();
    for (TextMessage een : wachtrij.subList(0, 700)) {
      verstreken.add(id(een));
    }

    assertThat(lees(wachtrij, 50, Set.of(), Pull.LANG_VAST, verstreken))
        .extracting(Pull.Bericht::volgnummer)
        .startsWith(701L)
        .hasSize(50);
  }

  @Test
  void anEventLongerThanAllThatMayBeHeldIsGivenByItself() throws Exception {
    List<TextMessage> wachtrij =
        List.of(bericht(1, "een", (int) Pull.LANG_VAST + 1), bericht(2, "ander", 2_000));
    assertThat(lees(wachtrij, 50, Set.of(), Pull.LANG_VAST))
        .extracting(Pull.Bericht::volgnummer)
        .containsExactly(1L);
  }

  private static List<Pull.Bericht> lees(
      List<TextMessage> wachtrij, int limiet, Set<UUID> vast, long hoogstens) throws Exception {
    return lees(wachtrij, limiet, vast, hoogstens, Set.of());
  }

  private static List<Pull.Bericht> lees(
      List<TextMessage> wachtrij, int limiet, Set<UUID> vast, long hoogstens, Set<UUID> verstreken)
      throws Exception {
    return blik(wachtrij, limiet, vast, hoogstens, verstreken).berichten();
  }

  private static Pull.Blik blik(
      List<TextMessage> wachtrij, int limiet, Set<UUID> vast, long hoogstens, Set<UUID> verstreken)
      throws Exception {
    QueueBrowser browser =
        (QueueBrowser)
            Proxy.newProxyInstance(
                QueueBrowser.class.getClassLoader(),
                new Class<?>[] {QueueBrowser.class},
                (proxy, methode, wat) -> Collections.enumeration(wachtrij));
    return Pull.lees(
        browser,
        limiet,
        vast,
        hoogstens,
        verstreken,
        new Uitwijkgrens.Grens(false, Set.of()),
        new ArrayList<>());
  }

  private static Set<UUID> ids(List<Pull.Bericht> berichten) {
    return berichten.stream().map(Pull.Bericht::berichtId).collect(Collectors.toSet());
  }

  private static UUID id(TextMessage message) throws Exception {
    return UUID.fromString(message.getStringProperty(Koppen.BERICHT_ID));
  }

  /** Each of a dossier of its own. */
  private static List<TextMessage> wachtrij(int aantal, int tekens) {
    return IntStream.rangeClosed(1, aantal)
        .mapToObj(nummer -> bericht(nummer, "dossier-" + nummer, tekens))
        .toList();
  }

  private static TextMessage bericht(long nummer, String dossier, int tekens) {
    String tekst = "x".repeat(tekens);
    String id = BerichtId.nieuw(Instant.now()).toString();
    Map<String, String> koppen = new HashMap<>();
    koppen.put(Koppen.BERICHT_ID, id);
    koppen.put(Koppen.CORRELATIE_ID, id);
    koppen.put(Koppen.DOSSIER, dossier);
    return (TextMessage)
        Proxy.newProxyInstance(
            TextMessage.class.getClassLoader(),
            new Class<?>[] {TextMessage.class},
            (proxy, methode, wat) ->
                switch (methode.getName()) {
                  case "getText" -> tekst;
                  case "getStringProperty" -> koppen.get(wat[0]);
                  case "getLongProperty" -> nummer;
                  case "getObjectProperty" ->
                      wat[0].equals(Koppen.VOLGNUMMER) ? (Object) nummer : koppen.get(wat[0]);
                  default -> throw new UnsupportedOperationException(methode.getName());
                });
  }

  private void laatVerlopen(UUID id) {
    jdbc.sql(
            """
            update levering set vast_tot = now() - interval '1 second'
            where partner = :partner and bericht_id = :id""")
        .param("partner", code)
        .param("id", id)
        .update();
  }

  private UUID zet() {
    UUID id = BerichtId.nieuw(Clock.systemUTC().instant()).value();
    jdbc.sql(
            """
            insert into levering (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
            values (:partner, :id, 1, :id, :drager, now())""")
        .param("partner", code)
        .param("id", id)
        .param("drager", "ID:" + id)
        .update();
    return id;
  }
}
