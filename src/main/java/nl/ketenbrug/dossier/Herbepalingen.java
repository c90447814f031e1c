package nl.ketenbrug.dossier;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import nl.ketenbrug.message.Dossiersleutel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Dossiers whose determination must be looked at again because a source says something else. */
@Repository
public class Herbepalingen {

  /**
   * Holds for a row {@code s} of {@code bvv_stand} that is one of them and whose turn it can be: on
   * whom a fault or a source failed, after the change, in the last day rests.
   */
  static final String NODIG =
      """
      exists (select 1 from herbepaling_nodig n where n.dossier = s.dossier and not exists (
        select 1 from herziening w join herziening_uitkomst m on m.herziening = w.id
        where w.reden = 'wijziging' and not w.proef and m.dossier = n.dossier
          and (w.afgerond_op is null or w.afgerond_op >= :misluktNa)
          and (m.uitkomst = 'mislukt' or m.uitkomst = 'geweigerd' and %s)
          and coalesce(m.poging_op, w.gestart_op) >= greatest(n.sinds, :misluktNa)))"""
          .formatted(vanBron("m"));

  /** Until a fault or a refusal of a source is by itself a reason to ask the sources again. */
  private static final Duration HERKANSING = Duration.ofDays(1);

  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  private final JdbcClient jdbc;
  private final Clock clock;

  Herbepalingen(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** From now on; a later change needs another look than the one that is under way. */
  public void vraag(Dossiersleutel dossier) {
    jdbc.sql(
            """
            insert into herbepaling_nodig as n (dossier, sinds) values (:dossier, :nu)
            on conflict (dossier) do update set sinds = greatest(n.sinds, excluded.sinds),
              volgnummer = greatest(n.volgnummer, excluded.volgnummer)""")
        .param("dossier", dossier.value())
        .param("nu", Timestamp.from(clock.instant()))
        .update();
  }

  /**
   * Takes off whose outcome, in a recalculation that began after the change, settles it, and who
   * has no attachment any more. What was overtaken, failed, lapsed or was refused by a source
   * settles nothing; nor does it that there is no determination yet, which may be on its way.
   *
   * @return whether somebody is left for whom a recalculation can begin now: of whom no change is
   *     on its way, and on whom none failed in the last day
   */
  @Transactional
  public boolean werkAf() {
    jdbc.sql(
            """
            delete from herbepaling_nodig n where not exists (
                select 1 from beslag b where b.dossier = n.dossier and b.status <> 'beeindigd')
              or exists (
                select 1 from herziening h join herziening_uitkomst u on u.herziening = h.id
                where h.reden = 'wijziging' and not h.proef and h.volgnummer > n.volgnummer
                  and u.dossier = n.dossier and not u.open
                  and (u.uitkomst in ('gelijk', 'hoger', 'lager', 'basis', 'verlengd')
                    or u.uitkomst = 'geweigerd' and not %s))"""
                .formatted(vanBron("u")))
        .update();
    Instant nu = clock.instant();
    return jdbc.sql(
            """
            select exists (
              select 1 from herbepaling_nodig d join bvv_stand s on s.dossier = d.dossier
              where s.peildatum <= :vandaag and %s and not %s)"""
                .formatted(NODIG, Herzieningen.ONDERWEG))
        .param("afgebrokenNa", Herzieningen.afgebrokenNa(nu))
        .param("vandaag", LocalDate.ofInstant(nu, NEDERLAND))
        .param("misluktNa", misluktNa(nu))
        .query(Boolean.class)
        .single();
  }

  /** A refusal by a source, and not by the law. */
  private static String vanBron(String uitkomst) {
    return uitkomst + ".code similar to '(bron|antwoord)-%'";
  }

  /** A parameter of {@link #NODIG}. */
  static Timestamp misluktNa(Instant nu) {
    return Timestamp.from(nu.minus(HERKANSING));
  }
}
