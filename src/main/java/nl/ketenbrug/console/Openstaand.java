package nl.ketenbrug.console;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Abonnementkeuzes;
import nl.ketenbrug.delivery.Abonnementstand;
import nl.ketenbrug.delivery.Formaat;
import nl.ketenbrug.delivery.Herroepingsstanden;
import nl.ketenbrug.delivery.Leveringen;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Profielvorm;
import nl.ketenbrug.dossier.Bekendmakingen;
import nl.ketenbrug.dossier.Bekendmakingen.Bekendmaking;
import nl.ketenbrug.dossier.Insolventiebegin;
import nl.ketenbrug.dossier.Matches;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Oin;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.springframework.stereotype.Service;

/**
 * What is open for a partner now, with the number after which its events go on.
 *
 * <p>The number is read before the state. A dossier is brought up to date before its event gets a
 * number anywhere, so the state holds at least what all events up to that number told. It may be
 * ahead; the events after the number then repeat what stands there already, under the same id, and
 * since each tells its whole subject the partner ends up with the same as by reading everything.
 */
@Service
class Openstaand {

  /** Unconfirmed events in one answer; their count is always complete. */
  private static final int MAXIMUM_ONBEVESTIGD = 1000;

  private static final Pattern BLADWIJZER = Pattern.compile("(\\d{1,18})\\.([0-9a-f]{64})");

  private final Abonnementstand stand;
  private final Abonnementkeuzes keuzes;
  private final Leveringen leveringen;
  private final Bekendmakingen bekendmakingen;
  private final Matches matches;
  private final Lopendezaken lopendezaken;
  private final Profielvorm profielvorm;
  private final Herroepingsstanden herroepingen;
  private final Berichtenlog log;
  private final Brokertransactie transactie;
  private final Clock clock;

  Openstaand(
      Abonnementstand stand,
      Abonnementkeuzes keuzes,
      Leveringen leveringen,
      Bekendmakingen bekendmakingen,
      Matches matches,
      Lopendezaken lopendezaken,
      Profielvorm profielvorm,
      Herroepingsstanden herroepingen,
      Berichtenlog log,
      Brokertransactie transactie,
      Clock clock) {
    this.stand = stand;
    this.keuzes = keuzes;
    this.leveringen = leveringen;
    this.bekendmakingen = bekendmakingen;
    this.matches = matches;
    this.lopendezaken = lopendezaken;
    this.profielvorm = profielvorm;
    this.herroepingen = herroepingen;
    this.log = log;
    this.transactie = transactie;
    this.clock = clock;
  }

  /**
   * @param volgnummer events with a higher number go on from here; the same on every page
   * @param onbevestigd on the first page only
   * @param volgende where the next page begins, or null on the last one
   */
  record Blad(long volgnummer, List<Dossier> dossiers, Onbevestigd onbevestigd, String volgende) {}

  /**
   * @param onderwerp dossier key, as in the events
   * @param insolventie what stops the collection of every attachment in the dossier (art. 33, 230
   *     and 301 Fw), each kind for who hears of its beginning; null for who hears of none
   * @param schuldhulp debt help that runs, and whether it stops the collection, each kind for who
   *     hears of its beginning; null for who hears of none
   * @param vertegenwoordiging who acts for the debtor, each measure for who hears of its beginning;
   *     null for who hears of none
   */
  record Dossier(
      String onderwerp,
      List<String> insolventie,
      List<Schuldhulp> schuldhulp,
      List<Vertegenwoordiging> vertegenwoordiging,
      List<Gebeurtenis> gebeurtenissen) {}

  /** The latest event about one part of the dossier, in the partner's profile. */
  record Gebeurtenis(UUID berichtId, String gebeurtenistype, String inhoudstype, String inhoud) {}

  record Onbevestigd(long aantal, List<Leveringen.Open> berichten) {}

  /** Where a page begins: behind a dossier, with the number of the first page. */
  record Bladwijzer(long volgnummer, String dossier) {

    static Optional<Bladwijzer> lees(String tekst) {
      Matcher vorm = BLADWIJZER.matcher(tekst);
      return vorm.matches()
          ? Optional.of(new Bladwijzer(Long.parseLong(vorm.group(1)), vorm.group(2)))
          : Optional.empty();
    }

    String tekst() {
      return volgnummer + "." + dossier;
    }
  }

