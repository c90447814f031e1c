package nl.ketenbrug.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.ketenbrug.delivery.Abonnement.Kanaal;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class UitgifteTest {

  private static final Instant NACHT = Instant.parse("2026-11-16T22:00:00Z");

  private final String code = "uitgifte-" + UUID.randomUUID();
  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Uitgifte uitgifte = Proefkeuzes.uitgifte(Testdatabase.bron(), Clock.systemUTC());

  @Test
  void inAMinuteNoMoreThanTheRateGoesOut() {
    Partner partner = partner(Kanaal.PULL, 5);
    assertThat(uitgifte.neem(partner, 3)).isEqualTo(3);
    assertThat(uitgifte.neem(partner, 3)).as("what is left").isEqualTo(2);
    assertThat(uitgifte.neem(partner, 3)).isZero();
    assertThat(uitgifte.begrensd(partner))
        .hasValueSatisfying(b -> assertThat(b.hierna()).isAfter(Instant.now()));

    jdbc.sql(
            "update uitgifte set moment = moment - interval '1 minute' where partner = :p and aantal = 3")
        .param("p", code)
        .update();
    assertThat(uitgifte.neem(partner, 9)).as("only what a minute ago gave room").isEqualTo(3);
  }

  @Test
  void severalEnginesShareTheRate() throws Exception {
    Partner partner = partner(Kanaal.WEBHOOK, 100);
    ExecutorService motoren = Executors.newFixedThreadPool(4);
    List<Future<Integer>> gegeven = new ArrayList<>();
    for (int motor = 0; motor < 4; motor++) {
      Uitgifte eigen = Proefkeuzes.uitgifte(Testdatabase.bron(), Clock.systemUTC());
      gegeven.add(
          motoren.submit(
              () -> {
                int som = 0;
                for (int i = 0; i < 60; i++) {
                  som += eigen.neem(partner, 1);
                }
                return som;
              }));
    }
    int som = 0;
    for (Future<Integer> een : gegeven) {
      som += een.get();
    }
    motoren.shutdown();
    assertThat(som).isEqualTo(100);
  }

  @Test
  void withoutARateEverythingGoes() {
    assertThat(uitgifte.neem(partner(Kanaal.PULL, null), 1000)).isEqualTo(1000);
    assertThat(uitgifte.van(partner(Kanaal.PULL, null))).isEmpty();
  }

  @Test
  void aPartnerChoosesLessAndNeverMore() {
    Partner partner = partner(Kanaal.WEBHOOK, 50);
    Abonnementkeuzes keuzes = Proefkeuzes.op(Testdatabase.bron());
    kies(keuzes, 10, null);
    assertThat(keuzes.tempo(partner)).contains(10);
    kies(keuzes, 80, null);
    assertThat(keuzes.tempo(partner)).as("of before the file was narrowed").contains(50);
    Stilte eigen = new Stilte("12:00", "13:00", Set.of(Stilte.Dag.VRIJDAG));
    kies(keuzes, null, List.of(eigen));
    assertThat(keuzes.stilte(partner)).containsExactly(new Stilte("22:00", "06:00", null), eigen);
    assertThat(keuzes.tempo(partner(Kanaal.AMQP, null))).isEmpty();
  }

  @Test
  void itIsSilentForWhoIsSentToAndNotForWhoFetches() {
    Uitgifte nachts = Proefkeuzes.uitgifte(Testdatabase.bron(), Clock.fixed(NACHT, ZoneOffset.UTC));
    assertThat(nachts.stilTot(partner(Kanaal.WEBHOOK, null)))
        .contains(Instant.parse("2026-11-17T05:00:00Z"));
    assertThat(nachts.stilTot(partner(Kanaal.PULL, null))).as("its own wish").isEmpty();
  }

  @Test
  void aFileNamesThemInOneOrInMore() throws Exception {
    String bestand =
        """
        grondslag: art. 475g Rv
        gebeurtenistypen: [nl.x.y]
        bereik: alle-dossiers
        profiel: beperkt
        kanaal: webhook
        tempo: {perMinuut: 30}
        stilte: {van: "22:00", tot: "06:00", dagen: [zaterdag, feestdag]}
        """;
    Abonnement abonnement = new YAMLMapper().readValue(bestand, Abonnement.class);
    assertThat(abonnement.tempo().perMinuut()).isEqualTo(30);
    assertThat(abonnement.stilte())
        .containsExactly(
            new Stilte("22:00", "06:00", Set.of(Stilte.Dag.ZATERDAG, Stilte.Dag.FEESTDAG)));
  }

  private void kies(Abonnementkeuzes keuzes, Integer tempo, List<Stilte> stilte) {
    keuzes.bewaar(code, new Abonnementkeuze(null, null, null, tempo, stilte, Instant.now(), code));
  }

  private Partner partner(Kanaal kanaal, Integer perMinuut) {
    return new Partner(
        code,
        code,
        "00000099000000110000",
        new Abonnement(
            "art. 475g Rv",
            Set.of("nl.x.y"),
            Abonnement.Bereik.ALLE_DOSSIERS,
            "beperkt",
            kanaal,
            null,
            null,
            perMinuut == null ? null : new Uitgiftetempo(perMinuut),
            kanaal == Kanaal.WEBHOOK ? List.of(new Stilte("22:00", "06:00", null)) : List.of()),
        null,
        null,
        null);
  }
}
