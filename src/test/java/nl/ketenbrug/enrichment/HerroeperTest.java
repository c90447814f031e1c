package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.operations.Testdatabase;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which events are kept as taking back or correcting another one. */
class HerroeperTest {

  private static final String DOSSIER = "d".repeat(64);
  private static final String NAMESPACE = "urn:ketenbrug:invordering:1";

  private JdbcClient jdbc;
  private Herroeper herroeper;

  @BeforeEach
  void leeg() {
    jdbc = JdbcClient.create(Testdatabase.bron());
    for (String tabel : List.of("herroeping_afgedaan", "herroeping", "beslag")) {
      jdbc.sql("delete from " + tabel).update();
    }
    herroeper = new Herroeper(Voorraad.herroepingen(jdbc, Clock.systemUTC()));
  }

  @Test
  void aWithdrawalAndACorrectionNameTheirOriginal() {
    BerichtId een = nieuw();
    BerichtId twee = nieuw();
    BerichtId origineel = nieuw();
    verwerk(
        "<Gebeurtenissen xmlns=\""
            + NAMESPACE
            + "\">"
            + gebeurtenis(
                een, "nl.brp.persoon-overleden-ingetrokken", "intrekkingVan", origineel, "")
            + gebeurtenis(
                twee, "nl.brp.persoon-overleden-gecorrigeerd", "correctieVan", origineel, "")
            + gebeurtenis(nieuw(), "nl.brp.persoon-verhuisd", null, null, "")
            + "</Gebeurtenissen>");
    assertThat(bewaard())
        .containsExactlyInAnyOrder(
            tuple(een, origineel, "intrekking"), tuple(twee, origineel, "correctie"));
  }

  @Test
  void theSameMessageOnceMoreChangesNothing() {
    BerichtId een = nieuw();
    BerichtId origineel = nieuw();
    String xml =
        gebeurtenis(een, "nl.brp.persoon-overleden-ingetrokken", "intrekkingVan", origineel, "");
    verwerk(xml);
    verwerk(xml);
    assertThat(bewaard()).hasSize(1);
  }

  @Test
  void anAttachmentThatTheRegisterTakesBackNamesTheEventThatToldIt() {
    BerichtId eerste = nieuw();
    beslag("R-1", DOSSIER, eerste);
    BerichtId intrekking = nieuw();
    verwerk(ingetrokken(intrekking, "R-1"));
    assertThat(bewaard()).containsExactly(tuple(intrekking, eerste, "intrekking"));
  }

  @Test
  void anAttachmentOfAnotherDebtorOrOneNeverToldNamesNothing() {
    beslag("R-2", "e".repeat(64), nieuw());
    verwerk(ingetrokken(nieuw(), "R-2"));
    BerichtId zelf = nieuw();
    beslag("R-3", DOSSIER, zelf);
    verwerk(ingetrokken(zelf, "R-3"));
    assertThat(bewaard()).isEmpty();
  }

  private void beslag(String id, String dossier, BerichtId eerste) {
    jdbc.sql(
            """
            insert into beslag (registratie_id, dossier, status, gewijzigd, eerste_bericht)
            values (:id, :dossier, 'lopend', now(), :eerste)""")
        .param("id", id)
        .param("dossier", dossier)
        .param("eerste", eerste.value())
        .update();
  }

  private List<Tuple> bewaard() {
    return jdbc.sql("select bericht_id, betreft, soort from herroeping")
        .query(
            (rij, nummer) ->
                tuple(
                    new BerichtId(rij.getObject(1, java.util.UUID.class)),
                    new BerichtId(rij.getObject(2, java.util.UUID.class)),
                    rij.getString(3)))
        .list();
  }

  private void verwerk(String xml) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setBody(xml);
    herroeper.noteer(exchange);
  }

  private static String ingetrokken(BerichtId id, String registratieId) {
    return gebeurtenis(
        id,
        "nl.beslagregister.beslag-ingetrokken",
        null,
        null,
        "<Beslaglegging><Beslag><registratieId>"
            + registratieId
            + "</registratieId></Beslag></Beslaglegging>");
  }

  private static String gebeurtenis(
      BerichtId id, String type, String verwijzing, BerichtId eerder, String inhoud) {
    return "<Gebeurtenis xmlns=\"%s\"><id>%s</id><type>%s</type><onderwerp>%s</onderwerp>%s<inhoud>%s</inhoud></Gebeurtenis>"
        .formatted(
            NAMESPACE,
            id,
            type,
            DOSSIER,
            verwijzing == null ? "" : "<%s>%s</%s>".formatted(verwijzing, eerder, verwijzing),
            inhoud);
  }

  private static BerichtId nieuw() {
    return BerichtId.nieuw(Instant.now());
  }
}
