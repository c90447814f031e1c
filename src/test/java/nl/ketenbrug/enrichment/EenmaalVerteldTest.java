package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Vertellingen.Feit;
import nl.ketenbrug.dossier.Vertellingen.Melding;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.dossier.Volgingen.Beurt;
import nl.ketenbrug.dossier.Volgorde;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.message.Oin;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.operations.Testdatabase;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import nl.ketenbrug.source.Volgwijze;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;
import org.springframework.transaction.support.TransactionTemplate;

/** A notice and following tell one fact once between them, on a real database. */
class EenmaalVerteldTest {

  private static final String BSN = "999958379";
  private static final Instant NU = Instant.parse("2026-12-21T10:00:00Z");
  private static final Volgwijze WIJZE = new Volgwijze(86_400, 10, "00:00", "24:00", 60, 600);
  private static final String OVERLEDEN = "nl.brp.persoon-overleden";
  private static final String GECORRIGEERD = OVERLEDEN + "-gecorrigeerd";
  private static final String INGETROKKEN = OVERLEDEN + "-ingetrokken";
  private static final String VERHUISD = "nl.brp.persoon-verhuisd";
  private static final String LEEFT = "<overleden>false</overleden>";

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final TransactionTemplate transactie =
      new TransactionTemplate(new JdbcTransactionManager(Testdatabase.bron()));
  private final Clock klok = Clock.fixed(NU, ZoneOffset.UTC);
  private final Voorraad voorraad =
      new Voorraad(
          jdbc, "geheim-van-de-proef-met-32-tekens-01", "geheim-van-de-proef-met-32-tekens-02");
  private final Volgingen volgingen = voorraad.volgingen(klok);
  private final List<LogRegel> gelogd = new ArrayList<>();

  /** What following tells is of later than a notice of now. */
  private final Afleidingen afleidingen =
      voorraad.afleidingen(Clock.offset(klok, Duration.ofMillis(1)));

  private final Geheimhouding geheimhouding =
      new Geheimhouding(volgingen, voorraad.herkenningen(), new VerrijkingSettings(null, null));
  private final Volgorde volgorde = Voorraad.volgorde(jdbc, klok);
  private final Volgverwerking verwerking =
      voorraad.opDossiers(
          (d, s, c) ->
              new Volgverwerking(
                  volgingen,
                  voorraad.vertellingen(),
                  d,
                  geheimhouding,
                  afleidingen,
                  volgorde,
                  voorraad.herbepalingen(klok),
                  new Volgtempo(
                      voorraad.volgindicaties(klok), volgingen, new Bronnen(List.of()), null),
                  gelogd::add,
                  klok));
  private Dossiersleutel dossier;
  private String betrokkenen;
  private String plaatsgevonden = "2026-12-20";

  @BeforeEach
  void somebodyWhoLivesIsFollowed() {
    betrokkenen = "|00000099000000110000|";
    for (String tabel :
        List.of(
            "afleiding",
            "afgewezen",
            "herkenning",
            "wachtend",
            "herbepaling_nodig",
            "volging",
            "volging_feit",
            "kennisgeving_verteld",
            "bron_tempo",
            "schuldenaar",
            "partij",
            "beslag")) {
      jdbc.sql("delete from " + tabel).update();
    }
    dossier = voorraad.beslag(BSN, "R-1", List.of("00000099000000110000"));
    volgingen.werkBij("brp", Duration.ofDays(1));
    antwoord(LEEFT);
    jdbc.sql("update volging set sinds = '2026-11-01T00:00:00Z'").update();
  }

  @Test
  void whatANoticeToldIsNotToldAgainAndIsWhatIsCorrectedAndWithdrawnLater() throws Exception {
    bronWeg();
    BerichtId melding = BerichtId.nieuw(NU);
    assertThat(bied(melding, OVERLEDEN, "", LEEFT, dood("2026-12-02"))).isEqualTo("zelf");

    antwoord(dood("2026-12-02"));

    assertThat(verteld()).isEmpty();
    assertThat(jdbc.sql("select gelijk from kennisgeving_verteld").query(Boolean.class).single())
        .isTrue();
    assertThat(jdbc.sql("select count(*) from herbepaling_nodig").query(Long.class).single())
        .as("the determination is looked at again all the same")
        .isOne();

    antwoord(dood("2026-12-01"));
    assertThat(verteld())
        .singleElement()
        .satisfies(
            v ->
                assertThat(v.document())
                    .contains(GECORRIGEERD + "<", "<correctieVan>" + melding + "<"));
    BerichtId correctie = verteld().get(0).bericht();
    antwoord(LEEFT);
    assertThat(verteld().get(1).document())
        .contains(INGETROKKEN + "<", "<intrekkingVan>" + correctie + "<");
  }

  @Test
  void aCorrectionAndAWithdrawalByANoticeNameWhatWasToldBefore() throws Exception {
    antwoord(dood("2026-12-02"));
    BerichtId overlijden = verteld().get(0).bericht();
    bronWeg();

    BerichtId correctie = BerichtId.nieuw(NU);
    assertThat(bied(correctie, GECORRIGEERD, "", dood("2026-12-02"), dood("2026-12-01")))
        .isEqualTo("zelf correctieVan " + overlijden);
    antwoord(dood("2026-12-01"));
    assertThat(verteld()).hasSize(1);

    bronWeg();
    assertThat(bied(BerichtId.nieuw(NU), INGETROKKEN, "", dood("2026-12-01"), LEEFT))
        .isEqualTo("zelf intrekkingVan " + correctie);
    antwoord(LEEFT);
    assertThat(verteld()).hasSize(1);
  }

  @Test
  void aCorrectionOfSomethingThatWasNotToldNamesNothingAndFollowingTellsWhatItCorrects()
      throws Exception {
    antwoord(dood("2026-12-02"));
    BerichtId overlijden = verteld().get(0).bericht();
    bronWeg();

    assertThat(bied(BerichtId.nieuw(NU), GECORRIGEERD, "", dood("2026-12-05"), dood("2026-12-01")))
        .isEqualTo("zelf");
    antwoord(dood("2026-12-01"));

    assertThat(verteld()).hasSize(2);
    assertThat(verteld().get(1).document())
        .contains(GECORRIGEERD + "<", "<correctieVan>" + overlijden + "<");
  }

