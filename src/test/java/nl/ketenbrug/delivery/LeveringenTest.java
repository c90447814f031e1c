package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import nl.ketenbrug.delivery.Leveringen.Bevestiging;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On the real database: what partners confirmed, one by one and many at once. */
class LeveringenTest {

  private static final Instant NU = Instant.parse("2026-11-20T09:00:00Z");

  private JdbcClient jdbc;
  private Leveringen leveringen;

  @BeforeEach
  void leeg() {
    jdbc = JdbcClient.create(Testdatabase.bron());
    jdbc.sql("delete from levering").update();
    leveringen = new Leveringen(jdbc, Clock.systemUTC());
  }

  @Test
  void manyAtOnceLeaveWhatOneByOneLeaves() {
    List<UUID> ids = new ArrayList<>();
    for (String stand :
        List.of(
            "uitkomst = null",
            "uitkomst = 'verlopen', verstreken = :eerder, verlopen = :eerder",
            "uitkomst = 'verlopen', verstreken = :later, verlopen = :later, gewaarschuwd = :eerder,"
                + " laatste_dag = '2026-11-20', verloop_gemeld = :later",
            "vast_tot = :later")) {
      UUID id = BerichtId.nieuw(NU).value();
      ids.add(id);
      for (String partner : List.of("cjib", "veenstra")) {
        lever(partner, id, ids.size());
        jdbc.sql("update levering set " + stand + " where partner = :partner and bericht_id = :id")
            .param("eerder", Timestamp.from(NU.minusSeconds(60)))
            .param("later", Timestamp.from(NU.plusSeconds(60)))
            .param("partner", partner)
            .param("id", id)
            .update();
      }
    }

    ids.forEach(id -> leveringen.beantwoord("cjib", id, "geaccepteerd", null, NU));
    leveringen.bevestigd(ids.stream().map(id -> new Bevestiging("veenstra", id, NU)).toList());

    assertThat(rijen("veenstra")).isEqualTo(rijen("cjib"));
    assertThat(rijen("veenstra"))
        .extracting(rij -> rij.get("uitkomst"))
        .containsExactly("geaccepteerd", "geaccepteerd", "geaccepteerd", "geaccepteerd");
    assertThat(rijen("veenstra"))
        .as("a term that was not over when it was confirmed, never was")
        .extracting(rij -> rij.get("verstreken") != null)
        .containsExactly(false, true, false, false);
  }

  @Test
  void ofTwoAboutTheSameEventTheEarlierCountsAndAnotherPartnersStaysOpen() {
    UUID id = BerichtId.nieuw(NU).value();
    lever("cjib", id, 1);
    lever("veenstra", id, 1);

    leveringen.bevestigd(
        List.of(
            new Bevestiging("cjib", id, NU.plusSeconds(5)),
            new Bevestiging("cjib", id, NU),
            new Bevestiging("onbekend", id, NU)));
    leveringen.bevestigd(List.of());

    assertThat(rijen("cjib"))
        .extracting(rij -> rij.get("bevestigd"))
        .containsExactly(Timestamp.from(NU));
    assertThat(rijen("veenstra")).extracting(rij -> rij.get("uitkomst")).containsOnlyNulls();
  }

