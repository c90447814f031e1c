package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.ketenbrug.dossier.Herkenbaar;
import nl.ketenbrug.dossier.Herkenningen;
import nl.ketenbrug.dossier.Match;
import nl.ketenbrug.dossier.Matches;
import nl.ketenbrug.dossier.Registerzaken;
import nl.ketenbrug.dossier.Registerzaken.Feit;
import nl.ketenbrug.dossier.Registerzaken.Registerzaak;
import nl.ketenbrug.dossier.Zaaksleutel;
import nl.ketenbrug.dossier.Zaakstanden;
import nl.ketenbrug.dossier.Zaakverloop;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bron.Meldingen.Soort;
import nl.ketenbrug.source.Bronnen;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes in what a register or debt counsellor tells of a case. What is kept, the matches it
 * proposes and the facts that follow are one transaction; the same message once more changes
 * nothing.
 */
@Component("meldingen")
public class Meldingverwerking {

  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");
  private static final String MELDING = "//k:Registermelding";

  private final Bronnen bronnen;
  private final Registerzaken zaken;
  private final Zaakstanden standen;
  private final Herkenningen herkenningen;
  private final Matches matches;
  private final Matchvergelijker vergelijker;
  private final Meldingverteller verteller;
  private final ToezichtSettings settings;
  private final Berichtenlog log;
  private final Clock clock;

  Meldingverwerking(
      Bronnen bronnen,
      Registerzaken zaken,
      Zaakstanden standen,
      Herkenningen herkenningen,
      Matches matches,
      Matchvergelijker vergelijker,
      Meldingverteller verteller,
      ToezichtSettings settings,
      Berichtenlog log,
      Clock clock) {
    this.bronnen = bronnen;
    this.zaken = zaken;
    this.standen = standen;
    this.herkenningen = herkenningen;
    this.matches = matches;
    this.vergelijker = vergelijker;
    this.verteller = verteller;
    this.settings = settings;
    this.log = log;
    this.clock = clock;
  }

  /** Whether this came of a source that tells of cases. */
  public boolean isMelding(@Header(Koppen.BRON) String bron) {
    return bronnen.zoek(bron).filter(Bron::meldtZaken).isPresent();
  }

  /** Takes one message in, and puts on record when nothing follows from it. */
  @Transactional
  public void neem(Exchange exchange) {
    Canoniek gebeurtenis = Canoniek.van(exchange);
    Bron bron = bronnen.bron(exchange.getMessage().getHeader(Koppen.BRON, String.class));
    BerichtId bericht = BerichtId.of(gebeurtenis.verplicht("/k:Gebeurtenis/k:id"));
    Dossiersleutel onderwerp =
        new Dossiersleutel(gebeurtenis.verplicht("/k:Gebeurtenis/k:onderwerp"));
    neem(bron, bericht, onderwerp, gebeurtenis.delen(MELDING).get(0))
        .ifPresent(
            reden ->
                log.schrijf(
                    new LogRegelBouwer(Stap.VASTGELEGD, bericht, clock.instant())
                        .bron(bron.naam())
                        .dossier(onderwerp.value())
                        .reden(reden.code(), reden.uitleg())
                        .bouw()));
  }

  /** Why nothing follows from a message. */
  private enum Reden {
    INGEHAALD("melding-ingehaald", "een later bericht over deze zaak was er al"),
    BEKEND("bericht-al-bekend", "een bericht met dit kenmerk was er al; het telt een keer"),
    HERKENNING_UIT(
        "herkenning-uit",
        "zonder burgerservicenummer, en deze installatie herkent geen schuldenaren (ketenbrug.toezicht.aan)");

    private final String code;
    private final String uitleg;

    Reden(String code, String uitleg) {
      this.code = code;
      this.uitleg = uitleg;
    }

    String code() {
      return code;
    }

    String uitleg() {
      return uitleg;
    }
  }

  private Optional<Reden> neem(
      Bron bron, BerichtId bericht, Dossiersleutel onderwerp, Canoniek melding) {
    herkenningen.vergrendel();
    Canoniek persoon = melding.delen("k:Persoon").get(0);
    boolean opNummer = persoon.tekst("k:bsn").isPresent();
    String nummer = melding.verplicht("k:nummer");
    Zaaksleutel sleutel = zaken.sleutel(bron.naam(), nummer);
    Optional<Registerzaak> eerder = zaken.zaak(sleutel);
    if (!opNummer && !settings.aan()) {
      return Optional.of(Reden.HERKENNING_UIT);
    }
    Instant mutatie = OffsetDateTime.parse(melding.verplicht("k:mutatie")).toInstant();
    List<Feit> feiten = feiten(melding, mutatie);
    boolean ouder = eerder.filter(zaak -> mutatie.isBefore(zaak.mutatie())).isPresent();
    boolean stand = bron.meldingen().inhoud() == Soort.STAND;
    if (stand && ouder) {
      return Optional.of(Reden.INGEHAALD);
    }
    if (!stand && eerder.isPresent()) {
      if (eerder.get().feiten().stream().anyMatch(feit -> isZelfde(feit, feiten))) {
        return Optional.of(Reden.BEKEND);
      }
      feiten.addAll(0, eerder.get().feiten());
    }
    // Of an older message only its fact is news; who it is about, the newest one says.
    Dossiersleutel dossier = ouder ? eerder.get().dossier() : opNummer ? onderwerp : null;
    Registerzaak zaak =
        new Registerzaak(
            sleutel,
            bron.naam(),
            eerder.map(Registerzaak::versie).orElse(0L) + 1,
            ouder ? eerder.get().mutatie() : mutatie,
            dossier,
            nummer,
            feiten);
    zaken.bewaar(zaak, bewaarTot(bron, zaak));
    neem(zaken.zaak(sleutel).orElseThrow(), ouder ? null : persoon, bericht);
    return Optional.empty();
  }

