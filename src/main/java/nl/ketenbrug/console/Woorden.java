package nl.ketenbrug.console;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import nl.ketenbrug.messagelog.LogRegel;
import nl.ketenbrug.messagelog.Stap;

/** Codes and names of the log in words for a reader. */
final class Woorden {

  private static final DateTimeFormatter KORT =
      DateTimeFormatter.ofPattern("dd-MM-yyyy HH:mm:ss").withZone(Zoekvraag.NEDERLAND);
  private static final DateTimeFormatter PRECIES =
      DateTimeFormatter.ofPattern("dd-MM-yyyy HH:mm:ss.SSS").withZone(Zoekvraag.NEDERLAND);

  /** Enough of the 64 digits to tell two dossiers apart on a screen. */
  private static final int DOSSIER_TEKENS = 8;

  private Woorden() {}

  static String tijd(Instant moment) {
    return KORT.format(moment);
  }

  static String tijdPrecies(Instant moment) {
    return PRECIES.format(moment);
  }

  /** {@code nl.beslagregister.beslag-gelegd} becomes "Beslag gelegd". */
  static String type(String type) {
    if (type == null) {
      return "Soort nog niet bekend";
    }
    String feit = type.substring(type.lastIndexOf('.') + 1);
    String zin =
        (" " + feit.replace('-', ' ') + " ").replace(" bvv ", " beslagvrije voet ").strip();
    return hoofdletter(zin);
  }

  static String dossier(String sleutel) {
    if (sleutel == null) {
      return "–";
    }
    return sleutel.length() <= DOSSIER_TEKENS
        ? sleutel
        : sleutel.substring(0, DOSSIER_TEKENS) + "…";
  }

  static String stap(Stap stap) {
    return switch (stap) {
      case MISLUKT -> "Poging mislukt";
      default -> hoofdletter(stap.naam());
    };
  }

  /** How a step stands to the message that it names, before that message's id. */
  static String verband(Stap stap) {
    return switch (stap) {
      case AFGEWEZEN -> "Vervangen door";
      case VERVANGT -> "Vervangt";
      default -> "Zie ook";
    };
  }

  /** Which look the step has; the word beside it says the same. */
  static String kleur(Stap stap) {
    return switch (stap) {
      case BEVESTIGD, BEZORGD -> "goed";
      case GEWEIGERD, MISLUKT, GEPARKEERD, AFGEWEZEN, VERLOPEN -> "fout";
      case DUPLICAAT,
          VRIJGEGEVEN,
          INGEHOUDEN,
          GEPAUZEERD,
          GEWAARSCHUWD,
          INGEHAALD,
          GESIGNALEERD,
          VERPLAATST ->
          "let-op";
      case INGEZIEN,
          HERVAT,
          GEKOZEN,
          GEWIJZIGD,
          VERVANGT,
          HERAANBOD,
          GERAADPLEEGD,
          GROEPSVRIJGAVE,
          UITWIJK ->
          "rust";
      default -> "bezig";
    };
  }

