package nl.ketenbrug.operations;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.delivery.Formaat;
import nl.ketenbrug.delivery.Leveringen;
import nl.ketenbrug.delivery.Parkeerplek;
import nl.ketenbrug.dossier.Afleidingen;
import nl.ketenbrug.dossier.Afleidingen.Vast;
import nl.ketenbrug.dossier.Bronuitval;
import nl.ketenbrug.dossier.Volgorde;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Berichtoverzicht;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.operations.Brokerbeheer.InHanden;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Service;

/** What was set apart, and how it goes on. */
@Service
public class Parkeerplaats {

  /** Messages that are shown per parking queue. */
  private static final int MAXIMUM = 200;

  private static final String PARTNER = "partner.";

  private static final String CANONIEK = "canoniek";

  private static final String ONBESTELBAAR = "onbestelbaar";

  /** Where what expired stands. */
  private static final String VERLOPEN = "verlopen";

  /** No queue: the engine sends it from its database. */
  public static final String UITGAAND = "afleiding";

  /** Where what stood on the canonical queue is set apart. */
  private static final String VERRIJKEN = "parkeer.enrich-gebeurtenis";

  /** The reason of messages that wait for an earlier one of their dossier. */
  static final String WACHT_OP_EERDER = "wacht-op-eerder-bericht";

  /** The reason of events that their partner refused itself. */
  private static final String GEWEIGERD = "geweigerd-door-afnemer";

  private static final String HAD_HET_AL =
      "de afnemer nam intussen een ander exemplaar aan; dit is niet opnieuw aangeboden";

  private final Parkeerplekken plekken;
  private final JmsTemplate jms;
  private final Brokerbeheer beheer;
  private final Uitgezocht uitgezocht;
  private final Brokertransactie transactie;
  private final Vrijgaven opdrachten;
  private final Leveringen leveringen;
  private final Volgorde volgorde;
  private final Afleidingen afleidingen;
  private final Bronuitval uitval;
  private final Vervangers vervangers;
  private final Berichtenlog log;
  private final Clock clock;

  Parkeerplaats(
      Parkeerplekken plekken,
      JmsTemplate jms,
      Brokerbeheer beheer,
      Brokertransactie transactie,
      Vrijgaven opdrachten,
      Leveringen leveringen,
      Volgorde volgorde,
      Afleidingen afleidingen,
      Bronuitval uitval,
      Vervangers vervangers,
      Berichtenlog log,
      Clock clock) {
    this.plekken = plekken;
    this.jms = jms;
    this.beheer = beheer;
    this.uitgezocht = new Uitgezocht(beheer);
    this.transactie = transactie;
    this.opdrachten = opdrachten;
    this.leveringen = leveringen;
    this.volgorde = volgorde;
    this.afleidingen = afleidingen;
    this.uitval = uitval;
    this.vervangers = vervangers;
    this.log = log;
    this.clock = clock;
  }

  /** A message that was set apart; why in words stands in the log. */
  public record Geparkeerd(
      UUID berichtId, String parkeerplek, String reden, String gebeurtenistype, Instant sinds) {}

  /** A message of a group, and its dossier; null when it has none. */
  record Lid(UUID berichtId, String dossier) {}

  /**
   * @param verborgen messages that the broker counts and does not show: in none of the groups
   */
  public record Groepen(List<Parkeergroep> groepen, long verborgen) {}

  /**
   * What is set apart by parking queue, step and reason; the largest first. Looks at all of it: a
   * hundred thousand messages take seconds.
   */
  public Groepen groepen() {
    Map<Parkeergroep.Keuze, Groepstelling> tellingen = new LinkedHashMap<>();
    Voltalligheid geheel = new Voltalligheid(plekken.alle());
    for (String plek : plekken.alle()) {
      bekijk(
          plek,
          null,
          message -> {
            geheel.gezien(message);
            tellingen
                .computeIfAbsent(keuze(plek, message), groep -> new Groepstelling())
                .tel(message);
          });
    }
    return new Groepen(groepen(tellingen), geheel.verborgen());
  }

  private List<Parkeergroep> groepen(Map<Parkeergroep.Keuze, Groepstelling> tellingen) {
    return tellingen.entrySet().stream()
        .map(e -> e.getValue().groep(e.getKey(), plekken.oorsprong(e.getKey().parkeerplek())))
        .sorted(Comparator.comparingLong(Parkeergroep::aantal).reversed())
        .toList();
  }

