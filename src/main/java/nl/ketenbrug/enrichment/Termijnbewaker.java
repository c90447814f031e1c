package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Dossiers;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.dossier.Schuldenaren;
import nl.ketenbrug.dossier.Termijnen;
import nl.ketenbrug.dossier.Zaakstanden;
import nl.ketenbrug.message.Bsn;
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
  private final Zaakstanden standen;
  private final Meldingverwerking meldingen;
  private final Clock clock;

  Termijnbewaker(
      Termijnen termijnen,
      Dossiers dossiers,
      Schuldenaren schuldenaren,
      Afleidingen afleidingen,
      Zaakstanden standen,
      Meldingverwerking meldingen,
      Clock clock) {
    this.termijnen = termijnen;
    this.dossiers = dossiers;
    this.schuldenaren = schuldenaren;
    this.afleidingen = afleidingen;
    this.standen = standen;
    this.meldingen = meldingen;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${ketenbrug.dossier.termijncontrole}")
  void bewaak() {
    LocalDate vandaag = LocalDate.now(clock.withZone(NEDERLAND));
    try {
      // What is left after one batch comes in the next round: others want the same clock.
      termijnen.verstreken(vandaag, BATCH).forEach(this::meld);
      termijnen.afgelopen(vandaag, BATCH).forEach(this::verloopt);
    } catch (DataAccessException | TransactionException e) {
      LOG.warn(
          "Verstreken termijnen konden niet worden bepaald ({}); bij de volgende ronde opnieuw",
          e.getClass().getSimpleName());
    }
  }

  private void meld(Termijnen.Verstreken verstreken) {
    Bsn bsn;
    try {
      bsn = schuldenaren.bsn(verstreken.dossier(), verstreken.bsn());
    } catch (OnleesbareBewaring e) {
      LOG.warn("Van een verstreken termijn is het burgerservicenummer niet te openen");
      afleidingen.sluitUit(verstreken.sleutel(), verstreken.dossier(), OnleesbareBewaring.CODE);
      return;
    }
    afleidingen.voegToe(
        verstreken.sleutel(),
        verstreken.dossier(),
        null,
        new Afleidingsdocument(
                TYPE,
                verstreken.dossier(),
                verstreken.verstreken().toString(),
                dossiers.partijen(verstreken.dossier()))
            .termijn(
                bsn,
                verstreken.beslagen(),
                "geldigheid-beslagvrije-voet",
                verstreken.vaststelling(),
                verstreken.verstreken(),
                "art. 475d lid 2 Rv"));
  }

  private void verloopt(Termijnen.Afgelopen afgelopen) {
    try {
      meldingen.verloopt(afgelopen.dossier(), afgelopen.traject());
    } catch (OnleesbareBewaring e) {
      LOG.error("Van een zaak die afliep is niet alles te openen: {}", OnleesbareBewaring.CODE);
      standen.sluitUit(afgelopen.dossier(), afgelopen.traject());
    }
  }
}
