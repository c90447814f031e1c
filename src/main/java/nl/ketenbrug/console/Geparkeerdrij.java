package nl.ketenbrug.console;

import nl.ketenbrug.operations.Parkeergroep;

/** A group of parked messages in words. */
record Geparkeerdrij(
    String parkeerplek,
    String route,
    String stap,
    String reden,
    String aantal,
    String dossiers,
    String sinds,
    String sindsMachine,
    boolean vrijTeGeven,
    boolean inTeHouden) {

  private static final String VOORVOEGSEL = "parkeer.";

  private static final String BIJ_AFNEMER = "parkeer.deliver-to-";

  /** What the partner refused itself is refused and not withheld. */
  private static final String GEWEIGERD = "geweigerd-door-afnemer";

  static Geparkeerdrij van(Parkeergroep groep) {
    return new Geparkeerdrij(
        groep.parkeerplek(),
        route(groep.parkeerplek()),
        groep.stap(),
        groep.reden(),
        Herzieningrij.getal(groep.aantal()),
        Herzieningrij.getal(groep.dossiers()),
        Woorden.tijd(groep.oudste()),
        groep.oudste().toString(),
        groep.vrijTeGeven(),
        groep.parkeerplek().startsWith(BIJ_AFNEMER) && !GEWEIGERD.equals(groep.reden()));
  }

  /** What became of the release of one event. */
  static String vrijgegeven(GeparkeerdController.Vrijgave v) {
    return v.alGeaccepteerd()
        ? "Gebeurtenis %s is niet opnieuw verzonden: de afnemer nam intussen een ander exemplaar aan."
            .formatted(v.berichtId())
        : "Gebeurtenis %s wordt opnieuw verzonden.".formatted(v.berichtId());
  }

  /** What became of the withholding of one event. */
  static String ingehouden(VrijgaveController.Ingehouden i) {
    return "Gebeurtenis %s is ingehouden: %s krijgt haar niet."
        .formatted(i.berichtId(), i.afnemer());
  }

  /** What became of the refusal of one message. */
  static String afgewezen(VrijgaveController.Afgewezen a) {
    String vervanger =
        a.vervangenDoor() == null
            ? ""
            : " Bericht %s komt in de plaats%s."
                .formatted(
                    a.vervangenDoor(),
                    a.vervangerVrijgegeven() ? ", stond hierop te wachten en gaat nu verder" : "");
    return "Bericht %s is voorgoed afgewezen.%s".formatted(a.berichtId(), vervanger);
  }

  /** A parking queue has the name of the route that put its messages there. */
  static String route(String parkeerplek) {
    return parkeerplek.substring(VOORVOEGSEL.length());
  }
}
