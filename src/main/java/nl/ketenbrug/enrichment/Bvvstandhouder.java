package nl.ketenbrug.enrichment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import nl.ketenbrug.dossier.Bvvstand;
import nl.ketenbrug.dossier.Bvvstanden;
import nl.ketenbrug.dossier.Dossiers;
import nl.ketenbrug.dossier.Herzieningen;
import nl.ketenbrug.message.Bedrag;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps which determination is in force, by the events that make one known: at the end of the
 * route, so that what is set apart never comes into force.
 */
@Component("bvvstandhouder")
public class Bvvstandhouder {

  /** Not every type about the beslagvrije voet: a term that is over determines nothing. */
  private static final Set<String> VASTSTELLINGEN =
      Set.of(Herzieningswerk.HERZIEN, Herzieningswerk.VASTGESTELD);

  private static final String GEBEURTENISSEN = "/k:Gebeurtenis | /k:Gebeurtenissen/k:Gebeurtenis";

  private final Bvvstanden standen;
  private final Dossiers dossiers;
  private final Herzieningen herzieningen;
  private final HerzieningSettings settings;
  private final ObjectMapper json;

  Bvvstandhouder(
      Bvvstanden standen,
      Dossiers dossiers,
      Herzieningen herzieningen,
      HerzieningSettings settings,
      ObjectMapper json) {
    this.standen = standen;
    this.dossiers = dossiers;
    this.herzieningen = herzieningen;
    this.settings = settings;
    this.json = json;
  }

  /**
   * Whether the determination that this event replaces is not in force any more: another one came,
   * or the last attachment ended. A first one replaces nothing, and is overtaken when there is one
   * or no attachment runs. An event that comes a second time is not overtaken by itself.
   */
  public boolean isIngehaald(Exchange exchange) {
    Canoniek gebeurtenis = Canoniek.van(exchange);
    Dossiersleutel dossier = dossier(gebeurtenis.delen("/k:Gebeurtenis").get(0));
    Optional<BerichtId> geldend = standen.bericht(dossier);
    BerichtId zelf = BerichtId.of(gebeurtenis.verplicht("/k:Gebeurtenis/k:id"));
    Optional<BerichtId> vervangt =
        gebeurtenis
            .tekst("//k:Vaststelling/k:Herziening/k:vervangt/k:berichtId")
            .map(BerichtId::of);
    if (geldend.equals(Optional.of(zelf))) {
      return false;
    }
    return vervangt.isEmpty()
        ? geldend.isPresent() || !dossiers.looptBeslag(dossier)
        : !geldend.equals(vervangt);
  }

  /** Remembers in its recalculation that this event came too late. */
  public void meldIngehaald(Exchange exchange) {
    Canoniek gebeurtenis = Canoniek.van(exchange).delen("/k:Gebeurtenis").get(0);
    herzieningen.ingehaald(BerichtId.of(gebeurtenis.verplicht("k:oorzaak")), dossier(gebeurtenis));
  }

  /** Takes over the determination among the events in the body, when there is one. */
  @Transactional
  public void neemOver(Exchange exchange) {
    Canoniek document = Canoniek.van(exchange);
    for (Canoniek gebeurtenis : document.delen(GEBEURTENISSEN)) {
      gebeurtenis
          .delen("k:inhoud/k:Vaststelling/k:BeslagvrijeVoet")
          .forEach(voet -> neemOver(gebeurtenis, voet));
      if (isVanHerziening(exchange, gebeurtenis)) {
        herzieningen.verwerkt(
            BerichtId.of(gebeurtenis.verplicht("k:oorzaak")), dossier(gebeurtenis));
      }
    }
  }

  /** Only a recalculation puts a determination on the queue by itself. */
  private static boolean isVanHerziening(Exchange exchange, Canoniek gebeurtenis) {
    String type = gebeurtenis.verplicht("k:type");
    return VASTSTELLINGEN.contains(type)
        && type.equals(exchange.getMessage().getHeader(Koppen.GEBEURTENISTYPE, String.class));
  }

  private void neemOver(Canoniek gebeurtenis, Canoniek voet) {
    standen.neemOver(
        new Bvvstand(
            dossier(gebeurtenis),
            BerichtId.of(gebeurtenis.verplicht("k:id")),
            bedrag(voet, "k:bedrag"),
            bedrag(voet, "k:basis"),
            bedrag(voet, "k:plafond"),
            voet.verplicht("k:leefsituatie"),
            LocalDate.parse(voet.verplicht("k:peildatum")),
            LocalDate.parse(voet.verplicht("k:geldigVan")),
            LocalDate.parse(voet.verplicht("k:geldigTot")),
            voet.verplicht("k:cijfersbestand/k:naam"),
            voet.verplicht("k:cijfersbestand/k:hash"),
            voet.verplicht("k:rekenregelversie")),
        settings.bewaarInvoer() ? invoer(voet.verplicht("k:kwitantie")) : null);
  }

  private String invoer(String kwitantie) {
    try {
      return json.readTree(kwitantie).required("invoer").toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Een kwitantie die gecontroleerd is, is geen JSON", e);
    }
  }

  private static Dossiersleutel dossier(Canoniek gebeurtenis) {
    return new Dossiersleutel(gebeurtenis.verplicht("k:onderwerp"));
  }

  private static Bedrag bedrag(Canoniek voet, String veld) {
    return new Bedrag(Long.parseLong(voet.verplicht(veld)));
  }
}
