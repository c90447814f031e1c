package nl.ketenbrug.simulator;

import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.xml.ws.Endpoint;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.ketenbrug.simulator.bron.Besturing;
import nl.ketenbrug.simulator.bron.Bron;
import nl.ketenbrug.simulator.bron.Bronfilter;
import nl.ketenbrug.simulator.bron.Bronnen;
import nl.ketenbrug.simulator.brp.BrpDienst;
import nl.ketenbrug.simulator.brp.Volgindicatiedienst;
import nl.ketenbrug.simulator.cir.Cirdienst;
import nl.ketenbrug.simulator.json.Jsonbronnen;
import nl.ketenbrug.simulator.json.Mutatieservice;
import nl.ketenbrug.simulator.scenario.Scenario;
import nl.ketenbrug.simulator.scenario.Scenariolezer;
import nl.ketenbrug.simulator.suwinet.Suwibroker;
import nl.ketenbrug.simulator.webhook.Webhookontvanger;
import nl.ketenbrug.simulator.zending.Bezorger;
import nl.ketenbrug.simulator.zending.Motor;
import nl.ketenbrug.simulator.zending.Zendbesturing;
import nl.ketenbrug.simulator.zending.Zendteksten;
import org.apache.cxf.Bus;
import org.apache.cxf.bus.spring.SpringBus;
import org.apache.cxf.transport.servlet.CXFServlet;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The beans of the simulator. Names the few auto-configurations it needs, so that none of the
 * engine's (database, broker, routes, security) can start in it, whatever is on the class path.
 * Deliberately without {@code @Configuration}: see the package description.
 */
@ImportAutoConfiguration({
  ServletWebServerFactoryAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  JacksonAutoConfiguration.class
})
final class Samenstelling {

  @Bean
  Scenario scenario(Environment instellingen) {
    return Scenariolezer.lees(Path.of(instellingen.getRequiredProperty("simulator.scenario")));
  }

  @Bean
  Bronnen bronnen() {
    return new Bronnen();
  }

  @Bean
  Kalender kalender(Clock simulatorklok, Environment instellingen) {
    Kalender kalender = new Kalender(simulatorklok);
    Optional.ofNullable(instellingen.getProperty("simulator.dag"))
        .map(LocalDate::parse)
        .ifPresent(kalender::zet);
    return kalender;
  }

  @Bean
  RouterFunction<ServerResponse> dagbesturing(Kalender kalender) {
    return new Dagbesturing(kalender).routes();
  }

  @Bean
  BrpDienst brpDienst(Scenario scenario, Kalender kalender) {
    return new BrpDienst(scenario, kalender, JsonMapper.builder().build());
  }

  @Bean
  RouterFunction<ServerResponse> brpRoutes(BrpDienst dienst) {
    return dienst.routes();
  }

  @Bean
  RouterFunction<ServerResponse> volgindicaties(Scenario scenario, Kalender kalender) {
    return new Volgindicatiedienst(scenario, kalender, JsonMapper.builder().build()).routes();
  }

  @Bean
  Cirdienst cirdienst(Scenario scenario, Kalender kalender, Environment instellingen) {
    return new Cirdienst(
        scenario.insolventies(),
        kalender,
        instellingen.getProperty("simulator.cir.gebruiker", "ketenbrug"),
        instellingen.getProperty("simulator.cir.wachtwoord", "alleen-voor-de-demo"));
  }

  @Bean
  RouterFunction<ServerResponse> cirRoutes(Cirdienst dienst) {
    return dienst.routes();
  }

  @Bean
  Jsonbronnen jsonbronnen(Kalender kalender, Environment instellingen) {
    return new Jsonbronnen(
        Path.of(instellingen.getRequiredProperty("simulator.scenario")).resolveSibling("json"),
        instellingen.getProperty("simulator.json.sleutel", "alleen-voor-de-demo"),
        kalender);
  }

  @Bean
  RouterFunction<ServerResponse> jsonRoutes(Jsonbronnen bronnen) {
    return bronnen.routes();
  }

  @Bean
  RouterFunction<ServerResponse> mutatieservice(Kalender kalender, Environment instellingen) {
    return new Mutatieservice(
            Path.of(instellingen.getRequiredProperty("simulator.scenario"))
                .resolveSibling("json/handelsregister/signalen.json"),
            instellingen.getProperty("simulator.json.sleutel", "alleen-voor-de-demo"),
            kalender)
        .routes();
  }

  @Bean(initMethod = "start")
  Bezorger bezorger(
      Scenario scenario, Kalender kalender, Clock simulatorklok, Environment instellingen) {
    Path teksten =
        Path.of(instellingen.getRequiredProperty("simulator.scenario")).resolveSibling("zendingen");
    String adres = instellingen.getProperty("simulator.zendingen.adres", "");
    String stand = instellingen.getProperty("simulator.zendingen.stand", "");
    return new Bezorger(
        scenario.zendingen(),
        new Zendteksten(teksten),
        kalender,
        simulatorklok,
        stand.isEmpty() ? null : Path.of(stand),
        adres.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Motor(
                    adres,
                    bron ->
                        instellingen.getProperty("simulator.zendingen.wachtwoord." + bron, bron))));
  }

  @Bean
  RouterFunction<ServerResponse> zendRoutes(Bezorger bezorger, Kalender kalender) {
    return new Zendbesturing(bezorger, kalender).routes();
  }

  @Bean
  RouterFunction<ServerResponse> webhooks() {
    return new Webhookontvanger().routes();
  }

  @Bean
  RouterFunction<ServerResponse> besturing(Bronnen bronnen) {
    return new Besturing(bronnen).routes();
  }

  /** A bus of our own: the engine may have one in the same JVM. */
  @Bean(destroyMethod = "shutdown")
  SpringBus simulatorbus() {
    return new SpringBus();
  }

  @Bean
  Suwitls suwitls(Environment instellingen, Clock simulatorklok) {
    return Suwitls.van(instellingen, simulatorklok);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> tlspoort(Suwitls tls) {
    return tls::voegToe;
  }

  @Bean
  List<Endpoint> suwinet(
      Bus bus, Scenario scenario, Kalender kalender, Suwitls tls, Environment instellingen) {
    Path antwoorden =
        Path.of(instellingen.getRequiredProperty("simulator.scenario")).resolveSibling("suwinet");
    return Suwibroker.open(bus, scenario, kalender, antwoorden, tls.beveiliging());
  }

  @Bean
  ServletRegistrationBean<CXFServlet> suwiservlet(Bus bus) {
    CXFServlet servlet = new CXFServlet();
    servlet.setBus(bus);
    var registratie = new ServletRegistrationBean<>(servlet, Suwibroker.SERVLETPAD + "/*");
    registratie.addInitParameter("hide-service-list-page", "true");
    return registratie;
  }

  @Bean
  FilterRegistrationBean<Bronfilter> bronfilter(
      Bronnen bronnen, BrpDienst brp, Cirdienst cir, Jsonbronnen jsonbronnen, Clock simulatorklok) {
    return new FilterRegistrationBean<>(
        new Bronfilter(
            bronnen,
            Map.of(
                Bron.BRP,
                brp,
                Bron.SUWINET,
                new Suwibroker(),
                Bron.CIR,
                cir,
                Bron.BRK,
                jsonbronnen,
                Bron.BETAALVERPLICHTINGEN,
                jsonbronnen,
                Bron.HANDELSREGISTER,
                jsonbronnen),
            simulatorklok));
  }
}
