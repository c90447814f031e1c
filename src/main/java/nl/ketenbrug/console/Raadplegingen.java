package nl.ketenbrug.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Raadpleegrecht;
import nl.ketenbrug.delivery.Raadpleegtellingen;
import nl.ketenbrug.dossier.Registerstanden;
import nl.ketenbrug.dossier.Registerstanden.Registerstand;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.LogRegelBouwer;
import nl.ketenbrug.messagelog.Stap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.web.ErrorResponseException;

/**
 * A partner asks what is registered about one debtor. Who asked, why, about whom and what was told
 * is on record before it is told; otherwise nothing is told.
 */
@Service
class Raadplegingen {

  private static final Logger LOG = LoggerFactory.getLogger(Raadplegingen.class);

  /** By this type the auditor finds all of them. */
  static final String TYPE = "nl.ketenbrug.beslagregister-geraadpleegd";

  /** By this type those that were refused. */
  static final String TYPE_GEWEIGERD = "nl.ketenbrug.beslagregister-raadpleging-geweigerd";

  private final Registerstanden standen;
  private final Raadpleegtempo tempo;
  private final Raadpleegtellingen tellingen;
  private final MeterRegistry meters;
  private final Berichtenlog log;
  private final ObjectMapper json;
  private final Clock clock;

  Raadplegingen(
      Registerstanden standen,
      Raadpleegtempo tempo,
      Raadpleegtellingen tellingen,
      MeterRegistry meters,
      Berichtenlog log,
      ObjectMapper json,
      Clock clock) {
    this.standen = standen;
    this.tempo = tempo;
    this.tellingen = tellingen;
    this.meters = meters;
    this.log = log;
    this.json = json;
    this.clock = clock;
  }

  /**
   * @throws ErrorResponseException 403 without the right or for another purpose, 429 when it asks
   *     too often, 503 when the consultation cannot be recorded
   * @throws org.springframework.dao.DataAccessException or a transaction exception when the state
   *     cannot be read; nothing is recorded then, and nothing told
   */
  Raadpleging raadpleeg(Partner partner, Raadpleegvraag vraag) {
    // The database and JSON count in microseconds and less; what is told is what is kept.
    Instant moment = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    LocalDate dag = LocalDate.ofInstant(moment, Zoekvraag.NEDERLAND);
    Raadpleegrecht recht;
    try {
      recht = recht(partner, vraag);
      eisTempo(partner, dag);
    } catch (ErrorResponseException weigering) {
      noteer(partner, vraag, moment, weigering);
      throw weigering;
    }
    BerichtId id = BerichtId.nieuw(moment);
    Registerstand stand = standen.van(vraag.bsn(), dag);
    Raadpleging antwoord = Raadpleging.van(id.value(), moment, vraag, recht, stand);
    legVast(partner, recht, id, stand, antwoord);
    return antwoord;
  }

  private void eisTempo(Partner partner, LocalDate dag) {
    if (!tempo.mag(partner)) {
      throw teVaak(
          "te-veel-vragen",
          "Deze afnemer raadpleegt te vaak achter elkaar; vraag het over een minuut opnieuw.",
          Raadpleegtempo.TIJDVAK);
    }
    if (!tellingen.tel(partner, dag)) {
      throw teVaak(
          "te-veel-vragen-vandaag",
          "Deze afnemer raadpleegde vandaag zo vaak als mag; vraag het morgen opnieuw.",
          Duration.between(clock.instant(), dag.plusDays(1).atStartOfDay(Zoekvraag.NEDERLAND)));
    }
  }

  /** Who tries without right, or too often, is on record without about whom; so many a minute. */
  private void noteer(
      Partner partner, Raadpleegvraag vraag, Instant moment, ErrorResponseException weigering) {
    String code = Problemen.code(weigering.getBody());
    meters
        .counter("ketenbrug.raadplegingen.geweigerd", "partner", partner.code(), "code", code)
        .increment();
    if (!tempo.magVastleggen(partner)) {
      return;
    }
    try {
      log.schrijf(
          new LogRegelBouwer(Stap.GEWEIGERD, BerichtId.nieuw(moment), moment)
              .gebeurtenistype(TYPE_GEWEIGERD)
              .bron("ketenbrug")
              .partner(partner.code(), null)
              .actor(partner.code())
              .reden(code, "doelbinding: " + vraag.doelbinding().code())
              .bouw());
    } catch (RuntimeException e) {
      // Nothing is told either way; the refusal stands.
      LOG.error(
          "{}: een geweigerde raadpleging is niet vast te leggen ({})",
          code,
          Oorzaken.metPlaats(e));
      LOG.debug("Een geweigerde raadpleging is niet vast te leggen", e);
    }
  }

  private static Raadpleegrecht recht(Partner partner, Raadpleegvraag vraag) {
    Raadpleegrecht recht = partner.raadplegen();
    if (recht == null) {
      throw Problemen.fout(
          HttpStatus.FORBIDDEN,
          "raadplegen-zonder-recht",
          "Geen recht om te raadplegen",
          "Deze afnemer heeft geen grondslag om het beslagregister te raadplegen.");
    }
    if (!recht.doelen().contains(vraag.doelbinding())) {
      throw Problemen.fout(
          HttpStatus.FORBIDDEN,
          "doelbinding-niet-toegestaan",
          "Doelbinding niet toegestaan",
          "Voor dit doel heeft deze afnemer geen recht om het beslagregister te raadplegen.");
    }
    return recht;
  }

  private void legVast(
      Partner partner,
      Raadpleegrecht recht,
      BerichtId id,
      Registerstand stand,
      Raadpleging antwoord) {
    try {
      log.schrijf(
          new LogRegelBouwer(Stap.GERAADPLEEGD, id, antwoord.moment())
              .gebeurtenistype(TYPE)
              .bron("ketenbrug")
              .dossier(stand.dossier().value())
              .partner(partner.code(), null)
              .actor(partner.code())
              .reden(antwoord.doelbinding(), "grondslag: " + recht.grondslag())
              .inhoud("application/json", json.writeValueAsString(antwoord))
              .bouw());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Een raadpleging laat zich niet als JSON schrijven", e);
    } catch (RuntimeException e) {
      LOG.error(
          "inzage-niet-vastgelegd: een raadpleging is niet vast te leggen; er wordt niets gegeven ({})",
          Oorzaken.metPlaats(e));
      LOG.debug("Een raadpleging is niet vast te leggen", e);
      throw Problemen.fout(
          HttpStatus.SERVICE_UNAVAILABLE,
          "inzage-niet-vastgelegd",
          "Raadpleging niet vastgelegd",
          "Deze raadpleging kan nu niet worden vastgelegd; daarom wordt er niets gegeven.");
    }
  }

  private static ErrorResponseException teVaak(String code, String uitleg, Duration wacht) {
    ErrorResponseException fout =
        Problemen.fout(HttpStatus.TOO_MANY_REQUESTS, code, "Te veel vragen", uitleg);
    fout.getHeaders().set("Retry-After", Long.toString(wacht.toSeconds() + 1));
    return fout;
  }
}
