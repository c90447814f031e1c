package nl.ketenbrug.operations;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import nl.ketenbrug.delivery.Abonnement.Kanaal;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Webhook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundles;

/**
 * Whether the engine can and may deliver to the webhook of a partner. Each sentence ends with a
 * stable code between brackets.
 */
final class Webhookcontrole {

  private static final Logger LOG = LoggerFactory.getLogger(Webhookcontrole.class);

  private static final int HOOGSTE_POORT = 65_535;

  private static final Duration MINSTE_GEDULD = Duration.ofMinutes(1);

  private static final Duration MEESTE_GEDULD = Duration.ofDays(30);

  private Webhookcontrole() {}

  /** What is wrong with the file by itself; empty when nothing is. */
  static Optional<String> gebrek(Partner partner) {
    Webhook webhook = partner.webhook();
    boolean kanaal = partner.abonnement().kanaal() == Kanaal.WEBHOOK;
    if (webhook == null) {
      return kanaal
          ? Optional.of("kanaal webhook vraagt een blok webhook met een url (webhook-ontbreekt)")
          : Optional.empty();
    }
    if (!kanaal) {
      return Optional.of("een blok webhook hoort bij kanaal webhook (webhook-overbodig)");
    }
    URI url = webhook.url();
    if (url.getHost() == null
        || url.getPort() > HOOGSTE_POORT
        || url.getRawUserInfo() != null
        || url.getRawFragment() != null) {
      return Optional.of(
          "webhook.url is een adres met een host, zonder gebruiker en zonder # (webhook-adres-ongeldig)");
    }
    if (!"https".equals(url.getScheme()) && !isDezeMachine(url)) {
      return Optional.of(
          "webhook.url is geen https-adres; http mag alleen naar deze machine (webhook-adres-onversleuteld)");
    }
    if (!webhook.ondertekening() && webhook.sleutelbos() == null) {
      return Optional.of(
          "zonder sleutelbos en zonder ondertekening weet de ontvanger niet van wie iets komt (webhook-zonder-bewijs)");
    }
    if (webhook.geduld().compareTo(MINSTE_GEDULD) < 0
        || webhook.geduld().compareTo(MEESTE_GEDULD) > 0) {
      return Optional.of("webhook.geduld ligt tussen PT1M en P30D (webhook-geduld-ongeldig)");
    }
    return Optional.empty();
  }

  /** What is wrong with the file in this installation. Opens the keys that it names. */
  static Optional<String> gebrekHier(Webhook webhook, SslBundles sleutelbossen, boolean productie) {
    String bos = webhook.sleutelbos();
    if (bos != null && !sleutelbossen.getBundleNames().contains(bos)) {
      return Optional.of(
          "er is geen spring.ssl.bundle met de naam %s (webhook-sleutelbos-onbekend)"
              .formatted(bos));
    }
    if (bos != null && !gaatOpen(sleutelbossen, bos)) {
      return Optional.of(
          "spring.ssl.bundle %s is niet te openen: bestand of wachtwoord klopt niet (webhook-sleutelbos-onbruikbaar)"
              .formatted(bos));
    }
    if (productie && !"https".equals(webhook.url().getScheme())) {
      return Optional.of(
          "in productie is webhook.url een https-adres (webhook-adres-onversleuteld)");
    }
    return Optional.empty();
  }

  /** Spring opens them at their first use, which would be the first event. */
  private static boolean gaatOpen(SslBundles sleutelbossen, String naam) {
    try {
      sleutelbossen.getBundle(naam).createSslContext();
      return true;
    } catch (RuntimeException e) {
      LOG.error("De sleutelbos {} gaat niet open", naam, e);
      return false;
    }
  }

  /** By its number: a name could become the address of another machine. */
  private static boolean isDezeMachine(URI url) {
    String host = url.getHost();
    return "http".equals(url.getScheme()) && (host.equals("127.0.0.1") || host.equals("[::1]"));
  }
}
