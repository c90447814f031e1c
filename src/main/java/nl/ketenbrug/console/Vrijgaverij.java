package nl.ketenbrug.console;

import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.operations.Vrijgave;
import nl.ketenbrug.operations.Vrijgave.Toestand;

/**
 * An order about a group of parked messages in words.
 *
 * @param percentage of which the outcome is known, whole; 100 only when all is
 */
record Vrijgaverij(
    String id,
    String titel,
    String route,
    String stap,
    String reden,
    String toelichting,
    String door,
    String gevraagd,
    String gevraagdMachine,
    String toestand,
    String kleur,
    String perSeconde,
    String omvang,
    long percentage,
    List<Aantal> uitkomsten,
    boolean bezig,
    boolean stil) {

  /** Of an outcome, how many. */
  record Aantal(String uitkomst, String aantal) {}

  static Vrijgaverij van(Vrijgave v) {
    long bekend =
        v.gelukt()
            + v.teruggekomen()
            + v.overgeslagen()
            + v.afgewezen()
            + v.ingehouden()
            + v.nietMeerGeparkeerd();
    boolean bezig = v.toestand() == Toestand.PROEF || v.toestand() == Toestand.LOOPT;
    return new Vrijgaverij(
        v.id().toString(),
        switch (v.daad()) {
          case VRIJGEVEN -> "Vrijgave";
          case AFWIJZEN -> "Afwijzing";
          case INHOUDEN -> "Inhouding";
        },
        Geparkeerdrij.route(v.parkeerplek()),
        v.stap(),
        v.reden(),
        v.toelichting(),
        v.gevraagdDoor(),
        Woorden.tijd(v.gevraagd()),
        v.gevraagd().toString(),
        switch (v.toestand()) {
          case PROEF -> "Proef: één bericht gaat voor";
          case LOOPT -> "Loopt";
          case GEPAUZEERD -> "Gepauzeerd";
          case GESTOPT -> "Gestopt: er kwam iets terug";
          case GEREED -> "Gereed";
          case AFGEBROKEN -> "Afgebroken";
        },
        switch (v.toestand()) {
          case PROEF, LOOPT -> "bezig";
          case GEPAUZEERD, AFGEBROKEN -> "let-op";
          case GESTOPT -> "fout";
          case GEREED -> "goed";
        },
        Herzieningrij.getal(v.perSeconde()),
        Herzieningrij.getal(v.omvang()),
        v.omvang() == 0 ? 100 : bekend * 100 / v.omvang(),
        uitkomsten(v, bekend),
        bezig,
        v.toestand() == Toestand.GEPAUZEERD || v.toestand() == Toestand.GESTOPT);
  }

  private static List<Aantal> uitkomsten(Vrijgave v, long bekend) {
    List<Aantal> uitkomsten = new ArrayList<>();
    voegToe(uitkomsten, "Alsnog verwerkt", v.gelukt());
    voegToe(uitkomsten, "Opnieuw apart gezet", v.teruggekomen());
    voegToe(
        uitkomsten,
        switch (v.daad()) {
          case VRIJGEVEN ->
              "Overgeslagen: een eerder bericht van het dossier ging niet, de broker gaf het niet, of"
                  + " het eindigde zonder antwoord van de afnemer";
          case AFWIJZEN -> "Blijft staan: de afnemer antwoordde er nog niet op";
          case INHOUDEN -> "Blijft staan: de afnemer antwoordde er al op, of had geen nummer";
        },
        v.overgeslagen());
    voegToe(uitkomsten, "Voorgoed afgewezen", v.afgewezen());
    voegToe(uitkomsten, "Ingehouden: de afnemer krijgt het niet", v.ingehouden());
    voegToe(uitkomsten, "Stond er niet meer: een ander besliste", v.nietMeerGeparkeerd());
    voegToe(uitkomsten, "Onderweg, afloop nog niet bekend", v.onderweg());
    voegToe(uitkomsten, "Nog niet aan de beurt", v.omvang() - bekend - v.onderweg());
    return uitkomsten;
  }

  private static void voegToe(List<Aantal> uitkomsten, String woord, long aantal) {
    if (aantal > 0) {
      uitkomsten.add(new Aantal(woord, Herzieningrij.getal(aantal)));
    }
  }
}
