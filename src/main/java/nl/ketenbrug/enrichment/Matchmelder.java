package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import nl.ketenbrug.dossier.Herkenbaar;
import nl.ketenbrug.dossier.Herkenningen;
import nl.ketenbrug.dossier.Match;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.springframework.stereotype.Component;

/** Puts on record in whose dossier a match was proposed, and why. No partner hears of it. */
@Component
class Matchmelder {

  private final Herkenningen herkenningen;
  private final Berichtenlog log;
  private final Clock clock;

  Matchmelder(Herkenningen herkenningen, Berichtenlog log, Clock clock) {
    this.herkenningen = herkenningen;
    this.log = log;
    this.clock = clock;
  }

  /**
   * @param oorzaak the message under which was asked
   */
  void meld(List<Match> nieuw, BerichtId oorzaak) {
    for (Match match : nieuw) {
      Boolean geheim =
          herkenningen.van(match.dossier()).map(Herkenbaar::geheimhouding).orElse(null);
      log.schrijf(
          new LogRegelBouwer(Stap.VASTGELEGD, match.id(), clock.instant())
              .correlatie(oorzaak.value())
              .oorzaak(oorzaak.value())
              .bron("ketenbrug")
              .dossier(match.dossier().value())
              .reden("match-te-bevestigen", uitleg(match, geheim))
              .bouw());
    }
  }

  /** Who judges, for what is put on record of it; a judgement has one id. */
  LogRegelBouwer oordeel(Match match, BerichtId oordeel, String wie) {
    return new LogRegelBouwer(Stap.BESTUURD, oordeel, clock.instant())
        .correlatie(match.id().value())
        .oorzaak(match.id().value())
        .bron("ketenbrug")
        .dossier(match.dossier().value())
        .actor(wie);
  }

  /** A judgement that was taken: within the transaction that takes it, so with it or not at all. */
  void beoordeeld(Match match, BerichtId oordeel, boolean bevestigd, String wie) {
    log.schrijf(
        oordeel(match, oordeel, wie)
            .reden(
                bevestigd ? "match-bevestigd" : "match-afgewezen",
                bevestigd
                    ? "de zaak in het insolventieregister gaat over deze schuldenaar"
                    : "de zaak in het insolventieregister gaat niet over deze schuldenaar")
            .bouw());
  }

  /** Which fields were equal; no values, and nothing of an address that may be secret. */
  private static String uitleg(Match match, Boolean geheimhouding) {
    return "een zaak in het insolventieregister gaat misschien over deze schuldenaar: "
        + match.vergeleken().zonderGeheim(geheimhouding).entrySet().stream()
            .map(veld -> veld.getKey().naam() + " " + veld.getValue().naam())
            .collect(Collectors.joining(", "));
  }
}