  /** It took one copy of it at this moment and rejected another, in any order. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatThePartnerTookIsNotRefusedUnlessItWasPutBeforeItAgainSince(boolean weigeringEerst) {
    List<UUID> ids = new ArrayList<>();
    for (String heropend : List.of("null", ":eerder", ":tegelijk", ":later")) {
      UUID id = BerichtId.nieuw(NU).value();
      ids.add(id);
      lever("cjib", id, ids.size());
      jdbc.sql("update levering set heropend = " + heropend + " where bericht_id = :id")
          .param("eerder", Timestamp.from(NU.minusSeconds(60)))
          .param("tegelijk", Timestamp.from(NU.plusSeconds(59)))
          .param("later", Timestamp.from(NU.plusSeconds(61)))
          .param("id", id)
          .update();
    }
    List<Bevestiging> bevestigd = ids.stream().map(id -> new Bevestiging("cjib", id, NU)).toList();
    if (!weigeringEerst) {
      leveringen.bevestigd(bevestigd);
      assertThat(rijen("cjib"))
          .extracting(rij -> rij.get("uitkomst"))
          .as("of before it was put before it again: open until it answers the new copy")
          .containsExactly("geaccepteerd", "geaccepteerd", "geaccepteerd", null);
    }
    for (int i = 0; i < ids.size(); i++) {
      assertThat(leveringen.geweigerd("cjib", ids.get(i), "afgewezen", NU.plusSeconds(90)))
          .as("not about a second copy")
          .isEqualTo(weigeringEerst || i == 3);
    }
    leveringen.bevestigd(bevestigd);

    assertThat(rijen("cjib"))
        .extracting(rij -> rij.get("uitkomst"))
        .containsExactly("geaccepteerd", "geaccepteerd", "geaccepteerd", "geweigerd");
    assertThat(rijen("cjib"))
        .extracting(rij -> rij.get("reden"))
        .containsExactly(null, null, null, "afgewezen");
    leveringen.bevestigd(List.of(new Bevestiging("cjib", ids.get(3), NU.plusSeconds(120))));
    assertThat(rijen("cjib").get(3))
        .as("of the new copy")
        .containsEntry("uitkomst", "geaccepteerd");
  }

  /** Its term lapsed, it was offered again, and then it became known that it had it before. */
  @Test
  void whatLapsedAndWasOfferedAgainIsOpenUntilItIsAnsweredAnew() {
    UUID id = BerichtId.nieuw(NU).value();
    lever("cjib", id, 1);
    jdbc.sql("update levering set heropend = :later")
        .param("later", Timestamp.from(NU.plusSeconds(3600)))
        .update();
    List<Bevestiging> vanEerder = List.of(new Bevestiging("cjib", id, NU));
    assertThat(leveringen.bevestigd(vanEerder)).as("and somebody hears of it").isEqualTo(1);
    assertThat(leveringen.isOpen("cjib", id)).isTrue();
    assertThat(leveringen.bevestigd(List.of(new Bevestiging("cjib", id, NU.plusSeconds(3601)))))
        .isZero();
    assertThat(leveringen.isOpen("cjib", id)).isFalse();
    assertThat(leveringen.bevestigd(vanEerder)).as("answered: it leaves nothing open").isZero();
  }

  /** The log was slow: what it said of both copies comes in one call. */
  @Test
  void anAcceptanceOfBeforeItWasOfferedAgainTakesNoneOfTheNewCopyAlong() {
    UUID id = BerichtId.nieuw(NU).value();
    lever("cjib", id, 1);
    jdbc.sql("update levering set heropend = :later")
        .param("later", Timestamp.from(NU.plusSeconds(3600)))
        .update();
    leveringen.bevestigd(
        List.of(
            new Bevestiging("cjib", id, NU),
            new Bevestiging("cjib", id, NU.plusSeconds(3602)),
            new Bevestiging("cjib", id, NU.plusSeconds(3601))));
    assertThat(rijen("cjib"))
        .singleElement()
        .satisfies(
            rij ->
                assertThat(rij)
                    .containsEntry("uitkomst", "geaccepteerd")
                    .containsEntry("bevestigd", Timestamp.from(NU.plusSeconds(3601))));
  }

  /** Released, moved again and withheld, and then it became known that it had it before. */
  @Test
  void ofWhatWasWithheldEachAcceptanceCountsForThereIsNoNewCopyToAnswer() {
    UUID id = BerichtId.nieuw(NU).value();
    lever("cjib", id, 1);
    jdbc.sql("update levering set heropend = :later")
        .param("later", Timestamp.from(NU.plusSeconds(3600)))
        .update();
    assertThat(leveringen.houdIn("cjib", id)).isTrue();
    leveringen.bevestigd(List.of(new Bevestiging("cjib", id, NU)));
    assertThat(rijen("cjib"))
        .extracting(rij -> rij.get("uitkomst"))
        .containsExactly("geaccepteerd");
  }

