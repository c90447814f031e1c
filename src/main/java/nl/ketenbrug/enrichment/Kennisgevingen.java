package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.dossier.Herbepalingen;
import nl.ketenbrug.dossier.Vertellingen;
import nl.ketenbrug.dossier.Vertellingen.Feit;
import nl.ketenbrug.dossier.Vertellingen.Kennisgeving;
import nl.ketenbrug.dossier.Vertellingen.Laatste;
import nl.ketenbrug.dossier.Vertellingen.Melding;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.message.Oin;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import nl.ketenbrug.source.Volgwijze;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What becomes of a notice about a debtor. His determination is looked at again when the fact
 * touches the beslagvrije voet (art. 475d lid 3 and 4 Rv). Of somebody who is followed the BRP is
 * asked at once, and what differs there is the event: the notice itself would tell the same fact
 * twice. Where following may miss it the notice is the event, and what following sees that says the
 * same is left out; where that is not certain, twice is better than never.
 */
@Component("kennisgevingen")
public class Kennisgevingen {

  /** The header of a dossier without parties. */
  private static final String NIEMAND = "||";

  /** Of a notice that does not say how it is now: never what following says; once its fact too. */
  private static final String ONBEKEND = "onbekend";

  private static final String INGETROKKEN = "-ingetrokken";
  private static final String GEVOLGD = "gevolgd";
  private static final String AL_VERTELD = "alVerteld";
  private static final String VERWIJZING = "verwijzing";
  private static final String VERWIJST_NAAR = "verwijstNaar";

  /** A night batch of notices takes minutes of turns. */
  private static final Duration VOORSPRONG = Duration.ofMinutes(10);

  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  private final Volgingen volgingen;
  private final Vertellingen vertellingen;
  private final Geheimhouding geheimhouding;
  private final Herbepalingen herbepalingen;
  private final Bronnen bronnen;
  private final Vergelijkers vergelijkers;
  private final VolgSettings settings;
  private final Clock clock;

  /** The source at which the BRP is followed. */
  private final String brp;

  Kennisgevingen(
      Volgingen volgingen,
      Vertellingen vertellingen,
      Geheimhouding geheimhouding,
      Herbepalingen herbepalingen,
      Bronnen bronnen,
      Vergelijkers vergelijkers,
      VolgSettings settings,
      VerrijkingSettings verrijking,
      Clock clock) {
    this.clock = clock;
    this.brp = verrijking.brp();
    this.volgingen = volgingen;
    this.vertellingen = vertellingen;
    this.geheimhouding = geheimhouding;
    this.herbepalingen = herbepalingen;
    this.bronnen = bronnen;
    this.vergelijkers = vergelijkers;
    this.settings = settings;
  }

  /** Whether this fact came by a notice of a source, and not from following. */
  public boolean isKennisgeving(@Header(Koppen.BRON) String bron) {
    return bronnen.zoek(bron).filter(Bron::geeftKennis).isPresent();
  }

  /** Whether it is a notice about somebody who is no debtor: nobody is a party in his dossier. */
  public boolean isVoorNiemand(
      @Header(Koppen.BRON) String bron, @Header(Koppen.BETROKKENEN) String betrokkenen) {
    return isKennisgeving(bron) && NIEMAND.equals(betrokkenen);
  }

