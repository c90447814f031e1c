package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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
import nl.ketenbrug.dossier.Volgorde;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Oin;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
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

  /** A notice is done well within it; one that is not, is not waited for. */
  private static final Duration ONDERWEG = Duration.ofHours(1);

  private final Volgingen volgingen;
  private final Vertellingen vertellingen;
  private final Dossiers dossiers;
  private final Geheimhouding geheimhouding;
  private final Afleidingen afleidingen;
  private final Volgorde volgorde;
  private final Herbepalingen herbepalingen;
  private final Volgtempo tempo;
  private final Berichtenlog log;
  private final Clock clock;

  Volgverwerking(
      Volgingen volgingen,
      Vertellingen vertellingen,
      Dossiers dossiers,
      Geheimhouding geheimhouding,
      Afleidingen afleidingen,
      Volgorde volgorde,
      Herbepalingen herbepalingen,
      Volgtempo tempo,
      Berichtenlog log,
      Clock clock) {
    this.volgingen = volgingen;
    this.vertellingen = vertellingen;
    this.dossiers = dossiers;
    this.geheimhouding = geheimhouding;
    this.afleidingen = afleidingen;
    this.volgorde = volgorde;
    this.herbepalingen = herbepalingen;
    this.tempo = tempo;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Takes a complete good answer: {@code gevonden}, {@code niets-gevonden} or {@code
   * niet-van-toepassing}. That a source finds nothing counts only when it says so twice in a row;
   * that the question does not apply never ends anything (SuwiML, {@code NietVanToepassing}), and
   * what was known stays. An answer to a question of another turn than this one is dropped and the
   * question asked again at once, unless somebody took or set the turn since; and so is dropped one
   * while a notice that tells itself is on its way: whether that was told is not known yet, and the
   * question is asked again.
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
    Dossiersleutel dossier = beurt.dossier();
    if (gevonden.isEmpty()) {
      volgingen.vraagOpnieuw(beurt, bron);
      return OptionalInt.empty();
    }
    if (isOnderweg(dossier, bron)) {
      return OptionalInt.empty();
    }
    Volging volging = gevonden.get();
    Instant nu = clock.instant();
    String uitkomst = Canoniek.lees(antwoord).verplicht("/*/@uitkomst");
    if (uitkomst.equals("niet-van-toepassing")) {
      volgingen.nietVanToepassing(dossier, bron, nu.plusSeconds(volgwijze.elke()));
      return OptionalInt.of(0);
    }
    if (uitkomst.equals("niets-gevonden") && volging.niets() == 0) {
      volgingen.nietsGevonden(dossier, bron, nu.plus(volgwijze.wacht(1)));
      return OptionalInt.of(0);
    }
    Instant daarna = tempo.daarna(bron, volgwijze, dossier, vergelijker, antwoord, nu);
    Vergeleken vergeleken = vergelijk(vergelijker, volging, bsn, vraag, antwoord, nu);
    volgingen.bewaar(dossier, bron, vergeleken.feiten(), vergeleken.veranderd(), daarna);
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
        "vergeleken met wat de bron eerder zei; wat anders is en niet al verteld werd, wordt een gebeurtenis"),
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
    List<String> bsns = gelezen.teksten("/*/k:bsn | /k:Personen/k:Persoon/string(k:bsn)");
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
    volgingen.bewaarVan(dossier, bron, vergeleken.feiten(), vergeleken.veranderd(), bericht);
    return Uitkomst.VERGELEKEN;
  }

  /**
   * Takes what a source said at an attachment. Where it answered nothing to following before, this
   * is the first sight: the parties heard it, so what differs from it later is a change. Else it is
   * compared as any answer, and the events go behind that of the attachment. Dropped when following
   * was answered since this was asked, but not when that was its own first sight, which was
   * compared with nothing; and when no attachment of the debtor runs any more.
   *
   * @param periode in which the first turn falls of who is new at this source
   */
  @Transactional
  void verwerkOpgezocht(
      String bron, Duration periode, Vergelijker vergelijker, Opgezocht opgezocht) {
    Dossiersleutel dossier = opgezocht.dossier();
    Optional<Bsn> bsn = volgingen.bsnTotEinde(dossier);
    if (bsn.isEmpty()) {
      return;
    }
    volgingen.begin(dossier, bron, periode);
    Volging bekend = volgingen.vergrendel(dossier, bron).orElseThrow();
    boolean eerste = bekend.isEersteZichtSinds(opgezocht.gevraagd());
    Volging volging = eerste ? bekend.zonderFeiten() : bekend;
    if (volging.feiten() != null
        && (!opgezocht.gevraagd().isAfter(volging.gezien()) || isOnderweg(dossier, bron))) {
      // Which of the two is the later is not known, nor whether a notice on its way was told.
      volgingen.signaal(dossier, bron);
      return;
    }
    Vergeleken vergeleken =
        vergelijk(
            vergelijker,
            volging,
            bsn.get(),
            opgezocht.beslag(),
            opgezocht.antwoorden().get(bron),
            opgezocht.gekregen());
    volgingen.bewaarVanBeslag(
        volging,
        vergeleken.feiten(),
        vergeleken.veranderd(),
        opgezocht.beslag(),
        opgezocht.gekregen());
    if (eerste) {
      // What it said since is later, and differs perhaps.
      volgingen.signaal(dossier, bron);
    }
  }

  private boolean isOnderweg(Dossiersleutel dossier, String bron) {
    Instant vroegst = clock.instant().minus(ONDERWEG);
    return vertellingen.onderweg(dossier, bron).stream()
        .anyMatch(bericht -> bericht.tijdstip().isAfter(vroegst));
  }

  /** What is to be kept, whether it differs, and how many facts were told of it. */
  private record Vergeleken(String feiten, boolean veranderd, int aantal) {}

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
      return new Vergeleken(feiten, false, 0);
    }
    List<Verandering> veranderingen =
        vergelijker.vergelijk(volging.feiten(), antwoord, dag(moment), dag(volging.gezien()));
    Boolean geheim = geheimhouding.volgens(dossier);
    vertellingen.vergeetAfgewezen(dossier, volging.bron());
    int verteld = 0;
    for (Verandering verandering : veranderingen) {
      verteld += leidAf(volging, bsn, geheim, vraag, verandering) ? 1 : 0;
    }
    vertellingen.sluit(dossier, volging.bron(), vraag);
    if (veranderingen.stream().anyMatch(verandering -> verandering.regel().bvv())) {
      herbepalingen.vraag(dossier);
    }
    return new Vergeleken(feiten, !veranderingen.isEmpty(), verteld);
  }

  /** False when a notice told it already. */
  private boolean leidAf(
      Volging volging, Bsn bsn, Boolean geheim, BerichtId vraag, Verandering gezien) {
    Feit feit = new Feit(volging.dossier(), volging.bron(), gezien.feit());
    Optional<Laatste> laatste =
        vertellingen.laatste(feit).filter(l -> !vertellingen.isAfgewezen(l.bericht()));
    boolean ingetrokken = laatste.filter(l -> Kennisgevingen.isIntrekking(l.soort())).isPresent();
    // What was withdrawn has nothing to correct: it is told anew.
    Verandering verandering =
        ingetrokken && gezien.soort() == Verandering.Soort.CORRECTIE ? gezien.opnieuw() : gezien;
    List<Kennisgeving> keten = vertellingen.onbevestigd(feit);
    List<BerichtId> betreft = verwijstNaar(verandering, volging.dossier(), laatste, keten);
    Set<Oin> partijen = dossiers.partijen(volging.dossier());
    List<String> documenten =
        betreft.stream()
            .map(eerder -> document(volging, bsn, geheim, verandering, eerder, partijen))
            .toList();
    if (zegtAlles(keten, verandering)
        && keten.get(0).partijen().containsAll(partijen)
        && isVerteld(keten.get(0), volging.dossier(), verandering, documenten.get(0))) {
      meldVerteld(volging, vraag, verandering, keten.get(0).bericht());
      return false;
    }
    for (int i = 0; i < documenten.size(); i++) {
      afleidingen
          .voegToe(sleutel(volging, verandering, i), volging.dossier(), vraag, documenten.get(i))
          .ifPresent(
              id -> {
                // From here on it counts as told, so a notice that comes later may not go first.
                volgorde.houdVast(volging.dossier(), id);
                vertellingen.vertel(feit, id, verandering.type(), verandering.zegt(), partijen);
              });
    }
    return true;
  }

  private String document(
      Volging volging,
      Bsn bsn,
      Boolean geheim,
      Verandering verandering,
      BerichtId eerder,
      Set<Oin> partijen) {
    return new Afleidingsdocument(
            verandering.type(),
            volging.dossier(),
            verandering.datum(),
            partijen,
            eerder == null ? null : verandering.verwijzing(),
            eerder)
        .verschil(bsn, geheim, verandering);
  }

  /**
   * The events that this corrects or withdraws; null when it names none. A withdrawal names all
   * that notices left in force because they did not name what was told before them; a correction
   * names the oldest of these, which is what following told last.
   *
   * @param keten what notices told last, and the source did not confirm, the last one first
   */
  private List<BerichtId> verwijstNaar(
      Verandering verandering,
      Dossiersleutel dossier,
      Optional<Laatste> laatste,
      List<Kennisgeving> keten) {
    if (verandering.verwijzing() == null) {
      return Collections.singletonList(null);
    }
    List<BerichtId> betreft = new ArrayList<>();
    String nu = vertellingen.kenmerk(dossier, verandering.alles(false));
    boolean genoemd = false;
    for (Kennisgeving kennisgeving : keten) {
      boolean verteld = vertellingen.isGepubliceerd(kennisgeving.bericht());
      boolean intrekking = Kennisgevingen.isIntrekking(kennisgeving.soort());
      boolean zegtDit = betreft.isEmpty() && kennisgeving.kenmerk().equals(nu);
      if (verteld && !genoemd && !intrekking && !zegtDit) {
        betreft.add(kennisgeving.bericht());
      }
      // What a notice withdrew that the source did not confirm is withdrawn again, by its own id.
      genoemd = verteld && !intrekking && kennisgeving.verwijst();
    }
    if (!keten.isEmpty() && !genoemd) {
      voor(keten.get(keten.size() - 1)).ifPresent(betreft::add);
    }
    if (betreft.isEmpty()) {
      return Collections.singletonList(
          laatste
              .filter(l -> !Kennisgevingen.isIntrekking(l.soort()))
              .map(Laatste::bericht)
              .orElse(null));
    }
    return verandering.soort() == Verandering.Soort.EINDE
        ? betreft
        : List.of(betreft.get(betreft.size() - 1));
  }

  /** What was told before this notice, when that can be named. */
  private Optional<BerichtId> voor(Kennisgeving kennisgeving) {
    return Optional.ofNullable(kennisgeving.eerder())
        .filter(eerder -> !Kennisgevingen.isIntrekking(kennisgeving.eerderSoort()))
        .filter(eerder -> !vertellingen.isAfgewezen(eerder));
  }

  /**
   * Whether the last notice says all that notices told of this fact and the source did not confirm.
   * Those before it, and what following told before them, said how it was then, and the partners
   * heard it after these, unless one was on its way still or set apart and may have come later. Not
   * of a fact that can end: there an earlier notice is still in force.
   */
  private boolean zegtAlles(List<Kennisgeving> keten, Verandering verandering) {
    if (keten.isEmpty() || !keten.stream().allMatch(Kennisgeving::naEerder)) {
      return false;
    }
    List<Kennisgeving> eerdere = keten.subList(1, keten.size());
    return eerdere.isEmpty()
        || verandering.regel().feit() == null
            && eerdere.stream().map(Kennisgeving::bericht).allMatch(vertellingen::isZekerVerteld);
  }

  /**
   * Whether it is certain that this notice, the last one about the fact since the source was heard,
   * told the partners all of this: by an event of the same type that reached them, which names the
   * one before it where this one would, with an address to see where this one has it, and of a list
   * from where it was. Not of a rule that also tells what no field says, such as a child that turns
   * eighteen.
   */
  private boolean isVerteld(
      Kennisgeving gemeld, Dossiersleutel dossier, Verandering verandering, String document) {
    String alles = verandering.alles(Canoniek.lees(document).laatAdressenDoor());
    return gemeld.open()
        && verandering.regel().ook() == null
        && gemeld.soort().equals(verandering.type())
        && gemeld.kenmerk().equals(vertellingen.kenmerk(dossier, alles))
        && (verandering.verwijzing() == null || gemeld.verwijst() || gemeld.eerder() == null)
        && vertellingen.isGepubliceerd(gemeld.bericht());
  }

  private void meldVerteld(
      Volging volging, BerichtId vraag, Verandering verandering, BerichtId kennisgeving) {
    vertellingen.bevestig(kennisgeving);
    log.schrijf(
        new LogRegelBouwer(Stap.VASTGELEGD, vraag, clock.instant())
            .bron(volging.bron())
            .dossier(volging.dossier().value())
            .gebeurtenistype(verandering.type())
            .reden(
                "al-verteld",
                "de kennisgeving " + kennisgeving + " zei dit al; er komt geen gebeurtenis van")
            .bouw());
  }

  /** Keyed: the key of the object may be a number. */
  private String sleutel(Volging volging, Verandering verandering, int nummer) {
    String wat =
        String.join(
            "|",
            volging.bron(),
            keer(volging),
            verandering.type(),
            verandering.sleutel(),
            Integer.toString(nummer));
    return "volgen|" + vertellingen.kenmerk(volging.dossier(), wat);
  }

  /** Which change of this person at this source: of each following of him another one. */
  private static String keer(Volging volging) {
    return volging.reeks() == null
        ? Long.toString(volging.versie())
        : volging.reeks() + ":" + volging.versie();
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
}
