package nl.ketenbrug.console;

import java.util.List;
import java.util.UUID;
import nl.ketenbrug.delivery.Papierbundel;
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
   * @param ophalen whether who looks may fetch it and say that it was handed over
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
      boolean open) {

    static Bundelrij van(Papierbundel bundel, boolean mag) {
      return new Bundelrij(
          bundel.id(),
          bundel.nummer(),
          Woorden.tijd(bundel.gemaakt()),
          bundel.aantal(),
          bundel.vorm().name(),
          stand(bundel),
          mag && bundel.ingetrokken() == null,
          mag && bundel.isOpen() && bundel.gedownload() != null,
          bundel.isOpen());
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

  static Uitwijkrij van(Uitwijk uitwijk, List<Papierbundel> bundels, String wie, boolean mag) {
    return new Uitwijkrij(
        uitwijk.id(),
        uitwijk.partner(),
        doel(uitwijk),
        stand(uitwijk),
        uitwijk.reden(),
        uitwijk.beeindigd() == null,
        uitwijk.isWachtOpAkkoord() && !uitwijk.gevraagdDoor().equals(wie),
        bundels.stream().map(bundel -> Bundelrij.van(bundel, mag)).toList());
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
