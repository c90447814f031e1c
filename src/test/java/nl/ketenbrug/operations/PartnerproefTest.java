package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import jakarta.validation.Validation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Proefkeuzes;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Partnerproef.Bestandsfout;
import nl.ketenbrug.operations.Partnerproef.ProefLoopt;
import nl.ketenbrug.operations.Partnerproef.Uitkomst;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** What the operator hears of a partner's file before it holds. */
class PartnerproefTest {

  private static final Path MAP = Path.of(".");
  private static final String GELEGD = "nl.beslagregister.beslag-gelegd";
  private static final String GEWIJZIGD = "nl.beslagregister.beslag-gewijzigd";
  private static final String BVV = "nl.beslagvrijevoet.bvv-vastgesteld";

  private static final String NIEUW =
      """
      code: waterschap
      naam: Waterschap Verzonnenland
      oin: "00000099000000990000"
      abonnement:
        grondslag: proef
        gebeurtenistypen: [nl.beslagregister.beslag-gelegd, nl.beslagregister.beslag-gewijzigd]
        bereik: alle-dossiers
        profiel: beperkt
        kanaal: pull
      """;

  private final DataSource database = Testdatabase.bron();
  private final Instellingsbestanden bestanden =
      new Instellingsbestanden(Validation.buildDefaultValidatorFactory().getValidator());
  private final Partnerproef proef =
      new Partnerproef(
          new Installatie(".", "data", "00000099000000000000"),
          bestanden,
          new Profielbestanden(MAP, bestanden),
          new Bronnen(bestanden.lees(MAP.resolve("config/sources"), Bron.class, Bron::naam)),
          new Partners(
              bestanden.lees(MAP.resolve("config/partners"), Partner.class, Partner::code)),
          Proefkeuzes.op(database),
          new DefaultSslBundleRegistry(),
          new MockEnvironment(),
          database,
          Clock.systemUTC());

  @BeforeEach
  @AfterEach
  void leeg() {
    Testdatabase.leeg();
  }

  @Test
  void whoIsNewHearsHowMuchOfTheLastMonthItWouldHaveBeen() {
    gepubliceerd(GELEGD, GELEGD, BVV);

    Uitkomst uitkomst = proef(NIEUW);

    assertThat(uitkomst.nieuw()).isTrue();
    assertThat(uitkomst.verschil()).isNull();
    assertThat(uitkomst.kern())
        .isEqualTo("2 gebeurtenistypen, bereik alle-dossiers, profiel beperkt, kanaal pull");
    assertThat(uitkomst.geteld().getroffen()).isEqualTo(2);
    assertThat(uitkomst.geteld().van()).isEqualTo(3);
    assertThat(uitkomst.geteld().perType())
        .containsExactly(entry(GELEGD, 2L), entry(GEWIJZIGD, 0L));
  }

  @Test
  void whoIsThereHearsWhatWouldBeDifferent() throws Exception {
    String cjib = Files.readString(MAP.resolve("config/partners/cjib.yaml"));

    assertThat(proef(cjib).verschil()).isEqualTo("niets");
    Uitkomst anders = proef(cjib.replace("kanaal: pull", "kanaal: amqp"));
    assertThat(anders.nieuw()).isFalse();
    assertThat(anders.verschil()).isEqualTo("kanaal was pull en is amqp");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'  grondslag: proef\n'    | ''                             | grondslag",
        "'profiel: beperkt'        | 'profiel: bestaat-niet'        | er is geen profiel bestaat-niet",
        "'kanaal: pull'            | 'kanaal: postduif'             | abonnement.kanaal is een van",
        "'kanaal: pull'            | 'kanaal: pull\n  tempoo: 3'    | abonnement.tempoo is hier geen veld",
        "'kanaal: pull'            | 'kanaal: csv'                  | kanaal-vraagt-csv",
        "'code: waterschap'        | 'code: ketenbrug'              | al de naam van een ander account",
        "'beslag-gewijzigd]'       | 'beslag-vergeten]'             | kent het gebeurtenistype",
        "'abonnement:'             | 'abonnement: ['                | abonnement heeft een verkeerde vorm",
        "'naam: Waterschap'        | 'naam: \"Waterschap'            | het bestand: is geen YAML bij regel",
        "'code: waterschap'        | 'code: waterschap\nregistreren: {grondslag: proef, gerechtsdeurwaarders: [GDW-VEENSTRA]}' | is al van partner deurwaarder-veenstra"
      })
  void withWhatAnEngineWouldNotStartTheSentenceSaysWhy(String van, String naar, String zin) {
    assertThat(NIEUW).contains(van);

    assertThatThrownBy(() -> proef(NIEUW.replace(van, naar)))
        .isInstanceOf(Bestandsfout.class)
        .hasMessageContaining(zin)
        .hasMessageNotContaining("./")
        .hasMessageNotContaining("nl.ketenbrug.");
  }

  @Test
  void whatCannotBeCountedInTimeIsCheckedAllTheSame() throws Exception {
    try (Connection ander = database.getConnection();
        Statement bezet = ander.createStatement()) {
      ander.setAutoCommit(false);
      bezet.execute("lock table bericht in access exclusive mode");

      Uitkomst uitkomst = proef(NIEUW);

      assertThat(uitkomst.naam()).isEqualTo("waterschap");
      assertThat(uitkomst.geteld()).isNull();
      ander.rollback();
    }
  }

  @Test
  void oneFileIsTriedAtATime() throws Exception {
    CompletableFuture<Uitkomst> eerste;
    try (Connection ander = database.getConnection();
        Statement bezet = ander.createStatement()) {
      ander.setAutoCommit(false);
      bezet.execute("lock table bericht in access exclusive mode");
      eerste = CompletableFuture.supplyAsync(() -> proef(NIEUW));
      await().until(this::wachtIemand);

      assertThatThrownBy(() -> proef(NIEUW)).isInstanceOf(ProefLoopt.class);
      ander.rollback();
    }
    assertThat(eerste.get(10, TimeUnit.SECONDS).naam()).isEqualTo("waterschap");
    assertThatThrownBy(() -> proef("geen partner")).isInstanceOf(Bestandsfout.class);
    assertThat(proef(NIEUW).naam()).as("also after one that was refused").isEqualTo("waterschap");
  }

  private boolean wachtIemand() {
    return JdbcClient.create(database)
        .sql("select exists (select 1 from pg_locks where not granted)")
        .query(Boolean.class)
        .single();
  }

  private Uitkomst proef(String bestand) {
    return proef.proef(bestand.getBytes(StandardCharsets.UTF_8));
  }

  private void gepubliceerd(String... typen) {
    LogSchrijver log = new LogSchrijver(database);
    for (String type : typen) {
      Instant nu = Instant.now();
      log.schrijf(
          List.of(
              new LogRegelBouwer(Stap.GEPUBLICEERD, BerichtId.nieuw(nu), nu)
                  .correlatie(UUID.randomUUID())
                  .gebeurtenistype(type)
                  .bouw()));
    }
  }
}
