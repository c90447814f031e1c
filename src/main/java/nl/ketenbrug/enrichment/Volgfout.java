package nl.ketenbrug.enrichment;

import java.time.Instant;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;

/**
 * Why nothing came of a question that the engine put by itself. It is asked again later; the record
 * stands under the id of the question.
 *
 * @param stap {@code mislukt} when it may pass, {@code geweigerd} when source or answer are no
 *     good, {@code vastgelegd} when neither is to blame
 * @param code stable, for machines
 * @param uitleg sentence in Dutch; holds no BSN
 */
record Volgfout(Stap stap, String code, String uitleg) {

  static Volgfout van(BronNietBereikbaar fout) {
    return new Volgfout(Stap.MISLUKT, fout.code(), fout.getMessage());
  }

  static Volgfout van(GeweigerdBericht fout) {
    return new Volgfout(Stap.GEWEIGERD, fout.code(), fout.getMessage());
  }

  static Volgfout van(OnleesbareBewaring fout) {
    return new Volgfout(Stap.MISLUKT, OnleesbareBewaring.CODE, fout.getMessage());
  }

  /** Its kind alone: the text may quote the answer. */
  static Volgfout onverwacht(RuntimeException fout) {
    return new Volgfout(
        Stap.MISLUKT,
        "onverwachte-fout",
        "onverwachte fout in de verwerking van het antwoord (%s)"
            .formatted(fout.getClass().getSimpleName()));
  }

  /**
   * @param dossier about whom was asked; null when about nobody
   */
  LogRegel regel(String bron, BerichtId vraag, Dossiersleutel dossier, Instant moment) {
    return new LogRegelBouwer(stap, vraag, moment)
        .bron(bron)
        .dossier(dossier == null ? null : dossier.value())
        .reden(code, uitleg)
        .bouw();
  }
}
