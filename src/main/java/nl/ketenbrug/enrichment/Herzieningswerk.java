package nl.ketenbrug.enrichment;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.ketenbrug.bvv.Vaststelling;
import nl.ketenbrug.dossier.Herziening;
import nl.ketenbrug.dossier.Herziening.Modus;
import nl.ketenbrug.dossier.Herziening.Reden;
import nl.ketenbrug.dossier.Herziening.Status;
import nl.ketenbrug.dossier.Herzieningen;
import nl.ketenbrug.dossier.Herzieningsdossier;
import nl.ketenbrug.dossier.Herzieningsuitkomst;
import nl.ketenbrug.dossier.Herzieningsuitkomst.Soort;
import nl.ketenbrug.dossier.OnleesbareBewaring;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.BronNietBereikbaar;
import nl.ketenbrug.message.Bronweigering;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import nl.ketenbrug.message.Koppen;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Computes one part of a recalculation. What differs is made an event and laid ready to be sent;
 * every dossier gets its outcome at the end, in the database, before the message is taken from its
 * queue. What has an outcome is never computed again: its event is sent as it was made.
 */
@Component("herzieningswerk")
public class Herzieningswerk {

  private static final Logger LOG = LoggerFactory.getLogger(Herzieningswerk.class);

  static final String HERZIEN = "nl.beslagvrijevoet.bvv-herzien";
  static final String VASTGESTELD = "nl.beslagvrijevoet.bvv-vastgesteld";
  static final String BRON = AfzenderSettings.NAAM;

  private static final String WERK = "werk";

  /** In a row without an answer: enough to know that the next one would not get one either. */
  private static final int ZONDER_ANTWOORD = 2;

  private final Herzieningen herzieningen;
  private final Herzieningswachtrij wachtrij;
  private final Herzieningsdag dagen;
  private final Dossierbepaling bepaling;
  private final Herzieningsnazorg nazorg;
  private final AfzenderSettings afzender;
  private final ObjectMapper json;
  private final Clock clock;

  Herzieningswerk(
      Herzieningen herzieningen,
      Herzieningswachtrij wachtrij,
      Herzieningsdag dagen,
      Dossierbepaling bepaling,
      Herzieningsnazorg nazorg,
      AfzenderSettings afzender,
      ObjectMapper json,
      Clock clock) {
    this.herzieningen = herzieningen;
    this.wachtrij = wachtrij;
    this.dagen = dagen;
    this.bepaling = bepaling;
    this.nazorg = nazorg;
    this.afzender = afzender;
    this.json = json;
    this.clock = clock;
  }

  /** Computes the dossiers of the part that are open; does nothing while it is paused or over. */
  public void bereken(Exchange exchange) {
    Deelwerk werk = new Deelwerk(wachtrij.lees(exchange.getMessage().getBody(String.class)));
    exchange.setProperty(WERK, werk);
    Optional<Herziening> gevonden = loopt(werk.deel().id());
    if (gevonden.isEmpty()) {
      return;
    }
    Herziening herziening = gevonden.get();
    verzendOpnieuw(werk, herziening);
    if (herziening.wacht() != null && clock.instant().isBefore(herziening.wacht().tot())) {
      werk.kom(herziening.wacht().tot().toEpochMilli());
      return;
    }
    try {
      werk.begin(dagen.nu(herziening));
    } catch (Herzieningsweigering e) {
      werk.kom(nazorg.zonderCijfers(herziening, e).toEpochMilli());
      return;
    }
    Herziening nu = werk.herziening().orElseThrow();
    exchange.setProperty("versies", Map.of("config/bvv/" + nu.cijferbestand(), nu.cijferhash()));
    bereken(exchange, werk, herziening);
  }

  /** What events are to be made of, each with the parameters of the stylesheet. */
  public List<Message> teMaken(Exchange exchange) {
    return werk(exchange).teMaken();
  }

  /** The events that are to be sent. */
  public List<String> teVerzenden(Exchange exchange) {
    return werk(exchange).teVerzenden();
  }

