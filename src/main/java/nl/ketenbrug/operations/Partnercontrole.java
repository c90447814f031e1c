package nl.ketenbrug.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.operations.Instellingsbestanden.Instellingsfout;
import org.springframework.boot.ssl.SslBundles;

/**
 * What one partner's file cannot tell about itself: that its profile exists and knows its types,
 * and that its code is free.
 */
final class Partnercontrole {

  private final Path map;
  private final Collection<String> bronnen;

  Partnercontrole(Path map, Collection<String> bronnen) {
    this.map = map;
    this.bronnen = bronnen;
  }

  /**
   * @throws Instellingsfout with the file and a sentence
   */
  void controleer(Partner partner) {
    Path bestand = bestand(partner);
    if (isVanDeMotorOfVanMensen(partner.code()) || bronnen.contains(partner.code())) {
      throw new Instellingsfout(
          bestand, "de code " + partner.code() + " is al de naam van een ander account");
    }
    eis(partner, Webhookcontrole.gebrek(partner));
    String profiel = partner.abonnement().profiel();
    Path stylesheet = map.resolve("transforms/" + profiel + "/canonical-to-" + profiel + ".xsl");
    if (!Files.isRegularFile(stylesheet)) {
      throw new Instellingsfout(bestand, "er is geen profiel " + profiel + " (" + stylesheet + ")");
    }
    // A stylesheet names the types it knows as literals; one that it does not know would set every
    // such event apart.
    String tekst = lees(stylesheet);
    for (String type : partner.abonnement().gebeurtenistypen()) {
      if (!tekst.contains("'" + type + "'")) {
        throw new Instellingsfout(
            bestand, "het profiel " + profiel + " kent het gebeurtenistype " + type + " niet");
      }
    }
  }

  /**
   * What only the engine that starts knows of a webhook.
   *
   * @throws Instellingsfout with the file and a sentence
   */
  void controleerHier(Partner partner, SslBundles sleutelbossen, boolean productie) {
    eis(partner, Webhookcontrole.gebrekHier(partner.webhook(), sleutelbossen, productie));
  }

  private void eis(Partner partner, Optional<String> gebrek) {
    if (gebrek.isPresent()) {
      throw new Instellingsfout(bestand(partner), gebrek.get());
    }
  }

  private Path bestand(Partner partner) {
    return map.resolve("config/partners/" + partner.code() + ".yaml");
  }

  /** A partner under such a name would have their rights. */
  private static boolean isVanDeMotorOfVanMensen(String naam) {
    return naam.equals(EmbeddedBroker.ENGINE) || Account.ROLLEN.contains(naam);
  }

  private static String lees(Path bestand) {
    try {
      return Files.readString(bestand);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
