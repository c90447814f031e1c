package nl.ketenbrug.operations;

import java.time.Clock;
import javax.sql.DataSource;
import nl.ketenbrug.delivery.LeveringenVoorProef;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Proefkeuzes;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens subscriptions to tests of other packages. */
public final class Abonnementproef {

  private Abonnementproef() {}

  /** On a test database, without a broker: it tells, and stops or changes nothing. */
  public static Abonnementbeheer zonderBroker(Partners partners, DataSource bron, Clock clock) {
    return new Abonnementbeheer(
        partners,
        Proefkeuzes.stand(bron),
        Proefkeuzes.op(bron),
        Proefkeuzes.webhooks(bron),
        Proefkeuzes.grens(bron),
        null,
        null,
        null,
        LeveringenVoorProef.van(JdbcClient.create(bron)),
        null,
        clock);
  }
}
