package nl.ketenbrug.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.ketenbrug.delivery.Vasthoudingen.Houvast;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/**
 * Pull with confirmation, by the partner or by the engine that delivers to its webhook. Handing out
 * only looks at the partner's queue; a message leaves it when the partner confirms, in one
 * transaction with the log record.
 */
@Service
public class Pull {

  private static final Logger LOG = LoggerFactory.getLogger(Pull.class);

  /** Milliseconds to wait for a message that must be on the queue. */
  private static final long WACHT = 1000;

  /** Characters that one call hands out, what lapsed and still stands there counted in. */
  static final long DIEPTE = 2_500_000;

  /**
   * Characters into the queue that one call comes: what it hands out, and what it looks past, held
   * by others or behind that in a dossier. A confirmation finds its message only in what the broker
   * reads back of a queue on disk (8 MB, two bytes a character and some for each message: {@code
   * max-read-page-bytes} of {@code partner.#} in broker.xml), so nothing is given from further on.
   * What waits for paper is not counted.
   */
  static final long BEREIK = DIEPTE + DIEPTE / 2;

  /** A hold that is longer than this. */
  private static final Duration LANG = Duration.ofMinutes(1);

  /** Characters that all readers of a partner together hold for long. */
  static final long LANG_VAST = DIEPTE / 2;

  private static final String TE_LAAT = "na het verstrijken van de termijn";

  private static final String NA_PAPIER = "na bezorging op papier";

  private static final String NA_INHOUDEN = "nadat een beheerder het had ingehouden";

  /** Messages that were answered and did not leave the queue, for one call to finish. */
  private static final int OPRUIMEN = 5;

  /** Messages that are no events, for one call to set apart; it passes over all of them. */
  private static final int VREEMD = 20;

  private final JmsTemplate jms;
  private final Brokertransactie transactie;
  private final Leveringen leveringen;
  private final Vasthoudingen vasthoudingen;
  private final Abonnementstand stand;
  private final Uitwijkgrens uitwijk;
  private final Uitgifte uitgifte;
  private final Berichtenlog log;
  private final Clock clock;

  Pull(
      JmsTemplate jms,
      Brokertransactie transactie,
      Leveringen leveringen,
      Vasthoudingen vasthoudingen,
      Abonnementstand stand,
      Uitwijkgrens uitwijk,
      Uitgifte uitgifte,
      Berichtenlog log,
      Clock clock) {
    this.jms = jms;
    this.transactie = transactie;
    this.leveringen = leveringen;
    this.vasthoudingen = vasthoudingen;
    this.stand = stand;
    this.uitwijk = uitwijk;
    this.uitgifte = uitgifte;
    this.log = log;
    this.clock = clock;
  }

  /**
   * An event as a partner gets it.
   *
   * @param dossier for the order among readers; its own body names it. Null of what is about no
   *     dossier: nothing waits for that
   * @param keer how often it is handed out now, of all its offerings together
   * @param aanbod which offering of it this is: 1, and one more each time that somebody puts it
   *     before the partner again. That tells a redelivery from a new offering
   */
  public record Bericht(
      UUID berichtId,
      long volgnummer,
      UUID correlatieId,
      UUID oorzaakId,
      String gebeurtenistype,
      String bron,
      @JsonIgnore String dossier,
      int keer,
      int aanbod,
      String inhoudstype,
      String inhoud) {

    /** As it is on the queue, which does not say how often it was offered. */
    Bericht(
        UUID berichtId,
        long volgnummer,
        UUID correlatieId,
        UUID oorzaakId,
        String gebeurtenistype,
        String bron,
        String dossier,
        int keer,
        String inhoudstype,
        String inhoud) {
      this(
          berichtId,
          volgnummer,
          correlatieId,
          oorzaakId,
          gebeurtenistype,
          bron,
          dossier,
          keer,
          1,
          inhoudstype,
          inhoud);
    }
  }