  /**
   * The messages of a group, oldest first, and at most so many; those too that somebody has in
   * hand, which may be given back.
   *
   * @param wachtreden reason of messages that waited for one of the group and go with it; null when
   *     they do not
   */
  List<Lid> leden(Parkeergroep.Keuze groep, int hoogstens, String wachtreden) {
    List<Geteld> hier = new ArrayList<>();
    // In this order: what is given back between the two is seen by the second.
    inHanden(List.of(groep.parkeerplek()))
        .map(
            een ->
                new Geteld(
                    een.berichtId(),
                    een.dossier(),
                    new Parkeergroep.Keuze(groep.parkeerplek(), een.stap(), een.reden())))
        .forEach(hier::add);
    bekijk(
        groep.parkeerplek(),
        null,
        message ->
            hier.add(
                new Geteld(
                    message.getStringProperty(Koppen.BERICHT_ID),
                    message.getStringProperty(Koppen.DOSSIER),
                    keuze(groep.parkeerplek(), message))));
    List<Lid> leden = leden(hier, groep::equals);
    Set<String> dossiers = leden.stream().map(Lid::dossier).collect(Collectors.toSet());
    Set<UUID> gezien = new HashSet<>();
    // One id may stand there twice: they go together.
    return Stream.concat(
            leden.stream(),
            leden(hier, keuze -> wachtreden != null && wachtreden.equals(keuze.reden())).stream()
                .filter(lid -> lid.dossier() != null && dossiers.contains(lid.dossier())))
        .sorted(Comparator.comparing(Lid::berichtId))
        .filter(lid -> gezien.add(lid.berichtId()))
        .limit(hoogstens)
        .toList();
  }

  private record Geteld(String berichtId, String dossier, Parkeergroep.Keuze keuze) {}

  private static List<Lid> leden(List<Geteld> hier, Predicate<Parkeergroep.Keuze> welke) {
    return hier.stream()
        .filter(een -> welke.test(een.keuze()))
        // Somebody put there what has no id of ours; the broker's own tools take it away.
        .flatMap(
            een -> BerichtId.lees(een.berichtId()).map(id -> new Lid(id, een.dossier())).stream())
        .toList();
  }

  private static Parkeergroep.Keuze keuze(String plek, Message message) throws JMSException {
    return new Parkeergroep.Keuze(
        plek, message.getStringProperty(Koppen.STAP), message.getStringProperty(Koppen.REDEN));
  }

  /** Which of these stand on this parking queue. */
  Set<UUID> geparkeerd(String plek, Collection<Lid> leden) {
    Set<UUID> gevonden = new HashSet<>();
    if (leden.isEmpty()) {
      return gevonden;
    }
    bekijk(
        plek,
        Koppen.BERICHT_ID
            + leden.stream()
                .map(lid -> "'" + lid.berichtId() + "'")
                .collect(Collectors.joining(", ", " IN (", ")")),
        message -> gevonden.add(UUID.fromString(message.getStringProperty(Koppen.BERICHT_ID))));
    return gevonden;
  }

  /**
   * Whether it stands here, or somebody has it in hand, who may give it back. In this order: what
   * is given back or taken again between two looks is seen by the next.
   */
  boolean isErNog(String plek, UUID berichtId) {
    return isInHanden(plek, berichtId)
        || staatOp(plek, berichtId)
        || isInHanden(plek, berichtId)
        || isVerborgen(List.of(plek));
  }

  /**
   * Whether the broker counts more on these than it shows, also at a second look: what is not found
   * there may be among the rest. Never seen: what was taken for it was a look that fetched ahead
   * (torture.md).
   */
  private boolean isVerborgen(Collection<String> hier) {
    return verborgen(hier) > 0 && verborgen(hier) > 0;
  }

  private long verborgen(Collection<String> hier) {
    Voltalligheid geheel = new Voltalligheid(hier);
    if (geheel.geteld > 0) {
      hier.forEach(plek -> blader(plek, null, geheel::gezien));
      blader(Parkeerplek.UITGEZOCHT, null, geheel::gezien);
    }
    return geheel.verborgen();
  }

  private boolean isInHanden(String plek, UUID berichtId) {
    return inHanden(List.of(plek), berichtId).contains(plek);
  }

  /** From which of these somebody has this message in hand. */
  private Set<String> inHanden(Collection<String> hier, UUID berichtId) {
    return inHanden(hier)
        .filter(een -> berichtId.toString().equals(een.berichtId()))
        .map(Parkeerplaats::plek)
        .collect(Collectors.toSet());
  }

  private Stream<InHanden> inHanden(Collection<String> hier) {
    List<String> queues = new ArrayList<>(hier);
    queues.add(Parkeerplek.UITGEZOCHT);
    return beheer.inHanden(queues).stream().filter(een -> hier.contains(plek(een)));
  }

  private static String plek(InHanden een) {
    return een.queue().equals(Parkeerplek.UITGEZOCHT) ? een.oorsprong() : een.queue();
  }

  /**
   * What was not found is gone, or somebody has it in hand.
   *
   * @throws NietGegeven when it is on one of these still
   */
  private void eisWeg(Collection<String> hier, UUID berichtId) {
    waarStaat(hier, berichtId).stream()
        .findFirst()
        .ifPresent(
            plek -> {
              throw new NietGegeven(plek);
            });
  }

  /**
   * @throws NietGegeven when what was found nowhere may be on one of these all the same
   */
  private void eisGetoond(Collection<String> hier) {
    if (isVerborgen(hier)) {
      throw NietGegeven.verborgen();
    }
  }

  /** Whether something was set apart here at this moment or later. */
  boolean isGeparkeerdSinds(String plek, Instant moment) {
    boolean[] gevonden = new boolean[1];
    bekijk(plek, "JMSTimestamp >= " + moment.toEpochMilli(), message -> gevonden[0] = true);
    return gevonden[0];
  }

