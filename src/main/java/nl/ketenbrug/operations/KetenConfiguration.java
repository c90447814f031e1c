package nl.ketenbrug.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import nl.ketenbrug.bvv.BeslagvrijeVoet;
import nl.ketenbrug.bvv.Cijfers;
import nl.ketenbrug.bvv.Herberekening;
import nl.ketenbrug.delivery.Gebeurteniscatalogus;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.enrichment.Veranderregels;
import nl.ketenbrug.enrichment.Vergelijkers;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Versiestempels;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The chain as its files describe it: sources, partners and the broker's addresses that follow from
 * them.
 */
@Configuration
@EnableScheduling
class KetenConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Versiestempels versiestempels(Installatie installatie) {
    return new Versiestempels(installatie.top());
  }

  @Bean
  Cijfers cijfers(Installatie installatie) {
    return Cijfers.lees(installatie.bestand("config/bvv"));
  }

  @Bean
  BeslagvrijeVoet beslagvrijeVoet(Cijfers cijfers) {
    return new BeslagvrijeVoet(cijfers);
  }

  @Bean
  Herberekening herberekening(Cijfers cijfers) {
    return new Herberekening(cijfers);
  }

  @Bean
  Schemacontrole schemacontrole(Installatie installatie) {
    return new Schemacontrole(installatie.top());
  }

  @Bean
  Bronnen bronnen(Installatie installatie, Instellingsbestanden bestanden) {
    return new Bronnen(
        bestanden.lees(installatie.bestand("config/sources"), Bron.class, Bron::naam));
  }

  @Bean
  Gebeurteniscatalogus gebeurteniscatalogus(
      Installatie installatie, Instellingsbestanden bestanden) {
    return bestanden.lees(
        installatie.bestand("config/gebeurtenistypen.yaml"), Gebeurteniscatalogus.class);
  }

  @Bean
  Vergelijkers vergelijkers(Installatie installatie, Instellingsbestanden bestanden) {
    return new Vergelijkers(
        bestanden.lees(
            installatie.bestand("config/veranderingen"),
            Veranderregels.class,
            Veranderregels::bron));
  }

  @Bean
  Partners partners(Installatie installatie, Instellingsbestanden bestanden, Bronnen bronnen) {
    List<Partner> partners =
        bestanden.lees(installatie.bestand("config/partners"), Partner.class, Partner::code);
    Partnercontrole controle =
        new Partnercontrole(installatie.top(), bronnen.alle().stream().map(Bron::naam).toList());
    partners.forEach(controle::controleer);
    return new Partners(partners);
  }

  @Bean
  Parkeerplekken parkeerplekken(Bronnen bronnen, Partners partners) {
    return new Parkeerplekken(bronnen, partners);
  }

  /** The engine's own password at the embedded broker: made anew at each start, known to nobody. */
  @Bean
  EnginePassword enginePassword() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return new EnginePassword(HexFormat.of().formatHex(bytes));
  }

  record EnginePassword(String value) {}

  @Bean
  EmbeddedBroker broker(
      Installatie installatie,
      BrokerSettings settings,
      Accounts accounts,
      EnginePassword password,
      Bronnen bronnen,
      Partners partners,
      Parkeerplekken plekken,
      ObjectMapper json,
      Clock clock)
      throws Exception {
    EmbeddedBroker broker =
        new EmbeddedBroker(
            installatie,
            settings,
            accounts,
            password.value(),
            new Leesbewijs(clock, regel -> Berichtenlog.alsTekst(regel, json)));
    try {
      declare(broker, bronnen, plekken, partners);
    } catch (Exception e) {
      broker.destroy();
      throw e;
    }
    return broker;
  }

  private static void declare(
      EmbeddedBroker broker, Bronnen bronnen, Parkeerplekken plekken, Partners partners)
      throws Exception {
    for (Bron bron : bronnen.alle()) {
      if (bron.levertZelf()) {
        broker.queueToSend("intake." + bron.naam(), bron.naam());
      }
    }
    for (String plek : plekken.alle()) {
      broker.queue(plek);
    }
    for (String profiel : partners.profielen()) {
      broker.multicast("gebeurtenis." + profiel);
    }
    declare(broker, partners.alle());
    broker.keepOnly(partners.alle().stream().map(Partner::wachtrij).collect(Collectors.toSet()));
  }

  private static void declare(EmbeddedBroker broker, Collection<Partner> partners)
      throws Exception {
    for (Partner partner : partners) {
      String address = "gebeurtenis." + partner.abonnement().profiel();
      broker.subscription(address, partner.wachtrij(), partner.filter());
      broker.queueToRead(partner.queue(), partner.code());
    }
  }
}
