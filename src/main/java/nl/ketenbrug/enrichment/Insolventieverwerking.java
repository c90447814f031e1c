package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.ketenbrug.dossier.Herkenbaar;
import nl.ketenbrug.dossier.Herkenningen;
import nl.ketenbrug.dossier.Insolventies;
import nl.ketenbrug.dossier.Insolventies.Vraag;
import nl.ketenbrug.dossier.Insolventies.Zaak;
import nl.ketenbrug.dossier.Match;
import nl.ketenbrug.dossier.Matches;
import nl.ketenbrug.dossier.Matches.Verdwijning;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.dossier.Zaaksleutel;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes in a case, a removal, or a debtor. The copy, the matches it proposes and the facts that
 * follow are one transaction, and so is that it was asked: a crash leaves all of it or nothing, and
 * then it is asked again.
 */
@Component
class Insolventieverwerking {

  private static final Logger LOG = LoggerFactory.getLogger(Insolventieverwerking.class);
  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");
  private static final String CIR = "cir";
  private static final String EINDE_VINDBAARHEID = "Eindevindbaarheid";

  private final Insolventies insolventies;
  private final Herkenningen herkenningen;
  private final Matches matches;
  private final Insolventieverteller verteller;
  private final Matchvergelijker vergelijker;
  private final Meldingverwerking meldingen;
  private final InsolventieSettings settings;
  private final ToezichtSettings toezicht;
  private final Clock clock;

  Insolventieverwerking(
      Insolventies insolventies,
      Herkenningen herkenningen,
      Matches matches,
      Insolventieverteller verteller,
      Matchvergelijker vergelijker,
      Meldingverwerking meldingen,
      InsolventieSettings settings,
      ToezichtSettings toezicht,
      Clock clock) {
    this.insolventies = insolventies;
    this.herkenningen = herkenningen;
    this.matches = matches;
    this.verteller = verteller;
    this.vergelijker = vergelijker;
    this.meldingen = meldingen;
    this.settings = settings;
    this.toezicht = toezicht;
    this.clock = clock;
  }

  /**
   * Takes a list of everything there is: what it names is to be asked at quiet hours, and so is
   * each case that is kept and not on it. The register may have removed that one while nobody asked
   * what was removed.
   *
   * @param kenmerken publications, one of each case
   * @param stand moment of the register
   * @param beurt when it is asked again what changed
   */
  @Transactional
  void neemAlles(String bron, List<String> kenmerken, Instant stand, Instant beurt) {
    List<String> vragen = new ArrayList<>(kenmerken);
    for (Zaaksleutel zaak : insolventies.nietOpLijst(kenmerken)) {
      try {
        anderKenmerk(zaak, null).ifPresent(vragen::add);
      } catch (OnleesbareBewaring e) {
        LOG.error(
            "Zaak {} staat niet op de lijst en is niet te vragen: {}",
            zaak.value(),
            OnleesbareBewaring.CODE);
      }
    }
    insolventies.gewijzigdTot(bron, vragen, true, stand, beurt);
  }

  /**
   * Takes a good answer about one case.
   *
   * @param vraag under which publication the case was asked
   * @param bericht the message under which was asked, to which events go back
   * @param gevraagd when that was, of {@link Insolventies#moment}
   * @param antwoord canonical {@code Brongegevens}, {@code gevonden} or {@code niets-gevonden}
   * @return anything but {@code INGENOMEN} when it is to be asked again: something newer is known,
   *     or somebody was not told
   */
  @Transactional
  Bericht neem(String bron, Vraag vraag, BerichtId bericht, Instant gevraagd, Canoniek antwoord) {
    herkenningen.vergrendel();
    Optional<Canoniek> insolventie =
        antwoord.delen("/k:Brongegevens/k:Insolventie").stream().findFirst();
    Optional<Zaaksleutel> sleutel =
        insolventie
            .map(zaak -> insolventies.sleutel(zaak.verplicht("k:nummer")))
            .or(() -> insolventies.metPublicatie(vraag.kenmerk()));
    if (sleutel.isPresent()) {
      if (insolventies.isVerouderd(sleutel.get(), gevraagd)) {
        return Bericht.OUDER;
      }
      boolean ingenomen =
          insolventie.isEmpty()
              ? nietGevonden(bron, vraag, bericht, sleutel.get())
              : neem(bericht, gevraagd, sleutel.get(), insolventie.get());
      if (!ingenomen) {
        return Bericht.NIET_INGENOMEN;
      }
    }
    insolventies.beantwoord(bron, vraag);
    return Bericht.INGENOMEN;
  }

