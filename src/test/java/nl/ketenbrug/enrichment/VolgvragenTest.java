package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Proefvragen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom and what a source with JSON is asked about. */
class VolgvragenTest {

  private static final Bsn BSN = new Bsn("999991000");
  private static final Dossiersleutel DOSSIER = new Dossiersleutel("a".repeat(64));
  private static final String NS = "xmlns=\"urn:ketenbrug:invordering:1\"";

  private static final Instant NU = Instant.parse("2026-12-21T10:00:00Z");
  private static final Duration STAP = Duration.ofSeconds(1);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private String eigendom;
  private String beslagen;
  private Duration hoogstens = Duration.ofMinutes(2);

  private Optional<String> gezegd(Dossiersleutel dossier, String bron) {
    assertThat(bron).isEqualTo("kadaster-eigendom");
    return Optional.ofNullable(eigendom);
  }

  private Optional<String> bewaard(Dossiersleutel dossier, String bron) {
    assertThat(bron).isEqualTo("brk");
    return Optional.ofNullable(beslagen);
  }

  /** How often it was said that a question goes out. */
  private int uitgegaan;

  private Volgvragen volgvragen(Proefvragen vragen) {
    return new Volgvragen(vragen, this::gezegd, this::bewaard, hoogstens, meters, klok(vragen));
  }

