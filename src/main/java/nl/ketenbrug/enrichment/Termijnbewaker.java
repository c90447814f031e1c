package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.BiFunction;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Dossiers;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.dossier.Schuldenaren;
import nl.ketenbrug.dossier.Termijnen;
import nl.ketenbrug.dossier.Zaakverloop;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Tells that a determination is over and no new one came (art. 475d lid 2 Rv). The recalculation of
 * the stock has one day to replace it first: that is the duty of lid 3, and a lapse is its failure.
 * And that something of a case, such as a moratorium, ended on the day that was said when it began:
 * no source tells that once more.
 */
@Component
class Termijnbewaker {

  private static final Logger LOG = LoggerFactory.getLogger(Termijnbewaker.class);
  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");
  private static final int BATCH = 1000;

  private static final String TYPE = "nl.beslagvrijevoet.termijn-verstreken";

  private final Termijnen termijnen;
  private final Dossiers dossiers;
  private final Schuldenaren schuldenaren;
  private final Afleidingen afleidingen;
  private final Clock clock;

  Termijnbewaker(
      Termijnen termijnen,
      Dossiers dossiers,
      Schuldenaren schuldenaren,
      Afleidingen afleidingen,
      Clock clock) {
    this.termijnen = termijnen;
    this.dossiers = dossiers;
    this.schuldenaren = schuldenaren;
    this.afleidingen = afleidingen;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${ketenbrug.dossier.termijncontrole}")
  void bewaak() {
    LocalDate vandaag = LocalDate.now(clock.withZone(NEDERLAND));
    try {
      // What is left after one batch comes in the next round: others want the same clock.
      termijnen.verstreken(vandaag, BATCH).forEach(this::meld);
      termijnen.afgelopen(vandaag, BATCH).forEach(this::meld);
    } catch (DataAccessException | TransactionException e) {
      LOG.warn(
          "Verstreken termijnen konden niet worden bepaald ({}); bij de volgende ronde opnieuw",
          e.getClass().getSimpleName());
    }
  }

  private void meld(Termijnen.Verstreken verstreken) {
    meld(
        verstreken.sleutel(),
        verstreken.dossier(),
        verstreken.bsn(),
        TYPE,
        verstreken.verstreken(),
        (document, bsn) ->
            document.termijn(
                bsn,
                verstreken.beslagen(),
                "geldigheid-beslagvrije-voet",
                verstreken.vaststelling(),
                verstreken.verstreken(),
                "art. 475d lid 2 Rv"));
  }

  /** It held up to and including its last day. */
  private void meld(Termijnen.Afgelopen afgelopen) {
    LocalDate dag = afgelopen.laatste().plusDays(1);
    meld(
        afgelopen.sleutel(),
        afgelopen.dossier(),
        afgelopen.bsn(),
        type(afgelopen.soort()),
        dag,
        (document, bsn) ->
            document.termijn(
                bsn,
                afgelopen.beslagen(),
                afgelopen.soort(),
                afgelopen.begin(),
                dag,
                artikel(afgelopen.soort())));
  }

  private void meld(
      String sleutel,
      Dossiersleutel dossier,
      byte[] versleuteld,
      String type,
      LocalDate dag,
      BiFunction<Afleidingsdocument, Bsn, String> inhoud) {
    Bsn bsn;
    try {
      bsn = schuldenaren.bsn(dossier, versleuteld);
    } catch (OnleesbareBewaring e) {
      LOG.warn("Van een verstreken termijn is het burgerservicenummer niet te openen");
      afleidingen.sluitUit(sleutel, dossier, OnleesbareBewaring.CODE);
      return;
    }
    afleidingen.voegToe(
        sleutel,
        dossier,
        null,
        inhoud.apply(
            new Afleidingsdocument(type, dossier, dag.toString(), dossiers.partijen(dossier)),
            bsn));
  }

  private static String type(String soort) {
    if (Zaakverloop.VERTEGENWOORDIGING.contains(soort)) {
      return "nl.curatelebewindregister.termijn-verstreken";
    }
    return soort.equals("aanmelding")
        ? "nl.vish.termijn-verstreken"
        : "nl.schuldhulp.termijn-verstreken";
  }

  /** What is attached to a beginning and its end: ADR 0024. */
  private static String artikel(String soort) {
    return switch (soort) {
      case "moratorium" -> "art. 5 Wgs, art. 287 lid 4 of art. 287b Fw";
      case "bewind" -> "art. 1:449 BW";
      case "curatele" -> "art. 1:389 BW";
      default -> "geen wettelijke termijn";
    };
  }
}
