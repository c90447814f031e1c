package nl.ketenbrug.enrichment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.ketenbrug.bvv.Herberekening;
import nl.ketenbrug.bvv.Kwitantie;
import nl.ketenbrug.bvv.Uitkomst;
import nl.ketenbrug.bvv.Vaststelling;
import nl.ketenbrug.bvv.Weigering;
import nl.ketenbrug.dossier.Bvvstanden;
import nl.ketenbrug.dossier.Herziening;
import nl.ketenbrug.dossier.Herziening.Modus;
import nl.ketenbrug.dossier.Herziening.Status;
import nl.ketenbrug.dossier.Herzieningen;
import nl.ketenbrug.dossier.Herzieningsdossier;
import nl.ketenbrug.dossier.Herzieningsuitkomst;
import nl.ketenbrug.dossier.Herzieningsuitkomst.Soort;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.dossier.Schuldenaren;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Computes one part of a recalculation. What differs is laid ready to be sent; every dossier gets
 * its outcome at the end, in the database, before the message is taken from its queue.
 */
@Component("herzieningswerk")
public class Herzieningswerk {

  private static final Logger LOG = LoggerFactory.getLogger(Herzieningswerk.class);

  private static final String TYPE = "nl.beslagvrijevoet.bvv-herzien";
  private static final String BRON = "ketenbrug";
  private static final TypeReference<List<Kwitantie.Invoer>> INVOER = new TypeReference<>() {};

  private final Herzieningen herzieningen;
  private final Herzieningswachtrij wachtrij;
  private final Schuldenaren schuldenaren;
  private final Bvvstanden standen;
  private final Bronbepaling bronnen;
  private final Herberekening herberekening;
  private final Berichtenlog losLog;
  private final HerzieningSettings settings;
  private final AfzenderSettings afzender;
  private final ObjectMapper json;
  private final Clock clock;

  Herzieningswerk(
      Herzieningen herzieningen,
      Herzieningswachtrij wachtrij,
      Schuldenaren schuldenaren,
      Bvvstanden standen,
      Bronbepaling bronnen,
      Herberekening herberekening,
      @Qualifier("losBerichtenlog") Berichtenlog losLog,
      HerzieningSettings settings,
      AfzenderSettings afzender,
      ObjectMapper json,
      Clock clock) {
    this.herzieningen = herzieningen;
    this.wachtrij = wachtrij;
    this.schuldenaren = schuldenaren;
    this.standen = standen;
    this.bronnen = bronnen;
    this.herberekening = herberekening;
    this.losLog = losLog;
    this.settings = settings;
    this.afzender = afzender;
    this.json = json;
    this.clock = clock;
  }

  /** What came of one part. */
  private record Werk(
      BerichtId herziening, List<Herzieningsuitkomst> uitkomsten, List<Message> berichten) {}

  /** Computes the dossiers of the part that are open; does nothing while it is paused or over. */
  public void bereken(Exchange exchange) {
    Herzieningswachtrij.Deel deel = wachtrij.lees(exchange.getMessage().getBody(String.class));
    Werk werk = new Werk(deel.id(), new ArrayList<>(), new ArrayList<>());
    exchange.setProperty("werk", werk);
    Optional<Herziening> herziening = herzieningen.een(deel.id()).filter(Herzieningswerk::loopt);
    if (herziening.isEmpty()) {
      return;
    }
    exchange.setProperty(
        "versies",
        Map.of("config/bvv/" + herziening.get().cijferbestand(), herziening.get().cijferhash()));
    for (Herzieningsdossier dossier : herzieningen.aanDeBeurt(herziening.get(), deel.deel())) {
      if (herziening.get().modus() == Modus.STRENG
          && !herzieningen.een(deel.id()).map(Herzieningswerk::loopt).orElse(false)) {
        return;
      }
      try {
        bereken(herziening.get(), dossier, werk, exchange);
      } catch (BronNietBereikbaar e) {
        // What is done stays done; the rest comes back in the transaction that sends it.
        LOG.warn("Bron {} is weg; een deel van de herziening wacht", e.bron());
        wachtrij.stuur(deel, clock.instant().toEpochMilli() + settings.uitstel());
        return;
      }
    }
  }

  /** What is to be sent, each with its properties. */
  public List<Message> berichten(Exchange exchange) {
    return exchange.getProperty("werk", Werk.class).berichten();
  }

  /** Writes the outcomes, after everything else succeeded. */
  public void legVast(Exchange exchange) {
    Werk werk = exchange.getProperty("werk", Werk.class);
    herzieningen.legVast(werk.herziening(), werk.uitkomsten());
  }

