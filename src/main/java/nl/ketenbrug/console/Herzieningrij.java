package nl.ketenbrug.console;

import java.util.List;
import java.util.Locale;
import nl.ketenbrug.dossier.Herziening;
import nl.ketenbrug.dossier.Herzieningsverslag;

/** A recalculation in words. */
record Herzieningrij(
    String id,
    String titel,
    String reden,
    String modus,
    String peildatum,
    String cijferbestand,
    String status,
    String kleur,
    String geteld,
    String door,
    String gestart,
    String gestartMachine,
    String afgerond,
    String zonderStand,
    String onderweg,
    String wacht,
    String wachtTot,
    String gewist) {

  /** Of an outcome, how many. */
  record Aantal(String uitkomst, String aantal) {}

  static Herzieningrij van(Herziening h) {
    return new Herzieningrij(
        h.id().toString(),
        h.proef() ? "Proef" : "Herziening",
        switch (h.reden()) {
          case TERMIJN -> "Termijn van twaalf maanden om";
          case CIJFERS -> "Nieuwe cijfers";
          case ALLES -> "Hele voorraad";
          case WIJZIGING -> "Gegevens bij een bron veranderd";
          case ZONDER_STAND -> "Zonder stand";
        },
        switch (h.modus()) {
          case STRENG -> "Streng: bronnen opnieuw bevraagd";
          case BEWAARD -> "Bewaard: met de bewaarde invoer";
        },
        h.peildatum().toString(),
        h.cijferbestand(),
        h.status().naam().substring(0, 1).toUpperCase(Locale.ROOT) + h.status().naam().substring(1),
        switch (h.status()) {
          case LOOPT -> "bezig";
          case GEPAUZEERD -> "let-op";
          case GEREED -> "goed";
          case AFGEBROKEN -> "fout";
        },
        getal(h.geteld()),
        h.gestartDoor() == null ? "de motor" : h.gestartDoor(),
        Woorden.tijd(h.gestartOp()),
        h.gestartOp().toString(),
        tijd(h.afgerondOp()),
        aantal(h.zonderStand()),
        aantal(h.onderweg()),
        h.wacht() == null
            ? null
            : "sinds %s op %s: %s"
                .formatted(Woorden.tijd(h.wacht().sinds()), h.wacht().op(), h.wacht().reden()),
        h.wacht() == null ? null : tijd(h.wacht().tot()),
        tijd(h.gewistOp()));
  }

  private static String aantal(Long aantal) {
    return aantal == null || aantal == 0 ? null : getal(aantal);
  }

  private static String tijd(java.time.Instant moment) {
    return moment == null ? null : Woorden.tijd(moment);
  }

  static List<Aantal> uitkomsten(Herzieningsverslag verslag) {
    return verslag.uitkomsten().entrySet().stream()
        .map(uitkomst -> new Aantal(woord(uitkomst.getKey()), getal(uitkomst.getValue())))
        .toList();
  }

  static String getal(long aantal) {
    return String.format(Locale.forLanguageTag("nl"), "%,d", aantal);
  }

  /** Cents as euros, with a sign. */
  static String euro(long cent) {
    return String.format(Locale.forLanguageTag("nl"), "%+,.2f euro", cent / 100.0);
  }

  private static String woord(String uitkomst) {
    return switch (uitkomst) {
      case "bepaald" -> "Voor het eerst bepaald";
      case "gelijk" -> "Gelijk gebleven";
      case "hoger" -> "Hoger";
      case "lager" -> "Lager";
      case "basis" -> "Zelfde bedrag, andere basis";
      case "verlengd" -> "Zelfde bedrag, nieuwe termijn";
      case "geweigerd" -> "Geweigerd door wet of bron";
      case "mislukt" -> "Mislukt";
      case "vervallen" -> "Niet meer aan de beurt";
      case "ingehaald" -> "Ingehaald door een andere vaststelling";
      default -> uitkomst;
    };
  }
}
