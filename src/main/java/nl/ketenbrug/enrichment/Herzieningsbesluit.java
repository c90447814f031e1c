package nl.ketenbrug.enrichment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.bvv.Aanname;
import nl.ketenbrug.bvv.Geldigheid;
import nl.ketenbrug.bvv.Herbepaling;
import nl.ketenbrug.bvv.Herbepaling.Aanleiding;
import nl.ketenbrug.bvv.Herbepaling.Feit;
import nl.ketenbrug.bvv.Herbepaling.Ingang;
import nl.ketenbrug.bvv.Herbepaling.Mate;
import nl.ketenbrug.bvv.Herbepaling.Oordeel;
import nl.ketenbrug.bvv.Kwitantie.AannameRegel;
import nl.ketenbrug.bvv.Vaststelling;
import nl.ketenbrug.dossier.Bvvstand;
import nl.ketenbrug.dossier.Herziening;
import nl.ketenbrug.dossier.Herziening.Reden;
import nl.ketenbrug.dossier.Herzieningsuitkomst.Soort;

/**
 * What a new determination means beside the one in force.
 *
 * @param oordeel why it is determined anew; null for a first determination
 * @param ingang from when a change of the amount counts (art. 475d lid 5 Rv, A-DALING); null when
 *     the amount is the same
 * @param aannames what ground and beginning rest on beyond the law's text
 */
record Herzieningsbesluit(
    Vaststelling nieuw, Soort soort, Oordeel oordeel, Ingang ingang, List<AannameRegel> aannames) {

  /**
   * A term that is over gives a new determination always, for the period differs. Otherwise the old
   * one stays in force unless amount or basis differs.
   *
   * @param stand the determination in force, or null
   * @param dag on which it is determined; that of the recalculation or a later one
   */
  static Herzieningsbesluit neem(
      Herziening herziening, LocalDate dag, Bvvstand stand, Vaststelling nieuw) {
    if (stand == null) {
      // The first one: nothing is replaced, and it counts from its own day.
      return new Herzieningsbesluit(nieuw, Soort.BEPAALD, null, null, List.of());
    }
    // New figures were known when it began; what a source says, on the day on which it was asked.
    LocalDate bekendOp = herziening.reden() == Reden.CIJFERS ? herziening.peildatum() : dag;
    Oordeel oordeel =
        Herbepaling.beoordeel(
            new Geldigheid(stand.geldigVan(), stand.geldigTot()),
            dag,
            List.of(new Feit(aanleiding(herziening.reden()), bekendOp)));
    Soort soort = soort(stand, nieuw, oordeel);
    List<AannameRegel> aannames = new ArrayList<>();
    if (oordeel.mate() == Mate.BEVOEGD && herziening.reden() == Reden.CIJFERS) {
      aannames.add(new AannameRegel(Aanname.INDEX.code(), Aanname.INDEX.tekst()));
    }
    Ingang ingang = null;
    if (soort == Soort.HOGER || soort == Soort.LAGER) {
      // When the debtor is paid after the notice is not known here; A-DALING says so in words.
      ingang = Herbepaling.ingang(stand.bedrag(), nieuw.bedrag(), oordeel.sinds(), null);
      if (ingang.aanname() != null) {
        aannames.add(ingang.aanname());
      }
    }
    return new Herzieningsbesluit(nieuw, soort, oordeel, ingang, List.copyOf(aannames));
  }

  boolean wijziging() {
    return soort != Soort.GELIJK;
  }

  private static Soort soort(Bvvstand stand, Vaststelling nieuw, Oordeel oordeel) {
    int verschil = nieuw.bedrag().compareTo(stand.bedrag());
    if (verschil != 0) {
      return verschil > 0 ? Soort.HOGER : Soort.LAGER;
    }
    if (!nieuw.basis().equals(stand.basis())) {
      return Soort.BASIS;
    }
    return oordeel.mate() == Mate.VERPLICHT ? Soort.VERLENGD : Soort.GELIJK;
  }

  private static Aanleiding aanleiding(Reden reden) {
    return reden == Reden.CIJFERS ? Aanleiding.NORMWIJZIGING : Aanleiding.ANDERE_WETENSCHAP;
  }
}
