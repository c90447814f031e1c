package nl.ketenbrug.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.ketenbrug.dossier.Match.Graad;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.Oin;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which cases may be about which debtors, what somebody judged, and what was told because of it.
 * Holds no names: those stand encrypted with case and debtor.
 */
@Repository
public class Matches {

  private final JdbcClient jdbc;
  private final Kluis kluis;
  private final Clock clock;

  Matches(JdbcClient jdbc, Kluis kluis, Clock clock) {
    this.jdbc = jdbc;
    this.kluis = kluis;
    this.clock = clock;
  }

  /**
   * A publication that became an event.
   *
   * @param publicatie keyed hash of its name
   * @param inhoud canonical {@code Insolventie} as it was told
   * @param partijen who was a party when it was told
   */
  public record Verteld(
      String publicatie, String type, BerichtId bericht, String inhoud, Set<Oin> partijen) {}

  /** What somebody has to judge, for numbers on a page. */
  public long open() {
    return jdbc.sql(
            "select count(*) from persoonsmatch where graad = 'te-bevestigen' and not verdwenen")
        .query(Long.class)
        .single();
  }

  /**
   * Proposes a match, unless there is one. One that was rejected stays so. One that was confirmed
   * about other data is to be judged again. Not of a debtor who is not kept any more: the lock
   * makes who wipes him wait, and wipe this too.
   *
   * @param bron the register that the case is in
   * @param oorzaak the question or message it follows from
   */
  public void stelVoor(
      Dossiersleutel dossier,
      Zaaksleutel zaak,
      String bron,
      Vergelijking vergeleken,
      String kenmerk,
      BerichtId oorzaak) {
    jdbc.sql(
            """
            insert into persoonsmatch
              (id, dossier, zaak, bron, graad, vergeleken, kenmerk, gemaakt, te_melden)
            select :id, :dossier, :zaak, :bron, 'te-bevestigen', :vergeleken, :kenmerk, :nu, :oorzaak
            from schuldenaar where dossier = :dossier for key share
            on conflict (dossier, zaak) do nothing""")
        .param("id", BerichtId.nieuw(clock.instant()).value())
        .param("dossier", dossier.value())
        .param("zaak", zaak.value())
        .param("bron", bron)
        .param("vergeleken", vergeleken.tekst())
        .param("kenmerk", kenmerk)
        .param("nu", Timestamp.from(clock.instant()))
        .param("oorzaak", oorzaak.value())
        .update();
  }

  /**
   * The source itself says by number whom the case is about: that is certain, whatever anybody
   * judged. Nothing of a debtor who is not kept.
   */
  public Optional<Match> zeker(Dossiersleutel dossier, Zaaksleutel zaak, String bron) {
    jdbc.sql(
            """
            insert into persoonsmatch
              (id, dossier, zaak, bron, graad, vergeleken, kenmerk, gemaakt, op_nummer)
            select :id, :dossier, :zaak, :bron, 'zeker', :vergeleken, :kenmerk, :nu, true
            from schuldenaar where dossier = :dossier for key share
            on conflict (dossier, zaak) do update set graad = 'zeker', op_nummer = true,
              opnieuw = false, verdwenen = false, kenmerk = excluded.kenmerk, te_melden = null""")
        .param("id", BerichtId.nieuw(clock.instant()).value())
        .param("dossier", dossier.value())
        .param("zaak", zaak.value())
        .param("bron", bron)
        .param(
            "vergeleken",
            Herkenningsregel.vergelijk(Herkenbaar.ONBEKEND, Herkenbaar.ONBEKEND).tekst())
        .param("kenmerk", kluis.kenmerk("match", "nummer|" + dossier.value()))
        .param("nu", Timestamp.from(clock.instant()))
        .update();
    return van(zaak).stream().filter(match -> match.dossier().equals(dossier)).findFirst();
  }

  /** It is about somebody else, and everything that was told is withdrawn. */
  public void wis(Match match) {
    jdbc.sql("delete from persoonsmatch where id = :id").param("id", match.id().value()).update();
  }

  /**
   * A match of which it is not on record yet that it was proposed.
   *
   * @param oorzaak the question it follows from
   */
  public record Voorstel(Match match, BerichtId oorzaak) {}

  /**
   * The oldest first, locked until the end of the transaction; what another engine has is not
   * there.
   */
  public List<Voorstel> teMelden(int hoogstens) {
    return jdbc.sql(
            """
            select * from persoonsmatch where te_melden is not null
            order by id limit :hoogstens for update skip locked""")
        .param("hoogstens", hoogstens)
        .query(
            (rij, nummer) ->
                new Voorstel(
                    lees(rij, nummer), new BerichtId(rij.getObject("te_melden", UUID.class))))
        .list();
  }

