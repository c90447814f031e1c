package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabaseConfiguratieTest {

  private final ApplicationContextRunner motor =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  DataSourceAutoConfiguration.class,
                  JdbcTemplateAutoConfiguration.class,
                  JdbcClientAutoConfiguration.class,
                  FlywayAutoConfiguration.class))
          .withUserConfiguration(DatabaseConfiguratie.class);

  @TempDir Path werk;

  @Test
  void startsItsOwnDatabaseWithTheSchemaAndStopsItWhenTheEngineEnds() {
    Path map = werk.resolve("postgres");

    motor
        .withPropertyValues("ketenbrug.database.map=" + map, "ketenbrug.database.url=")
        .run(
            engine -> {
              assertThat(engine).hasSingleBean(IngebouwdePostgres.class);
              JdbcClient jdbc = engine.getBean(JdbcClient.class);
              assertThat(jdbc.sql("SELECT 1 FROM logregel").query().listOfRows()).isEmpty();
              assertThat(map.resolve("postmaster.pid")).exists();
            });

    assertThat(map.resolve("postmaster.pid")).doesNotExist();
  }

  @Test
  void startsNothingEmbeddedWhenADatabaseIsNamed() {
    Path map = werk.resolve("postgres");

    motor
        .withPropertyValues(
            "ketenbrug.database.map=" + map,
            "ketenbrug.database.url=" + Testdatabase.url(),
            "ketenbrug.database.wachtwoord=" + Testdatabase.geheim())
        .run(
            engine -> {
              assertThat(engine).doesNotHaveBean(IngebouwdePostgres.class);
              HikariDataSource pool = (HikariDataSource) engine.getBean(DataSource.class);
              assertThat(pool.getJdbcUrl())
                  .startsWith(Testdatabase.url())
                  .contains("logServerErrorDetail=false");
              JdbcClient jdbc = engine.getBean(JdbcClient.class);
              assertThat(jdbc.sql("SELECT 1").query(Integer.class).single()).isEqualTo(1);
            });

    assertThat(map).doesNotExist();
  }

  @Test
  void refusesAnAddressOfAnotherKindOfDatabase() {
    motor
        .withPropertyValues("ketenbrug.database.url=jdbc:h2:mem:log")
        .run(
            engine ->
                assertThat(engine)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("ketenbrug.database.url begint met jdbc:postgresql:"));
  }

  @Test
  void keepsThePasswordOutOfTheTextOfTheSettings() {
    DatabaseInstellingen instellingen =
        new DatabaseInstellingen("jdbc:postgresql://db/log", "k", "geheim!", Path.of("data"));

    assertThat(instellingen.toString()).doesNotContain("geheim!");
  }
}