  /**
   * @param eerder whether this very answer stood already
   * @param blijftStaan whether the broker did not give up the message, so that it is still on the
   *     queue
   */
  public record Bevestiging(
      UUID berichtId, String uitkomst, boolean eerder, @JsonIgnore boolean blijftStaan) {}

  /**
   * What one call hands out.
   *
   * @param tempo null unless the rate of this partner keeps back what else there is
   * @param vastTot until when they are held for who asked; null when they are not
   * @param toestand why there may be nothing, whatever stands on the queue
   */
  public record Uitreiking(
      List<Bericht> berichten, Uitgifte.Begrensd tempo, Instant vastTot, Toestand toestand) {}

  /** Whether this subscription is handed anything now. */
  public enum Toestand {
    @JsonProperty("loopt")
    LOOPT,
    @JsonProperty("gepauzeerd")
    GEPAUZEERD,
    /** All of it. */
    @JsonProperty("op-papier")
    OP_PAPIER
  }

  /**
   * The oldest unconfirmed events, at most {@code limiet} and no more than the rate leaves room
   * for, in the order of the queue: that of their numbers, and behind it what was offered again or
   * released, with the number that it had. Each first hand-out is logged before; how often it was
   * given again is counted in table levering. Nothing while the subscription stands still.
   *
   * <p>What another reader of this partner holds is left out, and what follows it in the same
   * dossier too.
   *
   * @param vasthouden how long nobody else is given these; empty holds nothing
   */
  public Uitreiking oudste(Partner partner, int limiet, Optional<Duration> vasthouden) {
    if (stand.van(partner.code()).gepauzeerd()) {
      return new Uitreiking(List.of(), null, null, Toestand.GEPAUZEERD);
    }
    long hoogstens =
        vasthouden
            .filter(duur -> duur.compareTo(LANG) > 0)
            .map(duur -> LANG_VAST)
            .orElse(Long.MAX_VALUE);
    List<Bericht> gevonden =
        blader(partner, limiet, vasthoudingen.vast(partner.code()), hoogstens).berichten();
    Houvast houvast = vasthouden.map(duur -> houd(partner, gevonden, duur)).orElse(Houvast.NIETS);
    List<Bericht> vrij =
        vasthouden.isPresent()
            ? alleen(houvast.ids(), gevonden)
            : zonder(vasthoudingen.vast(partner.code()), gevonden);
    Uitgifte.Ruimte ruimte = uitgifte.neem(partner, vrij.size());
    List<Bericht> berichten = vrij.subList(0, ruimte.aantal());
    geefTerug(partner, vrij.subList(ruimte.aantal(), vrij.size()), houvast.tot());
    transactie.doe(
        () ->
            berichten.stream()
                .filter(bericht -> bericht.keer() == 1)
                .forEach(bericht -> log.schrijf(uitgereikt(partner, bericht).bouw())));
    berichten.forEach(bericht -> leveringen.afgeleverd(partner.code(), bericht.berichtId()));
    Toestand toestand =
        berichten.isEmpty() && uitwijk.van(partner.code()).alles()
            ? Toestand.OP_PAPIER
            : Toestand.LOOPT;
    return new Uitreiking(berichten, ruimte.begrensd(), houvast.tot(), toestand);
  }

  /** Whether nothing stands on the partner's queue now. */
  boolean isLeeg(Partner partner) {
    return jms.browse(
        partner.queue(), (session, browser) -> !browser.getEnumeration().hasMoreElements());
  }

  /**
   * The oldest unconfirmed events in the order of the queue, for an engine that delivers them. It
   * is the only reader: what one held before, by pull, is held from nobody.
   */
  List<Bericht> kijk(Partner partner, int limiet) {
    return kijk(partner, limiet, Set.of()).berichten();
  }

  /**
   * What one look into the queue gives.
   *
   * @param vol whether it ended at {@link #BEREIK} with more behind it
   */
  record Blik(List<Bericht> berichten, boolean vol) {}