  public void gemeld(Match match) {
    jdbc.sql("update persoonsmatch set te_melden = null where id = :id")
        .param("id", match.id().value())
        .update();
  }

  /**
   * The data of one of the two changed, or the case is there again; what a person confirmed about
   * others is open again.
   */
  public void vergelijkOpnieuw(Match match, Vergelijking vergeleken, String kenmerk) {
    vergelijkOpnieuw(
        match, vergeleken, kenmerk, match.isZeker() && !match.kenmerk().equals(kenmerk));
  }

  private void vergelijkOpnieuw(
      Match match, Vergelijking vergeleken, String kenmerk, boolean ander) {
    jdbc.sql(
            """
            update persoonsmatch set vergeleken = :vergeleken, kenmerk = :kenmerk,
              verdwenen = false, graad = :graad, opnieuw = opnieuw or :ander, op_nummer = false
            where id = :id""")
        .param("vergeleken", vergeleken.tekst())
        .param("kenmerk", kenmerk)
        .param("graad", (ander ? Graad.TE_BEVESTIGEN : match.graad()).naam())
        .param("ander", ander)
        .param("id", match.id().value())
        .update();
  }

  /**
   * It cannot be the same person any more. What was confirmed is judged again, unless it was
   * confirmed in spite of just this; what nobody judged is gone. Of what stays it is kept what was
   * compared last: nobody may judge what is not so any more.
   */
  public void kloptNietMeer(Match match, Vergelijking vergeleken, String kenmerk) {
    if (match.graad() == Graad.TE_BEVESTIGEN && !match.opnieuw()) {
      jdbc.sql("delete from persoonsmatch where id = :id").param("id", match.id().value()).update();
      return;
    }
    boolean zelfde = match.kenmerk().equals(kenmerk) && match.vergeleken().equals(vergeleken);
    vergelijkOpnieuw(match, vergeleken, kenmerk, match.isZeker() && !zelfde);
  }

  /** The register does not know the case any more. Nobody has to judge it then. */
  public void verdween(Match match) {
    if (match.graad() == Graad.TE_BEVESTIGEN && !match.opnieuw()) {
      jdbc.sql("delete from persoonsmatch where id = :id").param("id", match.id().value()).update();
      return;
    }
    jdbc.sql("update persoonsmatch set verdwenen = true where id = :id")
        .param("id", match.id().value())
        .update();
  }

  public void beoordeel(Match match, Graad graad, BerichtId oordeel) {
    jdbc.sql(
            """
            update persoonsmatch set graad = :graad, opnieuw = false, oordeel = :oordeel,
              beoordeeld = :nu where id = :id""")
        .param("graad", graad.naam())
        .param("oordeel", oordeel.value())
        .param("nu", Timestamp.from(clock.instant()))
        .param("id", match.id().value())
        .update();
  }

  public Optional<Match> een(BerichtId id) {
    return jdbc.sql("select * from persoonsmatch where id = :id")
        .param("id", id.value())
        .query(Matches::lees)
        .optional();
  }

  /** Locked until the end of the transaction. */
  public Optional<Match> vergrendel(BerichtId id) {
    return jdbc.sql("select * from persoonsmatch where id = :id for update")
        .param("id", id.value())
        .query(Matches::lees)
        .optional();
  }

  /** Locked until the end of the transaction. */
  public List<Match> van(Zaaksleutel zaak) {
    return jdbc.sql("select * from persoonsmatch where zaak = :zaak order by id for update")
        .param("zaak", zaak.value())
        .query(Matches::lees)
        .list();
  }

  /** Locked until the end of the transaction. */
  public List<Match> van(Dossiersleutel dossier) {
    return jdbc.sql("select * from persoonsmatch where dossier = :dossier order by id for update")
        .param("dossier", dossier.value())
        .query(Matches::lees)
        .list();
  }

  /**
   * Matches of cases that the register knows and that somebody judges, the oldest first.
   *
   * @param na the last id of the page before, or null
   */
  public List<Match> lijst(Graad graad, BerichtId na, int hoogstens) {
    return jdbc.sql(
            """
            select * from persoonsmatch
            where graad = :graad and not verdwenen and not op_nummer and id > :na
            order by id limit :hoogstens""")
        .param("graad", graad.naam())
        .param("na", na == null ? new UUID(0, 0) : na.value())
        .param("hoogstens", hoogstens)
        .query(Matches::lees)
        .list();
  }

