package nl.ketenbrug.enrichment;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.ketenbrug.bvv.Vaststelling;
import nl.ketenbrug.dossier.Dossiers;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.dossier.Vertellingen;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Koppen;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Adds to {@code beslag-gelegd} what the chain knows: debtor, partner and children from the BRP,
 * incomes from Polis, and the beslagvrije voet with its receipt. The body becomes a {@code
 * Verrijking}, from which a stylesheet makes the events.
 */
@Component("verrijking")
public class Verrijking {

  private static final Logger LOG = LoggerFactory.getLogger(Verrijking.class);
  private static final String BESLAG_GELEGD = "nl.beslagregister.beslag-gelegd";

  private final Bronpoort poort;
  private final Bronbepaling bronnen;
  private final Dossiers dossiers;
  private final Insolventieverwerking insolventies;
  private final ObjectMapper json;
  private final Clock clock;
  private final Vertellingen vertellingen;
  private final String bvvUrn;
  private final String brp;

  Verrijking(
      Bronpoort poort,
      Bronbepaling bronnen,
      Dossiers dossiers,
      Insolventieverwerking insolventies,
      ObjectMapper json,
      Clock clock,
      AfzenderSettings afzender,
      Vertellingen vertellingen,
      VerrijkingSettings settings) {
    this.poort = poort;
    this.bronnen = bronnen;
    this.dossiers = dossiers;
    this.insolventies = insolventies;
    this.json = json;
    this.clock = clock;
    this.vertellingen = vertellingen;
    this.bvvUrn = afzender.urn();
    this.brp = settings.brp();
  }

  /** A new attachment on a natural person; an organisation has no beslagvrije voet. */
  public boolean nodig(Exchange exchange) {
    Message message = exchange.getMessage();
    return BESLAG_GELEGD.equals(message.getHeader(Koppen.GEBEURTENISTYPE, String.class))
        && bsn(Canoniek.van(exchange)).isPresent();
  }

  /**
   * Turns an attachment that waits for a source back before any work, while that is still away.
   *
   * @throws nl.ketenbrug.message.BronNietBereikbaar when it is
   */
  public void wachtBijPoort(Exchange exchange) {
    Message message = exchange.getMessage();
    // Not by the count of the broker: of what stands on its pages that begins anew at its start.
    if (BESLAG_GELEGD.equals(message.getHeader(Koppen.GEBEURTENISTYPE, String.class))) {
      poort.houdTegen(bericht(message));
    }
  }

  /**
   * @throws nl.ketenbrug.message.BronNietBereikbaar when a source cannot answer now
   * @throws nl.ketenbrug.message.GeweigerdBericht when the law or a source refuses
   */
  public void verrijk(Exchange exchange) {
    Message message = exchange.getMessage();
    Canoniek gebeurtenis = Canoniek.van(exchange);
    Bsn schuldenaar = bsn(gebeurtenis).orElseThrow();
    LocalDate peildatum = LocalDate.parse(gebeurtenis.verplicht("//k:Beslag/k:dagVanBeslag"));
    Dossiersleutel dossier =
        new Dossiersleutel(gebeurtenis.verplicht("/k:Gebeurtenis/k:onderwerp"));
    // Before the question: an answer that following compared until then is not younger than this.
    vertellingen.isNietGehoord(dossier, brp);
    BerichtId bericht = bericht(message);
    Instant gevraagd = clock.instant();
    Bronbepaling.Resultaat bepaald =
        poort.door(
            dossier,
            bericht,
            () -> bronnen.bepaal(schuldenaar, peildatum, dossier, koppen(message)));

    exchange.setProperty(
        Opgezocht.EIGENSCHAP,
        new Opgezocht(
            dossier, bericht, gevraagd, clock.instant(), Opgezocht.antwoorden(brp, bepaald)));
    onthoud(dossier, bepaald.huishouden().schuldenaar(), bericht);

    Verrijkingsdocument document = new Verrijkingsdocument();
    document.deel(gebeurtenis);
    document.deel("Schuldenaar", List.of(bepaald.huishouden().schuldenaar()));
    bepaald.partner().ifPresent(persoon -> document.deel("Partner", List.of(persoon)));
    document.deel("Kinderen", bepaald.huishouden().kinderen());
    bepaald.inkomsten().ifPresent(deel -> document.deel("InkomstenSchuldenaar", List.of(deel)));
    bepaald.partnerInkomsten().ifPresent(deel -> document.deel("InkomstenPartner", List.of(deel)));
    document.betrokkenen(dossiers.partijen(dossier));
    document.deel(Canoniek.lees(Bvvelement.xml(bepaald.vaststelling(), json)));
    message.setBody(document.xml());
    zetParameters(exchange, bepaald.vaststelling());
  }

  /** Who cannot be recognised now is so with the next answer of the BRP; his attachment goes on. */
  private void onthoud(Dossiersleutel dossier, Canoniek persoon, BerichtId bericht) {
    try {
      insolventies.onthoud(dossier, persoon, bericht);
    } catch (OnleesbareBewaring e) {
      LOG.warn("Een schuldenaar is niet vergeleken: {}", OnleesbareBewaring.CODE);
    }
  }

  private void zetParameters(Exchange exchange, Vaststelling vaststelling) {
    Message message = exchange.getMessage();
    BerichtId id = bericht(message);
    // Parameters of the stylesheet; they do not cross a queue.
    message.setHeader("bvvBerichtId", id.afgeleid("bvv-vastgesteld").toString());
    message.setHeader("bvvBronUrn", bvvUrn);
    exchange.setProperty(
        "versies",
        Map.of(
            "config/bvv/" + vaststelling.kwitantie().cijferbestand().naam(),
            vaststelling.kwitantie().cijferbestand().sha256()));
  }

  private Map<String, Object> koppen(Message message) {
    Map<String, Object> koppen = new HashMap<>();
    for (String kop : Koppen.ALLE) {
      Object waarde = message.getHeader(kop);
      if (waarde != null) {
        koppen.put(kop, waarde);
      }
    }
    koppen.put("geregistreerd", clock.instant().toString());
    return koppen;
  }

  private static BerichtId bericht(Message message) {
    return BerichtId.of(message.getHeader(Koppen.BERICHT_ID, String.class));
  }

  private static Optional<Bsn> bsn(Canoniek gebeurtenis) {
    return gebeurtenis.tekst("//k:Beslaglegging/k:Schuldenaar/k:bsn").map(Bsn::new);
  }
}
