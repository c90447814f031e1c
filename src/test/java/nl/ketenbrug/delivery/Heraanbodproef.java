package nl.ketenbrug.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import nl.ketenbrug.delivery.Heraanbod.Toestand;
import nl.ketenbrug.messagelog.Berichtenlog;
import nl.ketenbrug.messagelog.Brokertransactie;
import nl.ketenbrug.messagelog.Logboek;
import nl.ketenbrug.operations.Testdatabase;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jms.core.JmsTemplate;

/** An engine that offers again, on a broker and a database of a test. */
public final class Heraanbodproef {

  private final JdbcClient jdbc;
  private final Leveringen leveringen;
  private final Heraanbieder heraanbieder;
  private final Pull pull;
  private final Volledigheid volledigheid;
  public final Heraanbiedingen opdrachten;
  private volatile UUID nietTeClaimen;

  /** What happens just after an event is claimed. */
  public Runnable naClaim = () -> {};

  /**
   * @param alleenTot events that one account may order alone
   */
  public Heraanbodproef(
      Partners partners,
      JdbcClient jdbc,
      JmsTemplate jms,
      Brokertransactie transactie,
      Berichtenlog log,
      long alleenTot) {
    this(partners, Testdatabase.bron(), jdbc, jms, transactie, log, alleenTot);
  }

  /**
   * @param bron the database of {@code jdbc}
   */
  public Heraanbodproef(
      Partners partners,
      DataSource bron,
      JdbcClient jdbc,
      JmsTemplate jms,
      Brokertransactie transactie,
      Berichtenlog log,
      long alleenTot) {
    this.jdbc = jdbc;
    Clock clock = Clock.systemUTC();
    volledigheid = new Volledigheid(jdbc, jms, clock);
    leveringen = Proefkeuzes.metTransacties(new Leveringen(jdbc, clock), bron);
    opdrachten =
        Proefkeuzes.metTransacties(
            new Heraanbiedingen(jdbc, Jackson2ObjectMapperBuilder.json().build()) {
              @Override
              boolean claim(Opdracht opdracht, UUID bericht) {
                boolean geclaimd = !bericht.equals(nietTeClaimen) && super.claim(opdracht, bericht);
                naClaim.run();
                return geclaimd;
              }
            },
            bron);
    heraanbieder =
        new Heraanbieder(
            partners,
            opdrachten,
            leveringen,
            new Logboek(bron),
            jms,
            transactie,
            log,
            new HeraanbodSettings(alleenTot),
            clock);
    pull =
        new Pull(
            jms,
            transactie,
            leveringen,
            new Vasthoudingen(jdbc),
            new Abonnementstand(jdbc),
            new Uitwijkgrens(jdbc),
            Proefkeuzes.uitgifte(bron, clock),
            log,
            clock);
  }

  public Heraanbod.Telling tel(Heraanbod.Keuze keuze) {
    return heraanbieder.tel(keuze);
  }

  public boolean isIngehouden(Heraanbod.Keuze keuze) {
    return heraanbieder.isIngehouden(keuze);
  }

  public Heraanbod geef(Heraanbod.Keuze keuze, String wie, int perSeconde) {
    return heraanbieder.geef(keuze, wie, perSeconde);
  }

  /** As the API does when this account agrees. */
  public boolean akkoord(Heraanbod opdracht, String wie) {
    return heraanbieder.zet(opdracht, Set.of(Toestand.WACHT_OP_AKKOORD), Toestand.LOOPT, wie);
  }

  /** The same past what the service asks first: by the table alone. */
  public boolean akkoordInDeTabel(Heraanbod opdracht, String wie) {
    return opdrachten.zet(opdracht.id(), Set.of(Toestand.WACHT_OP_AKKOORD), Toestand.LOOPT, wie);
  }

  public boolean pauzeer(Heraanbod opdracht) {
    return heraanbieder.zet(opdracht, Set.of(Toestand.LOOPT), Toestand.GEPAUZEERD, "beheerder");
  }

  public boolean breekAf(Heraanbod opdracht) {
    return heraanbieder.zet(opdracht, Set.of(Toestand.LOOPT), Toestand.AFGEBROKEN, "beheerder");
  }

  /** As when another engine is at this event; null for none. */
  public void geenClaimOp(UUID bericht) {
    nietTeClaimen = bericht;
  }

  /** One portion, if one is to be done now. */
  public void portie() {
    heraanbieder.werk();
  }

  /** One portion at once, whatever the pace says and whoever has it. */
  public void portieNu() {
    jdbc.sql("update heraanbod set bezet_tot = null").update();
    heraanbieder.werk();
  }

  public Heraanbod stand(Heraanbod opdracht) {
    return opdrachten.zoek(opdracht.partner(), opdracht.id()).orElseThrow();
  }

  public Pull.Uitreiking haal(Partner partner, int limiet) {
    return pull.oudste(partner, limiet, Optional.empty());
  }

  public Pull.Bevestiging weiger(Partner partner, UUID bericht, String reden) {
    return pull.bevestig(partner, bericht, Antwoord.GEWEIGERD, reden).orElseThrow();
  }

  /** The statement of the day on which this event was laid ready. */
  public Volledigheid.Verklaring verklaring(Partner partner, Instant klaargezet) {
    return volledigheid.van(partner.code(), Termijnrekening.dag(klaargezet));
  }

  public void bevestig(Partner partner, UUID bericht) {
    pull.bevestig(partner, bericht, Antwoord.GEACCEPTEERD, null).orElseThrow();
  }
}