  /** The same without these events, and without what comes after them in their dossiers. */
  Blik kijk(Partner partner, int limiet, Set<UUID> wachtend) {
    return blader(partner, limiet, wachtend, Long.MAX_VALUE);
  }

  /**
   * Notes that the engine is about to offer this event; the first time it is in the log before.
   *
   * @param hoe a sentence for who reads the log
   */
  void biedAan(Partner partner, Bericht bericht, String hoe) {
    biedAan(partner, List.of(bericht), "webhook", hoe);
  }

  /**
   * The same for several at once, in one transaction.
   *
   * @param code of the way in which they are offered
   */
  void biedAan(Partner partner, List<Bericht> berichten, String code, String hoe) {
    transactie.doe(
        () ->
            berichten.stream()
                .filter(bericht -> bericht.keer() == 1)
                .forEach(
                    bericht -> log.schrijf(uitgereikt(partner, bericht).reden(code, hoe).bouw())));
    berichten.forEach(bericht -> leveringen.afgeleverd(partner.code(), bericht.berichtId()));
  }

  /**
   * Right before the engine sends an event: its term does not end under its hands.
   *
   * @return false when it is over already, the event was answered, or it goes by paper now
   * @throws IllegalStateException when this partner has no such delivery
   */
  boolean houdOmTeBezorgen(Partner partner, Bericht bericht, Duration duur) {
    if (vasthoudingen.houdOmTeBezorgen(partner.code(), bericht.berichtId(), duur)) {
      // Held first, then looked: what is held no bundle takes, and what goes by paper is not sent.
      return !uitwijk.van(partner.code()).houdtTegen(bericht.dossier());
    }
    if (leveringen.zoek(partner.code(), bericht.berichtId()).isEmpty()) {
      throw new IllegalStateException("Deze levering is nergens genoteerd");
    }
    return false;
  }

  private LogRegelBouwer uitgereikt(Partner partner, Bericht bericht) {
    return regel(Stap.AFGELEVERD, partner, bericht.berichtId(), bericht.volgnummer())
        .correlatie(bericht.correlatieId())
        .gebeurtenistype(bericht.gebeurtenistype())
        .inhoudVanEerder(bericht.inhoudstype(), bericht.inhoud());
  }

  /** Gives back what was held and reached nobody. */
  public void geefTerug(Partner partner, Uitreiking uitreiking) {
    geefTerug(partner, uitreiking.berichten(), uitreiking.vastTot());
  }

  /**
   * @param tot null when nothing was held
   */
  private void geefTerug(Partner partner, List<Bericht> berichten, Instant tot) {
    if (tot != null) {
      vasthoudingen.laatLos(
          partner.code(), berichten.stream().map(Bericht::berichtId).toList(), tot);
    }
  }

  /** What follows an event of another reader in its dossier is let go. */
  private Houvast houd(Partner partner, List<Bericht> gevonden, Duration duur) {
    List<UUID> ids = gevonden.stream().map(Bericht::berichtId).toList();
    Houvast houvast = vasthoudingen.houd(partner.code(), ids, duur);
    Set<UUID> vanAnderen = new HashSet<>(ids);
    vanAnderen.removeAll(houvast.ids());
    Set<UUID> eigen = new HashSet<>();
    zonder(vanAnderen, gevonden).forEach(bericht -> eigen.add(bericht.berichtId()));
    Set<UUID> teveel = new HashSet<>(houvast.ids());
    teveel.removeAll(eigen);
    vasthoudingen.laatLos(partner.code(), List.copyOf(teveel), houvast.tot());
    return new Houvast(eigen, houvast.tot());
  }

  /** In the order of the queue. */
  private static List<Bericht> alleen(Set<UUID> ids, List<Bericht> berichten) {
    return berichten.stream().filter(bericht -> ids.contains(bericht.berichtId())).toList();
  }

