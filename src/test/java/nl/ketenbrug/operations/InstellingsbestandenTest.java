package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import nl.ketenbrug.delivery.Partner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the reader of a partner's file says of a value that cannot stand there. */
class InstellingsbestandenTest {

  @TempDir private Path map;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url: 'https://jan:geheim@ontvanger .invalid' | webhook.url is geen adres (adres-ongeldig)",
        "vorm: kubus | webhook.vorm is een van binair, gestructureerd (waarde-ongeldig)",
        "geduld: drie dagen | webhook.geduld heeft een verkeerde vorm (waarde-ongeldig)",
        "handdruk: soms | webhook.handdruk heeft een verkeerde vorm (waarde-ongeldig)"
      })
  void aWrongValueIsSaidWithItsPlaceAndACode(String regel, String uitleg) throws IOException {
    Path bestand = map.resolve("p.yaml");
    Files.writeString(bestand, "code: p\nwebhook:\n  " + regel + "\n");

    assertThatThrownBy(() -> lees(bestand))
        .isInstanceOf(Instellingsbestanden.Instellingsfout.class)
        .hasMessageEndingWith(": " + uitleg)
        .hasMessageNotContaining("geheim");
  }

  @Test
  void aWrongChannelIsSaidWithTheChannelsThatThereAre() throws IOException {
    Path bestand = map.resolve("p.yaml");
    Files.writeString(bestand, "code: p\nabonnement:\n  kanaal: fax\n");

    assertThatThrownBy(() -> lees(bestand))
        .hasMessageEndingWith(
            "abonnement.kanaal is een van amqp, pull, webhook, csv, bestand (waarde-ongeldig)");
  }

  @Test
  void aFileThatSaysNothingIsSaid() throws IOException {
    Path bestand = map.resolve("p.yaml");
    Files.writeString(bestand, "~\n");

    assertThatThrownBy(() -> lees(bestand))
        .isInstanceOf(Instellingsbestanden.Instellingsfout.class)
        .hasMessageEndingWith("het geheel heeft een verkeerde vorm (waarde-ongeldig)");
  }

  @Test
  void aFilterInTheFileNarrowsTheTypes() throws IOException {
    Partner partner = lees(metFilter("{not: {prefix: {type: nl.beslagvrijevoet.}}}"));

    assertThat(partner.abonnement().gebeurtenistypen())
        .containsExactlyInAnyOrder(
            "nl.beslagregister.beslag-gelegd", "nl.beslagregister.beslag-opgeheven");
    assertThat(partner.filter(partner.abonnement().gebeurtenistypen()))
        .isEqualTo(
            "(gebeurtenistype IN ('nl.beslagregister.beslag-gelegd',"
                + " 'nl.beslagregister.beslag-opgeheven')) OR afnemer = 'p'");
  }

  @Test
  void aFilterThatIsNoneOrLetsNothingPassIsSaidWithItsPlace() throws IOException {
    Path geen = metFilter("{some: {type: x}}");
    Path niets = metFilter("{exact: {type: nl.brp.persoon-overleden}}");

    assertThatThrownBy(() -> lees(geen))
        .isInstanceOf(Instellingsbestanden.Instellingsfout.class)
        .hasMessageContaining("filter.some: onbekend; het is all, any, not, exact of prefix");
    assertThatThrownBy(() -> lees(niets))
        .hasMessageContaining(
            "abonnement.gebeurtenistypen is leeg: er staat geen type, of het filter laat er geen"
                + " door");
  }

  /** Before a court this is the first question; the sentences stand in add-a-partner.md. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abonnement | zonder wettelijke grondslag mag deze partner geen gegevens ontvangen",
        "raadplegen | zonder wettelijke grondslag mag deze partner het beslagregister niet raadplegen",
        "registreren | zonder grondslag mag deze partner niets in het beslagregister registreren"
      })
  void withoutAGrondslagNothingIsActive(String blok, String zin) throws IOException {
    assertThat(lees(metGrondslag(blok, "art. 475g Rv")).code()).isEqualTo("p");
    for (String leeg : new String[] {null, "", "''", "'   '", "\"\\t\\n\"", "~"}) {
      Path bestand = metGrondslag(blok, leeg);
      assertThatThrownBy(() -> lees(bestand))
          .as("%s with grondslag %s", blok, leeg)
          .isInstanceOf(Instellingsbestanden.Instellingsfout.class)
          .hasMessageContaining(blok + ".grondslag ontbreekt: " + zin);
    }
  }

  /** The file of a partner with all three rights, of which one has this grondslag; null = none. */
  private Path metGrondslag(String blok, String grondslag) throws IOException {
    String regel = grondslag == null ? "" : "  grondslag: " + grondslag + "\n";
    StringBuilder tekst =
        new StringBuilder("code: p\nnaam: Proef\noin: \"00000099000000150000\"\n");
    Map.of(
            "abonnement",
            "  gebeurtenistypen: [nl.beslagregister.beslag-gelegd]\n"
                + "  bereik: alle-dossiers\n  profiel: beperkt\n  kanaal: pull\n",
            "raadplegen",
            "  doelen: [voor-beslag]\n  beslagvrijeVoet: true\n",
            "registreren",
            "  gerechtsdeurwaarders: [GDW-PROEF]\n")
        .forEach(
            (naam, rest) ->
                tekst
                    .append(naam)
                    .append(":\n")
                    .append(naam.equals(blok) ? regel : "  grondslag: proef\n")
                    .append(rest));
    return Files.writeString(map.resolve("p.yaml"), tekst);
  }

  private Path metFilter(String filter) throws IOException {
    return Files.writeString(
        map.resolve(filter.hashCode() + ".yaml"),
        """
        code: p
        naam: Proef
        oin: "00000099000000150000"
        abonnement:
          grondslag: proef
          gebeurtenistypen:
            - nl.beslagregister.beslag-gelegd
            - nl.beslagregister.beslag-opgeheven
            - nl.beslagvrijevoet.bvv-vastgesteld
          filter: %s
          bereik: alle-dossiers
          profiel: beperkt
          kanaal: pull
        """
            .formatted(filter));
  }

  private static Partner lees(Path bestand) {
    try (var fabriek = Validation.buildDefaultValidatorFactory()) {
      return new Instellingsbestanden(fabriek.getValidator()).lees(bestand, Partner.class);
    }
  }
}
