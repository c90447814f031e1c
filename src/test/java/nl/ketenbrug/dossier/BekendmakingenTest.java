package nl.ketenbrug.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
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
  void theOneBeforeOfTheSameTypeStandsInItsPlace() {
    UUID gelegd = noteer(GELEGD);
    UUID eerste = noteer(GEWIJZIGD);
    UUID tweede = noteer(GEWIJZIGD);
    lever("cjib", gelegd, "geaccepteerd");
    lever("cjib", eerste, null);
    lever("cjib", tweede, "ingehouden");
    lever("veenstra", gelegd, "geaccepteerd");
    lever("veenstra", eerste, "ingehouden");
    lever("veenstra", tweede, "ingehouden");

    assertThat(laatste("cjib")).containsExactly(eerste);
    assertThat(laatste("veenstra")).as("of another type").containsExactly(gelegd);
  }

  @Test
  void anotherAttachmentOfTheDossierHidesNothing() {
    voorraad.beslag("999990019", "R-2", List.of());
    UUID eenGelegd = noteer("beslag:R-1", GELEGD);
    UUID tweeGelegd = noteer("beslag:R-2", GELEGD);
    UUID eenGewijzigd = noteer("beslag:R-1", GEWIJZIGD);
    UUID tweeGewijzigd = noteer("beslag:R-2", GEWIJZIGD);
    lever("cjib", eenGelegd, "geaccepteerd");
    lever("cjib", tweeGelegd, "geaccepteerd");
    lever("cjib", eenGewijzigd, "ingehouden");
    lever("cjib", tweeGewijzigd, null);

    assertThat(laatste("cjib")).containsExactly(eenGelegd, tweeGewijzigd);
  }

  @Test
  void ofEachTypeTheLastEightAreKept() {
    UUID gelegd = noteer(GELEGD);
    List<UUID> gewijzigd =
        IntStream.range(0, Bekendmakingen.BEWAARD + 3).mapToObj(i -> noteer(GEWIJZIGD)).toList();
    UUID laatste = gewijzigd.get(gewijzigd.size() - 1);
    noteer("beslag:R-1", GEWIJZIGD, laatste);
    gewijzigd.subList(4, gewijzigd.size()).forEach(id -> lever("cjib", id, "ingehouden"));

    assertThat(laatste("cjib")).as("the eighth").containsExactly(gewijzigd.get(3));
    lever("cjib", gewijzigd.get(3), "ingehouden");
    assertThat(laatste("cjib")).as("what is before the eight is gone").containsExactly(gelegd);
  }

  /** As when all eight are withheld, or from a time in which only the last one was kept. */
  @Test
  void nothingOlderComesInThePlaceOfWhatThePartnerHadAndIsNotKept() {
    UUID gelegd = noteer(GELEGD);
    UUID gehad = noteer(GEWIJZIGD);
    UUID weg = noteer(GEWIJZIGD);
    List.of(gelegd, gehad, weg).forEach(id -> meld(id, id == gelegd ? GELEGD : GEWIJZIGD));
    jdbc.sql("delete from bekendgemaakt where bericht_id = :id").param("id", gehad).update();
    lever("cjib", gelegd, "geaccepteerd");
    lever("cjib", gehad, "geaccepteerd");
    lever("cjib", weg, "ingehouden");
    lever("veenstra", gelegd, "geaccepteerd");
    lever("veenstra", weg, "ingehouden");

    assertThat(laatste("cjib")).isEmpty();
    assertThat(laatste("veenstra")).as("had none in between").containsExactly(gelegd);
  }

  private List<UUID> laatste(String partner) {
    return bekendmakingen.laatste(partner, List.of(dossier), TYPEN).stream()
        .map(een -> een.bericht().value())
        .toList();
  }

  private UUID noteer(String type) {
    return noteer("beslag:R-1", type);
  }

  private UUID noteer(String onderdeel, String type) {
    return noteer(onderdeel, type, BerichtId.nieuw(Instant.now()).value());
  }

  private UUID noteer(String onderdeel, String type, UUID id) {
    bekendmakingen.noteer(
        new Bekendmaking(dossier, onderdeel, type, new BerichtId(id), "<Gebeurtenis/>"));
    return id;
  }

  private void meld(UUID id, String type) {
    log.schrijf(
        List.of(
            new LogRegelBouwer(Stap.GEPUBLICEERD, new BerichtId(id), Instant.now())
                .gebeurtenistype(type)
                .dossier(dossier.value())
                .bouw()));
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
