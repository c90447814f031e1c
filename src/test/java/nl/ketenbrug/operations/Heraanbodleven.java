package nl.ketenbrug.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nl.ketenbrug.delivery.Heraanbodproef;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An engine with its broker, as far as offering again goes, in a process of its own to be killed,
 * or that ends by itself as SIGKILL ends one: when the broker has a portion and the table does not
 * know of it.
 */
final class Heraanbodleven {

  /** Ended between the broker and the table. */
  static final int GEVELD = 137;

  private Heraanbodleven() {}

  /**
   * @param opdracht folder of the journal, address and password of the database, and after which
   *     commit of the broker it ends; 0 for never
   */
  public static void main(String[] opdracht) throws Exception {
    EmbeddedBroker broker = Testbroker.start(Path.of(opdracht[0]), Map.of());
    Brokerbeheer beheer = new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    beheer.queue(HeraanbiederTest.CJIB.queue());
    CachingConnectionFactory verbinding =
        new JmsConfiguration().connectionFactory(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(opdracht[1]);
    pool.setUsername("ketenbrug");
    pool.setPassword(opdracht[2]);
    pool.setMaximumPoolSize(4);
    HikariDataSource bron = new HikariDataSource(pool);
    JmsTemplate jms = new JmsTemplate(verbinding);
    jms.setSessionTransacted(true);
    JdbcClient jdbc = JdbcClient.create(bron);
    Berichtenlog log =
        Berichtenlog.opWachtrij(jms, new ObjectMapper().registerModule(new JavaTimeModule()));
    Heraanbodproef motor =
        new Heraanbodproef(
            new Partners(List.of(HeraanbiederTest.CJIB)),
            bron,
            jdbc,
            jms,
            new Brokertransactie(tot(Integer.parseInt(opdracht[3]), verbinding)),
            log,
            0);
    while (jdbc.sql("select count(*) from heraanbod where toestand = 'loopt'")
            .query(Long.class)
            .single()
        > 0) {
      motor.portieNu();
    }
    verbinding.destroy();
    broker.destroy();
    System.exit(0);
  }

  private static TransactionTemplate tot(int laatste, CachingConnectionFactory verbinding) {
    return new TransactionTemplate(new JmsTransactionManager(verbinding)) {
      private static final long serialVersionUID = 1L;
      private int gedaan;

      @Override
      public <T> T execute(TransactionCallback<T> werk) {
        T uitkomst = super.execute(werk);
        if (++gedaan == laatste) {
          Runtime.getRuntime().halt(GEVELD);
        }
        return uitkomst;
      }
    };
  }
}
