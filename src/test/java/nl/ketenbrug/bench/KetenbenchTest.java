package nl.ketenbrug.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import nl.ketenbrug.bench.Ketenberichten.Soort;
import nl.ketenbrug.bench.Ketenverslag.Ronde;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.operations.Opdrachtregel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** That it counts and tells rightly; how fast this machine is, is no matter of a test. */
class KetenbenchTest {

  private static final Clock KLOK =
      Clock.fixed(Instant.parse("2026-11-17T08:05:13.204Z"), ZoneOffset.UTC);

  @Test
  void theMedianIsTheMiddleOneOrTheMeanOfTheTwoInTheMiddle() {
    assertThat(Ketenverslag.mediaan(9, 1, 5)).isEqualTo(5);
    assertThat(Ketenverslag.mediaan(9, 1, 5, 2)).isEqualTo(3.5);
  }

  @Test
  void aPercentileIsAValueThatWasMeasuredAndNeverABetterOne() {
    long[] duizend = LongStream.rangeClosed(1, 1000).toArray();

    assertThat(Ketenverslag.percentiel(duizend, 0.50)).isEqualTo(500);
    assertThat(Ketenverslag.percentiel(duizend, 0.99)).isEqualTo(990);
    assertThat(Ketenverslag.percentiel(duizend, 0.999)).isEqualTo(999);
    assertThat(Ketenverslag.percentiel(new long[] {7}, 0.999)).isEqualTo(7);
    assertThat(Ketenverslag.percentiel(new long[] {1, 2, 3}, 0.99)).isEqualTo(3);
  }

  @Test
  void aLineGivesTheMedianOfItsRoundsAndWhatTheEngineReachesOfIt() {
    List<Ronde> motor = List.of(ronde(10, 4), ronde(10, 2), ronde(10, 5));
    List<Ronde> lus = List.of(ronde(10, 1), ronde(10, 2), ronde(10, 3));

    // 20 events in 4 seconds beside 20 in 2.
    assertThat(Ketenverslag.tempo(motor)).isCloseTo(5, within(1e-9));
    assertThat(Ketenverslag.tempo(lus)).isCloseTo(10, within(1e-9));
    assertThat(Ketenverslag.regel("lus", lus, motor).strip().split("\\s+"))
        .containsExactly("lus", "5,0", "10,0", "100,0", "50,00", "25,00", "0,50");
    assertThat(Ketenverslag.regel("motor", motor, motor)).endsWith("1,00");
  }

  @Test
  void aRunThatIsStillGettingQuickerIsCalledSo() {
    assertThat(Ketenverslag.verloop(List.of(ronde(10, 4), ronde(10, 4)))).endsWith("50,0, 50,0 ms");
    Ronde sneller = new Ronde(10, 20, 200, 4, 0.8, 0.5, new long[] {1});
    assertThat(Ketenverslag.verloop(List.of(ronde(10, 4), sneller)))
        .endsWith("50,0, 40,0 ms; nog niet warm");
  }

  @Test
  void warmingUpEndsWhenTwoRoundsAfterEachOtherAreHardlyQuicker() {
    assertThat(warm(50, 35, 34)).as("one may be chance").isFalse();
    assertThat(warm(50, 35, 34, 33)).isTrue();
    assertThat(warm(50, 49, 48, 40)).as("it still falls").isFalse();
    assertThat(warm(50, 49)).isFalse();
    assertThat(warm(30, 33, 32)).as("other work made one round longer").isTrue();
  }

  /** Of rounds that took so many milliseconds for an event. */
  private static boolean warm(double... milliseconden) {
    return Ketenverslag.isWarm(
        DoubleStream.of(milliseconden)
            .mapToObj(ms -> new Ronde(10, 20, 200, 4, ms * 20 / 1000, 0.5, new long[] {1}))
            .toList());
  }

  @Test
  void latenciesAreToldInMilliseconds() {
    long[] nano = LongStream.rangeClosed(1, 1000).map(i -> i * 1_000_000).toArray();

    assertThat(Ketenverslag.vertraging(12.5, nano))
        .contains("12,5 POST/s")
        .contains("1000 bevestigingen")
        .contains("p50 500 ms")
        .contains("p99 990 ms")
        .contains("p99,9 999 ms")
        .contains("langst 1000 ms");
  }

