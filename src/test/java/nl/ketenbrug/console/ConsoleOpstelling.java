package nl.ketenbrug.console;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import nl.ketenbrug.bvv.BeslagvrijeVoet;
import nl.ketenbrug.bvv.Cijfers;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Doelbinding;
import nl.ketenbrug.delivery.Gebeurteniscatalogus;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Raadpleegrecht;
import nl.ketenbrug.delivery.Raadpleegtellingen;
import nl.ketenbrug.delivery.RaadplegenSettings;
import nl.ketenbrug.dossier.Registerstanden;
import nl.ketenbrug.dossier.Voorraad;
import nl.ketenbrug.dossier.Zaakstanden;
import nl.ketenbrug.enrichment.Herzieningsbeheer;
import nl.ketenbrug.enrichment.Matchbeheer;
import nl.ketenbrug.enrichment.Proefbeheer;
import nl.ketenbrug.enrichment.Proefmatches;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogSchrijver;
import nl.ketenbrug.messagelog.Logboek;
import nl.ketenbrug.operations.Account;
import nl.ketenbrug.operations.Accounts;
import nl.ketenbrug.operations.Testdatabase;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.test.autoconfigure.web.servlet.MockMvcBuilderCustomizer;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Console and log on the real test database, without broker and routes. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  DispatcherServletAutoConfiguration.class,
  ServletWebServerFactoryAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
  ErrorMvcAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  ThymeleafAutoConfiguration.class,
  SecurityAutoConfiguration.class,
  SecurityFilterAutoConfiguration.class
})
@ComponentScan(
    excludeFilters =
        @ComponentScan.Filter(
            type = FilterType.ASSIGNABLE_TYPE,
            classes = {
              AanleveringController.class,
              AbonnementenController.class,
              Abonnementpaginas.class,
              BatchesController.class,
              Batchpaginas.class,
              BerichtenController.class,
              BronverloopController.class,
              BeslagregisterSoap.class,
              GeparkeerdController.class,
              Geparkeerdpaginas.class,
              HeraanbodController.class,
              HerroepingController.class,
              Herroepingpaginas.class,
              Keuzelezer.class,
              Openstaand.class,
              OpenstaandController.class,
              PartnerbestandController.class,
              Partnerbestandpagina.class,
              Registratietoegang.class,
              UitwijkController.class,
              Uitwijkpaginas.class,
              VerlopenController.class,
              VolledigheidController.class,
              VrijgaveController.class,
              Wachtkamer.class
            }))
@Import({LogSchrijver.class, Logboek.class})
@TestComponent // so that a test of the whole engine does not pick it up
class ConsoleOpstelling {

  @Bean(destroyMethod = "")
  DataSource bron() {
    return Testdatabase.bron();
  }

  @Bean
  Accounts accounts() {
    return () ->
        Stream.concat(
                Stream.of(
                        Account.BRON,
                        Account.PARTNER,
                        Account.BEHEERDER,
                        Account.AUDITOR,
                        Account.BEOORDELAAR)
                    .map(rol -> new Account(rol, rol, Set.of(rol), null)),
                Stream.of("smal", "zonder-recht", "haastig", "zonder-bestand")
                    .map(naam -> new Account(naam, naam, Set.of(Account.PARTNER), null)))
            .toList();
  }

  /** What each may consult: all, something, nothing, and all but too often. */
  @Bean
  Partners partners() {
    return new Partners(
        List.of(
            partner("partner", recht(true, Doelbinding.values())),
            partner("smal", recht(false, Doelbinding.VOOR_DAGVAARDING)),
            partner("zonder-recht", null),
            partner("haastig", recht(true, Doelbinding.values()))));
  }

  private static Partner partner(String code, Raadpleegrecht recht) {
    return new Partner(
        code,
        code,
        "00000099000000110000",
        new Abonnement(
            "art. 478 lid 6 Rv",
            Set.of("nl.beslagregister.beslag-gelegd"),
            Abonnement.Bereik.EIGEN_DOSSIERS,
            "volledig",
            Abonnement.Kanaal.PULL),
        null,
        recht,
        null);
  }

  private static Raadpleegrecht recht(boolean beslagvrijeVoet, Doelbinding... doelen) {
    return new Raadpleegrecht("art. 475d lid 1 Rv", Set.of(doelen), beslagvrijeVoet);
  }

  @Bean
  RaadplegenSettings raadplegenSettings() {
    return new RaadplegenSettings(40, 1000);
  }

  @Bean
  Voorraad voorraad(DataSource bron) {
    return new Voorraad(
        JdbcClient.create(bron),
        "geheim-van-de-proef-met-32-tekens-01",
        "geheim-van-de-proef-met-32-tekens-02");
  }

  @Bean
  Registerstanden registerstanden(Voorraad voorraad) {
    return voorraad.registerstanden();
  }

  @Bean
  Zaakstanden zaakstanden(Voorraad voorraad) {
    return voorraad.zaakstanden();
  }

  @Bean
  Raadpleegtellingen raadpleegtellingen(DataSource bron, RaadplegenSettings settings) {
    return new Raadpleegtellingen(JdbcClient.create(bron), settings);
  }

  @Bean
  MeterRegistry meters() {
    return new SimpleMeterRegistry();
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Gebeurteniscatalogus gebeurteniscatalogus() throws IOException {
    return new YAMLMapper()
        .readValue(Path.of("config/gebeurtenistypen.yaml").toFile(), Gebeurteniscatalogus.class);
  }

  @Bean
  BeslagvrijeVoet beslagvrijeVoet() {
    return new BeslagvrijeVoet(Cijfers.lees(Path.of("config/bvv")));
  }

  /** Whatever a test asks and gets is held against the description of the API. */
  @Bean
  MockMvcBuilderCustomizer contract() {
    ApiContract contract = ApiContract.lees();
    return bouwer -> bouwer.alwaysDo(contract::controleer);
  }

  @Bean
  Herzieningsbeheer herzieningsbeheer(DataSource bron, Testlog log) {
    return Proefbeheer.op(
        JdbcClient.create(bron),
        Cijfers.lees(Path.of("config/bvv")),
        log,
        Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC));
  }

  @Bean
  Proefmatches proefmatches(DataSource bron, Testlog log) {
    return new Proefmatches(
        bron, log, Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC));
  }

  @Bean
  Matchbeheer matchbeheer(Proefmatches proef) {
    return proef.beheer;
  }

  @Bean
  Testlog berichtenlog() {
    return new Testlog();
  }

  /** Remembers what is written, and can be out of order like a broker that is gone. */
  static final class Testlog implements Berichtenlog {

    private final List<LogRegel> regels = new ArrayList<>();
    private boolean stuk;
    private String geweigerd;

    @Override
    public synchronized void schrijf(LogRegel regel) {
      if (stuk || regel.code() != null && regel.code().equals(geweigerd)) {
        throw new IllegalStateException("De broker is weg");
      }
      regels.add(regel);
    }

    synchronized List<LogRegel> regels() {
      return List.copyOf(regels);
    }

    synchronized void opnieuw(boolean defect) {
      regels.clear();
      stuk = defect;
      geweigerd = null;
    }

    /** From now on lines with this code are not taken. */
    synchronized void weiger(String code) {
      geweigerd = code;
    }
  }
}
