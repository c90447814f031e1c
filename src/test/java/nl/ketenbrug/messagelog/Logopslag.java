package nl.ketenbrug.messagelog;

import javax.sql.DataSource;
import nl.ketenbrug.operations.Testdatabase;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** Writer and reader of the log on the real test database, with transactions as in the engine. */
final class Logopslag implements AutoCloseable {

  private final AnnotationConfigApplicationContext spring =
      new AnnotationConfigApplicationContext(Opstelling.class);
  final LogSchrijver schrijver = spring.getBean(LogSchrijver.class);
  final Logboek logboek = spring.getBean(Logboek.class);
  final JdbcClient jdbc = spring.getBean(JdbcClient.class);

  @Override
  public void close() {
    spring.close();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  @Import({LogSchrijver.class, Logboek.class})
  static class Opstelling {

    @Bean(destroyMethod = "")
    DataSource bron() {
      return Testdatabase.bron();
    }

    @Bean
    JdbcTransactionManager transacties(DataSource bron) {
      return new JdbcTransactionManager(bron);
    }

    @Bean
    JdbcClient jdbc(DataSource bron) {
      return JdbcClient.create(bron);
    }
  }
}