  /** Keeps the event in the body with the outcome of its dossier. */
  public void onthoud(Exchange exchange) {
    werk(exchange).gemaakt(dossier(exchange), exchange.getMessage().getBody(String.class));
  }

  /** The event of this dossier could not be made; the others go on. */
  public void kanNiet(Exchange exchange) {
    Throwable fout = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    Deelwerk werk = werk(exchange);
    werk.mislukt(onverwacht(werk.nietGemaakt(dossier(exchange)), fout));
  }

  /** Writes the outcomes before anything is sent: what is sent stands fast. */
  public void legVast(Exchange exchange) {
    Deelwerk werk = werk(exchange);
    werk.herziening().ifPresent(herziening -> nazorg.rondAf(herziening, werk));
  }

  /** Sends the part back for what is not done, in the transaction that sends what is. */
  public void kom(Exchange exchange) {
    Deelwerk werk = werk(exchange);
    if (!werk.teVerzenden().isEmpty()) {
      herzieningen.verzonden(werk.deel().id(), werk.deel().deel());
    }
    if (werk.terug() > 0) {
      wachtrij.stuur(werk.deel().volgende(), werk.terug());
    }
  }

  /** What was made and does not stand in its dossier yet may not have been sent. */
  private void verzendOpnieuw(Deelwerk werk, Herziening herziening) {
    int ronde = werk.deel().ronde();
    for (Herzieningen.Klaar klaar :
        herzieningen.klaar(herziening.id(), werk.deel().deel(), ronde)) {
      try {
        werk.verzend(herzieningen.bericht(klaar));
      } catch (OnleesbareBewaring e) {
        nazorg.onleesbaar(herziening, klaar.dossier(), e);
      }
    }
  }

  private void bereken(Exchange exchange, Deelwerk werk, Herziening begonnen) {
    Herziening nu = werk.herziening().orElseThrow();
    Instant begin = clock.instant();
    int vergeefs = 0;
    for (Herzieningsdossier dossier : herzieningen.aanDeBeurt(nu, werk.deel().deel())) {
      if (nu.modus() == Modus.STRENG && loopt(nu.id()).isEmpty()) {
        return;
      }
      if (nazorg.isPasGeprobeerd(dossier, begin)) {
        werk.breekAf();
        continue;
      }
      Optional<String> zonderAntwoord = probeer(exchange, werk, begonnen, dossier);
      vergeefs =
          zonderAntwoord.filter(bron -> !nazorg.antwoordde(bron, begin)).isPresent()
              ? vergeefs + 1
              : 0;
      if (vergeefs == ZONDER_ANTWOORD) {
        // What is done stays done; the rest comes back in the transaction that sends it.
        werk.breekAf();
        return;
      }
    }
  }

  /**
   * @return the source that did not answer, when it failed on one
   */
  private Optional<String> probeer(
      Exchange exchange, Deelwerk werk, Herziening begonnen, Herzieningsdossier dossier) {
    try {
      bereken(exchange, werk, begonnen, dossier);
    } catch (Bronweigering e) {
      werk.mislukt(new Deelwerk.Poging(dossier, e.bron(), true, e.code(), e.getMessage()));
      return Optional.of(e.bron());
    } catch (BronNietBereikbaar e) {
      werk.mislukt(new Deelwerk.Poging(dossier, e.bron(), false, e.code(), e.getMessage()));
      return Optional.of(e.bron());
    } catch (GeweigerdBericht e) {
      werk.klaar(
          nazorg.zonderBedrag(
              werk.herziening().orElseThrow(), dossier, Soort.GEWEIGERD, e.code(), e.getMessage()));
    } catch (OnleesbareBewaring e) {
      werk.klaar(
          nazorg.zonderBedrag(
              werk.herziening().orElseThrow(),
              dossier,
              Soort.MISLUKT,
              OnleesbareBewaring.CODE,
              e.getMessage()));
    } catch (RuntimeException e) {
      if (Storing.vanAllen(e)) {
        throw e;
      }
      werk.mislukt(onverwacht(dossier, e));
    }
    return Optional.empty();
  }

