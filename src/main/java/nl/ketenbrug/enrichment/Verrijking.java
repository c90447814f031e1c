package nl.ketenbrug.enrichment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import nl.ketenbrug.bvv.Vaststelling;
import nl.ketenbrug.dossier.Dossiers;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.source.Bronvragen;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/**
 * Adds to {@code beslag-gelegd} what the chain knows: debtor, partner and children from the BRP,
 * incomes from Polis, and the beslagvrije voet with its receipt. The body becomes a {@code
 * Verrijking}, from which a stylesheet makes the events.
 */
@Component("verrijking")
public class Verrijking {

  private static final String BESLAG_GELEGD = "nl.beslagregister.beslag-gelegd";

  private final Bronvragen bronnen;
  private final Dossiers dossiers;
  private final Vaststeller vaststeller;
  private final ObjectMapper json;
  private final Clock clock;
  private final String bvvUrn;

  Verrijking(
      Bronvragen bronnen,
      Dossiers dossiers,
      Vaststeller vaststeller,
      ObjectMapper json,
      Clock clock,
      AfzenderSettings afzender) {
    this.bronnen = bronnen;
    this.dossiers = dossiers;
    this.vaststeller = vaststeller;
    this.json = json;
    this.clock = clock;
    this.bvvUrn = afzender.urn();
  }

  /** A new attachment on a natural person; an organisation has no beslagvrije voet. */
  public boolean nodig(Exchange exchange) {
    Message message = exchange.getMessage();
    return BESLAG_GELEGD.equals(message.getHeader(Koppen.GEBEURTENISTYPE, String.class))
        && bsn(Canoniek.lees(message.getBody(String.class))).isPresent();
  }

  /**
   * @throws nl.ketenbrug.message.BronNietBereikbaar when a source cannot answer now
   * @throws GeweigerdBericht when the law or a source refuses
   */
  public void verrijk(Exchange exchange) {
    Message message = exchange.getMessage();
    Canoniek gebeurtenis = Canoniek.lees(message.getBody(String.class));
    Bevraging bevraging = new Bevraging(bronnen, koppen(message));
    Bsn schuldenaar = bsn(gebeurtenis).orElseThrow();
    LocalDate peildatum = LocalDate.parse(gebeurtenis.verplicht("//k:Beslag/k:dagVanBeslag"));

    CompletableFuture<Optional<Canoniek>> eigenInkomsten = bevraging.inkomsten(schuldenaar);
    Huishouden huishouden = huishouden(bevraging, schuldenaar);
    Vaststeller.Grondslag grondslag = vaststeller.grondslag(huishouden, peildatum);
    Optional<Canoniek> partner =
        grondslag.gehuwd() ? huishouden.huisgenoot() : Optional.<Canoniek>empty();
    Optional<Canoniek> partnerInkomsten =
        partner.flatMap(
            persoon -> Bevraging.wacht(bevraging.inkomsten(new Bsn(persoon.verplicht("k:bsn")))));
    Optional<Canoniek> inkomsten = Bevraging.wacht(eigenInkomsten);

    Dossiersleutel dossier =
        new Dossiersleutel(gebeurtenis.verplicht("/k:Gebeurtenis/k:onderwerp"));
    Vaststelling vaststelling =
        vaststeller.bepaal(
            grondslag, inkomsten, partnerInkomsten, dossiers.derdeBeslagenen(dossier));

    Verrijkingsdocument document = new Verrijkingsdocument();
    document.deel(gebeurtenis);
    document.deel("Schuldenaar", List.of(huishouden.schuldenaar()));
    partner.ifPresent(persoon -> document.deel("Partner", List.of(persoon)));
    document.deel("Kinderen", huishouden.kinderen());
    inkomsten.ifPresent(deel -> document.deel("InkomstenSchuldenaar", List.of(deel)));
    partnerInkomsten.ifPresent(deel -> document.deel("InkomstenPartner", List.of(deel)));
    document.betrokkenen(dossiers.partijen(dossier));
    document.bvv(tekst(grondslag, vaststelling));
    message.setBody(document.xml());
    zetParameters(exchange, vaststelling);
  }

  private static Huishouden huishouden(Bevraging bevraging, Bsn schuldenaar) {
    List<Canoniek> gevonden = Bevraging.wacht(bevraging.personen(List.of(schuldenaar)));
    if (gevonden.isEmpty()) {
      throw new GeweigerdBericht(
          "schuldenaar-onbekend", "de BRP kent niemand met het nummer van de schuldenaar");
    }
    Canoniek persoon = gevonden.get(0);
    if (persoon.waar("k:overleden")) {
      throw new GeweigerdBericht(
          "schuldenaar-overleden",
          "volgens de BRP is de schuldenaar overleden; een mens moet dit beslag beoordelen");
    }
    List<Canoniek> anderen = new ArrayList<>();
    for (List<Bsn> deel : delen(Huishouden.verwanten(persoon))) {
      anderen.addAll(Bevraging.wacht(bevraging.personen(deel)));
    }
    return new Huishouden(persoon, anderen);
  }

  /** The BRP takes at most twenty numbers in one question. */
  private static List<List<Bsn>> delen(List<Bsn> bsns) {
    List<List<Bsn>> delen = new ArrayList<>();
    for (int i = 0; i < bsns.size(); i += 20) {
      delen.add(bsns.subList(i, Math.min(i + 20, bsns.size())));
    }
    return delen;
  }

  private void zetParameters(Exchange exchange, Vaststelling vaststelling) {
    Message message = exchange.getMessage();
    BerichtId id = BerichtId.of(message.getHeader(Koppen.BERICHT_ID, String.class));
    // Parameters of the stylesheet; they do not cross a queue.
    message.setHeader("bvvBerichtId", id.afgeleid("bvv-vastgesteld").toString());
    message.setHeader("bvvBronUrn", bvvUrn);
    exchange.setProperty(
        "versies",
        Map.of(
            "config/bvv/" + vaststelling.kwitantie().cijferbestand().naam(),
            vaststelling.kwitantie().cijferbestand().sha256()));
  }

  private String tekst(Vaststeller.Grondslag grondslag, Vaststelling vaststelling) {
    Map<String, Object> velden = new LinkedHashMap<>();
    velden.put("bedrag", vaststelling.bedrag().cent());
    velden.put("basis", vaststelling.basis().cent());
    velden.put("plafond", vaststelling.plafond().cent());
    velden.put("peildatum", vaststelling.kwitantie().peildatum().toString());
    velden.put("leefsituatie", grondslag.leefsituatie().naam());
    velden.put("geldigVan", vaststelling.kwitantie().geldigVanaf().toString());
    velden.put("geldigTot", vaststelling.kwitantie().geldigTot().toString());
    velden.put("kwitantie", vaststelling.kwitantie());
    try {
      return json.writeValueAsString(velden);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Een kwitantie laat zich niet als JSON schrijven", e);
    }
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

  private static Optional<Bsn> bsn(Canoniek gebeurtenis) {
    return gebeurtenis.tekst("//k:Beslaglegging/k:Schuldenaar/k:bsn").map(Bsn::new);
  }
}