  /** Whether this is one, also when nothing stands there. */
  public boolean isParkeerplek(String plek) {
    return plekken.alle().contains(plek);
  }

  /** Whether it is known to which queue what stands here goes back. */
  public boolean isVrijTeGeven(String plek) {
    return plekken.oorsprong(plek).isPresent();
  }

  /** The queue from which what stands here came. */
  String oorsprong(String plek) {
    return plekken.oorsprong(plek).orElseThrow();
  }

  private interface Blik {
    void op(Message message) throws JMSException;
  }

  private void bekijk(String plek, String selector, Blik blik) {
    blader(plek, selector, blik);
    blader(Parkeerplek.UITGEZOCHT, Parkeerplek.uitgezocht(plek, selector), blik);
  }

  private void blader(String queue, String selector, Blik blik) {
    jms.browseSelected(
        queue,
        selector,
        (session, browser) -> {
          Enumeration<?> messages = browser.getEnumeration();
          while (messages.hasMoreElements()) {
            blik.op((Message) messages.nextElement());
          }
          return null;
        });
  }

  /** What the broker counts, against what it shows. */
  private final class Voltalligheid {
    private final Set<String> inHanden;

    /** Before it is looked at: what comes meanwhile is seen and not counted. */
    private final long geteld;

    private long gezien;

    Voltalligheid(Collection<String> hier) {
      List<String> queues = new ArrayList<>(hier);
      queues.add(Parkeerplek.UITGEZOCHT);
      geteld = beheer.gereed(queues);
      inHanden =
          (geteld == 0 ? Stream.<InHanden>of() : beheer.inHanden(queues).stream())
              .map(een -> Objects.toString(een.berichtId()))
              .collect(Collectors.toCollection(HashSet::new));
    }

    /** Of a queue on disk the broker shows what somebody has in hand too. */
    void gezien(Message message) throws JMSException {
      gezien++;
      inHanden.remove(message.getStringProperty(Koppen.BERICHT_ID));
    }

    long verborgen() {
      return Math.max(geteld - gezien - inHanden.size(), 0);
    }
  }

  private static final class Groepstelling {
    private final Set<String> dossiers = new HashSet<>();
    private long aantal;
    private long oudste = Long.MAX_VALUE;
    private long jongste;

    private void tel(Message message) throws JMSException {
      aantal++;
      oudste = Math.min(oudste, message.getJMSTimestamp());
      jongste = Math.max(jongste, message.getJMSTimestamp());
      if (message.getStringProperty(Koppen.DOSSIER) != null) {
        dossiers.add(message.getStringProperty(Koppen.DOSSIER));
      }
    }

    private Parkeergroep groep(Parkeergroep.Keuze keuze, Optional<String> oorsprong) {
      return new Parkeergroep(
          keuze.parkeerplek(),
          keuze.stap(),
          keuze.reden(),
          aantal,
          dossiers.size(),
          Instant.ofEpochMilli(oudste),
          Instant.ofEpochMilli(jongste),
          oorsprong.isPresent());
    }
  }

  /**
   * What is set apart, and is shown.
   *
   * @param meer whether more stands there than is shown; the groups count all of it
   */
  public record Lijst(List<Geparkeerd> berichten, boolean meer) {}

  /** What is set apart, oldest first per parking queue and at most two hundred of each. */
  public Lijst alles() {
    List<Geparkeerd> alles = new ArrayList<>();
    boolean meer = false;
    for (String plek : plekken.alle()) {
      for (Lijst een :
          List.of(
              jms.browse(plek, (session, browser) -> lees(plek, browser)),
              jms.browseSelected(
                  Parkeerplek.UITGEZOCHT,
                  Parkeerplek.uitgezocht(plek),
                  (session, browser) -> lees(plek, browser)))) {
        alles.addAll(een.berichten());
        meer |= een.meer();
      }
    }
    return new Lijst(alles, meer);
  }

  static Lijst lees(String plek, QueueBrowser browser) throws JMSException {
    List<Geparkeerd> gelezen = new ArrayList<>();
    Enumeration<?> messages = browser.getEnumeration();
    while (messages.hasMoreElements() && gelezen.size() < MAXIMUM) {
      Message message = (Message) messages.nextElement();
      String reden = message.getStringProperty(Koppen.REDEN);
      String type = message.getStringProperty(Koppen.GEBEURTENISTYPE);
      Instant sinds = Instant.ofEpochMilli(message.getJMSTimestamp());
      BerichtId.lees(message.getStringProperty(Koppen.BERICHT_ID))
          .ifPresent(id -> gelezen.add(new Geparkeerd(id, plek, reden, type, sinds)));
    }
    return new Lijst(gelezen, messages.hasMoreElements());
  }

  /** Events of the engine itself that cannot be sent, while others can; oldest first. */
  public List<Vast> afleidingen() {
    return afleidingen.vast(MAXIMUM);
  }

  /**
   * What became of a release.
   *
   * @param wachtrij where the message stands now, or {@link #UITGAAND}; null when it was taken off
   * @param alGeaccepteerd whether it was taken off because its partner accepted another copy
   */
  public record Vrijlating(String wachtrij, boolean alGeaccepteerd) {

