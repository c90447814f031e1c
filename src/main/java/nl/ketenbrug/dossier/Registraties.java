package nl.ketenbrug.dossier;

import java.time.LocalDate;
import java.util.Optional;
import nl.ketenbrug.message.BerichtId;
import nl.ketenbrug.message.Dossiersleutel;
import nl.ketenbrug.message.GeweigerdBericht;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Whose registrations in the register of attachments are, and which came late. */
@Repository
public class Registraties {

  /** Code of a mutation under an id that is of somebody else. */
  public static final String VAN_ANDER = "registratie-van-ander";

  private final JdbcClient jdbc;
  private final Beslagleggers leggers;

  Registraties(JdbcClient jdbc, Beslagleggers leggers) {
    this.jdbc = jdbc;
    this.leggers = leggers;
  }

  /**
   * A late registration.
   *
   * @param mutatie the event that brought it
   * @param dag day of the service, or of the change
   * @param uiterlijk last day that would have been in time
   * @param geregistreerd day on which it was first offered
   */
  public record TeLaat(
      BerichtId mutatie,
      String registratieId,
      LocalDate dag,
      LocalDate uiterlijk,
      LocalDate geregistreerd) {}

  /** Keeps it, once for each mutation. */
  public void noteer(TeLaat mutatie) {
    jdbc.sql(
            """
            insert into registratie_te_laat (bericht_id, registratie_id, dag, uiterlijk,
              geregistreerd)
            values (:mutatie, :registratieId, :dag, :uiterlijk, :geregistreerd)
            on conflict (bericht_id) do nothing""")
        .param("mutatie", mutatie.mutatie().value())
        .param("registratieId", mutatie.registratieId())
        .param("dag", mutatie.dag())
        .param("uiterlijk", mutatie.uiterlijk())
        .param("geregistreerd", mutatie.geregistreerd())
        .update();
  }

  /** What is known of an attachment: whose it is and of whose debtor. */
  private record Bekend(String dossier, String legger) {}

  /**
   * Whether this partner may register under this id, about this debtor. Of a known attachment who
   * laid it decides, and it stays with its debtor. Until the first message about it is processed
   * nobody knows that; then whoever came first does.
   *
   * @param partner code
   */
  @Transactional
  public boolean neem(String registratieId, Dossiersleutel dossier, String partner) {
    Optional<Bekend> bekend =
        jdbc.sql(
                """
                select dossier, coalesce(beslaglegger, '') as legger from beslag
                where registratie_id = :id""")
            .param("id", registratieId)
            .query(Bekend.class)
            .optional();
    if (bekend.isPresent()) {
      return bekend.get().dossier().equals(dossier.value())
          && leggers.is(partner, bekend.get().legger());
    }
    jdbc.sql(
            """
            insert into registratie_eigenaar (registratie_id, partner) values (:id, :partner)
            on conflict (registratie_id) do nothing""")
        .param("id", registratieId)
        .param("partner", partner)
        .update();
    return jdbc.sql("select partner from registratie_eigenaar where registratie_id = :id")
        .param("id", registratieId)
        .query(String.class)
        .single()
        .equals(partner);
  }

  /**
   * Judges again, now that it is this mutation's turn: since it was accepted the register may have
   * told whose the attachment is, or handed it over. Until the end of the transaction nobody else
   * changes this attachment, also under another dossier. What the register itself delivered passes.
   *
   * @throws GeweigerdBericht with {@link #VAN_ANDER}
   */
  @Transactional
  public void eisEigen(BerichtId mutatie, Dossiersleutel dossier, Beslag beslag) {
    Optional<String> partner =
        Optional.ofNullable(
            jdbc.sql(
                    """
                    select (select max(partner) from aanlevering where bericht_id = :mutatie)
                    from pg_advisory_xact_lock(hashtextextended(:id, 479))""")
                .param("mutatie", mutatie.value())
                .param("id", beslag.registratieId())
                .query((rij, nummer) -> rij.getString(1))
                .list()
                .get(0));
    if (partner.isEmpty()
        || (leggers.is(partner.get(), beslag.beslaglegger().waarde())
            && neem(beslag.registratieId(), dossier, partner.get()))) {
      return;
    }
    throw new GeweigerdBericht(
        VAN_ANDER,
        "dit registratieId is, nu de mutatie aan de beurt is, van een ander of van een andere schuldenaar");
  }

  /** Whether the dossier knew this attachment before this mutation, also when it comes again. */
  public boolean isWijziging(String registratieId, BerichtId mutatie) {
    return jdbc.sql(
            """
            select exists (
              select 1 from beslag where registratie_id = :id and eerste_bericht <> :mutatie)""")
        .param("id", registratieId)
        .param("mutatie", mutatie.value())
        .query(Boolean.class)
        .single();
  }

  /** How many were registered late on this day or after it. */
  public long teLaat(LocalDate sinds) {
    return jdbc.sql("select count(*) from registratie_te_laat where geregistreerd >= :sinds")
        .param("sinds", sinds)
        .query(Long.class)
        .single();
  }
}