  /** Without these events, and without what comes after them in their dossiers. */
  private static List<Bericht> zonder(Set<UUID> vast, List<Bericht> berichten) {
    Set<String> wachtend = new HashSet<>();
    List<Bericht> over = new ArrayList<>();
    for (Bericht bericht : berichten) {
      if (vast.contains(bericht.berichtId())) {
        wachtend.add(bericht.dossier());
      } else if (bericht.dossier() == null || !wachtend.contains(bericht.dossier())) {
        over.add(bericht);
      }
    }
    return over;
  }

  private Blik blader(Partner partner, int limiet, Set<UUID> vast, long hoogstens) {
    Uitwijkgrens.Grens papier = uitwijk.van(partner.code());
    if (papier.alles()) {
      return new Blik(List.of(), false);
    }
    // What lapsed goes to another queue, and takes no place here until then.
    Set<UUID> verstreken = leveringen.verstreken(partner.code());
    List<Vreemdbericht> vreemd = new ArrayList<>();
    Blik gevonden =
        jms.browse(
            partner.queue(),
            (session, browser) ->
                lees(browser, limiet, vast, hoogstens, verstreken, papier, vreemd));
    if (vreemd.size() > VREEMD) {
      // The first of them may be those that the broker does not give: they hold up no others.
      Collections.shuffle(vreemd);
    }
    vreemd.stream().limit(VREEMD).forEach(een -> zetApart(partner, een));
    Map<UUID, Leveringen.Levering> bekend =
        leveringen.zoek(
            partner.code(), gevonden.berichten().stream().map(Bericht::berichtId).toList());
    List<Bericht> open = new ArrayList<>();
    int opgeruimd = 0;
    for (Bericht bericht : gevonden.berichten()) {
      Leveringen.Levering levering = bekend.get(bericht.berichtId());
      if (levering != null && levering.isVerstreken() && !levering.isBeantwoord()) {
        // Its term is over: it goes to another queue, and is handed out no more until then.
        continue;
      }
      if (levering != null && levering.isBeantwoord()) {
        // Confirmed, but the engine ended before the message left the queue: finish that now.
        if (opgeruimd++ < OPRUIMEN && !neemVanWachtrij(partner, levering)) {
          opgeruimd = OPRUIMEN;
        }
        continue;
      }
      open.add(levering == null ? bericht : met(bericht, levering.keer() + 1, levering.aanbod()));
    }
    return new Blik(open, gevonden.vol());
  }

  /** In one transaction with its record; what does not succeed is left to the next call. */
  private void zetApart(Partner partner, Vreemdbericht vreemd) {
    BerichtId id = BerichtId.nieuw(clock.instant());
    AtomicBoolean gedaan = new AtomicBoolean();
    try {
      transactie.doe(
          () ->
              gedaan.set(
                  Boolean.TRUE.equals(
                      jms.execute(session -> zetApart(session, partner, vreemd, id), true))));
    } catch (JmsException | TransactionException e) {
      LOG.error(
          "Op wachtrij {} staat iets dat geen gebeurtenis is, en dat is niet apart te zetten ({})",
          partner.queue(),
          e.getClass().getSimpleName());
      return;
    }
    if (gedaan.get()) {
      LOG.error(
          "Op wachtrij {} stond iets dat geen gebeurtenis is; het staat nu op {} als {}",
          partner.queue(),
          Vreemdbericht.PARKEERPLEK,
          id);
    } else {
      LOG.warn(
          "Wachtrij {} geeft niet wat daar staat en geen gebeurtenis is; blijft het staan, haal het"
              + " dan weg met het gereedschap van de broker",
          partner.queue());
    }
  }

