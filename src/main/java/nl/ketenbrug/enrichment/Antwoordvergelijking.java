package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.enrichment.Volgverwerking.Uitkomst;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.messagelog.Versiestempels;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Compares an answer that a source gave by itself with what it said before, of somebody who is
 * followed there. Says in the log what became of it.
 */
@Component("antwoordvergelijking")
public class Antwoordvergelijking {

  private static final Logger LOG = LoggerFactory.getLogger(Antwoordvergelijking.class);

  private final Volgverwerking verwerking;
  private final Vergelijkers vergelijkers;
  private final VolgSettings settings;
  private final Versiestempels stempels;
  private final Berichtenlog log;
  private final Clock clock;

  Antwoordvergelijking(
      Volgverwerking verwerking,
      Vergelijkers vergelijkers,
      VolgSettings settings,
      Versiestempels stempels,
      Berichtenlog log,
      Clock clock) {
    this.verwerking = verwerking;
    this.vergelijkers = vergelijkers;
    this.settings = settings;
    this.stempels = stempels;
    this.log = log;
    this.clock = clock;
  }

  /** Takes the {@code nl.brongegevens.antwoord-ontvangen} in the body. */
  public void vergelijk(Exchange exchange) {
    Message message = exchange.getMessage();
    String bron = message.getHeader(Koppen.BRON, String.class);
    if (settings.volgt(bron)) {
      vergelijkers
          .zoek(bron)
          .ifPresent(vergelijker -> vergelijk(exchange, message, bron, vergelijker));
    }
  }

  private void vergelijk(Exchange exchange, Message message, String bron, Vergelijker vergelijker) {
    BerichtId bericht = BerichtId.of(message.getHeader(Koppen.BERICHT_ID, String.class));
    Dossiersleutel dossier = new Dossiersleutel(message.getHeader(Koppen.DOSSIER, String.class));
    String antwoord =
        Canoniek.van(exchange).delen("/k:Gebeurtenis/k:inhoud/k:Bronantwoord/*").get(0).xml();
    Uitkomst uitkomst;
    try {
      uitkomst =
          verwerking.verwerkBericht(
              bron,
              vergelijker,
              dossier,
              bericht,
              antwoord,
              Duration.ofSeconds(settings.uitstel()));
    } catch (OnleesbareBewaring e) {
      LOG.warn(
          "Een antwoord van bron {} is niet te vergelijken: {}", bron, OnleesbareBewaring.CODE);
      noteer(bericht, bron, dossier, OnleesbareBewaring.CODE, e.getMessage());
      return;
    }
    if (uitkomst.code != null) {
      noteer(bericht, bron, dossier, uitkomst.code, uitkomst.uitleg);
    }
  }

  private void noteer(
      BerichtId bericht, String bron, Dossiersleutel dossier, String code, String uitleg) {
    Map<String, String> regels = stempels.vanBestanden("config/veranderingen/" + bron + ".yaml");
    log.schrijf(
        new LogRegelBouwer(Stap.VASTGELEGD, bericht, clock.instant())
            .bron(bron)
            .dossier(dossier.value())
            .route("keep-brongegevens", regels)
            .reden(code, uitleg)
            .bouw());
  }
}
