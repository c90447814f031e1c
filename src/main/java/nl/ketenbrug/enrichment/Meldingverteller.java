package nl.ketenbrug.enrichment;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import nl.ketenbrug.dossier.Zaakverloop;
import nl.ketenbrug.enrichment.Zaakloop.Lopend;
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
          if (Zaakverloop.isVerstreken(verteld.type())) {
            // That follows from all cases of the traject together.
            return;
          }
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
    trekVerloopIn(zekere(match.dossier(), zaak.traject(), null), oorzaak);
    zetStand(match.dossier(), zaak.traject());
  }

  /** What was taken for certain turns out to be about somebody else. */
  void nietDeze(Match match, Registerzaak zaak, BerichtId oorzaak) {
    Verhaal verhaal = new Verhaal(match, 0, oorzaak);
    matches.verteld(match).forEach(v -> verhaal.trekIn(Registertypen.anderPersoon(v.type()), v));
    trekVerloopIn(zekere(match.dossier(), zaak.traject(), match), oorzaak);
    zetStand(match.dossier(), zaak.traject(), match);
  }

  /**
   * Tells what ended by itself, to who heard that it began: who did not, knows from what is open
   * until when it holds.
   */
  void verloopt(Dossiersleutel dossier, Zaaksleutel traject) {
    List<Zeker> zekere = zekere(dossier, traject, null);
    trekVerloopIn(zekere, null);
    LocalDate vandaag = vandaag();
    for (Lopend een : loop(zekere)) {
      if (een.loopAf()
          && een.isVoorbij(vandaag)
          && !een.isVoorbij(vandaag.minus(NA_TE_VERTELLEN))) {
        zekere.stream()
            .filter(zeker -> begin(zeker, een) != null && !verteldVerloop(zeker, een))
            .findFirst()
            .ifPresent(
                zeker ->
                    new Verhaal(zeker.match(), stand(zekere), null)
                        .verstrijk(een, begin(zeker, een)));
      }
    }
    zetStand(dossier, traject);
  }

  /** What was told to have ended by itself, and did not, or on another day. */
  private void trekVerloopIn(List<Zeker> zekere, BerichtId oorzaak) {
    LocalDate vandaag = vandaag();
    Set<String> waar = new HashSet<>();
    for (Lopend een : loop(zekere)) {
      if (een.loopAf() && een.isVoorbij(vandaag)) {
        waar.add(verloop(een) + Zaakverloop.verstreken(een.soort()));
      }
    }
    for (Zeker zeker : zekere) {
      zeker.verteld().values().stream()
          .filter(verteld -> Zaakverloop.isVerstreken(verteld.type()))
          .filter(verteld -> !waar.contains(verteld.publicatie() + verteld.type()))
          .forEach(
              verteld ->
                  new Verhaal(zeker.match(), stand(zekere), oorzaak)
                      .trekIn(Registertypen.intrekking(verteld.type()), verteld));
    }
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
    List<Zeker> zekere = zekere(dossier, traject, behalve);
    LocalDate vandaag = vandaag();
    standen.zet(
        dossier,
        traject,
        loop(zekere).stream()
            // What ran out by itself stays until that can have been told.
            .filter(een -> !een.isVoorbij(een.loopAf() ? vandaag.minus(NA_TE_VERTELLEN) : vandaag))
            .map(
                een ->
                    new Zaakstand(
                        dossier,
                        een.soort(),
                        een.laatste(),
                        een.loopAf() ? teVertellen(zekere, een) : null,
                        een.object().xml()))
            .toList());
  }

  /** A case that is certainly about the debtor, with what was told of it. */
  private record Zeker(Match match, Registerzaak zaak, Map<String, Verteld> verteld) {}

  private List<Zeker> zekere(Dossiersleutel dossier, Zaaksleutel traject, Match behalve) {
    List<Zeker> zekere = new ArrayList<>();
    for (Registerzaak zaak : zaken.inTraject(traject)) {
      matches.van(zaak.zaak()).stream()
          .filter(match -> behalve == null || !match.id().equals(behalve.id()))
          .filter(match -> match.dossier().equals(dossier))
          // What was confirmed holds until somebody says it is about another.
          .filter(match -> match.isZeker() || match.opnieuw())
          .forEach(
              match -> {
                Map<String, Verteld> verteld = new LinkedHashMap<>();
                matches.verteld(match).forEach(v -> verteld.put(v.publicatie() + v.type(), v));
                zekere.add(new Zeker(match, zaak, verteld));
              });
    }
    return zekere;
  }

  private static List<Lopend> loop(List<Zeker> zekere) {
    return Zaakloop.van(
        zekere.stream()
            .flatMap(zeker -> zeker.zaak().feiten().stream())
            .sorted(Comparator.comparing(Feit::mutatie))
            .toList());
  }

  /** The event that told the beginning, of what ends by itself and of which no end was told. */
  private BerichtId teVertellen(List<Zeker> zekere, Lopend een) {
    if (zekere.stream().anyMatch(zeker -> verteldVerloop(zeker, een))) {
      return null;
    }
    return zekere.stream()
        .map(zeker -> begin(zeker, een))
        .filter(Objects::nonNull)
        .map(Verteld::bericht)
        .findFirst()
        .orElse(null);
  }

  private static Verteld begin(Zeker zeker, Lopend een) {
    return zeker.verteld().get(een.feit().kenmerk() + een.feit().type());
  }

  private boolean verteldVerloop(Zeker zeker, Lopend een) {
    return zeker.verteld().containsKey(verloop(een) + Zaakverloop.verstreken(een.soort()));
  }

  /** Name of the end of this, on this day: a case that is corrected may end on another. */
  private String verloop(Lopend een) {
    return matches.publicatie(een.feit().kenmerk() + "|" + een.laatste());
  }

  /** Another after each message in the traject. */
  private static long stand(List<Zeker> zekere) {
    return zekere.stream().mapToLong(zeker -> zeker.zaak().versie()).sum();
  }

  private LocalDate vandaag() {
    return LocalDate.parse(verhalen.vandaag());
  }

  /** What is attached to a beginning and its end: ADR 0024. */
  private static String artikel(String soort) {
    return switch (soort) {
      case "moratorium" -> "art. 5 Wgs, art. 287 lid 4 of art. 287b Fw";
      case "bewind" -> "art. 1:449 BW";
      case "curatele" -> "art. 1:389 BW";
      default -> "geen wettelijke termijn";
    };
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

    /** It held up to and including its last day. */
    void verstrijk(Lopend een, Verteld begin) {
      String type = Zaakverloop.verstreken(een.soort());
      LocalDate dag = een.laatste().plusDays(1);
      String inhoud = een.object().xml();
      Verteld nieuw = new Verteld(verloop(een), type, null, inhoud, begin.partijen());
      feiten
          .leidAf(
              // What was taken back may come true again without another message.
              "verstreken|" + sleutel(type, nieuw) + "|" + verhalen.vandaag(),
              type,
              dag.toString(),
              begin.partijen(),
              null,
              null,
              (document, wie) ->
                  document.termijn(
                      wie.bsn(),
                      List.of(),
                      een.soort(),
                      begin.bericht(),
                      dag,
                      artikel(een.soort())))
          .ifPresent(
              id ->
                  matches.vertel(
                      match, new Verteld(nieuw.publicatie(), type, id, inhoud, begin.partijen())));
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