  private boolean zetApart(Session session, Partner partner, Vreemdbericht vreemd, BerichtId id)
      throws JMSException {
    Message message = vreemd.zetApart(session, partner.queue(), id);
    if (message == null) {
      return false;
    }
    LogRegelBouwer regel =
        new LogRegelBouwer(Stap.GEPARKEERD, id, clock.instant())
            .partner(partner.code(), null)
            .verwijzing(BerichtId.lees(vreemd.naam()).orElse(null))
            .reden(
                Vreemdbericht.REDEN, "stond op de wachtrij van de afnemer en is geen gebeurtenis");
    if (message instanceof TextMessage tekst && tekst.getText() != null) {
      regel.inhoud(Formaat.inhoudstype(tekst.getText()), tekst.getText());
    }
    log.schrijf(regel.bouw());
    return true;
  }

  /**
   * @param hoogstens characters that may be held after this call, of what stands in front; one
   *     event is given however long it is, when nothing is held
   * @param vreemd gets what is no event
   */
  static Blik lees(
      QueueBrowser browser,
      int limiet,
      Set<UUID> vast,
      long hoogstens,
      Set<UUID> verstreken,
      Uitwijkgrens.Grens papier,
      List<Vreemdbericht> vreemd)
      throws JMSException {
    List<Bericht> berichten = new ArrayList<>();
    Set<String> wachtend = new HashSet<>();
    Enumeration<?> messages = browser.getEnumeration();
    long tekens = 0;
    long gehouden = 0;
    long volgt = 0;
    long eigen = 0;
    while (berichten.size() < limiet
        && tekens < DIEPTE
        && tekens + gehouden + volgt < BEREIK
        && messages.hasMoreElements()) {
      Message volgende = (Message) messages.nextElement();
      if (Vreemdbericht.is(volgende)) {
        vreemd.add(Vreemdbericht.van(volgende));
        continue;
      }
      TextMessage message = (TextMessage) volgende;
      String dossier = message.getStringProperty(Koppen.DOSSIER);
      if (papier.houdtTegen(dossier)) {
        // However much of a dossier waits for paper, it hides nothing of the others.
        continue;
      }
      int lengte = message.getText().length();
      if (verstreken.contains(uuid(message, Koppen.BERICHT_ID))) {
        tekens += lengte;
        continue;
      }
      if (vast.contains(uuid(message, Koppen.BERICHT_ID))) {
        wachtend.add(dossier);
        gehouden += lengte;
        continue;
      }
      if (dossier != null && wachtend.contains(dossier)) {
        volgt += lengte;
        continue;
      }
      if (gehouden + eigen > 0 && gehouden + eigen + lengte > hoogstens) {
        return new Blik(berichten, false);
      }
      eigen += lengte;
      tekens += lengte;
      berichten.add(
          new Bericht(
              uuid(message, Koppen.BERICHT_ID),
              message.getLongProperty(Koppen.VOLGNUMMER),
              uuid(message, Koppen.CORRELATIE_ID),
              uuid(message, Koppen.OORZAAK_ID),
              message.getStringProperty(Koppen.GEBEURTENISTYPE),
              message.getStringProperty(Koppen.BRON),
              dossier,
              1,
              Formaat.inhoudstype(message.getText()),
              message.getText()));
    }
    return new Blik(berichten, tekens + gehouden + volgt >= BEREIK && messages.hasMoreElements());
  }

  private static Bericht met(Bericht bericht, int keer, int aanbod) {
    return new Bericht(
        bericht.berichtId(),
        bericht.volgnummer(),
        bericht.correlatieId(),
        bericht.oorzaakId(),
        bericht.gebeurtenistype(),
        bericht.bron(),
        bericht.dossier(),
        keer,
        aanbod,
        bericht.inhoudstype(),
        bericht.inhoud());
  }

