package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import nl.ketenbrug.dossier.Herkenbaar;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.operations.Testdatabase;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What became known while an event waited, on a real database. */
class ActualiteitTest {

  private static final Instant NU = Instant.parse("2026-12-21T10:00:00Z");

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Clock klok = Clock.fixed(NU, ZoneOffset.UTC);
  private final Voorraad voorraad =
      new Voorraad(
          jdbc, "geheim-van-de-proef-met-32-tekens-01", "geheim-van-de-proef-met-32-tekens-02");
  private final Volgingen volgingen = voorraad.volgingen(klok);
  private final Actualiteit actualiteit =
      new Actualiteit(
          new Geheimhouding(volgingen, voorraad.herkenningen(), new VerrijkingSettings(null, null)),
          voorraad.vertellingen(),
          coordinatiestand());
  private Dossiersleutel dossier;

  @BeforeEach
  void somebodyIsFollowed() {
    for (String tabel :
        List.of("afgewezen", "volging", "herkenning", "schuldenaar", "partij", "beslag")) {
      jdbc.sql("delete from " + tabel).update();
    }
    dossier = voorraad.beslag("999958379", "R-1", List.of("00000099000000110000"));
    volgingen.werkBij("brp", Duration.ofDays(1));
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "'', false"})
  void anAddressThatTheBrpCalledSecretMeanwhileDoesNotGoOut(String gezegd, boolean geheim)
      throws Exception {
    brpZegt(gezegd);

    Exchange exchange = bied("persoon-verhuisd");

    assertThat(actualiteit.isAchterhaald(exchange)).isEqualTo(geheim);
    assertThat(exchange.getMessage().getHeader("geheim")).isEqualTo(geheim);
    assertThat(exchange.getProperty("uitleg", String.class).contains("geheim")).isEqualTo(geheim);
  }

  /** Following did not ask about him yet. */
  @Test
  void norDoesOneThatItCalledSecretAtAnAttachment() throws Exception {
    voorraad.herkenningen().bewaar(dossier, herkenbaar(true));
    assertThat(actualiteit.isAchterhaald(bied("persoon-verhuisd"))).isTrue();

    voorraad.herkenningen().bewaar(dossier, herkenbaar(false));
    assertThat(actualiteit.isAchterhaald(bied("persoon-verhuisd"))).isFalse();
  }

  @Test
  void whatIsKeptAndDoesNotOpenMaySayThatItIsSecret() throws Exception {
    brpZegt("false");
    jdbc.sql("update volging set feiten = 'x'").update();

    Exchange exchange = bied("persoon-verhuisd");
    assertThat(actualiteit.isAchterhaald(exchange)).isTrue();
    assertThat(exchange.getProperty("uitleg", String.class))
        .as("it says no more than is known")
        .isEqualTo(
            "van de schuldenaar is het adres intussen geheim, of dat is niet na te gaan: zijn adres"
                + " gaat niet mee");
  }

  /** The installation asks the BRP along another way since, which did not answer about him yet. */
  @Test
  void whatTheBrpSaidAlongTheOtherWayCountsUntilThisOneSaysOtherwise() throws Exception {
    brpZegt("true");
    Actualiteit nu =
        new Actualiteit(
            new Geheimhouding(
                volgingen, voorraad.herkenningen(), new VerrijkingSettings(null, "brp-suwinet")),
            voorraad.vertellingen(),
            coordinatiestand());
    volgingen.werkBij("brp-suwinet", Duration.ofDays(1));
    assertThat(nu.isAchterhaald(bied("persoon-verhuisd"))).isTrue();

    brpZegt("brp-suwinet", "false");
    assertThat(nu.isAchterhaald(bied("persoon-verhuisd"))).isFalse();
    assertThat(actualiteit.isAchterhaald(bied("persoon-verhuisd"))).as("back again").isTrue();
  }

  /** An element that says false lets an address go out; none at all does not. */
  @Test
  void thatItWasNotSecretAlongTheOtherWaySaysNothing() {
    Geheimhouding nu =
        new Geheimhouding(
            volgingen, voorraad.herkenningen(), new VerrijkingSettings(null, "brp-suwinet"));
    volgingen.werkBij("brp-suwinet", Duration.ofDays(1));
    brpZegt("false");
    assertThat(nu.volgens(dossier)).as("not asked yet").isNull();
    brpZegt("true");
    assertThat(nu.volgens(dossier)).isTrue();

    brpZegt("brp-suwinet", "");
    brpZegt("false");
    assertThat(nu.volgens(dossier)).as("asked, and it did not say").isNull();
    brpZegt("brp-suwinet", "false");
    assertThat(nu.volgens(dossier)).isFalse();
  }

  /** It shows none, and what it says of secrecy was asked just now. */
  @Test
  void aDeterminationIsAsItWas() throws Exception {
    brpZegt("true");
    Exchange exchange = bied("bvv-herzien");
    String body = exchange.getMessage().getBody(String.class);
    assertThat(body).contains("<geheimhouding>true<");
    exchange.getMessage().setBody(body.replace("<geheimhouding>true<", "<geheimhouding>false<"));

    assertThat(actualiteit.isAchterhaald(exchange)).isFalse();
  }

  @Test
  void whatWithdrawsAnEventThatWasRefusedForGoodDoesNotNameIt() throws Exception {
    Exchange exchange = bied("persoon-overleden-ingetrokken");
    assertThat(actualiteit.isAchterhaald(exchange)).isFalse();

    BerichtId genoemd = BerichtId.of(Canoniek.van(exchange).verplicht("//k:intrekkingVan"));
    Voorraad.volgorde(jdbc, klok).wijsAf(dossier, genoemd);

    assertThat(actualiteit.isAchterhaald(exchange)).isTrue();
    assertThat(exchange.getMessage().getHeader("nooitVerteld")).isEqualTo(true);
    assertThat(exchange.getProperty("uitleg", String.class)).contains("voorgoed afgewezen");
  }

  /** It says nothing but what it withdraws. */
  @Test
  void whatWithdrawsAnEventOfACaseKeepsItsName() throws Exception {
    Exchange exchange = bied("bewind-ingetrokken");
    BerichtId genoemd = BerichtId.of(Canoniek.van(exchange).verplicht("//k:intrekkingVan"));
    Voorraad.volgorde(jdbc, klok).wijsAf(dossier, genoemd);

    assertThat(actualiteit.isAchterhaald(exchange)).isFalse();
  }

  private void brpZegt(String geheim) {
    brpZegt("brp", geheim);
  }

  private void brpZegt(String bron, String geheim) {
    volgingen.bewaar(
        dossier,
        bron,
        """
        <Feiten xmlns="urn:ketenbrug:invordering:1"><Persoon><bsn>999958379</bsn>%s</Persoon></Feiten>"""
            .formatted(geheim.isEmpty() ? "" : "<geheimhouding>" + geheim + "</geheimhouding>"),
        false,
        NU);
  }

  private static Herkenbaar herkenbaar(boolean geheim) {
    return Herkenner.persoon(
        Canoniek.lees(
                """
                <Persoon xmlns="urn:ketenbrug:invordering:1"><naam><geslachtsnaam>Verzonneling\
                </geslachtsnaam></naam><geboortedatum>1988-04-12</geboortedatum>\
                <geheimhouding>%s</geheimhouding></Persoon>"""
                    .formatted(geheim))
            .delen("/k:Persoon")
            .get(0));
  }

  private Coordinatiestand coordinatiestand() {
    return voorraad.opDossiers(
        (d, s, c) -> new Coordinatiestand(c, voorraad.afleidingen(klok), voorraad.vertellingen()));
  }

  private Exchange bied(String voorbeeld) throws Exception {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setHeader(Koppen.DOSSIER, dossier.value());
    exchange
        .getMessage()
        .setBody(Files.readString(Path.of("transforms/canonical/examples", voorbeeld + ".xml")));
    return exchange;
  }
}