    private static Vrijlating naar(String wachtrij) {
      return new Vrijlating(wachtrij, false);
    }
  }

  /**
   * Puts a message back on the queue it came from, in one transaction with its log record. An event
   * of the engine itself that could not be sent is sent again at once. What its partner accepted
   * meanwhile is not told twice: that is taken off. Who lost it asks for it again.
   *
   * @param actor who decided so
   * @return empty when nothing with this id is set apart
   * @throws NogOnderweg when it is an event of the engine itself that is sent right now
   * @throws NietGegeven when somebody has it in hand, or nobody can say whether it is there;
   *     nothing changes
   */
  public Optional<Vrijlating> geefVrij(UUID berichtId, String actor) {
    List<String> hier = plekken.alle().stream().filter(this::isVrijTeGeven).toList();
    for (String plek : hier) {
      Optional<Vrijlating> gedaan = geefVrij(plek, berichtId, actor);
      if (gedaan.isPresent()) {
        return gedaan;
      }
    }
    if (opFeit(
        berichtId,
        afleidingen::opnieuw,
        vast ->
            log.schrijf(regel(Stap.VRIJGEGEVEN, vast, "wordt opnieuw verzonden", actor).bouw()))) {
      return Optional.of(Vrijlating.naar(UITGAAND));
    }
    eisWeg(hier, berichtId);
    eisGetoond(hier);
    return Optional.empty();
  }

  /** Whether what may stand apart here was to go to a partner that accepted it. */
  boolean heeftDeAfnemer(String plek, UUID berichtId) {
    return partner(plek).filter(een -> opdrachten.isGeaccepteerd(een, berichtId)).isPresent();
  }

  private static boolean opFeit(
      UUID berichtId, BiPredicate<BerichtId, Consumer<Vast>> daad, Consumer<Vast> melder) {
    try {
      return daad.test(new BerichtId(berichtId), melder);
    } catch (PessimisticLockingFailureException e) {
      throw new NogOnderweg();
    }
  }

  private LogRegelBouwer regel(Stap stap, Vast vast, String uitleg, String actor) {
    return new LogRegelBouwer(stap, vast.bericht(), clock.instant())
        .dossier(vast.dossier().value())
        .reden(vast.code(), uitleg)
        .actor(actor);
  }

  /**
   * As above, of a parking queue that is known.
   *
   * @return empty when it does not stand there
   */
  Optional<Vrijlating> geefVrij(String plek, UUID berichtId, String actor) {
    List<Vrijlating> gedaan = new ArrayList<>();
    transactie.doe(
        () ->
            jms.execute(
                session -> {
                  List<Message> gevonden = uitgezocht.neem(session, plek, selector(berichtId));
                  if (!gevonden.isEmpty()) {
                    gedaan.add(verplaats(session, plek, berichtId, gevonden, actor));
                  }
                  return null;
                },
                true));
    return gedaan.stream().findFirst();
  }

  /**
   * What became of a refusal.
   *
   * @param parkeerplek where the refused message stood; null when the broker had it no more
   * @param vervangerVrijgegeven whether its replacement stood apart because it waited for it, and
   *     was put back in the same transaction
   */
  public record Afwijzing(String parkeerplek, boolean vervangerVrijgegeven) {}

  /**
   * Refuses a message for good: it leaves its parking queue, in one transaction with the log record
   * that carries it, and later messages of its dossier wait for it no longer. It cannot be undone.
   *
   * <p>So too, without a replacement, a message that its dossier waits for and that the broker has
   * no more: somebody removed it there, or the broker was put back to an earlier day. And an event
   * of the engine itself that could not be sent: its content stays in table {@code afleiding}.
   *
   * @param afnemer code of the partner for which it stands apart; null when it stands apart for one
   *     or for none
   * @param toelichting why, for who reads the log
   * @param vervangenDoor the message that comes in its place; null without one. Both get a record
   *     that names the other
   * @return empty when nothing with this id is set apart
   * @throws AfnemerKiezen when it stands apart for several partners and none is named; nothing
   *     changes
   * @throws VervangerOngeldig when that cannot come in its place; nothing changes
   * @throws AfnemerAntwoorddeNiet when it waits for the answer of its partner; nothing changes
   * @throws NogOnderweg when its dossier waits for it and it is not set apart; it is now, where it
   *     stood on its queue, and not where the engine derived it and is still to send it
   * @throws NietGegeven when somebody has it in hand, or nobody can say whether it is there;
   *     nothing changes
   */
  public Optional<Afwijzing> wijsAf(
      UUID berichtId, String afnemer, String toelichting, UUID vervangenDoor, String actor) {
    List<String> hier = plekkenVan(berichtId, afnemer);
    for (String plek : hier) {
      Optional<Berichtoverzicht> vervanger =
          vervangenDoor == null ? Optional.empty() : vervanger(plek, berichtId, vervangenDoor);
      if (vervangenDoor == null || vervanger.isPresent()) {
        Optional<Afwijzing> gedaan =
            wijsAf(plek, berichtId, toelichting, vervanger.orElse(null), actor);
        if (gedaan.isPresent()) {
          return gedaan;
        }
      }
    }
    Optional<Afwijzing> gedaan =
        vervangenDoor == null && afnemer == null
            ? wijsVerdwenenAf(berichtId, toelichting, actor)
            : Optional.empty();
    if (gedaan.isEmpty()) {
      eisWeg(hier, berichtId);
      eisGetoond(hier);
    }
    return gedaan;
  }

