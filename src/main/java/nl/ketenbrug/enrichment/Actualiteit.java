package nl.ketenbrug.enrichment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.ketenbrug.dossier.Coordinator;
import nl.ketenbrug.dossier.Vertellingen;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/**
 * What became known while an event waited: for an earlier one of its dossier, or set apart for
 * weeks. It goes out as it is known now.
 */
@Component("actualiteit")
public class Actualiteit {

  private static final String UITLEG = "uitleg";

  private final Geheimhouding geheimhouding;
  private final Vertellingen vertellingen;
  private final Coordinatiestand coordinatiestand;

  Actualiteit(
      Geheimhouding geheimhouding, Vertellingen vertellingen, Coordinatiestand coordinatiestand) {
    this.geheimhouding = geheimhouding;
    this.vertellingen = vertellingen;
    this.coordinatiestand = coordinatiestand;
  }

  /**
   * Whether the event in the body must change: it would show an address that is secret by now, it
   * corrects or withdraws an event that was refused for good and that nobody got, or it names a
   * coordinator who is that no more. Then the message carries the parameters of the stylesheet that
   * does so, and property {@code uitleg} says what, for the log. What withdraws an event of a case
   * of a register keeps its name: without it it says nothing.
   */
  public boolean isAchterhaald(Exchange exchange) {
    Canoniek gebeurtenis = Canoniek.van(exchange);
    Message message = exchange.getMessage();
    boolean geheim =
        // A determination shows no address; what an attachment needs was asked just now.
        gebeurtenis.waar("exists(/k:Gebeurtenis/k:inhoud[not(k:Vaststelling)])")
            && gebeurtenis.laatAdressenDoor()
            && geheimhouding.isBekend(
                new Dossiersleutel(message.getHeader(Koppen.DOSSIER, String.class)));
    boolean nooitVerteld =
        gebeurtenis
            .tekst("/k:Gebeurtenis[k:inhoud/k:Wijziging]/(k:correctieVan | k:intrekkingVan)")
            .map(BerichtId::of)
            .filter(vertellingen::isAfgewezen)
            .isPresent();
    List<String> uitleg = new ArrayList<>();
    if (geheim) {
      uitleg.add(
          "van de schuldenaar is het adres intussen geheim, of dat is niet na te gaan: zijn adres"
              + " gaat niet mee");
    }
    if (nooitVerteld) {
      uitleg.add("wat dit verbetert of intrekt is voorgoed afgewezen en wordt niet genoemd");
    }
    Optional<Coordinator> ander = coordinatiestand.ander(exchange);
    if (ander.isPresent()) {
      uitleg.add("intussen coordineert een ander: die staat erin");
    }
    // Parameters of the stylesheet; they do not cross a queue.
    message.setHeader("geheim", geheim);
    message.setHeader("nooitVerteld", nooitVerteld);
    noem(message, ander);
    exchange.setProperty(UITLEG, String.join("; ", uitleg));
    return !uitleg.isEmpty();
  }

  /** Each as text, empty when the event names who coordinates. Who succeeds does so by lid 3. */
  private static void noem(Message message, Optional<Coordinator> ander) {
    message.setHeader("coordinatorBeslag", ander.map(Coordinator::registratieId).orElse(""));
    message.setHeader(
        "coordinatorSoort", ander.map(nu -> nu.beslaglegger().soort().element()).orElse(""));
    message.setHeader("coordinatorWie", ander.map(nu -> nu.beslaglegger().waarde()).orElse(""));
    message.setHeader("coordinatorSinds", ander.map(nu -> nu.sinds().toString()).orElse(""));
    message.setHeader("coordinatorLid", ander.map(nu -> nu.lid() == 4 ? "4" : "3").orElse(""));
  }
}
