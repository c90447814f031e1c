package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import nl.ketenbrug.dossier.Herkenbaar;
import nl.ketenbrug.dossier.Herkenningen;
import nl.ketenbrug.dossier.Match;
import nl.ketenbrug.dossier.Matches;
import nl.ketenbrug.dossier.Matches.Voorstel;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts on record in whose dossier a match was proposed, and why. No partner hears of it. */
@Component
class Matchmelder {

  /** Lines in one transaction. */
  private static final int HOOGSTENS = 200;

  private final Matches matches;
  private final Herkenningen herkenningen;
  private final Berichtenlog log;
  private final Brokertransactie broker;
  private final Clock clock;

  Matchmelder(
      Matches matches,
      Herkenningen herkenningen,
      Berichtenlog log,
      Brokertransactie broker,
      Clock clock) {
    this.matches = matches;
    this.herkenningen = herkenningen;
    this.log = log;
    this.broker = broker;
    this.clock = clock;
  }

  /**
   * Puts on record which matches were proposed, after they were: what the broker refuses, or what a
   * crash cuts off, is put there the next time, at worst twice.
   *
   * @throws org.springframework.jms.JmsException or a transaction exception when the broker does
   *     not take it
   */
  @Transactional
  void meldVoorstellen() {
    List<Voorstel> voorstellen = matches.teMelden(HOOGSTENS);
    if (voorstellen.isEmpty()) {
      return;
    }
    List<LogRegel> regels = voorstellen.stream().map(this::voorgesteld).toList();
    broker.doe(() -> log.schrijf(regels));
    voorstellen.forEach(voorstel -> matches.gemeld(voorstel.match()));
  }

  private LogRegel voorgesteld(Voorstel voorstel) {
    Match match = voorstel.match();
    return new LogRegelBouwer(Stap.VASTGELEGD, match.id(), clock.instant())
        .correlatie(voorstel.oorzaak().value())
        .oorzaak(voorstel.oorzaak().value())
        .bron("ketenbrug")
        .dossier(match.dossier().value())
        .reden("match-te-bevestigen", uitleg(match, geheimhouding(match)))
        .bouw();
  }

  /** Secret when it cannot be known. */
  private Boolean geheimhouding(Match match) {
    try {
      return herkenningen.van(match.dossier()).map(Herkenbaar::geheimhouding).orElse(null);
    } catch (OnleesbareBewaring e) {
      return true;
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

  /**
   * A judgement that was taken, after it was: within the transaction that takes it the broker would
   * be asked to commit behind it anyway, and a refusal then would look as if it was not taken.
   *
   * @throws org.springframework.jms.JmsException or a transaction exception when the broker does
   *     not take it
   */
  void beoordeeld(Match match, BerichtId oordeel, boolean bevestigd, String wie) {
    LogRegel regel =
        oordeel(match, oordeel, wie)
            .reden(
                bevestigd ? "match-bevestigd" : "match-afgewezen",
                "de zaak in register %s gaat %sover deze schuldenaar"
                    .formatted(match.bron(), bevestigd ? "" : "niet "))
            .bouw();
    broker.doe(() -> log.schrijf(regel));
  }

  /** Which fields were equal; no values, and nothing of an address that may be secret. */
  private static String uitleg(Match match, Boolean geheimhouding) {
    return "een zaak in register "
        + match.bron()
        + " gaat misschien over deze schuldenaar: "
        + match.vergeleken().zonderGeheim(geheimhouding).entrySet().stream()
            .map(veld -> veld.getKey().naam() + " " + veld.getValue().naam())
            .collect(Collectors.joining(", "));
  }
}
