package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import nl.ketenbrug.dossier.Registerzaken;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** What happens to cases and matches without a message. */
@Component
class Meldingbewaking {

  private static final Logger LOG = LoggerFactory.getLogger(Meldingbewaking.class);
  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  private final Registerzaken zaken;
  private final Meldingverwerking verwerking;
  private final Matchmelder melder;
  private final ToezichtSettings settings;
  private final CamelContext camel;
  private final Clock clock;

  Meldingbewaking(
      Registerzaken zaken,
      Meldingverwerking verwerking,
      Matchmelder melder,
      ToezichtSettings settings,
      CamelContext camel,
      Clock clock) {
    this.zaken = zaken;
    this.verwerking = verwerking;
    this.melder = melder;
    this.settings = settings;
    this.camel = camel;
    this.clock = clock;
  }

  /** Puts on record which matches were proposed. */
  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
  void meld() {
    if (!settings.aan() || !camel.isStarted()) {
      return;
    }
    try {
      melder.meldVoorstellen();
    } catch (DataAccessException | TransactionException | JmsException e) {
      LOG.warn(
          "Voorgestelde matches konden niet in het log ({}); bij de volgende ronde opnieuw",
          e.getClass().getSimpleName());
    }
  }

  /** Also of cases that were kept by number: those need no recognition. */
  @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  void ruimOp() {
    if (!camel.isStarted()) {
      return;
    }
    LocalDate vandaag = LocalDate.ofInstant(clock.instant(), NEDERLAND);
    try {
      zaken.vervallen(vandaag).forEach(zaak -> verwerking.vervalt(zaak, vandaag));
    } catch (DataAccessException | TransactionException e) {
      LOG.warn(
          "Zaken die te lang geleden eindigden konden niet weg ({}); straks opnieuw",
          e.getClass().getSimpleName());
    }
  }
}
