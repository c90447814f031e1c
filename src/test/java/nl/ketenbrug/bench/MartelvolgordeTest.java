package nl.ketenbrug.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the sources of the torture deliver puts the order of a dossier to the test. */
class MartelvolgordeTest {

  private static final int DOSSIERS = 28;

  @Test
  void aThirdOfTheDossiersHasThreeToFiveMessagesBackToBack() {
    List<Integer> dossiers = dossiers(400);
    Set<Integer> lengten = new HashSet<>();
    Set<Integer> met = new HashSet<>();
    int lengte = 0;
    for (int i = 0; i < dossiers.size() - 1; i++) {
      lengte++;
      if (!dossiers.get(i).equals(dossiers.get(i + 1))) {
        lengten.add(lengte);
        if (lengte > 1) {
          met.add(dossiers.get(i));
        }
        lengte = 0;
      }
    }

    assertThat(lengten).containsExactlyInAnyOrder(1, 3, 4, 5);
    assertThat(met).hasSize(10);
    assertThat(met).as("also of persons whom nobody knows").anyMatch(d -> isGif(d));
    assertThat(met).as("and whose bailiff changes").anyMatch(d -> d % 3 == 2);
  }

  @Test
  void theShortFormReachesEveryDossierThatIsSetApart() {
    assertThat(dossiers(63))
        .containsAll(IntStream.range(0, DOSSIERS).boxed().filter(this::isGif).toList());
  }

  @Test
  void everyMessageHasItsOwnNumberAndTheLastOnesToo() {
    Martelvolgorde volgorde = new Martelvolgorde(DOSSIERS);
    List<Martelvolgorde.Plaats> alle =
        new ArrayList<>(Stream.generate(volgorde::volgende).limit(50).toList());
    alle.add(volgorde.slot(4));
    alle.add(volgorde.slot(5));

    assertThat(alle).extracting(Martelvolgorde.Plaats::nummer).doesNotHaveDuplicates();
    assertThat(alle.get(50).dossier()).isEqualTo(4);
  }

  @Test
  void whoHadATurnIsKnown() {
    Martelvolgorde volgorde = new Martelvolgorde(DOSSIERS);
    // Three to five of the first, one of the second.
    Stream.generate(volgorde::volgende).takeWhile(plaats -> plaats.dossier() < 1).count();

    assertThat(volgorde.isGeweest(1)).isTrue();
    assertThat(volgorde.isGeweest(2)).isFalse();

    Stream.generate(volgorde::volgende).takeWhile(plaats -> plaats.dossier() != 0).count();
    assertThat(volgorde.isGeweest(27)).as("in the turn before").isTrue();
  }

  @Test
  void whoWasAPartyStaysOne() {
    Martelvolgorde volgorde = new Martelvolgorde(DOSSIERS);
    List<Martelvolgorde.Plaats> later =
        Stream.generate(volgorde::volgende).limit(200).filter(p -> p.dossier() == 5).toList();

    assertThat(later.get(0).eigen()).isFalse();
    assertThat(later.subList(1, later.size())).isNotEmpty().allMatch(Martelvolgorde.Plaats::eigen);
  }

  private boolean isGif(int dossier) {
    return Martelvolgorde.isGif(dossier, 4);
  }

  private static List<Integer> dossiers(int berichten) {
    Martelvolgorde volgorde = new Martelvolgorde(DOSSIERS);
    return Stream.generate(volgorde::volgende)
        .limit(berichten)
        .map(Martelvolgorde.Plaats::dossier)
        .toList();
  }
}
