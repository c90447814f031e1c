package nl.ketenbrug.delivery;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import nl.ketenbrug.delivery.Leveringsmeldingen.Melding;
import nl.ketenbrug.delivery.Leveringsmeldingvorm.Deel;
import nl.ketenbrug.delivery.Termijnstanden.Aanleveraar;
import nl.ketenbrug.delivery.Termijnstanden.Geval;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/**
 * Tells partners, and senders that are partners, of terms, by events in their own subscription. It
 * needs no grondslag and no choice: it is about the subscription itself and holds no personal data.
 */
@Component
class Termijnmelder {

  static final String NADERT = "nl.leveringen.termijn-nadert";
  static final String VERSTREKEN = "nl.leveringen.termijn-verstreken";

  /** To who delivered; it does not say which partner left it. */
  static final String ONBEVESTIGD = "nl.leveringen.aanlevering-onbevestigd";

  private final Partners partners;
  private final Profielformaten formaten;
  private final Bronorganisaties organisaties;
  private final Termijnstanden standen;
  private final Leveringsmeldingen meldingen;
  private final JmsTemplate jms;
  private final Onderhanden onderhanden;
  private final Brokertransactie transactie;
  private final Berichtenlog log;
  private final Clock clock;
  private final LeveringSettings afzender;

  Termijnmelder(
      Partners partners,
      Profielformaten formaten,
      Bronorganisaties organisaties,
      Termijnstanden standen,
      Leveringsmeldingen meldingen,
      JmsTemplate jms,
      Onderhanden onderhanden,
      Brokertransactie transactie,
      Berichtenlog log,
      Clock clock,
      LeveringSettings afzender) {
    this.partners = partners;
    this.formaten = formaten;
    this.organisaties = organisaties;
    this.standen = standen;
    this.meldingen = meldingen;
    this.jms = jms;
    this.onderhanden = onderhanden;
    this.transactie = transactie;
    this.log = log;
    this.clock = clock;
    this.afzender = afzender;
  }

  /** What will expire, and the last day on which it can be confirmed. */
  Melding nadert(Partner partner, Termijnrekening rekening, List<Geval> gevallen) {
    return melding(
        NADERT,
        partner,
        gevallen.stream()
            .map(
                geval ->
                    levering(geval, "laatsteDag", rekening.laatsteDag(geval.begin()).toString()))
            .toList());
  }

  /** What expired: for the partner itself, and for each partner that delivered what it came of. */
  List<Melding> verstreken(Partner partner, List<Geval> gevallen) {
    List<Melding> alle = new ArrayList<>();
    alle.add(
        melding(
            VERSTREKEN,
            partner,
            gevallen.stream()
                .map(geval -> levering(geval, "verlopen", geval.begin().toString()))
                .toList()));
    Map<Partner, Set<UUID>> perAfzender = new TreeMap<>(Comparator.comparing(Partner::code));
    List<UUID> gebeurtenissen = gevallen.stream().map(Geval::berichtId).toList();
    for (Aanleveraar een : standen.aanleveraars(partner.code(), gebeurtenissen)) {
      for (Partner afzender : afzenders(een)) {
        perAfzender.computeIfAbsent(afzender, nieuw -> new TreeSet<>()).add(een.aanlevering());
      }
    }
    perAfzender.forEach(
        (afzender, aanleveringen) ->
            alle.add(
                melding(
                    ONBEVESTIGD,
                    afzender,
                    aanleveringen.stream().map(Termijnmelder::aanlevering).toList())));
    return alle;
  }

  /** The partner that registered it, or those that are the same organisation as the source. */
  private List<Partner> afzenders(Aanleveraar aanleveraar) {
    if (aanleveraar.partner() != null) {
      return partners.zoek(aanleveraar.partner()).stream().toList();
    }
    return organisaties
        .oin(aanleveraar.bron())
        .map(oin -> partners.alle().stream().filter(partner -> partner.oin().equals(oin)).toList())
        .orElse(List.of());
  }

  private static Deel levering(Geval geval, String naam, String waarde) {
    return new Deel(
        "Levering",
        List.of(
            Map.entry("volgnummer", Long.toString(geval.volgnummer())),
            Map.entry("berichtId", geval.berichtId().toString()),
            Map.entry(naam, waarde)));
  }

  private static Deel aanlevering(UUID id) {
    return new Deel("Aanlevering", List.of(Map.entry("berichtId", id.toString())));
  }

  private Melding melding(String type, Partner partner, List<Deel> delen) {
    return Leveringsmeldingvorm.schrijf(
        formaten.van(partner.abonnement().profiel()),
        type,
        partner.code(),
        afzender.urn(),
        clock.instant(),
        delen);
  }

  /** Puts what waits behind the address of the partner's profile, where it gets its number. */
  void verzend(Partner partner) {
    for (Melding melding : meldingen.open(partner.code(), wachtNiets(partner))) {
      transactie.doe(
          () -> {
            log.schrijf(
                new LogRegelBouwer(
                        Stap.GEPUBLICEERD, new BerichtId(melding.berichtId()), clock.instant())
                    .gebeurtenistype(melding.gebeurtenistype())
                    .bron(LeveringSettings.NAAM)
                    .inhoud(Formaat.inhoudstype(melding.inhoud()), melding.inhoud())
                    .bouw());
            jms.execute(session -> stuur(session, partner, melding), true);
          });
      meldingen.verzonden(melding);
    }
  }

  /**
   * Whether no event of this subscription waits for its number: the notice may be one that does.
   */
  private boolean wachtNiets(Partner partner) {
    // What its reader fetched is not seen by who looks; it comes from there, or goes back.
    return !onderhanden.isEerder(partner.wachtrij(), clock.instant())
        && Boolean.TRUE.equals(
            jms.browse(
                adres(partner) + "::" + partner.wachtrij(),
                (session, browser) -> !browser.getEnumeration().hasMoreElements()))
        && !onderhanden.isEerder(partner.wachtrij(), clock.instant());
  }

  private static String adres(Partner partner) {
    return "gebeurtenis." + partner.abonnement().profiel();
  }

  /** To the address of the profile; the filters let it through to this subscription alone. */
  private static Object stuur(Session session, Partner partner, Melding melding)
      throws JMSException {
    Message message = session.createTextMessage(melding.inhoud());
    message.setStringProperty(Koppen.BERICHT_ID, melding.berichtId().toString());
    message.setStringProperty(Koppen.CORRELATIE_ID, melding.berichtId().toString());
    message.setStringProperty(Koppen.GEBEURTENISTYPE, melding.gebeurtenistype());
    message.setStringProperty(Koppen.BRON, LeveringSettings.NAAM);
    message.setStringProperty(Koppen.AFNEMER, partner.code());
    try (MessageProducer producer = session.createProducer(session.createTopic(adres(partner)))) {
      producer.send(message);
    }
    return null;
  }
}
