package nl.ketenbrug.dossier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which event last told each fact about a debtor, whoever told it: following, or a notice itself. A
 * fact and what was told of it are kept as keyed hashes only: both hold personal data.
 */
@Repository
public class Vertellingen {

  private final JdbcClient jdbc;
  private final Kluis kluis;

  Vertellingen(JdbcClient jdbc, Kluis kluis) {
    this.jdbc = jdbc;
    this.kluis = kluis;
  }

  /**
   * One fact of a debtor at the source that is asked about it.
   *
   * @param naam what tells it from his other facts; may hold his number
   */
  public record Feit(Dossiersleutel dossier, String bron, String naam) {}

  /**
   * The event that last told a fact.
   *
   * @param soort its type; null of one from before that was kept
   */
  public record Laatste(BerichtId bericht, String soort, String kenmerk) {}

  /**
   * A notice that is the event itself.
   *
   * @param soort type of the event
   * @param zegt how it is now
   * @param metAdres whether a partner gets to see an address in it
   * @param verwijst whether it corrects or withdraws the event that told the fact before it
   */
  public record Melding(
      BerichtId bericht, String soort, String zegt, boolean metAdres, boolean verwijst) {}

  /**
   * A notice that was the event, after which the source was not heard yet.
   *
   * @param eerder the event that told the fact before it, or null
   */
  public record Kennisgeving(
      BerichtId bericht,
      String soort,
      String kenmerk,
      boolean metAdres,
      BerichtId eerder,
      boolean verwijst) {}

  /** The event that last told this fact. */
  public Optional<Laatste> laatste(Feit feit) {
    return jdbc.sql(
            """
            select bericht_id, soort, inhoud from volging_feit
            where dossier = :dossier and bron = :bron and feit in (:feit, :vroeger)
            order by feit = :feit desc limit 1""")
        .param("dossier", feit.dossier().value())
        .param("bron", feit.bron())
        .param("feit", sleutel(feit))
        .param("vroeger", sha256(feit.naam()))
        .query(
            (rij, nummer) ->
                new Laatste(
                    new BerichtId(rij.getObject("bericht_id", UUID.class)),
                    rij.getString("soort"),
                    rij.getString("inhoud")))
        .optional();
  }

  /**
   * @param soort type of the event
   * @param zegt how it is now, by this event
   */
  public void vertel(Feit feit, BerichtId bericht, String soort, String zegt) {
    // Kept by an unkeyed hash once: told anew under the keyed one, the old row is no longer needed.
    jdbc.sql(
            "delete from volging_feit where dossier = :dossier and bron = :bron and feit = :vroeger")
        .param("dossier", feit.dossier().value())
        .param("bron", feit.bron())
        .param("vroeger", sha256(feit.naam()))
        .update();
    jdbc.sql(
            """
            insert into volging_feit (dossier, bron, feit, bericht_id, soort, inhoud)
            values (:dossier, :bron, :feit, :bericht, :soort, :inhoud)
            on conflict (dossier, bron, feit) do update set
              bericht_id = excluded.bericht_id, soort = excluded.soort, inhoud = excluded.inhoud""")
        .param("dossier", feit.dossier().value())
        .param("bron", feit.bron())
        .param("feit", sleutel(feit))
        .param("bericht", bericht.value())
        .param("soort", soort)
        .param("inhoud", kenmerk(feit.dossier(), zegt))
        .update();
  }

  /**
   * Whether the last that was told of a fact of this debtor was an event of this type, and the last
   * question was answered: while it is not, that may be about an earlier fact of the same kind.
   */
  public boolean isLaatst(Dossiersleutel dossier, String bron, String soort) {
    return jdbc.sql(
            """
            select exists (select 1 from volging_feit f
              join volging v using (dossier, bron)
              where dossier = :dossier and bron = :bron and f.soort = :soort
                and v.niets = 0 and v.pogingen = 0)""")
        .param("dossier", dossier.value())
        .param("bron", bron)
        .param("soort", soort)
        .query(Boolean.class)
        .single();
  }

  /** Keyed hash of what is said about this debtor, as {@link Laatste#kenmerk()}. */
  public String kenmerk(Dossiersleutel dossier, String zegt) {
    return kluis.kenmerk("volginhoud", dossier.value() + zegt);
  }

