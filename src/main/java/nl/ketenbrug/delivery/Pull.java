package nl.ketenbrug.delivery;

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
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Service;

/**
 * Pull with confirmation. Handing out only looks at the partner's queue; a message leaves it when
 * the partner confirms, in one transaction with the log record.
 */
@Service
public class Pull {

  private static final String XML = "application/xml";

  /** Milliseconds to wait for a message that must be on the queue. */
  private static final long WACHT = 1000;

  /** Messages that one call looks at, when others hold many of them. */
  private static final int DIEPTE = 2000;

  private final JmsTemplate jms;
  private final Brokertransactie transactie;
  private final Leveringen leveringen;
  private final Vasthoudingen vasthoudingen;
  private final Abonnementstand stand;
  private final Berichtenlog log;
  private final Clock clock;

  Pull(
      JmsTemplate jms,
      Brokertransactie transactie,
      Leveringen leveringen,
      Vasthoudingen vasthoudingen,
      Abonnementstand stand,
      Berichtenlog log,
      Clock clock) {
    this.jms = jms;
    this.transactie = transactie;
    this.leveringen = leveringen;
    this.vasthoudingen = vasthoudingen;
    this.stand = stand;
    this.log = log;
    this.clock = clock;
  }

  /** An event as a partner gets it. */
  public record Bericht(
      UUID berichtId,
      long volgnummer,
      UUID correlatieId,
      UUID oorzaakId,
      String gebeurtenistype,
      String bron,
      int keer,
      String inhoudstype,
      String inhoud) {}

  /**
   * @param eerder whether this very answer stood already
   */
  public record Bevestiging(UUID berichtId, String uitkomst, boolean eerder) {}

  /**
   * The oldest unconfirmed events, at most {@code limiet}, in the order of their numbers. Each
   * first hand-out is logged before; how often it was given again is counted in table levering.
   * Nothing while the subscription stands still.
   *
   * <p>What another reader of this partner holds is left out, and what follows it in the same
   * dossier too.
   *
   * @param vasthouden how long nobody else is given these; empty holds nothing
   */
  public List<Bericht> oudste(Partner partner, int limiet, Optional<Duration> vasthouden) {
    if (stand.van(partner.code()).gepauzeerd()) {
      return List.of();
    }
    List<Bericht> berichten =
        vasthouden
            .map(
                duur ->
                    vasthoudingen.houd(partner.code(), duur, vast -> blader(partner, limiet, vast)))
            .orElseGet(() -> blader(partner, limiet, vasthoudingen.vast(partner.code())));
    transactie.doe(
        () ->
            berichten.stream()
                .filter(bericht -> bericht.keer() == 1)
                .forEach(
                    bericht ->
                        log.schrijf(
                            regel(
                                    Stap.AFGELEVERD,
                                    partner,
                                    bericht.berichtId(),
                                    bericht.volgnummer())
                                .correlatie(bericht.correlatieId())
                                .gebeurtenistype(bericht.gebeurtenistype())
                                .inhoudVanEerder(XML, bericht.inhoud())
                                .bouw())));
    berichten.forEach(bericht -> leveringen.afgeleverd(partner.code(), bericht.berichtId()));
    return berichten;
  }

  private List<Bericht> blader(Partner partner, int limiet, Set<UUID> vast) {
    List<Bericht> gevonden =
        jms.browse(partner.queue(), (session, browser) -> lees(browser, limiet, vast));
    Map<UUID, Leveringen.Levering> bekend =
        leveringen.zoek(partner.code(), gevonden.stream().map(Bericht::berichtId).toList());
    List<Bericht> open = new ArrayList<>();
    for (Bericht bericht : gevonden) {
      Leveringen.Levering levering = bekend.get(bericht.berichtId());
      if (levering != null && levering.isBeantwoord()) {
        // Confirmed, but the engine ended before the message left the queue: finish that now.
        neemVanWachtrij(partner, levering, Antwoord.van(levering.uitkomst()).orElseThrow());
        continue;
      }
      open.add(levering == null ? bericht : metKeer(bericht, levering.keer() + 1));
    }
    return open;
  }