  /** What became of a case that the register gave, asked or by itself. */
  enum Bericht {
    INGENOMEN("zaak-ingenomen", "de zaak is ingenomen als was ernaar gevraagd"),
    OUDER(
        "ouder-antwoord",
        "er is al een later antwoord over deze zaak, of de zaak is verwijderd; nu volgt hieruit niets"),
    NAGEVRAAGD(
        "zaak-nagevraagd",
        "van deze zaak is al iets anders bekend; alleen het register zelf verandert dat, en daar wordt ernaar gevraagd"),
    NIET_INGENOMEN("zaak-niet-ingenomen", "niet over ieder kon verteld worden");

    final String code;
    final String uitleg;

    Bericht(String code, String uitleg) {
      this.code = code;
      this.uitleg = uitleg;
    }
  }

  /**
   * Takes a case that nobody asked for, as if it had been asked for when it came in. It may be of
   * long ago all the same, and nothing in it says so: it changes nothing that is known, and the
   * register is asked about it whatever it says. What was to be asked stays to be asked.
   *
   * @param binnen when it came in; a moment still to come counts as now
   */
  @Transactional
  Bericht neemBericht(String bron, BerichtId bericht, Instant binnen, Canoniek insolventie) {
    herkenningen.vergrendel();
    Zaaksleutel sleutel = insolventies.sleutel(insolventie.verplicht("k:nummer"));
    vraagNa(bron, sleutel, insolventie);
    Instant nu = insolventies.moment();
    Instant gevraagd = binnen.isAfter(nu) ? nu : binnen;
    if (insolventies.isIngehaald(sleutel, gevraagd)) {
      return Bericht.OUDER;
    }
    if (verandert(sleutel, insolventie)) {
      return Bericht.NAGEVRAAGD;
    }
    return neem(bericht, gevraagd, sleutel, insolventie)
        ? Bericht.INGENOMEN
        : Bericht.NIET_INGENOMEN;
  }

  /** Under a publication that we know the case by, if any: the register may not know this one. */
  private void vraagNa(String bron, Zaaksleutel sleutel, Canoniek insolventie) {
    bekendKenmerk(sleutel)
        .or(
            () ->
                insolventie.teksten("k:publicatie/k:kenmerk").stream()
                    .reduce((eerste, laatste) -> laatste))
        .ifPresent(kenmerk -> insolventies.vraag(bron, kenmerk));
  }

  private Optional<String> bekendKenmerk(Zaaksleutel sleutel) {
    try {
      return anderKenmerk(sleutel, null);
    } catch (OnleesbareBewaring e) {
      return Optional.empty();
    }
  }

  /**
   * Whether a case that nobody asked for says something else than is known of it: than is kept, or
   * than that it disappeared. That its last day is over is such a thing too.
   */
  private boolean verandert(Zaaksleutel sleutel, Canoniek insolventie) {
    return insolventies.versie(sleutel).isEmpty()
        ? !matches.van(sleutel).isEmpty()
        : isWeg(insolventie) || !isGelijk(sleutel, insolventie);
  }

  private boolean neem(BerichtId bericht, Instant gevraagd, Zaaksleutel sleutel, Canoniek zaak) {
    if (isWeg(zaak)) {
      if (insolventies.versie(sleutel).isPresent()) {
        verwijder(sleutel, isVoorbij(zaak), bericht);
      }
      return true;
    }
    return neem(sleutel, bericht, gevraagd, zaak);
  }

  /** Of an organisation nothing is kept: no debtor of whom the number is kept is one. */
  private boolean isWeg(Canoniek zaak) {
    return isVoorbij(zaak) || zaak.delen("k:kenmerken[k:natuurlijkPersoon = 'true']").isEmpty();
  }

