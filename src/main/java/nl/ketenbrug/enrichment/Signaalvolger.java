package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.dossier.Signalen;
import nl.ketenbrug.dossier.Signalen.Beurt;
import nl.ketenbrug.dossier.Signalen.Lezing;
import nl.ketenbrug.dossier.Signalen.Signaal;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import nl.ketenbrug.source.Bronvragen;
import nl.ketenbrug.source.Volgwijze;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Reads about which organisations something changed, page by page, and fetches each signal about
 * one that a dossier knows. Whose turn it is and up to where was read stand in the database, so
 * every engine does it, and one that stops halfway only costs time.
 */
@Component
class Signaalvolger implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Signaalvolger.class);
  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  /** Requests in a row before the next look at whether the source is open. */
  private static final int BATCH = 50;

  /** A reading of more pages is one that never ends. */
  private static final int BLADZIJDEN = 10_000;

  /** Times that the source may refuse one signal before it is set apart. */
  private static final int POGINGEN = 6;

  private static final String RECHT = "bron-niet-gerechtigd";
  private static final String ONBEKEND = "onbekend";

  private final Signalen signalen;
  private final Signaalverteller verteller;
  private final Bronnen bronnen;
  private final Bronvragen vragen;
  private final Berichtenlog log;
  private final VolgSettings settings;
  private final Environment omgeving;
  private final CamelContext camel;
  private final Clock clock;

  /** One at a time: pages and signals go in order. */
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          0,
          1,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          taak -> new Thread(taak, "signaalvolger"));

  Signaalvolger(
      Signalen signalen,
      Signaalverteller verteller,
      Bronnen bronnen,
      Bronvragen vragen,
      Berichtenlog log,
      VolgSettings settings,
      Environment omgeving,
      CamelContext camel,
      Clock clock) {
    this.signalen = signalen;
    this.verteller = verteller;
    this.bronnen = bronnen;
    this.vragen = vragen;
    this.log = log;
    this.settings = settings;
    this.omgeving = omgeving;
    this.camel = camel;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${ketenbrug.volgen.voeding}")
  void ronde() {
    if (!settings.aan() || !camel.isStarted()) {
      return;
    }
    for (Bron bron : bronnen.alle()) {
      if (bron.isSignaaldienst() && settings.volgt(bron.naam())) {
        try {
          executor.execute(() -> werk(bron));
        } catch (RejectedExecutionException e) {
          LOG.debug("De vorige ronde van bron {} loopt nog", bron.naam());
        }
      }
    }
  }

  /** A round: pages as long as there are, then signals, within the limits of the source. */
  void werk(Bron bron) {
    try {
      for (int verzoek = 0; verzoek < BATCH && isOpen(bron); verzoek++) {
        if (!leesVerder(bron) && !haalVolgende(bron)) {
          return;
        }
      }
    } catch (DataAccessException | TransactionException | JmsException e) {
      // What was taken comes back by itself.
      LOG.warn(
          "Bron {} kon niet worden gelezen ({}); bij de volgende ronde opnieuw",
          bron.naam(),
          e.getClass().getSimpleName());
    } catch (RuntimeException e) {
      // The text of the exception may quote an answer.
      LOG.error("Bron {} is niet te lezen ({})", bron.naam(), e.getClass().getName());
    }
  }

  private boolean isOpen(Bron bron) {
    return bron.volgen().isOpen(LocalTime.now(clock.withZone(NEDERLAND)));
  }

  /**
   * @return false when there is no page to read now
   */
  private boolean leesVerder(Bron bron) {
    Optional<Lezing> lezing =
        signalen.neemLezing(
            bron.naam(),
            bron.volgen().perMinuut(),
            Duration.ofSeconds(bron.signalen().overlap()),
            uitstel(),
            langst(bron));
    lezing.ifPresent(genomen -> lees(bron, genomen));
    return lezing.isPresent();
  }

  private void lees(Bron bron, Lezing lezing) {
    try {
      if (lezing.abonnement() == null) {
        signalen.abonnement(bron.naam(), lezing, abonnement(bron));
      } else {
        leesBladzijde(bron, lezing);
      }
    } catch (BronNietBereikbaar e) {
      LOG.warn("Bron {} wordt later weer gelezen: {}", bron.naam(), e.code());
      signalen.mislukt(bron.naam(), lezing, poging -> later(bron, poging));
    } catch (GeweigerdBericht e) {
      LOG.warn("Bron {} wordt later weer van voren gelezen: {}", bron.naam(), e.code());
      signalen.geweigerd(bron.naam(), lezing, poging -> later(bron, poging));
    }
  }

  /** The one that is set; else the only one that there is. */
  private String abonnement(Bron bron) {
    Canoniek antwoord = vraag(bron, BerichtId.nieuw(clock.instant()), "<abonnementen/>");
    List<String> nummers = antwoord.teksten("/k:Signaalantwoord/k:abonnementen/k:abonnement");
    String gekozen =
        omgeving.getProperty("ketenbrug.bron." + bron.naam() + ".abonnement", "").strip();
    if (gekozen.isEmpty() ? nummers.size() == 1 : nummers.contains(gekozen)) {
      return gekozen.isEmpty() ? nummers.get(0) : gekozen;
    }
    throw new GeweigerdBericht(
        "abonnement-niet-aan-te-wijzen",
        "bron %s noemt %d abonnementen; ketenbrug.bron.%s.abonnement wijst er geen van aan"
            .formatted(bron.naam(), nummers.size(), bron.naam()));
  }

  private void leesBladzijde(Bron bron, Lezing lezing) {
    Canoniek antwoord =
        vraag(
            bron,
            BerichtId.nieuw(clock.instant()),
            "<bladzijde><abonnement>%s</abonnement><vanaf>%s</vanaf><nummer>%d</nummer><signalen>%d</signalen></bladzijde>"
                .formatted(
                    lezing.abonnement(),
                    lezing.vanaf(),
                    lezing.bladzijde(),
                    bron.signalen().perBladzijde()));
    List<Canoniek> bladzijden = antwoord.delen("/k:Signaalantwoord/k:bladzijde");
    if (bladzijden.isEmpty()) {
      throw new GeweigerdBericht("antwoord-geen-bladzijde", "de bron antwoordde op iets anders");
    }
    Canoniek bladzijde = bladzijden.get(0);
    List<Signaal> gelezen = bladzijde.delen("k:signaal").stream().map(this::signaal).toList();
    String hash =
        Matchverhaal.sha256(
            gelezen.stream().map(Signaal::kenmerk).sorted().collect(Collectors.joining("|")));
    toets(bladzijde, lezing, gelezen, hash);
    Long totaal = bladzijde.tekst("@totaal").map(Long::valueOf).orElse(null);
    if (totaal != null && lezing.totaal() != null && totaal < lezing.totaal()) {
      LOG.info("Bron {} heeft er nu minder; zij wordt van voren gelezen", bron.naam());
      signalen.leesOpnieuw(bron.naam(), lezing);
      return;
    }
    boolean laatste = isLaatste(bladzijde, lezing, gelezen);
    Instant daarna = clock.instant().plusSeconds(bron.volgen().elke());
    int nieuw = signalen.neem(bron.naam(), lezing, gelezen, hash, totaal, laatste ? daarna : null);
    if (nieuw > 0) {
      LOG.info("Bron {} geeft {} signalen over organisaties in dossiers", bron.naam(), nieuw);
    }
  }

  /** A page that is not the next one would make us go round, or miss what is on the next one. */
  private static void toets(Canoniek bladzijde, Lezing lezing, List<Signaal> gelezen, String hash) {
    boolean andere =
        bladzijde
            .tekst("@nummer")
            .filter(nummer -> !nummer.equals(Integer.toString(lezing.bladzijde())))
            .isPresent();
    boolean herhaald = !gelezen.isEmpty() && hash.equals(lezing.vorige());
    if (andere || herhaald || lezing.bladzijde() > BLADZIJDEN) {
      throw new GeweigerdBericht(
          "antwoord-andere-bladzijde", "de bron gaf een andere bladzijde dan de volgende");
    }
  }

  /** By the number of pages; of a source that does not say it, the first one without signals. */
  private static boolean isLaatste(Canoniek bladzijde, Lezing lezing, List<Signaal> gelezen) {
    return gelezen.isEmpty()
        || bladzijde
            .tekst("@bladzijden")
            .filter(aantal -> lezing.bladzijde() >= Integer.parseInt(aantal))
            .isPresent();
  }

  private Signaal signaal(Canoniek signaal) {
    return new Signaal(
        signaal.verplicht("k:kenmerk"),
        signaal.verplicht("k:kvkNummer"),
        signaal.tekst("k:vestigingsnummer").orElse(null),
        signaal.verplicht("k:soort"),
        OffsetDateTime.parse(signaal.verplicht("k:tijdstip")).toInstant());
  }

  /**
   * @return false when there is no signal to fetch now
   */
  private boolean haalVolgende(Bron bron) {
    Optional<Beurt> beurt =
        signalen.neemSignaal(bron.naam(), bron.volgen().perMinuut(), uitstel(), langst(bron));
    beurt.ifPresent(genomen -> haal(bron, genomen));
    return beurt.isPresent();
  }

  private void haal(Bron bron, Beurt beurt) {
    Signaal signaal = beurt.signaal();
    BerichtId vraag = BerichtId.nieuw(clock.instant());
    List<Dossiersleutel> dossiers = signalen.dossiers(signaal.kvkNummer());
    if (dossiers.isEmpty()) {
      // The last attachment ended meanwhile: nothing is asked about who is followed no more.
      signalen.verteld(bron.naam(), signaal);
      return;
    }
    try {
      eisBekend(signaal.soort());
      Canoniek inschrijving = haal(bron, beurt, vraag);
      boolean alles = true;
      for (Dossiersleutel dossier : dossiers) {
        alles &= vertel(bron, signaal, dossier, inschrijving, vraag);
      }
      if (alles) {
        signalen.verteld(bron.naam(), signaal);
      } else {
        signalen.signaalMislukt(bron.naam(), beurt, later(bron, beurt.pogingen() + 1));
      }
    } catch (BronNietBereikbaar e) {
      LOG.warn("Een signaal van bron {} wordt later weer gevraagd: {}", bron.naam(), e.code());
      signalen.signaalMislukt(bron.naam(), beurt, later(bron, beurt.pogingen() + 1));
    } catch (GeweigerdBericht e) {
      weiger(bron, beurt, vraag, e);
    }
  }

  /** One debtor who does not open holds up no other. */
  private boolean vertel(
      Bron bron, Signaal signaal, Dossiersleutel dossier, Canoniek inschrijving, BerichtId vraag) {
    try {
      verteller.vertel(bron.naam(), signaal, dossier, inschrijving, vraag);
      return true;
    } catch (OnleesbareBewaring e) {
      LOG.error(
          "Een signaal van bron {} is een dossier nog niet te vertellen: {}",
          bron.naam(),
          OnleesbareBewaring.CODE);
      return false;
    }
  }

  private Canoniek haal(Bron bron, Beurt beurt, BerichtId vraag) {
    Signaal signaal = beurt.signaal();
    String vestiging =
        signaal.vestigingsnummer() == null
            ? ""
            : "<vestigingsnummer>" + signaal.vestigingsnummer() + "</vestigingsnummer>";
    List<Canoniek> inschrijvingen =
        vraag(
                bron,
                vraag,
                "<signaal><abonnement>%s</abonnement><kenmerk>%s</kenmerk><kvkNummer>%s</kvkNummer>%s</signaal>"
                    .formatted(
                        beurt.abonnement(), signaal.kenmerk(), signaal.kvkNummer(), vestiging))
            .delen("/k:Signaalantwoord/k:Inschrijving");
    if (inschrijvingen.isEmpty()) {
      throw new GeweigerdBericht("antwoord-geen-signaal", "de bron antwoordde op iets anders");
    }
    Canoniek inschrijving = inschrijvingen.get(0);
    eisBekend(inschrijving.verplicht("k:soort"));
    if (!inschrijving.verplicht("k:kvkNummer").equals(signaal.kvkNummer())) {
      throw new GeweigerdBericht(
          "antwoord-ander-object", "de bron antwoordde over een andere inschrijving");
    }
    return inschrijving;
  }

  private static void eisBekend(String soort) {
    if (soort.equals(ONBEKEND)) {
      throw new GeweigerdBericht(
          "signaalsoort-onbekend", "de bron gaf een soort signaal die hier niet bekend is");
    }
  }

  /**
   * That we have no right now says nothing of this signal. Any other refusal does: after some tries
   * it is set apart, on record, so that it does not hold up later ones of its organisation.
   */
  private void weiger(Bron bron, Beurt beurt, BerichtId vraag, GeweigerdBericht e) {
    int poging = beurt.pogingen() + 1;
    if (e.code().equals(RECHT)
        || (poging < POGINGEN && !e.code().equals("signaalsoort-onbekend"))) {
      LOG.warn("Een signaal van bron {} wordt later weer gevraagd: {}", bron.naam(), e.code());
      signalen.signaalMislukt(bron.naam(), beurt, later(bron, poging));
      return;
    }
    log.schrijf(
        new LogRegelBouwer(Stap.GEWEIGERD, vraag, clock.instant())
            .bron(bron.naam())
            .reden(
                e.code(),
                "van signaal %s kwam geen gebeurtenis: %s"
                    .formatted(beurt.signaal().kenmerk(), e.getMessage()))
            .bouw());
    signalen.zetApart(bron.naam(), beurt.signaal(), e.code());
  }

  private Canoniek vraag(Bron bron, BerichtId bericht, String wat) {
    String vraag =
        "<Signaalvraag xmlns=\"%s\">%s</Signaalvraag>".formatted(Canoniek.NAMESPACE, wat);
    return Canoniek.lees(Bevraging.wacht(vragen.signalen(bron.naam(), vraag, koppen(bericht))));
  }

  private Map<String, Object> koppen(BerichtId vraag) {
    Map<String, Object> koppen = new HashMap<>();
    koppen.put(Koppen.BERICHT_ID, vraag.toString());
    koppen.put(Koppen.CORRELATIE_ID, vraag.toString());
    koppen.put(Koppen.BRON, "ketenbrug");
    koppen.put("geregistreerd", clock.instant().toString());
    return koppen;
  }

  private Instant later(Bron bron, int poging) {
    return clock.instant().plus(bron.volgen().wacht(poging));
  }

  private Duration uitstel() {
    return Duration.ofSeconds(settings.uitstel());
  }

  /** No turn is ever set further ahead than this. */
  private Duration langst(Bron bron) {
    Volgwijze wijze = bron.volgen();
    return Duration.ofSeconds(
        Math.max(settings.uitstel(), Math.max(wijze.elke(), wijze.terugvalHoogstens())));
  }

  @Override
  public void destroy() {
    executor.shutdownNow();
  }
}
