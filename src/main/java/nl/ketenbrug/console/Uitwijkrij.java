package nl.ketenbrug.console;

import java.util.List;
import java.util.UUID;
import nl.ketenbrug.delivery.Papierbundel;
import nl.ketenbrug.delivery.Papierbundels.Beurt;
import nl.ketenbrug.delivery.Uitwijk;

/**
 * One fallback as the page shows it.
 *
 * @param doel what goes by paper, in words
 * @param stand in a sentence
 * @param loopt whether it did not end
 * @param akkoord whether who looks may agree
 */
record Uitwijkrij(
    UUID id,
    String afnemer,
    String doel,
    String stand,
    String reden,
    boolean loopt,
    boolean akkoord,
    List<Bundelrij> bundels) {

  /**
   * @param ophalen whether who looks may fetch it, and no bundle before it has to be fetched first
   * @param teBezorgen whether who looks may say that it was handed over, and none before it is open
   * @param wacht why neither is possible yet; null when that is not so
   */
  record Bundelrij(
      UUID id,
      int nummer,
      String gemaakt,
      int berichten,
      String soort,
      String stand,
      boolean ophalen,
      boolean teBezorgen,
      String wacht,
      boolean open) {

    static Bundelrij van(Papierbundel bundel, boolean mag, Beurt beurt) {
      boolean ophalen = mag && beurt.isOpTeHalen(bundel);
      boolean teBezorgen = mag && beurt.isTeBezorgen(bundel);
      return new Bundelrij(
          bundel.id(),
          bundel.nummer(),
          Woorden.tijd(bundel.gemaakt()),
          bundel.aantal(),
          bundel.vorm().name(),
          stand(bundel),
          ophalen,
          teBezorgen,
          mag && bundel.isOpen() ? wacht(bundel, ophalen, teBezorgen, beurt) : null,
          bundel.isOpen());
    }

    private static String wacht(
        Papierbundel bundel, boolean ophalen, boolean teBezorgen, Beurt beurt) {
      if (!ophalen) {
        return "Op te halen na bundel " + beurt.ophalen();
      }
      return bundel.gedownload() == null || teBezorgen
          ? null
          : "Als bezorgd te noteren na bundel " + beurt.bezorgen();
    }

    private static String stand(Papierbundel bundel) {
      if (bundel.bezorgd() != null) {
        return "Bezorgd op %s (%s), volgens %s"
            .formatted(Woorden.tijd(bundel.bezorgd()), bundel.bezorgwijze(), bundel.bezorgdDoor());
      }
      if (bundel.ingetrokken() != null) {
        return "Ingetrokken; de berichten staan weer bij wat nog bezorgd moet worden";
      }
      return bundel.gedownload() == null ? "Nog niet opgehaald" : "Opgehaald, nog niet bezorgd";
    }
  }

  static Uitwijkrij van(
      Uitwijk uitwijk, List<Papierbundel> bundels, Beurt beurt, String wie, boolean mag) {
    return new Uitwijkrij(
        uitwijk.id(),
        uitwijk.partner(),
        doel(uitwijk),
        stand(uitwijk),
        uitwijk.reden(),
        uitwijk.beeindigd() == null,
        uitwijk.isWachtOpAkkoord() && !uitwijk.gevraagdDoor().equals(wie),
        bundels.stream().map(bundel -> Bundelrij.van(bundel, mag, beurt)).toList());
  }

  private static String doel(Uitwijk uitwijk) {
    if (uitwijk.dossier() != null) {
      return "dossier " + Woorden.dossier(uitwijk.dossier());
    }
    return uitwijk.regio() == null ? "alles" : "alles, met regio " + uitwijk.regio();
  }

  private static String stand(Uitwijk uitwijk) {
    if (uitwijk.beeindigd() != null) {
      return "Beëindigd op %s door %s"
          .formatted(Woorden.tijd(uitwijk.beeindigd()), uitwijk.beeindigdDoor());
    }
    if (uitwijk.isWachtOpAkkoord()) {
      return "Wacht op akkoord van een tweede beheerder; gevraagd door " + uitwijk.gevraagdDoor();
    }
    String tot =
        uitwijk.tot() == null ? "tot iemand haar beëindigt" : "tot " + Woorden.tijd(uitwijk.tot());
    return "Op papier sinds %s, %s; door %s"
        .formatted(Woorden.tijd(uitwijk.vanaf()), tot, uitwijk.gevraagdDoor());
  }
}
