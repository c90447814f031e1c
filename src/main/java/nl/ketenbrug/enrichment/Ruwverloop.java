package nl.ketenbrug.enrichment;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.xml.stream.XMLStreamException;
import nl.ketenbrug.dossier.Bronverloop;
import nl.ketenbrug.source.Bron;
import nl.ketenbrug.source.Bronnen;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Looks at some answers as the source gave them for fields that the stylesheet does not read, and
 * counts those by name. A step of the routes before the stylesheet; whatever goes wrong in it, the
 * answer goes on.
 */
@Component("ruwverloop")
public class Ruwverloop {

  private static final Logger LOG = LoggerFactory.getLogger(Ruwverloop.class);

  private final Bronverloop verloop;
  private final Bronnen bronnen;
  private final int steekproef;
  private final Path map;
  private final Map<String, AtomicLong> gezien = new ConcurrentHashMap<>();
  private final Map<String, Leesvelden> velden = new ConcurrentHashMap<>();

  Ruwverloop(Bronverloop verloop, Bronnen bronnen, RuwverloopSettings settings) {
    this.verloop = verloop;
    this.bronnen = bronnen;
    this.steekproef = settings.ruwverloop().steekproef();
    this.map = Path.of(settings.map());
  }

  /** Leaves the body as it is. */
  public void bekijk(Exchange exchange, String bron) {
    if (!isGetrokken(bron)) {
      return;
    }
    try {
      Leesvelden.Ongelezen ongelezen =
          velden
              .computeIfAbsent(
                  bron,
                  naam ->
                      new Leesvelden(
                          map.resolve("transforms/%1$s/%1$s-to-canonical.xsl".formatted(naam))))
              .ongelezen(exchange.getMessage().getBody(String.class));
      verloop.tel(bron, versie(bron, ongelezen.versie()), ongelezen.paden());
    } catch (XMLStreamException | DataAccessException | TransactionException e) {
      // The text of the first may quote the answer.
      LOG.warn(
          "Een antwoord van bron {} is niet bekeken op ongelezen velden ({})",
          bron,
          e.getClass().getSimpleName());
    }
  }

  /** The first after a start, and then one in so many. */
  private boolean isGetrokken(String bron) {
    if (steekproef == 0) {
      return false;
    }
    long eerder = gezien.computeIfAbsent(bron, naam -> new AtomicLong()).getAndIncrement();
    return eerder % steekproef == 0;
  }

  private String versie(String bron, String anders) {
    return bronnen
        .zoek(bron)
        .filter(Bron::isSuwinet)
        .map(een -> een.suwinet().versie())
        .orElse(anders);
  }
}
