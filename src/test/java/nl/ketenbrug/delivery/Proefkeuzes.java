package nl.ketenbrug.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import nl.ketenbrug.bvv.Wettermijn;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/** Choices of partners on a test database. */
public final class Proefkeuzes {

  private Proefkeuzes() {}

  public static Abonnementkeuzes op(DataSource bron) {
    return new Abonnementkeuzes(JdbcClient.create(bron), new ObjectMapper());
  }

  /** What may go out now. */
  public static Uitgifte uitgifte(DataSource bron, Clock clock) {
    return uitgifte(bron, clock, new Wettermijn(Set.of())::naWerkdagen);
  }

  static Uitgifte uitgifte(DataSource bron, Clock clock, Werkdagen werkdagen) {
    return metTransacties(new Uitgifte(JdbcClient.create(bron), op(bron), werkdagen, clock), bron);
  }

  /** As Spring does: what is marked so runs in one transaction of the database. */
  static <T> T metTransacties(T object, DataSource bron) {
    ProxyFactory maker = new ProxyFactory(object);
    maker.setProxyTargetClass(true);
    maker.addAdvice(
        new TransactionInterceptor(
            (TransactionManager) new DataSourceTransactionManager(bron),
            new AnnotationTransactionAttributeSource()));
    @SuppressWarnings("unchecked")
    T proxy = (T) maker.getProxy(object.getClass().getClassLoader());
    return proxy;
  }

  /** How far subscriptions are, on a test database. */
  public static Abonnementstand stand(DataSource bron) {
    return new Abonnementstand(JdbcClient.create(bron));
  }

  /** What goes by paper, on a test database. */
  public static Uitwijkgrens grens(DataSource bron) {
    return new Uitwijkgrens(JdbcClient.create(bron));
  }

  /** How webhooks go, on a test database. */
  public static Webhookstanden webhooks(DataSource bron) {
    return new Webhookstanden(JdbcClient.create(bron));
  }

  /** What webhooks answer with an error, on a test database. */
  public static Webhookwachtenden wachtenden(DataSource bron) {
    return new Webhookwachtenden(JdbcClient.create(bron), webhooks(bron));
  }

  /** How terms are, on a test database. */
  public static Termijnstanden termijnen(DataSource bron, Clock clock) {
    JdbcClient jdbc = JdbcClient.create(bron);
    return new Termijnstanden(jdbc, new Leveringsmeldingen(jdbc, clock), clock);
  }

  /** Tells what goes by paper, on a test database; sets nothing in motion. */
  public static Uitwijkbeheer uitwijken(Partners partners, DataSource bron, Clock clock) {
    JdbcClient jdbc = JdbcClient.create(bron);
    return new Uitwijkbeheer(
        partners, new Uitwijkregister(jdbc), new Papierbundels(jdbc), null, null, null, clock);
  }

  /**
   * One dossier of this partner goes by paper.
   *
   * @return ends it
   */
  public static Runnable wijkUit(DataSource bron, String partner, Instant nu) {
    return wijkUit(bron, partner, "ab".repeat(32), nu);
  }

  /**
   * As above.
   *
   * @param dossier null for all of this partner
   */
  public static Runnable wijkUit(DataSource bron, String partner, String dossier, Instant nu) {
    Uitwijkregister register = new Uitwijkregister(JdbcClient.create(bron));
    UUID id = UUID.randomUUID();
    register.maak(
        new Uitwijk(
            id,
            UUID.randomUUID(),
            partner,
            null,
            dossier,
            Uitwijk.Vorm.CSV,
            "proef",
            nu,
            null,
            "jan",
            false,
            null,
            null,
            null,
            null),
        nu,
        nu.atZone(Uitwijkbeheer.NEDERLAND).toLocalDate());
    return () -> register.beeindig(id, "jan", nu.plusSeconds(1));
  }
}
