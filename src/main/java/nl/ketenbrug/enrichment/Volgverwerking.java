package nl.ketenbrug.enrichment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Dossiers;
import nl.ketenbrug.dossier.Herbepalingen;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.dossier.Volgingen.Beurt;
import nl.ketenbrug.dossier.Volgingen.Volging;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.source.Volgwijze;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes facts of what an answer says otherwise than the one before. The answer is kept and the
 * facts are written in one transaction: a crash leaves both or neither, and then the question is
 * asked again.
 */
@Component
class Volgverwerking {

  private static final Logger LOG = LoggerFactory.getLogger(Volgverwerking.class);
  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");
  private static final String BRP = "brp";

  private final Volgingen volgingen;
  private final Dossiers dossiers;
  private final Afleidingen afleidingen;
  private final Herbepalingen herbepalingen;
  private final Clock clock;

  Volgverwerking(
      Volgingen volgingen,
      Dossiers dossiers,
      Afleidingen afleidingen,
      Herbepalingen herbepalingen,
      Clock clock) {
    this.volgingen = volgingen;
    this.dossiers = dossiers;
    this.afleidingen = afleidingen;
    this.herbepalingen = herbepalingen;
    this.clock = clock;
  }

  /**
   * Takes a complete good answer: {@code gevonden} or {@code niets-gevonden}. That a source finds
   * nothing counts only when it says so twice in a row. An answer to a question of another turn
   * than this one is dropped.
   *
   * @param vraag the message under which was asked, to which the events go back
   * @return how many facts it gave; empty when it was dropped, and nothing in it may be used
   */
  @Transactional
  OptionalInt verwerk(
      String bron,
      Volgwijze volgwijze,
      Vergelijker vergelijker,
      Beurt beurt,
      Bsn bsn,
      BerichtId vraag,
      String antwoord) {
    Optional<Volging> gevonden = volgingen.vergrendel(beurt, bron);
    if (gevonden.isEmpty()) {
      return OptionalInt.empty();
    }
    Dossiersleutel dossier = beurt.dossier();
    Volging volging = gevonden.get();
    Instant nu = clock.instant();
    boolean niets = Canoniek.lees(antwoord).verplicht("/*/@uitkomst").equals("niets-gevonden");
    if (niets && volging.niets() == 0) {
      volgingen.nietsGevonden(dossier, bron, nu.plus(volgwijze.wacht(1)));
      return OptionalInt.of(0);
    }
    Instant daarna = nu.plus(Duration.ofSeconds(volgwijze.elke()));
    String feiten = vergelijker.feiten(antwoord);
    meldVerloop(bron, vergelijker, antwoord);
    if (volging.feiten() == null) {
      // The first sight is no change.
      volgingen.bewaar(dossier, bron, feiten, true, daarna);
      return OptionalInt.of(0);
    }
    List<Verandering> veranderingen =
        vergelijker.vergelijk(volging.feiten(), antwoord, dag(nu), dag(volging.gezien()));
    volgingen.bewaar(dossier, bron, feiten, !veranderingen.isEmpty(), daarna);
    Boolean geheim = geheimhouding(dossier);
    veranderingen.forEach(verandering -> leidAf(volging, bsn, geheim, vraag, verandering));
    if (veranderingen.stream().anyMatch(verandering -> verandering.regel().bvv())) {
      herbepalingen.vraag(dossier);
    }
    return OptionalInt.of(veranderingen.size());
  }

  private void leidAf(
      Volging volging, Bsn bsn, Boolean geheim, BerichtId vraag, Verandering verandering) {
    Dossiersleutel dossier = volging.dossier();
    String bron = volging.bron();
    String feit = sha256(verandering.regel().type() + "|" + verandering.sleutel());
    Optional<BerichtId> eerder = volgingen.verteld(dossier, bron, feit);
    String verwijzing =
        switch (verandering.soort()) {
          case NIEUW -> null;
          case CORRECTIE -> "correctieVan";
          case EINDE -> verandering.isIntrekking() ? "intrekkingVan" : null;
        };
    Afleidingsdocument document =
        new Afleidingsdocument(
            verandering.type(),
            dossier,
            verandering.datum(),
            dossiers.partijen(dossier),
            eerder.isPresent() ? verwijzing : null,
            eerder.orElse(null));
    afleidingen
        .voegToe(
            "volgen|"
                + sha256(
                    String.join(
                        "|",
                        dossier.value(),
                        bron,
                        Long.toString(volging.versie()),
                        verandering.type(),
                        verandering.sleutel())),
            dossier,
            vraag,
            document.verschil(bsn, geheim, verandering))
        .ifPresent(id -> volgingen.vertel(dossier, bron, feit, id));
  }

  /** As the BRP last said; null when it was not asked about this person yet. */
  private Boolean geheimhouding(Dossiersleutel dossier) {
    return volgingen
        .feiten(dossier, BRP)
        .flatMap(feiten -> Canoniek.lees(feiten).tekst("//k:Persoon/k:geheimhouding"))
        .map(Boolean::valueOf)
        .orElse(null);
  }

  private void meldVerloop(String bron, Vergelijker vergelijker, String antwoord) {
    for (String veld : volgingen.meldVerloop(bron, vergelijker.ongelezen(antwoord))) {
      LOG.warn(
          "Bron {} geeft het veld {}, dat geen regel leest en dat niet als genegeerd is opgegeven",
          bron,
          veld);
    }
  }

  private static LocalDate dag(Instant moment) {
    return LocalDate.ofInstant(moment, NEDERLAND);
  }

  private static String sha256(String tekst) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(tekst.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Elke JDK kent SHA-256", e);
    }
  }
}
