package nl.ketenbrug.enrichment;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.ketenbrug.dossier.Dossiers;
import nl.ketenbrug.dossier.Schuldenaren;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.message.Oin;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Brings the dossier up to date by an event about an attachment, and names the parties on the
 * message.
 */
@Component("dossierstand")
public class Dossierstand {

  private final Dossiers dossiers;

  private final Schuldenaren schuldenaren;

  Dossierstand(Dossiers dossiers, Schuldenaren schuldenaren) {
    this.dossiers = dossiers;
    this.schuldenaren = schuldenaren;
  }

  public void verwerk(Exchange exchange) {
    Canoniek gebeurtenis = Canoniek.van(exchange);
    Dossiersleutel dossier =
        new Dossiersleutel(gebeurtenis.verplicht("/k:Gebeurtenis/k:onderwerp"));
    Canoniek beslag = gebeurtenis.delen("//k:Beslaglegging/k:Beslag").get(0);
    List<Oin> partijen =
        Stream.concat(
                gebeurtenis.teksten("/k:Gebeurtenis/k:betrokkenen/k:oin").stream(),
                beslag.teksten("k:beslaglegger/k:oin | k:opdrachtgever/k:oin").stream())
            .distinct()
            .map(Oin::new)
            .toList();
    dossiers.meld(
        dossier,
        beslag.verplicht("k:registratieId"),
        status(beslag),
        beslag
            .tekst("k:derdeBeslagene/k:loonheffingennummer | k:derdeBeslagene/k:kvkNummer")
            .orElse(null),
        partijen,
        Instant.parse(gebeurtenis.verplicht("/k:Gebeurtenis/k:geregistreerd")));
    gebeurtenis
        .tekst("//k:Beslaglegging/k:Schuldenaar/k:bsn")
        .ifPresent(bsn -> schuldenaren.bewaar(dossier, new Bsn(bsn)));
    schuldenaren.wisZonderBeslag(dossier);
    // Whoever this very event is about hears of it, also when it ends his part.
    noemPartijen(exchange, Stream.concat(dossiers.partijen(dossier).stream(), partijen.stream()));
  }

  /** Names the parties of the dossier on an event that changes none of its attachments. */
  public void noemPartijen(Exchange exchange) {
    Dossiersleutel dossier =
        new Dossiersleutel(exchange.getMessage().getHeader(Koppen.DOSSIER, String.class));
    noemPartijen(exchange, dossiers.partijen(dossier).stream());
  }

  private static void noemPartijen(Exchange exchange, Stream<Oin> partijen) {
    exchange
        .getMessage()
        .setHeader(
            Koppen.BETROKKENEN,
            partijen
                .map(Oin::value)
                .distinct()
                .sorted()
                .collect(Collectors.joining("|", "|", "|")));
  }

  /**
   * An attachment that was lifted, or should never have been there, runs no more, whatever status
   * was reported.
   */
  private static String status(Canoniek beslag) {
    String mutatie = beslag.verplicht("k:mutatiesoort");
    return mutatie.equals("opgeheven") || mutatie.equals("ingetrokken")
        ? "beeindigd"
        : beslag.verplicht("k:status");
  }
}
