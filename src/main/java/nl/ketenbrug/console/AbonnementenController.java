package nl.ketenbrug.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nl.ketenbrug.delivery.Abonnement;
import nl.ketenbrug.delivery.Abonnementkeuze;
import nl.ketenbrug.delivery.Abonnementstand;
import nl.ketenbrug.delivery.Gebeurtenisfilter;
import nl.ketenbrug.delivery.Leveringstermijn;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Partners;
import nl.ketenbrug.delivery.Stilte;
import nl.ketenbrug.delivery.Termijnstanden;
import nl.ketenbrug.delivery.Uitgifte;
import nl.ketenbrug.delivery.Uitwijk;
import nl.ketenbrug.delivery.Uitwijkbeheer;
import nl.ketenbrug.delivery.Webhookstanden;
import nl.ketenbrug.delivery.Webhookwachtenden;
import nl.ketenbrug.operations.Abonnementbeheer;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Subscriptions: what a partner is entitled to, how far it is, and stop and go. A partner sees and
 * changes its own only; the operator all.
 */
@RestController
class AbonnementenController {

  private final Partners partners;
  private final Abonnementstand stand;
  private final Keuzelezer keuzes;
  private final Abonnementbeheer beheer;
  private final Webhookstanden webhooks;
  private final Webhookwachtenden wachtenden;
  private final Termijnstanden termijnen;
  private final Uitgifte uitgifte;
  private final Uitwijkbeheer uitwijken;
  private final Clock clock;

  AbonnementenController(
      Partners partners,
      Abonnementstand stand,
      Keuzelezer keuzes,
      Abonnementbeheer beheer,
      Webhookstanden webhooks,
      Webhookwachtenden wachtenden,
      Termijnstanden termijnen,
      Uitgifte uitgifte,
      Uitwijkbeheer uitwijken,
      Clock clock) {
    this.uitgifte = uitgifte;
    this.uitwijken = uitwijken;
    this.partners = partners;
    this.stand = stand;
    this.keuzes = keuzes;
    this.beheer = beheer;
    this.webhooks = webhooks;
    this.wachtenden = wachtenden;
    this.termijnen = termijnen;
    this.clock = clock;
  }

  record Lijst(List<Overzicht> abonnementen) {}

  /**
   * One subscription; its name is the partner's code.
   *
   * @param filter of the file; the types are what it lets through. Null without one
   * @param toestand loopt or gepauzeerd
   * @param keuze null when the partner takes everything that it is entitled to
   * @param termijn how long it may leave an event unconfirmed, and what became of that; null when
   *     its events do not expire and none did
   * @param uitgifte its rate and silences, and what they do now; null without any
   * @param webhook how deliveries go; null with another channel
   * @param papier what of it goes by paper now instead of by its channel; empty when nothing does
   * @param laatsteVolgnummer number of the newest event made for it
   * @param openstaand events on its queue that are not confirmed
   */
  record Overzicht(
      String naam,
      String afnemer,
      String grondslag,
      Set<String> gebeurtenistypen,
      Gebeurtenisfilter filter,
      Abonnement.Bereik bereik,
      String profiel,
      Abonnement.Kanaal kanaal,
      String toestand,
      Pauze pauze,
      Keuze keuze,
      Termijn termijn,
      Uitgifte.Stand uitgifte,
      Webhookbeeld webhook,
      List<Papier> papier,
      long laatsteVolgnummer,
      long openstaand) {}

  /**
   * What goes by paper for a time.
   *
   * @param dossier pseudonymous key; null = everything
   * @param tot null = until somebody ends it
   */
  record Papier(String dossier, Instant vanaf, Instant tot) {
    static Papier van(Uitwijk uitwijk) {
      return new Papier(uitwijk.dossier(), uitwijk.vanaf(), uitwijk.tot());
    }
  }

  /** What the partner chose of what it is entitled to. */
  record Keuze(
      Set<String> gebeurtenistypen,
      Gebeurtenisfilter filter,
      Integer termijn,
      Integer tempo,
      List<Stilte> stilte,
      Instant sinds,
      String door) {

    static Keuze van(Abonnementkeuze k) {
      return new Keuze(
          k.gebeurtenistypen(),
          k.filter(),
          k.termijn(),
          k.tempo(),
          k.stilte(),
          k.sinds(),
          k.door());
    }
  }

  /**
   * Terms of one subscription.
   *
   * @param werkdagen working days in which to confirm; null when it has no term any more
   * @param waarschuwing working days left at least after the warning
   * @param gewaarschuwd events not confirmed of which the partner was warned
   * @param verlopen events that expired and were not confirmed since
   * @param teLaat events confirmed after their term
   * @param oudste since when the oldest of the expired is
   */
  record Termijn(
      Integer werkdagen,
      Integer waarschuwing,
      long gewaarschuwd,
      long verlopen,
      long teLaat,
      Instant oudste) {}