  private static boolean isZelfde(Feit feit, List<Feit> feiten) {
    return feiten.stream().anyMatch(ander -> ander.kenmerk().equals(feit.kenmerk()));
  }

  private List<Feit> feiten(Canoniek melding, Instant mutatie) {
    List<Feit> feiten = new ArrayList<>();
    for (Canoniek feit : melding.delen("k:feit")) {
      feiten.add(
          new Feit(
              matches.publicatie(feit.verplicht("k:kenmerk")),
              feit.verplicht("k:gebeurtenistype"),
              mutatie,
              feit.xml()));
    }
    return feiten;
  }

  /**
   * @param persoon as the newest message has it; null when this was none
   */
  private void neem(Registerzaak zaak, Canoniek persoon, BerichtId bericht) {
    if (zaak.dossier() != null) {
      herkenningen.wis(zaak.zaak());
      matches.van(zaak.zaak()).stream()
          .filter(match -> !match.dossier().equals(zaak.dossier()))
          .forEach(
              match -> {
                verteller.nietDeze(match, bericht);
                matches.wis(match);
              });
      matches.zeker(zaak.dossier(), zaak.zaak(), zaak.bron());
    } else if (zaak.feiten().isEmpty()) {
      herkenningen.wis(zaak.zaak());
    } else if (persoon != null) {
      Herkenbaar wie = Herkenner.persoon(persoon);
      herkenningen.bewaar(zaak.zaak(), zaak.bron(), wie);
      vergelijker.zaak(zaak.zaak(), zaak.bron(), wie, bericht);
    }
    for (Match match : matches.van(zaak.zaak())) {
      if (match.isZeker()) {
        verteller.vertel(match, zaak, bericht);
      }
      if (zaak.feiten().isEmpty()) {
        // Nobody has to judge what should not have been there.
        matches.verdween(match);
      }
    }
  }

  /**
   * Somebody with an attachment: what sources said by number about him before that, and still
   * holds, is told now. Behind the lock of who calls.
   *
   * @param oorzaak the message by which he became known
   */
  void schuldenaarBekend(Dossiersleutel dossier, BerichtId oorzaak) {
    for (Registerzaak zaak : zaken.van(dossier)) {
      boolean bekend =
          matches.van(zaak.zaak()).stream().anyMatch(match -> match.dossier().equals(dossier));
      if (!bekend && !Zaakverloop.geldt(zaak.feiten()).isEmpty()) {
        matches
            .zeker(dossier, zaak.zaak(), zaak.bron())
            .ifPresent(match -> verteller.vertel(match, zaak, oorzaak));
      }
    }
  }

  /** A case that ended long enough ago may not be kept. */
  @Transactional
  void vervalt(Zaaksleutel zaak, LocalDate vandaag) {
    herkenningen.vergrendel();
    if (!zaken.wisVervallen(zaak, vandaag)) {
      // A message brought it back since the day was looked at.
      return;
    }
    herkenningen.wis(zaak);
    for (Match match : matches.van(zaak)) {
      standen.wis(match);
      matches.vergeetAlles(match);
      matches.verdween(match);
    }
  }

  /** Null as long as something holds of which no end is known. */
  private static LocalDate bewaarTot(Bron bron, Registerzaak zaak) {
    boolean open =
        Zaakverloop.geldt(zaak.feiten()).values().stream().anyMatch(feit -> einde(feit).isEmpty());
    if (open) {
      return null;
    }
    LocalDate laatste =
        Stream.concat(
                Stream.of(LocalDate.ofInstant(zaak.mutatie(), NEDERLAND)),
                zaak.feiten().stream().map(Meldingverwerking::einde).flatMap(Optional::stream))
            .max(LocalDate::compareTo)
            .orElseThrow();
    return laatste.plus(bron.meldingen().bewaartermijn());
  }

  private static Optional<LocalDate> einde(Feit feit) {
    return Canoniek.lees(feit.inhoud())
        .tekst("/k:feit/k:Schuldhulp/k:einde | /k:feit/k:Bewind/k:einde")
        .map(LocalDate::parse);
  }
}
