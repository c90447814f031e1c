package nl.ketenbrug.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import nl.ketenbrug.message.BerichtId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the count finds what is wrong; on books that were made up. */
class MarteltellingTest {

  private static final long SEED = 4;
  private static final int DOSSIER = 3;

  @TempDir private Path map;

  @Test
  void booksThatAgreeGiveNoDifference() throws IOException {
    schrijf(ids -> ids);

    assertThat(telling()).isEmpty();
  }

  @Test
  void anEventThatAPartnerNeverGotIsADifference() throws IOException {
    schrijf(ids -> ids.subList(0, ids.size() - 1));

    assertThat(telling()).hasSize(1).first().asString().contains("martel-csv: kreeg niet ");
  }

  @Test
  void anEventThatNobodyWasPromisedIsADifference() throws IOException {
    schrijf(
        ids -> {
          List<String> meer = new ArrayList<>(ids);
          meer.add(id(99));
          return meer;
        });

    assertThat(telling())
        .containsExactly("martel-csv: kreeg waar het geen recht op heeft " + id(99));
  }

  @Test
  void eventsOfADossierInAnotherOrderAreADifference() throws IOException {
    schrijf(
        ids -> {
          List<String> anders = new ArrayList<>(ids);
          Collections.swap(anders, 0, 2);
          return anders;
        });

    assertThat(telling()).anyMatch(zin -> zin.contains("martel-csv: ontvangst van "));
    assertThat(telling()).anyMatch(zin -> zin.contains("martel-csv: nummering van "));
  }

  @Test
  void aHoleInTheNumbersIsADifference() throws IOException {
    schrijf(ids -> ids);
    Path boek = Martelafnemers.boek(map, Martelrol.CSV);
    Files.writeString(boek, Files.readString(boek).replaceAll("\t4\t", "\t44\t"));

    assertThat(telling()).anyMatch(zin -> zin.contains("de nummers zijn niet 1 tot en met 4"));
  }

  @Test
  void theSameEventWithAnotherBodyIsADifference() throws IOException {
    schrijf(ids -> ids);
    try (Boek boek = new Boek(Martelafnemers.boek(map, Martelrol.CSV))) {
      boek.schrijf(Martelafnemer.GEKREGEN, id(1), 1, "anders", Martelrol.GELEGD);
    }

    assertThat(telling()).hasSize(1).first().asString().contains("kwam nog eens");
  }

  @Test
  void anAnswerThatIsNotTheOneThatWasGivenIsADifference() throws IOException {
    schrijf(ids -> ids);
    try (Boek boek = new Boek(Martelafnemers.boek(map, Martelrol.CSV))) {
      boolean weigert = Martelrol.CSV.weigert(SEED, id(1));
      boek.schrijf(
          Martelafnemer.BEANTWOORD,
          id(1),
          weigert ? Martelafnemer.GEACCEPTEERD : Martelafnemer.GEWEIGERD);
    }

    assertThat(telling()).hasSize(1).first().asString().contains("en dat is het niet");
  }

  @Test
  void aLineThatWasCutOffIsNoLineAndSpoilsNoOther() throws IOException {
    Path pad = map.resolve("boek.txt");
    try (Boek boek = new Boek(pad)) {
      boek.schrijf("A", "een");
    }
    Files.writeString(pad, "A\ttw", StandardOpenOption.APPEND);
    try (Boek boek = new Boek(pad)) {
      boek.schrijf("A", "drie");
    }

    assertThat(Boek.lees(pad)).extracting(regel -> regel[1]).containsExactly("een", "drie");
  }

  @Test
  void aPartnerThatIsNoPartyGetsNothingAndFromThenOnEverything() throws IOException {
    Martelboeken boeken = new Martelboeken(map, SEED);
    try (Boek bron = new Boek(boeken.vanBron())) {
      bron.schrijf(Martelbron.AANGENOMEN, 1, id(1), DOSSIER, false);
      bron.schrijf(Martelbron.AANGENOMEN, 2, id(2), DOSSIER, true);
      bron.schrijf(Martelbron.AANGENOMEN, 3, id(3), DOSSIER, false);
    }

    assertThat(boeken.verwacht(Martelrol.CORE).get(DOSSIER))
        .containsExactly(id(2), bvv(2), id(3), bvv(3));
    assertThat(boeken.verwacht(Martelrol.VAST).get(DOSSIER))
        .containsExactly(bvv(1), bvv(2), bvv(3));
  }

  /** Two messages of a dossier at everybody; at the partner by CSV what is made of it. */
  private void schrijf(UnaryOperator<List<String>> bijCsv) throws IOException {
    Martelboeken boeken = new Martelboeken(map, SEED);
    try (Boek bron = new Boek(boeken.vanBron())) {
      bron.schrijf(Martelbron.AANGENOMEN, 1, id(1), DOSSIER, true);
      bron.schrijf(Martelbron.AANGENOMEN, 2, id(2), DOSSIER, true);
    }
    for (Martelrol rol : Martelrol.values()) {
      List<String> ids = boeken.verwacht(rol).get(DOSSIER);
      try (Boek boek = new Boek(Martelafnemers.boek(map, rol))) {
        int nummer = 0;
        for (String id : rol == Martelrol.CSV ? bijCsv.apply(ids) : ids) {
          nummer++;
          boek.schrijf(Martelafnemer.GEKREGEN, id, nummer, "hash", Martelrol.GELEGD);
        }
      }
    }
  }

  private List<String> telling() throws IOException {
    Marteltelling telling = new Marteltelling(new Martelboeken(map, SEED), List.of());
    telling.afnemers();
    return telling.verschillen();
  }

  private static String id(int nummer) {
    return "019a9000-0001-7a11-8b22-%012d".formatted(nummer);
  }

  private static String bvv(int nummer) {
    return BerichtId.of(id(nummer)).afgeleid("bvv-vastgesteld").toString();
  }
}
