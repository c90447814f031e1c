package nl.ketenbrug.operations;

import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Tells Spring Boot where the database is; its own configuration makes the connection pool and runs
 * the migrations. The embedded server is a bean that the pool depends on, so that it stops last.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseInstellingen.class)
class DatabaseConfiguratie {

  @Bean(destroyMethod = "close")
  @Conditional(DatabaseConfiguratie.GeenUrl.class)
  IngebouwdePostgres ingebouwdePostgres(DatabaseInstellingen instellingen) {
    Path map = instellingen.map().toAbsolutePath();
    return IngebouwdePostgres.start(
        map, map.resolveSibling("programmas"), instellingen.gebruiker());
  }

  @Bean
  JdbcConnectionDetails databaseverbinding(
      DatabaseInstellingen instellingen, ObjectProvider<IngebouwdePostgres> ingebouwd) {
    IngebouwdePostgres postgres = ingebouwd.getIfAvailable();
    if (postgres == null) {
      return new Verbinding(
          zonderDetails(instellingen.url()), instellingen.gebruiker(), instellingen.wachtwoord());
    }
    return new Verbinding(zonderDetails(postgres.url()), postgres.gebruiker(), postgres.geheim());
  }

  /** The server's detail of an error can hold the row that was refused, and with it a BSN. */
  private static String zonderDetails(String url) {
    if (url.contains("logServerErrorDetail=")) {
      return url;
    }
    return url + (url.contains("?") ? "&" : "?") + "logServerErrorDetail=false";
  }

  private record Verbinding(String getJdbcUrl, String getUsername, String getPassword)
      implements JdbcConnectionDetails {}

  /** An address that is given but empty counts as not given. */
  static final class GeenUrl implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !StringUtils.hasText(context.getEnvironment().getProperty("ketenbrug.database.url"));
    }
  }
}