  private void bereken(
      Herziening herziening, Herzieningsdossier dossier, Werk werk, Exchange exchange) {
    Dossiersleutel sleutel = dossier.stand().dossier();
    BerichtId id = herziening.id().afgeleid("bvv-herzien|" + sleutel);
    try {
      Vaststelling nieuw =
          herziening.modus() == Modus.STRENG
              ? bronnen
                  .bepaal(
                      bsn(dossier),
                      herziening.peildatum(),
                      sleutel,
                      koppen(herziening, id, sleutel))
                  .vaststelling()
              : uitBewaring(herziening, dossier);
      Herzieningsbesluit besluit = Herzieningsbesluit.neem(herziening, dossier.stand(), nieuw);
      boolean verzenden = besluit.wijziging() && !herziening.proef();
      if (verzenden) {
        werk.berichten().add(bericht(exchange, herziening, id, dossier, besluit));
      }
      werk.uitkomsten()
          .add(
              new Herzieningsuitkomst(
                  sleutel,
                  besluit.soort(),
                  verzenden,
                  dossier.stand().bedrag(),
                  nieuw.bedrag(),
                  null,
                  null));
    } catch (GeweigerdBericht e) {
      weiger(herziening, id, dossier, werk, Soort.GEWEIGERD, e.code(), e.getMessage());
    } catch (OnleesbareBewaring e) {
      weiger(herziening, id, dossier, werk, Soort.MISLUKT, "bewaring-onleesbaar", e.getMessage());
    }
  }

  private Bsn bsn(Herzieningsdossier dossier) {
    if (dossier.bsn() == null) {
      throw new GeweigerdBericht(
          "burgerservicenummer-niet-bewaard",
          "van dit dossier is geen burgerservicenummer bewaard");
    }
    return schuldenaren.bsn(dossier.stand().dossier(), dossier.bsn());
  }

  private Vaststelling uitBewaring(Herziening herziening, Herzieningsdossier dossier) {
    if (dossier.invoer() == null) {
      throw new GeweigerdBericht(
          "invoer-niet-bewaard", "van deze vaststelling is geen invoer bewaard");
    }
    String invoer = standen.invoer(dossier.stand().dossier(), dossier.invoer());
    try {
      Uitkomst uitkomst =
          herberekening.opPeildatum(json.readValue(invoer, INVOER), herziening.peildatum());
      if (uitkomst instanceof Weigering weigering) {
        throw new GeweigerdBericht(
            weigering.code(), weigering.artikel() + ": " + weigering.reden());
      }
      return (Vaststelling) uitkomst;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Bewaarde invoer is geen lijst van een kwitantie", e);
    }
  }

  /** The record goes first and by itself: an outcome without a record would be silent. */
  private void weiger(
      Herziening herziening,
      BerichtId id,
      Herzieningsdossier dossier,
      Werk werk,
      Soort soort,
      String code,
      String reden) {
    if (!herziening.proef()) {
      losLog.schrijf(
          new LogRegelBouwer(Stap.GEWEIGERD, id, clock.instant())
              .oorzaak(herziening.id().value())
              .gebeurtenistype(TYPE)
              .bron(BRON)
              .dossier(dossier.stand().dossier().value())
              .reden(code, reden)
              .bouw());
    }
    werk.uitkomsten()
        .add(
            new Herzieningsuitkomst(
                dossier.stand().dossier(),
                soort,
                false,
                dossier.stand().bedrag(),
                null,
                code,
                reden));
  }

  private Message bericht(
      Exchange exchange,
      Herziening herziening,
      BerichtId id,
      Herzieningsdossier dossier,
      Herzieningsbesluit besluit) {
    Message message = new DefaultMessage(exchange.getContext());
    message.setBody(
        HerzieneVaststelling.xml(dossier, bsn(dossier), herziening.reden(), besluit, json));
    message.setHeaders(koppen(herziening, id, dossier.stand().dossier()));
    // Parameters of the stylesheet; they do not cross a queue.
    message.setHeader("bvvBerichtId", id.toString());
    message.setHeader("bvvBronUrn", afzender.urn());
    message.setHeader("bvvGeregistreerd", clock.instant().toString());
    message.setHeader("herzieningId", herziening.id().toString());
    return message;
  }

  private Map<String, Object> koppen(Herziening herziening, BerichtId id, Dossiersleutel dossier) {
    Map<String, Object> koppen = new HashMap<>();
    koppen.put(Koppen.BERICHT_ID, id.toString());
    koppen.put(Koppen.CORRELATIE_ID, id.toString());
    koppen.put(Koppen.OORZAAK_ID, herziening.id().toString());
    koppen.put(Koppen.GEBEURTENISTYPE, TYPE);
    koppen.put(Koppen.BRON, BRON);
    koppen.put(Koppen.DOSSIER, dossier.value());
    koppen.put("geregistreerd", clock.instant().toString());
    return koppen;
  }

  /**
   * Also when it is done: everybody has an outcome then, but a part whose events were rolled back
   * comes again, and its rows are open still.
   */
  private static boolean loopt(Herziening herziening) {
    return herziening.status() == Status.LOOPT || herziening.status() == Status.GEREED;
  }
}
