package nl.ketenbrug.operations;

import java.time.Duration;
import java.util.Map;
import nl.ketenbrug.delivery.Abonnement.Kanaal;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.messagelog.Versiestempels;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import nl.ketenbrug.source.Onderbreker;
import nl.ketenbrug.source.Volgindicatieclient;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Makes a route from its template for each file under {@code config}: a source or partner is a file
 * of parameters, never a copied route. Also stamps every route with the versions of its files.
 */
@Component
class Routesjablonen implements CamelContextConfiguration {

  private final Bronnen bronnen;
  private final Partners partners;
  private final Profielbestanden profielen;
  private final Versiestempels stempels;
  private final Environment instellingen;

  Routesjablonen(
      Bronnen bronnen,
      Partners partners,
      Profielbestanden profielen,
      Versiestempels stempels,
      Environment instellingen) {
    this.bronnen = bronnen;
    this.partners = partners;
    this.profielen = profielen;
    this.stempels = stempels;
    this.instellingen = instellingen;
  }

  @Override
  public void beforeApplicationStart(CamelContext camel) {
    for (RouteDefinition definition : ((ModelCamelContext) camel).getRouteDefinitions()) {
      stempels.meld(definition.getRouteId(), definition.getRouteId(), Map.of());
    }
    Duration herstelpauze =
        Duration.ofSeconds(
            instellingen.getRequiredProperty("ketenbrug.bron.herstelpauze", Long.class));
    for (Bron bron : bronnen.alle()) {
      Onderbreker.bind(camel, bron.naam(), herstelpauze);
      if (bron.levertZelf()) {
        route(
            camel,
            inname(bron),
            bron.naam(),
            Map.of("bron", bron.naam()),
            "config/sources/" + bron.naam() + ".yaml",
            bron.schema());
      }
      if (bron.geeftKennis()) {
        route(
            camel,
            "shape-notice",
            bron.naam(),
            Map.of("bron", bron.naam()),
            "config/sources/" + bron.naam() + ".yaml",
            bron.schema());
      }
      if (bron.neemtAan() && !bron.levertZelf()) {
        route(
            camel,
            "transform-answer",
            bron.naam(),
            Map.of("bron", bron.naam()),
            "config/sources/" + bron.naam() + ".yaml",
            bron.toetsschema());
      }
      if (bron.isSuwinet()) {
        route(
            camel,
            "look-up-suwinet",
            bron.naam(),
            Map.of(
                "bron", bron.naam(),
                "schema", bron.suwinet().schema(),
                "tijdslimiet", Integer.toString(bron.suwinet().tijdslimiet())),
            "config/sources/" + bron.naam() + ".yaml");
      }
      if (bron.isVolgdienst() && !Volgindicatieclient.adres(instellingen, bron.naam()).isBlank()) {
        route(
            camel,
            "look-up-volgindicatie",
            bron.naam(),
            Map.of(
                "bron", bron.naam(),
                "adres", Volgindicatieclient.adres(instellingen, bron.naam()),
                "tijdslimiet", Integer.toString(bron.volgindicaties().tijdslimiet())),
            "config/sources/" + bron.naam() + ".yaml");
      }
      if (bron.isJson()) {
        route(
            camel,
            bron.isSignaaldienst() ? "look-up-signalen" : "look-up-json",
            bron.naam(),
            Map.of("bron", bron.naam(), "tijdslimiet", Integer.toString(bron.json().tijdslimiet())),
            "config/sources/" + bron.naam() + ".yaml",
            bron.json().schema());
      }
      if (bron.isRegister()) {
        route(
            camel,
            "look-up-register",
            bron.naam(),
            Map.of(
                "bron", bron.naam(),
                "vragen", bron.register().vragen(),
                "schema", bron.register().schema(),
                "tijdslimiet", Integer.toString(bron.register().tijdslimiet())),
            "config/sources/" + bron.naam() + ".yaml");
      }
    }
    for (Bron bron : bronnen.alle()) {
      if (bron.neemtAan()) {
        route(camel, "collect-files", bron.naam(), Map.of("bron", bron.naam()));
      }
    }
    for (String profiel : partners.profielen()) {
      route(
          camel,
          "shape-for",
          profiel,
          Map.of("profiel", profiel, "toets", profielen.lees(profiel).toets()),
          "transforms/" + profiel + "/profiel.yaml");
    }
    for (Partner partner : partners.alle()) {
      route(
          camel,
          "deliver-to",
          partner.code(),
          Map.of(
              "partner", partner.code(),
              "profiel", partner.abonnement().profiel(),
              "wachtrij", partner.wachtrij()),
          "config/partners/" + partner.code() + ".yaml");
      if (partner.abonnement().kanaal() == Kanaal.BESTAND) {
        route(camel, "exchange-batches", partner.code(), Map.of("partner", partner.code()));
      }
    }
  }

  /** The template of the route that takes in what a source delivers by itself. */
  static String inname(Bron bron) {
    if (bron.geeftKennis()) {
      return "transform-notice";
    }
    return bron.meldtZaken() ? "transform-answer" : "transform-to-canonical";
  }

  @Override
  public void afterApplicationStart(CamelContext camel) {}

  private void route(
      CamelContext camel,
      String template,
      String name,
      Map<String, String> parameters,
      String... bestanden) {
    String id = template + "-" + name;
    TemplatedRouteBuilder builder = TemplatedRouteBuilder.builder(camel, template).routeId(id);
    parameters.forEach(builder::parameter);
    builder.add();
    stempels.meld(id, template, parameters, bestanden);
  }
}
