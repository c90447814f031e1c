package nl.ketenbrug.delivery;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.ketenbrug.delivery.Abonnement.Kanaal;
import nl.ketenbrug.message.BerichtId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Switches to paper and back, and says what became of a bundle. Making a bundle and fetching it
 * deliver nothing: only who says that it was handed over does.
 */
@Service
public class Uitwijkbeheer {

  static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  /** Bundles that one question makes. */
  private static final int INEENS = 20;

  private final Partners partners;
  private final Uitwijkregister register;
  private final Papierbundels bundels;
  private final Bundelmaker maker;
  private final Uitwijklog log;
  private final UitwijkSettings settings;
  private final Clock clock;

  Uitwijkbeheer(
      Partners partners,
      Uitwijkregister register,
      Papierbundels bundels,
      Bundelmaker maker,
      Uitwijklog log,
      UitwijkSettings settings,
      Clock clock) {
    this.partners = partners;
    this.register = register;
    this.bundels = bundels;
    this.maker = maker;
    this.log = log;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What is to go by paper.
   *
   * @param partner code; null for a region, or for a dossier at all partners
   * @param regio as configured; null without
   * @param dossier pseudonymous key; null without
   * @param vanaf null = now
   * @param tot null = until somebody ends it
   */
  public record Verzoek(
      String partner,
      String regio,
      String dossier,
      Uitwijk.Vorm vorm,
      String reden,
      Instant vanaf,
      Instant tot) {}

  /** The pseudonymous key of the dossier of an event; empty when the log knows none. */
  public Optional<String> dossierVan(UUID bericht) {
    return register.dossierVan(bericht);
  }

  /** The names of the regions that can be switched. */
  public List<String> regios() {
    return settings.regios().keySet().stream().sorted().toList();
  }

  /**
   * Begins, or for a region waits for a second person.
   *
   * @return one for each partner that it is about
   * @throws UitwijkNietMogelijk when the target is none, or cannot go by paper
   * @throws org.springframework.dao.DuplicateKeyException when part of it goes by paper already
   */
  @Transactional
  public List<Uitwijk> begin(Verzoek verzoek, String wie) {
    Instant nu = clock.instant();
    Instant vanaf = verzoek.vanaf() == null || verzoek.vanaf().isBefore(nu) ? nu : verzoek.vanaf();
    if (verzoek.tot() != null && !verzoek.tot().isAfter(vanaf)) {
      throw new UitwijkNietMogelijk("uitwijk-tot", "Het einde ligt niet na het begin.");
    }
    UUID groep = BerichtId.nieuw(nu).value();
    List<Uitwijk> gemaakt = new ArrayList<>();
    for (Partner partner : doelen(verzoek)) {
      Uitwijk uitwijk =
          new Uitwijk(
              BerichtId.nieuw(nu).value(),
              groep,
              partner.code(),
              verzoek.regio(),
              verzoek.dossier(),
              verzoek.vorm(),
              verzoek.reden(),
              vanaf,
              verzoek.tot(),
              wie,
              verzoek.regio() != null,
              null,
              null,
              null,
              null);
      if (register.isOverlap(partner.code(), verzoek.dossier())) {
        throw new UitwijkNietMogelijk(
            "uitwijk-overlap",
            "Bij een van deze afnemers loopt of wacht al een uitwijk, van alles of van een dossier;"
                + " beëindig die eerst.");
      }
      register.maak(uitwijk, nu, gebundeldOp(vanaf));
      gemaakt.add(uitwijk);
    }
    // When all of it stands: a partner that cannot leaves no record of the others.
    log.noteer(gemaakt.stream().map(een -> begonnen(een, wie)).toList());
    return gemaakt;
  }

  private static Uitwijklog.Besluit begonnen(Uitwijk uitwijk, String wie) {
    return besluit(
        uitwijk,
        wie,
        uitwijk.akkoordNodig() ? "gevraagd" : "begonnen",
        "%s op papier: %s"
            .formatted(uitwijk.dossier() == null ? "alles" : "een dossier", uitwijk.reden()));
  }

  private static Uitwijklog.Besluit besluit(
      Uitwijk uitwijk, String wie, String code, String uitleg) {
    return new Uitwijklog.Besluit(uitwijk.partner(), uitwijk.dossier(), wie, code, uitleg);
  }

  /**
   * Partners that a dossier at all partners leaves out: they read their queue themselves, and get
   * all of it or nothing on paper.
   *
   * @return codes; empty when the order names a partner, or no dossier
   */
  public List<String> valtBuiten(Verzoek verzoek) {
    if (verzoek.dossier() == null || verzoek.partner() != null) {
      return List.of();
    }
    return partners.alle().stream()
        .filter(partner -> !kanPerDossier(partner))
        .map(Partner::code)
        .toList();
  }

  /** What of this partner goes by paper now. */
  public List<Uitwijk> nu(String partner) {
    return register.nu(partner);
  }

  private List<Partner> doelen(Verzoek verzoek) {
    if (verzoek.regio() != null && (verzoek.partner() != null || verzoek.dossier() != null)) {
      throw new UitwijkNietMogelijk(
          "uitwijk-doel", "Een regio gaat niet samen met een afnemer of een dossier.");
    }
    if (verzoek.regio() != null) {
      return regio(verzoek.regio());
    }
    if (verzoek.partner() != null) {
      Partner partner = partner(verzoek.partner());
      if (verzoek.dossier() != null && !kanPerDossier(partner)) {
        throw new UitwijkNietMogelijk(
            "uitwijk-kanaal",
            "Deze afnemer leest zijn wachtrij zelf; voor hem kan alleen alles op papier.");
      }
      return List.of(partner);
    }
    if (verzoek.dossier() == null) {
      throw new UitwijkNietMogelijk("uitwijk-doel", "Noem een afnemer, een regio of een dossier.");
    }
    List<Partner> allen = partners.alle().stream().filter(Uitwijkbeheer::kanPerDossier).toList();
    if (allen.isEmpty()) {
      throw new UitwijkNietMogelijk(
          "uitwijk-kanaal", "Elke afnemer leest zijn wachtrij zelf; voor hen kan alleen alles.");
    }
    return allen;
  }

  private List<Partner> regio(String naam) {
    List<String> codes = settings.regios().get(naam);
    if (codes == null || codes.isEmpty()) {
      throw new UitwijkNietMogelijk("uitwijk-regio", "Deze regio staat niet in de instellingen.");
    }
    return codes.stream().distinct().map(this::partner).toList();
  }

  private Partner partner(String code) {
    return partners
        .zoek(code)
        .orElseThrow(
            () -> new UitwijkNietMogelijk("abonnement-onbekend", "Deze afnemer is er niet."));
  }

  /** The broker gives a client that reads its queue itself all of it or nothing. */
  private static boolean kanPerDossier(Partner partner) {
    return partner.abonnement().kanaal() != Kanaal.AMQP;
  }

  /** Who begins after the moment of the day gets the first bundle tomorrow. */
  private LocalDate gebundeldOp(Instant vanaf) {
    ZonedDateTime hier = vanaf.atZone(NEDERLAND);
    return hier.toLocalTime().isBefore(settings.tijd())
        ? hier.toLocalDate().minusDays(1)
        : hier.toLocalDate();
  }

  /** The day of which a bundle is due now. */
  LocalDate bundeldag() {
    return gebundeldOp(clock.instant());
  }

  /**
   * A second person agrees to all that was asked at once.
   *
   * @throws UitwijkNietMogelijk when nothing waits for it, or who asked is who agrees
   */
  @Transactional
  public void akkoord(Uitwijk uitwijk, String wie) {
    if (register.akkoord(uitwijk.groep(), wie, bundeldag()) == 0) {
      throw new UitwijkNietMogelijk(
          "uitwijk-akkoord",
          "Hier is geen akkoord van u nodig: wie vroeg geeft niet zelf akkoord.");
    }
    log.noteer(
        register.vanGroep(uitwijk.groep()).stream()
            .filter(een -> een.beeindigd() == null)
            .map(een -> besluit(een, wie, "akkoord", "akkoord met regio " + een.regio()))
            .toList());
  }

  /**
   * Back to the channel: what nobody fetched goes on where it stands on the queue. A bundle that
   * was fetched keeps its events, and what follows in their dossiers waits, until somebody says
   * what became of it. One that ended stays as it is; one that never held gives nothing back.
   */
  @Transactional
  public void beeindig(Uitwijk uitwijk, String wie) {
    Instant nu = clock.instant();
    boolean gold = register.geldt(uitwijk.id());
    if (!register.beeindig(uitwijk.id(), wie, nu)) {
      return;
    }
    if (!gold) {
      log.noteer(List.of(besluit(uitwijk, wie, "ingetrokken", "de uitwijk is nooit ingegaan")));
      return;
    }
    List<Papierbundels.Gebeurtenis> terug = bundels.trekOngehaaldeIn(uitwijk.id(), nu);
    bundels.begintOpnieuw(uitwijk, nu);
    log.noteer(
        besluit(
            uitwijk,
            wie,
            "beeindigd",
            "terug naar het kanaal; %d berichten uit bundels die niemand ophaalde%s"
                .formatted(terug.size(), nogOpen(bundels.open(uitwijk.id())))),
        terug);
  }

  /** Who reads that nothing went back must see why: these hold their dossiers without a term. */
  private static String nogOpen(List<Integer> nummers) {
    if (nummers.isEmpty()) {
      return "";
    }
    return nummers.stream()
        .limit(20)
        .map(String::valueOf)
        .collect(
            Collectors.joining(
                ", ",
                "; nog open: %d, bundel ".formatted(nummers.size()),
                nummers.size() > 20 ? ", ..." : ""));
  }

  /**
   * Somebody says that this bundle did not go out: its events go back to the channel, or into the
   * next bundle.
   *
   * @param reden how he knows, in words
   * @return how many events
   * @throws UitwijkNietMogelijk when it was handed over or withdrawn
   */
  @Transactional
  public int trekIn(Papierbundel bundel, String wie, String reden) {
    List<Papierbundels.Gebeurtenis> terug =
        bundels.trekIn(bundel, clock.instant()).orElseThrow(Uitwijkbeheer::nietOpen);
    log.noteer(
        besluit(
            bundel,
            wie,
            "bundel-ingetrokken",
            "bundel %d is niet uitgegaan: %s; %d berichten terug"
                .formatted(bundel.nummer(), reden, terug.size())),
        terug);
    return terug.size();
  }

  private static UitwijkNietMogelijk nietOpen() {
    return new UitwijkNietMogelijk(
        "bundel-toestand", "De bundel is nog nooit opgehaald, is al bezorgd, of is ingetrokken.");
  }

  private Uitwijklog.Besluit besluit(Papierbundel bundel, String wie, String code, String uitleg) {
    String dossier = register.zoek(bundel.uitwijk()).map(Uitwijk::dossier).orElse(null);
    return new Uitwijklog.Besluit(bundel.partner(), dossier, wie, code, uitleg);
  }

  /** Bundles of what waits now, at most twenty; what is more comes with the next question. */
  public List<Papierbundel> bundel(Uitwijk uitwijk, String wie) {
    if (!maker.isTeLezen(uitwijk)) {
      return List.of();
    }
    List<Papierbundel> gemaakt = new ArrayList<>();
    Zicht zicht = maker.zicht(uitwijk);
    Optional<Papierbundel> een = maker.maak(uitwijk.id(), wie, zicht);
    while (een.isPresent()) {
      gemaakt.add(een.get());
      een = gemaakt.size() < INEENS ? maker.maak(uitwijk.id(), wie, zicht) : Optional.empty();
    }
    return gemaakt;
  }

  /**
   * The file. Who fetched it, and so reads each of its events, is in the log before; nothing is
   * delivered by it.
   *
   * @throws UitwijkNietMogelijk when it cannot be set any more, was withdrawn, or nobody fetched an
   *     earlier one yet
   */
  @Transactional
  public byte[] haal(Papierbundel bundel, String wie) {
    if (bundel.gedownload() == null && bundels.heeftOngehaalde(bundel)) {
      throw new UitwijkNietMogelijk(
          "bundel-volgorde",
          "Een eerdere bundel van deze afnemer is nog niet opgehaald; haal die eerst op, of vraag"
              + " de beheerder haar in te trekken.");
    }
    byte[] bestand;
    try {
      bestand = maker.zet(bundel);
    } catch (Bundelmaker.BundelNietTeZetten e) {
      throw new UitwijkNietMogelijk(
          "bundel-niet-te-zetten",
          "Wat in deze bundel staat, mag de afnemer nu niet hebben of is niet meer zo in het log te"
              + " vinden. Trek de bundel in; haar berichten gaan dan terug.");
    }
    if (!bundels.gedownload(bundel.id(), clock.instant())) {
      throw nietOpen();
    }
    log.noteerInzage(
        besluit(
            bundel,
            wie,
            "bundel-opgehaald",
            "bundel %d, sha256 %s".formatted(bundel.nummer(), Bundelinhoud.sha256(bestand))),
        bundels.gebeurtenissen(bundel.id(), false));
    return bestand;
  }

  /**
   * Somebody says that the bundle was handed over; from here on its events count as delivered so.
   *
   * @param wijze how, in words
   * @param wanneer null = now
   * @return how many events; what the partner answered meanwhile is not among them
   * @throws UitwijkNietMogelijk when it is not open, was never fetched, or an earlier one is open
   */
  @Transactional
  public int bezorg(Papierbundel bundel, String wie, String wijze, Instant wanneer) {
    Instant nu = clock.instant();
    Instant moment = wanneer == null ? nu : wanneer;
    if (moment.isAfter(nu) || moment.isBefore(bundel.gemaakt())) {
      throw new UitwijkNietMogelijk(
          "bundel-moment", "Het moment ligt niet tussen het maken van de bundel en nu.");
    }
    if (bundels.heeftEerdere(bundel)) {
      throw new UitwijkNietMogelijk(
          "bundel-volgorde", "Een eerdere bundel van deze afnemer is nog niet bezorgd.");
    }
    Optional<Integer> aantal = bundels.bezorg(bundel, wie, wijze, moment, nu);
    if (aantal.isEmpty()) {
      throw nietOpen();
    }
    log.noteer(
        List.of(
            besluit(
                bundel,
                wie,
                "bundel-bezorgd",
                "bundel %d, %s; %d van %d berichten"
                    .formatted(bundel.nummer(), wijze, aantal.get(), bundel.aantal()))));
    return aantal.get();
  }

  /**
   * @param partner null for all
   */
  public List<Uitwijk> van(String partner) {
    return register.van(partner);
  }

  public Optional<Uitwijk> zoek(UUID id) {
    return register.zoek(id);
  }

  public Optional<Papierbundel> bundel(UUID id) {
    return bundels.zoek(id);
  }

  /** The open ones first, in their order, then the newest first; at most fifty. */
  public List<Papierbundel> bundels(Uitwijk uitwijk) {
    return bundels.van(uitwijk.id(), 50);
  }

  /** Which bundles of this partner can be fetched and noted now. */
  public Papierbundels.Beurt beurt(String partner) {
    return bundels.beurt(partner);
  }

  /** What this partner got on paper, by number. */
  public List<Papierbundels.OpPapier> opPapier(String partner, long na, int hoogstens) {
    return bundels.opPapier(partner, na, hoogstens);
  }

  /** The same as a file for a spreadsheet, the whole of it. */
  public byte[] opPapierAlsCsv(String partner) {
    StringBuilder uit = new StringBuilder(Batchbestand.BOM);
    uit.append(
        Batchbestand.regel(
            List.of(
                "volgnummer",
                "berichtId",
                "bundel",
                "bezorgd",
                "bezorgwijze",
                "ingelezen",
                "geweigerd",
                "reden")));
    bundels.opPapier(partner, 0, Integer.MAX_VALUE).stream()
        .sorted(Comparator.comparingLong(Papierbundels.OpPapier::volgnummer))
        .forEach(
            een ->
                uit.append(
                    Batchbestand.regel(
                        List.of(
                            Long.toString(een.volgnummer()),
                            een.berichtId().toString(),
                            Integer.toString(een.bundel()),
                            een.bezorgd().toString(),
                            een.bezorgwijze(),
                            een.ingelezen() == null ? "" : een.ingelezen().toString(),
                            een.geweigerd() == null ? "" : een.geweigerd().toString(),
                            een.reden() == null ? "" : een.reden()))));
    return Batchbestand.bytes(uit.toString());
  }
}
