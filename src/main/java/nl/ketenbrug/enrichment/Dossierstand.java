package nl.ketenbrug.enrichment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Beslag;
import nl.ketenbrug.dossier.Beslaglegger;
import nl.ketenbrug.dossier.Coordinatoren;
import nl.ketenbrug.dossier.Dossiers;
import nl.ketenbrug.dossier.Registraties;
import nl.ketenbrug.dossier.Schuldenaren;
import nl.ketenbrug.dossier.Zaakverloop;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.message.Oin;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings the dossier up to date by an event about an attachment, works out who coordinates, and
 * names the parties on the message.
 */
@Component("dossierstand")
public class Dossierstand {

  static final String WISSEL = "nl.beslagregister.coordinerend-deurwaarder-gewijzigd";

  /** What the keys of our own events about it begin with. */
  static final String COORDINATOR = "coordinator|";

  /** Registers of which a person, or a number, said that a case is about the debtor. */
  private static final List<String> REGISTERS =
      List.of(
          "nl.insolventieregister.", "nl.vish.", "nl.schuldhulp.", "nl.curatelebewindregister.");

  /** Of events that name no person: afleiding-to-gebeurtenis.xsl leaves the same ones bare. */
  private static final String WIE_HET_HOORDE =
      """
      /k:Gebeurtenis[k:intrekkingVan or k:correctieVan
        or k:type = 'nl.insolventieregister.insolventie-verwijderd']/k:betrokkenen/k:oin""";

  private static final String GENOEMD = "/k:Gebeurtenis/k:betrokkenen/k:oin";

  private final Dossiers dossiers;
  private final Schuldenaren schuldenaren;
  private final Coordinatoren coordinatoren;
  private final Afleidingen afleidingen;
  private final Registraties registraties;

  Dossierstand(
      Dossiers dossiers,
      Schuldenaren schuldenaren,
      Coordinatoren coordinatoren,
      Afleidingen afleidingen,
      Registraties registraties) {
    this.dossiers = dossiers;
    this.schuldenaren = schuldenaren;
    this.coordinatoren = coordinatoren;
    this.afleidingen = afleidingen;
    this.registraties = registraties;
  }

  /**
   * An event that is not about an attachment only gets the names of the parties.
   *
   * @throws nl.ketenbrug.message.GeweigerdBericht when a partner delivered it, and the attachment
   *     is not its own, or no longer
   */
  @Transactional
  public void verwerk(Exchange exchange) {
    Canoniek gebeurtenis = Canoniek.van(exchange);
    List<Canoniek> beslagen = gebeurtenis.delen("//k:Beslaglegging/k:Beslag");
    List<Oin> genoemd =
        gebeurtenis.teksten("/k:Gebeurtenis/k:betrokkenen/k:oin").stream().map(Oin::new).toList();
    Dossiersleutel dossier =
        new Dossiersleutel(gebeurtenis.verplicht("/k:Gebeurtenis/k:onderwerp"));
    dossiers.vergrendel(dossier);
    if (beslagen.isEmpty()) {
      noemPartijen(exchange, Stream.concat(dossiers.partijen(dossier).stream(), genoemd.stream()));
      return;
    }
    Canoniek beslag = beslagen.get(0);
    List<Oin> partijen =
        Stream.concat(
                genoemd.stream(),
                beslag.teksten("k:beslaglegger/k:oin | k:opdrachtgever/k:oin").stream()
                    .map(Oin::new))
            .distinct()
            .toList();
    Beslag gemeld = beslag(gebeurtenis, beslag);
    registraties.eisEigen(gemeld.eerste(), dossier, gemeld);
    dossiers.meld(
        dossier,
        gemeld,
        partijen,
        Instant.parse(gebeurtenis.verplicht("/k:Gebeurtenis/k:geregistreerd")));
    gebeurtenis
        .tekst("//k:Beslaglegging/k:Schuldenaar/k:bsn")
        .ifPresent(bsn -> schuldenaren.bewaar(dossier, new Bsn(bsn)));
    coordineer(dossier, gebeurtenis, beslag);
    schuldenaren.wisZonderBeslag(dossier);
    // Whoever this very event is about hears of it, also when it ends his part.
    noemPartijen(exchange, Stream.concat(dossiers.partijen(dossier).stream(), partijen.stream()));
  }

  /**
   * Names the parties of the dossier on an event that changes none of its attachments; and on one
   * that takes back or corrects what was told of a case of a register, also who heard that and is
   * no party any more. That something ended by itself is for who heard that it began, and for no
   * other party.
   */
  public void noemPartijen(Exchange exchange) {
    String type = exchange.getMessage().getHeader(Koppen.GEBEURTENISTYPE, String.class);
    if (type != null && Zaakverloop.isVerstreken(type)) {
      noemPartijen(exchange, Canoniek.van(exchange).teksten(GENOEMD).stream().map(Oin::new));
      return;
    }
    Dossiersleutel dossier =
        new Dossiersleutel(exchange.getMessage().getHeader(Koppen.DOSSIER, String.class));
    noemPartijen(
        exchange, Stream.concat(dossiers.partijen(dossier).stream(), wieHetHoorde(exchange)));
  }