  private static Deelwerk.Poging onverwacht(Herzieningsdossier dossier, Throwable fout) {
    LOG.error("Een dossier van een herziening mislukt: {}", Storing.soort(fout));
    return new Deelwerk.Poging(
        dossier,
        null,
        false,
        "onverwachte-fout",
        "onverwachte fout in de verwerking (" + fout.getClass().getSimpleName() + ")");
  }

  private void bereken(
      Exchange exchange, Deelwerk werk, Herziening begonnen, Herzieningsdossier dossier) {
    Herziening nu = werk.herziening().orElseThrow();
    Map<String, Object> koppen = koppen(nu, dossier.dossier());
    Dossierbepaling.Bepaald bepaald = bepaling.bepaal(nu, dossier, koppen);
    Vaststelling nieuw = bepaald.vaststelling();
    Herzieningsbesluit besluit =
        Herzieningsbesluit.neem(begonnen, nu.peildatum(), dossier.stand(), nieuw);
    boolean verzenden = besluit.wijziging() && !nu.proef();
    Herzieningsuitkomst uitkomst =
        new Herzieningsuitkomst(
            dossier.dossier(),
            besluit.soort(),
            verzenden,
            dossier.bedrag(),
            nieuw.bedrag(),
            null,
            null,
            null);
    if (verzenden) {
      werk.maak(
          new Deelwerk.Wijziging(dossier, uitkomst),
          bericht(exchange, nu, koppen, dossier, bepaald.geheimhouding(), besluit));
    } else {
      werk.klaar(uitkomst);
    }
  }

  /** What the stylesheet makes the event of. */
  private Message bericht(
      Exchange exchange,
      Herziening herziening,
      Map<String, Object> koppen,
      Herzieningsdossier dossier,
      Optional<Boolean> geheimhouding,
      Herzieningsbesluit besluit) {
    Message message = new DefaultMessage(exchange.getContext());
    message.setBody(
        HerzieneVaststelling.xml(
            dossier, bepaling.bsn(dossier), geheimhouding, herziening.reden(), besluit, json));
    message.setHeaders(koppen);
    // Parameters of the stylesheet; they do not cross a queue.
    message.setHeader("bvvBerichtId", koppen.get(Koppen.BERICHT_ID));
    message.setHeader("bvvBronUrn", afzender.urn());
    message.setHeader("bvvGeregistreerd", clock.instant().toString());
    message.setHeader("herzieningId", herziening.id().toString());
    return message;
  }

  private Map<String, Object> koppen(Herziening herziening, Dossiersleutel dossier) {
    String id = berichtId(herziening, dossier).toString();
    Map<String, Object> koppen = new HashMap<>();
    koppen.put(Koppen.BERICHT_ID, id);
    koppen.put(Koppen.CORRELATIE_ID, id);
    koppen.put(Koppen.OORZAAK_ID, herziening.id().toString());
    koppen.put(Koppen.GEBEURTENISTYPE, type(herziening));
    koppen.put(Koppen.BRON, BRON);
    koppen.put(Koppen.DOSSIER, dossier.value());
    koppen.put("geregistreerd", clock.instant().toString());
    return koppen;
  }

  /** A first determination is told as any first one is. */
  static String type(Herziening herziening) {
    return herziening.reden() == Reden.ZONDER_STAND ? VASTGESTELD : HERZIEN;
  }

  /** The event of a dossier in a recalculation; made once, so that this id has one body. */
  static BerichtId berichtId(Herziening herziening, Dossiersleutel dossier) {
    return herziening.id().afgeleid("bvv-herzien|" + dossier);
  }

  private static Deelwerk werk(Exchange exchange) {
    return exchange.getProperty(WERK, Deelwerk.class);
  }

  private static Dossiersleutel dossier(Exchange exchange) {
    return new Dossiersleutel(exchange.getMessage().getHeader(Koppen.DOSSIER, String.class));
  }

  /**
   * Also when it is done: everybody has an outcome then, but a part whose events were rolled back
   * comes again, and they must be sent still.
   */
  private Optional<Herziening> loopt(BerichtId id) {
    return herzieningen
        .een(id)
        .filter(h -> h.status() == Status.LOOPT || h.status() == Status.GEREED);
  }
}
