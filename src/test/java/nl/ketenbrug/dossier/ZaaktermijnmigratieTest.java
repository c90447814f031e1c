package nl.ketenbrug.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.operations.Testdatabase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Terms of cases that a version before V30 wrote, and one that runs beside this one writes. */
class ZaaktermijnmigratieTest {

  private static final LocalDate VANDAAG = LocalDate.of(2026, 12, 21);

  private static JdbcClient jdbc;
  private static Termijnen termijnen;

  @BeforeAll
  static void anUpgradeOverRowsAsTheyWere() {
    DataSource bron = Testdatabase.bron(Testdatabase.eigen("zaaktermijn"));
    migreer(bron, "29");
    jdbc = JdbcClient.create(bron);
    termijnen = new Termijnen(jdbc);
    oud("a", "2026-12-01", "executoriaal");
    oud("b", "2027-06-01", "executoriaal");
    oud("c", null, "executoriaal");
    oud("d", "2026-12-01", "beeindigd");
    migreer(bron, null);
  }

  @Test
  void everyRowWithALastDayIsLookedAtOnceMoreWhereAnAttachmentRuns() {
    assertThat(afgelopen()).containsExactly("a", "b");
  }

  @Test
  void aRowThatAnOlderEngineWritesAfterTheUpgradeIsLookedAtToo() {
    oud("e", "2027-01-01", "executoriaal");

    assertThat(afgelopen()).contains("e");

    jdbc.sql("delete from zaakstand where dossier = :dossier")
        .param("dossier", sleutel("e"))
        .update();
  }

  @Test
  void whatWasLookedAtIsNotLookedAtAgain() {
    oud("f", "2026-12-01", "executoriaal");
    Zaakstanden standen = new Zaakstanden(jdbc, null);
    standen.sluitUit(new Dossiersleutel(sleutel("f")), new Zaaksleutel(sleutel("f")));

    assertThat(afgelopen()).doesNotContain("f");
  }

  private static List<String> afgelopen() {
    return termijnen.afgelopen(VANDAAG, 10).stream()
        .map(een -> een.dossier().value().substring(0, 1))
        .toList();
  }

  /** As a version before V30 writes it: without the columns that came with it. */
  private static void oud(String wie, String laatste, String status) {
    String sleutel = sleutel(wie);
    jdbc.sql("insert into schuldenaar (dossier, bsn) values (:dossier, :bsn)")
        .param("dossier", sleutel)
        .param("bsn", new byte[] {1})
        .update();
    jdbc.sql(
            """
            insert into beslag (registratie_id, dossier, status, gewijzigd)
            values (:id, :dossier, :status, now())""")
        .param("id", "R-" + wie)
        .param("dossier", sleutel)
        .param("status", status)
        .update();
    jdbc.sql(
            """
            insert into zaakstand (dossier, traject, nummer, soort, laatste, inhoud)
            values (:dossier, :dossier, 0, 'moratorium', cast(:laatste as date), :inhoud)""")
        .param("dossier", sleutel)
        .param("laatste", laatste)
        .param("inhoud", new byte[] {1})
        .update();
  }

  private static String sleutel(String wie) {
    return wie.repeat(64);
  }

  private static void migreer(DataSource bron, String tot) {
    Flyway.configure()
        .dataSource(bron)
        .target(tot == null ? MigrationVersion.LATEST : MigrationVersion.fromVersion(tot))
        .load()
        .migrate();
  }
}
