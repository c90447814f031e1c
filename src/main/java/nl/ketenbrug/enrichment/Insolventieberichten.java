package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.util.List;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Takes in a case that the insolvency register gave by itself, and says in the log what became of
 * it.
 */
@Component("insolventieberichten")
public class Insolventieberichten {

  private static final String ZAAK =
      "/k:Gebeurtenis/k:inhoud/k:Bronantwoord/k:Brongegevens/k:Insolventie";

  private final Insolventieverwerking verwerking;
  private final InsolventieSettings settings;
  private final Berichtenlog log;
  private final Clock clock;

  Insolventieberichten(
      Insolventieverwerking verwerking,
      InsolventieSettings settings,
      Berichtenlog log,
      Clock clock) {
    this.verwerking = verwerking;
    this.settings = settings;
    this.log = log;
    this.clock = clock;
  }

  /** Whether the answer in the body is about a case. */
  public boolean isZaak(Exchange exchange) {
    return !Canoniek.van(exchange).delen(ZAAK).isEmpty();
  }

  /** Takes the {@code nl.brongegevens.antwoord-ontvangen} in the body. */
  public void neem(Exchange exchange) {
    Canoniek gebeurtenis = Canoniek.van(exchange);
    BerichtId bericht = BerichtId.of(gebeurtenis.verplicht("/k:Gebeurtenis/k:id"));
    Dossiersleutel onderwerp =
        new Dossiersleutel(gebeurtenis.verplicht("/k:Gebeurtenis/k:onderwerp"));
    String bron = exchange.getMessage().getHeader(Koppen.BRON, String.class);
    if (!settings.aan()) {
      noteer(
          bericht,
          bron,
          onderwerp,
          "herkenning-uit",
          "deze installatie herkent geen schuldenaren (ketenbrug.insolventies.aan)");
      return;
    }
    List<Canoniek> zaken = gebeurtenis.delen(ZAAK);
    Insolventieverwerking.Bericht uitkomst =
        verwerking.neemBericht(bron, bericht, bericht.tijdstip(), zaken.get(0));
    noteer(bericht, bron, onderwerp, uitkomst.code, uitkomst.uitleg);
  }

  private void noteer(
      BerichtId bericht, String bron, Dossiersleutel onderwerp, String code, String uitleg) {
    log.schrijf(
        new LogRegelBouwer(Stap.VASTGELEGD, bericht, clock.instant())
            .bron(bron)
            .dossier(onderwerp.value())
            .reden(code, uitleg)
            .bouw());
  }
}