  /**
   * Decides whether following tells this fact, or this notice does. Of a notice that is the event
   * itself that is written down, so that following does not tell the same again: once decided it
   * stays so, also when the notice is offered again. An answer about this person is processed
   * before the decision or after it, and one to a question from before it is dropped.
   *
   * <p>Property {@code gevolgd} says whether it is left to following; {@code alVerteld} names the
   * event that told this very fact last and said the same. If neither, the message carries the id
   * of the event that it corrects or withdraws, when that is known.
   */
  @Transactional
  public void beslis(Exchange exchange) {
    exchange.setProperty(GEVOLGD, false);
    exchange.removeProperty(AL_VERTELD);
    Message notice = exchange.getMessage();
    Optional<Kennisgeving> besloten =
        vertellingen.besloten(BerichtId.of(notice.getHeader(Koppen.BERICHT_ID, String.class)));
    if (besloten.isPresent()) {
      verwijs(notice, besloten.get().verwijst() ? besloten.get().eerder() : null);
      return;
    }
    Dossiersleutel dossier = new Dossiersleutel(notice.getHeader(Koppen.DOSSIER, String.class));
    String type = notice.getHeader(Koppen.GEBEURTENISTYPE, String.class);
    if (regels().filter(regels -> regels.vertelt(Veranderregels.feit(type))).isEmpty()) {
      return;
    }
    volgingen.houdTegen(dossier, brp);
    vertellingen.vergeetAfgewezen(dossier, brp);
    Canoniek gebeurtenis = Canoniek.van(exchange);
    BerichtId bericht = BerichtId.of(gebeurtenis.verplicht("/k:Gebeurtenis/k:id"));
    Gemeld gemeld = gemeld(gebeurtenis, type);
    if (isGevolgd(gebeurtenis, type, dossier, gemeld)) {
      volgingen.laatOver(dossier, brp, Veranderregels.feit(type));
      exchange.setProperty(GEVOLGD, true);
      return;
    }
    Laatste laatste = vertellingen.laatste(new Feit(dossier, brp, gemeld.feit())).orElse(null);
    Set<Oin> partijen = partijen(notice);
    if (!gemeld.zegtHoeHetIs()) {
      vertelZonderStand(dossier, bericht, type, gemeld, laatste, partijen);
      return;
    }
    if (laatste != null && isAlVerteld(dossier, type, gemeld, laatste, partijen)) {
      exchange.setProperty(AL_VERTELD, laatste.bericht().toString());
      return;
    }
    boolean adres = gebeurtenis.laatAdressenDoor() && !geheimhouding.isBekend(dossier);
    verwijs(notice, vertel(dossier, bericht, type, gemeld, laatste, adres, partijen));
  }

  /**
   * Whether the last that was told of this fact reached the partners, all that there are now, was
   * the last that they heard of it, and said this too. Not of an address, which they may not have
   * seen, nor of a list, of which a notice names a part, nor of what no field says.
   */
  private boolean isAlVerteld(
      Dossiersleutel dossier, String type, Gemeld gemeld, Laatste laatste, Set<Oin> partijen) {
    return !gemeld.regel().overAdres()
        && gemeld.regel().ook() == null
        && gemeld.lijst().isEmpty()
        && type.equals(laatste.soort())
        && laatste.partijen().containsAll(partijen)
        && vertellingen.kenmerk(dossier, gemeld.zegt()).equals(laatste.kenmerk())
        && vertellingen.isGepubliceerd(laatste.bericht())
        && vertellingen.besloten(laatste.bericht()).filter(k -> !k.naEerder()).isEmpty()
        && !isIetsOnbekend(dossier);
  }

  /** Of a notice that did not say how it is now this was kept once: it may be any fact. */
  private boolean isIetsOnbekend(Dossiersleutel dossier) {
    return vertellingen.isOnbevestigd(List.of(new Feit(dossier, brp, ONBEKEND)));
  }

