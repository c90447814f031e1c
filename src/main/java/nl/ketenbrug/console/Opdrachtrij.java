package nl.ketenbrug.console;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import nl.ketenbrug.delivery.Heraanbod;
import nl.ketenbrug.delivery.Heraanbod.Toestand;

/**
 * An order to offer again in words.
 *
 * @param vraag what was asked for
 * @param akkoord whether the reader of the page may agree to it
 */
record Opdrachtrij(
    String id,
    String gevraagd,
    String gevraagdMachine,
    String door,
    String vraag,
    String stand,
    String kleur,
    String voortgang,
    boolean akkoord,
    boolean pauze,
    boolean hervatten,
    boolean afbreken) {

  private static final ZoneId NEDERLAND = ZoneId.of("Europe/Amsterdam");

  static Opdrachtrij van(Heraanbod o, String kijker) {
    Toestand t = o.toestand();
    return new Opdrachtrij(
        o.id().toString(),
        Woorden.tijd(o.gevraagd()),
        o.gevraagd().toString(),
        o.akkoordDoor() == null
            ? o.gevraagdDoor()
            : o.gevraagdDoor() + ", akkoord van " + o.akkoordDoor(),
        vraag(o.keuze()),
        switch (t) {
          case WACHT_OP_AKKOORD -> "Wacht op akkoord van een ander account";
          case LOOPT -> "Loopt";
          case GEPAUZEERD -> "Staat stil";
          case GEREED -> "Gereed";
          case AFGEBROKEN -> "Afgebroken";
        },
        switch (t) {
          case GEREED -> "goed";
          case AFGEBROKEN -> "fout";
          default -> "let-op";
        },
        voortgang(o),
        t == Toestand.WACHT_OP_AKKOORD && !o.gevraagdDoor().equals(kijker),
        t == Toestand.LOOPT,
        t == Toestand.GEPAUZEERD,
        t == Toestand.LOOPT || t == Toestand.GEPAUZEERD || t == Toestand.WACHT_OP_AKKOORD);
  }

  private static String voortgang(Heraanbod o) {
    List<String> delen = new ArrayList<>();
    delen.add(
        "%s van %s aangeboden, daarvan %s bevestigd"
            .formatted(
                Herzieningrij.getal(o.aangeboden()),
                Herzieningrij.getal(o.omvang()),
                Herzieningrij.getal(o.bevestigd())));
    voegToe(delen, o.onderweg(), "onderweg");
    voegToe(delen, o.zonderInhoud(), "zonder inhoud");
    voegToe(delen, o.inmiddelsBeantwoord(), "intussen beantwoord");
    voegToe(delen, o.nietGegeven(), "nu niet te nemen");
    return String.join("; ", delen);
  }

  private static void voegToe(List<String> delen, long aantal, String wat) {
    if (aantal > 0) {
      delen.add(Herzieningrij.getal(aantal) + " " + wat);
    }
  }

  private static String vraag(Heraanbod.Keuze k) {
    if (k == null) {
      return "Niet bewaard";
    }
    List<String> delen = new ArrayList<>();
    delen.add(
        k.verlopen()
            ? "Alles wat verlopen is"
            : k.bevestigd() ? "Ook wat bevestigd is" : "Alles wat nooit bevestigd is");
    if (k.vanaf() != null) {
      delen.add("vanaf volgnummer " + k.vanaf());
    }
    if (k.van() != null) {
      delen.add("klaargezet sinds " + Woorden.tijd(k.van()));
    }
    if (k.tot() != null) {
      delen.add("klaargezet voor " + Woorden.tijd(k.tot()));
    }
    if (k.gebeurtenistype() != null) {
      delen.add("type " + k.gebeurtenistype());
    }
    if (k.berichtId() != null) {
      delen.add("bericht " + k.berichtId());
    }
    if (k.dossier() != null) {
      delen.add("dossier " + k.dossier());
    }
    return String.join(", ", delen);
  }

  /** What a trial counted, as a sentence. */
  static String telling(Heraanbod.Telling t) {
    return "Hieronder vallen %s verlopen, %s zoekgeraakte en %s bevestigde gebeurtenissen; %s staan al klaar en %s zijn geweigerd. Een opdracht biedt er %s opnieuw aan."
        .formatted(
            Herzieningrij.getal(t.verlopen()),
            Herzieningrij.getal(t.kwijt()),
            Herzieningrij.getal(t.bevestigd()),
            Herzieningrij.getal(t.staatKlaar()),
            Herzieningrij.getal(t.geweigerd()),
            Herzieningrij.getal(t.opnieuw()));
  }

  /** The first moment of a day as a person writes it; null when it was left open. */
  static Instant begin(LocalDate dag) {
    return dag == null ? null : dag.atStartOfDay(NEDERLAND).toInstant();
  }
}
