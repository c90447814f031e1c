package nl.ketenbrug.enrichment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.ketenbrug.dossier.Insolventies.Zaak;
import nl.ketenbrug.dossier.Match;
import nl.ketenbrug.dossier.Matches;
import nl.ketenbrug.dossier.Matches.Inning;
import nl.ketenbrug.dossier.Matches.Verteld;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Oin;
import org.springframework.stereotype.Component;

/**
 * Makes facts of the publications of a case that a person confirmed: each once and in the order of
 * the register, and a withdrawal of what disappeared. Within the transaction of who calls.
 */
@Component
class Insolventieverteller {

  private static final String INGETROKKEN = "nl.insolventieregister.insolventie-ingetrokken";
  private static final String PUBLICATIE_WEG = "nl.insolventieregister.publicatie-verwijderd";
  private static final String PUBLICATIE_ANDERS = "nl.insolventieregister.publicatie-gecorrigeerd";
  private static final String ZAAK_WEG = "nl.insolventieregister.insolventie-verwijderd";
  private static final String ANDER_PERSOON = "nl.insolventieregister.match-ingetrokken";

  /** What then stops the collection: art. 33, 230 and 301 Fw. A conversion begins another kind. */
  private static final Map<String, String> BEGIN =
      Map.of(
          "nl.insolventieregister.faillissement-uitgesproken", "faillissement",
          "nl.insolventieregister.wsnp-uitgesproken", "schuldsanering",
          "nl.insolventieregister.wsnp-definitief", "schuldsanering",
          "nl.insolventieregister.wsnp-herleefd", "schuldsanering",
          "nl.insolventieregister.surseance-verleend", "surseance");

  /** What then does not stop it any more. */
  private static final Map<String, String> EINDE =
      Map.of(
          "nl.insolventieregister.faillissement-beeindigd", "faillissement",
          "nl.insolventieregister.faillissement-vernietigd", "faillissement",
          "nl.insolventieregister.wsnp-beeindigd", "schuldsanering",
          "nl.insolventieregister.surseance-beeindigd", "surseance");

  /**
   * Converted, in words that tell of the end only: what it becomes begins with it all the same, and
   * goes on as another case. 2354 tells of both.
   */
  private static final Map<String, String> OMGEZET =
      Map.of("1333", "schuldsanering", "3313", "faillissement");

  /** Transferred by another court: the first publication of the case with its new number. */
  private static final Set<String> OVERGENOMEN = Set.of("1329", "2350", "3316");

  /** Transferred to another court, where it goes on as another case. */
  private static final Set<String> OVERGEDRAGEN = Set.of("1334", "2355", "3314");

  private final Matches matches;
  private final Matchverhalen verhalen;

  Insolventieverteller(Matches matches, Matchverhalen verhalen) {
    this.matches = matches;
    this.verhalen = verhalen;
  }

  /** A publication that is an event of this type. */
  private record Publicatie(String kenmerk, String hash, String datum, String code, String type) {}

  /**
   * Brings what was told up to what the register says now.
   *
   * @param oorzaak the question or the judgement that it follows from
   */
  void vertel(Match match, Zaak zaak, BerichtId oorzaak) {
    new Verhaal(match, zaak.versie(), oorzaak).vertel(zaak.inhoud());
  }

  /**
   * The register took the case away.
   *
   * @param versie of the case that was taken away
   * @param eindeVindbaarheid that it is old enough; anything else takes back what was told
   */
  void verdween(Match match, long versie, boolean eindeVindbaarheid, BerichtId oorzaak) {
    List<Verteld> verteld = matches.verteld(match);
    if (!verteld.isEmpty()) {
      // Only then: who heard nothing need not open.
      Verhaal verhaal = new Verhaal(match, versie, oorzaak);
      if (eindeVindbaarheid) {
        verhaal.leidAf(ZAAK_WEG, verteld.get(verteld.size() - 1), null, verhalen.vandaag());
      } else {
        verteld.forEach(v -> verhaal.trekIn(ZAAK_WEG, v));
      }
      verteld.forEach(v -> matches.vergeet(match, v));
    }
    if (eindeVindbaarheid) {
      matches.stoptNietMeer(match);
    } else {
      matches.stopt(match, Inning.NIETS);
    }
  }

