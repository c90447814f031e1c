package nl.ketenbrug.messagelog;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import nl.ketenbrug.message.BerichtId;

/** Builds log lines for tests; what a test does not name keeps a plain value. */
public final class Logregels {

  public static final String DOSSIER = "d0551e12".repeat(8);
  public static final String TYPE = "nl.beslagregister.beslag-gelegd";

  private UUID id;
  private Instant tijdstip = Instant.parse("2026-11-20T09:00:00Z");
  private Stap stap;
  private UUID berichtId;
  private UUID correlatieId;
  private UUID oorzaakId;
  private String type = TYPE;
  private String bron = "dbr";
  private String dossier = DOSSIER;
  private String route;
  private Map<String, String> versies;
  private String partner;
  private Long volgnummer;
  private String actor;
  private String code;
  private String uitleg;
  private String inhoudHash;
  private String inhoud;

  private Logregels() {}

  /** A line of a message that starts its own correlation. */
  public static Logregels regel(Stap stap, UUID berichtId) {
    Logregels regel = new Logregels();
    regel.stap = stap;
    regel.berichtId = berichtId;
    regel.correlatieId = berichtId;
    return regel;
  }

  public static UUID uuid(String moment) {
    return BerichtId.nieuw(Instant.parse(moment)).value();
  }

  public Logregels id(UUID waarde) {
    id = waarde;
    return this;
  }

  public Logregels om(String moment) {
    tijdstip = Instant.parse(moment);
    return this;
  }

  public Logregels gevolgVan(UUID oorzaak, UUID correlatie) {
    oorzaakId = oorzaak;
    correlatieId = correlatie;
    return this;
  }

  public Logregels type(String waarde) {
    type = waarde;
    return this;
  }

  public Logregels bron(String waarde) {
    bron = waarde;
    return this;
  }

  public Logregels dossier(String waarde) {
    dossier = waarde;
    return this;
  }

  public Logregels route(String waarde, Map<String, String> bestanden) {
    route = waarde;
    versies = bestanden;
    return this;
  }

  public Logregels partner(String waarde, long nummer) {
    partner = waarde;
    volgnummer = nummer;
    return this;
  }

  public Logregels actor(String waarde) {
    actor = waarde;
    return this;
  }

  public Logregels reden(String vasteCode, String zin) {
    code = vasteCode;
    uitleg = zin;
    return this;
  }

  public Logregels inhoud(String tekst) {
    inhoud = tekst;
    inhoudHash = tekst == null ? null : Inhoudhash.van(tekst);
    return this;
  }

  public Logregels hash(String waarde) {
    inhoudHash = waarde;
    return this;
  }

  public LogRegel maak() {
    return new LogRegel(
        id == null ? BerichtId.nieuw(tijdstip).value() : id,
        tijdstip,
        stap,
        berichtId,
        correlatieId,
        oorzaakId,
        null,
        type,
        bron,
        dossier,
        route,
        versies,
        partner,
        volgnummer,
        actor,
        code,
        uitleg,
        inhoudHash == null ? null : "application/xml",
        inhoudHash,
        inhoud);
  }
}