  /**
   * Takes the partner's answer. The same answer twice is the same answer; a final answer is not
   * changed by a later one.
   *
   * @return empty when this partner never got such an event
   */
  public Optional<Bevestiging> bevestig(
      Partner partner, UUID berichtId, Antwoord antwoord, String reden) {
    Optional<Leveringen.Levering> gevonden = leveringen.zoek(partner.code(), berichtId);
    if (gevonden.isEmpty()) {
      return Optional.empty();
    }
    Leveringen.Levering levering = gevonden.get();
    if (antwoord == Antwoord.LATER && !levering.isBeantwoord() && levering.isVerstreken()) {
      // There is no later: it is not given again unless somebody asks for it.
      return Optional.of(new Bevestiging(berichtId, Leveringen.VERLOPEN, true, false));
    }
    if (antwoord == Antwoord.LATER && !levering.isBeantwoord()) {
      log.schrijf(
          regel(Stap.AFGELEVERD, partner, berichtId, levering.volgnummer())
              .correlatie(levering.correlatieId())
              .reden("later", reden == null ? "de afnemer vraagt het later opnieuw" : reden)
              .bouw());
      return Optional.of(new Bevestiging(berichtId, antwoord.naam(), false, false));
    }
    while (!levering.isBeantwoord()) {
      noteer(partner, levering, antwoord, reden);
      levering = leveringen.zoek(partner.code(), berichtId).orElseThrow();
    }
    // Also when it was answered before: the engine may have ended between the two.
    boolean blijftStaan = !neemVanWachtrij(partner, levering);
    if ((levering.isOpPapier() || levering.isIngehouden()) && !blijftStaan) {
      return Optional.of(beantwoordAlsnog(partner, levering, antwoord, reden));
    }
    return Optional.of(
        new Bevestiging(
            berichtId, levering.uitkomst(), gevonden.get().isBeantwoord(), blijftStaan));
  }

  /**
   * It was handed over on paper, and now the partner says that it has it in its own system, or
   * cannot place it. Or it was withheld, and the partner got it before after all. Of what it
   * refuses no message is left to set apart: what it says stays with the delivery. What it had on
   * paper can be asked again; what was withheld cannot, and stays refused.
   */
  private Bevestiging beantwoordAlsnog(
      Partner partner, Leveringen.Levering levering, Antwoord antwoord, String reden) {
    UUID id = levering.berichtId();
    String na = levering.isOpPapier() ? NA_PAPIER : NA_INHOUDEN;
    String uitleg = reden == null ? na : reden + " (" + na + ")";
    Stap stap = antwoord == Antwoord.LATER ? Stap.AFGELEVERD : Stap.BEVESTIGD;
    Runnable leg =
        () ->
            transactie.doe(
                () ->
                    log.schrijf(
                        regel(stap, partner, id, levering.volgnummer())
                            .correlatie(levering.correlatieId())
                            .reden(antwoord.naam(), uitleg)
                            .bouw()));
    if (antwoord == Antwoord.LATER) {
      leg.run();
      return new Bevestiging(id, levering.uitkomst(), true, false);
    }
    boolean nu =
        leveringen.beantwoordAlsnog(
            partner.code(),
            id,
            antwoord.naam(),
            antwoord == Antwoord.GEWEIGERD ? reden : null,
            clock.instant(),
            leg);
    String uitkomst =
        nu ? antwoord.naam() : leveringen.zoek(partner.code(), id).orElseThrow().uitkomst();
    return new Bevestiging(id, uitkomst, !nu, false);
  }

  /**
   * The term may be over between the look at it and the answer; then the other one of these holds.
   */
  private void noteer(
      Partner partner, Leveringen.Levering levering, Antwoord antwoord, String reden) {
    UUID id = levering.berichtId();
    Instant nu = clock.instant();
    if (!leveringen.beantwoordOpTijd(partner.code(), id, antwoord.naam(), reden, nu)) {
      leveringen.beantwoordTeLaat(
          partner.code(),
          id,
          antwoord.naam(),
          reden,
          nu,
          () ->
              transactie.doe(
                  () ->
                      log.schrijf(
                          regel(Stap.BEVESTIGD, partner, id, levering.volgnummer())
                              .correlatie(levering.correlatieId())
                              .reden(
                                  antwoord.naam(),
                                  reden == null ? TE_LAAT : reden + " (" + TE_LAAT + ")")
                              .bouw())));
    }
  }

