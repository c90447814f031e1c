package nl.ketenbrug.messagelog;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import nl.ketenbrug.message.BerichtId;

/** Puts one step together; what is not named stays out. */
public final class LogRegelBouwer {

  private final Stap stap;
  private final Instant tijdstip;
  private final UUID berichtId;
  private UUID correlatieId;
  private UUID oorzaakId;
  private UUID verwijzing;
  private String gebeurtenistype;
  private String bron;
  private String dossier;
  private String route;
  private Map<String, String> versies;
  private String partner;
  private Long volgnummer;
  private String actor;
  private String code;
  private String uitleg;
  private String inhoudstype;
  private String inhoudHash;
  private String inhoud;

  /** A step of a message that is its own correlation until {@link #correlatie} says otherwise. */
  public LogRegelBouwer(Stap stap, BerichtId bericht, Instant tijdstip) {
    this.stap = stap;
    this.tijdstip = tijdstip;
    this.berichtId = bericht.value();
    this.correlatieId = bericht.value();
  }

  public LogRegelBouwer correlatie(UUID id) {
    this.correlatieId = id;
    return this;
  }

  public LogRegelBouwer oorzaak(UUID id) {
    this.oorzaakId = id;
    return this;
  }

  /** Another message that this step names. */
  public LogRegelBouwer verwijzing(UUID id) {
    this.verwijzing = id;
    return this;
  }

  public LogRegelBouwer gebeurtenistype(String type) {
    this.gebeurtenistype = type;
    return this;
  }

  public LogRegelBouwer bron(String naam) {
    this.bron = naam;
    return this;
  }

  public LogRegelBouwer dossier(String sleutel) {
    this.dossier = sleutel;
    return this;
  }

  public LogRegelBouwer route(String id, Map<String, String> versiestempel) {
    this.route = id;
    this.versies = versiestempel;
    return this;
  }

  public LogRegelBouwer partner(String partnercode, Long nummer) {
    this.partner = partnercode;
    this.volgnummer = nummer;
    return this;
  }

  public LogRegelBouwer actor(String naam) {
    this.actor = naam;
    return this;
  }

  public LogRegelBouwer reden(String redencode, String zin) {
    this.code = redencode;
    this.uitleg = zin;
    return this;
  }

  /** The payload; a character that PostgreSQL cannot hold becomes the replacement character. */
  public LogRegelBouwer inhoud(String mediatype, String tekst) {
    this.inhoudstype = mediatype;
    this.inhoud = tekst.replace('\u0000', '\uFFFD');
    this.inhoudHash = Inhoudhash.van(inhoud);
    return this;
  }

  /** Only the hash of a payload that an earlier step carries, or that the log does not keep. */
  public LogRegelBouwer inhoudVanEerder(String mediatype, String tekst) {
    this.inhoudstype = mediatype;
    this.inhoudHash = Inhoudhash.van(tekst);
    return this;
  }

  public LogRegel bouw() {
    return new LogRegel(
        BerichtId.nieuw(tijdstip).value(),
        tijdstip,
        stap,
        berichtId,
        correlatieId,
        oorzaakId,
        verwijzing,
        gebeurtenistype,
        bron,
        dossier,
        route,
        versies,
        partner,
        volgnummer,
        actor,
        code,
        uitleg,
        inhoudstype,
        inhoudHash,
        inhoud);
  }
}