  /** What happened, as a sentence. */
  static String zin(LogRegel r) {
    String partner = r.partner() == null ? "de partner" : "partner " + r.partner();
    String actor = r.actor() == null ? "een beheerder" : r.actor();
    String nummer = r.volgnummer() == null ? "" : " onder volgnummer " + r.volgnummer();
    return switch (r.stap()) {
      case ONTVANGEN ->
          "Ontvangen van %s en duurzaam vastgelegd."
              .formatted(r.bron() == null ? "de bron" : "bron " + r.bron());
      case GEWEIGERD ->
          r.partner() == null
              ? "Geweigerd; het bericht gaat niet verder."
              : "Geweigerd door %s.".formatted(partner);
      case DUPLICAAT -> "Hetzelfde bericht kwam nog eens; het wordt één keer verwerkt.";
      case GETRANSFORMEERD -> "Omgezet naar het canonieke model.";
      case VASTGELEGD ->
          isMatch(r)
              ? "Een zaak in een register gaat misschien over deze schuldenaar; iemand moet het"
                  + " beoordelen."
              : "Gegevens van een bron vastgelegd, klaar om te vergelijken.";
      case BEVRAAGD -> "Persoonsgegevens opgevraagd bij een bron.";
      case GESIGNALEERD -> "Opgemerkt; het bericht gaat gewoon verder.";
      case GERAADPLEEGD -> "Het beslagregister is geraadpleegd door %s.".formatted(partner);
      case VERRIJKT -> "Aangevuld met opgevraagde gegevens en de beslagvrije voet.";
      case HERZIEN -> "Opnieuw bepaald; de beslagvrije voet verschilt van de vorige.";
      case INGEHAALD -> "Vervallen: intussen was iets anders bekend.";
      case BESTUURD ->
          isMatch(r)
              ? "Match met een register %s door %s."
                  .formatted(r.code().substring("match-".length()), actor)
              : "Herziening van de voorraad %s door %s."
                  .formatted(
                      r.code() == null ? "bestuurd" : r.code(),
                      r.actor() == null ? "de motor" : r.actor());
      case GEPUBLICEERD ->
          "Gepubliceerd voor %s."
              .formatted(Weg.profiel(r).map(naam -> "profiel " + naam).orElse("een profiel"));
      case KLAARGEZET -> "Klaargezet voor %s%s.".formatted(partner, nummer);
      case AFGELEVERD ->
          (isWebhook(r) ? "Aangeboden aan de webhook van %s%s." : "Uitgereikt aan %s%s.")
              .formatted(partner, nummer);
      case BEVESTIGD ->
          "geweigerd".equals(r.code())
              ? "Geweigerd door %s%s.".formatted(partner, nummer)
              : "De ontvangst%s is bevestigd door %s.".formatted(nummer, partner);
      case BEZORGD -> "Op papier bezorgd bij %s%s.".formatted(partner, nummer);
      case UITWIJK ->
          "Papier voor %s: %s, door %s."
              .formatted(partner, r.code() == null ? "gewijzigd" : r.code(), actor);
      case MISLUKT ->
          isWebhook(r)
              ? "De webhook van %s nam niet aan; de motor biedt het later opnieuw aan."
                  .formatted(partner)
              : "Een poging mislukte; de broker biedt het bericht opnieuw aan.";
      case VERLOPEN ->
          "Verlopen: %s bevestigde niet op tijd%s. Het staat apart en kan opnieuw."
              .formatted(partner, nummer);
      case VERPLAATST ->
          "Door de broker van de wachtrij genomen, zonder dat iemand het las%s.".formatted(nummer);
      case GEPARKEERD -> "Apart gezet tot een beheerder beslist.";
      case AFGEWEZEN -> "Voorgoed afgewezen door %s; het gaat niet verder.".formatted(actor);
      case INGEHOUDEN ->
          "Ingehouden door %s: %s krijgt het niet%s.".formatted(actor, partner, nummer);
      case VERVANGT -> "Komt in de plaats van een bericht dat %s afwees.".formatted(actor);
      case AFGEDAAN -> "Volgens %s weet %s dit op een andere manier.".formatted(actor, partner);
      case GROEPSVRIJGAVE -> "Opdracht over een groep geparkeerde berichten.";
      case VRIJGEGEVEN -> "Door %s teruggezet op de wachtrij.".formatted(actor);
      case INGEZIEN ->
          "Ingezien door %s.".formatted(r.actor() == null ? "een gebruiker" : r.actor());
      case GEPAUZEERD -> "Het abonnement van %s is stilgezet door %s.".formatted(partner, actor);
      case GEWAARSCHUWD ->
          "webhook-voorbij".equals(r.code())
              ? "De webhook van %s neemt weer aan.".formatted(partner)
              : (r.volgnummer() == null
                      ? "De webhook van %s neemt al lang niet aan."
                      : "De webhook van %s neemt deze gebeurtenis nog steeds niet aan; haar dossier wacht.")
                  .formatted(partner);
      case GEKOZEN -> "Het abonnement van %s is gewijzigd door %s.".formatted(partner, actor);
      case GEWIJZIGD ->
          "Het bestand van %s zegt iets anders dan bij de vorige start.".formatted(partner);
      case HERAANBOD -> "Opdracht om opnieuw aan te bieden aan %s.".formatted(partner);
      case HERVAT -> "Het abonnement van %s loopt weer, door %s.".formatted(partner, actor);
    };
  }

  private static boolean isWebhook(LogRegel r) {
    return r.code() != null && r.code().startsWith("webhook");
  }

  private static boolean isMatch(LogRegel r) {
    return r.code() != null && r.code().startsWith("match-");
  }

  private static String hoofdletter(String tekst) {
    return tekst.isEmpty()
        ? tekst
        : tekst.substring(0, 1).toUpperCase(Locale.ROOT) + tekst.substring(1);
  }
}
