package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Dossiers;
import nl.ketenbrug.dossier.Herkenbaar;
import nl.ketenbrug.dossier.Herkenningen;
import nl.ketenbrug.dossier.Match;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.message.BerichtId;
import org.springframework.stereotype.Component;

/** What must be known of a debtor to tell something of him. */
@Component
class Matchverhalen {

  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  private final Afleidingen afleidingen;
  private final Dossiers dossiers;
  private final Volgingen volgingen;
  private final Herkenningen herkenningen;
  private final Clock clock;

  Matchverhalen(
      Afleidingen afleidingen,
      Dossiers dossiers,
      Volgingen volgingen,
      Herkenningen herkenningen,
      Clock clock) {
    this.afleidingen = afleidingen;
    this.dossiers = dossiers;
    this.volgingen = volgingen;
    this.herkenningen = herkenningen;
    this.clock = clock;
  }

  /**
   * @param oorzaak the question, message or judgement that it follows from
   * @throws nl.ketenbrug.dossier.OnleesbareBewaring when the debtor does not open
   */
  Matchverhaal van(Match match, BerichtId oorzaak) {
    return new Matchverhaal(
        afleidingen,
        match,
        oorzaak,
        volgingen.bsn(match.dossier()),
        herkenningen.van(match.dossier()).map(Herkenbaar::geheimhouding).orElse(null),
        dossiers.partijen(match.dossier()),
        clock.instant());
  }

  /** ISO date in the Netherlands. */
  String vandaag() {
    return LocalDate.ofInstant(clock.instant(), NEDERLAND).toString();
  }
}