  private boolean isVoorbij(Canoniek zaak) {
    LocalDate tot = vindbaarTot(zaak);
    return tot != null && tot.isBefore(vandaag());
  }

  /**
   * One publication may be gone while the case goes on: it is gone when it is found under none of
   * those that we know.
   *
   * @return false when it is not known how else to ask
   */
  private boolean nietGevonden(String bron, Vraag vraag, BerichtId bericht, Zaaksleutel zaak) {
    try {
      Optional<String> ander = anderKenmerk(zaak, vraag.kenmerk());
      if (ander.isPresent()) {
        insolventies.nietOnder(zaak, vraag.kenmerk());
        insolventies.vraagOok(bron, vraag, ander.get());
      } else {
        verwijder(zaak, insolventies.isVervallen(zaak, vandaag()), bericht);
      }
      return true;
    } catch (OnleesbareBewaring e) {
      LOG.error(
          "Zaak {} is zo niet gevonden en niet anders te vragen: {}",
          zaak.value(),
          OnleesbareBewaring.CODE);
      return false;
    }
  }

  /**
   * A publication under which the register may still know a case that is kept: the last one.
   *
   * @param behalve another one than this, or null
   * @throws OnleesbareBewaring when there is one, and the case does not open
   */
  private Optional<String> anderKenmerk(Zaaksleutel zaak, String behalve) {
    Set<String> over = new HashSet<>(insolventies.publicaties(zaak));
    if (behalve != null) {
      over.remove(insolventies.publicatie(behalve));
    }
    if (over.isEmpty()) {
      return Optional.empty();
    }
    return insolventies
        .zaak(zaak)
        .map(Zaak::inhoud)
        .flatMap(
            inhoud ->
                Canoniek.lees(inhoud).teksten("/k:Insolventie/k:publicatie/k:kenmerk").stream()
                    .filter(kenmerk -> over.contains(insolventies.publicatie(kenmerk)))
                    .reduce((eerste, laatste) -> laatste));
  }

  private boolean neem(
      Zaaksleutel sleutel, BerichtId vraag, Instant gevraagd, Canoniek insolventie) {
    Optional<Long> vorige = insolventies.versie(sleutel);
    // A case that was removed and comes back goes on above what it had.
    long versie =
        vorige.orElseGet(() -> ChronoUnit.MICROS.between(Instant.EPOCH, gevraagd))
            + (isGelijk(sleutel, insolventie) ? 0 : 1);
    Zaak zaak = new Zaak(sleutel, versie, insolventie.xml());
    insolventies.bewaar(
        zaak, insolventie.teksten("k:publicatie/k:kenmerk"), gevraagd, vindbaarTot(insolventie));
    matches.vergeetUitgesteld(sleutel);
    Herkenbaar wie = Herkenner.kenmerken(insolventie.delen("k:kenmerken").get(0));
    herkenningen.bewaar(sleutel, CIR, wie);

    vergelijker.zaak(sleutel, CIR, wie, vraag);
    boolean heel = true;
    for (Match match : matches.van(sleutel)) {
      heel &= !match.isZeker() || gaatOpen(match, () -> verteller.vertel(match, zaak, vraag));
    }
    return heel;
  }

  /** One debtor who does not open holds up nothing for the others; nothing of it is done then. */
  private static boolean gaatOpen(Match match, Runnable taak) {
    try {
      taak.run();
      return true;
    } catch (OnleesbareBewaring e) {
      LOG.error("Match {} is niet te verwerken: {}", match.id(), OnleesbareBewaring.CODE);
      return false;
    }
  }

  /** Whether this is what is kept, but for when and under which message it was asked. */
  private boolean isGelijk(Zaaksleutel sleutel, Canoniek insolventie) {
    try {
      return insolventies
          .zaak(sleutel)
          .filter(zaak -> Canoniek.lees(zaak.inhoud()).delen("/*").get(0).isGelijk(insolventie))
          .isPresent();
    } catch (OnleesbareBewaring e) {
      LOG.warn("Zaak {} ging niet open en wordt vervangen", sleutel.value());
      return false;
    }
  }

