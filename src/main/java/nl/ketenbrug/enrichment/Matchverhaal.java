package nl.ketenbrug.enrichment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Match;
import nl.ketenbrug.dossier.Matches.Verteld;
import nl.ketenbrug.enrichment.Afleidingsdocument.Gematchte;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Oin;

/**
 * What follows for one dossier from one answer, message or judgement, in that order. Within the
 * transaction of who calls.
 */
final class Matchverhaal {

  private final Afleidingen afleidingen;
  private final Match match;
  private final BerichtId oorzaak;
  private final Optional<Bsn> bsn;
  private final Boolean geheim;
  private final Set<Oin> partijen;
  private final Instant nu;

  /**
   * @param bsn of the debtor; empty when his last attachment ended
   * @param geheim whether his address is secret, or null
   * @param partijen of the dossier now
   * @param nu the clock
   */
  Matchverhaal(
      Afleidingen afleidingen,
      Match match,
      BerichtId oorzaak,
      Optional<Bsn> bsn,
      Boolean geheim,
      Set<Oin> partijen,
      Instant nu) {
    this.afleidingen = afleidingen;
    this.match = match;
    this.oorzaak = oorzaak;
    this.bsn = bsn;
    this.geheim = geheim;
    this.partijen = partijen;
    this.nu = nu;
  }

  /** Who is a party now, and who heard it before: he may act on it still. */
  Set<Oin> horenHet(Verteld over) {
    Set<Oin> horen = new HashSet<>(partijen);
    horen.addAll(over.partijen());
    return horen;
  }

  /**
   * @param sleutel what makes it this fact
   * @param verwijzing correctieVan or intrekkingVan, or null
   * @param eerder the event that it names
   * @param inhoud fills the document
   * @return the id of the event; empty when there is nobody to tell, or it was told
   */
  Optional<BerichtId> leidAf(
      String sleutel,
      String type,
      String datum,
      Verteld over,
      String verwijzing,
      BerichtId eerder,
      BiFunction<Afleidingsdocument, Gematchte, String> inhoud) {
    return leidAf(sleutel, type, datum, horenHet(over), verwijzing, eerder, inhoud);
  }

  /**
   * As above, to these parties and no others.
   *
   * @param wie who hears it
   */
  Optional<BerichtId> leidAf(
      String sleutel,
      String type,
      String datum,
      Set<Oin> wie,
      String verwijzing,
      BerichtId eerder,
      BiFunction<Afleidingsdocument, Gematchte, String> inhoud) {
    if (bsn.isEmpty()) {
      // The last attachment ended meanwhile: there is nobody to tell.
      return Optional.empty();
    }
    Afleidingsdocument document =
        new Afleidingsdocument(type, match.dossier(), datum, wie, verwijzing, eerder);
    Instant beoordeeld = match.beoordeeld() == null ? nu : match.beoordeeld();
    return afleidingen.voegToe(
        sleutel,
        match.dossier(),
        oorzaak,
        inhoud.apply(document, new Gematchte(bsn.get(), geheim, match, beoordeeld)));
  }

  static String sha256(String tekst) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(tekst.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Elke JDK kent SHA-256", e);
    }
  }
}
