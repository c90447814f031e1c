package nl.ketenbrug.operations;

import static nl.ketenbrug.delivery.Abonnement.Kanaal.AMQP;
import static nl.ketenbrug.delivery.Abonnement.Kanaal.PULL;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.broker.Dossierbeurt;
import nl.ketenbrug.broker.Eenmaligheid;
import nl.ketenbrug.broker.Innamebewaking;
import nl.ketenbrug.broker.Leesbewijs;
import nl.ketenbrug.broker.Pogingenlimiet;
import nl.ketenbrug.broker.Teruggave;
import nl.ketenbrug.delivery.Abonnementkeuzes;
import nl.ketenbrug.delivery.Parkeerplek;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.operations.Brokerbeheer.BrokerNietBeheerd;
import nl.ketenbrug.operations.Brokerbeheer.Wachtrij;
import nl.ketenbrug.operations.Motoren.Anderen;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Brings the broker in line with the files of sources and partners: their addresses and queues,
 * each with the rights of the one account that may use it.
 */
class Brokerinrichting {

  private static final String ABONNEMENT = "abonnement.";

  /** A name in a selector. */
  private static final Pattern TYPE = Pattern.compile("'([^']*)'");

  private static final String INTAKE = "intake.";

  /** Where what the engine has to do waits for its turn. */
  private static final List<String> VAN_ONS =
      List.of("canoniek", "wacht-op-bron", "brongegevens", "herziening");

  /** Where a dossier has one message in hand at a time, among many readers. */
  private static final List<String> OM_BEURTEN = List.of("canoniek", "brongegevens");

  /** Where an event waits for its turn, and for a source that is away. */
  private static final String CANONIEK = "canoniek";

  private static final String PARTNER = "partner.";

  private static final String PARKEER = "parkeer.";

  private static final Logger LOG = LoggerFactory.getLogger(Brokerinrichting.class);

  private final Brokerbeheer broker;
  private final Motoren motoren;
  private final Bronnen bronnen;
  private final Partners partners;
  private final Parkeerplekken plekken;
  private final Abonnementkeuzes keuzes;
  private final Predicate<Partner> dicht;
  private final Runnable eind;

  /** Whether the broker keeps what partners that read by themselves acknowledge. */
  private volatile boolean bewijst = true;

  /** New subscriptions that wait until every engine has them. */
  private volatile List<Partner> wachtend = List.of();

  /**
   * @param dicht whether a partner that may read its queue itself may not do so now; of one that
   *     has no other way it notes before that it will be closed
   * @param eind ends the engine
   */
  Brokerinrichting(
      Brokerbeheer broker,
      Motoren motoren,
      Bronnen bronnen,
      Partners partners,
      Parkeerplekken plekken,
      Abonnementkeuzes keuzes,
      Predicate<Partner> dicht,
      Runnable eind) {
    this.broker = broker;
    this.motoren = motoren;
    this.bronnen = bronnen;
    this.partners = partners;
    this.plekken = plekken;
    this.keuzes = keuzes;
    this.dicht = dicht;
    this.eind = eind;
  }

  /** A day and a half at five minutes each is 440, and it may not be the last. */
  private static final int GENOEG = 1000;