  /**
   * The register took a case away; what is kept of it goes at once. One that is kept under another
   * number is asked: that its publication is named is no reason to take it away.
   *
   * @param kenmerk a publication of the case, or null
   * @param vraag the message under which was asked
   */
  @Transactional
  void verwijder(String bron, String nummer, String kenmerk, String reden, BerichtId vraag) {
    herkenningen.vergrendel();
    Zaaksleutel zaak = insolventies.sleutel(nummer);
    if (kenmerk != null
        && insolventies.versie(zaak).isEmpty()
        && insolventies.metPublicatie(kenmerk).isPresent()) {
      insolventies.vraag(bron, kenmerk);
    }
    verwijder(zaak, EINDE_VINDBAARHEID.equals(reden), vraag);
  }

  /**
   * The last day on which the register shows the case is over: it may not be kept longer, also when
   * the register does not tell so.
   */
  @Transactional
  void vervalt(Zaaksleutel zaak) {
    herkenningen.vergrendel();
    // An answer may have said otherwise since the day was looked at.
    if (insolventies.isVervallen(zaak, vandaag())) {
      verwijder(zaak, true, null);
    }
  }

  /**
   * Tells after all that a case disappeared, where that did not succeed then.
   *
   * @throws OnleesbareBewaring when it does not succeed now either
   */
  @Transactional
  void vertelAlsnog(Verdwijning verdwijning) {
    herkenningen.vergrendel();
    if (!matches.neemUitgesteld(verdwijning)) {
      return;
    }
    matches.van(verdwijning.dossier()).stream()
        .filter(match -> match.zaak().equals(verdwijning.zaak()))
        .forEach(
            match ->
                verteller.verdween(
                    match,
                    verdwijning.versie(),
                    verdwijning.eindeVindbaarheid(),
                    verdwijning.oorzaak()));
  }

  private void verwijder(Zaaksleutel sleutel, boolean eindeVindbaarheid, BerichtId vraag) {
    herkenningen.vergrendel();
    Optional<Long> versie = insolventies.versie(sleutel);
    if (versie.isPresent()) {
      for (Match match : matches.van(sleutel)) {
        if (!gaatOpen(
            match, () -> verteller.verdween(match, versie.get(), eindeVindbaarheid, vraag))) {
          matches.stoptNietMeer(match);
          matches.stelUit(
              new Verdwijning(match.dossier(), sleutel, versie.get(), eindeVindbaarheid, vraag));
        }
        matches.verdween(match);
      }
      herkenningen.wis(sleutel);
    }
    // Also when it is not kept: an answer from before the removal may be on its way.
    insolventies.wis(sleutel);
  }

  /** Null when the register does not say, or not which day. */
  private static LocalDate vindbaarTot(Canoniek insolventie) {
    return insolventie
        .tekst("k:eindeVindbaarheid[. castable as xs:date]/string()")
        .map(LocalDate::parse)
        .orElse(null);
  }

  /**
   * Keeps by what a debtor can be recognised, and looks whether a case may be about him.
   *
   * @param persoon canonical {@code Persoon} as the BRP gave it
   * @param oorzaak the message under which the BRP was asked
   */
  @Transactional
  void onthoud(Dossiersleutel dossier, Canoniek persoon, BerichtId oorzaak) {
    boolean herkent = settings.aan() || toezicht.aan();
    if (!herkent && !meldingen.kent(dossier)) {
      // The lock is one for all debtors: where nothing is compared nobody waits for it.
      return;
    }
    herkenningen.vergrendel();
    Herkenbaar wie = Herkenner.persoon(persoon);
    // Kept first: with it stands whether the address of who is told about is secret.
    boolean bewaard = herkent && herkenningen.bewaar(dossier, wie);
    meldingen.schuldenaarBekend(dossier, oorzaak);
    if (bewaard) {
      vergelijker.schuldenaar(dossier, wie, oorzaak);
    }
  }

  private LocalDate vandaag() {
    return LocalDate.ofInstant(clock.instant(), NEDERLAND);
  }
}
