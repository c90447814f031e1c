package nl.ketenbrug.enrichment;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.ketenbrug.dossier.Match;
import nl.ketenbrug.dossier.Matches;
import nl.ketenbrug.dossier.Matches.Verteld;
import nl.ketenbrug.dossier.Registerzaken;
import nl.ketenbrug.dossier.Registerzaken.Feit;
import nl.ketenbrug.dossier.Registerzaken.Registerzaak;
import nl.ketenbrug.dossier.Zaaksleutel;
import nl.ketenbrug.dossier.Zaakstanden;
import nl.ketenbrug.dossier.Zaakstanden.Zaakstand;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.stereotype.Component;

/**
 * Makes events of the facts of a case that is certainly about a debtor: each once and in the order
 * of the source, a change of what was told, and a withdrawal of what is not there any more. Keeps
 * what of it holds now. Within the transaction of who calls.
 */
@Component
class Meldingverteller {

  /** An engine may have been out, and the term may have run out meanwhile. */
  private static final Period NA_TE_VERTELLEN = Period.ofDays(31);

  private final Matches matches;
  private final Matchverhalen verhalen;
  private final Registerzaken zaken;
  private final Zaakstanden standen;

  Meldingverteller(
      Matches matches, Matchverhalen verhalen, Registerzaken zaken, Zaakstanden standen) {
    this.matches = matches;
    this.verhalen = verhalen;
    this.zaken = zaken;
    this.standen = standen;
  }

  /**
   * Brings what was told up to what the source says now.
   *
   * @param oorzaak the message or judgement that it follows from
   */
  void vertel(Match match, Registerzaak zaak, BerichtId oorzaak) {
    Verhaal verhaal = new Verhaal(match, zaak.versie(), oorzaak);
    Map<String, Verteld> eerder = new LinkedHashMap<>();
    matches.verteld(match).forEach(v -> eerder.put(v.publicatie() + v.type(), v));
    Set<String> blijft = new HashSet<>();
    zaak.feiten().forEach(feit -> blijft.add(feit.kenmerk() + feit.type()));
    eerder.forEach(
        (sleutel, verteld) -> {
          // A change is of its measure: it goes with it, and otherwise stays true.
          boolean staat =
              Registertypen.isWijziging(verteld.type())
                  ? zaak.feiten().stream()
                      .anyMatch(
                          feit -> Registertypen.isZelfdeMaatregel(feit.type(), verteld.type()))
                  : blijft.contains(sleutel);
          if (!staat) {
            verhaal.trekIn(Registertypen.intrekking(verteld.type()), verteld);
          }
        });
    boolean loopt = Zaakloop.van(zaak.feiten()).stream().anyMatch(een -> !een.beeindigd());
    for (Feit feit : zaak.feiten()) {
      Verteld verteld = eerder.get(feit.kenmerk() + feit.type());
      if (verteld == null) {
        verhaal.vertel(feit);
      } else {
        verhaal.vertelWijziging(feit, verteld, loopt);
      }
    }
    zetStand(match.dossier(), zaak.traject());
  }

  /** What was taken for certain turns out to be about somebody else. */
  void nietDeze(Match match, Registerzaak zaak, BerichtId oorzaak) {
    Verhaal verhaal = new Verhaal(match, 0, oorzaak);
    matches.verteld(match).forEach(v -> verhaal.trekIn(Registertypen.anderPersoon(v.type()), v));
    zetStand(match.dossier(), zaak.traject(), match);
  }

  /**
   * Brings up to date what holds of a traject in a dossier: of all cases in it that are about this
   * debtor, by number and by judgement.
   */
  void zetStand(Dossiersleutel dossier, Zaaksleutel traject) {
    zetStand(dossier, traject, null);
  }

