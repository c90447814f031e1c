package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import nl.ketenbrug.dossier.Herbepalingen;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/**
 * What becomes of a notice about a debtor. His determination is looked at again when the fact
 * touches the beslagvrije voet (art. 475d lid 3 and 4 Rv). Of somebody who is followed the BRP is
 * asked at once, and what differs there is the event: the notice itself would tell the same fact
 * twice. Where following may miss it the notice is the event: twice is better than never.
 */
@Component("kennisgevingen")
public class Kennisgevingen {

  private static final String BRP = "brp";

  /** The header of a dossier without parties. */
  private static final String NIEMAND = "||";

  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  private final Volgingen volgingen;
  private final Herbepalingen herbepalingen;
  private final Bronnen bronnen;
  private final Vergelijkers vergelijkers;
  private final VolgSettings settings;
  private final Clock clock;

  Kennisgevingen(
      Volgingen volgingen,
      Herbepalingen herbepalingen,
      Bronnen bronnen,
      Vergelijkers vergelijkers,
      VolgSettings settings,
      Clock clock) {
    this.clock = clock;
    this.volgingen = volgingen;
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
   * Whether following tells this fact: a rule makes events of this very type, and it came after the
   * first answer, with which a change is compared. A fact without a complete day may be in that
   * answer already, and so may one of a day to come. A withdrawal has no day of its own: following
   * tells it when what it withdraws stands in the last answer, and told it when that is the last
   * that was told of the fact.
   */
  public boolean isGevolgd(Exchange exchange) {
    Message notice = exchange.getMessage();
    String type = notice.getHeader(Koppen.GEBEURTENISTYPE, String.class);
    Dossiersleutel dossier = new Dossiersleutel(notice.getHeader(Koppen.DOSSIER, String.class));
    return settings.volgt(BRP)
        && bronnen.zoek(BRP).map(Bron::volgen).isPresent()
        && regels().filter(regels -> regels.vertelt(type)).isPresent()
        && (dag(Canoniek.van(exchange))
                .filter(dag -> volgingen.isGezienVoor(dossier, BRP, dag))
                .isPresent()
            || trektIn(dossier, type)
            || isIngetrokken(type) && volgingen.isLaatstVerteld(dossier, BRP, type));
  }

  private boolean trektIn(Dossiersleutel dossier, String type) {
    LocalDate vandaag = LocalDate.now(clock.withZone(NEDERLAND));
    return volgingen
        .laatsteAntwoord(dossier, BRP)
        .flatMap(feiten -> regels().filter(regels -> regels.kanEindigen(type, feiten, vandaag)))
        .isPresent();
  }

  /**
   * The notice is told itself. What it tells holds from now on: a later withdrawal is not the one
   * that following told. Of a withdrawal nothing is noted, or a second attempt at this very notice
   * would take it for told.
   */
  public void onthoud(
      @Header(Koppen.DOSSIER) String dossier, @Header(Koppen.GEBEURTENISTYPE) String type) {
    if (!isIngetrokken(type)) {
      volgingen.verteldDoorAnder(new Dossiersleutel(dossier), BRP, feit(type), type);
    }
  }

  /** It is this person's turn at once. */
  public void signaleer(@Header(Koppen.DOSSIER) String dossier) {
    volgingen.signaal(new Dossiersleutel(dossier), BRP);
  }

  /** Asks for another look at the determination, when this fact touches it. */
  public void herbepaal(
      @Header(Koppen.DOSSIER) String dossier, @Header(Koppen.GEBEURTENISTYPE) String type) {
    if (regels().filter(regels -> regels.raaktBvv(feit(type))).isPresent()) {
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
    return vergelijkers.zoek(BRP);
  }

  private static boolean isIngetrokken(String type) {
    return type.endsWith("-ingetrokken");
  }

  /** A correction or withdrawal touches what the fact touches. */
  private static String feit(String type) {
    return type.replaceFirst("-(gecorrigeerd|ingetrokken)$", "");
  }
}
