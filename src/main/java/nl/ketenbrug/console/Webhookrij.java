package nl.ketenbrug.console;

import java.time.Instant;
import java.util.List;
import nl.ketenbrug.console.AbonnementenController.Overzicht;
import nl.ketenbrug.delivery.Webhook;

/**
 * The deliveries to a webhook in words.
 *
 * @param hapert whether nothing arrives
 * @param wachtend how many events wait by themselves; null when none does
 * @param gebeurtenissen the oldest of them
 */
record Webhookrij(
    String adres,
    String vorm,
    String stand,
    boolean hapert,
    String pogingen,
    String misluktSinds,
    String volgendePoging,
    String laatsteGelukt,
    String laatsteMislukt,
    String laatsteFout,
    String code,
    String waarschuwingen,
    String pauzeNa,
    String perMinuut,
    String wachtend,
    List<Wachtrij> gebeurtenissen) {

  /**
   * One that waits, in words.
   *
   * @param volgendePoging when it is tried again
   */
  record Wachtrij(
      String berichtId,
      String volgnummer,
      String pogingen,
      String sinds,
      String volgendePoging,
      String fout,
      String code) {

    static Wachtrij van(Webhookbeeld.Wachtend w, boolean stil) {
      return new Wachtrij(
          w.berichtId().toString(),
          Herzieningrij.getal(w.volgnummer()),
          Herzieningrij.getal(w.pogingen()),
          tijd(w.sinds()),
          stil
              ? "Niet: het abonnement staat stil"
              : w.volgendePoging() == null ? "Als zij aan de beurt is" : tijd(w.volgendePoging()),
          uitleg(w.fout()),
          w.fout());
    }
  }

  /** Null with another channel. */
  static Webhookrij van(Overzicht o) {
    Webhookbeeld w = o.webhook();
    if (w == null) {
      return null;
    }
    return new Webhookrij(
        w.adres(),
        (w.vorm() == Webhook.Vorm.BINAIR ? "Binair" : "Gestructureerd (JSON)")
            + (w.ondertekend() ? ", ondertekend" : ""),
        switch (w.toestand()) {
          case "gepauzeerd" -> "Niets: het abonnement staat stil";
          case "wacht" -> "Wacht na een mislukking";
          case "proef" -> "De volgende gebeurtenis is een proef; de rest volgt als die aankomt";
          default -> "Bezorgt";
        },
        w.pogingen() > 0,
        Herzieningrij.getal(w.pogingen()),
        tijd(w.misluktSinds()),
        tijd(w.volgendePoging()),
        tijd(w.laatsteGelukt()),
        tijd(w.laatsteMislukt()),
        w.laatsteFout() == null ? null : uitleg(w.laatsteFout()),
        w.laatsteFout(),
        w.waarschuwingen() == 0 ? "Geen" : w.waarschuwingen() + " gegeven",
        tijd(w.pauzeNa()),
        w.perMinuut() == null ? null : Herzieningrij.getal(w.perMinuut()),
        w.wachtend() == 0 ? null : Herzieningrij.getal(w.wachtend()),
        w.gebeurtenissen().stream()
            .map(een -> Wachtrij.van(een, w.toestand().equals("gepauzeerd")))
            .toList());
  }

  private static String tijd(Instant moment) {
    return moment == null ? null : Woorden.tijd(moment);
  }

  private static String uitleg(String code) {
    return switch (code) {
      case "webhook-tijd-om" -> "De ontvanger antwoordde niet op tijd";
      case "webhook-verbinding" -> "Op het adres luistert niemand";
      case "webhook-verbroken" -> "De verbinding brak af";
      case "webhook-geen-http" -> "Het antwoord was geen HTTP";
      case "webhook-adres-onbekend" -> "De naam in het adres bestaat niet";
      case "webhook-tls" ->
          "De beveiligde verbinding kwam niet tot stand: een certificaat is niet vertrouwd";
      case "webhook-doorverwijzing" -> "De ontvanger verwees door; dat volgt de motor niet";
      case "webhook-handdruk" -> "De ontvanger zei niet dat hij onze gebeurtenissen wil";
      case "webhook-stop" -> "De ontvanger wil niets meer ontvangen";
      case "webhook-sleutelbos" -> "Onze sleutels voor deze ontvanger gaan niet open";
      case "webhook-intern" -> "Bij het maken van het verzoek ging er bij ons iets mis";
      case "webhook-wachtrij" -> "De broker geeft een beantwoorde gebeurtenis niet van de wachtrij";
      case "webhook-bereik-vol" ->
          "Wat na een fout wacht neemt alle ruimte; de rest van de wachtrij komt niet aan de beurt";
      case "webhook-zonder-envelop" -> "De gebeurtenis op de wachtrij is niet te lezen";
      default ->
          code.startsWith("webhook-http-")
              ? "De ontvanger antwoordde met HTTP " + code.substring("webhook-http-".length())
              : code;
    };
  }
}
