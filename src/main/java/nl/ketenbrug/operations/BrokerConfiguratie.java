package nl.ketenbrug.operations;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.ketenbrug.delivery.Abonnementkeuzes;
import nl.ketenbrug.delivery.Abonnementstand;
import nl.ketenbrug.delivery.Onderhanden;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Uitwijkgrens;
import nl.ketenbrug.source.Bronnen;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** The broker: inside the engine, or with {@code ketenbrug.broker.url} where that says. */
@Configuration(proxyBeanMethods = false)
class BrokerConfiguratie {

  /**
   * @param simulator first, when there is one: at its first start it makes the keys of the demo
   */
  @Bean
  @Conditional(GeenUrl.class)
  EmbeddedBroker ingebouwdeBroker(
      Installatie installatie,
      BrokerSettings settings,
      Accounts accounts,
      Brokertoegang toegang,
      @Qualifier("simulator") Optional<AutoCloseable> simulator)
      throws Exception {
    return new EmbeddedBroker(
        installatie.bestand("broker/broker.xml"),
        installatie.datamap().resolve("broker"),
        Map.of(
            "host", settings.host(),
            "port", String.valueOf(settings.port()),
            "redelivery-delay", String.valueOf(settings.redeliveryDelay()),
            "max-redelivery-delay", String.valueOf(settings.maxRedeliveryDelay())),
        Brokertls.acceptor(settings),
        new ActiveMQJAASSecurityManager(
            InVMLoginModule.class.getName(), gebruikers(accounts, toegang)));
  }

  /** The engine's password at the embedded broker is made anew at each start, known to nobody. */
  @Bean
  Brokertoegang brokertoegang(BrokerSettings settings) {
    if (!settings.ingebouwd()) {
      return Brokertoegang.buiten(settings.url(), settings.gebruiker(), settings.wachtwoord());
    }
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Brokertoegang.ingebouwd(HexFormat.of().formatHex(bytes));
  }

  /** Only the start waits for a broker that is not there yet. */
  @Bean
  Brokerbeheer brokerbeheer(Brokertoegang toegang) {
    return new Brokerbeheer(toegang, Brokerbeheer.GEDULD);
  }

  @Bean
  Onderhanden onderhanden(Brokerbeheer beheer) {
    return beheer::isOnderhanden;
  }

  /**
   * @param embedded a broker of its own means that there is no other engine to wait for
   */
  @Bean
  Motoren motoren(
      JdbcConnectionDetails database,
      Partners partners,
      Bronnen bronnen,
      BrokerSettings settings,
      Optional<EmbeddedBroker> embedded) {
    return new Motoren(
        database, partners, bronnen, embedded.isPresent() ? Duration.ZERO : settings.bedenktijd());
  }

  /**
   * @param eerst the embedded broker, when there is one: it must run by now
   */
  @Bean
  Brokerwacht brokerwacht(
      Optional<EmbeddedBroker> eerst,
      Brokertoegang toegang,
      BrokerSettings settings,
      Clock clock,
      ApplicationContext motor) {
    List<Brokerbeheer> adressen =
        eerst.isPresent()
            ? List.of()
            : Brokertoegang.elk(settings.url(), settings.gebruiker(), settings.wachtwoord())
                .stream()
                .map(adres -> new Brokerbeheer(adres, Brokertoegang.KORT))
                .toList();
    return new Brokerwacht(new Brokerbeheer(toegang), adressen, clock, () -> beeindig(motor));
  }

  /**
   * Done before anybody sends or reads.
   *
   * @param eerst the embedded broker, when there is one: it must run by now
   */
  @Bean
  Brokerinrichting brokerinrichting(
      Optional<EmbeddedBroker> eerst,
      Brokerbeheer beheer,
      Brokerwacht wacht,
      Motoren motoren,
      Bronnen bronnen,
      Partners partners,
      Parkeerplekken plekken,
      Abonnementkeuzes keuzes,
      Abonnementstand stand,
      Uitwijkgrens uitwijk,
      ApplicationContext motor) {
    wacht.toets();
    Brokerinrichting inrichting =
        new Brokerinrichting(
            beheer,
            motoren,
            bronnen,
            partners,
            plekken,
            keuzes,
            partner -> Leestoegang.isDicht(partner, stand, keuzes, uitwijk),
            () -> beeindig(motor));
    inrichting.richtIn();
    return inrichting;
  }

  /** In a thread of its own: the one that decides so is waited for. */
  private static void beeindig(ApplicationContext motor) {
    new Thread(() -> System.exit(SpringApplication.exit(motor, () -> 1)), "einde").start();
  }

  private static SecurityConfiguration gebruikers(Accounts accounts, Brokertoegang toegang) {
    SecurityConfiguration gebruikers = new SecurityConfiguration();
    gebruikers.addUser(toegang.gebruiker(), toegang.wachtwoord());
    gebruikers.addRole(toegang.gebruiker(), EmbeddedBroker.ENGINE);
    for (Account account : accounts.alle()) {
      gebruikers.addUser(account.naam(), account.wachtwoord());
      gebruikers.addRole(account.naam(), account.naam());
    }
    return gebruikers;
  }

  /** An address that is given but empty counts as not given. */
  static final class GeenUrl implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !StringUtils.hasText(context.getEnvironment().getProperty("ketenbrug.broker.url"));
    }
  }
}
