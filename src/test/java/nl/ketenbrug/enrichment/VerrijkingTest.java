package nl.ketenbrug.enrichment;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.message.Oin;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What is turned back at the gate before any work. */
class VerrijkingTest {

  private static final String WACHT = "019a9000-0020-7a11-8b22-000000000001";
  private static final String ANDER = "019a9000-0020-7a11-8b22-000000000002";
  private static final String GELEGD = "nl.beslagregister.beslag-gelegd";

  private final Verrijking verrijking =
      new Verrijking(
          new Bronpoort(
              null, null, new BronpoortSettings(1), new VerrijkingSettings(null, null), null) {
            @Override
            void houdTegen(BerichtId bericht) {
              if (bericht.toString().equals(WACHT)) {
                throw new BronNietBereikbaar("brp", "Bron brp antwoordt nog niet", null);
              }
            }
          },
          null,
          null,
          null,
          null,
          null,
          new AfzenderSettings(new Oin("00000099000000010000")),
          null,
          new VerrijkingSettings(null, null));

  /** The broker forgets its count of what it paged when it starts anew. */
  @Test
  void anAttachmentThatWaitsIsTurnedBackWhateverTheBrokerCounted() {
    for (int poging : new int[] {1, 2, 400}) {
      assertThatThrownBy(() -> verrijking.wachtBijPoort(bericht(WACHT, GELEGD, poging)))
          .isInstanceOf(BronNietBereikbaar.class);
      assertThatCode(() -> verrijking.wachtBijPoort(bericht(ANDER, GELEGD, poging)))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void whatNeedsNoSourceIsNot() {
    assertThatCode(
            () ->
                verrijking.wachtBijPoort(bericht(WACHT, "nl.beslagregister.beslag-opgeheven", 400)))
        .doesNotThrowAnyException();
  }

  private static Exchange bericht(String id, String type, int poging) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setHeader(Koppen.BERICHT_ID, id);
    exchange.getMessage().setHeader(Koppen.GEBEURTENISTYPE, type);
    exchange.getMessage().setHeader("JMSXDeliveryCount", poging);
    return exchange;
  }
}
