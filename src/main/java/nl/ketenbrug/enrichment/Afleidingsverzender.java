package nl.ketenbrug.enrichment;

import jakarta.jms.JMSException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.sf.saxon.trans.XPathException;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Afleidingen.Afleiding;
import nl.ketenbrug.dossier.Afleidingen.Poging;
import nl.ketenbrug.dossier.Afleidingen.Vast;
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
import org.slf4j.event.Level;
import org.springframework.dao.DataAccessException;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Makes events of the facts that the engine derived itself, and sends them to their dossier. A fact
 * counts as sent after the broker has its event: a crash between the two only sends the same event
 * once more. While the broker takes nothing all of them wait; of what cannot be sent only the
 * dossier waits.
 */
@Component
class Afleidingsverzender implements Afleidingen.Zender {

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

  /** Since the last one that was sent; each round says the same. */
  private volatile boolean gemeld;

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
        if (!afleidingen.verzend(BATCH, this)) {
          return;
        }
      }
    } catch (DataAccessException | TransactionException e) {
      LOG.warn(
          "Afgeleide gebeurtenissen wachten ({}); bij de volgende ronde opnieuw",
          e.getClass().getSimpleName());
    }
  }

  @Override
  public Poging verzend(Afleiding afleiding) {
    try {
      transactie.doe(
          () ->
              camel.sendBodyAndHeaders(
                  "direct:send-afleiding", afleiding.document(), koppen(afleiding)));
      gemeld = false;
      return Poging.VERZONDEN;
    } catch (CamelExecutionException | JmsException | TransactionException e) {
      return poging(afleiding, e);
    }
  }

  private Poging poging(Afleiding afleiding, RuntimeException fout) {
    if (!camel.getCamelContext().getStatus().isStarted() || isVanDeBroker(fout)) {
      LOG.atLevel(gemeld ? Level.DEBUG : Level.WARN)
          .log(
              "Afgeleide gebeurtenis {} wacht: de broker neemt haar niet aan ({}); elke ronde opnieuw",
              afleiding.bericht(),
              fout.getClass().getSimpleName());
      gemeld = true;
      return Poging.NIET_AANGENOMEN;
    }
    for (Throwable e = fout; e != null; e = e.getCause()) {
      if (e instanceof GeweigerdBericht weigering) {
        return ongeldig(weigering.code());
      }
      if (e instanceof XPathException xslt) {
        return ongeldig(
            xslt.getErrorCodeQName() == null ? "xslt" : xslt.getErrorCodeQName().getLocalPart());
      }
    }
    // The text of an unknown exception may quote the fact: only kinds are written down.
    return Poging.nietTeVerzenden(
        "onverwachte-fout", "onverwachte fout bij het verzenden (" + soorten(fout) + ")");
  }

  private static Poging ongeldig(String oorzaak) {
    return Poging.nietTeVerzenden(
        "afleiding-ongeldig",
        "van dit afgeleide feit is geen geldige gebeurtenis te maken (" + oorzaak + ")");
  }

  private static boolean isVanDeBroker(Throwable fout) {
    for (Throwable e = fout; e != null; e = e.getCause()) {
      if (e instanceof JmsException
          || e instanceof JMSException
          || e instanceof TransactionException) {
        return true;
      }
    }
    return false;
  }

  private static String soorten(Throwable fout) {
    return Stream.iterate(fout, Objects::nonNull, Throwable::getCause)
        .map(e -> e.getClass().getSimpleName())
        .collect(Collectors.joining(" <- "));
  }

  /** On record are the 1st, 2nd, 4th, 8th attempt and so on: each says the same. */
  @Override
  public void vast(Vast vast, String uitleg) {
    if (Integer.bitCount(vast.pogingen()) != 1) {
      return;
    }
    LOG.warn(
        "Afgeleide gebeurtenis {} is niet te verzenden ({}, poging {}): {}; alleen haar dossier"
            + " wacht erop",
        vast.bericht(),
        vast.code(),
        vast.pogingen(),
        uitleg);
    try {
      log.schrijf(
          new LogRegelBouwer(Stap.MISLUKT, vast.bericht(), clock.instant())
              .bron(BRON)
              .dossier(vast.dossier().value())
              .reden(vast.code(), uitleg)
              .bouw());
    } catch (JmsException e) {
      LOG.warn("Dat staat niet in het berichtenlog: de broker neemt het niet aan");
    }
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