  /** What no parking queue has. */
  private Optional<Afwijzing> wijsVerdwenenAf(UUID berichtId, String toelichting, String actor) {
    // First the record: when it is cut off between the two, it can be done again.
    return opFeit(
            berichtId,
            afleidingen::geefOp,
            vast -> log.schrijf(regel(Stap.AFGEWEZEN, vast, toelichting, actor).bouw()))
        ? Optional.of(new Afwijzing(null, false))
        : wijsVerdwenenAf(new BerichtId(berichtId), toelichting, actor);
  }

  /** Where it may stand apart for this partner, or for whomever when that is one. */
  private List<String> plekkenVan(UUID berichtId, String afnemer) {
    if (afnemer != null) {
      return plekken.alle().stream()
          .filter(plek -> partner(plek).filter(afnemer::equals).isPresent())
          .toList();
    }
    List<String> hier =
        waarStaat(plekken.alle().stream().filter(this::isVanAfnemer).toList(), berichtId).stream()
            .map(plek -> partner(plek).orElseThrow())
            .toList();
    if (hier.size() > 1) {
      throw new AfnemerKiezen(String.join(", ", hier));
    }
    return List.copyOf(plekken.alle());
  }

  /**
   * First the record: when it is cut off between the two, the dossier waits on and it can be done
   * again.
   */
  private Optional<Afwijzing> wijsVerdwenenAf(BerichtId bericht, String toelichting, String actor) {
    Optional<Dossiersleutel> dossier = volgorde.wachtOp(bericht);
    if (dossier.isEmpty()) {
      return Optional.empty();
    }
    // The outbox first: what leaves it meanwhile is found on its queue.
    if (volgorde.isNogTeVerzenden(bericht)
        || !isVerdwenen(bericht.value())
        // And last whether it was done meanwhile.
        || volgorde.wachtOp(bericht).isEmpty()) {
      throw new NogOnderweg();
    }
    log.schrijf(
        new LogRegelBouwer(Stap.AFGEWEZEN, bericht, clock.instant())
            .dossier(dossier.get().value())
            .reden("bericht-verdwenen", toelichting)
            .actor(actor)
            .bouw());
    opdrachten.afgewezen(bericht.value());
    volgorde.wijsAf(dossier.get(), bericht);
    uitval.wachtNietMeer(bericht);
    return Optional.of(new Afwijzing(null, false));
  }

  /**
   * Looked for along the way that it would go: aside and back, while it waits for a source; from
   * there by the dead letters to its parking queue; singled out of it; and back once more, when
   * somebody releases it meanwhile.
   */
  private boolean isVerdwenen(UUID bericht) {
    return isNietOnderweg(bericht)
        && Stream.of(ONBESTELBAAR, VERRIJKEN, Parkeerplek.UITGEZOCHT)
            .allMatch(queue -> beheer.isErNiet(queue, selector(bericht), bericht))
        && plekken.alle().stream().noneMatch(queue -> staatOp(queue, bericht))
        && isNietOnderweg(bericht)
        && !isVerborgen(plekken.alle());
  }

  private boolean isNietOnderweg(UUID bericht) {
    return Stream.of(Parkeerplekken.TERZIJDE, CANONIEK, Parkeerplekken.TERZIJDE)
        .allMatch(queue -> beheer.isVerdwenen(queue, selector(bericht), bericht));
  }

  private boolean staatOp(String queue, UUID bericht) {
    boolean[] gevonden = new boolean[1];
    bekijk(queue, selector(bericht), message -> gevonden[0] = true);
    return gevonden[0];
  }

  /**
   * As above, without a replacement and of a parking queue that is known.
   *
   * @return false when it does not stand there
   * @throws AfnemerAntwoorddeNiet as above
   */
  boolean wijsAf(String plek, UUID berichtId, String toelichting, String actor) {
    return wijsAf(plek, berichtId, toelichting, null, actor).isPresent();
  }

  /** Looked at before anything is taken: a message that is given back comes later. */
  private Optional<Berichtoverzicht> vervanger(String plek, UUID berichtId, UUID vervangenDoor) {
    List<Berichtoverzicht> gevonden = new ArrayList<>();
    bekijk(
        plek,
        selector(berichtId),
        parked ->
            gevonden.add(
                vervangers.zoek(
                    vervangenDoor,
                    berichtId,
                    parked.getStringProperty(Koppen.DOSSIER),
                    parked.getStringProperty(Koppen.BRON))));
    return gevonden.stream().findFirst();
  }

