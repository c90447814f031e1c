package nl.ketenbrug.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import nl.ketenbrug.bvv.Wettermijn;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Termijnproef;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One life of the keeper of terms with its broker, in a process of its own that ends at a chosen
 * point as SIGKILL ends one: nothing is closed, flushed or rolled back.
 */
final class Termijnleven {

  /** Ended as planned. */
  static final int GEVELD = 137;

  private Termijnleven() {}

  /** Where a life ends. */
  enum Einde {
    /** The record is written, and the transaction at the broker is not committed. */
    VOOR_DE_BROKER,
    /** The broker committed; the table does not know of it. */
    NA_DE_BROKER,
    /** The notice is sent; the table does not know of it. */
    NA_DE_MELDING
  }

  /**
   * @param opdracht folder of the journal, address and password of the database, the moment that it
   *     is, and where it ends
   */
  public static void main(String[] opdracht) throws Exception {
    Einde einde = Einde.valueOf(opdracht[4]);
    EmbeddedBroker broker = Testbroker.start(Path.of(opdracht[0]), Map.of());
    CachingConnectionFactory verbinding =
        new JmsConfiguration().connectionFactory(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD));
    DataSource bron = new DriverManagerDataSource(opdracht[1], "ketenbrug", opdracht[2]);
    proef(bron, verbinding, Instant.parse(opdracht[3]), einde).ronde();
    System.err.println("Dit leven eindigde niet bij " + einde);
    broker.destroy();
    System.exit(1);
  }

  /**
   * @param einde null for a life that goes on
   */
  static Termijnproef proef(
      DataSource bron, CachingConnectionFactory verbinding, Instant nu, Einde einde) {
    JmsTemplate jms = new JmsTemplate(verbinding);
    jms.setSessionTransacted(true);
    jms.setReceiveTimeout(500);
    Berichtenlog echt =
        Berichtenlog.opWachtrij(jms, new ObjectMapper().registerModule(new JavaTimeModule()));
    Landing landing = new Landing(echt, einde);
    Partner cjib = TermijnwachterTest.CJIB;
    return new Termijnproef(
        List.of(cjib),
        bron,
        jms,
        new Brokerbeheer(Brokertoegang.ingebouwd(Testbroker.WACHTWOORD))::isOnderhanden,
        new Brokertransactie(landing.om(verbinding)),
        landing,
        Clock.fixed(nu, ZoneOffset.UTC),
        new Wettermijn(Set.of())::naWerkdagen,
        register -> Optional.empty());
  }

  /** Sees what is written, and ends the process where it should. */
  private static final class Landing implements Berichtenlog {
    private final Berichtenlog echt;
    private final Einde einde;
    private Stap laatste;

    Landing(Berichtenlog echt, Einde einde) {
      this.echt = echt;
      this.einde = einde;
    }

    @Override
    public void schrijf(LogRegel regel) {
      echt.schrijf(regel);
      laatste = regel.stap();
      if (einde == Einde.VOOR_DE_BROKER && laatste == Stap.VERLOPEN) {
        Runtime.getRuntime().halt(GEVELD);
      }
    }

    TransactionTemplate om(CachingConnectionFactory verbinding) {
      return new TransactionTemplate(new JmsTransactionManager(verbinding)) {
        private static final long serialVersionUID = 1L;

        @Override
        public <T> T execute(TransactionCallback<T> werk) {
          T uitkomst = super.execute((TransactionStatus status) -> werk.doInTransaction(status));
          if ((einde == Einde.NA_DE_BROKER && laatste == Stap.VERLOPEN)
              || (einde == Einde.NA_DE_MELDING && laatste == Stap.GEPUBLICEERD)) {
            Runtime.getRuntime().halt(GEVELD);
          }
          return uitkomst;
        }
      };
    }
  }
}
