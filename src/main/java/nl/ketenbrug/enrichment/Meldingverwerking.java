package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.Duration;
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
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.dossier.Registerzaken;
import nl.ketenbrug.dossier.Registerzaken.Feit;
import nl.ketenbrug.dossier.Registerzaken.Registerzaak;
import nl.ketenbrug.dossier.Zaaksleutel;
import nl.ketenbrug.dossier.Zaakverloop;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bron.Meldingen.Soort;
import nl.ketenbrug.source.Bronnen;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
  private static final Logger LOG = LoggerFactory.getLogger(Meldingverwerking.class);

  /** That a clock of a source may be ahead of ours. */
  private static final Duration VOORUIT = Duration.ofMinutes(5);

  private static final String MELDING = "//k:Registermelding";

  private final Bronnen bronnen;
  private final Registerzaken zaken;
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
      Herkenningen herkenningen,
      Matches matches,
      Matchvergelijker vergelijker,
      Meldingverteller verteller,
      ToezichtSettings settings,
      Berichtenlog log,
      Clock clock) {
    this.bronnen = bronnen;
    this.zaken = zaken;
    this.herkenningen = herkenningen;
    this.matches = matches;
    this.vergelijker = vergelijker;
    this.verteller = verteller;
    this.settings = settings;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Whether this tells of a case. The body says so, also where this engine has no file of its
   * source: then it may not pass as done.
   */
  public boolean isMelding(Exchange exchange) {
    return !Canoniek.van(exchange).delen(MELDING).isEmpty();
  }

  /**
   * Takes one message in, and puts on record when nothing follows from it.
   *
   * @throws IllegalStateException when this engine does not know the source as one that tells of
   *     cases: another may, and else a person looks
   * @throws GeweigerdBericht when its clock is ahead, or it ends something of nobody knows whom
   */
  @Transactional
  public void neem(Exchange exchange) {
    Canoniek gebeurtenis = Canoniek.van(exchange);
    Bron bron =
        bronnen
            .zoek(exchange.getMessage().getHeader(Koppen.BRON, String.class))
            .filter(Bron::meldtZaken)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Een melding van een bron zonder blok meldingen in config/sources"));
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
    Instant mutatie = mutatie(melding);
    herkenningen.vergrendel();
    Canoniek persoon = melding.delen("k:Persoon").get(0);
    boolean opNummer = persoon.tekst("k:bsn").isPresent();
    String nummer = melding.verplicht("k:nummer");
    boolean stand = bron.meldingen().inhoud() == Soort.STAND;
    Zaaksleutel traject = zaken.traject(bron.naam(), nummer);
    Zaaksleutel sleutel = stand ? traject : sleutel(traject, opNummer ? onderwerp : null, persoon);
    Optional<Registerzaak> eerder = zaken.zaak(sleutel);
    List<Feit> feiten = feiten(melding, mutatie);
    // What goes on, ends or is taken back of a case that is known needs no recognition.
    if (!opNummer && !settings.aan() && eerder.isEmpty()) {
      eisGeenEinde(traject, feiten);
      return Optional.of(Reden.HERKENNING_UIT);
    }
    boolean ouder = eerder.filter(zaak -> mutatie.isBefore(zaak.mutatie())).isPresent();
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
    // One without a number takes away none that was said.
    Dossiersleutel dossier =
        opNummer && !ouder ? onderwerp : eerder.map(Registerzaak::dossier).orElse(null);
    Registerzaak zaak =
        new Registerzaak(
            sleutel,
            traject,
            bron.naam(),
            // A case that was removed and comes back goes on above what it had.
            eerder.map(Registerzaak::versie).orElseGet(() -> clock.instant().toEpochMilli()) + 1,
            ouder ? eerder.get().mutatie() : mutatie,
            dossier,
            nummer,
            feiten);
    zaken.bewaar(zaak, bewaarTot(bron, zaak));
    neem(
        zaken.zaak(sleutel).orElseThrow(),
        ouder || (!opNummer && !settings.aan()) ? null : persoon,
        bericht);
    return Optional.empty();
  }

  /** A couple may be in one traject: what is told of the one is no fact about the other. */
  private Zaaksleutel sleutel(Zaaksleutel traject, Dossiersleutel dossier, Canoniek persoon) {
    return dossier != null
        ? zaken.sleutel(traject, dossier)
        : zaken.sleutel(traject, Herkenner.persoon(persoon));
  }

  /** By a clock that is ahead no later message would count any more. */
  private Instant mutatie(Canoniek melding) {
    Instant mutatie = OffsetDateTime.parse(melding.verplicht("k:mutatie")).toInstant();
    if (mutatie.isAfter(clock.instant().plus(VOORUIT))) {
      throw new GeweigerdBericht(
          "tijdstip-in-toekomst",
          "Het tijdstip van het bericht ligt meer dan vijf minuten in de toekomst.");
    }
    return mutatie;
  }

  /** Whether this ends something of a debtor in the traject nobody here can say: a person looks. */
  private void eisGeenEinde(Zaaksleutel traject, List<Feit> feiten) {
    boolean einde = feiten.stream().anyMatch(feit -> Zaakverloop.eindigt(feit.type()) != null);
    if (einde && zaken.isOpNummer(traject)) {
      throw new GeweigerdBericht(
          "einde-zonder-nummer",
          "Een einde zonder burgerservicenummer in een traject dat op nummer bekend is.");
    }
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
                verteller.nietDeze(match, zaak, bericht);
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
      // Of a case that should not have been there also what waits for another judgement is taken
      // back.
      if (match.isZeker() || zaak.feiten().isEmpty()) {
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
    LocalDate vandaag = LocalDate.ofInstant(clock.instant(), NEDERLAND);
    for (Zaaksleutel sleutel : zaken.van(dossier)) {
      if (matches.van(sleutel).stream().anyMatch(match -> match.dossier().equals(dossier))) {
        continue;
      }
      try {
        Registerzaak zaak = zaken.zaak(sleutel).orElseThrow();
        if (Zaakloop.van(zaak.feiten()).stream().anyMatch(een -> !een.isVoorbij(vandaag))) {
          matches
              .zeker(dossier, sleutel, zaak.bron())
              .ifPresent(match -> verteller.vertel(match, zaak, oorzaak));
        }
      } catch (OnleesbareBewaring e) {
        // Without its match it is tried again with the next answer about him.
        matches.van(sleutel).stream()
            .filter(match -> match.dossier().equals(dossier))
            .forEach(matches::wis);
        LOG.error("Zaak {} is niet te vertellen: {}", sleutel.value(), OnleesbareBewaring.CODE);
      }
    }
  }

  /** Whether a source said by number something about this debtor. */
  boolean kent(Dossiersleutel dossier) {
    return !zaken.van(dossier).isEmpty();
  }

  /**
   * Tells what in this traject ended by itself, on a day that was said at its beginning: no source
   * tells that once more. Behind the lock of who takes in messages and judgements: what one of them
   * changed meanwhile counts.
   *
   * @throws OnleesbareBewaring when debtor or case does not open; nothing is told then
   */
  @Transactional
  void verloopt(Dossiersleutel dossier, Zaaksleutel traject) {
    herkenningen.vergrendel();
    verteller.verloopt(dossier, traject);
  }

  /** A case that ended long enough ago may not be kept. */
  @Transactional
  void vervalt(Zaaksleutel zaak, LocalDate vandaag) {
    herkenningen.vergrendel();
    Optional<Zaaksleutel> traject = zaken.wisVervallen(zaak, vandaag);
    if (traject.isEmpty()) {
      // A message brought it back since the day was looked at.
      return;
    }
    herkenningen.wis(zaak);
    for (Match match : matches.van(zaak)) {
      verteller.zetStand(match.dossier(), traject.get());
      matches.vergeetAlles(match);
      matches.verdween(match);
    }
  }

  /** Of what goes on without a known end a source may never tell the end: that is bounded too. */
  private static LocalDate bewaarTot(Bron bron, Registerzaak zaak) {
    LocalDate bericht = LocalDate.ofInstant(zaak.mutatie(), NEDERLAND);
    if (Zaakloop.van(zaak.feiten()).stream().anyMatch(een -> een.laatste() == null)) {
      return bericht.plus(bron.meldingen().openTermijn());
    }
    LocalDate laatste =
        Stream.concat(
                Stream.of(bericht),
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