  /** Other engines publish for a subscription that is unknown or different here. */
  static final class AndereAbonnementen extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    AndereAbonnementen(String wachtrij) {
      super(
          "Er draaien motoren met andere abonnementen, en %s is hier onbekend of anders; geef elke motor dezelfde bestanden, of stop eerst de andere"
              .formatted(wachtrij));
    }
  }

  /** The broker would drop what it cannot deliver. */
  static final class ZonderVangnet extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ZonderVangnet(String adres) {
      super(
          "De broker bewaart niet wat hij van %s opgeeft: de wachtrij van zijn dead-letter-address of zijn expiry-address bestaat niet; geef hem de instellingen van broker/broker.xml (broker-zonder-vangnet)"
              .formatted(adres));
    }
  }

  /** The broker would give the messages of a dossier to whoever is free, all at once. */
  static final class ZonderVolgorde extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ZonderVolgorde(String queue) {
      super(
          "De broker houdt op %s geen volgorde per dossier: group-buckets is er 0 en de plugin Dossierbeurt ontbreekt; stop hem, geef hem de plugin-jar en broker/broker.xml van deze versie, en start hem weer (broker-zonder-volgorde)"
              .formatted(queue));
    }
  }

  /** What partners by AMQP acknowledge would leave no trace. */
  static final class ZonderLeesbewijs extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ZonderLeesbewijs() {
      super(
          "De broker mist de plugin Leesbewijs: wat een afnemer met kanaal amqp bevestigt zou nergens staan; stop hem, geef hem de plugin-jar en broker/broker.xml van deze versie, en start hem weer (broker-zonder-leesbewijs)");
    }
  }

  /**
   * Declares everything, and takes away what no file names any more. Beside engines with other
   * subscriptions or sources nothing of these is taken away or changed, because they publish for
   * what is there; and what is new waits, because they do not publish for it.
   *
   * @throws AndereAbonnementen when what other engines publish for is not in our files
   * @throws ZonderVangnet when the broker would drop what it cannot deliver
   * @throws ZonderVolgorde when the broker would mix the messages of one dossier
   * @throws ZonderLeesbewijs when a partner reads by itself and the broker keeps no record of it
   */
  void richtIn() {
    // Before anybody waits for us: a broker may take longer to start than a lock is waited for.
    broker.wachtrijen(ABONNEMENT);
    zoekVangnet();
    zoekPlugins();
    toetsVolgorde();
    int pogingen = broker.pogingen(CANONIEK);
    if (pogingen >= 0 && pogingen < GENOEG) {
      LOG.warn(
          "De broker geeft een bericht op {} na {} pogingen op, en dan staat wat op een bron wacht"
              + " te vroeg apart; geef hem de instellingen van broker/broker.xml",
          CANONIEK,
          pogingen);
    }
    motoren.eenVoorEen(
        anderen -> {
          if (!anderen.abonnementen()) {
            voegJeNaarAnderen();
          }
          // Rights outlive us at a broker outside: nothing is given before we know that we may
          // start.
          verklaar();
          stemAf(anderen);
        });
    meldWatNiemandMeerZiet();
  }

  /** Of a former source or partner: no page, call or number shows it. */
  private void meldWatNiemandMeerZiet() {
    Collection<String> bekend = plekken.alle();
    for (Wachtrij wachtrij : broker.wachtrijen(PARKEER)) {
      if (wachtrij.berichten() > 0
          && !wachtrij.naam().equals(Parkeerplek.UITGEZOCHT)
          && !bekend.contains(wachtrij.naam())) {
        meldZonderBestand(wachtrij.naam(), wachtrij.berichten());
      }
    }
    meldZonderBestand(
        Parkeerplek.UITGEZOCHT,
        broker.aantal(Parkeerplek.UITGEZOCHT, Parkeerplek.uitgezochtBuiten(bekend)));
  }

  private static void meldZonderBestand(String queue, long berichten) {
    if (berichten > 0) {
      LOG.warn(
          "Op {} staan {} berichten apart van een bron of afnemer zonder bestand; zolang dat er niet is zijn zij niet vrij te geven en niet af te wijzen",
          queue,
          berichten);
    }
  }

  private void zoekPlugins() {
    bewijst = broker.heeftPlugin(Leesbewijs.class);
    if (!bewijst) {
      if (partners.alle().stream().anyMatch(partner -> partner.abonnement().kanaal() == AMQP)) {
        throw new ZonderLeesbewijs();
      }
      LOG.warn(
          "De broker mist de plugin Leesbewijs: wat hij opgeeft of iemand er weghaalt komt niet in het log, en geen afnemer leest zijn wachtrij zelf; stop hem, geef hem de plugin-jar en broker/broker.xml van deze versie, en start hem weer (broker-zonder-leesbewijs)");
    }
    if (!broker.heeftPlugin(Innamebewaking.class)) {
      LOG.warn(
          "De broker mist de plugin Innamebewaking: wat een bron zonder bewaring op haar wachtrij zet, is na een einde van de broker weg, en niets is te groot; stop hem, geef hem de plugin-jar en broker/broker.xml van deze versie, en start hem weer (broker-zonder-innamebewaking)");
    }
    if (!broker.heeftPlugin(Eenmaligheid.class)) {
      LOG.warn(
          "De broker mist de plugin Eenmaligheid: wat een bron opnieuw aanlevert terwijl de broker nog aan het eerste bezig is, kan er twee keer komen; stop hem, geef hem de plugin-jar en broker/broker.xml van deze versie, en start hem weer (broker-zonder-eenmaligheid)");
    }
    if (!broker.heeftPlugin(Teruggave.class)) {
      LOG.warn(
          "De broker mist de plugin Teruggave: wat een gedode motor in handen had, kan door een later bericht van zijn dossier worden ingehaald; stop hem, geef hem de plugin-jar en broker/broker.xml van deze versie, en start hem weer (broker-zonder-teruggave)");
    }
    if (!broker.heeftPlugin(Pogingenlimiet.class)) {
      LOG.warn(
          "De broker mist de plugin Pogingenlimiet: een bericht waarmee hij eindigt voordat het teruggegeven is, komt in elk volgend leven weer als eerste; stop hem, geef hem de plugin-jar en broker/broker.xml van deze versie, en start hem weer (broker-zonder-pogingenlimiet)");
    }
  }

  /** A broker outside has its file and its plugins apart from us. */
  private void toetsVolgorde() {
    if (!houdtBeurten(broker)) {
      LOG.warn(
          "De broker mist de plugin Dossierbeurt: een dossier dat lang duurt houdt alle andere op, en wat een AMQP-afnemer afwijst geldt niet als geweigerd; stop hem, geef hem de plugin-jar en broker/broker.xml van deze versie, en start hem weer (broker-zonder-dossierbeurt)");
    }
  }

  /**
   * Whether the dossiers take turns at this broker; where they do not, its groups keep their order.
   *
   * @throws ZonderVolgorde when nothing does
   */
  static boolean houdtBeurten(Brokerbeheer broker) {
    if (broker.heeftPlugin(Dossierbeurt.class)) {
      return true;
    }
    for (String queue : OM_BEURTEN) {
      if (!broker.houdtGroepen(queue)) {
        throw new ZonderVolgorde(queue);
      }
    }
    return false;
  }

  /** Of each address that somebody may give settings of its own. */
  private void zoekVangnet() {
    Stream<String> bijBronnen =
        bronnen.alle().stream().filter(Bron::neemtAan).map(bron -> INTAKE + bron.naam());
    Stream<String> bijPartners = partners.alle().stream().map(Partner::queue);
    List<String> adressen =
        Stream.of(VAN_ONS.stream(), bijBronnen, bijPartners).flatMap(alle -> alle).toList();
    broker
        .zonderVangnet(adressen)
        .ifPresent(
            adres -> {
              throw new ZonderVangnet(adres);
            });
  }

  private void verklaar() {
    for (Bron bron : bronnen.alle()) {
      if (bron.neemtAan()) {
        broker.queueToSend(INTAKE + bron.naam(), bron.naam());
      }
    }
    plekken.alle().forEach(broker::queue);
    // In the file of the broker too, with their own settings: one outside may have an older file.
    broker.queue(Parkeerplek.UITGEZOCHT);
    // Order is kept where it goes back to.
    broker.queueZonderGroepen("wacht-op-bron");
    partners.profielen().forEach(profiel -> broker.multicast("gebeurtenis." + profiel));
    // First where its events end, then where they begin.
    partners.alle().forEach(this::eindpunt);
  }

  /**
   * Where the engine reads for the partner, who also read the queue itself would break its order;
   * so would who gets paper now.
   */
  void eindpunt(Partner partner) {
    if (!magLezen(partner)) {
      broker.queue(partner.queue());
      broker.neemLezersAf(partner.queue());
    } else {
      broker.queueToRead(partner.queue(), partner.code());
    }
  }

  /**
   * Whether the account of the partner is to have the right to read its queue now. Whoever has a
   * call to read by does without where its acknowledgement would leave no trace.
   */
  boolean magLezen(Partner partner) {
    return partner.abonnement().magZelfLezen()
        && (bewijst || partner.abonnement().kanaal() != PULL)
        && !dicht.test(partner);
  }

  /**
   * Does something about the rights of a partner while no other engine starts or does so.
   *
   * @throws IllegalStateException when it cannot be agreed with other engines now
   */
  void eenVoorEen(Runnable werk) {
    motoren.eenVoorEen(
        anderen -> {
          if (!motoren.afgestemd()) {
            stemAf(anderen);
          }
          werk.run();
        });
  }

  /**
   * Opens what waited, at one moment for all engines: from then on nothing is missed. After a time
   * in which we were not to be seen it brings back what others took away meanwhile; and when they
   * opened what we do not publish for, this engine ends.
   */
  @Scheduled(fixedDelay = 5000)
  void openWatWachtte() {
    try {
      motoren.meldAan();
      if (!motoren.afgestemd()) {
        // At once, before looking around: each moment we may publish without what is new.
        toetsWatAnderenOpenden(abonnementen());
      }
      if (!motoren.afgestemd() || !wachtend.isEmpty() || !keuzes.nietGevolgd().isEmpty()) {
        motoren.eenVoorEen(this::stemAf);
      }
    } catch (AndereAbonnementen e) {
      LOG.error("De motor stopt: {}", e.getMessage());
      eind.run();
    } catch (IllegalStateException | SQLException | DataAccessException | BrokerNietBeheerd e) {
      LOG.warn(
          "Met de andere motoren is nu niets af te spreken ({}); straks opnieuw",
          e.getClass().getSimpleName());
    }
  }

  /**
   * Writes what a partner chose and has the broker follow it, while no other engine does so. When
   * the broker is away it follows as soon as it is back, by whichever engine.
   *
   * @param schrijf writes the choice to the database, which says what holds
   */
  void volgKeuze(Runnable schrijf) {
    motoren.eenVoorEen(
        anderen -> {
          schrijf.run();
          try {
            volgKeuzes();
          } catch (BrokerNietBeheerd e) {
            LOG.warn("De broker volgt een keuze van een afnemer nog niet; straks opnieuw");
          }
        });
  }

  private void volgKeuzes() {
    Map<String, Wachtrij> oud = abonnementen();
    for (String code : keuzes.nietGevolgd()) {
      partners
          .zoek(code)
          .filter(partner -> oud.containsKey(partner.wachtrij()) && !wachtend.contains(partner))
          .ifPresent(partner -> abonneer(partner, oud.get(partner.wachtrij())));
    }
  }

  private void stemAf(Anderen anderen) {
    if (anderen.abonnementen()) {
      abonneerAllen();
      wachtend.forEach(partner -> LOG.info("Abonnement {} is geopend", partner.wachtrij()));
      wachtend = List.of();
    } else {
      voegJeNaarAnderen();
      volgKeuzes();
    }
    if (anderen.bronnen()) {
      ruimBronnenOp();
    }
  }

  private void abonneerAllen() {
    Map<String, Wachtrij> oud = abonnementen();
    partners.alle().forEach(partner -> abonneer(partner, oud.get(partner.wachtrij())));
    ruimAbonnementenOp();
  }

  private void voegJeNaarAnderen() {
    Map<String, Wachtrij> oud = abonnementen();
    toetsWatAnderenOpenden(oud);
    List<Partner> nu =
        partners.alle().stream()
            .filter(
                partner ->
                    Optional.ofNullable(oud.get(partner.wachtrij()))
                        .map(Wachtrij::gesloten)
                        .orElse(true))
            .toList();
    nu.stream()
        .filter(partner -> !wachtend.contains(partner))
        .forEach(
            partner ->
                LOG.warn(
                    "Abonnement {} opent zodra elke motor het kent; er draait er een zonder",
                    partner.wachtrij()));
    wachtend = nu;
  }

  private void toetsWatAnderenOpenden(Map<String, Wachtrij> open) {
    for (Wachtrij wachtrij : open.values()) {
      boolean bekend =
          wachtrij.gesloten()
              || partners
                  .zoek(wachtrij.naam().substring(ABONNEMENT.length()))
                  .filter(partner -> publiceertVoor(partner, wachtrij))
                  .isPresent();
      if (!bekend) {
        throw new AndereAbonnementen(wachtrij.naam());
      }
    }
  }

  /** A partner may have chosen fewer types; one that our file lacks we would not make. */
  private static boolean publiceertVoor(Partner partner, Wachtrij wachtrij) {
    Set<String> typen =
        TYPE.matcher(wachtrij.filter())
            .results()
            .map(gevonden -> gevonden.group(1))
            .filter(partner.abonnement().gebeurtenistypen()::contains)
            .collect(Collectors.toSet());
    return adres(partner).equals(wachtrij.adres())
        && partner.filter(typen).equals(wachtrij.filter());
  }

  private static String adres(Partner partner) {
    return "gebeurtenis." + partner.abonnement().profiel();
  }

  /**
   * A subscription that moved to another profile gets its queue behind that profile's address. What
   * still waits behind the old one would never be delivered, so then the start stops.
   */
  private void abonneer(Partner partner, Wachtrij oud) {
    String adres = adres(partner);
    if (oud != null && !oud.adres().equals(adres)) {
      if (oud.berichten() > 0) {
        throw new IllegalStateException(
            "Wachtrij %s staat nog achter %s en bevat %d berichten; zet het profiel terug, laat ze afleveren en wijzig dan opnieuw"
                .formatted(oud.naam(), oud.adres(), oud.berichten()));
      }
      eisBevestigd(partner, oud);
      broker.verwijder(oud.naam());
    }
    Set<String> typen = keuzes.typen(partner);
    if (typen.isEmpty()) {
      // The file lost what was chosen of it.
      broker.sluit(adres, partner.wachtrij());
    } else {
      broker.abonnement(adres, partner.wachtrij(), partner.filter(typen));
    }
    keuzes.gevolgd(partner.code());
  }

  /**
   * A batch has one heading: what was made in another shape could be in none, and nothing after it.
   */
  private void eisBevestigd(Partner partner, Wachtrij oud) {
    long berichten = partner.abonnement().kanaal().isBatch() ? broker.aantal(partner.queue()) : 0;
    if (berichten > 0) {
      throw new IllegalStateException(
          "Wachtrij %s bevat %d berichten van %s, die niet in een batch passen; zet profiel en kanaal terug, laat de afnemer ze bevestigen en wijzig dan opnieuw"
              .formatted(partner.queue(), berichten, oud.adres()));
    }
  }

  /**
   * Takes away the queues of subscriptions that no longer exist, so that nothing collects for
   * nobody. What a former partner did not read yet stays on its own queue, for the engine only:
   * without a file there is no grondslag.
   */
  private void ruimAbonnementenOp() {
    for (Wachtrij wachtrij : abonnementen().values()) {
      if (partners.zoek(wachtrij.naam().substring(ABONNEMENT.length())).isPresent()) {
        continue;
      }
      if (wachtrij.berichten() == 0) {
        broker.verwijder(wachtrij.naam());
      } else {
        broker.sluit(wachtrij.adres(), wachtrij.naam());
      }
    }
    for (Wachtrij wachtrij : broker.wachtrijen(PARTNER)) {
      if (partners.zoek(wachtrij.naam().substring(PARTNER.length())).isEmpty()) {
        broker.neemLezersAf(wachtrij.naam());
      }
    }
  }

  /** What a former source sent stays, and its account may send no more. */
  private void ruimBronnenOp() {
    Set<String> intake =
        bronnen.alle().stream()
            .filter(Bron::neemtAan)
            .map(bron -> INTAKE + bron.naam())
            .collect(Collectors.toSet());
    for (Wachtrij wachtrij : broker.wachtrijen(INTAKE)) {
      if (!intake.contains(wachtrij.naam())) {
        broker.neemRechtenAf(wachtrij.naam());
        LOG.warn(
            "Geen bron levert nog op {}; {} berichten staan er nog",
            wachtrij.naam(),
            wachtrij.berichten());
      }
    }
  }

  private Map<String, Wachtrij> abonnementen() {
    return broker.wachtrijen(ABONNEMENT).stream()
        .collect(Collectors.toMap(Wachtrij::naam, Function.identity()));
  }
}