  private static List<Bericht> lees(QueueBrowser browser, int limiet, Set<UUID> vast)
      throws JMSException {
    List<Bericht> berichten = new ArrayList<>();
    Set<String> wachtend = new HashSet<>();
    Enumeration<?> messages = browser.getEnumeration();
    for (int gezien = 0;
        gezien < DIEPTE && berichten.size() < limiet && messages.hasMoreElements();
        gezien++) {
      TextMessage message = (TextMessage) messages.nextElement();
      String dossier = message.getStringProperty(Koppen.DOSSIER);
      if (vast.contains(uuid(message, Koppen.BERICHT_ID))) {
        wachtend.add(dossier);
      }
      if (wachtend.contains(dossier)) {
        continue;
      }
      berichten.add(
          new Bericht(
              uuid(message, Koppen.BERICHT_ID),
              message.getLongProperty(Koppen.VOLGNUMMER),
              uuid(message, Koppen.CORRELATIE_ID),
              uuid(message, Koppen.OORZAAK_ID),
              message.getStringProperty(Koppen.GEBEURTENISTYPE),
              message.getStringProperty(Koppen.BRON),
              1,
              XML,
              message.getText()));
    }
    return berichten;
  }

  private static Bericht metKeer(Bericht bericht, int keer) {
    return new Bericht(
        bericht.berichtId(),
        bericht.volgnummer(),
        bericht.correlatieId(),
        bericht.oorzaakId(),
        bericht.gebeurtenistype(),
        bericht.bron(),
        keer,
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
    if (antwoord == Antwoord.LATER && !levering.isBeantwoord()) {
      log.schrijf(
          regel(Stap.AFGELEVERD, partner, berichtId, levering.volgnummer())
              .correlatie(levering.correlatieId())
              .reden("later", reden == null ? "de afnemer vraagt het later opnieuw" : reden)
              .bouw());
      vasthoudingen.laatLos(partner.code(), berichtId);
      return Optional.of(new Bevestiging(berichtId, antwoord.naam(), false));
    }
    if (!levering.isBeantwoord()) {
      leveringen.beantwoord(partner.code(), berichtId, antwoord.naam(), reden, clock.instant());
      levering = leveringen.zoek(partner.code(), berichtId).orElseThrow();
    }
    // Also when it was answered before: the engine may have ended between the two.
    Antwoord eerste = Antwoord.van(levering.uitkomst()).orElseThrow();
    neemVanWachtrij(partner, levering, eerste);
    return Optional.of(new Bevestiging(berichtId, eerste.naam(), gevonden.get().isBeantwoord()));
  }

  /**
   * In one transaction: off the partner's queue, onto the parking queue when it was refused, and
   * into the log.
   */
  private void neemVanWachtrij(Partner partner, Leveringen.Levering levering, Antwoord antwoord) {
    transactie.doe(
        () ->
            jms.execute(
                session -> {
                  Message message = neem(session, partner.queue(), levering.berichtId());
                  if (message == null) {
                    return null;
                  }
                  if (antwoord == Antwoord.GEWEIGERD) {
                    parkeer(session, partner, message, levering);
                  }
                  log.schrijf(
                      regel(Stap.BEVESTIGD, partner, levering.berichtId(), levering.volgnummer())
                          .correlatie(uuid(message, Koppen.CORRELATIE_ID))
                          .gebeurtenistype(message.getStringProperty(Koppen.GEBEURTENISTYPE))
                          .reden(antwoord.naam(), levering.reden())
                          .bouw());
                  return null;
                },
                true));
  }

  private static Message neem(Session session, String queue, UUID berichtId) throws JMSException {
    Queue destination = session.createQueue(queue);
    String selector = Koppen.BERICHT_ID + " = '" + berichtId + "'";
    try (MessageConsumer consumer = session.createConsumer(destination, selector)) {
      return consumer.receive(WACHT);
    }
  }

  private void parkeer(
      Session session, Partner partner, Message message, Leveringen.Levering levering)
      throws JMSException {
    TextMessage parked = session.createTextMessage(((TextMessage) message).getText());
    for (String kop : Koppen.ALLE) {
      Object value = message.getObjectProperty(kop);
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