  /**
   * In one transaction: off the partner's queue, onto the parking queue when it was refused, and
   * into the log.
   *
   * @return false when the broker shows the message and does not give it; when it shows it no
   *     longer, somebody else was before us
   */
  private boolean neemVanWachtrij(Partner partner, Leveringen.Levering levering) {
    if (neem(partner, levering)
        || (!staatNog(partner, levering.berichtId())
            && !(levering.staatApart() && staatApart(partner, levering.berichtId())))) {
      return true;
    }
    LOG.warn(
        "Wachtrij {} geeft bericht {} niet, dat er nog staat",
        levering.staatApart() ? Verlopenwachtrij.NAAM : partner.queue(),
        levering.berichtId());
    return false;
  }

  /**
   * Finishes an answer that came after the term, and is on record: takes off its copy on queue
   * {@code verlopen}, or on the partner's, when it was not taken then. Of what was opened again
   * meanwhile nothing is taken.
   *
   * @return false when the broker does not give it: then a second and more went by
   */
  boolean rondAf(Partner partner, UUID berichtId) {
    Leveringen.Levering levering = leveringen.zoek(partner.code(), berichtId).orElseThrow();
    if (!levering.isBeantwoord()) {
      return true;
    }
    boolean genomen = true;
    boolean apart = staatApart(partner, berichtId);
    if (apart && !levering.isVerstreken()) {
      // Left behind when it was offered again, or withheld: the record of its end is elsewhere.
      transactie.doe(
          () ->
              jms.execute(
                  session -> Verlopenwachtrij.neem(session, partner.code(), berichtId), true));
    } else if (apart || staatNog(partner, berichtId)) {
      genomen = neem(partner, levering);
    }
    if (staatApart(partner, berichtId)) {
      return false;
    }
    leveringen.isVanVerlopen(partner.code(), berichtId);
    return genomen;
  }

  private boolean staatApart(Partner partner, UUID berichtId) {
    return jms.browseSelected(
        Verlopenwachtrij.NAAM,
        Verlopenwachtrij.selector(partner.code(), berichtId),
        (session, browser) -> browser.getEnumeration().hasMoreElements());
  }

  /** Whether it stands on the partner's queue; an event that is just being taken off does not. */
  boolean staatNog(Partner partner, UUID berichtId) {
    return jms.browseSelected(
        partner.queue(),
        selector(berichtId),
        (session, browser) -> browser.getEnumeration().hasMoreElements());
  }

  /**
   * Takes what was handed over on paper off the queue, with its record.
   *
   * @return false when the broker shows it and does not give it
   */
  boolean rondPapierAf(Partner partner, UUID berichtId) {
    Leveringen.Levering levering = leveringen.zoek(partner.code(), berichtId).orElseThrow();
    // Opened again since: it is an ordinary event of the queue.
    return !levering.isBeantwoord()
        || !staatNog(partner, berichtId)
        || neemVanWachtrij(partner, levering);
  }

  /** Those of these events that the broker shows on the partner's queue now, however deep. */
  Set<UUID> zichtbaar(Partner partner, Set<UUID> berichten) {
    return jms.browse(
        partner.queue(),
        (session, browser) -> Verlopenwachtrij.zichtbaar(browser, berichten, Long.MAX_VALUE));
  }

