package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Proefvragen;
import org.junit.jupiter.api.Test;

/** A household is asked about at the BRP, by Haal Centraal and through Suwinet. */
class BevragingTest {

  private static final List<Bsn> GEZIN =
      Stream.of("999991000", "999991012", "999991024").map(Bsn::new).toList();

  private final Bronantwoorden antwoorden = new Bronantwoorden(Clock.systemUTC());

  @Test
  void byHaalCentraalAHouseholdIsOneQuestion() throws Exception {
    Proefvragen vragen = new Proefvragen(BevragingTest::gevonden);

    assertThat(bsns(bevraging("brp", vragen))).containsExactlyElementsOf(waarden(GEZIN));
    assertThat(vragen.gesteld).containsExactly("brp 999991000 999991012 999991024");
  }

  /** More than it takes in one are two. */
  @Test
  void byHaalCentraalAQuestionIsAboutTwentyAtMost() throws Exception {
    List<Bsn> velen = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      velen.add(GEZIN.get(i % 3));
    }
    Proefvragen vragen = new Proefvragen(BevragingTest::gevonden);

    assertThat(Bevraging.wacht(bevraging("brp", vragen).personen(velen))).hasSize(21);
    assertThat(vragen.gesteld).hasSize(2).last().isEqualTo("brp 999991024");
  }

  @Test
  void throughSuwinetItIsAQuestionAboutEach() throws Exception {
    Proefvragen vragen = new Proefvragen(BevragingTest::gevonden);
    Instant begin = Instant.now();

    assertThat(bsns(bevraging("brp-suwinet", vragen))).containsExactlyElementsOf(waarden(GEZIN));

    assertThat(vragen.gesteld)
        .containsExactly("brp-suwinet 999991000", "brp-suwinet 999991012", "brp-suwinet 999991024");
    assertThat(antwoorden.sinds("brp-suwinet", begin)).isTrue();
    assertThat(antwoorden.sinds("brp", begin)).isFalse();
  }

  /** Another of the household is somebody else than who this question was about. */
  @Test
  void throughSuwinetAnAnswerAboutAnotherOfTheHouseholdIsRefused() throws Exception {
    Proefvragen vragen = new Proefvragen(vraag -> gevonden("brp-suwinet 999991000"));

    assertThatThrownBy(() -> bsns(bevraging("brp-suwinet", vragen)))
        .isInstanceOfSatisfying(
            Bronweigering.class,
            e -> {
              assertThat(e.code()).isEqualTo("antwoord-ander-persoon");
              assertThat(e.bron()).isEqualTo("brp-suwinet");
            });
  }

  /** What waits, waits for the source that was asked. */
  @Test
  void aFailureIsOfTheSourceThatWasAsked() throws Exception {
    Proefvragen vragen = new Proefvragen(vraag -> uitkomst("fout", ""));

    assertThatThrownBy(() -> bsns(bevraging("brp-suwinet", vragen)))
        .isInstanceOfSatisfying(
            BronNietBereikbaar.class, e -> assertThat(e.bron()).isEqualTo("brp-suwinet"));
  }

  private Bevraging bevraging(String brp, Proefvragen vragen) throws Exception {
    Bron bron =
        new YAMLMapper().readValue(Path.of("config/sources", brp + ".yaml").toFile(), Bron.class);
    return new Bevraging(vragen, bron, antwoorden, Map.of());
  }

  private static List<String> bsns(Bevraging bevraging) {
    return Bevraging.wacht(bevraging.personen(GEZIN)).stream()
        .map(persoon -> persoon.verplicht("k:bsn"))
        .toList();
  }

  private static List<String> waarden(List<Bsn> bsns) {
    return bsns.stream().map(Bsn::value).toList();
  }

  /** About everybody who is asked about, after the name of the source. */
  private static String gevonden(String vraag) {
    return uitkomst(
        "gevonden",
        Stream.of(vraag.split(" "))
            .skip(1)
            .map(bsn -> "<Persoon><bsn>" + bsn + "</bsn></Persoon>")
            .collect(Collectors.joining()));
  }

  private static String uitkomst(String uitkomst, String personen) {
    return "<Personen xmlns=\"urn:ketenbrug:invordering:1\" uitkomst=\"%s\">%s</Personen>"
        .formatted(uitkomst, personen);
  }
}