  /**
   * What a choice lets through of the events of the last {@code dagen} days.
   *
   * @param van events that the partner is entitled to
   * @param getroffen those of them that it would have got
   * @param zin the same for a person
   */
  record Proef(int dagen, long getroffen, long van, String zin, List<Telling> perType) {}

  record Telling(String gebeurtenistype, long getroffen, long van) {}

  /**
   * The subscription as it stands now, and how much it would have been.
   *
   * @param proef null when that could not be counted in time; the choice holds
   */
  record Gekozen(Overzicht abonnement, Proef proef) {}

  record Pauze(Instant sinds, String door, String reden) {}

  /**
   * @param reden a sentence for who reads it later; may be left out
   */
  record Pauzeverzoek(String reden) {}

  @GetMapping("/api/v1/abonnementen")
  Lijst alle(Authentication wie) {
    return new Lijst(
        partners.alle().stream()
            .filter(partner -> Toegang.mag(wie, partner.code()))
            .map(this::overzicht)
            .toList());
  }

  @GetMapping("/api/v1/abonnementen/{naam}")
  Overzicht een(@PathVariable String naam, Authentication wie) {
    return overzicht(partner(naam, wie));
  }

  @PostMapping("/api/v1/abonnementen/{naam}/pauze")
  Overzicht pauzeer(
      @PathVariable String naam,
      @RequestBody(required = false) Pauzeverzoek verzoek,
      Authentication wie) {
    Partner partner = partner(naam, wie);
    String reden = verzoek == null ? null : verzoek.reden();
    Redenen.controleer(reden);
    beheer.pauzeer(partner, wie.getName(), reden);
    return overzicht(partner);
  }

  /** Chooses within what the file entitles to; an empty object takes all of that again. */
  @PutMapping("/api/v1/abonnementen/{naam}")
  Gekozen kies(@PathVariable String naam, @RequestBody JsonNode verzoek, Authentication wie) {
    Partner partner = partner(naam, wie);
    Abonnementkeuze keuze = keuzes.lees(partner, verzoek, wie.getName());
    Optional<Proef> proef = keuzes.telling(partner, keuze);
    beheer.kies(
        partner,
        keuze,
        keuzes.tekst(keuze),
        proef
            .map(
                een ->
                    "van de %d gebeurtenissen van de laatste %d dagen waren het er %d geweest"
                        .formatted(een.van(), een.dagen(), een.getroffen()))
            .orElse("hoeveel het er geweest waren is niet geteld"));
    return new Gekozen(overzicht(partner), proef.orElse(null));
  }

  /** How much a choice would have let through; changes nothing. */
  @PostMapping("/api/v1/abonnementen/{naam}/proef")
  Proef proef(@PathVariable String naam, @RequestBody JsonNode verzoek, Authentication wie) {
    Partner partner = partner(naam, wie);
    return keuzes.proef(partner, keuzes.lees(partner, verzoek, wie.getName()));
  }

  @PostMapping("/api/v1/abonnementen/{naam}/hervatten")
  Overzicht hervat(@PathVariable String naam, Authentication wie) {
    Partner partner = partner(naam, wie);
    beheer.hervat(partner, wie.getName());
    return overzicht(partner);
  }

  private Overzicht overzicht(Partner partner) {
    Abonnement abonnement = partner.abonnement();
    Abonnementstand.Stand nu = stand.van(partner.code());
    return new Overzicht(
        partner.code(),
        partner.naam(),
        abonnement.grondslag(),
        new TreeSet<>(abonnement.gebeurtenistypen()),
        abonnement.filter(),
        abonnement.bereik(),
        abonnement.profiel(),
        abonnement.kanaal(),
        nu.gepauzeerd() ? "gepauzeerd" : "loopt",
        nu.gepauzeerd() ? new Pauze(nu.sinds(), nu.door(), nu.reden()) : null,
        keuzes.van(partner).map(Keuze::van).orElse(null),
        termijn(partner),
        uitgifte.van(partner).orElse(null),
        Webhookbeeld.van(partner, webhooks, wachtenden, nu.gepauzeerd(), clock.instant()),
        uitwijken.nu(partner.code()).stream().map(Papier::van).toList(),
        nu.laatsteVolgnummer(),
        beheer.openstaand(partner));
  }

  private Termijn termijn(Partner partner) {
    Termijnstanden.Stand nu = termijnen.van(partner.code());
    Optional<Leveringstermijn> termijn = keuzes.termijn(partner);
    if (termijn.isEmpty() && nu.verlopen() + nu.teLaat() == 0) {
      return null;
    }
    return new Termijn(
        termijn.map(Leveringstermijn::werkdagen).orElse(null),
        termijn.map(Leveringstermijn::waarschuwing).orElse(null),
        nu.gewaarschuwd(),
        nu.verlopen(),
        nu.teLaat(),
        nu.oudste());
  }

  private Partner partner(String naam, Authentication wie) {
    return Toegang.partner(partners, naam, wie);
  }
}
