package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import net.sf.saxon.trans.XPathException;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Afleidingen.Afleiding;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Makes events of the facts that the engine derived itself, and sends them to their dossier. A fact
 * counts as sent after the broker has its event: a crash between the two only sends the same event
 * once more.
 */
@Component
class Afleidingsverzender {

  private static final Logger LOG = LoggerFactory.getLogger(Afleidingsverzender.class);

  /** Facts in one transaction of the database. */
  private static final int BATCH = 50;

  private static final int BATCHES = 10;

  private static final String BRON = "ketenbrug";

  private final Afleidingen afleidingen;
  private final ProducerTemplate camel;
  private final Brokertransactie transactie;
  private final Berichtenlog log;
  private final AfzenderSettings afzender;
  private final Clock clock;

  Afleidingsverzender(
      Afleidingen afleidingen,
      ProducerTemplate camel,
      Brokertransactie transactie,
      Berichtenlog log,
      AfzenderSettings afzender,
      Clock clock) {
    this.afleidingen = afleidingen;
    this.camel = camel;
    this.transactie = transactie;
    this.log = log;
    this.afzender = afzender;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${ketenbrug.dossier.verzending}")
  void verzend() {
    try {
      // Others want the same clock: what is left after so many goes in the next round.
      for (int ronde = 0; ronde < BATCHES; ronde++) {
        if (afleidingen.verzend(BATCH, this::verzend) < BATCH) {
          return;
        }
      }
    } catch (DataAccessException | TransactionException e) {
      LOG.warn(
          "Afgeleide gebeurtenissen wachten ({}); bij de volgende ronde opnieuw",
          e.getClass().getSimpleName());
    }
  }

  private boolean verzend(Afleiding afleiding) {
    try {
      transactie.doe(
          () ->
              camel.sendBodyAndHeaders(
                  "direct:send-afleiding", afleiding.document(), koppen(afleiding)));
      return true;
    } catch (CamelExecutionException e) {
      return !isWeigering(e) ? wacht(e) : weiger(afleiding);
    } catch (JmsException | TransactionException e) {
      return wacht(e);
    }
  }

  private static boolean wacht(RuntimeException e) {
    LOG.warn(
        "Een afgeleide gebeurtenis wacht ({}); bij de volgende ronde opnieuw",
        e.getClass().getSimpleName());
    return false;
  }

  /** A fault of ours: it must not hold up everybody else, and it may not go unseen. */
  private boolean weiger(Afleiding afleiding) {
    log.schrijf(
        new LogRegelBouwer(Stap.GEWEIGERD, afleiding.bericht(), clock.instant())
            .bron(BRON)
            .dossier(afleiding.dossier().value())
            .reden(
                "afleiding-ongeldig", "van dit afgeleide feit is geen geldige gebeurtenis te maken")
            .bouw());
    afleidingen.mislukt(afleiding.bericht(), "afleiding-ongeldig");
    return true;
  }

  private static boolean isWeigering(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof GeweigerdBericht || t instanceof XPathException) {
        return true;
      }
    }
    return false;
  }

  private Map<String, Object> koppen(Afleiding afleiding) {
    Map<String, Object> koppen = new HashMap<>();
    koppen.put(Koppen.BERICHT_ID, afleiding.bericht().toString());
    koppen.put(Koppen.CORRELATIE_ID, afleiding.bericht().toString());
    koppen.put(Koppen.BRON, BRON);
    koppen.put(Koppen.DOSSIER, afleiding.dossier().value());
    // Parameters of the stylesheet; they do not cross a queue.
    koppen.put("bronUrn", afzender.urn());
    koppen.put("geregistreerd", clock.instant().toString());
    koppen.put("oorzaakBericht", afleiding.oorzaak() == null ? "" : afleiding.oorzaak().toString());
    return koppen;
  }
}
