package nl.ketenbrug.simulator.suwinet;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import nl.ketenbrug.simulator.bron.Bron;
import nl.ketenbrug.simulator.bron.Bronfilter;
import nl.ketenbrug.simulator.scenario.Persoon;
import nl.ketenbrug.simulator.scenario.Scenario;
import org.w3c.dom.Element;

/** The operation {@code UWVPersoonsIkvInfo}, computed from the scenario. */
final class Ikvdienst implements Suwidienst.Beantwoorder {

  private final Scenario scenario;
  private final Clock klok;

  Ikvdienst(Scenario scenario, Clock klok) {
    this.scenario = scenario;
    this.klok = klok;
  }

  @Override
  public String beantwoord(HttpServletRequest request, Element body) {
    IkvVraag vraag = IkvVraag.lees(body);
    LocalDate vandaag = LocalDate.now(klok);
    Persoon persoon =
        scenario.persoon(vraag.bsn()).map(gevonden -> gevonden.op(vandaag)).orElse(null);
    if (persoon != null) {
      Bronfilter.gedraagJe(request, persoon.gedrag().get(Bron.SUWINET));
    }
    return Ikvantwoord.schrijf(scenario, persoon, vraag, vandaag);
  }
}
