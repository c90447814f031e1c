package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.ketenbrug.dossier.Herkenbaar;
import nl.ketenbrug.dossier.Herkenningen;
import nl.ketenbrug.dossier.Insolventies;
import nl.ketenbrug.dossier.Insolventies.Zaak;
import nl.ketenbrug.dossier.Match;
import nl.ketenbrug.dossier.Match.Graad;
import nl.ketenbrug.dossier.Matches;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.dossier.Registerzaken;
import nl.ketenbrug.dossier.Registerzaken.Registerzaak;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Matches for who judges them: what is to be judged, both sides of one, and the judgement. Looking
 * is on record before it happens, and so is that somebody asks to take a judgement; what became of
 * that stands behind it under the same id.
 */
@Component
public class Matchbeheer {

  private static final Logger LOG = LoggerFactory.getLogger(Matchbeheer.class);
  private static final String INSTANTIE =
      "k:Bewind/k:rechtbank | k:Schuldhulp/k:organisatie/k:naam";

  private final Matches matches;
  private final Herkenningen herkenningen;
  private final Insolventies insolventies;
  private final Registerzaken registerzaken;
  private final Matchbeoordeling beoordeling;
  private final Matchmelder melder;
  private final Berichtenlog log;
  private final Clock clock;

  Matchbeheer(
      Matches matches,
      Herkenningen herkenningen,
      Insolventies insolventies,
      Registerzaken registerzaken,
      Matchbeoordeling beoordeling,
      Matchmelder melder,
      Berichtenlog log,
      Clock clock) {
    this.matches = matches;
    this.herkenningen = herkenningen;
    this.insolventies = insolventies;
    this.registerzaken = registerzaken;
    this.beoordeling = beoordeling;
    this.melder = melder;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Both sides of a match.
   *
   * @param gezien keyed hash of all that is in here, which a judgement on it names
   * @param schuldenaar as the BRP last said
   * @param persoon as the register last said
   * @param nummer of the case
   * @param vorigNummer of the case that it follows, or null
   * @param soort of the case: what the register keeps it as
   * @param instantie the court, or who gives debt help; null when the register does not say
   */
  public record Dossier(
      Match match,
      String gezien,
      Herkenbaar schuldenaar,
      Herkenbaar persoon,
      String nummer,
      String vorigNummer,
      String soort,
      String instantie,
      List<Publicatie> publicaties) {}

  /**
   * @param code of the register; null when it has none
   * @param gebeurtenissen types of the events that it becomes, without prefix
   */
  public record Publicatie(String datum, String code, List<String> gebeurtenissen) {}

  /**
   * @param nietTeOpenen matches of which a side does not open with the secret of this installation
   * @param volgende the last id that was read when there may be more, or null
   */
  public record Bladzijde(
      List<Dossier> dossiers, List<BerichtId> nietTeOpenen, BerichtId volgende) {}

  /** Why a judgement was not taken. */
  public static final class Afwijzing extends RuntimeException {
    private final String code;

    Afwijzing(String code, String uitleg) {
      super(uitleg);
      this.code = code;
    }

    /** {@code match-onbekend} or {@code match-veranderd}. */
    public String code() {
      return code;
    }
  }

  /**
   * The judgement was taken and counts, and that it was asked is on record; that it was taken is
   * not.
   */
  public static final class UitkomstNietVastgelegd extends RuntimeException {
    UitkomstNietVastgelegd(Exception oorzaak) {
      super("Het oordeel is genomen, maar dat staat niet in het log", oorzaak);
    }
  }

  /** Debtors who cannot be recognised, because nothing is kept of them. */
  public long nietTeHerkennen() {
    return herkenningen.zonderGegevens();
  }

  public long open() {
    return matches.open();
  }

  /**
   * A page of matches, both sides of each, after that was put on record.
   *
   * @param na the last id of the page before, or null
   * @param wie who looks
   */
  public Bladzijde lijst(Graad graad, BerichtId na, int hoogstens, String wie) {
    List<Match> gevonden = matches.lijst(graad, na, hoogstens);
    List<Dossier> dossiers = new ArrayList<>();
    List<BerichtId> nietTeOpenen = new ArrayList<>();
    for (Match match : gevonden) {
      try {
        dossier(match).ifPresent(dossiers::add);
      } catch (OnleesbareBewaring e) {
        nietTeOpenen.add(match.id());
      }
    }
    dossiers.forEach(dossier -> ingezien(dossier.match(), wie));
    return new Bladzijde(
        dossiers,
        nietTeOpenen,
        gevonden.size() < hoogstens ? null : gevonden.get(gevonden.size() - 1).id());
  }

  /**
   * Both sides of one match, after that was put on record.
   *
   * @throws Afwijzing when there is none
   */
  public Dossier een(BerichtId id, String wie) {
    Dossier dossier = matches.een(id).flatMap(this::dossier).orElseThrow(Matchbeheer::onbekend);
    ingezien(dossier.match(), wie);
    return dossier;
  }

  /**
   * Takes a judgement. Confirmed, what the register published becomes events, and so will what it
   * publishes later. Rejected, what was told because of an earlier confirmation is withdrawn, and
   * this case and this person are not proposed again.
   *
   * @param bevestigd confirmed or rejected
   * @param gezien of the data that was judged, see {@link Dossier#gezien()}
   * @throws Afwijzing when there is no such match, or its data are others now
   * @throws UitkomstNietVastgelegd when it was taken, and that cannot be put on record now
   */
  public Match oordeel(
      BerichtId id, boolean bevestigd, String toelichting, String gezien, String wie) {
    Match match = matches.een(id).orElseThrow(Matchbeheer::onbekend);
    beoordeling.controleer(match, gezien);
    BerichtId oordeel = BerichtId.nieuw(clock.instant());
    log.schrijf(
        melder
            .oordeel(match, oordeel, wie)
            .reden(
                "match-oordeel-gevraagd",
                bevestigd ? "gevraagd is te bevestigen" : "gevraagd is af te wijzen")
            .inhoud("text/plain", toelichting)
            .bouw());
    Match beoordeeld;
    try {
      beoordeeld = beoordeling.beoordeel(id, oordeel, bevestigd, gezien);
    } catch (Afwijzing e) {
      // It changed between the look above and the lock.
      log.schrijf(
          melder.oordeel(match, oordeel, wie).reden("match-oordeel-niet-genomen", e.code()).bouw());
      throw e;
    }
    try {
      melder.beoordeeld(beoordeeld, oordeel, bevestigd, wie);
    } catch (JmsException | TransactionException | IllegalStateException e) {
      LOG.error(
          "Oordeel {} over match {} is genomen, maar dat staat niet in het log ({})",
          oordeel,
          id,
          e.getClass().getSimpleName());
      throw new UitkomstNietVastgelegd(e);
    }
    return beoordeeld;
  }

  private void ingezien(Match match, String wie) {
    log.schrijf(
        new LogRegelBouwer(Stap.INGEZIEN, match.id(), clock.instant())
            .bron("ketenbrug")
            .dossier(match.dossier().value())
            .actor(wie)
            .reden("match", "een match met register " + match.bron() + " is bekeken")
            .bouw());
  }

  /** Empty when one of the two sides is gone meanwhile. */
  private Optional<Dossier> dossier(Match match) {
    Optional<Herkenbaar> schuldenaar = herkenningen.van(match.dossier());
    Optional<Herkenbaar> persoon = herkenningen.van(match.zaak());
    if (schuldenaar.isEmpty() || persoon.isEmpty()) {
      return Optional.empty();
    }
    return insolventies
        .zaak(match.zaak())
        .map(zaak -> insolventie(match, schuldenaar.get(), persoon.get(), zaak))
        .or(
            () ->
                registerzaken
                    .zaak(match.zaak())
                    .filter(zaak -> !zaak.feiten().isEmpty())
                    .map(zaak -> melding(match, schuldenaar.get(), persoon.get(), zaak)));
  }

  private Dossier insolventie(Match match, Herkenbaar schuldenaar, Herkenbaar persoon, Zaak zaak) {
    Canoniek insolventie = Canoniek.lees(zaak.inhoud()).delen("/k:Insolventie").get(0);
    return new Dossier(
        match,
        matches.gezien(match, schuldenaar, persoon, zaak.versie()),
        schuldenaar,
        persoon,
        insolventie.verplicht("k:nummer"),
        insolventie.tekst("k:vorigNummer").orElse(null),
        insolventie.verplicht("k:soort"),
        insolventie.tekst("k:rechtbank/k:naam").orElse(insolventie.verplicht("k:rechtbank/k:code")),
        insolventie.delen("k:publicatie").stream().map(Matchbeheer::publicatie).toList());
  }

  private Dossier melding(
      Match match, Herkenbaar schuldenaar, Herkenbaar persoon, Registerzaak zaak) {
    List<Canoniek> feiten =
        zaak.feiten().stream()
            .map(feit -> Canoniek.lees(feit.inhoud()).delen("/k:feit").get(0))
            .toList();
    return new Dossier(
        match,
        matches.gezien(match, schuldenaar, persoon, zaak.versie()),
        schuldenaar,
        persoon,
        zaak.nummer(),
        null,
        feiten.get(0).verplicht("k:Bewind/k:maatregel | k:Schuldhulp/k:soort"),
        feiten.stream()
            .flatMap(feit -> feit.tekst(INSTANTIE).stream())
            .reduce((eerste, laatste) -> laatste)
            .orElse(null),
        feiten.stream().map(Matchbeheer::feit).toList());
  }

  private static Publicatie feit(Canoniek feit) {
    return new Publicatie(
        feit.verplicht("k:datum"), null, List.of(kort(feit.verplicht("k:gebeurtenistype"))));
  }

  private static String kort(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static Publicatie publicatie(Canoniek publicatie) {
    return new Publicatie(
        publicatie.verplicht("k:datum"),
        publicatie.verplicht("k:code"),
        publicatie.teksten("k:gebeurtenistype").stream().map(Matchbeheer::kort).toList());
  }

  static Afwijzing onbekend() {
    return new Afwijzing(
        "match-onbekend", "Er is geen match met dit id, of een van beide kanten is er niet meer.");
  }
}
