package nl.ketenbrug.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import nl.ketenbrug.message.Oin;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.Logboek;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.core.JmsTemplate;

/** The keeper of terms and what it works with, on a broker and a database of a test. */
public final class Termijnproef {

  private final JdbcClient jdbc;
  private final Leveringen leveringen;
  public final Termijnstanden standen;
  public final Abonnementstand abonnementen;
  public final Abonnementkeuzes keuzes;
  public final Heraanbiedingen heraanbiedingen;
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Heraanbieder heraanbieder;
  private final Pull pull;
  private final Termijnwachter wachter;
  private final Vasthoudingen vasthoudingen;
  private final Volledigheid volledigheid;

  public Termijnproef(
      List<Partner> alle,
      DataSource bron,
      JmsTemplate jms,
      Onderhanden onderhanden,
      Brokertransactie transactie,
      Berichtenlog log,
      Clock clock,
      Werkdagen werkdagen,
      Bronorganisaties organisaties) {
    jdbc = JdbcClient.create(bron);
    Partners partners = new Partners(alle);
    leveringen = new Leveringen(jdbc, clock);
    Leveringsmeldingen meldingen = new Leveringsmeldingen(jdbc, clock);
    standen = new Termijnstanden(jdbc, meldingen, clock);
    abonnementen = new Abonnementstand(jdbc);
    keuzes = new Abonnementkeuzes(jdbc, new ObjectMapper());
    vasthoudingen = new Vasthoudingen(jdbc);
    pull =
        new Pull(
            jms,
            transactie,
            leveringen,
            vasthoudingen,
            abonnementen,
            new Uitwijkgrens(jdbc),
            new Uitgifte(jdbc, keuzes, werkdagen, clock),
            log,
            clock);
    volledigheid = new Volledigheid(jdbc, jms, clock);
    heraanbiedingen = new Heraanbiedingen(jdbc, new ObjectMapper());
    heraanbieder =
        new Heraanbieder(
            partners,
            heraanbiedingen,
            leveringen,
            new Logboek(bron),
            jms,
            transactie,
            log,
            new HeraanbodSettings(1000),
            clock);
    wachter =
        new Termijnwachter(
            partners,
            keuzes,
            abonnementen,
            standen,
            new Termijnmelder(
                partners,
                profiel -> Formaat.XML,
                organisaties,
                standen,
                meldingen,
                jms,
                onderhanden,
                transactie,
                log,
                clock,
                new LeveringSettings(new Oin("00000099000000000000"))),
            pull,
            werkdagen,
            jms,
            onderhanden,
            transactie,
            log,
            clock,
            meters);
  }

  public void ronde() {
    wachter.ronde();
  }

  /** As another engine has it, for this long. */
  public static void bezet(JdbcClient jdbc, Duration hoelang) {
    jdbc.sql("update termijnronde set bezet_door = :id, bezet_tot = now() + :s * interval '1 s'")
        .param("id", UUID.randomUUID())
        .param("s", hoelang.toSeconds())
        .update();
  }

  public static void vrij(JdbcClient jdbc) {
    jdbc.sql("update termijnronde set bezet_door = null, bezet_tot = null").update();
  }

  public List<Pull.Bericht> haal(Partner partner) {
    return haal(partner, 50);
  }

  public List<Pull.Bericht> haal(Partner partner, int limiet) {
    return pull.oudste(partner, limiet, Optional.empty()).berichten();
  }

  public void houdVast(Partner partner, UUID bericht, Duration duur) {
    vasthoudingen.houd(partner.code(), Set.of(bericht), duur);
  }

  public boolean houdOmTeBezorgen(Partner partner, UUID bericht) {
    return vasthoudingen.houdOmTeBezorgen(partner.code(), bericht, Duration.ofSeconds(30));
  }

  public Pull.Bevestiging bevestig(Partner partner, UUID bericht, String antwoord) {
    return pull.bevestig(partner, bericht, Antwoord.van(antwoord).orElseThrow(), null)
        .orElseThrow();
  }

  /** The broker's own evidence that a partner took it, or an answer before it left the queue. */
  public void bewijs(String partner, UUID bericht, Instant moment) {
    leveringen.beantwoord(partner, bericht, Antwoord.GEACCEPTEERD.naam(), null, moment);
  }

  /** As a release does. */
  public void heropen(Partner partner, UUID bericht) {
    leveringen.heropen(partner.code(), bericht);
  }

  public Leveringen.Levering levering(Partner partner, UUID bericht) {
    return leveringen.zoek(partner.code(), bericht).orElseThrow();
  }

  public Volledigheid.Verklaring verklaring(Partner partner, Instant moment) {
    return volledigheid.van(partner.code(), Termijnrekening.dag(moment));
  }

  /** Gives the order, and does it. */
  public Heraanbod biedOpnieuw(Partner partner) {
    return voerUit(partner, vraagOpnieuw(partner));
  }

  public UUID vraagOpnieuw(Partner partner) {
    return heraanbieder
        .geef(
            new Heraanbod.Keuze(partner.code(), null, null, null, null, null, null, true, false),
            partner.code(),
            50)
        .id();
  }

  public Heraanbod voerUit(Partner partner, UUID opdracht) {
    heraanbieder.werk();
    jdbc.sql("update heraanbod set bezet_tot = null").update();
    heraanbieder.werk();
    return heraanbiedingen.zoek(partner.code(), opdracht).orElseThrow();
  }

  /** As when an engine looked at the terms at this moment. */
  public static void keek(JdbcClient jdbc, Instant moment) {
    jdbc.sql("update abonnement_stand set nagegaan = :moment")
        .param("moment", Timestamp.from(moment))
        .update();
  }

  /** As an engine leaves it that ended between the broker and the table. */
  public static void vergeetDatHetVerliep(JdbcClient jdbc, UUID bericht) {
    jdbc.sql("update levering set uitkomst = null, verlopen = null where bericht_id = :id")
        .param("id", bericht)
        .update();
  }

  public static void leg(
      JdbcClient jdbc, Partner partner, UUID bericht, long nummer, UUID correlatie, Instant nu) {
    jdbc.sql(
            """
            insert into levering (partner, bericht_id, volgnummer, correlatie_id, drager, klaargezet)
            values (:partner, :id, :nummer, :correlatie, 'proef', :nu)""")
        .param("partner", partner.code())
        .param("id", bericht)
        .param("nummer", nummer)
        .param("correlatie", correlatie)
        .param("nu", Timestamp.from(nu))
        .update();
  }
}