  /** What was confirmed turns out to be about somebody else. */
  void nietDeze(Match match, BerichtId oorzaak) {
    Verhaal verhaal = new Verhaal(match, 0, oorzaak);
    for (Verteld verteld : matches.verteld(match)) {
      verhaal.trekIn(ANDER_PERSOON, verteld);
      matches.vergeet(match, verteld);
    }
    matches.stopt(match, Inning.NIETS);
  }

  /** What follows for one dossier from one answer or judgement. */
  private final class Verhaal {

    private final Match match;
    private final long versie;
    private final BerichtId oorzaak;
    private final Matchverhaal feiten;

    Verhaal(Match match, long versie, BerichtId oorzaak) {
      this.match = match;
      this.versie = versie;
      this.oorzaak = oorzaak;
      this.feiten = verhalen.van(match, oorzaak);
    }

    void vertel(String inhoud) {
      Canoniek insolventie = Canoniek.lees(inhoud).delen("/k:Insolventie").get(0);
      List<Publicatie> nu = publicaties(insolventie);
      List<Verteld> eerder = matches.verteld(match);
      int intrekking = intrekking(nu);
      List<Publicatie> geldig = nu.subList(intrekking + 1, nu.size());
      Set<String> blijft = new HashSet<>();
      geldig.forEach(p -> blijft.add(p.hash() + p.type()));
      for (Verteld verteld : eerder) {
        if (!blijft.contains(verteld.publicatie() + verteld.type())) {
          boolean alles = nu.stream().anyMatch(p -> p.hash().equals(verteld.publicatie()));
          trekIn(alles && intrekking >= 0 ? INGETROKKEN : PUBLICATIE_WEG, verteld);
          matches.vergeet(match, verteld);
        }
      }
      for (Publicatie publicatie : geldig) {
        vertel(publicatie, inhoud);
      }
      matches.stopt(match, inning(insolventie, geldig));
    }

    private static Inning inning(Canoniek insolventie, List<Publicatie> geldig) {
      if (geldig.isEmpty()) {
        return Inning.NIETS;
      }
      String soort = insolventie.verplicht("k:soort");
      String stopt = stopt(soort, geldig);
      return new Inning(
          stopt,
          stopt != null && !stopt.equals(soort),
          insolventie.tekst("k:vorigNummer").orElse(null));
    }

    /**
     * What stops the collection after these publications; null when nothing does. Of a publication
     * that ends one kind and begins another, either order gives the same.
     *
     * @param soort of the case
     */
    private static String stopt(String soort, List<Publicatie> publicaties) {
      String loopt = null;
      for (Publicatie publicatie : publicaties) {
        if (OVERGENOMEN.contains(publicatie.code())) {
          loopt = soort;
        } else if (OMGEZET.containsKey(publicatie.code())) {
          loopt = OMGEZET.get(publicatie.code());
        } else if (OVERGEDRAGEN.contains(publicatie.code())) {
          loopt = null;
        } else if (BEGIN.containsKey(publicatie.type())) {
          loopt = BEGIN.get(publicatie.type());
        } else if (loopt != null && loopt.equals(EINDE.get(publicatie.type()))) {
          loopt = null;
        }
      }
      return loopt;
    }

    /**
     * The last publication that says that the case was wrongly entered: it takes back all before
     * it, and nobody has to hear of those who did not yet. Or -1.
     */
    private static int intrekking(List<Publicatie> publicaties) {
      int gevonden = -1;
      for (int i = 0; i < publicaties.size(); i++) {
        gevonden = publicaties.get(i).type().equals(INGETROKKEN) ? i : gevonden;
      }
      return gevonden;
    }

