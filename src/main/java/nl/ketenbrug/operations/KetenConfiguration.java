package nl.ketenbrug.operations;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.ketenbrug.bvv.BeslagvrijeVoet;
import nl.ketenbrug.bvv.Cijfers;
import nl.ketenbrug.bvv.Herberekening;
import nl.ketenbrug.bvv.Wettermijn;
import nl.ketenbrug.delivery.Bronorganisaties;
import nl.ketenbrug.delivery.Formaat;
import nl.ketenbrug.delivery.Gebeurteniscatalogus;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Profielformaten;
import nl.ketenbrug.delivery.Werkdagen;
import nl.ketenbrug.dossier.Beslagleggers;
import nl.ketenbrug.enrichment.Veranderregels;
import nl.ketenbrug.enrichment.Vergelijkers;
import nl.ketenbrug.intake.Bevestigingen;
import nl.ketenbrug.intake.Contractbestanden;
import nl.ketenbrug.intake.Schemacontrole;
import nl.ketenbrug.messagelog.Versiestempels;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The chain as its files describe it: sources, partners, figures and schemas. */
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
  Wettermijn wettermijn(TermijnenSettings settings) {
    return new Wettermijn(settings.gelijkgesteld());
  }

  @Bean
  Werkdagen werkdagen(Wettermijn wettermijn) {
    return wettermijn::naWerkdagen;
  }

  @Bean
  Bronorganisaties bronorganisaties(Bronnen bronnen) {
    return naam ->
        bronnen
            .zoek(naam)
            .filter(bron -> bron.levertZelf() && !bron.geeftKennis() && !bron.meldtZaken())
            .map(Bron::oin);
  }

  @Bean
  Schemacontrole schemacontrole(Installatie installatie) {
    return new Schemacontrole(installatie.top());
  }

  @Bean
  Profielbestanden profielbestanden(Installatie installatie, Instellingsbestanden bestanden) {
    return new Profielbestanden(installatie.top(), bestanden);
  }

  @Bean
  Profielformaten profielformaten(Partners partners, Profielbestanden profielen) {
    Map<String, Formaat> formaten =
        partners.alle().stream()
            .map(partner -> partner.abonnement().profiel())
            .distinct()
            .collect(
                Collectors.toMap(profiel -> profiel, profiel -> profielen.lees(profiel).formaat()));
    return formaten::get;
  }

  @Bean
  Profielkeuring profielkeuring(Installatie installatie, Schemacontrole schemacontrole) {
    return new Profielkeuring(installatie.top(), schemacontrole);
  }

  @Bean
  Contractbestanden contractbestanden(Installatie installatie) {
    return new Contractbestanden(installatie.top());
  }

  @Bean
  Bevestigingen bevestigingen(Installatie installatie) {
    return new Bevestigingen(installatie.top());
  }

  /**
   * Who recognises no debtors takes no cases of a register: a person would be kept for nothing, who
   * as a rule is no debtor of anybody here.
   */
  @Bean
  Bronnen bronnen(
      Installatie installatie,
      Instellingsbestanden bestanden,
      Versiestempels stempels,
      Environment omgeving) {
    boolean zaken = omgeving.getProperty("ketenbrug.insolventies.aan", Boolean.class, false);
    return new Bronnen(
        bestanden
            .lees(installatie.bestand("config/sources"), Bron.class, Bron::naam, stempels::gelezen)
            .stream()
            .map(bron -> bron.isRegister() && !zaken ? bron.alleenGevraagd() : bron)
            .toList());
  }

  @Bean
  Gebeurteniscatalogus gebeurteniscatalogus(
      Installatie installatie, Instellingsbestanden bestanden) {
    return bestanden.lees(
        installatie.bestand("config/gebeurtenistypen.yaml"), Gebeurteniscatalogus.class);
  }

  @Bean
  Vergelijkers vergelijkers(
      Installatie installatie, Instellingsbestanden bestanden, Versiestempels stempels) {
    return new Vergelijkers(
        bestanden.lees(
            installatie.bestand("config/veranderingen"),
            Veranderregels.class,
            Veranderregels::bron,
            stempels::gelezen));
  }

  @Bean
  Partners partners(
      Installatie installatie,
      Instellingsbestanden bestanden,
      Profielbestanden profielen,
      Versiestempels stempels,
      Bronnen bronnen,
      SslBundles sleutelbossen,
      Environment omgeving) {
    List<Partner> partners =
        bestanden.lees(
            installatie.bestand("config/partners"),
            Partner.class,
            Partner::code,
            stempels::gelezen);
    Partnercontrole controle =
        new Partnercontrole(
            installatie.top(), profielen, bronnen.alle().stream().map(Bron::naam).toList());
    partners.forEach(controle::controleer);
    boolean productie = omgeving.acceptsProfiles(Profiles.of("production"));
    partners.stream()
        .filter(partner -> partner.webhook() != null)
        .forEach(partner -> controle.controleerHier(partner, sleutelbossen, productie));
    return new Partners(partners);
  }

  @Bean
  Beslagleggers beslagleggers(Partners partners) {
    return (partner, oinOfNummer) ->
        partners
            .zoek(partner)
            .filter(een -> een.registreren() != null && een.isBeslaglegger(oinOfNummer))
            .isPresent();
  }

  @Bean
  Parkeerplekken parkeerplekken(Bronnen bronnen, Partners partners) {
    return new Parkeerplekken(bronnen, partners);
  }
}
