package nl.ketenbrug.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a source: each once, in their order, whatever happens meanwhile. */
class BestandsaanleveringTest {

  private static final Instant NU = Instant.parse("2026-11-17T08:05:13Z");
  private static final long RUST = 1000;

  @TempDir private Path map;
  private Path bron;
  private Instant nu = NU;
  private final Proefintake intake = new Proefintake();
  private Bestandsaanlevering aanlevering;

  @BeforeEach
  void begin() throws IOException {
    aanlevering = opstelling(intake);
    aanlevering.maakMappen();
    bron = map.resolve("proef");
  }

  @Test
  void aFileThatTakesTheNameOfOneThatIsTakenIsReadToo() throws Exception {
    leg("a.xml", "eerste", 10);
    intake.bij = inhoud -> vervang(inhoud, "a.xml", "tweede");

    aanlevering.neemAan("proef");
    assertThat(bron.resolve("a.xml")).hasContent("tweede");
    aanlevering.neemAan("proef");

    assertThat(intake.aangenomen).containsExactly("eerste", "tweede");
    assertThat(inhouden("klaar")).containsExactlyInAnyOrder("eerste", "tweede");
  }

  @Test
  void aFileKeepsItsOrderAndItsKeyAfterAFaultAndAtAnotherEngine() throws Exception {
    leg("b.xml", "eerste", 20);
    leg("a.xml", "tweede", 10);
    intake.bij =
        inhoud -> {
          throw new IllegalStateException("weg");
        };
    for (int poging = 0; poging < 2; poging++) {
      assertThatThrownBy(() -> aanlevering.neemAan("proef"))
          .isInstanceOf(IllegalStateException.class);
      nu = nu.plusSeconds(10);
    }
    // Older than what waits, and yet behind it.
    leg("c.xml", "derde", 30);

    Proefintake daarna = new Proefintake();
    opstelling(daarna).neemAan("proef");

    assertThat(intake.aangeboden).containsExactly("eerste", "eerste");
    assertThat(daarna.aangenomen).containsExactly("eerste", "derde", "tweede");
    assertThat(intake.dragers).containsOnly(daarna.dragers.get(0));
    assertThat(bron.resolve("bezig")).isDirectoryNotContaining("glob:**.xml");
  }

  @Test
  void aSourceWithAFaultIsTriedLaterAndLater() throws Exception {
    leg("a.xml", "eerste", 20);
    intake.bij =
        inhoud -> {
          throw new IllegalStateException("weg");
        };
    List<Integer> pogingen = new ArrayList<>();
    for (int seconde = 0; seconde < 200; seconde++) {
      try {
        aanlevering.neemAan("proef");
      } catch (IllegalStateException e) {
        pogingen.add(seconde);
      }
      nu = nu.plusSeconds(1);
    }
    assertThat(pogingen).containsExactly(0, 1, 3, 7, 15, 31, 63, 123, 183);

    intake.bij = inhoud -> {};
    nu = nu.plusSeconds(60);
    leg("b.xml", "tweede", 10);
    aanlevering.neemAan("proef");
    aanlevering.neemAan("proef");

    assertThat(intake.aangenomen).containsExactly("eerste", "tweede");
  }

  @Test
  void aFileMayHaveTheLongestNameThereIs() throws Exception {
    String lang = "é".repeat(125) + "1.xml";
    leg(lang, "eerste", 20);
    leg("a.xml", "tweede", 10);

    aanlevering.neemAan("proef");

    assertThat(intake.aangenomen).containsExactly("eerste", "tweede");
    try (Stream<Path> klaar = Files.list(bron.resolve("klaar"))) {
      assertThat(klaar.map(pad -> pad.getFileName().toString()))
          .anyMatch(naam -> naam.endsWith("éé1.xml") && naam.length() < 100);
    }
  }

  @Test
  void aFileThatSomebodyLaidAmongThoseThatAreTakenIsReadToo() throws Exception {
    Path bestand = Files.writeString(bron.resolve("bezig/x.xml"), "eerste");
    Files.setLastModifiedTime(bestand, FileTime.from(NU.minusSeconds(10)));

    aanlevering.neemAan("proef");

    assertThat(intake.aangenomen).containsExactly("eerste");
  }

