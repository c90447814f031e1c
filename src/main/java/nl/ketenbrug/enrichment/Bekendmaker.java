package nl.ketenbrug.enrichment;

import nl.ketenbrug.dossier.Bekendmakingen;
import nl.ketenbrug.dossier.Bekendmakingen.Bekendmaking;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes what partners are told about a dossier, by the events that {@code gebeurtenis-to-stand.xsl}
 * left of the message: at the end of the route, so that what is set apart was told to nobody.
 */
@Component("bekendmaker")
public class Bekendmaker {

  private final Bekendmakingen bekendmakingen;

  Bekendmaker(Bekendmakingen bekendmakingen) {
    this.bekendmakingen = bekendmakingen;
  }

  @Transactional
  public void noteer(Exchange exchange) {
    Canoniek document = Canoniek.van(exchange);
    for (Canoniek deel : document.delen("/k:Stand/k:onderdeel")) {
      Canoniek gebeurtenis = deel.delen("k:Gebeurtenis").get(0);
      bekendmakingen.noteer(
          new Bekendmaking(
              new Dossiersleutel(gebeurtenis.verplicht("k:onderwerp")),
              deel.verplicht("@naam"),
              gebeurtenis.verplicht("k:type"),
              BerichtId.of(gebeurtenis.verplicht("k:id")),
              gebeurtenis.xml()));
    }
    bekendmakingen.ruimOp(
        new Dossiersleutel(exchange.getMessage().getHeader(Koppen.DOSSIER, String.class)));
  }
}