  private Optional<Afwijzing> wijsAf(
      String plek, UUID berichtId, String toelichting, Berichtoverzicht vervanger, String actor) {
    eisAntwoord(plek, berichtId);
    List<Afwijzing> gedaan = new ArrayList<>();
    transactie.doe(
        () ->
            jms.execute(
                session -> {
                  List<Message> gevonden = uitgezocht.neem(session, plek, selector(berichtId));
                  if (!gevonden.isEmpty()) {
                    // All is in hand before the database is touched: that is not rolled back.
                    SortedMap<UUID, List<Message>> gaanVerder =
                        neemWachtend(session, plek, berichtId, vervanger);
                    wijsAf(plek, berichtId, gevonden, toelichting, vervanger, actor);
                    for (Map.Entry<UUID, List<Message>> een : gaanVerder.entrySet()) {
                      verplaats(session, plek, een.getKey(), een.getValue(), actor);
                    }
                    gedaan.add(
                        new Afwijzing(
                            plek,
                            vervanger != null && gaanVerder.containsKey(vervanger.berichtId())));
                  }
                  return null;
                },
                true));
    return gedaan.stream().findFirst();
  }

  /**
   * Looked at before anything is taken, as the replacement is. What a withholding that was cut off
   * left apart is not answered either.
   */
  private void eisAntwoord(String plek, UUID berichtId) {
    Optional<String> partner = partner(plek);
    if (partner.isEmpty() || !leveringen.isInTeHouden(partner.get(), berichtId)) {
      return;
    }
    Set<String> redenen = redenen(plek, berichtId);
    if (!redenen.isEmpty() && !redenen.contains(GEWEIGERD)) {
      throw new AfnemerAntwoorddeNiet();
    }
  }

  private Set<String> redenen(String plek, UUID berichtId) {
    Set<String> redenen = new HashSet<>();
    bekijk(
        plek, selector(berichtId), parked -> redenen.add(parked.getStringProperty(Koppen.REDEN)));
    return redenen;
  }

  /** Whether what is set apart here was to go to a partner. */
  public boolean isVanAfnemer(String plek) {
    return partner(plek).isPresent();
  }

  /**
   * What was withheld.
   *
   * @param parkeerplek where it stood
   * @param afnemer who does not get it
   */
  public record Inhouding(String parkeerplek, String afnemer) {}

  /**
   * Withholds an event from its partner, which did not answer it: it leaves its parking queue, in
   * one transaction with the log record that carries it, and is no refusal of the partner. Other
   * partners keep what they have. An order to offer again puts it before the partner after all.
   *
   * @param afnemer code of the partner; null when it stands apart for one only
   * @param toelichting why, for who reads the log
   * @return empty when nothing with this id is set apart
   * @throws NietInTeHouden when it has no number at a partner, is answered, stands in a paper
   *     bundle, or stands apart for several and none is named; nothing changes
   * @throws NietGegeven when somebody has it in hand, or nobody can say whether it is there;
   *     nothing changes
   */
  public Optional<Inhouding> houdIn(
      UUID berichtId, String afnemer, String toelichting, String actor) {
    List<String> mogelijk =
        plekken.alle().stream()
            .filter(plek -> afnemer == null || partner(plek).filter(afnemer::equals).isPresent())
            .toList();
    List<String> hier = waarStaat(mogelijk, berichtId);
    if (hier.size() > 1) {
      throw NietInTeHouden.vanMeer(
          hier.stream().map(plek -> partner(plek).orElse(plek)).collect(Collectors.joining(", ")));
    }
    Optional<Inhouding> gedaan =
        hier.stream()
            .filter(plek -> houdIn(plek, berichtId, toelichting, actor))
            .map(plek -> new Inhouding(plek, partner(plek).orElseThrow()))
            .findFirst();
    if (gedaan.isEmpty()) {
      eisWeg(hier, berichtId);
    }
    gedaan = gedaan.or(() -> houdVerlopenIn(berichtId, afnemer, toelichting, actor));
    if (gedaan.isEmpty()) {
      eisGetoond(mogelijk);
    }
    return gedaan;
  }

  /** Which of these have it, also in somebody's hands: it may stand apart for several partners. */
  private List<String> waarStaat(Collection<String> hier, UUID berichtId) {
    Set<String> inHanden = inHanden(hier, berichtId);
    return hier.stream()
        .filter(plek -> inHanden.contains(plek) || staatOp(plek, berichtId))
        .toList();
  }

  private Optional<Inhouding> houdVerlopenIn(
      UUID berichtId, String afnemer, String toelichting, String actor) {
    List<String> partners =
        leveringen.verlopenBij(berichtId).stream()
            .filter(partner -> afnemer == null || afnemer.equals(partner))
            .toList();
    if (partners.size() > 1) {
      throw NietInTeHouden.vanMeer(String.join(", ", partners));
    }
    return partners.stream()
        .filter(
            partner ->
                leveringen.houdVerlopenIn(
                    partner,
                    berichtId,
                    levering ->
                        transactie.doe(
                            () -> log.schrijf(ingehouden(partner, levering, toelichting, actor)))))
        .map(partner -> new Inhouding(VERLOPEN, partner))
        .findFirst();
  }

  /** Its body stands with the record by which it was laid ready. */
  private LogRegel ingehouden(
      String partner, Leveringen.Levering levering, String toelichting, String actor) {
    return new LogRegelBouwer(Stap.INGEHOUDEN, new BerichtId(levering.berichtId()), clock.instant())
        .correlatie(levering.correlatieId())
        .partner(partner, levering.volgnummer())
        .reden("termijn-verstreken", toelichting)
        .actor(actor)
        .bouw();
  }

