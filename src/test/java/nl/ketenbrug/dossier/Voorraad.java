package nl.ketenbrug.dossier;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import nl.ketenbrug.message.Bsn;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fills the stock of running attachments straight into the tables, as the routes would have left
 * it.
 */
public final class Voorraad {

  private final JdbcClient jdbc;
  private final Kluis kluis;
  private final Bvvstanden standen;
  private final Schuldenaren schuldenaren;
  private final String dossiergeheim;

  /** With the secrets of the installation whose tables these are. */
  public Voorraad(JdbcClient jdbc, String dossiergeheim, String bewaargeheim) {
    this.jdbc = jdbc;
    this.dossiergeheim = dossiergeheim;
    this.kluis = new Kluis(new BewaarSettings(dossiergeheim, bewaargeheim));
    this.standen = new Bvvstanden(jdbc, kluis);
    this.schuldenaren = new Schuldenaren(jdbc, kluis, new Dossiers(jdbc));
  }

  /** Under secrets of its own: for tests that keep no event. */
  public static Herzieningen herzieningen(JdbcClient jdbc, Clock clock) {
    return new Voorraad(jdbc, "d".repeat(32), "b".repeat(32)).herzieningen(clock);
  }

  public Herzieningen herzieningen(Clock clock) {
    return new Herzieningen(jdbc, kluis, clock);
  }

  /** As it would be kept. */
  public byte[] versleuteld(Dossiersleutel dossier, String tekst) {
    return kluis.sluit(dossier, tekst);
  }

  /** What is made of the repositories of attachments, debtors and coordination. */
  public interface OpDossiers<T> {
    T maak(Dossiers dossiers, Schuldenaren schuldenaren, Coordinatoren coordinatoren);
  }

  public <T> T opDossiers(OpDossiers<T> maker) {
    Dossiers dossiers = new Dossiers(jdbc);
    return maker.maak(dossiers, schuldenaren, new Coordinatoren(jdbc, dossiers));
  }

  public static Herroepingen herroepingen(JdbcClient jdbc, Clock clock) {
    return new Herroepingen(jdbc, clock);
  }

  public static Volgorde volgorde(JdbcClient jdbc, Clock clock) {
    return new Volgorde(jdbc, clock);
  }

  public static Bronuitval bronuitval(JdbcClient jdbc, Clock clock) {
    return new Bronuitval(jdbc, clock);
  }

  public Afleidingen afleidingen(Clock clock) {
    return new Afleidingen(jdbc, kluis, clock);
  }

  /** Sends the oldest facts, and says so of each. */
  public static void verzend(
      Afleidingen afleidingen, int hoogstens, Consumer<Afleidingen.Afleiding> zender) {
    afleidingen.verzend(
        hoogstens,
        new Afleidingen.Zender() {
          @Override
          public Afleidingen.Poging verzend(Afleidingen.Afleiding afleiding) {
            zender.accept(afleiding);
            return Afleidingen.Poging.VERZONDEN;
          }

          @Override
          public void vast(Afleidingen.Vast vast, String uitleg) {
            throw new AssertionError(vast.code());
          }
        });
  }

  public Herbepalingen herbepalingen(Clock clock) {
    return new Herbepalingen(jdbc, clock);
  }

  public Volgingen volgingen(Clock clock) {
    return new Volgingen(jdbc, kluis, clock);
  }

  public Vertellingen vertellingen() {
    return new Vertellingen(jdbc, kluis);
  }

  public Bronverloop bronverloop(Clock clock) {
    return new Bronverloop(jdbc, clock);
  }

  public Signalen signalen(Clock clock) {
    return new Signalen(jdbc, kluis, clock);
  }

  /** The key of the dossier of an organisation that is a debtor. */
  public Dossiersleutel sleutelVanOrganisatie(String kvkNummer) {
    return kluis.dossierVanOrganisatie(kvkNummer);
  }

  public Volgindicaties volgindicaties(Clock clock) {
    return new Volgindicaties(jdbc, kluis, clock, volgingen(clock));
  }

  public Bekendmakingen bekendmakingen() {
    return new Bekendmakingen(jdbc, kluis);
  }

  public Registerstanden registerstanden() {
    Dossiers dossiers = new Dossiers(jdbc);
    return new Registerstanden(
        dossiers, new Coordinatoren(jdbc, dossiers), standen, new Herkenningen(jdbc, kluis), kluis);
  }

  public Registraties registraties() {
    return registraties((partner, legger) -> false);
  }

  public Registraties registraties(Beslagleggers leggers) {
    return new Registraties(jdbc, leggers);
  }

  public Termijnen termijnen() {
    return new Termijnen(jdbc);
  }

  public Registerzaken registerzaken() {
    return new Registerzaken(jdbc, kluis);
  }