  /**
   * @param vanaf null for the first page
   * @param limiet dossiers on a page
   */
  Blad van(Partner partner, Bladwijzer vanaf, int limiet) {
    long volgnummer =
        vanaf == null ? stand.van(partner.code()).laatsteVolgnummer() : vanaf.volgnummer();
    Abonnement abonnement = partner.abonnement();
    Set<String> typen = keuzes.typen(partner);
    Oin partij =
        abonnement.bereik() == Abonnement.Bereik.EIGEN_DOSSIERS ? new Oin(partner.oin()) : null;
    List<Dossiersleutel> gevonden =
        bekendmakingen.dossiers(vanaf == null ? null : vanaf.dossier(), limiet + 1, typen, partij);
    List<Dossiersleutel> blad = gevonden.subList(0, Math.min(limiet, gevonden.size()));
    List<Dossier> dossiers =
        dossiers(partner, typen, bekendmakingen.laatste(partner.code(), blad, typen));
    return new Blad(
        volgnummer,
        dossiers,
        vanaf == null ? onbevestigd(partner, volgnummer) : null,
        gevonden.size() > limiet
            ? new Bladwijzer(volgnummer, blad.get(blad.size() - 1).value()).tekst()
            : null);
  }

  private List<Dossier> dossiers(Partner partner, Set<String> typen, List<Bekendmaking> bekend) {
    Map<String, List<Gebeurtenis>> perDossier = new LinkedHashMap<>();
    for (Bekendmaking een : bekend) {
      String vorm = profielvorm.vorm(partner, een.inhoud());
      perDossier
          .computeIfAbsent(een.dossier().value(), sleutel -> new ArrayList<>())
          .add(
              new Gebeurtenis(
                  een.bericht().value(), een.gebeurtenistype(), Formaat.inhoudstype(vorm), vorm));
    }
    Map<String, List<String>> gestopt = gestopt(typen, bekend);
    Lopendezaken.Beeld zaken =
        lopendezaken.van(bekend.stream().map(Bekendmaking::dossier).distinct().toList(), typen);
    // On record before it is given: otherwise nothing is given.
    transactie.doe(
        () ->
            bekend.forEach(
                een ->
                    schrijf(
                        partner, een, perDossier, reden(een.dossier().value(), gestopt, zaken))));
    // Behind the records: what could not be put on record is not given, and no withdrawal waits.
    herroepingen.gegeven(
        partner.code(), bekend.stream().map(een -> een.bericht().value()).toList());
    return perDossier.entrySet().stream()
        .map(
            dossier ->
                new Dossier(
                    dossier.getKey(),
                    gestopt == null ? null : gestopt.getOrDefault(dossier.getKey(), List.of()),
                    zaken.schuldhulp(dossier.getKey()),
                    zaken.vertegenwoordiging(dossier.getKey()),
                    dossier.getValue()))
        .toList();
  }

  /** Of each kind by right of the events that begin it; null for whom there is no such kind. */
  private Map<String, List<String>> gestopt(Set<String> typen, List<Bekendmaking> bekend) {
    Set<String> soorten = Insolventiebegin.soorten(typen);
    return soorten.isEmpty()
        ? null
        : matches.gestopt(bekend.stream().map(Bekendmaking::dossier).distinct().toList(), soorten);
  }

  /** What was given beside the event, so that the log shows it. */
  private static String reden(
      String dossier, Map<String, List<String>> gestopt, Lopendezaken.Beeld zaken) {
    List<String> soorten = gestopt == null ? List.of() : gestopt.getOrDefault(dossier, List.of());
    String stopt =
        soorten.isEmpty() ? "" : ", met wat de inning stopt: " + String.join(", ", soorten);
    String ook = zaken.uitleg(dossier);
    return "als openstaand gegeven aan de afnemer" + stopt + (ook.isEmpty() ? "" : "; ook " + ook);
  }

  private void schrijf(
      Partner partner, Bekendmaking een, Map<String, List<Gebeurtenis>> perDossier, String reden) {
    String gegeven =
        perDossier.get(een.dossier().value()).stream()
            .filter(gebeurtenis -> gebeurtenis.berichtId().equals(een.bericht().value()))
            .findFirst()
            .orElseThrow()
            .inhoud();
    log.schrijf(
        new LogRegelBouwer(Stap.INGEZIEN, een.bericht(), clock.instant())
            .gebeurtenistype(een.gebeurtenistype())
            .dossier(een.dossier().value())
            .partner(partner.code(), null)
            .actor(partner.code())
            .reden("openstaand", reden)
            .inhoudVanEerder(Formaat.inhoudstype(gegeven), gegeven)
            .bouw());
  }

  private Onbevestigd onbevestigd(Partner partner, long volgnummer) {
    return new Onbevestigd(
        leveringen.aantalOpen(partner.code(), volgnummer),
        leveringen.open(partner.code(), volgnummer, MAXIMUM_ONBEVESTIGD));
  }
}
