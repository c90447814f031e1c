package nl.ketenbrug.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import nl.ketenbrug.delivery.Partner;
import nl.ketenbrug.delivery.Raadpleegrecht;
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

  private final Registerstanden standen;
  private final Raadpleegtempo tempo;
  private final Berichtenlog log;
  private final ObjectMapper json;
  private final Clock clock;

  Raadplegingen(
      Registerstanden standen,
      Raadpleegtempo tempo,
      Berichtenlog log,
      ObjectMapper json,
      Clock clock) {
    this.standen = standen;
    this.tempo = tempo;
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
    Raadpleegrecht recht = recht(partner, vraag);
    if (!tempo.mag(partner)) {
      throw teVaak();
    }
    // The database and JSON count in microseconds and less; what is told is what is kept.
    Instant moment = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    BerichtId id = BerichtId.nieuw(moment);
    Registerstand stand =
        standen.van(vraag.bsn(), LocalDate.ofInstant(moment, Zoekvraag.NEDERLAND));
    Raadpleging antwoord = Raadpleging.van(id.value(), moment, vraag, recht, stand);
    legVast(partner, recht, id, stand, antwoord);
    return antwoord;
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
      LOG.error("Een raadpleging is niet vast te leggen; er wordt niets gegeven", e);
      throw Problemen.fout(
          HttpStatus.SERVICE_UNAVAILABLE,
          "inzage-niet-vastgelegd",
          "Raadpleging niet vastgelegd",
          "Deze raadpleging kan nu niet worden vastgelegd; daarom wordt er niets gegeven.");
    }
  }

  private static ErrorResponseException teVaak() {
    ErrorResponseException fout =
        Problemen.fout(
            HttpStatus.TOO_MANY_REQUESTS,
            "te-veel-vragen",
            "Te veel vragen",
            "Deze afnemer raadpleegt te vaak achter elkaar; vraag het over een minuut opnieuw.");
    fout.getHeaders().set("Retry-After", Long.toString(Raadpleegtempo.TIJDVAK.toSeconds()));
    return fout;
  }
}
