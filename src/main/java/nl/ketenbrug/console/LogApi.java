package nl.ketenbrug.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.ketenbrug.messagelog.Berichtoverzicht;
import nl.ketenbrug.messagelog.Berichtpagina;
import nl.ketenbrug.messagelog.Berichtspoor;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Logboek;
import nl.ketenbrug.messagelog.Verwant;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The message log for programs of the auditor. */
@RestController
@RequestMapping(path = "/api/v1/log/berichten", produces = MediaType.APPLICATION_JSON_VALUE)
class LogApi {

  private final Logboek logboek;
  private final Inzage inzage;

  LogApi(Logboek logboek, Inzage inzage) {
    this.logboek = logboek;
    this.inzage = inzage;
  }

  @GetMapping
  Lijst berichten(
      @RequestParam(required = false) String berichtId,
      @RequestParam(required = false) String correlatieId,
      @RequestParam(required = false) String van,
      @RequestParam(required = false) String tot,
      @RequestParam(required = false) String type,
      @RequestParam(required = false) String na,
      @RequestParam(required = false) String limiet) {
    Zoekvraag vraag = new Zoekvraag(berichtId, correlatieId, van, tot, type, na, limiet);
    Berichtpagina pagina = logboek.berichten(vraag.vraag());
    return new Lijst(pagina.berichten().stream().map(Bericht::van).toList(), pagina.volgende());
  }

  @GetMapping("/{id}")
  Detail bericht(@PathVariable String id, Principal wie) {
    UUID berichtId = Zoekvraag.uuid("id", id);
    Berichtoverzicht overzicht = logboek.overzicht(berichtId).orElseThrow(LogApi::onbekend);
    inzage.legVast(List.of(overzicht), wie.getName(), "Met inhoud opgevraagd via de API");
    return Detail.van(logboek.bericht(berichtId).orElseThrow(LogApi::onbekend));
  }

  static ErrorResponseException onbekend() {
    return Problemen.fout(
        HttpStatus.NOT_FOUND,
        "bericht-onbekend",
        "Bericht onbekend",
        "Het log kent geen bericht met dit id.");
  }

  /** {@code volgende} stands there also when it is null: that is the end of the list. */
  record Lijst(List<Bericht> berichten, @JsonInclude(JsonInclude.Include.ALWAYS) String volgende) {}

  record Detail(Bericht bericht, List<Logstap> stappen, List<Relatief> verwanten) {
    static Detail van(Berichtspoor spoor) {
      return new Detail(
          Bericht.van(spoor.bericht()),
          spoor.stappen().stream().map(Logstap::van).toList(),
          spoor.verwanten().stream().map(Relatief::van).toList());
    }
  }

  record Relatief(String relatie, @JsonUnwrapped Bericht bericht) {
    static Relatief van(Verwant verwant) {
      return new Relatief(verwant.relatie().naam(), Bericht.van(verwant.bericht()));
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Bericht(
      UUID berichtId,
      UUID correlatieId,
      UUID oorzaakId,
      String type,
      String bron,
      String dossier,
      Instant eersteTijdstip,
      Instant laatsteTijdstip,
      String laatsteStap,
      long aantalStappen) {
    static Bericht van(Berichtoverzicht b) {
      return new Bericht(
          b.berichtId(),
          b.correlatieId(),
          b.oorzaakId(),
          b.type(),
          b.bron(),
          b.dossier(),
          b.eersteTijdstip(),
          b.laatsteTijdstip(),
          b.laatsteStap().naam(),
          b.aantalStappen());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Logstap(
      UUID id,
      Instant tijdstip,
      String stap,
      UUID verwijzing,
      String route,
      Map<String, String> versies,
      String partner,
      Long volgnummer,
      String actor,
      String code,
      String uitleg,
      String inhoudstype,
      String inhoudHash,
      String inhoud) {
    static Logstap van(LogRegel r) {
      return new Logstap(
          r.id(),
          r.tijdstip(),
          r.stap().naam(),
          r.verwijzing(),
          r.route(),
          r.versies(),
          r.partner(),
          r.volgnummer(),
          r.actor(),
          r.code(),
          r.uitleg(),
          r.inhoudstype(),
          r.inhoudHash(),
          r.inhoud());
    }
  }
}
