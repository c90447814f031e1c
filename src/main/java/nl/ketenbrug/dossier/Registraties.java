package nl.ketenbrug.dossier;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;
import nl.ketenbrug.message.BerichtId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Whose registrations in the register of attachments are, and which came late. */
@Repository
public class Registraties {

  private final JdbcClient jdbc;

  Registraties(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A late registration.
   *
   * @param mutatie the event that brought it
   * @param dag day of the service, or of the change
   * @param uiterlijk last day that would have been in time
   * @param geregistreerd day on which it was accepted
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

  /**
   * Whether this partner may register under this id. Of a known attachment who laid it decides.
   * Until the first message about it is processed nobody knows that; then whoever came first does.
   *
   * @param eigen whether who laid an attachment, by OIN or number, belongs to this partner
   */
  @Transactional
  public boolean neem(String registratieId, String partner, Predicate<String> eigen) {
    Optional<String> legger =
        jdbc.sql("select coalesce(beslaglegger, '') from beslag where registratie_id = :id")
            .param("id", registratieId)
            .query(String.class)
            .optional();
    if (legger.isPresent()) {
      return eigen.test(legger.get());
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

  /** How many were registered late on this day or after it. */
  public long teLaat(LocalDate sinds) {
    return jdbc.sql("select count(*) from registratie_te_laat where geregistreerd >= :sinds")
        .param("sinds", sinds)
        .query(Long.class)
        .single();
  }
}
