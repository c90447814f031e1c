package nl.ketenbrug.messagelog;

import static nl.ketenbrug.messagelog.Logregels.regel;
import static nl.ketenbrug.messagelog.Logregels.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogboekTest {

  private static final String OVERLEDEN = "nl.brp.persoon-overleden";
  private static Logopslag opslag;

  @BeforeAll
  static void open() {
    opslag = new Logopslag();
  }

  @BeforeEach
  void leeg() {
    Testdatabase.leeg();
  }

  @Test
  void walksThroughAllMessagesNewestFirstWithoutGapOrDouble() {
    List<UUID> verwacht = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      verwacht.add(ontvangen("2026-11-20T09:00:0" + i + "Z", Logregels.TYPE));
    }
    // Three at the same microsecond: the id decides, also across the border of a page.
    List<UUID> gelijk = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      gelijk.add(ontvangen("2026-11-20T09:00:09Z", Logregels.TYPE));
    }
    gelijk.sort((a, b) -> a.toString().compareTo(b.toString()));
    verwacht.addAll(gelijk);
    Collections.reverse(verwacht);

    List<UUID> gelopen = new ArrayList<>();
    Logcursor na = null;
    int paginas = 0;
    do {
      Berichtpagina pagina =
          opslag.logboek.berichten(new Logvraag(null, null, null, null, null, na, 2));
      pagina.berichten().forEach(bericht -> gelopen.add(bericht.berichtId()));
      na = pagina.volgende() == null ? null : Logcursor.van(pagina.volgende());
      paginas++;
    } while (na != null);

    assertThat(gelopen).containsExactlyElementsOf(verwacht);
    assertThat(paginas).isEqualTo(5);
  }

  @Test
  void shiftsNothingWhenAMessageArrivesBetweenTwoPages() {
    UUID oud = ontvangen("2026-11-20T09:00:00Z", Logregels.TYPE);
    ontvangen("2026-11-20T09:00:01Z", Logregels.TYPE);
    Berichtpagina eerste =
        opslag.logboek.berichten(new Logvraag(null, null, null, null, null, null, 1));
    ontvangen("2026-11-20T09:00:02Z", Logregels.TYPE);

    Berichtpagina tweede =
        opslag.logboek.berichten(
            new Logvraag(null, null, null, null, null, Logcursor.van(eerste.volgende()), 1));

    assertThat(tweede.berichten()).extracting(Berichtoverzicht::berichtId).containsExactly(oud);
    assertThat(tweede.volgende()).isNull();
  }

  @Test
  void findsByIdCorrelationTypeAndPeriod() {
    UUID a = ontvangen("2026-11-20T09:00:00Z", Logregels.TYPE);
    UUID b = ontvangen("2026-11-20T10:00:00Z", OVERLEDEN);
    UUID gevolg = uuid("2026-11-20T11:00:00Z");
    opslag.schrijver.schrijf(
        List.of(regel(Stap.VERRIJKT, gevolg).gevolgVan(a, a).om("2026-11-20T11:00:00Z").maak()));

    assertThat(zoek(new Logvraag(a, null, null, null, null, null, 50))).containsExactly(a);
    assertThat(zoek(new Logvraag(null, a, null, null, null, null, 50))).containsExactly(gevolg, a);
    assertThat(zoek(new Logvraag(null, null, null, null, OVERLEDEN, null, 50))).containsExactly(b);
    assertThat(zoek(periode("2026-11-20T09:00:00Z", "2026-11-20T10:00:00Z")))
        .as("van is inclusive, tot is exclusive")
        .containsExactly(a);
    assertThat(zoek(new Logvraag(a, null, null, null, OVERLEDEN, null, 50))).isEmpty();
    assertThat(zoek(Logvraag.nieuwste())).containsExactly(gevolg, b, a);
  }

  @Test
  void showsStepsInOrderOfTimeWithPayloadsThatOtherLinesCarried() {
    UUID bericht = uuid("2026-11-20T09:00:00Z");
    String hash = Inhoudhash.van("<profiel/>");
    opslag.schrijver.schrijf(
        List.of(
            regel(Stap.KLAARGEZET, bericht).om("2026-11-20T09:00:02Z").hash(hash).maak(),
            regel(Stap.GEPUBLICEERD, bericht)
                .om("2026-11-20T09:00:01Z")
                .inhoud("<profiel/>")
                .maak(),
            regel(Stap.GETRANSFORMEERD, bericht).om("2026-11-20T09:00:00Z").maak()));

    List<LogRegel> stappen = opslag.logboek.bericht(bericht).orElseThrow().stappen();

    assertThat(stappen)
        .extracting(LogRegel::stap)
        .containsExactly(Stap.GETRANSFORMEERD, Stap.GEPUBLICEERD, Stap.KLAARGEZET);
    assertThat(stappen)
        .extracting(LogRegel::inhoud)
        .containsExactly(null, "<profiel/>", "<profiel/>");
  }

  @Test
  void tellsHowTheMessagesOfACorrelationFollowFromEachOther() {
    UUID bron = ontvangen("2026-11-20T09:00:00Z", Logregels.TYPE);
    UUID kind = gevolg(bron, bron, "2026-11-20T09:00:01Z");
    UUID broer = gevolg(bron, bron, "2026-11-20T09:00:02Z");
    UUID kleinkind = gevolg(kind, bron, "2026-11-20T09:00:03Z");
    ontvangen("2026-11-20T09:00:04Z", Logregels.TYPE);

    assertThat(verwanten(kind))
        .containsExactly("oorzaak " + bron, "verwant " + broer, "gevolg " + kleinkind);
    assertThat(verwanten(bron))
        .containsExactly("gevolg " + kind, "gevolg " + broer, "gevolg " + kleinkind);
    assertThat(verwanten(kleinkind))
        .containsExactly("oorzaak " + bron, "oorzaak " + kind, "verwant " + broer);
    assertThat(opslag.logboek.tijdlijn(bron))
        .extracting(LogRegel::berichtId)
        .containsExactly(bron, kind, broer, kleinkind);
  }

  @Test
  void endsWhenAMessageNamesItselfAsItsCause() {
    UUID een = uuid("2026-11-20T09:00:00Z");
    UUID ander = gevolg(uuid("2026-11-20T08:00:00Z"), een, "2026-11-20T09:00:01Z");
    opslag.schrijver.schrijf(List.of(regel(Stap.ONTVANGEN, een).gevolgVan(een, een).maak()));

    assertThat(verwanten(een)).containsExactly("verwant " + ander);
  }

  @Test
  void knowsNothingOfAMessageThatNeverCame() {
    assertThat(opslag.logboek.bericht(uuid("2026-11-20T09:00:00Z"))).isEmpty();
  }

  @Test
  void namesEachTypeInTheLogOnce() {
    ontvangen("2026-11-20T09:00:00Z", OVERLEDEN);
    ontvangen("2026-11-20T09:00:01Z", Logregels.TYPE);
    ontvangen("2026-11-20T09:00:02Z", OVERLEDEN);
    ontvangen("2026-11-20T09:00:03Z", null);

    assertThat(opslag.logboek.typen()).containsExactly(Logregels.TYPE, OVERLEDEN);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 201})
  void refusesAPageOfNoneOrTooMany(int limiet) {
    assertThatThrownBy(() -> new Logvraag(null, null, null, null, null, null, limiet))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAPeriodThatEndsBeforeItBegins() {
    assertThatThrownBy(() -> periode("2026-11-20T09:00:00Z", "2026-11-20T09:00:00Z"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "onzin!", "AAAA"})
  void refusesACursorThatIsNotOurs(String tekst) {
    assertThatThrownBy(() -> Logcursor.van(tekst)).isInstanceOf(IllegalArgumentException.class);
  }

  /** The plan, not the clock: at millions of messages every list must walk an index. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "correlatie_id = '019370b0-0000-7000-8000-000000000000'",
        "gebeurtenistype = 'nl.brp.persoon-overleden'",
        "dossier = 'abc'"
      })
  void readsAPageFromAnIndexWithoutSorting(String eis) {
    opslag
        .jdbc
        .sql(
            """
            INSERT INTO bericht SELECT gen_random_uuid(), gen_random_uuid(), NULL, 'nl.x.y-' || n % 7,
                'dbr', n::text, now() - n * interval '1 second', now(), gen_random_uuid(),
                'ontvangen', 1 FROM generate_series(1, 20000) n
            """)
        .update();
    opslag.jdbc.sql("ANALYZE bericht").update();

    List<String> plan =
        opslag
            .jdbc
            .sql(
                "EXPLAIN SELECT * FROM bericht WHERE "
                    + eis
                    + " AND (eerste_tijdstip, bericht_id) < (now(), gen_random_uuid())"
                    + " ORDER BY eerste_tijdstip DESC, bericht_id DESC LIMIT 51")
            .query(String.class)
            .list();

    assertThat(String.join("\n", plan)).contains("Index Scan").doesNotContain("Sort", "Seq Scan");
  }

  private static List<UUID> zoek(Logvraag vraag) {
    return opslag.logboek.berichten(vraag).berichten().stream()
        .map(Berichtoverzicht::berichtId)
        .toList();
  }

  private static Logvraag periode(String van, String tot) {
    return new Logvraag(null, null, Instant.parse(van), Instant.parse(tot), null, null, 50);
  }

  private static List<String> verwanten(UUID bericht) {
    return opslag.logboek.bericht(bericht).orElseThrow().verwanten().stream()
        .map(verwant -> verwant.relatie().naam() + " " + verwant.bericht().berichtId())
        .toList();
  }

  /** Whose message it is hears so; what one partner refused is between us and that partner. */
  @Test
  void aMessageStandsApartUntilItIsReleasedAndNotForWhatAPartnerRefused() {
    UUID id = ontvangen("2026-11-20T09:00:00Z", Logregels.TYPE);
    assertThat(opslag.logboek.staatApart(id)).isFalse();
    stap(Stap.GEPARKEERD, id, "2026-11-20T09:00:01Z", null);
    stap(Stap.DUPLICAAT, id, "2026-11-20T09:00:02Z", null);
    assertThat(opslag.logboek.staatApart(id)).isTrue();
    stap(Stap.VRIJGEGEVEN, id, "2026-11-20T09:00:03Z", null);
    assertThat(opslag.logboek.staatApart(id)).isFalse();
    stap(Stap.GEPUBLICEERD, id, "2026-11-20T09:00:04Z", null);
    stap(Stap.GEPARKEERD, id, "2026-11-20T09:00:05Z", "cjib");
    assertThat(opslag.logboek.staatApart(id)).isFalse();
    assertThat(opslag.logboek.staatApart(uuid("2026-11-20T10:00:00Z"))).as("unknown").isFalse();
  }

  private static void stap(Stap stap, UUID id, String moment, String partner) {
    Logregels regel = regel(stap, id).id(uuid(moment)).om(moment);
    opslag.schrijver.schrijf(List.of((partner == null ? regel : regel.partner(partner, 1)).maak()));
  }

  private static UUID ontvangen(String moment, String type) {
    UUID id = uuid(moment);
    opslag.schrijver.schrijf(List.of(regel(Stap.ONTVANGEN, id).om(moment).type(type).maak()));
    return id;
  }

  private static UUID gevolg(UUID oorzaak, UUID correlatie, String moment) {
    UUID id = uuid(moment);
    opslag.schrijver.schrijf(
        List.of(regel(Stap.VERRIJKT, id).gevolgVan(oorzaak, correlatie).om(moment).maak()));
    return id;
  }
}