  @Test
  void theOldestGoesFirstHoweverManyThereAre() throws Exception {
    for (int i = 0; i < 620; i++) {
      // By name the other way round.
      leg("%03d.xml".formatted(999 - i), Integer.toString(i), 1000 - i);
    }
    leg("gelijk-b.xml", "b", 5);
    leg("gelijk-a.xml", "a", 5);

    for (int ronde = 0; ronde < 7; ronde++) {
      aanlevering.neemAan("proef");
    }

    List<String> verwacht =
        new ArrayList<>(IntStream.range(0, 620).mapToObj(Integer::toString).toList());
    verwacht.addAll(List.of("a", "b"));
    assertThat(intake.aangenomen).containsExactlyElementsOf(verwacht);
  }

  @Test
  void oneEngineReadsAtATimeAndAStaleMarkerStopsNobody() throws Exception {
    leg("a.xml", "eerste", 20);
    leg("b.xml", "tweede", 10);
    Files.writeString(bron.resolve("b.xml.camelLock"), "");
    Proefintake ander = new Proefintake();
    intake.bij = inhoud -> neemAan(opstelling(ander));

    aanlevering.neemAan("proef");

    assertThat(ander.aangeboden).isEmpty();
    assertThat(intake.aangenomen).containsExactly("eerste", "tweede");
  }

  @Test
  void whatMayStillBeWrittenWaits() throws Exception {
    leg("a.xml", "half", 0);
    leg("b.deel", "geen", 10);
    aanlevering.neemAan("proef");
    assertThat(intake.aangeboden).isEmpty();

    // Between the look and the taking it was replaced by one that is not complete.
    Path genomen =
        Files.writeString(bron.resolve("bezig/6f1c1f52-0000-4000-8000-000000000001-c.xml"), "half");
    Files.setLastModifiedTime(genomen, FileTime.from(NU));
    leg("d.xml", "later", 10);
    aanlevering.neemAan("proef");
    assertThat(intake.aangeboden).isEmpty();
  }

  private Bestandsaanlevering opstelling(Intake deur) {
    Bron proef =
        new Bron(
            "proef",
            "proef",
            "00000099000000031000",
            Bron.Levering.PUSH,
            "urn:proef",
            "/b:a",
            "proef.xsd",
            100,
            null,
            null,
            null,
            null,
            null,
            null);
    return new Bestandsaanlevering(
        new Bronnen(List.of(proef)),
        deur,
        new AanleveringenSettings(map.toString(), RUST),
        new Klok());
  }

  /** The time that a test says it is. */
  private final class Klok extends Clock {
    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return nu;
    }
  }

  private Path leg(String naam, String inhoud, long secondenOud) throws IOException {
    Path bestand = Files.writeString(bron.resolve(naam), inhoud);
    return Files.setLastModifiedTime(bestand, FileTime.from(NU.minusSeconds(secondenOud)));
  }

  private void vervang(String gelezen, String naam, String inhoud) {
    if (gelezen.equals(inhoud)) {
      return;
    }
    try {
      Files.move(
          leg("nieuw.deel", inhoud, 5), bron.resolve(naam), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void neemAan(Bestandsaanlevering ander) {
    try {
      ander.neemAan("proef");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> inhouden(String submap) throws IOException {
    List<String> inhouden = new ArrayList<>();
    try (Stream<Path> bestanden = Files.list(bron.resolve(submap))) {
      for (Path bestand : bestanden.toList()) {
        inhouden.add(Files.readString(bestand));
      }
    }
    return inhouden;
  }

  /** Remembers what it was offered, and does something in the middle of it. */
  private static final class Proefintake extends Intake {

    private final List<String> aangeboden = new ArrayList<>();
    private final List<String> aangenomen = new ArrayList<>();
    private final List<String> dragers = new ArrayList<>();
    private Consumer<String> bij = inhoud -> {};

    Proefintake() {
      super(null, null, null, null, null, null, null);
    }

    @Override
    Ontvangst ontvang(Bron bron, byte[] bytes, String actor, String drager) {
      String inhoud = new String(bytes, StandardCharsets.UTF_8);
      aangeboden.add(inhoud);
      dragers.add(drager);
      bij.accept(inhoud);
      aangenomen.add(inhoud);
      return new Ontvangst(BerichtId.nieuw(NU), false);
    }
  }
}
