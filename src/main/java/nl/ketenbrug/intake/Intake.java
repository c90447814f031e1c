package nl.ketenbrug.intake;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.messagelog.Versiestempels;
import nl.ketenbrug.source.Bron;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Service;

/**
 * Accepts what a source delivers by HTTP. When {@link #ontvang} returns, the message stands on
 * {@code intake.<bron>} and its receipt in the log, in one transaction; before that nothing was
 * promised.
 */
@Service
public class Intake {

  private final Aanleveringlezer lezer;
  private final Aanleveringen aanleveringen;
  private final Brokertransactie transactie;
  private final JmsTemplate jms;
  private final Berichtenlog log;
  private final Versiestempels stempels;
  private final Clock clock;

  Intake(
      Aanleveringlezer lezer,
      Aanleveringen aanleveringen,
      Brokertransactie transactie,
      JmsTemplate jms,
      Berichtenlog log,
      Versiestempels stempels,
      Clock clock) {
    this.lezer = lezer;
    this.aanleveringen = aanleveringen;
    this.transactie = transactie;
    this.jms = jms;
    this.log = log;
    this.stempels = stempels;
    this.clock = clock;
  }

  /**
   * @param actor user name of the source
   * @throws GeweigerdeAanlevering when the message is refused; nothing stands on a queue then, the
   *     refusal stands in the log
   */
  public Ontvangst ontvang(Bron bron, byte[] bytes, String actor) {
    return ontvang(bron, bytes, Afzender.bron(actor));
  }

  /** As {@link #ontvang(Bron, byte[], String)}, for a sender that may not send everything. */
  public Ontvangst ontvang(Bron bron, byte[] bytes, Afzender afzender) {
    return ontvang(bron, bytes, afzender, Aanleveringen.HTTP + ":" + UUID.randomUUID());
  }

  /**
   * As {@link #ontvang(Bron, byte[], String)}, for what may be offered again because its taking was
   * cut short.
   *
   * @param drager the same text at each attempt; holds nothing about a person
   */
  Ontvangst ontvang(Bron bron, byte[] bytes, String actor, String drager) {
    return ontvang(bron, bytes, Afzender.bron(actor), drager);
  }

  private Ontvangst ontvang(Bron bron, byte[] bytes, Afzender afzender, String drager) {
    String actor = afzender.actor();
    Aanlevering aanlevering;
    try {
      aanlevering = lezer.lees(bron, bytes);
      afzender.toets().accept(aanlevering.tekst(), aanlevering.dossier());
    } catch (GeweigerdBericht weigering) {
      if (weigering.code().equals(Aanleveringlezer.OVER_ZAAK) || !bron.houdtLogInhoud()) {
        // About anybody: the log would keep him under no dossier, so that nobody could have him
        // forgotten.
        throw weigerOngelezen(bron, actor, weigering);
      }
      throw weiger(bron, bytes, actor, weigering);
    }
    String sleutel = aanlevering.sleutel(drager);
    Aanleveringen.Rij rij =
        aanleveringen.registreer(bron.naam(), sleutel, drager, afzender.partner());
    boolean nieuw =
        !rij.gereed()
            && aanleveringen.neemEenmaalAan(
                bron.naam(), sleutel, () -> zetOpWachtrij(bron, aanlevering, rij.bericht(), actor));
    if (!nieuw) {
      log.schrijf(
          regel(Stap.DUPLICAAT, rij.bericht(), bron, actor)
              .dossier(aanlevering.dossier().value())
              .bouw());
    }
    return new Ontvangst(rij.bericht(), !nieuw);
  }

  /** Refuses a message that is larger than its source may send; its content is not read. */
  public GeweigerdeAanlevering weigerTeGroot(Bron bron, String actor) {
    GeweigerdBericht weigering =
        new GeweigerdBericht(
            "te-groot",
            "het bericht is groter dan de %d bytes die deze bron mag sturen"
                .formatted(bron.grens()));
    return weigerOngelezen(bron, actor, weigering);
  }

  /** Refuses a message of which nothing is kept. */
  public GeweigerdeAanlevering weigerOngelezen(Bron bron, String actor, GeweigerdBericht reden) {
    return weiger(bron, null, actor, reden);
  }

  private GeweigerdeAanlevering weiger(
      Bron bron, byte[] bytes, String actor, GeweigerdBericht weigering) {
    BerichtId id = BerichtId.nieuw(clock.instant());
    LogRegelBouwer regel =
        regel(Stap.GEWEIGERD, id, bron, actor).reden(weigering.code(), weigering.getMessage());
    if (bytes != null) {
      regel.inhoud(
          bron.neemtJsonAan() ? Aanlevering.JSON : Aanlevering.XML,
          new String(bytes, StandardCharsets.UTF_8));
    }
    log.schrijf(regel.bouw());
    return new GeweigerdeAanlevering(id, weigering);
  }

  /**
   * @return false when the broker already had this message
   */
  private boolean zetOpWachtrij(Bron bron, Aanlevering aanlevering, BerichtId id, String actor) {
    try {
      transactie.doe(
          () -> {
            jms.send("intake." + bron.naam(), session -> bericht(session, bron, aanlevering, id));
            log.schrijf(
                aanlevering
                    .inhoud(regel(Stap.ONTVANGEN, id, bron, actor), bron)
                    .dossier(aanlevering.dossier().value())
                    .bouw());
          });
      return true;
    } catch (RuntimeException e) {
      if (isDuplicate(e)) {
        return false;
      }
      throw e;
    }
  }

  private static Message bericht(Session session, Bron bron, Aanlevering aanlevering, BerichtId id)
      throws JMSException {
    Message message = session.createTextMessage(aanlevering.tekst());
    message.setStringProperty(Koppen.BERICHT_ID, id.toString());
    message.setStringProperty(Koppen.CORRELATIE_ID, id.toString());
    message.setStringProperty(Koppen.BRON, bron.naam());
    message.setStringProperty(Koppen.DOSSIER, aanlevering.dossier().value());
    // A commit without an answer is undecided; sent again, the broker knows it by this id.
    message.setStringProperty("_AMQ_DUPL_ID", id.toString());
    return message;
  }

  private LogRegelBouwer regel(Stap stap, BerichtId id, Bron bron, String actor) {
    return new LogRegelBouwer(stap, id, clock.instant())
        .bron(bron.naam())
        .actor(actor)
        .route(
            null,
            stempels.vanBestanden("config/sources/" + bron.naam() + ".yaml", bron.toetsschema()));
  }

  private static boolean isDuplicate(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ActiveMQDuplicateIdException) {
        return true;
      }
    }
    return false;
  }
}