  @Test
  void everyMessageIsOfItsOwnDebtorValidAndAsLongAsAsked() {
    Schemacontrole schema = new Schemacontrole(Path.of("."));
    for (Soort soort : Soort.values()) {
      Ketenberichten berichten = new Ketenberichten(soort, 7, KLOK);
      Set<String> schuldenaren = new TreeSet<>();
      for (int i = 0; i < 50; i++) {
        String bericht = berichten.bericht(i, 2048);

        schema.controleer(bericht, "transforms/beslagregister/beslagregister-v1.xsd");
        assertThat(bericht.getBytes(StandardCharsets.UTF_8)).hasSize(2048);
        assertThat(new Ketenberichten(soort, 7, KLOK).bericht(i, 2048)).isEqualTo(bericht);
        assertThat(new Ketenberichten(soort, 8, KLOK).bericht(i, 2048)).isNotEqualTo(bericht);
        schuldenaren.add(bericht.replaceAll("(?s).*<schuldenaar>(.*)</schuldenaar>.*", "$1"));
      }
      assertThat(schuldenaren).as("%s", soort).hasSize(50);
    }
  }

  /** Also in the small hours, over a weekend and at the turn of the year. */
  @Test
  void whatIsDeliveredWasServedTheDayBefore() {
    for (String[] dagen :
        new String[][] {
          {"2026-11-16T22:59:00Z", "2026-11-15", "2026-11-15T16:01:00+01:00"},
          {"2026-11-16T23:01:00Z", "2026-11-16", "2026-11-16T16:01:00+01:00"},
          {"2027-07-01T07:00:00Z", "2027-06-30", "2027-06-30T16:01:00+02:00"},
          {"2027-12-31T23:30:00Z", "2027-12-31", "2027-12-31T16:01:00+01:00"}
        }) {
      Clock klok = Clock.fixed(Instant.parse(dagen[0]), ZoneOffset.UTC);
      assertThat(new Ketenberichten(Soort.PERSOON, 7, klok).bericht(0, 2048))
          .containsPattern("<betekening>\\s*<datum>" + dagen[1] + "</datum>")
          .contains("<sinds>" + dagen[1] + "</sinds>")
          .contains("<mutatietijdstip>" + dagen[2] + "</mutatietijdstip>");
    }
  }

  @Test
  void noDebtorIsUsedTwiceWhenTheyRunOut() {
    Ketenberichten berichten = new Ketenberichten(Soort.PERSOON, 7, KLOK);

    assertThat(berichten.bericht(berichten.voorraad() - 1, 2048)).isNotEmpty();
    assertThatThrownBy(() -> berichten.bericht(berichten.voorraad(), 2048))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("schuldenaren");
  }

  @Test
  void aShortMeasurementIsOneSetUpUnlessAnotherIsAskedFor() {
    Ketenbench kort = gelezen("--kort");
    Ketenbench gekozen = gelezen("--kort", "--afnemers", "2,50", "--berichten", "7");

    assertThat(kort.opstellingen()).containsExactly(new Ketenbench.Opstelling(10, 3));
    assertThat(kort.groottes()).containsExactly(2);
    assertThat(kort.berichten()).isEqualTo(100);
    assertThat(kort.rondes()).isEqualTo(2);
    assertThat(gekozen.opstellingen()).containsExactly(new Ketenbench.Opstelling(50, 3));
    assertThat(gekozen.berichten()).isEqualTo(7);
  }

