package nl.ketenbrug.enrichment;

import nl.ketenbrug.dossier.Herbepalingen;
import nl.ketenbrug.dossier.Herziening.Modus;
import nl.ketenbrug.dossier.Herziening.Reden;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Begins a recalculation of the dossiers in which a source says something else that touches the
 * beslagvrije voet (art. 475d lid 3 and 4 Rv). One at a time: who comes while it runs is in the
 * next.
 */
@Component
class Wijzigingsherziening {

  private static final Logger LOG = LoggerFactory.getLogger(Wijzigingsherziening.class);

  private final Herbepalingen herbepalingen;
  private final Herzieningsbeheer beheer;

  Wijzigingsherziening(Herbepalingen herbepalingen, Herzieningsbeheer beheer) {
    this.herbepalingen = herbepalingen;
    this.beheer = beheer;
  }

  @Scheduled(fixedDelayString = "${ketenbrug.volgen.herbepaling}")
  void begin() {
    try {
      if (herbepalingen.werkAf()) {
        beheer.start(Reden.WIJZIGING, Modus.STRENG, false, null, null);
      }
    } catch (Herzieningsweigering e) {
      LOG.info("Een herziening wegens wijziging wacht: {}", e.grond().code());
    } catch (DataAccessException | TransactionException e) {
      LOG.warn(
          "Een herziening wegens wijziging kon niet beginnen ({}); bij de volgende ronde opnieuw",
          e.getClass().getSimpleName());
    }
  }
}
