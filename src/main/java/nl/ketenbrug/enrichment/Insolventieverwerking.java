package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.ketenbrug.dossier.Herkenbaar;
import nl.ketenbrug.dossier.Herkenningen;
import nl.ketenbrug.dossier.Herkenningsregel;
import nl.ketenbrug.dossier.Insolventies;
import nl.ketenbrug.dossier.Insolventies.Vraag;
import nl.ketenbrug.dossier.Insolventies.Zaak;
import nl.ketenbrug.dossier.Match;
import nl.ketenbrug.dossier.Match.Graad;
import nl.ketenbrug.dossier.Matches;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.dossier.Vergelijking;
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
  private static final String EINDE_VINDBAARHEID = "Eindevindbaarheid";

  private final Insolventies insolventies;
  private final Herkenningen herkenningen;
  private final Matches matches;
  private final Insolventieverteller verteller;
  private final Matchmelder melder;
  private final InsolventieSettings settings;
  private final Clock clock;

  Insolventieverwerking(
      Insolventies insolventies,
      Herkenningen herkenningen,
      Matches matches,
      Insolventieverteller verteller,
      Matchmelder melder,
      InsolventieSettings settings,
      Clock clock) {
    this.insolventies = insolventies;
    this.herkenningen = herkenningen;
    this.matches = matches;
    this.verteller = verteller;
    this.melder = melder;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Takes a good answer about one case.
   *
   * @param vraag under which publication the case was asked
   * @param bericht the message under which was asked, to which events go back; its moment is when
   * @param antwoord canonical {@code Brongegevens}, {@code gevonden} or {@code niets-gevonden}
   */
  @Transactional
  void neem(String bron, Vraag vraag, BerichtId bericht, Canoniek antwoord) {
    herkenningen.vergrendel();
    Optional<Canoniek> insolventie =
        antwoord.delen("/k:Brongegevens/k:Insolventie").stream().findFirst();
    Optional<Zaaksleutel> sleutel =
        insolventie
            .map(zaak -> insolventies.sleutel(zaak.verplicht("k:nummer")))
            .or(() -> insolventies.metPublicatie(vraag.kenmerk()));
    if (sleutel.isPresent() && insolventies.isVerouderd(sleutel.get(), bericht.tijdstip())) {
      insolventies.vraagOpnieuw(bron, vraag);
      return;
    }
    insolventies.beantwoord(bron, vraag);
    if (sleutel.isEmpty()) {
      return;
    }
    Optional<Canoniek> vanPersoon =
        insolventie.filter(
            zaak -> !zaak.delen("k:kenmerken[k:natuurlijkPersoon = 'true']").isEmpty());
    if (vanPersoon.isPresent()) {
      neem(sleutel.get(), bericht, vanPersoon.get());
    } else if (insolventies.versie(sleutel.get()).isPresent()) {
      // Of an organisation nothing is kept: no debtor of whom the number is kept is one.
      verwijder(sleutel.get(), false, bericht);
    }
  }

  private void neem(Zaaksleutel sleutel, BerichtId vraag, Canoniek insolventie) {
    Optional<Zaak> vorige = insolventies.zaak(sleutel);
    boolean anders =
        vorige.isEmpty()
            || !gelijk(Canoniek.lees(vorige.get().inhoud()).delen("/*").get(0), insolventie);
    // A case that was removed and comes back goes on above what it had.
    long versie = vorige.map(Zaak::versie).orElseGet(clock::millis) + (anders ? 1 : 0);
    Zaak zaak = new Zaak(sleutel, versie, insolventie.xml());
    insolventies.bewaar(
        zaak,
        insolventie.teksten("k:publicatie/k:kenmerk"),
        vraag.tijdstip(),
        vindbaarTot(insolventie));
    Herkenbaar wie = Herkenner.kenmerken(insolventie.delen("k:kenmerken").get(0));
    herkenningen.bewaar(sleutel, wie);

    Map<Dossiersleutel, Match> bekend = new HashMap<>();
    matches.van(sleutel).forEach(match -> bekend.put(match.dossier(), match));
    List<Match> nieuw = new ArrayList<>();
    for (Herkenningen.Schuldenaar schuldenaar : herkenningen.schuldenaren(wie)) {
      Match match = bekend.remove(schuldenaar.dossier());
      vergelijk(schuldenaar.dossier(), sleutel, match, schuldenaar.wie(), wie)
          .ifPresent(nieuw::add);
    }
    for (Match match : bekend.values()) {
      try {
        Herkenbaar schuldenaar = herkenningen.van(match.dossier()).orElse(Herkenbaar.ONBEKEND);
        vergelijk(match.dossier(), sleutel, match, schuldenaar, wie);
      } catch (OnleesbareBewaring e) {
        LOG.warn("Een match is niet opnieuw vergeleken: {}", OnleesbareBewaring.CODE);
      }
    }
    matches.van(sleutel).stream()
        .filter(Match::isZeker)
        .forEach(match -> verteller.vertel(match, zaak, vraag));
    melder.meld(nieuw, vraag);
  }

  /**
   * The register took a case away; what is kept of it goes at once.
   *
   * @param vraag the message under which was asked
   */
  @Transactional
  void verwijder(String nummer, String reden, BerichtId vraag) {
    verwijder(insolventies.sleutel(nummer), EINDE_VINDBAARHEID.equals(reden), vraag);
  }

  /**
   * The last day on which the register shows the case is over: it may not be kept longer, also when
   * the register does not tell so.
   */
  @Transactional
  void vervalt(Zaaksleutel zaak) {
    verwijder(zaak, true, null);
  }

  private void verwijder(Zaaksleutel sleutel, boolean eindeVindbaarheid, BerichtId vraag) {
    herkenningen.vergrendel();
    Optional<Long> versie = insolventies.versie(sleutel);
    if (versie.isPresent()) {
      for (Match match : matches.van(sleutel)) {
        verteller.verdween(match, versie.get(), eindeVindbaarheid, vraag);
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
    if (!settings.aan()) {
      return;
    }
    herkenningen.vergrendel();
    Herkenbaar wie = Herkenner.persoon(persoon);
    if (!herkenningen.bewaar(dossier, wie)) {
      return;
    }
    Map<Zaaksleutel, Match> bekend = new HashMap<>();
    matches.van(dossier).forEach(match -> bekend.put(match.zaak(), match));
    List<Match> nieuw = new ArrayList<>();
    for (Herkenningen.Persoon ander : herkenningen.personen(wie)) {
      Match match = bekend.remove(ander.zaak());
      vergelijk(dossier, ander.zaak(), match, wie, ander.wie()).ifPresent(nieuw::add);
    }
    for (Match match : bekend.values()) {
      try {
        // Of a case that the register does not know there is nothing to compare with.
        herkenningen
            .van(match.zaak())
            .ifPresent(ander -> vergelijk(dossier, match.zaak(), match, wie, ander));
      } catch (OnleesbareBewaring e) {
        LOG.warn("Een match is niet opnieuw vergeleken: {}", OnleesbareBewaring.CODE);
      }
    }
    melder.meld(nieuw, oorzaak);
  }

  /**
   * @param gezien of the data that was judged, see {@link Matches#gezien}
   * @return the case
   * @throws Matchbeheer.Afwijzing when one of the two sides is gone, or they are others now
   */
  Zaak controleer(Match match, String gezien) {
    Zaak zaak = insolventies.zaak(match.zaak()).orElseThrow(Matchbeheer::onbekend);
    Herkenbaar schuldenaar = herkenningen.van(match.dossier()).orElseThrow(Matchbeheer::onbekend);
    Herkenbaar persoon = herkenningen.van(match.zaak()).orElseThrow(Matchbeheer::onbekend);
    if (!matches.gezien(match, schuldenaar, persoon, zaak.versie()).equals(gezien)) {
      throw new Matchbeheer.Afwijzing(
          "match-veranderd",
          "De gegevens zijn veranderd, of er is over geoordeeld, sinds u ze zag. Kijk opnieuw.");
    }
    return zaak;
  }

  /**
   * Takes a judgement of which it is on record that it was asked.
   *
   * @param gezien of the data that was judged
   * @throws Matchbeheer.Afwijzing when there is no such match, or its data are others now
   */
  @Transactional
  Match beoordeel(BerichtId id, BerichtId oordeel, boolean bevestigd, String gezien, String wie) {
    herkenningen.vergrendel();
    Match match = matches.vergrendel(id).orElseThrow(Matchbeheer::onbekend);
    Zaak zaak = controleer(match, gezien);
    melder.beoordeeld(match, oordeel, bevestigd, wie);
    Graad graad = bevestigd ? Graad.ZEKER : Graad.AFGEWEZEN;
    if (graad == match.graad()) {
      return match;
    }
    matches.beoordeel(match, graad, oordeel);
    Match beoordeeld = matches.een(id).orElseThrow(Matchbeheer::onbekend);
    if (bevestigd) {
      verteller.vertel(beoordeeld, zaak, oordeel);
    } else {
      verteller.nietDeze(beoordeeld, oordeel);
    }
    return beoordeeld;
  }

  /**
   * @param match as it is known, or null
   * @return the match when it is new
   */
  private Optional<Match> vergelijk(
      Dossiersleutel dossier,
      Zaaksleutel zaak,
      Match match,
      Herkenbaar schuldenaar,
      Herkenbaar persoon) {
    Vergelijking vergeleken = Herkenningsregel.vergelijk(schuldenaar, persoon);
    boolean mogelijk = Herkenningsregel.isMogelijk(vergeleken);
    String kenmerk = matches.kenmerk(schuldenaar, persoon);
    if (match == null) {
      return mogelijk
          ? matches.stelVoor(dossier, zaak, vergeleken, kenmerk).flatMap(matches::een)
          : Optional.empty();
    }
    if (mogelijk) {
      matches.vergelijkOpnieuw(match, vergeleken, kenmerk);
    } else {
      matches.kloptNietMeer(match, vergeleken, kenmerk);
    }
    return Optional.empty();
  }

  /** Equal but for when and under which message it was asked. */
  private static boolean gelijk(Canoniek een, Canoniek ander) {
    return velden(een).equals(velden(ander));
  }

  private static List<String> velden(Canoniek insolventie) {
    return insolventie.teksten("k:*[not(self::k:herkomst)]//text()/concat(local-name(..), '=', .)");
  }
}
