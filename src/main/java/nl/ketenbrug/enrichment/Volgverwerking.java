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
import nl.ketenbrug.dossier.Vertellingen;
import nl.ketenbrug.dossier.Vertellingen.Feit;
import nl.ketenbrug.dossier.Vertellingen.Kennisgeving;
import nl.ketenbrug.dossier.Vertellingen.Laatste;
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
  private final Vertellingen vertellingen;
  private final Dossiers dossiers;
  private final Afleidingen afleidingen;
  private final Herbepalingen herbepalingen;
  private final Volgtempo tempo;
  private final Clock clock;

  Volgverwerking(
      Volgingen volgingen,
      Vertellingen vertellingen,
      Dossiers dossiers,
      Afleidingen afleidingen,
      Herbepalingen herbepalingen,
      Volgtempo tempo,
      Clock clock) {
    this.volgingen = volgingen;
    this.vertellingen = vertellingen;
    this.dossiers = dossiers;
    this.afleidingen = afleidingen;
    this.herbepalingen = herbepalingen;
    this.tempo = tempo;
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
    Instant daarna = tempo.daarna(bron, volgwijze, dossier, vergelijker, antwoord, nu);
    Vergeleken vergeleken = vergelijk(vergelijker, volging, bsn, vraag, antwoord, nu);
    volgingen.bewaar(dossier, bron, vergeleken.feiten(), vergeleken.aantal() > 0, daarna);
    return OptionalInt.of(vergeleken.aantal());
  }

  /**
   * What became of an answer that came by itself.
   *
   * @param code as it stands in the log; null where nobody is followed, and there is nothing to say
   */
  enum Uitkomst {
    NIET_GEVOLGD(null, null),
    VERGELEKEN(
        "vergeleken",
        "vergeleken met wat de bron eerder zei; wat anders is, wordt een gebeurtenis"),
    AL_VERGELEKEN(
        "al-vergeleken",
        "dit bericht is eerder vergeleken met wat de bron zei; wat anders was, is een gebeurtenis"),
    OUDER("ouder-antwoord", "er is al een later antwoord van deze bron; hieruit volgt niets"),
    DEEL(
        "deelantwoord",
        "het antwoord gaat over een deel van wat de bron weet, of zegt niet dat het alles is; hieruit volgt niets"),
    ANDER(
        "ander-persoon",
        "het antwoord gaat niet alleen over deze schuldenaar; hieruit volgt niets"),
    GEEN_GEGEVENS("geen-gegevens", "de bron gaf geen gegevens; hieruit volgt niets");

    final String code;
    final String uitleg;

    Uitkomst(String code, String uitleg) {
      this.code = code;
      this.uitleg = uitleg;
    }
  }

  /**
   * Takes an answer that came by itself, by the same rules as one that was asked for. What orders
   * it is the moment at which it was accepted, which its id carries: it counts when that is after
   * the last answer came in. A question that is under way meanwhile may know less, and is asked
   * again; so it is when the two came in at about the same time and this one is too early.
   *
   * @param bericht the message in which it came, to which the events go back
   * @param onderweg how long a question may be under way
   */
  @Transactional
  Uitkomst verwerkBericht(
      String bron,
      Vergelijker vergelijker,
      Dossiersleutel dossier,
      BerichtId bericht,
      String antwoord,
      Duration onderweg) {
    Optional<Volging> gevonden = volgingen.vergrendel(dossier, bron);
    Optional<Bsn> bsn = volgingen.bsn(dossier);
    if (gevonden.isEmpty() || bsn.isEmpty()) {
      return Uitkomst.NIET_GEVOLGD;
    }
    Volging volging = gevonden.get();
    if (bericht.equals(volging.bericht())) {
      return Uitkomst.AL_VERGELEKEN;
    }
    Instant moment = bericht.tijdstip();
    Canoniek gelezen = Canoniek.lees(antwoord);
    if (!gelezen.verplicht("/*/@uitkomst").equals("gevonden")) {
      return Uitkomst.GEEN_GEGEVENS;
    }
    List<String> bsns = gelezen.teksten("/*/k:bsn | /k:Personen/k:Persoon/k:bsn");
    if (bsns.isEmpty() || !bsns.stream().allMatch(bsn.get().value()::equals)) {
      return Uitkomst.ANDER;
    }
    if (volging.gezien() != null && !moment.isAfter(volging.gezien())) {
      if (moment.isBefore(volging.gezien()) && moment.plus(onderweg).isAfter(volging.gezien())) {
        volgingen.signaal(dossier, bron);
      }
      return Uitkomst.OUDER;
    }
    LocalDate gezien = volging.gezien() == null ? null : dag(volging.gezien());
    if (vergelijker.isDeelantwoord(volging.feiten(), antwoord, dag(moment), gezien)) {
      return Uitkomst.DEEL;
    }
    Vergeleken vergeleken = vergelijk(vergelijker, volging, bsn.get(), bericht, antwoord, moment);
    volgingen.bewaarVan(dossier, bron, vergeleken.feiten(), vergeleken.aantal() > 0, bericht);
    return Uitkomst.VERGELEKEN;
  }

  /** What is to be kept, and how many facts it gave. */
  private record Vergeleken(String feiten, int aantal) {}

  private Vergeleken vergelijk(
      Vergelijker vergelijker,
      Volging volging,
      Bsn bsn,
      BerichtId vraag,
      String antwoord,
      Instant moment) {
    Dossiersleutel dossier = volging.dossier();
    String feiten = vergelijker.feiten(antwoord, volging.feiten());
    meldVerloop(volging.bron(), vergelijker, antwoord);
    if (volging.feiten() == null) {
      // The first sight is no change.
      vertellingen.sluit(dossier, volging.bron(), vraag);
      return new Vergeleken(feiten, 0);
    }
    List<Verandering> veranderingen =
        vergelijker.vergelijk(volging.feiten(), antwoord, dag(moment), dag(volging.gezien()));
    Boolean geheim = geheimhouding(dossier);
    veranderingen.forEach(verandering -> leidAf(volging, bsn, geheim, vraag, verandering));
    vertellingen.sluit(dossier, volging.bron(), vraag);
    if (veranderingen.stream().anyMatch(verandering -> verandering.regel().bvv())) {
      herbepalingen.vraag(dossier);
    }
    return new Vergeleken(feiten, veranderingen.size());
  }

  private void leidAf(
      Volging volging, Bsn bsn, Boolean geheim, BerichtId vraag, Verandering verandering) {
    Dossiersleutel dossier = volging.dossier();
    String bron = volging.bron();
    Feit feit = new Feit(dossier, bron, verandering.feit());
    Optional<Kennisgeving> gemeld =
        vertellingen
            .open(feit)
            .filter(k -> k.kenmerk().equals(vertellingen.kenmerk(dossier, verandering.zegt())));
    // A correction of what a notice said too corrects what was told before that notice.
    BerichtId eerder =
        gemeld.isPresent()
            ? gemeld.get().eerder()
            : vertellingen.laatste(feit).map(Laatste::bericht).orElse(null);
    String document =
        new Afleidingsdocument(
                verandering.type(),
                dossier,
                verandering.datum(),
                dossiers.partijen(dossier),
                eerder == null ? null : verandering.verwijzing(),
                eerder)
            .verschil(bsn, geheim, verandering);
    if (gemeld.isPresent() && isVerteld(gemeld.get(), verandering, document)) {
      vertellingen.bevestig(gemeld.get().bericht());
      return;
    }
    afleidingen
        .voegToe(
            "volgen|"
                + sha256(
                    String.join(
                        "|",
                        dossier.value(),
                        bron,
                        keer(volging),
                        verandering.type(),
                        verandering.sleutel())),
            dossier,
            vraag,
            document)
        .ifPresent(id -> vertellingen.vertel(feit, id, verandering.type(), verandering.zegt()));
  }

  /**
   * Whether a notice that says the same of how it is now leaves nothing to tell: by an event of the
   * same type, which names the one before it where this one would, and of which a partner gets to
   * see an address where it would of this one. Not of a rule that also tells what no field says,
   * such as a child that turns eighteen.
   */
  private static boolean isVerteld(Kennisgeving gemeld, Verandering verandering, String document) {
    boolean adres = verandering.regel().overAdres() && Canoniek.lees(document).laatAdressenDoor();
    return verandering.regel().ook() == null
        && gemeld.soort().equals(verandering.type())
        && gemeld.metAdres() == adres
        && (verandering.verwijzing() == null || gemeld.verwijst() || gemeld.eerder() == null);
  }

  /** Which change of this person at this source: of each following of him another one. */
  private static String keer(Volging volging) {
    return volging.reeks() == null
        ? Long.toString(volging.versie())
        : volging.reeks() + ":" + volging.versie();
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
