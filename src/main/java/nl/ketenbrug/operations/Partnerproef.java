package nl.ketenbrug.operations;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import nl.ketenbrug.delivery.Abonnementkeuzes;
import nl.ketenbrug.delivery.Abonnementkeuzes.Omvang;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.operations.Instellingsbestanden.Instellingsfout;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tries the file of a partner before it holds: checked as a start would, beside the partners that
 * are there now, and counted on the events of the last month. Changes nothing and keeps nothing.
 */
@Service
public class Partnerproef {

  /** Bytes that a file may have. */
  public static final int HOOGSTENS = 64 << 10;

  /** On which it is tried; as long as for a choice. */
  private static final int DAGEN = 31;

  /** The counting may take so long; nobody else's work waits for it longer. */
  public static final int SECONDEN = 5;

  private final Installatie installatie;
  private final Instellingsbestanden bestanden;
  private final Profielbestanden profielen;
  private final Bronnen bronnen;
  private final Partners partners;
  private final Abonnementkeuzes keuzes;
  private final SslBundles sleutelbossen;
  private final Environment omgeving;
  private final Clock clock;
  private final TransactionTemplate telling;

  /** A trial runs. */
  private final AtomicBoolean bezig = new AtomicBoolean();

  Partnerproef(
      Installatie installatie,
      Instellingsbestanden bestanden,
      Profielbestanden profielen,
      Bronnen bronnen,
      Partners partners,
      Abonnementkeuzes keuzes,
      SslBundles sleutelbossen,
      Environment omgeving,
      DataSource database,
      Clock clock) {
    this.installatie = installatie;
    this.bestanden = bestanden;
    this.profielen = profielen;
    this.bronnen = bronnen;
    this.partners = partners;
    this.keuzes = keuzes;
    this.sleutelbossen = sleutelbossen;
    this.omgeving = omgeving;
    this.clock = clock;
    this.telling = new TransactionTemplate(new JdbcTransactionManager(database));
    telling.setTimeout(SECONDEN);
    telling.setReadOnly(true);
  }

  /**
   * What the file would be.
   *
   * @param naam code of the partner
   * @param nieuw there is no such partner now
   * @param kern the main things in words
   * @param verschil from what holds now; null when new
   * @param geteld null when it could not be counted within the time
   */
  public record Uitkomst(String naam, boolean nieuw, String kern, String verschil, Geteld geteld) {}

  /**
   * @param getroffen events that it would have got
   * @param van all events of those days
   * @param perType of each type that it names, those that nothing came of included
   */
  public record Geteld(int dagen, long getroffen, long van, Map<String, Long> perType) {}

  /** The file is not right, in a sentence. */
  public static final class Bestandsfout extends RuntimeException {
    Bestandsfout(String zin) {
      super(zin);
    }
  }

  /** Another file is tried now. */
  public static final class ProefLoopt extends RuntimeException {}

  /**
   * One at a time, for all that count take connections that everything else needs too.
   *
   * @param inhoud of the file, as it would stand in {@code config/partners}
   * @throws Bestandsfout when an engine would not start with it
   * @throws ProefLoopt while another one runs
   */
  public Uitkomst proef(byte[] inhoud) {
    if (!bezig.compareAndSet(false, true)) {
      throw new ProefLoopt();
    }
    try {
      return alleen(inhoud);
    } finally {
      bezig.set(false);
    }
  }

  private Uitkomst alleen(byte[] inhoud) {
    Partner partner = gecontroleerd(inhoud);
    Partnerinhoud nu = Partnerinhoud.van(partner);
    String verschil =
        partners
            .zoek(partner.code())
            .map(Partnerinhoud::van)
            .map(was -> was.kenmerk().equals(nu.kenmerk()) ? "niets" : nu.verschil(was))
            .orElse(null);
    return new Uitkomst(partner.code(), verschil == null, nu.kort(), verschil, geteld(partner));
  }

  private Partner gecontroleerd(byte[] inhoud) {
    try {
      Partner partner = bestanden.lees(Path.of("het bestand"), inhoud, Partner.class);
      Partnercontrole controle =
          new Partnercontrole(
              installatie.top(), profielen, bronnen.alle().stream().map(Bron::naam).toList());
      partners.alle().stream()
          .filter(ander -> !ander.code().equals(partner.code()))
          .forEach(controle::controleer);
      controle.controleer(partner);
      if (partner.webhook() != null) {
        controle.controleerHier(
            partner, sleutelbossen, omgeving.acceptsProfiles(Profiles.of("production")));
      }
      return partner;
    } catch (Instellingsfout e) {
      // Where it stands here is nobody's business.
      throw new Bestandsfout(e.getMessage().replace(installatie.top() + "/", ""));
    }
  }

  private Geteld geteld(Partner partner) {
    Instant sinds = clock.instant().minus(DAGEN, ChronoUnit.DAYS);
    try {
      return telling.execute(
          status -> {
            Map<String, Long> perType = new TreeMap<>();
            partner.abonnement().gebeurtenistypen().forEach(type -> perType.put(type, 0L));
            keuzes
                .tel(partner, sinds)
                .forEach(een -> perType.put(een.gebeurtenistype(), een.aantal()));
            Omvang omvang = keuzes.omvang(partner, sinds);
            return new Geteld(DAGEN, omvang.getroffen(), omvang.van(), perType);
          });
    } catch (DataAccessException | TransactionException e) {
      return null;
    }
  }
}
