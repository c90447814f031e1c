package nl.ketenbrug.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegel;
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

  /**
   * One decision.
   *
   * @param dossier pseudonymous key; null when it is not about one dossier
   */
  record Besluit(String partner, String dossier, String wie, String code, String uitleg) {}

  /**
   * What was done, at the broker before the database commits, so that nothing stands without its
   * record; all of it or nothing.
   */
  void noteer(List<Besluit> besluiten) {
    noteer(besluiten, List.of(), Stap.UITWIJK);
  }

  /** One decision, and beside it a record of each event that it is about. */
  void noteer(Besluit besluit, List<Papierbundels.Gebeurtenis> gebeurtenissen) {
    noteer(List.of(besluit), gebeurtenissen, Stap.UITWIJK);
  }

  /** As {@link #noteer}; that somebody reads the bodies of these events. */
  void noteerInzage(Besluit besluit, List<Papierbundels.Gebeurtenis> gebeurtenissen) {
    noteer(List.of(besluit), gebeurtenissen, Stap.INGEZIEN);
  }

  private void noteer(
      List<Besluit> besluiten, List<Papierbundels.Gebeurtenis> gebeurtenissen, Stap stap) {
    Instant nu = clock.instant();
    List<LogRegel> regels = new ArrayList<>();
    for (Besluit besluit : besluiten) {
      regels.add(
          regel(Stap.UITWIJK, BerichtId.nieuw(nu), besluit, nu)
              .gebeurtenistype("nl.ketenbrug.uitwijk")
              .dossier(besluit.dossier())
              .partner(besluit.partner(), null)
              .reden(besluit.code(), besluit.uitleg())
              .bouw());
    }
    for (Papierbundels.Gebeurtenis een : gebeurtenissen) {
      Besluit besluit = besluiten.get(0);
      regels.add(
          regel(stap, new BerichtId(een.berichtId()), besluit, nu)
              .correlatie(een.correlatieId())
              .dossier(een.dossier())
              .partner(besluit.partner(), een.volgnummer())
              .reden(besluit.code(), "bundel %d op papier".formatted(een.bundel()))
              .bouw());
    }
    transactie.doe(() -> regels.forEach(log::schrijf));
  }

  private static LogRegelBouwer regel(Stap stap, BerichtId bericht, Besluit besluit, Instant nu) {
    return new LogRegelBouwer(stap, bericht, nu).actor(besluit.wie());
  }
}