  /**
   * As above, of a parking queue that is known.
   *
   * @return false when it does not stand there
   */
  boolean houdIn(String plek, UUID berichtId, String toelichting, String actor) {
    Set<String> redenen = redenen(plek, berichtId);
    if (redenen.isEmpty()) {
      return false;
    }
    // What the partner refused is refused, also when a release that was cut off opened it again.
    String partner =
        partner(plek)
            .filter(
                code -> !redenen.contains(GEWEIGERD) && leveringen.isInTeHouden(code, berichtId))
            .orElseThrow(NietInTeHouden::nietVanEenAfnemer);
    if (leveringen.bundel(partner, berichtId).isPresent()) {
      throw nietInTeHouden(partner, berichtId);
    }
    boolean[] gedaan = new boolean[1];
    transactie.doe(
        () ->
            gedaan[0] =
                Boolean.TRUE.equals(
                    jms.execute(
                        session -> houdIn(session, plek, partner, berichtId, toelichting, actor),
                        true)));
    if (gedaan[0]) {
      // After the commit: an order does not count as withheld what still stands apart.
      opdrachten.ingehouden(plek, berichtId);
    }
    return gedaan[0];
  }

  /** The delivery before the commit, as with a refusal: cut off in between it can be done again. */
  private boolean houdIn(
      Session session,
      String plek,
      String partner,
      UUID berichtId,
      String toelichting,
      String actor)
      throws JMSException {
    List<Message> gevonden = uitgezocht.neem(session, plek, selector(berichtId));
    if (gevonden.isEmpty()) {
      return false;
    }
    // An order to offer again may have put a second copy there.
    gevonden.addAll(Uitgezocht.neemHier(session, PARTNER + partner, selector(berichtId)));
    if (!leveringen.houdIn(partner, berichtId)) {
      throw nietInTeHouden(partner, berichtId);
    }
    for (Message parked : gevonden) {
      log.schrijf(
          regel(Stap.INGEHOUDEN, parked, toelichting, actor)
              .partner(partner, volgnummer(parked))
              .inhoud(Formaat.inhoudstype(tekst(parked)), tekst(parked))
              .bouw());
    }
    return true;
  }

  private NietInTeHouden nietInTeHouden(String partner, UUID berichtId) {
    return leveringen
        .bundel(partner, berichtId)
        .map(NietInTeHouden::inBundel)
        .orElseGet(NietInTeHouden::nietVanEenAfnemer);
  }

  private static Long volgnummer(Message parked) throws JMSException {
    Object nummer = parked.getObjectProperty(Koppen.VOLGNUMMER);
    return nummer == null ? null : Long.valueOf(nummer.toString());
  }

  private Optional<String> partner(String plek) {
    return plekken
        .oorsprong(plek)
        .filter(oorsprong -> oorsprong.startsWith(PARTNER))
        .map(oorsprong -> oorsprong.substring(PARTNER.length()));
  }

  /**
   * What the database knows of it changes before the commit: a crash between the two leaves the
   * message where it was, to be refused once more, and never a dossier or an order that waits for
   * what is gone.
   */
  private void wijsAf(
      String plek,
      UUID berichtId,
      List<Message> gevonden,
      String toelichting,
      Berichtoverzicht vervanger,
      String actor)
      throws JMSException {
    for (Message parked : gevonden) {
      log.schrijf(
          regel(Stap.AFGEWEZEN, parked, toelichting, actor)
              .verwijzing(vervanger == null ? null : vervanger.berichtId())
              .inhoud(Formaat.inhoudstype(tekst(parked)), tekst(parked))
              .bouw());
    }
    if (vervanger != null) {
      log.schrijf(vervangt(vervanger, berichtId, toelichting, actor));
    }
    opdrachten.afgewezen(plek, berichtId);
    String oorsprong = plekken.oorsprong(plek).orElse("");
    String dossier = gevonden.get(0).getStringProperty(Koppen.DOSSIER);
    if (oorsprong.equals(CANONIEK) && dossier != null) {
      volgorde.wijsAf(new Dossiersleutel(dossier), new BerichtId(berichtId));
    }
    for (Message parked : gevonden) {
      if (GEWEIGERD.equals(parked.getStringProperty(Koppen.REDEN))) {
        // A release that a crash cut off may have taken the partner's answer back.
        partner(plek).ifPresent(partner -> leveringen.blijftGeweigerd(partner, berichtId));
      }
    }
  }

  private LogRegel vervangt(
      Berichtoverzicht vervanger, UUID afgewezen, String toelichting, String actor) {
    return new LogRegelBouwer(Stap.VERVANGT, new BerichtId(vervanger.berichtId()), clock.instant())
        .correlatie(vervanger.correlatieId())
        .gebeurtenistype(vervanger.type())
        .bron(vervanger.bron())
        .dossier(vervanger.dossier())
        .verwijzing(afgewezen)
        .reden("vervangt", toelichting)
        .actor(actor)
        .bouw();
  }

