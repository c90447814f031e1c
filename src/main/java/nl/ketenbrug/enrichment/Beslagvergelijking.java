package nl.ketenbrug.enrichment;

import java.time.Duration;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.source.Bronnen;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Compares what the sources said at an attachment with what following knows, at the end of the
 * route: what is set apart nobody heard. Where following knows nothing yet it is the first sight.
 */
@Component("beslagvergelijking")
public class Beslagvergelijking {

  private static final Logger LOG = LoggerFactory.getLogger(Beslagvergelijking.class);

  private final Volgingen volgingen;
  private final Volgverwerking verwerking;
  private final Vergelijkers vergelijkers;
  private final Bronnen bronnen;
  private final VolgSettings settings;

  Beslagvergelijking(
      Volgingen volgingen,
      Volgverwerking verwerking,
      Vergelijkers vergelijkers,
      Bronnen bronnen,
      VolgSettings settings) {
    this.volgingen = volgingen;
    this.verwerking = verwerking;
    this.vergelijkers = vergelijkers;
    this.bronnen = bronnen;
    this.settings = settings;
  }

  /** Nothing happens for an event of which nothing was looked up. */
  public void vergelijk(Exchange exchange) {
    Opgezocht opgezocht = exchange.getProperty(Opgezocht.EIGENSCHAP, Opgezocht.class);
    if (opgezocht == null) {
      return;
    }
    opgezocht.antwoorden().keySet().stream()
        .filter(settings::volgt)
        .forEach(bron -> vergelijk(bron, opgezocht));
  }

  private void vergelijk(String bron, Opgezocht opgezocht) {
    Duration periode = Duration.ofSeconds(bronnen.bron(bron).volgen().elke());
    Vergelijker vergelijker = vergelijkers.zoek(bron).orElseThrow();
    try {
      verwerking.verwerkOpgezocht(bron, periode, vergelijker, opgezocht);
    } catch (DataAccessException | TransactionException e) {
      throw e;
    } catch (RuntimeException e) {
      // A rule that fails, or what is kept does not open: following asks at once and says so in the
      // log. The attachment goes on; the text of the exception may quote the answer.
      LOG.error(
          "Wat bron {} bij een beslag van dossier {} zei is niet te vergelijken ({})",
          bron,
          opgezocht.dossier().value(),
          e.getClass().getSimpleName());
      volgingen.begin(opgezocht.dossier(), bron, periode);
      volgingen.signaal(opgezocht.dossier(), bron);
    }
  }
}