  private static Stream<Oin> wieHetHoorde(Exchange exchange) {
    String type = exchange.getMessage().getHeader(Koppen.GEBEURTENISTYPE, String.class);
    if (type == null || REGISTERS.stream().noneMatch(type::startsWith)) {
      return Stream.empty();
    }
    return Canoniek.van(exchange).teksten(WIE_HET_HOORDE).stream().map(Oin::new);
  }

  /** What the register itself tells as a transfer is no second event of ours. */
  private void coordineer(Dossiersleutel dossier, Canoniek gebeurtenis, Canoniek beslag) {
    BerichtId oorzaak = BerichtId.of(gebeurtenis.verplicht("/k:Gebeurtenis/k:id"));
    String plaatsgevonden = gebeurtenis.verplicht("/k:Gebeurtenis/k:plaatsgevonden");
    LocalDate dag = LocalDate.parse(plaatsgevonden.substring(0, 10));
    if (gebeurtenis.verplicht("/k:Gebeurtenis/k:type").equals(WISSEL)) {
      if (gebeurtenis.waar("//k:Beslaglegging/k:Coordinator/k:isBeslaglegger")) {
        coordinatoren.draagOver(dossier, beslag.verplicht("k:registratieId"), oorzaak, dag);
      }
      return;
    }
    coordinatoren
        .bepaal(dossier, oorzaak, dag)
        .ifPresent(wissel -> leidAf(dossier, gebeurtenis, oorzaak, wissel));
  }

  private void leidAf(
      Dossiersleutel dossier,
      Canoniek gebeurtenis,
      BerichtId oorzaak,
      Coordinatoren.Wissel wissel) {
    Set<Oin> betrokkenen = new HashSet<>(dossiers.partijen(dossier));
    // Whose part ended must know to whom he hands over (art. 478 lid 5 and 6 Rv).
    wissel.vorige().beslaglegger().oin().ifPresent(betrokkenen::add);
    Canoniek schuldenaar =
        gebeurtenis.delen("//k:Beslaglegging/k:Schuldenaar/(k:bsn | k:kvkNummer | k:rsin)").get(0);
    afleidingen.voegToe(
        COORDINATOR + oorzaak,
        dossier,
        oorzaak,
        new Afleidingsdocument(WISSEL, dossier, wissel.nieuwe().sinds().toString(), betrokkenen)
            .coordinatie(
                schuldenaar.verplicht("local-name()"), schuldenaar.verplicht("."), wissel));
  }

  private static Beslag beslag(Canoniek gebeurtenis, Canoniek beslag) {
    Canoniek legger = beslag.delen("k:beslaglegger/(k:oin | k:gerechtsdeurwaarderId)").get(0);
    Optional<String> tijd = beslag.tekst("k:tijdVanBeslag");
    return new Beslag(
        beslag.verplicht("k:registratieId"),
        beslag.verplicht("k:soort"),
        beslag.verplicht("k:bronVanInkomen"),
        Beslaglegger.van(legger.verplicht("local-name()"), legger.verplicht(".")),
        beslag
            .tekst("k:derdeBeslagene/k:loonheffingennummer | k:derdeBeslagene/k:kvkNummer")
            .orElse(null),
        LocalDate.parse(beslag.verplicht("k:dagVanBeslag")),
        tijd.map(LocalTime::parse).orElse(null),
        beslag.tekst("k:rang").map(Integer::valueOf).orElse(null),
        gebeurtenis.tekst("//k:Beslaglegging/k:Vordering/k:preferentie").orElse(null),
        status(beslag),
        BerichtId.of(gebeurtenis.verplicht("/k:Gebeurtenis/k:id")));
  }

  private static void noemPartijen(Exchange exchange, Stream<Oin> partijen) {
    exchange
        .getMessage()
        .setHeader(
            Koppen.BETROKKENEN,
            partijen
                .map(Oin::value)
                .distinct()
                .sorted()
                .collect(Collectors.joining("|", "|", "|")));
  }

  /**
   * An attachment that was lifted, or should never have been there, runs no more, whatever status
   * was reported.
   */
  private static String status(Canoniek beslag) {
    String mutatie = beslag.verplicht("k:mutatiesoort");
    return mutatie.equals("opgeheven") || mutatie.equals("ingetrokken")
        ? "beeindigd"
        : beslag.verplicht("k:status");
  }
}
