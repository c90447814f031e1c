package nl.ketenbrug.delivery;

import java.time.Clock;
import java.time.Instant;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.springframework.stereotype.Component;

/** Who switched to paper and back, and what became of each bundle: a record of its own each. */
@Component
class Uitwijklog {

  private final Berichtenlog log;
  private final Brokertransactie transactie;
  private final Clock clock;

  Uitwijklog(Berichtenlog log, Brokertransactie transactie, Clock clock) {
    this.log = log;
    this.transactie = transactie;
    this.clock = clock;
  }

  /** At the broker before the database commits, so that nothing stands without its record. */
  void noteer(String partner, String wie, String code, String uitleg) {
    Instant nu = clock.instant();
    LogRegelBouwer regel =
        new LogRegelBouwer(Stap.UITWIJK, BerichtId.nieuw(nu), nu)
            .gebeurtenistype("nl.ketenbrug.uitwijk")
            .partner(partner, null)
            .actor(wie)
            .reden(code, uitleg);
    transactie.doe(() -> log.schrijf(regel.bouw()));
  }
}