  @Test
  void aLongMeasurementTakesEveryNumberOfPartnersWithTheProfilesThatItCanHave() {
    assertThat(gelezen().opstellingen())
        .extracting(Ketenbench.Opstelling::afnemers, Ketenbench.Opstelling::profielen)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, 1),
            org.assertj.core.groups.Tuple.tuple(10, 1),
            org.assertj.core.groups.Tuple.tuple(10, 3),
            org.assertj.core.groups.Tuple.tuple(10, 10),
            org.assertj.core.groups.Tuple.tuple(50, 1),
            org.assertj.core.groups.Tuple.tuple(50, 3),
            org.assertj.core.groups.Tuple.tuple(50, 10));
    assertThat(gelezen().groottes()).containsExactly(2, 10, 100);
    assertThat(gelezen().nodig())
        .as("there are debtors enough for what it does by itself")
        .isLessThan(new Ketenberichten(Soort.PERSOON, 1, KLOK).voorraad());
  }

  @Test
  void whatCannotBeMeasuredIsSaidBeforeAnythingStarts() {
    assertThat(weigering("--kort")).contains("alleen uit de jar");
    assertThat(weigering("--berichten", "5000")).contains("schuldenaren");
    assertThat(weigering("--map", "bestaat/niet")).contains("Er is geen map bestaat/niet");
    assertThat(weigering("--afnemers", "1", "--profielen", "3")).contains("meer profielen");
  }

  @Test
  void anInstallationHasThePartnersAndProfilesThatWereAskedFor(@TempDir Path map) throws Exception {
    Ketenmap.maak(
        Path.of("."), map, 5, 2, "beperkt", new Ketenberichten(Soort.PERSOON, 7, KLOK).personen(3));

    try (Stream<Path> partners = Files.list(map.resolve("config/partners"))) {
      assertThat(partners.map(bestand -> bestand.getFileName().toString()).sorted())
          .containsExactly("p01.yaml", "p02.yaml", "p03.yaml", "p04.yaml", "p05.yaml");
    }
    assertThat(map.resolve("config/partners/p03.yaml"))
        .content()
        .contains("profiel: meting01")
        .contains("oin: \"00000099000000990003\"");
    assertThat(map.resolve("config/partners/p04.yaml")).content().contains("profiel: meting02");
    assertThat(map.resolve("config/simulator/scenario.yaml"))
        .content()
        .containsPattern("(?s)(- bsn: \"9999\\d{5}\".*){3}");
    assertThat(map.resolve("transforms/meting02/canonical-to-meting02.xsl")).exists();
    assertThat(map.resolve("transforms/meting02/meting02-v1.xsd")).exists();
    StringWriter uit = new StringWriter();
    PrintWriter naar = new PrintWriter(uit, true);
    int oordeel = Opdrachtregel.voer(naar, naar, new String[] {"check", map.toString()});
    assertThat(oordeel).as("an engine would start with it: %s", uit).isZero();
  }

  @Test
  void theWorkByHandMakesTheSameEventsAsTheEngine(@TempDir Path map) throws Exception {
    Ketenmap.maak(Path.of("."), map, 1, 1, "beperkt", List.of());
    Ketenwerk werk = new Ketenwerk(map, 7, KLOK);
    BerichtId id = BerichtId.nieuw(KLOK.instant());

    var beslag = werk.canoniek(id, new Ketenberichten(Soort.PERSOON, 7, KLOK).bericht(0, 2048));
    var gebeurtenissen = werk.verrijk(beslag);

    assertThat(gebeurtenissen)
        .extracting(Ketenwerk.Gebeurtenis::type)
        .containsExactly("nl.beslagregister.beslag-gelegd", "nl.beslagvrijevoet.bvv-vastgesteld");
    assertThat(gebeurtenissen)
        .extracting(Ketenwerk.Gebeurtenis::correlatie)
        .containsOnly(id.value());
    assertThat(gebeurtenissen.get(0).id()).isEqualTo(id);
    assertThat(werk.profiel(gebeurtenissen.get(1), Ketenmap.profiel(1)))
        .contains("urn:ketenbrug:profiel:beperkt:1")
        .contains("<bedrag>");
    assertThat(
            werk.verrijk(
                werk.canoniek(id, new Ketenberichten(Soort.ORGANISATIE, 7, KLOK).bericht(0, 2048))))
        .hasSize(Soort.ORGANISATIE.gebeurtenissen());
  }

  /** Ten messages, twenty events, two hundred deliveries. */
  private static Ronde ronde(int berichten, double seconden) {
    return new Ronde(berichten, 20, 200, seconden, 1.0, 0.5, new long[] {1});
  }

  private static Ketenbench gelezen(String... opties) {
    Ketenbench keten = new Ketenbench();
    new CommandLine(keten).parseArgs(opties);
    return keten;
  }

  private static String weigering(String... opties) {
    StringWriter fout = new StringWriter();
    PrintWriter schrijver = new PrintWriter(fout, true);
    Bench bench =
        new Bench(
            instellingen -> {
              throw new AssertionError("er is niets te meten");
            });
    String[] alles = Stream.concat(Stream.of("keten"), Stream.of(opties)).toArray(String[]::new);

    assertThat(new CommandLine(bench).setErr(schrijver).execute(alles)).isEqualTo(2);
    return fout.toString();
  }
}
