package nl.ketenbrug.enrichment;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import nl.ketenbrug.dossier.Volgindicaties;
import nl.ketenbrug.dossier.Volgingen;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import nl.ketenbrug.source.Volgdienst;
import nl.ketenbrug.source.Volgindicatieclient;
import nl.ketenbrug.source.Volgwijze;
import org.springframework.stereotype.Component;

/** When somebody is asked about again after a good answer, though nobody says that he changed. */
@Component
class Volgtempo {

  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  private final Volgindicaties indicaties;
  private final Volgingen volgingen;
  private final Bronnen bronnen;
  private final Volgindicatieclient client;

  Volgtempo(
      Volgindicaties indicaties, Volgingen volgingen, Bronnen bronnen, Volgindicatieclient client) {
    this.indicaties = indicaties;
    this.volgingen = volgingen;
    this.bronnen = bronnen;
    this.client = client;
  }

  /**
   * After the period of the source; or after a longer one where another source tells who changed,
   * as long as it does, but on the next day on which a rule finds something by our own clock.
   */
  Instant daarna(
      String bron,
      Volgwijze volgwijze,
      Dossiersleutel dossier,
      Vergelijker vergelijker,
      String antwoord,
      Instant nu) {
    Instant gewoon = nu.plusSeconds(volgwijze.elke());
    Optional<Volgdienst> dienst = dienst(bron).filter(this::isBij).map(Bron::volgindicaties);
    if (dienst.isEmpty() || !indicaties.isGeplaatst(dossier)) {
      return gewoon;
    }
    Instant naloop = nu.plusSeconds(dienst.get().naloop());
    return vergelijker
        .weer(antwoord, LocalDate.ofInstant(nu, NEDERLAND))
        .map(dag -> dag.atStartOfDay(NEDERLAND).toInstant())
        .filter(naloop::isAfter)
        .orElse(naloop);
  }

  /** Whether this one told who changed in the last two of its periods. */
  boolean isBij(Bron dienst) {
    return indicaties.isBij(dienst.naam(), Duration.ofSeconds(2 * dienst.volgen().elke()));
  }

  /** Nobody tells who changed: everybody is asked about at the pace of the source again. */
  void haalIn(String over, Duration uitstel) {
    bronnen
        .zoek(over)
        .map(Bron::volgen)
        .ifPresent(wijze -> volgingen.haalIn(over, Duration.ofSeconds(wijze.elke()), uitstel));
  }

  /** The source that tells who changed at this one; empty when none is in use. */
  Optional<Bron> dienst(String over) {
    return diensten().filter(bron -> bron.volgindicaties().over().equals(over)).findFirst();
  }

  /** One in use that tells who changed at another source; empty when there is none. */
  Optional<Bron> dienstElders(String over) {
    return diensten().filter(bron -> !bron.volgindicaties().over().equals(over)).findFirst();
  }

  private Stream<Bron> diensten() {
    return bronnen.alle().stream()
        .filter(Bron::isVolgdienst)
        .filter(bron -> client.heeftAdres(bron.naam()));
  }
}