  /**
   * Whether following tells this fact: a rule makes events of this very type, and it came after the
   * first answer, with which a change is compared. A fact without a complete day may be in that
   * answer already, and so may one of a day to come. A withdrawal has no day of its own: following
   * tells it when what it withdraws stands in the last answer, and it was told when that is the
   * last that was told of the fact, or when what it withdraws was left to following itself and was
   * not asked yet: then it was never told. Not while a notice told it, or a related fact, and the
   * source did not say the same: following compares with what the source said, so it would not see
   * that things changed back. Nor while the source does not allow our questions, or outside its
   * hours; but what withdraws a notice that was left to it stays with it, when nothing of the fact
   * is in force: told, it would withdraw what nobody heard.
   */
  private boolean isGevolgd(
      Canoniek gebeurtenis, String type, Dossiersleutel dossier, Gemeld gemeld) {
    return settings.volgt(brp)
        && regels().filter(regels -> regels.vertelt(type)).isPresent()
        && !vertellingen.isOnbevestigd(feiten(dossier, gemeld))
        && !isIetsOnbekend(dossier)
        && (isOvergelaten(type, dossier) && !isInWerking(dossier, gemeld)
            || wordtGevraagd()
                && (isGezien(gebeurtenis, dossier)
                    || trektIn(dossier, type)
                    || isOvergelaten(type, dossier)
                    || isIntrekking(type) && vertellingen.isLaatst(dossier, brp, type)));
  }

  /** Whether it withdraws what was left to following and not asked yet. */
  private boolean isOvergelaten(String type, Dossiersleutel dossier) {
    return isIntrekking(type) && volgingen.isOvergelaten(dossier, brp, Veranderregels.feit(type));
  }

  /** Whether the fact was told and not withdrawn since: then there is something to withdraw. */
  private boolean isInWerking(Dossiersleutel dossier, Gemeld gemeld) {
    return vertellingen
        .laatste(new Feit(dossier, brp, gemeld.feit()))
        .filter(laatste -> !isIntrekking(laatste.soort()))
        .isPresent();
  }

  private boolean isGezien(Canoniek gebeurtenis, Dossiersleutel dossier) {
    return dag(gebeurtenis).filter(dag -> volgingen.isGezienVoor(dossier, brp, dag)).isPresent();
  }

  /**
   * The notice is told itself.
   *
   * @return the event that it corrects or withdraws: the last that was told of the fact, when that
   *     said what this one says that it was and went before it; null when that is not known
   */
  private BerichtId vertel(
      Dossiersleutel dossier,
      BerichtId bericht,
      String type,
      Gemeld gemeld,
      Laatste laatste,
      boolean adres,
      Set<Oin> partijen) {
    boolean verwijst =
        verwijzing(type) != null
            && laatste != null
            && !isIntrekking(laatste.soort())
            && vertellingen.kenmerk(dossier, gemeld.was()).equals(laatste.kenmerk())
            && vertellingen.gingVoor(laatste.bericht());
    gemeld
        .verwant()
        .forEach(ander -> vertellingen.achterhaal(new Feit(dossier, brp, ander), bericht));
    vertellingen.meld(
        new Feit(dossier, brp, gemeld.feit()),
        new Melding(bericht, type, gemeld.zegt(), gemeld.alles(adres), verwijst, partijen),
        laatste);
    return verwijst ? laatste.bericht() : null;
  }

  /**
   * The notice is told itself, and what it undoes of the fact is not known: until following tells
   * that fact the next notices of it are told themselves too.
   */
  private void vertelZonderStand(
      Dossiersleutel dossier,
      BerichtId bericht,
      String type,
      Gemeld gemeld,
      Laatste laatste,
      Set<Oin> partijen) {
    List<Feit> feiten = feiten(dossier, gemeld);
    feiten.forEach(feit -> vertellingen.weetNiet(feit, bericht));
    vertellingen.meld(
        feiten.get(0), new Melding(bericht, type, null, ONBEKEND, false, partijen), laatste);
  }

  /** Whether the BRP is asked at once: it may be hours until it may. */
  private boolean wordtGevraagd() {
    return bronnen.zoek(brp).map(Bron::volgen).filter(this::isOpen).isPresent()
        && !volgingen.dicht().contains(brp);
  }

  /** Long enough for the turns that come before this one. */
  private boolean isOpen(Volgwijze wijze) {
    LocalTime nu = LocalTime.now(clock.withZone(NEDERLAND));
    return wijze.isOpen(nu) && wijze.isOpen(nu.plus(VOORSPRONG));
  }

