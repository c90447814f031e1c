package nl.ketenbrug.operations;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.operations.Brokerbeheer.BrokerNietBeheerd;
import nl.ketenbrug.operations.Brokerbeheer.Wachtrij;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Brings the broker in line with the files of sources and partners: their addresses and queues,
 * each with the rights of the one account that may use it.
 */
class Brokerinrichting {

  private static final String ABONNEMENT = "abonnement.";
  private static final String INTAKE = "intake.";
  private static final String PARTNER = "partner.";

  private static final Logger LOG = LoggerFactory.getLogger(Brokerinrichting.class);

  private final Brokerbeheer broker;
  private final Motoren motoren;
  private final Bronnen bronnen;
  private final Partners partners;
  private final Parkeerplekken plekken;

  /** New subscriptions that wait until every engine has them. */
  private volatile List<Partner> wachtend = List.of();

  private boolean nagaan;

  Brokerinrichting(
      Brokerbeheer broker,
      Motoren motoren,
      Bronnen bronnen,
      Partners partners,
      Parkeerplekken plekken) {
    this.broker = broker;
    this.motoren = motoren;
    this.bronnen = bronnen;
    this.partners = partners;
    this.plekken = plekken;
  }

  /**
   * Declares everything, and takes away what no file names any more. Beside engines with other
   * subscriptions nothing is taken away or changed, because they publish for what is there; and
   * what is new waits, because they do not publish for it.
   *
   * @throws IllegalStateException when what other engines publish for is not in our files
   */
  void richtIn() {
    motoren.eenVoorEen(
        dezelfde -> {
          if (!dezelfde) {
            voegJeNaarAnderen();
          }
          // Rights outlive us at a broker outside: nothing is given before we know that we may
          // start.
          verklaar();
          if (dezelfde) {
            abonneerAllen();
          }
        });
  }

  private void verklaar() {
    for (Bron bron : bronnen.alle()) {
      if (bron.neemtAan()) {
        broker.queueToSend(INTAKE + bron.naam(), bron.naam());
      }
    }
    plekken.alle().forEach(broker::queue);
    partners.profielen().forEach(profiel -> broker.multicast("gebeurtenis." + profiel));
    // First where its events end, then where they begin.
    partners.alle().forEach(partner -> broker.queueToRead(partner.queue(), partner.code()));
  }

  /** Opens what waited, at one moment for all engines: from then on nothing is missed. */
  @Scheduled(fixedDelay = 5000)
  void openWatWachtte() {
    try {
      nagaan |= motoren.meldAan();
      if (nagaan) {
        // While we were not to be seen, others may have opened what we do not publish for.
        motoren.eenVoorEen(dezelfde -> gaNa(dezelfde));
        nagaan = false;
      }
      if (!wachtend.isEmpty()) {
        probeerTeOpenen();
      }
    } catch (IllegalStateException e) {
      LOG.error("Met de andere motoren klopt iets niet: {}", e.getMessage());
    } catch (SQLException | BrokerNietBeheerd e) {
      LOG.warn(
          "Met de andere motoren is nu niets af te spreken ({}); straks opnieuw",
          e.getClass().getSimpleName());
    }
  }

  private void gaNa(boolean dezelfde) {
    if (!dezelfde) {
      voegJeNaarAnderen();
    }
  }

  private void probeerTeOpenen() {
    motoren.eenVoorEen(
        dezelfde -> {
          if (dezelfde) {
            abonneerAllen();
            wachtend.forEach(partner -> LOG.info("Abonnement {} is geopend", partner.wachtrij()));
            wachtend = List.of();
          }
        });
  }

  private void abonneerAllen() {
    Map<String, Wachtrij> oud = abonnementen();
    partners.alle().forEach(partner -> abonneer(partner, oud.get(partner.wachtrij())));
    ruimOp();
  }

  private void voegJeNaarAnderen() {
    Map<String, Wachtrij> oud = abonnementen();
    for (Wachtrij wachtrij : oud.values()) {
      boolean bekend =
          wachtrij.gesloten()
              || partners
                  .zoek(wachtrij.naam().substring(ABONNEMENT.length()))
                  .filter(partner -> adres(partner).equals(wachtrij.adres()))
                  .filter(partner -> partner.filter().equals(wachtrij.filter()))
                  .isPresent();
      if (!bekend) {
        throw new IllegalStateException(
            "Er draaien motoren met andere abonnementen, en %s is hier onbekend of anders; geef elke motor dezelfde bestanden, of stop eerst de andere"
                .formatted(wachtrij.naam()));
      }
    }
    wachtend =
        partners.alle().stream()
            .filter(
                partner ->
                    Optional.ofNullable(oud.get(partner.wachtrij()))
                        .map(Wachtrij::gesloten)
                        .orElse(true))
            .toList();
    wachtend.forEach(
        partner ->
            LOG.warn(
                "Abonnement {} opent zodra elke motor het kent; er draait er een zonder",
                partner.wachtrij()));
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
      broker.verwijder(oud.naam());
    }
    broker.abonnement(adres, partner.wachtrij(), partner.filter());
  }

  /**
   * Takes away the queues of subscriptions that no longer exist, so that nothing collects for
   * nobody. What a former partner did not read yet stays on its own queue, for the engine only:
   * without a file there is no grondslag.
   */
  private void ruimOp() {
    for (Wachtrij wachtrij : abonnementen().values()) {
      if (partners.zoek(wachtrij.naam().substring(ABONNEMENT.length())).isPresent()) {
        continue;
      }
      if (wachtrij.berichten() == 0) {
        broker.verwijder(wachtrij.naam());
      } else {
        broker.sluit(wachtrij);
      }
    }
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
    for (Wachtrij wachtrij : broker.wachtrijen(PARTNER)) {
      if (partners.zoek(wachtrij.naam().substring(PARTNER.length())).isEmpty()) {
        broker.neemRechtenAf(wachtrij.naam());
      }
    }
  }

  private Map<String, Wachtrij> abonnementen() {
    return broker.wachtrijen(ABONNEMENT).stream()
        .collect(Collectors.toMap(Wachtrij::naam, Function.identity()));
  }
}