  public Zaakstanden zaakstanden() {
    return new Zaakstanden(jdbc, kluis);
  }

  public Herkenningen herkenningen() {
    return new Herkenningen(jdbc, kluis);
  }

  public Insolventies insolventies(Clock clock) {
    return new Insolventies(jdbc, kluis, clock);
  }

  public Matches matches(Clock clock) {
    return new Matches(jdbc, kluis, clock);
  }

  Kluis kluis() {
    return kluis;
  }

  public Bvvstanden standen() {
    return standen;
  }

  Schuldenaren schuldenaren() {
    return schuldenaren;
  }

  public Dossiersleutel sleutel(String bsn) {
    return Dossiersleutel.van(new Bsn(bsn), dossiergeheim);
  }

  /** One running attachment of this debtor, of which these are the parties. */
  public Dossiersleutel beslag(String bsn, String registratieId, List<String> partijen) {
    Dossiersleutel dossier = sleutel(bsn);
    jdbc.sql(
            """
            insert into beslag (registratie_id, dossier, status, derde_beslagene, gewijzigd)
            values (:id, :dossier, 'lopend', '999900011L01', now())""")
        .param("id", registratieId)
        .param("dossier", dossier.value())
        .update();
    for (String oin : partijen) {
      jdbc.sql("insert into partij (dossier, registratie_id, oin) values (:dossier, :id, :oin)")
          .param("dossier", dossier.value())
          .param("id", registratieId)
          .param("oin", oin)
          .update();
    }
    schuldenaren.bewaar(dossier, new Bsn(bsn));
    return dossier;
  }

  /** The determination in force. @param invoer inputs as JSON, or null */
  public void stand(Bvvstand stand, String invoer) {
    standen.neemOver(stand, invoer);
  }

  /** One debtor of a large stock. @param bsn null where the number is not kept */
  public record Regel(Bvvstand stand, String invoer, String bsn) {}

  /** Many at once, each with one attachment without parties; a thousand in one call is right. */
  public void vul(List<Regel> regels) {
    String[] sleutels = kolom(regels, r -> r.stand().dossier().value(), String[]::new);
    jdbc.sql(
            """
            insert into beslag (registratie_id, dossier, status, derde_beslagene, gewijzigd)
            select 'V-' || left(d, 40), d, 'lopend', '999900011L01', now()
            from unnest(:d::text[]) d""")
        .param("d", sleutels)
        .update();
    jdbc.sql(
            """
            insert into schuldenaar (dossier, bsn)
            select d, b from unnest(:d::text[], :b::bytea[]) as v (d, b) where b is not null""")
        .param("d", sleutels)
        .param(
            "b",
            kolom(
                regels,
                r -> r.bsn() == null ? null : kluis.sluit(r.stand().dossier(), new Bsn(r.bsn())),
                byte[][]::new))
        .update();
    Bvvstand een = regels.get(0).stand();
    jdbc.sql(
            """
            insert into bvv_stand (dossier, bericht_id, bedrag, basis, plafond, leefsituatie,
              peildatum, geldig_van, geldig_tot, cijferbestand, cijferhash, regelversie, invoer)
            select d, :bericht, e, s, :plafond, :leefsituatie, :peildatum, :van, :tot, :bestand,
              :hash, :regels, i
            from unnest(:d::text[], :e::bigint[], :s::bigint[], :i::bytea[]) as v (d, e, s, i)""")
        .param("bericht", een.bericht().value())
        .param("plafond", een.plafond().cent())
        .param("leefsituatie", een.leefsituatie())
        .param("peildatum", een.peildatum())
        .param("van", een.geldigVan())
        .param("tot", een.geldigTot())
        .param("bestand", een.cijferbestand())
        .param("hash", een.cijferhash())
        .param("regels", een.regelversie())
        .param("d", sleutels)
        .param("e", kolom(regels, r -> r.stand().bedrag().cent(), Long[]::new))
        .param("s", kolom(regels, r -> r.stand().basis().cent(), Long[]::new))
        .param("i", kolom(regels, r -> kluis.sluit(r.stand().dossier(), r.invoer()), byte[][]::new))
        .update();
  }

  private static <T> T[] kolom(
      List<Regel> regels, Function<Regel, T> veld, IntFunction<T[]> maker) {
    return regels.stream().map(veld).toArray(maker);
  }

  public void geldigTot(Dossiersleutel dossier, LocalDate dag) {
    jdbc.sql(
            "update bvv_stand set geldig_tot = :dag, geldig_van = :van, peildatum = :van where dossier = :dossier")
        .param("dag", dag)
        .param("van", dag.minusYears(1))
        .param("dossier", dossier.value())
        .update();
  }
}