  /**
   * @param behalve a match that is none any more, or null
   */
  private void zetStand(Dossiersleutel dossier, Zaaksleutel traject, Match behalve) {
    List<Feit> feiten = new ArrayList<>();
    Map<String, BerichtId> verteld = new HashMap<>();
    for (Registerzaak zaak : zaken.inTraject(traject)) {
      List<Match> zeker =
          matches.van(zaak.zaak()).stream()
              .filter(match -> behalve == null || !match.id().equals(behalve.id()))
              .filter(match -> match.dossier().equals(dossier))
              // What was confirmed holds until somebody says it is about another.
              .filter(match -> match.isZeker() || match.opnieuw())
              .toList();
      if (!zeker.isEmpty()) {
        feiten.addAll(zaak.feiten());
        zeker.forEach(
            match ->
                matches
                    .verteld(match)
                    .forEach(v -> verteld.put(v.publicatie() + v.type(), v.bericht())));
      }
    }
    feiten.sort(Comparator.comparing(Feit::mutatie));
    LocalDate vandaag = LocalDate.parse(verhalen.vandaag());
    standen.zet(
        dossier,
        traject,
        Zaakloop.van(feiten).stream()
            // What ran out by itself stays until that can have been told.
            .filter(een -> !een.isVoorbij(een.loopAf() ? vandaag.minus(NA_TE_VERTELLEN) : vandaag))
            .map(
                een ->
                    new Zaakstand(
                        dossier,
                        een.soort(),
                        een.laatste(),
                        een.loopAf() ? verteld.get(een.feit().kenmerk() + een.feit().type()) : null,
                        een.object().xml()))
            .toList());
  }

  private static Canoniek feit(Feit feit) {
    return Canoniek.lees(feit.inhoud()).delen("/k:feit").get(0);
  }

  /** What follows for one dossier from one message or judgement. */
  private final class Verhaal {

    private final Match match;
    private final long versie;
    private final Matchverhaal feiten;

    Verhaal(Match match, long versie, BerichtId oorzaak) {
      this.match = match;
      this.versie = versie;
      this.feiten = verhalen.van(match, oorzaak);
    }

    void vertel(Feit feit) {
      String inhoud = Zaakloop.object(feit).xml();
      vertel(feit.kenmerk(), feit.type(), feit(feit).verplicht("k:datum"), inhoud);
    }

    private void vertel(String kenmerk, String type, String datum, String inhoud) {
      Verteld nieuw = new Verteld(kenmerk, type, null, inhoud, Set.of());
      leidAf(type, nieuw, null, null, datum)
          .ifPresent(
              id ->
                  matches.vertel(
                      match, new Verteld(kenmerk, type, id, inhoud, feiten.horenHet(nieuw))));
    }

    /**
     * @param loopt that something of the case still holds
     */
    void vertelWijziging(Feit feit, Verteld verteld, boolean loopt) {
      Canoniek oud = Canoniek.lees(verteld.inhoud()).delen("/*").get(0);
      Canoniek nieuw = Zaakloop.object(feit);
      List<String> wijzigingen = Registertypen.wijzigingen(feit.type(), oud, nieuw, loopt);
      for (String type : wijzigingen) {
        if (Registertypen.isCorrectie(type)) {
          Verteld beter =
              new Verteld(
                  feit.kenmerk(), feit.type(), verteld.bericht(), nieuw.xml(), verteld.partijen());
          leidAf(type, beter, "correctieVan", verteld.bericht(), feit(feit).verplicht("k:datum"));
        } else {
          // An event of its own, so that it is withdrawn with the rest when it is about another.
          vertel(
              matches.publicatie(feit.kenmerk() + "|" + versie),
              type,
              feit.mutatie().toString(),
              nieuw.xml());
        }
      }
      if (!oud.isGelijk(nieuw)) {
        // The id stays the first: who does not take corrections knows no other.
        matches.vertel(
            match,
            new Verteld(
                feit.kenmerk(),
                feit.type(),
                verteld.bericht(),
                nieuw.xml(),
                feiten.horenHet(verteld)));
      }
    }

    void trekIn(String type, Verteld verteld) {
      leidAf(type, verteld, "intrekkingVan", verteld.bericht(), verhalen.vandaag());
      matches.vergeet(match, verteld);
    }

    private java.util.Optional<BerichtId> leidAf(
        String type, Verteld over, String verwijzing, BerichtId eerder, String datum) {
      return feiten.leidAf(
          "melding|" + sleutel(type, over),
          type,
          datum,
          over,
          verwijzing,
          eerder,
          (document, wie) -> document.registerfeit(wie, over.inhoud()));
    }

    /** The same fact of the same state of the case, for the same match, has the same key. */
    private String sleutel(String type, Verteld over) {
      return Matchverhaal.sha256(
          String.join(
              "|",
              match.id().toString(),
              Long.toString(versie),
              String.valueOf(match.oordeel()),
              type,
              over.publicatie(),
              over.type()));
    }
  }
}
