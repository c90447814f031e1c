package nl.ketenbrug.console;

import java.util.Map;
import java.util.UUID;
import nl.ketenbrug.messagelog.LogRegel;

/**
 * One step as the time line shows it.
 *
 * @param eigen true when the step is of the message that was opened, false for a relative
 * @param verband how it stands to the message that it names; null without one
 * @param inhoud payload made up for reading, or null
 * @param ingekort true when the payload is longer than the page shows
 */
record Tijdlijnstap(
    String tijd,
    String tijdMachine,
    String stap,
    String kleur,
    String zin,
    boolean eigen,
    UUID berichtId,
    String berichttype,
    String verband,
    UUID verwijzing,
    String route,
    String partner,
    Long volgnummer,
    String actor,
    String code,
    String uitleg,
    Map<String, String> versies,
    String inhoudstype,
    String inhoudHash,
    String inhoud,
    boolean ingekort) {

  static Tijdlijnstap van(LogRegel r, UUID geopend) {
    Inhoudweergave inhoud = Inhoudweergave.van(r.inhoud());
    return new Tijdlijnstap(
        Woorden.tijdPrecies(r.tijdstip()),
        r.tijdstip().toString(),
        Woorden.stap(r.stap()),
        Woorden.kleur(r.stap()),
        Woorden.zin(r),
        r.berichtId().equals(geopend),
        r.berichtId(),
        Woorden.type(r.gebeurtenistype()),
        r.verwijzing() == null ? null : Woorden.verband(r.stap()),
        r.verwijzing(),
        r.route(),
        r.partner(),
        r.volgnummer(),
        r.actor(),
        r.code(),
        r.uitleg(),
        r.versies() == null ? Map.of() : r.versies(),
        r.inhoudstype(),
        r.inhoudHash(),
        inhoud.tekst(),
        inhoud.ingekort());
  }
}
