package nl.ketenbrug.enrichment;

import java.util.List;
import java.util.Optional;
import nl.ketenbrug.dossier.Herroepingen;
import nl.ketenbrug.dossier.Herroepingen.Herroeping;
import nl.ketenbrug.dossier.Herroepingen.Soort;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Notes which of the events of a message take back or correct an earlier one, so that it can be
 * followed until everyone who got that one has confirmed it.
 */
@Component("herroeper")
public class Herroeper {

  /** The register takes back an attachment by its own id; it does not know our events. */
  private static final String BESLAG_INGETROKKEN = "nl.beslagregister.beslag-ingetrokken";

  private final Herroepingen herroepingen;

  Herroeper(Herroepingen herroepingen) {
    this.herroepingen = herroepingen;
  }

  public void noteer(Exchange exchange) {
    List<Canoniek> gebeurtenissen =
        Canoniek.van(exchange).delen("/k:Gebeurtenis | /k:Gebeurtenissen/k:Gebeurtenis");
    for (Canoniek gebeurtenis : gebeurtenissen) {
      String type = gebeurtenis.verplicht("k:type");
      BerichtId bericht = BerichtId.of(gebeurtenis.verplicht("k:id"));
      Soort soort =
          gebeurtenis.tekst("k:correctieVan").isPresent() ? Soort.CORRECTIE : Soort.INTREKKING;
      eerdere(gebeurtenis, type)
          .filter(eerdere -> !eerdere.equals(bericht))
          .ifPresent(
              eerdere ->
                  herroepingen.noteer(
                      new Herroeping(
                          bericht,
                          eerdere,
                          soort,
                          type,
                          new Dossiersleutel(gebeurtenis.verplicht("k:onderwerp")))));
    }
  }

  private Optional<BerichtId> eerdere(Canoniek gebeurtenis, String type) {
    Optional<BerichtId> genoemd =
        gebeurtenis
            .tekst("k:intrekkingVan")
            .or(() -> gebeurtenis.tekst("k:correctieVan"))
            .map(BerichtId::of);
    if (genoemd.isPresent() || !type.equals(BESLAG_INGETROKKEN)) {
      return genoemd;
    }
    return gebeurtenis
        .tekst("k:inhoud/k:Beslaglegging/k:Beslag/k:registratieId")
        .flatMap(
            id ->
                herroepingen.eersteVan(
                    id, new Dossiersleutel(gebeurtenis.verplicht("k:onderwerp"))));
  }
}
