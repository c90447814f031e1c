package nl.ketenbrug.operations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;

/**
 * Keeps profile {@code production} from starting on what only a demo may have. Runs before anything
 * else is made; says everything that is wrong at once.
 */
public final class Productiecheck
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

  private static final String DEMOGEHEIM = "demo-geheim-dat-productie-weigert-0001";

  private static final String DEMOBEWAARGEHEIM = "demo-bewaargeheim-dat-productie-weigert-0001";

  /** Opens the keys for Suwinet that the demo makes. */
  private static final String DEMOSLEUTELS = "alleen-voor-de-demo";

  /** By which receivers of webhooks would know us. */
  private static final String DEMOHERKOMST = "ketenbrug.demo.invalid";

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    ConfigurableEnvironment omgeving = event.getEnvironment();
    if (!omgeving.acceptsProfiles(Profiles.of("production"))) {
      return;
    }
    List<String> bezwaren = bezwaren(omgeving);
    if (!bezwaren.isEmpty()) {
      throw new IllegalStateException("Productie start niet: " + String.join("; ", bezwaren));
    }
  }

  private static List<String> bezwaren(ConfigurableEnvironment omgeving) {
    List<String> bezwaren = new ArrayList<>();
    if (DEMOGEHEIM.equals(omgeving.getProperty("ketenbrug.dossiergeheim"))) {
      bezwaren.add("ketenbrug.dossiergeheim is nog dat van de demo");
    }
    if (DEMOBEWAARGEHEIM.equals(omgeving.getProperty("ketenbrug.bewaargeheim"))) {
      bezwaren.add("ketenbrug.bewaargeheim is nog dat van de demo");
    }
    if (omgeving.getProperty("server.ssl.key-store") == null
        && omgeving.getProperty("server.ssl.bundle") == null) {
      bezwaren.add("server.ssl ontbreekt: zonder TLS geen productie");
    }
    if (omgeving.getProperty("ketenbrug.database.url", "").isBlank()) {
      bezwaren.add("ketenbrug.database.url ontbreekt: productie gebruikt geen ingebouwde database");
    }
    if (DEMOSLEUTELS.equals(omgeving.getProperty("ketenbrug.suwinet.wachtwoord"))) {
      bezwaren.add("ketenbrug.suwinet.wachtwoord is nog dat van de sleutels van de demo");
    }
    if (omgeving.getProperty("ketenbrug.suwinet.intrekkingslijst", "").isBlank()) {
      bezwaren.add("ketenbrug.suwinet.intrekkingslijst ontbreekt: ingetrokken is niet te zien");
    }
    if (omgeving.getProperty("ketenbrug.insolventies.aan", Boolean.class, false)) {
      if (DEMOSLEUTELS.equals(omgeving.getProperty("ketenbrug.bron.cir.wachtwoord"))) {
        bezwaren.add("ketenbrug.bron.cir.wachtwoord is nog dat van het nagebootste register");
      }
      if (omgeving.getProperty("ketenbrug.insolventies.op-elk-uur", Boolean.class, false)) {
        bezwaren.add("ketenbrug.insolventies.op-elk-uur mag alleen bij een nagebootst register");
      }
    }
    for (String bron : gevolgd(omgeving)) {
      if (DEMOSLEUTELS.equals(omgeving.getProperty("ketenbrug.bron." + bron + ".sleutel"))) {
        bezwaren.add("ketenbrug.bron." + bron + ".sleutel is nog die van de nagebootste bron");
      }
    }
    if (DEMOHERKOMST.equals(omgeving.getProperty("ketenbrug.webhook.herkomst"))) {
      bezwaren.add("ketenbrug.webhook.herkomst is nog de naam van de demo");
    }
    String broker = omgeving.getProperty("ketenbrug.broker.url", "");
    if (broker.isBlank()) {
      bezwaren.add("ketenbrug.broker.url ontbreekt: productie gebruikt geen ingebouwde broker");
    } else if (!isVersleuteld(broker)) {
      bezwaren.add(
          "ketenbrug.broker.url zegt niet bij elk adres sslEnabled=true, of zegt trustAll=true: zonder TLS geen productie");
    }
    // No accounts but those of the demo exist in this version.
    bezwaren.add("deze versie kent nog geen accounts buiten de demo");
    return bezwaren;
  }

  /** The sources that are asked about whom we follow. */
  private static List<String> gevolgd(ConfigurableEnvironment omgeving) {
    if (!omgeving.getProperty("ketenbrug.volgen.aan", Boolean.class, false)) {
      return List.of();
    }
    return Binder.get(omgeving)
        .bind("ketenbrug.volgen.bronnen", Bindable.listOf(String.class))
        .orElse(List.of());
  }

  /** Each address of a pair by itself, with a certificate that is looked at. */
  private static boolean isVersleuteld(String broker) {
    return Arrays.stream(broker.split(",")).allMatch(adres -> adres.contains("sslEnabled=true"))
        && !broker.contains("trustAll=true");
  }
}