  /** Keyed hash of who is compared with whom: it changes when one of them becomes another. */
  public String kenmerk(Herkenbaar een, Herkenbaar ander) {
    return kluis.kenmerk("match", een.identiteit() + "|" + ander.identiteit());
  }

  /**
   * Keyed hash of all that is shown to who judges: a judgement on anything else is not taken. Other
   * than {@link #kenmerk} it changes with an address, with what the register published and with
   * each judgement.
   *
   * @param versie of the case
   */
  public String gezien(Match match, Herkenbaar schuldenaar, Herkenbaar persoon, long versie) {
    return kluis.kenmerk(
        "gezien",
        String.join(
            "|",
            match.graad().naam(),
            String.valueOf(match.oordeel()),
            match.vergeleken().tekst(),
            Long.toString(versie),
            schuldenaar.tekst(),
            persoon.tekst()));
  }

  /** Keyed hash of the name of a publication. */
  public String publicatie(String kenmerk) {
    return kluis.kenmerk("publicatie", kenmerk);
  }

  /** What was told of a case, in that order. */
  public List<Verteld> verteld(Match match) {
    return jdbc.sql(
            """
            select * from match_verteld where dossier = :dossier and zaak = :zaak
            order by volgorde""")
        .param("dossier", match.dossier().value())
        .param("zaak", match.zaak().value())
        .query(
            (rij, nummer) ->
                new Verteld(
                    rij.getString("kenmerk"),
                    rij.getString("type"),
                    new BerichtId(rij.getObject("bericht_id", UUID.class)),
                    kluis.open(match.dossier(), rij.getBytes("inhoud")),
                    Arrays.stream((String[]) rij.getArray("partijen").getArray())
                        .map(Oin::new)
                        .collect(Collectors.toSet())))
        .list();
  }

  public void vertel(Match match, Verteld verteld) {
    jdbc.sql(
            """
            insert into match_verteld (dossier, zaak, kenmerk, type, bericht_id, inhoud, partijen)
            values (:dossier, :zaak, :kenmerk, :type, :bericht, :inhoud, :partijen)
            on conflict (dossier, zaak, kenmerk, type) do update
              set bericht_id = excluded.bericht_id, inhoud = excluded.inhoud,
                partijen = excluded.partijen""")
        .param("dossier", match.dossier().value())
        .param("zaak", match.zaak().value())
        .param("kenmerk", verteld.publicatie())
        .param("type", verteld.type())
        .param("bericht", verteld.bericht().value())
        .param("inhoud", kluis.sluit(match.dossier(), verteld.inhoud()))
        .param(
            "partijen", verteld.partijen().stream().map(Oin::value).sorted().toArray(String[]::new))
        .update();
  }

  /** It was withdrawn: should it come back it is told anew. */
  public void vergeet(Match match, Verteld verteld) {
    jdbc.sql(
            """
            delete from match_verteld where dossier = :dossier and zaak = :zaak
              and kenmerk = :kenmerk and type = :type""")
        .param("dossier", match.dossier().value())
        .param("zaak", match.zaak().value())
        .param("kenmerk", verteld.publicatie())
        .param("type", verteld.type())
        .update();
  }

  /** What was told stays told: it is over, and kept no longer. */
  public void vergeetAlles(Match match) {
    jdbc.sql("delete from match_verteld where dossier = :dossier and zaak = :zaak")
        .param("dossier", match.dossier().value())
        .param("zaak", match.zaak().value())
        .update();
  }

  /**
   * What of a confirmed case stops the collection (art. 33, 230 and 301 Fw).
   *
   * @param stopt faillissement, schuldsanering or surseance; null when nothing does
   * @param omgezet that it is of another kind than the case, so begun by a conversion: it goes on
   *     as a case of its own, and stops here as soon as that one is confirmed
   * @param vorigNummer of the case that this one follows, or null
   */
  public record Inning(String stopt, boolean omgezet, String vorigNummer) {

    /** Of a case that is about somebody else, or should not have been there. */
    public static final Inning NIETS = new Inning(null, false, null);
  }

  public void stopt(Match match, Inning inning) {
    jdbc.sql(
            """
            update persoonsmatch set stopt = :soort, omgezet = :omgezet, vorige = :vorige
            where id = :id""")
        .param("soort", inning.stopt())
        .param("omgezet", inning.omgezet())
        .param(
            "vorige",
            inning.vorigNummer() == null ? null : kluis.kenmerk("zaak", inning.vorigNummer()))
        .param("id", match.id().value())
        .update();
  }

  /** It is over; which case it followed is still so. */
  public void stoptNietMeer(Match match) {
    jdbc.sql("update persoonsmatch set stopt = null, omgezet = false where id = :id")
        .param("id", match.id().value())
        .update();
  }

