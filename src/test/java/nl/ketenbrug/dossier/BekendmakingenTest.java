package nl.ketenbrug.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.ketenbrug.dossier.Bekendmakingen.Bekendmaking;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Testdatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a partner finds about a dossier, on a real database. */
class BekendmakingenTest {

  private static final String GELEGD = "nl.beslagregister.beslag-gelegd";
  private static final String GEWIJZIGD = "nl.beslagregister.beslag-gewijzigd";
  private static final Set<String> TYPEN = Set.of(GELEGD, GEWIJZIGD);

  private final JdbcClient jdbc = JdbcClient.create(Testdatabase.bron());
  private final Voorraad voorraad = new Voorraad(jdbc, "d".repeat(32), "b".repeat(32));
  private final Bekendmakingen bekendmakingen = voorraad.bekendmakingen();
  private final LogSchrijver log = new LogSchrijver(Testdatabase.bron());
  private Dossiersleutel dossier;

  @BeforeEach
  void oneRunningAttachment() {
    for (String tabel : List.of("bekendgemaakt", "levering", "schuldenaar", "partij", "beslag")) {
      jdbc.sql("delete from " + tabel).update();
    }
    dossier = voorraad.beslag("999990019", "R-1", List.of());
  }

  @Test
  void whatIsWithheldHidesTheOlderWordFromNobody() {
    UUID gelegd = noteer(GELEGD);
    UUID gewijzigd = noteer(GEWIJZIGD);
    lever("cjib", gelegd, "geaccepteerd");
    lever("cjib", gewijzigd, "ingehouden");
    lever("veenstra", gewijzigd, null);

    assertThat(laatste("cjib")).as("the attachment runs").containsExactly(gelegd);
    assertThat(laatste("veenstra")).as("withheld from another").containsExactly(gewijzigd);
    assertThat(laatste("broker")).as("got none of it").containsExactly(gewijzigd);
  }

  @Test
  void ofOneTypeNothingIsLeftToStandInItsPlace() {
    lever("cjib", noteer(GELEGD), "geaccepteerd");
    lever("cjib", noteer(GELEGD), "ingehouden");

    assertThat(laatste("cjib")).isEmpty();
  }

  /** The one in between is not kept, and what it replaced says something else. */
  @Test
  void nothingOlderComesInThePlaceOfWhatThePartnerHadInBetween() {
    UUID gelegd = noteer(GELEGD);
    UUID eerste = noteer(GEWIJZIGD);
    UUID tweede = noteer(GEWIJZIGD);
    lever("cjib", gelegd, "geaccepteerd");
    lever("cjib", eerste, "geaccepteerd");
    lever("cjib", tweede, "ingehouden");
    lever("veenstra", gelegd, "geaccepteerd");
    lever("veenstra", tweede, "ingehouden");

    assertThat(laatste("cjib")).isEmpty();
    assertThat(laatste("veenstra")).as("had none in between").containsExactly(gelegd);
  }

  private List<UUID> laatste(String partner) {
    return bekendmakingen.laatste(partner, List.of(dossier), TYPEN).stream()
        .map(een -> een.bericht().value())
        .toList();
  }

  private UUID noteer(String type) {
    BerichtId id = BerichtId.nieuw(Instant.now());
    bekendmakingen.noteer(new Bekendmaking(dossier, "beslag:R-1", type, id, "<Gebeurtenis/>"));
    log.schrijf(
        List.of(
            new LogRegelBouwer(Stap.GEPUBLICEERD, id, Instant.now())
                .gebeurtenistype(type)
                .dossier(dossier.value())
                .bouw()));
    return id.value();
  }

  private void lever(String partner, UUID id, String uitkomst) {
    jdbc.sql(
            """
            insert into levering (partner, bericht_id, volgnummer, correlatie_id, drager,
              klaargezet, uitkomst)
            values (:partner, :id, (select count(*) + 1 from levering), :id, 'proef', now(),
              :uitkomst)""")
        .param("partner", partner)
        .param("id", id)
        .param("uitkomst", uitkomst)
        .update();
  }
}