  @Test
  void whatDiffersAtAllIsTold() throws Exception {
    bronWeg();
    bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-02"));
    antwoord(dood("2026-12-03"));
    assertThat(verteld()).as("another day").hasSize(1);

    bronWeg();
    bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-04"));
    antwoord(dood("2026-12-04"));
    assertThat(verteld()).as("a correction by following, a death by the notice").hasSize(2);
    assertThat(verteld().get(1).document())
        .contains("<correctieVan>" + verteld().get(0).bericht() + "<");
  }

  /** It moved the answer, and the message that says so still has to go out. */
  @Test
  void aNoticeThatIsOfferedAgainIsToldAlsoWhenTheSourceWasHeardTwiceMeanwhile() throws Exception {
    antwoord(dood("2026-12-02"));
    BerichtId overlijden = verteld().get(0).bericht();
    bronWeg();
    BerichtId melding = BerichtId.nieuw(NU);
    bied(melding, GECORRIGEERD, "", dood("2026-12-02"), dood("2026-12-03"));
    antwoord(dood("2026-12-03"));
    antwoord(dood("2026-12-04"));
    List<Afleidingen.Afleiding> daarvoor = verteld();
    assertThat(daarvoor).hasSize(2);

    assertThat(bied(melding, GECORRIGEERD, "", dood("2026-12-02"), dood("2026-12-03")))
        .isEqualTo("zelf correctieVan " + overlijden);

    antwoord(dood("2026-12-05"));
    assertThat(verteld().get(2).document())
        .as("what was told last stays the last")
        .contains("<correctieVan>" + daarvoor.get(1).bericht() + "<");
    assertThat(bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-05")))
        .as("another notice is judged anew")
        .isEqualTo("gevolgd");
  }

  @Test
  void whatCameBackAfterTheSourceWasHeardIsTold() throws Exception {
    bronWeg();
    bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-02"));
    antwoord(LEEFT);

    antwoord(dood("2026-12-02"));

    assertThat(verteld()).hasSize(1);
  }

  /** Two notices told where he lives, the last one elsewhere: that the first is right after all. */
  @Test
  void anAddressThatALaterNoticeOverturnedIsToldWhenTheSourceSaysIt() throws Exception {
    jdbc.sql("update volging set feiten = null").update();
    antwoord(geheim("false") + adres("12", ""));
    bronWeg();
    bied(BerichtId.nieuw(NU), VERHUISD, geheim("false"), adres("12", ""), adres("14", ""));
    bied(
        BerichtId.nieuw(NU),
        "nl.brp.persoon-geemigreerd",
        geheim("false"),
        adres("14", ""),
        "<adres><soort>buitenland</soort></adres>");

    antwoord(geheim("false") + adres("14", ""));

    assertThat(verteld()).hasSize(1);
  }

  /**
   * The source was heard between the two and did not confirm the first: the second told itself too,
   * and is what the partners heard last, unless the first may have come after it.
   */
  @ParameterizedTest
  @CsvSource({"verrijkt, '', 0", "verrijkt, geparkeerd, 1", "vastgelegd, '', 1"})
  void aMoveBehindOneThatTheSourceNeverConfirmedIsToldOnce(String stap, String ook, int aantal)
      throws Exception {
    jdbc.sql("update volging set feiten = null").update();
    antwoord(geheim("false") + adres("12", ""));
    bronWeg();
    BerichtId eerste = BerichtId.nieuw(NU.minusSeconds(7200));
    String maand = adres("14", "").replace("2026-12-14", "2026-11");
    beslis(eerste, VERHUISD, geheim("false"), adres("12", ""), maand);
    stap(eerste, stap);
    if (!ook.isEmpty()) {
      stap(eerste, ook);
      stap(eerste, "gepubliceerd");
    }
    antwoord(geheim("false") + adres("12", ""));
    assertThat(
            bied(BerichtId.nieuw(NU), VERHUISD, geheim("false"), adres("12", ""), adres("14", "")))
        .isEqualTo("zelf");

    antwoord(geheim("false") + adres("14", ""));
    assertThat(verteld()).hasSize(aantal);

    assertThat(
            bied(BerichtId.nieuw(NU), VERHUISD, geheim("false"), adres("14", ""), adres("16", "")))
        .as("what the source confirmed, or following told, ends the wait")
        .isEqualTo("gevolgd");
    antwoord(geheim("false") + adres("16", ""));
    assertThat(verteld()).hasSize(aantal + 1);
  }

  /**
   * The last one says all, when the partners heard it last: the first one was sent before the
   * second was decided, and not only before the source was heard.
   */
  @ParameterizedTest
  @CsvSource({"true, 16, 0", "true, 14, 1", "false, 16, 1"})
  void ofTwoMovesSinceTheSourceWasHeardTheLastIsNotToldAgain(
      boolean verzonden, String bron, int aantal) throws Exception {
    jdbc.sql("update volging set feiten = null").update();
    antwoord(geheim("false") + adres("12", ""));
    bronWeg();
    BerichtId eerste = BerichtId.nieuw(NU);
    beslis(eerste, VERHUISD, geheim("false"), adres("12", ""), adres("14", ""));
    if (verzonden) {
      stap(eerste, "verrijkt");
    }
    bied(BerichtId.nieuw(NU), VERHUISD, geheim("false"), adres("14", ""), adres("16", ""));
    if (!verzonden) {
      stap(eerste, "verrijkt");
    }

    antwoord(geheim("false") + adres(bron, ""));

    assertThat(verteld()).hasSize(aantal);
  }

  /** The first death is still in force, and what is told of it is another story. */
  @Test
  void aDeathBehindOneThatTheSourceNeverConfirmedIsToldAgain() throws Exception {
    bronWeg();
    bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-02"));
    antwoord(LEEFT);
    bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-03"));

    antwoord(dood("2026-12-03"));

    assertThat(verteld()).hasSize(1);
  }

  /** Also without a difference that rule tells that a child turned eighteen: no notice does. */
  @Test
  void whatARuleAlsoTellsWithoutADifferenceIsNotLeftOut() throws Exception {
    bronWeg();
    String kind = "<kinderen><kind><geboortedatum>2008-12-21</geboortedatum></kind></kinderen>";
    bied(BerichtId.nieuw(NU), "nl.brp.kind-gewijzigd", "", "<kinderen/>", kind);

    antwoord(LEEFT + kind);

    assertThat(verteld()).hasSize(1);
  }

  @Test
  void anAnswerWhoseTransactionFailsLeavesWhatTheNoticeToldAsItWas() throws Exception {
    bronWeg();
    bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-02"));

    Beurt beurt = genomen();
    transactie.executeWithoutResult(
        status -> {
          verwerk(beurt, dood("2026-12-02"));
          status.setRollbackOnly();
        });
    antwoord(dood("2026-12-02"));

    assertThat(verteld()).isEmpty();
  }

  @Test
  void aQuestionThatIsUnderWayAtTheDecisionIsAskedAgain() throws Exception {
    bronWeg();
    Beurt onderweg = genomen();
    bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-02"));

    transactie.executeWithoutResult(status -> verwerk(onderweg, LEEFT));
    antwoord(dood("2026-12-02"));

    assertThat(verteld()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, '', '<verblijftNietOpAdres>false</verblijftNietOpAdres>', 0",
    "false, false, '', '<verblijftNietOpAdres>true</verblijftNietOpAdres>', 1",
    "false, false, '<huisletter>B</huisletter>', '', 1",
    "false, false, '', '<huisletter>B</huisletter>', 1",
    "'', false, '', '', 1",
    "true, false, '', '', 1",
    "true, true, '', '', 0"
  })
  void anAddressIsToldAgainWhenItDiffersOrWhenThePartnerDidNotGetToSeeIt(
      String geheimDoorKennisgeving, String geheim, String extra, String bron, int aantal)
      throws Exception {
    jdbc.sql("update volging set feiten = null").update();
    antwoord(geheim(geheim) + adres("12", ""));
    bronWeg();
    bied(
        BerichtId.nieuw(NU),
        VERHUISD,
        geheim(geheimDoorKennisgeving),
        adres("12", ""),
        adres("14", extra));

    antwoord(geheim(geheim) + adres("14", bron));

    assertThat(verteld()).hasSize(aantal);
  }

  @Test
  void aFactThatWasKeptByAnUnkeyedHashIsKnownAndKeptByAKeyedOneFromThenOn() throws Exception {
    antwoord(dood("2026-12-02"));
    BerichtId overlijden = verteld().get(0).bericht();
    String vroeger =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest((OVERLEDEN + "|" + BSN).getBytes(StandardCharsets.UTF_8)));
    assertThat(feiten()).doesNotContain(vroeger);
    jdbc.sql("update volging_feit set feit = ?, inhoud = null").param(vroeger).update();

    antwoord(dood("2026-12-01"));

    assertThat(verteld().get(1).document()).contains("<correctieVan>" + overlijden + "<");
    assertThat(feiten()).hasSize(1).doesNotContain(vroeger);
  }

