package nl.ketenbrug.delivery;

import java.util.List;

/**
 * A bundle as rows of a spreadsheet: one row for each field, so that every profile fits under one
 * heading. What a spreadsheet would take for a formula has a quote before it.
 */
final class Bundelcsv {

  private Bundelcsv() {}

  static byte[] maak(Bundelinhoud inhoud) {
    StringBuilder uit = new StringBuilder(Batchbestand.BOM);
    uit.append(
        Batchbestand.regel(
            List.of(
                "bundel",
                "volgnummer",
                "berichtId",
                "dossier",
                "gebeurtenistype",
                "eerderAangeboden",
                "veld",
                "waarde")));
    for (Bundelinhoud.Stuk stuk : inhoud.stukken()) {
      for (Leesbaar.Regel regel : Leesbaar.van(stuk.body())) {
        uit.append(
            Batchbestand.regel(
                List.of(
                    Integer.toString(inhoud.nummer()),
                    Long.toString(stuk.volgnummer()),
                    stuk.berichtId().toString(),
                    stuk.dossier() == null ? "" : stuk.dossier(),
                    stuk.gebeurtenistype(),
                    Integer.toString(stuk.keer()),
                    regel.label(),
                    regel.waarde())));
      }
    }
    return Batchbestand.bytes(uit.toString());
  }
}
