package nl.ketenbrug.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Cases of registers and debt counsellors that tell of them by themselves, with the facts that are
 * in them now. The number of a case stands encrypted: beside a dossier key it would tell whose
 * dossier it is.
 */
@Repository
public class Registerzaken {

  private final JdbcClient jdbc;
  private final Kluis kluis;

  Registerzaken(JdbcClient jdbc, Kluis kluis) {
    this.jdbc = jdbc;
    this.kluis = kluis;
  }

  /**
   * @param traject what has this number at the source: a couple has two cases in one
   * @param versie higher with each message that changed something
   * @param mutatie of the newest message, by the clock of the source
   * @param dossier of the person, when the source named the number; else null
   * @param nummer by which the source knows it
   * @param feiten in the order of the source
   */
  public record Registerzaak(
      Zaaksleutel zaak,
      Zaaksleutel traject,
      String bron,
      long versie,
      Instant mutatie,
      Dossiersleutel dossier,
      String nummer,
      List<Feit> feiten) {

    public Registerzaak {
      feiten = List.copyOf(feiten);
    }
  }

  /**
   * A fact that becomes an event.
   *
   * @param kenmerk keyed hash of the source's name of it
   * @param type of the event
   * @param mutatie of the message that told it, by the clock of the source
   * @param inhoud canonical {@code feit}
   */
  public record Feit(String kenmerk, String type, Instant mutatie, String inhoud) {}

  /** Key of what has this number at the source. */
  public Zaaksleutel traject(String bron, String nummer) {
    return new Zaaksleutel(kluis.kenmerk("registerzaak", bron + "|" + nummer));
  }

  /** Key of the part of a traject that is about this person, by number. */
  public Zaaksleutel sleutel(Zaaksleutel traject, Dossiersleutel dossier) {
    return new Zaaksleutel(
        kluis.kenmerk("registerpersoon", traject.value() + "|" + dossier.value()));
  }

  /** Key of the part of a traject that is about whoever this is. */
  public Zaaksleutel sleutel(Zaaksleutel traject, Herkenbaar wie) {
    return new Zaaksleutel(
        kluis.kenmerk("registerpersoon", traject.value() + "|" + wie.identiteit()));
  }

  /**
   * @throws OnleesbareBewaring when it does not open
   */
  public Optional<Registerzaak> zaak(Zaaksleutel zaak) {
    return jdbc.sql("select * from registerzaak where zaak = :zaak")
        .param("zaak", zaak.value())
        .query(this::lees)
        .optional();
  }

  /** The cases of which the source said by number that they are about this person. */
  public List<Zaaksleutel> van(Dossiersleutel dossier) {
    return jdbc
        .sql("select zaak from registerzaak where dossier = :dossier order by zaak")
        .param("dossier", dossier.value())
        .query(String.class)
        .list()
        .stream()
        .map(Zaaksleutel::new)
        .toList();
  }

  /**
   * @throws OnleesbareBewaring when one does not open
   */
  public List<Registerzaak> inTraject(Zaaksleutel traject) {
    return jdbc.sql("select * from registerzaak where traject = :traject order by zaak")
        .param("traject", traject.value())
        .query(this::lees)
        .list();
  }

  /** Whether the source named a number in this traject before. */
  public boolean isOpNummer(Zaaksleutel traject) {
    return jdbc.sql(
            """
            select exists (
              select 1 from registerzaak where traject = :traject and dossier is not null)""")
        .param("traject", traject.value())
        .query(Boolean.class)
        .single();
  }

  /**
   * Puts a case in the place of what was kept of it.
   *
   * @param bewaarTot last day on which it is kept
   */
  public void bewaar(Registerzaak zaak, LocalDate bewaarTot) {
    jdbc.sql(
            """
            insert into registerzaak (zaak, traject, bron, versie, mutatie, dossier, nummer,
              bewaar_tot)
            values (:zaak, :traject, :bron, :versie, :mutatie, :dossier, :nummer, :tot)
            on conflict (zaak) do update set versie = excluded.versie,
              mutatie = excluded.mutatie, dossier = excluded.dossier,
              bewaar_tot = excluded.bewaar_tot""")
        .param("zaak", zaak.zaak().value())
        .param("traject", zaak.traject().value())
        .param("bron", zaak.bron())
        .param("versie", zaak.versie())
        .param("mutatie", Timestamp.from(zaak.mutatie()))
        .param("dossier", zaak.dossier() == null ? null : zaak.dossier().value())
        .param("nummer", kluis.sluit(zaak.zaak(), zaak.nummer()))
        .param("tot", bewaarTot)
        .update();
    jdbc.sql(
            """
            delete from registerfeit where zaak = :zaak and not (kenmerk || type) = any(:blijft)""")
        .param("zaak", zaak.zaak().value())
        .param(
            "blijft",
            zaak.feiten().stream().map(feit -> feit.kenmerk() + feit.type()).toArray(String[]::new))
        .update();
    zaak.feiten().forEach(feit -> bewaar(zaak.zaak(), feit));
  }

  private void bewaar(Zaaksleutel zaak, Feit feit) {
    jdbc.sql(
            """
            insert into registerfeit (zaak, kenmerk, type, mutatie, inhoud)
            values (:zaak, :kenmerk, :type, :mutatie, :inhoud)
            on conflict (zaak, kenmerk, type) do update
              set mutatie = excluded.mutatie, inhoud = excluded.inhoud""")
        .param("zaak", zaak.value())
        .param("kenmerk", feit.kenmerk())
        .param("type", feit.type())
        .param("mutatie", Timestamp.from(feit.mutatie()))
        .param("inhoud", kluis.sluit(zaak, feit.inhoud()))
        .update();
  }

  /** Cases that may not be kept any longer; the oldest first. */
  public List<Zaaksleutel> vervallen(LocalDate vandaag) {
    return jdbc
        .sql("select zaak from registerzaak where bewaar_tot < :vandaag order by bewaar_tot")
        .param("vandaag", vandaag)
        .query(String.class)
        .list()
        .stream()
        .map(Zaaksleutel::new)
        .toList();
  }

  /**
   * @return the traject it was in; empty when it may be kept after all, or is gone
   */
  public Optional<Zaaksleutel> wisVervallen(Zaaksleutel zaak, LocalDate vandaag) {
    return jdbc.sql(
            """
            delete from registerzaak where zaak = :zaak and bewaar_tot < :vandaag
            returning traject""")
        .param("zaak", zaak.value())
        .param("vandaag", vandaag)
        .query(String.class)
        .optional()
        .map(Zaaksleutel::new);
  }

  private Registerzaak lees(ResultSet rij, int nummer) throws SQLException {
    Zaaksleutel zaak = new Zaaksleutel(rij.getString("zaak"));
    String dossier = rij.getString("dossier");
    return new Registerzaak(
        zaak,
        new Zaaksleutel(rij.getString("traject")),
        rij.getString("bron"),
        rij.getLong("versie"),
        rij.getTimestamp("mutatie").toInstant(),
        dossier == null ? null : new Dossiersleutel(dossier),
        kluis.open(zaak, rij.getBytes("nummer")),
        feiten(zaak));
  }

  private List<Feit> feiten(Zaaksleutel zaak) {
    return jdbc.sql("select * from registerfeit where zaak = :zaak order by mutatie, volgorde")
        .param("zaak", zaak.value())
        .query(
            (rij, nummer) ->
                new Feit(
                    rij.getString("kenmerk"),
                    rij.getString("type"),
                    rij.getTimestamp("mutatie").toInstant(),
                    kluis.open(zaak, rij.getBytes("inhoud"))))
        .list();
  }
}
