package nl.ketenbrug.console;

import static nl.ketenbrug.messagelog.Logregels.regel;
import static nl.ketenbrug.messagelog.Logregels.uuid;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Logregels;
import nl.ketenbrug.messagelog.Stap;

/** A believable piece of log: one attachment that went everywhere, and some that did not. */
final class Voorbeeldlog {

  static final String XML =
      "<beslag xmlns=\"urn:x\"><bsn>999990019</bsn><naam>&lt;script&gt;alert(1)&lt;/script&gt;</naam></beslag>";
  private static final String HERZIEN = "nl.beslagvrijevoet.bvv-vastgesteld";

  final UUID beslag = uuid("2026-11-20T09:00:00Z");
  final UUID bvv = uuid("2026-11-20T09:00:02Z");
  final UUID geweigerd = uuid("2026-11-20T09:10:00Z");
  final UUID geparkeerd = uuid("2026-11-20T09:20:00Z");

  List<LogRegel> regels() {
    List<LogRegel> regels = new ArrayList<>();
    regels.addAll(verwerking(beslag, null, Logregels.TYPE, "09:00:0"));
    regels.addAll(aflevering(beslag, null, Logregels.TYPE));
    regels.addAll(verwerking(bvv, beslag, HERZIEN, "09:00:2").subList(2, 3));
    regels.add(
        gevolg(Stap.GEPUBLICEERD, "09:00:30")
            .route("publish-gebeurtenis", versies("gemeente"))
            .inhoud("<bvv/>")
            .maak());
    regels.add(
        gevolg(Stap.KLAARGEZET, "09:00:31").partner("gemeente-utrecht", 7).inhoud("<bvv/>").maak());
    regels.add(
        regel(Stap.INGEZIEN, beslag)
            .om("2026-11-20T12:00:00Z")
            .actor("auditor")
            .reden(null, "Met inhoud bekeken op het scherm")
            .maak());
    regels.add(
        regel(Stap.GEWEIGERD, geweigerd)
            .om("2026-11-20T09:10:00Z")
            .type(null)
            .dossier(null)
            .actor("dbr")
            .route("receive-dbr", Map.of("routes/intake/receive-dbr.camel.yaml", "ab".repeat(32)))
            .reden("schema-ongeldig", "Element dagVanBeslag ontbreekt.")
            .inhoud("<kapot><x></kapot>")
            .maak());
    regels.add(
        regel(Stap.ONTVANGEN, geparkeerd)
            .om("2026-11-20T09:20:00Z")
            .bron("brp")
            .type("nl.brp.persoon-overleden")
            .dossier("e1".repeat(32))
            .maak());
    regels.add(
        regel(Stap.GETRANSFORMEERD, geparkeerd)
            .om("2026-11-20T09:20:01Z")
            .bron("brp")
            .type("nl.brp.persoon-overleden")
            .dossier("e1".repeat(32))
            .maak());
    regels.add(
        regel(Stap.GEPARKEERD, geparkeerd)
            .om("2026-11-20T09:20:02Z")
            .bron("brp")
            .type("nl.brp.persoon-overleden")
            .dossier("e1".repeat(32))
            .route("enrich-gebeurtenis", Map.of())
            .reden("bron-onbereikbaar", "De polisadministratie antwoordde na 5 pogingen niet.")
            .maak());
    return regels;
  }

  private List<LogRegel> verwerking(UUID id, UUID oorzaak, String type, String begin) {
    return List.of(
        met(Stap.ONTVANGEN, id, oorzaak, type, begin + "0")
            .actor("dbr")
            .route("receive-dbr", Map.of("routes/intake/receive-dbr.camel.yaml", "ab".repeat(32)))
            .inhoud(XML)
            .maak(),
        met(Stap.GETRANSFORMEERD, id, oorzaak, type, begin + "1")
            .route(
                "transform-to-canonical",
                Map.of(
                    "transforms/dbr/dbr-to-canonical.xsl",
                    "cd".repeat(32),
                    "transforms/canonical/invordering.xsd",
                    "ce".repeat(32)))
            .inhoud("<gebeurtenis><type>" + type + "</type></gebeurtenis>")
            .maak(),
        met(Stap.VERRIJKT, id, oorzaak, type, begin + "2")
            .route("enrich-gebeurtenis", Map.of("config/bvv/2026-07-01.yaml", "ef".repeat(32)))
            .inhoud("<gebeurtenis><bvv centen=\"178833\"/></gebeurtenis>")
            .maak());
  }

  private List<LogRegel> aflevering(UUID id, UUID oorzaak, String type) {
    List<LogRegel> regels = new ArrayList<>();
    regels.add(
        met(Stap.GEPUBLICEERD, id, oorzaak, type, "09:00:03")
            .route("publish-gebeurtenis", versies("deurwaarder"))
            .inhoud("<d/>")
            .maak());
    regels.add(
        met(Stap.GEPUBLICEERD, id, oorzaak, type, "09:00:04")
            .route("publish-gebeurtenis", versies("overheid"))
            .inhoud("<o/>")
            .maak());
    regels.add(
        met(Stap.KLAARGEZET, id, oorzaak, type, "09:00:05")
            .partner("deurwaarder-jansen", 12)
            .inhoud("<d/>")
            .maak());
    regels.add(
        met(Stap.KLAARGEZET, id, oorzaak, type, "09:00:06")
            .partner("cjib", 4031)
            .inhoud("<o/>")
            .maak());
    regels.add(
        met(Stap.KLAARGEZET, id, oorzaak, type, "09:00:07")
            .partner("gemeente-utrecht", 6)
            .inhoud("<o/>")
            .maak());
    regels.add(met(Stap.AFGELEVERD, id, oorzaak, type, "09:00:08").partner("cjib", 4031).maak());
    regels.add(
        met(Stap.BEVESTIGD, id, oorzaak, type, "09:00:09")
            .partner("cjib", 4031)
            .actor("cjib")
            .maak());
    regels.add(
        met(Stap.MISLUKT, id, oorzaak, type, "09:00:10")
            .partner("deurwaarder-jansen", 12)
            .reden("time-out", "Geen antwoord binnen 10 seconden.")
            .maak());
    return regels;
  }

  private Logregels met(Stap stap, UUID id, UUID oorzaak, String type, String tijd) {
    Logregels regel = regel(stap, id).om("2026-11-20T" + tijd + "Z").type(type);
    return oorzaak == null ? regel : regel.gevolgVan(oorzaak, oorzaak);
  }

  private Logregels gevolg(Stap stap, String tijd) {
    return regel(stap, bvv).gevolgVan(beslag, beslag).om("2026-11-20T" + tijd + "Z").type(HERZIEN);
  }

  private static Map<String, String> versies(String profiel) {
    return Map.of("transforms/%1$s/canonical-to-%1$s.xsl".formatted(profiel), "0a".repeat(32));
  }
}
