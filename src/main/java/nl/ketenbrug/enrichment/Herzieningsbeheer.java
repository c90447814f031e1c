package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.ketenbrug.bvv.Halfjaar;
import nl.ketenbrug.dossier.Achterstand;
import nl.ketenbrug.dossier.Herziening;
import nl.ketenbrug.dossier.Herziening.Modus;
import nl.ketenbrug.dossier.Herziening.Reden;
import nl.ketenbrug.dossier.Herziening.Status;
import nl.ketenbrug.dossier.Herzieningen;
import nl.ketenbrug.dossier.Herzieningsuitkomst;
import nl.ketenbrug.dossier.Herzieningsverslag;
import nl.ketenbrug.dossier.Zonderstand;
import nl.ketenbrug.enrichment.Herzieningsweigering.Grond;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Starts and steers recalculations of the stock. Each act stands in the log, with who did it,
 * before it is committed.
 */
@Component
public class Herzieningsbeheer {

  private static final Logger LOG = LoggerFactory.getLogger(Herzieningsbeheer.class);

  private final Herzieningen herzieningen;
  private final Herzieningsdag dagen;
  private final Berichtenlog log;
  private final Brokertransactie broker;
  private final HerzieningSettings settings;
  private final Clock clock;

  Herzieningsbeheer(
      Herzieningen herzieningen,
      Herzieningsdag dagen,
      Berichtenlog log,
      Brokertransactie broker,
      HerzieningSettings settings,
      Clock clock) {
    this.herzieningen = herzieningen;
    this.dagen = dagen;
    this.log = log;
    this.broker = broker;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * @param proef compute only
   * @param peildatum day of the new determinations; null is today. Another day for a {@code proef}
   *     only: what was not known then cannot count from then
   * @param wie user name
   * @throws Herzieningsweigering when it may not be started
   */
  @Transactional
  public Herziening start(
      Reden reden, Modus modus, boolean proef, LocalDate peildatum, String wie) {
    LocalDate dag = peildatum == null ? vandaag() : peildatum;
    if (modus == Modus.BEWAARD && !settings.bewaarInvoer()) {
      throw new Herzieningsweigering(
          Grond.MODUS_NIET_TOEGESTAAN,
          "Deze installatie bewaart geen invoer (ketenbrug.herziening.bewaar-invoer); kies modus streng.");
    }
    if (modus == Modus.BEWAARD && reden == Reden.ZONDER_STAND) {
      throw new Herzieningsweigering(
          Grond.MODUS_NIET_TOEGESTAAN,
          "Wie geen vaststelling heeft, heeft ook geen bewaarde invoer; kies modus streng.");
    }
    if (!proef && modus == Modus.BEWAARD && reden == Reden.TERMIJN) {
      throw new Herzieningsweigering(
          Grond.MODUS_NIET_TOEGESTAAN,
          "Na twaalf maanden wordt opnieuw bepaald met gegevens van nu (art. 475d lid 3 Rv); kies modus streng.");
    }
    if (!proef && !dag.equals(vandaag())) {
      throw new Herzieningsweigering(
          Grond.PEILDATUM, "Alleen een proef kan een andere peildatum hebben dan vandaag.");
    }
    Herziening herziening = begin(reden, modus, proef, dag, wie);
    if (!herzieningen.begin(herziening)) {
      throw loopt(proef, reden);
    }
    schrijf(herziening.id(), "gestart", omschrijving(herziening), wie);
    return herziening;
  }

  /**
   * Art. 475d lid 3 onder a Rv: whose twelve months are over must be determined again. Nobody has
   * to ask for it, and of several engines one begins. One of an earlier day that is not done holds
   * it up, and then that is said, once a day; when it ends this day's begins at the next look.
   */
  @Scheduled(
      initialDelayString = "${ketenbrug.herziening.voeding}",
      fixedDelayString = "${ketenbrug.herziening.controle}")
  @Transactional
  public void beginWegensTermijn() {
    try {
      Herziening herziening = begin(Reden.TERMIJN, Modus.STRENG, false, vandaag(), null);
      if (herziening.geteld() == 0) {
        return;
      }
      if (herzieningen.begin(herziening)) {
        schrijf(herziening.id(), "gestart", omschrijving(herziening), null);
        return;
      }
      tegenhouder().ifPresent(this::meldTegengehouden);
    } catch (Herzieningsweigering e) {
      LOG.error(
          "Wiens termijn om is kan niet opnieuw worden bepaald ({}): {}",
          e.grond().code(),
          e.getMessage());
    }
  }

  /** What holds up the duty of today: one that stands still, or one of an earlier day. */
  private Optional<Herziening> tegenhouder() {
    return herzieningen
        .openTermijn()
        .filter(h -> h.status() == Status.GEPAUZEERD || h.peildatum().isBefore(vandaag()));
  }

  private void meldTegengehouden(Herziening open) {
    if (!herzieningen.meldBlokkade(open.id(), vandaag())) {
      return;
    }
    Achterstand achterstand = herzieningen.achterstand(vandaag());
    String uitleg =
        "van %d dossiers is de termijn om, de eerste op %s; zij wachten tot de herziening van %s, die %s, gereed of afgebroken is"
            .formatted(
                achterstand.dossiers(),
                achterstand.oudste(),
                open.peildatum(),
                open.status() == Status.GEPAUZEERD ? "stilstaat" : "nog loopt");
    LOG.warn("De herziening wegens termijn wordt tegengehouden: {}", uitleg);
    schrijf(open.id(), "termijn-tegengehouden", uitleg, null);
  }

  /**
   * How the duty of art. 475d lid 3 onder a Rv is done.
   *
   * @param tegengehoudenDoor the one that holds up that of today, or null
   */
  public record Termijnstand(Achterstand achterstand, Herziening tegengehoudenDoor) {}

  public Termijnstand termijnstand() {
    return new Termijnstand(herzieningen.achterstand(vandaag()), tegenhouder().orElse(null));
  }

  /** Whom no recalculation can take along. */
  public Zonderstand zonderStand() {
    return herzieningen.zonderStand();
  }

  /** Stops handing out and computing; what a source was asked just now is finished. */
  @Transactional
  public Herziening pauzeer(BerichtId id, String wie) {
    return wijzig(id, Set.of(Status.LOOPT), Status.GEPAUZEERD, "gepauzeerd", wie);
  }

  /**
   * Who has no outcome yet is determined with the day of now, except in a dry run. One that is done
   * sends the changes that are on their way once more, as they are: their events may be lost.
   */
  @Transactional
  public Herziening hervat(BerichtId id, String wie) {
    return wijzig(id, vanuit(id, Status.GEPAUZEERD), Status.LOOPT, "hervat", wie);
  }

  /**
   * For good; changes that were sent already are not taken back. One that is done gives up the
   * changes that are on their way.
   */
  @Transactional
  public Herziening breekAf(BerichtId id, String wie) {
    return wijzig(
        id, vanuit(id, Status.LOOPT, Status.GEPAUZEERD), Status.AFGEBROKEN, "afgebroken", wie);
  }

  /** From these, and from done while changes are on their way. */
  private Set<Status> vanuit(BerichtId id, Status... van) {
    Set<Status> toegestaan = EnumSet.copyOf(List.of(van));
    if (herzieningen.heeftOnderweg(id)) {
      toegestaan.add(Status.GEREED);
    }
    return toegestaan;
  }

  /**
   * Computes once more whose outcome is a fault, with the day of today.
   *
   * @param dossier this one only, or null for all of them
   * @throws Herzieningsweigering when there is none, or it was cancelled, or another one with this
   *     reason is open
   */
  @Transactional
  public Herziening opnieuw(BerichtId id, Dossiersleutel dossier, String wie) {
    Herziening herziening = een(id);
    if (herziening.status() == Status.AFGEBROKEN) {
      throw nietBij(herziening);
    }
    int aantal;
    try {
      aantal = herzieningen.zetMislukteUit(id, dossier, settings.deel(herziening));
    } catch (DuplicateKeyException e) {
      throw loopt(herziening.proef(), herziening.reden());
    }
    if (aantal == 0) {
      throw new Herzieningsweigering(
          Grond.TOESTAND, "Er is hier geen dossier mislukt dat opnieuw kan.");
    }
    schrijf(id, "opnieuw", "%d mislukte dossiers opnieuw aan de beurt".formatted(aantal), wie);
    return een(id);
  }

  /** Marks one as done when everybody has an outcome. */
  @Transactional
  public void rondAf(BerichtId id) {
    if (!herzieningen.allesBerekend(id)
        || !herzieningen.wijzig(id, Set.of(Status.LOOPT), Status.GEREED)) {
      return;
    }
    Herzieningsverslag verslag = herzieningen.verslag(id);
    schrijf(
        id,
        "gereed",
        "herziening gereed: %d dossiers, uitkomsten %s"
            .formatted(verslag.berekend(), verslag.uitkomsten()),
        null);
  }

  /**
   * @throws Herzieningsweigering when there is none with this id
   */
  public Herziening een(BerichtId id) {
    return herzieningen.een(id).orElseThrow(Herzieningsbeheer::onbekend);
  }

  /** The latest ones, newest first. */
  public List<Herziening> laatste(int hoogstens) {
    return herzieningen.laatste(hoogstens);
  }

  public Herzieningsverslag verslag(BerichtId id) {
    return herzieningen.verslag(id);
  }

  /** The dossiers that were refused, for who has to act on them. */
  public List<Herzieningsuitkomst> geweigerd(BerichtId id, int hoogstens) {
    return herzieningen.geweigerd(id, hoogstens);
  }

  /** Whether modus {@code bewaard} can be chosen here. */
  public boolean bewaartInvoer() {
    return settings.bewaarInvoer();
  }

  public LocalDate vandaag() {
    return dagen.vandaag();
  }

  private Herziening begin(
      Reden reden, Modus modus, boolean proef, LocalDate peildatum, String wie) {
    Halfjaar halfjaar = dagen.halfjaar(peildatum);
    Instant nu = clock.instant();
    Herziening concept =
        new Herziening(
            BerichtId.nieuw(nu),
            reden,
            modus,
            proef,
            peildatum,
            halfjaar.bestand(),
            halfjaar.sha256(),
            Status.LOOPT,
            0,
            0,
            false,
            wie,
            nu,
            nu,
            null,
            null,
            null,
            null,
            null);
    return concept.met(
        herzieningen.tel(concept),
        herzieningen.zonderStand().dossiers(),
        herzieningen.telOnderweg(concept));
  }

  private Herziening wijzig(BerichtId id, Set<Status> van, Status naar, String code, String wie) {
    Herziening herziening = een(id);
    try {
      if (!herzieningen.wijzig(id, van, naar)) {
        throw nietBij(herziening);
      }
    } catch (DuplicateKeyException e) {
      throw loopt(herziening.proef(), herziening.reden());
    }
    schrijf(id, code, omschrijving(herziening) + laterePeildatum(herziening, naar), wie);
    return een(id);
  }

  private void schrijf(BerichtId id, String code, String uitleg, String wie) {
    LogRegel regel =
        new LogRegelBouwer(Stap.BESTUURD, id, clock.instant())
            .bron("ketenbrug")
            .actor(wie)
            .reden(code, uitleg)
            .bouw();
    broker.doe(() -> log.schrijf(regel));
  }

  private static String omschrijving(Herziening h) {
    return "%s met reden %s, modus %s, peildatum %s, cijfers %s: %d dossiers aan de beurt"
        .formatted(
            h.proef() ? "proef" : "herziening",
            h.reden().naam(),
            h.modus().naam(),
            h.peildatum(),
            h.cijferbestand(),
            h.geteld());
  }

  private String laterePeildatum(Herziening h, Status naar) {
    return naar == Status.LOOPT && !h.proef() && h.peildatum().isBefore(vandaag())
        ? "; wie nog geen uitkomst heeft krijgt als peildatum de dag waarop hij berekend wordt"
        : "";
  }

  private static Herzieningsweigering nietBij(Herziening herziening) {
    return new Herzieningsweigering(
        Grond.TOESTAND,
        "Dit kan niet met een herziening die %s is.".formatted(herziening.status().naam()));
  }

  private static Herzieningsweigering loopt(boolean proef, Reden reden) {
    return new Herzieningsweigering(
        Grond.LOOPT_AL,
        "Er is al een %s met reden %s open, of de plicht van deze dag is al gedaan."
            .formatted(proef ? "proef" : "herziening", reden.naam()));
  }

  private static Herzieningsweigering onbekend() {
    return new Herzieningsweigering(Grond.ONBEKEND, "Er is geen herziening met dit id.");
  }
}
