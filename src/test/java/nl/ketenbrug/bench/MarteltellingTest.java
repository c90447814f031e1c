package nl.ketenbrug.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import nl.ketenbrug.message.BerichtId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the count finds what is wrong; on books that were made up. */
class MarteltellingTest {

  /** With it {@code PULL} lets the second message lapse, and not the first. */
  private static final long SEED = 17;

  private static final int DOSSIER = 3;
  private static final LocalDate DAG = LocalDate.of(2026, 11, 22);
  private static final String ONDERWERP = "0123456789abcdef".repeat(4);

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
      boek.schrijf(
          Martelafnemer.GEKREGEN, id(1), 1, "anders", Martelrol.GELEGD, ONDERWERP, kenmerk(1));
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
      bron.schrijf(Martelbron.AANGENOMEN, 1, id(1), DOSSIER, false, false);
      bron.schrijf(Martelbron.AANGENOMEN, 2, id(2), DOSSIER, true, false);
      bron.schrijf(Martelbron.AANGENOMEN, 3, id(3), DOSSIER, false, false);
    }

    assertThat(boeken.verwacht(Martelrol.CORE).get(DOSSIER))
        .containsExactly(id(2), bvv(2), id(3), bvv(3));
    assertThat(boeken.verwacht(Martelrol.VAST).get(DOSSIER))
        .containsExactly(bvv(1), bvv(2), bvv(3));
  }

  @Test
  void anEventOfAnotherMessageUnderThisIdIsADifference() throws IOException {
    schrijf(ids -> ids);
    vervang(Martelrol.CORE, id(1) + "(.*)" + kenmerk(1), id(1) + "$1" + kenmerk(2));

    assertThat(telling())
        .containsExactly(
            "martel-core: %s noemt %s en is van %s".formatted(id(1), kenmerk(2), kenmerk(1)));
  }

  @Test
  void anEventUnderAnotherTypeIsADifference() throws IOException {
    schrijf(ids -> ids);
    vervang(Martelrol.CSV, "(" + id(1) + ".*)" + Martelrol.GELEGD, "$1" + Martelrol.BVV);

    assertThat(telling())
        .containsExactly(
            "martel-csv: %s kwam als %s in plaats van %s"
                .formatted(id(1), Martelrol.BVV, Martelrol.GELEGD));
  }

  @Test
  void anEventOfAnotherPersonIsADifference() throws IOException {
    schrijf(ids -> ids);
    vervang(Martelrol.VAST, "(" + bvv(2) + ".*)" + ONDERWERP, "$1iemand-anders");

    assertThat(telling())
        .containsExactly("martel-vast: " + bvv(2) + " gaat over een ander dossier");
  }

  @Test
  void twoPartnersOfOneProfileWithDifferentBodiesAreADifference() throws IOException {
    schrijf(ids -> ids);
    vervang(Martelrol.BESTAND, "(" + id(2) + "\\t\\d+\\t)hash", "$1anders");

    assertThat(telling())
        .containsExactly(
            "martel-bestand: %s heeft een andere inhoud dan bij een ander met profiel beperkt-csv"
                .formatted(id(2)));
  }

  @Test
  void anEventThatCameAgainAfterItsAnswerWasTakenIsADifference() throws IOException {
    schrijf(ids -> ids);
    try (Boek boek = new Boek(Martelafnemers.boek(map, Martelrol.PULL))) {
      boek.schrijf(Martelafnemer.BEANTWOORD, id(1), uitkomst(Martelrol.PULL, id(1)));
      boek.schrijf(
          Martelafnemer.GEKREGEN, id(1), 1, "hash", Martelrol.GELEGD, ONDERWERP, kenmerk(1));
    }

    assertThat(telling())
        .containsExactly(
            "martel-pull: " + id(1) + " kwam nog eens nadat het antwoord was aangenomen");
  }

  @Test
  void aBodySaysWhomAndWhichMessageItIsAbout() {
    assertThat(
            Martelafnemer.onderwerp("<onderwerp>%s</onderwerp>".formatted("a".repeat(64)))
                + Martelafnemer.onderwerp("{\"subject\":\"%s\"}".formatted("b".repeat(64)))
                + Martelafnemer.onderwerp("\"x\";\"%s\";".formatted("c".repeat(64))))
        .isEqualTo("a".repeat(64) + "b".repeat(64) + "c".repeat(64));
    assertThat(Martelafnemer.kenmerken("b MARTEL-4-000002, MARTEL-4-000001; MARTEL-4-000002"))
        .isEqualTo("MARTEL-4-000001,MARTEL-4-000002");
    assertThat(Martelafnemer.kenmerken("") + Martelafnemer.onderwerp("")).isEqualTo("--");
  }

  @Test
  void aLogAndStatementsThatAgreeGiveNoDifference() throws Exception {
    schrijf(ids -> ids);

    assertThat(buiten(new Marteldoos(new Martelboeken(map, SEED)))).isEmpty();
  }

  @Test
  void aConfirmationThatThePartnerNeverGaveIsADifference() throws Exception {
    schrijf(ids -> ids);
    vervang(Martelrol.WEBHOOK, "K\t" + id(1) + "\t.*\\n", "");

    assertThat(buiten(new Marteldoos(new Martelboeken(map, SEED))))
        .containsExactly(
            "martel-webhook: het log zegt %s van %s, en zelf gaf het geen antwoord"
                .formatted(uitkomst(Martelrol.WEBHOOK, id(1)), id(1)));
  }

  @Test
  void anotherAnswerInTheLogThanThePartnerGaveIsADifference() throws Exception {
    schrijf(ids -> ids);
    try (Boek boek = new Boek(Martelafnemers.boek(map, Martelrol.AMQP))) {
      boek.schrijf(Martelafnemer.KLAAR, id(1), Martelafnemer.GEWEIGERD, Marteldoos.MOMENT);
    }

    assertThat(buiten(new Marteldoos(new Martelboeken(map, SEED))))
        .containsExactly(
            "martel-amqp: het log zegt geaccepteerd van %s, en zelf gaf het geweigerd"
                .formatted(id(1)));
  }

  @Test
  void aStepThatTheLogMissesIsADifference() throws Exception {
    schrijf(ids -> ids);
    Marteldoos doos = new Marteldoos(new Martelboeken(map, SEED));
    doos.zonderStap = "verrijkt";

    assertThat(buiten(doos))
        .hasSize(4)
        .allMatch(zin -> zin.startsWith("log van ") && zin.contains("verrijkt=0 in plaats van 1"));
  }

  @Test
  void anEventThatTheBrokerNeverHandedOutIsADifference() throws Exception {
    schrijf(ids -> ids);
    Marteldoos doos = new Marteldoos(new Martelboeken(map, SEED));
    doos.nooitAfgeleverd = Martelrol.AMQP;

    assertThat(buiten(doos))
        .hasSize(4)
        .allMatch(zin -> zin.endsWith("nooit afgeleverd aan " + Martelrol.AMQP.code()));
  }

  @Test
  void aMessageInTheLogThatNobodyWasPromisedIsADifference() throws Exception {
    schrijf(ids -> ids);
    Marteldoos doos = new Marteldoos(new Martelboeken(map, SEED));
    doos.ookInHetLog = id(77);

    assertThat(buiten(doos))
        .containsExactly("log: kent %s, dat aan niemand is beloofd".formatted(id(77)));
  }

  @Test
  void aMessageThatShouldHaveBeenSetApartAndWasNotIsADifference() throws Exception {
    schrijf(ids -> ids);
    try (Marteldoos doos = new Marteldoos(new Martelboeken(map, SEED))) {
      Marteltelling telling = telling(doos);
      telling.log(Set.of(DOSSIER));

      assertThat(telling.verschillen())
          .hasSize(2)
          .allMatch(zin -> zin.contains("niet apart gezet"));
    }
  }

  @Test
  void aStatementThatCountsOtherwiseThanThePartnerIsADifference() throws Exception {
    schrijf(ids -> ids);
    Marteldoos doos = new Marteldoos(new Martelboeken(map, SEED));
    doos.verzondenTeveel = 1;

    assertThat(buiten(doos))
        .hasSize(8)
        .allMatch(zin -> zin.startsWith("verklaring van ") && zin.contains("verzonden="));
  }

  @Test
  void aStatementWithAnotherTableOfContentsIsADifference() throws Exception {
    schrijf(ids -> ids);
    Marteldoos doos = new Marteldoos(new Martelboeken(map, SEED));
    doos.inhoudsopgave = "anders";

    assertThat(buiten(doos)).hasSize(8).allMatch(zin -> zin.contains("een andere inhoudsopgave"));
  }

  @Test
  void whatLapsedBeforeThePartnerAskedForItIsNoDifference() throws Exception {
    schrijf(ids -> ids);
    vervang(Martelrol.PULL, "G\t" + id(2) + "\t.*\n", "");

    assertThat(telling()).isEmpty();
    assertThat(buiten(new Marteldoos(new Martelboeken(map, SEED)))).isEmpty();
  }

  @Test
  void whatLapsedWithoutAWarningOrANoticeIsADifference() throws IOException {
    schrijf(ids -> ids);
    vervang(Martelrol.PULL, "M\t(" + id(71) + "\t\\d+\t).*\n", "M\t$1anders\t:x\t.\n");

    assertThat(telling())
        .contains("martel-pull: is niet gewaarschuwd dat %s zou verlopen".formatted(id(2)));

    vervang(Martelrol.PULL, "(M\t" + id(72) + "\t.*)" + id(2), "$1" + id(1));

    assertThat(telling())
        .contains(
            "martel-pull: hoorde 0 keer dat %s verliep".formatted(id(2)),
            "martel-pull: hoorde dat verliep wat niet bleef liggen " + id(1));
  }

  @Test
  void aSourceThatIsNotToldIsADifferenceAndSoIsOneThatIsToldOfWhatWasConfirmed()
      throws IOException {
    schrijf(ids -> ids);
    vervang(Martelrol.VAST, "(M\t" + id(73) + "\t.*)" + id(2), "$1" + id(1));

    assertThat(telling())
        .containsExactly(
            "martel-vast: hoorde 1 keer in plaats van 0 dat %s niet is bevestigd".formatted(id(1)),
            "martel-vast: hoorde 0 keer in plaats van 1 dat %s niet is bevestigd".formatted(id(2)));
  }

  @Test
  void aLogThatMissesTheLapseIsADifference() throws Exception {
    schrijf(ids -> ids);
    Marteldoos doos = new Marteldoos(new Martelboeken(map, SEED));
    doos.zonderStap = "verlopen";

    assertThat(buiten(doos))
        .isNotEmpty()
        .allMatch(zin -> zin.contains("verlopen martel-pull=0 in plaats van 1"));
  }

  @Test
  void aNoticeNamesNumbersAndIds() {
    assertThat(
            Martelafnemer.genoemd(
                "<id>x</id><Levering><volgnummer>7</volgnummer><berichtId>a</berichtId></Levering>"
                    + "<Aanlevering><berichtId>b</berichtId></Aanlevering>"))
        .isEqualTo("7:a,:b");
  }

  @Test
  void whatStillStandsOnAQueueIsADifferenceAndSoIsARefusalThatDoesNotStandApart()
      throws IOException {
    schrijf(ids -> ids);
    List<Martelbroker.Stand> standen = wachtrijen();
    Martelbroker.Stand apart = standen.get(0);
    standen.set(0, new Martelbroker.Stand(apart.wachtrij(), 99, false, apart.ids()));
    standen.add(new Martelbroker.Stand("intake.register", 1, false, List.of()));

    assertThat(opWachtrijen(standen))
        .hasSize(2)
        .anyMatch(zin -> zin.contains("99 berichten in plaats van"))
        .contains("wachtrij intake.register: 1 berichten in plaats van 0");
  }

  @Test
  void aQueueThatIsNotThereIsADifference() throws IOException {
    schrijf(ids -> ids);
    List<Martelbroker.Stand> standen = wachtrijen();
    standen.removeIf(
        stand ->
            List.of(Marteltelling.VERLOPEN, Marteltelling.apart(Martelrol.CSV))
                .contains(stand.wachtrij()));

    assertThat(opWachtrijen(standen))
        .containsExactly(
            "wachtrij parkeer.deliver-to-martel-csv: is er niet", "wachtrij verlopen: is er niet");
  }

  @Test
  void anotherEventThatLapsedThanTheOneThatMustIsADifference() throws IOException {
    schrijf(ids -> ids);
    List<Martelbroker.Stand> standen = wachtrijen();
    standen.replaceAll(
        stand ->
            stand.wachtrij().equals(Marteltelling.VERLOPEN)
                ? stand(
                    stand.wachtrij(),
                    stand.ids().stream().map(id -> id.equals(id(2)) ? id(1) : id).toList())
                : stand);

    assertThat(opWachtrijen(standen))
        .containsExactly(
            "wachtrij verlopen: en daarop " + id(1), "wachtrij verlopen: zonder " + id(2));
  }

  @Test
  void apartForAReasonThatIsNotTheirsIsADifference() throws Exception {
    schrijf(ids -> ids);
    Marteldoos doos = new Marteldoos(new Martelboeken(map, SEED));
    doos.apart.put(id(1), "schuldenaar-onbekend");

    assertThat(buiten(doos))
        .containsExactly(
            "log van %s: apart gezet om [schuldenaar-onbekend], en daar was geen reden voor"
                .formatted(id(1)));
  }

  @Test
  void anUnknownPersonThatIsApartForAnotherReasonIsADifference() throws Exception {
    schrijf(ids -> ids);
    try (Marteldoos doos = new Marteldoos(new Martelboeken(map, SEED))) {
      doos.apart.put(id(1), "onverwachte-fout");
      doos.apart.put(id(2), "wacht-op-eerder-bericht");
      Marteltelling telling = telling(doos);
      telling.log(Set.of(DOSSIER));

      assertThat(telling.verschillen())
          .containsExactly(
              "log van %s: niet apart gezet, en de bron kende deze persoon niet".formatted(id(1)),
              "log van %s: apart gezet om [onverwachte-fout]".formatted(id(1)));
    }
  }

  @Test
  void unknownPersonsApartBehindEachOtherAreNoDifferenceUnlessNothingIsWrongAnyMore()
      throws Exception {
    schrijf(ids -> ids);
    try (Marteldoos doos = new Marteldoos(new Martelboeken(map, SEED))) {
      doos.apart.put(id(1), "schuldenaar-onbekend");
      doos.apart.put(id(2), "wacht-op-eerder-bericht");
      Marteltelling telling = telling(doos);
      telling.log(Set.of(DOSSIER));
      assertThat(telling.verschillen()).isEmpty();

      Path bron = new Martelboeken(map, SEED).vanBron();
      Files.writeString(
          bron, Files.readString(bron).replaceAll("(" + id(2) + ".*)false", "$1true"));
      telling.log(Set.of(DOSSIER));
      assertThat(telling.verschillen())
          .containsExactly(
              "log van %s: apart gezet om [wacht-op-eerder-bericht], en daar was geen reden voor"
                  .formatted(id(2)));
    }
  }

  @Test
  void aConfirmationOnRecordBeforeThePartnerGaveItIsADifference() throws Exception {
    schrijf(ids -> ids);
    vervang(
        Martelrol.WEBHOOK,
        "(K\\t" + id(1) + "\\t\\w+\\t)" + Marteldoos.MOMENT,
        "$1" + Marteldoos.MOMENT.plusMillis(1));

    assertThat(buiten(new Marteldoos(new Martelboeken(map, SEED))))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("martel-webhook: het log zegt")
        .contains(id(1), "en zelf antwoordde het niet voor");
  }

  @Test
  void answersThatAreForgottenMoreOftenThanBlowsHitAreADifference() throws IOException {
    schrijf(ids -> ids);
    try (Boek boek = new Boek(Martelafnemers.boek(map, Martelrol.WEBHOOK))) {
      for (String id : List.of(id(1), bvv(1), id(2), bvv(2))) {
        boek.schrijf(Martelafnemer.GEKREGEN, id, 1, "hash", Martelrol.GELEGD, ONDERWERP, "-");
      }
    }

    Marteltelling telling = new Marteltelling(new Martelboeken(map, SEED), List.of());
    telling.herhalingen(1);
    assertThat(telling.verschillen()).isEmpty();

    telling.herhalingen(0);
    assertThat(telling.verschillen())
        .containsExactly(
            "martel-webhook: 4 gebeurtenissen kwamen nog eens na hun antwoord, bij 0 slagen");
  }

  @Test
  void aPartnerThatEndsByItselfIsADifferenceAndAnEngineWhoseDatabaseIsAwayIsNot() {
    Marteltelling telling = new Marteltelling(new Martelboeken(map, SEED), List.of());
    telling.levens(Map.of("afnemers-1", 2, "bronnen", 0, "motor1", 1, "broker-2", 1));

    assertThat(telling.verschillen()).containsExactly("afnemers-1 stopte 2 keer vanzelf");
  }

  private List<String> opWachtrijen(List<Martelbroker.Stand> standen) throws IOException {
    Marteltelling telling = new Marteltelling(new Martelboeken(map, SEED), List.of());
    telling.wachtrijen(standen);
    return telling.verschillen();
  }

  /** Two messages of a dossier at everybody; at the partner by CSV what is made of it. */
  private void schrijf(UnaryOperator<List<String>> bijCsv) throws IOException {
    Martelboeken boeken = new Martelboeken(map, SEED);
    try (Boek bron = new Boek(boeken.vanBron())) {
      bron.schrijf(Martelbron.AANGENOMEN, 1, id(1), DOSSIER, true, false);
      bron.schrijf(Martelbron.AANGENOMEN, 2, id(2), DOSSIER, true, false);
    }
    for (Martelrol rol : Martelrol.values()) {
      List<String> ids = boeken.verwacht(rol).get(DOSSIER);
      try (Boek boek = new Boek(Martelafnemers.boek(map, rol))) {
        int nummer = 0;
        List<String> verlopen = new ArrayList<>();
        for (String id : rol == Martelrol.CSV ? bijCsv.apply(ids) : ids) {
          nummer++;
          boolean bvv = id.equals(bvv(1)) || id.equals(bvv(2));
          String kenmerk = kenmerk(id.equals(id(1)) || id.equals(bvv(1)) ? 1 : 2);
          boek.schrijf(
              Martelafnemer.GEKREGEN,
              id,
              nummer,
              "hash",
              bvv ? Martelrol.BVV : Martelrol.GELEGD,
              ONDERWERP,
              rol.noemtKenmerken() ? kenmerk : Martelafnemer.NIETS);
          if (rol.laatLiggen(SEED, id)) {
            verlopen.add(nummer + ":" + id);
          } else {
            boek.schrijf(Martelafnemer.KLAAR, id, uitkomst(rol, id), Marteldoos.MOMENT);
          }
        }
        if (rol == Martelrol.PULL) {
          assertThat(verlopen).contains("3:" + id(2)).noneMatch(een -> een.endsWith(id(1)));
          String alle = String.join(",", verlopen);
          boek.schrijf(Martelafnemer.GEMELD, id(71), ++nummer, Martelrol.NADERT, alle);
          boek.schrijf(Martelafnemer.GEMELD, id(72), ++nummer, Martelrol.VERSTREKEN, alle);
        }
        if (rol == Martelrol.VAST) {
          boek.schrijf(Martelafnemer.GEMELD, id(73), ++nummer, Martelrol.ONBEVESTIGD, ":" + id(2));
        }
      }
    }
  }

  /** What the log, the statements and the queues give as differences. */
  private List<String> buiten(Marteldoos doos) throws Exception {
    try (doos) {
      Marteltelling telling = telling(doos);
      telling.log(Set.of());
      telling.verklaringen(List.of(DAG));
      telling.wachtrijen(wachtrijen());
      return telling.verschillen();
    }
  }

  private Marteltelling telling(Marteldoos doos) {
    return new Marteltelling(new Martelboeken(map, SEED), List.of(doos.adres()));
  }

  private List<Martelbroker.Stand> wachtrijen() throws IOException {
    List<Martelbroker.Stand> standen = new ArrayList<>();
    Martelboeken boeken = new Martelboeken(map, SEED);
    for (Martelrol rol : Martelrol.values()) {
      standen.add(
          stand(
              Marteltelling.apart(rol),
              boeken.ontvangen(rol).uniek().keySet().stream()
                  .filter(id -> rol.weigert(SEED, id))
                  .toList()));
      standen.add(stand("abonnement." + rol.code(), List.of()));
      standen.add(stand("partner." + rol.code(), List.of()));
    }
    standen.add(
        stand(
            Marteltelling.VERLOPEN,
            boeken.verwacht(Martelrol.PULL).get(DOSSIER).stream()
                .filter(id -> Martelrol.PULL.laatLiggen(SEED, id))
                .toList()));
    for (String naam : List.of("canoniek", "berichtenlog", "onbestelbaar")) {
      standen.add(stand(naam, List.of()));
    }
    return standen;
  }

  private static Martelbroker.Stand stand(String wachtrij, List<String> ids) {
    return new Martelbroker.Stand(wachtrij, ids.size(), false, ids);
  }

  /** It got them in order, answered the first with an error, and the next one did not wait. */
  @Test
  void aWebhookThatGoesOnInADossierBehindAnErrorIsADifference() throws IOException {
    schrijf(ids -> ids);
    assertThat(telling()).isEmpty();
    vervang(Martelrol.WEBHOOK, "(?s)(K\\t" + id(1) + "\\t[^\\n]*\\n)(.*)", "$2$1");

    assertThat(telling())
        .isNotEmpty()
        .allMatch(zin -> zin.startsWith("martel-webhook: antwoord van "));
  }

  private void vervang(Martelrol rol, String patroon, String door) throws IOException {
    Path boek = Martelafnemers.boek(map, rol);
    String tekst = Files.readString(boek);
    String anders = tekst.replaceFirst(patroon, door);
    assertThat(anders).isNotEqualTo(tekst);
    Files.writeString(boek, anders);
  }

  private static String kenmerk(int nummer) {
    return Martelbron.kenmerk(SEED, nummer);
  }

  private static String uitkomst(Martelrol rol, String id) {
    return rol.weigert(SEED, id) ? Martelafnemer.GEWEIGERD : Martelafnemer.GEACCEPTEERD;
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
