package nl.ketenbrug.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Abonnement.Kanaal;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;

/** What the file of a partner may say of its webhook. */
class WebhookcontroleTest {

  private static final String GOED = "https://ontvanger.invalid/hook";

  @ParameterizedTest
  @ValueSource(
      strings = {
        GOED,
        "https://ontvanger.invalid:8443/?v=1",
        "http://127.0.0.1:8090/h",
        "http://[::1]/h"
      })
  void anAddressByTlsOrOfThisMachineIsGood(String url) {
    assertThat(Webhookcontrole.gebrek(partner(Kanaal.WEBHOOK, naar(url)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://ontvanger.invalid/h, webhook-adres-onversleuteld",
    "http://localhost/h, webhook-adres-onversleuteld",
    "http://127.0.0.1.ontvanger.invalid/h, webhook-adres-onversleuteld",
    "ftp://ontvanger.invalid/h, webhook-adres-onversleuteld",
    "https://jan:geheim@ontvanger.invalid/h, webhook-adres-ongeldig",
    "https://ontvanger.invalid/h#deel, webhook-adres-ongeldig",
    "https://ontvanger.invalid:70000/h, webhook-adres-ongeldig",
    "https:///h, webhook-adres-ongeldig",
    "/h, webhook-adres-ongeldig"
  })
  void anotherAddressIsRefusedWithItsCode(String url, String code) {
    assertThat(Webhookcontrole.gebrek(partner(Kanaal.WEBHOOK, naar(url))).orElseThrow())
        .endsWith("(" + code + ")");
  }

  @Test
  void channelAndBlockBelongTogether() {
    assertThat(Webhookcontrole.gebrek(partner(Kanaal.WEBHOOK, null)).orElseThrow())
        .endsWith("(webhook-ontbreekt)");
    assertThat(Webhookcontrole.gebrek(partner(Kanaal.PULL, naar(GOED))).orElseThrow())
        .endsWith("(webhook-overbodig)");
    assertThat(Webhookcontrole.gebrek(partner(Kanaal.PULL, null))).isEmpty();
  }

  @Test
  void aReceiverMustBeAbleToSeeWhoSends() {
    URI url = URI.create(GOED);
    assertThat(
            Webhookcontrole.gebrek(
                    partner(Kanaal.WEBHOOK, new Webhook(url, null, null, false, null, null)))
                .orElseThrow())
        .endsWith("(webhook-zonder-bewijs)");
    assertThat(
            Webhookcontrole.gebrek(
                partner(Kanaal.WEBHOOK, new Webhook(url, null, "bos", false, null, null))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT59S", "P31D", "PT-1H"})
  void patienceHasItsBounds(String geduld) {
    Webhook webhook = new Webhook(URI.create(GOED), null, null, null, Duration.parse(geduld), null);

    assertThat(Webhookcontrole.gebrek(partner(Kanaal.WEBHOOK, webhook)).orElseThrow())
        .endsWith("(webhook-geduld-ongeldig)");
  }

  @Test
  void aBundleOfKeysMustBeThereAndProductionHasTlsOnly() {
    Webhook metBos = new Webhook(URI.create(GOED), null, "bos", null, null, null);
    assertThat(Webhookcontrole.gebrekHier(metBos, met("bos", leeg()), true)).isEmpty();
    assertThat(
            Webhookcontrole.gebrekHier(metBos, new DefaultSslBundleRegistry(), true).orElseThrow())
        .endsWith("(webhook-sleutelbos-onbekend)");

    Webhook dezeMachine = naar("http://127.0.0.1:8090/h");
    assertThat(Webhookcontrole.gebrekHier(dezeMachine, new DefaultSslBundleRegistry(), false))
        .isEqualTo(Optional.empty());
    assertThat(
            Webhookcontrole.gebrekHier(dezeMachine, new DefaultSslBundleRegistry(), true)
                .orElseThrow())
        .endsWith("(webhook-adres-onversleuteld)");
  }

  @Test
  void aBundleThatDoesNotOpenIsSaidAtTheStart() {
    Webhook metBos = new Webhook(URI.create(GOED), null, "bos", null, null, null);
    JksSslStoreDetails weg =
        JksSslStoreDetails.forLocation("/bestaat/niet.p12").withPassword("proefproef");

    assertThat(
            Webhookcontrole.gebrekHier(
                    metBos, met("bos", SslBundle.of(new JksSslStoreBundle(weg, null))), false)
                .orElseThrow())
        .endsWith("(webhook-sleutelbos-onbruikbaar)");
  }

  /** As much as the JDK trusts, and no key of ours. */
  private static SslBundle leeg() {
    return SslBundle.of(new JksSslStoreBundle(null, null));
  }

  private static SslBundles met(String naam, SslBundle bundel) {
    return new DefaultSslBundleRegistry(naam, bundel);
  }

  private static Webhook naar(String url) {
    return new Webhook(URI.create(url), null, null, null, null, null);
  }

  private static Partner partner(Kanaal kanaal, Webhook webhook) {
    return new Partner(
        "p",
        "P",
        "00000099000000150000",
        new Abonnement(
            "proef",
            Set.of("nl.beslagregister.beslag-gelegd"),
            Abonnement.Bereik.ALLE_DOSSIERS,
            "beperkt",
            kanaal),
        webhook,
        null,
        null);
  }
}
