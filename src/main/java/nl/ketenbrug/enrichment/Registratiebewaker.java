package nl.ketenbrug.enrichment;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import javax.xml.datatype.DatatypeFactory;
import nl.ketenbrug.bvv.Registratietermijn;
import nl.ketenbrug.bvv.Wettermijn;
import nl.ketenbrug.dossier.Registerbereik;
import nl.ketenbrug.dossier.Registraties;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import nl.ketenbrug.messagelog.Versiestempels;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Notices that an attachment that a gerechtsdeurwaarder must register, or a change of it, was
 * registered later than three working days. That is a fact about who registers, and stops nothing:
 * a late attachment lies as well as another.
 */
@Component("registratiebewaker")
public class Registratiebewaker {

  static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  /** Stable; auditors search for it. */
  static final String CODE = "registratie-te-laat";

  private static final String ROUTE = "enrich-gebeurtenis";

  private final Wettermijn termijnen;
  private final Registraties registraties;
  private final Berichtenlog log;
  private final Versiestempels stempels;
  private final Clock clock;

  Registratiebewaker(
      Wettermijn termijnen,
      Registraties registraties,
      Berichtenlog log,
      Versiestempels stempels,
      Clock clock) {
    this.termijnen = termijnen;
    this.registraties = registraties;
    this.log = log;
    this.stempels = stempels;
    this.clock = clock;
  }

  /** Does nothing for an event that is no mutation of what must be registered. */
  public void toets(Exchange exchange) {
    Canoniek gebeurtenis = Canoniek.van(exchange);
    Optional<LocalDate> dag =
        gebeurtenis.delen("//k:Beslaglegging/k:Beslag[k:mutatiesoort]").stream()
            .filter(Registratiebewaker::isPlichtig)
            .findFirst()
            .flatMap(beslag -> dag(gebeurtenis, beslag));
    if (dag.isEmpty()) {
      return;
    }
    Registratietermijn termijn = Registratietermijn.van(dag.get(), termijnen);
    LocalDate geregistreerd =
        LocalDate.ofInstant(
            Instant.parse(gebeurtenis.verplicht("/k:Gebeurtenis/k:geregistreerd")), NEDERLAND);
    if (termijn.isOverschreden(geregistreerd)) {
      meld(
          gebeurtenis,
          exchange.getMessage().getHeader(Koppen.BRON, String.class),
          termijn,
          geregistreerd);
    }
  }

  private static boolean isPlichtig(Canoniek beslag) {
    return Registerbereik.isRegistratieplichtig(
        beslag.verplicht("k:soort"), beslag.verplicht("k:bronVanInkomen"));
  }

  /**
   * From which day the term counts: of what was not known before the service, whatever the message
   * calls itself, and of the rest the change. A second {@code gelegd} corrects the first, and when
   * that became known nobody says: then there is none.
   */
  private Optional<LocalDate> dag(Canoniek gebeurtenis, Canoniek beslag) {
    BerichtId mutatie = BerichtId.of(gebeurtenis.verplicht("/k:Gebeurtenis/k:id"));
    if (!registraties.isWijziging(beslag.verplicht("k:registratieId"), mutatie)) {
      return Optional.of(LocalDate.parse(beslag.verplicht("k:dagVanBeslag")));
    }
    return beslag.verplicht("k:mutatiesoort").equals("gelegd")
        ? Optional.empty()
        : Optional.of(dag(gebeurtenis.verplicht("/k:Gebeurtenis/k:plaatsgevonden")));
  }

  private void meld(
      Canoniek gebeurtenis, String bron, Registratietermijn termijn, LocalDate geregistreerd) {
    BerichtId mutatie = BerichtId.of(gebeurtenis.verplicht("/k:Gebeurtenis/k:id"));
    registraties.noteer(
        new Registraties.TeLaat(
            mutatie,
            gebeurtenis.verplicht("//k:Beslaglegging/k:Beslag/k:registratieId"),
            termijn.dag(),
            termijn.uiterlijk(),
            geregistreerd));
    log.schrijf(
        new LogRegelBouwer(Stap.GESIGNALEERD, mutatie, clock.instant())
            .bron(bron)
            .gebeurtenistype(gebeurtenis.verplicht("/k:Gebeurtenis/k:type"))
            .dossier(gebeurtenis.verplicht("/k:Gebeurtenis/k:onderwerp"))
            .route(ROUTE, stempels.van(ROUTE))
            .reden(
                CODE,
                "geregistreerd op %s; van %s was dat tijdig tot en met %s (%d werkdagen)"
                    .formatted(
                        geregistreerd,
                        termijn.dag(),
                        termijn.uiterlijk(),
                        Registratietermijn.WERKDAGEN))
            .bouw());
  }

  /** A moment counts for the day that it is in the Netherlands. */
  private static LocalDate dag(String plaatsgevonden) {
    if (plaatsgevonden.length() == 10) {
      return LocalDate.parse(plaatsgevonden);
    }
    // A moment of XML Schema may be 24:00:00, or finer than java.time reads.
    return LocalDate.ofInstant(
        DatatypeFactory.newDefaultInstance()
            .newXMLGregorianCalendar(plaatsgevonden)
            .toGregorianCalendar()
            .toInstant(),
        NEDERLAND);
  }
}