  @Test
  void aWithdrawalIsNeverWithdrawnWhenTheSourceLagsBehindTheNotice() throws Exception {
    antwoord(dood("2026-12-02"));
    BerichtId overlijden = laatste();
    bronWeg();
    BerichtId intrekking = BerichtId.nieuw(NU);
    assertThat(bied(intrekking, INGETROKKEN, "", dood("2026-12-02"), LEEFT))
        .isEqualTo("zelf intrekkingVan " + overlijden);
    antwoord(dood("2026-12-02"));
    assertThat(verteld()).hasSize(1);

    antwoord(LEEFT);

    assertThat(verteld().get(1).document())
        .contains(INGETROKKEN + "<", "<intrekkingVan>" + overlijden + "<")
        .doesNotContain(intrekking.toString());
  }

  /** Nobody heard of the death: nobody needs to hear that it was none. */
  @Test
  void theWithdrawalOfWhatWasLeftToFollowingIsLeftToItToo() throws Exception {
    assertThat(bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-02")))
        .isEqualTo("gevolgd");
    // A withdrawal has no day of its own.
    plaatsgevonden = NU.toString();
    assertThat(bied(BerichtId.nieuw(NU), INGETROKKEN, "", dood("2026-12-02"), LEEFT))
        .isEqualTo("gevolgd");
    antwoord(LEEFT);
    assertThat(verteld()).isEmpty();

    assertThat(bied(BerichtId.nieuw(NU), INGETROKKEN, "", dood("2026-12-02"), LEEFT))
        .as("of a death from before, the source was heard since")
        .isEqualTo("zelf");
  }

  @Test
  void whatWasWithdrawnIsToldAnewAndNotCorrected() throws Exception {
    antwoord(dood("2026-12-02"));
    bronWeg();
    bied(BerichtId.nieuw(NU), INGETROKKEN, "", dood("2026-12-02"), LEEFT);

    antwoord(dood("2026-12-03"));

    assertThat(verteld().get(1).document())
        .contains(OVERLEDEN + "<")
        .doesNotContain("correctieVan", GECORRIGEERD);
  }

  @Test
  void aNoticeThatSaysWhatWasToldLastIsNotToldAndItsWithdrawalNamesThat() throws Exception {
    antwoordOnderweg(dood("2026-12-02"));
    bronWeg();
    assertThat(bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-02")))
        .as("the log does not know the first one as sent")
        .isEqualTo("zelf");
    somebodyWhoLivesIsFollowed();

    antwoord(dood("2026-12-02"));
    BerichtId overlijden = laatste();
    bronWeg();
    assertThat(bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-02")))
        .isEqualTo("al-verteld " + overlijden);
    assertThat(bied(BerichtId.nieuw(NU), INGETROKKEN, "", dood("2026-12-02"), LEEFT))
        .isEqualTo("zelf intrekkingVan " + overlijden);
    antwoord(LEEFT);
    assertThat(verteld()).hasSize(1);
  }

  @Test
  void aCorrectionThatIsOfferedTwiceUnderTwoIdsIsToldOnce() throws Exception {
    antwoord(dood("2026-12-02"));
    bronWeg();
    BerichtId eerste = BerichtId.nieuw(NU);
    bied(eerste, GECORRIGEERD, "", dood("2026-12-02"), dood("2026-12-01"));
    assertThat(bied(BerichtId.nieuw(NU), GECORRIGEERD, "", dood("2026-12-02"), dood("2026-12-01")))
        .isEqualTo("al-verteld " + eerste);

    antwoord(dood("2026-12-01"));

    assertThat(verteld()).hasSize(1);
  }

  @Test
  void behindACorrectionThatNamedNothingFollowingTellsWhatItCorrects() throws Exception {
    antwoord(dood("2026-12-02"));
    BerichtId overlijden = laatste();
    bronWeg();
    bied(BerichtId.nieuw(NU), GECORRIGEERD, "", dood("2026-12-05"), dood("2026-12-01"));
    bied(BerichtId.nieuw(NU), GECORRIGEERD, "", dood("2026-12-01"), dood("2026-12-03"));

    antwoord(dood("2026-12-03"));

    assertThat(verteld().get(1).document())
        .contains(GECORRIGEERD + "<", "<correctieVan>" + overlijden + "<");
  }

  @Test
  void allThatNoticesLeftInForceIsWithdrawn() throws Exception {
    antwoord(dood("2026-12-02"));
    BerichtId overlijden = laatste();
    bronWeg();
    BerichtId tweede = BerichtId.nieuw(NU);
    bied(tweede, OVERLEDEN, "", LEEFT, dood("2026-12-05"));

    antwoord(LEEFT);

    assertThat(verteld()).hasSize(3);
    assertThat(verteld().get(1).document() + verteld().get(2).document())
        .contains("<intrekkingVan>" + overlijden + "<", "<intrekkingVan>" + tweede + "<");
  }

  /** Following compares with what the source said: it does not see that things changed back. */
  @Test
  void aNoticeIsNotLeftToFollowingWhileTheSourceDidNotConfirmTheOneBeforeIt() throws Exception {
    String type = "nl.brp.geheimhouding-gewijzigd";
    jdbc.sql("update volging set feiten = null").update();
    antwoord(geheim("true"));
    bronWeg();
    bied(BerichtId.nieuw(NU), type, "", geheim("true"), geheim("false"));
    antwoord(geheim("true"));
    assertThat(verteld()).isEmpty();

    assertThat(bied(BerichtId.nieuw(NU), type, "", geheim("false"), geheim("true")))
        .isEqualTo("zelf");
  }

  @Test
  void anAddressIsNotLeftToFollowingWhileARelatedFactIsNotConfirmed() throws Exception {
    jdbc.sql("update volging set feiten = null").update();
    antwoord(geheim("false") + adres("12", ""));
    bronWeg();
    String weg = "<adres><soort>buitenland</soort></adres>";
    String geemigreerd = "nl.brp.persoon-geemigreerd";
    bied(BerichtId.nieuw(NU), geemigreerd, geheim("false"), adres("12", ""), weg);
    antwoord(geheim("false") + adres("12", ""));

    assertThat(bied(BerichtId.nieuw(NU), VERHUISD, geheim("false"), weg, adres("12", "")))
        .isEqualTo("zelf");
  }

  @Test
  void whatANoticeSaidThatWasRefusedForGoodIsToldAndNeverNamed() throws Exception {
    bronWeg();
    BerichtId geweigerd = BerichtId.nieuw(NU);
    beslis(geweigerd, OVERLEDEN, "", LEEFT, dood("2026-12-02"));
    // Enriched, and then a profile refused it.
    stap(geweigerd, "verrijkt");
    stap(geweigerd, "geparkeerd");
    stap(geweigerd, "afgewezen");

    antwoord(dood("2026-12-02"));
    assertThat(verteld()).hasSize(1);

    BerichtId overlijden = laatste();
    bronWeg();
    BerichtId correctie = BerichtId.nieuw(NU);
    beslis(correctie, GECORRIGEERD, "", dood("2026-12-02"), dood("2026-12-01"));
    stap(correctie, "verrijkt");
    stap(correctie, "geparkeerd");
    stap(correctie, "afgewezen");
    antwoord(dood("2026-12-01"));
    assertThat(verteld().get(1).document())
        .contains("<correctieVan>" + overlijden + "<")
        .doesNotContain(correctie.toString());
  }

  /** It holds the death, and nobody is going to ask it. */
  @Test
  void aWithdrawalIsToldItselfWhileTheSourceDoesNotAllowOurQuestions() throws Exception {
    antwoord(dood("2026-12-02"));
    BerichtId overlijden = verteld().get(0).bericht();
    assertThat(bied(BerichtId.nieuw(NU), INGETROKKEN, "", dood("2026-12-02"), LEEFT))
        .isEqualTo("gevolgd");

    jdbc.sql(
            """
            insert into bron_tempo (bron, minuut, aantal, dicht_sinds, dicht_tot)
            values ('brp', now(), 0, now(), now())
            on conflict (bron) do update set dicht_sinds = now(), dicht_tot = now()""")
        .update();
    assertThat(bied(BerichtId.nieuw(NU), INGETROKKEN, "", dood("2026-12-02"), LEEFT))
        .isEqualTo("zelf intrekkingVan " + overlijden);
  }

  /** A partner refused its copy, and an operator put that aside: all others have the event. */
  @Test
  void anEventOfWhichOneCopyWasRefusedIsNotToldAgainAndIsNamedByItsWithdrawal() throws Exception {
    bronWeg();
    BerichtId overlijden = BerichtId.nieuw(NU);
    bied(overlijden, OVERLEDEN, "", LEEFT, dood("2026-12-02"));
    List.of("gepubliceerd", "geparkeerd", "afgewezen").forEach(stap -> stap(overlijden, stap));

    antwoord(dood("2026-12-02"));
    assertThat(verteld()).isEmpty();

    antwoord(LEEFT);
    assertThat(verteld().get(0).document())
        .contains(INGETROKKEN + "<", "<intrekkingVan>" + overlijden + "<");
  }

  @Test
  void aNoticeNamesAnEventOfWhichOneCopyWasRefused() throws Exception {
    antwoord(dood("2026-12-02"));
    BerichtId overlijden = laatste();
    List.of("gepubliceerd", "geparkeerd", "afgewezen").forEach(stap -> stap(overlijden, stap));
    bronWeg();

    assertThat(bied(BerichtId.nieuw(NU), INGETROKKEN, "", dood("2026-12-02"), LEEFT))
        .isEqualTo("zelf intrekkingVan " + overlijden);
  }

  /** A profile refused it after it was enriched, and an operator put it aside: nobody has it. */
  @Test
  void aNoticeNamesNoEventThatNobodyGot() throws Exception {
    antwoord(dood("2026-12-02"));
    List.of("geparkeerd", "afgewezen").forEach(stap -> stap(laatste(), stap));
    bronWeg();

    assertThat(bied(BerichtId.nieuw(NU), INGETROKKEN, "", dood("2026-12-02"), LEEFT))
        .isEqualTo("zelf");
  }

  /** The operator lets what comes in its place go in the same moment. */
  @Test
  void aNoticeNamesNoEventThatWasRefusedForGoodAlsoWhenTheLogDoesNotSaySoYet() throws Exception {
    bronWeg();
    BerichtId geweigerd = BerichtId.nieuw(NU);
    beslis(geweigerd, OVERLEDEN, "", LEEFT, dood("2026-12-02"));
    volgorde.houdVast(dossier, geweigerd);
    List.of("verrijkt", "geparkeerd").forEach(stap -> stap(geweigerd, stap));
    volgorde.wijsAf(dossier, geweigerd);

    assertThat(bied(BerichtId.nieuw(NU), GECORRIGEERD, "", dood("2026-12-02"), dood("2026-12-01")))
        .isEqualTo("zelf");
  }

  /** A crash took the refusal back, and then the operator let it go after all. */
  @Test
  void whatIsReleasedAfterARefusalThatFailedIsNamed() throws Exception {
    antwoord(dood("2026-12-02"));
    BerichtId overlijden = laatste();
    volgorde.wijsAf(dossier, overlijden);
    volgorde.houdVast(dossier, overlijden);
    volgorde.laatLos(dossier, overlijden);
    bronWeg();

    assertThat(bied(BerichtId.nieuw(NU), INGETROKKEN, "", dood("2026-12-02"), LEEFT))
        .isEqualTo("zelf intrekkingVan " + overlijden);
  }

  /** A fault of ours: there is no event. */
  @Test
  void aNoticeNamesNoFactOfWhichNoEventCouldBeMadeAndDoesNotWaitForIt() throws Exception {
    antwoordOnderweg(dood("2026-12-02"));
    BerichtId overlijden = laatste();
    BerichtId later = BerichtId.nieuw(NU.plusSeconds(1));
    assertThat(volgorde.wachtEerder(dossier, later)).isTrue();
    afleidingen.mislukt(overlijden, "afleiding-ongeldig");
    assertThat(volgorde.wachtEerder(dossier, later)).isFalse();
    bronWeg();

    assertThat(bied(later, INGETROKKEN, "", dood("2026-12-02"), LEEFT)).isEqualTo("zelf");
  }

  /** Else it could correct an event that the partners get after it. */
  @Test
  void aNoticeThatIsAcceptedAfterFollowingToldTheFactWaitsUntilThatIsSent() {
    antwoordOnderweg(dood("2026-12-02"));

    assertThat(volgorde.wachtEerder(dossier, BerichtId.nieuw(NU.plusSeconds(1)))).isTrue();
    assertThat(volgorde.wachtEerder(dossier, BerichtId.nieuw(NU))).isFalse();

    verzonden();
    assertThat(volgorde.wachtEerder(dossier, BerichtId.nieuw(NU.plusSeconds(1)))).isFalse();
  }

  /** It waited behind an attachment, and goes out before what following told meanwhile. */
  @Test
  void aNoticeThatOvertakesWhatFollowingToldNamesItNotAndIsToldAgainByFollowing() throws Exception {
    antwoordOnderweg(dood("2026-12-02"));
    BerichtId overlijden = laatste();
    bronWeg();
    assertThat(bied(BerichtId.nieuw(NU), GECORRIGEERD, "", dood("2026-12-02"), dood("2026-12-01")))
        .isEqualTo("zelf");
    verzonden();
    assertThat(bied(BerichtId.nieuw(NU), GECORRIGEERD, "", dood("2026-12-02"), dood("2026-12-01")))
        .as("the death of the second was heard after it")
        .isEqualTo("zelf");

    antwoord(dood("2026-12-01"));

    assertThat(verteld()).hasSize(2);
    assertThat(verteld().get(1).document())
        .contains(GECORRIGEERD + "<", "<correctieVan>" + overlijden + "<");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAddressThatANoticeToldBeforeWhatFollowingToldIsToldAgain(boolean hier) throws Exception {
    jdbc.sql("update volging set feiten = null").update();
    antwoord(geheim("false") + adres("12", ""));
    String daar = hier ? adres("14", "") : "<adres><soort>buitenland</soort></adres>";
    antwoordOnderweg(geheim("false") + daar);
    bronWeg();
    bied(BerichtId.nieuw(NU), VERHUISD, geheim("false"), adres("12", ""), adres("16", ""));
    verzonden();

    antwoord(geheim("false") + adres("16", ""));

    assertThat(verteld()).hasSize(2);
  }

  /** What is known to be secret goes out without it, whatever the notice says of that. */
  @Test
  void anAddressThatANoticeCouldNotShowIsToldWhenItIsNoSecretAnyMore() throws Exception {
    jdbc.sql("update volging set feiten = null").update();
    antwoord(geheim("false") + adres("12", ""));
    voorraad
        .herkenningen()
        .bewaar(
            dossier,
            Herkenner.persoon(
                Canoniek.lees(
                        """
                        <Persoon xmlns="urn:ketenbrug:invordering:1"><naam><geslachtsnaam>Verzonneling\
                        </geslachtsnaam></naam><geheimhouding>true</geheimhouding></Persoon>""")
                    .delen("/k:Persoon")
                    .get(0)));
    bronWeg();
    bied(BerichtId.nieuw(NU), VERHUISD, geheim("false"), adres("12", ""), adres("14", ""));

    antwoord(geheim("false") + adres("14", ""));

    assertThat(verteld()).hasSize(1);
  }

  /** The log stored the first of two records of one transaction. */
  @Test
  void aNoticeThatAProfileRefusedIsOnItsWayUntilTheLogSaysSo() throws Exception {
    bronWeg();
    BerichtId apart = BerichtId.nieuw(NU);
    beslis(apart, OVERLEDEN, "", LEEFT, dood("2026-12-02"));
    volgorde.houdVast(dossier, apart);
    stap(apart, "verrijkt");

    antwoord(dood("2026-12-02"));
    assertThat(verteld()).as("not known yet").isEmpty();
    assertThat(jdbc.sql("select gelijk from kennisgeving_verteld").query(Boolean.class).single())
        .isFalse();
    stap(apart, "geparkeerd");
    antwoord(dood("2026-12-02"));

    assertThat(verteld()).hasSize(1);
  }

  /** Whose attachment came after the notice, and was told how it was before, must hear it too. */
  @Test
  void whoBecameAPartyAfterTheNoticeHearsItFromFollowing() throws Exception {
    bronWeg();
    bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-02"));
    voorraad.beslag(BSN, "R-2", List.of("00000099000000120000"));

    antwoord(dood("2026-12-02"));

    assertThat(verteld())
        .singleElement()
        .satisfies(
            v ->
                assertThat(v.document())
                    .contains(OVERLEDEN + "<", "<oin>00000099000000120000</oin>"));
  }

  @Test
  void whoIsAPartyNoMoreNeedsNotHearIt() throws Exception {
    betrokkenen = "|00000099000000110000|00000099000000120000|";
    bronWeg();
    bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-02"));

    antwoord(dood("2026-12-02"));

    assertThat(verteld()).isEmpty();
  }

  @Test
  void aNoticeThatSaysWhatWasToldLastIsToldWhenSomebodyBecameAPartySince() throws Exception {
    antwoord(dood("2026-12-02"));
    bronWeg();
    betrokkenen = "|00000099000000110000|00000099000000120000|";

    assertThat(bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-02")))
        .isEqualTo("zelf");
  }

  /** It may have told the parties how it was before the notice. */
  @Test
  void whatANoticeToldIsToldAgainBehindANewAttachment() throws Exception {
    bronWeg();
    bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-02"));
    beslagGelegd();

    antwoord(dood("2026-12-02"));

    assertThat(verteld()).hasSize(1);
  }

  @Test
  void aNoticeThatSaysWhatWasToldLastIsToldBehindANewAttachment() throws Exception {
    antwoord(dood("2026-12-02"));
    bronWeg();
    beslagGelegd();

    assertThat(bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-02")))
        .isEqualTo("zelf");
  }

  /** A new attachment that is about to ask the BRP. */
  private void beslagGelegd() {
    Bronpoort poort =
        new Bronpoort(
            null, null, new BronpoortSettings(1), new VerrijkingSettings(null, null), null) {
          @Override
          <T> T door(Dossiersleutel dossier, BerichtId bericht, Supplier<T> vragen) {
            throw new BronNietBereikbaar("brp", "Bron brp antwoordt niet", null);
          }
        };
    Verrijking verrijking =
        new Verrijking(
            poort,
            null,
            null,
            null,
            null,
            klok,
            new AfzenderSettings(new Oin("00000099000000010000")),
            voorraad.vertellingen(),
            new VerrijkingSettings(null, null));
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setHeader(Koppen.BERICHT_ID, BerichtId.nieuw(NU).toString());
    exchange
        .getMessage()
        .setBody(
            """
            <Gebeurtenis xmlns="urn:ketenbrug:invordering:1"><onderwerp>%s</onderwerp><inhoud>\
            <Beslaglegging><Schuldenaar><bsn>%s</bsn></Schuldenaar>\
            <Beslag><dagVanBeslag>2026-12-21</dagVanBeslag></Beslag></Beslaglegging></inhoud>\
            </Gebeurtenis>"""
                .formatted(dossier.value(), BSN));
    assertThatThrownBy(() -> verrijking.verrijk(exchange)).isInstanceOf(BronNietBereikbaar.class);
  }

  @Test
  void whatANoticeSaidThatIsSetApartIsTold() throws Exception {
    bronWeg();
    BerichtId apart = BerichtId.nieuw(NU);
    beslis(apart, OVERLEDEN, "", LEEFT, dood("2026-12-02"));
    stap(apart, "geparkeerd");

    antwoord(dood("2026-12-02"));

    assertThat(verteld()).hasSize(1);
  }

  @Test
  void anAnswerWaitsForANoticeThatIsOnItsWay() throws Exception {
    bronWeg();
    BerichtId onderweg = BerichtId.nieuw(NU);
    beslis(onderweg, OVERLEDEN, "", LEEFT, dood("2026-12-02"));
    antwoord(dood("2026-12-02"));
    assertThat(verteld()).isEmpty();
    assertThat(jdbc.sql("select gelijk from kennisgeving_verteld").query(Boolean.class).single())
        .as("it is not known yet whether it is told")
        .isFalse();

    stap(onderweg, "verrijkt");
    antwoord(dood("2026-12-02"));

    assertThat(verteld()).isEmpty();
    assertThat(gelogd)
        .singleElement()
        .satisfies(
            regel -> {
              assertThat(regel.code()).isEqualTo("al-verteld");
              assertThat(regel.uitleg()).contains(onderweg.toString());
              assertThat(regel.gebeurtenistype()).isEqualTo(OVERLEDEN);
            });
  }

  @Test
  void aNoticeThatWasOnItsWayForAnHourIsNotWaitedFor() throws Exception {
    bronWeg();
    beslis(BerichtId.nieuw(NU.minusSeconds(3601)), OVERLEDEN, "", LEEFT, dood("2026-12-02"));

    antwoord(dood("2026-12-02"));

    assertThat(verteld()).hasSize(1);
  }

  /** A notice may name only who came; following names all who are left. */
  @ParameterizedTest
  @CsvSource({"'', 0", "999991000, 1"})
  void aListIsLeftOutOnlyWhenBothSayTheSameOfHowItWas(String voorheen, int aantal)
      throws Exception {
    jdbc.sql("update volging set feiten = null").update();
    antwoord(voorheen.isEmpty() ? "" : partner(voorheen));
    bronWeg();
    String type = "nl.brp.partnerschap-gewijzigd";
    bied(BerichtId.nieuw(NU), type, "", "<partnerschappen/>", partner("999990019"));

    antwoord(partner("999990019"));

    assertThat(verteld()).hasSize(aantal);
  }

  /** An event of which it is not known what it says may have undone what was told. */
  @Test
  void behindANoticeThatSaysNothingOfHowItIsNowEverythingIsTold() throws Exception {
    bronWeg();
    bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-02"));
    bied(BerichtId.nieuw(NU), INGETROKKEN, "", dood("2026-12-02"), "");

    antwoord(dood("2026-12-02"));

    assertThat(verteld()).hasSize(1);
  }

  /** The source lags: it still says what the notice undid, and shows no difference. */
  @Test
  void behindANoticeThatSaysNothingOfHowItIsNowTheNextOnesAreToldThemselves() throws Exception {
    antwoord(dood("2026-12-02"));
    bronWeg();
    bied(BerichtId.nieuw(NU), INGETROKKEN, "", dood("2026-12-02"), "");
    antwoord(dood("2026-12-02"));

    assertThat(bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-02")))
        .isEqualTo("zelf");
    assertThat(bied(BerichtId.nieuw(NU), INGETROKKEN, "", dood("2026-12-02"), ""))
        .isEqualTo("zelf");
  }

  /** As notices of which it was not known how it is were kept once: it may be about any fact. */
  @Test
  void behindWhatWasKeptAsAnUnknownFactNoticesAreToldThemselves() throws Exception {
    antwoord(dood("2026-12-02"));
    voorraad
        .vertellingen()
        .meld(
            new Feit(dossier, "brp", "onbekend"),
            new Melding(BerichtId.nieuw(NU), INGETROKKEN, "", "", false, Set.of()),
            null);
    antwoord(dood("2026-12-02"));

    assertThat(bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-02")))
        .isEqualTo("zelf");
  }

  /** It is about the death: where somebody lives is another fact. */
  @Test
  void aNoticeThatSaysNothingOfHowItIsNowLeavesOtherFactsToFollowing() throws Exception {
    antwoord(dood("2026-12-02") + geheim("false") + adres("12", ""));
    bronWeg();
    bied(BerichtId.nieuw(NU), INGETROKKEN, "", dood("2026-12-02"), "");
    antwoord(dood("2026-12-02") + geheim("false") + adres("12", ""));

    assertThat(
            bied(BerichtId.nieuw(NU), VERHUISD, geheim("false"), adres("12", ""), adres("14", "")))
        .isEqualTo("gevolgd");
  }

  @Test
  void aNoticeThatSaysNothingOfHowItIsNowIsSettledWhenFollowingTellsTheFact() throws Exception {
    antwoord(dood("2026-12-02"));
    BerichtId overlijden = laatste();
    bronWeg();
    BerichtId intrekking = BerichtId.nieuw(NU);
    bied(intrekking, INGETROKKEN, "", dood("2026-12-02"), "");

    antwoord(LEEFT);
    assertThat(verteld().get(1).document())
        .contains(INGETROKKEN + "<", "<intrekkingVan>" + overlijden + "<")
        .doesNotContain(intrekking.toString());

    assertThat(bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-03")))
        .isEqualTo("gevolgd");
    antwoord(dood("2026-12-03"));
    assertThat(verteld()).hasSize(3);
  }

  /** An address that was told abroad may hold no longer behind a move that names none. */
  @Test
  void aNoticeThatSaysNothingOfHowItIsNowOvertakesRelatedFactsToo() throws Exception {
    jdbc.sql("update volging set feiten = null").update();
    antwoord(geheim("false") + adres("12", ""));
    bronWeg();
    String weg = "<adres><soort>buitenland</soort></adres>";
    bied(BerichtId.nieuw(NU), "nl.brp.persoon-geemigreerd", geheim("false"), adres("12", ""), weg);
    bied(BerichtId.nieuw(NU), VERHUISD + "-gecorrigeerd", geheim("false"), weg, "");

    antwoord(geheim("false") + weg);

    assertThat(verteld()).hasSize(1);
  }

  @Test
  void aNoticeThatNoRuleLooksAtLeavesTheQuestionThatIsUnderWay() throws Exception {
    Beurt onderweg = genomen();
    bied(BerichtId.nieuw(NU), "nl.brp.persoon-gewijzigd", "", LEEFT, LEEFT);

    transactie.executeWithoutResult(status -> verwerk(onderweg, dood("2026-12-02")));

    assertThat(verteld()).hasSize(1);
  }

  @Test
  void aDecisionThatIsCutOffLeavesNothing() throws Exception {
    bronWeg();
    BerichtId melding = BerichtId.nieuw(NU);
    transactie.executeWithoutResult(
        status -> {
          try {
            beslis(melding, OVERLEDEN, "", LEEFT, dood("2026-12-02"));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
          status.setRollbackOnly();
        });
    assertThat(feiten()).isEmpty();

    antwoord(dood("2026-12-02"));

    assertThat(verteld()).hasSize(1);
  }

  /** By the transaction that the engine gives it: half a decision is none. */
  @Test
  void aDecisionThatFailsHalfwayLeavesNothing() {
    bronWeg();
    jdbc.sql("alter table volging_feit add constraint proef check (soort = '') not valid").update();
    try {
      assertThatThrownBy(() -> bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-02")))
          .isInstanceOf(DataIntegrityViolationException.class);
    } finally {
      jdbc.sql("alter table volging_feit drop constraint proef").update();
    }

    antwoord(dood("2026-12-02"));

    assertThat(jdbc.sql("select count(*) from kennisgeving_verteld").query(Long.class).single())
        .isZero();
    assertThat(verteld()).hasSize(1);
  }

  @Test
  void aDecisionWaitsForAnAnswerThatIsBeingProcessedAndIsTakenByIt() throws Exception {
    bronWeg();
    Beurt beurt = genomen();
    CountDownLatch bezig = new CountDownLatch(1);
    CountDownLatch klaar = new CountDownLatch(1);
    ExecutorService draden = Executors.newFixedThreadPool(2);
    try {
      Future<?> antwoord =
          draden.submit(
              () ->
                  transactie.executeWithoutResult(
                      status -> {
                        verwerk(beurt, dood("2026-12-02"));
                        bezig.countDown();
                        wacht(klaar);
                      }));
      assertThat(bezig.await(30, TimeUnit.SECONDS)).isTrue();
      Future<String> besluit =
          draden.submit(() -> bied(BerichtId.nieuw(NU), OVERLEDEN, "", LEEFT, dood("2026-12-02")));
      assertThatThrownBy(() -> besluit.get(1, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);
      klaar.countDown();

      antwoord.get(30, TimeUnit.SECONDS);
      assertThat(besluit.get(30, TimeUnit.SECONDS)).isEqualTo("gevolgd");
    } finally {
      klaar.countDown();
      draden.shutdownNow();
    }
  }

  private static void wacht(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> feiten() {
    return jdbc.sql("select feit from volging_feit").query(String.class).list();
  }

  private BerichtId laatste() {
    return verteld().get(verteld().size() - 1).bericht();
  }

  private static String partner(String bsn) {
    return "<partnerschappen><partnerschap><bsn>"
        + bsn
        + "</bsn><begin>2026-12-10</begin></partnerschap></partnerschappen>";
  }

  private void bronWeg() {
    jdbc.sql("update volging set pogingen = 1").update();
  }

  private static String dood(String dag) {
    return "<overleden>true</overleden><datumOverlijden>" + dag + "</datumOverlijden>";
  }

  private static String geheim(String geheim) {
    return geheim.isEmpty() ? "" : "<geheimhouding>" + geheim + "</geheimhouding>";
  }

  private static String adres(String huisnummer, String meer) {
    return """
        <adres><soort>adres</soort><straat>Bedachtelaan</straat><huisnummer>%s</huisnummer>%s\
        <datumVan>2026-12-%s</datumVan></adres>"""
        .formatted(huisnummer, meer, huisnummer);
  }

  /** What becomes of a notice: left to following, or told itself, and what it refers to then. */
  private String bied(BerichtId id, String type, String altijd, String oud, String nieuw)
      throws IOException {
    String uitkomst = beslis(id, type, altijd, oud, nieuw);
    if (uitkomst.startsWith("zelf")) {
      stap(id, "verrijkt");
    }
    return uitkomst;
  }

  /** As {@link #bied}, but it does not get any further. */
  private String beslis(BerichtId id, String type, String altijd, String oud, String nieuw)
      throws IOException {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setHeader(Koppen.BERICHT_ID, id.toString());
    exchange.getMessage().setHeader(Koppen.DOSSIER, dossier.value());
    exchange.getMessage().setHeader(Koppen.GEBEURTENISTYPE, type);
    exchange.getMessage().setHeader(Koppen.BETROKKENEN, betrokkenen);
    exchange
        .getMessage()
        .setBody(
            """
            <Gebeurtenis xmlns="urn:ketenbrug:invordering:1"><id>%1$s</id>\
            <geregistreerd>%2$s</geregistreerd><plaatsgevonden>%7$s</plaatsgevonden>\
            <inhoud><Wijziging><Schuldenaar><bsn>%3$s</bsn>%4$s</Schuldenaar>\
            <oud><Persoon><bsn>%3$s</bsn>%4$s%5$s</Persoon></oud>\
            <nieuw><Persoon><bsn>%3$s</bsn>%4$s%6$s</Persoon></nieuw></Wijziging></inhoud>\
            </Gebeurtenis>"""
                .formatted(id, NU, BSN, altijd, oud, nieuw, plaatsgevonden));
    kennisgevingen().beslis(exchange);
    if (exchange.getProperty("gevolgd", Boolean.class)) {
      return "gevolgd";
    }
    if (exchange.getProperty("alVerteld") != null) {
      return "al-verteld " + exchange.getProperty("alVerteld");
    }
    Object naar = exchange.getMessage().getHeader("verwijstNaar");
    return naar == null
        ? "zelf"
        : "zelf " + exchange.getMessage().getHeader("verwijzing") + " " + naar;
  }

  private void stap(BerichtId bericht, String stap) {
    jdbc.sql(
            """
            insert into logregel (id, tijdstip, stap, bericht_id, correlatie_id)
            values (:id, now(), :stap, :bericht, :bericht)""")
        .param("id", BerichtId.nieuw(NU).value())
        .param("stap", stap)
        .param("bericht", bericht.value())
        .update();
  }

  /** What following tells of it is sent, and the log knows so. */
  private void antwoord(String velden) {
    antwoordOnderweg(velden);
    verzonden();
  }

  /** What following tells of it is not sent yet. */
  private void antwoordOnderweg(String velden) {
    Beurt beurt = genomen();
    transactie.executeWithoutResult(status -> verwerk(beurt, velden));
  }

  private void verzonden() {
    for (Afleidingen.Afleiding afleiding : verteld()) {
      volgorde.laatLos(dossier, afleiding.bericht());
      stap(afleiding.bericht(), "verrijkt");
    }
  }

  private void verwerk(Beurt beurt, String velden) {
    verwerking.verwerk(
        "brp",
        WIJZE,
        new Vergelijker(regels()),
        beurt,
        new Bsn(BSN),
        BerichtId.nieuw(NU),
        """
        <Personen xmlns="urn:ketenbrug:invordering:1" uitkomst="gevonden"><Persoon>\
        <bsn>%s</bsn>%s</Persoon></Personen>"""
            .formatted(BSN, velden));
  }

  private Beurt genomen() {
    volgingen.signaal(dossier, "brp");
    return transactie
        .execute(status -> volgingen.neem("brp", 1, Integer.MAX_VALUE, Duration.ofMinutes(5)))
        .get(0);
  }

  /** In the order in which they were told. */
  private List<Afleidingen.Afleiding> verteld() {
    List<Afleidingen.Afleiding> verteld = new ArrayList<>();
    transactie.executeWithoutResult(
        status -> {
          Voorraad.verzend(afleidingen, 100, verteld::add);
          status.setRollbackOnly();
        });
    return verteld;
  }

  private static Veranderregels regels() {
    try {
      return new YAMLMapper()
          .readValue(Path.of("config/veranderingen/brp.yaml").toFile(), Veranderregels.class);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Kennisgevingen kennisgevingen() {
    Bron brp =
        new Bron(
            "brp",
            "proef",
            "00000099000000020000",
            Bron.Levering.VRAAG,
            null,
            null,
            null,
            0,
            null,
            null,
            null,
            null,
            WIJZE,
            null);
    Kennisgevingen kennisgevingen =
        new Kennisgevingen(
            volgingen,
            voorraad.vertellingen(),
            geheimhouding,
            voorraad.herbepalingen(klok),
            Voorraad.bronuitval(jdbc, klok),
            new Bronnen(List.of(brp)),
            new Vergelijkers(List.of(regels())),
            new VolgSettings(true, List.of("brp"), 1, 1, 1, 1, 1),
            new VerrijkingSettings(null, null),
            klok);
    ProxyFactory proxy = new ProxyFactory(kennisgevingen);
    proxy.setProxyTargetClass(true);
    proxy.addAdvice(
        new TransactionInterceptor(
            (TransactionManager) transactie.getTransactionManager(),
            new AnnotationTransactionAttributeSource()));
    return (Kennisgevingen) proxy.getProxy();
  }
}