    private void vertel(Publicatie publicatie, String inhoud) {
      List<Verteld> verteld = matches.verteld(match);
      Optional<Verteld> zelf =
          verteld.stream()
              .filter(
                  v ->
                      v.publicatie().equals(publicatie.hash())
                          && v.type().equals(publicatie.type()))
              .findFirst();
      if (zelf.isPresent()) {
        corrigeer(publicatie, zelf.get(), inhoud);
        return;
      }
      Verteld nieuw = verteld(publicatie, oorzaak, inhoud, Set.of());
      leidAf(publicatie.type(), nieuw, publicatie.kenmerk(), null, null, publicatie.datum())
          .ifPresent(
              id -> matches.vertel(match, verteld(publicatie, id, inhoud, feiten.horenHet(nieuw))));
    }

    private void corrigeer(Publicatie publicatie, Verteld verteld, String inhoud) {
      String datum = datum(verteld, publicatie.kenmerk());
      if (datum.equals(publicatie.datum())) {
        return;
      }
      // The id stays the first: who does not take corrections knows no other.
      Verteld nieuw = verteld(publicatie, verteld.bericht(), inhoud, feiten.horenHet(verteld));
      leidAf(
              PUBLICATIE_ANDERS,
              nieuw,
              publicatie.kenmerk(),
              "correctieVan",
              verteld.bericht(),
              publicatie.datum())
          .ifPresent(id -> matches.vertel(match, nieuw));
    }

    private static Verteld verteld(
        Publicatie publicatie, BerichtId bericht, String inhoud, Set<Oin> partijen) {
      return new Verteld(publicatie.hash(), publicatie.type(), bericht, inhoud, partijen);
    }

    void trekIn(String type, Verteld verteld) {
      leidAf(type, verteld, verteld.bericht(), verhalen.vandaag());
    }

    void leidAf(String type, Verteld verteld, BerichtId ingetrokken, String datum) {
      Canoniek insolventie = Canoniek.lees(verteld.inhoud());
      String kenmerk =
          insolventie.teksten("//k:publicatie/k:kenmerk").stream()
              .filter(k -> matches.publicatie(k).equals(verteld.publicatie()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalStateException("Een vertelde publicatie staat niet in haar zaak"));
      leidAf(
          type, verteld, kenmerk, ingetrokken == null ? null : "intrekkingVan", ingetrokken, datum);
    }

    private Optional<BerichtId> leidAf(
        String type,
        Verteld over,
        String kenmerk,
        String verwijzing,
        BerichtId eerder,
        String datum) {
      return feiten.leidAf(
          "insolventie|" + sleutel(type, over),
          type,
          datum,
          over,
          verwijzing,
          eerder,
          (document, wie) -> document.publicatie(wie, kenmerk, over.inhoud()));
    }

    /** The same fact of the same state of the case and the same judgement has the same key. */
    private String sleutel(String type, Verteld over) {
      return Matchverhaal.sha256(
          String.join(
              "|",
              match.dossier().value(),
              match.zaak().value(),
              Long.toString(versie),
              String.valueOf(match.oordeel()),
              type,
              over.publicatie(),
              over.type()));
    }

    private List<Publicatie> publicaties(Canoniek insolventie) {
      List<Publicatie> gevonden = new ArrayList<>();
      for (Canoniek publicatie : insolventie.delen("k:publicatie")) {
        String kenmerk = publicatie.verplicht("k:kenmerk");
        for (String type : publicatie.teksten("k:gebeurtenistype")) {
          gevonden.add(
              new Publicatie(
                  kenmerk,
                  matches.publicatie(kenmerk),
                  publicatie.verplicht("k:datum"),
                  publicatie.verplicht("k:code"),
                  type));
        }
      }
      // The register does not promise an order; the sort leaves what it gives for one day.
      gevonden.sort(Comparator.comparing(Publicatie::datum));
      return gevonden;
    }

    private static String datum(Verteld verteld, String kenmerk) {
      return Canoniek.lees(verteld.inhoud()).delen("//k:publicatie").stream()
          .filter(p -> p.verplicht("k:kenmerk").equals(kenmerk))
          .map(p -> p.verplicht("k:datum"))
          .findFirst()
          .orElse("");
    }
  }
}
