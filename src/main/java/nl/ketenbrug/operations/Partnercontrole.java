package nl.ketenbrug.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.operations.Instellingsbestanden.Instellingsfout;
import org.springframework.boot.ssl.SslBundles;

/**
 * What one partner's file cannot tell about itself: that its profile exists and knows its types,
 * that its code is free, and that no other partner has its bailiffs.
 */
final class Partnercontrole {

  private static final Pattern INVOER = Pattern.compile("<xsl:import\\s+href=\"([^\"]+)\"");

  private final Path map;
  private final Profielbestanden profielen;
  private final Collection<String> bronnen;

  /** Of each OIN or number of who may register, the first partner that has it. */
  private final Map<String, String> beslagleggers = new HashMap<>();

  Partnercontrole(Path map, Profielbestanden profielen, Collection<String> bronnen) {
    this.map = map;
    this.profielen = profielen;
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
    if (partner.registreren() != null) {
      eis(partner, partner.oin(), bestand);
      partner.registreren().gerechtsdeurwaarders().forEach(nummer -> eis(partner, nummer, bestand));
    }
    String profiel = partner.abonnement().profiel();
    Path stylesheet = map.resolve("transforms/" + profiel + "/canonical-to-" + profiel + ".xsl");
    if (!Files.isRegularFile(stylesheet)) {
      throw new Instellingsfout(bestand, "er is geen profiel " + profiel + " (" + stylesheet + ")");
    }
    eis(partner, Kanaalcontrole.gebrek(partner, profielen.lees(profiel).formaat()));
    // A stylesheet names the types it knows as literals, or the one does whose fields it takes; one
    // that it does not know would set every such event apart.
    String tekst = metInvoer(stylesheet);
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

  /** Two partners with one OIN or number could change each other's attachments. */
  private void eis(Partner partner, String nummer, Path bestand) {
    String eerste = beslagleggers.putIfAbsent(nummer, partner.code());
    if (eerste != null && !eerste.equals(partner.code())) {
      throw new Instellingsfout(
          bestand, "de beslaglegger " + nummer + " is al van partner " + eerste);
    }
  }

  /** A partner under such a name would have their rights. */
  private static boolean isVanDeMotorOfVanMensen(String naam) {
    return naam.equals(EmbeddedBroker.ENGINE) || Account.ROLLEN.contains(naam);
  }

  /** The text of a stylesheet and of those that it imports. */
  private static String metInvoer(Path stylesheet) {
    StringBuilder tekst = new StringBuilder(lees(stylesheet));
    INVOER
        .matcher(tekst.toString())
        .results()
        .map(gevonden -> stylesheet.resolveSibling(gevonden.group(1)).normalize())
        .forEach(ander -> tekst.append(metInvoer(ander)));
    return tekst.toString();
  }

  private static String lees(Path bestand) {
    try {
      return Files.readString(bestand);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