  /** It had fetched it before, or took a copy that nobody saw: what it says itself is so. */
  @Test
  void whatWasWithheldIsNotOpenAndThePartnersOwnAnswerCountsAllTheSame() {
    List<UUID> ids = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      ids.add(BerichtId.nieuw(NU).value());
      lever("cjib", ids.get(i - 1), i);
    }
    jdbc.sql("update levering set gewaarschuwd = now(), verstreken = now()").update();
    leveringen.bevestigd(List.of(new Bevestiging("cjib", ids.get(3), NU)));
    assertThat(ids)
        .extracting(id -> leveringen.houdIn("cjib", id))
        .containsExactly(true, true, true, false);
    assertThat(leveringen.houdIn("cjib", ids.get(0))).as("cut off, and done again").isTrue();
    assertThat(leveringen.houdIn("veenstra", ids.get(0))).as("has no such event").isFalse();
    assertThat(leveringen.isOpen("cjib", ids.get(0))).isFalse();
    assertThat(leveringen.open("cjib", 9, 9)).isEmpty();
    assertThat(rijen("cjib").get(0))
        .as("no term of it runs")
        .containsEntry("verstreken", null)
        .containsEntry("gewaarschuwd", null);

    assertThat(leveringen.beantwoordOpTijd("cjib", ids.get(2), "geweigerd", "past niet", NU))
        .as("withheld since somebody looked: that answer has a record of its own")
        .isFalse();

    leveringen.bevestigd(List.of(new Bevestiging("cjib", ids.get(0), NU)));
    leveringen.geweigerd("cjib", ids.get(1), "past niet", NU);

    assertThat(rijen("cjib"))
        .extracting(rij -> rij.get("uitkomst"))
        .containsExactly("geaccepteerd", "geweigerd", "ingehouden", "geaccepteerd");
  }

  @Test
  void inTheNightTheClockGoesBackEachHourIsItsOwn() {
    Instant zomertijd = Instant.parse("2026-10-25T00:30:00.123456Z");
    Instant wintertijd = zomertijd.plusSeconds(3600);
    UUID eerst = BerichtId.nieuw(NU).value();
    UUID later = BerichtId.nieuw(NU).value();
    lever("cjib", eerst, 1);
    lever("cjib", later, 2);
    TimeZone eigen = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Amsterdam"));
    try {
      // A connection takes the zone of its client when it opens.
      new Leveringen(JdbcClient.create(Testdatabase.bron(Testdatabase.url())), Clock.systemUTC())
          .bevestigd(
              List.of(
                  new Bevestiging("cjib", eerst, zomertijd),
                  new Bevestiging("cjib", later, wintertijd)));
    } finally {
      TimeZone.setDefault(eigen);
    }

    assertThat(rijen("cjib"))
        .extracting(rij -> ((Timestamp) rij.get("bevestigd")).toInstant())
        .containsExactly(zomertijd, wintertijd);
  }

  private void lever(String partner, UUID id, int nummer) {
    jdbc.sql(
            """
            insert into levering (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
            values (:partner, :id, :nummer, :id, 'drager', :nu)""")
        .param("partner", partner)
        .param("id", id)
        .param("nummer", nummer)
        .param("nu", Timestamp.from(NU.minusSeconds(600)))
        .update();
  }

  private List<Map<String, Object>> rijen(String partner) {
    List<Map<String, Object>> rijen =
        jdbc.sql("select * from levering where partner = :partner order by volgnummer")
            .param("partner", partner)
            .query()
            .listOfRows();
    rijen.forEach(rij -> rij.remove("partner"));
    return rijen;
  }
}