  /**
   * What waited in vain for what is refused waits for it no more: the replacement, and before it
   * what came in between, which would stop the replacement again.
   *
   * @param afgewezen in hand already, and of a queue on disk the broker shows it still
   * @return what stood apart only because it waited, oldest first
   */
  private SortedMap<UUID, List<Message>> neemWachtend(
      Session session, String plek, UUID afgewezen, Berichtoverzicht vervanger)
      throws JMSException {
    SortedMap<UUID, List<Message>> genomen = new TreeMap<>();
    if (vervanger == null || !plekken.oorsprong(plek).filter(CANONIEK::equals).isPresent()) {
      return genomen;
    }
    for (UUID id : wachtend(plek, vervanger.dossier())) {
      if (!id.equals(afgewezen) && id.compareTo(vervanger.berichtId()) <= 0) {
        List<Message> een = uitgezocht.neem(session, plek, selector(id));
        if (!een.isEmpty()) {
          genomen.put(id, een);
        }
      }
    }
    return genomen;
  }

  /** What of this dossier stands here only because it waited, oldest first. */
  private SortedSet<UUID> wachtend(String plek, String dossier) {
    SortedSet<UUID> wachtend = new TreeSet<>();
    bekijk(
        plek,
        "%s = '%s' AND %s = '%s'".formatted(Koppen.DOSSIER, dossier, Koppen.REDEN, WACHT_OP_EERDER),
        // Somebody may have put there what is not ours.
        message ->
            BerichtId.lees(message.getStringProperty(Koppen.BERICHT_ID)).ifPresent(wachtend::add));
    return wachtend;
  }

  /**
   * What its partner accepted is not told twice, also when that became known while it was taken.
   */
  private Vrijlating verplaats(
      Session session, String plek, UUID berichtId, List<Message> gevonden, String actor)
      throws JMSException {
    String oorsprong = plekken.oorsprong(plek).orElseThrow();
    Optional<String> partner = partner(plek);
    if (partner.isPresent()
        && !leveringen.heropen(partner.get(), berichtId)
        && opdrachten.isGeaccepteerd(partner.get(), berichtId)) {
      for (Message parked : gevonden) {
        log.schrijf(
            regel(Stap.DUPLICAAT, parked, HAD_HET_AL, actor)
                .reden("al-geaccepteerd", HAD_HET_AL)
                .partner(partner.get(), volgnummer(parked))
                .bouw());
      }
      return new Vrijlating(null, true);
    }
    String dossier = gevonden.get(0).getStringProperty(Koppen.DOSSIER);
    if (oorsprong.equals(CANONIEK) && dossier != null) {
      // Also of what the broker gave up: nobody wrote down then that the dossier waits for it.
      volgorde.houdVast(new Dossiersleutel(dossier), new BerichtId(berichtId));
    }
    try (MessageProducer producer = session.createProducer(session.createQueue(oorsprong))) {
      for (Message parked : gevonden) {
        producer.send(kopie(session, parked));
        log.schrijf(regel(Stap.VRIJGEGEVEN, parked, "teruggezet op " + oorsprong, actor).bouw());
      }
    }
    return Vrijlating.naar(oorsprong);
  }

  private LogRegelBouwer regel(Stap stap, Message parked, String uitleg, String actor)
      throws JMSException {
    return new LogRegelBouwer(
            stap, BerichtId.of(parked.getStringProperty(Koppen.BERICHT_ID)), clock.instant())
        .correlatie(UUID.fromString(parked.getStringProperty(Koppen.CORRELATIE_ID)))
        .gebeurtenistype(parked.getStringProperty(Koppen.GEBEURTENISTYPE))
        .dossier(parked.getStringProperty(Koppen.DOSSIER))
        .reden(parked.getStringProperty(Koppen.REDEN), uitleg)
        .actor(actor);
  }

  private static String selector(UUID berichtId) {
    return Koppen.BERICHT_ID + " = '" + berichtId + "'";
  }

  private static String tekst(Message message) throws JMSException {
    if (message instanceof TextMessage text) {
      return text.getText();
    }
    if (message instanceof BytesMessage bytes) {
      return new String(inhoud(bytes), StandardCharsets.UTF_8);
    }
    return "";
  }

  private static byte[] inhoud(BytesMessage bytes) throws JMSException {
    byte[] inhoud = new byte[(int) bytes.getBodyLength()];
    bytes.readBytes(inhoud);
    return inhoud;
  }

  private static Message kopie(Session session, Message parked) throws JMSException {
    Message kopie;
    if (parked instanceof TextMessage text) {
      kopie = session.createTextMessage(text.getText());
    } else if (parked instanceof BytesMessage bytes) {
      BytesMessage copy = session.createBytesMessage();
      copy.writeBytes(inhoud(bytes));
      kopie = copy;
    } else {
      kopie = session.createMessage();
    }
    for (String kop : Koppen.ALLE) {
      Object value = parked.getObjectProperty(kop);
      if (value != null && !Koppen.VAN_PARKEREN.contains(kop)) {
        kopie.setObjectProperty(kop, value);
      }
    }
    return kopie;
  }
}