  private boolean neem(Partner partner, Leveringen.Levering levering) {
    AtomicBoolean genomen = new AtomicBoolean();
    transactie.doe(
        () ->
            jms.execute(
                session -> {
                  Message message = neem(session, partner, levering);
                  if (message == null) {
                    return null;
                  }
                  genomen.set(true);
                  if (Antwoord.GEWEIGERD.naam().equals(levering.uitkomst())) {
                    parkeer(session, partner, message, levering);
                  }
                  if (!levering.isVerstreken()) {
                    log.schrijf(
                        regel(einde(levering), partner, levering.berichtId(), levering.volgnummer())
                            .correlatie(uuid(message, Koppen.CORRELATIE_ID))
                            .gebeurtenistype(message.getStringProperty(Koppen.GEBEURTENISTYPE))
                            .actor(einde(levering) == Stap.BEVESTIGD ? partner.code() : null)
                            .reden(levering.uitkomst(), levering.reden())
                            .bouw());
                  }
                  return null;
                },
                true));
    if (genomen.get() && levering.opVerlopen() && !staatApart(partner, levering.berichtId())) {
      leveringen.isVanVerlopen(partner.code(), levering.berichtId());
    }
    return genomen.get();
  }

  private static Stap einde(Leveringen.Levering levering) {
    if (levering.isIngehouden()) {
      return Stap.INGEHOUDEN;
    }
    return levering.isOpPapier() ? Stap.BEZORGD : Stap.BEVESTIGD;
  }

  /**
   * Where an expired event stands, and else the partner's own queue. Of what was offered again a
   * copy may be left behind among what expired: that is not the one that was answered.
   */
  private static Message neem(Session session, Partner partner, Leveringen.Levering levering)
      throws JMSException {
    Message apart =
        levering.staatApart()
            ? Verlopenwachtrij.neem(session, partner.code(), levering.berichtId())
            : null;
    return apart != null ? apart : neem(session, partner.queue(), levering.berichtId());
  }

  /** Every copy that the broker gives now; an order to offer again may have put two. */
  static Message neemAlle(Session session, String queue, UUID berichtId) throws JMSException {
    Queue destination = session.createQueue(queue);
    try (MessageConsumer consumer = session.createConsumer(destination, selector(berichtId))) {
      Message eerste = consumer.receive(WACHT);
      Message volgende = eerste;
      while (volgende != null) {
        volgende = consumer.receiveNoWait();
      }
      return eerste;
    }
  }

  static Message neem(Session session, String queue, UUID berichtId) throws JMSException {
    Queue destination = session.createQueue(queue);
    try (MessageConsumer consumer = session.createConsumer(destination, selector(berichtId))) {
      return consumer.receive(WACHT);
    }
  }

  private static String selector(UUID berichtId) {
    return Koppen.BERICHT_ID + " = '" + berichtId + "'";
  }

  private void parkeer(
      Session session, Partner partner, Message message, Leveringen.Levering levering)
      throws JMSException {
    TextMessage parked = session.createTextMessage(((TextMessage) message).getText());
    for (String kop : Koppen.ALLE) {
      Object value = kop.equals(Koppen.AFNEMER) ? null : message.getObjectProperty(kop);
      if (value != null) {
        parked.setObjectProperty(kop, value);
      }
    }
    parked.setStringProperty(Koppen.REDEN, "geweigerd-door-afnemer");
    try (MessageProducer producer =
        session.createProducer(session.createQueue("parkeer.deliver-to-" + partner.code()))) {
      producer.send(parked);
    }
    log.schrijf(
        regel(Stap.GEPARKEERD, partner, levering.berichtId(), levering.volgnummer())
            .correlatie(levering.correlatieId())
            .reden("geweigerd-door-afnemer", levering.reden())
            .bouw());
  }

  private LogRegelBouwer regel(Stap stap, Partner partner, UUID berichtId, long volgnummer) {
    return new LogRegelBouwer(stap, new BerichtId(berichtId), clock.instant())
        .partner(partner.code(), volgnummer)
        .actor(partner.code());
  }

  private static UUID uuid(Message message, String property) throws JMSException {
    String text = message.getStringProperty(property);
    return text == null ? null : UUID.fromString(text);
  }
}