  /** For whom it is, as the header says. */
  private static Set<Oin> partijen(Message notice) {
    return Stream.of(notice.getHeader(Koppen.BETROKKENEN, String.class).split("\\|"))
        .filter(oin -> !oin.isEmpty())
        .map(Oin::new)
        .collect(Collectors.toSet());
  }

  /** The fact itself first. */
  private List<Feit> feiten(Dossiersleutel dossier, Gemeld gemeld) {
    return gemeld.feiten().map(naam -> new Feit(dossier, brp, naam)).toList();
  }

  /** Of a type that a rule looks at. */
  private Gemeld gemeld(Canoniek gebeurtenis, String type) {
    Optional<String> oud = persoon(gebeurtenis, "oud/k:Persoon");
    Optional<String> nieuw = persoon(gebeurtenis, "nieuw/k:Persoon");
    String wie = nieuw.or(() -> oud).or(() -> persoon(gebeurtenis, "Schuldenaar")).orElseThrow();
    return regels()
        .flatMap(regels -> regels.gemeld(type, wie, oud.orElse(null), nieuw.orElse(null)))
        .orElseThrow();
  }

  private static Optional<String> persoon(Canoniek gebeurtenis, String waar) {
    return gebeurtenis.delen("/k:Gebeurtenis/k:inhoud/k:Wijziging/k:" + waar).stream()
        .map(Canoniek::xml)
        .findFirst();
  }

  /** Parameters of the stylesheet that puts them in the event; they do not cross a queue. */
  private static void verwijs(Message notice, BerichtId eerder) {
    if (eerder != null) {
      String type = notice.getHeader(Koppen.GEBEURTENISTYPE, String.class);
      notice.setHeader(VERWIJZING, verwijzing(type));
      notice.setHeader(VERWIJST_NAAR, eerder.toString());
    }
  }

  private static String verwijzing(String type) {
    if (isIntrekking(type)) {
      return "intrekkingVan";
    }
    return type.endsWith("-gecorrigeerd") ? "correctieVan" : null;
  }

  /** An event that withdraws is never corrected or withdrawn itself: that would undo it. */
  static boolean isIntrekking(String type) {
    return type != null && type.endsWith(INGETROKKEN);
  }

  private boolean trektIn(Dossiersleutel dossier, String type) {
    LocalDate vandaag = LocalDate.now(clock.withZone(NEDERLAND));
    return volgingen
        .laatsteAntwoord(dossier, brp)
        .flatMap(feiten -> regels().filter(regels -> regels.kanEindigen(type, feiten, vandaag)))
        .isPresent();
  }

  /** It is this person's turn at once. */
  public void signaleer(@Header(Koppen.DOSSIER) String dossier) {
    volgingen.signaal(new Dossiersleutel(dossier), brp);
  }

  /**
   * Asks for another look at the determination, when this fact touches it: a correction or
   * withdrawal touches what the fact touches.
   */
  public void herbepaal(
      @Header(Koppen.DOSSIER) String dossier, @Header(Koppen.GEBEURTENISTYPE) String type) {
    if (regels().filter(regels -> regels.raaktBvv(Veranderregels.feit(type))).isPresent()) {
      herbepalingen.vraag(new Dossiersleutel(dossier));
    }
  }

  /** When it happened in the real world; a moment is that of the notice, and says nothing of it. */
  private static Optional<LocalDate> dag(Canoniek gebeurtenis) {
    LocalDate gemeld =
        LocalDate.ofInstant(
            Instant.parse(gebeurtenis.verplicht("/k:Gebeurtenis/k:geregistreerd")), NEDERLAND);
    return gebeurtenis
        .tekst("/k:Gebeurtenis/k:plaatsgevonden[string-length() = 10 and . castable as xs:date]")
        .map(LocalDate::parse)
        .filter(dag -> !dag.isAfter(gemeld));
  }

  private Optional<Vergelijker> regels() {
    return vergelijkers.zoek(brp);
  }
}
