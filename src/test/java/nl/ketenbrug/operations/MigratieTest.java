package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database in use, brought to the present. */
class MigratieTest {

  @Test
  void deliveriesAndOrdersOfBeforeTheTermsKeepTheirStateAndHaveNoTermThatIsOver() {
    DataSource bron = Testdatabase.bron(Testdatabase.eigen("migratie"));
    Flyway.configure().dataSource(bron).target("30").load().migrate();
    JdbcClient jdbc = JdbcClient.create(bron);
    jdbc.sql(
            """
            insert into levering
              (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet, keer, uitkomst, bevestigd)
            select 'cjib', gen_random_uuid(), n, gen_random_uuid(), 'ID:' || n, now() - interval '1 year', 1,
              case n when 1 then 'geaccepteerd' when 2 then 'geweigerd' end,
              case when n < 3 then now() end
            from generate_series(1, 3) n""")
        .update();
    jdbc.sql(
            """
            insert into heraanbod (id, partner, gevraagd_door, gevraagd, toestand, per_seconde)
            values ('01a1f82f-1e80-75c1-9362-66d9f75d2017', 'cjib', 'cjib', now(), 'loopt', 5)""")
        .update();
    jdbc.sql(
            """
            insert into heraanbod_bericht (heraanbod, volgnummer, bericht_id, uitkomst)
            select '01a1f82f-1e80-75c1-9362-66d9f75d2017', volgnummer, bericht_id,
              case volgnummer when 1 then 'aangeboden' end from levering where volgnummer < 3""")
        .update();

    Flyway.configure().dataSource(bron).load().migrate();

    assertThat(
            jdbc.sql(
                    """
                    select coalesce(uitkomst, 'open') from levering
                    where verstreken is null and gewaarschuwd is null and not op_verlopen
                      and verlopen is null and aanbod = 1 and vast_sinds is null
                    order by volgnummer""")
                .query(String.class)
                .list())
        .containsExactly("geaccepteerd", "geweigerd", "open");
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from heraanbod_bericht b join heraanbod h on h.id = b.heraanbod
                    where not b.alleen_verlopen and b.aanbod is null and h.keuze is null
                      and h.bezet_door is null and h.toestand = 'loopt'""")
                .query(Long.class)
                .single())
        .isEqualTo(2);
  }
}
