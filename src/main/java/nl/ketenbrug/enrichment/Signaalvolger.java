package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.dossier.Signalen;
import nl.ketenbrug.dossier.Signalen.Beurt;
import nl.ketenbrug.dossier.Signalen.Bladzijde;
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

  /** Dossiers that are told of a signal before its turn is made longer. */
  private static final int DOSSIERS = 200;

  private static final String RECHT = "bron-niet-gerechtigd";

  /** After these it may be that our subscription is another one. */
  private static final Set<String> ABONNEMENT =
      Set.of(RECHT, "bron-weigert-vraag", "abonnement-niet-aan-te-wijzen");

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
    if (gevolgd().size() > 1) {
      throw new IllegalStateException(
          "Er kan maar een bron met signalen gevolgd worden, niet " + gevolgd().size());
    }
  }

  @Scheduled(fixedDelayString = "${ketenbrug.volgen.voeding}")
  void ronde() {
    if (!settings.aan() || !camel.isStarted()) {
      return;
    }
    for (Bron bron : gevolgd()) {
      try {
        executor.execute(() -> werk(bron));
      } catch (RejectedExecutionException e) {
        LOG.debug("De vorige ronde van bron {} loopt nog", bron.naam());
      }
    }
  }

  private List<Bron> gevolgd() {
    return bronnen.alle().stream()
        .filter(bron -> bron.isSignaaldienst() && settings.volgt(bron.naam()))
        .toList();
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
    BerichtId vraag = BerichtId.nieuw(clock.instant());
    try {
      if (lezing.abonnement() == null) {
        signalen.abonnement(bron.naam(), lezing, abonnement(bron, vraag));
      } else {
        leesBladzijde(bron, lezing, vraag);
      }
    } catch (BronNietBereikbaar e) {
      LOG.warn("Bron {} wordt later weer gelezen: {}", bron.naam(), e.code());
      signalen.mislukt(bron.naam(), lezing, poging -> later(bron, poging));
    } catch (GeweigerdBericht e) {
      LOG.warn("Bron {} wordt later weer van voren gelezen: {}", bron.naam(), e.code());
      int keren =
          signalen.geweigerd(
              bron.naam(), lezing, ABONNEMENT.contains(e.code()), poging -> later(bron, poging));
      if (keren == 1) {
        // The first of a run: each next one would say the same.
        geweigerd(bron, vraag, null, e.code(), e.getMessage());
      }
    }
  }

  /** The one that is set; else the only one that there is. */
  private String abonnement(Bron bron, BerichtId vraag) {
    Canoniek antwoord = vraag(bron, vraag, null, "<abonnementen/>");
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

  private void leesBladzijde(Bron bron, Lezing lezing, BerichtId vraag) {
    Canoniek antwoord =
        vraag(
            bron,
            vraag,
            null,
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
    List<Canoniek> onleesbaar = bladzijde.delen("k:onleesbaar");
    onleesbaar.forEach(signaal -> meldOnleesbaar(bron, vraag, signaal));
    int aantal = gelezen.size() + onleesbaar.size();
    Long totaal = bladzijde.tekst("@totaal").map(Long::valueOf).orElse(null);
    boolean laatste = isLaatste(bladzijde, lezing, aantal);
    if (isOnvolledig(lezing, totaal, laatste, aantal)) {
      signalen.bewaar(bron.naam(), lezing, gelezen);
      throw new GeweigerdBericht(
          "antwoord-onvolledig", "de bron gaf minder signalen dan zij zei te hebben");
    }
    Instant daarna = clock.instant().plusSeconds(bron.volgen().elke());
    int nieuw =
        signalen.neem(
            bron.naam(),
            lezing,
            new Bladzijde(gelezen, aantal, hash, totaal),
            laatste ? daarna : null);
    if (aantal > 0) {
      log.schrijf(
          new LogRegelBouwer(Stap.VASTGELEGD, vraag, clock.instant())
              .bron(bron.naam())
              .reden(
                  "bladzijde-gelezen",
                  "bladzijde %d van bron %s had %d signalen, waarvan %d nieuw over een dossier en %d onleesbaar; SHA-256 van de nummers: %s"
                      .formatted(
                          lezing.bladzijde(), bron.naam(), aantal, nieuw, onleesbaar.size(), hash))
              .bouw());
    }
  }

  /** Fewer than at the page before: pages moved. Fewer than it has in all: a page was not whole. */
  private static boolean isOnvolledig(Lezing lezing, Long totaal, boolean laatste, int aantal) {
    return totaal != null
        && ((lezing.totaal() != null && totaal < lezing.totaal())
            || (laatste && lezing.gelezen() + aantal < totaal));
  }

  /**
   * One that has no number holds up no other; it cannot be asked. Those that have no id either
   * cannot be told apart: they are on record once a day, and the record of each page counts them.
   */
  private void meldOnleesbaar(Bron bron, BerichtId vraag, Canoniek signaal) {
    String kenmerk =
        signaal
            .tekst("k:kenmerk")
            .orElseGet(() -> "zonder-kenmerk-" + LocalDate.now(clock.withZone(NEDERLAND)));
    if (signalen.onleesbaar(bron.naam(), kenmerk)) {
      geweigerd(
          bron,
          vraag,
          null,
          Signalen.ONLEESBAAR,
          "signaal %s heeft geen leesbaar nummer, van zichzelf of van een organisatie"
              .formatted(kenmerk));
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
  private static boolean isLaatste(Canoniek bladzijde, Lezing lezing, int aantal) {
    boolean laatste =
        bladzijde
            .tekst("@bladzijden")
            .map(bladzijden -> lezing.bladzijde() >= Integer.parseInt(bladzijden))
            .orElse(aantal == 0);
    if (aantal == 0 && !laatste) {
      throw new GeweigerdBericht(
          "antwoord-andere-bladzijde", "de bron gaf een lege bladzijde die niet de laatste is");
    }
    return laatste;
  }

  private Signaal signaal(Canoniek signaal) {
    return new Signaal(
        signaal.verplicht("k:kenmerk"),
        signaal.verplicht("k:kvkNummer"),
        signaal.tekst("k:vestigingsnummer").orElse(null),
        soort(signaal),
        // Of one that does not say when, the latest that it can be.
        signaal
            .tekst("k:tijdstip")
            .map(tijdstip -> OffsetDateTime.parse(tijdstip).toInstant())
            .orElseGet(clock::instant));
  }

  private static String soort(Canoniek signaal) {
    return signaal.tekst("k:soortBijBron").orElseGet(() -> signaal.verplicht("k:soort"));
  }

  /**
   * @return false when there is no signal to fetch now, or the source cannot answer
   */
  private boolean haalVolgende(Bron bron) {
    Optional<Beurt> beurt =
        signalen.neemSignaal(bron.naam(), bron.volgen().perMinuut(), uitstel(), langst(bron));
    return beurt.isPresent() && haal(bron, beurt.get());
  }

  private boolean haal(Bron bron, Beurt beurt) {
    Signaal signaal = beurt.signaal();
    BerichtId vraag = BerichtId.nieuw(clock.instant());
    if (signalen.teVertellen(bron.naam(), signaal, null, 1).isEmpty()) {
      // The last attachment ended meanwhile: nothing is asked about who is followed no more.
      signalen.verteld(bron.naam(), signaal);
      return true;
    }
    try {
      Canoniek inschrijving = haal(bron, beurt, vraag);
      signalen.opgehaald(bron.naam());
      vertel(bron, beurt, inschrijving, vraag);
      return true;
    } catch (BronNietBereikbaar e) {
      LOG.warn("Signalen van bron {} worden later weer gevraagd: {}", bron.naam(), e.code());
      // One that it could never answer is tried less and less, and the others wait for it no
      // longer.
      int keren = beurt.pogingen() + 1;
      boolean vaak = keren >= Signalen.ORDE;
      signalen.nietGegeven(bron.naam(), beurt, vaak ? later(bron, keren) : clock.instant());
      signalen.rust(bron.naam(), poging -> later(bron, vaak ? 1 : poging));
      return false;
    } catch (GeweigerdBericht e) {
      weiger(bron, beurt, vraag, e.code(), e.getMessage());
      return true;
    }
  }

  /** Who was told before is not in the list: after a stop halfway this goes on where it was. */
  private void vertel(Bron bron, Beurt beurt, Canoniek inschrijving, BerichtId vraag) {
    Signaal signaal = beurt.signaal();
    Optional<Beurt> deze = Optional.of(beurt);
    boolean alles = true;
    Dossiersleutel na = null;
    List<Dossiersleutel> volgende = signalen.teVertellen(bron.naam(), signaal, na, DOSSIERS);
    while (!volgende.isEmpty()) {
      for (Dossiersleutel dossier : volgende) {
        alles &= vertel(bron, signaal, dossier, inschrijving, vraag);
        na = dossier;
      }
      deze = signalen.verleng(bron.naam(), deze.get(), uitstel());
      if (deze.isEmpty()) {
        // Held up past its turn: another engine tells the rest.
        return;
      }
      volgende = signalen.teVertellen(bron.naam(), signaal, na, DOSSIERS);
    }
    if (alles) {
      signalen.verteld(bron.naam(), signaal);
    } else if (beurt.hopeloos()) {
      zetApart(bron, signaal, vraag, OnleesbareBewaring.CODE, "een dossier is niet te lezen");
    } else {
      int poging = Math.max(beurt.pogingen() + 1, Signalen.ORDE);
      signalen.deelsVerteld(bron.naam(), deze.get(), later(bron, poging));
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
                signaal,
                "<signaal><abonnement>%s</abonnement><kenmerk>%s</kenmerk><soort>%s</soort><kvkNummer>%s</kvkNummer>%s</signaal>"
                    .formatted(
                        beurt.abonnement(),
                        signaal.kenmerk(),
                        signaal.soort(),
                        signaal.kvkNummer(),
                        vestiging))
            .delen("/k:Signaalantwoord/k:Inschrijving");
    if (inschrijvingen.isEmpty()) {
      throw new GeweigerdBericht("antwoord-geen-signaal", "de bron antwoordde op iets anders");
    }
    Canoniek inschrijving = inschrijvingen.get(0);
    if (!inschrijving.verplicht("k:kvkNummer").equals(signaal.kvkNummer())) {
      throw new GeweigerdBericht(
          "antwoord-ander-object", "de bron antwoordde over een andere inschrijving");
    }
    return inschrijving;
  }

  /**
   * That we have no right now says nothing of this signal. Any other refusal may do: a signal that
   * was refused for thirty days, by a source that gave others, is set apart on record.
   */
  private void weiger(Bron bron, Beurt beurt, BerichtId vraag, String code, String uitleg) {
    boolean recht = code.equals(RECHT);
    if (beurt.hopeloos() && !recht) {
      zetApart(bron, beurt.signaal(), vraag, code, uitleg);
      return;
    }
    LOG.warn("Een signaal van bron {} wordt later weer gevraagd: {}", bron.naam(), code);
    signalen.signaalMislukt(bron.naam(), beurt, !recht, later(bron, beurt.pogingen() + 1));
  }

  /** On record in each dossier that would have heard. */
  private void zetApart(Bron bron, Signaal signaal, BerichtId vraag, String code, String uitleg) {
    String zin = "van signaal %s kwam geen gebeurtenis: %s".formatted(signaal.kenmerk(), uitleg);
    for (Dossiersleutel dossier :
        signalen.teVertellen(bron.naam(), signaal, null, Integer.MAX_VALUE)) {
      geweigerd(bron, vraag, dossier, code, zin);
    }
    signalen.zetApart(bron.naam(), signaal, code);
  }

  private void geweigerd(
      Bron bron, BerichtId vraag, Dossiersleutel dossier, String code, String uitleg) {
    log.schrijf(
        new LogRegelBouwer(Stap.GEWEIGERD, vraag, clock.instant())
            .bron(bron.naam())
            .dossier(dossier == null ? null : dossier.value())
            .reden(code, uitleg)
            .bouw());
  }

  private Canoniek vraag(Bron bron, BerichtId bericht, Signaal over, String wat) {
    String vraag =
        "<Signaalvraag xmlns=\"%s\">%s</Signaalvraag>".formatted(Canoniek.NAMESPACE, wat);
    return Canoniek.lees(
        Bevraging.wacht(vragen.signalen(bron.naam(), vraag, koppen(bericht, over))));
  }

  /** With the dossier where the question is about its debtor. */
  private Map<String, Object> koppen(BerichtId vraag, Signaal over) {
    Map<String, Object> koppen = new HashMap<>();
    koppen.put(Koppen.BERICHT_ID, vraag.toString());
    koppen.put(Koppen.CORRELATIE_ID, vraag.toString());
    koppen.put(Koppen.BRON, "ketenbrug");
    koppen.put("geregistreerd", clock.instant().toString());
    if (over != null) {
      Dossiersleutel schuldenaar = signalen.schuldenaar(over.kvkNummer());
      if (signalen.betreft(schuldenaar, over)) {
        koppen.put(Koppen.DOSSIER, schuldenaar.value());
      }
    }
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
