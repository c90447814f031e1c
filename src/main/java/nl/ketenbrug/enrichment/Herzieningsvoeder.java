package nl.ketenbrug.enrichment;

import java.time.Clock;
import nl.ketenbrug.dossier.Herziening;
import nl.ketenbrug.dossier.Herzieningen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Hands out the dossiers of the recalculations that run, a window at a time. Every engine does it;
 * the row of the recalculation is locked while one is at it. What is handed out is committed before
 * the queue hears of it: a crash between the two only repeats a message.
 */
@Component
class Herzieningsvoeder {

  private static final Logger LOG = LoggerFactory.getLogger(Herzieningsvoeder.class);

  private final Herzieningen herzieningen;
  private final Herzieningsbeheer beheer;
  private final Herzieningsdag dagen;
  private final Herzieningsnazorg nazorg;
  private final Herzieningswachtrij wachtrij;
  private final HerzieningSettings settings;
  private final Clock clock;

  Herzieningsvoeder(
      Herzieningen herzieningen,
      Herzieningsbeheer beheer,
      Herzieningsdag dagen,
      Herzieningsnazorg nazorg,
      Herzieningswachtrij wachtrij,
      HerzieningSettings settings,
      Clock clock) {
    this.herzieningen = herzieningen;
    this.beheer = beheer;
    this.dagen = dagen;
    this.nazorg = nazorg;
    this.wachtrij = wachtrij;
    this.settings = settings;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${ketenbrug.herziening.voeding}")
  void voed() {
    try {
      herzieningen.lopende().forEach(this::voed);
    } catch (DataAccessException | TransactionException | JmsException e) {
      LOG.warn(
          "De herziening kon niet worden uitgezet ({}); bij de volgende ronde gaat zij verder",
          e.getClass().getSimpleName());
    }
  }

  private void voed(Herziening begonnen) {
    if (begonnen.wacht() != null && clock.instant().isBefore(begonnen.wacht().tot())) {
      return;
    }
    try {
      voedVandaag(dagen.nu(begonnen));
    } catch (Herzieningsweigering e) {
      nazorg.zonderCijfers(begonnen, e);
    }
  }

  private void voedVandaag(Herziening herziening) {
    int deel = settings.deel(herziening);
    int venster = herziening.proef() ? settings.vensterProef() : settings.venster();
    herzieningen.zetUit(herziening, deel, Math.max(deel, venster));
    herzieningen.verzend(herziening.id(), delen -> wachtrij.stuur(herziening.id(), delen));
    beheer.rondAf(herziening.id());
  }
}