  /**
   * Writes down that a notice is the event of this fact, for as long as the debtor has a running
   * attachment. From here on following takes it for told, so the notice must be told, also when it
   * is offered again.
   */
  public void meld(Feit feit, Melding melding, BerichtId eerder) {
    boolean bewaard =
        jdbc.sql(
                    """
                insert into kennisgeving_verteld
                  (bericht_id, dossier, bron, feit, soort, inhoud, met_adres, eerder, verwijst)
                select :bericht, :dossier, :bron, :feit, :soort, :inhoud, :adres, :eerder, :verwijst
                where exists (select 1 from schuldenaar where dossier = :dossier)
                on conflict do nothing""")
                .param("bericht", melding.bericht().value())
                .param("dossier", feit.dossier().value())
                .param("bron", feit.bron())
                .param("feit", sleutel(feit))
                .param("soort", melding.soort())
                .param("inhoud", kenmerk(feit.dossier(), melding.zegt()))
                .param("adres", melding.metAdres())
                .param("eerder", eerder == null ? null : eerder.value(), Types.OTHER)
                .param("verwijst", melding.verwijst())
                .update()
            == 1;
    if (bewaard) {
      vertel(feit, melding.bericht(), melding.soort(), melding.zegt());
    }
  }

  /** The notice of this id, when it was decided before that it is the event. */
  public Optional<Kennisgeving> besloten(BerichtId bericht) {
    return jdbc.sql("select * from kennisgeving_verteld where bericht_id = :bericht")
        .param("bericht", bericht.value())
        .query(Vertellingen::lees)
        .optional();
  }

  /** The notice that told this fact last, when the source was not heard since. */
  public Optional<Kennisgeving> open(Feit feit) {
    return jdbc.sql(
            """
            select k.* from kennisgeving_verteld k join volging_feit f
              using (dossier, bron, feit, bericht_id)
            where dossier = :dossier and bron = :bron and feit = :feit and antwoord is null""")
        .param("dossier", feit.dossier().value())
        .param("bron", feit.bron())
        .param("feit", sleutel(feit))
        .query(Vertellingen::lees)
        .optional();
  }

  /** The source says the same as this notice: there is nothing to tell. */
  public void bevestig(BerichtId kennisgeving) {
    jdbc.sql("update kennisgeving_verteld set gelijk = true where bericht_id = :bericht")
        .param("bericht", kennisgeving.value())
        .update();
  }

  /**
   * A later notice tells of the same fields as this fact does: what the last one about the fact
   * itself said may hold no longer.
   *
   * @param later the later notice
   */
  public void achterhaal(Feit feit, BerichtId later) {
    jdbc.sql(
            """
            update kennisgeving_verteld set antwoord = :later
            where dossier = :dossier and bron = :bron and feit = :feit and antwoord is null""")
        .param("later", later.value())
        .param("dossier", feit.dossier().value())
        .param("bron", feit.bron())
        .param("feit", sleutel(feit))
        .update();
  }

  /**
   * The source was heard about this debtor. What it says later is no longer what the notices told
   * before: a state of affairs may have come and gone in between.
   *
   * @param antwoord the message in which it answered
   */
  public void sluit(Dossiersleutel dossier, String bron, BerichtId antwoord) {
    jdbc.sql(
            """
            update kennisgeving_verteld set antwoord = :antwoord
            where dossier = :dossier and bron = :bron and antwoord is null""")
        .param("dossier", dossier.value())
        .param("bron", bron)
        .param("antwoord", antwoord.value())
        .update();
  }

  private String sleutel(Feit feit) {
    return kluis.kenmerk("volgfeit", feit.naam());
  }

  private static Kennisgeving lees(ResultSet rij, int nummer) throws SQLException {
    UUID eerder = rij.getObject("eerder", UUID.class);
    return new Kennisgeving(
        new BerichtId(rij.getObject("bericht_id", UUID.class)),
        rij.getString("soort"),
        rij.getString("inhoud"),
        rij.getBoolean("met_adres"),
        eerder == null ? null : new BerichtId(eerder),
        rij.getBoolean("verwijst"));
  }

  private static String sha256(String tekst) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(tekst.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Elke JDK kent SHA-256", e);
    }
  }
}