  /**
   * A case that disappeared and of which what was told is still to be withdrawn.
   *
   * @param versie of the case when it disappeared
   * @param eindeVindbaarheid that it was old enough
   * @param oorzaak the question it follows from, or null
   */
  public record Verdwijning(
      Dossiersleutel dossier,
      Zaaksleutel zaak,
      long versie,
      boolean eindeVindbaarheid,
      BerichtId oorzaak) {}

  /** Keeps that it could not be told. */
  public void stelUit(Verdwijning verdwijning) {
    jdbc.sql(
            """
            insert into verdwijning_open (dossier, zaak, versie, einde_vindbaarheid, oorzaak)
            values (:dossier, :zaak, :versie, :einde, :oorzaak)
            on conflict (dossier, zaak) do update set versie = excluded.versie,
              einde_vindbaarheid = excluded.einde_vindbaarheid, oorzaak = excluded.oorzaak""")
        .param("dossier", verdwijning.dossier().value())
        .param("zaak", verdwijning.zaak().value())
        .param("versie", verdwijning.versie())
        .param("einde", verdwijning.eindeVindbaarheid())
        .param(
            "oorzaak",
            verdwijning.oorzaak() == null ? null : verdwijning.oorzaak().value(),
            Types.OTHER)
        .update();
  }

  /** What could not be told yet, the oldest first. */
  public List<Verdwijning> uitgesteld() {
    return jdbc.sql("select * from verdwijning_open order by sinds")
        .query(
            (rij, nummer) ->
                new Verdwijning(
                    new Dossiersleutel(rij.getString("dossier")),
                    new Zaaksleutel(rij.getString("zaak")),
                    rij.getLong("versie"),
                    rij.getBoolean("einde_vindbaarheid"),
                    rij.getObject("oorzaak", UUID.class) == null
                        ? null
                        : new BerichtId(rij.getObject("oorzaak", UUID.class))))
        .list();
  }

  /**
   * Takes one to tell it now.
   *
   * @return false when somebody else did, or it need not be told any more
   */
  public boolean neemUitgesteld(Verdwijning verdwijning) {
    return jdbc.sql("delete from verdwijning_open where dossier = :dossier and zaak = :zaak")
            .param("dossier", verdwijning.dossier().value())
            .param("zaak", verdwijning.zaak().value())
            .update()
        == 1;
  }

  /** The case is there again: what was told is held against it, and not withdrawn. */
  public void vergeetUitgesteld(Zaaksleutel zaak) {
    jdbc.sql("delete from verdwijning_open where zaak = :zaak")
        .param("zaak", zaak.value())
        .update();
  }

  /**
   * What stops the collection in each of these dossiers now; a dossier without is not there.
   *
   * @param soorten the kinds that may be told
   */
  public Map<String, List<String>> gestopt(
      Collection<Dossiersleutel> dossiers, Set<String> soorten) {
    Map<String, List<String>> gestopt = new HashMap<>();
    if (dossiers.isEmpty() || soorten.isEmpty()) {
      return gestopt;
    }
    jdbc.sql(
            """
            select distinct m.dossier, m.stopt from persoonsmatch m
            where m.stopt in (:soorten) and m.dossier in (:dossiers)
              and not (m.omgezet and exists (
                select 1 from persoonsmatch v where v.dossier = m.dossier and v.vorige = m.zaak))
            order by m.dossier, m.stopt""")
        .param("soorten", soorten)
        .param("dossiers", dossiers.stream().map(Dossiersleutel::value).toList())
        .query(
            rij -> {
              gestopt
                  .computeIfAbsent(rij.getString(1), sleutel -> new ArrayList<>())
                  .add(rij.getString(2));
            });
    return gestopt;
  }

  private static Match lees(ResultSet rij, int nummer) throws SQLException {
    UUID oordeel = rij.getObject("oordeel", UUID.class);
    Timestamp beoordeeld = rij.getTimestamp("beoordeeld");
    return new Match(
        new BerichtId(rij.getObject("id", UUID.class)),
        new Dossiersleutel(rij.getString("dossier")),
        new Zaaksleutel(rij.getString("zaak")),
        Graad.van(rij.getString("graad")),
        Vergelijking.van(rij.getString("vergeleken")),
        rij.getString("kenmerk"),
        rij.getTimestamp("gemaakt").toInstant(),
        rij.getBoolean("opnieuw"),
        rij.getBoolean("verdwenen"),
        oordeel == null ? null : new BerichtId(oordeel),
        beoordeeld == null ? null : beoordeeld.toInstant(),
        rij.getString("bron"),
        rij.getBoolean("op_nummer"));
  }
}