  /** Each question takes a second. */
  private static Clock klok(Proefvragen vragen) {
    return new Clock() {
      @Override
      public Instant instant() {
        return NU.plus(STAP.multipliedBy(vragen.gesteld.size()));
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "<recht><einde>2026-12-21</einde></recht>, false",
    "<recht><einde>2026-12-20</einde></recht>, false",
    "<recht><einde>2026-12</einde></recht>, false",
    "<recht><einde>2026</einde></recht>, false",
    "<recht><einde>2025-06</einde></recht>, false",
    "<recht><einde>onbekend</einde></recht>, false",
    "<recht><einde>2026-12-22</einde></recht>, true",
    "<recht><einde>2027-01</einde></recht>, true",
    "<recht><omschrijving>Eigendom</omschrijving></recht>, true",
    "<recht><einde>2020-01-01</einde></recht><recht/>, true",
    "'', true"
  })
  void whatHeHasNoRightToAnyMoreIsNotAskedAbout(String recht, boolean gevraagd) throws Exception {
    eigendom = "<feiten %s>%s</feiten>".formatted(NS, zaak("00012", recht));
    Proefvragen vragen = new Proefvragen(over -> gevonden(zaak("00012", "")));

    Volgvragen.Gesteld gesteld =
        volgvragen(vragen).stel(bron("brk"), DOSSIER, BSN, Map.of(), () -> uitgegaan++);

    assertThat(vragen.gesteld).hasSize(gevraagd ? 1 : 0);
    assertThat(gesteld.antwoord().contains("00012")).isEqualTo(gevraagd);
    assertThat(gesteld.gevraagd()).isEqualTo(gevraagd);
    assertThat(uitgegaan).isEqualTo(gevraagd ? 1 : 0);
  }

  @Test
  void aPropertyThatIsNotFoundOrCannotBeAskedAboutKeepsWhatWasKnownOfIt() throws Exception {
    String vreemd = zaak("00015", "").replace(">Verzonnendam<", ">Verzonnen (dam)<");
    eigendom =
        "<feiten %s>%s%s%s</feiten>".formatted(NS, zaak("00012", ""), zaak("00013", ""), vreemd);
    String beslag = "<kadasterbeslag><kenmerk>B-%s</kenmerk></kadasterbeslag>";
    beslagen =
        "<feiten %s>%s%s%s</feiten>"
            .formatted(
                NS,
                zaak("00013", beslag.formatted(13)).replace("Verzonnendam", "VERZONNENDAM"),
                vreemd.replace("</aanduiding>", "</aanduiding>" + beslag.formatted(15)),
                zaak("00099", beslag.formatted("van-eerder")));
    Proefvragen vragen =
        new Proefvragen(
            over ->
                over.contains("00013")
                    ? "<Brongegevens %s uitkomst=\"niets-gevonden\"/>".formatted(NS)
                    : gevonden(zaak("00012", beslag.formatted(12))));

    String antwoord =
        volgvragen(vragen).stel(bron("brk"), DOSSIER, BSN, Map.of(), () -> uitgegaan++).antwoord();

    assertThat(Canoniek.lees(antwoord).teksten("//k:kenmerk"))
        .containsExactly("B-12", "B-13", "B-15");
    assertThat(vragen.gesteld).hasSize(2);
    assertThat(nietGevraagd("vorm")).isOne();
  }

  /** Some of them the source never finds; what was known is in every answer meanwhile. */
  @Test
  void ofWhoHasHundredsEachOneIsAskedAboutInTheEndAndNoneIsLost() throws Exception {
    List<String> percelen = IntStream.rangeClosed(1, 300).mapToObj("%05d"::formatted).toList();
    eigendom =
        "<feiten %s>%s</feiten>"
            .formatted(NS, percelen.stream().map(p -> zaak(p, "")).collect(Collectors.joining()));
    Set<String> onvindbaar = Set.copyOf(percelen.subList(0, 15));
    Proefvragen vragen =
        new Proefvragen(
            over -> {
              String perceel = perceel(over);
              return onvindbaar.contains(perceel)
                  ? "<Brongegevens %s uitkomst=\"niets-gevonden\"/>".formatted(NS)
                  : gevonden(zaak(perceel, ""));
            });
    Bron brk = bron("brk");
    Set<String> gevonden = new HashSet<>();
    int beurten = 0;
    while (gevonden.size() < 285 && beurten < 60) {
      beurten++;
      int eerder = vragen.gesteld.size();
      Volgvragen.Gesteld gesteld =
          volgvragen(vragen).stel(brk, DOSSIER, BSN, Map.of(), () -> uitgegaan++);
      assertThat(vragen.gesteld).hasSize(eerder + 20);
      assertThat(gesteld.beurten()).isEqualTo(15);
      List<String> nu = Canoniek.lees(gesteld.antwoord()).teksten("//k:perceel");
      assertThat(nu).doesNotHaveDuplicates().containsAll(gevonden);
      gevonden.addAll(nu);
      beslagen = gesteld.antwoord().replace("Brongegevens", "feiten");
    }
    assertThat(gevonden).hasSize(285);
    assertThat(nietGevraagd("latere-beurt")).isEqualTo(280.0 * beurten);

    // From now on half of a turn or more is for what is known, the longest ago first.
    vragen.gesteld.clear();
    for (int beurt = 0; beurt < 29; beurt++) {
      beslagen =
          volgvragen(vragen)
              .stel(brk, DOSSIER, BSN, Map.of(), () -> uitgegaan++)
              .antwoord()
              .replace("Brongegevens", "feiten");
    }
    assertThat(vragen.gesteld.stream().map(VolgvragenTest::perceel))
        .containsAll(percelen.subList(15, 300));
  }

  private double nietGevraagd(String reden) {
    return meters
        .get("ketenbrug.volgen.niet.gevraagd")
        .tags("bron", "brk", "reden", reden)
        .counter()
        .count();
  }

  private static String perceel(String over) {
    return over.replaceAll("(?s).*<perceel>|</.*", "");
  }

  @Test
  void withTheCodeOfItsGemeenteAPropertyCanBeAskedAboutWithoutTheName() throws Exception {
    eigendom =
        "<feiten %s>%s</feiten>"
            .formatted(
                NS,
                zaak("00012", "")
                    .replace("<gemeente>Verzonnendam</gemeente>", "")
                    .replace("9901", "VZD01"));
    Proefvragen vragen = new Proefvragen(over -> gevonden(zaak("00012", "")));

    volgvragen(vragen).stel(bron("brk"), DOSSIER, BSN, Map.of(), () -> uitgegaan++);

    assertThat(vragen.gesteld).singleElement().asString().doesNotContain("gemeente>");
  }

  @Test
  void moreQuestionsThanFitInATurnAreOneThatFailed() throws Exception {
    hoogstens = STAP;
    eigendom =
        "<feiten %s>%s%s%s</feiten>"
            .formatted(NS, zaak("00012", ""), zaak("00013", ""), zaak("00014", ""));
    Proefvragen vragen = new Proefvragen(over -> gevonden(zaak("00012", "")));
    Bron brk = bron("brk");

    assertThatThrownBy(
            () -> volgvragen(vragen).stel(brk, DOSSIER, BSN, Map.of(), () -> uitgegaan++))
        .isInstanceOf(BronNietBereikbaar.class)
        .extracting(e -> ((BronNietBereikbaar) e).code())
        .isEqualTo("bron-te-laat");
    assertThat(vragen.gesteld).hasSize(2);
  }

  private static String gevonden(String zaak) {
    return "<Brongegevens %s uitkomst=\"gevonden\">%s</Brongegevens>".formatted(NS, zaak);
  }

  @Test
  void theAttachmentsOfAllPropertiesOfADebtorAreOneAnswerAndHisNumberIsAskedNowhere()
      throws Exception {
    eigendom =
        "<feiten %s>%s%s%s</feiten>"
            .formatted(NS, zaak("00012", ""), zaak("00013", "<recht/>"), zaak("00014", ""));
    Proefvragen vragen =
        new Proefvragen(
            over ->
                over.contains("00013")
                    ? "<Brongegevens %s uitkomst=\"niets-gevonden\"/>".formatted(NS)
                    : "<Brongegevens %s uitkomst=\"gevonden\">%s</Brongegevens>"
                        .formatted(NS, zaak(over.replaceAll("(?s).*<perceel>|</.*", ""), "")));

    String antwoord =
        volgvragen(vragen).stel(bron("brk"), DOSSIER, BSN, Map.of(), () -> uitgegaan++).antwoord();

    assertThat(Canoniek.lees(antwoord).verplicht("/k:Brongegevens/@uitkomst"))
        .isEqualTo("gevonden");
    assertThat(Canoniek.lees(antwoord).teksten("/k:Brongegevens/k:OnroerendeZaak//k:perceel"))
        .containsExactly("00012", "00014");
    assertThat(vragen.gesteld).hasSize(3).noneMatch(vraag -> vraag.contains(BSN.value()));
  }

  @Test
  void oneQuestionThatFailsIsNoAnswerAboutTheOthers() throws Exception {
    eigendom = "<feiten %s>%s%s</feiten>".formatted(NS, zaak("00012", ""), zaak("00013", ""));
    Proefvragen vragen =
        new Proefvragen(
            over -> {
              if (over.contains("00013")) {
                throw new BronNietBereikbaar("brk", "weg", null);
              }
              return "<Brongegevens %s uitkomst=\"gevonden\">%s</Brongegevens>"
                  .formatted(NS, zaak("00012", ""));
            });
    Bron brk = bron("brk");

    assertThatThrownBy(
            () -> volgvragen(vragen).stel(brk, DOSSIER, BSN, Map.of(), () -> uitgegaan++))
        .isInstanceOf(BronNietBereikbaar.class);
  }

  /** Its circuit is open: the trial of the day is for a question that it gets. */
  @ParameterizedTest
  @CsvSource({
    "bron-niet-gevraagd, 0",
    "bron-vraag-niet-vastgelegd, 0",
    "bron-te-laat, 1",
    "bron-niet-gerechtigd, 1"
  })
  void whatWasNotAskedDidNotGoOut(String code, int keren) throws Exception {
    eigendom = "<feiten %s>%s</feiten>".formatted(NS, zaak("00012", ""));
    Proefvragen vragen =
        new Proefvragen(
            over -> {
              throw code.equals("bron-niet-gerechtigd")
                  ? new Bronweigering("proef", code, "proef")
                  : new BronNietBereikbaar("proef", code, "proef", null);
            });
    for (Bron bron : List.of(bron("betaalverplichtingen"), bron("polis"), bron("brk"))) {
      uitgegaan = 0;
      assertThatThrownBy(
              () -> volgvragen(vragen).stel(bron, DOSSIER, BSN, Map.of(), () -> uitgegaan++))
          .isInstanceOf(RuntimeException.class);
      assertThat(uitgegaan).as(bron.naam()).isEqualTo(keren);
    }
  }

  @Test
  void ofSeveralQuestionsTheFirstOneThatIsAskedWentOut() throws Exception {
    eigendom = "<feiten %s>%s%s</feiten>".formatted(NS, zaak("00012", ""), zaak("00013", ""));
    Proefvragen vragen =
        new Proefvragen(
            over -> {
              if (over.contains("00013")) {
                throw new BronNietBereikbaar(
                    "brk", BronNietBereikbaar.NIET_GEVRAAGD, "proef", null);
              }
              return gevonden(zaak("00012", ""));
            });
    Bron brk = bron("brk");

    assertThatThrownBy(
            () -> volgvragen(vragen).stel(brk, DOSSIER, BSN, Map.of(), () -> uitgegaan++))
        .isInstanceOf(BronNietBereikbaar.class);
    assertThat(uitgegaan).isEqualTo(1);
  }

  @Test
  void whoseRealEstateIsNotKnownYetHasToWait() throws Exception {
    Proefvragen vragen = new Proefvragen(over -> "");
    Bron brk = bron("brk");

    assertThatThrownBy(
            () -> volgvragen(vragen).stel(brk, DOSSIER, BSN, Map.of(), () -> uitgegaan++))
        .isInstanceOf(GeweigerdBericht.class)
        .extracting(e -> ((GeweigerdBericht) e).code())
        .isEqualTo("eigendom-onbekend");
    assertThat(vragen.gesteld).isEmpty();
    assertThat(uitgegaan).isZero();
  }

  @Test
  void whatSomebodyHasToPayIsAskedByHisNumber() throws Exception {
    Proefvragen vragen = new Proefvragen(over -> "<antwoord/>");

    volgvragen(vragen)
        .stel(bron("betaalverplichtingen"), DOSSIER, BSN, Map.of(), () -> uitgegaan++);

    assertThat(vragen.gesteld).containsExactly("999991000");
    assertThat(uitgegaan).isEqualTo(1);
  }

  /**
   * @param recht what stands after the aanduiding
   */
  private static String zaak(String perceel, String recht) {
    return """
        <OnroerendeZaak %s><aanduiding><gemeentecode>9901</gemeentecode><gemeente>Verzonnendam</gemeente>\
        <sectie>K</sectie><perceel>%s</perceel></aanduiding>%s</OnroerendeZaak>"""
        .formatted(NS, perceel, recht);
  }

  private static Bron bron(String naam) throws Exception {
    return new YAMLMapper()
        .readValue(Path.of("config/sources", naam + ".yaml").toFile(), Bron.class);
  }
}
