package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Proefvragen;
import org.junit.jupiter.api.Test;

/** Whom and what a source with JSON is asked about. */
class VolgvragenTest {

  private static final Bsn BSN = new Bsn("999991000");
  private static final Dossiersleutel DOSSIER = new Dossiersleutel("a".repeat(64));
  private static final String NS = "xmlns=\"urn:ketenbrug:invordering:1\"";

  private String eigendom;

  private Optional<String> bewaard(Dossiersleutel dossier, String bron) {
    assertThat(bron).isEqualTo("kadaster-eigendom");
    return Optional.ofNullable(eigendom);
  }

  @Test
  void theAttachmentsOfAllPropertiesOfADebtorAreOneAnswerAndHisNumberIsAskedNowhere()
      throws Exception {
    eigendom =
        "<feiten %s>%s%s%s</feiten>"
            .formatted(NS, zaak("00012", ""), zaak("00013", "A"), zaak("00014", ""));
    Proefvragen vragen =
        new Proefvragen(
            over ->
                over.contains("00013")
                    ? "<Brongegevens %s uitkomst=\"niets-gevonden\"/>".formatted(NS)
                    : "<Brongegevens %s uitkomst=\"gevonden\">%s</Brongegevens>"
                        .formatted(NS, zaak(over.replaceAll("(?s).*<perceel>|</.*", ""), "")));

    String antwoord =
        new Volgvragen(vragen, this::bewaard).stel(bron("brk"), DOSSIER, BSN, Map.of());

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
            () -> new Volgvragen(vragen, this::bewaard).stel(brk, DOSSIER, BSN, Map.of()))
        .isInstanceOf(BronNietBereikbaar.class);
  }

  @Test
  void whoseRealEstateIsNotKnownYetHasToWait() throws Exception {
    Proefvragen vragen = new Proefvragen(over -> "");
    Bron brk = bron("brk");

    assertThatThrownBy(
            () -> new Volgvragen(vragen, this::bewaard).stel(brk, DOSSIER, BSN, Map.of()))
        .isInstanceOf(GeweigerdBericht.class)
        .extracting(e -> ((GeweigerdBericht) e).code())
        .isEqualTo("eigendom-onbekend");
    assertThat(vragen.gesteld).isEmpty();
  }

  @Test
  void whatSomebodyHasToPayIsAskedByHisNumber() throws Exception {
    Proefvragen vragen = new Proefvragen(over -> "<antwoord/>");

    new Volgvragen(vragen, this::bewaard)
        .stel(bron("betaalverplichtingen"), DOSSIER, BSN, Map.of());

    assertThat(vragen.gesteld).containsExactly("<bsn>999991000</bsn>");
  }

  private static String zaak(String perceel, String recht) {
    return """
        <OnroerendeZaak %s><aanduiding><gemeentecode>9901</gemeentecode><gemeente>Verzonnendam</gemeente>\
        <sectie>K</sectie><perceel>%s</perceel></aanduiding>%s</OnroerendeZaak>"""
        .formatted(NS, perceel, recht.isEmpty() ? "" : "<recht/>");
  }

  private static Bron bron(String naam) throws Exception {
    return new YAMLMapper()
        .readValue(Path.of("config/sources", naam + ".yaml").toFile(), Bron.class);
  }
}
